"""Chips: short ids on a soft ground, such as the clauses a question rests on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.drawing import line_width, paint_line


class Chip(QAbstractButton):
    """A short id; with ``clickable`` it leads somewhere and can have the focus.

    With ``outlined`` it has an edge instead of a ground, as the status in the top bar.
    """

    def __init__(
        self,
        text: str,
        *,
        name: str = "",
        clickable: bool = False,
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = text
        self._outlined = outlined
        self._clickable = clickable
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(name or text)
        self.setProperty("ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus = Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(focus)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def words(self) -> str:
        """The words on the chip."""
        return self._words

    def set_words(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.look()
        width = line_width(self._words, look.font("small")) + 20
        extra = 4 if self._outlined else 2
        return QSize(width, look.line_height("small") + extra)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        hovered = self._clickable and self.underMouse()
        if self._outlined or theme.look().theme.is_contrast:
            painter.setPen(QPen(theme.colour("line_strong"), 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        ground = "accent_soft" if hovered else "surface" if self._outlined else "surface_alt"
        painter.setBrush(theme.colour(ground))
        corner = theme.radius("badge")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        ink = theme.colour("accent" if hovered else "text")
        centre = Qt.AlignmentFlag.AlignHCenter
        paint_line(painter, self.rect(), self._words, theme.look().font("small"), ink, centre)
