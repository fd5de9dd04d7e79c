"""Whether everything that a pack names is there, and questions look only at earlier ones."""

from __future__ import annotations

from collections.abc import Mapping

from dpia_wizard.core.condition import (
    All,
    Any,
    Condition,
    DepthIs,
    Not,
    facts_in,
    questions,
)
from dpia_wizard.core.facts import FACTS
from dpia_wizard.core.findings import BEHIND_FACTS
from dpia_wizard.packs.build import unique
from dpia_wizard.packs.check_rules import check_seals, check_signatures, check_workflows, rests_on
from dpia_wizard.packs.checker import Checker, Draft
from dpia_wizard.packs.part import Faults, nearest, shown, under

_ONCE = frozenset({"risks", "controls", "actions", "review", "extract"})


def check(draft: Draft, faults: Faults) -> None:
    """Note every reference in *draft* that leads nowhere."""
    checker = Checker(draft, faults)
    _check_sections(draft, faults)
    _check_questions(checker)
    _check_depth_rule(checker)
    _check_catalogue(checker)
    check_seals(checker)
    check_workflows(checker)
    check_signatures(checker)


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


def _check_questions(checker: Checker) -> None:
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


def _check_depth_rule(checker: Checker) -> None:
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


def _check_catalogue(checker: Checker) -> None:
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
        for name in facts_in(stop.record.when):
            rests_on(checker, f"{stop.at}.when", name, BEHIND_FACTS.get(name, {}))
        among = None if draft.questions is None else places
        checker.known(f"{stop.at}.place", "question or section", stop.record.place, among)


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


def _check_elements(checker: Checker) -> None:
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
