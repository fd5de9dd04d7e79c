"""The list of all actions: in order of their days, of one post, what is late, and the way there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Action
from dpia_wizard.gui.actions.action_table import ActionTable
from dpia_wizard.gui.actions.all_actions import AllActions
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.list_table import LINE_ROLE
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.actions_page import ActionsPage
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import child, close_windows, make_library, show_window, unlocked

WORDS = "Lock the files in the steel cabinet every evening and sign for the key, in each office"


@pytest.fixture(autouse=True)
def closed_at_the_end() -> Iterator[None]:
    yield
    close_windows()


def plan(library: Library, title: str, *actions: Action) -> str:
    id = library.new(title)
    library.open_assessment(id).put("add actions", *actions)
    return id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two assessments with a plan, one of them archived, and one without."""
    folder = tmp_path / "library"
    with make_library(folder) as library:
        library.store.put_setting("by", "Focal point")
        plan(
            library,
            "Cash list",
            Action("late", WORDS, owner="Focal point", due="2026-11-18", blocks_start=True),
            Action("bare", "Ask the adviser"),
            Action("done", "Sign the protocol", owner="Head", due="2026-10-01", status="done"),
        )
        plan(
            library,
            "Photo use · استعمال الصور",
            Action("soon", "درّبوا الفريق", owner=" focal  POINT", due="2026-11-25", shared=True),
            Action("far", "Test the backup", owner="IT manager", due="2027-06-01", status="begun"),
        )
        library.archive(plan(library, "Old", Action("old", "Gone", due="2026-01-01")))
        library.new("Nothing yet")
    return folder


def shown(folder: Path, language: str = "en", **settings: object) -> Program:
    program = unlocked(show_window(folder, language, **settings))
    button = child(program.window.page, "actions")
    assert isinstance(button, SignButton)
    button.click()
    settle()
    return program


def page_of(program: Program) -> AllActions:
    assert isinstance(program.window.page, AllActions)
    return program.window.page


def listed(program: Program) -> list[str]:
    model = page_of(program).table.model_of_actions()
    rows = range(model.rowCount())
    return [model.index(row, 0).data(LINE_ROLE).action.id for row in rows]


def choose(program: Program, name: str, value: str) -> None:
    picker = child(program.window.page, name)
    assert isinstance(picker, ComboBox)
    picker.show_value(value)
    picker.edited.emit(value)


def test_all_open_actions_stand_in_the_order_of_their_days(
    folder: Path, qapp: QApplication
) -> None:
    assert listed(shown(folder)) == ["late", "soon", "far", "bare"]


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("which", "overdue", ["late"]),
        ("which", "soon", ["late", "soon"]),
        ("which", "blocks", ["late"]),
        ("which", "shared", ["soon"]),
        ("which", "bare", ["bare"]),
        ("which", "done", ["done"]),
        ("whose", "focal point", ["late", "soon"]),
        ("whose", "-", ["bare"]),
        ("order", "assessment", ["late", "bare", "soon", "far"]),
        ("order", "owner", ["late", "soon", "far", "bare"]),
    ],
)
def test_they_are_filtered_and_put_in_order(
    folder: Path, qapp: QApplication, name: str, value: str, found: list[str]
) -> None:
    program = shown(folder)
    choose(program, f"all_actions.{name}", value)
    assert listed(program) == found


def test_what_is_overdue_is_told_by_sign_and_word(folder: Path, qapp: QApplication) -> None:
    program = shown(folder)
    model = page_of(program).table.model_of_actions()
    assert "3 days overdue" in model.index(0, 2).data()
    assert "blocks the start" in model.index(0, 3).data()
    (count,) = [
        label.text()
        for label in page_of(program).findChildren(PlainLabel)
        if "overdue" in label.text()
    ]
    assert count == "4 actions · 1 overdue"


def test_home_counts_what_is_overdue_and_keys_alone_lead_to_the_action(
    qtbot: QtBot, folder: Path, qapp: QApplication
) -> None:
    program = unlocked(show_window(folder))
    button = child(program.window.page, "actions")
    assert isinstance(button, SignButton)
    assert button.words() == "Actions, 1 overdue"
    qtbot.keyClick(program.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    table = QApplication.focusWidget()
    assert isinstance(table, ActionTable)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen()[1] == "soon"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    editor = program.window.page
    assert isinstance(editor, Editor)
    rows = editor.page()
    assert isinstance(rows, ActionsPage)
    assert rows.table.open_key() == "soon"


def test_back_leads_to_home_and_from_an_assessment_back_to_it(
    qtbot: QtBot, folder: Path, qapp: QApplication
) -> None:
    program = shown(folder)
    qtbot.keyClick(page_of(program).table, Qt.Key.Key_Escape)
    settle()
    assert isinstance(program.window.page, Home)
    with_plan = program.window.library.list()[0].id  # type: ignore[union-attr]  # it is open
    program.window.open_assessment(with_plan)
    program.window.show_actions()
    settle()
    assert listed(program) == ["late", "soon", "far", "bare"]
    qtbot.keyClick(page_of(program).table, Qt.Key.Key_Escape)
    settle()
    assert isinstance(program.window.page, Editor)


def test_what_was_chosen_stays_when_the_window_changes_its_language(
    folder: Path, qapp: QApplication
) -> None:
    program = shown(folder)
    choose(program, "all_actions.which", "shared")
    program.preferences.change(language="ar")
    settle()
    assert page_of(program).chosen().which == "shared"
    assert listed(program) == ["soon"]


def test_a_library_without_actions_says_where_they_come_from(
    tmp_path: Path, qapp: QApplication
) -> None:
    with make_library(tmp_path / "bare") as library:
        library.new("Nothing yet")
    program = shown(tmp_path / "bare")
    words = [label.text() for label in page_of(program).findChildren(PlainLabel)]
    assert any("No action is open in any assessment." in said for said in words)


def test_the_model_keeps_the_rules_of_models(
    folder: Path, qapp: QApplication, qtmodeltester: ModelTester
) -> None:
    model = page_of(shown(folder)).table.model_of_actions()
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("language", "scale", "size"),
    [("en", 100, (1366, 697)), ("ar", 100, (1024, 529)), ("qps", 125, (1024, 529))],
)
def test_no_words_are_cut_and_everything_has_a_name(
    folder: Path, qapp: QApplication, language: str, scale: int, size: tuple[int, int]
) -> None:
    program = shown(folder, language, scale=scale)
    program.window.resize(*size)
    settle()
    assert cut_texts(page_of(program)) == []
    assert nameless(page_of(program)) == []
