"""What waits for somebody stands in the line of an assessment, whoever opens the library next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.model import Decision
from dpia_wizard.core.summary import Due
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signing_off import sign_off
from tests.workspace.signers import PHRASE, with_people


@pytest.fixture
def editing(editing: Editing) -> Editing:
    editing.take_up(editing.pack.risk["R01"])
    risk = replace(editing.assessment.risks["R01"], likelihood="remote", severity="serious")
    editing.put("rate a risk", risk)
    return editing


def dues(library: Library) -> tuple[Due, ...]:
    (line,) = library.list()
    return line.summary.dues


def test_nothing_waits_for_anybody_at_first(library: Library, editing: Editing) -> None:
    assert dues(library) == ()


def test_a_sign_off_that_holds_no_longer_waits_and_one_with_a_mended_letter_does_not(
    library: Library, editing: Editing
) -> None:
    head = with_people(library, "head")["head"]
    sign_off(library, editing, head.id, PHRASE, role="head")
    editing.answer("programme.aim", value="We receive lists of children")
    assert dues(library) == ()
    risk = editing.assessment.risks["R01"]
    editing.put("rate a risk", replace(risk, likelihood="likely"))
    assert dues(library) == (Due("void", "2026-11-21", "head"),)
    editing.put("rate a risk", risk)  # as it was signed
    assert dues(library) == ()


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("approved", ()),
        ("approved_with_conditions", (Due("until", "2027-02-01", "approved_with_conditions"),)),
        ("approved_in_emergency", (Due("until", "2027-02-01", "approved_in_emergency"),)),
    ],
)
def test_the_end_of_conditions_waits(
    library: Library, editing: Editing, kind: str, found: tuple[Due, ...]
) -> None:
    at = "2026-11-20T10:00:00.000000+00:00"
    editing.put("decide", Decision("d1", kind, "Head", at, until="2027-02-01"))
    assert dues(library) == (Due("unsigned", "2026-11-20", "nobody"), *found)


def test_an_approval_that_nobody_known_signed_is_marked_until_somebody_did(
    library: Library, editing: Editing
) -> None:
    head = with_people(library, "head")["head"]
    at = "2026-11-20T10:00:00.000000+00:00"
    editing.put("decide", Decision("d1", "approved", "Head", at))
    assert dues(library) == (Due("unsigned", "2026-11-20", "nobody"),)
    sign_off(library, editing, head.id, PHRASE, role="head", decision="d1")
    assert dues(library) == ()
    library.people.edit(head.id, name="Somebody else")
    library.refresh()
    assert dues(library) == (Due("unsigned", "2026-11-20", "doubted"),)
    library.people.edit(head.id, name=head.name)
    library.refresh()
    assert dues(library) == ()


def test_what_came_true_waits_with_its_risk(library: Library, editing: Editing) -> None:
    editing.add_row("incidents.log", date="2026-11-02", type="lost", risk="r01")
    assert dues(library) == (Due("came_true", "2026-11-02", "R01"),)


def test_what_the_team_watches_for_waits_once_it_happened(
    library: Library, editing: Editing
) -> None:
    at = "2026-11-20T10:00:00.000000+00:00"
    editing.put("decide", Decision("d1", "approved", "Head", at))
    editing.add_row("review.log", date="2026-11-21", trigger="planned")
    editing.add_row("review.log", date="2026-10-01", trigger="party")
    unsigned = Due("unsigned", "2026-11-20", "nobody")
    assert dues(library) == (unsigned,)
    editing.add_row("review.log", date="2026-11-21", trigger="security")
    assert dues(library) == (unsigned, Due("trigger", "2026-11-21", "review.log"))
