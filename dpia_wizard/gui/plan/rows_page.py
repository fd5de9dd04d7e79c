"""What the pages of controls and of actions share: a table, and a form under one of its rows."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Section
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.editor.read_only import ReadOnlyBanner
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.row_table import RowTable
from dpia_wizard.gui.plan.action_form import ActionForm
from dpia_wizard.gui.plan.control_form import ControlForm

RowForm = ControlForm | ActionForm


class RowsPage(Page):
    """A page with a `table` whose rows open a form; what else it shows is put into `body`.

    A page says what its rows are (`show_rows`), which places are among them (`has_row`) and what
    form stands under one (`make_form`). It calls `begin` once everything is made.
    """

    def __init__(
        self,
        open_: OpenAssessment,
        section: Section,
        table: RowTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(open_, section, parent)
        self.table = table
        self._is_stale = True
        self._current = ""
        self.place_changed.connect(self._take_current)
        table.opened.connect(self.turn)
        table.remove_asked.connect(self.remove)
        table.current_changed.connect(self.place_changed)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setSpacing(10)
        title = section_name(open_.wording, section)
        self.body.addWidget(PlainLabel(title, role="title", wrap=True))
        self._banner = ReadOnlyBanner(open_)
        self.body.addWidget(self._banner)
        self._scroll = ScrollPane(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def begin(self) -> None:
        """Show the rows, and again after every change."""
        self.body.addStretch(1)
        self.open.changed.connect(self._changed)
        self.sort()
        self.refresh(now=True)

    # What each page says

    def show_rows(self) -> None:
        """Show the rows as they stand, and what is said of them."""
        raise NotImplementedError

    def has_row(self, place: str) -> bool:
        """Whether *place* is a row of this page."""
        raise NotImplementedError

    def make_form(self, place: str) -> RowForm:
        """The form of the row *place*."""
        raise NotImplementedError

    def remove(self, place: str) -> None:
        """Take the row *place* out; undo brings it back."""
        raise NotImplementedError

    def sort(self) -> None:
        """Put the rows in their order: only when the page is shown anew, so that no row moves
        away under somebody's hands."""

    def list_row(self, place: str) -> None:
        """See that the row *place* is listed."""

    def may_note(self) -> bool:
        """Whether something can be noted here while nothing else can be changed."""
        return False

    # What all of them do

    def show_place(self, place: str) -> None:
        """Show a row with its form open."""
        if not self.has_row(place):
            return
        self.list_row(place)
        if self.table.open_key() != place:
            self.turn(place)
        self.table.focus_row(place)
        form = self.table.form()
        if form is not None:
            self._scroll.ensureWidgetVisible(form)

    def begin_remark(self) -> None:
        """Open the field for a remark on the current row, in its form."""
        place = self.table.open_key() or self._current
        self.show_place(place)
        form = self.form()
        if form is not None and self.table.open_key() == place:
            field = form.begin_remark()
            QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field))

    def form(self) -> RowForm | None:
        """The form that is open, or None."""
        form = self.table.form()
        return form if isinstance(form, ControlForm | ActionForm) else None

    def turn(self, place: str) -> None:
        """Open the form of a row, or close it."""
        if self.table.open_key() == place:
            self.table.close_form()
            return
        form = self.make_form(place)
        form.go.connect(self.go)
        form.closed.connect(self.table.close_form)
        self.table.show_form(place, form)
        self.place_changed.emit(place)

    def _changed(self, _step: Step) -> None:
        self.refresh()

    def refresh(self, *, now: bool = False) -> None:
        """Show everything as it stands; a page that is not seen waits until it is."""
        if not now and not self.isVisible():
            self._is_stale = True
            return
        self._is_stale = False
        self._banner.refresh(may_note=self.may_note())
        self.show_rows()
        form = self.form()
        if form is not None:
            form.show_value()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.sort()
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = 20 if self.width() >= 800 else 14
        self.body.setContentsMargins(margin, 14, margin, 16)

    def _take_current(self, place: str) -> None:
        self._current = place
