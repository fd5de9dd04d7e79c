"""Who works here: what waits for them on home, and what they are not told before they rated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Decision
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.home.assessment_table import COUNTS, WORST, AssessmentTable
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.people.people_dialog import PeopleDialog
from dpia_wizard.gui.review.found import findings
from dpia_wizard.gui.review.review_page import ReviewPage
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signing_off import sign_off
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import child, close_windows, make_library, show_window, unlocked
from tests.workspace.signers import PHRASE, key

SUPERVISOR, HEAD = samples.POSTS["record.supervisor"], samples.POSTS["record.head"]
Shown = Callable[..., Program]


@pytest.fixture(autouse=True)
def closed_at_the_end() -> Iterator[None]:
    yield
    close_windows()


def works_here(library: Library, role: str, *, name: str = "") -> str:
    """Somebody of this role says that they work here; gives who it is."""
    made = library.people.add(
        key(role), name=name or f"Name of {role}", post=samples.POSTS[f"record.{role}"], role=role
    )
    works_now(library, made.id)
    return made.id


@pytest.fixture
def in_review(tmp_path: Path) -> Shown:
    """The window on a library with one assessment in review, by somebody at work."""

    def show(role: str = "", *, language: str = "en", name: str = "", wide: int = 1366) -> Program:
        with make_library(tmp_path / "library") as library:
            samples.sent(library)
            if role:
                works_here(library, role, name=name)
        program = unlocked(show_window(tmp_path / "library", language))
        program.window.resize(wide, 697 if wide > 1100 else 529)
        settle()
        return program

    return show


def home_of(program: Program) -> Home:
    assert isinstance(program.window.page, Home)
    return program.window.page


def words_on(program: Program) -> str:
    settle()
    labels = program.window.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def cells(program: Program) -> list[str]:
    table = child(program.window.page, "assessments")
    assert isinstance(table, AssessmentTable)
    model = table.model_of_lines()
    return [model.said(model.lines()[0], column) for column in (WORST, COUNTS)]


def desk_of(program: Program) -> ReviewPage:
    page = program.window.page.page()  # type: ignore[union-attr]  # the editor's
    assert isinstance(page, ReviewPage)
    return page


def editing_of(program: Program) -> Editing:
    assert program.window.open is not None
    return program.window.open.editing


def test_home_tells_a_reviewer_no_level_and_leads_to_the_desk(in_review: Shown) -> None:
    program = in_review("supervisor")
    assert cells(program) == ["Hidden until you rate", "hidden"]
    assert "Waits for your review" in words_on(program)
    button = child(program.window.page, "continue")
    assert isinstance(button, SignButton)
    assert button.words() == "Review"
    assert child(program.window.page, "new_assessment").property("role") == "secondary"
    button.click()
    settle()
    assert desk_of(program).isVisible()


@pytest.mark.parametrize("role", ["", "author", "head"])
def test_home_tells_everybody_else_the_levels(in_review: Shown, role: str) -> None:
    program = in_review(role)
    assert cells(program)[0] == "Critical"
    assert "Waits for your review" not in words_on(program)  # it is the supervisor's turn


def test_the_filled_button_is_as_quiet_as_that_of_the_form_while_something_is_missing(
    in_review: Shown, qtbot: QtBot
) -> None:
    program = in_review("supervisor")
    child(program.window.page, "continue").click()  # type: ignore[attr-defined]
    settle()
    page, foot = desk_of(program), child(program.window.page, "next")
    assert isinstance(foot, SignButton)
    page.go_to_step("rate")
    settle()
    assert (foot.words(), foot.property("role")) == ("Save mine and show theirs", "secondary")
    assert foot.accessibleDescription().startswith("Choose a cell of the matrix.")
    foot.click()  # leads to what is missing
    matrix = page.rate.card.matrix.matrix
    assert matrix.hasFocus()
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert child(page, "blind.save").isEnabled()
    assert (foot.property("role"), foot.accessibleDescription()) == ("primary", "")


def test_home_follows_who_works_here(in_review: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    program = in_review()
    assert cells(program)[0] == "Critical"
    library = program.window.library
    assert library is not None

    def sits_down(*_where: object) -> None:
        works_here(library, "supervisor")

    monkeypatch.setattr(PeopleDialog, "show_for", sits_down)
    program.window.show_people()
    assert cells(program)[0] == "Hidden until you rate"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("wide", [1366, 1024])
def test_what_is_hidden_is_said_whole(in_review: Shown, language: str, wide: int) -> None:
    program = in_review("supervisor", language=language, wide=wide)
    assert cut_texts(program.window) == []
    assert nameless(program.window) == []


def test_who_rates_is_told_nothing_by_choosing_another_post(in_review: Shown) -> None:
    program = in_review("supervisor")
    child(program.window.page, "continue").click()  # type: ignore[attr-defined]
    settle()
    page = desk_of(program)
    for post in (samples.POSTS["record.author"], HEAD, ""):
        page._working_as._take(post)
        assert hidden(page.open) == set(samples.RISKS), post
    page._working_as._take(HEAD)
    assert "Name of supervisor works here now." in words_on(program).replace("\u2068", "").replace(
        "\u2069", ""
    )


@pytest.mark.parametrize(("role", "post"), [("head", HEAD), ("", samples.POSTS["record.author"])])
def test_who_works_here_sits_down_at_a_draft_in_their_own_post(
    tmp_path: Path, role: str, post: str
) -> None:
    with make_library(tmp_path / "library") as library:
        samples.rated(library)
        if role:
            works_here(library, role)
    program = unlocked(show_window(tmp_path / "library", "en"))
    program.window.open_assessment(editing_id(program), "decision")
    settle()
    page = desk_of(program)
    assert working_as(page.open) == post
    assert "works here now" not in words_on(program)
    not_theirs = "This is for somebody else to do"
    assert (not_theirs in words_on(program)) is bool(role)  # the author sends it
    page._working_as._take(SUPERVISOR)
    assert ("works here now" in words_on(program)) is bool(role)


def test_who_wrote_it_is_refused_in_another_post_too(in_review: Shown) -> None:
    program = in_review("author", name="A. Sample")  # whom the record names as the author
    program.window.open_assessment(editing_id(program), "desk")
    settle()
    page = desk_of(program)
    page._working_as._take(HEAD)
    settle()
    assert page._desk.refused == "You wrote this assessment, so somebody else must review it."
    page.go_to_step("decide")
    settle()
    assert not child(page, "move.approved").isEnabled()
    refused = page._decide.moves._refused("approved", HEAD, ())[1]
    assert "author_reviews" in [one.code for one in refused]


def editing_id(program: Program) -> str:
    return home_of(program)._lines[0].id


def test_a_key_that_was_just_compared_is_known_at_once(
    in_review: Shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = in_review()
    library = program.window.library
    assert library is not None
    id = editing_id(program)
    editing = library.open_assessment(id)
    at = "2026-11-21T10:42:30.000000+00:00"
    editing.put("decide", Decision("d1", "approved", "Head", at))
    with make_library(tmp_path / "elsewhere") as elsewhere:
        head = elsewhere.people.add(key("head"), name="Olena", post="Head", role="head")
        elsewhere.add(editing.assessment)
        there = elsewhere.open_assessment(id)
        made = sign_off(elsewhere, there, head.id, PHRASE, role="head", decision="d1")
        library.store.put_blob(elsewhere.store.blob(made.covers))
        editing.put("sign off", *there.assessment.attachments.values(), made)
    library.contacts.meet(head.certificate, name="Olena", met_in="a card")
    program.window.open_assessment(id)
    settle()
    top = program.window.page.top  # type: ignore[union-attr]  # the editor's
    assert top._stage.words() == "Approved · not signed by anybody you know"

    def compare(*_where: object) -> None:
        library.contacts.check(
            made.key, "voice", by="Anna", name="Olena", post="Head", agency="A", role="head"
        )

    monkeypatch.setattr(PeopleDialog, "show_for", compare)
    program.window.show_people()
    top = program.window.page.top  # type: ignore[union-attr]
    assert top._stage.words() == "Approved"


def test_a_finding_asks_for_reasons_only_where_a_decision_goes_further_than_the_advice(
    in_review: Shown, qtbot: QtBot
) -> None:
    program = in_review()
    program.window.open_assessment(editing_id(program), "desk")
    settle()
    editing = editing_of(program)
    wording = program.window.open.wording  # type: ignore[union-attr]

    def told() -> str:
        found = findings(wording, editing, by=HEAD)
        return "\n".join(one.sentence for one in found if one.kind == "stop")

    further = "To go further than the adviser advises (“{}”) needs a reason."
    differs = "The answer to what is decided says something else."
    for opinion, outcome, expected in (
        ("proceed_with_conditions", "", False),  # still open
        ("proceed_with_conditions", "approve_with_conditions", False),  # as advised
        ("proceed_with_conditions", "approve", True),
        ("do_not_proceed", "", False),
        ("do_not_proceed", "reject", False),
        ("do_not_proceed", "approve_with_conditions", True),
        ("proceed", "approve", False),
    ):
        editing.answer("decision.opinion", value=opinion)
        editing.answer("decision.outcome", value=outcome)
        advice = opinion.replace("_", " ").capitalize()
        assert (further.format(advice) in told()) is expected, (opinion, outcome)
        assert differs not in told(), (opinion, outcome)
    editing.answer("decision.outcome", value="consult_further")
    assert differs in told()  # nothing can be approved until this is answered otherwise
