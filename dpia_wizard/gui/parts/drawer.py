"""A drawer over the middle: slides in from the trailing edge, Esc closes, the focus returns."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QStyle, QVBoxLayout, QWidget
from shiboken6 import isValid

_MILLISECONDS = 120


class Drawer(QFrame):
    """Lies over *parent* with `body` to fill; `opened` and `closed` tell its state."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, *, name: str = "", width: int = 320) -> None:
        super().__init__(parent)
        self._width = width
        self._before: QWidget | None = None
        self.setProperty("ground", "surface")
        self.setProperty("holds_ring", True)
        self.setProperty("edge", "right" if self._is_mirrored() else "left")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self._slide = QPropertyAnimation(self, b"geometry", self)
        self._slide.setDuration(_MILLISECONDS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        parent.installEventFilter(self)
        self.hide()

    def is_open(self) -> bool:
        """Whether the drawer lies over the middle now."""
        return not self.isHidden()

    def open(self) -> None:
        """Slide in and take the focus."""
        if self.is_open():
            return
        self._before = QApplication.focusWidget()
        place = self._place()
        self.show()
        self.raise_()
        style = self.style()
        if style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0:
            away = place.width() * (-1 if self._is_mirrored() else 1)
            self._slide.setStartValue(place.translated(away, 0))
            self._slide.setEndValue(place)
            self._slide.start()
        else:
            self.setGeometry(place)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit()

    def close_drawer(self) -> None:
        """Go away and give the focus back."""
        if not self.is_open():
            return
        self._slide.stop()
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.is_open():
            self._slide.stop()
            self.setGeometry(self._place())
        return False

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _place(self) -> QRect:
        parent = self.parentWidget()
        area = QRect() if parent is None else parent.rect()
        width = min(self._width, area.width())
        x = 0 if self._is_mirrored() else area.width() - width
        return QRect(x, 0, width, area.height())
