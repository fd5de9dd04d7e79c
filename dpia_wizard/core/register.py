"""The risk register as it stands: every risk with its controls, its levels and their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dpia_wizard.core.catalogue import CatalogueRisk, Pack
from dpia_wizard.core.condition import because, holds
from dpia_wizard.core.model import (
    UNKNOWN,
    Assessment,
    Control,
    Decision,
    Link,
    Rating,
    Record,
    Risk,
    link_id,
)
from dpia_wizard.core.scoring import (
    AppliedControl,
    JudgedRisk,
    Score,
    counted_status,
    score,
)
from dpia_wizard.core.situation import FormSituation, situation
from dpia_wizard.core.summary import NOT_RATED as NOT_RATED
from dpia_wizard.core.team import AGREED, Levels, LevelsOf, Range, Spread, range_of, rounds, spread
from dpia_wizard.core.workflow import matrix_changed

Standing = Mapping[str, tuple[tuple[Rating, ...], Decision | None]]
"""The ratings of the team that stand, by risk, and the consensus on each (`team.rounds`)."""

STATUS_OF_ANSWER = {"yes": "in_place", "partly": "partly", "no": "not_in_place", "unknown": UNKNOWN}
"""What an answer in the security section says about a control; with evidence seen: verified."""


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk with everything that is computed about it.

    ``level`` is the level today as it counts: what the evidence supports, the higher one that
    the team stated, or what a supervisor set; `NOT_RATED` while likelihood or severity is open.
    ``overridden`` marks a level below what the evidence supports. ``spread`` is what several
    people made of it, ``range`` what to tell beside the level of that, or of missing evidence.
    """

    risk: Risk
    known: CatalogueRisk | None
    controls: tuple[tuple[Link, Control], ...]
    score: Score | None
    level: str
    is_confirmed: bool
    overridden: bool
    decision: Decision | None
    on: str
    spread: Spread | None = None
    range: Range | None = None

    @property
    def id(self) -> str:
        """The id of the risk."""
        return self.risk.id

    @property
    def is_open(self) -> bool:
        """Whether the risk counts: not dismissed as not applicable."""
        return not self.risk.dismissed

    @property
    def has_verified_control(self) -> bool:
        """Whether at least one linked control was seen working."""
        return any(self.status_of(control) == "verified" for _, control in self.controls)

    @property
    def shown_range(self) -> Range | None:
        """The range, where it says something that the level does not."""
        found = self.range
        if found is None or found.lowest == found.highest == self.level:
            return None
        return found

    @property
    def is_unsettled(self) -> bool:
        """Whether people rated it together and no consensus is recorded since."""
        return self.range is not None and self.range.by_team

    def status_of(self, control: Control) -> str:
        """The status that a control counts with on the date of this rating."""
        return status_that_counts(control, self.on)


def control_as_it_stands(
    pack: Pack, assessment: Assessment, control: str, *, seen: FormSituation | None = None
) -> Control:
    """The control with what is empty filled from the answer to its security measure.

    A measure that is not asked counts for nothing. *seen* saves looking at the whole form again.
    """
    record = assessment.controls.get(control, Control(control))
    if record.status:
        return record
    question = pack.measure.get(control)
    answer = None if question is None else assessment.answers.get(question.id)
    if question is None or answer is None or not isinstance(answer.value, str):
        return replace(record, status=UNKNOWN)
    if seen is None:
        seen = situation(pack.form, assessment)
    if question.id not in seen.active:
        return replace(record, status=UNKNOWN)
    status = STATUS_OF_ANSWER.get(answer.value, UNKNOWN)
    if status == "in_place" and answer.evidence.strip() and answer.seen:
        status = "verified"
    return replace(
        record,
        status=status,
        evidence=record.evidence or answer.evidence,
        evidence_date=record.evidence_date or answer.seen,
    )


def rated(
    pack: Pack,
    assessment: Assessment,
    risk: Risk,
    *,
    on: str,
    seen: FormSituation | None = None,
    standing: Standing | None = None,
) -> RatedRisk:
    """One risk with its score on the date *on* (ISO) and the level that counts.

    *standing* saves looking for the ratings of the team again (`team.rounds`).
    """
    known = pack.risk.get(risk.id)
    if seen is None:
        seen = situation(pack.form, assessment)
    controls = tuple(
        (link, control_as_it_stands(pack, assessment, link.control, seen=seen))
        for link in assessment.links_of(risk.id)
    )
    judgement = judged(pack, risk)
    matrix = pack.matrix
    worked = tuple(applied(link, control) for link, control in controls)
    told, between = _told_by_people(pack, assessment, risk, worked, standing, on=on)
    if judgement is None:
        return RatedRisk(
            risk, known, controls, None, NOT_RATED, False, False, None, on, told, between
        )
    result = score(matrix, judgement, worked, on=on)
    supported = result.today.level
    level, confirmed = _stated(pack, risk, supported)
    decision = _standing_decision(pack, assessment, risk.id, supported, level)
    if decision is not None:
        level = decision.level
    overridden = matrix.level[level].rank < matrix.level[supported].rank
    return RatedRisk(
        risk, known, controls, result, level, confirmed, overridden, decision, on, told, between
    )


def status_that_counts(control: Control, on: str) -> str:
    """The status a control counts with: verified only by evidence named and seen in the 12
    months before the ISO date *on* (`scoring.counted_status`)."""
    seen = control.evidence_date if control.evidence.strip() else ""
    return counted_status(control.status, seen, on)


def judged(pack: Pack, risk: Risk) -> JudgedRisk | None:
    """The risk as the scoring rule takes it; None while likelihood or severity is open."""
    matrix = pack.matrix
    known = pack.risk.get(risk.id)
    severity = matrix.severity.get(risk.severity)
    irreversible = risk.irreversible or (known is not None and known.irreversible)
    has_likelihood = risk.likelihood == UNKNOWN or risk.likelihood in matrix.likelihood
    if not has_likelihood or (severity is None and not irreversible):
        return None
    return JudgedRisk(
        severity=matrix.top_severity if severity is None else severity.rank,
        likelihood=(
            None if risk.likelihood == UNKNOWN else matrix.likelihood[risk.likelihood].rank
        ),
        irreversible=irreversible,
        evidence=risk.evidence or "judgement",
        threat_source=risk.threat_source or (known.threat_source if known is not None else ""),
    )


def applied(link: Link, control: Control) -> AppliedControl:
    """A linked control as the scoring rule takes it."""
    return AppliedControl(
        id=control.id,
        axis=link.axis,
        strength=link.strength,
        status=control.status,
        evidence_date=control.evidence_date if control.evidence.strip() else "",
        custodian=control.custodian,
        owner=control.owner,
        due=control.due,
    )


def register(
    pack: Pack, assessment: Assessment, *, on: str, seen: FormSituation | None = None
) -> tuple[RatedRisk, ...]:
    """Every risk that is not dismissed, the worst first (`scoring.md`: level, severity,
    likelihood, risks without any verified control); risks not rated yet stand before Low."""
    if seen is None:
        seen = situation(pack.form, assessment)
    standing = rounds(assessment)
    risks = (
        rated(pack, assessment, risk, on=on, seen=seen, standing=standing)
        for risk in assessment.risks.values()
    )
    return tuple(sorted((r for r in risks if r.is_open), key=lambda r: _worst_first(pack, r)))


def counts(pack: Pack, risks: Iterable[RatedRisk]) -> dict[str, int]:
    """How many risks stand at each level today, the worst first, and `NOT_RATED` last."""
    found = {level.id: 0 for level in reversed(pack.matrix.levels)} | {NOT_RATED: 0}
    for risk in risks:
        if not risk.risk.avoided:
            found[risk.level] += 1
    return found


def worst(pack: Pack, risks: Iterable[RatedRisk]) -> str:
    """The worst level today; `NOT_RATED` when no risk is rated."""
    ranks = {level.id: level.rank for level in pack.matrix.levels}
    levels = [risk.level for risk in risks if risk.level in ranks and not risk.risk.avoided]
    return max(levels, key=ranks.__getitem__, default=NOT_RATED)


@dataclass(frozen=True, slots=True)
class Offer:
    """A risk that the catalogue proposes; ``because`` names the questions whose answers raise
    it, empty for one that every assessment looks at."""

    risk: CatalogueRisk
    because: tuple[str, ...]


def offers(pack: Pack, seen: FormSituation) -> tuple[Offer, ...]:
    """The risks to propose now: mandatory ones and those that the answers raise."""
    found = []
    for risk in pack.risks:
        if risk.id in seen.assessment.risks:
            continue
        raised = risk.when is not None and holds(risk.when, seen) is True
        if raised and risk.when is not None:
            found.append(Offer(risk, because(risk.when, seen)))
        elif risk.mandatory:
            found.append(Offer(risk, ()))
    return tuple(found)


def no_longer_raised(pack: Pack, seen: FormSituation) -> frozenset[str]:
    """The risks of the register that the catalogue offers for certain answers, and that the
    answers given now do not raise. They stay, with all that was written, until the team acts."""
    kept = (pack.risk.get(id) for id in seen.assessment.risks)
    return frozenset(
        risk.id
        for risk in kept
        if risk is not None
        and not risk.mandatory
        and risk.when is not None
        and holds(risk.when, seen) is not True
    )


def accepted(
    assessment: Assessment, risks: Iterable[RatedRisk], *, today: str
) -> dict[str, Decision]:
    """The risks that somebody senior bears until a date that is not over (ISO *today*), with
    the newest acceptance of each; one that was given for another level holds no longer."""
    levels = {risk.id: risk.level for risk in risks}
    since = matrix_changed(assessment)
    newest: dict[str, Decision] = {}
    for decision in sorted(assessment.decisions.values(), key=lambda d: (d.at, d.id)):
        if decision.kind == "accepted" and decision.at > since:
            newest[decision.about] = decision
    return {
        id: decision
        for id, decision in newest.items()
        if decision.until >= today and levels.get(id) == decision.level
    }


def taken_up(assessment: Assessment, risk: CatalogueRisk) -> tuple[Record, ...]:
    """The records that put an offered risk into the register: the risk and its controls."""
    records: list[Record] = [Risk(risk.id, threat_source="", irreversible=risk.irreversible)]
    for linked in risk.controls:
        if linked.control not in assessment.controls:
            records.append(Control(linked.control))
        id = link_id(risk.id, linked.control)
        records.append(Link(id, risk.id, linked.control, linked.axis, linked.strength))
    return tuple(records)


def _told_by_people(
    pack: Pack,
    assessment: Assessment,
    risk: Risk,
    controls: tuple[AppliedControl, ...],
    standing: Standing | None,
    *,
    on: str,
) -> tuple[Spread | None, Range | None]:
    """What the team made of *risk* and the range to tell; nothing of a risk that was set aside."""
    found = (rounds(assessment) if standing is None else standing).get(risk.id)
    no_evidence = risk.evidence == "none"
    if found is None and not no_evidence:
        return None, None
    levels_of = _levels_of(pack, risk, controls, on=on)
    told = spread(pack.matrix, found, levels_of)
    if risk.dismissed or risk.avoided:
        return told, None
    own = (risk.likelihood, risk.severity)
    return told, range_of(pack.matrix, told, own, levels_of, no_evidence=no_evidence)


def _levels_of(
    pack: Pack, risk: Risk, controls: tuple[AppliedControl, ...], *, on: str
) -> LevelsOf:
    """What a rating of *risk* gives under *controls*; without evidence, one step of likelihood
    to either side may be meant as well."""
    matrix = pack.matrix

    def level(judgement: JudgedRisk) -> str:
        return score(matrix, judgement, controls, on=on).today.level

    def levels_of(likelihood: str, severity: str) -> Levels | None:
        judgement = judged(pack, replace(risk, likelihood=likelihood, severity=severity))
        if judgement is None:
            return None
        meant = level(judgement)
        found = [meant]
        if risk.evidence == "none":
            rank = judgement.likelihood
            if rank is None:
                rank = matrix.likelihood[matrix.unknown_counts_as].rank
            near = (r for r in (rank - 1, rank + 1) if 1 <= r <= len(matrix.likelihoods))
            found += [level(replace(judgement, likelihood=r)) for r in near]
        ordered = sorted(found, key=lambda id: matrix.level[id].rank)
        return Levels(meant, ordered[0], ordered[-1])

    return levels_of


def _stated(pack: Pack, risk: Risk, supported: str) -> tuple[str, bool]:
    level = pack.matrix.level.get(risk.stated)
    if level is None or level.rank < pack.matrix.level[supported].rank:
        return supported, False
    if level.id == supported:
        return supported, True
    return level.id, bool(risk.stated_reason.strip())


def _standing_decision(
    pack: Pack, assessment: Assessment, risk: str, supported: str, stated: str
) -> Decision | None:
    """A supervisor's newest word on a risk, while it still answers what stands there: the
    evidence supports what it did then, the team has not gone above it since, and the matrix is
    still the same.

    Only a level that was lowered on purpose stands below what the team states; it goes on doing
    so when somebody accepts it after.
    """
    since = matrix_changed(assessment)
    mine = [
        d
        for d in assessment.decisions.values()
        if d.about == risk and d.at > since and d.kind != AGREED
    ]
    mine.sort(key=lambda d: (d.at, d.id), reverse=True)
    for word in mine:
        level = pack.matrix.level.get(word.level)
        if level is None or word.supported != supported or word.level != mine[0].level:
            return None
        if word.kind == "lowered" or level.rank >= pack.matrix.level[stated].rank:
            return word
    return None


def _worst_first(pack: Pack, rated: RatedRisk) -> tuple[float, int, int, bool, str]:
    place = rated.score.today if rated.score else None
    rank = pack.matrix.level[rated.level].rank if rated.level != NOT_RATED else 1.5
    return (
        -rank,
        -place.severity if place else 0,
        -place.likelihood if place else 0,
        rated.has_verified_control,
        rated.id,
    )
