"""Sum up an assessment in the line that the list of assessments shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpia_wizard.core.acceptance import acceptances, first_end
from dpia_wizard.core.blind import seats
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Assessment, SignOff
from dpia_wizard.core.register import RatedRisk, counts, register, worst
from dpia_wizard.core.review_cycle import (
    ReviewDue,
    came_true,
    review_due,
    stage_on,
    triggers,
)
from dpia_wizard.core.scoring import last_day
from dpia_wizard.core.sign_offs import Unsigned
from dpia_wizard.core.situation import situation
from dpia_wizard.core.summary import NOT_RATED, REVIEW_DATE, TITLE, Due, Summary
from dpia_wizard.core.wizard import done, sections
from dpia_wizard.core.workflow import (
    APPROVALS,
    Stage,
    assessment_date,
    edition,
    may_edit,
    moves,
    standing_decision,
)


def summary(
    pack: Pack,
    assessment: Assessment,
    *,
    today: str,
    void: Iterable[SignOff] = (),
    unsigned: Unsigned | None = None,
) -> Summary:
    """The line of *assessment* in the library as of *today* (ISO date); *void* are the sign-offs
    that hold no longer, *unsigned* is the approval that stands without all who sign it."""
    seen = situation(pack.form, assessment)
    on = assessment_date(assessment, today)
    risks = register(pack, assessment, on=on)
    states = sections(pack, seen, risks)
    made = moves(assessment)
    due = review_due(pack, seen, risks)
    now = stage_on(assessment, due, today=today)
    level = worst(pack, risks)
    return Summary(
        title=assessment.text(TITLE),
        reference=assessment.reference,
        edition=edition(assessment),
        stage=now,
        stage_since=_since(now, due, made[-1].at if made else assessment.created),
        depth=seen.depth(),
        worst=level,
        worst_rank=0 if level == NOT_RATED else _weight(pack, level),
        counts={level: n for level, n in counts(pack, risks).items() if n},
        sections_done=done(states),
        sections_total=len(states),
        review_date=due.due or assessment.text(REVIEW_DATE),
        remarks=sum(not remark.settled for remark in assessment.remarks.values()),
        good_until=(
            _good_until(risks, today) if may_edit(assessment) else _still_to_come(due, today)
        ),
        acceptance_ends=first_end(acceptances(pack, assessment, risks, today=today), today=today),
        dues=(
            *(Due("void", one.at[:10], one.role) for one in void),
            *_not_signed(unsigned),
            *_conditions_end(assessment),
            *(Due("came_true", found.day, found.risk) for found in came_true(pack, seen)),
            *_triggers(pack, assessment),
        ),
        seats=seats(pack, assessment, risks),
    )


def _not_signed(unsigned: Unsigned | None) -> Iterator[Due]:
    """An approval that somebody has not signed who should have."""
    if unsigned is not None:
        yield Due("unsigned", unsigned.decision.at[:10], unsigned.kind)


def _conditions_end(assessment: Assessment) -> Iterator[Due]:
    """The day on which an approval with conditions, or in an emergency, ends."""
    made = standing_decision(assessment)
    if made is not None and made.kind in APPROVALS and made.kind != "approved" and made.until:
        yield Due("until", made.until, made.kind)


def _triggers(pack: Pack, assessment: Assessment) -> Iterator[Due]:
    """What happened since the approval that asks to look again."""
    for found in triggers(pack, assessment):
        yield Due("trigger", str(found.row.cells.get("date", "")), pack.workflow.cycle.log)


def _since(now: Stage, due: ReviewDue, made: str) -> str:
    """Since when it stands where it does: an approval has expired since its day was over."""
    return due.until if now == "expired" else made


def _still_to_come(due: ReviewDue, today: str) -> str:
    """The last day of an approval, unless it is over."""
    return due.until if due.until >= today else ""


def _weight(pack: Pack, level: str) -> int:
    """Where a level stands between nothing and the worst, of 60: so the worst levels of all
    matrices weigh the same."""
    return round(60 * pack.matrix.level[level].rank / len(pack.matrix.levels))


def _good_until(risks: Iterable[RatedRisk], today: str) -> str:
    """The last day, from *today* on, before some evidence grows old or comes to count."""
    seen = (
        control.evidence_date
        for risk in risks
        for _, control in risk.controls
        if control.status == "verified"
    )
    ends = (last_day(day, today) for day in set(seen))
    return min((end for end in ends if end), default="")
