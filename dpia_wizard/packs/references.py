"""Whether everything that a pack names is there, and questions look only at earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    DepthIs,
    Fact,
    Not,
    questions,
)
from dpia_wizard.core.facts import FACTS, OF_VALIDITY
from dpia_wizard.core.form import YPNU, DepthRule, Phase, Question, Section
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import NONE, UNKNOWN
from dpia_wizard.core.seal import SealRule
from dpia_wizard.core.workflow_rules import Workflow
from dpia_wizard.packs.build import CHOICE_KINDS, Placed, unique
from dpia_wizard.packs.part import Faults, nearest, shown, under

Named = TypeVar("Named", CatalogueControl, Clause, Group)

_ONCE = frozenset({"risks", "controls", "actions", "review", "extract"})


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


class _Checker:
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
        if id_ and among is not None and id_ not in among:
            self.faults.note(at, f"no {what} {shown(id_)}{nearest(id_, among)}")

    def clauses_of(self, at: str, clauses: tuple[str, ...]) -> None:
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
            self._allowed[key] = _values(question, condition.column)
        allowed = self._allowed[key]
        if allowed is None:
            self.faults.note(f"{at}.is", f"{where} is no question with choices")
        elif allowed:
            for index, value in enumerate(condition.values):
                self.known(f"{at}.is[{index}]", f"choice of {where}:", value, allowed)


def _values(question: Question, column: str) -> frozenset[str] | None:
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


def check(draft: Draft, faults: Faults) -> None:
    """Note every reference in *draft* that leads nowhere."""
    checker = _Checker(draft, faults)
    _check_sections(draft, faults)
    _check_questions(checker)
    _check_depth_rule(checker)
    _check_catalogue(checker)
    _check_seals(checker)
    _check_workflows(checker)


def _check_sections(draft: Draft, faults: Faults) -> None:
    phases = [phase.id for phase in draft.phases]
    unique(faults, [(under(draft.head, f"phases[{i}]"), id_) for i, id_ in enumerate(phases)])
    unique(faults, [(p.at, p.record.id) for p in draft.sections])
    unique(faults, [(p.at, str(p.record.number)) for p in draft.sections], "number")
    pages = [(p.at, p.record.page) for p in draft.sections if p.record.page in _ONCE]
    unique(faults, pages, "page")
    furthest = 0
    for placed in draft.sections:
        section = placed.record
        file = placed.at.rpartition("/")[2]
        expected = f"{section.number:02}-{section.id}.yaml:"
        if section.id and file != expected:
            faults.note(
                placed.at, f"the file should be named {expected[:-1]}, as id and number say"
            )
        if not section.phase or not phases:
            continue
        if section.phase not in phases:
            near = nearest(section.phase, phases)
            faults.note(under(placed.at, "phase"), f"no phase {shown(section.phase)}{near}")
        elif phases.index(section.phase) < furthest:
            faults.note(under(placed.at, "phase"), "comes after a section of a later phase")
        else:
            furthest = phases.index(section.phase)
    used = {placed.record.phase for placed in draft.sections}
    if draft.questions is not None:
        for index, id_ in enumerate(phases):
            if id_ and id_ not in used:
                faults.note(under(draft.head, f"phases[{index}]"), f"no section is in {shown(id_)}")


def _check_questions(checker: _Checker) -> None:
    placed = checker.draft.questions or ()
    unique(checker.faults, [(p.at, p.record.id) for p in placed])
    unique(checker.faults, [(p.at, p.record.number) for p in placed], "number")
    filled = [(p.at, p.record.control) for p in placed]
    unique(checker.faults, filled, "control")
    computed = [(p.at, p.record.compute) for p in placed]
    unique(checker.faults, computed, "compute")
    for index, question in enumerate(placed):
        checker.clauses_of(question.at, question.record.clauses)
        checker.known(
            f"{question.at}.control", "control", question.record.control, checker.controls
        )
        checker.condition(f"{question.at}.when", question.record.when, before=index)


def _check_depth_rule(checker: _Checker) -> None:
    rule = checker.draft.depth_rule
    if rule is None:
        return
    for key, condition in (("full", rule.full), ("light", rule.light)):
        at = under(checker.draft.head, f"depth.{key}")
        checker.condition(at, condition)
        if _looks_at_depth(condition):
            checker.faults.note(at, "the rule for the depth cannot look at the depth")
        for id_ in dict.fromkeys(questions(condition)):
            question = checker.questions.get(id_)
            if question is not None and (
                question.depth != "light" or _looks_at_depth(question.when)
            ):
                checker.faults.note(at, f"{shown(id_)} is not asked at every depth")


def _check_catalogue(checker: _Checker) -> None:
    draft, faults = checker.draft, checker.faults
    for records in (draft.groups, draft.controls, draft.clauses, draft.risks):
        unique(faults, [(p.at, p.record.id) for p in records or ()])
    unique(faults, [(p.at, p.record.id) for p in draft.stop_conditions])
    _check_elements(checker)
    _check_kinds(draft, faults)
    for placed in draft.risks:
        risk = placed.record
        checker.known(f"{placed.at}.group", "group", risk.group, checker.groups)
        if draft.matrix is not None:
            for key, id_, scale in (
                ("likelihood", risk.likelihood, draft.matrix.likelihood),
                ("severity", risk.severity, draft.matrix.severity),
            ):
                checker.known(f"{placed.at}.{key}", key, id_, scale)
        linked = []
        for index, link in enumerate(risk.controls):
            at = f"{placed.at}.controls[{index}]"
            checker.known(f"{at}.control", "control", link.control, checker.controls)
            linked.append((at, link.control))
        unique(faults, linked, "control")
        checker.clauses_of(placed.at, risk.clauses)
        checker.condition(f"{placed.at}.when", risk.when)
    covering = {link.control for placed in draft.risks for link in placed.record.controls}
    all_known = draft.risks_are_known and covering <= set(checker.controls or ())
    for control in draft.controls or ():
        checker.clauses_of(control.at, control.record.clauses)
        if all_known and control.record.id and control.record.id not in covering:
            faults.note(control.at, f"no risk names the control {shown(control.record.id)}")
    places: Mapping[str, object] = {
        **checker.questions,
        **{placed.record.id: placed for placed in draft.sections},
    }
    for stop in draft.stop_conditions:
        checker.condition(f"{stop.at}.when", stop.record.when, facts=FACTS)
        among = None if draft.questions is None else places
        checker.known(f"{stop.at}.place", "question or section", stop.record.place, among)


def _check_seals(checker: _Checker) -> None:
    """What a sign-off leaves out is there, and nothing critical is among it."""
    draft = checker.draft
    if draft.questions is None:
        return
    sections = {placed.record.id for placed in draft.sections}
    for placed in draft.seals:
        rule = placed.record
        for index, id_ in enumerate(rule.outside):
            at = under(placed.at, f"outside[{index}]")
            checker.known(at, "question or section", id_, {*checker.questions, *sections})
            found = [q for q in checker.questions.values() if rule.leaves_out(q.id, "")]
            if any(q.critical and (q.id == id_ or q.id.startswith(f"{id_}.")) for q in found):
                checker.faults.note(at, "a critical question is always part of what is signed")
        for role, questions_ in rule.besides.items():
            for index, id_ in enumerate(questions_):
                at = under(placed.at, f"besides.{role}[{index}]")
                checker.known(at, "question", id_, checker.questions)
                if id_ in checker.questions and not rule.leaves_out(id_, ""):
                    checker.faults.note(at, "is part of what everybody signs already")


def _check_workflows(checker: _Checker) -> None:
    """The conditions of the validity lead somewhere, and so do the log and the incidents."""
    checked = 0
    for placed in checker.draft.workflows:
        cycle = placed.record.cycle
        for index, shorter in enumerate(cycle.shorter[checked:]):
            at = under(placed.at, f"validity.shorter[{index}]")
            checker.condition(f"{at}.when", shorter.when, facts=OF_VALIDITY)
            if cycle.months and shorter.months > cycle.months:
                checker.faults.note(f"{at}.months", f"is not shorter than {cycle.months}")
        checked = len(cycle.shorter)
    for placed in checker.draft.workflows[:1]:
        cycle = placed.record.cycle
        for key, table, columns in (
            ("log", cycle.log, (("trigger", cycle.trigger),)),
            ("incidents", cycle.incidents, (("risk", cycle.proves),)),
        ):
            _check_table(checker, under(placed.at, key), table, columns)


def _check_table(
    checker: _Checker, at: str, table: str, columns: Sequence[tuple[str, str]]
) -> None:
    question = checker.question(f"{at}.question", table, None)
    if question is None:
        return
    if question.kind != "table":
        checker.faults.note(f"{at}.question", f"{shown(table)} is no table")
    known = [column.id for column in question.columns]
    for key, column in columns:
        checker.known(f"{at}.{key}", f"column of {shown(table)}:", column, known)


def _check_kinds(draft: Draft, faults: Faults) -> None:
    """An id stands for one kind of thing only, here and in what people say and write."""
    kinds = (
        ("section", draft.sections),
        ("kind of information", draft.elements),
        ("group", draft.groups or ()),
        ("risk", draft.risks),
        ("control", draft.controls or ()),
        ("clause", draft.clauses or ()),
        ("stop condition", draft.stop_conditions),
    )
    first: dict[str, tuple[str, str]] = {}
    for kind, records in kinds:
        for placed in records:
            known, at = first.setdefault(placed.record.id, (kind, placed.at))
            if placed.record.id and known != kind:
                faults.note(
                    under(placed.at, "id"),
                    f"{shown(placed.record.id)} is a {known} already, at {at.rstrip(':')}",
                )


def _check_elements(checker: _Checker) -> None:
    draft, order = checker.draft, list(checker.draft.sensitivities or ())
    unique(checker.faults, [(p.at, p.record.id) for p in draft.elements])
    for placed in draft.elements:
        element = placed.record
        for key, id_ in (("sensitivity", element.sensitivity), ("raised", element.raised)):
            checker.known(f"{placed.at}.{key}", "sensitivity", id_, draft.sensitivities)
        both = {element.sensitivity, element.raised} <= set(order)
        if both and order.index(element.raised) <= order.index(element.sensitivity):
            checker.faults.note(
                f"{placed.at}.raised", f"{shown(element.raised)} is not above the default"
            )


def _looks_at_depth(condition: Condition | None) -> bool:
    match condition:
        case DepthIs():
            return True
        case All(parts) | Any(parts):
            return any(map(_looks_at_depth, parts))
        case Not(inner):
            return _looks_at_depth(inner)
        case _:
            return False


def _ids(placed: tuple[Placed[Named], ...] | None) -> dict[str, None] | None:
    return None if placed is None else {p.record.id: None for p in placed}
