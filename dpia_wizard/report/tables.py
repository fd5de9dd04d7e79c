"""Tables of an assessment as grids: wide ones put several facts into one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.inventory import sensitivity
from dpia_wizard.report.document import Column, Grid, Row, Span, Text
from dpia_wizard.report.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.core.form import Column as FormColumn
    from dpia_wizard.core.form import Question
    from dpia_wizard.core.model import Row as AnswerRow
    from dpia_wizard.report.document import Cell, Piece
    from dpia_wizard.report.material import Material

MOST_COLUMNS = 6
"""More columns than these cannot be read side by side on a page."""

ARRANGED = {
    "inventory.elements": (
        ("element", "detail"),
        ("why", "need", "less"),
        ("sensitivity", "reason", "format", "about", "step"),
        ("systems", "who_sees"),
        ("shared_with", "basis"),
        ("retention",),
    ),
    "parties.list": (
        ("party", "type", "role"),
        ("elements", "purpose"),
        ("basis", "agreement", "agreement_kept"),
        ("signatory", "immunities", "security", "onward", "deletion"),
        ("trust",),
    ),
    "sharing.circumstances": (
        ("circumstance", "decides"),
        ("what", "with_whom"),
        ("basis", "channel"),
        ("never",),
        ("rules", "feedback"),
    ),
    "flows.steps": (
        ("sender", "receiver"),
        ("what", "frequency"),
        ("channel", "protected"),
        ("who_opens", "copy"),
        ("problem",),
    ),
}
"""Which facts share a printed column in the widest shipped tables; the first one names it."""

_LEAST_SHARE, _MOST_SHARE = 3.6, 13.0
"""Bounds of a column's share, which grows with the root of how much stands in it."""


def grid(m: Material, question: Question) -> Grid:
    """Every row of a table question."""
    stacks = arranged(question)
    rows = tuple(
        Row(tuple(_cell(m, question, stack, row, first=not n) for n, stack in enumerate(stacks)))
        for row in m.assessment.rows_of(question.id)
    )
    columns = tuple(
        Column(m.wording.column(question, stack[0].id), _share([row.cells[n] for row in rows]))
        for n, stack in enumerate(stacks)
    )
    return Grid(columns, rows, "dense")


def arranged(question: Question) -> tuple[tuple[FormColumn, ...], ...]:
    """The columns of a table, put together until they fit side by side; none is left out."""
    columns = question.columns
    if len(columns) <= MOST_COLUMNS:
        return tuple((column,) for column in columns)
    by_id = {column.id: column for column in columns}
    plan = ARRANGED.get(question.id, ())
    if {name for stack in plan for name in stack} == set(by_id):
        return tuple(tuple(by_id[name] for name in stack) for stack in plan)
    most = -(-len(columns) // (MOST_COLUMNS - 1))
    return tuple(columns[start : start + most] for start in range(0, len(columns), most))


def _share(cells: Sequence[Cell]) -> float:
    """How wide a column may be beside the others, by what stands in its cells."""
    lengths = [
        sum(len(s.text) for p in cell if isinstance(p, Text) for s in p.spans) for cell in cells
    ]
    mean = sum(lengths) / max(len(lengths), 1)
    return float(min(max(mean**0.5, _LEAST_SHARE), _MOST_SHARE))


def _cell(
    m: Material,
    question: Question,
    stack: tuple[FormColumn, ...],
    row: AnswerRow,
    *,
    first: bool,
) -> Cell:
    pieces: list[Piece] = []
    stands = sensitivity(question, row)
    for number, column in enumerate(stack):
        text = cell_text(m, question, column, row)
        if stands is not None and column.id == stands.column:
            text = m.own(m.wording.against_default(question, stands))
        if number == 0:
            pieces.append(Text((Span(text, bold=first),)) if text else _blank(m))
        elif text:
            label = Span(f"{m.wording.column(question, column.id)}: ", quiet=True)
            pieces.append(Text((label, Span(text))))
    return tuple(pieces)


def _blank(m: Material) -> Text:
    """What stands in place of a cell that nobody filled in."""
    return Text((Span(m.words("not said"), quiet=True),))
