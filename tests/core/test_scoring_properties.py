"""What the scoring rule must keep, over every shipped matrix and two hundred drawn by chance.

Each property is a function that takes a case and a source of chance. It is tried on every matrix
from a seed, and once more by Hypothesis, which gives the smallest case where it breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.codec import canonical_json, parse_json, plain, read_record
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import Control, Link, Risk, link_id
from dpia_wizard.core.register import applied, judged
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk, Place, Score, score
from dpia_wizard.packs.load import load_pack
from tests.core.chance import (
    AHEAD,
    OLD,
    ON,
    PEOPLE,
    RECENT,
    STATUSES,
    STRENGTHS,
    Case,
    drawn_case,
    drawn_control,
    every_matrix,
)
from tests.core.rule_by_hand import place

PACK = load_pack()
MATRICES = every_matrix()
PACKS = {matrix.id: replace(PACK, matrix=matrix) for matrix in MATRICES}
CASES_OF_EACH = 12


def scored(case: Case) -> Score:
    return score(case.matrix, case.risk, case.controls, on=ON)


def rank(matrix: RiskMatrix, place: Place) -> int:
    return matrix.level[place.level].rank


def one_more_control_never_raises_today(case: Case, random: Random) -> None:
    more = case._replace(controls=(*case.controls, drawn_control(random, "M99")))
    assert rank(case.matrix, scored(more).today) <= rank(case.matrix, scored(case).today)


def a_better_control_never_raises_today(case: Case, random: Random) -> None:
    controls = list(case.controls)
    if not controls:
        return
    at = random.randrange(len(controls))
    old = controls[at]
    strength = random.choice(STRENGTHS[STRENGTHS.index(old.strength) :])
    status = random.choice(STATUSES[STATUSES.index(old.status) :])
    seen = RECENT if status == "verified" else old.evidence_date
    controls[at] = replace(old, strength=strength, status=status, evidence_date=seen)
    better = case._replace(controls=tuple(controls))
    assert rank(case.matrix, scored(better).today) <= rank(case.matrix, scored(case).today)


def a_control_in_hands_of_its_own_never_raises_today(case: Case, random: Random) -> None:
    controls = list(case.controls)
    if not controls:
        return
    at = random.randrange(len(controls))
    controls[at] = replace(controls[at], custodian="somebody else")
    own = case._replace(controls=tuple(controls))
    assert rank(case.matrix, scored(own).today) <= rank(case.matrix, scored(case).today)


def a_graver_or_likelier_risk_never_stands_lower(case: Case, _random: Random) -> None:
    matrix, risk, controls = case
    now = rank(matrix, scored(case).today)
    if risk.severity < len(matrix.severities):
        graver = Case(matrix, replace(risk, severity=risk.severity + 1), controls)
        assert rank(matrix, scored(graver).today) >= now
    if risk.likelihood is not None and risk.likelihood < len(matrix.likelihoods):
        likelier = Case(matrix, replace(risk, likelihood=risk.likelihood + 1), controls)
        assert rank(matrix, scored(likelier).today) >= now
    lasting = Case(matrix, replace(risk, irreversible=True), controls)
    assert rank(matrix, scored(lasting).today) >= now
    baseless = Case(matrix, replace(risk, evidence="none"), controls)
    assert rank(matrix, scored(baseless).today) >= now


def today_is_at_most_inherent_and_the_plan_at_most_today(case: Case, _random: Random) -> None:
    matrix, result = case.matrix, scored(case)
    assert rank(matrix, result.today) <= rank(matrix, result.inherent)
    assert rank(matrix, result.projected) <= rank(matrix, result.today)


def what_is_only_planned_never_changes_today(case: Case, _random: Random) -> None:
    working = tuple(c for c in case.controls if c.status not in ("planned", "partly"))
    assert scored(case._replace(controls=working)).today == scored(case).today


def order_and_exact_duplicates_change_nothing(case: Case, random: Random) -> None:
    shuffled = [*case.controls, *case.controls]
    random.shuffle(shuffled)
    assert scored(case._replace(controls=tuple(shuffled))) == scored(case)


def a_second_control_in_the_same_hands_changes_nothing(case: Case, random: Random) -> None:
    if not case.controls:
        return
    first = random.choice(case.controls)
    second = replace(first, id="M99", custodian=first.custodian.upper())
    after, before = scored(case._replace(controls=(*case.controls, second))), scored(case)
    assert after.today == before.today
    assert after.projected == before.projected


def unknown_is_never_better_than_what_it_counts_as(case: Case, _random: Random) -> None:
    matrix, risk, controls = case
    unknown = scored(Case(matrix, replace(risk, likelihood=None), controls))
    assert unknown.precaution
    for likelihood in range(1, matrix.likelihood[matrix.unknown_counts_as].rank + 1):
        known = scored(Case(matrix, replace(risk, likelihood=likelihood), controls))
        assert rank(matrix, unknown.today) >= rank(matrix, known.today)


def harm_that_cannot_be_undone_stays_at_the_top(case: Case, _random: Random) -> None:
    lasting = scored(case._replace(risk=replace(case.risk, irreversible=True)))
    assert lasting.today.severity == lasting.projected.severity == case.matrix.top_severity


def the_page_read_once_more_gives_the_same(case: Case, _random: Random) -> None:
    result = scored(case)
    for when in ("inherent", "today", "projected"):
        found: Place = getattr(result, when)
        by_hand = place(*case, on=ON, when=when)
        assert (found.likelihood, found.severity, found.level) == by_hand


def writing_down_and_reading_changes_nothing(case: Case, _random: Random) -> None:
    (matrix, risk, controls), pack = case, PACKS[case.matrix.id]
    unknown = risk.likelihood is None
    likelihood = "unknown" if unknown else matrix.likelihoods[(risk.likelihood or 0) - 1].id
    record = Risk(
        "own",
        threat_source=risk.threat_source,
        severity=matrix.severities[risk.severity - 1].id,
        likelihood=likelihood,
        evidence=risk.evidence,
        irreversible=risk.irreversible,
    )
    judgement = judged(pack, _read(record))
    assert judgement == risk
    linked = (applied(_read(link), _read(made)) for link, made in map(_recorded, controls))
    assert score(matrix, judgement, linked, on=ON) == scored(case)


Kind = TypeVar("Kind", Risk, Link, Control)


def _recorded(control: AppliedControl) -> tuple[Link, Control]:
    link = Link(
        link_id("own", control.id),
        "own",
        control.id,
        control.axis,  # type: ignore[arg-type]  # drawn from the words that it takes
        control.strength,  # type: ignore[arg-type]
    )
    made = Control(
        control.id,
        status=control.status,
        evidence="log",
        evidence_date=control.evidence_date,
        custodian=control.custodian,
        owner=control.owner,
        due=control.due,
    )
    return link, made


def _read(record: Kind) -> Kind:
    collection = {Risk: "risks", Link: "links", Control: "controls"}[type(record)]
    again = read_record(collection, parse_json(canonical_json(plain(record))))
    assert isinstance(again, type(record))
    return again


Property = Callable[[Case, Random], None]
PROPERTIES: list[Property] = [
    one_more_control_never_raises_today,
    a_better_control_never_raises_today,
    a_control_in_hands_of_its_own_never_raises_today,
    a_graver_or_likelier_risk_never_stands_lower,
    today_is_at_most_inherent_and_the_plan_at_most_today,
    what_is_only_planned_never_changes_today,
    order_and_exact_duplicates_change_nothing,
    a_second_control_in_the_same_hands_changes_nothing,
    unknown_is_never_better_than_what_it_counts_as,
    harm_that_cannot_be_undone_stays_at_the_top,
    the_page_read_once_more_gives_the_same,
    writing_down_and_reading_changes_nothing,
]
every_property = pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)


def risks(matrix: RiskMatrix) -> st.SearchStrategy[JudgedRisk]:
    return st.builds(
        JudgedRisk,
        severity=st.integers(1, len(matrix.severities)),
        likelihood=st.none() | st.integers(1, len(matrix.likelihoods)),
        irreversible=st.booleans(),
        evidence=st.sampled_from(["documented", "judgement", "none"]),
        threat_source=st.sampled_from(["", "guard", "Manager"]),
    )


linked = st.builds(
    AppliedControl,
    id=st.sampled_from([f"M{n:02}" for n in range(1, 9)]),
    axis=st.sampled_from(["likelihood", "severity", "both"]),
    strength=st.sampled_from(STRENGTHS),
    status=st.sampled_from(STATUSES),
    evidence_date=st.sampled_from(["", OLD, RECENT, AHEAD]),
    custodian=st.sampled_from(PEOPLE),
    owner=st.sampled_from(["", "head of office"]),
    due=st.sampled_from(["", "2027-01-15"]),
)
cases = st.sampled_from(MATRICES).flatmap(
    lambda matrix: st.builds(
        Case,
        st.just(matrix),
        risks(matrix),
        st.lists(linked, max_size=7, unique_by=lambda c: c.id).map(tuple),
    )
)


@every_property
def test_it_holds_for_every_matrix(holds: Property) -> None:
    random = Random(holds.__name__)  # noqa: S311 -- the same in every run
    for matrix in MATRICES:
        for _time in range(CASES_OF_EACH):
            holds(drawn_case(matrix, random), random)


@every_property
@settings(max_examples=60)
@given(cases, st.randoms(use_true_random=False))
def test_it_holds_wherever_hypothesis_looks(holds: Property, case: Case, random: Random) -> None:
    holds(case, random)


def test_the_drawn_matrices_are_of_every_size() -> None:
    drawn = MATRICES[-200:]
    assert {len(matrix.likelihoods) for matrix in drawn} == {3, 4, 5, 6}
    assert {len(matrix.severities) for matrix in drawn} == {3, 4, 5, 6}
    assert {len(matrix.levels) for matrix in drawn} == {3, 4, 5}
    assert {matrix.level[matrix.tolerance].rank for matrix in drawn} == {1, 2, 3, 4}
    assert len({matrix.cells for matrix in drawn}) > 150
