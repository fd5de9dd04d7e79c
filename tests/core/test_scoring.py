"""The scoring rule against its worked examples, and the properties it must keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.scoring import (
    AppliedControl,
    JudgedRisk,
    Place,
    Reason,
    Score,
    is_recent,
    last_day,
    score,
)
from dpia_wizard.data import RISK_MATRICES
from dpia_wizard.packs.load import load_matrix

ON = "2026-11-21"
SEEN = "2026-10-01"
MATRICES = [load_matrix(path) for path in sorted(RISK_MATRICES.glob("*.yaml"))]
DEFAULT = next(matrix for matrix in MATRICES if matrix.id == "child-protection-4x4")


def control(
    id: str, axis: str, strength: str, status: str, custodian: str = "", **more: str
) -> AppliedControl:
    seen = SEEN if status == "verified" else ""
    return AppliedControl(id, axis, strength, status, seen, custodian or id, **more)


M30 = control("M30", "likelihood", "strong", "verified", "system administrator")
EXAMPLE_1 = [
    M30,
    control("M03", "likelihood", "moderate", "in_place"),
    control("M37", "likelihood", "moderate", "planned"),
]
PHONE = [
    control("M39", "likelihood", "moderate", "verified"),
    control("M55", "likelihood", "moderate", "verified"),
]
EXAMPLES = {
    "1": (JudgedRisk(3, 3), EXAMPLE_1, "high", (2, 3, "high")),
    "2": (
        JudgedRisk(3, 3),
        [*EXAMPLE_1, control("M38", "likelihood", "strong", "verified", "key holder")],
        "high",
        (1, 3, "medium"),
    ),
    "3": (
        JudgedRisk(3, 3),
        [*EXAMPLE_1, control("M38", "likelihood", "strong", "verified", "System  administrator")],
        "high",
        (2, 3, "high"),
    ),
    "4": (
        JudgedRisk(4, 3),
        [*PHONE, control("M31", "severity", "strong", "in_place")],
        "critical",
        (2, 4, "high"),
    ),
    "5": (
        JudgedRisk(4, 3),
        [*PHONE, control("M31", "severity", "strong", "verified")],
        "critical",
        (2, 3, "high"),
    ),
    "6": (
        JudgedRisk(3, 2, irreversible=True),
        [control("M22", "both", "strong", "unknown")],
        "high",
        (2, 4, "high"),
    ),
    "7": (
        JudgedRisk(3, None),
        [control("M30", "likelihood", "strong", "in_place")],
        "high",
        (3, 3, "high"),
    ),
    "8": (
        JudgedRisk(3, 2),
        [
            control("M04", "likelihood", "moderate", "verified"),
            control("M24", "likelihood", "moderate", "verified"),
        ],
        "high",
        (2, 3, "high"),
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples_come_out_as_written(name: str) -> None:
    risk, controls, inherent, today = EXAMPLES[name]
    result = score(DEFAULT, risk, controls, on=ON)
    assert result.inherent.level == inherent
    assert result.today == Place(*today)
    assert result.precaution is (name == "7")


def test_every_control_that_is_not_counted_says_why() -> None:
    risk, controls, _, _ = EXAMPLES["3"]
    reasons = score(DEFAULT, risk, controls, on=ON).reasons
    said = {r.facts["control"]: r.code for r in reasons if "control" in r.facts}
    assert said == {
        "M30": "earned",
        "M38": "same_hands",
        "M03": "earns_nothing",
        "M37": "earns_nothing",
    }


def test_the_plan_counts_only_with_owner_and_date() -> None:
    risk = JudgedRisk(3, 3)
    planned = control("M32", "likelihood", "strong", "planned")
    halves = [planned, control("M39", "likelihood", "moderate", "verified")]
    without = score(DEFAULT, risk, halves, on=ON)
    owned = replace(planned, owner="IT officer", due="2027-01-15")
    with_owner = score(DEFAULT, risk, [owned, halves[1]], on=ON)
    assert without.projected == without.today
    assert with_owner.projected.likelihood == without.today.likelihood - 1
    assert with_owner.today == without.today


def test_old_evidence_counts_as_in_place() -> None:
    old = replace(M30, evidence_date="2025-11-20")
    result = score(DEFAULT, JudgedRisk(3, 3), [old], on=ON)
    assert result.today.likelihood == 3
    assert "old_evidence" in {reason.code for reason in result.reasons}
    assert is_recent("2025-11-21", ON)
    assert not is_recent("2026-11-22", ON)
    assert is_recent("2023-02-28", "2024-02-29")


def test_a_reason_names_the_status_that_counts() -> None:
    old = replace(M30, evidence_date="2025-11-20")
    (earned,) = [
        reason
        for reason in score(DEFAULT, JudgedRisk(3, 3), [old], on=ON).reasons
        if reason.code == "earned"
    ]
    assert earned.facts["status"] == "in_place"
    planned = control("M39", "likelihood", "moderate", "planned", owner="office", due="2027-01-15")
    ahead = score(DEFAULT, JudgedRisk(3, 3), [planned], on=ON).projected_reasons
    statuses = {reason.code: reason.facts["status"] for reason in ahead if "status" in reason.facts}
    assert statuses == {"as_planned": "planned", "earns_nothing": "in_place"}


def test_a_control_in_the_hands_of_the_threat_earns_nothing() -> None:
    risk = JudgedRisk(3, 3, threat_source="System administrator")
    assert score(DEFAULT, risk, [M30], on=ON).today.likelihood == 3


# Properties, over every shipped matrix

STRENGTHS = ("weak", "moderate", "strong")
STATUSES = ("not_in_place", "unknown", "planned", "partly", "in_place", "verified")


def risks(matrix: RiskMatrix) -> st.SearchStrategy[JudgedRisk]:
    return st.builds(
        JudgedRisk,
        severity=st.integers(1, len(matrix.severities)),
        likelihood=st.none() | st.integers(1, len(matrix.likelihoods)),
        irreversible=st.booleans(),
        evidence=st.sampled_from(["documented", "judgement", "none"]),
        threat_source=st.sampled_from(["", "guard", "driver"]),
    )


controls = st.builds(
    AppliedControl,
    id=st.sampled_from([f"M{n:02}" for n in range(1, 9)]),
    axis=st.sampled_from(["likelihood", "severity", "both"]),
    strength=st.sampled_from(STRENGTHS),
    status=st.sampled_from(STATUSES),
    evidence_date=st.sampled_from(["", "2024-01-01", SEEN, "2026-12-31"]),
    custodian=st.sampled_from(["", "guard", "IT officer", "key holder"]),
    owner=st.sampled_from(["", "head of office"]),
    due=st.sampled_from(["", "2027-01-15"]),
)
situations = st.sampled_from(MATRICES).flatmap(
    lambda matrix: st.tuples(
        st.just(matrix), risks(matrix), st.lists(controls, max_size=7, unique_by=lambda c: c.id)
    )
)
Situation = tuple[RiskMatrix, JudgedRisk, list[AppliedControl]]


def judged(situation: Situation) -> Score:
    matrix, risk, linked = situation
    return score(matrix, risk, linked, on=ON)


def rank(matrix: RiskMatrix, place: Place) -> int:
    return matrix.level[place.level].rank


@given(situations, controls)
def test_one_more_control_never_raises_today(situation: Situation, more: AppliedControl) -> None:
    matrix, risk, linked = situation
    after = score(matrix, risk, [*linked, replace(more, id="M99")], on=ON)
    assert rank(matrix, after.today) <= rank(matrix, judged(situation).today)


@given(situations, st.data())
def test_a_better_control_never_raises_today(situation: Situation, data: st.DataObject) -> None:
    matrix, risk, linked = situation
    if not linked:
        return
    index = data.draw(st.integers(0, len(linked) - 1))
    old = linked[index]
    strength = data.draw(st.sampled_from(STRENGTHS[STRENGTHS.index(old.strength) :]))
    status = data.draw(st.sampled_from(STATUSES[STATUSES.index(old.status) :]))
    seen = SEEN if status == "verified" else old.evidence_date
    better = [*linked]
    better[index] = replace(old, strength=strength, status=status, evidence_date=seen)
    after = score(matrix, risk, better, on=ON)
    assert rank(matrix, after.today) <= rank(matrix, judged(situation).today)


@given(situations)
def test_a_graver_or_likelier_risk_never_stands_lower(situation: Situation) -> None:
    matrix, risk, linked = situation
    now = rank(matrix, judged(situation).today)
    if risk.severity < len(matrix.severities):
        graver = replace(risk, severity=risk.severity + 1)
        assert rank(matrix, score(matrix, graver, linked, on=ON).today) >= now
    if risk.likelihood is not None and risk.likelihood < len(matrix.likelihoods):
        likelier = replace(risk, likelihood=risk.likelihood + 1)
        assert rank(matrix, score(matrix, likelier, linked, on=ON).today) >= now


@given(situations)
def test_controls_never_make_it_worse_and_the_plan_never_worse_than_today(
    situation: Situation,
) -> None:
    matrix, result = situation[0], judged(situation)
    assert rank(matrix, result.today) <= rank(matrix, result.inherent)
    assert rank(matrix, result.projected) <= rank(matrix, result.today)


@given(situations)
def test_what_is_only_planned_never_changes_today(situation: Situation) -> None:
    matrix, risk, linked = situation
    working = [c for c in linked if c.status not in ("planned", "partly")]
    assert score(matrix, risk, working, on=ON).today == judged(situation).today


@given(situations, st.randoms(use_true_random=False))
def test_order_and_exact_duplicates_change_nothing(situation: Situation, random: object) -> None:
    matrix, risk, linked = situation
    shuffled = [*linked, *linked]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(matrix, risk, shuffled, on=ON) == judged(situation)


@given(situations, st.data())
def test_a_second_control_in_the_same_hands_changes_nothing_unless_it_earns_more(
    situation: Situation, data: st.DataObject
) -> None:
    matrix, risk, linked = situation
    named = [c for c in linked if c.custodian]
    if not named:
        return
    first = data.draw(st.sampled_from(named))
    second = replace(first, id="M99")
    after = score(matrix, risk, [*linked, second], on=ON)
    assert after.today == judged(situation).today
    assert after.projected == judged(situation).projected


@given(situations)
def test_unknown_is_never_better_than_what_it_counts_as(situation: Situation) -> None:
    matrix, risk, linked = situation
    unknown = score(matrix, replace(risk, likelihood=None), linked, on=ON)
    for likelihood in range(1, matrix.likelihood[matrix.unknown_counts_as].rank + 1):
        known = score(matrix, replace(risk, likelihood=likelihood), linked, on=ON)
        assert rank(matrix, unknown.today) >= rank(matrix, known.today)


@given(situations)
def test_harm_that_cannot_be_undone_stays_at_the_top(situation: Situation) -> None:
    matrix, risk, linked = situation
    result = score(matrix, replace(risk, irreversible=True), linked, on=ON)
    assert result.today.severity == result.projected.severity == matrix.top_severity


def replayed(matrix: RiskMatrix, reasons: tuple[Reason, ...], start: Place) -> Place:
    """The place that the printed lines lead to, by another road: adding up what they say."""
    ranks = {"likelihood": start.likelihood, "severity": start.severity}
    irreversible = any(r.code == "irreversible" for r in reasons)
    held = any(r.code == "remote_needs_verified" for r in reasons)
    for axis in ranks:
        earned = [r for r in reasons if r.code == "earned" and r.facts["axis"] == axis]
        total = sum((Fraction(r.facts["credit"]) for r in earned), Fraction(0))  # type: ignore[arg-type]
        caps = [matrix.most_steps[axis], ranks[axis] - 1, int(total)]
        if axis == "severity" and irreversible:
            caps.append(0)
        if axis == "likelihood" and held:
            caps.append(ranks[axis] - 2)
        ranks[axis] -= max(0, min(caps))
    place = (ranks["likelihood"], ranks["severity"])
    return Place(*place, matrix.cells[place[0] - 1][place[1] - 1])


@given(situations)
def test_the_printed_reasons_replayed_give_the_printed_level(situation: Situation) -> None:
    matrix, result = situation[0], judged(situation)
    assert replayed(matrix, result.reasons, result.inherent) == result.today
    irreversible = [r for r in result.reasons if r.code == "irreversible"]
    ahead = (*irreversible, *result.projected_reasons)
    assert replayed(matrix, ahead, result.inherent) == result.projected


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@given(days, days, st.integers(0, 800))
def test_evidence_counts_the_same_until_its_last_day(seen: date, today: date, later: int) -> None:
    now = is_recent(seen.isoformat(), today.isoformat())
    end = last_day(seen.isoformat(), today.isoformat())
    day = (today + timedelta(days=later)).isoformat()
    if not end or day <= end:
        assert is_recent(seen.isoformat(), day) is now
    if end:
        after = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
        assert is_recent(seen.isoformat(), after) is not now
