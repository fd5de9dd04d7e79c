"""The windows' voice: plain words, buttons that say what they do, Esc that changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, settle

SEEN: list[str] = []


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))
    SEEN.clear()


def when_asked(act: Callable[[QDialog], None]) -> None:
    """Do *act* with the dialog that is about to open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        settle()
        SEEN.extend(label.text() for label in dialog.findChildren(PlainLabel))
        SEEN.extend(cut_texts(dialog))
        act(dialog)

    QTimer.singleShot(0, answer)


def press(words: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        (button,) = [b for b in dialog.findChildren(SignButton) if b.words() == words]
        button.click()

    return act


def test_a_question_is_answered_by_the_button_that_says_so(qtbot: QtBot) -> None:
    when_asked(press("Delete it"))
    assert messages.ask(None, "Delete <b>“Photo use”</b>?", "Delete it", "Keep it")
    assert SEEN == ["Delete <b>“Photo use”</b>?"]
    when_asked(press("Keep it"))
    assert not messages.ask(None, "Delete?", "Delete it", "Keep it")


def test_escape_means_no(qtbot: QtBot) -> None:
    when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not messages.ask(None, "Delete?", "Delete it", "Keep it", destructive=True)


def test_enter_does_not_delete(qtbot: QtBot) -> None:
    def press_enter(dialog: QDialog) -> None:
        focused = QApplication.focusWidget()
        assert isinstance(focused, SignButton)
        qtbot.keyClick(focused, Qt.Key.Key_Return)
        dialog.reject()

    when_asked(press_enter)
    assert not messages.ask(None, "Delete?", "Delete it", "Keep it", destructive=True)


def test_enter_does_what_the_filled_button_says(qtbot: QtBot) -> None:
    def press_enter(dialog: QDialog) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Return)

    when_asked(press_enter)
    assert messages.ask(None, "Lock the library?", "Lock", "Stay")


def test_a_failure_is_told_with_its_facts(qtbot: QtBot) -> None:
    when_asked(press("Close"))
    messages.tell_error(None, UserError("Cannot write {path}.", path="<i>a</i>"))
    assert SEEN == ["Cannot write \u2068<i>a</i>\u2069."]


def test_a_line_of_words_is_asked_for(qtbot: QtBot) -> None:
    def type_name(dialog: QDialog) -> None:
        (field,) = dialog.findChildren(LineEdit)
        assert field.hasFocus()
        qtbot.keyClicks(field, "Kharkiv")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    when_asked(type_name)
    assert messages.ask_text(None, "What is it called?", label="Name") == "Kharkiv"
    when_asked(lambda dialog: dialog.reject())
    assert messages.ask_text(None, "What is it called?", initial="x") is None


def test_going_back_from_a_file_dialog_gives_none(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: ("/x/a.pdf", ""))
    assert messages.choose_save_path(None, "Save", "a.pdf", "PDF (*.pdf)") is None
    assert str(messages.choose_open_path(None, "Open", "PDF (*.pdf)")) == "/x/a.pdf"
