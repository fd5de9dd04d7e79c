"""Write files where somebody wants them, and over nothing that somebody needs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole

PDF: Final = b"%PDF"
XLSX: Final = b"PK"
CSV: Final = b"\xef\xbb\xbf"
"""How files begin that ``--force`` may replace by one of the same kind."""

forced = click.option(
    "--force", is_flag=True, help="Replace a file of the same kind that is there already."
)
"""Let a command take ``--force``."""


def check_free(path: Path, *others: Path, kind: bytes = b"", force: bool = False) -> None:
    """Refuse a *path* to write to that would cost somebody a file, before any work is done.

    Nothing is ever written over one of the *others* that the same call names. What is there
    already stays, unless *force* is given and it begins like what takes its place (*kind*).
    """
    _check_place(path)
    if any(_is_one_file(path, other) for other in others):
        raise UserError("{path} is named twice here; name another file to write to.", path=path)
    if not os.path.lexists(path):
        return
    if not kind:
        raise UserError("{path} is there already; name another file.", path=path)
    if not force:
        raise UserError(
            "{path} is there already; name another file, or use --force to replace it.", path=path
        )
    if path.is_file() and not path.stat().st_size:
        return
    if not path.is_file() or not _begins(path).startswith(kind):
        raise UserError(
            "{path} is there already and is another kind of file; name another file.", path=path
        )


def write(path: Path, data: bytes) -> Path:
    """Put *data* into *path*, whole or not at all; gives *path*."""
    _check_place(path)
    write_whole(path, data)
    return path


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise UserError("{path} is a folder; name a file.", path=path)
    if not path.parent.is_dir():
        raise UserError("There is no folder {path}.", path=path.parent)


def _is_one_file(path: Path, other: Path) -> bool:
    """Whether both names lead to one file, there already or still to be written."""
    try:
        return path.samefile(other)
    except OSError:
        return path.parent.resolve() / path.name == other.parent.resolve() / other.name


def _begins(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(8)
    except OSError as error:
        raise UserError("{path} cannot be read.", path=path) from error


def make_folder(path: Path) -> Path:
    """The folder *path*, made when it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("The folder {path} cannot be made.", path=path) from error
    return path
