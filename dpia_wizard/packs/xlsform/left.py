"""What a workbook or a pack could not carry: where it stands, and why, for the pack's author."""

from __future__ import annotations

from dataclasses import dataclass, field

_ORDER = {"settings": 1, "survey": 2, "choices": 3}
MOST_LEFT = 2_000
SHEET = "not carried"
"""The sheet of a workbook that lists what it does not carry."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was not carried; row 0 and no column where it is about more than a cell."""

    sheet: str
    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        place = ", ".join(filter(None, (self.sheet, row, self.column)))
        return f"{place}: {self.sentence}" if place else self.sentence


@dataclass(slots=True)
class Leaving:
    """Everything left so far, each once and never more than somebody would read."""

    found: dict[Left, None] = field(default_factory=dict)

    def note(self, sheet: str, row: int, column: str, sentence: str) -> None:
        """Keep one thing that was not carried."""
        if len(self.found) < MOST_LEFT:
            self.found.setdefault(Left(sheet, row, column[:80], sentence))
        elif len(self.found) == MOST_LEFT:
            self.found.setdefault(Left("", 0, "", "More was not carried than is listed here."))

    def all(self) -> tuple[Left, ...]:
        """What was noted, in the order of the sheets and their rows."""
        return tuple(sorted(self.found, key=lambda one: (_ORDER.get(one.sheet, 0), one.row)))
