"""What somebody types is checked against the question before it becomes a record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.form import Question
from dpia_wizard.errors import UserError
from dpia_wizard.packs.load import load_pack
from dpia_wizard.workspace.typed import CELLS, answer_value, is_date, row_cells

FORM = load_pack().form


def asked(id: str) -> Question:
    return FORM.by_id[id]


@pytest.mark.parametrize(
    ("question", "words", "value"),
    [
        ("record.title", ["Одна назва"], "Одна назва"),
        ("programme.aim", ["two\nlines"], "two\nlines"),
        ("record.country", ["ua"], "ua"),
        ("record.country", ["unknown"], "unknown"),
        ("record.started", ["2024-02-29"], "2024-02-29"),
        ("programme.caseload", ["0"], 0),
        ("programme.caseload", ["unknown"], "unknown"),
        ("screening.criteria", ["vulnerable", "scoring"], ("scoring", "vulnerable")),
        ("screening.criteria", ["scoring", "scoring"], ("scoring",)),
        ("screening.identifiable", ["partly"], "partly"),
        ("security.codes", ["no"], "no"),
        ("programme.links", ["none"], "none"),
        ("screening.depth", ["full"], "full"),
    ],
)
def test_what_fits_becomes_a_value(question: str, words: list[str], value: object) -> None:
    assert answer_value(asked(question), words) == value


@pytest.mark.parametrize(
    ("question", "words", "named"),
    [
        ("record.country", ["xx"], "xx"),
        ("record.country", ["ua", "fr"], "record.country"),
        ("record.country", [], "record.country"),
        ("record.started", ["2026-13-01"], "2026-13-01"),
        ("record.started", ["20261121"], "20261121"),
        ("programme.caseload", ["many"], "many"),
        ("programme.caseload", ["-1"], "-1"),
        ("programme.caseload", ["٣"], "٣"),
        ("screening.triggers", ["none", "photos"], "none"),
        ("screening.criteria", [], "screening.criteria"),
        ("screening.identifiable", ["maybe"], "maybe"),
        ("record.reference", ["DPIA-1"], "record.reference"),
        ("record.title", ["two\nlines"], "record.title"),
        ("record.title", ["  "], "record.title"),
        ("record.title", ["x" * 1001], "record.title"),
        ("record.title", ["\ud800"], "record.title"),
        ("record.author", ["somebody"], "post"),
        ("record.agencies", ["none"], "none"),
        ("record.agencies", ["Agency A"], "Agency A"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(
    question: str, words: list[str], named: str
) -> None:
    with pytest.raises(UserError) as told:
        answer_value(asked(question), words)
    assert named in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400


@pytest.mark.parametrize(
    ("question", "said", "named"),
    [
        ("record.author", {"rank": "x"}, "rank"),
        ("record.author", {"name": ""}, "record.author"),
        ("record.agencies", {"type": "bank"}, "bank"),
        ("record.agencies", {}, "record.agencies"),
        ("record.agencies", {"agency": ["a"]}, "agency"),
        ("inventory.elements", {"about": "everybody"}, "everybody"),
        ("inventory.elements", {"about": [1]}, "about"),
        ("consultation.held", {"number": True}, "number"),
        ("consultation.held", {"date": "May"}, "May"),
        ("record.title", {"text": "x"}, "record.title"),
    ],
)
def test_a_row_that_does_not_fit_is_told(
    question: str, said: dict[str, object], named: str
) -> None:
    with pytest.raises(UserError) as told:
        row_cells(asked(question), said)
    assert named in str(told.value)


def test_a_row_that_fits_becomes_cells() -> None:
    said: dict[str, object] = {"group": "Girls", "number": 7, "date": "2026-09-17", "language": ""}
    assert row_cells(asked("consultation.held"), said) == {
        "group": "Girls",
        "number": "7",
        "date": "2026-09-17",
    }
    about = row_cells(asked("inventory.elements"), {"about": ["siblings", "child"]})
    assert about == {"about": ("child", "siblings")}


@given(
    st.sampled_from(sorted(FORM.by_id)),
    st.lists(st.text(max_size=12) | st.sampled_from(["unknown", "none", "yes", "2026-01-01"])),
)
def test_nothing_typed_breaks_the_check(question: str, words: list[str]) -> None:
    try:
        value = answer_value(asked(question), words)
    except UserError:
        return
    assert value is not None
    assert asked(question).kind not in CELLS


@given(st.text(max_size=12))
def test_a_date_is_written_in_one_way_only(text: str) -> None:
    assert not is_date(text) or (len(text) == 10 and text[4] == text[7] == "-")


@pytest.mark.parametrize(
    ("question", "word", "first"),
    [
        ("record.country", "Ukraine", "ua"),
        ("record.country", "Othering", "af"),  # nobody means "other": the list from its beginning
        ("screening.criteria", "vulnerble", "vulnerable"),
        ("record.sensitivity", "mod", "moderate"),
    ],
)
def test_the_choice_that_was_meant_is_named_first_and_others_after_it(
    question: str, word: str, first: str
) -> None:
    with pytest.raises(UserError) as told:
        answer_value(asked(question), [word])
    named = str(told.value).partition("choose from ")[2].rstrip(".…, ").split(", ")
    ids = [choice.id for choice in asked(question).choices]
    assert named[0] == first
    assert len(named) >= min(8, len(ids))
    assert set(named) <= {*ids, "none", "unknown"}
