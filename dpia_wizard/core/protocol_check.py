"""What keeps a protocol from being kept in the register, and numbers pasted from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.protocol import OWN, RegisteredProtocol

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLAUSE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")
_FIRST_WORD = re.compile(r"([A-Za-z]\w*)[:.,)–—-]*(?:\s|$)")
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


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What was pasted and is not taken: ``said`` is what stands there."""

    kind: Literal["unknown", "empty", "long", "over"]
    said: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """The numbers of a pasted list by our ids, and what of it is not taken."""

    numbers: Mapping[str, str]
    not_taken: tuple[NotTaken, ...] = ()


def pasted_numbers(text: str, pack: Pack, *, start: str = "") -> Pasted:
    """The numbers in a list copied from a spreadsheet: our id, alone or with words after it, and
    the number, by tabs; or one column of numbers, that go to the clauses from *start* on."""
    ids = {clause.id.casefold(): clause.id for clause in pack.clauses if clause.basis != OWN}
    lines = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]
    order = list(ids.values())
    found: dict[str, str] = {}
    not_taken: list[NotTaken] = []

    def take(id: str, number: str) -> None:
        if not number:
            not_taken.append(NotTaken("empty", id))
        elif len(number) > LONGEST_NUMBER:
            not_taken.append(NotTaken("long", id))
        else:
            found[id] = number

    if start in order and all(len(cells) == 1 for cells in lines):
        after = order[order.index(start) :]
        for id, (number,) in zip(after, lines, strict=False):
            if number:
                take(id, number)
        rest = (number for (number,) in lines[len(after) :] if number)
        not_taken += [NotTaken("over", number) for number in rest]
        return Pasted(found, tuple(not_taken))
    for cells in filter(any, lines):
        at, named = _named(cells, ids)
        numbers = [c for place, c in enumerate(cells) if c and place != at]
        if named:
            take(named, numbers[-1] if numbers else "")
        else:
            said = cells[at] if at >= 0 else next(filter(None, cells))
            not_taken.append(NotTaken("unknown", said))
    return Pasted(found, tuple(not_taken))


def _named(cells: list[str], ids: Mapping[str, str]) -> tuple[int, str]:
    """The cell that names a clause of ours, and which; words may follow the id: "C17 Referral"."""
    for at, cell in enumerate(cells):
        if cell.casefold() in ids:
            return at, ids[cell.casefold()]
    for at, cell in enumerate(cells):
        word = _FIRST_WORD.match(cell)
        if word is not None:  # what begins with a letter is a name, of ours or not
            return at, ids.get(word[1].casefold(), "")
    return -1, ""
