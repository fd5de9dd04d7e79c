"""For how long an approval holds: months by the calendar, the shortest rule, and what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.change import apply, put
from dpia_wizard.core.model import Answer, Assessment, Decision, Record, Risk, Row, pinned
from dpia_wizard.core.moving import Said, refusals
from dpia_wizard.core.register import register
from dpia_wizard.core.review_cycle import (
    ReviewDue,
    came_true,
    months_later,
    proved_by,
    review_due,
    stage_on,
    too_long,
    triggers,
)
from dpia_wizard.core.situation import situation
from dpia_wizard.core.summing_up import summary
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.workflow import came_true_told, trigger_told

PACK = load_pack()
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
APPROVED = Decision("d1", "approved", "Head", "2026-08-31T09:00:00")
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


def kept(*records: Record) -> Assessment:
    return apply(EMPTY, *(c for record in records if (c := put(EMPTY, record)) is not None))


def due(*records: Record) -> ReviewDue:
    assessment = kept(*records)
    risks = register(PACK, assessment, on="2026-09-01")
    return review_due(PACK, situation(PACK.form, assessment), risks)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 12, "2027-11-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, later: str) -> None:
    assert months_later(day, months) == later


@given(days, st.integers(1, 36))
def test_a_later_month_is_that_many_months_later(day: date, months: int) -> None:
    later = date.fromisoformat(months_later(day.isoformat(), months))
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


def test_an_approval_without_a_day_holds_for_a_year() -> None:
    assert due(APPROVED) == ReviewDue("2027-08-31", "2027-08-31", 12)


def test_a_day_that_is_said_and_comes_earlier_ends_it() -> None:
    said = Decision(
        "d1", "approved_with_conditions", "Head", "2026-08-31T09:00:00", until="2027-01-01"
    )
    assert due(said).until == "2027-01-01"
    far = Decision(
        "d1", "approved_with_conditions", "Head", "2026-08-31T09:00:00", until="2030-01-01"
    )
    assert due(far).until == "2027-08-31"


def test_a_review_date_of_the_team_is_due_earlier_and_ends_nothing() -> None:
    found = due(APPROVED, Answer("review.next", "2027-03-01"))
    assert (found.until, found.due) == ("2027-08-31", "2027-03-01")


@pytest.mark.parametrize(
    "record",
    [
        Answer("context.setting", ("armed_conflict",)),
        Risk("R02", likelihood="likely", severity="serious", evidence="documented"),
    ],
)
def test_conflict_and_a_high_risk_halve_it(record: Record) -> None:
    assert due(APPROVED, record).until == "2027-02-28"


def long(*records: Record, today: str = "2026-09-01") -> list[tuple[str, str]]:
    assessment = kept(*records)
    risks = register(PACK, assessment, on=today)
    found = too_long(PACK, situation(PACK.form, assessment), risks, today=today)
    return [(one.made.id, one.latest) for one in found]


HIGH = Risk("R02", likelihood="likely", severity="serious", evidence="documented", stated="high")


def test_an_approval_that_says_a_later_day_than_the_rules_is_told() -> None:
    said = replace(APPROVED, kind="approved_with_conditions", until="2027-08-31")
    assert long(APPROVED) == long(said) == []
    assert long(replace(said, until="2027-09-01")) == [("d1", "2027-08-31")]
    assert long(said, Answer("context.setting", "armed_conflict")) == [("d1", "2027-02-28")]
    assert long(said, HIGH) == [("d1", "2027-02-28")]


def test_an_acceptance_that_says_a_later_day_than_the_rules_is_told_while_it_stands() -> None:
    said = ("accepted", "Head", "2026-08-31T08:00", "R02", "high", "high", "In spring")
    borne = Decision("a1", *said, until="2027-02-28", borne_by="Head", watched="The log")
    assert long(HIGH, borne) == []
    far = replace(borne, until="2099-01-01")
    assert long(HIGH, far) == [("a1", "2027-02-28")]
    back = Decision("a2", "withdrawn", "Head", "2026-09-01T08:00", "R02", "high", "high", "No")
    assert long(HIGH, far, back) == []


def test_no_approval_is_given_for_longer_than_the_rules_allow() -> None:
    sent = Decision("s", "sent", "Focal point", "2026-08-30T08:00")

    def refused(until: str, *records: Record, said: bool = True) -> list[tuple[str, str, str]]:
        assessment = kept(sent, *records)
        seen, risks = situation(PACK.form, assessment), register(PACK, assessment, on="2026-08-31")
        found = refusals(
            "approved_with_conditions",
            PACK,
            seen,
            risks,
            by="Head",
            today="2026-08-31",
            said=Said("The clinics sign", until) if said else None,
        )
        late = [one for one in found if one.code == "end_too_late"]
        return [(one.code, one.about, one.place) for one in late]

    assert refused("2027-08-31") == []
    assert refused("2027-09-01") == [("end_too_late", "2027-08-31", "")]
    assert refused("2027-03-01", HIGH) == [("end_too_late", "2027-02-28", "")]
    answers = (
        Answer("decision.outcome", "approve_with_conditions"),
        Answer("decision.until", "2099-01-01"),
    )
    assert refused("", *answers, said=False) == [("end_too_late", "2027-08-31", "decision.until")]


def test_what_is_not_approved_is_not_due() -> None:
    for kind in ("sent", "returned", "rejected"):
        made = Decision("d1", kind, "Head", "2026-08-31T09:00:00")
        assert due(made) == ReviewDue("", "", 12)
    assert due() == ReviewDue("", "", 12)


def test_it_has_expired_on_the_day_after_and_no_earlier() -> None:
    assessment, found = kept(APPROVED), due(APPROVED)
    assert stage_on(assessment, found, today="2027-08-31") == "approved"
    assert stage_on(assessment, found, today="2027-09-01") == "expired"


def test_the_line_of_the_library_is_made_anew_on_the_day_after() -> None:
    line = summary(PACK, kept(APPROVED), today="2027-08-31")
    assert (line.stage, line.good_until, line.review_date) == (
        "approved",
        "2027-08-31",
        "2027-08-31",
    )
    over = summary(PACK, kept(APPROVED), today="2027-09-01")
    assert (over.stage, over.stage_since, over.good_until) == ("expired", "2027-08-31", "")


def test_what_happened_after_the_approval_makes_a_look_due_at_once() -> None:
    before = Row("r0", "review.log", 0, {"date": "2026-07-01", "trigger": "law"})
    planned = Row("r1", "review.log", 1, {"date": "2026-09-10", "trigger": "planned"})
    assert due(APPROVED, before, planned).due == "2027-08-31"
    law = Row("r2", "review.log", 2, {"date": "2026-09-12", "trigger": "law"})
    assert due(APPROVED, before, planned, law).due == "2026-09-12"
    (found,) = triggers(PACK, kept(APPROVED, before, planned, law))
    told = trigger_told(Wording(words_for("en"), PACK), found)
    assert told == (
        "Law or authority happened on 2026-09-12, after the approval. Open the assessment again."
    )
    blank = Row("r3", "review.log", 3, {"trigger": "party"})
    (found,) = triggers(PACK, kept(APPROVED, blank))
    assert "Party happened since the approval" in trigger_told(
        Wording(words_for("en"), PACK), found
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("R02", ("R02",)),
        ("r02; R03/R02", ("R02", "R03")),
        ("R999, R0", ()),
        ("", ()),
        ("R02،R03", ("R02", "R03")),
        ("own_1", ("own_1",)),
    ],
)
def test_an_incident_names_risks_however_they_are_set_apart(
    said: str, expected: tuple[str, ...]
) -> None:
    row = Row("i", "incidents.log", 0, {"risk": said})
    assert proved_by(PACK, kept(Risk("R02"), Risk("R03"), Risk("own_1")), row) == expected


@pytest.mark.parametrize(
    ("likelihood", "kind", "contradicts"),
    [
        ("remote", "lost", True),
        ("possible", "lost", True),
        ("likely", "lost", False),
        ("unknown", "lost", False),
        ("remote", "near_miss", True),
        ("possible", "near_miss", False),
    ],
)
def test_what_happened_contradicts_a_low_likelihood(
    likelihood: str, kind: str, contradicts: bool
) -> None:
    row = Row("i", "incidents.log", 0, {"date": "2026-05-01", "type": kind, "risk": "R02"})
    risk = Risk("R02", likelihood=likelihood, severity="serious")
    assessment = kept(row, risk)
    found = came_true(PACK, situation(PACK.form, assessment))
    assert [one.risk for one in found] == (["R02"] if contradicts else [])
    if contradicts:
        told = came_true_told(Wording(words_for("en"), PACK), found[0])
        assert told.startswith("R02 is rated ")
        assert told.endswith("happened on 2026-05-01.")
        assert ("nearly" in told) is (kind == "near_miss")
