"""The catalogues that ship hold what the research lists, told here a second time by hand."""

from __future__ import annotations

import pytest

from dpia_wizard.core.catalogue import CatalogueControl, CatalogueRisk, DataElement, Pack
from dpia_wizard.packs.load import load_pack

DEFAULTS = {
    "low": "D10",
    "moderate": "D03 D04 D18 D33 D39 D46",
    "high": "D01 D02 D06 D07 D12 D19 D24 D31 D35 D36 D41 D44 D45 D48",
    "severe": (
        "D05 D08 D09 D11 D13 D14 D15 D16 D17 D20 D21 D22 D23 D25 D26 D27 D28 D29 D30 D32 D34 D37"
        " D38 D40 D42 D43 D47"
    ),
}
RANGES = {"D04": "severe", "D10": "moderate", "D45": "severe", "D46": "high"}

FAMILIES = {
    "organisational": range(1, 29),
    "technical": range(29, 51),
    "physical": range(51, 59),
    "agreement": range(59, 68),
    "participation": range(68, 79),
}
BOTH = "M05 M07 M11 M16 M20 M22 M28 M30 M38 M43 M49 M50 M52 M60 M66 M69 M72 M76"
SEVERITY = "M12 M18 M19 M31 M35 M41 M45 M55 M71 M74 M78"

IRREVERSIBLE = "R01 R04 R08 R15 R16 R17 R20 R23 R26 R57 R61 R62"

STARTS = {
    ("possible", "serious"): "R22 R60",
    ("likely", "serious"): "R02 R18 R21 R27 R30 R34 R38 R40 R42 R46 R47 R55 R63 R64",
    ("almost_certain", "serious"): "R03 R09 R12 R28 R31 R35 R43 R53 R54 R58",
    ("possible", "grave"): "R04 R05 R13 R16 R19 R20 R23 R26 R32 R33 R52 R57",
    ("likely", "grave"): (
        "R01 R06 R07 R08 R10 R14 R15 R17 R24 R25 R29 R36 R39 R41 R44 R45 R48 R49 R50 R56 R59 R61"
        " R62"
    ),
    ("almost_certain", "grave"): "R11 R37 R51",
}

MEASURES = {
    "paper": "M51 M52 M53 M54 M55 M56 M57 M58",
    "devices and accounts": "M29 M31 M34 M35 M36",
    "system and access": "M30 M37 M44 M45 M46 M47",
    "transmission": "M32 M33 M39 M40",
    "people": "M03 M04 M05 M06 M07 M08 M09 M10",
    "emergency": "M22 M23 M41",
    "critical besides": "M14 M18 M38 M59 M69 M75 M78",
}
CRITICAL = "M03 M05 M14 M18 M22 M29 M31 M33 M38 M39 M51 M55 M59 M69 M75 M78"


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return load_pack()


def numbered(letter: str, most: int) -> list[str]:
    return [f"{letter}{n:02}" for n in range(1, most + 1)]


def test_every_catalogue_is_whole(shipped: Pack) -> None:
    assert sorted(shipped.element) == numbered("D", 48)
    assert sorted(shipped.risk) == numbered("R", 64)
    assert sorted(shipped.control) == numbered("M", 78)
    assert [stop.id for stop in shipped.stop_conditions] == [f"V{n}" for n in range(1, 11)]
    assert [group.id for group in shipped.groups] == list("ABCDEFGHIJKL")


def test_every_record_says_where_it_comes_from_and_how_sure_we_are(shipped: Pack) -> None:
    records: tuple[DataElement | CatalogueRisk | CatalogueControl, ...]
    records = (*shipped.elements, *shipped.risks, *shipped.controls)
    assert [r.id for r in records if not r.source or not r.confidence] == []
    ours = [r.id for r in records if r.source == "Our proposal" and r.confidence != "inference"]
    assert ours == []


# Kinds of information


def test_every_kind_has_its_default_sensitivity(shipped: Pack) -> None:
    found = {element.id: element.sensitivity for element in shipped.elements}
    assert found == {id: level for level, ids in DEFAULTS.items() for id in ids.split()}
    assert {e.id: e.raised for e in shipped.elements if e.raised} == RANGES


def test_every_kind_asks_how_to_hold_less(shipped: Pack) -> None:
    assert [element.id for element in shipped.elements if not element.prompt] == []


def test_every_column_of_kinds_takes_them_from_the_catalogue(shipped: Pack) -> None:
    columns = [
        (question.id, column)
        for question in shipped.form.by_id.values()
        for column in question.columns
        if any(choice.id in shipped.element for choice in column.choices)
    ]
    assert {question for question, _column in columns} == {
        "programme.links", "inventory.elements", "flows.steps", "flows.interoperability",
        "parties.list", "sharing.circumstances",
    }  # fmt: skip
    for _question, column in columns:
        assert [choice.id for choice in column.choices] == [*shipped.element, "other"]


# Risks


def test_every_risk_starts_where_the_research_puts_it(shipped: Pack) -> None:
    found = {risk.id: (risk.likelihood, risk.severity) for risk in shipped.risks}
    assert found == {id: start for start, ids in STARTS.items() for id in ids.split()}


def test_harm_that_cannot_be_undone_is_marked_and_grave(shipped: Pack) -> None:
    marked = {risk.id for risk in shipped.risks if risk.irreversible}
    assert marked == set(IRREVERSIBLE.split())
    assert {shipped.risk[id].severity for id in marked} == {"grave"}


def test_every_risk_is_told_whole(shipped: Pack) -> None:
    for risk in shipped.risks:
        assert all(
            (risk.threat_source, risk.event, risk.vulnerability, risk.harm, risk.affected)
        ), risk.id
        assert risk.raises, risk.id
        assert risk.lowers, risk.id
        assert risk.clauses, risk.id


def test_every_risk_but_one_has_a_strong_control(shipped: Pack) -> None:
    weak = [risk.id for risk in shipped.risks if all(c.strength != "strong" for c in risk.controls)]
    assert set(weak) <= {"R49"}


def test_where_the_harm_cannot_be_undone_strong_controls_act_on_likelihood(shipped: Pack) -> None:
    for risk in shipped.risks:
        if risk.irreversible:
            strong = {c.axis for c in risk.controls if c.strength == "strong"}
            assert strong <= {"likelihood", "both"}, risk.id


# Controls


def test_every_control_is_in_its_family_and_on_its_axis(shipped: Pack) -> None:
    for family, numbers in FAMILIES.items():
        assert {shipped.control[f"M{n:02}"].family for n in numbers} == {family}
    axes = {control.id: control.axis for control in shipped.controls}
    assert {id for id, axis in axes.items() if axis == "both"} == set(BOTH.split())
    assert {id for id, axis in axes.items() if axis == "severity"} == set(SEVERITY.split())


def test_every_control_is_proposed_for_a_risk(shipped: Pack) -> None:
    used = {link.control for risk in shipped.risks for link in risk.controls}
    assert set(shipped.control) - used == set()


def test_a_control_tells_how_to_see_that_it_is_in_place_and_that_it_works(shipped: Pack) -> None:
    for control in shipped.controls:
        assert control.evidence.startswith("In place: "), control.id
        assert " Works: " in control.evidence, control.id
        assert control.format, control.id


@pytest.mark.parametrize("block", MEASURES)
def test_every_security_measure_of_a_block_fills_its_control(shipped: Pack, block: str) -> None:
    for control in MEASURES[block].split():
        question = shipped.measure[control]
        assert (question.kind, question.id.partition(".")[0]) == ("measure", "security")


def test_the_critical_measures_are_marked(shipped: Pack) -> None:
    critical = {q.control for q in shipped.form.by_id.values() if q.critical}
    assert critical == set(CRITICAL.split())


# Lists of the form


def test_every_occasion_to_share_is_there_with_what_is_not_shared_and_what_should_be(
    shipped: Pack,
) -> None:
    table = shipped.form.by_id["sharing.circumstances"]
    assert [choice.id for choice in table.columns[0].choices] == [
        "referral", "transfer", "case_conference", "supervision", "tracing", "best_interests",
        "reporting", "donor_media", "mandatory_reporting", "social_services",
        "authority_request", "emergency", "when_not_to_share", "under_sharing",
    ]  # fmt: skip
    assert all(choice.hint for choice in table.columns[0].choices)


def test_consent_and_assent_are_asked_by_age_with_what_often_holds(shipped: Pack) -> None:
    table = shipped.form.by_id["consent.ages"]
    bands = {choice.id: choice.hint for choice in table.columns[0].choices}
    assert list(bands) == ["to_5", "to_11", "to_14", "to_17", "adult"]
    assert all(hint for id, hint in bands.items() if id != "adult")
    assert table.help.confidence == "low"


def test_five_people_sign(shipped: Pack) -> None:
    section = shipped.form.section("decision")
    assert section is not None
    signers = [q.id.removeprefix("decision.sign_") for q in section.questions
               if q.kind == "signature"]  # fmt: skip
    assert signers == ["author", "supervisor", "adviser", "owner", "head"]


def test_every_event_that_brings_an_assessment_back_can_be_chosen(shipped: Pack) -> None:
    triggers = [choice.id for choice in shipped.form.by_id["review.triggers"].choices]
    assert triggers == [
        "system", "party", "purpose", "security", "law", "incident", "caseload", "protocol",
        "staff", "closing", "complaint",
    ]  # fmt: skip
