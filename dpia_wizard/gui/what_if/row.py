"""One control in a trial: what it might be, beside what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.grounds import control_as_it_stands
from dpia_wizard.core.linking import new_link
from dpia_wizard.core.model import Strength, link_id
from dpia_wizard.core.trying import Tried
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labelled import FieldRow
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.control_form import STATUSES
from dpia_wizard.gui.risk_words import control_in
from dpia_wizard.gui.words import _, isolate_answer


class TriedRow(QWidget):
    """What is tried about one control. `edited` gives the `Tried`, `dropped` that it stays as
    it stands."""

    edited = Signal(object)
    dropped = Signal(str)

    def __init__(
        self, open_: OpenAssessment, risk: str, tried: Tried, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._open = open_
        self._risk = risk
        self._tried = tried
        self.setObjectName(f"tried {tried.control}")
        name = control_in(open_.wording, open_.editing.assessment, tried.control)
        self.setAccessibleName(name)
        self._earns = PlainLabel("", role="small_muted")
        self._out = LinkButton("")
        self._out.setObjectName(f"tried.out {tried.control}")
        self._out.clicked.connect(self._turn_out)
        words = _("Do not add it") if tried.link == "in" else _("As it stands")
        spoken = _("{control}: {act}").format(control=name, act=words)
        drop = LinkButton(words, name=spoken)
        drop.setObjectName(f"tried.drop {tried.control}")
        drop.clicked.connect(lambda: self.dropped.emit(tried.control))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(name, role="small_strong", wrap=True), 1)
        for widget in (self._earns, self._out, drop):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        nest(column, head)
        self._fields = self._make_fields()
        self._seen_fields = self._make_seen()
        column.addWidget(self._fields)
        column.addWidget(self._seen_fields)
        self.show_value(tried, "", asks_evidence=False)

    def show_value(self, tried: Tried, earns: str, *, asks_evidence: bool) -> None:
        """Show what is tried now, what it *earns*, and the fields for what was seen."""
        self._tried = tried
        is_out, is_in = tried.link == "out", tried.link == "in"
        self._earns.setText(earns)
        self._fields.setVisible(not is_out)
        self._seen_fields.setVisible(
            not is_out and (asks_evidence or bool(tried.evidence or tried.seen))
        )
        self._out.setVisible(not is_in)
        self._out.set_words(_("Put it back") if is_out else _("Without it"))
        self._status.show_value(tried.status)
        self._strength.show_value(tried.strength)
        _show(self._custodian, tried.custodian)
        _show(self._evidence, tried.evidence)
        self._seen.show_value(tried.seen)

    def focus_first(self) -> None:
        """Give the focus to what a person sets first."""
        first: QWidget = self._out if self._fields.isHidden() else self._status
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_missing(self) -> None:
        """Give the focus to the first field that waits for words."""
        fields = (self._custodian, self._evidence)
        waiting = [f for f in fields if f.isVisibleTo(self) and not f.text().strip()]
        if self._tried.own_hands and self._custodian in waiting:
            self._custodian.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._evidence in waiting:
            self._evidence.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_fields(self) -> FieldRow:
        editing, wording, control = self._open.editing, self._open.wording, self._tried.control
        stands = control_as_it_stands(editing.pack, editing.assessment, control, seen=editing.seen)
        link = editing.assessment.links.get(link_id(self._risk, control))
        strength = (link or new_link(editing.pack, self._risk, control)).strength
        as_it_is = _("As it stands: {words}")
        statuses = [(s, wording.status(s)) for s in STATUSES]
        is_as = ("", as_it_is.format(words=wording.status(stands.status)))
        self._status = ComboBox([is_as, *statuses], name=_("Status"))
        self._status.setObjectName("tried.status")
        self._status.edited.connect(lambda value: self._tell(status=str(value)))
        strengths = [(s, wording.strength(s)) for s in get_args(Strength)]
        is_as = ("", as_it_is.format(words=wording.strength(strength)))
        self._strength = ComboBox([is_as, *strengths], name=_("Strength"))
        self._strength.setObjectName("tried.strength")
        self._strength.edited.connect(lambda value: self._tell(strength=str(value)))
        whose = isolate_answer(stands.custodian) or _("nobody named")
        if self._tried.own_hands:
            whose = _("Nobody who has another control here")
        self._custodian = LineEdit(name=_("In whose hands"), hint=whose)
        self._custodian.setObjectName("tried.custodian")
        self._custodian.edited.connect(lambda text: self._tell(custodian=text))
        return FieldRow(
            (_("Status"), self._status),
            (_("Strength"), self._strength),
            (_("In whose hands"), self._custodian),
        )

    def _make_seen(self) -> FieldRow:
        self._evidence = LineEdit(
            name=_("Evidence"), hint=_("What was looked at, and by which post")
        )
        self._evidence.setObjectName("tried.evidence")
        self._evidence.edited.connect(lambda text: self._tell(evidence=text))
        self._seen = DateEdit(name=_("Seen on"))
        self._seen.setObjectName("tried.seen")
        self._seen.edited.connect(lambda value: self._tell(seen=value))
        return FieldRow((_("Evidence"), self._evidence), (_("Seen on"), self._seen))

    def _turn_out(self) -> None:
        self._tell(link="" if self._tried.link == "out" else "out")

    def _tell(self, **parts: str) -> None:
        self._tried = replace(self._tried, **parts)
        self.edited.emit(self._tried)


def _show(field: LineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
