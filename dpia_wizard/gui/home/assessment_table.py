"""The list of assessments: a model over the library's lines, and the table that shows them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTableView, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.home.assessment_paint import AssessmentDelegate
from dpia_wizard.gui.home.words import HomeWords
from dpia_wizard.gui.parts.list_table import LINE_ROLE, Index, ListModel, be_a_list
from dpia_wizard.gui.words import _
from dpia_wizard.storage.store import Listed

TITLE, STANDS, WORST, COUNTS, SECTIONS, REVIEW, MORE = range(7)
NARROW = 1200
LEAST_TITLE = 250
FITTED_AT_ONCE = 100
_PAINT_FIRST, _PAINT_BETWEEN = 50, 10
"""Milliseconds in which what is in view is painted and keys are taken."""


class AssessmentModel(ListModel[Listed]):
    """The lines of the library, as they are shown; tells precisely what changed."""

    def __init__(self, words: HomeWords, parent: QWidget | None = None) -> None:
        heads = (
            _("Assessment"),
            _("Where it stands"),
            _("Worst level today"),
            _("Risks per level"),
            _("Sections"),
            _("Review due"),
            "",
        )
        super().__init__(heads, parent)
        self.words = words

    def show_value(self, lines: Sequence[Listed]) -> None:
        """Show *lines*; only what differs is told."""
        after = tuple(lines)
        before = self._lines
        ids = [line.id for line in after]
        if ids == [line.id for line in before]:
            self._lines = after
            for row, (old, new) in enumerate(zip(before, after, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, MORE))
            return
        left = set(ids)
        gone = [row for row, line in enumerate(before) if line.id not in left]
        if len(gone) == 1 and len(after) == len(before) - 1:
            row = gone[0]
            rest = before[:row] + before[row + 1 :]
            if [line.id for line in rest] == ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                self._lines = rest
                self.endRemoveRows()
                self.show_value(after)
                return
        super().show_value(after)

    def row_of(self, id: str) -> int:
        """The row of the assessment *id*, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.id == id), -1)

    def said(self, line: Listed, column: int) -> str:
        words = self.words
        match column:
            case 0:
                return _(", ").join((words.title(line), words.under_title(line)))
            case 1:
                said = words.stands(line)
                return _(", ").join((said.words, said.second))
            case 2:
                return words.worst(line).word
            case 3:
                return words.counts_spoken(line)
            case 4:
                return words.sections_done(line)
            case 5:
                return words.review(line).words
        return _("More for {title}").format(title=words.title(line))


class AssessmentTable(QTableView):
    """The table; `opened` gives an id, `menu_asked` an id and the place for its menu."""

    opened = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, words: HomeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assessments")
        self.setAccessibleName(_("Assessments"))
        self._model = AssessmentModel(words, self)
        self.setModel(self._model)
        self._delegate = AssessmentDelegate(words, self)
        self._fitted: tuple[object, ...] = ()
        self._fitted_to = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._fit_rest)
        self.setItemDelegate(self._delegate)
        be_a_list(self)
        self.setMouseTracking(True)
        self._model.modelReset.connect(self._fit_rows)
        self._model.dataChanged.connect(self._fit_rows)

    def model_of_lines(self) -> AssessmentModel:
        """The model that is shown."""
        return self._model

    def show_value(self, lines: Sequence[Listed]) -> None:
        """Show *lines*, keeping the chosen one chosen."""
        chosen = self.chosen()
        self._model.show_value(lines)
        self.choose(chosen)
        self._fit()

    def chosen(self) -> str:
        """The id of the chosen assessment, or ""."""
        line = self.currentIndex().data(LINE_ROLE)
        return line.id if isinstance(line, Listed) else ""

    def choose(self, id: str) -> None:
        """Choose the assessment *id*, else the first one."""
        row = max(0, self._model.row_of(id))
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if index.column() == MORE:
            corner = self.visualRect(index).bottomLeft()
            self._ask_menu(index, self.viewport().mapToGlobal(corner))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() != MORE:
            self._open(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        place = self.viewport().mapToGlobal(self.visualRect(index).center())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            place = event.globalPos()
        self._ask_menu(index, place)

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
        line = index.data(LINE_ROLE)
        if isinstance(line, Listed):
            self.opened.emit(line.id)

    def _ask_menu(self, index: Index, place: QPoint) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, Listed):
            self.menu_asked.emit(line.id, place)

    def _fit(self) -> None:
        """Give every column what its words need, and the title the rest."""
        if not self.isVisible():
            return
        header = self.horizontalHeader()
        wanted = self._delegate.widths()
        for column in (STANDS, WORST, COUNTS, SECTIONS, REVIEW, MORE):
            wanted[column] = max(wanted[column], header.sectionSizeHint(column))
        least = round(LEAST_TITLE * theme.look().scale)
        hidden: list[int] = []
        order = [COUNTS, SECTIONS, REVIEW, WORST]  # what goes first where there is little room
        while order and (
            sum(wanted.values()) - sum(wanted[c] for c in hidden) + least > self.viewport().width()
            or (COUNTS in order and self.window().width() < NARROW)
            or order[0] == SECTIONS
        ):
            hidden.append(order.pop(0))
        self._delegate.narrow = COUNTS in hidden
        rest = self.viewport().width()
        for column, width in wanted.items():
            self.setColumnHidden(column, column in hidden)
            if column not in hidden:
                header.resizeSection(column, width)
                rest -= width
        header.resizeSection(TITLE, max(rest, 120))
        header.setFixedHeight(theme.look().line_height("small") + 10)
        self._fit_rows()

    def _fit_rows(self, *_what: object) -> None:
        """Make the rows higher whose titles take several lines: the first ones now, the rest of
        a long list as soon as there is time."""
        lines, width = self._model.lines(), self.columnWidth(TITLE)
        usual = self._delegate.row_height()
        if not self.isVisible() or self._fitted == (lines, width, usual):
            return
        self._fitted = (lines, width, usual)
        in_view = self.height() // usual + 1
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(usual)
        rows.setDefaultSectionSize(usual)
        self._fit_from(0, in_view)
        if len(lines) > in_view:
            self._rest.start(_PAINT_FIRST)

    def _fit_rest(self) -> None:
        self._fit_from(self._fitted_to, FITTED_AT_ONCE)
        if self._fitted_to < self._model.rowCount():
            self._rest.start(_PAINT_BETWEEN)

    def _fit_from(self, first: int, most: int) -> None:
        rows = self.verticalHeader()
        lines = self._model.lines()[first : first + most]
        self._fitted_to = first + len(lines)
        counts = self._delegate.title_rows(lines, self.columnWidth(TITLE))
        heights = {count: self._delegate.row_height(count) for count in set(counts)}
        for row, count in enumerate(counts, start=first):
            if rows.sectionSize(row) != heights[count]:
                rows.resizeSection(row, heights[count])
