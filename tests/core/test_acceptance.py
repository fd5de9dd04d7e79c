"""Acceptances: who bears a risk above the tolerance, until when, and what counts no longer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from dpia_wizard.core.acceptance import Acceptance, acceptances, first_end, waits_for_review
from dpia_wizard.core.change import apply, put
from dpia_wizard.core.extract import extract
from dpia_wizard.core.findings import judge_refusals
from dpia_wizard.core.model import Assessment, Decision, Record, Risk, pinned
from dpia_wizard.core.moving import refusals
from dpia_wizard.core.register import accepted, register
from dpia_wizard.core.situation import situation
from dpia_wizard.core.summing_up import summary
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
TODAY, YESTERDAY, LATER = "2026-11-21", "2026-11-20", "2027-05-21"
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
GRAVE = Risk("R49", likelihood="likely", severity="grave", evidence="documented", stated="critical")
HIGH = Risk("R02", likelihood="likely", severity="serious", evidence="documented", stated="high")
SENT = Decision("sent", "sent", "Focal point", "2026-11-01T08:00")


def kept(*records: Record) -> Assessment:
    assessment = EMPTY
    for record in records:
        change = put(assessment, record)
        assert change is not None
        assessment = apply(assessment, change)
    return assessment


def bears(risk: str, level: str, *, until: str, at: str = "2026-11-02T09:00") -> Decision:
    return Decision(
        f"{risk} {at}",
        "accepted",
        "Supervisor",
        at,
        risk,
        level,
        level,
        "It moves in spring",
        until,
        "Head of office",
        "The log, every week",
    )


def found(assessment: Assessment, today: str = TODAY) -> dict[str, Acceptance]:
    risks = register(PACK, assessment, on=today)
    return acceptances(PACK, assessment, risks, today=today)


def test_an_acceptance_counts_to_the_end_of_its_day_and_then_no_longer() -> None:
    assessment = kept(GRAVE, SENT, bears("R49", "critical", until=TODAY))
    assert found(assessment)["R49"].counts
    assert found(assessment, "2026-11-22")["R49"].standing == "over"


def test_every_risk_above_the_tolerance_can_be_accepted_and_none_within_it() -> None:
    matrix = PACK.matrix
    for level in matrix.levels:
        refused = judge_refusals(
            PACK,
            kept(SENT),
            "accepted",
            level.id,
            by="Supervisor",
            reason="It moves in spring",
            until=LATER,
            today=TODAY,
            borne_by="Head of office",
            watched="The log",
        )
        assert bool(refused) is not matrix.is_above_tolerance(level.id)


@pytest.mark.parametrize("left_out", ["borne_by", "reason", "until", "watched", "by"])
def test_an_acceptance_without_one_of_its_parts_is_refused(left_out: str) -> None:
    parts = {
        "by": "Supervisor",
        "borne_by": "Head of office",
        "reason": "It moves in spring",
        "until": LATER,
        "today": TODAY,
        "watched": "The log",
    }
    parts[left_out] = " " if left_out != "until" else ""
    (refused,) = judge_refusals(PACK, kept(SENT), "accepted", "high", **parts)
    assert refused.code in ("no_bearer", "no_reason", "no_end", "no_watch", "no_post")


@pytest.mark.parametrize("until", [YESTERDAY, TODAY])
def test_nothing_is_accepted_until_a_day_that_is_not_to_come(until: str) -> None:
    refused = judge_refusals(
        PACK,
        kept(SENT),
        "accepted",
        "high",
        by="Supervisor",
        reason="It moves in spring",
        until=until,
        today=TODAY,
        borne_by="Head of office",
        watched="The log",
    )
    assert [one.code for one in refused] == ["end_over"]


def test_nothing_is_accepted_for_longer_than_the_rules_allow() -> None:
    def refused(until: str) -> list[tuple[str, str]]:
        found = judge_refusals(
            PACK,
            kept(SENT),
            "accepted",
            "high",
            by="Supervisor",
            reason="It moves in spring",
            until=until,
            today=TODAY,
            borne_by="Head of office",
            watched="The log",
            latest=LATER,
        )
        return [(one.code, one.about) for one in found]

    assert refused(LATER) == []
    assert refused("2027-05-22") == [("end_too_late", LATER)]


def test_a_risk_that_was_lowered_and_then_accepted_waits_again_when_the_day_is_over() -> None:
    said = (SENT.by, "2026-11-02T08:00", "R49", "high", "critical", "Nobody can reach it")
    lowered = Decision("lowered", "lowered", *said)
    borne = replace(bears("R49", "high", until=YESTERDAY), supported="critical")
    (risk,) = register(PACK, kept(GRAVE, SENT, lowered, borne), on=TODAY)
    assert (risk.level, risk.decision) == ("high", lowered)
    assert not waits_for_review(risk, today=YESTERDAY)
    assert waits_for_review(risk, today=TODAY)
    again = replace(lowered, id="again", kind="confirmed", at="2026-11-21T08:00")
    (risk,) = register(PACK, kept(GRAVE, SENT, lowered, borne, again), on=TODAY)
    assert risk.level == "high"
    assert not waits_for_review(risk, today=TODAY)


def test_a_risk_whose_acceptance_is_over_waits_for_the_supervisor_again() -> None:
    assessment = kept(HIGH, SENT, bears("R02", "high", until=YESTERDAY))
    (risk,) = register(PACK, assessment, on=TODAY)
    assert not waits_for_review(risk, today=YESTERDAY)
    assert waits_for_review(risk, today=TODAY)
    seen = situation(PACK.form, assessment)
    found_now = refusals("approved", PACK, seen, [risk], by="Supervisor", today=TODAY)
    assert ("not_reviewed", "R02") in {(one.code, one.about) for one in found_now}
    before = refusals("approved", PACK, seen, [risk], by="Supervisor", today=YESTERDAY)
    assert "not_reviewed" not in {one.code for one in before}


def test_an_acceptance_at_another_level_has_lapsed_and_is_told_as_ended() -> None:
    assessment = kept(replace(HIGH, stated="high"), SENT, bears("R02", "critical", until=LATER))
    assert found(assessment)["R02"].standing == "lapsed"
    assert first_end(found(assessment), today=TODAY) == TODAY


def test_an_acceptance_lapses_when_the_evidence_supports_another_level() -> None:
    borne = replace(bears("R02", "high", until=LATER), supported="critical")
    assert found(kept(HIGH, SENT, borne))["R02"].standing == "lapsed"
    unknown = replace(borne, supported="")  # kept before it was written down
    assert found(kept(HIGH, SENT, unknown))["R02"].counts


def withdrawn(risk: str, *, at: str) -> Decision:
    said = ("Head of office", at, risk, "high", "high", "The clinic closed")
    return Decision(f"back {at}", "withdrawn", *said)


def test_an_acceptance_that_is_withdrawn_counts_no_longer_and_the_risk_waits_again() -> None:
    back = withdrawn("R02", at="2026-11-20T09:00")
    assessment = kept(HIGH, SENT, bears("R02", "high", until=LATER), back)
    borne = found(assessment)["R02"]
    assert (borne.standing, borne.word, borne.ends(TODAY)) == ("withdrawn", back, YESTERDAY)
    (risk,) = register(PACK, assessment, on=TODAY)
    assert waits_for_review(risk, today=TODAY)
    assert accepted(assessment, [risk], today=TODAY) == {}
    assert summary(PACK, assessment, today=TODAY).acceptance_ends == YESTERDAY


def test_a_risk_can_be_accepted_again_after_that() -> None:
    again = bears("R02", "high", until=LATER, at="2026-11-21T09:00")
    back = withdrawn("R02", at="2026-11-20T09:00")
    assessment = kept(HIGH, SENT, bears("R02", "high", until=LATER), back, again)
    assert found(assessment)["R02"].counts


@pytest.mark.parametrize(("by", "reason", "code"), [("", "x", "no_post"), ("A", " ", "no_reason")])
def test_a_withdrawal_needs_a_post_and_a_reason(by: str, reason: str, code: str) -> None:
    told = {"by": by, "reason": reason, "until": "", "today": TODAY}
    (refused,) = judge_refusals(PACK, kept(HIGH), "withdrawn", "high", **told)
    assert refused.code == code


def test_a_newer_acceptance_takes_the_place_of_one_that_is_over() -> None:
    old = bears("R49", "critical", until="2026-11-10")
    new = bears("R49", "critical", until=LATER, at="2026-11-12T09:00")
    assert found(kept(GRAVE, SENT, old, new))["R49"].counts


def test_the_line_of_the_library_tells_when_the_first_acceptance_ends() -> None:
    one = bears("R49", "critical", until=LATER)
    other = bears("R02", "high", until=YESTERDAY)
    line = summary(PACK, kept(GRAVE, HIGH, SENT, one, other), today=TODAY)
    assert line.acceptance_ends == YESTERDAY
    assert summary(PACK, kept(GRAVE, HIGH, SENT), today=TODAY).acceptance_ends == ""


def test_the_extract_counts_what_is_borne_and_names_nobody() -> None:
    one = bears("R49", "critical", until=LATER)
    other = bears("R02", "high", until=YESTERDAY)
    made = extract(PACK, kept(GRAVE, HIGH, SENT, one, other), today=TODAY)
    assert (made.borne, made.not_borne, made.over) == (1, 1, 1)
    assert "Head of office" not in repr(made)
    assert "every week" not in repr(made)


@examples(
    until=st.dates().map(str),
    today=st.dates().map(str),
    level=st.sampled_from([level.id for level in PACK.matrix.levels]),
)
def test_what_counts_is_what_lifts_the_stop_condition(until: str, today: str, level: str) -> None:
    assessment = kept(GRAVE, SENT, bears("R49", level, until=until))
    risks = register(PACK, assessment, on=TODAY)
    counted = acceptances(PACK, assessment, risks, today=today)["R49"].counts
    assert counted is ("R49" in accepted(assessment, risks, today=today))
