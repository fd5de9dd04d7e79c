"""Three teams walk the form: what each is offered, how deep it goes, and what it is not asked."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dpia_wizard.core.model import Answer, Assessment, Row, Value
from dpia_wizard.core.register import offers
from dpia_wizard.core.situation import FormSituation, situation
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
MANDATORY = "R01 R02 R03 R11 R15 R25 R35 R36 R37 R43 R53 R56"

DIGITAL = (
    "flows.offline flows.exports flows.interoperability flows.forms flows.messaging"
    " security.accounts security.encrypted security.autolock security.lost security.updates"
    " security.erase security.offline security.roles security.log security.exports"
    " security.places security.consentflag security.merges security.sticks security.attachments"
    " security.forms security.photos security.hosting security.printing security.biometrics"
)
BORDERS = (
    "hosting.compelled hosting.receiver hosting.clauses hosting.code hosting.log hosting.adviser"
    " hosting.decision hosting.reason"
)
OTHERWISE = (
    "record.earlier record.changed screening.covered screening.covered_file screening.no_reason"
    " screening.no_approver purpose.reasoned consultation.reason consultation.substitute"
    " incidents.answer decision.until decision.conditions decision.overruled"
)
"""Questions that only other answers lead to."""

CRITICAL = "M03 M05 M14 M18 M22 M29 M31 M33 M38 M39 M51 M55 M59 M69 M75 M78"  # asked at every depth


def row(question: str, **cells: str | tuple[str, ...]) -> Row:
    return Row("-".join((question, *map(str, cells.values()))), question, 0, cells)


@dataclass(frozen=True)
class Walk:
    """A team: what it answers, and what should come of it."""

    name: str
    answers: dict[str, Value]
    rows: tuple[Row, ...]
    depth: str
    offered: str
    asked: str
    not_asked: str

    def seen(self) -> FormSituation:
        answers = {id: Answer(id, value) for id, value in self.answers.items()}
        rows = {row.id: row for row in self.rows}
        assessment = Assessment("a", "DPIA-2026-001", "2026-11-01", answers=answers, rows=rows)
        return situation(PACK.form, assessment)


SMALL: dict[str, Value] = {
    "record.type": "agency",
    "record.protocol_status": "signed",
    "screening.identifiable": "yes",
    "screening.criteria": ("sensitive", "vulnerable"),
    "screening.triggers": ("none",),
    "screening.children": "under_50",
    "programme.steps": ("identification", "case_assessment", "closure"),
    "programme.related": ("none",),
    "programme.ends_within": "later",
    "programme.procedures": "yes",
    "context.setting": ("urban",),
    "context.raids": "no",
    "context.fears": "no",
    "people.groups": ("labour", "child_headed"),
    "people.ages": ("age_6_11",),
    "people.others": ("caregivers",),
    "people.communication": ("simple_words",),
    "flows.channels": ("paper_form", "notebook", "face_to_face"),
    "hosting.crossing": "no",
    "consent.limits": "yes",
    "rights.complaints": "yes",
    "purpose.automated": "yes",
}
SMALL_ROWS = (
    row("record.agencies", agency="Ours", type="nngo"),
    row("inventory.elements", element="D01", sensitivity="high", format="paper"),
    row("hosting.copies", copy="Cabinet", abroad="no"),
    row("parties.list", party="The clinic", type="health", agreement="protocol"),
    row("sharing.circumstances", circumstance="referral"),
    row("purpose.uses", purpose="Referral", basis="consent"),
    row("consultation.held", group="Girls of 12 to 14", number="8"),
)

PAPER = Walk(
    "a small local organisation, on paper only",
    SMALL,
    SMALL_ROWS,
    # Light is for small changes that an approved DPIA covers: a first one goes deeper, however
    # small the organisation is.
    "standard",
    f"{MANDATORY} R29 R50 R55",
    "security.cabinet security.carry security.covers security.shredder purpose.choice"
    " people.most_harmed programme.caseload flows.assets",
    f"{DIGITAL} {BORDERS} {OTHERWISE} retention.exit consent.refusal",
)
COVERED = Walk(
    "the same organisation, a small change that an approved DPIA covers",
    SMALL | {"record.type": "change", "screening.covered": "yes"},
    SMALL_ROWS,
    "light",
    f"{MANDATORY} R29 R50 R55",
    "record.earlier record.changed screening.covered_file security.cabinet security.carry"
    " security.codes security.questions",
    f"{DIGITAL} {BORDERS} retention.exit consent.refusal people.most_harmed programme.caseload"
    " flows.assets security.covers security.register security.shredder security.premises"
    " security.training rights.count consultation.others",
)
TRACING = Walk(
    "tracing for unaccompanied and separated children, with CPIMS+ and WhatsApp",
    SMALL
    | {
        "record.type": "joint",
        "screening.triggers": ("new_system",),
        "screening.criteria": ("sensitive", "vulnerable", "matching"),
        "screening.children": "to_249",
        "programme.related": ("tracing",),
        "programme.ends_within": "to_12_months",
        "people.groups": ("uasc",),
        "people.ages": ("age_0_5", "age_6_11", "age_12_14", "age_15_17"),
        "people.others": ("caregivers", "siblings"),
        "flows.channels": ("paper_form", "primero_online", "whatsapp"),
    },
    (
        *SMALL_ROWS,
        row("record.agencies", agency="Another", type="ingo"),
        row("inventory.elements", element="D14", sensitivity="severe"),
        row("sharing.circumstances", circumstance="tracing"),
        row("context.sites", site="A", connectivity="stable", power="stable", shared="no"),
    ),
    "standard",
    # mandatory; UASC; paper; Primero; messaging; several agencies; then our own conditions:
    # matching (R22), told again (R12), age (R24), malware (R33), brothers and sisters (R63)
    f"{MANDATORY} R10 R20 R23 R26 R29 R61 R50 R55 R05 R34 R49 R31 R39 R54 R64 R22 R12 R24 R33 R63",
    "flows.exports flows.messaging security.roles security.log security.merges security.photos"
    " security.channels security.cabinet retention.exit",
    f"{BORDERS} {OTHERWISE} flows.offline flows.interoperability flows.forms security.offline"
    " security.forms security.sticks security.biometrics security.printing",
)
REFUGEES = Walk(
    "refugees, with proGres, across borders and with biometrics",
    SMALL
    | {
        "record.type": "joint",
        "screening.triggers": ("biometrics", "cross_border"),
        "screening.criteria": ("sensitive", "vulnerable", "large_scale", "matching"),
        "screening.children": "from_5000",
        "programme.related": ("best_interests", "cash"),
        "programme.ends_within": "to_6_months",
        "context.setting": ("refugee", "camp"),
        "people.groups": ("refugee", "disabilities"),
        "people.ages": ("age_6_11", "age_15_17"),
        "people.communication": ("interpreter", "sign_language"),
        "flows.channels": ("primero_online", "progres"),
        "hosting.crossing": "yes",
        "hosting.decision": "share_less",
    },
    (
        *SMALL_ROWS[:2],
        row("record.agencies", agency="Another", type="un"),
        row("hosting.copies", copy="CPIMS+", abroad="yes"),
        row("sharing.circumstances", circumstance="best_interests"),
        row("purpose.uses", purpose="Best interests", basis="public_interest"),
        row("consultation.held", group="Girls of 12 to 14", number="8"),
    ),
    "full",
    # mandatory; refugee; Primero; cross-border and hosting; biometrics; several agencies; then our
    # own: told again (R12), cash (R21), age (R24), interpreters (R28), malware (R33), and an
    # interpreter who tells is for minorities only
    f"{MANDATORY} R16 R22 R38 R42 R52 R05 R34 R13 R58 R31 R39 R54 R64 R12 R21 R24 R28 R33",
    f"{BORDERS} flows.interoperability flows.exports security.biometrics security.decided"
    " security.hosting consent.refusal retention.exit",
    f"{OTHERWISE} flows.offline flows.forms flows.messaging security.cabinet security.covers"
    " security.register security.shredder security.sticks security.forms security.offline"
    " security.printing purpose.choice",
)
WALKS = (PAPER, COVERED, TRACING, REFUGEES)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_a_team_is_offered_just_what_concerns_it(walk: Walk) -> None:
    found = {offer.risk.id for offer in offers(PACK, walk.seen())}
    wanted = set(walk.offered.split())
    assert found == wanted


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_a_team_is_asked_what_concerns_it_and_nothing_else(walk: Walk) -> None:
    seen = walk.seen()
    assert seen.depth() == walk.depth
    assert not set(walk.asked.split()) - seen.active
    assert not set(walk.not_asked.split()) & seen.active
    unknown = {*walk.asked.split(), *walk.not_asked.split()} - set(PACK.form.by_id)
    assert not unknown


def test_every_offer_says_which_answers_raise_it_or_is_for_everybody() -> None:
    for walk in WALKS:
        seen = walk.seen()
        for offer in offers(PACK, seen):
            assert offer.because or offer.risk.mandatory
            assert set(offer.because) <= seen.active


def test_a_light_assessment_asks_of_security_only_what_is_critical() -> None:
    seen = COVERED.seen()
    security = PACK.form.section("security")
    assert security is not None
    asked = {q.control for q in security.questions if q.control and q.id in seen.active}
    assert asked < set(CRITICAL.split())
    at_every_depth = {q.control for q in security.questions if q.control and q.depth == "light"}
    assert at_every_depth == set(CRITICAL.split())
