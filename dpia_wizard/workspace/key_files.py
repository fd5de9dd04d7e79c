"""Signing keys that lie as files beside the library, from before people had profiles in it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.workspace.people import key_from

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person
    from dpia_wizard.workspace.people import People

FOLDER = "keys"
LARGEST_KEY = 64 * 1024
_ENDING = ".p12"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


def key_files(folder: Path) -> tuple[str, ...]:
    """The keys in the library folder *folder* that are no profiles yet, by name.

    Whose they are cannot be read without their passphrase, so they stay until it is given.
    """
    try:
        found = [path for path in (folder / FOLDER).glob(f"*{_ENDING}") if path.is_file()]
    except OSError:
        return ()
    return tuple(sorted(path.stem for path in found if _ID.fullmatch(path.stem)))


def read_key_file(folder: Path, name: str) -> bytes:
    """Such a key, still locked."""
    if _ID.fullmatch(name) is None:
        raise UserError("There is no signing key {key} beside this library.", key=name)
    return read_whole(folder / FOLDER / f"{name}{_ENDING}", LARGEST_KEY)


def take_over(
    people: People,
    folder: Path,
    file: str,
    passphrase: str,
    *,
    name: str,
    post: str = "",
    agency: str = "",
    role: str = "",
) -> Person:
    """Make a profile of such a key, under the same passphrase; the file goes once it is kept.

    Raises `WrongPassphrase` where it does not open; then nothing was changed.
    """
    key = key_from(read_key_file(folder, file), passphrase)
    made = people.add(key, name=name, post=post, agency=agency, role=role)
    forget_key_file(folder, file)
    return made


def forget_key_file(folder: Path, file: str) -> None:
    """Remove such a key after it was kept as a profile; one that stays does no harm."""
    with suppress(OSError):
        (folder / FOLDER / f"{file}{_ENDING}").unlink()
        (folder / FOLDER).rmdir()
