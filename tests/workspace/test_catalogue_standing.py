"""What an open assessment makes of the things in its catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.model import Answer, Risk
from dpia_wizard.core.uses import KINDS, Item, items
from dpia_wizard.workspace.catalogue import Standing, standing
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library


@pytest.fixture
def editing(tmp_path: Path) -> Iterator[Editing]:
    with Library.create(tmp_path / "library", "correct horse battery staple")[0] as library:
        yield library.open_assessment(library.new("Referrals in the north"))


def at(editing: Editing, kind: str, id: str) -> Standing:
    found = standing(editing, Item(next(k for k in KINDS if k == kind), id))
    assert found is not None
    return found


def test_a_risk_goes_from_not_raised_to_offered_to_the_register(editing: Editing) -> None:
    assert at(editing, "risk", "R13") == Standing("not_offered")
    editing.answer("screening.triggers", value=("biometrics",))
    found = at(editing, "risk", "R13")
    assert (found.state, found.because) == ("offered", ("screening.triggers",))
    editing.take_up(editing.pack.risk["R13"])
    assert at(editing, "risk", "R13") == Standing("in_register", "R13", level="none")
    editing.put("rate", Risk("R13", likelihood="likely", severity="grave"))
    assert at(editing, "risk", "R13").level == "critical"
    editing.answer("screening.triggers", value=("none",))
    assert at(editing, "risk", "R13").raised_no_longer


def test_a_risk_that_was_set_aside_gives_its_reason(editing: Editing) -> None:
    editing.put("set aside", Risk("R01", dismissed=True, set_aside_reason="No devices."))
    assert at(editing, "risk", "R01") == Standing("not_applicable", "R01", reason="No devices.")
    editing.put("avoid", Risk("R01", avoided=True, set_aside_reason="Stopped in May."))
    found = at(editing, "risk", "R01")
    assert (found.state, found.reason) == ("avoided", "Stopped in May.")


def test_a_control_tells_its_status_and_the_risks_it_lowers(editing: Editing) -> None:
    assert at(editing, "control", "M51").state == "not_linked"
    editing.take_up(editing.pack.risk["R01"])
    assert at(editing, "control", "M51") == Standing(
        "linked", "M51", status="unknown", risks=("R01",)
    )
    measure = editing.pack.measure["M51"]
    editing.put("answer", Answer(measure.id, "partly"))
    if measure.id in editing.seen.active:
        assert at(editing, "control", "M51").status == "partly"


def test_a_question_is_open_answered_unknown_or_not_asked(editing: Editing) -> None:
    assert at(editing, "question", "screening.triggers") == Standing("open", "screening.triggers")
    editing.answer("screening.triggers", value=("photos",))
    assert at(editing, "question", "screening.triggers").state == "answered"
    editing.answer("screening.triggers", value=("unknown",))
    assert at(editing, "question", "screening.triggers").state == "unknown"
    hidden = next(id for id in editing.pack.form.by_id if id not in editing.seen.active)
    assert at(editing, "question", hidden) == Standing("not_asked")


def test_a_kind_of_information_is_in_the_inventory_or_not(editing: Editing) -> None:
    assert at(editing, "element", "D16").state == "not_kept"
    editing.add_row("inventory.elements", element="D16")
    assert at(editing, "element", "D16").state == "kept"


def test_a_stop_condition_that_holds_leads_to_where_it_is_settled(editing: Editing) -> None:
    editing.answer("purpose.unprotected", value="yes")
    found = at(editing, "stop", "V2")
    assert found == Standing("holds", "purpose.unprotected")
    editing.answer("purpose.unprotected", value="no")
    assert at(editing, "stop", "V2").state == "clear"


def test_only_the_matrix_in_use_is_said_to_be(editing: Editing) -> None:
    assert at(editing, "matrix", editing.pack.matrix.id).state == "used"
    assert standing(editing, Item("matrix", "another")) is None


def test_looking_changes_nothing(editing: Editing) -> None:
    before = replace(editing.assessment)
    for kind in KINDS:
        for item in items(editing.pack, kind):
            standing(editing, item)
    assert editing.assessment == before
