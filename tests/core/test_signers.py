"""What looks wrong about who signed a file, beside the people and keys that are known here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.people import Contact, HeldRole, Person
from dpia_wizard.core.signers import Doubt, doubts

ANNA = Person("p1", "Анна Коваль", "Supervisor", "Agency", "supervisor", "a" * 64, b"a", "")
OLD = Contact("b" * 32, name="Petro Sample, Head of office", checked_how="before")
NOTED = replace(OLD, key="e" * 32, name="Petro Noted, Head of office", role="supervisor")
BARE = Contact("f" * 64, b"f", "Ivan Bare", checked_how="voice")
STRANGER = Contact("c" * 64, b"c", "Somebody")
ANNA_AT_B = replace(ANNA, agency="Partner B")
HOLDERS = (ANNA, OLD, NOTED, BARE, STRANGER)
AT = "2026-11-21T10:00:00+00:00"


def told(role: str, says: str, key: str, held: tuple[HeldRole, ...] = ()) -> list[Doubt]:
    return list(doubts(role, says, key, AT, HOLDERS, {ANNA.key[:32]: held}))


@pytest.mark.parametrize(
    ("says", "key"),
    [
        ("Анна Коваль, Supervisor", ANNA.key),
        ("Анна Коваль", ANNA.key[:32]),
        ("Petro Noted, Head of office", NOTED.key),
        ("Petro Noted", NOTED.key + "0" * 32),
        ("", ANNA.key),
        ("Somebody, Supervisor", STRANGER.key),
        ("Nobody", "d" * 64),
    ],
)
def test_nothing_looks_wrong_about_who_signs_as_they_are_known(says: str, key: str) -> None:
    assert told("supervisor", says, key) == []


def test_a_known_name_with_another_key_is_noticed_with_its_post() -> None:
    assert told("head", "Аннa  КОВАЛЬ, Head, and more", "d" * 64) == [
        Doubt("head", "other_key", ANNA)
    ]
    for says in ("Petro Sample", "Petro Sample, Head of office"):  # he was noted with his post
        assert told("head", says, STRANGER.key) == [Doubt("head", "other_key", OLD)]


def test_a_known_key_under_another_name_is_noticed() -> None:
    assert told("supervisor", "Ivan Other, Head", ANNA.key) == [
        Doubt("supervisor", "other_name", ANNA)
    ]
    assert told("supervisor", "Somebody else", STRANGER.key) == []  # nobody knows whose it is


def test_a_known_key_with_another_post_than_is_noted_is_noticed() -> None:
    def of(post: str, key: str = ANNA.key) -> list[Doubt]:
        return list(doubts("supervisor", "", key, AT, HOLDERS, {}, post=post))

    assert of("Minister") == [Doubt("supervisor", "other_post", ANNA, "Minister")]
    assert of("") == of("  SUPERVISOR ") == of("Anything", NOTED.key) == []  # none is noted
    assert of("Minister", STRANGER.key) == []  # nobody knows whose key it is


def test_a_role_that_is_not_theirs_is_noticed_unless_it_was_then() -> None:
    doubt = [Doubt("head", "other_role", ANNA)]
    assert told("head", "Анна Коваль", ANNA.key) == doubt
    later, earlier = HeldRole("head", "2026-12-01"), HeldRole("head", "2026-11-01")
    assert told("head", "Анна Коваль", ANNA.key, (later,)) == []
    assert told("head", "Анна Коваль", ANNA.key, (earlier,)) == doubt


def test_a_role_that_nobody_gave_a_key_is_noticed() -> None:
    assert told("head", "Ivan Bare", BARE.key) == [Doubt("head", "other_role", BARE)]
    for says in ("Petro Sample", "Petro Sample, Head of office"):
        assert told("head", says, OLD.key) == [Doubt("head", "no_role", OLD)]
    assert told("head", "Petro Noted", NOTED.key) == [Doubt("head", "other_role", NOTED)]


def test_somebody_of_another_agency_in_the_place_of_one_is_noticed() -> None:
    petro = Person("p2", "Petro", "Focal point", "Partner B", "participant", "9" * 64, b"p", "")
    head = replace(petro, id="p3", name="Iryna", role="head", key="8" * 64)
    places = {"participant_r1": "partner  b", "participant_r2": "Partner C"}

    def told_of(role: str, who: Person, agencies: dict[str, str]) -> list[str]:
        found = doubts(role, who.name, who.key, AT, (petro, head, ANNA_AT_B), {}, agencies)
        return [one.problem for one in found]

    moved = HeldRole("participant", "2026-12-31", "Partner C")
    for held in ((moved,), (HeldRole("participant", "2026-12-31"),), (replace(moved, until=""),)):
        found = doubts(
            "participant_r2", petro.name, petro.key, AT, (petro,), {petro.key[:32]: held}, places
        )
        expected = [] if held == (moved,) else ["other_agency"]
        assert [one.problem for one in found] == expected
    for who in (petro, head):
        assert told_of("participant_r1", who, places) == []
        assert told_of("participant_r2", who, places) == ["other_agency"]
        assert told_of("participant_r2", who, {}) == []  # nobody knows whose place it is
    assert told_of("head", head, places) == ["other_agency"]  # who decides is of the one that leads
    assert told_of("head", head, {}) == []
    assert told_of("participant_r1", ANNA_AT_B, places) == ["other_role"]
