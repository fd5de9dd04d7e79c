"""A table that is a list, where one row is one thing to open: its model, how it behaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a cell gives the whole line that it belongs to."""

Index = QModelIndex | QPersistentModelIndex
Line = TypeVar("Line")

_LEAST_COLUMN = 20
_READ = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class ListModel(QAbstractTableModel, Generic[Line]):
    """The lines of a list under their *heads*. A list says what its cells say (`said`), and
    which words are shortened and told whole in a tip (`tip`)."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._lines: tuple[Line, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """The lines in their order."""
        return self._lines

    def show_value(self, lines: Sequence[Line]) -> None:
        """Show other *lines*."""
        after = tuple(lines)
        if after == self._lines:
            return
        self.beginResetModel()
        self._lines = after
        self.endResetModel()

    def said(self, line: Line, column: int) -> str:
        """What a cell says, in words."""
        raise NotImplementedError

    def tip(self, line: Line, column: int) -> str:
        """What a cell says that may be shortened where it is shown, else ""."""
        return ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in _READ:
            return self.said(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(line, index.column()) or None
        return None


def be_a_list(table: QTableView) -> None:
    """Choose whole rows, one at a time; widths and heights are given by *table* itself."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    columns = table.horizontalHeader()
    columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    columns.setSectionsClickable(False)
    columns.setHighlightSections(False)
    columns.setMinimumSectionSize(_LEAST_COLUMN)
