"""The page of controls: every one once, how it stands, and on which risks it works."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.core.model import Assessment, Control, Record
from dpia_wizard.core.register import control_as_it_stands, status_that_counts
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.editor.read_only import ReadOnlyBanner
from dpia_wizard.gui.editor.remarks import with_remarks
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.register.control_form import ControlForm
from dpia_wizard.gui.register.risk_controls import STATUS_SIGNS, evidence_words
from dpia_wizard.gui.register.risk_words import control_name, listed, measure_of
from dpia_wizard.gui.words import _, count, isolate, isolate_answer

FILTERS = ("all", "unseen", "no_hands", "no_plan", "unlinked")


class ControlsPage(Page):
    """Section 18: what stands between the risks and the children, one row for each control."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._is_stale = True
        self._current = ""
        self.place_changed.connect(self._take_current)
        self._counts = PlainLabel("", role="muted", wrap=True)
        self._filter = ComboBox(_filters(), name=_("Which controls to list"))
        self._filter.setObjectName("controls.filter")
        self._filter.edited.connect(lambda _value: self._refresh())
        self.table = RowTable(
            (
                TableColumn(_("Control"), 6),
                TableColumn(_("Status"), 3),
                TableColumn(_("Evidence"), 5),
                TableColumn(_("In whose hands"), 3),
                TableColumn(_("Owner"), 3),
                TableColumn(_("Due"), 2),
                TableColumn(_("Works on"), 3),
            ),
            name=_("Controls"),
        )
        self.table.setObjectName("controls")
        self.table.opened.connect(self._turn)
        self.table.remove_asked.connect(self._remove)
        self.table.current_changed.connect(self.place_changed)
        self._empty = EmptyState(
            _("No controls yet. They come with the risks that you add to the register."),
            button=_("Go to the risks"),
        )
        self._empty.chosen.connect(self._go_to_risks)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        title = section_name(open_.wording, section)
        head.addWidget(self._counts, 1)
        head.addWidget(self._filter)
        column.addWidget(PlainLabel(title, role="title", wrap=True))
        self._banner = ReadOnlyBanner(open_)
        column.addWidget(self._banner)
        column.addLayout(head)
        self._card = Card()
        self._card.body.addWidget(self.table)
        self._none = PlainLabel(_("No control is like that."), role="muted", wrap=True)
        self._card.body.addWidget(self._none)
        column.addWidget(self._card)
        column.addWidget(self._empty)
        column.addStretch(1)
        self._inside = column
        self._scroll = ScrollPane(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        open_.changed.connect(lambda _step: self._refresh())
        self._refresh(now=True)

    def show_place(self, place: str) -> None:
        """Show a control with its form open."""
        if place not in self.open.editing.assessment.controls:
            return
        if place not in self.table.row_keys():
            self._filter.show_value("all")
            self._refresh()
        if self.table.open_key() != place:
            self._turn(place)
        self.table.focus_row(place)
        form = self.table.form()
        if form is not None:
            self._scroll.ensureWidgetVisible(form)

    def begin_remark(self) -> None:
        """Open the field for a remark on the current control, in its form."""
        place = self.table.open_key() or self._current
        self.show_place(place)
        form = self.table.form()
        if isinstance(form, ControlForm) and self.table.open_key() == place:
            field = form.begin_remark()
            QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field))

    def left_to_do(self) -> str:
        """How many controls have no status or no evidence yet."""
        unknown = sum(c.status == "unknown" for c in self._standing())
        if unknown:
            return count("{n} control without a status", "{n} controls without a status", unknown)
        unseen = sum(c.status == "in_place" for c in self._standing())
        if unseen:
            return count("{n} control not seen working", "{n} controls not seen working", unseen)
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = 20 if self.width() >= 800 else 14
        self._inside.setContentsMargins(margin, 14, margin, 16)

    def _take_current(self, place: str) -> None:
        self._current = place

    def _refresh(self, *, now: bool = False) -> None:
        if not now and not self.isVisible():
            self._is_stale = True
            return
        self._is_stale = False
        self._banner.refresh()
        standing = self._standing()
        chosen = str(self._filter.value() or "all")
        shown = [c for c in standing if self._is_listed(chosen, c)]
        # A row that is being worked on stays in sight, whatever becomes of it.
        if (open_key := self.table.open_key()) and open_key not in {c.id for c in shown}:
            shown = [c for c in standing if c in shown or c.id == open_key]
        self.table.show_value([self._row(control) for control in shown])
        form = self.table.form()
        if isinstance(form, ControlForm):
            form.show_value()
        seen = sum(self._counts_as(control) == "verified" for control in standing)
        unseen = sum(self._counts_as(control) == "in_place" for control in standing)
        self._counts.setText(
            " · ".join(
                (
                    count("{n} control", "{n} controls", len(standing)),
                    count("{n} verified", "{n} verified", seen),
                    count("{n} in place, not seen", "{n} in place, not seen", unseen),
                )
            )
        )
        for widget in (self._counts, self._filter, self._card):
            widget.setVisible(bool(standing))
        self._empty.setVisible(not standing)
        self._none.setVisible(bool(standing) and not shown)

    def _standing(self) -> list[Control]:
        """Every control of the open risks, and the team's own, as it stands."""
        editing = self.open.editing
        assessment = editing.assessment
        working = {link.control for risk in editing.risks for link, _control in risk.controls}
        return [
            control_as_it_stands(editing.pack, assessment, id, seen=editing.seen)
            for id in sorted(assessment.controls)
            if id in working or not self._linked(assessment, id)
        ]

    def _linked(self, assessment: Assessment, control: str) -> list[str]:
        risks = (link.risk for link in assessment.links.values() if link.control == control)
        return sorted(risks)

    def _counts_as(self, control: Control) -> str:
        return status_that_counts(control, self.open.editing.on)

    def _is_listed(self, chosen: str, control: Control) -> bool:
        match chosen:
            case "unseen":
                return self._counts_as(control) != "verified"
            case "no_hands":
                return not control.custodian.strip()
            case "no_plan":
                waits = control.status in ("planned", "partly", "not_in_place", "unknown")
                return waits and not (control.owner.strip() and control.due)
            case "unlinked":
                return not self._linked(self.open.editing.assessment, control.id)
            case _:
                return True

    def _row(self, control: Control) -> TableRow:
        wording, editing = self.open.wording, self.open.editing
        sign, ink = STATUS_SIGNS.get(control.status, ("question", "text_muted"))
        status = wording.status(control.status)
        record = editing.assessment.controls[control.id]
        measure = measure_of(editing.pack, control.id)
        if measure is not None and not record.status and control.status != "unknown":
            status = _("{status}, by {question}").format(
                status=status, question=isolate(measure.number)
            )
        risks = self._linked(editing.assessment, control.id)
        nobody = TableCell(_("nobody named"), "", "text_muted")
        return TableRow(
            control.id,
            (
                TableCell(with_remarks(self.open, control.id, control_name(wording, control))),
                TableCell(status, sign, ink),
                TableCell(evidence_words(control)),
                TableCell(isolate_answer(control.custodian)) if control.custodian else nobody,
                TableCell(isolate_answer(control.owner)),
                TableCell(day(control.due)),
                TableCell(listed(isolate(risk) for risk in risks) if risks else _("no risk")),
            ),
        )

    def _turn(self, control: str) -> None:
        if self.table.open_key() == control:
            self.table.close_form()
            return
        form = ControlForm(self.open, control)
        form.go.connect(self.go)
        form.closed.connect(self.table.close_form)
        form.unlink_asked.connect(lambda: self._remove(control))
        self.table.show_form(control, form)
        self.place_changed.emit(control)

    def _remove(self, control: str) -> None:
        """Take a control out, with its links; undo brings it back."""
        editing = self.open.editing
        record = editing.assessment.controls.get(control)
        if record is None or not editing.may_edit:
            return
        links: list[Record] = [
            link for link in editing.assessment.links.values() if link.control == control
        ]
        self.open.keep(lambda: editing.remove("remove a control", *links, record))

    def _go_to_risks(self) -> None:
        risks = next((s for s in self.open.editing.pack.form.sections if s.page == "risks"), None)
        if risks is not None:
            self.go.emit(risks.id)


def _filters() -> list[tuple[object, str]]:
    words = (
        _("All controls"),
        _("Not verified"),
        _("Nobody named for it"),
        _("Open, without owner or date"),
        _("Works on no risk"),
    )
    return list(zip(FILTERS, words, strict=True))
