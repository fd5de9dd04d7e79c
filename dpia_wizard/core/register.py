"""The risk register as it stands: every risk with its controls, its levels and their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from dpia_wizard.core.catalogue import CatalogueRisk, Pack
from dpia_wizard.core.condition import because, holds
from dpia_wizard.core.grounds import Grounds, grounds
from dpia_wizard.core.grounds import control_as_it_stands as control_as_it_stands
from dpia_wizard.core.grounds import status_that_counts as status_that_counts
from dpia_wizard.core.model import (
    UNKNOWN,
    Assessment,
    Control,
    Decision,
    Link,
    Record,
    Risk,
    link_id,
)
from dpia_wizard.core.scoring import (
    AppliedControl,
    JudgedRisk,
    Score,
    score,
)
from dpia_wizard.core.situation import FormSituation
from dpia_wizard.core.summary import NOT_RATED as NOT_RATED
from dpia_wizard.core.team import (
    Levels,
    LevelsOf,
    Range,
    Spread,
    TeamRatings,
    beside,
    levels,
    range_of,
    spread,
)
from dpia_wizard.core.workflow import matrix_changed


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk with everything that is computed about it.

    ``level`` is the level today as it counts: what the evidence supports, the higher one that
    the team stated, or what a supervisor set; `NOT_RATED` while likelihood or severity is open.
    ``overridden`` marks a level below what the evidence supports. ``spread`` is what several
    people made of it, ``range`` what to tell beside the level of that, or of missing evidence.
    ``decision`` is the supervisor's word that sets or confirms the level, ``newest`` the last one
    said while it stands: an acceptance may come after.
    ``basis`` is all that it was computed from: while that is the same, so is the rest.
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
    newest: Decision | None = None
    basis: tuple[object, ...] = field(default=(), compare=False, repr=False)

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


def rated(
    pack: Pack,
    assessment: Assessment,
    risk: Risk,
    *,
    on: str,
    seen: FormSituation | None = None,
) -> RatedRisk:
    """One risk with its score on the date *on* (ISO) and the level that counts."""
    return _rated(grounds(pack, assessment, on=on, seen=seen), risk, None)


def _rated(given: Grounds, risk: Risk, before: RatedRisk | None) -> RatedRisk:
    """One risk; *before*, where it was rated from the same grounds."""
    pack, matrix = given.pack, given.pack.matrix
    known, controls = pack.risk.get(risk.id), given.controls_of(risk.id)
    words, ratings = given.words_on(risk.id), given.by_team.get(risk.id)
    basis = (risk, known, controls, words, ratings, given.on, matrix)
    if before is not None and before.basis == basis:
        return before
    rate = partial(RatedRisk, risk, known, controls, on=given.on, basis=basis)
    judgement = judged(pack, risk)
    worked = tuple(applied(link, control) for link, control in controls)
    told, between = _told_by_people(pack, risk, worked, ratings, on=given.on)
    if judgement is None:
        told = beside(told, risk, NOT_RATED)
        return rate(None, NOT_RATED, False, False, None, spread=told, range=between)
    result = score(matrix, judgement, worked, on=given.on)
    supported = result.today.level
    level, confirmed = _stated(pack, risk, supported)
    told = beside(told, risk, level)
    decision = _standing_decision(pack, words, supported, level)
    if decision is not None:
        level = decision.level
    newest = None if decision is None else words[0]
    overridden = matrix.level[level].rank < matrix.level[supported].rank
    return rate(
        result, level, confirmed, overridden, decision, spread=told, range=between, newest=newest
    )


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
    pack: Pack,
    assessment: Assessment,
    *,
    on: str,
    seen: FormSituation | None = None,
    before: Iterable[RatedRisk] = (),
) -> tuple[RatedRisk, ...]:
    """Every risk that is not dismissed, the worst first (`worst_first`, `every_risk`)."""
    return worst_first(pack, every_risk(pack, assessment, on=on, seen=seen, before=before))


def every_risk(
    pack: Pack,
    assessment: Assessment,
    *,
    on: str,
    seen: FormSituation | None = None,
    before: Iterable[RatedRisk] = (),
) -> tuple[RatedRisk, ...]:
    """Every risk with its score on the date *on* (ISO), dismissed ones included.

    *before*, the same at another moment, saves rating anew what is as it was then.
    """
    given = grounds(pack, assessment, on=on, seen=seen)
    then = {risk.id: risk for risk in before}
    return tuple(_rated(given, risk, then.get(id)) for id, risk in assessment.risks.items())


def worst_first(pack: Pack, risks: Iterable[RatedRisk]) -> tuple[RatedRisk, ...]:
    """Those that are not dismissed, in their order (`scoring.md`: level, severity, likelihood,
    risks without any verified control); risks not rated yet stand before Low, and those that
    the work avoids after all that count."""
    open_ones = (risk for risk in risks if risk.is_open)
    return tuple(sorted(open_ones, key=lambda r: (r.risk.avoided, *_worst_first(pack, r))))


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
    the newest acceptance of each, unless it was withdrawn or answers something else now."""
    known = {risk.id: risk for risk in risks}
    since = matrix_changed(assessment)
    newest: dict[str, Decision] = {}
    for decision in sorted(assessment.decisions.values(), key=lambda d: (d.at, d.id)):
        if decision.kind in ("accepted", "withdrawn") and decision.at > since:
            newest[decision.about] = decision
    return {
        id: decision
        for id, decision in newest.items()
        if decision.kind == "accepted"
        and decision.until >= today
        and id in known
        and still_answers(decision, known[id])
    }


def still_answers(word: Decision, risk: RatedRisk) -> bool:
    """Whether *risk* stands at the level that *word* is about, and the evidence supports what it
    did then; where nobody kept what it supported, the level alone tells."""
    supported = NOT_RATED if risk.score is None else risk.score.today.level
    return word.level == risk.level and word.supported in ("", supported)


def team_level(pack: Pack, risk: RatedRisk) -> str:
    """The level that the team gives a risk, whatever a supervisor said of it since."""
    if risk.score is None:
        return NOT_RATED
    return _stated(pack, risk.risk, risk.score.today.level)[0]


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
    risk: Risk,
    controls: tuple[AppliedControl, ...],
    found: TeamRatings | None,
    *,
    on: str,
) -> tuple[Spread | None, Range | None]:
    """What the team made of *risk* and the range to tell; nothing of a risk that was set aside."""
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
    """What a rating of *risk* gives under *controls*."""

    def levels_of(likelihood: str, severity: str) -> Levels | None:
        judgement = judged(pack, replace(risk, likelihood=likelihood, severity=severity))
        return None if judgement is None else levels(pack.matrix, judgement, controls, on=on)

    return levels_of


def _stated(pack: Pack, risk: Risk, supported: str) -> tuple[str, bool]:
    level = pack.matrix.level.get(risk.stated)
    if level is None or level.rank < pack.matrix.level[supported].rank:
        return supported, False
    if level.id == supported:
        return supported, True
    return level.id, bool(risk.stated_reason.strip())


def _standing_decision(
    pack: Pack, words: tuple[Decision, ...], supported: str, stated: str
) -> Decision | None:
    """A supervisor's newest word on a risk (*words*, newest first), while it still answers what
    stands there: the evidence supports what it did then, the team has not gone above it since,
    and the matrix is still the same.

    Only a level that was lowered on purpose stands below what the team states; it goes on doing
    so when somebody accepts it after.
    """
    for word in words:
        level = pack.matrix.level.get(word.level)
        if level is None or word.supported != supported or word.level != words[0].level:
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
