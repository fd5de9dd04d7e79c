"""Corrections of a text: a typing mistake is one, a word that turns what is meant is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.correction import CorrectionRule, is_correction, letters_apart

TURNING = ("not", "no", "all", "any", "un-", "-n't", "لا", "غير", "не", "не-", "sans", "n'-")
RULE = CorrectionRule(letters=2, words=3, turning=TURNING)

words = st.text("abcdefgunot'لاسم", min_size=1, max_size=7)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We recieve lists of chidlren.", "We receive lists of children."),
        ("Files are lockd", "Files are locked"),
        ("teh cabinet", "the cabinet"),
        ("locked  cabinets\n", "locked cabinets"),
        ("نحفظ الملفات في خزانه", "نحفظ الملفات في خزانة"),
        ("Файли зберигаються тут", "Файли зберігаються тут"),
        ("Une armoir fermée", "Une armoire fermée"),
    ],
)
def test_a_mended_mistake_is_a_correction(before: str, after: str) -> None:
    assert is_correction(RULE, before, after)
    assert is_correction(RULE, after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Names are now shared", "Names are not shared"),
        ("Names are shared", "Names are not shared"),
        ("a safe place", "a unsafe place"),
        ("It is locked", "It isn't locked"),
        ("We tell all of them", "We tell any of them"),
        ("his mother", "her mother"),
        ("within 30 days", "within 80 days"),
        ("within ٣ days", "within ٨ days"),
        ("Officer A", "Officer B"),
        ("لا تُرسل", "ها تُرسل"),
        ("مكان غير آمن", "مكان غيد آمن"),
        ("Небезпечне місце", "Безпечне місце"),
        ("n'est partagé", "est partagé"),
        ("more than > ten", "more than < ten"),
        ("one two three four", "ona twa threa foar"),
        ("", "something"),
        ("something", ""),
        ("in\u202eside", "inside"),
    ],
)
def test_what_may_say_something_else_is_none(before: str, after: str) -> None:
    assert not is_correction(RULE, before, after)
    assert not is_correction(RULE, after, before)


def test_a_form_that_says_nothing_of_corrections_has_none() -> None:
    assert not is_correction(CorrectionRule(), "lockd", "locked")


@given(texts, texts)
def test_a_correction_is_one_in_both_directions(before: str, after: str) -> None:
    assert is_correction(RULE, before, after) is is_correction(RULE, after, before)


@given(
    st.lists(st.sampled_from(["not", "no", "لا", "now", "cat", "unfit", "fit", "note"])), st.data()
)
def test_a_correction_leaves_every_turning_word_where_it_was(
    old: list[str], data: st.DataObject
) -> None:
    new = [
        data.draw(st.sampled_from([word, word[1:] or word, f"{word}t", f"n{word}", "not"]))
        for word in old
    ]
    if is_correction(RULE, " ".join(old), " ".join(new)):
        for turning in ("not", "no", "لا"):
            assert [word == turning for word in old] == [word == turning for word in new]
        assert [word.startswith("un") for word in old] == [word.startswith("un") for word in new]


@given(texts, st.integers(0, 40), st.sampled_from("xyz"))
def test_one_letter_in_a_long_word_is_a_correction(text: str, place: int, letter: str) -> None:
    word = "cabinet"
    at = place % len(word)
    mistaken = word[:at] + letter + word[at:]
    assert is_correction(RULE, f"{text} {word}", f"{text} {mistaken}")


@given(words, words)
def test_letters_apart_is_a_distance(one: str, other: str) -> None:
    apart = letters_apart(one, other, most=20)
    assert apart == letters_apart(other, one, most=20)
    assert (apart == 0) is (one == other)
    assert abs(len(one) - len(other)) <= apart <= max(len(one), len(other))
