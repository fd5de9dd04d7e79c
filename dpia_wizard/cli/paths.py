"""Read files that somebody named, and write files where somebody wants them."""

from __future__ import annotations

from pathlib import Path

from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of *path*, at most *most*. Raises `UserError` with one sentence."""
    try:
        if not path.exists():
            raise UserError("{path} is not there.", path=path)
        if not path.is_file():  # a folder; or a pipe or device, which might never end
            raise UserError("{path} is not a file.", path=path)
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise UserError("{path} cannot be read.", path=path) from error
    if len(data) > most:
        raise UserError("{path} is too large to be read.", path=path)
    return data


def write(path: Path, data: bytes) -> Path:
    """Put *data* into *path*, whole or not at all; gives *path*."""
    if path.is_dir():
        raise UserError("{path} is a folder; name a file.", path=path)
    if not path.parent.is_dir():
        raise UserError("There is no folder {path}.", path=path.parent)
    write_whole(path, data)
    return path


def make_folder(path: Path) -> Path:
    """The folder *path*, made when it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("The folder {path} cannot be made.", path=path) from error
    return path
