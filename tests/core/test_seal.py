"""The seal: what a sign-off covers, what voids it, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.change import apply, put, remove
from dpia_wizard.core.correction import CorrectionRule
from dpia_wizard.core.model import (
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
    pin,
    pinned,
)
from dpia_wizard.core.seal import SealRule, SealStanding, sealed, standing
from dpia_wizard.packs.load import load_pack

FORM = load_pack().form
RULE = SealRule(
    outside=("decision", "review.log"),
    besides={"head": ("decision.outcome",)},
    texts={"risks": ("event", "likelihood_reason"), "answers": ("note",)},
    free={"actions": ("status", "evidence")},
    corrections=CorrectionRule(words=3, turning=("not", "un-")),
)
AIM, NARRATIVE = "purpose.aim", "We recieve lists of children from four agencies."


def of(*records: Record) -> Assessment:
    empty = Assessment("a", "DPIA-2026-001", "2026-11-21", pinned(REF, PackRef("m", "1", "m")))
    return apply(empty, *(c for record in records if (c := put(empty, record)) is not None))


REF = PackRef("f", "1", "f")
TEXT = next(q.id for q in FORM.by_id.values() if q.kind == "long_text" and q.id < "decision")
CHOICE = next(q.id for q in FORM.by_id.values() if q.kind == "single" and q.id < "decision")
SIGNED = of(
    Answer(TEXT, NARRATIVE, note="as agreed wiht the team"),
    Answer(CHOICE, "single"),
    Answer("decision.outcome", "approve"),
    Row(
        "r1", "incidents.log", 1, {"date": "2026-05-01", "what": "A list was lsot", "type": "lost"}
    ),
    Risk("R02", likelihood="likely", severity="severe", event="A guard reads teh list"),
    Control("M30", status="partly"),
    Link("R02 M30", "R02", "M30"),
    Action("a1", "Buy locks", "R02", due="2027-01-01"),
    Attachment("f1", "map.pdf", "ab", 2),
    Remark("k1", TEXT, "why?", "S", "2026-11-21T09:00:00"),
)


def signed(role: str = "supervisor", decision: str = "") -> SignOff:
    words = dict.fromkeys(("name", "post", "agency", "covers", "key", "certificate"), "x")
    return SignOff("s1", role, at="2026-11-21T12:00:00", signature="x", decision=decision, **words)


def now(after: Assessment, role: str = "supervisor", decision: str = "") -> SealStanding:
    return standing(sealed(RULE, SIGNED, role), signed(role, decision), after, FORM)


def with_records(*records: Record) -> Assessment:
    return apply(SIGNED, *(c for record in records if (c := put(SIGNED, record)) is not None))


VOIDING = [
    Answer(TEXT, NARRATIVE + " More."),
    Answer(TEXT, NARRATIVE.replace("four", "five"), note="as agreed wiht the team"),
    Answer(CHOICE, "joint"),
    Answer("purpose.new", "x"),
    Row(
        "r1", "incidents.log", 1, {"date": "2026-05-02", "what": "A list was lsot", "type": "lost"}
    ),
    Row("r2", "incidents.log", 2, {"what": "Another"}),
    Risk("R02", likelihood="possible", severity="severe", event="A guard reads teh list"),
    Risk("R02", likelihood="likely", severity="serious", event="A guard reads teh list"),
    Risk("R02", likelihood="likely", severity="severe", stated="low"),
    Risk("R03"),
    Control("M30", status="in_place"),
    Link("R02 M30", "R02", "M30", strength="strong"),
    Action("a1", "Buy locks", "R02", due="2027-02-01"),
    Attachment("f2", "other.pdf", "cd", 2),
    pin("matrix", PackRef("m", "1", "other")),
    pin("form", PackRef("f", "2", "g")),
    pin("protocol", PackRef("p", "1", "p")),
]
NOT_VOIDING = [
    Answer(TEXT, NARRATIVE.replace("recieve", "receive"), note="as agreed with the team"),
    Row(
        "r1", "incidents.log", 1, {"date": "2026-05-01", "what": "A list was lost", "type": "lost"}
    ),
    replace(SIGNED.risks["R02"], event="A guard reads the list"),
]
BESIDE = [
    Answer("decision.outcome", "reject"),
    Row("v1", "review.log", 1, {"result": "nothing"}),
    Remark("k2", TEXT, "and this?", "S", "2026-11-21T10:00:00"),
    Decision("d1", "reopened", "Head", "2026-11-22T09:00:00"),
    Decision("d2", "confirmed", "S", "2026-11-22T09:00:00", "R02", "high", "high"),
    Rating("g1", "round", "R02", "nurse", "2026-11-22", "likely", "severe"),
    signed(),
    Attachment("seal-1", "x.json", "ef", 3, "seal"),
    Attachment("page", "scan.png", "aa", 3, "signed_page"),
    Action("a1", "Buy locks", "R02", due="2027-01-01", status="done", evidence="seen"),
]


def test_what_nobody_touched_holds() -> None:
    assert now(SIGNED).standing == "holds"


@pytest.mark.parametrize("record", VOIDING)
def test_what_changes_what_was_signed_voids_it(record: Record) -> None:
    after = now(with_records(record))
    assert after.standing == "void"
    assert after.changes
    assert not after.counts


@pytest.mark.parametrize(
    "record", [SIGNED.risks["R02"], SIGNED.rows["r1"], SIGNED.links["R02 M30"]]
)
def test_what_was_taken_out_voids_it(record: Record) -> None:
    change = remove(SIGNED, record)
    assert change is not None
    after = now(apply(SIGNED, change))
    assert [(c.id, c.field, c.after) for c in after.changes] == [(record.id, "", None)]


@pytest.mark.parametrize("record", NOT_VOIDING)
def test_a_mended_mistake_does_not_void_and_is_told(record: Record) -> None:
    after = now(with_records(record))
    assert after.standing == "corrected"
    assert after.corrections
    assert after.counts


@pytest.mark.parametrize("record", BESIDE)
def test_what_stands_beside_the_content_does_not_void(record: Record) -> None:
    assert now(with_records(record)).standing == "holds"


def test_who_decides_also_signs_what_is_decided() -> None:
    after = with_records(Answer("decision.outcome", "reject"))
    assert now(after).standing == "holds"
    found = now(after, role="head")
    assert [(c.place, c.before, c.after) for c in found.changes] == [
        ("decision.outcome", "approve", "reject")
    ]


def test_a_level_set_after_an_approval_voids_it_and_no_other_sign_off() -> None:
    approved = Decision("d1", "approved", "Head", "2026-11-21T12:00:00")
    later = Decision("d2", "lowered", "S", "2026-11-22T09:00:00", "R02", "low", "high", "reason")
    earlier = replace(later, id="d3", at="2026-11-21T11:00:00")
    assert now(with_records(approved, earlier), decision="d1").changes  # put in afterwards
    found = now(with_records(approved, later), decision="d1")
    assert (found.standing, found.judgements) == ("void", (later,))
    assert now(with_records(approved, later)).standing == "holds"


def test_an_answer_emptied_again_tells_the_field_and_its_place() -> None:
    change = remove(SIGNED, SIGNED.answers[CHOICE])
    assert change is not None
    (told,) = now(apply(SIGNED, change)).changes
    assert (told.place, told.field, told.before, told.after) == (CHOICE, "value", "single", None)


def test_blank_cells_are_no_cells() -> None:
    row = SIGNED.rows["r1"]
    after = with_records(replace(row, cells={**row.cells, "children": ""}))
    assert now(after).standing == "holds"


@given(st.permutations(tuple(SIGNED.answers)), st.permutations(tuple(SIGNED.risks)))
def test_the_order_of_records_says_nothing(answers: list[str], risks: list[str]) -> None:
    after = replace(
        SIGNED,
        answers={id: SIGNED.answers[id] for id in answers},
        risks={id: SIGNED.risks[id] for id in risks},
    )
    assert now(after).standing == "holds"


@given(
    st.sampled_from(["likelihood", "severity", "stated", "threat_source", "evidence"]),
    st.text("abcdefghilnot", max_size=9),
)
def test_any_change_of_a_rating_voids(name: str, value: str) -> None:
    risk = SIGNED.risks["R02"]
    after = replace(risk, **{name: value})  # type: ignore[arg-type]
    expected = "holds" if after == risk else "void"
    assert now(with_records(after)).standing == expected


@pytest.mark.parametrize("kind", ["confirmed", "raised", "lowered", "accepted", "agreed"])
def test_what_was_said_of_a_risk_by_then_is_signed_too(kind: str) -> None:
    said = Decision("d1", kind, "S", "2026-11-21T10:00:00", "R02", "high", "low", "reason")
    before = with_records(said)
    then = sealed(RULE, before, "head")
    assert standing(then, signed("head"), before, FORM).standing == "holds"
    gone, other = remove(before, said), put(before, replace(said, level="low"))
    backdated = put(before, replace(said, id="d2", kind="lowered", level="low"))
    for change in (gone, other, backdated):
        assert change is not None
        found = standing(then, signed("head"), apply(before, change), FORM)
        assert found.standing == "void"
        assert {one.place for one in found.changes} == {"R02"}


def test_a_clock_that_was_set_back_voids_nothing() -> None:
    said = Decision("d1", "raised", "S", "2026-11-21T13:00:00", "R02", "high", "low", "reason")
    before = with_records(said)
    assert standing(sealed(RULE, before), signed(), before, FORM).standing == "holds"


edits = st.lists(
    st.sampled_from([*VOIDING, *NOT_VOIDING, *(r for r in BESIDE if not isinstance(r, Decision))]),
    max_size=5,
)


@given(edits)
def test_what_stands_between_two_states_is_the_same_both_ways(records: list[Record]) -> None:
    after = with_records(*records)
    back = standing(sealed(RULE, after, "author"), signed("author"), SIGNED, FORM)
    forth = now(after, "author")
    assert back.standing == forth.standing
    assert {(c.collection, c.id, c.field, repr(c.after), repr(c.before)) for c in back.changes} == {
        (c.collection, c.id, c.field, repr(c.before), repr(c.after)) for c in forth.changes
    }
