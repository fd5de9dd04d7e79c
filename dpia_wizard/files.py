"""Read files that somebody named, write them whole or not at all, keep some for their owner."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from dpia_wizard.errors import StorageTrouble, UserError

_KB, _MB = 1024, 1024 * 1024


def read_whole(path: Path, most: int, *, refusal: UserError | None = None) -> bytes:
    """The bytes of a file that somebody named, which may be anything: at most *most* of them.

    Raises `UserError` with one sentence for what is missing, a folder or no plain file (a pipe
    might never end), cannot be read, or is larger (*refusal*, where that can be said better).
    """
    try:
        if path.is_dir():
            raise UserError("{path} is a folder; name a file.", path=path)
        if not path.exists():
            raise UserError("{path} is not there.", path=path)
        if not path.is_file():
            raise UserError("{path} is not a file.", path=path)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise UserError("{path} cannot be read.", path=path) from error
    if len(data) > most:
        raise refusal or too_large(path, most)
    return data


def too_large(path: Path, most: int) -> UserError:
    """The sentence for a file of more than *most* bytes."""
    if most < _MB:
        return UserError(
            "{path} is larger than {most} kB, so it was not read.", path=path, most=most // _KB
        )
    return UserError(
        "{path} is larger than {most} MB, so it was not read.", path=path, most=most // _MB
    )


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
