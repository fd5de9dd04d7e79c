"""The conditions of questions that came in: what a pack wrote itself, or what can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dpia_wizard.core.condition import Condition, questions
from dpia_wizard.core.form import Question
from dpia_wizard.packs import build
from dpia_wizard.packs.part import Enough, Faults, Part, shown
from dpia_wizard.packs.read import read
from dpia_wizard.packs.xlsform.columns import OWN
from dpia_wizard.packs.xlsform.comparing import Asked, Unread, all_of
from dpia_wizard.packs.xlsform.expressions import condition_of
from dpia_wizard.packs.xlsform.left import Leaving
from dpia_wizard.packs.xlsform.relevance import NotCarried, relevant


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a question hangs on as the workbook says it.

    ``outer`` are the expressions of the groups round it, each with its row; ``own`` is what stands
    in the pack's own column.
    """

    row: int
    relevant: str = ""
    own: str = ""
    outer: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the names of the workbook stand for, in the order of the form; a text says why not."""

    asked: Mapping[str, Asked | str]
    questions: Mapping[str, Question]
    order: Mapping[str, int]


def when_of(
    question: str, hanging: Hanging, known: Known, left: Leaving
) -> tuple[Condition | None, str]:
    """The condition of *question*; None and a line for the author where it cannot be read."""
    parts: list[Condition] = []
    here = known.order[question]

    def find(name: str) -> Asked | str:
        asked = known.asked.get(name, f"nothing is called {shown(name)}")
        if not isinstance(asked, str) and known.order.get(asked.question.id, here) >= here:
            return f"{shown(name)} does not come earlier in the form"
        return asked

    for row, expression in hanging.outer:
        try:
            parts.append(condition_of(expression, find))
        except Unread as why:
            return None, _unread(question, row, expression, why, left)
    own = _own(question, hanging, known, left)
    if own is not None:
        parts.append(own)
    elif hanging.relevant:
        try:
            parts.append(condition_of(hanging.relevant, find))
        except Unread as why:
            return None, _unread(question, hanging.row, hanging.relevant, why, left)
    if len(parts) < 2:  # as the pack wrote it, without any tidying up
        return (parts[0] if parts else None), ""
    return all_of(parts), ""


def own_condition(text: str) -> Condition | None:
    """The condition that *text* writes as packs do, or None where it is not sound."""
    data, faults = read(f"when: {text}")
    if faults or not isinstance(data, dict) or set(data) != {"when"}:
        return None
    noted = Faults()
    try:
        found = build.condition(Part(data, "", noted), "when")
    except Enough:
        return None
    return None if noted.found else found


def _own(question: str, hanging: Hanging, known: Known, left: Leaving) -> Condition | None:
    """The pack's own condition, while ``relevant`` still says what the pack wrote there."""
    if not hanging.own:
        return None
    found = own_condition(hanging.own)
    here = known.order[question]
    if found is None or any(known.order.get(id_, here) >= here for id_ in questions(found)):
        left.note("survey", hanging.row, f"{OWN}when", "is no condition on an earlier question")
        return None
    try:
        wrote = relevant(found, known.questions)
    except NotCarried:
        wrote = ""
    if " ".join(wrote.split()) == " ".join(hanging.relevant.split()):
        return found
    said = "was changed" if hanging.relevant else "was taken out"
    sentence = f"the condition {said} in the workbook; the one that the pack had is not kept"
    left.note("survey", hanging.row, f"{OWN}when", sentence)
    return None


def _unread(question: str, row: int, expression: str, why: Unread, left: Leaving) -> str:
    said = " ".join(expression.split())[:200]
    sentence = f"{question} comes in without a condition, because {why}: {said}"
    left.note("survey", row, "relevant", sentence)
    return f"Not read from row {row}, because {why}: {said}"
