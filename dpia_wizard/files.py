"""Write a file whole or not at all."""

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
        _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise cannot_write(path, error) from error


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


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
