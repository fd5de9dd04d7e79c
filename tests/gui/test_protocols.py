"""The register of protocols in the window: write one, paste numbers, choose it, look again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol, looked_at, new_edition
from dpia_wizard.data import RESOURCES
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.row_table import RowTable
from dpia_wizard.gui.protocols.choose import ChooseDialog
from dpia_wizard.gui.protocols.editor import ProtocolEditor
from dpia_wizard.gui.protocols.look_again import LookAgainDialog
from dpia_wizard.gui.protocols.protocols_dialog import ProtocolsDialog
from dpia_wizard.gui.start.unlock import Unlock
from dpia_wizard.packs.archive import archive_of
from dpia_wizard.packs.load import load_pack_folder
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.protocols import ProtocolDraft
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import child, close_windows, make_library, show_window, type_in, unlocked

FIRST = RegisteredProtocol(
    "two-rivers",
    "1",
    "DPISP, Two Rivers",
    "Working Group",
    signed="2026-03-01",
    parties=("Agency one", "وكالة الطفل"),
    numbers={"C14": "5.2", "C39": "12"},
    clauses=(OwnClause("TR1", "7.4", "On boats", "Dry bags.", ("record.protocol_title",)),),
)
SECOND = replace(new_edition(FIRST, "2"), numbers={"C14": "6.2", "C39": "12"}, clauses=())


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


def begun(library: Library, *protocols: RegisteredProtocol) -> str:
    """An assessment that rests on the first of *protocols*; the others are in the register."""
    id = library.new("Case management", by="Author")
    editing = library.open_assessment(id)
    editing.answer("record.protocol_status", value="signed")
    for protocol in protocols:
        ref = library.protocols.keep(protocol, by="Coordinator")
        found = library.protocols.get(ref)
        if protocol is protocols[0] and found is not None:
            library.protocols.use(editing, found)
    return id


def register(program: Program) -> ProtocolsDialog:
    dialog = ProtocolsDialog(library_of(program), program.window)
    dialog.show()
    settle()
    return dialog


def editor_of(
    program: Program, protocol: RegisteredProtocol, *, is_new: bool = False
) -> ProtocolEditor:
    protocols = library_of(program).protocols
    dialog = ProtocolEditor(
        protocols, protocol, parent=program.window, by="Coordinator", is_new=is_new
    )
    dialog.show()
    settle()
    return dialog


def press(widget: QWidget, name: str) -> None:
    button = child(widget, name)
    assert isinstance(button, QPushButton)
    button.click()
    settle()


def type_into(dialog: QWidget, name: str, text: str) -> None:
    field = child(dialog, name)
    field.setFocus()
    type_in(field, text)


def test_a_protocol_is_written_by_keyboard_and_kept(program: Program) -> None:
    dialog = editor_of(program, RegisteredProtocol(""), is_new=True)
    for name, text in (
        ("title", "DPISP, Two Rivers"),
        ("publisher", "Working Group"),
        ("edition", "1"),
        ("languages", "en, ar"),
        ("numbers.C14", "5.2"),
    ):
        type_into(dialog, name, text)
    assert dialog.protocol.id == "dpisp-two-rivers"
    QTest.keyClick(child(dialog, "numbers.C14"), Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "numbers.C15"
    press(dialog, "add_clause")
    for name, text in (("id", "TR1"), ("title", "On boats"), ("rests", "0.10b, r01, M01")):
        type_into(dialog, f"clauses.0.{name}", text)
    press(dialog, "keep")
    (found, _shipped) = library_of(program).protocols.all()
    assert found.protocol.numbers == {"C14": "5.2"}
    assert found.protocol.languages == ("en", "ar")
    (own,) = found.protocol.clauses
    assert (own.questions, own.risks, own.controls) == (
        ("record.protocol_title",),
        ("R01",),
        ("M01",),
    )
    assert found.by == "Coordinator"


def test_what_is_missing_is_said_where_it_is_missing(program: Program) -> None:
    dialog = editor_of(program, replace(FIRST, id="Two Rivers", title=""))
    press(dialog, "keep")
    said = [label.text() for label in dialog._said.values() if label.isVisible()]
    assert said[0] == "Write the title."
    assert "small letters" in said[1]
    assert QApplication.focusWidget() is child(dialog, "title")
    assert len(library_of(program).protocols.all()) == 1
    dialog._first = dialog.protocol
    dialog.reject()


def test_typing_is_one_step_of_undo_and_a_paste_another(program: Program) -> None:
    dialog = editor_of(program, FIRST)
    type_into(dialog, "title", "X")
    title = dialog.protocol.title
    assert title != FIRST.title
    QGuiApplication.clipboard().setText("C01\t1\nC02\t2.1\nnothing\t3\n")
    field = child(dialog, "numbers.C05")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dict(dialog.protocol.numbers) == {**FIRST.numbers, "C01": "1", "C02": "2.1"}
    dialog.undo()
    assert dialog.protocol == replace(FIRST, title=title)
    dialog.undo()
    assert dialog.protocol == FIRST
    dialog.redo()
    dialog.redo()
    assert dialog.protocol.numbers["C02"] == "2.1"
    QGuiApplication.clipboard().setText("nothing of use")
    press(dialog, "paste")
    assert "No numbers were found" in dialog._pasted.text()
    dialog._first = dialog.protocol
    dialog.reject()


def test_nothing_entered_is_lost_without_asking(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = editor_of(program, FIRST)
    type_into(dialog, "edition", "x")
    asked: list[str] = []
    answer = [False, True]
    monkeypatch.setattr(
        messages, "ask", lambda _p, words, *_a, **_k: asked.append(words) or answer.pop(0)
    )
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    assert len(asked) == 2


def test_what_is_typed_does_not_keep_the_library_from_locking_and_waits_behind_the_lock(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda _p, words, *_a, **_k: asked.append(words))
    window = program.window
    dialog = ProtocolEditor(
        library_of(program).protocols, RegisteredProtocol(""), is_new=True, parent=window
    )
    left: list[bool] = []

    def lock() -> None:
        window._lock_when_idle()
        left.append(not dialog.isVisible())
        if dialog.isVisible():  # so that the test ends all the same
            QDialog.done(dialog, QDialog.DialogCode.Rejected)

    QTimer.singleShot(0, dialog, lambda: type_into(dialog, "title", "Half"))
    QTimer.singleShot(50, window, lock)
    dialog.exec()
    settle()
    assert asked == []
    assert left == [True]
    assert window.library is None
    assert isinstance(window.page, Unlock)
    unlocked(program)
    again = register(program)

    def go_on() -> None:
        editor = QApplication.activeModalWidget()
        assert isinstance(editor, ProtocolEditor)
        assert editor.protocol.title == "Half"
        editor.undo()
        assert editor.protocol == RegisteredProtocol("")
        editor.redo()
        for name, text in (("publisher", "Working Group"), ("edition", "1")):
            type_into(editor, name, text)
        press(editor, "keep")

    QTimer.singleShot(0, again, go_on)
    press(again, "protocols.draft.0.go_on")
    protocols = library_of(program).protocols
    assert protocols.all()[0].protocol.title == "Half"
    assert protocols.drafts() == ()
    assert again._drafts.count() == 0
    again.accept()


def test_what_was_begun_can_be_given_up(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    protocols = library_of(program).protocols
    protocols.put_draft(ProtocolDraft(replace(FIRST, title="Half"), FIRST))
    answers = [False, True]
    monkeypatch.setattr(messages, "ask", lambda *_a, **_k: answers.pop(0))
    dialog = register(program)
    press(dialog, "protocols.draft.0.give_up")
    assert len(protocols.drafts()) == 1
    press(dialog, "protocols.draft.0.give_up")
    assert protocols.drafts() == ()
    dialog.accept()


def test_what_is_left_with_a_word_leaves_no_draft(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask", lambda *_a, **_k: True)
    dialog = editor_of(program, FIRST)
    type_into(dialog, "title", "X")
    dialog.reject()
    assert not dialog.isVisible()
    assert library_of(program).protocols.drafts() == ()


def test_what_a_pasted_list_holds_besides_is_told_in_a_sentence(program: Program) -> None:
    dialog = editor_of(program, FIRST)
    lines = ("C01\t1", "C99\t2", "foo\t3", "C22\t", "C23\t" + "4" * 500, "C17 Referral\t7")
    QGuiApplication.clipboard().setText("\n".join(lines))
    press(dialog, "paste")
    numbers = dict(dialog.protocol.numbers)
    assert numbers == {**FIRST.numbers, "C01": "1", "C17": "7"}
    said = re.sub("[\u2066-\u2069]", "", dialog._pasted.text())
    assert said == (
        "2 numbers were pasted. Not taken: C99, foo (no clause of ours), C22 (no number beside"
        " it), C23 (longer than 24 characters)."
    )
    dialog._first = dialog.protocol
    dialog.reject()


def test_an_own_clause_that_names_what_is_not_there_is_led_to_and_marked(
    program: Program,
) -> None:
    dialog = editor_of(program, FIRST)
    type_into(dialog, "clauses.0.rests", ", 99.9, R99")
    press(dialog, "keep")
    field = child(dialog, "clauses.0.rests")
    assert QApplication.focusWidget() is field
    assert field.property("trouble")
    assert not field.visibleRegion().isEmpty()
    wrong = dialog._cards[0]._wrong
    assert not wrong.visibleRegion().isEmpty()
    assert "99.9" in wrong.text()
    assert dialog._missing.text() == "1 place is to be mended."
    dialog._first = dialog.protocol
    dialog.reject()


def test_a_protocol_is_mapped_to_what_a_country_group_added_too(program: Program) -> None:
    overlay = load_pack_folder(RESOURCES / "examples" / "two-rivers")
    library_of(program).shelf.install(archive_of(overlay))
    dialog = editor_of(program, replace(FIRST, clauses=()), is_new=True)
    type_into(dialog, "numbers.TR_C1", "7.4")
    press(dialog, "add_clause")
    for name, text in (("id", "TRX"), ("title", "Ferries"), ("rests", "6.91, tr1")):
        type_into(dialog, f"clauses.0.{name}", text)
    press(dialog, "keep")
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.protocol.numbers["TR_C1"] == "7.4"
    (own,) = dialog.protocol.clauses
    assert (own.questions, own.risks) == (("flows.tr_boats",), ("TR1",))
    again = editor_of(program, dialog.protocol)
    shown = child(again, "clauses.0.rests")
    assert isinstance(shown, LineEdit)
    assert shown.text() == "6.91, TR1"
    again.close()


def test_the_signed_text_is_attached_with_its_fingerprint(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Signed text.pdf"
    file.write_bytes(b"%PDF-1.7 signed")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: file)
    dialog = editor_of(program, FIRST)
    press(dialog, "attach")
    assert dialog.protocol.file == "Signed text.pdf"
    assert dialog.protocol.sha256[:8] in dialog._sha.text()
    press(dialog, "keep")
    found = library_of(program).protocols.all()[0]
    assert library_of(program).protocols.file(found.protocol) == b"%PDF-1.7 signed"


def test_the_same_edition_is_not_written_twice(program: Program) -> None:
    library_of(program).protocols.keep(FIRST)
    dialog = editor_of(program, replace(FIRST, title="Another"), is_new=True)
    press(dialog, "keep")
    assert "is in the register already" in dialog._said["edition"].text()
    dialog._first = dialog.protocol
    dialog.reject()


def test_a_shipped_protocol_is_made_ones_own(program: Program) -> None:
    dialog = register(program)
    table = child(dialog, "protocols.list")
    assert isinstance(table, RowTable)
    dialog._turn(table.row_keys()[0])
    settle()

    def keep() -> None:
        made = QApplication.activeModalWidget()
        assert isinstance(made, ProtocolEditor)
        made._keep()

    QTimer.singleShot(0, dialog, keep)
    press(dialog, "protocols.edit")
    assert [found.source for found in library_of(program).protocols.all()] == ["own", "shipped"]
    dialog.accept()


def test_the_register_goes_to_a_file_and_comes_from_one(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(program)
    library.protocols.keep(FIRST)
    dialog = register(program)
    file = tmp_path / "two-rivers.yaml"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: file)
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: file)
    monkeypatch.setattr(messages, "ask", lambda *_a, **_k: True)
    dialog._turn(next(iter(dialog._here)))
    press(dialog, "protocols.export")
    press(dialog, "protocols.remove")
    assert len(library.protocols.all()) == 1
    press(dialog, "protocols.bring")
    assert library.protocols.all()[0].protocol == FIRST
    file.write_text("id: 1\n", encoding="utf-8")
    press(dialog, "protocols.bring")
    assert "Nothing was brought in" in dialog._said.findChild(QWidget).accessibleName() or any(
        "Nothing was brought in" in part.accessibleName()
        for part in dialog._said.findChildren(QWidget)
    )
    dialog.accept()


def test_an_assessment_chooses_its_protocol_and_shows_its_numbers(program: Program) -> None:
    library = library_of(program)
    library.protocols.keep(FIRST)
    id = begun(library)
    window = program.window
    window.open_assessment(id, "record.protocol_title")
    settle()

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChooseDialog)
        settle()
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(0, window, choose)
    press(window, "record.protocol_title.choose")
    settle()
    assert window.open is not None
    assert window.open.editing.assessment.text("record.protocol_title") == FIRST.title
    assert "C39 · 12" in [chip.words() for chip in window.findChildren(Chip)]
    assert "TR1 · 7.4" in [chip.words() for chip in window.findChildren(Chip)]
    press(window, "record.protocol_title.let_go")
    assert "C39 · 12" not in [
        chip.words() for chip in window.page.findChildren(Chip) if chip.isVisible()
    ]
    window.open.undo()
    assert window.open.editing.pack.chosen == FIRST


def test_what_to_look_at_again_is_ticked_and_leads_to_its_place(
    program: Program, qtbot: QtBot
) -> None:
    ticked: list[str] = []
    library = library_of(program)
    id = begun(library, FIRST, SECOND)
    window = program.window
    window.open_assessment(id, "record.protocol_title")
    settle()
    assert "1 place to look at again" in child(window, "record.protocol_title.look_again").text()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, LookAgainDialog):  # the pages are built anew just now
            QTimer.singleShot(20, window, look)
            return
        if dialog.findChild(QPushButton, "use.0") is not None:
            QTimer.singleShot(20, window, look)
            press(dialog, "use.0")
            return
        tick = child(dialog, "tick.TR1.record.protocol_title")
        assert isinstance(tick, TickBox)
        tick.click()
        settle()
        assert "Looked at again on" in tick.words()
        press(dialog, "go.TR1.record.protocol_title")
        ticked.append("TR1")

    QTimer.singleShot(0, window, look)
    press(window, "record.protocol_title.look_again")
    qtbot.waitUntil(lambda: bool(ticked))
    settle()
    assert window.open is not None
    editing = window.open.editing
    (moved,) = library.protocols.moves(editing.pack, editing.assessment)
    done = looked_at(editing.assessment, moved.old.ref, moved.new.ref)
    assert set(done) == {"record.protocol_title"}
    assert isinstance(window.page, Editor)
    assert editing.assessment.protocol.edition == "2"


def test_the_register_leads_to_the_assessments_that_rest_on_it(program: Program) -> None:
    library = library_of(program)
    id = begun(library, FIRST, SECOND)
    dialog = register(program)
    first = next(key for key, found in dialog._here.items() if found.ref.edition == "1")
    dialog._turn(first)
    settle()
    assert "1 place to look at again" in child(dialog, f"look.{id}").text()
    press(dialog, f"open.{id}")
    assert dialog.place == (id, "record.protocol_title")


def test_home_has_a_way_to_the_register(program: Program) -> None:
    seen: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(isinstance(dialog, ProtocolsDialog))
        assert isinstance(dialog, ProtocolsDialog)
        dialog.accept()

    QTimer.singleShot(0, program.window, look)
    press(program.window, "protocols")
    assert seen == [True]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 697), (1024, 540)])
def test_nothing_is_cut_and_everything_has_a_name(
    folder: Path, language: str, size: tuple[int, int]
) -> None:
    program = unlocked(show_window(folder, language))
    program.window.resize(*size)
    library = library_of(program)
    id = begun(library, FIRST, SECOND)
    settle()
    dialog = register(program)
    dialog._turn(list(dialog._here)[1])
    editor = editor_of(program, replace(SECOND, clauses=FIRST.clauses, title=""))
    press(editor, "keep")
    program.window.open_assessment(id, "record.protocol_title")
    assert program.window.open is not None
    look = LookAgainDialog(program.window.open, library.protocols, parent=program.window)
    look.show()
    choose = ChooseDialog(library.protocols, library.protocols.all()[0].ref, program.window)
    choose.show()
    settle()
    for shown in (dialog, editor, look, choose):
        assert cut_texts(shown) == []
        assert nameless(shown) == []
    editor._first = editor.protocol
    for shown in (choose, look, editor, dialog):
        shown.reject()
