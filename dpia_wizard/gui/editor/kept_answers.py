"""Answers that another edition of the form took: kept, and said to be so where they belong."""

from __future__ import annotations

from dpia_wizard.core.fitting import belongs_to, set_aside_cells
from dpia_wizard.core.form import Question, Section
from dpia_wizard.core.model import Value
from dpia_wizard.core.upgrade import left_over
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.words import _, count, isolate_answer

_LONGEST = 300


def set_aside_words(open_: OpenAssessment, question: Question) -> str:
    """What is set aside of the answer to *question*, as a sentence; "" where nothing is."""
    assessment = open_.editing.assessment
    answer = assessment.answers.get(question.id)
    said = "" if answer is None else _value(open_, question.id, answer.aside)
    if said:
        return _("Set aside since the form changed: {answer}").format(answer=said)
    rows = [row for row in assessment.rows.values() if belongs_to(row) == question.id]
    n = sum(row.question != question.id or bool(set_aside_cells(row)) for row in rows)
    if not n:
        return ""
    return count(
        "Of {n} row something is set aside since the form changed.",
        "Of {n} rows something is set aside since the form changed.",
        n,
    )


def left_over_words(open_: OpenAssessment, section: Section) -> tuple[str, ...]:
    """What is kept of questions that belonged to *section* and left the form."""
    editing = open_.editing
    sections = editing.pack.form.sections
    known = {other.id for other in sections if other.page == "questions"}
    first = next((other.id for other in sections if other.page == "questions"), "")
    found = []
    for id in left_over(editing.pack, editing.assessment):
        place = id.partition(".")[0]
        if (place if place in known else first) == section.id:
            found.append(_left(open_, id))
    return tuple(found)


def _left(open_: OpenAssessment, id: str) -> str:
    assessment = open_.editing.assessment
    earlier = open_.editing.asked_before(id)
    label = id
    if earlier:
        label = open_.wording.words.pack(f"question.{id}.label", earlier[0].label)
    answer = assessment.answers.get(id)
    said = "" if answer is None else _value(open_, id, answer.value) or isolate_answer(answer.note)
    if said:
        return _("No longer asked: {question} The earlier answer is kept: {answer}").format(
            question=isolate_answer(label), answer=said
        )
    return _("No longer asked: {question} The earlier answer is kept.").format(
        question=isolate_answer(label)
    )


def _value(open_: OpenAssessment, id: str, value: Value) -> str:
    """A value in the words of the question as it was."""
    if value is None or value in ("", ()):
        return ""
    parts = value if isinstance(value, tuple) else (str(value),)
    earlier = open_.editing.asked_before(id)
    told = []
    for part in parts:
        choice = next((c for question in earlier if (c := question.choice(part))), None)
        if choice is None:
            told.append(open_.wording.plain_choice(part))
        else:
            told.append(open_.wording.words.pack(f"{choice.address}.label", choice.label))
    words = _(", ").join(told)
    return isolate_answer(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")
