"""Names that a reader takes for the same, and keys by which people are told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.people import (
    CHECKED,
    Contact,
    Person,
    holder_of,
    is_known,
    looks,
    other_holder,
    same_key,
)

ANNA = Person("p1", "Анна Коваль", "Supervisor", "Agency A", "supervisor", "a" * 64, b"a", "")
PETRO = Contact("b" * 64, b"b", "Petro Sample", checked_how="voice")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Koval", "  ANNA   koval "),
        ("Anna Koval", "Koval, Anna"),
        ("Anna Koval", "Аnnа Коvаl"),  # Cyrillic letters among them
        ("Anna Koval", "Anna\u200b Ko\u00adval"),
        ("أحمد علي", "احمد على"),
        ("أحمد علي", "أَحْمَد عَلِيّ"),
        ("کریم", "كريم"),
        ("José", "Jose\u0301"),
        ("Anna (DPO) 0", "Anna [DPO] O"),
        ("Олена", "\u202eОлена"),
    ],
)
def test_names_that_look_the_same_are_taken_for_the_same(one: str, other: str) -> None:
    assert looks(one) == looks(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Koval", "Anna Kovalenko"), ("أحمد", "أحمد علي"), ("Олена", "Олег"), ("Ali", "Ala")],
)
def test_names_of_different_people_are_told_apart(one: str, other: str) -> None:
    assert looks(one) != looks(other)


@given(st.text())
def test_what_a_name_looks_like_looks_like_itself(name: str) -> None:
    assert looks(looks(name)) == looks(name)


def test_the_same_name_with_another_key_is_noticed() -> None:
    holders = (ANNA, PETRO)
    assert other_holder("Aннa KОВАЛЬ", "c" * 64, holders) == ANNA
    assert other_holder("Sample Petro", "c" * 64, holders) == PETRO
    assert other_holder("Анна Коваль", ANNA.key, holders) is None
    assert other_holder("Анна Коваль", ANNA.key[:32], holders) is None
    assert other_holder("Somebody else", "c" * 64, holders) is None
    assert other_holder("", "c" * 64, (replace(PETRO, name=""),)) is None


def test_a_name_that_nobody_has_checked_is_in_nobodys_way() -> None:
    unchecked = replace(PETRO, checked_how="")
    assert not is_known(unchecked)
    assert not is_known(None)
    assert other_holder("Petro Sample", "c" * 64, (unchecked,)) is None


def test_who_left_is_in_the_way_of_a_stranger_and_not_of_their_own_new_key() -> None:
    left = replace(ANNA, left_at="2026-01-01")
    again = replace(ANNA, id="p2", key="d" * 64)
    assert other_holder("Анна Коваль", "c" * 64, (left,)) == left
    assert other_holder("Анна Коваль", again.key, (left, again)) is None
    assert other_holder("Анна Коваль", left.key, (left, again)) == again


def test_a_key_is_found_by_its_first_half_and_not_by_less() -> None:
    assert holder_of("b" * 32, (ANNA, PETRO)) == PETRO
    assert holder_of("b" * 31, (ANNA, PETRO)) is None
    assert not same_key("", "")
    assert not same_key("b" * 31, "b" * 64)


def test_a_key_is_compared_in_three_ways_beside_those_of_before() -> None:
    assert set(CHECKED) == {"voice", "in_person", "card", "before"}
