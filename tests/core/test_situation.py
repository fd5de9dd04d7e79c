"""What is asked, how deep, and what a section still wants."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.condition import All, Any, Chosen, Condition, Not, because, holds
from dpia_wizard.core.model import Answer, Assessment, PackRef, Row, pinned
from dpia_wizard.core.situation import situation, tally
from dpia_wizard.core.wizard import next_missing
from dpia_wizard.packs.load import load_pack_folder

EVERY_KIND = Path(__file__).parents[1] / "files" / "packs" / "every-kind"
PACK = load_pack_folder(EVERY_KIND)


def assessment(*answers: Answer, rows: tuple[Row, ...] = (), pack: Pack = PACK) -> Assessment:
    return Assessment(
        "a",
        "DPIA-2026-001",
        "2026-11-21",
        pinned(pack.ref, PackRef(pack.matrix.id, "1", "")),
        answers={answer.id: answer for answer in answers},
        rows={row.id: row for row in rows},
    )


def test_a_question_is_asked_once_its_condition_is_known_to_hold() -> None:
    nothing = situation(PACK.form, assessment())
    assert "record.children" not in nothing.active
    partly = situation(PACK.form, assessment(Answer("record.identifiable", "partly")))
    assert "record.children" in partly.active


def test_an_answer_to_a_question_not_asked_counts_as_not_given() -> None:
    kept = assessment(Answer("record.identifiable", "no"), Answer("record.children", 5000))
    seen = situation(PACK.form, kept)
    assert seen.amount("record.children") is None
    assert kept.value("record.children") == 5000


def test_the_depth_follows_the_rule_unless_the_team_sets_another() -> None:
    assert situation(PACK.form, assessment()).depth() == "standard"
    many = assessment(Answer("record.identifiable", "yes"), Answer("record.children", 1000))
    assert situation(PACK.form, many).depth() == "full"
    few = assessment(Answer("record.identifiable", "yes"), Answer("record.children", 999))
    assert situation(PACK.form, few).depth() == "standard"
    overridden = assessment(*many.answers.values(), Answer("record.depth", "light"))
    assert situation(PACK.form, overridden).depth() == "light"
    assert situation(PACK.form, overridden).computed_depth() == "full"


def test_a_shallow_assessment_is_not_asked_deep_questions() -> None:
    paper = Row("r1", "safeguards.elements", 0, {"element": "Name", "format": "paper"})
    deep = situation(PACK.form, assessment(rows=(paper,)))
    assert "safeguards.locked" in deep.active
    light = situation(PACK.form, assessment(Answer("record.depth", "light"), rows=(paper,)))
    assert "safeguards.locked" not in light.active


@pytest.mark.parametrize(
    ("answer", "answered", "unknown"),
    [
        (Answer("safeguards.elements", "none"), True, False),
        (Answer("safeguards.elements", "unknown"), True, True),
        (Answer("safeguards.elements", None), False, False),
    ],
)
def test_a_table_may_be_answered_without_rows(
    answer: Answer, answered: bool, unknown: bool
) -> None:
    section = PACK.form.section("safeguards")
    assert section is not None
    counted = tally(section, situation(PACK.form, assessment(answer)))
    assert ("safeguards.elements" not in counted.missing) is answered
    assert bool(counted.unknown) is unknown


def test_next_missing_goes_round_and_back() -> None:
    seen = situation(PACK.form, assessment(Answer("record.title", "T")))
    first = next_missing(PACK, seen, "record.title")
    assert first == "record.country"
    last = next_missing(PACK, seen, "record.country", back=True)
    assert last is not None
    assert next_missing(PACK, seen, last) == "record.country"
    assert next_missing(PACK, seen, "record") == "record.country"


# Conditions

answers = st.dictionaries(
    st.sampled_from(["a", "b", "c"]), st.sampled_from(["yes", "no", "unknown"])
)
leaves = st.builds(
    Chosen,
    question=st.sampled_from(["a", "b", "c"]),
    values=st.lists(st.sampled_from(["yes", "no", "unknown"]), min_size=1).map(tuple),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Any(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


class Said:
    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers

    def chosen(self, question: str, column: str) -> tuple[str, ...] | None:
        return (self.answers[question],) if question in self.answers else None

    def amount(self, question: str) -> int | None:
        return None

    def depth(self) -> str:
        return "standard"

    def fact(self, name: str) -> bool | None:
        return None


@given(conditions, answers, st.sampled_from(["a", "b", "c"]), st.sampled_from(["yes", "no"]))
def test_what_is_known_stays_when_more_is_answered(
    condition: Condition, answers: dict[str, str], question: str, value: str
) -> None:
    before = holds(condition, Said(answers))  # type: ignore[arg-type]
    if before is not None and question not in answers:
        more = Said({**answers, question: value})
        assert holds(condition, more) is before  # type: ignore[arg-type]


@given(conditions, answers)
def test_a_condition_and_its_opposite_never_agree(
    condition: Condition, answers: dict[str, str]
) -> None:
    said = Said(answers)
    result, opposite = holds(condition, said), holds(Not(condition), said)  # type: ignore[arg-type]
    assert (opposite is None) is (result is None)
    assert result is None or opposite is not result


@given(conditions, answers)
def test_because_names_only_answered_questions_and_only_when_it_holds(
    condition: Condition, answers: dict[str, str]
) -> None:
    said = Said(answers)
    named = because(condition, said)  # type: ignore[arg-type]
    if holds(condition, said) is not True:  # type: ignore[arg-type]
        assert named == ()
