"""A bare window with a table of so many lines, painted and taking a key: the floor of a start."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from benchmarks.fresh import since_start, tell
from benchmarks.machine import peak, resident
from benchmarks.probes.watching import painted, press, settle

COLUMNS = 6
Index = QModelIndex | QPersistentModelIndex


class Lines(QAbstractTableModel):
    """So many lines of six cells; the names are Qt's."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._lines = [[f"Line {row}, cell {at}" for at in range(COLUMNS)] for row in range(count)]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: D102, N802
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: D102, N802
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if role == Qt.ItemDataRole.DisplayRole:
            return self._lines[index.row()][index.column()]
        return None


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    table.setModel(Lines(int(sys.argv[1])))
    window.setCentralWidget(table)
    window.resize(1366, 697)
    window.show()
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    painted(table.viewport())
    press(Qt.Key.Key_Down)
    if table.currentIndex().row() != 1:
        raise RuntimeError("the table took no key")
    ready = since_start()
    settle(0.5)
    tell(ready=ready, resident=resident(), peak=peak())
    window.close()
    del app


if __name__ == "__main__":
    main()
