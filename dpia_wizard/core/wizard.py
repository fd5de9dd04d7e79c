"""The wizard without a window: the sections in order, how each stands, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Question, Section
from dpia_wizard.core.model import Assessment
from dpia_wizard.core.register import NOT_RATED, RatedRisk, offers
from dpia_wizard.core.situation import FormSituation, Tally, tally

State = Literal["done", "begun", "not_begun", "not_needed"]


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section in the list at the side: how it stands and how many remarks are open in it.

    ``done_count`` of ``total`` are answered, or on the pages of risks, controls and actions:
    confirmed, given a status, closed.
    """

    section: Section
    state: State
    done_count: int
    total: int
    unknown: int
    remarks: int


def sections(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk]
) -> tuple[SectionState, ...]:
    """Every section of the form, in its order."""
    found: list[SectionState] = []
    for section in pack.form.sections:
        state = _section(pack, section, seen, risks)
        if section.page == "extract" and state.state == "done" and done(found) < len(found):
            # It asks nothing: it is made from the rest, so it is not done before the rest
            state = replace(state, state="not_begun")
        found.append(state)
    return tuple(found)


def done(states: Sequence[SectionState]) -> int:
    """How many sections have nothing left open."""
    return sum(section.state in ("done", "not_needed") for section in states)


def asked(section: Section, seen: FormSituation) -> tuple[Question, ...]:
    """The questions of a section that are asked, in their order."""
    return tuple(question for question in section.questions if question.id in seen.active)


def next_missing(pack: Pack, seen: FormSituation, after: str, *, back: bool = False) -> str | None:
    """The unanswered question that follows (or precedes) question or section *after*, going
    round at the end; None when nothing is missing."""
    order = [q.id for q in pack.form.by_id.values()]
    missing = {q for section in pack.form.sections for q in tally(section, seen).missing}
    if not missing:
        return None
    section = pack.form.section(after)
    if section is not None and section.questions:
        start = order.index(section.questions[0].id) - (0 if back else 1)
    else:
        start = order.index(after) if after in order else -1
    turn = reversed(order[:start] or []) if back else iter(order[start + 1 :])
    rest = reversed(order) if back else iter(order)
    return next((q for q in (*turn, *rest) if q in missing), None)


def _section(
    pack: Pack, section: Section, seen: FormSituation, risks: Sequence[RatedRisk]
) -> SectionState:
    assessment = seen.assessment
    remarks = _remarks(section, assessment, pack)
    if section.page in ("risks", "controls", "actions"):
        return _register_state(pack, section, seen, risks, remarks)
    questions = tally(section, seen)
    return SectionState(
        section,
        _state(section, questions, seen),
        questions.answered,
        questions.total,
        questions.unknown,
        remarks,
    )


def _state(section: Section, questions: Tally, seen: FormSituation) -> State:
    if section.questions and not any(q.id in seen.active for q in section.questions):
        return "not_needed"
    if questions.is_done:
        return "done"
    return "begun" if questions.answered else "not_begun"


def _register_state(
    pack: Pack,
    section: Section,
    seen: FormSituation,
    risks: Sequence[RatedRisk],
    remarks: int,
) -> SectionState:
    assessment = seen.assessment
    open_offers = 0
    if section.page == "risks":
        open_offers = len(offers(pack, seen))
        counted = [risk for risk in risks if not risk.risk.avoided]
        finished = sum(risk.is_confirmed for risk in counted)
        total = len(counted) + open_offers
        unknown = sum(risk.level == NOT_RATED for risk in counted)
    elif section.page == "controls":
        statuses = {control.id: control.status for r in risks for _, control in r.controls}
        finished = sum(status != "unknown" for status in statuses.values())
        total, unknown = len(statuses), len(statuses) - finished
    else:
        actions = assessment.actions.values()
        finished = sum(bool(action.owner and action.due) for action in actions)
        total, unknown = len(actions), 0
    state: State = "not_begun"
    if total and finished == total:
        state = "done"
    elif total > open_offers:
        state = "begun"
    return SectionState(section, state, finished, total, unknown, remarks)


def _remarks(section: Section, assessment: Assessment, pack: Pack) -> int:
    here = {question.id for question in section.questions} | {section.id}
    if section.page == "risks":
        here |= set(assessment.risks)
    if section.page == "controls":
        here |= set(assessment.controls)
    return sum(not r.settled and r.place in here for r in assessment.remarks.values())
