"""Records as plain values and JSON, strict when reading: every fault is told with its address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    NoReturn,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from dpia_wizard.core.change import Change
from dpia_wizard.core.model import (
    COLLECTIONS,
    Assessment,
    PackRef,
    Pin,
    Pinned,
    Record,
    pin,
)
from dpia_wizard.errors import UserError

if TYPE_CHECKING:
    from dpia_wizard.core.protocol import RegisteredProtocol

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What JSON can say, without fractions."""

KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {name: kind for kind, name in COLLECTIONS.items()}
)
"""The kind of record that each collection holds."""

LARGEST = 2**63 - 1
"""The largest whole number that can be kept, here and in the library."""

PINS = COLLECTIONS[Pin]
PINNED = frozenset(get_args(Pinned))
ALWAYS_PINNED = frozenset(("form", "matrix"))

NOT_IN_THE_REPORT = ("id", "remarks", "sign_offs")
"""Parts of an assessment that no page of a report rests on."""


def plain(value: object) -> Plain:
    """*value* as plain values. A field that stands at its default is left out.

    So a field added by a newer program changes nothing about records that do not use it.
    Raises `UserError` for a number that could not be read again.
    """
    if isinstance(value, int) and not -LARGEST - 1 <= value <= LARGEST:
        raise UserError("A number is too large to be saved. Type a smaller one.")
    if isinstance(value, str | NoneType | bool | int):
        return value
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, Change):
        sides = {"before": value.before, "after": value.after}
        there = {side: plain(record) for side, record in sides.items() if record is not None}
        return {"collection": value.collection, **there}
    return {name: plain(part) for name, part in _told(value)}


def plain_assessment(assessment: Assessment) -> dict[str, Plain]:
    """*assessment* as plain values, each collection a list in the order of its ids.

    What is pinned stands as ``form``, ``matrix`` and ``protocol``, the first two as they did before
    pins were records: so the fingerprints printed then are still found.
    """
    told: dict[str, Plain] = {}
    for name, value in _told(assessment):
        if name == PINS:
            told.update({id: plain(found.ref) for id, found in value.items()})
        elif name in KINDS:
            told[name] = [plain(value[id]) for id in sorted(value)]
        else:
            told[name] = plain(value)
    return told


def canonical_json(value: Plain) -> bytes:
    """*value* as JSON of which there is only one: sorted keys, no blanks, UTF-8."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise broken_text() from error


def parse_json(untrusted: bytes | str, *, address: str = "") -> Plain:
    """The plain value in *untrusted*; refuses doubled keys, fractions, infinities, deep nesting."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                _refuse("{address}: {name} is there twice.", address, name=key)
            found[key] = value
        return found

    def number(text: str) -> int:
        if len(text) > len(str(LARGEST)) + 1:
            _refuse("{address}: a number is too long.", address)
        return int(text)

    def fraction(text: str) -> NoReturn:
        _refuse("{address}: {text} is not a whole number.", address, text=text[:40])

    try:
        text = untrusted if isinstance(untrusted, str) else untrusted.decode("utf-8")
        found = json.loads(
            text,
            object_pairs_hook=unique,
            parse_int=number,
            parse_float=fraction,
            parse_constant=fraction,
        )
    except json.JSONDecodeError as error:
        raise UserError(
            "{address}: this is not JSON that can be read (line {line}, column {column}).",
            address=address or "JSON",
            line=error.lineno,
            column=error.colno,
        ) from error
    except (ValueError, RecursionError) as error:
        message = "{address}: this is not JSON that can be read."
        raise UserError(message, address=address or "JSON") from error
    return cast("Plain", found)


def read_record(collection: str, untrusted: object, *, address: str = "") -> Record:
    """The record of *collection* that the plain value *untrusted* says."""
    if collection not in KINDS:
        _refuse("{address}: there is no collection {name}.", address, name=collection)
    kind: Any = KINDS[collection]
    return cast("Record", _reader(kind)(untrusted, address or collection))


def read_change(untrusted: object, *, address: str = "change") -> Change:
    """The change that the plain value *untrusted* says."""
    said = _object(untrusted, address)
    _known(said, {"collection", "before", "after"}, address)
    collection = _text(said.get("collection"), f"{address}.collection")
    before, after = (
        read_record(collection, said[side], address=f"{address}.{side}") if side in said else None
        for side in ("before", "after")
    )
    if before is None and after is None:
        _refuse("{address}: a change needs a record.", address)
    return Change(before, after)


def read_assessment(untrusted: object, *, address: str = "assessment") -> Assessment:
    """The assessment that the plain value *untrusted* says."""
    said = _object(untrusted, address)
    _known(said, (_hints(Assessment).keys() - {PINS}) | PINNED, address)
    keyed = {name: value for name, value in said.items() if name not in PINNED}
    keyed[PINS] = {
        id: pin(id, _ref(said, id, address))
        for id in get_args(Pinned)
        if id in said or id in ALWAYS_PINNED
    }
    for name in (KINDS.keys() - {PINS}) & said.keys():
        records: dict[str, Record] = {}
        where = f"{address}.{name}"
        for place, part in enumerate(_list(said[name], where)):
            record = read_record(name, part, address=f"{where}[{place}]")
            if record.id in records:
                _refuse("{address}: {name} is there twice.", where, name=record.id)
            records[record.id] = record
        keyed[name] = records
    return cast("Assessment", _fields(Assessment, keyed, address, ready=frozenset(KINDS)))


def read_protocol(untrusted: object, *, address: str = "protocol") -> RegisteredProtocol:
    """The registered protocol that the plain value *untrusted* says."""
    from dpia_wizard.core.protocol import RegisteredProtocol  # it brings the whole pack along

    said = _object(untrusted, address)
    return cast("RegisteredProtocol", _fields(RegisteredProtocol, said, address))


def fingerprint_of(protocol: RegisteredProtocol) -> str:
    """The SHA-256 of everything that is said in *protocol*, in hexadecimal."""
    return hashlib.sha256(canonical_json(plain(protocol))).hexdigest()


def read_value(kind: type, untrusted: object, *, address: str) -> object:
    """The dataclass *kind* that the plain value *untrusted* says."""
    return _reader(kind)(untrusted, address)


def content_fingerprint(assessment: Assessment) -> str:
    """The SHA-256 of everything that a report on *assessment* rests on, in hexadecimal.

    Remarks are talk about the work and not in it, sign-offs and their files stand under it; the id
    is the library's own.
    """
    return plain_fingerprint(plain_assessment(assessment))


def plain_fingerprint(told: Mapping[str, Plain]) -> str:
    """The `content_fingerprint` of the assessment that `plain_assessment` told as *told*, also of
    one that another edition of the program told."""
    from dpia_wizard.core.seal import APART  # it brings the form along

    kept = {name: part for name, part in told.items() if name not in NOT_IN_THE_REPORT}
    files = kept.get("attachments")
    if isinstance(files, list):
        kept["attachments"] = [
            file for file in files if not (isinstance(file, dict) and file.get("purpose") in APART)
        ]
    said: Plain = {name: part for name, part in kept.items() if part}
    return hashlib.sha256(canonical_json(said)).hexdigest()


def broken_text() -> UserError:
    """The sentence for a text that no file can hold (half of a surrogate pair)."""
    return UserError(
        "A text holds a broken character that cannot be saved. Type that text again instead of "
        "pasting it."
    )


Reader = Callable[[object, str], object]


def _told(value: object) -> list[tuple[str, Any]]:
    """The fields of a record that do not stand at their default, with their values."""
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} cannot be told as plain values")
    told = []
    for part in fields(value):
        found = getattr(value, part.name)
        default = part.default_factory() if part.default_factory is not MISSING else part.default
        if type(found) is not type(default) or found != default:
            told.append((part.name, found))
    return told


@cache
def _reader(kind: Any) -> Reader:
    """What reads a value of the type *kind*."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _one_of(parts)
    if origin in (UnionType, Union):
        return _any_of(parts)
    if origin is tuple:
        item = _reader(parts[0])
        return lambda said, address: tuple(
            item(part, f"{address}[{place}]") for place, part in enumerate(_list(said, address))
        )
    if origin is not None and issubclass(origin, Mapping):
        value = _reader(parts[1])
        return lambda said, address: {
            _text(key, address): value(part, f"{address}.{key}")
            for key, part in _object(said, address).items()
        }
    if is_dataclass(kind):
        return lambda said, address: _fields(kind, _object(said, address), address)
    raise TypeError(f"{kind} cannot be read")


def _ref(said: Mapping[str, object], name: str, address: str) -> PackRef:
    """The pack or matrix that *said* names."""
    if name not in said:
        _refuse("{address}: {name} is missing.", address, name=name)
    return cast("PackRef", _reader(PackRef)(said[name], f"{address}.{name}"))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fields(
    kind: Any, said: dict[str, Any], address: str, *, ready: frozenset[str] = frozenset()
) -> object:
    hints = _hints(kind)
    _known(said, hints.keys(), address)
    for part in fields(kind):
        needed = part.default is MISSING and part.default_factory is MISSING
        if needed and part.name not in said:
            _refuse("{address}: {name} is missing.", address, name=part.name)
    return kind(
        **{
            name: value if name in ready else _reader(hints[name])(value, f"{address}.{name}")
            for name, value in said.items()
        }
    )


def _text(said: object, address: str) -> str:
    if not isinstance(said, str):
        _refuse("{address}: this must be text.", address)
    try:
        said.encode()
    except UnicodeEncodeError:
        _refuse("{address}: the text holds a broken character.", address)
    return said


def _number(said: object, address: str) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        _refuse("{address}: this must be a whole number.", address)
    if not -LARGEST - 1 <= said <= LARGEST:
        _refuse("{address}: the number is too large.", address)
    return said


def _yes_or_no(said: object, address: str) -> bool:
    if not isinstance(said, bool):
        _refuse("{address}: this must be true or false.", address)
    return said


def _nothing(said: object, address: str) -> None:
    if said is not None:
        _refuse("{address}: this must be empty.", address)


def _list(said: object, address: str) -> list[Any]:
    if not isinstance(said, list):
        _refuse("{address}: this must be a list.", address)
    return said


def _object(said: object, address: str) -> dict[str, Any]:
    if not isinstance(said, dict):
        _refuse("{address}: this must be a set of named values.", address)
    return said


def _known(said: Mapping[str, object], names: Any, address: str) -> None:
    for name in said:
        if name not in names:
            _refuse("{address}: {name} is not known here.", address, name=name)


def _one_of(choices: tuple[object, ...]) -> Reader:
    def read(said: object, address: str) -> object:
        if not isinstance(said, str) or said not in choices:
            named = ", ".join(map(str, choices))
            _refuse("{address}: this must be one of {choices}.", address, choices=named)
        return said

    return read


def _any_of(kinds: tuple[Any, ...]) -> Reader:
    """The first of *kinds* whose JSON form fits; in our records no two look alike."""
    by_form = {_FORMS.get(get_origin(kind) or kind, dict): _reader(kind) for kind in kinds}

    def read(said: object, address: str) -> object:
        reader = by_form.get(type(said))
        if reader is None:
            _refuse("{address}: this kind of value does not fit here.", address)
        return reader(said, address)

    return read


def _refuse(message: str, address: str, **facts: object) -> NoReturn:
    raise UserError(message, address=address or "JSON", **facts)


_SIMPLE: Mapping[Any, Reader] = {
    str: _text,
    int: _number,
    bool: _yes_or_no,
    NoneType: _nothing,
}
_FORMS: Mapping[Any, type] = {str: str, int: int, bool: bool, NoneType: NoneType, tuple: list}
