"""Key slots: the random key of a library, locked once by the passphrase and once by the sheet.

The passphrase changes without rewriting the library, and a wrong passphrase can be told from a
damaged file. The slots and the library belong together: neither opens without the other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from dpia_wizard.crypto.passphrases import secret_bytes
from dpia_wizard.crypto.recovery import new_groups, secret_in
from dpia_wizard.errors import FileTooNew, StorageTrouble, UserError, WrongPassphrase

FORMAT = "dpia-wizard key slots"
VERSION = 1
KEY_LENGTH = 32
_SALT_LENGTH = 16
_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_LONGEST_FILE = 16 * 1024
_PASSPHRASE = "passphrase"  # noqa: S105 -- the name of a slot
_RECOVERY = "recovery sheet"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: Argon2id's memory, passes and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 6
    lanes: int = 4

    def is_between(self, least: Cost, most: Cost) -> bool:
        """Whether no part is under *least* or over *most*."""
        return (
            least.memory_kib <= self.memory_kib <= most.memory_kib
            and least.passes <= self.passes <= most.passes
            and 1 <= self.lanes <= most.lanes
        )


COST = Cost()
LEAST = Cost(passes=3)
"""The cheapest slots that are opened, whatever `COST` becomes (RFC 9106, second choice)."""
_MOST = Cost(memory_kib=1024 * 1024, passes=16, lanes=16)


def new_key_slots(passphrase: str, *, cost: Cost = COST) -> tuple[bytes, bytes, str]:
    """The slots of a new library, its data key, and the groups for the recovery sheet."""
    data_key = secrets.token_bytes(KEY_LENGTH)
    groups = new_groups()
    record = {
        "format": FORMAT,
        "version": VERSION,
        "key": _mark_of(data_key),
        "sheet": 1,
        "slots": {
            _PASSPHRASE: _locked(data_key, _PASSPHRASE, secret_bytes(passphrase), cost),
            _RECOVERY: _locked(data_key, _RECOVERY, secret_in(groups), cost),
        },
    }
    return _written(record), data_key, groups


def open_with_passphrase(slots: bytes, passphrase: str, *, cost: Cost = LEAST) -> bytes:
    """The data key; slots that cost less than *cost* to guess are refused.

    Raises `WrongPassphrase`, or `StorageTrouble` and `FileTooNew` for the file itself.
    """
    record = _read(slots)
    data_key = _unlocked(record, _PASSPHRASE, secret_bytes(passphrase), cost)
    if data_key is None:
        raise WrongPassphrase("That passphrase does not open this library. Nothing was changed.")
    return data_key


def open_with_recovery(slots: bytes, groups: str, *, cost: Cost = LEAST) -> bytes:
    """The data key, by the groups of the sheet; a group typed wrong is named in a `UserError`."""
    record = _read(slots)
    data_key = _unlocked(record, _RECOVERY, secret_in(groups), cost)
    if data_key is None:
        raise WrongPassphrase(
            "These groups are of another sheet: this library opens with sheet {sheet}."
            " Nothing was changed.",
            sheet=record["sheet"],
        )
    return data_key


def change_passphrase(slots: bytes, data_key: bytes, new: str, *, cost: Cost = COST) -> bytes:
    """The slots with another passphrase; the recovery sheet stays good."""
    record = _read_for(slots, data_key)
    record["slots"][_PASSPHRASE] = _locked(data_key, _PASSPHRASE, secret_bytes(new), cost)
    return _written(record)


def new_recovery(slots: bytes, data_key: bytes, *, cost: Cost = COST) -> tuple[bytes, str]:
    """The slots with a new recovery sheet, and its groups; the sheet before opens no longer."""
    record = _read_for(slots, data_key)
    groups = new_groups()
    record["slots"][_RECOVERY] = _locked(data_key, _RECOVERY, secret_in(groups), cost)
    record["sheet"] += 1
    return _written(record), groups


def sheet_number(slots: bytes) -> int:
    """The number of the recovery sheet that opens these slots, counted from 1."""
    number: int = _read(slots)["sheet"]
    return number


def _locked(data_key: bytes, name: str, secret: bytes, cost: Cost) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_LENGTH)
    slot: dict[str, object] = {
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": _as_text(secrets.token_bytes(_SALT_LENGTH)),
    }
    key = _stretched(secret, _as_bytes(slot["salt"]), cost)
    wrapped = AESGCM(key).encrypt(nonce, data_key, _bound(name, slot))
    return slot | {"nonce": _as_text(nonce), "wrapped": _as_text(wrapped)}


def _unlocked(record: dict[str, Any], name: str, secret: bytes, least: Cost) -> bytes | None:
    """The data key in the slot *name*, or None when *secret* does not open it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot = record["slots"][name]
    cost = Cost(slot["memory_kib"], slot["passes"], slot["lanes"])
    if not cost.is_between(least, _MOST):
        raise StorageTrouble(
            "The key file of this library asks for more or less work than is safe, so it was not"
            " used. Put back the copy from your last backup."
        )
    key = _stretched(secret, _as_bytes(slot["salt"]), cost)
    try:
        data_key = AESGCM(key).decrypt(
            _as_bytes(slot["nonce"]), _as_bytes(slot["wrapped"]), _bound(name, slot)
        )
    except InvalidTag:
        return None
    if _mark_of(data_key) != record["key"]:
        raise _damaged()
    return data_key


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        return Argon2id(
            salt=salt,
            length=KEY_LENGTH,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive(secret)
    except MemoryError as error:
        raise StorageTrouble(
            "There is not enough free memory to open the library. Close other programs, then try"
            " again; nothing was changed."
        ) from error


def _bound(name: str, slot: dict[str, Any]) -> bytes:
    """What the lock holds together with the key: which slot it is and what a guess costs."""
    cost = {part: slot[part] for part in ("memory_kib", "passes", "lanes", "salt")}
    return _canonical({"format": FORMAT, "version": VERSION, "slot": name} | cost)


def _mark_of(data_key: bytes) -> str:
    """Tells whether a key belongs to these slots; says nothing about a key of 256 random bits."""
    return hashlib.sha256(b"dpia-wizard data key" + data_key).hexdigest()


def _written(record: dict[str, Any]) -> bytes:
    content = {name: value for name, value in record.items() if name != "check"}
    check = hashlib.sha256(_canonical(content)).hexdigest()
    return json.dumps(content | {"check": check}, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _read_for(slots: bytes, data_key: bytes) -> dict[str, Any]:
    record = _read(slots)
    if _mark_of(data_key) != record["key"]:
        raise ValueError("the data key is of another library")
    return record


def _read(slots: bytes) -> dict[str, Any]:
    """The record in the file, every part of the type and size that the rest relies on."""
    if len(slots) > _LONGEST_FILE:
        raise _damaged()
    try:
        record = json.loads(slots)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise _damaged()
    version = record.get("version")
    if type(version) is int and version > VERSION:
        raise FileTooNew(
            "This library was made with a newer program. Open it there, or update here first."
        )
    content = {name: value for name, value in record.items() if name != "check"}
    if (
        version != VERSION
        or record.get("check") != hashlib.sha256(_canonical(content)).hexdigest()
        or not _is_whole(record)
    ):
        raise _damaged()
    return record


def _is_whole(record: dict[str, Any]) -> bool:
    slots = record.get("slots")
    return (
        type(record.get("sheet")) is int
        and isinstance(record.get("key"), str)
        and isinstance(slots, dict)
        and all(_is_slot(slots.get(name)) for name in (_PASSPHRASE, _RECOVERY))
    )


def _is_slot(slot: object) -> bool:
    if not isinstance(slot, dict):
        return False
    if any(type(slot.get(part)) is not int for part in ("memory_kib", "passes", "lanes")):
        return False
    lengths = {
        "salt": _SALT_LENGTH,
        "nonce": _NONCE_LENGTH,
        "wrapped": KEY_LENGTH + _TAG_LENGTH,
    }
    try:
        return all(len(_as_bytes(slot.get(part))) == size for part, size in lengths.items())
    except (TypeError, ValueError, binascii.Error):
        return False


def _as_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _as_bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise TypeError("not text")
    return base64.b64decode(text, validate=True)


def _damaged() -> UserError:
    return StorageTrouble(
        "The key file of this library is damaged. Put back the copy from your last backup; the"
        " library itself was not changed."
    )
