"""The supervisor's desk: findings, rating blind, talking through and deciding, in four steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.compare import Place
from dpia_wizard.core.form import Section
from dpia_wizard.core.workflow import Refusal
from dpia_wizard.gui import messages
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.review import found
from dpia_wizard.gui.review.decide_step import DecideStep
from dpia_wizard.gui.review.desk_frame import DeskFrame
from dpia_wizard.gui.review.finding import Finding
from dpia_wizard.gui.review.progress import Desk, desk, step_states
from dpia_wizard.gui.review.rate_step import RateStep
from dpia_wizard.gui.review.steps import STEPS
from dpia_wizard.gui.review.talk_step import TalkStep
from dpia_wizard.gui.review.veil import RISK_TO_RATE
from dpia_wizard.gui.review.working_as import name_here
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, count, isolate

_REMARKS_BESIDE_FROM = 1000
_REMARKS_WIDTH = 288
_WIDEST = 820
_STEP = "review_step"
"""The property of an open assessment with the step that somebody went to last."""


class ReviewPage(DeskFrame):
    """The page of the decision section, for team, supervisor, adviser and head of office."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._is_stale = False
        self._lowered: tuple[Place, ...] = ()
        self._desk: Desk = desk(open_)
        self._step = ""
        self._build()
        self._refresh(None)
        open_.changed.connect(self._changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # What the editor asks

    def show_place(self, place: str) -> None:
        editing = self.open.editing
        wanted = self.open.property(RISK_TO_RATE)
        self.open.setProperty(RISK_TO_RATE, "")
        question = editing.pack.form.by_id.get(place)
        if question is not None and question.id in editing.seen.active:
            self._open_step("decide")
            card = self._decide.card(question)
            self._scroll_to(card)
            card.focus_answer()
        elif place in editing.assessment.risks:
            self._show_risk(place)
        elif wanted:
            self._show_risk(str(wanted))
        else:
            self._working_as.setFocus(Qt.FocusReason.OtherFocusReason)
            self.place_changed.emit(self.section.id)

    def left_to_do(self) -> str:
        if self._stage() != "in_review":
            return self.open.stage()
        left, apart = len(self._desk.unseen), len(self._talk.left())
        if left:
            told = count("{n} risk still to rate", "{n} risks still to rate", left)
            if apart:
                then = count("then {n} to talk through", "then {n} to talk through", apart)
                told = _("{state} · {more}").format(state=told, more=then)
            return told
        if apart:
            return count("{n} risk to talk through", "{n} risks to talk through", apart)
        waiting = len(self._decide.risks.unreviewed())
        if waiting:
            return count("{n} risk still to review", "{n} risks still to review", waiting)
        if not any(risk.score for risk in self.open.editing.risks):
            return _("No risk is rated by the team yet.")
        return _("Every risk is reviewed.")

    def filled_button(self) -> str:
        if self._step == "rate" and (act := self.rate.act()):
            return act
        if self._step == "talk" and (act := self._talk.act()):
            return act
        if self._step == "decide":
            return self._decide.risks.next_act()
        following = self._following()
        return "" if following is None else self._steps.name(following)

    def missing(self) -> str:
        if self._step == "rate":
            return self.rate.missing()
        if self._step == "talk":
            return self._talk.missing()
        return self._decide.risks.missing() if self._step == "decide" else ""

    def press_filled_button(self) -> None:
        if self._step == "rate" and self.rate.act():
            self.rate.press()
        elif self._step == "talk" and self._talk.act():
            self._talk.press()
        elif self._step == "decide":
            if risk := self._decide.risks.do_next():
                self._show_risk(risk)
        elif (following := self._following()) is not None:
            self.go_to_step(following)

    def begin_remark(self) -> None:
        """Ask for a remark on the risk that is open, else on this section."""
        risk = {
            "rate": self.rate.card.risk(),
            "talk": self._talk.table.open_risk(),
            "decide": self._decide.risks.table.open_risk(),
        }.get(self._step, "")
        self._begin_remark(risk or self.section.id)

    def step(self) -> str:
        """The step that is open."""
        return self._step

    def refresh(self) -> None:
        """Show what stands now, also where something was kept past this window."""
        self._refresh(None)

    def go_to_step(self, step: str) -> None:
        """Go where somebody wants to go: there the page opens again."""
        self.open.setProperty(_STEP, step)
        self._open_step(step)
        if step == "rate" and self.rate.card.isVisibleTo(self):
            self.rate.card.focus_first()
            self._scroll_to(self.rate, top=True)  # what is rated is named above the matrix
        elif step == "talk":
            self._talk.focus_form()
        self._say_place()

    # Building

    def _build(self) -> None:
        self._findings.followed.connect(self._follow)
        self._findings.asked.connect(lambda one: self._begin_remark(one.ask))
        self._changes.go.connect(self._follow_place)
        self._changes.compared.connect(self._take_lowered)
        self.rate = RateStep(self.open)
        self.rate.turned.connect(self._say_place)
        self.rate.begun.connect(lambda: self._scroll_to(self.rate, top=True))
        self.rate.talk_asked.connect(self._to_talk)
        self.rate.go.connect(self._follow_place)
        self._talk = TalkStep(self.open)
        self._talk.turned.connect(self._say_place)
        self._talk.recorded.connect(self._talked)
        self._talk.go.connect(self.go)
        self._decide = DecideStep(self.open, self.section)
        self._decide.go.connect(self._follow_place)
        self._decide.risks.go.connect(self.go)
        self._decide.risks.remark_asked.connect(self._begin_remark)
        self._decide.risks.rate_asked.connect(self._to_rate)
        self._decide.risks.turned.connect(self._say_place)
        self._decide.part_asked.connect(lambda part: self._scroll_to(part, top=True))
        self._decide.refusal_followed.connect(self._follow_refusal)
        self._decide.moved.connect(self._moved)
        self._remarks.go.connect(self._follow_place)
        self._remarks.add_asked.connect(self.begin_remark)
        self._lay_out({"rate": self.rate, "talk": self._talk, "decide": self._decide})
        self.stepped.connect(self.go_to_step)
        self.sat_down.connect(self._take_post)

    # The steps

    def _open_step(self, step: str) -> None:
        """Show the parts of *step*, with what stands there now."""
        if step == self._step:
            return
        self._step = step
        focus = QApplication.focusWidget()
        if focus is not None and self._inside.isAncestorOf(focus):
            self._steps.focus_step(step)  # else Qt looks for another place, and scrolls there
        for name, part in self._parts.items():
            part.setVisible(name == step)
        self._scroll.verticalScrollBar().setValue(0)
        self._show_step(None)
        read_in_order(self._inside)

    def _following(self) -> str | None:
        """The step after the open one that has something left to do; the last one in any case."""
        at = STEPS.index(self._step)
        for step in STEPS[at + 1 :]:
            if step == "decide" or (step == "rate" and self._desk.unseen):
                return step
            if step == "talk" and self._talk.left():
                return step
        return None

    def _take_post(self) -> None:
        """Somebody else sits at the desk: begin where that post has something to do."""
        self._refresh(set())
        if self.open.property(_STEP) is None:
            self._open_step(self._first_open_step())

    def _first_open_step(self) -> str:
        """Where somebody begins: at what they did last, else at the first step with work left."""
        kept = self.open.property(_STEP)
        if isinstance(kept, str) and kept in STEPS:
            return kept
        if self._stage() != "in_review":
            return "decide"
        if self._desk.unseen:
            return "rate" if self._desk.has_begun else "findings"
        return "talk" if self._desk.apart and not self._desk.refused else "decide"

    # What changed

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._refresh(None)
        elif self._step == "findings":  # what changed is compared when somebody sees it
            self._changes.show_value()

    def _changed(self, step: Step) -> None:
        if self.isVisible():
            self._refresh({change.record.id for change in step.changes})
        else:
            self._is_stale = True

    def _refresh(self, touched: set[str] | None) -> None:
        """Show what stands now; cards of questions only where *touched* (all with None)."""
        self._working_as.refresh()
        self._desk = desk(self.open)
        self._talk.show_value(self._desk.rows, refused=self._desk.refused)
        if not self._step:
            self._open_step(self._first_open_step())
        else:
            self._show_step(touched)
        self._show_stage()
        self._remarks.refresh()
        self._show_findings()

    def _show_step(self, touched: set[str] | None) -> None:
        if self._step == "findings" and self.isVisible():
            self._changes.show_value()
        elif self._step == "rate":
            self.rate.show_value(
                self._desk.rows, refused=self._desk.refused, begins=self._desk.begins
            )
        elif self._step == "decide":
            self._decide.refresh(touched, unseen=self._desk.unseen)
        if hasattr(self, "_remarks"):
            self._show_steps()

    def _show_findings(self) -> None:
        told = found.findings(
            self.open.wording,
            self.open.editing,
            by=self._desk.by,
            name=name_here(self.open),
            unseen=self._desk.unseen,
            lowered=self._lowered,
        )
        in_review = self._stage() == "in_review"
        self._findings.show_value(told, may_ask=in_review and not self._desk.refused)
        self._told = told
        left = sum(one.kind != "settled" for one in told)
        self._open_findings.setText(count("{n} open", "{n} open", left) if left else "")
        self._show_steps()

    def _show_steps(self) -> None:
        told = getattr(self, "_told", ())
        self._steps.show_value(step_states(self._desk, told, self.open), self._step)
        remarks = self.open.editing.assessment.remarks.values()
        left = sum(not remark.settled for remark in remarks)
        said = count("Remarks: {n} open", "Remarks: {n} open", left) if left else _("Remarks")
        self._to_remarks.set_words(said)

    def _take_lowered(self, lowered: tuple[Place, ...]) -> None:
        self._lowered = tuple(lowered)
        self._show_findings()

    # Going to a place

    def _show_risk(self, risk: str) -> None:
        """Lead to where something can be done about a risk: rating, talking, or a word on it."""
        if risk in self._desk.unseen:
            self._to_rate(risk)
            return
        self._open_step("decide")
        self._decide.risks.open_form(risk)
        line = self._decide.risks.table.widget_of(risk)
        if line is not None:
            self._scroll_to(line, top=True)
            self._decide.risks.table.focus_line(risk)
        self._say_place()

    def _to_rate(self, risk: str) -> None:
        self._open_step("rate")
        self.rate.show_risk(risk)

    def _to_talk(self, risk: str) -> None:
        self._open_step("talk")
        self._talk.open_form(risk)
        self._talk.focus_form()

    def _talked(self, risk: str) -> None:
        said = _("Recorded: {risk} was talked through.").format(risk=isolate(risk))
        messages.announce(self, said)
        self._say_place()

    def _moved(self, said: str) -> None:
        messages.announce(self, said)
        self._working_as.setFocus(Qt.FocusReason.OtherFocusReason)  # whose turn is it now?
        self._scroll_to(self._decide.moves)  # the form is gone: what was decided stands there
        self._say_place()

    def _begin_remark(self, place: str) -> None:
        self._remarks.begin(place)
        if self._beside.isHidden():
            self._scroll_to(self._remarks_card)

    def _follow(self, finding: Finding) -> None:
        if finding.here:
            self._to_risk(finding.place)
        else:
            self._follow_place(finding.place)

    def _follow_refusal(self, refusal: Refusal) -> None:
        if refusal.code in ("not_blind", "not_talked", "not_reviewed"):
            self._to_risk(refusal.place)
        else:
            self._follow_place(refusal.place)

    def _to_risk(self, risk: str) -> None:
        if risk in self._talk.left():
            self._to_talk(risk)
        else:
            self._show_risk(risk)

    def _follow_place(self, place: str) -> None:
        mine = any(question.id == place for question in self.section.questions)
        if mine or place in self._desk.unseen:
            self.show_place(place)
        elif place == self.section.id:
            self.go_to_step("decide")
        else:
            self.go.emit(place)

    def _say_place(self) -> None:
        self.place_changed.emit(self.section.id)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or not self._decide.isAncestorOf(new):
            return
        current = self._decide.mark_current(new)
        if current:
            self.place_changed.emit(current)
