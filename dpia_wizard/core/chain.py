"""The chain of a history: every entry is tied by its hash to all that stands before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

VERSION = "dpia-wizard history 1"
"""What every hash begins with, so that it is a hash of nothing else."""

START = "0" * 64
"""What stands in the place of a hash before the first entry."""

PRINTED = 40
"""How many digits of a hash are printed: too many to find another history that has them too."""

SHORT = 32
"""How many digits are printed where people sign: so many that it takes years with many machines
to write two histories that share them, one to be signed and one to be kept. Fewer are not
compared."""

GIVEN = "given"
"""Why an anchor is there that somebody brought along: it was kept outside this library."""

BreakKind = Literal[
    "breaks",  # an entry does not follow from the one before it
    "put_in",  # entries stand where none stood: the one after them follows from the one before
    "rewritten",  # the chain holds in itself, and is not the one that an anchor was taken from
    "cut",  # the history ends before an anchor
]


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it is kept: ``changes`` is canonical JSON, ``hash`` what ties it to the rest."""

    id: str
    at: str
    by: str
    name: str
    changes: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far a history went once: its entries and the first digits of the last one's hash.

    ``why`` says what it was left by ("report", "signed"), or is `GIVEN`; ``at`` is the moment.
    """

    entries: int
    hash: str
    why: str = GIVEN
    at: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it comes from elsewhere: who can write the library could not change it."""
        return self.why == GIVEN

    @property
    def printed(self) -> str:
        """The digits as they are printed, in groups of four."""
        return groups(self.hash[:PRINTED])


@dataclass(frozen=True, slots=True)
class Break:
    """Where a history is not what was written: ``place`` is the first entry at which it shows,
    ``first`` the first one that can be meant; both count from 1.

    ``entry`` is the one at ``place`` with what it claims, None where none is there; ``anchor`` the
    one that it does not fit, where that is how it was found.
    """

    kind: BreakKind
    first: int
    place: int
    entry: Written | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a history.

    ``agreed`` are the anchors that fit it. Of what came after ``vouched`` nothing can be known:
    it may have been changed, and more may have stood there.
    """

    entries: int
    hash: str
    broken: Break | None
    agreed: tuple[Anchor, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.broken is None

    @property
    def vouched(self) -> int:
        """Up to which entry an anchor from outside the library vouches for the history; 0: none."""
        return max((anchor.entries for anchor in self.agreed if anchor.is_outside), default=0)

    @property
    def remembered(self) -> int:
        """Up to which entry the library itself remembers the history; 0: nowhere."""
        return max((anchor.entries for anchor in self.agreed if not anchor.is_outside), default=0)


def next_hash(before: str, assessment: str, entry: Written) -> str:
    """The hash of *entry*, which stands after the one with the hash *before*."""
    said = (
        f'{VERSION}\n{before}\n{{"assessment":{_quoted(assessment)},"at":{_quoted(entry.at)},'
        f'"by":{_quoted(entry.by)},"changes":{entry.changes},"id":{_quoted(entry.id)},'
        f'"name":{_quoted(entry.name)}}}'
    )
    return hashlib.sha256(said.encode()).hexdigest()


def check(assessment: str, entries: Sequence[Written], anchors: Iterable[Anchor] = ()) -> Verdict:
    """What can be said of the history of *assessment* (its id), measured against *anchors*."""
    holds = _holds(assessment, entries)
    agreed: list[Anchor] = []
    breaks: list[Break] = []
    for anchor in sorted(set(anchors), key=lambda one: (one.entries, one.why, one.at, one.hash)):
        place = anchor.entries
        if place > holds:
            if holds == len(entries):
                breaks.append(Break("cut", holds + 1, holds + 1, None, anchor))
            break
        if not entries[place - 1].hash.startswith(anchor.hash):
            breaks.append(Break("rewritten", _after(agreed), place, entries[place - 1], anchor))
            break
        agreed.append(anchor)
    if holds < len(entries):
        breaks.append(_break(assessment, entries, holds, _after(agreed)))
    broken = min(breaks, key=lambda one: one.place, default=None)
    last = entries[-1].hash if entries else START
    return Verdict(len(entries), last, broken, tuple(agreed))


def groups(digits: str) -> str:
    """The digits of a hash in groups of four, as an eye can compare them."""
    digits = digits.upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def anchor_in_short(entries: int, tie: str) -> str:
    """How far a history went, with the hash *tie* of its last entry, as it is printed where people
    sign: "42 · 1F0C 9A3B 77D2 0B1E 5C46 E8A0 93D7 2F61"."""
    return f"{entries} · {groups(tie[:SHORT])}"


def read_anchor(untrusted: str) -> Anchor | None:
    """The anchor that somebody typed ("42 1F0C 9A…") or copied ("42 · 1F0C 9A…", "42 entries · 1F0C
    9A…"); None where it is none, or is too short."""
    number, *digits = untrusted.translate(_BETWEEN).split() or [""]
    if digits and set(digits[0].lower()) - _DIGITS:
        digits = digits[1:]  # what the number counts, in whichever language
    said = "".join(digits).lower()
    if not (number.isascii() and number.isdigit() and len(number) <= 9 and int(number) > 0):
        return None
    if not SHORT <= len(said) <= len(START) or set(said) - _DIGITS:
        return None
    return Anchor(int(number), said)


def _holds(assessment: str, entries: Sequence[Written]) -> int:
    """How many entries from the first one on have the hash that follows from those before."""
    before = START
    for place, entry in enumerate(entries):
        if next_hash(before, assessment, entry) != entry.hash:
            return place
        before = entry.hash
    return len(entries)


def _after(agreed: Sequence[Anchor]) -> int:
    """The first entry that no anchor vouches for."""
    return agreed[-1].entries + 1 if agreed else 1


def _break(assessment: str, entries: Sequence[Written], holds: int, unsure: int) -> Break:
    """The break at the entry after *holds*, which does not follow from the one before it.

    *unsure* is the first entry that no anchor vouches for.
    """
    hashes = [START, *(entry.hash for entry in entries[:holds])]
    odd = entries[holds]
    if holds + 1 < len(entries):
        after = entries[holds + 1]
        if next_hash(hashes[holds], assessment, after) == after.hash:
            return Break("put_in", holds + 1, holds + 1, odd)
    for before in range(holds - 1, unsure - 2, -1):
        follows = next_hash(hashes[before], assessment, odd) == odd.hash
        if follows and entries[before].hash != odd.hash:  # else it is a copy of that one
            return Break("put_in", before + 1, before + 1, entries[before])
    return Break("breaks", max(unsure, holds, 1), holds + 1, odd)


_DIGITS = frozenset("0123456789abcdef")
_BETWEEN = dict.fromkeys(map(ord, "·\u200e\u200f\u2066\u2067\u2068\u2069"), " ")
"""What stands between the parts of a printed anchor, and marks of direction that are copied too."""

_quoted = json.JSONEncoder(ensure_ascii=False).encode
