"""The focus ring: two pixels, outside, with a gap of two, around whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from shiboken6 import isValid

from dpia_wizard.gui import theme

_REACH = 4


class FocusRing(QWidget):
    """A ring that lies over the parent of *target* and follows it."""

    def __init__(self, target: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.target = target
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        target.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.ParentChange,
        }:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), theme.shape("focus_ring")))
        round_ = theme.radius("control") + 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), round_, round_)

    def _follow(self) -> None:
        if self.target.parentWidget() is not self.parentWidget():
            self.hide()
            return
        self.setGeometry(self.target.geometry().adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.setVisible(not self.target.isHidden())
        self.raise_()


class FocusRings(QObject):
    """Keeps one ring around the widget that has the focus, where that widget asks for it.

    A widget asks with the dynamic property ``ring``; fields show a thicker edge instead.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        ring, self._ring = self._ring, None
        if ring is not None and isValid(ring):
            ring.hide()
            ring.deleteLater()
        if new is None or not new.property("ring"):
            return
        parent = new.parentWidget()
        if parent is None or isinstance(parent, QSplitter):
            return
        self._ring = FocusRing(new, parent)


def show_focus_rings(app: QApplication) -> None:
    """Show rings in the whole program, once."""
    if app.findChild(FocusRings) is None:
        FocusRings(app)
