"""Signing keys kept beside the library, and the keys of others that somebody has checked."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dpia_wizard import crypto
from dpia_wizard.errors import StorageTrouble, UserError
from dpia_wizard.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from dpia_wizard.workspace.library import Library

FOLDER = "keys"
_ENDING = ".p12"
_KNOWN = "known_keys"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


def signing_keys(folder: Path) -> tuple[str, ...]:
    """The ids of the signing keys kept in the library folder, by name."""
    try:
        found = [path for path in (folder / FOLDER).glob(f"*{_ENDING}") if path.is_file()]
    except OSError:
        return ()
    return tuple(sorted(path.stem for path in found if _ID.fullmatch(path.stem)))


def make_key(folder: Path, id: str, passphrase: str, *, now: datetime | None = None) -> str:
    """Make a signing key under *passphrase* and keep it in the library folder; gives the
    fingerprint of its public part. Takes a moment.

    *id* is a plain word such as ``supervisor-3f2a``. Raises `UserError` when the passphrase is
    too easy to guess or the key cannot be kept.
    """
    if _ID.fullmatch(id) is None:
        raise ValueError("the id of a key is small letters, digits and dashes")
    if (weak := crypto.weakness(passphrase)) is not None:
        raise UserError(weak)
    path = folder / FOLDER / f"{id}{_ENDING}"
    if path.exists():
        raise UserError("There is a signing key of that name already. Nothing was changed.")
    key = crypto.make_signing_key(id, passphrase, now or datetime.now(UTC))
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StorageTrouble("The folder {path} cannot be made.", path=path.parent) from error
    write_whole(path, key)
    return crypto.fingerprint(crypto.certificate_of(key, passphrase))


def read_key(folder: Path, id: str) -> bytes:
    """The signing key *id* of the library folder, still locked."""
    path = folder / FOLDER / f"{id}{_ENDING}"
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageTrouble("The signing key {key} cannot be read.", key=id) from error


def known_keys(library: Library) -> dict[str, str]:
    """The fingerprints of checked keys with the names of their holders."""
    try:
        found = json.loads(library.store.setting(_KNOWN) or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(holder) for key, holder in found.items()}


def remember_key(library: Library, fingerprint: str, holder: str) -> None:
    """Note that somebody has checked that a key belongs to *holder*."""
    known = known_keys(library) | {fingerprint: holder}
    library.store.put_setting(_KNOWN, json.dumps(known, ensure_ascii=False, sort_keys=True))
