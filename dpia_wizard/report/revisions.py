"""What was added to a file after a signature: one signature more each time, and nothing else.

A reader for PDFs is passed in and walked as it is; nothing here belongs to one library. A file
grows by revisions, each of which may put an object in the place of an earlier one. After a
signature only the field that is signed next may be replaced, and of that only its value and its
look; all other objects must be new. An object is new when nothing asked for its number before:
else something that was left open on purpose could be filled in behind the signature.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_OF_A_SIGNED_FIELD = frozenset({"/V", "/AP"})
_TRAILER = ("/Root", "/Info", "/Encrypt")
_DEEPEST = 64
_REFERENCE = "reference"


def only_signatures_after(reader: Any, revision: int, fields: Iterable[Any]) -> bool:
    """Whether each revision after *revision* signs one of *fields* (references to them)."""
    numbers = {int(ref.idnum) for ref in fields}
    known = {number for earlier in range(revision + 1) for number in _numbers(reader, earlier)}
    for later in range(revision + 1, reader.xrefs.total_revisions):
        if not _signs_one(reader, later, numbers, known):
            return False
        known |= _numbers(reader, later)
    return True


def first_revisions(reader: Any) -> dict[int, tuple[int, int]]:
    """The revision in which the number of each object came, and in which it came last."""
    found: dict[int, tuple[int, int]] = {}
    for revision in range(reader.xrefs.total_revisions):
        for number in _numbers(reader, revision):
            came, _last = found.get(number, (revision, revision))
            found[number] = (came, revision)
    return found


def _numbers(reader: Any, revision: int) -> set[int]:
    return {int(ref.idnum) for ref in reader.xrefs.explicit_refs_in_revision(revision)}


def _signs_one(reader: Any, revision: int, fields: set[int], known: set[int]) -> bool:
    data = reader.xrefs.get_xref_data(revision)
    if data.hybrid is not None or set(data.freed) - {0}:
        return False
    before = reader.get_historical_resolver(revision - 1)
    after = reader.get_historical_resolver(revision)
    refs = reader.xrefs.explicit_refs_in_revision(revision)
    # By number alone: programs that read PDFs differ in whether they look at the generation.
    replaced = [ref for ref in refs if int(ref.idnum) in known]
    if len(replaced) != 1 or any(int(ref.generation) for ref in refs):
        return False
    (field,) = replaced
    if int(field.idnum) not in fields or not _same_trailer(before, after):
        return False
    return _is_signed_now(before(field), after(field), known)


def _is_signed_now(before: Any, after: Any, known: set[int]) -> bool:
    """Whether a field that stood empty has a signature made for it, and is the same otherwise."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    if "/V" in before or "/V" not in after:
        return False
    signature = _plain(after, "/V")
    if not isinstance(signature, tuple) or signature[0] != _REFERENCE or signature[1] in known:
        return False
    names = (set(before) | set(after)) - _OF_A_SIGNED_FIELD
    return all(_plain(before, name) == _plain(after, name) for name in names)


def _same_trailer(before: Any, after: Any) -> bool:
    old, new = before.trailer_view, after.trailer_view
    if any(_plain(old, name) != _plain(new, name) for name in _TRAILER):
        return False
    if "/ID" not in old or "/ID" not in new:
        return "/ID" not in old
    return _told(old["/ID"].raw_get(0), 0) == _told(new["/ID"].raw_get(0), 0)


def _plain(held: Any, name: str) -> object:
    """What stands under *name* as values that can be compared, references as their numbers."""
    if name not in held:
        return None
    return _told(held.raw_get(name), 0)


def _told(value: Any, depth: int) -> object:
    if depth > _DEEPEST:
        raise ValueError("nested deeper than any object of a report")
    if hasattr(value, "idnum"):
        return (_REFERENCE, int(value.idnum), int(value.generation))
    held: Any = value  # a dictionary or an array gives what stands in it, references as such
    if isinstance(value, dict):
        return {str(name): _told(held.raw_get(name), depth + 1) for name in value}
    if isinstance(value, list):
        return [_told(held.raw_get(place), depth + 1) for place in range(len(value))]
    said = getattr(value, "original_bytes", value)  # of a text, which may read as letters or not
    return said if isinstance(said, bytes) else (type(value).__name__, str(value))
