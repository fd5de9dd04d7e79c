"""How the ways of risks run over the heat map: bent where they would run into a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from dpia_wizard.gui import theme

MOST_WAYS = 12
"""So many ways can be told apart at once; where there are more, those of one cell are drawn."""

_BENDS = (0.0, *(sign * bend for bend in (8, 14, 20, 27, 35, 44, 54, 66, 80) for sign in (1, -1)))
_STEPS = 28
_CLEAR = 3.0
_NEAR = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from one mark to another; *dashed* where it is only planned."""

    start: QPointF
    bend: QPointF
    end: QPointF
    dashed: bool

    def points(self) -> list[QPointF]:
        """Points along the curve."""
        found = []
        for step in range(_STEPS + 1):
            t = step / _STEPS
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
            found.append(
                QPointF(
                    a * self.start.x() + b * self.bend.x() + c * self.end.x(),
                    a * self.start.y() + b * self.bend.y() + c * self.end.y(),
                )
            )
        return found


def lines(
    ways: Sequence[tuple[QRectF, QRectF, bool]],
    marks: Sequence[QRectF],
    words: Sequence[QRectF],
    ground: QRectF,
) -> list[Line]:
    """A line for each way (from mark, to mark, dashed) that touches no other mark and no word
    where it can, and keeps off the lines before it."""
    drawn: list[Line] = []
    for start, end, dashed in ways:
        others = [mark for mark in marks if mark not in (start, end)]
        drawn.append(_clearest(start, end, others, words, drawn, ground, dashed=dashed))
    return drawn


def _clearest(
    start: QRectF,
    end: QRectF,
    marks: Sequence[QRectF],
    words: Sequence[QRectF],
    drawn: Sequence[Line],
    ground: QRectF,
    *,
    dashed: bool,
) -> Line:
    """The straightest line that is in nothing's way, or the one that is least in the way."""
    best, least = _line(start, end, 0.0, dashed=dashed), inf
    for bend in _BENDS:
        line = _line(start, end, bend, dashed=dashed)
        trouble = _trouble(line, marks, words, drawn, ground)
        if trouble < least:
            best, least = line, trouble
        if not trouble:
            break
    return best


def _line(start: QRectF, end: QRectF, bend: float, *, dashed: bool) -> Line:
    a, b = start.center(), end.center()
    length = hypot(b.x() - a.x(), b.y() - a.y()) or 1.0
    across = QPointF(-(b.y() - a.y()) / length, (b.x() - a.x()) / length)
    middle = QPointF((a.x() + b.x()) / 2, (a.y() + b.y()) / 2) + across * (2 * bend)
    return Line(_edge(start, middle), middle, _edge(end, middle), dashed)


def _edge(mark: QRectF, towards: QPointF) -> QPointF:
    """Where a line from the middle of *mark* leaves it."""
    centre = mark.center()
    dx, dy = towards.x() - centre.x(), towards.y() - centre.y()
    length = hypot(dx, dy) or 1.0
    reach = min(
        mark.width() / 2 / (abs(dx) / length) if dx else 1e9,
        mark.height() / 2 / (abs(dy) / length) if dy else 1e9,
    )
    reach = min(reach, hypot(mark.width(), mark.height()) / 2) + 2
    return QPointF(centre.x() + dx / length * reach, centre.y() + dy / length * reach)


def _trouble(
    line: Line,
    marks: Sequence[QRectF],
    words: Sequence[QRectF],
    drawn: Sequence[Line],
    ground: QRectF,
) -> float:
    points = line.points()
    reach = _CLEAR
    hits = sum(
        mark.adjusted(-reach, -reach, reach, reach).contains(point)
        for point in points
        for mark in marks
    )
    hits += sum(not ground.contains(point) for point in points)
    behind = sum(word.contains(point) for point in points for word in words)
    near = sum(
        hypot(point.x() - other.x(), point.y() - other.y()) < _NEAR
        for before in drawn
        for other in before.points()[2:-2]
        for point in points[2:-2]
    )
    return hits * 10.0 + behind * 3.0 + near


def paint_lines(painter: QPainter, drawn: Sequence[Line]) -> None:
    """Paint lines with their heads, and a light edge so that they are seen on every level."""
    for is_edge in (True, False):
        for line in drawn:
            _paint(painter, line, is_edge=is_edge)


def _paint(painter: QPainter, line: Line, *, is_edge: bool) -> None:
    path = QPainterPath(line.start)
    along = line.end - line.points()[-3]
    length = hypot(along.x(), along.y()) or 1.0
    along = along / length
    neck = line.end - along * 8
    path.quadTo(line.bend, neck)
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
    head = QPolygonF([line.end, neck + across * 5, neck - across * 5])
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(head)
