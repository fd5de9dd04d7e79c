"""How sensitive a row of the inventory is: by default, as chosen, and why it was lowered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia_wizard.core.form import Column, Question
    from dpia_wizard.core.model import Row

REASON = "reason"
"""The column of a row in which a team says why it chose less than the default."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A row with a known kind of information; ``default`` and ``chosen`` are points of the scale
    in ``column`` (``chosen`` is "" while nothing is)."""

    row: str
    column: str
    element: str
    default: str
    chosen: str
    reason: str
    is_below: bool

    @property
    def is_default(self) -> bool:
        """Whether the default was left as it is."""
        return self.chosen == self.default

    @property
    def lacks_reason(self) -> bool:
        """Whether it was set below the default, and nobody says why."""
        return self.is_below and not self.reason.strip()


def sensitivity(question: Question, row: Row) -> Sensitivity | None:
    """How sensitive a row is; None where the table or the row has no default."""
    found = _columns(question)
    if found is None:
        return None
    kind, scale = found
    element = row.cells.get(kind.id, "")
    default = next((c.default for c in kind.choices if c.id == element), "")
    order = [choice.id for choice in scale.choices]
    if not isinstance(element, str) or default not in order:
        return None
    chosen, reason = row.cells.get(scale.id, ""), row.cells.get(REASON, "")
    below = chosen in order and order.index(str(chosen)) < order.index(default)
    return Sensitivity(row.id, scale.id, element, default, str(chosen), str(reason), below)


def without_reason(question: Question, rows: Iterable[Row]) -> tuple[Sensitivity, ...]:
    """The rows set below their default without a reason, in a table that has room for one."""
    if not asks_why(question):
        return ()
    found = (sensitivity(question, row) for row in rows)
    return tuple(row for row in found if row is not None and row.lacks_reason)


def asks_why(question: Question) -> bool:
    """Whether a table has defaults, and a column for the reason to go below them."""
    has_reason = any(column.id == REASON for column in question.columns)
    return has_reason and _columns(question) is not None


def with_default(
    question: Question, row: Row | None, column: str, value: str | tuple[str, ...]
) -> dict[str, str | tuple[str, ...]]:
    """The cells to set when *value* is chosen in *column*: itself, and the default that it brings,
    unless the team chose another point of the scale before."""
    cells: dict[str, str | tuple[str, ...]] = {column: value}
    found = _columns(question)
    if found is None or found[0].id != column:
        return cells
    kind, scale = found
    default = next((choice.default for choice in kind.choices if choice.id == value), "")
    before = sensitivity(question, row) if row is not None else None
    chosen = row.cells.get(scale.id, "") if row is not None else ""
    if default and (not chosen or (before is not None and before.is_default)):
        cells[scale.id] = default
    return cells


def _columns(question: Question) -> tuple[Column, Column] | None:
    """The column of kinds with a default, and the scale that the defaults are points of."""
    kinds = (
        c for c in question.columns if c.kind == "single" and any(o.default for o in c.choices)
    )
    kind = next(kinds, None)
    scale = next((c for c in question.columns if c.kind == "scale"), None)
    return None if kind is None or scale is None else (kind, scale)
