"""Records as plain values: nothing lost, nothing guessed, every fault with its address."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.codec import (
    KINDS,
    canonical_json,
    content_fingerprint,
    parse_json,
    plain,
    plain_assessment,
    read_assessment,
    read_change,
    read_record,
)
from dpia_wizard.core.change import Change, apply
from dpia_wizard.core.model import (
    Answer,
    Assessment,
    PackRef,
    Pin,
    Pinned,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
    pinned,
)
from dpia_wizard.errors import UserError

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
whole_numbers = st.integers(-(2**63) + 1, 2**63 - 1)
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "value": st.one_of(texts, whole_numbers, st.none(), st.lists(texts).map(tuple)),
    "cells": st.dictionaries(texts, st.one_of(texts, st.lists(texts).map(tuple)), max_size=3),
    "axis": st.sampled_from(["likelihood", "severity", "both"]),
    "strength": st.sampled_from(["weak", "moderate", "strong"]),
}
BY_TYPE: dict[object, st.SearchStrategy[Any]] = {
    "str": texts,
    "bool": st.booleans(),
    "int": whole_numbers,
    "Pinned": st.sampled_from(get_args(Pinned)),
}


def records_of(kind: type[Record]) -> st.SearchStrategy[Record]:
    chosen = {part.name: PARTS.get(part.name, BY_TYPE.get(part.type)) for part in fields(kind)}
    return st.builds(kind, **{name: found for name, found in chosen.items() if found is not None})


records = st.sampled_from(list(KINDS.values())).flatmap(records_of)
PINS = pinned(PackRef("form", "1", "f"), PackRef("matrix", "2", "m"))
NEW = Assessment("a", "R-1", "2026-01-01", PINS)
assessments = st.lists(records, max_size=8).map(
    lambda found: apply(NEW, *(Change(None, record) for record in found))
)


@given(records)
def test_a_record_comes_back_equal(record: Record) -> None:
    said = parse_json(canonical_json(plain(record)))
    collection = next(name for name, kind in KINDS.items() if kind is type(record))
    assert read_record(collection, said) == record


@given(records, records)
def test_a_change_comes_back_equal(one: Record, other: Record) -> None:
    moved = one if isinstance(one, Pin) else replace(one, id=other.id)
    for change in (Change(None, one), Change(one, None), Change(one, moved)):
        assert read_change(parse_json(canonical_json(plain(change)))) == change


@given(assessments)
def test_an_assessment_comes_back_equal(assessment: Assessment) -> None:
    assert read_assessment(parse_json(canonical_json(plain_assessment(assessment)))) == assessment


@given(assessments)
def test_the_fingerprint_does_not_depend_on_the_order_of_work(assessment: Assessment) -> None:
    turned = {name: dict(reversed(list(getattr(assessment, name).items()))) for name in KINDS}
    assert content_fingerprint(replace(assessment, **turned)) == content_fingerprint(assessment)


@given(assessments, records)
def test_the_fingerprint_changes_with_the_content_and_only_then(
    assessment: Assessment, record: Record
) -> None:
    changed = apply(assessment, Change(None, record))
    same_content = changed == assessment or isinstance(record, Remark | SignOff)
    assert (content_fingerprint(changed) == content_fingerprint(assessment)) == same_content


def test_a_fingerprint_stays_the_same_for_ever() -> None:
    """It is printed on signed pages: a newer program must find the same one."""
    assessment = apply(
        NEW,
        Change(None, Answer("purpose.aim", "Protéger les enfants · حماية")),
        Change(
            None, Row("r1", "inventory", 1, {"name": "Case file", "where": ("laptop", "paper")})
        ),
        Change(None, Risk("exposure", severity="severe", irreversible=True)),
    )
    assert content_fingerprint(assessment) == (
        "07a85b5b7fdb601df6925019d582d87a2f3e118f237a0a37a7dfe5cfe9fee89d"
    )


def test_fields_at_their_default_are_left_out() -> None:
    assert plain(Risk("r", title="T")) == {"id": "r", "title": "T"}
    assert plain(Answer("q", 0)) == {"id": "q", "value": 0}
    assert plain(Answer("q", "")) == {"id": "q", "value": ""}


def test_canonical_json_has_one_form() -> None:
    assert (
        canonical_json({"b": [1, None, True], "a": "ة"}) == '{"a":"ة","b":[1,null,true]}'.encode()
    )


@pytest.mark.parametrize(
    ("collection", "said", "address"),
    [
        ("answers", {"id": "q", "vlaue": "x"}, "answers: vlaue"),
        ("answers", {"value": "x"}, "answers: id is missing"),
        ("answers", {"id": 5}, "answers.id"),
        ("answers", {"id": "q", "value": True}, "answers.value"),
        ("answers", {"id": "q", "value": {"a": "b"}}, "answers.value"),
        ("answers", {"id": "q", "value": ["a", 5]}, "answers.value[1]"),
        ("answers", {"id": "q", "value": 2**63}, "answers.value"),
        ("answers", {"id": "q", "note": None}, "answers.note"),
        ("answers", {"id": "q", "note": "\ud800"}, "answers.note"),
        ("rows", {"id": "r", "question": "q", "position": "1"}, "rows.position"),
        ("rows", {"id": "r", "question": "q", "position": True}, "rows.position"),
        ("rows", {"id": "r", "question": "q", "cells": {"c": 5}}, "rows.cells.c"),
        ("rows", {"id": "r", "question": "q", "cells": []}, "rows.cells"),
        ("risks", {"id": "r", "irreversible": 1}, "risks.irreversible"),
        ("links", {"id": "r c", "risk": "r", "control": "c", "axis": "sideways"}, "links.axis"),
        ("links", {"id": "r c", "risk": "r", "control": "c", "axis": ["both"]}, "links.axis"),
        ("answers", [], "answers"),
        ("answres", {}, "answres"),
    ],
)
def test_a_fault_is_told_with_its_address(collection: str, said: object, address: str) -> None:
    with pytest.raises(UserError) as told:
        read_record(collection, said)
    assert address in str(told.value)


def test_a_fault_deep_in_an_assessment_is_told_with_its_address() -> None:
    said: Any = plain_assessment(NEW) | {"answers": [{"id": "a"}, {"id": "b", "seen": 1}]}
    with pytest.raises(UserError, match=r"assessment\.answers\[1\]\.seen"):
        read_assessment(said)


def test_what_is_pinned_is_told_as_it_was_before_pins_were_records() -> None:
    said: Any = plain_assessment(NEW)
    assert said["form"] == {"id": "form", "edition": "1", "fingerprint": "f"}
    assert "pins" not in said
    with pytest.raises(UserError, match=r"assessment: pins is not known here"):
        read_assessment(said | {"pins": []})
    del said["matrix"]
    with pytest.raises(UserError, match=r"assessment: matrix is missing"):
        read_assessment(said)


def test_a_record_that_is_there_twice_is_refused() -> None:
    said: Any = plain_assessment(NEW) | {"answers": [{"id": "a"}, {"id": "a", "note": "other"}]}
    with pytest.raises(UserError, match=r"answers: a is there twice"):
        read_assessment(said)


@pytest.mark.parametrize(
    "said",
    [
        {"collection": "answers"},
        {"collection": "nothing", "after": {"id": "q"}},
        {"after": {"id": "q"}},
        {"collection": "answers", "after": {"id": "q"}, "more": 1},
        {"collection": ["answers"], "after": {"id": "q"}},
        "change",
    ],
)
def test_a_change_that_says_something_else_is_refused(said: object) -> None:
    with pytest.raises(UserError):
        read_change(said)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"a": 1, "a": 2}',
        b"1.5",
        b"1e3",
        b"NaN",
        b"-Infinity",
        b"9" * 30,
        b"9" * 5000,
        b"[" * 100_000,
    ],
)
def test_json_that_means_nothing_to_us_is_refused(said: bytes) -> None:
    with pytest.raises(UserError):
        parse_json(said)


def test_text_that_no_file_can_hold_is_refused_when_writing() -> None:
    with pytest.raises(UserError):
        canonical_json(plain(Answer("q", "half \ud83d")))


def test_every_field_of_every_record_can_be_read() -> None:
    """A new field of a kind that the reader does not know fails here, and not at a user's."""
    for name, kind in KINDS.items():
        for part in fields(kind):
            with pytest.raises(UserError, match=rf"^{name}"):
                read_record(name, {"id": "r", part.name: object()})
