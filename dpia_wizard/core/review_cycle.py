"""For how long an approval holds, and what asks to look again before that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpia_wizard.core.acceptance import acceptances
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.condition import Condition, holds
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import UNKNOWN, Assessment, Decision, Row
from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.core.situation import FormSituation
from dpia_wizard.core.summary import REVIEW_DATE
from dpia_wizard.core.workflow import APPROVALS, Stage, stage, standing_decision

NEAR_MISS = "near_miss"
"""The kind of incident that nearly happened."""


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """When an approved assessment is looked at again, as ISO days.

    ``until`` is the last day on which the approval holds ("" where no day ends it), ``due`` the
    day of the next look: the one that the team set, or on which something that it watches for
    happened, where that is earlier. ``months`` is for how
    long the rules let an approval hold, 0 where they say nothing.
    """

    until: str
    due: str
    months: int


def review_due(pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk]) -> ReviewDue:
    """When the assessment is looked at again; no days while it is not approved."""
    months = months_valid(pack, seen, risks)
    made = standing_decision(seen.assessment)
    if made is None or made.kind not in APPROVALS:
        return ReviewDue("", "", months)
    ends = [made.until] if made.until else []
    if months:
        ends.append(months_later(made.at[:10], months))
    until = min(ends, default="")
    happened = (str(found.row.cells.get("date", "")) for found in triggers(pack, seen.assessment))
    days = [day for day in (until, seen.assessment.text(REVIEW_DATE), *happened) if day]
    return ReviewDue(until, min(days, default=""), months)


def stage_on(assessment: Assessment, due: ReviewDue, *, today: str) -> Stage:
    """Where the assessment stands on *today* (ISO): an approval that is over has expired.

    It does not go back to the supervisor: nobody sent it, and the team has to say first what is
    different now.
    """
    now = stage(assessment)
    return "expired" if due.until and due.until < today else now


def named_stage(assessment: Assessment, now: Stage) -> str:
    """What the stage *now* is named after: an approval in an emergency sets no conditions."""
    made = standing_decision(assessment)
    if made is None or now != "approved_with_conditions":
        return now
    return made.kind


def proposed_review(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], *, today: str
) -> str:
    """The latest day (ISO) that the rules allow for the next look, counted from *today*; "" where
    they say nothing."""
    months = months_valid(pack, seen, risks)
    return months_later(today, months) if months else ""


@dataclass(frozen=True, slots=True)
class TooLong:
    """An approval or an acceptance that says a later day than the rules allow, with the ``latest``
    that they do, counted from when it was made."""

    made: Decision
    latest: str


def too_long(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], *, today: str
) -> tuple[TooLong, ...]:
    """The approval and the acceptances that stand on *today* (ISO) and say that they hold for
    longer than the rules let them: a file can say so, and so could older programs."""
    standing = standing_decision(seen.assessment)
    said = [standing] if standing is not None and standing.kind in APPROVALS else []
    borne = acceptances(pack, seen.assessment, risks, today=today).values()
    said += [one.decision for one in borne if one.counts]
    found = ((made, proposed_review(pack, seen, risks, today=made.at[:10])) for made in said)
    return tuple(TooLong(made, latest) for made, latest in found if "" < latest < made.until)


def is_too_late(pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], *, today: str) -> bool:
    """Whether the day that the team set for the next look lies after the latest that the rules
    allow, counted from the approval or, while there is none, from *today*."""
    latest = latest_review(pack, seen, risks, today=today)
    return bool(latest) and seen.assessment.text(REVIEW_DATE) > latest


def latest_review(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], *, today: str
) -> str:
    """The same day as `proposed_review`, counted from the approval where there is one."""
    made = standing_decision(seen.assessment)
    start = made.at[:10] if made is not None and made.kind in APPROVALS else today
    return proposed_review(pack, seen, risks, today=start)


def months_valid(pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk]) -> int:
    """For how many months an approval holds with these answers and risks."""
    return validity(pack, seen, risks).months


@dataclass(frozen=True, slots=True)
class Validity:
    """For how many months an approval holds, and the conditions that make it no longer; none
    where it is as long as the rules ever let it be."""

    months: int
    because: tuple[Condition, ...] = ()


def validity(pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk]) -> Validity:
    """For how long an approval holds with these answers and risks, and why."""
    cycle = pack.workflow.cycle
    if not cycle.shorter:
        return Validity(cycle.months)
    matrix = pack.matrix
    above: Mapping[str, bool | None] = {
        "risk_above_tolerance": any(_is_above(matrix, risk) for risk in risks)
    }
    looked = FormSituation(seen.form, seen.assessment, seen.active, {**seen.facts, **above})
    short = [one for one in cycle.shorter if holds(one.when, looked) is True]
    months = min([cycle.months, *(one.months for one in short)])
    if months == cycle.months:
        return Validity(months)
    return Validity(months, tuple(one.when for one in short if one.months == months))


def months_later(day: str, months: int) -> str:
    """The same day of a later month (ISO), or the last of that month."""
    start = date.fromisoformat(day)
    years, month = divmod(start.month - 1 + months, 12)
    first = start.replace(year=start.year + years, month=month + 1, day=1)
    following = (first.replace(day=28).toordinal() + 4) - first.toordinal()
    last = date.fromordinal(first.toordinal() + following).replace(day=1).toordinal() - 1
    return date.fromordinal(min(first.toordinal() + start.day - 1, last)).isoformat()


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something in the log of reviews that asks to open an approved assessment again."""

    row: Row
    kind: str


def triggers(pack: Pack, assessment: Assessment) -> tuple[Trigger, ...]:
    """What happened since the approval that the team watches for, in the order of the log.

    A row without a day counts: better to look once too often.
    """
    cycle = pack.workflow.cycle
    made = standing_decision(assessment)
    if not cycle.log or made is None or made.kind not in APPROVALS:
        return ()
    found = []
    for row in assessment.rows_of(cycle.log):
        kind, day = str(row.cells.get(cycle.trigger, "")), str(row.cells.get("date", ""))
        if kind and kind != cycle.planned and (not day or day >= made.at[:10]):
            found.append(Trigger(row, kind))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CameTrue:
    """An incident that happened, or ``nearly`` did, although its risk is rated as hardly likely."""

    risk: str
    row: Row
    day: str
    likelihood: str
    nearly: bool = False


def came_true(pack: Pack, seen: FormSituation) -> tuple[CameTrue, ...]:
    """The incidents whose risk is rated in the lower half of the scale, or at its lowest point
    where it only nearly happened; unknown is no low rating."""
    cycle, points = pack.workflow.cycle, pack.matrix.likelihood
    found = []
    for row in seen.assessment.rows_of(cycle.incidents) if cycle.incidents in seen.active else ():
        for id in proved_by(pack, seen.assessment, row):
            risk = seen.assessment.risks[id]
            point = None if risk.likelihood == UNKNOWN else points.get(risk.likelihood)
            nearly = row.cells.get("type") == NEAR_MISS
            highest = 1 if nearly else len(points) // 2
            if point is not None and point.rank <= highest and not risk.dismissed:
                day = str(row.cells.get("date", ""))
                found.append(CameTrue(id, row, day, risk.likelihood, nearly))
    return tuple(found)


def proved_by(pack: Pack, assessment: Assessment, row: Row) -> tuple[str, ...]:
    """The risks of the register that an incident names: their ids, however they are set apart."""
    said = str(row.cells.get(pack.workflow.cycle.proves, ""))
    words = "".join(c if c.isalnum() or c in "_-" else " " for c in said).split()
    known = {id.casefold(): id for id in assessment.risks}
    found = (known.get(word.casefold()) for word in words)
    return tuple(dict.fromkeys(id for id in found if id is not None))


def _is_above(matrix: RiskMatrix, risk: RatedRisk) -> bool:
    if risk.level == NOT_RATED or risk.risk.avoided:
        return False
    return matrix.is_above_tolerance(risk.level)
