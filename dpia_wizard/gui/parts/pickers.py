"""Drop-down lists and number steppers that the wheel cannot change in passing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width

_AROUND_WORDS = 50
"""Pixels of edge, padding and arrow beside the words of a list."""


class ComboBox(QComboBox):
    """A list to choose one value from; `edited` gives the value a person chose.

    *options* are pairs of the value kept and the words read. Letters that are typed look for an
    option: it is told when the typing rests, or with Enter, or when the list is left.
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
        self._is_looking = False
        self._before: object = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._tell)
        self.set_options(options)
        self.activated.connect(self._chosen)

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
        if self._rest.isActive() and value == self._before:
            return  # what somebody is typing goes on
        self._rest.stop()
        found = self.findData(value)
        self.setCurrentIndex(found if found >= 0 or value is not None else min(0, self.count() - 1))

    def sizeHint(self) -> QSize:
        # Qt leaves a few pixels less than our padding and arrow take: "Archi…" was read.
        if self.sizeAdjustPolicy() is self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon:
            return super().sizeHint()  # words that do not fit end in "…"
        return super().sizeHint().expandedTo(QSize(self._widest(), 0))

    def _widest(self) -> int:
        options = (self.itemText(at) for at in range(self.count()))
        widest = max((line_width(words, self.font()) for words in options), default=0)
        return widest + _AROUND_WORDS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._rest.isActive():
            self._tell()
            return
        before = self.currentData()
        self._is_looking = event.text().isprintable() and bool(event.text().strip())
        if not self._rest.isActive():
            self._before = before
        super().keyPressEvent(event)
        self._is_looking = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._rest.isActive():
            self._tell()
        super().focusOutEvent(event)

    def _chosen(self, _index: int) -> None:
        if self._is_looking:
            self._rest.start(QApplication.keyboardInputInterval() + 100)
        else:
            self._tell()

    def _tell(self) -> None:
        self._rest.stop()
        self.edited.emit(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        whole = QStyle.ComplexControl.CC_ComboBox
        painter.drawComplexControl(whole, option)
        words = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(whole, option, words, self).width()
        # Qt cuts words in the middle of a letter.
        end = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, end, room - 4)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = theme.look().sign_px
        place = QRect(self.width() - side - 9, (self.height() - side) // 2, side, side)
        ink = theme.colour("text" if self.isEnabled() else "disabled_text")
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        paint_sign(painter, place, "chevron-down", ink)


class LongChoice(ComboBox):
    """One whose options may be long: as wide as the chosen one, its list as wide as the longest."""

    def __init__(
        self,
        options: Sequence[tuple[object, str]] = (),
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(options, name=name, parent=parent)
        self.currentIndexChanged.connect(lambda _at: self.updateGeometry())

    def show_value(self, value: object) -> None:
        super().show_value(value)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        chosen = line_width(self.currentText(), self.font()) + _AROUND_WORDS
        least = self.minimumSizeHint()
        return QSize(max(chosen, least.width()), least.height())

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self._widest())
        super().showPopup()


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
