"""Two states laid side by side: every difference at its place, and levels as they counted."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from dpia_wizard.core.change import apply, put
from dpia_wizard.core.compare import (
    Moment,
    Place,
    PlaceKind,
    RiskStanding,
    compare,
    lowered,
    parts,
)
from dpia_wizard.core.model import (
    COLLECTIONS,
    Action,
    Answer,
    Assessment,
    Attachment,
    Control,
    Decision,
    Link,
    PackRef,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
    link_id,
    pin,
    pinned,
)
from dpia_wizard.core.workflow import MATRIX, MATRIX_CHANGED
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.compare import told

PACK = load_pack()
TODAY = "2026-11-21"
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
LEAK = Risk("R02", likelihood="likely", severity="serious", evidence="documented")
SEEN = Control(
    "M30", status="verified", evidence="log", evidence_date="2026-10-01", custodian="admin"
)
LINK = Link(link_id("R02", "M30"), "R02", "M30", "likelihood", "strong")
SIGN_OFF = SignOff("s1", "head", "أحمد", "Head", "A", TODAY, "0" * 64, "1" * 64, "MII", "AAA")
WORDS = Wording(words_for("en"), PACK)


def made(*records: Record, base: Assessment = EMPTY) -> Assessment:
    for record in records:
        change = put(base, record)
        assert change is not None
        base = apply(base, change)
    return base


def state(*records: Record, on: str = TODAY) -> Moment:
    return Moment(made(*records), PACK, on)


def lines(before: Moment, after: Moment, place: Place) -> tuple[str, ...]:
    wordings = (Wording(words_for("en"), one.pack) for one in (before, after))
    return told(*wordings, place).lines


def test_a_rating_is_another_at_its_risk_with_its_level_before_and_after() -> None:
    before, after = state(LEAK), state(replace(LEAK, severity="grave"))
    (place,) = compare(before, after)
    assert (place.kind, place.id) == ("risk", "R02")
    assert [(part.name, part.before, part.after) for part in place.changed[0].parts] == [
        ("severity", "serious", "grave")
    ]
    assert (place.before, place.after) == (
        RiskStanding("high", 3, 3, "high"),
        RiskStanding("critical", 3, 4, "critical"),
    )
    assert lines(before, after, place) == (
        "Level today: from High (L3 S3) to Critical (L3 S4)",
        f"Severity: from {WORDS.severity(3)} to {WORDS.severity(4)}",
    )


def test_a_control_seen_working_lowers_a_risk_that_nobody_touched() -> None:
    leak = replace(LEAK, likelihood="almost_certain")
    before = state(leak, LINK, replace(SEEN, status="planned"))
    after = state(leak, LINK, SEEN)
    risk, control = compare(before, after)
    assert (risk.id, risk.changed) == ("R02", ())
    assert control.id == "M30"
    assert lowered((risk, control), PACK, PACK) == (risk,)
    assert lowered(compare(after, before), PACK, PACK) == ()
    assert lines(before, after, risk)[1].startswith("Nothing was changed at the risk itself")
    assert f"Status: from {WORDS.status('planned')} to {WORDS.status('verified')}" in lines(
        before, after, control
    )


def test_evidence_that_grew_old_is_told_though_nothing_was_changed() -> None:
    records = (LEAK, LINK, SEEN)
    (place,) = compare(state(*records), state(*records, on="2028-11-21"))
    assert (place.id, place.changed) == ("R02", ())
    assert place.is_rated_anew


def test_a_risk_that_came_or_went_has_one_side_only() -> None:
    (came,) = compare(state(), state(LEAK))
    assert came.before is None
    assert came.after is not None
    (went,) = compare(state(LEAK), state())
    assert went.after is None
    assert lowered((went,), PACK, PACK) == (went,)
    assert "Taken out: risk R02." in lines(state(LEAK), state(), went)


PLACES: tuple[tuple[Record, PlaceKind, str], ...] = (
    (Answer("programme.caseload", 31), "question", "programme.caseload"),
    (Row("r1", "programme.links", 1, {"name": "Cash list"}), "question", "programme.links"),
    (Attachment("f1", "DPISP.pdf", "0" * 64, 9, "record.protocol_copy"), "question",
     "record.protocol_copy"),
    (Remark("m1", "programme.caseload", "Since when?", "S", TODAY), "question",
     "programme.caseload"),
    (Remark("m2", "R02", "Why?", "S", TODAY), "risk", "R02"),
    (Remark("m3", "nobody.knows", "Why?", "S", TODAY), "review", ""),
    (LEAK, "risk", "R02"),
    (LINK, "risk", "R02"),
    (Rating("t1", "r", "R02", "CW", TODAY, "likely", "grave"), "risk", "R02"),
    (Decision("d1", "confirmed", "S", TODAY, "R02", "high"), "risk", "R02"),
    (SEEN, "control", "M30"),
    (Action("a1", "Encrypt"), "action", "a1"),
    (Decision("d2", "sent", "S", TODAY), "review", ""),
    (Decision("d3", MATRIX_CHANGED, "S", TODAY, MATRIX, "ico-3x3"), "made_with", ""),
    (SIGN_OFF, "review", ""),
    (pin("protocol", PackRef("two-rivers", "2", "f")), "made_with", ""),
)  # fmt: skip


@pytest.mark.parametrize(("record", "kind", "id"), PLACES)
def test_every_kind_of_record_has_its_place_and_words(
    record: Record, kind: PlaceKind, id: str
) -> None:
    before, after = state(), state(record)
    for one, other in ((before, after), (after, before)):
        (place,) = compare(one, other)
        assert (place.kind, place.id) == (kind, id)
        (changed,) = place.changed
        assert changed.record == record
        found = told(WORDS, WORDS, place)
        assert found.heading
        assert found.lines
        assert "{" not in "".join((found.heading, *found.lines))


def test_every_kind_of_record_is_tried() -> None:
    assert {type(record) for record, _kind, _id in PLACES} == set(COLLECTIONS)


def test_what_is_said_by_no_side_is_no_part() -> None:
    assert parts(None, Answer("q")) == ()
    assert parts(Row("r", "q", 1, {"a": "x", "b": ""}), Row("r", "q", 1, {"a": "x"})) == ()
    (part,) = parts(Row("r", "q", 1, {"a": "x"}), Row("r", "q", 1, {"a": "y"}))
    assert (part.name, part.before, part.after) == ("cells.a", "x", "y")
    (part,) = parts(Answer("q", 0), Answer("q"))
    assert (part.name, part.before, part.after) == ("value", 0, None)


def test_places_stand_in_the_order_in_which_people_work() -> None:
    found = compare(state(), state(*(record for record, _kind, _id in reversed(PLACES))))
    kinds = [place.kind for place in found]
    assert kinds == sorted(kinds, key=["made_with", "question", "risk", "control", "action",
                                       "review"].index)  # fmt: skip
    asked = [place.id for place in found if place.kind == "question"]
    assert asked == [id for id in PACK.form.by_id if id in asked]


@drawn(st.lists(st.sampled_from(PLACES), unique_by=lambda one: one[0].id), st.integers(0, 20))
@settings(max_examples=30)
def test_what_is_another_is_the_same_seen_from_both_sides(
    chosen: list[tuple[Record, PlaceKind, str]], split: int
) -> None:
    records = [record for record, _kind, _id in chosen]
    before, after = state(*records[:split]), state(*records)
    there, back = compare(before, after), compare(after, before)
    assert [(p.kind, p.id) for p in there] == [(p.kind, p.id) for p in back]
    assert [(p.before, p.after) for p in there] == [(p.after, p.before) for p in back]
    assert compare(before, before) == ()
    said = {changed.record.id for place in there for changed in place.changed}
    assert said == {record.id for record in records[split:]}


def test_every_field_that_people_fill_in_has_a_name_in_a_comparison() -> None:
    from dpia_wizard.wording.compare import part_name

    silent = {
        Answer: {"id"},
        Risk: {"id"},
        Control: {"id"},
        Link: {"id", "risk", "control"},
        Action: {"id", "source", "control"},
    }
    for record in (Answer("q"), LEAK, SEEN, LINK, Action("a")):
        named = {part.name for part in fields(record) if part_name(WORDS, record, part.name)}
        assert named == {part.name for part in fields(record)} - silent[type(record)]
