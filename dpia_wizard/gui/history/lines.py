"""The lines of a history as they are read: the newest first, by day and person, what somebody did
to one thing in a row as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dpia_wizard.core.change import Change
from dpia_wizard.core.history import Entry
from dpia_wizard.gui.moments import here


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry as it is listed: its number (from 1), when on the clock here, and the places
    (questions, risks …, and the sections they stand in) where it changed something."""

    number: int
    entry: Entry
    day: str
    time: str
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """What one person did on one day, until somebody else did something: how many entries, the
    first and the last of them."""

    day: str
    by: str
    entries: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Acts:
    """One entry, or several in a row that changed the same one record, such as a text that was
    typed: then ``entry`` is the last with all that they changed together."""

    first: int
    last: int
    entry: Entry
    time: str
    since: str

    @property
    def entries(self) -> int:
        """How many entries it stands for."""
        return self.last - self.first + 1


Line = Group | Acts


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are shown: those of one person, those of one place; None for all."""

    by: str | None = None
    place: str | None = None

    def takes(self, kept: Kept) -> bool:
        """Whether an entry is wanted."""
        if self.by is not None and kept.entry.by != self.by:
            return False
        return self.place is None or self.place in kept.places


def kept(number: int, entry: Entry, places: Iterable[str]) -> Kept:
    """The entry *number* as it is listed."""
    return Kept(number, entry, *here(entry.at), frozenset(places))


def lines(entries: Sequence[Kept], wanted: Wanted) -> tuple[Line, ...]:
    """The lines of *entries* (oldest first) that are *wanted*, the newest first."""
    groups: list[tuple[str, str, list[Acts]]] = []
    for one in entries:
        if not wanted.takes(one):
            continue
        by, acts = one.entry.by, Acts(one.number, one.number, one.entry, one.time, one.time)
        if not groups or groups[-1][:2] != (one.day, by):
            groups.append((one.day, by, [acts]))
            continue
        mine = groups[-1][2]
        joined = _joined(mine[-1], acts)
        if joined is None:
            mine.append(acts)
        else:
            mine[-1] = joined
    found: list[Line] = []
    for day, by, mine in reversed(groups):
        total = sum(acts.entries for acts in mine)
        found.append(Group(day, by, total, mine[0].first, mine[-1].last))
        found.extend(reversed(mine))
    return tuple(found)


def row_of(shown: Sequence[Line], number: int) -> int:
    """The row of *shown* that the entry *number* stands in, or -1."""
    for row, line in enumerate(shown):
        if isinstance(line, Acts) and line.first <= number <= line.last:
            return row
    return -1


def people(entries: Iterable[Kept]) -> tuple[str, ...]:
    """Everybody who did something, as they said, in the order of their names."""
    return tuple(sorted({one.entry.by for one in entries}, key=lambda name: (not name, name)))


def _joined(before: Acts, after: Acts) -> Acts | None:
    """Two steps as one, where the later one follows at once and goes on with the same record."""
    if after.first != before.last + 1 or before.entry.name != after.entry.name:
        return None
    if len(before.entry.changes) != 1 or len(after.entry.changes) != 1:
        return None
    (was,), (now,) = before.entry.changes, after.entry.changes
    if (was.collection, was.record.id) != (now.collection, now.record.id):
        return None
    if was.before is None and now.after is None:
        return None
    entry = replace(after.entry, changes=(Change(was.before, now.after),))
    return Acts(before.first, after.last, entry, after.time, before.since)
