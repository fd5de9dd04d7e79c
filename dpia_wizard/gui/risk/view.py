"""One risk: what happens to the child, how bad it is today and why, what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core import bulk
from dpia_wizard.core.lowering import Improvement, Way
from dpia_wizard.core.model import Action, Risk
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui import theme
from dpia_wizard.gui.ask_reason import AskReason
from dpia_wizard.gui.bow_tie.card import BowTieCard
from dpia_wizard.gui.editor.remarks import RemarksHere
from dpia_wizard.gui.keeping import is_left_open
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.drawing import longest_word
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.gui.rating_round.spread_card import SpreadCard
from dpia_wizard.gui.risk.about import RiskAbout
from dpia_wizard.gui.risk.acceptance_line import AcceptanceLine
from dpia_wizard.gui.risk.argument import RiskArgument
from dpia_wizard.gui.risk.controls import RiskControls
from dpia_wizard.gui.risk.rating import RiskRating
from dpia_wizard.gui.risk.set_higher import SetHigher
from dpia_wizard.gui.risk_words import improvement, risk_name
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.what_if.panel import WhatIf
from dpia_wizard.gui.words import _, isolate, start_rtl_line

_Aside = Literal["dismissed", "avoided"]
_ASIDE: tuple[_Aside, ...] = ("dismissed", "avoided")
"""Both ways to set a risk aside, each with a reason."""


class RiskView(QWidget):
    """Shows one risk of the register and keeps what a person changes in it.

    `go` asks for a place elsewhere. `head` (title and what can be done with the whole risk) is
    for the page to put where it stays in sight.
    """

    go = Signal(str)
    turned = Signal()  # what the open form would do is another thing now

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._rated: RatedRisk | None = None
        self._asking: AskReason | None = None
        self.title = PlainLabel("", role="title", wrap=True)
        self._clauses = QWidget()
        self._clause_flow = FlowLayout(self._clauses, gap=4)
        self._harm = PlainLabel("", role="small_muted", wrap=True)
        self._precaution = SignLabel("warning", "", ink="note_line", role="small", wrap=True)
        self._unraised = SignLabel("info", "", role="small", wrap=True)
        self._unraised.setObjectName("risk.unraised")
        self._unraised.hide()
        self._acceptance = AcceptanceLine(open_)
        self._banner = Banner()
        self._banner.followed.connect(self._bring_back)
        self._remarks: dict[str, RemarksHere] = {}
        self._remarks_place = QVBoxLayout()
        self.what_if = WhatIf(open_)
        self.argument = RiskArgument(open_)
        self.spread = SpreadCard(open_)
        self.rating = RiskRating(open_)
        self.bow_tie = BowTieCard(open_)
        self.controls = RiskControls(open_)
        self.about = RiskAbout(open_)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.head = self._head()
        self._column.addWidget(self._harm)
        self._column.addWidget(self._unraised)
        self._column.addWidget(self._banner)
        nest(self._column, self._remarks_place)
        self._column.addWidget(self._precaution)
        self._column.addWidget(self._acceptance)
        for card in (
            *(self.what_if, self.argument, self.spread, self.rating, self.bow_tie),
            *(self.controls, self.about),
        ):
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.argument.cell_chosen.connect(self.rating.choose)
        self.argument.unknown_chosen.connect(self.rating.choose_unknown)
        self.argument.confirm_asked.connect(self.confirm)
        self.argument.higher_set.connect(self._set_higher)
        self.argument.turned.connect(self.turned)
        self._acceptance.turned.connect(self.turned)
        self._acceptance.withdrawn.connect(self.focus_matrix)
        self.argument.actions_asked.connect(self._make_actions)
        self.argument.try_asked.connect(self.what_if.try_way)
        self.controls.try_asked.connect(self.what_if.open_form)
        self.what_if.closed.connect(self.focus_matrix)
        self.what_if.actions_asked.connect(self._make_actions)
        self.argument.rating_asked.connect(self.rating.open_scales)
        self.controls.go.connect(self.go)
        self.bow_tie.control_chosen.connect(self.controls.go_to)
        self.bow_tie.words_chosen.connect(self.about.open_field)
        self.bow_tie.link_asked.connect(self.controls.ask_for_link)

    def risk(self) -> str:
        """The id of the risk that is shown, or ""."""
        return "" if self._rated is None else self._rated.id

    def show_value(self, rated: RatedRisk) -> None:
        """Show another risk, or this one as it stands now."""
        is_other = self._rated is None or self._rated.id != rated.id
        if is_other:
            self._end_asking()
        self._rated = rated
        wording, risk = self._open.wording, rated.risk
        may_edit = self._open.editing.may_edit
        counts = not risk.dismissed
        name = risk_name(wording, risk)
        self.title.setText(name)
        self.title.setMinimumWidth(longest_word(name, theme.look().font("title", bold=True)) + 4)
        self._show_clauses(rated)
        harm = wording.risk(risk, "harm")
        affected = wording.risk(risk.id, "affected")
        if affected:
            words = _("{harm} Most affected: {children}.")
            harm = words.format(harm=harm, children=affected.rstrip("."))
        self._harm.setText(harm)
        self._harm.setVisible(bool(harm))
        self._show_banner(rated, may_edit=may_edit)
        self._show_unraised(rated)
        self._show_precaution(rated)
        self._acceptance.show_value(rated)
        self._show_remarks(risk.id)
        for link in (self._not_applicable, self._removed):
            link.setVisible(may_edit and counts and not risk.avoided)
        self._to_bow_tie.setVisible(counts)
        for card in (self.argument, self.rating, self.bow_tie, self.controls):
            card.setVisible(counts)
            card.show_value(rated, may_edit=may_edit)
        self.what_if.show_value(rated, may_edit=may_edit)
        self._place_spread(is_inside=rated.score is None and rated.is_unsettled)
        self.spread.show_value(rated, may_edit=may_edit)
        self.about.show_value(rated)
        if is_other and self._not_applicable.isVisibleTo(self.head):
            self._resume()

    def confirm(self) -> None:
        """Confirm the level that the evidence supports."""
        rated = self._rated
        if rated is None or rated.score is None:
            return
        level = rated.score.today.level
        self._keep("confirm a risk", stated=level, stated_reason="")

    def open_form(self) -> AskReason | SetHigher | None:
        """The form that asks for a reason just now: its act is the next one."""
        asking = self._asking or self._acceptance.form()
        if asking is not None:
            return asking
        return self.argument.higher if self.argument.higher.act() else None

    def focus_matrix(self) -> None:
        """Give the matrix the focus."""
        self.argument.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfold(self, field: str) -> None:
        """Show the part that has the *field* of this name, where it is folded away."""
        self.rating.unfold(field)
        self.about.unfold(field)

    def begin_remark(self) -> QWidget | None:
        """Open the field for a remark on the control that is worked on, else on the risk."""
        form, focus = self.controls.table.form(), QApplication.focusWidget()
        if isinstance(form, ControlForm) and focus is not None and form.isAncestorOf(focus):
            return form.begin_remark()
        remarks = self._remarks.get(self.risk())
        if remarks is not None:
            remarks.begin()
        return remarks

    def _head(self) -> QWidget:
        self._not_applicable = LinkButton(_("Does not apply…"))
        self._not_applicable.setObjectName("risk.dismiss")
        self._not_applicable.clicked.connect(lambda: self._ask("dismissed"))
        self._removed = LinkButton(_("Removed…"), name=_("The data or the flow was removed"))
        self._removed.setObjectName("risk.avoid")
        self._removed.clicked.connect(lambda: self._ask("avoided"))
        self._to_bow_tie = LinkButton(_("Bow-tie"), name=_("Show the bow-tie of this risk"))
        self._to_bow_tie.setObjectName("risk.bow_tie")
        self._to_bow_tie.clicked.connect(self.bow_tie.open_picture)
        holder = QWidget()
        head = QHBoxLayout(holder)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        for widget in (self._clauses, self._to_bow_tie, self._not_applicable, self._removed):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _show_clauses(self, rated: RatedRisk) -> None:
        self._clause_flow.clear()
        wording = self._open.wording
        clauses = rated.known.clauses if rated.known is not None else ()
        for id in clauses:
            title, named = wording.clause(id), wording.clause_id(id)
            words = _("Clause {id}: {title}").format(id=isolate(named), title=title)
            chip = Chip(named, name=words)
            chip.setToolTip(words)
            self._clause_flow.addWidget(chip)
        self._clauses.setVisible(bool(clauses))

    def _show_banner(self, rated: RatedRisk, *, may_edit: bool) -> None:
        risk = rated.risk
        words = ""
        if risk.dismissed:
            words = _("Set aside as not applicable: {reason}")
        elif risk.avoided:
            words = _("Avoided. What was removed: {reason}")
        self._banner.setVisible(bool(words))
        self._banner.show_value(
            start_rtl_line(words.format(reason=risk.set_aside_reason)),
            sign="info",
            link=_("Bring back") if may_edit else "",
        )

    def _place_spread(self, *, is_inside: bool) -> None:
        """Show what people rated within the argument where it is why there is no level yet, else
        under it."""
        if is_inside == self.argument.isAncestorOf(self.spread):
            return
        if is_inside:
            self.argument.take_in(self.spread)
        else:
            self._column.insertWidget(self._column.indexOf(self.rating), self.spread)
        self.spread.set_plain(is_plain=is_inside)
        read_in_order(self.argument, self.argument, self.spread)

    def _show_unraised(self, rated: RatedRisk) -> None:
        gone = rated.id in self._open.editing.no_longer_raised and not rated.risk.dismissed
        self._unraised.setVisible(gone)
        if gone:
            words = _(
                "No longer raised by the answers. It stays, with all that you wrote, until you"
                " set it aside."
            )
            self._unraised.show_value("info", words)

    def _show_precaution(self, rated: RatedRisk) -> None:
        raised = rated.score is not None and rated.score.precaution and not rated.risk.avoided
        self._precaution.setVisible(raised)
        if rated.score is None or not raised:
            return
        wording = self._open.wording
        because = [
            wording.reason(reason)
            for reason in rated.score.reasons
            if reason.code in ("unknown_likelihood", "no_evidence")
        ]
        words = _("Precaution. {why}").format(why=" ".join(because))
        self._precaution.show_value("warning", words)

    def _show_remarks(self, risk: str) -> None:
        if risk not in self._remarks:
            remarks = self._remarks[risk] = RemarksHere(self._open, risk)
            remarks.closed.connect(self.focus_matrix)
            self._remarks_place.addWidget(remarks)
        for id, remarks in self._remarks.items():  # what was begun elsewhere is kept
            if id == risk:
                remarks.refresh()
            else:
                remarks.hide()

    def _resume(self) -> None:
        """Open the form that was left with words in it."""
        for aside in _ASIDE:
            if is_left_open(self._open, f"{aside} {self.risk()}"):
                self._make_form(aside)
                return

    def _ask(self, aside: _Aside) -> None:
        self._end_asking()
        self._make_form(aside).ask()

    def _make_form(self, aside: _Aside) -> AskReason:
        question, button = {
            "dismissed": (
                _("Why does this risk not apply here?"),
                _("Set aside as not applicable"),
            ),
            "avoided": (
                _("Which data or flow was removed, so that this cannot happen any more?"),
                _("Mark as avoided"),
            ),
        }[aside]
        key = f"{aside} {self.risk()}"
        asking = self._asking = AskReason(self._open, key, question=question, button=button)
        asking.given.connect(lambda reason: self._set_aside(reason, aside))
        asking.closed.connect(lambda: self._go_back(aside))
        asking.turned.connect(self.turned)
        self._column.insertWidget(0, asking)
        self.turned.emit()
        return asking

    def _go_back(self, aside: _Aside) -> None:
        self._end_asking()
        link = self._not_applicable if aside == "dismissed" else self._removed
        link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.hide()
            self._column.removeWidget(asking)
            asking.deleteLater()
            self.turned.emit()

    def _set_aside(self, reason: str, aside: _Aside) -> None:
        asking = self._asking
        if aside == "dismissed":
            kept = self._keep("set a risk aside", dismissed=True, set_aside_reason=reason)
        else:
            kept = self._keep("avoid a risk", avoided=True, set_aside_reason=reason)
        if kept and asking is not None:
            asking.end()
            self._end_asking()

    def _bring_back(self) -> None:
        editing, risk = self._open.editing, self.risk()
        back = bulk.bring_back(editing.pack, editing.assessment, [risk])
        self._open.keep(lambda: editing.do("bring a risk back", back))

    def _set_higher(self, level: str, reason: str) -> None:
        if self._keep("set a risk higher", stated=level, stated_reason=reason):
            self.argument.higher.end()

    def _make_actions(self, way: Way) -> None:
        editing, risk = self._open.editing, self.risk()
        planned = {
            action.control
            for action in editing.assessment.actions.values()
            if action.source == risk and action.status != "done"
        }
        wanted: Sequence[Improvement] = [m for m in way.improvements if m.control not in planned]
        actions = []
        for made in wanted:
            control = editing.assessment.controls.get(made.control)
            actions.append(
                Action(
                    editing.new_id(),
                    improvement(self._open.wording, editing.assessment, made),
                    risk,
                    made.control,
                    owner=control.owner if control is not None else "",
                    due=control.due if control is not None else "",
                )
            )
        self._open.keep(lambda: editing.put("add actions", *actions))

    def _keep(self, name: str, **parts: str | bool) -> bool:
        self._open.flush()
        risk = self._risk()
        if risk is None:
            return False
        changed = replace(risk, **parts)  # type: ignore[arg-type]  # fields of Risk, by name
        return self._open.keep(lambda: self._open.editing.put(name, changed))

    def _risk(self) -> Risk | None:
        return self._open.editing.assessment.risks.get(self.risk())
