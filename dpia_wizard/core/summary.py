"""What the list of assessments shows of one, computed once and kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Assessment
from dpia_wizard.core.register import NOT_RATED, RatedRisk, counts, register, worst
from dpia_wizard.core.scoring import last_day
from dpia_wizard.core.situation import situation
from dpia_wizard.core.wizard import done, sections
from dpia_wizard.core.workflow import assessment_date, edition, may_edit, moves, stage

TITLE, REVIEW_DATE = "record.title", "review.next"
"""The questions that name an assessment and say when it is reviewed."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the library. ``counts`` holds how many risks stand at each level today;
    ``worst_rank`` orders levels of different matrices, 0 for not rated. ``good_until`` is
    the last day on which the levels stand like this (then evidence grows old), or "" where no
    day changes them."""

    title: str
    reference: str
    edition: int = 1
    stage: str = "draft"
    stage_since: str = ""
    depth: str = "standard"
    worst: str = NOT_RATED
    worst_rank: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    sections_done: int = 0
    sections_total: int = 0
    review_date: str = ""
    remarks: int = 0
    good_until: str = ""


def summary(pack: Pack, assessment: Assessment, *, today: str) -> Summary:
    """The line of *assessment* in the library as of *today* (ISO date)."""
    seen = situation(pack.form, assessment)
    on = assessment_date(assessment, today)
    risks = register(pack, assessment, on=on)
    states = sections(pack, seen, risks)
    made = moves(assessment)
    level = worst(pack, risks)
    return Summary(
        title=assessment.text(TITLE),
        reference=assessment.reference,
        edition=edition(assessment),
        stage=stage(assessment),
        stage_since=made[-1].at if made else assessment.created,
        depth=seen.depth(),
        worst=level,
        worst_rank=0 if level == NOT_RATED else _weight(pack, level),
        counts={level: n for level, n in counts(pack, risks).items() if n},
        sections_done=done(states),
        sections_total=len(states),
        review_date=assessment.text(REVIEW_DATE),
        remarks=sum(not remark.settled for remark in assessment.remarks.values()),
        good_until=_good_until(risks, today) if may_edit(assessment) else "",
    )


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
