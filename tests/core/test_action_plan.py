"""The action plan: what is overdue, in which order it is done, and what asks for evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from dpia_wizard.core.action_plan import asks_for_evidence, done_for, in_order, is_overdue
from dpia_wizard.core.change import apply, put
from dpia_wizard.core.findings import proposals, stops
from dpia_wizard.core.model import Action, Answer, Assessment, Control, Record, pinned
from dpia_wizard.core.register import register
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
TODAY = "2026-11-21"
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
LOCK = Action("a1", "Lock the files away", control="M51", owner="Office manager", due=TODAY)


def kept(*records: Record) -> Assessment:
    assessment = EMPTY
    for record in records:
        change = put(assessment, record)
        assert change is not None
        assessment = apply(assessment, change)
    return assessment


def test_an_action_is_overdue_from_the_day_after_its_day_until_it_is_done() -> None:
    assert not is_overdue(LOCK, TODAY)
    assert is_overdue(LOCK, "2026-11-22")
    assert not is_overdue(replace(LOCK, status="done"), "2026-11-22")
    assert not is_overdue(replace(LOCK, due=""), "2026-11-22")


@examples(
    st.lists(
        st.builds(
            Action,
            st.uuids().map(str),
            due=st.sampled_from(["", "2026-11-01", "2027-01-01"]),
            status=st.sampled_from(["open", "begun", "done"]),
            blocks_start=st.booleans(),
        ),
        max_size=8,
    )
)
def test_nothing_done_stands_before_what_is_to_do_nor_anything_before_what_blocks(
    actions: list[Action],
) -> None:
    ordered = in_order(actions)
    assert sorted(a.id for a in ordered) == sorted(a.id for a in actions)
    keys = [(a.status == "done", not a.blocks_start, a.due or "9999") for a in ordered]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("control", "asked"),
    [
        (Control("M51", status="in_place"), "M51"),
        (Control("M51", status="in_place", evidence="Seen by the manager"), "M51"),
        (Control("M51", status="verified", evidence="Seen", evidence_date="2026-11-20"), ""),
    ],
)
def test_a_done_action_asks_for_the_evidence_of_its_control_until_it_is_there(
    control: Control, asked: str
) -> None:
    done = replace(LOCK, status="done")
    assert asks_for_evidence(PACK, kept(control, done), done) == asked
    assert asks_for_evidence(PACK, kept(control, LOCK), LOCK) == ""
    assert done_for(kept(control, done), "M51") == (done,)
    assert done_for(kept(control, LOCK), "M51") == ()


def test_a_done_action_asks_for_no_evidence_of_a_control_that_was_deleted() -> None:
    done = replace(LOCK, control="own1", status="done")
    own = Control("own1", "A guard at night", "in_place")
    assert asks_for_evidence(PACK, kept(own, done), done) == "own1"
    assert asks_for_evidence(PACK, kept(done), done) == ""


def held(*records: Record) -> list[tuple[str, str]]:
    assessment = kept(*records)
    seen = situation(PACK.form, assessment)
    risks = register(PACK, assessment, on=TODAY)
    stopped = stops(PACK, seen, risks, today=TODAY)
    return [(p.why, p.source) for p in proposals(PACK, seen, risks, stopped)]


def test_a_stop_condition_that_holds_proposes_an_action_until_it_has_one() -> None:
    raided = Answer("screening.triggers", ("raid_risk",))
    deep = Answer("screening.criteria", ("sensitive", "vulnerable"))
    assert ("stop", "V5") in held(raided, deep)
    assert ("stop", "V5") not in held(raided, deep, Action("a", source="V5"))


def test_a_stop_condition_that_only_wants_an_answer_proposes_nothing() -> None:
    found = held(Answer("screening.criteria", ("sensitive", "vulnerable")))
    assert [source for why, source in found if why == "stop"] == []


def test_what_an_unknown_or_a_risk_proposes_already_is_not_proposed_again() -> None:
    unknown = Answer("incidents.evacuation", "unknown")
    raided = Answer("screening.triggers", ("raid_risk",))
    found = held(raided, unknown)
    assert [source for why, source in found if why == "stop" and source in ("V1", "V5", "V7")] == []
    assert ("unknown", "incidents.evacuation") in found
