"""The scoring rule against its worked examples, and more that were worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.scoring import (
    AppliedControl,
    JudgedRisk,
    Place,
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


def held(id: str, axis: str, strength: str, status: str, by: str, **more: str) -> AppliedControl:
    """A control with the custodian *by*, who may be nobody."""
    return replace(control(id, axis, strength, status, **more), custodian=by)


ICO, FIVE, UN = (
    next(matrix for matrix in MATRICES if matrix.id == id)
    for id in ("ico-3x3", "conventional-5x5", "un-security-5x5")
)
Ranks = tuple[int, int, str]


@dataclass(frozen=True)
class ByHand:
    """A risk worked out with a pencil: its inherent place, and today's and the plan's."""

    risk: JudgedRisk
    controls: list[AppliedControl]
    inherent: Ranks
    today: Ranks
    projected: Ranks
    precaution: bool = False
    matrix: RiskMatrix = DEFAULT


STRONG_SEEN = control("M30", "likelihood", "strong", "verified")
SECOND_SEEN = control("M38", "likelihood", "strong", "verified")
THIRD_SEEN = control("M32", "likelihood", "strong", "verified")
TO_COME = control("M37", "likelihood", "strong", "planned", owner="office", due="2027-01-15")
BY_HAND = {
    # Unknown counts as Likely (3) and raises the mark; verified earns under it: 3 - 1 = 2.
    "unknown likelihood, no evidence, a verified control": ByHand(
        JudgedRisk(2, None, evidence="none"),
        [STRONG_SEEN],
        (3, 2, "medium"),
        (2, 2, "medium"),
        (2, 2, "medium"),
        precaution=True,
    ),
    # No evidence and Serious raise the mark though likelihood is known: in place and planned
    # earn nothing, not in the plan either.
    "no evidence for serious harm": ByHand(
        JudgedRisk(3, 4, evidence="none"),
        [control("M30", "likelihood", "strong", "in_place"), TO_COME, PHONE[0]],
        (4, 3, "critical"),
        (4, 3, "critical"),
        (4, 3, "critical"),
        precaution=True,
    ),
    # No evidence, but Limited harm: no mark. 1/2 + 1/2 = 1, so 4 - 1 = 3.
    "no evidence for limited harm": ByHand(
        JudgedRisk(2, 4, evidence="none"),
        [control("M30", "likelihood", "strong", "in_place"), PHONE[0]],
        (4, 2, "high"),
        (3, 2, "medium"),
        (3, 2, "medium"),
    ),
    # Seen a year and a day ago: in place, 1/2. Seen a year ago to the day: 1. 1 1/2 is one step.
    "evidence older than twelve months": ByHand(
        JudgedRisk(3, 3),
        [
            replace(STRONG_SEEN, evidence_date="2025-11-20"),
            replace(SECOND_SEEN, evidence_date="2025-11-21"),
        ],
        (3, 3, "high"),
        (2, 3, "high"),
        (2, 3, "high"),
    ),
    # What the guard holds does not keep the guard out: 0 + 1, so 4 - 1 = 3.
    "a custodian whom the risk comes from": ByHand(
        JudgedRisk(2, 4, threat_source="The guard"),
        [
            held("M30", "likelihood", "strong", "verified", "the  Guard"),
            held("M38", "likelihood", "strong", "verified", "key holder"),
        ],
        (4, 2, "high"),
        (3, 2, "medium"),
        (3, 2, "medium"),
    ),
    # The administrator's two count once on each axis: likelihood 1, severity 1 (not 2).
    "the same custodian on both axes": ByHand(
        JudgedRisk(4, 4),
        [
            held("M30", "both", "strong", "verified", "administrator"),
            held("M31", "severity", "strong", "verified", "Administrator"),
        ],
        (4, 4, "critical"),
        (3, 3, "high"),
        (3, 3, "high"),
    ),
    # Nobody is named for either, so the two are one: 1, not 2.
    "two controls that nobody is named for": ByHand(
        JudgedRisk(3, 3),
        [
            held("M30", "likelihood", "strong", "verified", ""),
            held("M38", "likelihood", "strong", "verified", " "),
        ],
        (3, 3, "high"),
        (2, 3, "high"),
        (2, 3, "high"),
    ),
    # Four halves make 2, but 3 - 2 is Remote and nothing strong is verified: it stops at 2.
    "moderate controls do not reach Remote": ByHand(
        JudgedRisk(3, 3),
        [control(f"M4{n}", "likelihood", "moderate", "verified") for n in range(4)],
        (3, 3, "high"),
        (2, 3, "high"),
        (2, 3, "high"),
    ),
    # 1 + 1/2 + 1/2 = 2 with a strong verified one among them: Remote it is.
    "one strong verified control opens Remote": ByHand(
        JudgedRisk(3, 3),
        [STRONG_SEEN, *PHONE],
        (3, 3, "high"),
        (1, 3, "medium"),
        (1, 3, "medium"),
    ),
    # Limited harm that cannot be undone is Grave; likelihood 4 - 1 = 3, severity takes no step.
    "harm that cannot be undone, with a severity control": ByHand(
        JudgedRisk(2, 4, irreversible=True),
        [held("M30", "both", "strong", "verified", "administrator")],
        (4, 4, "critical"),
        (3, 4, "critical"),
        (3, 4, "critical"),
    ),
    # Today 1/2 is no step. With the plan 1/2 + 1/2 = 1, so 4 - 1 = 3.
    "a plan with an owner and a date": ByHand(
        JudgedRisk(2, 4),
        [TO_COME, PHONE[0]],
        (4, 2, "high"),
        (4, 2, "high"),
        (3, 2, "medium"),
    ),
    # The same without the date is a wish.
    "a plan without a date": ByHand(
        JudgedRisk(2, 4),
        [replace(TO_COME, due=" "), PHONE[0]],
        (4, 2, "high"),
        (4, 2, "high"),
        (4, 2, "high"),
    ),
    # Partly counts like planned: 1 today, 1 + 1/2 + 1/2 = 2 with the plan; 1 is verified.
    "partly in place, in the plan": ByHand(
        JudgedRisk(3, 3),
        [STRONG_SEEN, PHONE[0], replace(TO_COME, status="partly")],
        (3, 3, "high"),
        (2, 3, "high"),
        (1, 3, "medium"),
    ),
    # 1/2 + 1/2 on both axes: one step each.
    "half steps on both axes": ByHand(
        JudgedRisk(4, 3),
        [
            control("M30", "both", "strong", "in_place"),
            control("M39", "both", "moderate", "verified"),
        ],
        (3, 4, "critical"),
        (2, 3, "high"),
        (2, 3, "high"),
    ),
    # Three by three allows one step on each axis: 3 - 1 (of 2) and 3 - 1.
    "three by three": ByHand(
        JudgedRisk(3, 3),
        [STRONG_SEEN, SECOND_SEEN, control("M31", "severity", "strong", "verified")],
        (3, 3, "high"),
        (2, 2, "medium"),
        (2, 2, "medium"),
        matrix=ICO,
    ),
    # Three strong verified controls make 3, of which two count: 5 - 2 = 3.
    "five by five": ByHand(
        JudgedRisk(4, 5),
        [STRONG_SEEN, SECOND_SEEN, THIRD_SEEN],
        (5, 4, "extreme"),
        (3, 4, "high"),
        (3, 4, "high"),
        matrix=FIVE,
    ),
    # 2 - 2 would leave the scale: it ends at 1, which a strong verified control opens.
    "at the end of the scale": ByHand(
        JudgedRisk(5, 2),
        [STRONG_SEEN, SECOND_SEEN],
        (2, 5, "medium"),
        (1, 5, "medium"),
        (1, 5, "medium"),
        matrix=UN,
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_was_worked_out_by_hand_comes_out(name: str) -> None:
    worked = BY_HAND[name]
    result = score(worked.matrix, worked.risk, worked.controls, on=ON)
    assert result.inherent == Place(*worked.inherent)
    assert result.today == Place(*worked.today)
    assert result.projected == Place(*worked.projected)
    assert result.precaution is worked.precaution


def test_hands_are_the_same_however_their_letters_are_put_together() -> None:
    jose = held("M30", "likelihood", "strong", "verified", "Jos\u00e9")
    again = held("M38", "likelihood", "strong", "verified", "JOSE\u0301")
    assert score(DEFAULT, JudgedRisk(3, 3), [jose, again], on=ON).today == Place(2, 3, "high")


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@given(days, days, st.integers(0, 800))
@example(date(2023, 2, 28), date(2023, 2, 28), 366)
def test_evidence_counts_the_same_until_its_last_day(seen: date, today: date, later: int) -> None:
    now = is_recent(seen.isoformat(), today.isoformat())
    end = last_day(seen.isoformat(), today.isoformat())
    day = (today + timedelta(days=later)).isoformat()
    if not end or day <= end:
        assert is_recent(seen.isoformat(), day) is now
    if end:
        after = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
        assert is_recent(seen.isoformat(), after) is not now
