"""What a bow-tie says: every linked control on its side, and whether anything stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.model import Assessment, Control, Link, Risk, link_id, pinned
from dpia_wizard.core.register import RatedRisk, rated
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.bow_tie import bow_tie, parts_of

PACK = load_pack()
TODAY = "2026-11-21"
WORDING = Wording(words_for("en"), PACK)
STATUSES = ("verified", "in_place", "partly", "planned", "not_in_place", "unknown")
AXES = ("likelihood", "severity", "both")


def risk_with(controls: list[tuple[str, str]], **words: str) -> RatedRisk:
    """A risk of the team with controls of these (status, axis)."""
    risk = Risk("own", **words)  # type: ignore[arg-type]  # fields of Risk, by name
    known = {}
    links = {}
    for number, (status, axis) in enumerate(controls):
        id = f"C{number}"
        seen = {"evidence": "log", "evidence_date": TODAY} if status == "verified" else {}
        known[id] = Control(id, status=status, **seen)
        link = Link(link_id("own", id), "own", id, axis, "strong")  # type: ignore[arg-type]
        links[link.id] = link
    made = Assessment("a", "DPIA-2026-001", TODAY, pinned(PACK.ref, PACK.matrix_ref))
    made = replace(made, risks={"own": risk}, controls=known, links=links)
    return rated(PACK, made, risk, on=TODAY)


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(AXES)), max_size=12))
def test_every_linked_control_stands_on_its_side_and_on_no_other(
    controls: list[tuple[str, str]],
) -> None:
    tie = bow_tie(WORDING, risk_with(controls))
    before = {f"C{n}" for n, (_status, axis) in enumerate(controls) if axis != "severity"}
    after = {f"C{n}" for n, (_status, axis) in enumerate(controls) if axis != "likelihood"}
    assert {one.control.id for one in tie.stops} == before
    assert {one.control.id for one in tie.softens} == after
    assert len(tie.stops) == len(before)
    assert len(tie.softens) == len(after)


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(AXES)), max_size=6))
def test_a_side_is_open_unless_something_is_in_place_there(controls: list[tuple[str, str]]) -> None:
    tie = bow_tie(WORDING, risk_with(controls))
    stands = [axis for status, axis in controls if status in ("verified", "in_place")]
    assert tie.is_open_before == (not any(axis != "severity" for axis in stands))
    assert tie.is_open_after == (not any(axis != "likelihood" for axis in stands))


def test_what_was_seen_long_ago_is_drawn_as_in_place() -> None:
    old = risk_with([("verified", "likelihood")])
    ((link, control),) = old.controls
    stale = replace(old, controls=((link, replace(control, evidence_date="2024-01-01")),))
    assert bow_tie(WORDING, old).stops[0].state == "verified"
    assert bow_tie(WORDING, stale).stops[0].state == "in_place"


@pytest.mark.parametrize("status", ["not_in_place", "unknown"])
def test_what_is_not_there_is_shown_but_is_no_barrier(status: str) -> None:
    tie = bow_tie(WORDING, risk_with([(status, "likelihood")]))
    assert [one.state for one in tie.stops] == [None]
    assert tie.is_open_before


def test_the_best_barriers_stand_first() -> None:
    tie = bow_tie(WORDING, risk_with([(status, "likelihood") for status in reversed(STATUSES)]))
    assert [one.status for one in tie.stops] == list(STATUSES)


def test_causes_and_harms_are_told_apart_by_lines_and_semicolons() -> None:
    tie = bow_tie(
        WORDING,
        risk_with([], threat_source="a thief\nan abuser", harm="الخوف؛ الفقد", event="A loss"),
    )
    assert tie.causes == ("a thief", "An abuser")
    assert tie.harms == ("الخوف", "الفقد")
    assert tie.event == "A loss"


@given(st.text())
def test_no_word_is_lost_between_the_parts(text: str) -> None:
    kept = "".join("".join(parts_of(text)).split()).upper().casefold()
    whole = "".join(text.replace(";", "").replace("؛", "").split()).upper().casefold()
    assert kept == whole


def test_without_words_for_the_event_its_name_stands_there() -> None:
    assert bow_tie(WORDING, risk_with([], title="A loss")).event == "A loss"
