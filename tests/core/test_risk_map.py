"""The heat map: every risk that counts stands in one cell, and its way there is told once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.model import Assessment, Control, Link, Risk, link_id, pinned
from dpia_wizard.core.register import RatedRisk, rated
from dpia_wizard.core.risk_map import RiskMap, risk_map
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
TODAY = "2026-11-21"
EMPTY = Assessment("a", "DPIA-2026-001", TODAY, pinned(PACK.ref, PACK.matrix_ref))

judgements = st.builds(
    Risk,
    id=st.just(""),
    likelihood=st.sampled_from(["", "unknown", *PACK.matrix.likelihood]),
    severity=st.sampled_from(["", *PACK.matrix.severity]),
    dismissed=st.booleans(),
    avoided=st.booleans(),
    stated=st.sampled_from(["", "critical"]),
    stated_reason=st.just("a reason"),
)
statuses = st.sampled_from(["verified", "in_place", "planned", "partly", "unknown"])
registers = st.lists(st.tuples(judgements, statuses, statuses), max_size=12)


def rated_all(given_: list[tuple[Risk, str, str]]) -> list[RatedRisk]:
    """Each risk with one control on likelihood and one on severity."""
    found = []
    for number, (judged, *states) in enumerate(given_):
        risk = replace(judged, id=f"own{number}")
        controls, links = {}, {}
        for axis, status in zip(("likelihood", "severity"), states, strict=True):
            id = f"{axis}{number}"
            seen = {"evidence": "log", "evidence_date": TODAY} if status == "verified" else {}
            plan = {"owner": "IT", "due": "2027-01-01"}
            controls[id] = Control(id, status=status, custodian=id, **plan, **seen)
            link = Link(link_id(risk.id, id), risk.id, id, axis, "strong")  # type: ignore[arg-type]
            links[link.id] = link
        made = replace(EMPTY, risks={risk.id: risk}, controls=controls, links=links)
        found.append(rated(PACK, made, risk, on=TODAY))
    return found


def everything(found: RiskMap) -> list[str]:
    inside = [id for risks in found.today.values() for id in risks]
    return sorted([*inside, *found.not_rated, *found.avoided])


@given(registers)
def test_every_risk_that_counts_is_in_one_place(given_: list[tuple[Risk, str, str]]) -> None:
    risks = rated_all(given_)
    found = risk_map(risks)
    assert everything(found) == sorted(risk.id for risk in risks if not risk.risk.dismissed)
    for stage in (found.inherent, found.today, found.projected):
        assert sorted(id for ids in stage.values() for id in ids) == sorted(
            id for ids in found.today.values() for id in ids
        )


@given(registers)
def test_what_is_not_rated_stands_in_no_cell(given_: list[tuple[Risk, str, str]]) -> None:
    risks = rated_all(given_)
    found = risk_map(risks)
    inside = {id for stage in (found.inherent, found.today) for ids in stage.values() for id in ids}
    unrated = {r.id for r in risks if r.score is None and r.is_open and not r.risk.avoided}
    assert set(found.not_rated) == unrated
    assert not inside & unrated


@given(registers)
def test_the_ways_lead_from_where_risks_were_to_where_they_are(
    given_: list[tuple[Risk, str, str]],
) -> None:
    found = risk_map(rated_all(given_))
    for ways, before, after in (
        (found.earned, found.inherent, found.today),
        (found.planned, found.today, found.projected),
    ):
        moved = [id for way in ways for id in way.risks]
        assert len(moved) == len(set(moved))
        for way in ways:
            assert way.start != way.end
            assert set(way.risks) <= set(before[way.start]) & set(after[way.end])
            assert way.end[0] <= way.start[0]  # no control makes a risk worse
            assert way.end[1] <= way.start[1]
        stayed = {id for cell, ids in before.items() for id in ids if id in after.get(cell, ())}
        assert stayed.isdisjoint(moved)
        assert stayed | set(moved) == {id for ids in before.values() for id in ids}


def test_a_level_that_somebody_set_is_told_beside_the_map() -> None:
    low = Risk("", likelihood="remote", severity="low_distress")
    raised = replace(low, stated="critical", stated_reason="a reason")
    found = risk_map(rated_all([(low, "unknown", "unknown"), (raised, "unknown", "unknown")]))
    assert found.elsewhere == ("own1",)


def test_a_level_that_is_a_range_is_told_beside_the_map() -> None:
    known = Risk("", likelihood="possible", severity="serious", evidence="documented")
    guessed = replace(known, evidence="none")
    found = risk_map(rated_all([(known, "unknown", "unknown"), (guessed, "unknown", "unknown")]))
    assert found.ranged == ("own1",)


def test_the_ways_through_a_cell_are_those_that_begin_or_end_in_it() -> None:
    risk = Risk("", likelihood="likely", severity="serious", evidence="documented")
    found = risk_map(rated_all([(risk, "verified", "planned")]))
    (earned,), planned = found.through((2, 3))
    assert (earned.start, earned.end) == ((3, 3), (2, 3))
    assert planned == ()  # half a step is none
    assert found.through((3, 3)) == ((earned,), ())
    assert found.through((1, 1)) == ((), ())
