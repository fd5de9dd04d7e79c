"""A library begins with a passphrase and a sheet in somebody's hands, and opens with either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.start.first_start import FirstStart
from dpia_wizard.gui.start.recover import Recover
from dpia_wizard.gui.start.recovery_sheet import Sheet, save_sheet
from dpia_wizard.gui.start.unlock import Unlock
from dpia_wizard.workspace import library as libraries
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.gui.shell import (
    PASSPHRASE,
    child,
    close_windows,
    keys,
    make_library,
    show_window,
    type_in,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def closed_at_the_end() -> Iterator[None]:
    yield
    close_windows()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "KH-protection"


@pytest.fixture
def first(folder: Path, qapp: QApplication) -> Program:
    """The window where there is no library yet, the language being chosen."""
    return show_window(folder)


@pytest.fixture
def locked(folder: Path, qapp: QApplication) -> Program:
    """The window on a library that is locked."""
    make_library(folder).close()
    return show_window(folder)


def words_on(program: Program) -> str:
    labels = program.window.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def press(program: Program, name: str) -> None:
    child(program.window.page, name).click()  # type: ignore[attr-defined]
    settle()


def make_sheet(program: Program, qtbot: QtBot) -> FirstStart:
    page = program.window.page
    assert isinstance(page, FirstStart)
    type_in(child(page, "passphrase"), PASSPHRASE)
    type_in(child(page, "passphrase_again"), PASSPHRASE)
    press(program, "next")
    qtbot.waitUntil(lambda: page.keys is not None)
    return page


def in_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_first_page_asks_for_the_language(folder: Path, qapp: QApplication) -> None:
    program = show_window(folder, "")
    press(program, "language_ar")
    assert isinstance(program.window.page, FirstStart)
    assert program.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    press(program, "back")
    assert child(program.window.page, "language_en").isVisible()
    program.window.close()


@pytest.mark.parametrize(
    ("first_time", "second_time", "expected"),
    [
        ("", "", "Type a passphrase."),
        ("short", "", "Use at least 12 characters"),
        ("password12345", "", "a well-known word"),
        (PASSPHRASE, "", "Type it once more"),
        (PASSPHRASE, "correct horse", "The two differ"),
        (PASSPHRASE, PASSPHRASE, "Strong. The two match."),
    ],
)
def test_one_sentence_says_how_the_passphrase_stands(
    first: Program, first_time: str, second_time: str, expected: str
) -> None:
    type_in(child(first.window.page, "passphrase"), first_time)
    type_in(child(first.window.page, "passphrase_again"), second_time)
    assert expected in words_on(first)
    assert child(first.window.page, "next").isEnabled() == (expected.startswith("Strong. The"))


def test_why_a_passphrase_is_refused_is_said_in_the_language_of_the_window(
    folder: Path, qapp: QApplication
) -> None:
    program = show_window(folder, "ar")
    type_in(child(program.window.page, "passphrase"), "short")
    assert "12 characters" not in words_on(program)
    assert "١٢" in words_on(program) or "12" in words_on(program)


def test_a_library_begins_once_the_sheet_is_in_somebodys_hands(
    first: Program, folder: Path, qtbot: QtBot
) -> None:
    page = make_sheet(first, qtbot)
    assert page.keys is not None
    assert not libraries.exists(folder)
    assert "Type group 7 to finish" in words_on(first)
    type_in(child(page, "group"), "WRN")
    assert "That is not group 7" not in words_on(first)
    type_in(child(page, "group"), "G")
    assert not child(page, "next").isEnabled()
    assert "That is not group 7. Look at the sheet again." in words_on(first)
    group = child(page, "group")
    group.clear()  # type: ignore[attr-defined]
    type_in(group, page.keys.groups.split()[6].lower())
    qtbot.keyClick(group, Qt.Key.Key_Return)
    assert isinstance(first.window.page, Home)
    groups = page.keys.groups
    first.window.close()
    Library.open(folder, PASSPHRASE).close()
    Library.recover(folder, groups, "another four word phrase").close()


def test_a_sheet_that_may_be_printed_stays_the_same_in_another_text_size(
    first: Program, qtbot: QtBot
) -> None:
    before = make_sheet(first, qtbot).keys
    first.preferences.change(scale=125)
    after = first.window.page
    assert isinstance(after, FirstStart)
    assert after.keys == before
    assert "Type group 7 to finish" in words_on(first)


def test_a_folder_that_cannot_be_written_is_told_and_the_sheet_stays(
    first: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_sheet(first, qtbot)
    assert page.keys is not None
    told: list[str] = []

    def refuse(*_args: object, **_named: object) -> None:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(Library, "create_with", refuse)
    monkeypatch.setattr(messages, "tell_error", lambda _parent, error: told.append(str(error)))
    type_in(child(page, "group"), page.keys.groups.split()[6])
    press(first, "next")
    assert told == ["The disk is full."]
    assert first.window.page is page
    assert child(page, "next").isEnabled()


def test_the_sheet_is_saved_as_a_pdf_and_as_a_picture(first: Program, tmp_path: Path) -> None:
    sheet = Sheet("KH-protection", "2026-11-21", 1, tuple(keys().groups.split()))
    save_sheet(tmp_path / "sheet.pdf", sheet)
    (page,) = PdfReader(tmp_path / "sheet.pdf").pages
    text = page.extract_text()
    assert all(group in text for group in sheet.groups)
    save_sheet(tmp_path / "sheet.png", sheet)
    assert not QImage(str(tmp_path / "sheet.png")).isNull()
    with pytest.raises(StorageTrouble):
        save_sheet(tmp_path / "no folder" / "sheet.png", sheet)


def test_a_wrong_passphrase_changes_nothing_and_the_right_one_opens(
    locked: Program, folder: Path, qtbot: QtBot
) -> None:
    before = in_folder(folder)
    page = locked.window.page
    assert isinstance(page, Unlock)
    field = child(page, "passphrase")
    type_in(field, "not this one at all")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not child(page, "open_library").isEnabled()  # the window lives while the key is made
    sentence = "That passphrase does not open this library. Nothing was changed."
    qtbot.waitUntil(lambda: sentence in words_on(locked))
    assert in_folder(folder) == before
    field.clear()  # type: ignore[attr-defined]
    type_in(field, PASSPHRASE)
    press(locked, "open_library")
    qtbot.waitUntil(lambda: isinstance(locked.window.page, Home))


def test_a_library_that_is_open_elsewhere_is_told_on_the_page(
    locked: Program, folder: Path, qtbot: QtBot
) -> None:
    other = Library.open_with(folder, keys().key)
    type_in(child(locked.window.page, "passphrase"), PASSPHRASE)
    press(locked, "open_library")
    qtbot.waitUntil(lambda: child(locked.window.page, "open_library").isEnabled(), timeout=20_000)
    assert isinstance(locked.window.page, Unlock)
    assert "open" in words_on(locked)
    other.close()


def test_the_sheet_opens_the_library_and_sets_a_new_passphrase(
    locked: Program, folder: Path, qtbot: QtBot
) -> None:
    press(locked, "use_sheet")
    page = locked.window.page
    assert isinstance(page, Recover)
    wrong = keys().groups.split()
    wrong[3] = "2222" if wrong[3] != "2222" else "3333"
    groups = child(page, "groups")
    type_in(groups, " ".join(wrong))
    type_in(child(page, "passphrase"), "another four word phrase")
    type_in(child(page, "passphrase_again"), "another four word phrase")
    press(locked, "next")
    qtbot.waitUntil(lambda: "Group \u20684\u2069 is not as on the sheet." in words_on(locked))
    groups.clear()  # type: ignore[attr-defined]
    type_in(groups, keys().groups.lower())
    press(locked, "next")
    qtbot.waitUntil(lambda: isinstance(locked.window.page, Home))
    locked.window.close()
    Library.open(folder, "another four word phrase").close()


@pytest.mark.parametrize("language", ["en", "ar", "qps"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 697, 100), (1024, 529, 150)])
def test_nothing_at_the_start_is_cut_and_everything_has_a_name(
    folder: Path,
    qapp: QApplication,
    qtbot: QtBot,
    language: str,
    width: int,
    height: int,
    scale: int,
) -> None:
    program = show_window(folder, language, scale=scale)
    program.window.resize(width, height)
    settle()
    for look in ("passphrase", "sheet", "unlock", "recover"):
        if look == "sheet":
            make_sheet(program, qtbot)
        elif look == "unlock":
            make_library(folder).close()
            program.window.show_start("Locked after 10 minutes. Everything is saved.")
        elif look == "recover":
            press(program, "use_sheet")
        settle()
        assert cut_texts(program.window) == [], look
        assert nameless(program.window) == [], look
        assert tab_stops(program.window), look
    program.window.close()
