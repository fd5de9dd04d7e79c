"""An assessment seen through its form: what is asked, what is answered, how deep it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dpia_wizard.core import inventory
from dpia_wizard.core.condition import DEPTHS, Depth, holds
from dpia_wizard.core.form import Form, Question, Section
from dpia_wizard.core.model import NONE, UNKNOWN, Assessment

DEPTH_QUESTION = "depth"
"""The computed question that shows the depth and may override it (its ``compute`` key)."""


@dataclass(slots=True)
class FormSituation:
    """What conditions may look at (`condition.Situation`), asked in the order of the form.

    Answers of questions that are not asked count as not given: a shown question never hangs on
    a hidden one.
    """

    form: Form
    assessment: Assessment
    active: set[str] = field(default_factory=set)
    facts: Mapping[str, bool | None] = field(default_factory=dict)

    def chosen(self, question: str, column: str = "") -> tuple[str, ...] | None:
        """The ids chosen in an active question, or in a table's column; None without an answer."""
        if question not in self.active:
            return None
        asked = self.form.by_id[question]
        if asked.kind in ("table", "person", "file", "signature"):
            rows = self.assessment.rows_of(question)
            if not column:
                return tuple(row.id for row in rows) or self._said(question)
            cells = [row.cells.get(column, "") for row in rows]
            found = [c for cell in cells for c in ((cell,) if isinstance(cell, str) else cell) if c]
            return tuple(found) or self._said(question)
        value = self.assessment.value(question)
        if value is None or value == "" or value == ():
            return None
        return value if isinstance(value, tuple) else (str(value),)

    def amount(self, question: str) -> int | None:
        """A number answered, or how many choices or rows there are; None where not known."""
        chosen = self.chosen(question)
        if chosen is None or chosen == (UNKNOWN,):
            return None
        value = self.assessment.value(question)
        if isinstance(value, int):
            return value
        return 0 if chosen == (NONE,) else len(chosen)

    def depth(self) -> Depth:
        """The depth by the rule of the form, or the one that the team set instead."""
        for question in self.form.by_id.values():
            if question.compute == DEPTH_QUESTION:
                said = self.assessment.text(question.id)
                if said in DEPTHS:
                    return said
        return self.computed_depth()

    def computed_depth(self) -> Depth:
        """The depth by the rule of the form alone."""
        if holds(self.form.depth_rule.full, self) is True:
            return "full"
        return "light" if holds(self.form.depth_rule.light, self) is True else "standard"

    def fact(self, name: str) -> bool | None:
        """A fact that the program computed (`facts.FACTS`); None where it cannot be told."""
        return self.facts.get(name)

    def _said(self, question: str) -> tuple[str, ...] | None:
        value = self.assessment.value(question)
        return (value,) if value in (NONE, UNKNOWN) and isinstance(value, str) else None


def situation(form: Form, assessment: Assessment) -> FormSituation:
    """The assessment with every question that is asked of it marked active."""
    seen = FormSituation(form, assessment)
    screening: list[Question] = []
    for question in form.by_id.values():
        if question.when is None or holds(question.when, seen) is True:
            seen.active.add(question.id)
            screening.append(question)
    depth = DEPTHS.index(seen.depth())
    shallow = {q.id for q in screening if DEPTHS.index(q.depth) > depth}
    if shallow:
        seen.active.clear()
        for question in form.by_id.values():
            asked = question.id not in shallow and DEPTHS.index(question.depth) <= depth
            if asked and (question.when is None or holds(question.when, seen) is True):
                seen.active.add(question.id)
    return seen


def is_answered(question: Question, seen: FormSituation) -> bool:
    """Whether an active question has an answer; unknown is one, computed ones always have one.

    A row set below its default sensitivity is not answered before it says why.
    """
    if question.kind == "computed":
        return True
    if seen.chosen(question.id) is None:
        return False
    if not inventory.asks_why(question):
        return True
    return not inventory.without_reason(question, seen.assessment.rows_of(question.id))


def is_unknown(question: Question, seen: FormSituation) -> bool:
    """Whether the answer is: we do not know."""
    return seen.chosen(question.id) == (UNKNOWN,)


def has_unknown_cell(question: Question, seen: FormSituation) -> bool:
    """Whether a row of a table says of something: we do not know."""
    if question.kind != "table":
        return False
    cells = (c for row in seen.assessment.rows_of(question.id) for c in row.cells.values())
    return any(cell == UNKNOWN or (isinstance(cell, tuple) and UNKNOWN in cell) for cell in cells)


@dataclass(frozen=True, slots=True)
class Tally:
    """How a section's questions stand; ``total`` counts those that want an answer."""

    total: int
    answered: int
    unknown: int
    missing: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing asked is left open."""
        return not self.missing


def tally(section: Section, seen: FormSituation) -> Tally:
    """How many of a section's active questions are answered, unknown and missing."""
    asked = [
        q
        for q in section.questions
        if q.id in seen.active and q.kind not in ("computed", "signature") and not q.optional
    ]
    missing = tuple(q.id for q in asked if not is_answered(q, seen))
    unknown = sum(is_unknown(q, seen) for q in asked)
    return Tally(len(asked), len(asked) - len(missing), unknown, missing)
