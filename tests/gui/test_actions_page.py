"""The action plan: proposals are taken up, and each action has words, an owner and a date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Action, Decision
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.plan.action_form import ActionForm
from dpia_wizard.gui.plan.actions_page import ActionsPage
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import full_register, rate, section, take_up

LEFT = Qt.MouseButton.LeftButton


def page_of(
    qtbot: QtBot, open_: OpenAssessment, width: int = 1102, height: int = 1200
) -> ActionsPage:
    page = ActionsPage(open_, section(open_.editing, "actions"))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    settle()
    return page


def grave_risk(open_: OpenAssessment) -> None:
    take_up(open_.editing, "R02")
    rate(open_.editing, "R02", "almost_certain", "grave")


def child(form: QWidget, kind: type[QWidget], name: str) -> QWidget:
    part = form.findChild(kind, name)
    assert part is not None, name
    return part


def test_a_risk_above_the_tolerance_proposes_an_action_that_one_click_adds(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    grave_risk(open_assessment)
    page = page_of(qtbot, open_assessment)
    assert page.proposals.isVisible()
    qtbot.mouseClick(child(page, SignButton, "add R02"), LEFT)
    settle()
    actions = list(open_assessment.editing.assessment.actions.values())
    assert [action.source for action in actions] == ["R02"]
    assert "R02" in actions[0].text
    assert page.table.row_keys() == [actions[0].id]
    assert all(p.source != "R02" for p in open_assessment.editing.proposals)


def test_all_proposals_are_added_in_one_step(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page = page_of(qtbot, open_assessment)
    n = len(editing.proposals)
    assert n > 2
    qtbot.mouseClick(child(page, SignButton, "proposals.all"), LEFT)
    settle()
    assert len(editing.assessment.actions) == n
    assert not page.proposals.isVisible()
    open_assessment.undo()
    settle()
    assert not editing.assessment.actions
    assert page.proposals.isVisible()


def test_an_action_is_filled_in_under_its_row(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    page = page_of(qtbot, open_assessment)
    qtbot.mouseClick(child(page, SignButton, "actions.add"), LEFT)
    settle()
    form = page.table.form()
    assert isinstance(form, ActionForm)
    words = child(form, PlainTextEdit, "action.text")
    qtbot.keyClicks(words, "Encrypt the three old laptops")
    qtbot.keyClicks(child(form, LineEdit, "action.owner"), "IT officer")
    open_assessment.flush()
    due = child(form, DateEdit, "action.due")
    assert isinstance(due, DateEdit)
    qtbot.keyClicks(due.focusProxy(), "2027-01-15")
    qtbot.mouseClick(child(form, TickBox, "action.blocks_start"), LEFT)
    settle()
    action = editing.assessment.actions[form.action]
    assert action == Action(
        form.action,
        "Encrypt the three old laptops",
        owner="IT officer",
        due="2027-01-15",
        blocks_start=True,
    )
    row = page.table.row(form.action)
    assert row is not None
    assert "Before the start." in row.cells[0].words
    assert "IT officer" in row.cells[2].words
    assert page.table.form() is form


def test_proof_is_asked_for_once_an_action_is_done(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    editing.put("add an action", Action("a", "Train two clerks"))
    page = page_of(qtbot, open_assessment)
    page.show_place("a")
    settle()
    form = page.table.form()
    assert isinstance(form, ActionForm)
    proof = child(form, PlainTextEdit, "action.evidence")
    assert not proof.isVisible()
    status = child(form, ChoiceRow, "action.status")
    qtbot.keyClick(status, Qt.Key.Key_3)
    settle()
    assert editing.assessment.actions["a"].status == "done"
    assert proof.isVisible()


def test_an_action_is_removed_by_key_and_comes_back_by_undo(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    editing.put("add an action", Action("a", "Train two clerks"))
    page = page_of(qtbot, open_assessment)
    page.table.focus_row("a")
    qtbot.keyClick(child(page, QWidget, "a"), Qt.Key.Key_Delete)
    settle()
    assert not editing.assessment.actions
    open_assessment.undo()
    settle()
    assert page.table.row_keys() == ["a"]


def test_a_row_does_not_move_while_its_date_is_written(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    editing.put(
        "add", Action("a", "First", due="2027-01-01"), Action("b", "Second", due="2027-02-01")
    )
    page = page_of(qtbot, open_assessment)
    assert page.table.row_keys() == ["a", "b"]
    editing_step = Action("b", "Second", due="2026-12-01")
    open_assessment.keep(lambda: editing.put("change an action", editing_step))
    settle()
    assert page.table.row_keys() == ["a", "b"]
    page.hide()
    open_assessment.keep(lambda: editing.put("change an action", Action("a", "Again")))
    page.show()
    settle()
    assert page.table.row_keys() == ["b", "a"]


@pytest.mark.parametrize(
    ("language", "width", "scale"),
    [("en", 1102, 1.0), ("ar", 1102, 1.0), ("qps", 1102, 1.0), ("en", 772, 1.5), ("ar", 772, 1.5)],
)
def test_no_word_is_cut_and_everything_has_a_name(
    qtbot: QtBot,
    dressed: QApplication,
    open_assessment: OpenAssessment,
    language: str,
    width: int,
    scale: float,
) -> None:
    full_register(open_assessment.editing)
    theme.apply(dressed, theme.theme_named("light"), words_for(language), scale)
    open_assessment.refresh_words()
    page = page_of(qtbot, open_assessment, width)
    page.proposals.added.emit(open_assessment.editing.proposals[:2])
    page.show_place(page.table.row_keys()[0])
    settle()
    assert cut_texts(page) == []
    assert nameless(page) == []


def test_the_words_of_an_action_are_kept_apart_from_ours_in_arabic(
    qtbot: QtBot, dressed: QApplication, open_assessment: OpenAssessment
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for("ar"))
    open_assessment.refresh_words()
    take_up(open_assessment.editing, "R02")
    control = sorted(open_assessment.editing.assessment.controls)[0]
    action = Action("a1", "Is each laptop encrypted?", "R02", control, owner="IT (day)")
    bare = Action("a2", "Is each laptop encrypted?", "R02", blocks_start=True)
    open_assessment.editing.put("add an action", action, bare)
    page = page_of(qtbot, open_assessment)
    words = {id: [cell.words for cell in page.table.row(id).cells] for id in ("a1", "a2")}  # type: ignore[union-attr]
    typed = "\u2068Is each laptop encrypted?\u2069"
    assert words["a1"][0].startswith(f"\u200f{typed} (\u2066{control}\u2069 ")
    assert words["a1"][2] == "\u2068IT (day)\u2069"
    assert words["a2"][0].startswith(f"\u200f{typed} ")


def test_what_is_overdue_says_so_in_a_word_and_is_counted(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    late = Action("late", "Lock the files away", owner="Office manager", due="2001-02-03")
    open_assessment.editing.put("add", late, Action("soon", "Sign it", due="2999-02-03"))
    page = page_of(qtbot, open_assessment)
    late_row, soon_row = page.table.row("late"), page.table.row("soon")
    assert late_row is not None
    assert soon_row is not None
    assert (late_row.cells[3].sign, late_row.cells[3].ink) == ("warning", "stop")
    assert "overdue" in late_row.cells[3].words
    assert "overdue" not in soon_row.cells[3].words
    assert "1 overdue" in page._counts.text()


def test_a_done_action_leads_to_the_evidence_of_its_control_and_asks_no_more_once_it_is_there(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    action = Action("a1", "Give accounts by role", source="R02", control="M30")
    editing.put("add", action)
    page = page_of(qtbot, open_assessment)
    page.show_place("a1")
    settle()
    form = page.form()
    assert isinstance(form, ActionForm)
    link = child(form, SignButton, "action.to_evidence")
    assert not link.isVisible()
    editing.put("change", replace(action, status="done"))
    page.refresh()
    settle()
    assert link.isVisible()
    asked: list[str] = []
    page.go.connect(asked.append)
    link.click()
    assert asked == ["M30"]
    control = editing.assessment.controls["M30"]
    seen = replace(control, status="verified", evidence="The log", evidence_date="2026-11-20")
    editing.put("change", seen)
    page.refresh()
    settle()
    assert not link.isVisible()


def test_in_review_an_action_is_noted_as_done_and_its_control_waits_until_it_is_open_again(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    grave_risk(open_assessment)
    editing.put("add actions", Action("a", "Lock the files away", "R02", "M30", "IT officer"))
    editing.put("decide", Decision("d", "sent", "Caseworker", "2026-11-20T10:00:00.000000+00:00"))
    page = page_of(qtbot, open_assessment)
    banner = page.findChild(Banner, "read_only")
    assert banner is not None
    assert "How far an action is, and what shows that it is done, can be noted still" in " ".join(
        label.text() for label in banner.findChildren(PlainLabel)
    )
    page.show_place("a")
    settle()
    form = page.form()
    assert form is not None
    status = child(form, ChoiceRow, "action.status")
    status.edited.emit("done")
    settle()
    evidence = child(form, PlainTextEdit, "action.evidence")
    assert evidence.isVisible()
    assert not evidence.isReadOnly()
    qtbot.keyClicks(evidence, "Seen on the shelf")
    assert open_assessment.flush()
    kept = editing.assessment.actions["a"]
    assert (kept.status, kept.evidence) == ("done", "Seen on the shelf")
    assert child(form, PlainTextEdit, "action.text").isReadOnly()
    assert child(form, LineEdit, "action.owner").isReadOnly()
    prompt = " ".join(label.text() for label in form.findChildren(SignLabel) if label.isVisible())
    assert "once the assessment is open again" in prompt
    assert not child(form, SignButton, "action.to_evidence").isVisible()
    open_assessment.undo()
    open_assessment.undo()
    assert editing.assessment.actions["a"].status == "open"


def test_of_a_rejected_work_nothing_is_noted(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    editing = open_assessment.editing
    editing.put("add actions", Action("a", "Lock the files away", "", "", "IT officer"))
    for day, kind in ((20, "sent"), (21, "rejected")):
        at = f"2026-11-{day}T10:00:00.000000+00:00"
        editing.put("decide", Decision(kind, kind, "Manager", at))
    page = page_of(qtbot, open_assessment)
    page.show_place("a")
    settle()
    form = page.form()
    assert form is not None
    status = child(form, ChoiceRow, "action.status")
    shown = [button for button in status.findChildren(SignButton) if button.isVisible()]
    assert [button.isEnabled() for button in shown] == [False]  # what it is, and no other to choose
