"""The actions of every assessment in one list, by the day on which each is due."""

from __future__ import annotations

from dataclasses import dataclass, fields

from dpia_wizard.core.model import Action
from dpia_wizard.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An action with the assessment that it belongs to."""

    assessment: str
    title: str
    reference: str
    action: Action


def actions(connection: Connection, *, done: bool) -> tuple[ListedAction, ...]:
    """The actions of all assessments that are not archived: those that are *done*, or the others;
    the earliest day first, and what has none last."""
    heads = {id: (title, reference) for id, title, reference in connection.execute(_HEADS)}
    rows = connection.execute(_DONE if done else _OPEN)
    return tuple(
        ListedAction(assessment, *heads[assessment], _action(values))
        for assessment, *values in rows
        if assessment in heads
    )


def overdue(connection: Connection, today: str) -> int:
    """How many actions should be done by now: their day is over on the ISO date *today*."""
    return int(connection.execute(_OVERDUE, (today,)).fetchone()[0])


def _action(values: list[object]) -> Action:
    for at in _MARKS:
        values[at] = bool(values[at])
    return Action(*values)  # type: ignore[arg-type]  # the columns are its fields


_COLUMNS = tuple(part.name for part in fields(Action))
_MARKS = tuple(at for at, part in enumerate(fields(Action)) if part.type == "bool")
_HEADS = """
SELECT a.id, s.title, s.reference FROM assessments AS a
JOIN summaries AS s ON s.assessment = a.id WHERE NOT a.archived
"""
_LIST = f"SELECT assessment, {', '.join(_COLUMNS)} FROM actions"  # noqa: S608 -- our own names
_BY_DAY = "ORDER BY due = '', due, assessment, id"
_OPEN = f"{_LIST} WHERE status <> 'done' {_BY_DAY}"
_DONE = f"{_LIST} WHERE status = 'done' {_BY_DAY}"
_OVERDUE = """
SELECT count(*) FROM actions
WHERE status <> 'done' AND (due = '') = 0 AND due < ?
AND assessment IN (SELECT id FROM assessments WHERE NOT archived)
"""
