"""What would lower a risk: every way found does lower it, and no smaller one was passed over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.lowering import Way, ways_to_lower
from dpia_wizard.core.model import Assessment, Control, Link, PackRef, Risk, link_id, pinned
from dpia_wizard.core.register import rated
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
ON = "2026-11-21"
PINS = pinned(PackRef("f", "1", ""), PackRef("m", "1", ""))
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-21", PINS)


def build(risk: Risk, *controls: tuple[Control, str, str]) -> Assessment:
    links = [
        Link(link_id(risk.id, control.id), risk.id, control.id, axis, strength)  # type: ignore[arg-type]
        for control, axis, strength in controls
    ]
    return replace(
        EMPTY,
        risks={risk.id: risk},
        controls={control.id: control for control, _, _ in controls},
        links={link.id: link for link in links},
    )


def ways(assessment: Assessment, risk: str = "own") -> tuple[Way, ...]:
    return ways_to_lower(PACK, rated(PACK, assessment, assessment.risks[risk], on=ON), on=ON)


def after(assessment: Assessment, way: Way) -> str:
    """The level once the improvements of *way* were entered by hand."""
    controls = dict(assessment.controls)
    for made in way.improvements:
        before = controls[made.control]
        controls[made.control] = replace(
            before,
            status=made.status,
            evidence="seen" if made.status == "verified" else before.evidence,
            evidence_date=ON if made.status == "verified" else before.evidence_date,
            custodian=f"hands of {made.control}" if made.own_hands else before.custodian,
        )
    changed = replace(assessment, controls=controls)
    found = rated(PACK, changed, changed.risks["own"], on=ON)
    assert found.score is not None
    return found.score.today.level


def test_seeing_one_strong_control_work_is_enough_and_said_first() -> None:
    risk = Risk("own", likelihood="possible", severity="limited")
    strong = Control("M30", status="in_place", custodian="system administrator")
    weak = Control("M03", status="in_place", custodian="manager")
    found = ways(build(risk, (strong, "likelihood", "strong"), (weak, "likelihood", "weak")))
    assert [(i.control, i.kind, i.own_hands) for i in found[0].improvements] == [
        ("M30", "see", False)
    ]
    assert found[0].level == "low"
    assert all("M03" not in [i.control for i in way.improvements] for way in found)


def test_two_controls_are_named_where_no_single_one_is_enough() -> None:
    risk = Risk("own", likelihood="likely", severity="serious")
    first = Control("M30", status="in_place", custodian="system administrator")
    second = Control("M38", status="planned", custodian="key holder")
    found = ways(build(risk, (first, "likelihood", "strong"), (second, "likelihood", "strong")))
    assert [way.level for way in found] == ["medium"]
    assert {i.control for i in found[0].improvements} == {"M30", "M38"}


def test_a_control_in_the_same_hands_is_to_go_into_hands_of_its_own() -> None:
    seen = {"status": "verified", "evidence": "log", "evidence_date": "2026-10-01"}
    risk = Risk("own", likelihood="likely", severity="serious")
    first = Control("M30", custodian="system administrator", **seen)
    second = Control("M38", custodian="System administrator", **seen)
    found = ways(build(risk, (first, "likelihood", "strong"), (second, "likelihood", "strong")))
    assert {(way.improvements[0].kind, way.improvements[0].own_hands) for way in found} == {
        ("hands", True)
    }


def test_grave_harm_that_cannot_be_undone_has_no_way_below_high() -> None:
    risk = Risk("own", likelihood="possible", severity="grave", irreversible=True)
    control = Control("M30", status="in_place", custodian="administrator")
    assert ways(build(risk, (control, "both", "strong"))) == ()


def test_a_risk_that_is_not_rated_has_no_ways() -> None:
    assert ways(build(Risk("own"), (Control("M30"), "likelihood", "strong"))) == ()


controls = st.lists(
    st.tuples(
        st.sampled_from(["M01", "M02", "M03", "M04"]),
        st.sampled_from(["", "in_place", "partly", "planned", "verified", "not_in_place"]),
        st.sampled_from(["", "one", "two"]),
        st.sampled_from(["likelihood", "severity", "both"]),
        st.sampled_from(["weak", "moderate", "strong"]),
    ),
    max_size=4,
    unique_by=lambda made: made[0],
)


@settings(max_examples=60, deadline=None)
@given(
    controls,
    st.sampled_from(["unknown", *PACK.matrix.likelihood]),
    st.sampled_from(list(PACK.matrix.severity)),
    st.booleans(),
)
def test_every_way_lowers_the_level_to_what_it_says(
    made: list[tuple[str, str, str, str, str]], likelihood: str, severity: str, lasting: bool
) -> None:
    risk = Risk("own", likelihood=likelihood, severity=severity, irreversible=lasting)
    linked = [(Control(id, "", status, "log", "2026-10-01", hands), axis, strength)
              for id, status, hands, axis, strength in made]  # fmt: skip
    assessment = build(risk, *linked)
    now = rated(PACK, assessment, risk, on=ON)
    assert now.score is not None
    found = ways(assessment)
    rank = PACK.matrix.level
    for way in found:
        assert after(assessment, way) == way.level
        assert rank[way.level].rank < rank[now.score.today.level].rank
        ids = [i.control for i in way.improvements]
        assert 1 <= len(set(ids)) == len(ids)
    assert len({len(way.improvements) for way in found}) <= 1
