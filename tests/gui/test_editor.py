"""The editor: going through the sections, undo, what is saved, help, keys, and narrow windows."""

from __future__ import annotations

import gc
from dataclasses import replace
from weakref import ref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.change import put
from dpia_wizard.core.model import Action, Control, Decision, Link, Risk, link_id
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor import pages as editor_pages
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.editor.page_stack import KEPT_PAGES
from dpia_wizard.gui.editor.pages import PlainPage
from dpia_wizard.gui.editor.read_only import ReadOnlyBanner
from dpia_wizard.gui.editor.section_page import SectionPage
from dpia_wizard.gui.editor.side_rows import SideRow
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.review.progress import desk, step_states
from dpia_wizard.gui.review.review_page import ReviewPage
from dpia_wizard.gui.review.steps import StepState
from dpia_wizard.gui.settings import Settings
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import take_up

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def editor_of(
    qtbot: QtBot, open_: OpenAssessment, *, width: int = 1366, height: int = 697
) -> Editor:
    editor = Editor(open_, settings=Settings())
    qtbot.addWidget(editor)
    editor.resize(width, height)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


def press(editor: Editor, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(QApplication.focusWidget() or editor, key, modifier)


def button(editor: Editor, name: str) -> SignButton:
    found = editor.findChild(SignButton, name)
    assert found is not None
    return found


def click(editor: Editor, name: str) -> None:
    QTest.mouseClick(button(editor, name), Qt.MouseButton.LeftButton)


def side(editor: Editor) -> tuple[SideRow, ...]:
    return editor.panes.list._model.rows


def test_it_opens_at_the_first_section_and_says_that_all_is_saved(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    editor = editor_of(qtbot, every_kind)
    assert isinstance(editor.page(), SectionPage)
    assert editor.page().section.id == "record"
    assert editor.bottom.status.text() == "Everything is saved"
    assert editor.bottom.left.text() == "4 questions left here"
    assert not editor.bottom.back.isVisible()
    assert editor.bottom.next.words() == "1 Data and safeguards"


def test_it_resumes_at_a_question_and_tells_the_place(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    editor = editor_of(qtbot, every_kind)
    with qtbot.waitSignal(editor.place_changed) as told:
        editor.show_place("safeguards.purpose")
    assert told.args == ["safeguards.purpose"]
    assert editor.place == "safeguards.purpose"
    page = editor.page()
    assert isinstance(page, SectionPage)
    assert page.current == "safeguards.purpose"
    assert page._cards["safeguards.purpose"].isAncestorOf(QApplication.focusWidget())
    question = every_kind.editing.pack.form.by_id["safeguards.purpose"]
    assert editor.panes.guidance.question is question


def test_the_keys_go_on_and_back_and_the_filled_button_names_what_comes(
    qtbot: QtBot, every_kind: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_pages, "page_class", lambda kind: _pages().get(kind, PlainPage))
    editor = editor_of(qtbot, every_kind)
    press(editor, Qt.Key.Key_PageDown)
    assert editor.page().section.id == "safeguards"
    assert editor.bottom.back.words() == "0 The record"
    press(editor, Qt.Key.Key_Return)
    assert editor.page().section.id == "risks"
    press(editor, Qt.Key.Key_PageUp)
    press(editor, Qt.Key.Key_PageUp)
    assert editor.page().section.id == "record"
    click(editor, "next")
    assert editor.page().section.id == "safeguards"
    click(editor, "back")
    assert editor.page().section.id == "record"


def test_the_same_keys_walk_the_risks_and_then_the_sections(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01", "R02", "R05")
    first, second, third = (risk.id for risk in editing.risks)
    editor = editor_of(qtbot, open_assessment)
    editor.show_place(first)
    walked = [editor.place]
    for _turn in range(2):
        press(editor, Qt.Key.Key_PageDown)
        walked.append(editor.place)
    assert walked == [first, second, third]
    assert editor.bottom.back.words() == second
    assert editor.bottom.back.accessibleName().startswith(f"{second} ")
    assert editor.bottom.next.words() == "18 Controls"
    click(editor, "next")
    assert editor.page().section.id == "controls"
    press(editor, Qt.Key.Key_PageUp)
    assert editor.place == third
    click(editor, "back")
    press(editor, Qt.Key.Key_PageUp)
    assert editor.place == first
    assert editor.bottom.back.words() == "16 Incidents and fallback"
    press(editor, Qt.Key.Key_PageUp)
    assert editor.page().section.id == "incidents"


def test_after_the_last_section_comes_the_report(
    qtbot: QtBot, every_kind: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_pages, "page_class", lambda kind: _pages().get(kind, PlainPage))
    editor = editor_of(qtbot, every_kind)
    editor.show_place("decision")
    assert editor.bottom.next.words() == "Report"
    with qtbot.waitSignal(editor.report_asked):
        click(editor, "next")
    with qtbot.waitSignal(editor.report_asked):
        click(editor, "report")


def test_the_next_unanswered_question_is_found_forwards_and_backwards(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.title")
    press(editor, Qt.Key.Key_J)
    assert editor.place == "record.country"
    press(editor, Qt.Key.Key_J)
    assert editor.place == "record.author"
    press(editor, Qt.Key.Key_J, CTRL | SHIFT)
    assert editor.place == "record.country"


def test_undo_leads_to_the_place_and_says_what_came_back(
    qtbot: QtBot, every_kind: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "announce", lambda _widget, words: said.append(words))
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.identifiable")
    page = editor.page()
    assert isinstance(page, SectionPage)
    row = page._cards["record.identifiable"].findChildren(ChoiceRow)[0]
    QTest.keyClick(row._buttons[0], Qt.Key.Key_3)
    assert every_kind.editing.assessment.value("record.identifiable") == "no"
    editor.show_place("safeguards.purpose")
    press(editor, Qt.Key.Key_Z)
    assert every_kind.editing.assessment.value("record.identifiable") is None
    assert editor.place == "record.identifiable"
    assert editor.bottom.said.text() == "Undone: answer 0.6"
    assert "Undone: answer 0.6" in said
    press(editor, Qt.Key.Key_Y)
    assert every_kind.editing.assessment.value("record.identifiable") == "no"
    assert editor.bottom.said.text() == "Brought back: answer 0.6"
    assert button(editor, "undo").isEnabled()
    assert not button(editor, "redo").isEnabled()


def test_undo_of_what_one_sees_stays_where_one_is(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    risk, control = Risk("R01", severity="grave"), Control("M31")
    editing.put("take up", risk, control, Link(link_id("R01", "M31"), "R01", "M31"))
    editor = editor_of(qtbot, open_assessment)
    editor.show_place("R01")
    changed = (replace(risk, likelihood="likely"), replace(control, status="in_place"))
    open_assessment.keep(lambda: editing.put("what was tried", *changed))
    press(editor, Qt.Key.Key_Z)
    assert editing.assessment.controls["M31"].status == ""
    assert editor.place == "R01"
    assert editor.bottom.said.text() == "Undone: 2 changes made at once"
    press(editor, Qt.Key.Key_Y)
    assert editor.place == "R01"
    assert editor.bottom.said.text() == "Brought back: 2 changes made at once"
    editor.show_place("record.title")
    press(editor, Qt.Key.Key_Z)
    assert editor.place == "R01", "led to, from a place that the step is not about"


def test_undo_in_a_field_is_the_programs_undo(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.title")
    line = editor.findChild(LineEdit, "record.title")
    assert line is not None
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    QTest.keyClicks(line, "Other words")
    press(editor, Qt.Key.Key_Z)
    assert line.text() == "Every kind"
    assert editor.bottom.said.text() == "Undone: answer 0.1"
    editor.show_place("safeguards.purpose")
    assert editor.bottom.said.text() == "", "it was about what is no longer seen"


def test_not_saved_says_why_and_offers_to_try_again(
    qtbot: QtBot, every_kind: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.title")
    real = every_kind.editing._keep

    def full(_step: object) -> None:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(every_kind.editing, "_keep", full)
    line = editor.findChild(LineEdit, "record.title")
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "Kept in the end")
    qtbot.waitUntil(lambda: "Not saved" in editor.bottom.status.text())
    assert "The disk is full." in editor.bottom.status.text()
    assert not editor.can_close()
    press(editor, Qt.Key.Key_S)
    assert "Not saved" in editor.bottom.status.text()
    monkeypatch.setattr(every_kind.editing, "_keep", real)
    QTest.mouseClick(editor.bottom.status._link, Qt.MouseButton.LeftButton)
    assert editor.bottom.status.text().startswith("Saved ")
    assert every_kind.editing.assessment.text("record.title") == "Kept in the end"
    assert editor.can_close()


def test_a_choice_that_could_not_be_kept_is_kept_when_tried_again(
    qtbot: QtBot, every_kind: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.identifiable")
    real = every_kind.editing._keep

    def full(_step: object) -> None:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(every_kind.editing, "_keep", full)
    row = editor.findChild(ChoiceRow, "record.identifiable")
    assert row is not None
    QTest.keyClick(row._buttons[0], Qt.Key.Key_2)
    assert "Not saved" in editor.bottom.status.text()
    monkeypatch.setattr(every_kind.editing, "_keep", real)
    press(editor, Qt.Key.Key_S)
    assert every_kind.editing.assessment.value("record.identifiable") == "partly"


def test_a_time_is_told_only_after_something_was_saved(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    editor = editor_of(qtbot, every_kind)
    press(editor, Qt.Key.Key_S)
    assert editor.bottom.status.text() == "Everything is saved"
    every_kind.keep(lambda: every_kind.editing.answer("record.title", value="Other"))
    told = editor.bottom.status.text()
    assert told == f"Saved {every_kind.saved_at}"
    assert every_kind.saved_at
    again = editor_of(qtbot, every_kind)
    assert again.bottom.status.text() == told, "after the report it is known still"


def test_going_home_keeps_what_was_typed(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.title")
    line = editor.findChild(LineEdit, "record.title")
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "Typed just now")
    with qtbot.waitSignal(editor.home_asked):
        click(editor, "home")
    assert every_kind.editing.assessment.text("record.title") == "Typed just now"
    assert editor.top._title.text() == "Typed just now"


# The list at the side


def test_one_phase_is_open_and_the_current_section_is_marked(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    editor.show_place("purpose")
    assert [row.is_open for row in side(editor) if row.is_phase] == [False, False, True, *2 * [0]]
    (current,) = [row for row in side(editor) if row.is_current]
    assert current.id == "purpose"
    assert current.said.startswith("10 Purpose and legal basis. ")


def test_the_list_is_worked_with_the_keyboard(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    view = editor.panes.list._view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert editor.page().section.id == "screening"
    view.setFocus()
    last = len(side(editor)) - 1
    view.setCurrentIndex(editor.panes.list._model.index(last))
    QTest.keyClick(view, Qt.Key.Key_Right)
    at = [row.id for row in side(editor)].index("decide")
    assert side(editor)[at].is_open
    assert view.currentIndex().row() == at
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert not any(row.is_open for row in side(editor))


def test_states_are_said_in_words_and_follow_the_answers(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    editor.show_place("purpose")
    row = {row.id: row for row in side(editor)}["purpose"]
    assert (row.sign, row.words.split(" · ")[-1]) == ("ring", "not started")
    open_assessment.keep(lambda: open_assessment.editing.answer("purpose.less", value="unknown"))
    row = {row.id: row for row in side(editor)}["purpose"]
    assert row.sign == "half"
    assert row.words.endswith("answered · 1 unknown")
    open_assessment.keep(
        lambda: open_assessment.editing.remark("purpose.less", "Why?", by="Supervisor")
    )
    row = {row.id: row for row in side(editor)}["purpose"]
    assert row.sign == "flag"
    assert row.words.endswith("1 remark")


def test_the_list_is_a_sound_model(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    editor = editor_of(qtbot, open_assessment)
    model = editor.panes.list._model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    editor.show_place("purpose")
    open_assessment.keep(lambda: open_assessment.editing.answer("purpose.less", value="yes"))


# Pages that others bring


class _OwnSide(PlainPage):
    def side_widget(self) -> QWidget:
        self.own = QWidget()
        return self.own

    def filled_button(self) -> str:
        return "Confirm High"

    def press_filled_button(self) -> None:
        self.pressed = True


def _pages() -> dict[str, type]:
    return {"questions": SectionPage}


def test_a_page_may_bring_its_own_list_and_its_own_next_act(
    qtbot: QtBot, every_kind: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {**_pages(), "risks": _OwnSide}
    monkeypatch.setattr(editor_pages, "page_class", lambda kind: pages.get(kind, PlainPage))
    editor = editor_of(qtbot, every_kind)
    editor.show_place("risks")
    assert editor.panes.side.currentWidget() is editor.panes.list, "while there is no risk"
    editor.show_place("record")
    every_kind.editing.take_up(every_kind.editing.offers[0].risk)
    editor.show_place("risks")
    page = editor.page()
    assert isinstance(page, _OwnSide)
    assert page.own.isVisible()
    assert editor.bottom.next.words() == "Confirm High"
    press(editor, Qt.Key.Key_Return)
    assert page.pressed
    click(editor, "all_sections")
    assert editor.panes.list.isVisible()


def test_every_page_that_is_named_is_a_page_or_not_there_yet() -> None:
    for kind in editor_pages.PAGES:
        assert issubclass(editor_pages.page_class(kind), Page)


@pytest.mark.parametrize("place", ["R02", "M30", "risks", "nothing like it", ""])
def test_every_kind_of_place_leads_somewhere(
    qtbot: QtBot, every_kind: OpenAssessment, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_pages, "page_class", lambda kind: _pages().get(kind, PlainPage))
    editor = editor_of(qtbot, every_kind)
    editor.show_place(place)
    expected = {"R02": "risks", "risks": "risks"}.get(place, "record")
    assert editor.page().section.id == expected


# Help, finding, panes


def test_help_is_hidden_and_shown_again_and_that_is_told(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    editor = editor_of(qtbot, every_kind)
    assert editor.panes.guidance.isVisible()
    with qtbot.waitSignal(editor.guidance_turned) as told:
        click(editor, "hide_guidance")
    assert told.args == [False]
    assert not editor.panes.guidance.isVisible()
    press(editor, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert editor.panes.guidance.isVisible()


def test_in_a_narrow_window_help_is_a_drawer_that_escape_closes(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    editor = editor_of(qtbot, every_kind, width=1024, height=529)
    editor.show_place("record.title")
    assert not editor.panes.guidance.isVisible()
    click(editor.page(), "help")  # type: ignore[arg-type]
    assert editor.panes.drawer.is_open()
    assert "The name stands on every page" in editor.panes.guidance.text()
    press(editor, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not editor.panes.drawer.is_open()
    line = editor.findChild(LineEdit, "record.title")
    assert line is not None
    assert line.hasFocus() or button(editor.page(), "help").hasFocus()  # type: ignore[arg-type]
    editor.resize(1366, 697)
    settle()
    assert editor.panes.guidance.isVisible()


@pytest.mark.parametrize("place", ["risks", "decision"])
def test_in_a_narrow_window_a_page_with_its_own_list_has_the_whole_width(
    qtbot: QtBot, open_assessment: OpenAssessment, place: str
) -> None:
    take_up(open_assessment.editing, "R01", "R02")
    editor = editor_of(qtbot, open_assessment, width=1024, height=529)
    editor.show_place("purpose")
    assert editor.panes.list.isVisible()
    assert not button(editor, "turn_sections").isVisible()
    editor.show_place(place)
    settle()
    assert not editor.panes.list.isVisible()
    assert editor.page().width() == editor.width()
    # There is a way to the sections and back again, by mouse …
    click(editor, "turn_sections")
    assert editor.panes.list.isAncestorOf(QApplication.focusWidget())
    assert button(editor, "turn_sections").words() == "Hide sections"
    click(editor, "turn_sections")
    assert not editor.panes.list.isVisible()
    # … and by keyboard, which leaves nothing open behind it.
    none = Qt.KeyboardModifier.NoModifier
    for _turn in range(3):
        press(editor, Qt.Key.Key_F6, none)
        if editor.panes.list.isVisible():
            break
    assert editor.panes.list.isAncestorOf(QApplication.focusWidget())
    press(editor, Qt.Key.Key_F6, none)
    assert not editor.panes.list.isVisible()
    assert editor.page().isAncestorOf(QApplication.focusWidget())
    click(editor, "turn_sections")
    view = editor.panes.list._view
    at = next(i for i, row in enumerate(side(editor)) if row.is_current and not row.is_phase)
    view.setCurrentIndex(editor.panes.list._model.index(at))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not editor.panes.list.isVisible(), "going where one is gives the width back"
    editor.resize(1366, 697)
    settle()
    own = editor.panes._own_sides[place]
    assert own.isVisible()
    assert not button(editor, "turn_sections").isVisible()


def test_findings_go_to_the_page_of_a_narrow_window_and_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    editor.show_place("decision")
    page = editor.page()
    assert isinstance(page, ReviewPage)
    page.go_to_step("findings")
    for width, at_the_side in ((1366, True), (1024, False), (1366, True)):
        editor.resize(width, 697)
        settle()
        assert editor.panes.side.isAncestorOf(page._findings) == at_the_side
        assert page._findings.isVisible()
        assert at_the_side or page._remarks_card.isVisible()


def test_ctrl_k_finds_and_goes_there(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    editor = editor_of(qtbot, every_kind)
    press(editor, Qt.Key.Key_K)
    assert editor.finder.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "1.5a")
    press(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert editor.place == "safeguards.least_access"
    assert not editor.finder.isVisible()


def test_f6_goes_round_the_panes(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.title")
    none = Qt.KeyboardModifier.NoModifier
    panes = []
    for _turn in range(4):
        press(editor, Qt.Key.Key_F6, none)
        focus = QApplication.focusWidget()
        named = {"help": editor.panes.guidance, "bottom": editor.bottom, "list": editor.panes.list}
        named["page"] = editor.page()
        panes.append(next(name for name, pane in named.items() if pane.isAncestorOf(focus)))
    assert panes == ["help", "bottom", "list", "page"]
    press(editor, Qt.Key.Key_F6, SHIFT)
    assert editor.panes.list.isAncestorOf(QApplication.focusWidget())


def test_a_remark_is_begun_by_key(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    editor = editor_of(qtbot, every_kind)
    editor.show_place("record.identifiable")
    press(editor, Qt.Key.Key_M)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "record.identifiable.remark"


@pytest.mark.parametrize("kind", ["risk", "control", "action"])
def test_a_remark_on_a_risk_control_or_action_is_begun_by_key_and_shown_there(
    qtbot: QtBot, open_assessment: OpenAssessment, kind: str
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    editing.put("add an action", Action("a1", "Read the log", "R02"))
    place = {"risk": "R02", "control": sorted(editing.assessment.controls)[0], "action": "a1"}[kind]
    editor = editor_of(qtbot, open_assessment)
    editor.show_place(place)
    press(editor, Qt.Key.Key_M)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.objectName() == f"{place}.remark"
    QTest.keyClicks(field, "Who reads it?")
    click(editor, f"{place}.remark.keep")
    settle()
    (remark,) = editing.assessment.remarks.values()
    assert (remark.place, remark.text) == (place, "Who reads it?")
    page = editor.page()
    assert [w for w in page.findChildren(PlainLabel) if w.text() == remark.text and w.isVisible()]
    assert page.isAncestorOf(QApplication.focusWidget()), "the focus goes back to the place"
    editor.undo()
    settle()
    words = [w.text() for w in page.findChildren(PlainLabel) if w.isVisible()]
    assert remark.text not in words


@pytest.mark.parametrize("place", ["purpose", "risks", "controls", "actions"])
def test_every_page_says_why_nothing_can_be_changed_and_since_when(
    qtbot: QtBot, open_assessment: OpenAssessment, place: str
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    editor = editor_of(qtbot, open_assessment)
    editor.show_place(place)
    banner = editor.page().findChild(ReadOnlyBanner)
    assert banner is not None
    assert not banner.isVisible()
    sent = Decision("d1", "sent", "Focal point", "2026-11-18T10:00:00")
    open_assessment.keep(lambda: editing.do("decide", [put(editing.assessment, sent)]))
    assert banner.isVisible()
    assert banner.accessibleName().startswith("In review since 2026-11-18.")
    back = Decision("d2", "returned", "Supervisor", "2026-11-19T10:00:00", reason="Not yet.")
    open_assessment.keep(lambda: editing.do("decide", [put(editing.assessment, back)]))
    assert not banner.isVisible()


def test_the_stage_is_shown_and_follows(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    editor = editor_of(qtbot, every_kind)
    assert editor.top._stage.words() == "Draft"
    editing = every_kind.editing
    sent = Decision("d1", "sent", "Focal point", "2026-11-18T10:00:00")
    every_kind.keep(lambda: editing.do("decide", [put(editing.assessment, sent)]))
    assert editor.top._stage.words() == "In review"


def test_an_approval_that_nobody_signed_is_not_shown_as_one_that_somebody_did(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor, editing = editor_of(qtbot, open_assessment), open_assessment.editing
    said = Decision("d1", "approved", "Head", "2026-11-19T10:00:00")
    open_assessment.keep(lambda: editing.do("decide", [put(editing.assessment, said)]))
    marked = "Approved · not signed"
    assert editor.top._stage.words() == marked
    assert step_states(desk(open_assessment), (), open_assessment)[-1] == StepState(
        "info", "note_line", marked
    )
    banner = ReadOnlyBanner(open_assessment, editor)
    banner.refresh()
    assert banner.accessibleName().startswith("Approved on 2026-11-19: not signed. Nothing can be")
    editor.show_place("decision")
    page = editor.page()
    assert isinstance(page, ReviewPage)
    assert page.left_to_do() == marked
    assert "2026-11-19 · Approved · not signed · " in page._stage_line.text()


# Looks


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("width", "height"), [(1366, 697), (1024, 529)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_words_are_cut_and_everything_has_a_name(
    qtbot: QtBot,
    dressed: QApplication,
    open_assessment: OpenAssessment,
    language: str,
    width: int,
    height: int,
    scale: float,
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for(language), scale)
    open_assessment.refresh_words()
    editing = open_assessment.editing
    editing.add_row("purpose.uses", purpose="Case management for children at risk", basis="consent")
    editing.answer("purpose.choice", value="partly", note="Staff say yes.")
    editing.answer("record.title", value="إدارة الحالات المشتركة بين الوكالات " * 3)
    editor = editor_of(qtbot, open_assessment, width=width, height=height)
    for section in ("record", "purpose"):
        editor.show_place(section)
        page = editor.page()
        assert isinstance(page, SectionPage)
        qtbot.waitUntil(lambda page=page: not page._rest.isActive())
        settle()
        shortened = editor.top._title.text()[:30]
        assert [cut for cut in cut_texts(editor) if shortened not in cut] == []
        assert nameless(editor) == []


def test_the_next_page_is_made_ready_but_not_while_somebody_types(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    editor.show_place("purpose")
    open_assessment.type("title", lambda: None)
    editor.panes.pages._make_next_ready()
    assert "consent" not in editor.panes.pages._pages
    open_assessment.flush()
    qtbot.waitUntil(lambda: "consent" in editor.panes.pages._pages)
    assert editor.page().section.id == "purpose"


@pytest.mark.parametrize("width", [1366, 1024])
@pytest.mark.parametrize("at", ["record", "purpose", "risks", "actions", "decision"])
def test_a_page_made_ready_has_the_size_it_is_shown_in(
    qtbot: QtBot, open_assessment: OpenAssessment, at: str, width: int
) -> None:
    take_up(open_assessment.editing, "R02")
    editor = editor_of(qtbot, open_assessment, width=width)
    editor.show_place(at)
    settle()
    pages = editor.panes.pages
    pages._make_next_ready()
    following = places.neighbour(open_assessment.editing, editor.page().section, 1)
    assert following is not None
    ready = pages._pages[following.id].size()
    editor.show_place(following.id)
    settle()
    assert editor.page().size() == ready


def test_a_page_that_is_left_is_not_laid_out_once_more(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    editor.show_place("actions")
    settle()
    left = editor.page()
    before = left.width()
    editor.show_place("decision")  # which has help beside it, and actions has none
    settle()
    assert editor.page().width() < before
    assert left.width() == before


def test_pages_that_nobody_has_been_to_for_long_are_gone(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    sections = ("record", "programme", "context", "purpose", "consent", "rights", "retention")
    pages = []
    for section in sections:
        editor.show_place(section)
        settle()
        pages.append(ref(editor.page()))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    alive = [section for section, page in zip(sections, pages, strict=True) if page() is not None]
    assert alive == list(sections[-KEPT_PAGES:])


def test_the_focus_goes_along_to_the_page_that_is_shown(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment)
    for section in ("purpose", "risks", "controls", "actions", "review", "extract", "purpose"):
        editor.show_place(section)
        settle()
        assert editor.page().isAncestorOf(QApplication.focusWidget()), section


def test_a_page_is_made_once_also_in_a_window_that_is_not_laid_out_yet(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R02")
    window = QMainWindow()
    qtbot.addWidget(window)
    stack = QStackedWidget()
    window.setCentralWidget(stack)
    window.resize(1366, 697)
    window.show()
    editor = Editor(open_assessment, settings=Settings())
    stack.addWidget(editor)
    stack.setCurrentWidget(editor)
    editor.show_place("R02")
    settle()
    pages = editor.panes.pages
    assert [pages.widget(at) for at in range(pages.count())] == [editor.page()]
    assert editor.panes.side.currentWidget() is not editor.panes.list
