"""Tables: rows of cells with a head that repeats, split between rows where a page ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dpia_wizard.report.pdf.boxes import Stack
from dpia_wizard.report.pdf.styles import GROUND, INK, RULE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dpia_wizard.report.pdf.boxes import Box
    from dpia_wizard.report.pdf.pen import Pen

LEAST_ROWS = 3
"""Fewer rows than these never stand alone at the end of a page."""
SPLIT_FROM_LINES = 10
SMALL = 400.0
"""A table of few rows is not split as long as it is not higher than this."""


@dataclass(slots=True)
class TableRow:
    """The cells of one row, each with its distance from the start; they share one height."""

    cells: Sequence[tuple[float, Box]]
    padding: float
    line: float
    key: str = ""
    group: bool = False
    head: bool = False
    strong: bool = False
    marked: bool = False
    continues: bool = False
    centred: bool = False

    @property
    def height(self) -> float:
        """The height of the highest cell, with padding."""
        return max((box.height for _, box in self.cells), default=0.0) + 2 * self.padding

    @property
    def can_split(self) -> bool:
        """Whether it is so high that it may be split."""
        return self.height > SPLIT_FROM_LINES * self.line

    def split(self, room: float) -> tuple[TableRow, TableRow] | None:
        """Split every cell that is higher than *room*."""
        room -= 2 * self.padding
        first: list[tuple[float, Box]] = []
        rest: list[tuple[float, Box]] = []
        for x, box in self.cells:
            if box.height <= room + 0.01:
                first.append((x, box))
                rest.append((x, Stack([])))
                continue
            parts = box.split(room)
            if parts is None:
                return None
            first.append((x, parts[0]))
            rest.append((x, parts[1]))
        return replace(self, cells=first, continues=True), replace(self, cells=rest, key="")


@dataclass(slots=True)
class Table:
    """Rows below each other."""

    width: float
    head: TableRow | None
    rows: Sequence[TableRow]

    @property
    def _head(self) -> float:
        return self.head.height if self.head else 0.0

    @property
    def height(self) -> float:
        """Head and rows."""
        return self._head + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        """The head with the first three rows, or with the beginning of a high one."""
        if self._small:
            return self.height
        height = self._head
        counted = 0
        for row in self.rows:
            if row.can_split:
                return height + 6 * row.line
            height += row.height
            counted += not row.group
            if counted == LEAST_ROWS:
                break
        return height

    @property
    def _small(self) -> bool:
        """Whether it has too few rows to leave enough of them on either page."""
        few = sum(not row.group for row in self.rows) < 2 * LEAST_ROWS
        return few and self.height < SMALL and not any(row.can_split for row in self.rows)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Split between rows; a group row stays with the next, a very high row is split."""
        left = room - self._head + 0.01
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        if count == len(self.rows) or self._small:
            return None
        rows = list(self.rows)
        if rows[count].can_split and left > 5 * rows[count].line:
            parts = rows[count].split(left)
            if parts:
                return (
                    replace(self, rows=[*rows[:count], parts[0]]),
                    replace(self, rows=[parts[1], *rows[count + 1 :]]),
                )
        alone = len(rows) - count
        if alone < LEAST_ROWS and count - (LEAST_ROWS - alone) >= LEAST_ROWS:
            count -= LEAST_ROWS - alone
        while count and rows[count - 1].group:
            count -= 1
        if count == 0:
            return None
        return replace(self, rows=rows[:count]), replace(self, rows=rows[count:])

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give the keys of rows and of what stands in them."""
        y = self._head
        for row in self.rows:
            if row.key:
                yield row.key, y
            for _, box in row.cells:
                for key, below in box.anchors():
                    yield key, y + row.padding + below
            y += row.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw head, rows and the rules between them."""
        end = x + self.width
        if self.head:
            height = self.head.height
            pen.rectangle(x, y, self.width, height, fill=GROUND)
            pen.line(x, y, end, y, colour=INK, width=1.0)
            for offset, box in self.head.cells:
                # Titles stand at the foot of the head, near what they speak of.
                box.draw(pen, x + offset, y + height - self.head.padding - box.height)
            y += height
            pen.line(x, y, end, y, colour=INK, width=0.8)
        elif self.rows:
            pen.line(x, y, end, y, colour=RULE, width=0.6)
        for row in self.rows:
            height = row.height
            if row.key:
                pen.bookmark(row.key, y)
            for offset, box in row.cells:
                lower = (height - 2 * row.padding - box.height) / 2 if row.centred else 0.0
                box.draw(pen, x + offset, y + row.padding + lower)
            if row.marked:
                pen.line(x, y + 1.5, x, y + height - 1.5, colour=INK, width=3, round_ends=True)
            y += height
            if not row.continues:
                strong = row.strong
                pen.line(x, y, end, y, colour=INK if strong else RULE, width=1.0 if strong else 0.6)


def column_widths(
    total: float, shares: Sequence[float], fixed: Sequence[float | None], least: Sequence[float]
) -> list[float]:
    """Share *total* among columns, none narrower than its *least*, if there is room."""
    widths = [
        max(width, low) if width is not None else 0.0
        for width, low in zip(fixed, least, strict=True)
    ]
    open_columns = [number for number, width in enumerate(fixed) if width is None]
    if not open_columns:
        factor = total / sum(widths)
        return [width * factor for width in widths]
    rest = max(total - sum(widths), 0.0)
    needed = sum(least[number] for number in open_columns)
    if needed >= rest:
        for number in open_columns:
            widths[number] = least[number] or 1.0
        factor = total / sum(widths)
        return [width * factor for width in widths]
    while True:
        unit = rest / sum(shares[number] for number in open_columns)
        tight = [number for number in open_columns if shares[number] * unit < least[number]]
        if not tight:
            break
        for number in tight:
            widths[number] = least[number]
            rest -= least[number]
        open_columns = [number for number in open_columns if number not in tight]
    for number in open_columns:
        widths[number] = shares[number] * unit
    return widths
