"""What the rules of the form say of the next review, under the questions that they are about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.core.register import worst
from dpia_wizard.core.summary import REVIEW_DATE
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.words import _
from dpia_wizard.wording.workflow import trigger_told, validity_told
from dpia_wizard.workspace.reviewing import latest_review, triggers


class CycleLine(QWidget):
    """Sentences with one link. `go` asks for another place."""

    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = open_
        self._words = SignLabel("info", "", wrap=True)
        self.link = LinkButton("")
        self.link.clicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        row = QWidget()
        FlowLayout(row, gap=0).addWidget(self.link)
        column.addWidget(row)
        self._row = row
        self.refresh()

    def refresh(self) -> None:
        """Show what the rules say now."""
        raise NotImplementedError

    def _follow(self) -> None:
        raise NotImplementedError

    def _say(self, words: str, link: str = "", *, is_warning: bool = False) -> None:
        sign, ink = ("warning", "stop") if is_warning else ("info", "text_muted")
        role = "small" if is_warning else "small_muted"
        self._words.show_value(sign, words, ink=ink, role=role)
        self.link.set_words(link)
        self._row.setVisible(bool(link))
        self.setVisible(bool(words))


class NextReviewLine(CycleLine):
    """The latest day that the rules allow, why, and a click that takes it."""

    def refresh(self) -> None:
        editing = self.open.editing
        self._latest, found = latest_review(editing)
        if not self._latest or hidden(self.open):  # it tells of the team's levels
            self._say("")
            return
        why = validity_told(self.open.wording, found, worst(editing.pack, editing.risks))
        told, said = day(self._latest), editing.assessment.text(REVIEW_DATE)
        take = ""
        is_wanted = not said or said > self._latest
        if is_wanted and editing.may_answer(REVIEW_DATE):
            take = _("Take {day}").format(day=told)
        sentence = _("The rules allow {day} at the latest: {why}")
        if said > self._latest:
            sentence = _("This is later than the rules allow, which is {day}: {why}")
        words = sentence.format(day=told, why=why)
        self._say(words, take, is_warning=said > self._latest)

    def _follow(self) -> None:
        latest = self._latest
        self.open.keep(lambda: self.open.editing.answer(REVIEW_DATE, value=latest))


class TriggerLine(CycleLine):
    """What happened since the approval that asks to open it again, and the way there."""

    def refresh(self) -> None:
        found = triggers(self.open.editing)
        told = [trigger_told(self.open.wording, one) for one in found]
        self._say("\n".join(dict.fromkeys(told)), _("Open it again") if told else "")

    def _follow(self) -> None:
        sections = self.open.editing.pack.form.sections
        self.go.emit(next((one.id for one in sections if one.page == "review"), ""))


def cycle_line(open_: OpenAssessment, question: Question, parent: QWidget) -> CycleLine | None:
    """What stands under *question* by the rules of the review; None where they say nothing."""
    if question.id == REVIEW_DATE:
        return NextReviewLine(open_, parent)
    if question.id == open_.editing.pack.workflow.cycle.log:
        return TriggerLine(open_, parent)
    return None
