"""The rules of the review and of sign-offs as a pack says them: read strictly, never loosened."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dpia_wizard.core.correction import is_correction
from dpia_wizard.core.seal import SealRule
from dpia_wizard.core.workflow import MOVES
from dpia_wizard.core.workflow_rules import CHECKS, PLAIN, PROMISED
from dpia_wizard.data import FORMS
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.build_rules import LEAVES
from dpia_wizard.packs.contents import contents
from dpia_wizard.packs.load import DEFAULT_FORM, load_pack, load_pack_folder
from tests.small_packs import EVERY_KIND

Ruled = Callable[..., Path]

MOVES_THERE = """
moves:
  - {id: sent, from: [draft, returned], needs: [rated]}
  - {id: returned, from: [in_review], asks: [reason]}
  - {id: approved, from: [in_review], who: [supervisor, head], needs: [reviewed], sign_off: [head]}
  - {id: approved_in_emergency, from: [draft], days: 20}
  - {id: reopened, from: [approved, expired]}
validity: {months: 12}
"""
SEAL_THERE = """
outside: [record.area]
free: {actions: [status]}
corrections:
  letters: 2
  words: 3
  texts: {answers: [note]}
  turning: ["not"]
"""


@pytest.fixture
def ruled(tmp_path: Path) -> Ruled:
    """The small pack with rules; each keyword gives the text of a file."""

    def make(**files: str) -> Path:
        folder = tmp_path / "every-kind"
        if not folder.exists():
            shutil.copytree(EVERY_KIND, folder)
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder

    return make


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackFault) as told:
        load_pack_folder(folder)
    return list(told.value.faults)


def test_the_rules_are_read_as_they_stand(ruled: Ruled) -> None:
    pack = load_pack_folder(ruled(workflow=MOVES_THERE, seal=SEAL_THERE))
    approved = pack.workflow.rule("approved")
    assert approved is not None
    assert (approved.who, approved.sign_off) == (("supervisor", "head"), ("head",))
    assert approved.checks == ("not_author", "reviewed", "no_stop", "outcome")
    emergency = pack.workflow.rule("approved_in_emergency")
    assert emergency is not None
    assert (emergency.days, emergency.checks) == (20, ("no_stop", "outcome", "light"))
    assert pack.workflow.cycle.months == 12
    assert pack.seal.leaves_out("record.area", "head")
    assert pack.seal.free == {"actions": ("status",)}
    assert contents(pack)["moves"][0] == "sent"


def test_a_form_without_rules_keeps_those_of_the_program(ruled: Ruled) -> None:
    pack = load_pack_folder(ruled())
    assert pack.workflow == PLAIN
    assert pack.seal == SealRule()
    assert not is_correction(pack.seal.corrections, "lockd", "locked")


def test_the_shipped_form_names_every_move_and_every_check() -> None:
    workflow = load_pack().workflow
    assert {rule.move for rule in workflow.moves} == set(MOVES)
    assert {check for rule in workflow.moves for check in rule.checks} == set(CHECKS)
    assert set(LEAVES) == set(MOVES)


def test_the_rules_are_part_of_what_an_assessment_is_pinned_to(ruled: Ruled) -> None:
    plain = load_pack_folder(ruled()).ref.fingerprint
    folder = ruled(workflow=MOVES_THERE)
    first = load_pack_folder(folder).ref.fingerprint
    other = MOVES_THERE.replace("days: 20", "days: 21")
    assert len({plain, first, load_pack_folder(ruled(workflow=other)).ref.fingerprint}) == 3


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("id: sent,", "id: send,", 'workflow.yaml: moves[0].id: "send" is none of sent,'),
        ("needs: [rated]", "needs: [ratd]", 'moves[0].needs[0]: "ratd" is none of'),
        ("[in_review], asks", "[draft], asks", 'moves[1].from[0]: "draft" is none of in_review'),
        ("who: [supervisor", "who: [boss", 'moves[2].who[0]: "boss" is none of author'),
        ("days: 20", "days: 900", "moves[3].days: needs a number from 1 to 90, not 900"),
        ("asks: [reason]", "ask: [reason]", 'moves[1].ask: no such key; did you mean "asks"?'),
        ("id: returned", "id: sent", '"sent" is already used at workflow.yaml: moves[0]'),
        ("months: 12", "months: 0", "validity.months: needs a number from 1 to 36, not 0"),
        ("needs: [reviewed]", "needs: [rated_blind]", "blind: nobody rates blind"),
        (
            "months: 12",
            "months: 12, shorter: [{months: 6, when: {fact: critical_not_accepted}}]",
            'shorter[0].when.fact: "critical_not_accepted" is known to stop conditions only',
        ),
        (
            "months: 12",
            "months: 12, shorter: [{months: 18, when: {depth: full}}]",
            "shorter[0].months: is not shorter than 12",
        ),
        (
            "validity:",
            "log: {question: record.title, trigger: why, planned: planned}\nvalidity:",
            'log.question: "record.title" is no table',
        ),
    ],
)
def test_a_slip_in_the_workflow_is_told_with_its_address(
    ruled: Ruled, before: str, after: str, told: str
) -> None:
    assert before in MOVES_THERE
    found = faults(ruled(workflow=MOVES_THERE.replace(before, after)))
    assert any(told in fault for fault in found), found


PARTICIPANTS = """
participants:
  when: {depth: full}
  question: safeguards.elements
  agency: element
  part: format
  signs: [digital]
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("when: {depth: full}", "when: {fact: no_stop}", "participants.when.fact"),
        ("question: safeguards.elements", "question: record.title", '"record.title" is no table'),
        ("question: safeguards.elements", "question: record.none", 'no question "record.none"'),
        ("agency: element", "agency: elemnt", 'participants.agency: no column of "safeguards'),
        ("signs: [digital]", "signs: [digitl]", 'participants.signs[0]: no choice "digitl"'),
        ("  part: format\n", "", "participants.part"),
        ("signs: [digital]", "sign: [digital]", "participants.sign: no such key"),
        ("signs: [digital]", "signs: [digital]\n  who: [boss]", '"boss" is none of author'),
        (
            "signs: [digital]",
            "signs: [digital]\n  for: [approved_in_emergency]",
            '"approved_in_emergency" is none of approved',
        ),
    ],
)
def test_a_slip_about_who_signs_besides_is_told_with_its_address(
    ruled: Ruled, before: str, after: str, told: str
) -> None:
    assert before in PARTICIPANTS
    rule = load_pack_folder(ruled(workflow=MOVES_THERE + PARTICIPANTS)).workflow.participants
    assert rule is not None
    assert (rule.question, rule.signs) == ("safeguards.elements", ("digital",))
    assert (rule.who, rule.responsible) == (("participant", "head"), "head")
    assert rule.approvals == ("approved", "approved_with_conditions")
    other = PARTICIPANTS + "  who: [owner]\n  responsible: supervisor\n  for: [approved]\n"
    rule = load_pack_folder(ruled(workflow=MOVES_THERE + other)).workflow.participants
    assert rule is not None
    assert (rule.who, rule.responsible, rule.approvals) == (("owner",), "supervisor", ("approved",))
    found = faults(ruled(workflow=MOVES_THERE + PARTICIPANTS.replace(before, after)))
    assert any(told in fault for fault in found), found


QUESTIONS = """
questions:
  - {id: decision.opinion, number: "8.1", label: Opinion, kind: single, choices: [
      {id: proceed, label: Go}, {id: proceed_with_conditions, label: If}, {id: no_go, label: No}]}
  - {id: decision.outcome, number: "8.2", label: Outcome, kind: single, choices: [
      {id: approve, label: Yes}, {id: refuse, label: No}]}
"""


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        ("opinion", 'the question "decision.opinion", which the form has not'),
        ("opinion_followed", 'the question "decision.overruled", which the form has not'),
        ("outcome", 'the question "decision.outcome", which the form has not'),
        ("conditions", 'the question "decision.until", which the form has not'),
    ],
)
def test_a_check_of_questions_that_the_form_has_not_is_told(
    ruled: Ruled, overlay: Ruled, needs: str, told: str
) -> None:
    of_overlay = faults(overlay(workflow=f"moves: [{{id: approved, needs: [{needs}]}}]\n"))
    asked = MOVES_THERE.replace("needs: [reviewed]", f"needs: [reviewed, {needs}]")
    at = f'workflow.yaml: moves[2].needs[1]: "{needs}" rests on {told}'
    found = faults(ruled(workflow=asked))
    assert any(at in fault for fault in found), found
    assert any(f'workflow.yaml: moves: "{needs}" rests on' in fault for fault in of_overlay)


def test_a_check_of_answers_that_the_form_has_not_is_told(ruled: Ruled) -> None:
    folder = ruled(workflow=MOVES_THERE.replace("[reviewed]", "[opinion, opinion_followed]"))
    section = next(iter(sorted((folder / "sections").glob("*.yaml"))))
    text = section.read_text("utf-8")
    more = QUESTIONS.partition("questions:\n")[2]
    section.write_text(f"{text.rstrip()}\n{more}", encoding="utf-8")
    found = faults(folder)
    for told in (
        'moves[2].needs[1]: "opinion_followed" rests on the choice "do_not_proceed" of',
        'moves[2]: "outcome" rests on the choice "reject" of "decision.outcome"',
    ):
        assert any(told in fault for fault in found), found
    assert not any('"opinion" rests' in fault for fault in found)


def test_a_fact_of_questions_that_the_form_has_not_is_told(ruled: Ruled) -> None:
    folder = ruled()
    stops = folder / "stop_conditions.yaml"
    text = stops.read_text("utf-8")
    stops.write_text(text.replace("critical_not_accepted", "opinion_overruled_without_reason"))
    found = faults(folder)
    told = 'stop_conditions[1].when: "opinion_overruled_without_reason" rests on the question'
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[record.area]", "[record.nothing]", 'outside[0]: no question or section "record.noth'),
        ("[record.area]", "[safeguards]", "outside[0]: a critical question is always part"),
        ("[status]", "[due]", 'free.actions[0]: "due" is none of status'),
        ("actions:", "risks:", 'free.risks: "risks" is none of actions'),
        ("{answers: [note]}", "{answers: [value]}", 'texts.answers[0]: "value" is none of note'),
        ("{answers: [note]}", "{risks: [likelihood]}", '"likelihood" is none of title'),
        ("letters: 2", "letters: 9", "corrections.letters: needs a number from 0 to 3, not 9"),
        ('["not"]', '["not at all"]', 'turning[0]: "not at all" is not one word'),
        ("  words: 3\n", "", "corrections.words: is missing"),
        ("free:", "besides: {boss: [record.area]}\nfree:", 'besides.boss: "boss" is none of'),
        ("free:", "besides: {head: [record.title]}\nfree:", "is part of what everybody signs"),
        ("free:", "covers: [risks]\nfree:", 'covers[0]: "risks" is none of actions'),
    ],
)
def test_a_slip_in_the_seal_is_told_with_its_address(
    ruled: Ruled, before: str, after: str, told: str
) -> None:
    assert before in SEAL_THERE
    found = faults(ruled(seal=SEAL_THERE.replace(before, after)))
    assert any(told in fault for fault in found), found


HEAD = """
id: small-country
edition: "1"
title: A small country's additions
publisher: Made for tests
licence: Apache-2.0
source: Made for tests
base: {id: every-kind, edition: "1"}
"""


@pytest.fixture
def overlay(ruled: Ruled) -> Ruled:
    """An overlay on the small pack with rules; each keyword gives the text of a file of it."""
    base = ruled(workflow=MOVES_THERE + PARTICIPANTS, seal=SEAL_THERE)

    def make(**files: str) -> Path:
        folder = base.parent / "small-country"
        folder.mkdir(exist_ok=True)
        for name, text in {"pack": HEAD, **files}.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder

    return make


def test_an_overlay_asks_for_more(overlay: Ruled) -> None:
    pack = load_pack_folder(
        overlay(
            workflow="""
moves:
  - {id: approved, who: [head], needs: [talked_through], asks: [reason]}
  - {id: approved_in_emergency, days: 10}
blind: [supervisor]
apart: 0
validity: {months: 6, shorter: [{months: 3, when: {depth: full}}]}
""",
            seal='corrections: {words: 1, turning: ["hindi"]}\nbesides: {head: [record.area]}\n',
        )
    )
    approved = pack.workflow.rule("approved")
    assert approved is not None
    assert approved.who == ("head",)
    assert approved.checks == ("not_author", "reviewed", "talked_through", "no_stop", "outcome")
    assert (approved.asks, approved.sign_off) == (("reason",), ("head",))
    emergency = pack.workflow.rule("approved_in_emergency")
    assert emergency is not None
    assert emergency.days == 10
    cycle = pack.workflow.cycle
    assert (cycle.months, [one.months for one in cycle.shorter]) == (6, [3])
    assert (pack.workflow.blind, pack.workflow.apart) == (("supervisor",), 0)
    rule = pack.seal.corrections
    assert (rule.words, rule.letters, rule.turning) == (1, 2, ("not", "hindi"))
    assert not pack.seal.leaves_out("record.area", "head")
    assert pack.seal.leaves_out("record.area", "author")


def test_an_overlay_asks_more_agencies_to_sign(overlay: Ruled) -> None:
    more = "participants: {signs: [paper], who: [participant], for: [approved]}\n"
    rule = load_pack_folder(overlay(workflow=more)).workflow.participants
    assert rule is not None
    assert (rule.signs, rule.who) == (("digital", "paper"), ("participant",))
    assert rule.approvals == ("approved", "approved_with_conditions")  # never fewer


def test_an_overlay_asks_agencies_to_sign_where_its_base_asks_none(
    overlay: Ruled, ruled: Ruled
) -> None:
    ruled(workflow=MOVES_THERE)
    rule = load_pack_folder(overlay(workflow=PARTICIPANTS)).workflow.participants
    assert rule is not None
    assert (rule.question, rule.signs) == ("safeguards.elements", ("digital",))
    slip = PARTICIPANTS.replace("[digital]", "[digitl]")
    (found,) = faults(overlay(workflow=slip))
    assert "workflow.yaml: participants.signs[0]: no choice" in found


@pytest.mark.parametrize("id_", ["decision.sign_participant", "decision.sign_participant_r1"])
def test_no_signature_is_called_as_the_places_of_agencies(ruled: Ruled, id_: str) -> None:
    section = ruled() / "sections" / "03-decision.yaml"
    text = section.read_text(encoding="utf-8")
    assert "id: decision.signature" in text
    section.write_text(text.replace("decision.signature", id_), encoding="utf-8")
    (found,) = faults(ruled())
    assert "is kept for agencies that sign for themselves" in found


def test_an_overlay_says_nothing_and_everything_stays(overlay: Ruled) -> None:
    made = overlay()
    base = load_pack_folder(made.parent / "every-kind")
    pack = load_pack_folder(made)
    assert (pack.workflow, pack.seal) == (base.workflow, base.seal)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("workflow", "moves: [{id: approved, who: [owner]}]", '"owner" may not do this in the b'),
        ("workflow", "moves: [{id: approved, from: [draft]}]", "from: no such key"),
        ("workflow", "moves: [{id: approved_in_emergency, days: 30}]", "from 1 to 20, not 30"),
        ("workflow", "moves: [{id: closed}]", 'no move "closed" is in the base'),
        ("workflow", PARTICIPANTS, "participants.when: no such key"),
        ("workflow", "participants: {responsible: owner}", "responsible: no such key"),
        ("workflow", "participants: {who: [owner]}", '"owner" may not do this in the base'),
        ("workflow", "participants: {signs: [papr]}", 'participants.signs[0]: no choice "papr"'),
        ("workflow", "apart: 2", "apart: needs a number from 0 to 1, not 2"),
        ("workflow", "validity: {months: 24}", "months: needs a number from 1 to 12, not 24"),
        ("seal", "outside: [record.area]", "outside: no such key"),
        ("seal", "corrections: {letters: 3}", "letters: needs a number from 0 to 2, not 3"),
        ("seal", "corrections: {texts: {answers: [evidence]}}", "texts: no such key"),
        ("seal", "free: {actions: [evidence]}", "free: no such key"),
    ],
)
def test_an_overlay_loosens_no_rule(overlay: Ruled, name: str, text: str, told: str) -> None:
    found = faults(overlay(**{name: f"{text}\n"}))
    assert any(told in fault for fault in found), found


def test_no_pack_can_do_without_the_promises_of_the_program(ruled: Ruled) -> None:
    bare = """
moves:
  - {id: sent, from: [draft]}
  - {id: returned, from: [in_review]}
  - {id: approved, from: [in_review]}
  - {id: approved_with_conditions, from: [in_review]}
  - {id: reopened, from: [approved]}
"""
    workflow = load_pack_folder(ruled(workflow=bare)).workflow
    for move in ("approved", "approved_with_conditions"):
        rule = workflow.rule(move)
        assert rule is not None
        assert rule.checks == PROMISED[rule.move]


def test_the_shipped_words_that_turn_a_meaning_are_plain_words() -> None:
    turning = load_pack().seal.corrections.turning
    assert {"not", "لا", "не", "pas", "sin", "un-", "не-"} <= set(turning)
    assert (FORMS / DEFAULT_FORM / "seal.yaml").is_file()
    for before, after in (
        ("Names are now shared", "Names are not shared"),
        ("ملفات آمنة", "ملفات غير"),
        ("Небезпечне місце", "Безпечне місце"),
        ("sans clé ici", "dans clé ici"),
    ):
        assert not is_correction(load_pack().seal.corrections, before, after)
    assert is_correction(load_pack().seal.corrections, "We recieve lists", "We receive lists")
    assert is_correction(load_pack().seal.corrections, "نحفظ القائمه هنا", "نحفظ القائمة هنا")
