"""Changing an answer never takes work away: what it concerned stays, marked, and comes back."""

from __future__ import annotations

from dataclasses import replace

from dpia_wizard.core.change import apply, put
from dpia_wizard.core.model import UNKNOWN, Answer, Assessment, Record, Risk, Row
from dpia_wizard.core.register import (
    control_as_it_stands,
    no_longer_raised,
    offers,
    register,
    taken_up,
)
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
TODAY = "2026-11-21"
CHATS = Answer("flows.channels", ("whatsapp",))
PAPER = Answer("flows.channels", ("paper_form",))


def given(*records: Record, after: Assessment | None = None) -> Assessment:
    assessment = after or Assessment("a", "DPIA-2026-001", "2026-11-01")
    for record in records:
        change = put(assessment, record)
        if change is not None:
            assessment = apply(assessment, change)
    return assessment


def raised_no_longer(assessment: Assessment) -> frozenset[str]:
    return no_longer_raised(PACK, situation(PACK.form, assessment))


def test_a_risk_taken_up_stays_with_its_words_when_its_answer_changes_and_is_marked() -> None:
    chats = given(CHATS)
    kept = given(*taken_up(chats, PACK.risk["R49"]), after=chats)
    written = replace(kept.risks["R49"], likelihood="likely", severity="grave", harm="Ours")
    kept = given(written, after=kept)
    assert raised_no_longer(kept) == frozenset()

    changed = given(PAPER, after=kept)
    assert raised_no_longer(changed) == {"R49"}
    assert changed.risks["R49"] == written
    assert changed.links_of("R49") == kept.links_of("R49")
    assert "R49" in {risk.id for risk in register(PACK, changed, on=TODAY)}

    again = given(CHATS, after=changed)
    assert raised_no_longer(again) == frozenset()
    assert register(PACK, again, on=TODAY) == register(PACK, kept, on=TODAY)


def test_an_answer_taken_back_or_unknown_marks_the_risk_as_well() -> None:
    kept = given(CHATS, Risk("R49"))
    for value in (None, UNKNOWN, ()):
        assert raised_no_longer(given(Answer("flows.channels", value), after=kept)) == {"R49"}


def test_mandatory_risks_and_those_of_the_team_are_never_marked() -> None:
    assert raised_no_longer(given(Risk("R01"), Risk("own-1", title="Ours"))) == frozenset()


def test_an_offer_set_aside_keeps_its_reason_and_can_be_brought_back() -> None:
    aside = Risk("R49", dismissed=True, set_aside_reason="Chats are for appointments only.")
    kept = given(CHATS, aside)
    assert "R49" not in {o.risk.id for o in offers(PACK, situation(PACK.form, kept))}
    assert "R49" not in {risk.id for risk in register(PACK, kept, on=TODAY)}
    without = given(PAPER, after=kept)
    assert without.risks["R49"].set_aside_reason == aside.set_aside_reason
    back = replace(aside, dismissed=False, set_aside_reason="")
    assert "R49" in {risk.id for risk in register(PACK, given(back, after=kept), on=TODAY)}


def test_answers_to_a_question_not_asked_any_more_stay_count_for_nothing_and_come_back() -> None:
    cabinet = Answer("security.cabinet", "yes", evidence="Seen", seen="2026-10-01")
    kept = given(PAPER, cabinet)
    assert control_as_it_stands(PACK, kept, "M51").status == "verified"
    without = given(Answer("flows.channels", ("email_work",)), after=kept)
    assert without.answers["security.cabinet"] == cabinet
    assert "security.cabinet" not in situation(PACK.form, without).active
    assert control_as_it_stands(PACK, without, "M51").status == UNKNOWN
    back = given(PAPER, after=without)
    assert control_as_it_stands(PACK, back, "M51").status == "verified"


def test_rows_of_a_table_not_asked_any_more_stay_and_come_back() -> None:
    chat = Row("r", "flows.messaging", 0, {"group": "Referrals", "phones": "own"})
    kept = given(CHATS, chat)
    assert situation(PACK.form, kept).chosen("flows.messaging", "phones") == ("own",)
    without = given(PAPER, after=kept)
    assert situation(PACK.form, without).chosen("flows.messaging", "phones") is None
    assert without.rows_of("flows.messaging") == (chat,)
    back = given(CHATS, after=without)
    assert situation(PACK.form, back).chosen("flows.messaging", "phones") == ("own",)
