"""The extract for the Working Group: counts and catalogue ids, no words that anybody typed.

Its records have no field that could hold a name, a place, an agency or free text. Which small
counts are withheld is for the writers to say (`report.working_group.FEWEST`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dpia_wizard.core.acceptance import acceptances, needs_acceptance
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.findings import stops
from dpia_wizard.core.model import Assessment
from dpia_wizard.core.register import NOT_RATED, RatedRisk, counts, register
from dpia_wizard.core.review_cycle import named_stage, review_due, stage_on
from dpia_wizard.core.sign_offs import Missing, SignOffVerdict, unsigned_approval
from dpia_wizard.core.situation import situation
from dpia_wizard.core.workflow import assessment_date


@dataclass(frozen=True, slots=True)
class ExtractedRisk:
    """A catalogue risk with its levels; risks of a team's own are only counted.

    ``lowest`` and ``highest`` are the ends of its range today, "" where it has none.
    """

    risk: str
    group: str
    inherent: str
    today: str
    projected: str
    clauses: tuple[str, ...]
    lowest: str = ""
    highest: str = ""


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """How the controls of one family stand."""

    family: str
    verified: int
    in_place: int
    partly_or_planned: int
    missing: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Extract:
    """What the Working Group receives of one assessment.

    The counts by level hold also risks that nobody rated, which stand in none of the lists.
    """

    stage: str
    depth: str
    month: str
    matrix: str
    rule_edition: str
    today: tuple[tuple[str, int], ...]
    inherent: tuple[tuple[str, int], ...]
    projected: tuple[tuple[str, int], ...]
    risks: tuple[ExtractedRisk, ...]
    own_risks: int
    ranges: int
    families: tuple[FamilyCount, ...]
    shared_controls: tuple[tuple[str, str], ...]
    strained_clauses: tuple[tuple[str, int], ...]
    stops: tuple[str, ...]
    borne: int = 0
    """Risks above the tolerance that somebody bears for a time."""
    not_borne: int = 0
    """Risks above the tolerance that nobody bears today."""
    over: int = 0
    """Those of them that somebody bore until a day that is over."""
    not_signed: Missing | Literal[""] = ""
    """Whose sign-off an approval waits for, "" for none; no agency is named."""


def extract(
    pack: Pack, assessment: Assessment, *, today: str, sign_offs: Iterable[SignOffVerdict] = ()
) -> Extract:
    """The extract of *assessment* as of *today* (ISO date; only its month is kept); *sign_offs* is
    what can be said of each of its sign-offs."""
    every = register(pack, assessment, on=assessment_date(assessment, today))
    counted = [risk for risk in every if not risk.risk.avoided]
    risks = [risk for risk in counted if risk.score is not None]
    left = len(counted) - len(risks)
    known = [risk for risk in risks if risk.known is not None]
    seen = situation(pack.form, assessment)
    strained: Counter[str] = Counter()
    for risk in known:
        if risk.known is not None and pack.matrix.is_above_tolerance(risk.level):
            strained.update(risk.known.clauses)
    shared = [action for action in assessment.actions.values() if action.shared]
    above = [risk for risk in risks if needs_acceptance(pack, risk)]
    accepted = acceptances(pack, assessment, above, today=today)
    borne = sum(found.counts for found in accepted.values())
    unsigned = unsigned_approval(assessment, pack, sign_offs)
    return Extract(
        stage=named_stage(
            assessment, stage_on(assessment, review_due(pack, seen, risks), today=today)
        ),
        depth=seen.depth(),
        month=today[:7],
        matrix=pack.matrix.id,
        rule_edition=pack.matrix.rule_edition,
        today=tuple(counts(pack, counted).items()),
        inherent=_levels(pack, [r.score.inherent.level for r in risks if r.score], left),
        projected=_levels(pack, [r.score.projected.level for r in risks if r.score], left),
        risks=tuple(sorted((_risk(r) for r in known), key=lambda r: r.risk)),
        own_risks=len(risks) - len(known),
        ranges=sum(risk.shown_range is not None for risk in risks),
        families=_families(pack, risks),
        shared_controls=tuple(
            sorted({(a.control, a.due[:7]) for a in shared if a.control in pack.control})
        ),
        strained_clauses=tuple(sorted(strained.items(), key=lambda pair: (-pair[1], pair[0]))),
        stops=tuple(s.condition.id for s in stops(pack, seen, risks, today=today) if s.holds),
        borne=borne,
        not_borne=len(above) - borne,
        over=sum(found.standing == "over" for found in accepted.values()),
        not_signed="" if unsigned is None else unsigned.kind,
    )


def _risk(rated: RatedRisk) -> ExtractedRisk:
    known, score = rated.known, rated.score
    if known is None or score is None:
        raise ValueError("only rated risks of the catalogue are extracted")
    found = rated.shown_range
    return ExtractedRisk(
        known.id,
        known.group,
        score.inherent.level,
        rated.level,
        score.projected.level,
        known.clauses,
        *(("", "") if found is None else (found.lowest, found.highest)),
    )


def _levels(pack: Pack, levels: Sequence[str], left: int) -> tuple[tuple[str, int], ...]:
    """How many stand at each level, and *left* of them at none, because nobody rated them."""
    found = Counter(levels)
    counted = tuple((level.id, found[level.id]) for level in reversed(pack.matrix.levels))
    return (*counted, (NOT_RATED, left)) if left else counted


def _families(pack: Pack, risks: Sequence[RatedRisk]) -> tuple[FamilyCount, ...]:
    status = {
        control.id: risk.status_of(control)
        for risk in risks
        for _, control in risk.controls
        if control.id in pack.control
    }
    found = []
    for family in dict.fromkeys(control.family for control in pack.controls):
        mine = Counter(s for id, s in status.items() if pack.control[id].family == family)
        if mine:
            partly = mine["partly"] + mine["planned"]
            found.append(
                FamilyCount(
                    family,
                    mine["verified"],
                    mine["in_place"],
                    partly,
                    mine["not_in_place"],
                    mine["unknown"],
                )
            )
    return tuple(found)
