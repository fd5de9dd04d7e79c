"""An open assessment: what may be changed when, and what undo may take back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.model import Answer
from dpia_wizard.errors import NotAllowed, StorageTrouble
from dpia_wizard.workspace.deciding import decide, refusals
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", "four words of mine")
    with made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    return library.open_assessment(library.new("Cash list"))


def rate_everything(editing: Editing) -> None:
    for offer in editing.offers:
        editing.take_up(offer.risk)
    for risk in editing.assessment.risks.values():
        judged = replace(risk, likelihood="remote", severity="low_distress")
        editing.put("rate a risk", judged)
    for rated in editing.risks:
        editing.put("confirm a risk", replace(rated.risk, stated=rated.level))


def test_what_is_put_is_kept_and_found_again(library: Library, editing: Editing) -> None:
    editing.answer("programme.aim", value="Help children find their families")
    again = library.open_assessment(editing.assessment.id)
    assert again.assessment == editing.assessment


def test_an_answer_emptied_again_leaves_no_record(editing: Editing) -> None:
    editing.answer("programme.aim", value="x")
    editing.answer("programme.aim", value=None)
    assert "programme.aim" not in editing.assessment.answers


def test_a_first_row_takes_back_that_there_is_none(editing: Editing) -> None:
    editing.answer("programme.links", value="none")
    row = editing.add_row("programme.links", name="Cash list")
    assert editing.assessment.value("programme.links") is None
    editing.undo()
    assert row.id not in editing.assessment.rows
    assert editing.assessment.value("programme.links") == "none"


def test_nothing_is_sent_while_the_register_is_empty(editing: Editing) -> None:
    (refused,) = refusals(editing, "sent", by="Focal point")
    page = editing.pack.form.section(refused.place)
    assert (refused.code, page and page.page) == ("nothing_rated", "risks")
    with pytest.raises(NotAllowed):
        decide(editing, "sent", by="Focal point")
    editing.take_up(editing.pack.risk["R01"])
    editing.put("dismiss", replace(editing.assessment.risks["R01"], dismissed=True))
    assert refusals(editing, "sent", by="Focal point") == ()  # somebody looked at one


def test_nothing_is_sent_before_every_risk_is_confirmed(editing: Editing) -> None:
    editing.take_up(editing.offers[0].risk)
    with pytest.raises(NotAllowed):
        decide(editing, "sent", by="Focal point")


def test_the_team_changes_nothing_in_review_not_even_by_undo(editing: Editing) -> None:
    rate_everything(editing)
    editing.answer("programme.aim", value="As sent")
    decide(editing, "sent", by="Focal point")
    sent = editing.assessment
    with pytest.raises(NotAllowed):
        editing.answer("programme.aim", value="Later")
    assert editing.undo() is not None  # the sending itself may be taken back
    assert editing.may_edit
    editing.redo()
    editing.undo_stack._done.pop()
    with pytest.raises(NotAllowed):
        editing.undo()
    assert editing.assessment.answers == sent.answers


def test_a_supervisor_answers_the_questions_of_the_review(editing: Editing) -> None:
    rate_everything(editing)
    decide(editing, "sent", by="Focal point")
    editing.answer("decision.complete", value="yes")
    assert editing.assessment.value("decision.complete") == "yes"
    with pytest.raises(NotAllowed):
        editing.answer("review.next", value="2027-01-01")


def test_the_author_cannot_approve_what_the_author_wrote(editing: Editing) -> None:
    rate_everything(editing)
    editing.set_person("record.author", post="Focal point")
    decide(editing, "sent", by="Focal point")
    codes = {refusal.code for refusal in refusals(editing, "approved", by="Focal point")}
    assert "author_reviews" in codes
    codes = {refusal.code for refusal in refusals(editing, "approved", by="Supervisor")}
    assert "author_reviews" not in codes


def test_what_cannot_be_kept_is_not_counted_as_done(editing: Editing) -> None:
    def full(_step: object) -> None:
        raise StorageTrouble("The disk is full.")

    before, editing._keep = editing.assessment, full
    with pytest.raises(StorageTrouble):
        editing.put("answer", Answer("programme.aim", "x"))
    assert editing.assessment == before
    assert editing.undo_stack.done is None
