"""The look-ups with which a pack is checked: what it names, and what a condition looks at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dpia_wizard.core.catalogue import (
    CatalogueControl,
    CatalogueRisk,
    Clause,
    DataElement,
    Group,
    StopCondition,
)
from dpia_wizard.core.condition import (
    All,
    Answered,
    Any,
    AtLeast,
    Chosen,
    Condition,
    Fact,
    Not,
)
from dpia_wizard.core.facts import FACTS, OF_VALIDITY
from dpia_wizard.core.form import YPNU, DepthRule, Phase, Question, Section
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import NONE, UNKNOWN
from dpia_wizard.core.seal import SealRule
from dpia_wizard.core.workflow_rules import Workflow
from dpia_wizard.packs.build import CHOICE_KINDS, Placed
from dpia_wizard.packs.part import Faults, nearest, shown

Named = TypeVar("Named", CatalogueControl, Clause, Group)


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack as read, each record with its address; None for what could not be read."""

    phases: tuple[Phase, ...]
    depth_rule: DepthRule | None
    sections: tuple[Placed[Section], ...]
    questions: tuple[Placed[Question], ...] | None
    groups: tuple[Placed[Group], ...] | None
    risks: tuple[Placed[CatalogueRisk], ...]
    controls: tuple[Placed[CatalogueControl], ...] | None
    clauses: tuple[Placed[Clause], ...] | None
    stop_conditions: tuple[Placed[StopCondition], ...]
    matrix: RiskMatrix | None
    elements: tuple[Placed[DataElement], ...] = ()
    sensitivities: Collection[str] | None = None
    seals: tuple[Placed[SealRule], ...] = ()
    workflows: tuple[Placed[Workflow], ...] = ()
    head: str = "pack.yaml:"
    risks_are_known: bool = True


class Checker:
    """Holds what is known, so that each reference is one look-up."""

    def __init__(self, draft: Draft, faults: Faults) -> None:
        self.draft = draft
        self.faults = faults
        placed = draft.questions or ()
        self.questions: dict[str, Question] = {}
        self.order: dict[str, int] = {}
        for index, question in enumerate(placed):
            self.questions.setdefault(question.record.id, question.record)
            self.order.setdefault(question.record.id, index)
        self._allowed: dict[tuple[str, str], frozenset[str] | None] = {}
        self.clauses = _ids(draft.clauses)
        self.controls = _ids(draft.controls)
        self.groups = _ids(draft.groups)

    def known(self, at: str, what: str, id_: str, among: Collection[str] | None) -> None:
        """Note at the address *at* that *id_* is not *among* those of its kind (None: not read)."""
        if id_ and among is not None and id_ not in among:
            self.faults.note(at, f"no {what} {shown(id_)}{nearest(id_, among)}")

    def clauses_of(self, at: str, clauses: tuple[str, ...]) -> None:
        """Note the *clauses* of the record at *at* that are not there."""
        for index, clause in enumerate(clauses):
            self.known(f"{at}.clauses[{index}]", "clause", clause, self.clauses)

    def condition(
        self,
        at: str,
        condition: Condition | None,
        before: int | None = None,
        *,
        facts: Collection[str] = (),
    ) -> None:
        """Check *condition* at the address *at*; it may look at questions before *before*.

        *facts* are those that are computed for it; any other would never hold.
        """
        inside = partial(self.condition, before=before, facts=facts)
        match condition:
            case Chosen(id_) | Answered(id_) | AtLeast(id_):
                question = self.question(f"{at}.question", id_, before)
                if question is None:
                    return
                if isinstance(condition, Chosen):
                    self._chosen(at, condition, question)
                elif isinstance(condition, AtLeast) and question.kind not in (
                    "number", "multi", "table",
                ):  # fmt: skip
                    self.faults.note(
                        f"{at}.at_least",
                        f"{shown(id_)} is of the kind {question.kind}, which has no amount",
                    )
            case Fact(name) if name not in facts and name in (*FACTS, *OF_VALIDITY):
                whom = "stop conditions" if name in FACTS else "the validity of an approval"
                self.faults.note(f"{at}.fact", f"{shown(name)} is known to {whom} only, not here")
            case Fact(name):
                self.known(f"{at}.fact", "fact", name, facts or FACTS)
            case All(parts):
                for index, part in enumerate(parts):
                    inside(f"{at}.all[{index}]", part)
            case Any(parts):
                for index, part in enumerate(parts):
                    inside(f"{at}.any[{index}]", part)
            case Not(inner):
                inside(f"{at}.not", inner)
            case _:
                return

    def question(self, at: str, id_: str, before: int | None) -> Question | None:
        """The question *id_*, which is noted where it is not there, or not before *before*."""
        if not id_ or self.draft.questions is None:
            return None
        question = self.questions.get(id_)
        if question is None:
            self.known(at, "question", id_, self.questions)
        elif before is not None and self.order[id_] >= before:
            self.faults.note(at, f"{shown(id_)} does not come earlier in the form")
        return question

    def _chosen(self, at: str, condition: Chosen, question: Question) -> None:
        where = shown(question.id)
        if condition.column:
            columns = [column.id for column in question.columns]
            if condition.column not in columns:
                self.known(f"{at}.column", f"column of {where}:", condition.column, columns)
                return
            where = f"{where}, column {shown(condition.column)}"
        key = (question.id, condition.column)
        if key not in self._allowed:
            self._allowed[key] = values(question, condition.column)
        allowed = self._allowed[key]
        if allowed is None:
            self.faults.note(f"{at}.is", f"{where} is no question with choices")
        elif allowed:
            for index, value in enumerate(condition.values):
                self.known(f"{at}.is[{index}]", f"choice of {where}:", value, allowed)


def values(question: Question, column: str) -> frozenset[str] | None:
    """What may be chosen; None where nothing is, empty where the choices could not be read."""
    kind: str = question.kind
    choices = question.choices
    said = frozenset({UNKNOWN})
    if kind == "table":
        said |= {NONE} if question.none else frozenset()
        if not column:
            return said
        kind, choices = next((c.kind, c.choices) for c in question.columns if c.id == column)
    if kind in CHOICE_KINDS or (kind == "computed" and choices):
        return said | {choice.id for choice in choices} if choices else frozenset()
    return said | set(YPNU) if kind in ("ypnu", "measure") else None


def _ids(placed: tuple[Placed[Named], ...] | None) -> dict[str, None] | None:
    return None if placed is None else {p.record.id: None for p in placed}
