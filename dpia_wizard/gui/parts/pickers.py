"""Drop-down lists and number steppers that the wheel cannot change in passing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSpinBox, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width


class ComboBox(QComboBox):
    """A list to choose one value from; `edited` gives the value a person chose.

    *options* are pairs of the value kept and the words read.
    """

    edited = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]] = (),
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(6)
        self.set_options(options)
        self.activated.connect(lambda _index: self.edited.emit(self.currentData()))

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer other *options*, keeping the value when it is among them."""
        kept = self.currentData()
        self.blockSignals(True)
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self.blockSignals(False)
        self.show_value(kept)

    def value(self) -> object:
        """The value that is chosen."""
        return self.currentData()

    def show_value(self, value: object) -> None:
        """Show *value* as chosen; tells nobody."""
        found = self.findData(value)
        self.setCurrentIndex(found if found >= 0 or value is not None else min(0, self.count() - 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.look().sign_px
        place = QRect(self.width() - side - 9, (self.height() - side) // 2, side, side)
        ink = theme.colour("text" if self.isEnabled() else "disabled_text")
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        paint_sign(QPainter(self), place, "chevron-down", ink)


class SpinBox(QSpinBox):
    """A small whole number, changed by keys and digits; `edited` gives it."""

    edited = Signal(int)

    def __init__(
        self, *, name: str = "", least: int = 0, most: int = 999, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.lineEdit().setTextMargins(8, 0, 8, 0)
        self.valueChanged.connect(self.edited)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        digits = len(str(self.maximum())) + 1
        self.setMinimumWidth(line_width("0" * digits, theme.look().font()) + 28)

    def show_value(self, value: int) -> None:
        """Show *value*; tells nobody."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
