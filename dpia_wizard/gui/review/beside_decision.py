"""What stands beside a decision: what the adviser says, and what children said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.findings import OPINION, OVERRULED
from dpia_wizard.core.form import Question
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import TwoColumns, clear
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review import words
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line

ADVICE = "decision.advice"
"""The question with the adviser's reasons and conditions."""

_SIGNS = {
    "proceed": ("check", "ok"),
    "proceed_with_conditions": ("half", "note_line"),
    "do_not_proceed": ("cross", "stop"),
}


class BesideDecision(Card):
    """The card. `go` asks for a place."""

    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._shown: tuple[object, ...] | None = None
        columns = TwoColumns(least=560)
        self.body.addWidget(columns)
        self._adviser, self._children = QVBoxLayout(), QVBoxLayout()
        for column, heading, inside in (
            (columns.first, _("The data protection adviser says"), self._adviser),
            (columns.second, _("What children said"), self._children),
        ):
            inside.setSpacing(4)
            column.addWidget(PlainLabel(heading, role="strong", wrap=True))
            nest(column, inside)
            column.addStretch(1)

    def show_value(self) -> None:
        """Show what stands there now."""
        said = tuple(self._voices())
        kept, wording = self._open.editing.assessment, self._open.wording
        opinion = kept.text(OPINION)
        told = (opinion, kept.text(ADVICE), kept.text(OVERRULED), said, wording)
        if told == self._shown:
            return
        self._shown = told
        clear(self._adviser)
        clear(self._children)
        self._show_adviser(opinion)
        for voice in said:
            self._children.addWidget(PlainLabel(voice, role="small", wrap=True))
        if not said:
            none = _("Nothing is written down yet on what children said.")
            self._children.addWidget(SignLabel("warning", none, ink="note_line", wrap=True))
        section = self._open.editing.pack.form.section("consultation")
        if section is not None:
            self._link(self._children, section.id)

    def _show_adviser(self, opinion: str) -> None:
        wording, kept = self._open.wording, self._open.editing.assessment
        question = self._open.editing.pack.form.by_id.get(OPINION)
        if question is None or question.id not in self._open.editing.seen.active:
            none = _("This form asks no adviser.")
            self._adviser.addWidget(PlainLabel(none, role="small_muted", wrap=True))
            return
        if opinion:
            sign, ink = _SIGNS.get(opinion, ("dash", "text_muted"))
            chosen = wording.choice(question, opinion)
            self._adviser.addWidget(SignLabel(sign, chosen, ink=ink, role="small", wrap=True))
        else:
            none = _("The data protection adviser has not given an opinion yet.")
            self._adviser.addWidget(SignLabel("ring", none, wrap=True))
        if advice := kept.text(ADVICE).strip():
            self._adviser.addWidget(PlainLabel(isolate_answer(advice), role="small", wrap=True))
        if why := kept.text(OVERRULED).strip():
            told = _("Decided otherwise: {reason}").format(reason=isolate_answer(why))
            self._adviser.addWidget(SignLabel("flag", start_rtl_line(told), wrap=True))
        self._link(self._adviser, question.id)

    def _voices(self) -> list[str]:
        """What is written down of what children said, in the order of the form."""
        editing = self._open.editing
        section = editing.pack.form.section("consultation")
        questions = () if section is None else section.questions
        return [text for question in questions if (text := self._voice(question))]

    def _voice(self, question: Question) -> str:
        editing = self._open.editing
        if question.id not in editing.seen.active:
            return ""
        if question.kind in ("long_text", "text"):
            return isolate_answer(editing.assessment.text(question.id).strip())
        rows = len(editing.assessment.rows_of(question.id)) if question.kind == "table" else 0
        said = count("{n} row in {number}", "{n} rows in {number}", rows)
        return said.format(n=rows, number=isolate(question.number)) if rows else ""

    def _link(self, column: QVBoxLayout, place: str) -> None:
        link = LinkButton(words.open_words(self._open.wording, self._open.editing, place))
        link.setObjectName(f"beside.{place}")
        link.clicked.connect(lambda: self.go.emit(place))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
