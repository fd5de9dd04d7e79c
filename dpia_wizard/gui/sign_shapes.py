"""The shapes of all signs, drawn in a square of 24 by 24."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

SIDE = 24.0
PEN = 2.2


@dataclass(frozen=True)
class Stroke:
    """One line of a sign, or with no width a filled shape."""

    path: QPainterPath
    width: float | None = PEN
    dashes: tuple[float, ...] = ()


def _lines(*runs: tuple[tuple[float, float], ...], closed: bool = False) -> QPainterPath:
    path = QPainterPath()
    for run in runs:
        path.moveTo(*run[0])
        for point in run[1:]:
            path.lineTo(*point)
        if closed:
            path.closeSubpath()
    return path


def _circle(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _box(x: float, y: float, width: float, height: float, radius: float = 1.5) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def _check() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((4, 13), (9.5, 18.5), (20, 6)))),)


def _cross() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((5.5, 5.5), (18.5, 18.5)), ((18.5, 5.5), (5.5, 18.5)))),)


def _dash() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((5, 12), (19, 12)))),)


def _plus() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((12, 4), (12, 20)), ((4, 12), (20, 12)))),)


def _ring() -> tuple[Stroke, ...]:
    return (Stroke(_circle(12, 12, 8.2), 2.8),)


def _half_ring() -> tuple[Stroke, ...]:
    return (Stroke(_circle(12, 12, 8.2), 2.8), Stroke(_box(4, 10.6, 16, 2.8), None))


def _square() -> tuple[Stroke, ...]:
    return (Stroke(_box(2.6, 2.6, 18.8, 18.8, 1.4), None),)


def _half() -> tuple[Stroke, ...]:
    filled = QPainterPath(QPointF(12, 3.5))
    filled.arcTo(QRectF(3.5, 3.5, 17, 17), 90, 180)
    filled.closeSubpath()
    return (Stroke(_circle(12, 12, 8.5)), Stroke(filled, None))


def _question_path(scale: float = 1.0, x: float = 12.0, y: float = 12.0) -> QPainterPath:
    path = QPainterPath(QPointF(x - 4.2 * scale, y - 3.6 * scale))
    path.cubicTo(
        QPointF(x - 4.0 * scale, y - 9.6 * scale),
        QPointF(x + 4.9 * scale, y - 9.6 * scale),
        QPointF(x + 4.6 * scale, y - 3.8 * scale),
    )
    path.cubicTo(
        QPointF(x + 4.4 * scale, y - 0.6 * scale),
        QPointF(x, y - 0.6 * scale),
        QPointF(x, y + 3.2 * scale),
    )
    return path


def _question() -> tuple[Stroke, ...]:
    return (Stroke(_question_path(), 2.8), Stroke(_circle(12, 19.2, 1.9), None))


def _dotted_ring() -> tuple[Stroke, ...]:
    return (
        Stroke(_circle(12, 12, 9.6), 2.4, (1.6, 1.55)),
        Stroke(_question_path(0.58, 12, 12.2), 1.9),
        Stroke(_circle(12, 16.9, 1.25), None),
    )


def _diamond_path() -> QPainterPath:
    return _lines(((12, 2), (22, 12), (12, 22), (2, 12)), closed=True)


def _half_diamond() -> tuple[Stroke, ...]:
    lower = _lines(((2, 12), (22, 12), (12, 22)), closed=True)
    edge = _lines(((12, 3.2), (20.8, 12), (12, 20.8), (3.2, 12)), closed=True)
    return (Stroke(edge, 2.4), Stroke(lower, None))


def _open_diamond() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((12, 3.2), (20.8, 12), (12, 20.8), (3.2, 12)), closed=True), 2.4),)


def _filled_diamond() -> tuple[Stroke, ...]:
    return (Stroke(_diamond_path(), None),)


def _triangle() -> tuple[Stroke, ...]:
    shape = _lines(((12, 3), (22.5, 21), (1.5, 21)), closed=True)
    return (Stroke(shape, None), Stroke(shape, 1.4))


def _octagon() -> tuple[Stroke, ...]:
    far, near = 11.4, 4.8
    points = [(near, -far), (far, -near), (far, near), (near, far)]
    points += [(-x, -y) for x, y in points]
    shape = QPainterPath()
    shape.addPolygon(QPolygonF([QPointF(12 + x, 12 + y) for x, y in points]))
    shape.closeSubpath()
    mark = _box(10.6, 5.4, 2.8, 8.2, 1.2).united(_circle(12, 17, 1.75))
    return (Stroke(shape.subtracted(mark), None),)


def _clock() -> tuple[Stroke, ...]:
    return (Stroke(_circle(12, 12, 8.8)), Stroke(_lines(((12, 7), (12, 12.4), (16, 13.6)))))


def _lock() -> tuple[Stroke, ...]:
    bow = QPainterPath(QPointF(7.8, 11))
    bow.lineTo(7.8, 7.6)
    bow.arcTo(QRectF(7.8, 3.4, 8.4, 8.4), 180, -180)
    bow.lineTo(16.2, 11)
    return (Stroke(_box(4.5, 11, 15, 9.5)), Stroke(bow), Stroke(_lines(((12, 14.6), (12, 17)))))


def _flag() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((5.5, 21.5), (5.5, 3.5), (19.5, 5.2), (15.5, 9), (5.5, 12.8)))),)


def _book() -> tuple[Stroke, ...]:
    cover = _lines(((12, 6.5), (9.5, 4.5), (3, 4.5), (3, 18.5), (9.5, 18.5), (12, 20.5)))
    leaf = _lines(((12, 6.5), (14.5, 4.5), (21, 4.5), (21, 18.5), (14.5, 18.5), (12, 20.5)))
    return (Stroke(cover), Stroke(leaf), Stroke(_lines(((12, 6.5), (12, 20.5)))))


def _home() -> tuple[Stroke, ...]:
    roof = _lines(((3, 12), (12, 4), (21, 12)))
    return (Stroke(roof), Stroke(_lines(((5.6, 10.4), (5.6, 20), (18.4, 20), (18.4, 10.4)))))


def _search() -> tuple[Stroke, ...]:
    return (Stroke(_circle(10, 10, 6), 2.6), Stroke(_lines(((14.6, 14.6), (20.5, 20.5))), 3))


def _chevron_next() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((9, 4.5), (16.5, 12), (9, 19.5)))),)


def _chevron_back() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((15, 4.5), (7.5, 12), (15, 19.5)))),)


def _chevron_down() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((4.5, 9), (12, 16.5), (19.5, 9)))),)


def _chevron_up() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((4.5, 15), (12, 7.5), (19.5, 15)))),)


def _arrow_next() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((4, 12), (19.5, 12)), ((13.5, 6), (19.5, 12), (13.5, 18)))),)


def _arrow_back() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((20, 12), (4.5, 12)), ((10.5, 6), (4.5, 12), (10.5, 18)))),)


def _arrow_down() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((12, 4), (12, 19.5)), ((6, 13.5), (12, 19.5), (18, 13.5)))),)


def _arrow_up() -> tuple[Stroke, ...]:
    return (Stroke(_lines(((12, 20), (12, 4.5)), ((6, 10.5), (12, 4.5), (18, 10.5)))),)


def _undo() -> tuple[Stroke, ...]:
    way = QPainterPath(QPointF(4.5, 9))
    way.lineTo(14.5, 9)
    way.arcTo(QRectF(9.5, 9, 10, 10), 90, -180)
    way.lineTo(10.5, 19)
    return (Stroke(way), Stroke(_lines(((8.6, 4.6), (4.2, 9), (8.6, 13.4)))))


def _redo() -> tuple[Stroke, ...]:
    way = QPainterPath(QPointF(19.5, 9))
    way.lineTo(9.5, 9)
    way.arcTo(QRectF(4.5, 9, 10, 10), 90, 180)
    way.lineTo(13.5, 19)
    return (Stroke(way), Stroke(_lines(((15.4, 4.6), (19.8, 9), (15.4, 13.4)))))


def _warning() -> tuple[Stroke, ...]:
    shape = _lines(((12, 3.4), (22, 20.6), (2, 20.6)), closed=True)
    return (
        Stroke(shape),
        Stroke(_lines(((12, 10), (12, 14.2)))),
        Stroke(_circle(12, 17.4, 1.3), None),
    )


def _info() -> tuple[Stroke, ...]:
    return (
        Stroke(_circle(12, 12, 9)),
        Stroke(_lines(((12, 11.4), (12, 16.4)))),
        Stroke(_circle(12, 7.8, 1.4), None),
    )


def _trash() -> tuple[Stroke, ...]:
    return (
        Stroke(_lines(((4, 6.5), (20, 6.5)), ((9, 6.2), (9, 3.6), (15, 3.6), (15, 6.2)))),
        Stroke(_lines(((6, 6.8), (7, 20.5), (17, 20.5), (18, 6.8)))),
        Stroke(_lines(((10.2, 10.5), (10.2, 16.8)), ((13.8, 10.5), (13.8, 16.8))), 1.8),
    )


def _pencil() -> tuple[Stroke, ...]:
    body = _lines(((4, 20), (5.2, 15.2), (16.4, 4), (20, 7.6), (8.8, 18.8)), closed=True)
    return (Stroke(body), Stroke(_lines(((13.6, 6.8), (17.2, 10.4)))))


def _print() -> tuple[Stroke, ...]:
    return (
        Stroke(_lines(((7, 8.5), (7, 3.5), (17, 3.5), (17, 8.5)))),
        Stroke(_lines(((7, 17), (3.5, 17), (3.5, 8.5), (20.5, 8.5), (20.5, 17), (17, 17)))),
        Stroke(_box(7, 13.5, 10, 7, 0.5)),
    )


def _shield_path() -> QPainterPath:
    path = QPainterPath(QPointF(12, 2.8))
    path.lineTo(20, 5.6)
    path.lineTo(20, 11.5)
    path.cubicTo(QPointF(20, 16.5), QPointF(16.5, 19.8), QPointF(12, 21.4))
    path.cubicTo(QPointF(7.5, 19.8), QPointF(4, 16.5), QPointF(4, 11.5))
    path.lineTo(4, 5.6)
    path.closeSubpath()
    return path


def _shield() -> tuple[Stroke, ...]:
    return (Stroke(_shield_path()), Stroke(_lines(((8, 12), (11, 15), (16.2, 8.8)))))


def _seal() -> tuple[Stroke, ...]:
    return (
        Stroke(_circle(12, 9.5, 6.6)),
        Stroke(_lines(((8.2, 15), (7, 21.5), (12, 18.8), (17, 21.5), (15.8, 15)))),
        Stroke(_circle(12, 9.5, 2.2), None),
    )


def _eye_path() -> QPainterPath:
    path = QPainterPath(QPointF(2, 12))
    path.cubicTo(QPointF(6.5, 4.4), QPointF(17.5, 4.4), QPointF(22, 12))
    path.cubicTo(QPointF(17.5, 19.6), QPointF(6.5, 19.6), QPointF(2, 12))
    return path


def _eye() -> tuple[Stroke, ...]:
    return (Stroke(_eye_path()), Stroke(_circle(12, 12, 3.2), None))


def _eye_off() -> tuple[Stroke, ...]:
    return (
        Stroke(_eye_path()),
        Stroke(_circle(12, 12, 2.6), None),
        Stroke(_lines(((20, 3.5), (4, 20.5)))),
    )


def _calendar() -> tuple[Stroke, ...]:
    return (
        Stroke(_box(3.5, 5, 17, 15.5)),
        Stroke(_lines(((3.5, 10), (20.5, 10)), ((8, 2.8), (8, 6.4)), ((16, 2.8), (16, 6.4)))),
        Stroke(_box(12.6, 13, 4, 4, 0.6), None),
    )


def _person() -> tuple[Stroke, ...]:
    body = QPainterPath(QPointF(4, 20.5))
    body.cubicTo(QPointF(4, 11.6), QPointF(20, 11.6), QPointF(20, 20.5))
    return (Stroke(_circle(12, 7.6, 4)), Stroke(body))


def _file() -> tuple[Stroke, ...]:
    page = _lines(((5.5, 3), (14, 3), (18.5, 7.5), (18.5, 21), (5.5, 21)), closed=True)
    return (Stroke(page), Stroke(_lines(((14, 3), (14, 7.5), (18.5, 7.5)))))


def _list() -> tuple[Stroke, ...]:
    rows = _lines(((9, 6), (20.5, 6)), ((9, 12), (20.5, 12)), ((9, 18), (20.5, 18)))
    dots = _circle(4.5, 6, 1.5).united(_circle(4.5, 12, 1.5)).united(_circle(4.5, 18, 1.5))
    return (Stroke(rows), Stroke(dots, None))


def _more() -> tuple[Stroke, ...]:
    dots = _circle(5, 12, 2).united(_circle(12, 12, 2)).united(_circle(19, 12, 2))
    return (Stroke(dots, None),)


def _link() -> tuple[Stroke, ...]:
    frame = _lines(((10, 5), (4, 5), (4, 20), (19, 20), (19, 14)))
    return (
        Stroke(frame),
        Stroke(_lines(((13.5, 3.5), (20.5, 3.5), (20.5, 10.5)))),
        Stroke(_lines(((20, 4), (11.5, 12.5)))),
    )


def _gear() -> tuple[Stroke, ...]:
    rows = _lines(((3, 7), (21, 7)), ((3, 17), (21, 17)))
    return (Stroke(rows), Stroke(_circle(15.5, 7, 2.9), None), Stroke(_circle(8.5, 17, 2.9), None))


SIGNS: dict[str, Callable[[], tuple[Stroke, ...]]] = {
    "ring": _ring,
    "half-ring": _half_ring,
    "half-diamond": _half_diamond,
    "triangle": _triangle,
    "square": _square,
    "octagon": _octagon,
    "dotted-ring": _dotted_ring,
    "open-diamond": _open_diamond,
    "filled-diamond": _filled_diamond,
    "check": _check,
    "cross": _cross,
    "dash": _dash,
    "plus": _plus,
    "half": _half,
    "question": _question,
    "clock": _clock,
    "lock": _lock,
    "flag": _flag,
    "book": _book,
    "home": _home,
    "search": _search,
    "chevron-next": _chevron_next,
    "chevron-back": _chevron_back,
    "chevron-down": _chevron_down,
    "chevron-up": _chevron_up,
    "arrow-next": _arrow_next,
    "arrow-back": _arrow_back,
    "arrow-down": _arrow_down,
    "arrow-up": _arrow_up,
    "undo": _undo,
    "redo": _redo,
    "warning": _warning,
    "info": _info,
    "trash": _trash,
    "pencil": _pencil,
    "print": _print,
    "shield": _shield,
    "seal": _seal,
    "eye": _eye,
    "eye-off": _eye_off,
    "calendar": _calendar,
    "person": _person,
    "file": _file,
    "list": _list,
    "more": _more,
    "link": _link,
    "settings": _gear,
}
"""Each sign by name; a function gives its strokes, so that nothing is built before it is shown."""
