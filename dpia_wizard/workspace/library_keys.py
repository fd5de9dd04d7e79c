"""The keys of a library: made anew, or opened with a passphrase or the recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dpia_wizard import crypto
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.files import write_whole
from dpia_wizard.storage.names import KEYS


@dataclass(frozen=True, slots=True)
class NewKeys:
    """The keys of a library that is not made yet, and the groups of its recovery sheet."""

    slots: bytes
    key: bytes
    groups: str


def weakness(passphrase: str) -> str | None:
    """Why the passphrase is too easy to guess, as an English sentence, or None."""
    return crypto.weakness(passphrase)


def new_keys(passphrase: str) -> NewKeys:
    """Keys for a new library; takes a moment and may run beside the window."""
    return NewKeys(*crypto.new_key_slots(passphrase))


def key_of(folder: Path, passphrase: str) -> bytes:
    """The key of the library in *folder*; takes a moment and may run beside the window.

    Raises `WrongPassphrase`, `FileTooNew` or `StorageTrouble`; then nothing was changed.
    """
    return crypto.open_with_passphrase(_slots(folder), passphrase)


def key_by_sheet(folder: Path, groups: str) -> bytes:
    """The key of the library in *folder*, by the groups of its recovery sheet."""
    return crypto.open_with_recovery(_slots(folder), groups)


def set_passphrase(folder: Path, key: bytes, new: str) -> None:
    """Set another passphrase for the library in *folder*; the recovery sheet stays good."""
    write_whole(folder / KEYS, crypto.change_passphrase(_slots(folder), key, new))


def _slots(folder: Path) -> bytes:
    try:
        return (folder / KEYS).read_bytes()
    except FileNotFoundError as error:
        raise StorageTrouble("There is no library in {path}.", path=folder) from error
    except OSError as error:
        raise StorageTrouble("The library in {path} cannot be read.", path=folder) from error
