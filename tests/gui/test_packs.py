"""Forms from a file in the window, and the move of an assessment to a newer edition."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dpia_wizard.core.model import Answer, PackRef, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.home.new_assessment import NewAssessmentDialog
from dpia_wizard.gui.packs.shelf_dialog import ShelfDialog
from dpia_wizard.gui.packs.upgrade_dialog import UpgradeDialog
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.parts.row_table import RowTable
from dpia_wizard.gui.settings_dialog import SettingsDialog
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import (
    activate,
    child,
    close_windows,
    make_library,
    show_window,
    type_in,
    unlocked,
)
from tests.small_packs import ANOTHER, RECORD, small_archive


@pytest.fixture
def folder(dressed: QApplication, tmp_path: Path) -> Iterator[Path]:
    make_library(tmp_path / "library").close()
    yield tmp_path / "library"
    close_windows()


@pytest.fixture
def program(folder: Path) -> Program:
    return unlocked(show_window(folder))


def library_of(program: Program) -> Library:
    assert program.window.library is not None
    return program.window.library


def shelf_of(program: Program) -> ShelfDialog:
    dialog = ShelfDialog(library_of(program), program.window)
    dialog.show()
    settle()
    return dialog


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args, **_more: path)


def words_in(widget: QWidget) -> str:
    return "\n".join(
        part.accessibleName() for part in widget.findChildren(QWidget) if part.isVisible()
    )


def press(widget: QWidget, name: str) -> None:
    button = child(widget, name)
    assert isinstance(button, QPushButton)
    button.click()


def an_older_one(program: Program, tmp_path: Path) -> str:
    """An assessment made with edition 1 of a form that is here in edition 2 too."""
    library = library_of(program)
    library.shelf.install(small_archive(tmp_path, "1"))
    id = library.new("Helpline", form="every-kind")
    library.open_assessment(id).answer("record.triggers", value=("photos", "biometrics"))
    library.shelf.install(small_archive(tmp_path, "2", *ANOTHER))
    return id


def test_settings_lead_to_the_forms(program: Program) -> None:
    settings = SettingsDialog(program.preferences, program.window.library, program.window)
    settings.show()
    seen: list[str] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, ShelfDialog)
        seen.append(words_in(shown))
        shown.accept()

    QTimer.singleShot(0, look)
    press(settings, "forms")
    settings.close()
    assert "Child protection case management" in seen[0]
    assert "Came with the program" in seen[0]


def test_a_form_is_installed_looked_at_and_removed(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog = shelf_of(program)
    choose(monkeypatch, small_archive(tmp_path, "1"))
    press(dialog, "shelf.install")
    settle()
    assert "edition 1, is installed." in words_in(child(dialog, "shelf.said"))
    assert "Not signed: check the fingerprint" in words_in(child(dialog, "shelf.said"))
    table = child(dialog, "shelf.forms")
    assert isinstance(table, RowTable)
    line = QApplication.focusWidget()
    assert line is not None
    assert table.isAncestorOf(line)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert "Fingerprint: " in words_in(child(dialog, "shelf.details"))
    assert not nameless(dialog)
    assert not cut_texts(dialog)
    monkeypatch.setattr(messages, "ask", lambda *_args, **_more: False)
    press(dialog, "shelf.remove")
    assert len(table.row_keys()) == 2
    monkeypatch.setattr(messages, "ask", lambda *_args, **_more: True)
    press(dialog, "shelf.remove")
    settle()
    assert len(table.row_keys()) == 1
    assert "was removed" in words_in(child(dialog, "shelf.said"))
    dialog.close()


def test_the_faults_of_a_file_are_listed_and_nothing_is_installed(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, broken = small_archive(tmp_path, "1"), tmp_path / "broken.zip"
    with zipfile.ZipFile(good) as whole, zipfile.ZipFile(broken, "w") as file:
        for name in whole.namelist():
            data = whole.read(name)
            file.writestr(name, data.replace(b"kind:", b"kinds:") if name == RECORD else data)
    dialog = shelf_of(program)
    for path in (broken, tmp_path / "nothing.zip", None):
        choose(monkeypatch, path)
        press(dialog, "shelf.install")
        settle()
        said = words_in(child(dialog, "shelf.said"))
        assert "faults are in it" in said or "is not there" in said
    assert library_of(program).store.kept_packs() == ()
    assert not cut_texts(dialog)
    dialog.close()


def test_in_another_language_it_is_said_that_faults_stand_in_english(
    dressed: QApplication,
) -> None:
    faults = ("pack.yaml: is missing", "record.yaml: no such key")
    assert "\n".join(messages.faults_told(faults)).count("English") == 0
    theme.apply(dressed, theme.theme_named("light"), words_for("ar"))
    lead, *told = messages.faults_told(faults)
    assert not any(letter.isascii() and letter.isalpha() for letter in lead)
    assert [fault.strip("\u2068\u2069") for fault in told] == list(faults)
    assert messages.faults_told(()) == []


def test_a_form_in_use_cannot_be_removed(program: Program, tmp_path: Path) -> None:
    an_older_one(program, tmp_path)
    dialog = shelf_of(program)
    table = child(dialog, "shelf.forms")
    assert isinstance(table, RowTable)
    for shelved in library_of(program).shelf.forms():
        table.opened.emit(shelved.ref.fingerprint)
        settle()
        details = child(dialog, "shelf.details")
        buttons = details.findChildren(QPushButton, "shelf.remove")
        assert [b.isEnabled() for b in buttons] == (
            [] if shelved.source == "shipped" else [shelved.can_go]
        )
        if shelved.used and buttons:
            assert "It stays while 1 assessment" in words_in(details)
    dialog.close()


def test_a_new_assessment_asks_for_the_form_where_several_are_here(
    program: Program, tmp_path: Path
) -> None:
    alone = NewAssessmentDialog(program.window)
    assert alone.form is None
    library_of(program).shelf.install(small_archive(tmp_path, "1"))
    forms = program.window.page._forms()  # type: ignore[union-attr]
    dialog = NewAssessmentDialog(program.window, forms=forms)
    dialog.show()
    type_in(child(dialog, "title"), "Helpline")
    picker = child(dialog, "form")
    assert isinstance(picker, ComboBox)
    assert dialog.value().form.startswith("child-protection-case-management@")
    picker.show_value("every-kind@1")
    assert dialog.value().form == "every-kind@1"
    assert not cut_texts(dialog)
    dialog.close()
    alone.deleteLater()


def test_a_newer_edition_is_offered_and_the_assessment_moved(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    id = an_older_one(program, tmp_path)
    program.window.open_assessment(id)
    settle()
    editor = program.window.page
    assert isinstance(editor, Editor)
    banner = child(editor, "newer_edition")
    assert banner.accessibleName() == "A newer edition of this form is here: 2."
    seen: list[str] = []

    def move() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, UpgradeDialog)
        seen.append(words_in(dialog))
        assert not cut_texts(dialog)
        assert not nameless(dialog)
        press(dialog, "upgrade.move")

    QTimer.singleShot(0, move)
    banner.findChild(QPushButton).click()
    settle()
    assert "This part of your answer does not fit any more" in seen[0]
    assert seen[0].index("What becomes of your answers") < seen[0].index("What is asked")
    editor = program.window.page
    assert isinstance(editor, Editor)
    assert program.window.open is not None
    editing = program.window.open.editing
    assert editing.assessment.form.edition == "2"
    assert editing.assessment.value("record.triggers") == ("biometrics",)
    assert "safeguards.basis" in program.window.open.wording.pack.form.by_id
    assert not editor.findChild(QWidget, "newer_edition").isVisible()  # type: ignore[union-attr]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the dialog
    activate(program)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert editor.isAncestorOf(focus)
    qtbot.keySequence(focus, QKeySequence("Ctrl+Z"))
    settle()
    assert editing.assessment.form.edition == "1"
    assert editing.assessment.value("record.triggers") == ("photos", "biometrics")
    child(program.window.page, "newer_edition")


def test_who_keeps_the_edition_is_not_asked_again(program: Program, tmp_path: Path) -> None:
    id = an_older_one(program, tmp_path)
    program.window.open_assessment(id)
    settle()

    def keep() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, UpgradeDialog)
        press(dialog, "upgrade.keep")

    QTimer.singleShot(0, keep)
    child(program.window.page, "newer_edition").findChild(QPushButton).click()
    settle()
    for _again in range(2):
        page = program.window.page
        assert page is not None
        assert not page.findChild(QWidget, "newer_edition").isVisible()  # type: ignore[union-attr]
        program.window.open_assessment(id)
        settle()
    assert library_of(program).store.load(id).form.edition == "1"


def test_rows_of_the_preview_open_to_the_words_before_and_after(
    program: Program, tmp_path: Path
) -> None:
    id = an_older_one(program, tmp_path)
    program.window.open_assessment(id)
    library, open_ = library_of(program), program.window.open
    assert open_ is not None
    newer = library.shelf.newer(open_.editing.assessment.form)
    assert newer is not None
    after = library.move(open_.editing.assessment, newer)
    dialog = UpgradeDialog(open_, after, program.window)
    dialog.show()
    table = child(dialog, "upgrade.words")
    assert isinstance(table, RowTable)
    for key in table.row_keys():
        table.opened.emit(key)
        settle()
        form = table.form()
        row = table.row(key)
        assert form is not None
        assert row is not None
        if "How many children" in row.cells[0].words:
            assert "How many children are in it?" in words_in(form)
            assert "How many children are told of?" in words_in(form)
    dialog.close()


def test_words_of_an_installed_form_are_shown_in_the_language_of_the_window(
    folder: Path, tmp_path: Path
) -> None:
    program = unlocked(show_window(folder, language="ar"))
    library = library_of(program)
    archive = small_archive(tmp_path, "1")
    words = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "question.record.title.label"\nmsgid "What do you call this assessment?"\n'
        'msgstr "ما اسم هذا التقييم؟"\n'
    )
    with zipfile.ZipFile(archive, "a") as whole:
        whole.writestr("lang/ar.po", words)
    library.shelf.install(archive)
    program.window.open_assessment(library.new("خط المساعدة", form="every-kind"))
    open_ = program.window.open
    assert open_ is not None
    asked = open_.editing.pack.form.by_id["record.title"]
    assert open_.wording.question(asked) == "ما اسم هذا التقييم؟"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_on_a_small_screen(folder: Path, tmp_path: Path, language: str) -> None:
    program = unlocked(show_window(folder, language=language))
    program.window.resize(1024, 600)
    id = an_older_one(program, tmp_path)
    shelf = shelf_of(program)
    assert shelf.width() <= 1024
    assert shelf.height() <= 600
    assert not cut_texts(shelf)
    shelf.close()
    program.window.open_assessment(id)
    settle()
    editor = program.window.page
    assert editor is not None
    assert not cut_texts(child(editor, "newer_edition"))
    open_ = program.window.open
    assert open_ is not None
    library = library_of(program)
    newer = library.shelf.newer(open_.editing.assessment.form)
    assert newer is not None
    after = library.move(open_.editing.assessment, newer)
    dialog = UpgradeDialog(open_, after, program.window)
    dialog.show()
    settle()
    assert dialog.height() <= 600
    assert not cut_texts(dialog)
    dialog.close()


def test_what_another_edition_took_is_shown_where_it_belongs(
    program: Program, tmp_path: Path
) -> None:
    library = library_of(program)
    library.shelf.install(small_archive(tmp_path, "1"))
    id = library.new("Helpline", form="every-kind")
    editing = library.open_assessment(id)
    editing.answer("record.triggers", value=("photos", "biometrics"))
    editing.answer("record.children", value=40)
    gone = (
        RECORD,
        '  - id: record.children\n    number: "0.7"',
        '  - id: record.others\n    number: "0.7"',
    )
    more = ("pack.yaml", "question: record.children", "question: record.others")
    library.shelf.install(small_archive(tmp_path, "2", *ANOTHER[1:], gone, more))
    newer = library.shelf.newer(editing.assessment.form)
    assert newer is not None
    editing.use_form(editing.preview_form(library.move(editing.assessment, newer)))
    program.window.open_assessment(id, "record.triggers")
    page = program.window.page
    assert page is not None

    def shown() -> str:
        settle()
        return words_in(page)  # type: ignore[arg-type]

    for _again in range(40):
        if "No longer asked" in shown():
            break
        QTest.qWait(25)
    said = shown().replace("\u2068", "").replace("\u2069", "")
    assert "Set aside since the form changed: Photographs of children are taken" in said
    assert "How many children are in it? The earlier answer is kept: 40" in said


def test_an_assessment_whose_edition_is_lost_is_moved_when_somebody_wants_it(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(program)
    library.shelf.install(small_archive(tmp_path, "2", *ANOTHER))
    mine = library.store.load(library.new("Helpline", form="every-kind"))
    lost = PackRef("every-kind", "1", "1" * 64)
    answers = {"record.triggers": Answer("record.triggers", ("photos",))}
    older = replace(mine, id="older", pins=pinned(lost, mine.matrix), answers=answers)
    library.store.add(older, Summary("Older", "R"), at="2026-01-01T08:00:00", by="Officer")
    asked: list[str] = []

    def ask(_parent: object, question: str, *_buttons: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(messages, "ask", ask)
    program.window.open_assessment("older")
    assert program.window.open is None
    program.window.open_assessment("older")
    assert program.window.open is not None
    assert program.window.open.editing.assessment.form.edition == "2"
    assert "edition 1 of its form, which is not here" in asked[0]
    assert "set aside: " in asked[0]
    assert "0.8 Which of these are true" in asked[0]


def test_an_editor_whose_form_was_changed_follows_the_assessment_no_more(
    program: Program, tmp_path: Path
) -> None:
    """While a dialog is open Qt does not delete it yet, and its sections are others now."""
    library = library_of(program)
    id = an_older_one(program, tmp_path)
    program.window.open_assessment(id)
    before, open_ = program.window.page, program.window.open
    assert isinstance(before, Editor)
    assert open_ is not None
    editing = open_.editing
    newer = library.shelf.newer(editing.assessment.form)
    assert newer is not None
    dialog = QDialog(program.window)

    def act() -> None:
        open_.keep(
            lambda: editing.use_form(editing.preview_form(library.move(editing.assessment, newer)))
        )
        assert isValid(before), "else this test proves nothing"
        open_.keep(lambda: editing.answer("record.triggers", value=("photos",)))
        dialog.accept()

    QTimer.singleShot(0, act)
    dialog.exec()
    assert program.window.page is not before
    assert editing.assessment.answers["record.triggers"].value == ("photos",)
