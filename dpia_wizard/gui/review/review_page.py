"""The review: what must be settled, the supervisor's word on each risk, advice, decision."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from dpia_wizard.core import workflow
from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Question, Section
from dpia_wizard.core.situation import tally
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.editor.question_card import QuestionCard
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import PAINTED_AFTER, Page
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.finding_cards import FindingCards
from dpia_wizard.gui.review.moves_card import MadeMove, MovesCard
from dpia_wizard.gui.review.remarks_pane import RemarksPane
from dpia_wizard.gui.review.risks import ReviewRisks
from dpia_wizard.gui.review.steps import ReviewSteps
from dpia_wizard.gui.review.working_as import WorkingAs, working_as
from dpia_wizard.gui.words import _, count, is_right_to_left

_REMARKS_BESIDE_FROM = 1000
_REMARKS_WIDTH = 288
_WIDEST = 820


class ReviewPage(Page):
    """The page of the decision section, for team, supervisor, adviser and head of office."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._cards: dict[str, QuestionCard] = {}
        self._is_stale = False
        self._is_narrow = False
        self._side: ScrollPane | None = None
        self._build()
        self._rest = QTimer(self)
        self._rest.setInterval(PAINTED_AFTER)
        self._rest.timeout.connect(self._build_next)
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
            column.addWidget(PlainLabel(_("Findings"), role="heading"))
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
        question = editing.pack.form.by_id.get(place)
        if question is not None and question.id in editing.seen.active:
            card = self._card(question)
            self._scroll_to(card)
            card.focus_answer()
        elif place in self._risks.table.ids():
            self._show_risk(place)
        else:
            self._working_as.setFocus(Qt.FocusReason.OtherFocusReason)
            self.place_changed.emit(self.section.id)

    def left_to_do(self) -> str:
        left = len(self._risks.unreviewed())
        if self._stage() != "in_review":
            return self.open.wording.stage(self._stage())
        if left:
            return count("{n} risk still to review", "{n} risks still to review", left)
        return _("Every risk is reviewed.")

    def filled_button(self) -> str:
        return self._risks.next_act()

    def press_filled_button(self) -> None:
        risk = self._risks.do_next()
        if risk:
            self._show_risk(risk)

    def begin_remark(self) -> None:
        """Ask for a remark on the risk that is open, else on this section."""
        self._begin_remark(self._risks.table.open_risk() or self.section.id)

    # Building

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(6)
        title = section_name(self.open.wording, self.section)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(PlainLabel(title, role="title"))
        self._stage_line = SignLabel("seal", "", role="small", ink="accent", wrap=True)
        top.addWidget(self._stage_line, 1, Qt.AlignmentFlag.AlignVCenter)
        nest(head, top)
        self._working_as = WorkingAs(self.open)
        self._working_as.edited.connect(lambda _post: self._refresh(set()))
        head.addWidget(self._working_as)
        self._steps = ReviewSteps()
        self._steps.chosen.connect(self._to_part)
        head.addWidget(self._steps)
        self._findings = FindingCards()
        self._findings.followed.connect(self._follow)
        self._findings_card = _Part(_("Findings"))
        self._findings_card.body.addWidget(self._findings)
        self._risks = ReviewRisks(self.open)
        self._risks.go.connect(self.go)
        self._risks.remark_asked.connect(self._begin_remark)
        self._risks.turned.connect(lambda: self.place_changed.emit(self.section.id))
        self._advice = QVBoxLayout()
        self._advice.setSpacing(11)
        self._advice_head = PlainLabel(_("Advice and decision in words"), role="heading")
        self._moves = MovesCard(self.open)
        self._moves.taken.connect(self._move)
        self._moves.go.connect(self._follow_place)
        self._remarks = RemarksPane(self.open)
        self._remarks.go.connect(self._follow_place)
        self._remarks_card = Card()
        self._lay_out(head)

    def _lay_out(self, head: QVBoxLayout) -> None:
        inside = QWidget()
        inside.setMaximumWidth(round(_WIDEST * theme.look().scale))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(12)
        self._column.addWidget(self._findings_card)
        self._column.addWidget(self._risks)
        self._column.addWidget(self._advice_head)
        nest(self._column, self._advice)
        self._column.addWidget(self._moves)
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
        left = QVBoxLayout()
        left.setContentsMargins(0, 12, 0, 0)
        left.setSpacing(8)
        head.setContentsMargins(20, 0, 20, 0)
        nest(left, head)
        left.addWidget(self._scroll, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        nest(outer, left, 1)
        outer.addWidget(self._beside)

    def _to_part(self, name: str) -> None:
        if name == "findings" and self._findings_card.isHidden():
            self.go.emit(self.section.id)
            return
        if name == "remarks" and not self._beside.isHidden():
            self._beside.ensureWidgetVisible(self._remarks)
            return
        target: dict[str, QWidget] = {
            "findings": self._findings_card,
            "risks": self._risks,
            "advice": self._advice_head,
            "decide": self._moves,
            "remarks": self._remarks_card,
        }
        self._scroll_to(target[name], top=True)

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

    # What changed

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start()
        if self._is_stale:
            self._is_stale = False
            self._refresh(None)

    def _changed(self, step: Step) -> None:
        if self.isVisible():
            self._refresh({change.record.id for change in step.changes})
        else:
            self._is_stale = True

    def _refresh(self, touched: set[str] | None) -> None:
        """Show what stands now; cards of questions only where *touched* (all with None)."""
        editing, wording = self.open.editing, self.open.wording
        by = working_as(self.open)
        self._working_as.refresh()
        self._show_stage()
        found = words.findings(wording, editing, by=by)
        calm = sum(stop.holds is False for stop in editing.stops)
        self._findings.show_value(found, calm=calm)
        self._risks.refresh()
        for id, card in self._cards.items():
            card.setVisible(id in editing.seen.active)
            if touched is None or id in touched or card.question.kind == "computed":
                card.refresh()
            else:
                card.refresh_state()
        self._rest.start()
        self._moves.show_value(by, editing.today)
        self._remarks.refresh()
        reviewed, risks = self._risks.reviewed()
        self._steps.show_value(
            stops=sum(finding.kind == "stop" for finding in found),
            reviewed=reviewed,
            risks=risks,
            advice=tally(self.section, editing.seen),
            remarks=sum(not remark.settled for remark in editing.assessment.remarks.values()),
        )

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

    def _stage(self) -> str:
        return workflow.stage(self.open.editing.assessment)

    def _show_risk(self, risk: str) -> None:
        self._risks.open_form(risk)
        line = self._risks.table.widget_of(risk)
        if line is not None:
            self._scroll_to(line, top=True)
            self._risks.table.focus_line(risk)
        self.place_changed.emit(self.section.id)

    # Advice, moves, remarks

    def _build_next(self) -> None:
        active = self.open.editing.seen.active
        missing = [
            question
            for question in self.section.questions
            if question.id in active and question.id not in self._cards
        ]
        if not missing or not self.isVisible():
            self._rest.stop()
            self._rest.setInterval(PAINTED_AFTER)
            return
        self._rest.setInterval(0)
        self._card(missing[0])

    def _card(self, question: Question) -> QuestionCard:
        card = self._cards.get(question.id)
        if card is None:
            card = QuestionCard(self.open, question)
            card.go.connect(self._follow_place)
            self._cards[question.id] = card
            order = [q.id for q in self.section.questions if q.id in self._cards]
            self._advice.insertWidget(order.index(question.id), card)
        return card

    def _move(self, made: MadeMove) -> None:
        by = working_as(self.open)
        kept = self.open.keep(
            lambda: self.open.editing.decide(made.move, by=by, reason=made.reason, until=made.until)
        )
        if kept:
            newest = workflow.moves(self.open.editing.assessment)[-1]
            messages.announce(self, words.made_words(self.open.wording, newest))
            self._working_as.setFocus(Qt.FocusReason.OtherFocusReason)  # whose turn is it now?
            self.place_changed.emit(self.section.id)

    def _begin_remark(self, place: str) -> None:
        self._remarks.begin(place)
        if self._beside.isHidden():
            self._scroll_to(self._remarks_card)

    def _follow(self, finding: words.Finding) -> None:
        if finding.here and finding.place in self._risks.table.ids():
            self._show_risk(finding.place)
        else:
            self._follow_place(finding.place)

    def _follow_place(self, place: str) -> None:
        mine = any(question.id == place for question in self.section.questions)
        if mine:
            self.show_place(place)
        elif place == self.section.id:
            self._scroll_to(self._risks, top=True)
        else:
            self.go.emit(place)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or not self._inside.isAncestorOf(new):
            return
        current = next(
            (id for id, card in self._cards.items() if card is new or card.isAncestorOf(new)), ""
        )
        for id, card in self._cards.items():
            card.set_current(id == current)
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
