"""Changes to the rows of a repeating table, each as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dpia_wizard.core import change
from dpia_wizard.core.change import Step
from dpia_wizard.core.model import Row
from dpia_wizard.workspace.editing import Editing

Cell = str | tuple[str, ...]


def set_cells(editing: Editing, question: str, row: str, cells: Mapping[str, Cell]) -> Step | None:
    """Set cells of the row *row*, which comes to be with the first words in it.

    A row that came to be takes back "there is none".
    """
    assessment = editing.assessment
    kept = assessment.rows.get(row)
    if kept is None:
        rows = assessment.rows_of(question)
        position = rows[-1].position + 1 if rows else 0
        filled = {id: cell for id, cell in cells.items() if cell}
        if not filled:
            return None
        said = assessment.answers.get(question)
        cleared = change.remove(assessment, said) if said is not None else None
        new = Row(row, question, position, filled)
        return editing.do("add a row", [cleared, change.put(assessment, new)])
    merged = {**kept.cells, **cells}
    after = replace(kept, cells={id: cell for id, cell in merged.items() if cell})
    return editing.put("edit a row", after)


def remove_row(editing: Editing, row: str) -> Step | None:
    """Take a row out; undo brings it back."""
    kept = editing.assessment.rows.get(row)
    return None if kept is None else editing.remove("remove a row", kept)


def move_row(editing: Editing, row: str, by: int) -> Step | None:
    """Move a row up (-1) or down (1) among the rows of its table."""
    kept = editing.assessment.rows.get(row)
    if kept is None:
        return None
    rows = list(editing.assessment.rows_of(kept.question))
    at = next(place for place, other in enumerate(rows) if other.id == row)
    to = at + by
    if not 0 <= to < len(rows):
        return None
    rows.insert(to, rows.pop(at))
    moved = [replace(other, position=place) for place, other in enumerate(rows)]
    return editing.put("move a row", *moved)


def say_instead(editing: Editing, question: str, value: str | None) -> Step | None:
    """Answer "there is none" or "we do not know" in the place of rows, or take that back."""
    return editing.answer(question, value=value)
