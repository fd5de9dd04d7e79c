"""The arrows of the heat map: which way risks went by their controls, and would by the plan."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from dpia_wizard.report.pdf.signs import centred_text
from dpia_wizard.report.pdf.styles import INK, WHITE, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.report.document import Move
    from dpia_wizard.report.pdf.pen import Pen

_CIRCLE = 6.6
_LANES = 0.2
"""How wide a part of a cell the lanes of upright arrows take, beside the level's word."""


def paint_earned(
    pen: Pen,
    moves: tuple[Move, ...],
    corner: tuple[float, float],
    width: float,
    height: float,
    *,
    last_lane: float,
) -> None:
    """Draw an arrow for each move, in lanes so that no two run over each other."""
    least = (_CIRCLE + 0.6) / width
    first_lane = max(least, last_lane - _LANES)
    last_lane = max(last_lane, first_lane)
    moved = [move for move in moves if move.before != move.today and move.count]
    lanes: dict[tuple[int, bool], list[Move]] = {}
    for move in sorted(moved, key=lambda move: (move.today[1], move.before[0], move.before[1])):
        lanes.setdefault((move.today[1], move.before[1] == move.today[1]), []).append(move)
    ends: dict[Move, tuple[float, float]] = {}
    starts: dict[Move, tuple[float, float]] = {}
    by: dict[Move, tuple[tuple[float, float], ...]] = {}
    taken: list[tuple[float, float]] = []
    for (column, upright), through in lanes.items():
        for number, move in enumerate(through):
            if upright:
                spread = number / (len(through) - 1) if len(through) > 1 else 0.5
                start_part = end_part = first_lane + (last_lane - first_lane) * spread
            else:
                inwards = 1 if move.before[1] > column else -1
                start_part = 0.5 - inwards * 0.37
                end_part = 0.5 + inwards * (0.39 - 0.1 * (number % 3))
            end = (
                corner[0] + (column + end_part) * width,
                corner[1] + (move.today[0] + 0.26) * height,
            )
            start_x = corner[0] + (move.before[1] + start_part) * width
            start_y = corner[1] + move.before[0] * height + _CIRCLE + 3
            while any(
                abs(start_x - x) < 2 * _CIRCLE and abs(start_y - y) < 2 * _CIRCLE for x, y in taken
            ):
                start_y += 2 * _CIRCLE + 1
            taken.append((start_x, start_y))
            starts[move], ends[move] = (start_x, start_y), end
            if move.before[0] < move.today[0] and move.before[1] > column:
                turn = end[1] - (0.16 - 0.05 * (number % 3)) * height
                by[move] = ((start_x, turn),)  # down beside the words, then across above them
    for move in moved:
        _arrow(pen, starts[move], ends[move], by=by.get(move, ()))
    for move in moved:
        x, y = starts[move]
        pen.circle(x, y, _CIRCLE, fill=WHITE, stroke=INK, line=1.1)
        centred_text(pen, str(move.count), x, y, Type(7.5 if move.count < 10 else 6.5, bold=True))


def paint_planned(
    pen: Pen,
    moves: tuple[Move, ...],
    corner: tuple[float, float],
    width: float,
    height: float,
    *,
    lane: float,
) -> None:
    """Draw a dashed arrow from each box to where risks of it will stand if the plan is done,
    which a dashed circle with their number marks; they leave their cell by its *lane*."""
    arriving: dict[tuple[int, int], int] = {}
    for move in moves:
        arriving[move.today] = arriving.get(move.today, 0) + move.count
    places = {
        cell: (corner[0] + (cell[1] + 0.41) * width, corner[1] + (cell[0] + 0.52) * height)
        for cell in arriving
    }
    for move in moves:
        x, y = places[move.today]
        start = (
            corner[0] + (move.before[1] + 0.77) * width - 13,
            corner[1] + (move.before[0] + 0.62) * height,
        )
        beside, above = corner[0] + (move.before[1] + lane) * width, y - height * 0.4
        by = [(beside, above)]
        if move.before[0] != move.today[0]:
            by.insert(0, (beside, start[1] + height * 0.1))
        if move.before[1] != move.today[1]:
            by.append((x, above))  # from above: beside the circle stands a box
        rim = (_CIRCLE + 1) / hypot(by[-1][0] - x, by[-1][1] - y)
        end = (x + (by[-1][0] - x) * rim, y + (by[-1][1] - y) * rim)
        _arrow(pen, start, end, by=by, dash="3 2")
    for cell, (x, y) in places.items():
        pen.circle(x, y, _CIRCLE, fill=WHITE, stroke=INK, line=1.1, dash="2 1.4")
        size = 7.5 if arriving[cell] < 10 else 6.5
        centred_text(pen, str(arriving[cell]), x, y, Type(size, bold=True))


def _arrow(
    pen: Pen,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    by: Sequence[tuple[float, float]] = (),
    dash: str = "",
) -> None:
    """Draw a dark arrow with a light edge, to be seen on every fill; it goes *by* some points."""
    last = by[-1] if by else start
    dx, dy = end[0] - last[0], end[1] - last[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length, dy / length
    neck = (end[0] - dx * 7, end[1] - dy * 7)
    head = [
        end,
        (neck[0] - dy * 3.6, neck[1] + dx * 3.6),
        (neck[0] + dy * 3.6, neck[1] - dx * 3.6),
    ]
    way = (start, *by)
    pen.shape((*way, neck), stroke=WHITE, line=3.4, closed=False)
    pen.shape(head, fill=INK, stroke=WHITE, line=1.0)
    to_head = (neck[0] + dx, neck[1] + dy)
    pen.shape((*way, to_head), stroke=INK, line=1.3, dash=dash, closed=False)
