"""The scoring rule: what level the evidence supports for a risk, and why, line by line.

The rule is our proposal, edition 1. It looks levels up and never multiplies ordinal numbers
(Cox 2008, Risk Analysis 28(2):497-512), credits a control as a layer of protection (CCPS,
Layer of Protection Analysis; IEC 61511), and takes unknown likelihood of grave harm as a sign of
high risk (ICRC Handbook on Data Protection in Humanitarian Action, 2024, ch. 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.posts import compared, is_same

AXES: tuple[Literal["likelihood", "severity"], ...] = ("likelihood", "severity")
_NOTHING = Fraction(0)
_AHEAD = ("planned", "partly")
"""What a plan with an owner and a date brings into place."""

Code = Literal[
    "unknown_likelihood",  # counts as the likelihood that the matrix names
    "no_evidence",  # no evidence and severity from the precaution point up
    "irreversible",  # severity is the top level
    "inherent",
    "earned",
    "same_hands",  # a control in the same hands already counts
    "no_custodian",  # another control that nobody is named for already counts
    "threat_source",  # in the hands of whom the risk comes from
    "precaution",  # only verified controls earn while likelihood or evidence is open
    "earns_nothing",  # its strength and status earn nothing
    "old_evidence",  # verified more than 12 months ago, or with no date: counts as in place
    "as_planned",  # projected: planned or partly in place counts as in place
    "no_plan",  # projected: planned or partly, but without owner or date
    "no_severity_step",  # irreversible harm takes no step on severity
    "steps",
    "most_steps",  # the matrix allows no more steps on this axis
    "remote_needs_verified",  # the lowest likelihood needs a strong, verified control
    "result",
]


@dataclass(frozen=True, slots=True)
class JudgedRisk:
    """What people judged. Ranks count from 1; ``likelihood`` None means unknown.

    ``evidence`` is documented, judgement or none.
    """

    severity: int
    likelihood: int | None
    irreversible: bool = False
    evidence: str = "judgement"
    threat_source: str = ""


@dataclass(frozen=True, slots=True)
class AppliedControl:
    """A control as it works on one risk; statuses and strengths as in `core.model`."""

    id: str
    axis: str
    strength: str
    status: str
    evidence_date: str = ""
    custodian: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the argument: a code and the facts that a sentence about it needs."""

    code: Code
    facts: Mapping[str, str | int | Fraction | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a risk stands in the matrix: two ranks and the level of their cell."""

    likelihood: int
    severity: int
    level: str


@dataclass(frozen=True, slots=True)
class Score:
    """Three places of one risk with the argument for each.

    ``reasons`` argues inherent and today; ``projected_reasons`` only what the plan would add.
    """

    inherent: Place
    today: Place
    projected: Place
    precaution: bool
    rule_edition: str
    reasons: tuple[Reason, ...]
    projected_reasons: tuple[Reason, ...]


def score(
    matrix: RiskMatrix, risk: JudgedRisk, controls: Iterable[AppliedControl], *, on: str
) -> Score:
    """The levels of *risk* under *controls*, judged on the date *on* (ISO)."""
    reasons: list[Reason] = []
    likelihood, severity, precaution = _inherent_ranks(matrix, risk, reasons)
    inherent = _place(matrix, likelihood, severity)
    reasons.append(_reason("inherent", inherent))
    ordered = sorted(set(controls), key=_order)
    argued = len(reasons)
    today = _residual(matrix, risk, inherent, ordered, precaution, on, reasons)
    projected, ahead = today, reasons[argued:]
    if any(control.status in _AHEAD for control in ordered):
        ahead = []
        projected = _residual(matrix, risk, inherent, ordered, precaution, on, ahead, planned=True)
    return Score(
        inherent, today, projected, precaution, matrix.rule_edition, tuple(reasons), tuple(ahead)
    )


def counted_status(status: str, seen: str, on: str) -> str:
    """What a control's status counts as on the date *on*: with old evidence, in place."""
    return "in_place" if status == "verified" and not is_recent(seen, on) else status


def is_recent(seen: str, on: str) -> bool:
    """Whether evidence seen on one ISO date is at most 12 months old on another."""
    try:
        then, now = date.fromisoformat(seen), date.fromisoformat(on)
    except ValueError:
        return False
    day = 28 if (now.month, now.day) == (2, 29) else now.day
    return now.replace(year=now.year - 1, day=day) <= then <= now


def last_day(seen: str, today: str) -> str:
    """The last ISO day, from *today* on, on which evidence seen on *seen* counts as it does
    today; "" when no later day changes it."""
    try:
        then = date.fromisoformat(seen)
    except ValueError:
        return ""
    if seen > today:
        return (then - timedelta(days=1)).isoformat()
    leap = (then.month, then.day) == (2, 29)
    end = then.replace(year=then.year + 1, day=28 if leap else then.day)
    day_after = end + timedelta(days=1)
    if is_recent(seen, day_after.isoformat()):  # seen on a 28 February before a leap year
        end = day_after
    return end.isoformat() if end.isoformat() >= today else ""


def _inherent_ranks(
    matrix: RiskMatrix, risk: JudgedRisk, reasons: list[Reason]
) -> tuple[int, int, bool]:
    precaution = False
    likelihood = risk.likelihood
    if likelihood is None:
        likelihood = matrix.likelihood[matrix.unknown_counts_as].rank
        precaution = True
        reasons.append(Reason("unknown_likelihood", {"likelihood": likelihood}))
    severity = risk.severity
    if risk.irreversible:
        severity = matrix.top_severity
        reasons.append(Reason("irreversible", {"severity": severity}))
    if risk.evidence == "none" and severity >= matrix.severity[matrix.precaution_from].rank:
        precaution = True
        reasons.append(Reason("no_evidence", {"severity": severity}))
    return likelihood, severity, precaution


def _residual(
    matrix: RiskMatrix,
    risk: JudgedRisk,
    inherent: Place,
    controls: Sequence[AppliedControl],
    precaution: bool,
    on: str,
    reasons: list[Reason],
    *,
    planned: bool = False,
) -> Place:
    ranks = {"likelihood": inherent.likelihood, "severity": inherent.severity}
    for axis in AXES:
        offers = [
            _offer(matrix, risk, control, axis, precaution, on, planned=planned)
            for control in controls
            if control.axis in (axis, "both")
        ]
        counted = _independent(offers, axis)
        reasons.extend(reason for offer in counted for reason in offer.reasons)
        total = sum((offer.credit for offer in counted if offer.credit), _NOTHING)
        proven = any(offer.credit and offer.is_proven for offer in counted)
        steps, held = steps_taken(
            matrix, risk, axis, rank=ranks[axis], whole=int(total), proven=proven
        )
        reasons.extend(held)
        before, ranks[axis] = ranks[axis], ranks[axis] - steps
        facts: dict[str, str | int | Fraction] = {"axis": axis, "sum": total, "steps": steps}
        reasons.append(Reason("steps", facts | {"from": before, "to": ranks[axis]}))
    place = _place(matrix, ranks["likelihood"], ranks["severity"])
    reasons.append(_reason("result", place))
    return place


@dataclass(frozen=True, slots=True)
class _Offer:
    """What one control would earn on one axis, with the lines that say so."""

    control: AppliedControl
    status: str
    credit: Fraction
    reasons: tuple[Reason, ...]

    @property
    def is_proven(self) -> bool:
        return self.status == "verified" and self.control.strength == "strong"


def _offer(
    matrix: RiskMatrix,
    risk: JudgedRisk,
    control: AppliedControl,
    axis: str,
    precaution: bool,
    on: str,
    *,
    planned: bool,
) -> _Offer:
    facts: dict[str, str | int | Fraction] = {
        "control": control.id,
        "axis": axis,
        "strength": control.strength,
        "status": control.status,
    }
    notes: list[Reason] = []
    status = counted_status(control.status, control.evidence_date, on)
    if status != control.status:
        notes.append(Reason("old_evidence", facts | {"seen": control.evidence_date}))
    if planned and status in _AHEAD:
        if control.owner.strip() and control.due.strip():
            status = "in_place"
            notes.append(Reason("as_planned", facts | {"due": control.due}))
        else:
            notes.append(Reason("no_plan", facts))
    facts["status"] = status
    if is_same(control.custodian, risk.threat_source):
        reason = Reason("threat_source", facts | {"custodian": control.custodian})
        return _Offer(control, status, _NOTHING, (*notes, reason))
    if precaution and status != "verified":
        return _Offer(control, status, _NOTHING, (*notes, Reason("precaution", facts)))
    credit = matrix.credit.get((control.strength, status), _NOTHING)
    reason = (
        Reason("earned", facts | {"credit": credit}) if credit else Reason("earns_nothing", facts)
    )
    return _Offer(control, status, credit, (*notes, reason))


def _independent(offers: Sequence[_Offer], axis: str) -> list[_Offer]:
    """*offers*, best first, where of those in the same hands only the best keeps its credit."""
    best: dict[str, _Offer] = {}
    kept = []
    for offer in sorted(offers, key=_merit) if len(offers) > 1 else offers:
        whose = compared(offer.control.custodian)
        first = best.get(whose)
        if offer.credit and first is not None:
            facts: dict[str, str | int | Fraction] = {
                "control": offer.control.id,
                "axis": axis,
                "custodian": offer.control.custodian,
                "other": first.control.id,
            }
            reason = Reason("same_hands" if whose else "no_custodian", facts)
            notes = offer.reasons[:-1]
            kept.append(_Offer(offer.control, offer.status, _NOTHING, (*notes, reason)))
            continue
        if offer.credit:
            best[whose] = offer
        kept.append(offer)
    return kept


def _merit(offer: _Offer) -> tuple[Fraction, bool, tuple[str, ...]]:
    return -offer.credit if offer.credit else _NOTHING, not offer.is_proven, _order(offer.control)


def inherent_place(matrix: RiskMatrix, risk: JudgedRisk) -> tuple[Place, bool]:
    """Where *risk* stands before any control, and whether the precaution mark stands."""
    likelihood, severity, precaution = _inherent_ranks(matrix, risk, [])
    return _place(matrix, likelihood, severity), precaution


def earned(
    matrix: RiskMatrix,
    risk: JudgedRisk,
    control: AppliedControl,
    axis: str,
    *,
    precaution: bool,
    on: str,
) -> tuple[Fraction, bool]:
    """What *control* alone earns today on an axis, and whether it is strong and verified."""
    if control.axis not in (axis, "both"):
        return _NOTHING, False
    offer = _offer(matrix, risk, control, axis, precaution, on, planned=False)
    return offer.credit, bool(offer.credit) and offer.is_proven


def steps_taken(
    matrix: RiskMatrix, risk: JudgedRisk, axis: str, *, rank: int, whole: int, proven: bool
) -> tuple[int, tuple[Reason, ...]]:
    """The steps down from *rank* that *whole* credits make, and the caps and floors that hold.

    ``proven``: a strong, verified control counts among them.
    """
    if axis == "severity" and risk.irreversible:
        return 0, (Reason("no_severity_step"),) if whole else ()
    held: list[Reason] = []
    steps = min(whole, rank - 1)
    most = matrix.most_steps[axis]
    if steps > most:
        held.append(Reason("most_steps", {"axis": axis, "most": most}))
        steps = most
    if axis == "likelihood" and steps and rank - steps == 1 and not proven:
        held.append(Reason("remote_needs_verified"))
        steps -= 1
    return steps, tuple(held)


def _place(matrix: RiskMatrix, likelihood: int, severity: int) -> Place:
    return Place(likelihood, severity, matrix.cell(likelihood, severity).id)


def _reason(code: Code, place: Place) -> Reason:
    return Reason(
        code,
        {"likelihood": place.likelihood, "severity": place.severity, "level": place.level},
    )


def _order(control: AppliedControl) -> tuple[str, ...]:
    return (
        control.id,
        control.axis,
        control.strength,
        control.status,
        control.evidence_date,
        compared(control.custodian),
        control.owner,
        control.due,
        control.custodian,
    )
