"""Write a file whole or not at all, and make files and folders that only their owner reads."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from dpia_wizard.errors import StorageTrouble, UserError


def write_whole(path: Path, data: bytes) -> None:
    """Replace *path* by *data* at once: readers see the old file or the new one, never a part.

    The bytes are on the disk when this returns. Raises `StorageTrouble` when the folder cannot
    be written or is full; then the old file is as before and nothing is left beside it.
    """
    temporary: str | None = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def private_folder(folder: Path) -> None:
    """Make *folder* with those above it, for nobody but this person; one that is there stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def private_file(path: Path) -> None:
    """Make the empty file *path* for nobody but this person; one that is there stays."""
    path.touch(mode=0o600)


def cannot_write(path: Path, error: OSError) -> UserError:
    """The sentence for a file that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageTrouble(
            "The disk is full, so {path} was not written. Free some space and try again.", path=path
        )
    return StorageTrouble(
        "{path} cannot be written. Choose another folder, or ask who looks after this laptop.",
        path=path,
    )


def sync_folder(folder: Path) -> None:
    """Make sure that the names in *folder* are on the disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
