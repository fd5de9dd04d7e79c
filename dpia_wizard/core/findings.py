"""What must be settled: stop conditions that hold, words on risks, actions to propose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dpia_wizard.core.acceptance import ACCEPTED, WITHDRAWN
from dpia_wizard.core.catalogue import Pack, StopCondition
from dpia_wizard.core.condition import Fact, because, facts_in, holds
from dpia_wizard.core.model import UNKNOWN, Assessment
from dpia_wizard.core.people import looks
from dpia_wizard.core.posts import is_same
from dpia_wizard.core.register import NOT_RATED, RatedRisk, accepted
from dpia_wizard.core.situation import FormSituation, has_unknown_cell, is_unknown
from dpia_wizard.core.workflow import Refusal, stage

OPINION, OUTCOME, OVERRULED = "decision.opinion", "decision.outcome", "decision.overruled"
AUTHOR = "record.author"
"""The questions that the rules of the review rest on."""

BEHIND_FACTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "opinion_overruled_without_reason": {
        OPINION: ("do_not_proceed",),
        OUTCOME: ("approve", "approve_with_conditions"),
        OVERRULED: (),
    },
}
"""The questions that a fact looks at by their id, each with the choices that it knows."""

OF_RISKS = frozenset({"critical_not_accepted", "grave_unknown_without_action"})
"""The facts that tell of single risks."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop condition with whether it holds; None while the answers do not tell.

    ``because`` are the questions whose answers make it hold, and the risks that do.
    """

    condition: StopCondition
    holds: bool | None
    because: tuple[str, ...] = ()


def facts(
    pack: Pack, assessment: Assessment, risks: Sequence[RatedRisk], *, today: str
) -> dict[str, bool | None]:
    """The facts that stop conditions may name, by name (`facts.FACTS`), on the ISO date *today*."""
    at_risk = risks_behind(pack, assessment, risks, today=today)
    opinion, outcome = assessment.value(OPINION), assessment.value(OUTCOME)
    against = opinion == "do_not_proceed" and outcome in ("approve", "approve_with_conditions")
    return {
        **{name: bool(found) for name, found in at_risk.items()},
        "opinion_overruled_without_reason": against and not assessment.text(OVERRULED).strip(),
    }


def risks_behind(
    pack: Pack, assessment: Assessment, risks: Sequence[RatedRisk], *, today: str
) -> dict[str, tuple[str, ...]]:
    """The risks that make each of the facts of risks hold (`OF_RISKS`)."""
    with_action = {action.source for action in assessment.actions.values()}
    top = pack.matrix.levels[-1].id
    critical = [risk for risk in risks if risk.level == top and not risk.risk.avoided]
    borne = accepted(assessment, risks, today=today)
    grave_unknown = [
        risk
        for risk in risks
        if risk.risk.likelihood == UNKNOWN
        and not risk.risk.avoided
        and risk.score is not None
        and risk.score.inherent.severity == pack.matrix.top_severity
    ]
    return {
        "critical_not_accepted": tuple(risk.id for risk in critical if risk.id not in borne),
        "grave_unknown_without_action": tuple(
            risk.id for risk in grave_unknown if risk.id not in with_action
        ),
    }


def stops(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], *, today: str
) -> tuple[Stop, ...]:
    """Every stop condition of the pack with whether it holds on the ISO date *today*."""
    found = facts(pack, seen.assessment, risks, today=today)
    at_risk = risks_behind(pack, seen.assessment, risks, today=today)
    with_facts = FormSituation(seen.form, seen.assessment, seen.active, found)

    def why(stop: StopCondition) -> tuple[str, ...]:
        named = (name for name in facts_in(stop.when) if name in OF_RISKS)
        behind = (risk for name in named for risk in at_risk[name])
        return (*behind, *because(stop.when, with_facts))

    told = ((stop, holds(stop.when, with_facts)) for stop in pack.stop_conditions)
    return tuple(Stop(stop, held, why(stop) if held else ()) for stop, held in told)


def tells_levels(stop: Stop) -> bool:
    """Whether it follows from levels that a stop condition holds, or does not."""
    return any(name in OF_RISKS for name in facts_in(stop.condition.when))


def is_author(assessment: Assessment, by: str, *, name: str = "") -> bool:
    """Whether the post *by*, or somebody of this *name*, is who wrote the assessment."""
    return is_same(by, author_post(assessment)) or is_authors_name(assessment, name)


def is_authors_name(assessment: Assessment, name: str) -> bool:
    """Whether *name* reads like that of the author in the record; nobody reads like nobody."""
    named = author_name(assessment)
    return bool(named and name.strip()) and looks(named) == looks(name)


def author_name(assessment: Assessment) -> str:
    """The name of the author in the record, or ""."""
    author = assessment.rows.get(AUTHOR)
    return "" if author is None else str(author.cells.get("name", "")).strip()


def author_post(assessment: Assessment) -> str:
    """The post that wrote the assessment, or ""."""
    author = assessment.rows.get(AUTHOR)
    return "" if author is None else str(author.cells.get("post", ""))


def judge_refusals(
    pack: Pack,
    assessment: Assessment,
    kind: str,
    level: str,
    *,
    by: str,
    reason: str,
    until: str,
    today: str,
    borne_by: str = "",
    watched: str = "",
    name: str = "",
    latest: str = "",
) -> tuple[Refusal, ...]:
    """What keeps the post *by*, or somebody of this *name*, from saying *kind* (confirmed, raised,
    lowered, accepted) of a risk: only in review, never the author, and nothing but a confirmation
    without a reason (`scoring` rule 10). An acceptance is of a level above the tolerance, and says
    who bears the risk, until which day after *today* (ISO), at the *latest* where the rules say
    one, and what is watched meanwhile. It is withdrawn at any time, by anybody with a post and a
    reason."""
    found = []
    if kind == WITHDRAWN:
        found += [] if by.strip() else [Refusal("no_post")]
        return (*found, *([] if reason.strip() else [Refusal("no_reason")]))
    known = level in pack.matrix.level
    if stage(assessment) != "in_review" or not known:
        found.append(Refusal("not_now"))
    elif kind == ACCEPTED and not pack.matrix.is_above_tolerance(level):
        found.append(Refusal("not_above"))
    if not by.strip():
        found.append(Refusal("no_post"))
    if is_author(assessment, by, name=name):
        found.append(Refusal("author_reviews"))
    if kind == ACCEPTED and not borne_by.strip():
        found.append(Refusal("no_bearer"))
    if kind != "confirmed" and not reason.strip():
        found.append(Refusal("no_reason"))
    if kind == ACCEPTED and not until:
        found.append(Refusal("no_end"))
    elif kind == ACCEPTED and until <= today:
        found.append(Refusal("end_over"))
    elif kind == ACCEPTED and "" < latest < until:
        found.append(Refusal("end_too_late", latest))
    if kind == ACCEPTED and not watched.strip():
        found.append(Refusal("no_watch"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A risk that people rated, and on which no consensus is recorded since.

    ``is_wide``: the levels they give are not even neighbours, which is something to talk about.
    """

    risk: RatedRisk
    is_wide: bool


def disagreements(risks: Sequence[RatedRisk]) -> tuple[Disagreement, ...]:
    """The risks that people rated and did not agree on yet, the widest ranges first."""
    unsettled = [risk for risk in risks if risk.is_unsettled]
    found = [
        Disagreement(risk, risk.range is not None and risk.range.is_wide) for risk in unsettled
    ]
    return tuple(
        sorted(found, key=lambda one: -(0 if one.risk.range is None else one.risk.range.apart))
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action that the assessment itself asks for; ``source`` is a risk, a question or a stop
    condition."""

    why: Literal["stop", "unknown", "critical_no", "above_tolerance", "no_protocol"]
    source: str
    control: str = ""


def proposals(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], stopped: Sequence[Stop] = ()
) -> tuple[Proposal, ...]:
    """Actions to propose: every stop condition that holds, every unknown, every critical No, every
    risk above the tolerance, a missing DPISP (`domain.md` S19); those whose source has an action
    already are left out."""
    taken = {action.source for action in seen.assessment.actions.values()}
    others = tuple(_proposals(pack, seen, risks))
    asked = taken | {proposal.source for proposal in others}
    held = (
        Proposal("stop", stop.condition.id)
        for stop in stopped
        if stop.holds and stop.condition.place not in asked and _is_raised(stop.condition, seen)
    )
    return tuple(p for p in (*held, *others) if p.source not in taken)


def _is_raised(stop: StopCondition, seen: FormSituation) -> bool:
    """Whether something that was answered raises the stop condition: where only an answer is
    missing, that is given, and where it tells of risks, each of them has its own action."""
    if isinstance(stop.when, Fact) and stop.when.name in OF_RISKS:
        return False
    return any(seen.chosen(question) is not None for question in because(stop.when, seen))


def _proposals(pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk]) -> Iterator[Proposal]:
    for question in pack.form.by_id.values():
        if question.id not in seen.active:
            continue
        if is_unknown(question, seen) or has_unknown_cell(question, seen):
            yield Proposal("unknown", question.id, question.control)
        elif question.critical and seen.chosen(question.id) == ("no",):
            yield Proposal("critical_no", question.id, question.control)
    if seen.assessment.value("record.protocol_status") == "none":
        yield Proposal("no_protocol", "record.protocol_status")
    for risk in risks:
        above = risk.level != NOT_RATED and pack.matrix.is_above_tolerance(risk.level)
        if above and not risk.risk.avoided:
            yield Proposal("above_tolerance", risk.id)
