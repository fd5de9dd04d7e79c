"""How a matrix is painted: patterns, cells, marks and the path that joins them."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width, paint_line
from dpia_wizard.gui.parts.matrix_picture import MatrixCell, MatrixMark

_ALIASES = {"slanted lines": "slanted", "crossed lines": "crossed", "sparse dots": "dots"}


def paint_pattern(painter: QPainter, rect: QRectF, pattern: str, ink: QColor) -> None:
    """Fill *rect* with *pattern*: plain, dots, slanted, upright, crossed or grid."""
    name = _ALIASES.get(pattern, pattern)
    faint = QColor(ink)
    faint.setAlphaF(0.45 if theme.look().theme.is_contrast else 0.30)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    if name == "dots":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        row = 0
        y = rect.top() + 6
        while y < rect.bottom():
            x = rect.left() + (6 if row % 2 == 0 else 11)
            while x < rect.right():
                painter.drawEllipse(QPointF(x, y), 1.0, 1.0)
                x += 10
            y += 6
            row += 1
    if name in {"slanted", "crossed"}:
        painter.setPen(QPen(faint, 1))
        reach = rect.height()
        offset = -reach
        while offset < rect.width():
            x = rect.left() + offset
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + reach, rect.top()))
            if name == "crossed":
                painter.drawLine(QPointF(x, rect.top()), QPointF(x + reach, rect.bottom()))
            offset += 7
    if name in {"upright", "grid"}:
        painter.setPen(QPen(faint, 1))
        x = rect.left() + 5
        while x < rect.right():
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
            x += 7
        y = rect.top() + 5
        while name == "grid" and y < rect.bottom():
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            y += 7
    painter.restore()


def paint_cell(painter: QPainter, rect: QRectF, cell: MatrixCell, *, mirrored: bool) -> None:
    """Paint ground, pattern, edge, sign and word of one cell."""
    look = theme.look()
    colours = look.theme.level(cell.colour)
    corner = theme.radius("cell")
    shape = QPainterPath()
    shape.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    painter.fillPath(shape, colours.fill)
    painter.save()
    painter.setClipPath(shape)
    paint_pattern(painter, rect, cell.pattern, colours.ink)
    painter.restore()
    font = look.font("small")
    side = look.sign_px - 2
    band = look.line_height("small")
    words = line_width(cell.word, font)
    width = min(words + side + 13, rect.width() - 2)
    plate = QRectF(rect.left() + 1, rect.top() + 2, width, band)
    if mirrored:
        plate.moveRight(rect.right() - 1)
    painter.fillRect(plate, colours.fill)
    sign = QRectF(plate.left() + 4, plate.top(), side, plate.height())
    text = QRectF(sign.right() + 4, plate.top(), plate.width() - side - 9, plate.height())
    if mirrored:
        sign.moveRight(plate.right() - 4)
        text.moveRight(sign.left() - 4)
    paint_sign(painter, sign, cell.sign, colours.ink)
    paint_line(painter, text, cell.word, font, colours.ink)
    pen = QPen(colours.line, look.theme.edge)
    if cell.colour == "none":
        pen.setDashPattern([4, 3])
    painter.strokePath(shape, pen)
    if cell.count:
        number = QRectF(rect.adjusted(6, band, -6, -2))
        trailing = Qt.AlignmentFlag.AlignTrailing
        bold = look.font("body", bold=True)
        paint_line(painter, number, str(cell.count), bold, colours.ink, trailing)


def mark_radius() -> float:
    """Half the width of a mark."""
    return max(10.5, theme.look().line_height("small") / 2 + 1)


def paint_mark(painter: QPainter, centre: QPointF, mark: MatrixMark) -> None:
    """Paint a mark: outlined for inherent, filled for today, dashed for projected; what is only
    tried is no circle but a box."""
    ink, paper = theme.colour("text"), theme.colour("surface")
    radius = mark_radius()
    painter.setPen(QPen(paper, 2))
    painter.setBrush(paper)
    _draw_mark(painter, centre, radius + 1, mark)
    is_today = mark.kind == "today"
    pen = QPen(ink, 2)
    if mark.kind == "projected":
        pen.setDashPattern([2.6, 1.7])
    painter.setPen(pen)
    painter.setBrush(ink if is_today else paper)
    _draw_mark(painter, centre, radius - 1, mark)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    middle = Qt.AlignmentFlag.AlignHCenter
    font = theme.look().font("small", bold=True)
    paint_line(painter, box, mark.letter, font, paper if is_today else ink, middle)


def _draw_mark(painter: QPainter, centre: QPointF, radius: float, mark: MatrixMark) -> None:
    if mark.kind != "tried":
        painter.drawEllipse(centre, radius, radius)
        return
    side = 2 * radius - 1
    painter.drawRect(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))


def paint_way(painter: QPainter, start: QPointF, end: QPointF, *, dashed: bool) -> None:
    """Paint the path from one mark to the next: down for likelihood, then across for severity."""
    if start == end:
        return
    points = [start]
    if start.x() != end.x() and start.y() != end.y():
        points.append(QPointF(start.x(), end.y()))
    points.append(end)
    before, last = points[-2], points[-1]
    length = hypot(last.x() - before.x(), last.y() - before.y())
    along = QPointF((last.x() - before.x()) / length, (last.y() - before.y()) / length)
    tip = last - along * (mark_radius() + 2)
    points[-1] = tip - along * 5
    line = QPolygonF(points)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("surface"), 5))
    painter.drawPolyline(line)
    pen = QPen(theme.colour("text"), 2)
    if dashed:
        pen.setDashPattern([5, 2.5])
    painter.setPen(pen)
    painter.drawPolyline(line)
    across = QPointF(-along.y(), along.x())
    head = QPolygonF([tip, tip - along * 8 + across * 5, tip - along * 8 - across * 5])
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(head)
