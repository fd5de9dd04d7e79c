"""Deciding: a word on every risk, advice, what stands beside a decision, and the moves."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core import workflow
from dpia_wizard.core.form import Question, Section
from dpia_wizard.gui.editor.question_card import QuestionCard
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import PAINTED_AFTER
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.beside_decision import BesideDecision
from dpia_wizard.gui.review.move_form import MadeMove
from dpia_wizard.gui.review.moves_card import MovesCard
from dpia_wizard.gui.review.risks import ReviewRisks
from dpia_wizard.gui.review.working_as import name_here, working_as
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.deciding import decide


class DecideStep(QWidget):
    """The step. `go` asks for a place, `part_asked` to bring a part of it into sight,
    `refusal_followed` gives a refusal whose link was pressed, `moved` what was decided."""

    go = Signal(str)
    part_asked = Signal(object)
    refusal_followed = Signal(object)
    moved = Signal(str)

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._open, self._section = open_, section
        self.cards: dict[str, QuestionCard] = {}
        self._unseen: frozenset[str] = frozenset()
        self.risks = ReviewRisks(open_)
        self._advice_head = PlainLabel(_("Advice and decision in words"), role="heading")
        self._advice = QVBoxLayout()
        self._advice.setSpacing(11)
        self._beside = BesideDecision(open_)
        self._beside.go.connect(self.go)
        self.moves = MovesCard(open_)
        self.moves.taken.connect(self._move)
        self.moves.followed.connect(self.refusal_followed)
        ways = FlowLayout(gap=14)
        for name, said, part in (
            ("risks", _("Your word on every risk"), self.risks),
            ("advice", _("Advice and decision in words"), self._advice_head),
            ("decision", _("Decide"), self._beside),
        ):
            link = LinkButton(said)
            link.setObjectName(f"review.part.{name}")
            link.clicked.connect(lambda _checked=False, to=part: self.part_asked.emit(to))
            ways.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        nest(column, ways)
        column.addWidget(self.risks)
        column.addWidget(self._advice_head)
        nest(column, self._advice)
        column.addWidget(self._beside)
        column.addWidget(self.moves)
        self._rest = QTimer(self)
        self._rest.setInterval(PAINTED_AFTER)
        self._rest.timeout.connect(self._build_next)

    def refresh(self, touched: set[str] | None, *, unseen: Collection[str]) -> None:
        """Show what stands now; cards of questions only where *touched* (all with None)."""
        editing = self._open.editing
        self._unseen = frozenset(unseen)
        self.risks.refresh()
        for id, card in self.cards.items():
            card.setVisible(self._is_shown(card.question))
            if touched is None or id in touched or card.question.kind == "computed":
                card.refresh()
            else:
                card.refresh_state()
        self._beside.show_value()
        self.moves.show_value(working_as(self._open), editing.today, unseen=self._unseen)
        self._rest.start()

    def card(self, question: Question) -> QuestionCard:
        """The card of *question*."""
        card = self.cards.get(question.id)
        if card is None:
            card = QuestionCard(self._open, question)
            card.go.connect(self.go)
            self.cards[question.id] = card
            order = [q.id for q in self._section.questions if q.id in self.cards]
            self._advice.insertWidget(order.index(question.id), card)
        return card

    def mark_current(self, focus: QWidget) -> str:
        """Mark the card that *focus* stands in; gives its question, or ""."""
        current = next(
            (id for id, card in self.cards.items() if card is focus or card.isAncestorOf(focus)),
            "",
        )
        for id, card in self.cards.items():
            card.set_current(id == current)
        return current

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start()

    def _is_shown(self, question: Question) -> bool:
        """Whether *question* is asked, and tells nothing that somebody here may not know yet."""
        tells = question.kind == "computed" and question.compute == "stop_conditions"
        return question.id in self._open.editing.seen.active and not (tells and self._unseen)

    def _build_next(self) -> None:
        missing = [
            question
            for question in self._section.questions
            if self._is_shown(question) and question.id not in self.cards
        ]
        if not missing or not self.isVisible():
            self._rest.stop()
            self._rest.setInterval(PAINTED_AFTER)
            return
        self._rest.setInterval(0)
        self.card(missing[0])

    def _move(self, made: MadeMove) -> None:
        before = workflow.moves(self._open.editing.assessment)
        if made.role:
            from dpia_wizard.gui.people.sign_off_dialog import ask_to_decide

            ask_to_decide(
                self, self._open, made.role, made.move, reason=made.reason, until=made.until
            )
        else:
            by, name = working_as(self._open), name_here(self._open)
            self._open.keep(
                lambda: decide(
                    self._open.editing,
                    made.move,
                    by=by,
                    name=name,
                    reason=made.reason,
                    until=made.until,
                )
            )
        now = workflow.moves(self._open.editing.assessment)
        if now != before:
            self.moved.emit(words.made_words(self._open.wording, now[-1]))
