"""The card: the ground on which a question or a panel stands, with its state at the edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dpia_wizard.gui import theme

STATES = ("plain", "current", "missing", "inactive", "read_only", "note", "stop", "chosen")


class Card(QFrame):
    """A white card. States: plain, current, missing, inactive, read_only, note, stop, chosen.

    Put what it holds into `body`, a vertical layout.
    """

    def __init__(self, *, state: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 11, 16, 11)
        self.body.setSpacing(8)

    def state(self) -> str:
        """The state that is shown."""
        return self._state

    def set_state(self, state: str) -> None:
        """Show another state."""
        if state not in STATES:
            raise ValueError(state)
        if state != self._state:
            self._state = state
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), self._state, mirrored=self._is_mirrored())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def paint_card(painter: QPainter, rect: QRectF, state: str, *, mirrored: bool) -> None:
    """Paint ground and edge of a card in *state*; the bar stands at the leading edge."""
    if state == "inactive":
        return
    fills = {"note": "note", "stop": "stop_soft", "chosen": "accent_soft"}
    edges = {
        "current": "accent",
        "chosen": "accent",
        "missing": "line_strong",
        "note": "note_line",
        "stop": "stop",
    }
    width = 2.0 if state == "chosen" else 1.0
    pen = QPen(theme.colour(edges.get(state, "line")), width)
    if state == "missing":
        pen.setDashPattern([4, 3])
    corner = theme.radius("card")
    outline = QPainterPath()
    outline.addRoundedRect(
        rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), corner, corner
    )
    painter.fillPath(outline, theme.colour(fills.get(state, "surface")))
    painter.strokePath(outline, pen)
    if state == "current":
        painter.save()
        painter.setClipPath(outline)
        bar = QRectF(rect)
        bar.setWidth(theme.shape("leading_bar"))
        if mirrored:
            bar.moveRight(rect.right())
        painter.fillRect(bar, theme.colour("accent"))
        painter.restore()
