"""The controls of one risk: a table with what each earns and why, and the form of a row."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core import linking
from dpia_wizard.core.change import Step
from dpia_wizard.core.model import Control, Link
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Reason
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.own_ids import own_id
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.gui.risk.link_control import LinkControl
from dpia_wizard.gui.risk_words import control_name
from dpia_wizard.gui.tab_order import stops_in
from dpia_wizard.gui.words import _, count, isolate, isolate_answer
from dpia_wizard.wording import credit

STATUS_SIGNS: Mapping[str, tuple[str, str]] = {
    "verified": ("check", "ok"),
    "in_place": ("half", "text"),
    "partly": ("half", "text_muted"),
    "planned": ("clock", "text_muted"),
    "not_in_place": ("cross", "text_muted"),
    "unknown": ("question", "text_muted"),
}
"""The sign of each status and the colour role it is painted in."""


class RiskControls(Card):
    """What stands between this risk and the child. `go` asks for a place, `try_asked` for a
    trial of other controls."""

    go = Signal(str)
    try_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._risk = ""
        self._adding: LinkControl | None = None
        self._counts = PlainLabel("", role="small_muted", wrap=True)
        self._add = LinkButton(_("Link a control"), sign="plus")
        self._add.setObjectName("link_control")
        self._add.clicked.connect(self._ask)
        self._try = LinkButton(_("Try changes"), sign="half")
        self._try.setObjectName("risk.try")
        self._try.setToolTip(_("See what other controls would do; nothing is kept."))
        self._try.clicked.connect(self.try_asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Controls"), role="heading"))
        head.addWidget(self._counts, 1)
        head.addWidget(self._try)
        head.addWidget(self._add)
        nest(self.body, head)
        self.table = RowTable(
            (
                TableColumn(_("Control"), 6),
                TableColumn(_("Works on"), 2),
                TableColumn(_("Strength"), 1),
                TableColumn(_("Status"), 3),
                TableColumn(_("Evidence"), 4),
                TableColumn(_("In whose hands"), 3),
                TableColumn(_("Credit"), 3),
            ),
            name=_("Controls of this risk"),
        )
        self.table.setObjectName("risk.controls")
        self.table.opened.connect(self._turn)
        self.table.remove_asked.connect(self._unlink)
        self.body.addWidget(self.table)

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show the controls of another risk, or of this one as they stand now."""
        if rated.id != self._risk:
            self._risk = rated.id
            self.table.close_form()
            self._end_asking()
        self._add.setVisible(may_edit)
        self._try.setVisible(may_edit and rated.score is not None)
        if not may_edit:
            self._end_asking()
        verified = sum(rated.status_of(control) == "verified" for _link, control in rated.controls)
        bare = sum(not control.evidence for _link, control in rated.controls)
        self._counts.setText(
            " · ".join(
                (
                    count("{n} linked", "{n} linked", len(rated.controls)),
                    count("{n} verified", "{n} verified", verified),
                    count("{n} without evidence", "{n} without evidence", bare),
                )
            )
            if rated.controls
            else _("Nothing stands between this risk and the child yet.")
        )
        credits_ = credits_of(self._open, rated)
        self.table.show_value(
            [self._row(link, control, credits_) for link, control in rated.controls]
        )
        form = self.table.form()
        if isinstance(form, ControlForm):
            form.show_value()

    def open_control(self, control: str) -> None:
        """Open the form of *control*, where it is linked."""
        if control in self.table.row_keys() and self.table.open_key() != control:
            self._turn(control)

    def go_to(self, control: str) -> None:
        """Open the form of *control* and give it the focus."""
        self.open_control(control)
        form = self.table.form() if self.table.open_key() == control else None
        stops = [] if form is None else stops_in(form)
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.focus_row(control)

    def ask_for_link(self) -> None:
        """Open the field that links another control."""
        self._ask()

    def _row(self, link: Link, control: Control, credits_: Mapping[str, str]) -> TableRow:
        wording = self._open.wording
        sign, ink = STATUS_SIGNS.get(control.status, ("question", "text_muted"))
        return TableRow(
            control.id,
            (
                TableCell(control_name(wording, control)),
                TableCell(wording.axis(link.axis)),
                TableCell(wording.strength(link.strength)),
                TableCell(wording.status(control.status), sign, ink),
                TableCell(evidence_words(control)),
                TableCell(
                    isolate_answer(control.custodian) or _("nobody named"),
                    "",
                    _ink(control.custodian),
                ),
                TableCell(credits_.get(control.id, "")),
            ),
        )

    def _turn(self, control: str) -> None:
        if self.table.open_key() == control:
            self.table.close_form()
            return
        form = ControlForm(self._open, control, self._risk)
        form.go.connect(self.go)
        form.closed.connect(self.table.close_form)
        form.unlink_asked.connect(lambda: self._unlink(control))
        self.table.show_form(control, form)

    def _unlink(self, control: str) -> None:
        editing, risk = self._open.editing, self._risk
        if editing.may_edit:
            gone = linking.unlink(editing.assessment, risk, control)
            self._open.keep(lambda: editing.do("unlink a control", gone))

    def _ask(self) -> None:
        if self._adding is not None:
            self._adding.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._adding = LinkControl(self._open, self._risk)
        self._adding.chosen.connect(self._link)
        self._adding.own_wanted.connect(self._link_own)
        self._adding.closed.connect(self._give_up)
        self.body.insertWidget(1, self._adding)
        self._adding.show()
        self._adding.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self._adding)

    def _give_up(self) -> None:
        self._end_asking()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_asking(self) -> None:
        asking, self._adding = self._adding, None
        if asking is not None:
            asking.hide()
            self.body.removeWidget(asking)
            asking.deleteLater()

    def _link(self, control: str) -> None:
        risk = self._risk
        self._end_asking()
        if self._open.keep(lambda: self._put(risk, control, "")):
            self.table.focus_row(control)

    def _link_own(self, title: str) -> None:
        editing, risk = self._open.editing, self._risk
        self._end_asking()
        id = own_id(editing.new_id, editing.assessment.controls)
        if self._open.keep(lambda: self._put(risk, id, title)):
            self.open_control(id)

    def _put(self, risk: str, control: str, title: str) -> Step | None:
        editing = self._open.editing
        made = linking.link(editing.pack, editing.assessment, risk, control, title)
        return editing.do("link a control", made)


def credits_of(open_: OpenAssessment, rated: RatedRisk) -> dict[str, str]:
    """What each control of a risk earns, and in few words why one earns nothing."""
    if rated.score is None:
        return {}
    earned: dict[str, Fraction] = {}
    why: dict[str, str] = {}
    for reason in rated.score.reasons:
        control = str(reason.facts.get("control", ""))
        if reason.code == "earned":
            worth = Fraction(str(reason.facts["credit"]))
            earned[control] = earned.get(control, Fraction(0)) + worth
        elif control and (words := _why_nothing(open_, reason)):
            why.setdefault(control, words)
    nothing = credit(Fraction(0))
    return {
        control.id: credit(earned[control.id])
        if control.id in earned
        else _("{credit}, {why}").format(credit=nothing, why=why[control.id])
        if control.id in why
        else nothing
        for _link, control in rated.controls
    }


def _why_nothing(open_: OpenAssessment, reason: Reason) -> str:
    other = isolate(str(reason.facts.get("other", "")))
    match reason.code:
        case "same_hands":
            return _("same hands as {control}").format(control=other)
        case "no_custodian":
            return _("nobody named, like {control}").format(control=other)
        case "threat_source":
            return _("in the hands of the threat")
        case "precaution":
            return _("precaution: not verified")
        case "old_evidence":
            return _("evidence too old")
        case "earns_nothing":
            status = str(reason.facts["status"])
            if status == "verified":
                return _("too weak")
            return _("not seen working") if status == "in_place" else ""
        case _:
            return ""


def evidence_words(control: Control) -> str:
    """What was seen and when, or when it is due: each in a line of its own direction."""
    parts = [isolate_answer(control.evidence)] if control.evidence else []
    if control.evidence_date:
        parts.append(_("seen {day}").format(day=day(control.evidence_date)))
    elif control.due and control.status not in ("verified", "in_place"):
        parts.append(_("due {day}").format(day=day(control.due)))
    return "\n".join(parts) or _("none yet")


def _ink(words: str) -> str:
    return "text" if words.strip() else "text_muted"
