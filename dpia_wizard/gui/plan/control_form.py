"""The form of one control: how it stands, what was seen, in whose hands it is, who owns it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.model import Axis, Control, Link, Strength
from dpia_wizard.core.register import control_as_it_stands
from dpia_wizard.gui.editor.remarks import RemarksHere
from dpia_wizard.gui.keeping import KeptText, Write
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labelled import FieldRow, add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.evidence_prompt import DoneActions
from dpia_wizard.gui.risk_words import control_name, measure_of, risk_name
from dpia_wizard.gui.words import _, isolate

STATUSES = ("verified", "in_place", "partly", "planned", "not_in_place", "unknown")


class ControlForm(Card):
    """One control and, when a *risk* is given, how it works on that risk.

    `go` asks for a place, `closed` to fold the form, `unlink_asked` to take the link away.
    """

    go = Signal(str)
    closed = Signal()
    unlink_asked = Signal()

    def __init__(
        self, open_: OpenAssessment, control: str, risk: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(state="current", parent=parent)
        self._open = open_
        self.control = control
        self._link_id = f"{risk} {control}" if risk else ""
        self._texts: list[KeptText] = []
        self.setObjectName(f"form {control}")
        name = control_name(open_.wording, self._record())
        self.setAccessibleName(name)
        self.body.addWidget(PlainLabel(name, role="strong", wrap=True))
        self._own_title()
        what = (
            open_.wording.control(control, "what") if control in open_.editing.pack.control else ""
        )
        if what:
            self.body.addWidget(PlainLabel(what, role="small", wrap=True))
        if risk:
            self._link_part()
            self.body.addWidget(rule())
        self._standing_part()
        self._people_part()
        self._works_on = QWidget()
        self._works_flow = FlowLayout(self._works_on, gap=6)
        if not risk:
            self.body.addWidget(self._works_on)
        self._remarks = RemarksHere(open_, control)
        self._remarks.closed.connect(lambda: self._status.setFocus(Qt.FocusReason.OtherFocusReason))
        self.body.addWidget(self._remarks)
        nest(self.body, self._end(risk))
        self.show_value()

    def show_value(self) -> None:
        """Show the control as it stands now."""
        editing, record = self._open.editing, self._record()
        standing = control_as_it_stands(
            editing.pack, editing.assessment, self.control, seen=editing.seen
        )
        may_edit = editing.may_edit
        self._remarks.refresh()
        self._status.show_value(record.status or ("" if self._measure else standing.status))
        self._status.setEnabled(may_edit)
        self._show_source(standing)
        self._done.show_control(self.control)
        for text, part in zip(self._texts, self._parts, strict=True):
            text.show(record.id, str(getattr(record, part)))
            text.field.set_read_only(not may_edit)
        self._seen.show_value(record.evidence_date)
        self._due.show_value(record.due)
        self._seen.set_read_only(not may_edit)
        self._due.set_read_only(not may_edit)
        link = editing.assessment.links.get(self._link_id)
        if link is not None:
            self._axis.show_value(link.axis)
            self._axis.setEnabled(may_edit)
            self._strength.show_value(link.strength)
            self._strength.set_read_only(not may_edit)
            self._show_default(link)
            self._why.show(link.id, link.reason)
            self._why.field.set_read_only(not may_edit)
        self._remove.setVisible(may_edit)
        self._show_works_on()

    def begin_remark(self) -> QWidget:
        """Open the field for a remark, and give it."""
        self._remarks.begin()
        return self._remarks

    def _record(self) -> Control:
        return self._open.editing.assessment.controls.get(self.control, Control(self.control))

    def _own_title(self) -> None:
        self._parts = ["evidence", "custodian", "owner"]
        if self.control in self._open.editing.pack.control:
            return
        field = LineEdit(name=_("What this control is called"))
        field.setObjectName("control.title")
        add_labelled(self.body, _("What this control is called"), field)
        self._texts.append(KeptText(self._open, field, "title", self._writer("title")))
        self._parts = ["title", *self._parts]

    def _link_part(self) -> None:
        wording = self._open.wording
        axes = [(axis, wording.axis(axis)) for axis in get_args(Axis)]
        self._axis = ComboBox(axes, name=_("Works on"))
        self._axis.setObjectName("link.axis")
        self._axis.edited.connect(lambda value: self._keep_link(axis=str(value)))
        choices = [Choice(s, wording.strength(s)) for s in get_args(Strength)]
        self._strength = ChoiceRow(choices, name=_("How strong for this risk"))
        self._strength.setObjectName("link.strength")
        self._strength.edited.connect(self._take_strength)
        add_labelled(self.body, _("Works on"), self._axis)
        add_labelled(self.body, _("How strong for this risk"), self._strength)
        self._default = PlainLabel("", role="small_muted", wrap=True)
        self.body.addWidget(self._default)
        field = LineEdit(name=_("Why so strong here"))
        field.setObjectName("link.reason")
        self._why = KeptText(self._open, field, "link reason", self._write_reason)
        add_labelled(self.body, _("Why so strong here"), field)

    def _standing_part(self) -> None:
        wording, pack = self._open.wording, self._open.editing.pack
        self._measure = measure_of(pack, self.control)
        options: list[tuple[object, str]] = [(s, wording.status(s)) for s in STATUSES]
        if self._measure is not None:
            number = isolate(self._measure.number)
            options.insert(0, ("", _("As answered in {number}").format(number=number)))
        self._status = ComboBox(options, name=_("Status"))
        self._status.setObjectName("control.status")
        self._status.edited.connect(lambda value: self._keep(status=str(value)))
        self._source = QWidget()
        source = QHBoxLayout(self._source)
        source.setContentsMargins(0, 0, 0, 0)
        source.setSpacing(8)
        self._source_words = SignLabel("info", "", role="small_muted", wrap=True)
        self._source_link = LinkButton("")
        self._source_link.clicked.connect(self._go_to_measure)
        source.addWidget(self._source_words, 1)
        source.addWidget(self._source_link)
        evidence = PlainTextEdit(
            name=_("Evidence"), hint=_("What was looked at, and by which post")
        )
        evidence.setObjectName("control.evidence")
        self._texts.append(KeptText(self._open, evidence, "evidence", self._writer("evidence")))
        self._seen = DateEdit(name=_("Seen on"))
        self._seen.setObjectName("control.evidence_date")
        self._seen.edited.connect(lambda value: self._keep(evidence_date=value))
        self.body.addWidget(FieldRow((_("Status"), self._status), (_("Seen on"), self._seen)))
        self.body.addWidget(self._source)
        self._done = DoneActions(self._open)
        self.body.addWidget(self._done)
        add_labelled(self.body, _("Evidence"), evidence)
        known = pack.control.get(self.control)
        if known is not None and known.evidence:
            counts = wording.control(self.control, "evidence")
            words = _("What counts as evidence: {evidence}").format(evidence=counts)
            self.body.addWidget(PlainLabel(words, role="small_muted", wrap=True))

    def _people_part(self) -> None:
        custodian = LineEdit(name=_("In whose hands"), hint=_("Post, office, key or system"))
        owner = LineEdit(name=_("Owner"), hint=_("Post"))
        self._due = DateEdit(name=_("Due"))
        self._due.setObjectName("control.due")
        self._due.edited.connect(lambda value: self._keep(due=value))
        for part, field in (("custodian", custodian), ("owner", owner)):
            field.setObjectName(f"control.{part}")
            self._texts.append(KeptText(self._open, field, part, self._writer(part)))
        self.body.addWidget(
            FieldRow((_("In whose hands"), custodian), (_("Owner"), owner), (_("Due"), self._due))
        )

    def _end(self, risk: str) -> QHBoxLayout:
        close = SignButton(_("Close"), sign="chevron-up")
        close.setObjectName("form.close")
        close.clicked.connect(self.closed)
        words = _("Unlink from this risk") if risk else _("Remove this control")
        self._remove = LinkButton(words, sign="trash")
        self._remove.setObjectName("form.remove")
        self._remove.clicked.connect(self.unlink_asked)
        row = QHBoxLayout()
        row.addWidget(close)
        row.addStretch(1)
        row.addWidget(self._remove)
        return row

    def _show_source(self, standing: Control) -> None:
        measure, record = self._measure, self._record()
        self._source.setVisible(measure is not None)
        if measure is None:
            return
        number = isolate(measure.number)
        if record.status:
            words = _("This status was set here; the answer to {number} does not count.")
        else:
            words = _("{status}, as answered in {number} of the security section.")
        status = self._open.wording.status(standing.status)
        self._source_words.show_value("info", words.format(number=number, status=status))
        self._source_link.set_words(_("Open {number}").format(number=number))

    def _show_default(self, link: Link) -> None:
        editing, wording = self._open.editing, self._open.wording
        known = editing.pack.risk.get(link.risk)
        suggested = next(
            (s for s in (known.controls if known else ()) if s.control == link.control), None
        )
        differs = suggested is not None and suggested.strength != link.strength
        self._default.setVisible(differs)
        if suggested is not None:
            words = _("The catalogue says {strength} for this risk; write why it differs here.")
            self._default.setText(words.format(strength=wording.strength(suggested.strength)))

    def _show_works_on(self) -> None:
        if self._link_id:
            return
        self._works_flow.clear()
        wording, assessment = self._open.wording, self._open.editing.assessment
        risks = [link.risk for link in assessment.links.values() if link.control == self.control]
        words = _("Works on:") if risks else _("This control works on no risk yet.")
        self._works_flow.addWidget(PlainLabel(words, role="small_strong"))
        for id in sorted(risks):
            link = LinkButton(risk_name(wording, assessment.risks.get(id, id)))
            link.clicked.connect(lambda _checked=False, risk=id: self.go.emit(risk))
            self._works_flow.addWidget(link)

    def _go_to_measure(self) -> None:
        if self._measure is not None:
            self.go.emit(self._measure.id)

    def _take_strength(self, value: object) -> None:
        if value is None:
            self._strength.show_value(self._open.editing.assessment.links[self._link_id].strength)
        else:
            self._keep_link(strength=str(value))

    def _keep(self, **parts: str) -> None:
        key = f"{' '.join(parts)} of {self.control}"
        self._open.commit(key, lambda: self._put(self.control, **parts))

    def _writer(self, part: str) -> Write:
        return lambda id, text: self._put(id, **{part: text})

    def _put(self, id: str, **parts: str) -> Step | None:
        editing = self._open.editing
        record = editing.assessment.controls.get(id, Control(id))
        return editing.put("change a control", replace(record, **parts))

    def _keep_link(self, **parts: str) -> None:
        key = f"{' '.join(parts)} of {self._link_id}"
        self._open.commit(key, lambda: self._put_link(self._link_id, **parts))

    def _write_reason(self, id: str, text: str) -> Step | None:
        return self._put_link(id, reason=text)

    def _put_link(self, id: str, **parts: str) -> Step | None:
        link = self._open.editing.assessment.links.get(id)
        if link is None:
            return None
        changed = replace(link, **parts)  # type: ignore[arg-type]  # fields of Link, by name
        return self._open.editing.put("link a control", changed)
