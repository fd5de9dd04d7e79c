"""Whether everybody has signed who should have is said by the record inside, not by the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import PackRef
from dpia_wizard.core.workflow_rules import PLAIN, MoveRule, Workflow
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.record import Signs, who_signs
from dpia_wizard.report.verdict import Verdict
from dpia_wizard.report.verdict_words import answers, problems
from dpia_wizard.report.verify import verify
from dpia_wizard.texts import words_for
from tests.report.short_report import ROLES, SIGNS, short_assessment, short_report
from tests.report.tampering import NOW, signed_by

HERE, OTHER = (replace(load_pack(), ref=PackRef("form", "1", of)) for of in ("f", "another"))
"""The form that short reports are made with, and one with which none is."""


def signed(report: bytes, roles: Sequence[str], *packs: Pack) -> Verdict:
    """The verdict on *report* once these *roles* signed it, where the form is here that it is made
    with, unless others are (*packs*)."""
    for role in roles:
        report = signed_by(report, role, name=f"The {role}")
    return verify(report, packs=packs or [HERE], now=NOW)


@pytest.mark.parametrize("places", [("author",), ("author", "supervisor"), ("head", "author")])
def test_a_place_that_was_left_out_is_still_to_be_signed(places: tuple[str, ...]) -> None:
    found = signed(short_report(roles=places, people={}), places)
    assert (found.state, found.empty_fields) == ("unchanged", ())
    assert set(found.unsigned) == SIGNS.always - set(places)
    assert not found.is_complete
    told = problems(found, words_for("en"), {})
    assert any(all(role in sentence for role in found.unsigned) for sentence in told)


def test_who_is_named_has_to_sign_and_nobody_else_besides_those_that_always_do() -> None:
    three = ("author", "supervisor", "head")
    named = short_report(roles=three, people={"adviser": "Анна (2)", "partners": "Agency B"})
    found = signed(named, three)
    assert (found.unsigned, found.is_complete) == (("adviser",), False)
    found = signed(short_report(people={"author": "أحمد"}), three)
    assert found.empty_fields == ("adviser", "owner")
    assert (found.unsigned, found.is_complete) == ((), True)


def test_a_place_that_needs_nobody_is_not_still_to_be_signed() -> None:
    found = signed(short_report(people={"author": "أحمد"}), ("author", "supervisor", "head"))
    assert found.is_complete
    told = found.sentences(words_for("en"))
    assert "Nobody is named for this, so it may stay empty: adviser, owner." in told
    assert not any("Still to be signed" in sentence for sentence in told)
    waits = signed(short_report(people={"adviser": "Анна (2)"}), ("author", "supervisor"))
    told = waits.sentences(words_for("en"))
    assert "Still to be signed: adviser, head." in told
    assert "Nobody is named for this, so it may stay empty: owner." in told


def test_the_rules_of_the_pack_say_who_always_signs() -> None:
    asked = replace(PLAIN, moves=(MoveRule("approved", ("in_review",), sign_off=("owner",)),))
    by_owner = replace(HERE, workflow=asked)
    report = short_report(people={}, signs=who_signs(by_owner, short_assessment("", {})))
    found = signed(report, ["author", "owner"], by_owner)
    assert (found.unsigned, found.is_complete) == ((), True)
    assert who_signs(load_pack(), short_assessment("", {})) == SIGNS
    approved = MoveRule("approved", ("in_review",), ("supervisor", "owner"), sign_off=("owner",))
    assert Workflow((approved,)).signers == {"author", "owner"}
    assert PLAIN.signers == {"author", "supervisor", "head"}


def test_a_record_cannot_drop_a_signer_whom_the_form_asks_for() -> None:
    """Who signs stands in the record beside the content, outside the fingerprint that is printed:
    somebody made the report with a record and with places that leave out the supervisor."""
    left = ("author", "head")
    lying = short_report(roles=left, people={}, signs=Signs(left, frozenset(left)))
    found = signed(lying, left, OTHER, HERE)
    assert (found.state, found.record.standing) == ("unchanged", "agrees")
    assert (found.unsigned, found.is_complete) == (("supervisor",), False)
    assert signed(short_report(people={}), ROLES).is_complete


@pytest.mark.parametrize("left", [("author",), ("author", "head"), ROLES])
def test_a_report_whose_form_is_not_here_is_never_complete(left: tuple[str, ...]) -> None:
    """The file alone would say who signs it: one key, and the report counted as complete."""
    lying = short_report(roles=left, people={}, signs=Signs(left, frozenset(left)))
    found = signed(lying, left, OTHER)
    assert (found.state, found.record.standing, found.unsigned) == ("unchanged", "agrees", ())
    assert not found.is_complete
    for language, said in (("en", "Install the form"), ("ar", "تثبيت النموذج")):
        told = answers(found, words_for(language), {})[2]
        assert said in told
        assert told in problems(found, words_for(language), {})
    named = short_report(roles=left, people={"adviser": "Анна"}, signs=Signs(left, frozenset(left)))
    assert signed(named, left, OTHER).is_complete is False


def test_who_is_named_signs_in_a_place_that_the_record_keeps_silent_about() -> None:
    three = ("author", "supervisor", "head")
    lying = short_report(people={"adviser": "Анна"}, signs=Signs(three, frozenset(three)))
    found = signed(lying, three)
    assert (found.unsigned, found.is_complete) == (("adviser",), False)


@pytest.mark.parametrize("recorded", [True, False])
def test_a_file_that_does_not_say_who_signs_says_so_and_is_not_complete(*, recorded: bool) -> None:
    found = signed(short_report(signs=None, recorded=recorded), ROLES)
    assert (found.state, found.troubles, found.unsigned) == ("unchanged", (), ())
    assert not found.is_complete
    told = problems(found, words_for("en"), {})
    said = "There is no record of the assessment" if not recorded else "The record in this file"
    assert any(sentence.startswith(said) for sentence in told)


@pytest.mark.parametrize("signs", ["x", [], {}, {"places": 1, "always": []}, {"places": [1]}])
def test_a_record_with_another_shape_of_who_signs_cannot_be_read(signs: object) -> None:
    from dpia_wizard.codec import canonical_json
    from dpia_wizard.report.record import read_against

    assert read_against(canonical_json({"signs": signs}), []).standing == "unreadable"  # type: ignore[dict-item]
