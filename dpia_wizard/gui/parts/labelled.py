"""A field under its label, the label being its buddy; and several of them in a row."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QVBoxLayout, QWidget

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.labels import PlainLabel

_GAP = 24


def add_labelled(column: QVBoxLayout, words: str, field: QWidget) -> None:
    """Put *field* into *column* under its label."""
    caption = PlainLabel(words, role="small_strong", wrap=True)
    caption.setBuddy(field)
    column.addWidget(caption)
    column.addWidget(field)


class FieldRow(QWidget):
    """Labelled fields of equal width side by side, or one under the other where it is narrow."""

    def __init__(self, *fields: tuple[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[QVBoxLayout] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        for words, field in fields:
            cell = QVBoxLayout()
            cell.setSpacing(4)
            add_labelled(cell, words, field)
            cell.addStretch(1)
            nest(self._row, cell, 1)
            self._cells.append(cell)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = (self._widest() + _GAP) * len(self._cells) - _GAP
        direction = QBoxLayout.Direction
        folded = self.width() < needed
        self._row.setDirection(direction.TopToBottom if folded else direction.LeftToRight)
        self._row.setSpacing(8 if folded else _GAP)

    def _widest(self) -> int:
        lists = [box.sizeHint().width() for box in self.findChildren(QComboBox)]
        return max([*lists, *(cell.minimumSize().width() for cell in self._cells)])
