"""How the ways of risks run over the heat map: bent where they would run into a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import atan2, cos, hypot, inf, pi, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from dpia_wizard.gui import theme

MOST_WAYS = 12
"""So many ways can be told apart at once; where there are more, those of one cell are drawn."""

_TURNS = (0, 18, -18, 36, -36, 54, -54, 72, -72, 90, -90)
"""By how many degrees a line leaves a mark, or comes to one, beside the straight way."""
_STEPS = 26
_CLEAR = 3.0
_NEAR = 5.0
_REACHES = (0.45, 0.3, 0.65)
"""How far a line keeps its turn, as a part of the way."""
_STRAIGHTEST_FIRST = tuple(
    sorted(
        product(_TURNS, _TURNS, _REACHES),
        key=lambda tried: tried[0] ** 2 + tried[1] ** 2 + 400 * abs(tried[2] - 0.45),
    )
)
Spot = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from one mark to another with its two handles; *dashed* where only planned."""

    start: Spot
    first: Spot
    second: Spot
    end: Spot
    dashed: bool

    def spots(self) -> list[Spot]:
        """Spots along the curve."""
        found = []
        for step in range(_STEPS + 1):
            t = step / _STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append(
                (
                    a * self.start[0] + b * self.first[0] + c * self.second[0] + d * self.end[0],
                    a * self.start[1] + b * self.first[1] + c * self.second[1] + d * self.end[1],
                )
            )
        return found

    def points(self) -> list[QPointF]:
        """The spots as Qt has them."""
        return [QPointF(*spot) for spot in self.spots()]


def lines(
    ways: Sequence[tuple[QRectF, QRectF, bool]],
    marks: Sequence[QRectF],
    words: Sequence[QRectF],
    ground: QRectF,
) -> list[Line]:
    """A line for each way (from mark, to mark, dashed) that touches no other mark and no word
    where it can, and keeps off the lines before it."""
    drawn: list[Line] = []
    taken: list[Spot] = []
    around = _box(ground)
    for start, end, dashed in ways:
        others = [_box(mark, _CLEAR) for mark in marks if mark not in (start, end)]
        others += [_box(word) for word in words]
        line = _clearest(start, end, others, taken, around, dashed=dashed)
        drawn.append(line)
        taken += line.spots()[2:-2]
    return drawn


def _clearest(
    start: QRectF,
    end: QRectF,
    others: Sequence[Box],
    taken: Sequence[Spot],
    ground: Box,
    *,
    dashed: bool,
) -> Line:
    """The straightest line that is in nothing's way, or the one that is least in the way."""
    best, least = None, inf
    for tried in _STRAIGHTEST_FIRST:
        line = _line(start, end, *tried, dashed=dashed)
        trouble = _trouble(line.spots(), others, taken, ground)
        if trouble < least:
            best, least = line, trouble
        if not trouble:
            break
    return best or _line(start, end, *_STRAIGHTEST_FIRST[0], dashed=dashed)


def _line(
    start: QRectF, end: QRectF, leaves: float, comes: float, part: float, *, dashed: bool
) -> Line:
    a, b = start.center(), end.center()
    way = atan2(b.y() - a.y(), b.x() - a.x())
    reach = min(max(hypot(b.x() - a.x(), b.y() - a.y()) * part, 14.0), 90.0)
    out, back = way + radians(leaves), way + pi - radians(comes)
    first = (a.x() + reach * cos(out), a.y() + reach * sin(out))
    second = (b.x() + reach * cos(back), b.y() + reach * sin(back))
    return Line(_edge(start, out), first, second, _edge(end, back), dashed)


def _edge(mark: QRectF, way: float) -> Spot:
    """Where a line from the middle of *mark* leaves it."""
    centre = mark.center()
    along, down = abs(cos(way)), abs(sin(way))
    reach = min(
        mark.width() / 2 / along if along else inf, mark.height() / 2 / down if down else inf
    )
    reach = min(reach, hypot(mark.width(), mark.height()) / 2) + 2
    return centre.x() + cos(way) * reach, centre.y() + sin(way) * reach


def _box(rect: QRectF, more: float = 0.0) -> Box:
    return rect.left() - more, rect.top() - more, rect.right() + more, rect.bottom() + more


def _trouble(
    spots: Sequence[Spot], others: Sequence[Box], taken: Sequence[Spot], ground: Box
) -> float:
    left, right = min(x for x, _y in spots), max(x for x, _y in spots)
    top, bottom = min(y for _x, y in spots), max(y for _x, y in spots)
    found = 0.0
    if left < ground[0] or top < ground[1] or right > ground[2] or bottom > ground[3]:
        found += 100.0
    for box in others:
        if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top:
            found += 10 * sum(box[0] < x < box[2] and box[1] < y < box[3] for x, y in spots)
    for other in taken:
        if left - _NEAR < other[0] < right + _NEAR and top - _NEAR < other[1] < bottom + _NEAR:
            found += sum(hypot(x - other[0], y - other[1]) < _NEAR for x, y in spots[2:-2])
    return found


def paint_lines(painter: QPainter, drawn: Sequence[Line]) -> None:
    """Paint lines with their heads, and a light edge so that they are seen on every level."""
    for is_edge in (True, False):
        for line in drawn:
            _paint(painter, line, is_edge=is_edge)


def _paint(painter: QPainter, line: Line, *, is_edge: bool) -> None:
    path = QPainterPath(QPointF(*line.start))
    end = QPointF(*line.end)
    along = end - line.points()[-3]
    length = hypot(along.x(), along.y()) or 1.0
    along = along / length
    neck = end - along * 8
    path.cubicTo(QPointF(*line.first), QPointF(*line.second) - along * 8, neck)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if is_edge:
        painter.setPen(QPen(theme.colour("surface"), 5))
        painter.drawPath(path)
        return
    pen = QPen(theme.colour("text"), 2)
    if line.dashed:
        pen.setDashPattern([4, 2.5])
    painter.setPen(pen)
    painter.drawPath(path)
    across = QPointF(-along.y(), along.x())
    head = QPolygonF([end, neck + across * 5, neck - across * 5])
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(head)
