"""The supervisor's desk: findings, rating blind, talking through and deciding, in four steps."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from dpia_wizard.core import workflow
from dpia_wizard.core.change import Step
from dpia_wizard.core.compare import Place
from dpia_wizard.core.form import Section
from dpia_wizard.core.workflow import Refusal
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.review import found, words
from dpia_wizard.gui.review.changes_card import ChangesCard
from dpia_wizard.gui.review.decide_step import DecideStep
from dpia_wizard.gui.review.finding_cards import FindingCards
from dpia_wizard.gui.review.progress import Desk, desk, step_states
from dpia_wizard.gui.review.rate_step import RateStep
from dpia_wizard.gui.review.remarks_pane import RemarksPane
from dpia_wizard.gui.review.steps import STEPS, ReviewSteps
from dpia_wizard.gui.review.talk_step import TalkStep
from dpia_wizard.gui.review.veil import RISK_TO_RATE
from dpia_wizard.gui.review.working_as import WorkingAs
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, count, is_right_to_left, isolate

_REMARKS_BESIDE_FROM = 1000
_REMARKS_WIDTH = 288
_WIDEST = 820
_STEP = "review_step"
"""The property of an open assessment with the step that somebody went to last."""


class ReviewPage(Page):
    """The page of the decision section, for team, supervisor, adviser and head of office."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._is_stale = False
        self._is_narrow = False
        self._side: ScrollPane | None = None
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

    def side_widget(self) -> QWidget | None:
        """The findings, to stand at the side in place of the list of sections."""
        if self._is_narrow:
            return None
        if self._side is None:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(14, 8, 14, 14)
            column.setSpacing(10)
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(PlainLabel(_("Findings"), role="heading"))
            head.addWidget(self._open_findings, 1)
            nest(column, head)
            self._side_place = QVBoxLayout()
            nest(column, self._side_place)
            column.addStretch(1)
            self._side = ScrollPane(holder, ground="surface_alt")
        self._side_place.addWidget(self._findings)
        self._findings_card.hide()
        return self._side

    def set_narrow(self, narrow: bool) -> None:
        """Show the findings on the page where there is no room for them at the side."""
        self._is_narrow = narrow
        if narrow:
            self._findings_card.body.addWidget(self._findings)
            self._findings_card.show()
        self._fit_remarks()

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
            return self.open.wording.stage(self.open.editing.stage)
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
        return _("Every risk is reviewed.")

    def filled_button(self) -> str:
        if self._step == "rate" and (act := self._rate.act()):
            return act
        if self._step == "talk" and (act := self._talk.act()):
            return act
        if self._step == "decide":
            return self._decide.risks.next_act()
        following = self._following()
        return "" if following is None else self._steps.name(following)

    def press_filled_button(self) -> None:
        if self._step == "rate" and self._rate.act():
            self._rate.press()
        elif self._step == "talk" and self._talk.act():
            self._talk.press()
        elif self._step == "decide":
            if risk := self._decide.risks.do_next():
                self._show_risk(risk)
        elif (following := self._following()) is not None:
            self._go_to_step(following)

    def begin_remark(self) -> None:
        """Ask for a remark on the risk that is open, else on this section."""
        risk = {
            "rate": self._rate.card.risk(),
            "talk": self._talk.table.open_risk(),
            "decide": self._decide.risks.table.open_risk(),
        }.get(self._step, "")
        self._begin_remark(risk or self.section.id)

    def step(self) -> str:
        """The step that is open."""
        return self._step

    # Building

    def _build(self) -> None:
        self._findings = FindingCards()
        self._findings.followed.connect(self._follow)
        self._findings.asked.connect(lambda one: self._begin_remark(one.ask))
        self._open_findings = PlainLabel("", role="small_muted")
        self._findings_card = _Part(_("Findings"))
        self._findings_card.body.addWidget(self._findings)
        self._changes = ChangesCard(self.open)
        self._changes.go.connect(self._follow_place)
        self._changes.compared.connect(self._take_lowered)
        self._rate = RateStep(self.open)
        self._rate.turned.connect(self._say_place)
        self._rate.talk_asked.connect(self._to_talk)
        self._rate.go.connect(self._follow_place)
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
        self._remarks = RemarksPane(self.open)
        self._remarks.go.connect(self._follow_place)
        self._remarks_card = Card()
        self._lay_out(self._head())

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(6)
        top = FlowLayout(gap=16)
        top.addWidget(PlainLabel(section_name(self.open.wording, self.section), role="title"))
        self._working_as = WorkingAs(self.open)
        self._working_as.edited.connect(self._take_post)
        top.addWidget(self._working_as)
        nest(head, top)
        self._stage_line = SignLabel("seal", "", role="small", ink="accent", wrap=True)
        head.addWidget(self._stage_line)
        self._steps = ReviewSteps()
        self._steps.chosen.connect(self._go_to_step)
        self._to_remarks = self._steps.add_link("flag")
        self._to_remarks.setObjectName("review.to.remarks")
        self._to_remarks.clicked.connect(lambda: self._scroll_to(self._remarks_card, top=True))
        head.addWidget(self._steps)
        return head

    def _lay_out(self, head: QVBoxLayout) -> None:
        inside = QWidget()
        inside.setMaximumWidth(round(_WIDEST * theme.look().scale))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 8, 0, 16)
        self._column.setSpacing(12)
        self._parts: dict[str, tuple[QWidget, ...]] = {
            "findings": (self._first_step(),),
            "rate": (self._rate,),
            "talk": (self._talk,),
            "decide": (self._decide,),
        }
        for parts in self._parts.values():
            for part in parts:
                self._column.addWidget(part)
        self._column.addWidget(self._remarks_card)
        self._column.addStretch(1)
        self._inside = inside
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(*((14, 0, 20, 0) if is_right_to_left() else (20, 0, 14, 0)))
        row.addWidget(inside, 1)
        row.addStretch()  # what is wider than the page is free at its end, as in the sections
        self._holder = holder
        self._scroll = ScrollPane(holder)
        beside = QWidget()
        self._beside_place = QVBoxLayout(beside)
        self._beside_place.setContentsMargins(14, 12, 14, 14)
        self._beside = ScrollPane(beside, ground="surface")
        self._beside.setFixedWidth(round(_REMARKS_WIDTH * theme.look().scale))
        self._beside.hide()
        self._remarks_card.body.addWidget(self._remarks)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._scroll, 1)
        below.addWidget(self._beside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        outer.setSpacing(0)
        nest(outer, head)
        outer.addSpacing(6)
        outer.addWidget(rule())
        nest(outer, below, 1)

    def _first_step(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._findings_card)
        column.addWidget(self._changes)
        self._nothing = PlainLabel(
            _("The findings stand at the side. Settle what must be settled, or ask the team."),
            role="muted",
            wrap=True,
        )
        column.addWidget(self._nothing)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_remarks()

    def _fit_remarks(self) -> None:
        least = round(_REMARKS_BESIDE_FROM * theme.look().scale)
        beside = not self._is_narrow and self.width() >= least
        if beside == self._beside.isHidden():
            place = self._beside_place if beside else self._remarks_card.body
            place.addWidget(self._remarks)
            self._beside.setVisible(beside)
            self._remarks_card.setVisible(not beside)
        self._to_remarks.setVisible(not beside)
        # In review the line says what the chip at the top and the card of decisions say.
        self._stage_line.setVisible(beside or self._stage() != "in_review")
        self._nothing.setVisible(self._findings_card.isHidden())

    # The steps

    def _open_step(self, step: str) -> None:
        """Show the parts of *step*, with what stands there now."""
        if step == self._step:
            return
        self._step = step
        for name, parts in self._parts.items():
            for part in parts:
                part.setVisible(name == step)
        self._scroll.verticalScrollBar().setValue(0)
        self._show_step(None)
        read_in_order(self._inside)

    def _go_to_step(self, step: str) -> None:
        """Go where somebody wants to go: there the page opens again."""
        self.open.setProperty(_STEP, step)
        self._open_step(step)
        if step == "rate" and self._rate.card.isVisibleTo(self):
            self._rate.card.focus_first()
        elif step == "talk":
            self._talk.focus_form()
        self._say_place()

    def _following(self) -> str | None:
        """The step after the open one that has something left to do; the last one in any case."""
        at = STEPS.index(self._step)
        for step in STEPS[at + 1 :]:
            if step == "decide" or (step == "rate" and self._desk.unseen):
                return step
            if step == "talk" and self._talk.left():
                return step
        return None

    def _take_post(self, _post: str) -> None:
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
        else:
            self._show_step(set())

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
            self._rate.show_value(
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

    def _show_stage(self) -> None:
        editing = self.open.editing
        made = workflow.moves(editing.assessment)
        if made:
            said = words.made_words(self.open.wording, made[-1])
        else:
            said = _("Draft. It was not sent for review yet.")
        if self._stage() == "in_review":
            said = _("{what}. Answers are frozen while you review.").format(what=said)
        self._stage_line.show_value("seal", said)
        self._fit_remarks()

    def _stage(self) -> str:
        return workflow.stage(self.open.editing.assessment)

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
        self._rate.show_risk(risk)
        self._scroll_to(self._rate, top=True)

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
        self._say_place()

    def _begin_remark(self, place: str) -> None:
        self._remarks.begin(place)
        if self._beside.isHidden():
            self._scroll_to(self._remarks_card)

    def _follow(self, finding: found.Finding) -> None:
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
            self._go_to_step("decide")
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

    def _scroll_to(self, widget: QWidget, *, top: bool = False) -> None:
        self._column.activate()
        QTimer.singleShot(0, self, lambda: self._reveal(widget, top=top))

    def _reveal(self, widget: QWidget, *, top: bool) -> None:
        if not isValid(widget):
            return
        bar = self._scroll.verticalScrollBar()
        y = widget.mapTo(self._holder, QPoint(0, 0)).y()
        height, shown = widget.height(), self._scroll.viewport().height()
        if top or y < bar.value() or height >= shown:
            bar.setValue(y - 8)
        elif y + height > bar.value() + shown:
            bar.setValue(y + height - shown + 8)


class _Part(Card):
    """A card with a heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.body.addWidget(PlainLabel(heading, role="heading"))
