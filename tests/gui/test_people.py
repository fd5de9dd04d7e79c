"""People and keys in the window: profiles, cards, comparing, and never trusting a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard import crypto
from dpia_wizard.core.people import Contact, Person
from dpia_wizard.gui import messages
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.people.compare_dialog import CompareDialog
from dpia_wizard.gui.people.people_dialog import PeopleDialog
from dpia_wizard.gui.people.person_dialogs import (
    ChangePassphraseDialog,
    EditPersonDialog,
    KeyFileDialog,
    NewPersonDialog,
)
from dpia_wizard.gui.report import printing
from dpia_wizard.workspace.at_work import at_work, works_now
from dpia_wizard.workspace.cards import card_of
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.gui.shell import child, close_windows, show_window, unlocked
from tests.gui.shell import make_library as shell_library
from tests.workspace.signers import NAMES, PHRASE, key, with_people

NEW_PHRASE = "quiet harbour, eleven spoons"
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def shown(dressed: QApplication, library: Library, qtbot: QtBot) -> Iterator[PeopleDialog]:
    """The dialog on a library with an author and a head."""
    with_people(library, "author", "head")
    yield from _dialog(library, qtbot)


@pytest.fixture
def empty(dressed: QApplication, library: Library, qtbot: QtBot) -> Iterator[PeopleDialog]:
    yield from _dialog(library, qtbot)


def _dialog(library: Library, qtbot: QtBot) -> Iterator[PeopleDialog]:
    dialog = PeopleDialog(library)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    yield dialog
    dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def press(parent: QWidget, name: str) -> None:
    button = child(parent, name)
    assert isinstance(button, SignButton)
    assert button.isEnabled(), name
    button.click()
    settle()


def write(qtbot: QtBot, parent: QWidget, name: str, words: str) -> None:
    field = child(parent, name)
    assert isinstance(field, LineEdit)
    field.clear()
    field.setFocus()
    field.insert(words)
    field.textEdited.emit(words)
    settle()


def choose(parent: QWidget, name: str, value: object) -> None:
    box = child(parent, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle()


def words_on(page: QWidget) -> str:
    settle()
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def opened(dialog: PeopleDialog, key: str) -> None:
    """Open the row *key* with the keyboard."""
    table = next(t for t in (dialog._of_people, dialog._of_others) if key in t.row_keys())
    table.focus_row(key)
    QTest.keyClick(table._lines[key], Qt.Key.Key_Return)
    settle()


def stranger(name: str, which: str = "stranger", post: str = "Adviser") -> bytes:
    """The card of somebody of another laptop."""
    made = key(which)
    return card_of(Person("x", name, post, "Agency B", "", made.key, made.certificate, ""))


def met(library: Library, name: str = "R. Sample") -> Contact:
    found = library.contacts.meet_card(stranger(name), met_in="card.json").holder
    assert isinstance(found, Contact)
    return found


def during(kind: type[D], act: object) -> None:
    """Do *act* with the next dialog of *kind* once it is open."""

    def look() -> None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        if found:
            act(found[0])  # type: ignore[operator]
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_without_anybody_the_first_thing_is_to_add_oneself(empty: PeopleDialog) -> None:
    assert "Nobody yet. Add yourself first" in words_on(empty)
    add = child(empty, "people.add")
    assert add.hasFocus()
    assert add.property("role") == "primary"


def test_a_person_is_added_with_a_key_under_a_passphrase_of_their_own(
    empty: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    dialog = NewPersonDialog(library, parent=empty)
    dialog.show()
    write(qtbot, dialog, "person.name", "  Олена  [O'Neil] ليلى ")
    write(qtbot, dialog, "person.post", "Caseworker")
    choose(dialog, "person.role", "author")
    write(qtbot, dialog, "passphrase", "short")
    assert not dialog.go.isEnabled()
    write(qtbot, dialog, "passphrase", NEW_PHRASE)
    assert "Strong. Type it once more." in words_on(dialog)
    write(qtbot, dialog, "passphrase_again", NEW_PHRASE)
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert "Making the key…" in words_on(dialog)
    qtbot.waitUntil(lambda: dialog.made is not None, timeout=60_000)
    made = dialog.made
    assert made is not None
    assert (made.name, made.role) == ("Олена [O'Neil] ليلى", "author")
    locked = library.people.locked_key(made.id)
    assert crypto.certificate_of(locked, NEW_PHRASE) == made.certificate


def test_the_only_person_works_here_at_once(
    empty: PeopleDialog, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(_parent: QWidget, _library: Library, **_known: str) -> Person:
        return library.people.add(key("author"), name="I. Bondar", post="Caseworker")

    monkeypatch.setattr(NewPersonDialog, "ask", add)
    press(empty, "people.add")
    person = at_work(library)
    assert person is not None
    assert person.name == "I. Bondar"
    assert library.store.setting("by") == "Caseworker"
    assert " ".join(crypto.spoken(person.key)) in child(empty, "key_view").accessibleName()


def test_a_person_is_opened_by_keyboard_and_shows_the_key(
    shown: PeopleDialog, library: Library
) -> None:
    person = library.people.all()[0]
    opened(shown, person.id)
    words = words_on(shown)
    for number, word in enumerate(crypto.spoken(person.key), 1):
        assert f"{number} {word}" in words
    assert crypto.grouped(person.key) in words
    press(shown, "person.now")
    assert at_work(library) == person
    assert "works here now" in words_on(shown)


def test_who_leaves_signs_no_more_and_may_come_back(
    shown: PeopleDialog, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = library.people.all()[0]
    works_now(library, person.id)
    monkeypatch.setattr(messages, "ask", lambda *_a, **_k: True)
    opened(shown, person.id)
    press(shown, "person.leave")
    settle()
    assert library.people.person(person.id).has_left
    assert at_work(library) is None
    press(shown, "person.back")
    assert not library.people.person(person.id).has_left


def test_a_profile_that_is_removed_is_asked_about_first(
    shown: PeopleDialog, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = library.people.all()[0]
    answers = [False, True]
    asked: list[str] = []

    def ask(_parent: QWidget, question: str, *_a: str, **_k: bool) -> bool:
        asked.append(question)
        return answers.pop(0)

    monkeypatch.setattr(messages, "ask", ask)
    opened(shown, person.id)
    press(shown, "person.remove")
    assert person in library.people.all()
    press(shown, "person.remove")
    assert person not in library.people.all()
    assert person.name in asked[0].translate({0x2068: None, 0x2069: None})


def test_the_passphrase_changes_only_with_the_one_before(
    shown: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    person = library.people.all()[0]
    dialog = ChangePassphraseDialog(library, person, shown)
    dialog.show()
    write(qtbot, dialog, "passphrase.before", "not this one at all")
    for field in ("passphrase", "passphrase_again"):
        write(qtbot, dialog, field, NEW_PHRASE)
    dialog.go.click()
    assert "does not open this signing key" in words_on(dialog)
    assert dialog.isVisible()
    write(qtbot, dialog, "passphrase.before", PHRASE)
    dialog.go.click()
    assert not dialog.isVisible()
    assert crypto.certificate_of(library.people.locked_key(person.id), NEW_PHRASE)


def test_what_is_said_of_a_person_changes_and_the_key_stays(
    shown: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    person = library.people.all()[0]
    dialog = EditPersonDialog(library, person, shown)
    dialog.show()
    write(qtbot, dialog, "person.name", NAMES["head"])
    dialog.go.click()
    assert "nearly so" in words_on(dialog)
    write(qtbot, dialog, "person.name", "")
    assert not dialog.go.isEnabled()
    write(qtbot, dialog, "person.name", "Another name")
    dialog.go.click()
    after = library.people.person(person.id)
    assert (after.name, after.key) == ("Another name", person.key)


def test_another_role_asks_for_the_passphrase_of_the_key(
    shown: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    person = library.people.all()[0]
    other = next(role for role in ("head", "owner") if role != person.role)
    dialog = EditPersonDialog(library, person, shown)
    dialog.show()
    passphrase = dialog.findChild(LineEdit, "passphrase")
    assert isinstance(passphrase, LineEdit)
    assert dialog.go.isEnabled()
    assert not passphrase.isVisible()
    choose(dialog, "person.role", other)
    assert passphrase.isVisible()
    assert not dialog.go.isEnabled()
    write(qtbot, dialog, "passphrase", "wrong passphrase")
    dialog.go.click()
    assert "does not open this signing key" in words_on(dialog)
    assert library.people.person(person.id) == person
    write(qtbot, dialog, "passphrase", PHRASE)
    dialog.go.click()
    assert library.people.person(person.id).role == other


def test_another_agency_asks_for_the_passphrase_of_the_key(
    shown: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    person = library.people.all()[0]
    dialog = EditPersonDialog(library, person, shown)
    dialog.show()
    write(qtbot, dialog, "person.agency", "Partner B")
    assert "Another role or agency is for the holder of the key to take." in words_on(dialog)
    assert not dialog.go.isEnabled()
    write(qtbot, dialog, "passphrase", PHRASE)
    dialog.go.click()
    assert library.people.person(person.id).agency == "Partner B"


def test_a_key_from_before_profiles_becomes_a_person(
    empty: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    folder = library.folder / "keys"
    folder.mkdir()
    (folder / "head-0a1b.p12").write_bytes(key("old").locked)
    empty.refresh()
    assert "The key head-0a1b is from before people had profiles." in words_on(empty)

    def fill(dialog: KeyFileDialog) -> None:
        write(qtbot, dialog, "person.name", "O. Marchenko")
        write(qtbot, dialog, "passphrase", "wrong passphrase")
        dialog.go.click()
        assert "does not open this signing key" in words_on(dialog)
        write(qtbot, dialog, "passphrase", PHRASE)
        dialog.go.click()

    during(KeyFileDialog, fill)
    press(empty, "people.file.head-0a1b")
    (made,) = library.people.all()
    assert (made.name, made.role, made.key) == ("O. Marchenko", "head", key("old").key)
    assert "from before people had profiles" not in words_on(empty)


def test_a_key_is_brought_from_a_file(
    empty: PeopleDialog,
    library: Library,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "from another laptop.p12"
    path.write_bytes(key("other laptop").locked)
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args: path)

    def fill(dialog: KeyFileDialog) -> None:
        assert cut_texts(dialog) == []
        write(qtbot, dialog, "person.name", "M. Haddad")
        write(qtbot, dialog, "passphrase", PHRASE)
        dialog.go.click()

    during(KeyFileDialog, fill)
    press(empty, "people.bring")
    assert [one.key for one in library.people.all()] == [key("other laptop").key]
    assert path.exists()


def test_a_card_is_saved_without_a_role(
    shown: PeopleDialog, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a: tmp_path / "mine")
    opened(shown, library.people.all()[0].id)
    press(shown, "person.save_card")
    said = json.loads((tmp_path / "mine.json").read_bytes())
    assert said["name"] == NAMES["author"]
    assert "role" not in said


def test_a_card_is_printed(
    shown: PeopleDialog, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "card.pdf"

    def choose_printer(_parent: QWidget, pages: int, *, letter: bool) -> QPrinter:
        assert (pages, letter) == (1, False)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose_printer)
    opened(shown, library.people.all()[0].id)
    press(shown, "person.print_card")
    assert paper.read_bytes().startswith(b"%PDF")
    assert "Hand the card over yourself" in words_on(shown)


def test_a_card_from_a_file_counts_for_nothing_until_it_is_compared(
    shown: PeopleDialog, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(stranger("R. Sample"))
    during(CompareDialog, lambda dialog: dialog.back.click())
    shown.add_card(path)
    (contact,) = library.contacts.all()
    assert not contact.is_checked
    assert crypto.grouped(contact.key) not in library.contacts.known()
    words = words_on(shown)
    assert "The card says: R. Sample, Adviser, Agency B. Anybody can write that." in (
        words.translate({0x2068: None, 0x2069: None})
    )
    assert "Not compared yet. Do not rely on this name." in words


def test_comparing_notes_how_and_by_whom(
    shown: PeopleDialog, library: Library, qtbot: QtBot
) -> None:
    works_now(library, library.people.all()[0].id)
    contact = met(library)
    dialog = CompareDialog(library, contact, parent=shown)
    dialog.show()
    assert "Say how it was compared." in words_on(dialog)
    choose(dialog, "how", "voice")
    assert NAMES["author"] in child(dialog, "by").currentText()  # type: ignore[attr-defined]
    choose(dialog, "by", "")
    assert "Say who compared it." in words_on(dialog)
    assert not dialog.go.isEnabled()
    choose(dialog, "by", library.people.all()[0].id)
    choose(dialog, "person.role", "adviser")
    dialog.go.click()
    (after,) = library.contacts.all()
    assert (after.checked_how, after.role) == ("voice", "adviser")
    assert after.checked_by.startswith(NAMES["author"])
    shown.refresh()
    opened(shown, after.key)
    assert "Compared by voice on" in words_on(shown)


@pytest.mark.parametrize("role", ["participant", "head"])
def test_the_agency_of_who_signs_for_one_is_written_and_not_taken_from_the_card(
    shown: PeopleDialog, library: Library, qtbot: QtBot, role: str
) -> None:
    contact = met(library)
    dialog = CompareDialog(library, contact, parent=shown)
    dialog.show()
    assert f"The card says \u2068{contact.agency}\u2069 as the agency." in words_on(dialog)
    choose(dialog, "how", "voice")
    choose(dialog, "by", library.people.all()[0].id)
    choose(dialog, "person.role", role)
    assert not dialog.go.isEnabled()
    assert "Write the agency, as the holder says it" in words_on(dialog)
    write(qtbot, dialog, "person.agency", "Partner B")
    dialog.go.click()
    (after,) = library.contacts.all()
    assert (after.agency, after.role) == ("Partner B", role)


def test_words_that_differ_make_a_known_key_unknown(
    shown: PeopleDialog, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = library.contacts.check(met(library).key, "card", by=NAMES["author"])
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, words: told.append(words))
    dialog = CompareDialog(library, contact, parent=shown)
    dialog.show()
    press(dialog, "differ")
    assert not library.contacts.all()[0].is_checked
    assert "This is not the key of the person you spoke to." in told[0]


def test_the_same_name_with_another_key_is_marked(shown: PeopleDialog, library: Library) -> None:
    contact = met(library, NAMES["author"].replace("а", "a"))  # a Latin letter that looks alike
    shown.refresh()
    row = shown._of_others.row(contact.key)
    assert row is not None
    assert row.cells[2].ink == "stop"
    assert row.cells[2].words.startswith("This is another key than")
    dialog = CompareDialog(library, contact, parent=shown)
    dialog.show()
    assert "Ask why there is a new one before you go on." in words_on(dialog)
    dialog.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "This file is no card of a person."),
        (json.dumps({"dpia_wizard_card": 1, "role": "head"}).encode(), "says a role"),
        (b"{" + b" " * 40_000 + b"}", "This file is no card of a person."),
    ],
)
def test_what_is_no_card_is_refused(
    shown: PeopleDialog,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    words: str,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, sentence: told.append(sentence))
    path = tmp_path / "card.json"
    path.write_bytes(content)
    shown.add_card(path)
    assert words in told[0]
    assert library.contacts.all() == ()


def test_people_are_reached_from_everywhere_by_keyboard(
    dressed: QApplication, tmp_path: Path
) -> None:
    shell_library(tmp_path / "library").close()
    program = unlocked(show_window(tmp_path / "library"))
    seen: list[str] = []

    def look(dialog: PeopleDialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.accept()

    during(PeopleDialog, look)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window, Qt.Key.Key_P, keys)
    during(PeopleDialog, look)
    child(program.window.page, "people").click()  # type: ignore[attr-defined]  # on home's bar
    assert seen == ["People and keys"] * 2
    close_windows()


def test_every_part_is_named_whole_and_reached_by_tab(
    shown: PeopleDialog, library: Library
) -> None:
    contact = met(library)
    shown.refresh()
    opened(shown, library.people.all()[0].id)
    opened(shown, contact.key)
    assert cut_texts(shown) == []
    assert nameless(shown) == []
    stops = [stop.objectName() for stop in tab_stops(shown)]
    for name in ("person.edit", "people.add", "contact.compare", "people.add_card", "close"):
        assert name in stops
    assert stops.index("person.edit") < stops.index("people.add") < stops.index("contact.compare")
