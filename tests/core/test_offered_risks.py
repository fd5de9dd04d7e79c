"""Which risks are offered after which answers, as the research says (its part 4.1)."""

from __future__ import annotations

import pytest

from dpia_wizard.core.model import Answer, Assessment, Row, Value
from dpia_wizard.core.register import Offer, offers
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
MANDATORY = "R01 R02 R03 R11 R15 R25 R35 R36 R37 R43 R53 R56"
"""Offered for every work with children's cases, whatever is answered."""


def answered(answers: dict[str, Value], *rows: Row) -> Assessment:
    return Assessment(
        "a",
        "DPIA-2026-001",
        "2026-11-01",
        answers={id: Answer(id, value) for id, value in answers.items()},
        rows={row.id: row for row in rows},
    )


def row(question: str, **cells: str | tuple[str, ...]) -> Row:
    return Row("-".join((question, *map(str, cells.values()))), question, 0, cells)


def offered(assessment: Assessment) -> dict[str, Offer]:
    return {offer.risk.id: offer for offer in offers(PACK, situation(PACK.form, assessment))}


TWO_AGENCIES = (row("record.agencies", agency="One"), row("record.agencies", agency="Two"))
NAMED = row("inventory.elements", element="D01")

# The rule, what a team answers, the risks that the rule offers, and those that our own conditions
# add for the same answer. Nothing else may be offered.
RULES = [
    ("UASC", {"people.groups": ("uasc",)}, (), "R10 R20 R23 R26 R29 R61", ""),
    ("CAAFAG", {"people.groups": ("caafag",)}, (), "R06 R08 R17", "R27"),
    ("CAAFAG", {"screening.triggers": ("caafag",)}, (), "R06 R08 R17", "R27"),
    ("GBV", {"people.groups": ("survivors",)}, (), "R04 R07 R44 R51 R62", ""),
    ("GBV", {"screening.triggers": ("gbv",)}, (), "R04 R07 R44 R51 R62", ""),
    ("abuse at home", {"people.groups": ("at_home",)}, (), "R04 R07 R44 R51 R62", ""),
    ("refugee", {"people.groups": ("refugee",)}, (), "R16 R22 R38 R42 R52", ""),
    ("refugee", {"context.setting": ("refugee",)}, (), "R16 R22 R38 R42 R52", ""),
    ("refugee", {"flows.channels": ("progres",)}, (), "R16 R22 R38 R42 R52", ""),
    ("paper", {"flows.channels": ("paper_form",)}, (), "R01 R29 R50 R55", ""),
    ("paper", {"flows.channels": ("notebook",)}, (), "R01 R29 R50 R55", ""),
    ("Primero", {"flows.channels": ("primero_online",)}, (), "R05 R34 R35", "R33"),
    ("Primero", {"flows.channels": ("primero_offline",)}, (), "R05 R34 R35", "R33"),
    ("Kobo", {"flows.channels": ("kobo_odk",)}, (), "R48", "R33"),
    ("Excel", {"flows.channels": ("excel_sheet",)}, (), "R48", "R33"),
    ("messaging", {"flows.channels": ("whatsapp",)}, (), "R36 R49", ""),
    ("messaging", {"flows.channels": ("signal",)}, (), "R36 R49", ""),
    ("messaging", {"flows.channels": ("phone_sms",)}, (), "R36 R49", ""),
    ("biometrics", {"screening.triggers": ("biometrics",)}, (), "R13 R58", ""),
    ("multi-agency", {}, TWO_AGENCIES, "R31 R39 R54 R64", "R12"),
    ("multi-agency", {"record.type": "joint"}, (), "R31 R39 R54 R64", "R12"),
    ("contested", {"context.setting": ("contested_control",)}, (), "R08 R20 R32 R57", ""),
    ("contested", {"context.setting": ("armed_conflict",)}, (), "R08 R20 R32 R57", ""),
    ("cross-border", {"screening.triggers": ("cross_border",)}, (), "R05 R16 R52", ""),
    ("cross-border", {"hosting.crossing": "yes"}, (), "R05 R16 R52", ""),
    ("hosting", {}, (row("hosting.copies", copy="x", abroad="yes"),), "R05 R16 R52", ""),
    ("no DPISP", {"record.protocol_status": "none"}, (), "R37 R39", ""),
    ("no DPISP", {"record.protocol_status": "draft"}, (), "R37 R39", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "answers", "rows", "by_rule", "ours"), RULES)
def test_an_answer_offers_what_its_rule_says_and_nothing_else(
    rule: str, answers: dict[str, Value], rows: tuple[Row, ...], by_rule: str, ours: str
) -> None:
    found = offered(answered(answers, *rows))
    assert set(found) == {*MANDATORY.split(), *by_rule.split(), *ours.split()}, rule
    asked = {*answers, *(row.question for row in rows)}
    for id in by_rule.split():
        assert set(found[id].because) == asked, f"{rule}: {id} does not say why"


def test_without_answers_only_the_mandatory_risks_are_offered() -> None:
    found = offered(answered({}))
    assert set(found) == set(MANDATORY.split())
    assert not any(offer.because for offer in found.values())


def test_answers_that_deny_or_do_not_know_raise_no_rule() -> None:
    denied = offered(
        answered(
            {
                "people.groups": ("street",),
                "context.setting": ("urban",),
                "flows.channels": ("face_to_face",),
                "screening.triggers": ("none",),
                "hosting.crossing": "no",
                "record.protocol_status": "signed",
            },
            NAMED,
        )
    )
    assert set(denied) - set(MANDATORY.split()) == {"R27", "R58"}
    assert set(offered(answered({"people.groups": "unknown"}))) == set(MANDATORY.split())


# Risks that are neither mandatory nor in a rule: the answers that make them likely, and some that
# do not.
OURS = [
    ("R09", {"security.accounts": "no", "flows.channels": ("email_work",)}, (), True),
    ("R09", {"security.accounts": "yes", "flows.channels": ("email_work",)}, (), False),
    ("R09", {}, (row("context.sites", site="A", shared="yes"),), True),
    ("R12", {"programme.steps": ("transfer",)}, (), True),
    ("R12", {"programme.steps": ("closure",), "programme.procedures": "yes"}, (), False),
    ("R14", {"people.others": ("alleged_perpetrators",)}, (), True),
    ("R14", {"people.others": ("siblings",)}, (), False),
    ("R14", {}, (row("inventory.elements", element="D26"),), True),
    ("R18", {}, (row("parties.list", party="x", type="donor"),), True),
    ("R18", {}, (row("parties.list", party="x", type="health"),), False),
    ("R19", {"context.fears": "yes"}, (), True),
    ("R19", {"context.fears": "no"}, (), False),
    ("R21", {"programme.related": ("cash",)}, (), True),
    ("R21", {"programme.related": ("none",)}, (), False),
    ("R24", {"people.ages": ("age_15_17",), "people.groups": ("uasc",)}, (), True),
    ("R24", {"people.ages": ("age_0_5",), "people.groups": ("uasc",)}, (), False),
    ("R27", {"people.groups": ("detention",)}, (), True),
    ("R27", {"people.groups": ("disabilities",)}, (), False),
    ("R28", {"people.communication": ("interpreter",)}, (), True),
    ("R28", {"people.communication": ("none",)}, (), False),
    (
        "R30",
        {"flows.channels": ("primero_online",)},
        (row("context.sites", site="A", connectivity="occasional"),),
        True,
    ),
    (
        "R30",
        {"flows.channels": ("paper_form",)},
        (row("context.sites", site="A", connectivity="none"),),
        False,
    ),
    ("R33", {"flows.channels": ("shared_drive",)}, (), True),
    ("R33", {"flows.channels": ("paper_form",)}, (), False),
    ("R40", {}, (row("sharing.circumstances", circumstance="case_conference"),), True),
    ("R40", {}, (row("sharing.circumstances", circumstance="referral"),), False),
    ("R41", {}, (row("sharing.circumstances", circumstance="mandatory_reporting"),), True),
    ("R41", {"people.groups": ("uasc",)}, (), False),
    ("R45", {"consent.refusal": "no"}, (row("purpose.uses", basis="best_interests"),), True),
    ("R45", {"consent.refusal": "yes"}, (row("purpose.uses", basis="best_interests"),), False),
    ("R46", {"consultation.held": "none"}, (), True),
    ("R46", {"rights.complaints": "yes", "consent.choices": ("service",)}, (), False),
    ("R47", {"consent.limits": "partly"}, (), True),
    ("R47", {"consent.limits": "yes"}, (), False),
    ("R59", {"context.fears": "partly"}, (), True),
    ("R59", {"context.fears": "unknown"}, (), False),
    ("R60", {"screening.triggers": ("ai",)}, (), True),
    ("R60", {"purpose.automated": "yes"}, (), False),
    ("R63", {"people.others": ("siblings",)}, (), True),
    ("R63", {"people.others": ("caregivers",)}, (), False),
]


@pytest.mark.parametrize(("risk", "answers", "rows", "is_offered"), OURS)
def test_a_risk_of_our_own_condition_is_offered_where_it_is_likely(
    risk: str, answers: dict[str, Value], rows: tuple[Row, ...], is_offered: bool
) -> None:
    assert (risk in offered(answered(answers, *rows))) is is_offered


def test_every_risk_of_the_catalogue_is_in_one_of_these_tables() -> None:
    told = {*MANDATORY.split(), *(risk for risk, *_rest in OURS)}
    for _rule, _answers, _rows, by_rule, ours in RULES:
        told |= {*by_rule.split(), *ours.split()}
    assert told == set(PACK.risk)
