"""Two columns with a rule between them that stand one under the other where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest


class TwoColumns(QWidget):
    """`first` and `second` are vertical layouts to fill; they fold below *least* pixels."""

    def __init__(self, *, least: int = 780, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self.first, self.second = QVBoxLayout(), QVBoxLayout()
        for column in (self.first, self.second):
            column.setSpacing(8)
        self._rule = QFrame()
        self._rule.setProperty("role", "rule")
        nest(self._row, self.first, 1)
        self._row.addWidget(self._rule)
        nest(self._row, self.second, 1)
        self._turn(is_folded=False)

    def is_folded(self) -> bool:
        """Whether the columns stand one under the other."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        each = max(self.first.minimumSize().width(), self.second.minimumSize().width())
        return QSize(each, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = self.first.minimumSize().width() + self.second.minimumSize().width() + 33
        least = max(round(self._least * theme.look().scale), both)
        if (self.width() < least) != self.is_folded():
            self._turn(is_folded=self.width() < least)

    def _turn(self, *, is_folded: bool) -> None:
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_folded else direction.LeftToRight)
        limit = 16777215
        self._rule.setMaximumSize(limit if is_folded else 1, 1 if is_folded else limit)
        self._rule.setMinimumSize(1, 1)


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of *layout*."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
