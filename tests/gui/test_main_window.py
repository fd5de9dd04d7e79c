"""The shell keeps what was typed, locks, speaks another language, and knows its place again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Answer
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import messages, theme, trouble
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.idle import IdleWatch
from dpia_wizard.gui.keys import KeysDialog
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.preferences import Preferences
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.report.report_page import ReportPage
from dpia_wizard.gui.settings import load
from dpia_wizard.gui.settings_dialog import SettingsDialog
from dpia_wizard.gui.start.unlock import Unlock
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import (
    PASSPHRASE,
    activate,
    add,
    child,
    close_windows,
    keys,
    make_library,
    show_window,
    unlocked,
)

CONTROL = Qt.KeyboardModifier.ControlModifier
PLACE = "record.area"


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def program(folder: Path, qapp: QApplication) -> Program:
    """The window with one assessment open at a place."""
    with make_library(folder) as library:
        id = add(library, "Photo use")
    program = unlocked(show_window(folder))
    program.window.open_assessment(id, PLACE)
    activate(program)
    return program


def type_answer(program: Program, text: str) -> None:
    """Type without waiting until it is kept."""
    open_ = program.window.open
    assert open_ is not None
    open_.type(PLACE, lambda: open_.editing.answer(PLACE, value=text))


def kept(folder: Path) -> Answer | None:
    with Library.open_with(folder, keys().key) as library:
        (line,) = library.list()
        return library.store.load(line.id).answers.get(PLACE)


def words_on(program: Program) -> str:
    labels = program.window.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def editor_of(program: Program) -> Editor:
    assert isinstance(program.window.page, Editor)
    return program.window.page


def test_an_assessment_opens_where_the_team_stopped(program: Program, folder: Path) -> None:
    assert editor_of(program).place == PLACE
    editor_of(program).show_place("record.type")
    editor_of(program).home_asked.emit()
    assert isinstance(program.window.page, Home)
    (line,) = program.window.page._lines
    program.window.open_assessment(line.id)
    assert editor_of(program).place == "record.type"


def test_the_report_opens_and_leads_back_to_the_place(program: Program, qtbot: QtBot) -> None:
    editor_of(program).report_asked.emit()
    report = program.window.page
    assert isinstance(report, ReportPage)
    qtbot.waitUntil(lambda: report._task is None or not report._task.is_running, timeout=30_000)
    report.closed.emit()
    assert editor_of(program).place == PLACE


def test_pages_that_are_gone_follow_no_change(program: Program, qtbot: QtBot) -> None:
    for section in ("risks", "controls", "actions"):
        editor_of(program).show_place(section)
    editor_of(program).show_place(PLACE)
    editor_of(program).report_asked.emit()
    report = program.window.page
    assert isinstance(report, ReportPage)
    qtbot.waitUntil(lambda: report._made is not None and not report.checked.is_busy, timeout=30_000)
    report.closed.emit()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        type_answer(program, "North-east")
        assert program.window.open is not None
        assert program.window.open.flush()
    assert raised == []


def test_going_home_keeps_what_was_typed(program: Program) -> None:
    type_answer(program, "North-east")
    editor_of(program).home_asked.emit()
    assert program.window.open is None
    library = program.window.library
    assert library is not None
    (line,) = library.list()
    assert library.store.load(line.id).answers[PLACE].value == "North-east"


def test_closing_the_window_keeps_what_was_typed(program: Program, folder: Path) -> None:
    type_answer(program, "North-east")
    program.window.close()
    assert kept(folder) == Answer(PLACE, "North-east")


def test_locking_keeps_and_closes_everything_and_leads_back(
    program: Program, folder: Path, qtbot: QtBot
) -> None:
    type_answer(program, "North-east")
    qtbot.keyClick(program.window, Qt.Key.Key_L, CONTROL)
    assert isinstance(program.window.page, Unlock)
    assert program.window.library is None
    assert program.window.open is None
    settle()
    assert "Photo use" not in words_on(program)
    assert kept(folder) == Answer(PLACE, "North-east")
    unlocked(program)
    assert editor_of(program).place == PLACE


def test_a_lock_in_the_reason_of_a_risk_leads_back_to_that_field(
    program: Program, qtbot: QtBot
) -> None:
    window = program.window
    assert window.open is not None
    editing = window.open.editing
    risk = editing.offers[0].risk
    window.open.keep(lambda: editing.take_up(risk))
    matrix = editing.pack.matrix
    judged = replace(
        editing.assessment.risks[risk.id],
        likelihood=next(iter(matrix.likelihood)),
        severity=next(iter(matrix.severity)),
    )
    window.open.keep(lambda: editing.put("rate a risk", judged))
    editor_of(program).show_place(risk.id)
    settle()
    page = editor_of(program).page()
    assert isinstance(page, RisksPage)
    page.view.rating.open_scales()
    field = child(window, "risk.severity_reason")
    field.setFocus()
    qtbot.keyClicks(field, "A relative searches")
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    assert isinstance(window.page, Unlock)
    unlocked(program)
    settle()
    focus = QApplication.focusWidget()
    assert focus is child(window, "risk.severity_reason")
    qtbot.keyClicks(focus, " for her")
    assert isinstance(focus, PlainTextEdit)
    assert focus.text() == "A relative searches for her"


def test_an_idle_library_locks_itself_and_says_so(program: Program) -> None:
    now = [0.0]
    watch = program.window.idle
    watch._clock = lambda: now[0]
    watch.start(10)
    now[0] = 599
    watch.look()
    assert isinstance(program.window.page, Editor)
    now[0] = 600
    watch.look()
    assert isinstance(program.window.page, Unlock)
    assert "Locked after 10 minutes. Everything is saved." in words_on(program)


def test_a_key_keeps_the_library_open_but_not_after_the_laptop_slept(
    program: Program, qtbot: QtBot
) -> None:
    now = [0.0]
    watch = IdleWatch(program.window, clock=lambda: now[0])
    watch.start(10)
    now[0] = 500
    qtbot.keyClick(program.window.windowHandle(), Qt.Key.Key_Shift)
    now[0] = 1000
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()
    now[0] = 9000
    with qtbot.waitSignal(watch.idle):
        qtbot.keyClick(program.window.windowHandle(), Qt.Key.Key_Shift)
    watch.stop()


def test_work_in_a_dialog_and_through_an_input_method_keeps_the_library_open(
    program: Program, qtbot: QtBot
) -> None:
    now = [0.0]
    watch = IdleWatch(program.window, clock=lambda: now[0])
    watch.start(10)
    dialog = QDialog(program.window)
    field = QLineEdit(dialog)
    dialog.show()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    watch.look()  # as it does every few seconds
    with qtbot.assertNotEmitted(watch.idle):
        now[0] = 500
        qtbot.mouseMove(dialog.windowHandle(), dialog.rect().center())
        now[0] = 1000
        watch.look()
        typed = QInputMethodEvent()
        typed.setCommitString("ك")
        QApplication.sendEvent(field, typed)
        now[0] = 1500
        watch.look()
    assert field.text() == "ك"
    watch.stop()
    dialog.close()


def test_an_open_dialog_does_not_keep_the_library_from_locking(program: Program) -> None:
    dialog = KeysDialog(program.window)
    dialog.show()
    program.window._lock_when_idle()
    assert not dialog.isVisible()
    assert isinstance(program.window.page, Unlock)


def test_a_question_of_any_page_is_answered_with_no_before_the_library_locks(
    program: Program, qtbot: QtBot
) -> None:
    window = program.window
    page = window.page
    answers: list[object] = []

    def asked_within() -> None:
        answers.append(messages.ask_text(page, "Whose key is it?"))
        answers.append(window.library is not None)

    QTimer.singleShot(0, page, asked_within)
    QTimer.singleShot(50, window, window._lock_when_idle)
    answers.append(messages.ask(page, "Really?", "Yes", "No"))
    qtbot.waitUntil(lambda: isinstance(window.page, Unlock))
    assert answers == [None, True, False]
    assert not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_a_signed_report_that_is_not_saved_waits_behind_the_lock_and_not_before_it(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.window
    editor_of(program).report_asked.emit()
    report = window.page
    assert isinstance(report, ReportPage)
    qtbot.waitUntil(lambda: report._made is not None and not report.checked.is_busy, timeout=30_000)
    assert report._made is not None
    report._signed(report._made.pdf)  # as if somebody had
    signed = report._made
    monkeypatch.setattr(messages, "ask", lambda *_words, **_more: pytest.fail("it was asked"))
    window._lock_when_idle()
    assert isinstance(window.page, Unlock)
    unlocked(program)
    editor_of(program).report_asked.emit()
    again = window.page
    assert isinstance(again, ReportPage)
    assert again._made == signed
    assert again._is_signed
    assert not again._is_saved
    monkeypatch.setattr(messages, "ask", lambda *_words, **_more: True)


def test_what_cannot_be_kept_is_not_locked_away(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = program.window.open
    assert open_ is not None

    def full(_step: object) -> None:
        raise StorageTrouble("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(open_.editing, "_keep", full)
        type_answer(program, "North-east")
        assert not program.window.lock()
        assert not program.window.close()
        assert isinstance(program.window.page, Editor)
    assert program.window.lock()


def test_another_language_turns_the_window_and_keeps_place_and_undo(
    program: Program, qtbot: QtBot
) -> None:
    open_ = program.window.open
    assert open_ is not None
    type_answer(program, "North-west")
    program.preferences.change(language="ar")
    settle()
    assert program.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert editor_of(program).place == PLACE
    assert open_.editing.assessment.answers[PLACE].value == "North-west"
    open_.undo()
    assert PLACE not in open_.editing.assessment.answers
    assert open_.wording.words.language == "ar"


def test_home_shows_the_same_list_in_another_language(program: Program) -> None:
    program.window.show_home()
    home = program.window.page
    assert isinstance(home, Home)
    picker = child(home, "filter")
    assert isinstance(picker, ComboBox)
    picker.show_value("drafts")
    before = home.shown()
    program.preferences.change(language="ar")
    after = program.window.page
    assert isinstance(after, Home)
    assert after is not home
    assert after.shown() == before


def test_keys_change_the_size_of_the_text(program: Program, qtbot: QtBot, folder: Path) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_Plus, CONTROL)
    assert theme.look().scale == 1.25
    for _again in range(3):
        qtbot.keyClick(program.window, Qt.Key.Key_Plus, CONTROL)
    assert theme.look().scale == 1.5
    qtbot.keyClick(program.window, Qt.Key.Key_Minus, CONTROL)
    assert theme.look().scale == 1.25
    assert load(folder).scale == 125
    qtbot.keyClick(program.window, Qt.Key.Key_0, CONTROL)
    assert theme.look().scale == 1.0


def test_colours_follow_the_setting(program: Program) -> None:
    for name in theme.THEMES:
        program.preferences.change(theme=name)
        assert theme.look().theme.name == name


def test_the_settings_hold_at_once_and_stay(program: Program, folder: Path, qtbot: QtBot) -> None:
    dialog = SettingsDialog(program.preferences, program.window.library, program.window)
    dialog.show()
    settle()
    assert nameless(dialog) == []
    for name, value in (("language", "ar"), ("theme", "dark"), ("scale", 150), ("lock_after", 30)):
        picker = child(dialog, name)
        assert isinstance(picker, ComboBox)
        picker.show_value(value)
        picker.edited.emit(value)
        settle()
        assert cut_texts(dialog) == [], name
    dialog.close()
    found = load(folder)
    assert (found.language, found.theme, found.scale, found.lock_after) == ("ar", "dark", 150, 30)
    assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_passphrase_can_be_changed(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dpia_wizard.gui import messages, settings_dialog

    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, sentence: told.append(sentence))
    monkeypatch.setattr(settings_dialog, "ask_new_passphrase", lambda _p: "another long phrase")
    dialog = SettingsDialog(program.preferences, program.window.library, program.window)
    dialog.show()
    child(dialog, "change_passphrase").click()  # type: ignore[attr-defined]
    dialog.close()
    program.window.close()
    assert "The sheet stays good." in told[0]
    Library.open(folder, "another long phrase").close()


def test_shift_f1_lists_all_keys(program: Program, qtbot: QtBot) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.extend(label.text() for label in dialog.findChildren(PlainLabel))
        seen.extend(cut_texts(dialog))
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    qtbot.keyClick(program.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert "Ctrl+L" in seen
    assert "Shift+F1" in seen


def test_the_size_of_the_window_is_remembered(program: Program, folder: Path) -> None:
    program.window.resize(1100, 650)
    program.window.close()
    found = load(folder)
    assert (found.width, found.height, found.maximised) == (1100, 650, False)


def test_a_language_asked_for_at_the_start_holds_until_another_is_chosen(
    folder: Path, qapp: QApplication
) -> None:
    preferences = Preferences(qapp, folder, language="ar")
    assert preferences.language == "ar"
    assert preferences.settings.language == ""
    preferences.change(language="en")
    assert preferences.language == "en"


def test_what_goes_wrong_in_the_program_is_told_calmly_and_without_answers(
    program: Program,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    watching = trouble.watch(program.window)
    answer = "the name of a child"
    try:
        raise ValueError(answer) from KeyError(answer)
    except ValueError as error:
        watching.catch(type(error), error, error.__traceback__)
        watching.catch(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: program.window.findChild(trouble.TroublePage) is not None)
    settle()
    (page,) = program.window.findChildren(trouble.TroublePage)
    child(page, "copy_details").click()  # type: ignore[attr-defined]
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_main_window.py" in copied
    assert answer not in copied + capsys.readouterr().err + words_on(program)
    assert cut_texts(page) == []
    page.close()


def test_a_passphrase_never_reaches_the_settings(program: Program, folder: Path) -> None:
    program.window.close()
    assert PASSPHRASE not in (folder / "settings.json").read_text("utf-8")
