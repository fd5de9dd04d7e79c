"""The fields in which questions are answered, one for each kind of question."""

from __future__ import annotations

from dpia_wizard.core.form import Kind, Question
from dpia_wizard.core.protocol import TITLE
from dpia_wizard.gui.answers.base import AnswerField
from dpia_wizard.gui.answers.choices import MultiAnswer, ScaleAnswer, SingleAnswer
from dpia_wizard.gui.answers.computed import ComputedAnswer
from dpia_wizard.gui.answers.facts import MeasureAnswer, YpnuAnswer
from dpia_wizard.gui.answers.files import FileAnswer
from dpia_wizard.gui.answers.people import PersonAnswer, SignatureAnswer
from dpia_wizard.gui.answers.protocol import ProtocolAnswer
from dpia_wizard.gui.answers.table import TableAnswer
from dpia_wizard.gui.answers.values import DateAnswer, NumberAnswer
from dpia_wizard.gui.answers.words import LongTextAnswer, TextAnswer

ANSWERS: dict[Kind, type[AnswerField]] = {
    "text": TextAnswer,
    "long_text": LongTextAnswer,
    "single": SingleAnswer,
    "multi": MultiAnswer,
    "scale": ScaleAnswer,
    "date": DateAnswer,
    "number": NumberAnswer,
    "ypnu": YpnuAnswer,
    "measure": MeasureAnswer,
    "person": PersonAnswer,
    "file": FileAnswer,
    "table": TableAnswer,
    "computed": ComputedAnswer,
    "signature": SignatureAnswer,
}
"""The field for each kind of question."""

OF_QUESTION: dict[str, type[AnswerField]] = {TITLE: ProtocolAnswer}
"""The field of questions that have one of their own."""


def field_of(question: Question) -> type[AnswerField]:
    """The field in which *question* is answered."""
    return OF_QUESTION.get(question.id, ANSWERS[question.kind])


__all__ = ["ANSWERS", "AnswerField", "field_of"]
