"""What keeps a protocol from being kept in the register, and numbers pasted from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.protocol import OWN, RegisteredProtocol

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLAUSE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")
LONGEST_NUMBER, LONGEST_LINE, LONGEST_TEXT = 24, 300, 4_000
MOST_CLAUSES, MOST_PARTIES = 200, 200


@dataclass(frozen=True, slots=True)
class Wrong:
    """What keeps a protocol from being kept: a ``kind`` that has a sentence, at a ``place``.

    ``place`` is the name of a field, ``numbers.C01`` or ``clauses.2.id``; ``said`` what stands
    there.
    """

    kind: Literal[
        "missing",  # nothing stands where something must
        "id",  # not small letters and digits with hyphens
        "clause_id",  # not letters and digits
        "clause_taken",  # a clause of ours, or another own one, has this id
        "date",
        "address",
        "language",
        "long",
        "same_edition",  # it replaces itself
        "unknown",  # no such question, risk or control
        "many",
        "hidden",  # a mark that turns or breaks text, which no file may hold
    ]
    place: str
    said: str = ""


def wrongs(protocol: RegisteredProtocol, pack: Pack) -> tuple[Wrong, ...]:
    """Everything that is wrong with *protocol*, in the order of its fields.

    Numbers may stand twice: two clauses of ours can be one in the signed text.
    """
    return (*_head_wrongs(protocol), *_clause_wrongs(protocol, pack), *_hidden(protocol))


def _head_wrongs(protocol: RegisteredProtocol) -> Iterator[Wrong]:
    for name in ("title", "publisher", "edition", "id"):
        if not getattr(protocol, name).strip():
            yield Wrong("missing", name)
    for name in ("title", "publisher", "edition", "replaces", "country", "file", "id"):
        if len(getattr(protocol, name)) > LONGEST_LINE:
            yield Wrong("long", name)
    if protocol.id and not _ID.fullmatch(protocol.id):
        yield Wrong("id", "id", protocol.id)
    if protocol.signed and not _is_date(protocol.signed):
        yield Wrong("date", "signed", protocol.signed)
    if protocol.address and not _ADDRESS.fullmatch(protocol.address):
        yield Wrong("address", "address", protocol.address)
    for language in protocol.languages:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            yield Wrong("language", "languages", language)
    if protocol.replaces and protocol.replaces == protocol.edition:
        yield Wrong("same_edition", "replaces", protocol.edition)
    if len(protocol.note) > LONGEST_TEXT:
        yield Wrong("long", "note")
    if len(protocol.parties) > MOST_PARTIES:
        yield Wrong("many", "parties")


def _clause_wrongs(protocol: RegisteredProtocol, pack: Pack) -> Iterator[Wrong]:
    for id, number in protocol.numbers.items():
        if len(number) > LONGEST_NUMBER:
            yield Wrong("long", f"numbers.{id}", number)
    if len(protocol.clauses) > MOST_CLAUSES:
        yield Wrong("many", "clauses")
    ours = {clause.id for clause in pack.clauses if clause.basis != OWN}
    taken: set[str] = set()
    for place, own in enumerate(protocol.clauses):
        at = f"clauses.{place}"
        if not _CLAUSE.fullmatch(own.id):
            yield Wrong("clause_id" if own.id else "missing", f"{at}.id", own.id)
        elif own.id in ours or own.id in taken:
            yield Wrong("clause_taken", f"{at}.id", own.id)
        taken.add(own.id)
        if not own.title.strip():
            yield Wrong("missing", f"{at}.title")
        for name, most in (
            ("number", LONGEST_NUMBER),
            ("title", LONGEST_LINE),
            ("paraphrase", LONGEST_TEXT),
        ):
            if len(getattr(own, name)) > most:
                yield Wrong("long", f"{at}.{name}")
        known: tuple[tuple[str, Iterable[str]], ...] = (
            ("questions", pack.form.by_id),
            ("risks", pack.risk),
            ("controls", pack.control),
        )
        for name, ids in known:
            for id in getattr(own, name):
                if id not in ids:
                    yield Wrong("unknown", f"{at}.{name}", id)


def _hidden(protocol: RegisteredProtocol) -> Iterator[Wrong]:
    """Texts with marks that turn what stands beside them; a file with them is not read again."""
    texts = {name: getattr(protocol, name) for name in ("title", "publisher", "edition", "note")}
    texts |= {"parties": "".join(protocol.parties), "replaces": protocol.replaces}
    texts |= {f"numbers.{id}": number for id, number in protocol.numbers.items()}
    for place, own in enumerate(protocol.clauses):
        for name in ("number", "title", "paraphrase"):
            texts[f"clauses.{place}.{name}"] = getattr(own, name)
    for at, text in texts.items():
        if _TURNS.search(text):
            yield Wrong("hidden", at)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def pasted_numbers(text: str, pack: Pack, *, start: str = "") -> dict[str, str]:
    """The numbers in a list copied from a spreadsheet: our id and the number, by tabs; or one
    column of numbers, that go to the clauses from *start* on."""
    ids = {clause.id.casefold(): clause.id for clause in pack.clauses if clause.basis != OWN}
    lines = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]
    found: dict[str, str] = {}
    for cells in lines:
        named = next((ids[cell.casefold()] for cell in cells if cell.casefold() in ids), None)
        rest = [cell for cell in cells if cell and cell.casefold() not in ids]
        if named is not None and len(cells) > 1:
            found[named] = rest[-1][:LONGEST_NUMBER] if rest else ""
    if found or not start:
        return found
    order = list(ids.values())
    after = order[order.index(start) :] if start in order else []
    single = [cells[0] for cells in lines if len(cells) == 1]
    if len(single) != len(lines):
        return {}
    return {id: number[:LONGEST_NUMBER] for id, number in zip(after, single, strict=False)}
