"""How far an action is may be noted after the sending; what it promises may not change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.action_plan import noted, only_notes
from dpia_wizard.core.change import Change
from dpia_wizard.core.model import Action, Assessment, Decision, SignOff
from dpia_wizard.core.seal import SealRule, sealed, standing
from dpia_wizard.errors import NotAllowed
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library

LOCK = Action("a1", "Lock the files away", control="M51", owner="Office manager", due="2026-12-01")
SIGNED = SignOff("s1", "author", "", "", "", "2026-11-20T10:00:00.000000+00:00", "", "", "", "")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", "four words of mine")
    with made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    editing = library.open_assessment(library.new("Cash list"))
    editing.put("add an action", LOCK)
    return editing


def decide(editing: Editing, *kinds: str) -> None:
    """Let the moves be made one after the other."""
    for kind in kinds:
        at = f"2026-11-2{len(editing.assessment.decisions)}T10:00:00.000000+00:00"
        editing.put("decide", Decision(editing.new_id(), kind, "Manager", at))


def action(editing: Editing) -> Action:
    return editing.assessment.actions["a1"]


@pytest.mark.parametrize(
    "moves",
    [
        ("sent",),
        ("sent", "approved"),
        ("sent", "approved_with_conditions"),
        ("approved_in_emergency",),
    ],
)
def test_how_far_it_is_and_what_shows_it_is_noted_in_every_stage(
    library: Library, editing: Editing, moves: tuple[str, ...]
) -> None:
    decide(editing, *moves)
    assert not editing.may_edit
    done = replace(LOCK, status="done", evidence="Seen on the shelf by the manager")
    editing.put("change an action", done)
    assert library.open_assessment(editing.assessment.id).assessment.actions["a1"] == done
    editing.undo()
    assert action(editing) == LOCK
    editing.redo()
    assert action(editing) == done


def test_nothing_is_noted_once_the_work_is_rejected(editing: Editing) -> None:
    decide(editing, "sent", "rejected")
    assert editing.may_note == ()
    with pytest.raises(NotAllowed):
        editing.put("change an action", replace(LOCK, status="done"))
    assert action(editing) == LOCK


@pytest.mark.parametrize(
    "part", ["text", "source", "control", "owner", "due", "needs", "blocks_start", "shared"]
)
def test_what_was_promised_stays_while_nothing_may_be_changed(editing: Editing, part: str) -> None:
    decide(editing, "sent")
    value = not getattr(LOCK, part) if isinstance(getattr(LOCK, part), bool) else "R02"
    with pytest.raises(NotAllowed):
        editing.put("change an action", replace(LOCK, status="done", **{part: value}))
    with pytest.raises(NotAllowed):
        editing.remove("remove an action", LOCK)
    with pytest.raises(NotAllowed):
        editing.put("add an action", replace(LOCK, id="a2"))
    assert editing.assessment.actions == {"a1": LOCK}


def test_noting_leaves_what_was_signed_as_it_is(editing: Editing) -> None:
    signed = sealed(editing.pack.seal, editing.assessment, "author")
    decide(editing, "sent")
    editing.put("change an action", replace(LOCK, status="done", evidence="Seen on the shelf"))
    found = standing(signed, SIGNED, editing.assessment, editing.pack.form)
    assert found.standing == "holds"


def test_what_a_pack_lets_people_sign_is_not_noted_after() -> None:
    with_seal = SealRule(free={"actions": ("evidence", "needs")})
    without = SealRule(covers=())
    bare = Assessment("a", "DPIA-2026-001", "2026-11-01")
    signed = replace(bare, sign_offs={"s1": SIGNED})
    assert noted(with_seal, bare) == ("status", "evidence")
    assert noted(with_seal, signed) == ("evidence",)
    assert noted(without, signed) == ("status", "evidence")


def test_a_note_is_about_an_action_that_is_there() -> None:
    parts = ("status", "evidence")
    assert only_notes(Change(LOCK, replace(LOCK, status="begun")), parts)
    assert not only_notes(Change(None, LOCK), parts)
    assert not only_notes(Change(LOCK, None), parts)
    assert not only_notes(Change(LOCK, replace(LOCK, status="begun")), ("evidence",))
