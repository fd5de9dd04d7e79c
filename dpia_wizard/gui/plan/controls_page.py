"""The page of controls: every one once, how it stands, and on which risks it works."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.core.model import Assessment, Control, Record
from dpia_wizard.core.register import control_as_it_stands, status_that_counts
from dpia_wizard.gui.editor.remarks import with_remarks
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.gui.plan.rows_page import RowsPage
from dpia_wizard.gui.risk.controls import STATUS_SIGNS, evidence_words
from dpia_wizard.gui.risk_words import control_name, listed, measure_of
from dpia_wizard.gui.words import _, count, isolate, isolate_answer

FILTERS = ("all", "unseen", "no_hands", "no_plan", "unlinked")


class ControlsPage(RowsPage):
    """Section 18: what stands between the risks and the children, one row for each control."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        table = RowTable(
            (
                TableColumn(_("Control"), 6),
                TableColumn(_("Status"), 3),
                TableColumn(_("Evidence"), 5),
                TableColumn(_("In whose hands"), 3),
                TableColumn(_("Owner, due"), 3),
                TableColumn(_("Works on"), 3),
            ),
            name=_("Controls"),
        )
        table.setObjectName("controls")
        super().__init__(open_, section, table, parent)
        self._counts = PlainLabel("", role="muted", wrap=True)
        self._filter = ComboBox(_filters(), name=_("Which controls to list"))
        self._filter.setObjectName("controls.filter")
        self._filter.edited.connect(lambda _value: self.refresh())
        self._empty = EmptyState(
            _("No controls yet. They come with the risks that you add to the register."),
            button=_("Go to the risks"),
        )
        self._empty.chosen.connect(self._go_to_risks)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._counts, 1)
        head.addWidget(self._filter)
        nest(self.body, head)
        self._card = Card()
        self._card.body.addWidget(self.table)
        self._none = PlainLabel(_("No control is like that."), role="muted", wrap=True)
        self._card.body.addWidget(self._none)
        self.body.addWidget(self._card)
        self.body.addWidget(self._empty)
        self.begin()

    def left_to_do(self) -> str:
        """How many controls have no status or no evidence yet."""
        unknown = sum(c.status == "unknown" for c in self._standing())
        if unknown:
            return count("{n} control without a status", "{n} controls without a status", unknown)
        unseen = sum(c.status == "in_place" for c in self._standing())
        if unseen:
            return count("{n} control not seen working", "{n} controls not seen working", unseen)
        return ""

    def has_row(self, place: str) -> bool:
        return place in self.open.editing.assessment.controls

    def list_row(self, place: str) -> None:
        if place not in self.table.row_keys():
            self._filter.show_value("all")
            self.refresh()

    def show_rows(self) -> None:
        standing = self._standing()
        chosen = str(self._filter.value() or "all")
        shown = [c for c in standing if self._is_listed(chosen, c)]
        # A row that is being worked on stays in sight, whatever becomes of it.
        if (open_key := self.table.open_key()) and open_key not in {c.id for c in shown}:
            shown = [c for c in standing if c in shown or c.id == open_key]
        self.table.show_value([self._row(control) for control in shown])
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
        planned = (isolate_answer(control.owner), day(control.due))
        nobody = TableCell(_("nobody named"), "", "text_muted")
        return TableRow(
            control.id,
            (
                TableCell(with_remarks(self.open, control.id, control_name(wording, control))),
                TableCell(status, sign, ink),
                TableCell(evidence_words(control)),
                TableCell(isolate_answer(control.custodian)) if control.custodian else nobody,
                TableCell(" · ".join(filter(None, planned))),
                TableCell(listed(isolate(risk) for risk in risks) if risks else _("no risk")),
            ),
        )

    def make_form(self, place: str) -> ControlForm:
        form = ControlForm(self.open, place)
        form.unlink_asked.connect(lambda: self.remove(place))
        return form

    def remove(self, place: str) -> None:
        """Take a control out, with its links; undo brings it back."""
        editing = self.open.editing
        record = editing.assessment.controls.get(place)
        if record is None or not editing.may_edit:
            return
        links: list[Record] = [
            link for link in editing.assessment.links.values() if link.control == place
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
