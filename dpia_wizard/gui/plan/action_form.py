"""The form of one action of the plan: what, because of what, who, until when, and the proof."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.model import Action
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.editor.remarks import RemarksHere
from dpia_wizard.gui.keeping import KeptText, Write
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labelled import FieldRow, add_labelled
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.evidence_prompt import EvidencePrompt
from dpia_wizard.gui.risk_words import control_in, risk_name
from dpia_wizard.gui.words import _, isolate, start_rtl_line

STATUSES = (("open", "ring"), ("begun", "half"), ("done", "check"))


class ActionForm(Card):
    """One action. `go` asks for a place, `closed` to fold the form, `remove_asked` to delete."""

    go = Signal(str)
    closed = Signal()
    remove_asked = Signal()

    def __init__(self, open_: OpenAssessment, action: str, parent: QWidget | None = None) -> None:
        super().__init__(state="current", parent=parent)
        self._open = open_
        self.action = action
        self.setObjectName(f"form {action}")
        self.setAccessibleName(_("Action"))
        wording = open_.wording
        self._text = PlainTextEdit(name=_("What is done"), lines=1)
        self._texts = {"text": self._kept("text", self._text)}
        add_labelled(self.body, _("What is done"), self._text)
        self._source = ComboBox(self._sources(), name=_("Because of"))
        self._source.setObjectName("action.source")
        self._source.edited.connect(lambda value: self._keep(source=str(value)))
        self._go = SignButton("", role="link", wrap=True)
        self._go.set_leading()
        self._go.clicked.connect(self._go_to_source)
        self._control = ComboBox(self._controls(), name=_("Control it brings about"))
        self._control.setObjectName("action.control")
        self._control.edited.connect(lambda value: self._keep(control=str(value)))
        for box in (self._source, self._control):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 24)
        add_labelled(self.body, _("Because of"), self._source)
        self.body.addWidget(self._go)
        add_labelled(self.body, _("Control it brings about"), self._control)
        owner = LineEdit(name=_("Owner"), hint=_("Post"))
        needs = LineEdit(name=_("What it needs or costs"))
        self._texts["owner"] = self._kept("owner", owner)
        self._texts["needs"] = self._kept("needs", needs)
        self._due = DateEdit(name=_("Due"))
        self._due.setObjectName("action.due")
        self._due.edited.connect(lambda value: self._keep(due=value))
        self.body.addWidget(
            FieldRow(
                (_("Owner"), owner), (_("Due"), self._due), (_("What it needs or costs"), needs)
            )
        )
        choices = [Choice(id, wording.action_status(id), sign) for id, sign in STATUSES]
        self._status = ChoiceRow(choices, name=_("Status"))
        self._status.setObjectName("action.status")
        self._status.edited.connect(lambda value: self._keep(status=value or "open"))
        add_labelled(self.body, _("Status"), self._status)
        evidence = PlainTextEdit(name=_("What shows that it is done"), lines=1)
        self._texts["evidence"] = self._kept("evidence", evidence)
        self._proof = QWidget()
        proof = QVBoxLayout(self._proof)
        proof.setContentsMargins(0, 0, 0, 0)
        add_labelled(proof, _("What shows that it is done"), evidence)
        self.body.addWidget(self._proof)
        self._prompt = EvidencePrompt(open_)
        self._prompt.go.connect(self.go)
        self.body.addWidget(self._prompt)
        self._blocks = TickBox(_("The work must not start before this is done"))
        self._blocks.setObjectName("action.blocks_start")
        self._blocks.clicked.connect(lambda ticked: self._keep(blocks_start=bool(ticked)))
        self._shared = TickBox(_("Show it to the Working Group, because others share it"))
        self._shared.setObjectName("action.shared")
        self._shared.clicked.connect(lambda ticked: self._keep(shared=bool(ticked)))
        self.body.addWidget(self._blocks)
        self.body.addWidget(self._shared)
        self._remarks = RemarksHere(open_, action)
        self._remarks.closed.connect(lambda: self._text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.body.addWidget(self._remarks)
        nest(self.body, self._end())
        self.show_value()

    def show_value(self) -> None:
        """Show the action as it stands now."""
        editing = self._open.editing
        action = editing.assessment.actions.get(self.action)
        if action is None:
            return
        may_edit = editing.may_edit
        self._remarks.refresh()
        for part, kept in self._texts.items():
            kept.show(action.id, str(getattr(action, part)))
            kept.field.set_read_only(not (may_edit or part in editing.may_note))
        self._source.show_value(action.source)
        self._control.show_value(action.control)
        self._due.show_value(action.due)
        self._due.set_read_only(not may_edit)
        self._status.show_value(action.status)
        self._status.set_read_only(not (may_edit or "status" in editing.may_note))
        self._blocks.setChecked(action.blocks_start)
        self._shared.setChecked(action.shared)
        for field in (self._source, self._control, self._blocks, self._shared):
            field.setEnabled(may_edit)
        self._proof.setVisible(action.status == "done" or bool(action.evidence))
        self._prompt.show_value(action)
        self._remove.setVisible(may_edit)
        question = editing.pack.form.by_id.get(action.source)
        if action.source in self._stops():
            name = _("stop condition {id}").format(id=isolate(action.source))
        elif question is not None:
            name = numbered(question.number, self._open.wording.question(question))
        else:
            record = editing.assessment.risks.get(action.source, action.source)
            name = risk_name(self._open.wording, record)
        self._go.set_words(start_rtl_line(_("Open {place}").format(place=name)))
        self._go.setVisible(bool(action.source))

    def begin_remark(self) -> QWidget:
        """Open the field for a remark, and give it."""
        self._remarks.begin()
        return self._remarks

    def focus_text(self) -> None:
        """Give the focus to what is done."""
        self._text.setFocus()

    def _sources(self) -> list[tuple[object, str]]:
        """Nothing, the risks of the register, and the question it came from."""
        editing, wording = self._open.editing, self._open.wording
        options: list[tuple[object, str]] = [("", _("Nothing in particular"))]
        action = editing.assessment.actions.get(self.action)
        question = editing.pack.form.by_id.get(action.source) if action is not None else None
        if question is not None:
            words = _("Question {number}").format(number=isolate(question.number))
            options.append((question.id, words))
        elif action is not None and action.source in self._stops():
            words = _("Stop condition {id}").format(id=isolate(action.source))
            options.append((action.source, words))
        risks = editing.assessment.risks.values()
        return options + [(risk.id, risk_name(wording, risk)) for risk in risks]

    def _stops(self) -> set[str]:
        return {stop.id for stop in self._open.editing.pack.stop_conditions}

    def _controls(self) -> list[tuple[object, str]]:
        editing, wording = self._open.editing, self._open.wording
        options: list[tuple[object, str]] = [("", _("No control"))]
        known = dict.fromkeys(sorted(editing.assessment.controls))
        action = editing.assessment.actions.get(self.action)
        if action is not None and action.control:
            known[action.control] = None
        return options + [(id, control_in(wording, editing.assessment, id)) for id in known]

    def _end(self) -> QHBoxLayout:
        close = SignButton(_("Close"), sign="chevron-up")
        close.setObjectName("form.close")
        close.clicked.connect(self.closed)
        self._remove = LinkButton(_("Remove this action"), sign="trash")
        self._remove.setObjectName("form.remove")
        self._remove.clicked.connect(self.remove_asked)
        row = QHBoxLayout()
        row.addWidget(close)
        row.addStretch(1)
        row.addWidget(self._remove)
        return row

    def _kept(self, part: str, field: LineEdit | PlainTextEdit) -> KeptText:
        field.setObjectName(f"action.{part}")
        return KeptText(self._open, field, part, self._writer(part))

    def _writer(self, part: str) -> Write:
        def write(id: str, text: str) -> Step | None:
            return self._put(id, **{part: text})

        return write

    def _keep(self, **parts: str | bool) -> None:
        self._open.commit(
            f"{' '.join(parts)} of {self.action}", lambda: self._put(self.action, **parts)
        )

    def _put(self, id: str, **parts: str | bool) -> Step | None:
        editing = self._open.editing
        action: Action | None = editing.assessment.actions.get(id)
        if action is None:
            return None
        changed = replace(action, **parts)  # type: ignore[arg-type]  # fields of Action, by name
        return editing.put("change an action", changed)

    def _go_to_source(self) -> None:
        action = self._open.editing.assessment.actions.get(self.action)
        if action is not None and action.source:
            self.go.emit(action.source)
