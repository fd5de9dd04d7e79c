"""One question of an assessment on the command line: what may be answered, and what is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpia_wizard.core.form import YPNU
from dpia_wizard.workspace.typed import CELLS

if TYPE_CHECKING:
    from dpia_wizard.core.form import Question
    from dpia_wizard.core.model import Value
    from dpia_wizard.wording import Wording
    from dpia_wizard.workspace.editing import Editing

_IN = "  "


def question_lines(editing: Editing, wording: Wording, question: Question) -> Iterator[str]:
    """The question with its hint, the choices or columns to answer with, and its answer."""
    yield f"{question.number} {wording.question(question)}  [{question.id}]"
    hint = wording.question(question, "hint")
    if hint:
        yield _IN + hint
    for choice in _choices(question):
        yield f"{_IN}{choice}  {wording.choice(question, choice)}"
    for cell in CELLS.get(question.kind, ()):
        yield _IN + cell
    for column in question.columns:
        yield f"{_IN}{column.id}  {wording.column(question, column.id)}"
        for one in column.choices:
            yield f"{_IN * 2}{one.id}  {wording.choice(question, one.id, column.id)}"
    yield from answer_lines(editing, wording, question)


def answer_lines(editing: Editing, wording: Wording, question: Question) -> Iterator[str]:
    """What is answered to the question now: its value, then its rows with their ids."""
    _ = wording.words
    answer = editing.assessment.answers.get(question.id)
    rows = editing.assessment.rows_of(question.id)
    value = "" if answer is None else _said(wording, question, answer.value)
    if value or not rows:
        yield _("Answer to {number}: {answer}").format(
            number=question.number, answer=value or _("none yet")
        )
    if answer is not None and answer.note:
        yield _IN + answer.note
    for row in rows:
        cells = (
            f"{id}={' '.join(said) if isinstance(said, tuple) else said}"
            for id, said in row.cells.items()
        )
        yield f"{_IN}{row.id}  {', '.join(cells)}"


def _choices(question: Question) -> tuple[str, ...]:
    if question.choices:
        return tuple(choice.id for choice in question.choices)
    return YPNU if question.kind in ("ypnu", "measure") else ()


def _said(wording: Wording, question: Question, value: Value) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    if isinstance(value, tuple):
        return wording.words(", ").join(wording.choice(question, one) for one in value)
    return wording.choice(question, value) if value else ""
