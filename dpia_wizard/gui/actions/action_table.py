"""The list of all actions: a model over them, and the table that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTableView, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.actions.action_paint import DUE, OWNER, STATE, TEXT, ActionDelegate
from dpia_wizard.gui.actions.words import ActionWords
from dpia_wizard.gui.parts.list_table import LINE_ROLE, Index, ListModel, be_a_list
from dpia_wizard.gui.words import _
from dpia_wizard.storage.store import ListedAction

_SHARE_OF_OWNER = 0.28


class ActionModel(ListModel[ListedAction]):
    """The actions as they are shown."""

    def __init__(self, words: ActionWords, parent: QWidget | None = None) -> None:
        super().__init__((_("Action"), _("Owner"), _("Due"), _("Status")), parent)
        self._words = words

    def row_of(self, assessment: str, action: str) -> int:
        """The row of an action, or -1."""
        keys = ((found.assessment, found.action.id) for found in self.lines())
        return next((row for row, key in enumerate(keys) if key == (assessment, action)), -1)

    def said(self, line: ListedAction, column: int) -> str:
        words = self._words
        if column == TEXT:
            return f"{words.text(line)}\n{words.under(line)}"
        said = {OWNER: words.owner, DUE: words.due, STATE: words.state}[column](line)
        return words.spoken(said)

    def tip(self, line: ListedAction, column: int) -> str:
        return self.said(line, column) if column in (TEXT, OWNER) else ""


class ActionTable(QTableView):
    """The table; `opened` gives an assessment and the action to open it at."""

    opened = Signal(str, str)

    def __init__(self, words: ActionWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("all_actions.table")
        self.setAccessibleName(_("Actions of all assessments"))
        self._model = ActionModel(words, self)
        self.setModel(self._model)
        self._delegate = ActionDelegate(words, self)
        self.setItemDelegate(self._delegate)
        be_a_list(self)
        self.doubleClicked.connect(self._open)

    def model_of_actions(self) -> ActionModel:
        """The model that is shown."""
        return self._model

    def show_value(self, actions: Sequence[ListedAction]) -> None:
        """Show *actions*, keeping the chosen one chosen where it is among them."""
        at = self.chosen()
        self._model.show_value(actions)
        self.choose(*at)

    def chosen(self) -> tuple[str, str]:
        """The assessment and the action that is chosen, or two empty texts."""
        listed = self.currentIndex().data(LINE_ROLE)
        if isinstance(listed, ListedAction):
            return listed.assessment, listed.action.id
        return "", ""

    def choose(self, assessment: str, action: str) -> None:
        """Choose an action, else the first one."""
        if self._model.rowCount():
            row = max(0, self._model.row_of(assessment, action))
            self.setCurrentIndex(self._model.index(row, 0))

    def open_chosen(self) -> None:
        """Open the assessment at the action that is chosen."""
        self._open(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_chosen()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _open(self, index: Index) -> None:
        listed = index.data(LINE_ROLE)
        if isinstance(listed, ListedAction):
            self.opened.emit(listed.assessment, listed.action.id)

    def _fit(self) -> None:
        """Give days and states what their words need, and the rest to actions and posts."""
        header = self.horizontalHeader()
        wanted = self._delegate.widths()
        for column in (DUE, STATE):
            wanted[column] = max(wanted[column], header.sectionSizeHint(column))
        rest = max(240, self.viewport().width() - sum(wanted.values()))
        wanted[OWNER] = max(round(rest * _SHARE_OF_OWNER), header.sectionSizeHint(OWNER))
        wanted[TEXT] = rest - wanted[OWNER]
        for column, width in wanted.items():
            header.resizeSection(column, width)
        header.setFixedHeight(theme.look().line_height("small") + 10)
        rows = self.verticalHeader()
        if rows.defaultSectionSize() != self._delegate.row_height():
            rows.setMinimumSectionSize(self._delegate.row_height())
            rows.setDefaultSectionSize(self._delegate.row_height())
