"""Every verdict on a sign-off, a key and a name has its own whole sentence in every language."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from dpia_wizard.core.model import Decision, SignOff
from dpia_wizard.core.people import CHECKED, Contact, Person
from dpia_wizard.core.seal import COVERED_ALWAYS, MORE, Changed, SealStanding
from dpia_wizard.core.sign_offs import Missing, Problem, SignOffVerdict, Unsigned
from dpia_wizard.core.signers import Doubt
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import LANGUAGES, Words, words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.people import (
    checked_told,
    compare_told,
    left_told,
    other_key_told,
)
from dpia_wizard.wording.sign_offs import (
    doubt_told,
    mark_told,
    problem_told,
    sealed_told,
    sign_off_told,
    standing_told,
    unsigned_told,
)
from dpia_wizard.wording.voids import reasons

NAME, OTHER = "Анна (DPO) 7", "أحمد"
PERSON = Person("p", NAME, "Head", "Agency", "head", "a" * 64, b"a", "2026-01-01")
CONTACT = Contact("b" * 64, b"b", OTHER, checked_on="2026-11-01", checked_how="voice")
SAID = SignOff("s", "head", NAME, "Head", "", "2026-11-21T10:00:00", "c", "a" * 64, "", "")
MADE = Decision("d", "approved", "Head", "2026-11-21T09:00:00")


@pytest.fixture(params=sorted(LANGUAGES))
def words(request: pytest.FixtureRequest) -> Words:
    return words_for(request.param)


def own(text: str) -> str:
    return f"<{text}>"


def is_whole(words: Words, sentence: str) -> bool:
    """Whether it is a sentence of that language with every place filled."""
    return bool(sentence) and "{" not in sentence and not words.missing


def test_every_problem_of_a_sign_off_has_a_sentence_of_its_own(words: Words) -> None:
    found = SignOffVerdict(SAID, ("void",), PERSON, CONTACT)
    told = [problem_told(words, p, found, own=own, date=own) for p in get_args(Problem)]
    assert all(is_whole(words, sentence) for sentence in told)
    assert len(set(told)) == len(told)
    assert f"<{OTHER}>" in told[get_args(Problem).index("other_key")]


@pytest.mark.parametrize(
    ("problems", "holder"),
    [((), PERSON), (("void",), PERSON), (("not_known",), None), (("not_right",), PERSON)],
)
def test_who_signed_is_told_by_what_is_known_of_them(
    words: Words, problems: tuple[Problem, ...], holder: Person | None
) -> None:
    found = SignOffVerdict(SAID, problems, holder)
    told = sign_off_told(words, found, "ROLE", own=own, date=own)
    assert is_whole(words, told)
    assert f"<{NAME}{words(', ')}Head>" in told
    others = {
        sign_off_told(words, replace(found, problems=p, holder=h), "ROLE", own=own, date=own)
        for p, h in (((), PERSON), (("void",), PERSON), (("not_known",), None))
    }
    assert len(others | {told}) == (4 if "not_right" in problems else 3)


def test_how_a_seal_stands_is_told_and_nothing_where_nobody_can_tell(words: Words) -> None:
    changed = (Changed("answers", "x", "x", "value"),)
    standings = (SealStanding(), SealStanding(changed), SealStanding((), changed))
    told = [standing_told(words, SignOffVerdict(SAID, standing=one)) for one in standings]
    assert all(is_whole(words, sentence) for sentence in told)
    assert len(set(told)) == 3
    assert standing_told(words, SignOffVerdict(SAID)) == ""
    assert standing_told(words, SignOffVerdict(SAID, ("not_right",), standing=standings[0])) == ""


def test_what_a_sign_off_was_made_with_is_told(words: Words) -> None:
    told = [sealed_told(words, number, made) for number in (1, 2) for made in ("", "SENT")]
    assert all(is_whole(words, sentence) for sentence in told)
    assert len(set(told)) == 4
    assert "SENT" in told[-1]


def test_a_decision_that_nobody_signed_is_told_apart_from_a_doubtful_one(words: Words) -> None:
    none = unsigned_told(words, Unsigned(MADE, ("head",)), "APPROVED", date=own)
    doubtful = Unsigned(MADE, ("head",), (SignOffVerdict(SAID, ("not_known",)),))
    told = unsigned_told(words, doubtful, "APPROVED", date=own)
    assert is_whole(words, none)
    assert is_whole(words, told)
    assert none != told


def test_how_a_key_was_compared_is_told(words: Words) -> None:
    contacts = [replace(CONTACT, checked_how=how, checked_by=NAME) for how in (*CHECKED, "")]
    told = [checked_told(words, one, own=own, date=own) for one in contacts]
    assert all(is_whole(words, sentence) for sentence in told)
    assert len(set(told)) == len(told)
    asked = compare_told(words, "1F0C", "abacus acorn", own=own)
    assert is_whole(words, asked)
    assert "<abacus acorn>" in asked


def test_whose_other_key_it_is_is_told(words: Words) -> None:
    left = replace(PERSON, left_at="2026-10-01T00:00:00")
    holders = (PERSON, left, CONTACT, replace(CONTACT, checked_on=""))
    told = [other_key_told(words, one, own=own, date=own) for one in holders]
    assert all(is_whole(words, sentence) for sentence in told)
    assert len(set(told)) == len(told)
    assert left_told(words, PERSON, date=own) == ""
    assert "<2026-10-01>" in left_told(words, left, date=own)


def test_every_doubt_about_a_signer_is_told(words: Words) -> None:
    doubts = [Doubt("head", "other_key", PERSON), Doubt("head", "other_name", PERSON)]
    doubts += [Doubt("head", "other_role", PERSON), Doubt("head", "no_role", CONTACT)]
    doubts += [Doubt("participant_r1", "other_agency", PERSON)]
    doubts += [Doubt("head", "other_post", PERSON, "Minister")]
    told = [doubt_told(words, one, own=own, date=own) for one in doubts]
    assert all(is_whole(words, sentence) for sentence in told)
    assert len(set(told)) == 6
    assert "<Minister>" in told[-1]


def test_whatever_voids_a_sign_off_has_a_reason_of_its_own(words: Words) -> None:
    changes = tuple(Changed(name, "R02", "R02", "x") for name in (*COVERED_ALWAYS, *MORE))
    told = [one.words for one in reasons(Wording(words, load_pack()), SealStanding((), changes))]
    assert len(told) == len(changes)
    assert not words.missing


def test_each_kind_of_missing_sign_off_is_told_in_words_of_its_own(words: Words) -> None:
    by_kind = {
        found.kind: found
        for found in (
            Unsigned(MADE, ("head",), (), ("One", "Two")),
            Unsigned(MADE, ("head",), (SignOffVerdict(SAID, ("not_known",)),), ("One", "Two")),
            Unsigned(MADE, (), (), ("One", "Two")),
        )
    }
    assert tuple(by_kind) == get_args(Missing)
    marked = {mark_told(words, "Approved", found) for found in by_kind.values()}
    told = {unsigned_told(words, found, "Approved", date=str) for found in by_kind.values()}
    assert len(marked) == len(told) == len(by_kind)
    assert all(is_whole(words, sentence) for sentence in marked | told)
    assert mark_told(words, "Approved", None) == "Approved"
