"""Changes: what is put can be taken back, and typing on is one step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.change import Change, Undo, apply, inverse, put, remove, step
from dpia_wizard.core.model import Answer, Assessment, PackRef, Risk, Row, pinned

PINS = pinned(PackRef("f", "1", ""), PackRef("m", "1", ""))
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-21", PINS)

records = st.one_of(
    st.builds(Answer, id=st.sampled_from("abc"), value=st.text(max_size=3)),
    st.builds(Risk, id=st.sampled_from("abc"), title=st.text(max_size=3)),
    st.builds(Row, id=st.sampled_from("abc"), question=st.just("q"), position=st.integers(0, 3)),
)
acts = st.lists(st.tuples(st.booleans(), records), max_size=12)


def changed(assessment: Assessment, acts: list[tuple[bool, object]]) -> list[Change]:
    changes = []
    for puts, record in acts:
        change = (put if puts else remove)(assessment, record)  # type: ignore[arg-type]
        if change is not None:
            changes.append(change)
            assessment = apply(assessment, change)
    return changes


@given(acts)
def test_undoing_everything_gives_back_the_first_state(acts: list[tuple[bool, object]]) -> None:
    changes = changed(EMPTY, acts)
    after = apply(EMPTY, *changes)
    assert apply(after, *inverse(changes)) == EMPTY


@given(acts, st.lists(st.booleans(), max_size=20))
def test_undo_and_redo_walk_the_same_road(
    acts: list[tuple[bool, object]], back: list[bool]
) -> None:
    undo, assessment, states = Undo(), EMPTY, [EMPTY]
    for number, change in enumerate(changed(EMPTY, acts)):
        made = step(f"act {number}", [change])
        assert made is not None
        assessment = apply(assessment, change)
        undo.add(made)
        states.append(assessment)
    at = len(states) - 1
    for go_back in back:
        moved = undo.back() if go_back else undo.forward()
        if moved is not None:
            assessment = apply(assessment, *moved.changes)
            at += -1 if go_back else 1
        assert assessment == states[at]


def test_what_changes_nothing_is_no_change() -> None:
    with_answer = apply(EMPTY, Change(None, Answer("q", "x")))
    assert put(with_answer, Answer("q", "x")) is None
    assert remove(EMPTY, Answer("q")) is None
    assert step("answer", [None]) is None


def test_typing_on_in_one_field_is_one_step_until_the_field_is_left() -> None:
    undo = Undo()
    first = Change(None, Answer("q", "a"))
    second = Change(Answer("q", "a"), Answer("q", "ab"))
    third = Change(Answer("q", "ab"), Answer("q", "abc"))
    for change in (first, second):
        made = step("answer", [change])
        assert made is not None
        undo.add(made)
    undo.close()
    made = step("answer", [third])
    assert made is not None
    undo.add(made)
    last, before = undo.back(), undo.back()
    assert last is not None
    assert last.changes == (third.inverse,)
    assert before is not None
    assert before.changes == (Change(Answer("q", "ab"), None),)
    assert undo.back() is None
