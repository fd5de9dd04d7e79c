"""What was done to each assessment, tied together by hashes, and the anchors left of it."""

from __future__ import annotations

from dataclasses import dataclass

from dpia_wizard.codec import canonical_json, parse_json, plain, read_change
from dpia_wizard.core.chain import START, Anchor, Written, next_hash
from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.history import Entry
from dpia_wizard.core.model import SignOff
from dpia_wizard.errors import UserError
from dpia_wizard.storage.connection import Connection

AT_SIGN_OFF = "signed"
"""Why an anchor is left when somebody signs off."""


@dataclass(frozen=True, slots=True)
class HistoryEnd:
    """How far a history goes: how many entries it has, which is the last, and its hash."""

    entries: int
    last_id: str
    last_at: str
    hash: str


def remember(
    connection: Connection, assessment: str, entry: str, step: Step, at: str, by: str
) -> None:
    """Add *step* to the history, under the id *entry*; a sign-off leaves an anchor."""
    changes = canonical_json([plain(change) for change in step.changes]).decode()
    last = connection.execute(_LAST, (assessment,)).fetchone()
    written = Written(entry, at, by, step.name, changes)
    tie = next_hash(START if last is None else last[0], assessment, written)
    connection.execute(_REMEMBER, (entry, assessment, at, by, step.name, changes, tie))
    if any(isinstance(change.after, SignOff) for change in step.changes):
        (count,) = connection.execute(_COUNT, (assessment,)).fetchone()
        leave_anchor(connection, assessment, Anchor(count, tie, AT_SIGN_OFF, at))


def entries(connection: Connection, assessment: str) -> tuple[Entry, ...]:
    """The history of an assessment, oldest first; an entry that cannot be read has no changes."""
    return tuple(entry_of(one) for one in written(connection, assessment))


def entry_of(written: Written) -> Entry:
    """An entry as it stands in the file, read; with no changes where they cannot be."""
    try:
        changes = _changes(written.changes)
    except (UserError, ValueError, TypeError):  # somebody changed it past this program
        changes = ()
    return Entry(written.id, written.at, written.by, written.name, changes, written.hash)


def written(connection: Connection, assessment: str) -> tuple[Written, ...]:
    """The history as it stands in the file, whatever stands there: to be checked."""
    rows = connection.execute(_WRITTEN, (assessment,))
    return tuple(Written(*(part.decode(errors="replace") for part in row)) for row in rows)


def end(connection: Connection, assessment: str) -> HistoryEnd | None:
    """How far the history goes, without reading what was changed; None without any."""
    row = connection.execute(_END, {"id": assessment}).fetchone()
    return None if row is None else HistoryEnd(*row)


def anchors(connection: Connection, assessment: str) -> tuple[Anchor, ...]:
    """The anchors that were left of a history, the shortest first."""
    return tuple(Anchor(*row) for row in connection.execute(_ANCHORS, (assessment,)))


def leave_anchor(connection: Connection, assessment: str, anchor: Anchor) -> None:
    """Remember how far the history goes; the first moment of what is the same counts."""
    values = (assessment, anchor.entries, anchor.hash, anchor.why, anchor.at)
    connection.execute(_LEAVE, values)


def _changes(kept: str) -> tuple[Change, ...]:
    told = parse_json(kept, address="history")
    parts = told if isinstance(told, list) else []
    return tuple(read_change(part, address="history") for part in parts)


_LAST = "SELECT hash FROM history WHERE assessment = ? ORDER BY position DESC LIMIT 1"
_COUNT = "SELECT count(*) FROM history WHERE assessment = ?"
_REMEMBER = """
INSERT INTO history (id, assessment, at, by, name, changes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_PARTS = ", ".join(f"CAST({name} AS BLOB)" for name in Written.__dataclass_fields__)
_WRITTEN = f"SELECT {_PARTS} FROM history WHERE assessment = ? ORDER BY position"  # noqa: S608
_END = """
SELECT (SELECT count(*) FROM history WHERE assessment = :id), id, at, hash
FROM history WHERE assessment = :id ORDER BY position DESC LIMIT 1
"""
_ANCHORS = """
SELECT entries, hash, why, at FROM anchors WHERE assessment = ? ORDER BY entries, at, why
"""
_LEAVE = "INSERT OR IGNORE INTO anchors (assessment, entries, hash, why, at) VALUES (?, ?, ?, ?, ?)"
