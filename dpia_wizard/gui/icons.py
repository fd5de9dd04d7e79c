"""All signs of the window, painted from their shapes, mirrored where they mean a direction."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap

from dpia_wizard.gui import theme
from dpia_wizard.gui.sign_shapes import SIDE, SIGNS, Stroke
from dpia_wizard.gui.words import is_right_to_left

MIRRORED = frozenset(
    {"chevron-next", "chevron-back", "arrow-next", "arrow-back", "undo", "redo", "book", "list"}
)
"""Signs that mean a direction, and turn with the language."""

ALIASES = {
    "lowest": "half-ring",
    "low": "ring",
    "medium": "half-diamond",
    "high": "triangle",
    "very_high": "square",
    "critical": "octagon",
    "none": "dotted-ring",
    "ring with a bar": "half-ring",
    "filled square": "square",
    "diamond, lower half filled": "half-diamond",
    "diamond": "half-diamond",
    "filled triangle": "triangle",
    "filled octagon with exclamation mark": "octagon",
    "dotted ring with question mark": "dotted-ring",
    "half circle": "half",
}
"""Other names for a sign: the levels' ids and the descriptions in the file of values."""


def sign_names() -> tuple[str, ...]:
    """The names of all signs."""
    return tuple(SIGNS)


def paint_sign(
    painter: QPainter,
    rect: QRect | QRectF,
    sign: str,
    ink: QColor,
    *,
    mirrored: bool | None = None,
) -> None:
    """Paint *sign* into the largest square in the middle of *rect*.

    It turns with the window's language where it means a direction, unless told otherwise.
    """
    name = ALIASES.get(sign, sign)
    turn = name in MIRRORED and (is_right_to_left() if mirrored is None else mirrored)
    box = QRectF(rect)
    side = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale((-1 if turn else 1) * side / SIDE, side / SIDE)
    painter.translate(-SIDE / 2, -SIDE / 2)
    for stroke in _strokes(name):
        if stroke.width is None:
            painter.fillPath(stroke.path, ink)
            continue
        pen = QPen(ink, stroke.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if stroke.dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(stroke.dashes)
        painter.strokePath(stroke.path, pen)
    painter.restore()


def sign_pixmap(
    sign: str, ink: QColor, side: int, *, ratio: float = 0.0, mirrored: bool | None = None
) -> QPixmap:
    """A picture of *sign*, *side* pixels wide on a plain screen, sharp on a fine one."""
    scale = ratio or _screen_ratio()
    pixmap = QPixmap(QSize(round(side * scale), round(side * scale)))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_sign(painter, QRectF(0, 0, side, side), sign, ink, mirrored=mirrored)
    painter.end()
    return pixmap


def sign_icon(sign: str, role: str = "text", side: int = 0) -> QIcon:
    """An icon of *sign* in the colour of *role*; make it again when the theme changes."""
    width = side or theme.look().icon_px
    icon = QIcon(sign_pixmap(sign, theme.colour(role), width))
    faint = sign_pixmap(sign, theme.colour("disabled_text"), width)
    icon.addPixmap(faint, QIcon.Mode.Disabled)
    return icon


def _screen_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@cache
def _strokes(name: str) -> tuple[Stroke, ...]:
    return SIGNS[name]()
