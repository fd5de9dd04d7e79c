"""A question that is not asked now though it was answered: that it is kept, and why."""

from __future__ import annotations

from dpia_wizard.core import condition
from dpia_wizard.core.form import Question
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.words import _, isolate


class InactiveLine(SignLabel):
    """A question that is not asked now but has an answer: its number, why, and that it is kept."""

    def __init__(self, open_: OpenAssessment, question: Question) -> None:
        super().__init__("dash", why_not_asked(open_, question), wrap=True)
        self.setObjectName(f"inactive.{question.id}")
        self.set_room(16, 2, 16, 2)


def why_not_asked(open_: OpenAssessment, question: Question) -> str:
    """Why a question with an answer is not asked now."""
    form = open_.editing.pack.form
    number = isolate(question.number)
    seen = open_.editing.seen
    failed = question.when is not None and condition.holds(question.when, seen) is not True
    if failed and question.when is not None:
        asked = list(dict.fromkeys(condition.questions(question.when)))
        numbers = [isolate(form.by_id[id].number) for id in asked if id in form.by_id]
        if numbers:
            return _(
                "{number} does not apply, because of the answer to {others}. The earlier answer"
                " is kept."
            ).format(number=number, others=_(", ").join(numbers))
    return _("{number} is not asked at this depth. The earlier answer is kept.").format(
        number=number
    )


def has_kept_answer(open_: OpenAssessment, question: Question) -> bool:
    """Whether something is kept for a question that may not be asked now."""
    assessment = open_.editing.assessment
    return question.id in assessment.answers or bool(assessment.rows_of(question.id))
