"""The list of what was done: a model over the lines of a history, and the view that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTableView, QWidget

from dpia_wizard.gui.history.entry_paint import EntryDelegate
from dpia_wizard.gui.history.lines import Group, Line, row_of
from dpia_wizard.gui.history.words import HistoryWords
from dpia_wizard.gui.parts.list_table import LINE_ROLE, Index, ListModel, be_a_list
from dpia_wizard.gui.words import _


class EntryModel(ListModel[Line]):
    """The lines as they are shown, in one column."""

    def __init__(self, words: HistoryWords, parent: QWidget | None = None) -> None:
        super().__init__(("",), parent)
        self._words = words

    def said(self, line: Line, column: int) -> str:
        return self._words.spoken(line)

    def tip(self, line: Line, column: int) -> str:
        return self._words.spoken(line)


class EntryList(QTableView):
    """The view; `chosen` gives the `Line` that is looked at, `opened` one that was pressed."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, words: HistoryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.entries")
        self.setAccessibleName(_("What was done, the newest first"))
        self._model = EntryModel(words, self)
        self.setModel(self._model)
        self._delegate = EntryDelegate(words, self)
        self.setItemDelegate(self._delegate)
        be_a_list(self)
        self.horizontalHeader().hide()
        self.doubleClicked.connect(lambda index: self._open(index))

    def model_of_lines(self) -> EntryModel:
        """The model that is shown."""
        return self._model

    def show_value(self, lines: Sequence[Line], at: int = 0) -> None:
        """Show *lines*, with the entry *at* chosen where it is among them, else the newest."""
        self._model.show_value(lines)
        self._fit()
        if not self.choose(at) and lines:
            self.setCurrentIndex(self._model.index(min(1, len(lines) - 1), 0))

    def choose(self, number: int) -> bool:
        """Choose the entry *number*; whether it is here."""
        row = row_of(self._model.lines(), number)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
            self.scrollTo(self.currentIndex(), self.ScrollHint.PositionAtCenter)
        return row >= 0

    def line(self) -> Line | None:
        """The line that is chosen."""
        found: Line | None = self.currentIndex().data(LINE_ROLE)
        return found

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        line = self.line()
        if line is not None:
            self.chosen.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._model.rowCount():
            last = self._model.rowCount() - 1
            row = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self._model.index(row, 0))
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(0, self.viewport().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _open(self, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if line is not None:
            self.opened.emit(line)

    def _fit(self) -> None:
        self.horizontalHeader().resizeSection(0, self.viewport().width())
        rows = self.verticalHeader()
        high, low = self._delegate.entry_height(), self._delegate.group_height()
        rows.setMinimumSectionSize(min(high, low))
        if rows.defaultSectionSize() != high:
            rows.setDefaultSectionSize(high)
        for row, line in enumerate(self._model.lines()):
            wanted = low if isinstance(line, Group) else high
            if rows.sectionSize(row) != wanted:
                rows.resizeSection(row, wanted)
