"""A table only to read: rows that wrap, as high as what it holds, walked by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import sign_icon


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, and perhaps a sign before them."""

    words: str
    sign: str = ""


class ReadTable(QTableWidget):
    """Rows of `Cell`s under headings; the first column takes the room that is left."""

    def __init__(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(len(rows), len(headings), parent)
        self.setAccessibleName(name)
        self.setFont(theme.look().font("small"))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        self.setHorizontalHeaderLabels(list(headings))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                item = QTableWidgetItem(cell.words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
                if cell.sign:
                    item.setIcon(sign_icon(cell.sign, "text"))
                self.setItem(at, column, item)
        head.setMinimumSectionSize(head.sectionSizeHint(0))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.resizeColumnsToContents()
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.rowCount():
            self.resizeColumnsToContents()
            self._fit()

    def _fit(self) -> None:
        # Stretched by Qt, the first column has its room only after the rows were measured.
        head = self.horizontalHeader()
        others = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        room = self.width() - 2 * self.frameWidth() - others
        self.setColumnWidth(0, max(room, head.minimumSectionSize()))
        self.resizeRowsToContents()
        least = theme.look().line_height("small") + 8
        height = head.sizeHint().height() + 2
        for row in range(self.rowCount()):
            if self.rowHeight(row) < least:
                self.setRowHeight(row, least)
            height += self.rowHeight(row)
        if head.length() > self.width() - 2 * self.frameWidth():
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
