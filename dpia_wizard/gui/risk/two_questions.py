"""Likelihood by two plain questions: whether it could happen, and whether it would then harm."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.matrix import PlainAnswer, TwoQuestions
from dpia_wizard.core.model import UNKNOWN, Risk
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _

COULD, HARM = "could_happen", "would_harm"


class TwoQuestionsForm(QWidget):
    """Two questions that help to find a likelihood, folded away until somebody wants them.

    `taken` gives the likelihood and the answers in a sentence for its reason. Nothing is rated
    before a person says so; until then the answers wait with the words begun in forms.
    """

    taken = Signal(str, str)

    def __init__(
        self, open_: OpenAssessment, asked: TwoQuestions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._open = open_
        self._asked = asked
        self._risk: Risk | None = None
        self._may_edit = False
        self._help = LinkButton(_("Help me judge this"), sign="question")
        self._help.setObjectName("risk.help")
        self._help.clicked.connect(self._turn)
        self._card = Card(state="current")
        could_words = _("Could it happen here in the next 12 months, as if no control helped?")
        harm_words = _("If it happened, would a child then be harmed in this way?")
        self._could = self._row(COULD, could_words, asked.could_happen)
        self._harm = self._row(HARM, harm_words, asked.would_harm)
        self._gives = SignLabel("info", "", role="small", ink="text", wrap=True)
        self._gives.setObjectName("risk.answers_give")
        self._take = SecondaryButton("", sign="check")
        self._take.setObjectName("risk.take_answers")
        self._take.clicked.connect(self._tell)
        back = LinkButton(_("Go back"), small=False)
        back.clicked.connect(self._fold)
        buttons = FlowLayout(gap=8)
        for widget in (self._take, back):
            buttons.addWidget(widget)
        for words, row in ((could_words, self._could), (harm_words, self._harm)):
            self._card.body.addWidget(PlainLabel(words, role="small_strong", wrap=True))
            self._card.body.addWidget(row)
        self._card.body.addWidget(self._gives)
        nest(self._card.body, buttons)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._help, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._card)

    def show_value(self, risk: Risk, *, may_edit: bool) -> None:
        """Stand for *risk*, with the answers that were begun there."""
        is_other = self._risk is None or self._risk.id != risk.id
        self._risk, self._may_edit = risk, may_edit
        if is_other:
            begun = self._open.begun(self._key())
            self._could.show_value(begun.get(COULD))
            self._harm.show_value(begun.get(HARM))
            self._card.setVisible(bool(begun))
        self.setVisible(may_edit)
        self._judge()

    def _row(self, question: str, words: str, answers: Sequence[PlainAnswer]) -> ChoiceRow:
        wording = self._open.wording
        choices = [Choice(one.id, wording.plain_answer(question, one)) for one in answers]
        choices.append(Choice(UNKNOWN, _("We do not know"), "question"))
        row = ChoiceRow(choices, name=words)
        row.setObjectName(f"risk.{question}")
        row.edited.connect(lambda _value: self._note())
        return row

    def _key(self) -> str:
        return f"two questions {'' if self._risk is None else self._risk.id}"

    def _turn(self) -> None:
        if not self._card.isHidden():
            self._fold()
            return
        self._card.show()
        self._judge()
        self._could.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self._card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._card.isHidden():
            self._fold()
            return
        super().keyPressEvent(event)

    def _fold(self) -> None:
        self._card.hide()
        self._judge()
        self._help.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> None:
        answers = {COULD: self._could.value() or "", HARM: self._harm.value() or ""}
        self._open.begin(self._key(), answers)
        self._judge()

    def _found(self) -> str:
        return self._asked.likelihood(self._could.value() or "", self._harm.value() or "")

    def _judge(self) -> None:
        """Say what both answers give, and what taking it would replace."""
        found, risk = self._found(), self._risk
        is_open = not self._card.isHidden()
        self._help.set_words(
            _("Fold the two questions away") if is_open else _("Help me judge this")
        )
        now = "" if risk is None else risk.likelihood
        self._take.setEnabled(bool(found))
        if not found:
            self._gives.show_value("info", _("Answer both; nothing is rated before you take it."))
            self._take.set_words(_("Take it"))
            return
        name, before = self._name(found), self._name(now)
        if found == now:
            self._gives.show_value(
                "check", _("This gives {likelihood}, as it is rated now.").format(likelihood=name)
            )
            self._take.set_words(_("Write the answers into the reason"))
        elif now:
            words = _(
                "This gives {likelihood}. It is rated {before} now, and stays so until you"
                " change it."
            )
            self._gives.show_value("warning", words.format(likelihood=name, before=before))
            words = _("Change {before} to {likelihood}")
            self._take.set_words(words.format(likelihood=name, before=before))
        else:
            self._gives.show_value("info", _("This gives {likelihood}.").format(likelihood=name))
            self._take.set_words(_("Take {likelihood}").format(likelihood=name))

    def _name(self, likelihood: str) -> str:
        point = self._open.wording.pack.matrix.likelihood.get(likelihood)
        return _("Unknown") if point is None else self._open.wording.likelihood(point.rank)

    def _tell(self) -> None:
        found = self._found()
        if not found:
            return
        sentence = self._sentence(self._could.value() or "", self._harm.value() or "")
        self._open.begin(self._key(), {})
        self._card.hide()
        self.taken.emit(found, sentence)
        self._could.show_value(None)
        self._harm.show_value(None)
        self._judge()
        self._help.setFocus(Qt.FocusReason.OtherFocusReason)

    def sentences(self) -> frozenset[str]:
        """Every sentence that `taken` can give: what answers taken before left in the reason."""
        coulds = (UNKNOWN, *(one.id for one in self._asked.could_happen))
        harms = (UNKNOWN, *(one.id for one in self._asked.would_harm))
        return frozenset(self._sentence(could, harm) for could in coulds for harm in harms)

    def _sentence(self, could: str, harm: str) -> str:
        words = _("Could it happen? {could}. Would it then harm? {harm}. Together: {likelihood}.")
        return words.format(
            could=self._said(COULD, could, self._asked.could_happen),
            harm=self._said(HARM, harm, self._asked.would_harm),
            likelihood=self._name(self._asked.likelihood(could, harm)),
        )

    def _said(self, question: str, id: str | None, answers: Sequence[PlainAnswer]) -> str:
        for one in answers:
            if one.id == id:
                return self._open.wording.plain_answer(question, one)
        return _("We do not know")
