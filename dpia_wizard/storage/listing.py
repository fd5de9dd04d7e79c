"""The list of assessments: each one's summary, kept beside it and marked when it is out of date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any, Literal

from dpia_wizard.core.model import PackRef
from dpia_wizard.core.summary import Due, Seat, Summary
from dpia_wizard.storage.connection import Connection
from dpia_wizard.storage.search import TITLES, fold, put_text

Order = Literal["worst", "title", "changed", "review"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the library: ``place`` is where the team stopped (a question's id or ""),
    ``matrix`` the matrix that the levels of ``summary`` are of."""

    id: str
    archived: bool
    changed_at: str
    changed_by: str
    place: str
    summary: Summary
    matrix: PackRef


def put_summary(connection: Connection, id: str, summary: Summary) -> None:
    """Keep *summary* for the assessment *id*; from now on it is not out of date."""
    values = [getattr(summary, name) for name in _COLUMNS]
    values[_COUNTS] = _json(dict(summary.counts))
    values[_DUES] = _json([astuple(due) for due in summary.dues])
    values[_SEATS] = _json([astuple(seat) for seat in summary.seats])
    connection.execute(_PUT, (id, *values))
    connection.execute("UPDATE assessments SET stale = 0 WHERE id = ? AND stale", (id,))
    put_text(connection, id, TITLES, id, "", f"{summary.title}\n{summary.reference}".strip())


def stale(connection: Connection, today: str) -> tuple[str, ...]:
    """The assessments that changed after their summary was kept, or that another day changes."""
    rows = connection.execute(_STALE, (today,))
    return tuple(id for (id,) in rows)


def listed(connection: Connection, archived: bool | None, order: Order) -> tuple[Listed, ...]:
    """The assessments that are (or are not) archived, in *order*."""
    wanted = (0, 1) if archived is None else (archived, archived)
    rows = connection.execute(_LIST + _IN_ORDER[order], wanted).fetchall()
    found = list(map(_listed, rows, *(_each(rows, part) for part in _IN_JSON)))
    if order == "title":  # SQLite would fold case in English letters only
        found.sort(key=lambda line: (fold(line.summary.title), line.summary.reference))
    return tuple(found)


def one(connection: Connection, id: str) -> Listed:
    """The line of the assessment *id*, which is there."""
    row = connection.execute(_LIST + " AND a.id = ?", (0, 1, id)).fetchone()
    return _listed(row, *(json.loads(row[_SUMMARY + part]) for part in _IN_JSON))


def _each(rows: Sequence[Sequence[Any]], part: int) -> list[Any]:
    """The values of one *part* of the summaries, all read in one go."""
    values: list[Any] = json.loads(f"[{','.join(row[_SUMMARY + part] for row in rows)}]")
    return values


def _listed(
    row: Sequence[Any], counts: dict[str, int], dues: list[list[Any]], seats: list[list[Any]]
) -> Listed:
    id, archived, changed_at, changed_by, place, *matrix = row[:_SUMMARY]
    parts = list(row[_SUMMARY:])
    parts[_COUNTS] = counts
    parts[_DUES] = tuple(Due(*told) for told in dues)
    parts[_SEATS] = tuple(Seat(*told) for told in seats)
    shown = Summary(*parts)
    return Listed(id, bool(archived), changed_at, changed_by, place, shown, PackRef(*matrix))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_COLUMNS = tuple(part.name for part in fields(Summary))
_IN_JSON = _COUNTS, _DUES, _SEATS = tuple(map(_COLUMNS.index, ("counts", "dues", "seats")))
_SUMMARY = 8
"""Where the columns of the summary begin in `_LIST`."""
_NAMES = ", ".join(_COLUMNS)
_PUT = (
    f"REPLACE INTO summaries (assessment, {_NAMES}) "  # noqa: S608 -- our own field names
    f"VALUES (?, {', '.join('?' * len(_COLUMNS))})"
)
_LIST = f"""
SELECT a.id, a.archived, a.changed_at, a.changed_by, a.place, p.pack, p.edition, p.fingerprint,
       {", ".join(f"s.{name}" for name in _COLUMNS)}
FROM assessments AS a JOIN summaries AS s ON s.assessment = a.id
JOIN pins AS p ON p.assessment = a.id AND p.id = 'matrix'
WHERE a.archived IN (?, ?)
"""  # noqa: S608 -- our own field names
_STALE = """
SELECT a.id FROM assessments AS a JOIN summaries AS s ON s.assessment = a.id
WHERE a.stale OR (s.good_until <> '' AND s.good_until < ?) ORDER BY a.id
"""
_IN_ORDER: dict[Order, str] = {
    "worst": "ORDER BY s.worst_rank DESC, a.changed_at DESC, a.id",
    "title": "ORDER BY a.id",
    "changed": "ORDER BY a.changed_at DESC, a.id",
    "review": "ORDER BY s.review_date = '', s.review_date, a.id",
}
