"""The history in the window: read by day and person, followed, checked, and versions compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Answer, Decision, SignOff
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.history.change_lines import Line as Told
from dpia_wizard.gui.history.check_dialog import CheckDialog
from dpia_wizard.gui.history.history_page import HistoryPage
from dpia_wizard.gui.history.lines import Acts, Group
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.workspace.library import Library
from tests.gui.history_samples import OFFICER, SUPERVISOR, Writer, many, worked_on
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import child, close_windows, make_library, show_window, unlocked

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def closed_at_the_end() -> Iterator[None]:
    yield
    close_windows()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A library with one assessment that several people worked on; nobody changes it."""
    folder = tmp_path_factory.mktemp("history") / "library"
    with make_library(folder) as library:
        id = worked_on(library)
    return folder, id


def shown(made: tuple[Path, str], language: str = "en", **settings: object) -> Program:
    folder, id = made
    program = unlocked(show_window(folder, language, **settings))
    program.window.open_assessment(id)
    settle()
    QTest.keyClick(program.window, Qt.Key.Key_H, CONTROL | SHIFT)
    settle()
    return program


def page_of(program: Program) -> HistoryPage:
    assert isinstance(program.window.page, HistoryPage)
    return program.window.page


def entries(page: HistoryPage) -> list[Group | Acts]:
    assert page.entries is not None
    return list(page.entries.list.model_of_lines().lines())


def details(qtbot: QtBot, page: HistoryPage) -> list[Told]:
    """What is told of the line that is chosen, once it was looked up."""
    view = page.entries
    assert view is not None
    qtbot.waitUntil(lambda: not view.details.is_busy)
    return list(view.details.changes.model_of_lines().lines())


def compared(qtbot: QtBot, page: HistoryPage) -> list[Told]:
    """What is told of two moments, once they were compared."""
    view = page.compare
    assert view is not None
    qtbot.waitUntil(lambda: not view.is_busy)
    return list(view.changes.model_of_lines().lines())


def pick(page: HistoryPage, name: str, words: str) -> None:
    """Choose what begins with *words*, as somebody does."""
    box = child(page, name)
    assert isinstance(box, ComboBox)
    offered = [box.itemText(at).strip("\u2066\u2068\u2069") for at in range(box.count())]
    at = next(at for at, option in enumerate(offered) if option.startswith(words))
    box.setCurrentIndex(at)
    box.edited.emit(box.value())
    settle()


def press(page: HistoryPage, name: str) -> None:
    button = child(page, name)
    assert isinstance(button, SignButton)
    button.click()
    settle()


# Reading it


def test_what_was_done_stands_by_day_and_person_the_newest_first(
    made: tuple[Path, str], qapp: QApplication
) -> None:
    lines = entries(page_of(shown(made)))
    groups = [(line.day, line.by) for line in lines if isinstance(line, Group)]
    assert groups == [
        ("2026-11-20", OFFICER),
        ("2026-11-20", SUPERVISOR),
        ("2026-11-20", OFFICER),
        ("2026-11-20", SUPERVISOR),
        ("2026-11-19", OFFICER),
        ("2026-11-21", OFFICER),
    ]
    numbers = [line.last for line in lines if isinstance(line, Acts)]
    assert numbers == sorted(numbers, reverse=True)


def test_a_text_that_was_typed_is_one_line_with_all_that_it_changed(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    (typed,) = [line for line in entries(page) if isinstance(line, Acts) and line.entries > 1]
    assert (typed.first, typed.last) == (2, 6)
    assert page.entries is not None
    page.entries.list.choose(4)
    told = details(qtbot, page)
    (field,) = [line for line in told if line.kind == "field"]
    assert (field.before, field.after) == ("", "Two districts in the north")


def test_an_entry_tells_the_level_that_it_brought_about_and_leads_to_its_place(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    program = shown(made)
    page = page_of(program)
    told = details(qtbot, page)
    (level,) = [line for line in told if line.kind == "level"]
    assert "L1 S4" in level.before
    assert "L4 S4" in level.after
    assert any(line.after == "Two cases <b>seen</b>" for line in told)
    assert page.entries is not None
    page.entries.details.changes.setFocus()
    qtbot.keyClick(page.entries.details.changes, Qt.Key.Key_Down)
    qtbot.keyClick(page.entries.details.changes, Qt.Key.Key_Return)
    settle()
    assert isinstance(program.window.page, Editor)
    assert program.window.page.place == "R04"


def test_a_day_of_somebody_is_told_as_one(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    assert page.entries is not None
    view = page.entries.list
    row = next(
        row
        for row, line in enumerate(entries(page))
        if isinstance(line, Group) and line.by == SUPERVISOR
    )
    view.setCurrentIndex(view.model().index(row, 0))
    told = details(qtbot, page)
    assert any("returned" in line.words for line in told)


@pytest.mark.parametrize(
    ("who", "where", "numbers"),
    [
        ("Everybody", "17 Risk register", [10, 7, 1]),
        (SUPERVISOR[:6], "All places", [9, 7]),
        (OFFICER, "17", [10, 1]),
    ],
)
def test_entries_of_one_person_or_one_place_alone_are_shown(
    made: tuple[Path, str], qapp: QApplication, who: str, where: str, numbers: list[int]
) -> None:
    page = page_of(shown(made))
    pick(page, "history.who", who)
    pick(page, "history.where", where)
    found = [line.last for line in entries(page) if isinstance(line, Acts)]
    assert found == numbers


def test_nothing_found_says_so_and_shows_all_again(
    made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    pick(page, "history.who", SUPERVISOR[:6])
    pick(page, "history.where", "0 The record")
    assert entries(page) == []
    assert not page.entries.details.isVisible()  # type: ignore[union-attr]  # it was read
    button = next(b for b in page.findChildren(SignButton) if b.words() == "Show all entries")
    button.click()
    settle()
    assert len(entries(page)) > 5


def test_only_what_was_done_to_the_place_one_comes_from_can_be_asked_for(
    made: tuple[Path, str], qapp: QApplication
) -> None:
    program = unlocked(show_window(made[0]))
    program.window.open_assessment(made[1], "record.area")
    settle()
    program.window.show_history()
    settle()
    pick(page_of(program), "history.where", "Only")
    found = [line for line in entries(page_of(program)) if isinstance(line, Acts)]
    assert [(line.first, line.last) for line in found] == [(2, 6)]


def test_keys_alone_lead_through_it_and_back(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    program = shown(made)
    page = page_of(program)
    assert page.entries is not None
    assert QApplication.focusWidget() is page.entries.list
    qtbot.keyClick(page.entries.list, Qt.Key.Key_Return)
    details(qtbot, page)
    assert QApplication.focusWidget() is page.entries.details.changes
    qtbot.keyClick(page.entries.details.changes, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page.entries.list
    qtbot.keyClick(page.entries.list, Qt.Key.Key_Return, CONTROL)
    settle()
    assert page.compare is not None
    assert page.compare.isVisible()
    qtbot.keyClick(page.compare.changes, Qt.Key.Key_Escape)
    settle()
    assert page.entries.list.isVisible()
    qtbot.keyClick(page.entries.list, Qt.Key.Key_Escape)
    settle()
    assert isinstance(program.window.page, Editor)


def test_tab_comes_by_everything_and_round_again(made: tuple[Path, str], qtbot: QtBot) -> None:
    page = page_of(shown(made))
    details(qtbot, page)
    page.entries.list.setFocus()  # type: ignore[union-attr]  # it is read
    seen = []
    for _press in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().objectName())
    assert set(seen) >= {"history.back", "history.check", "history.copy", "history.who"}
    assert seen.count("history.entries") == 2


def test_looking_at_it_writes_nothing(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    folder, id = made
    with open_library(folder) as library:
        before = library.store.history_end(id), library.list()
    program = shown(made)
    details(qtbot, page_of(program))
    page_of(program).show_compared()
    compared(qtbot, page_of(program))
    close_windows()
    with open_library(folder) as library:
        assert (library.store.history_end(id), library.list()) == before


def open_library(folder: Path) -> Library:
    from tests.gui.shell import FixedWorld, keys

    return Library.open_with(folder, keys().key, world=FixedWorld())


def test_what_was_looked_at_stays_when_the_language_changes(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    program = shown(made)
    page = page_of(program)
    assert page.entries is not None
    page.entries.list.choose(4)
    pick(page, "history.who", OFFICER)
    page.show_compared(2, 7)
    settle()
    program.preferences.change(language="ar")
    settle()
    looked = page_of(program).looked()
    assert (looked.entry, looked.by, looked.compared) == (6, OFFICER, (2, 7))


def test_a_reviewer_who_rates_blind_is_not_told_the_ratings_by_the_history(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    with make_library(tmp_path / "library") as library:
        id = worked_on(library)
        again = Decision("d3", "sent", OFFICER, "2026-11-20T13:00:00+00:00")
        library.store.commit(id, Step("decide", (Change(None, again),)), at=again.at, by=OFFICER)
    program = unlocked(show_window(tmp_path / "library"))
    program.window.open_assessment(id)
    settle()
    assert program.window.open is not None
    program.window.open.setProperty("working_as", "Supervisor of the region")
    program.window.show_history()
    settle()
    page = page_of(program)
    page.show_compared(0, 11)
    told = compared(qtbot, page)
    at = next(at for at, line in enumerate(told) if line.place == "R04")
    assert told[at + 1].words == "Hidden until you have rated this risk yourself."
    assert not any(line.kind == "level" or "Two cases" in line.after for line in told)


# Comparing


def test_since_the_last_decision_is_what_is_compared_first(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    press(page, "history.compare_versions")
    told = compared(qtbot, page)
    assert page.compare is not None
    assert page.compare.shown() == (9, 10)
    assert [line.place for line in told if line.kind == "place"] == ["R04"]
    assert "1 risk at another level" in child(page, "compare.short").text()  # type: ignore[attr-defined]


def test_moments_are_offered_as_people_call_them(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    press(page, "history.compare_versions")
    box = child(page, "compare.from")
    assert isinstance(box, ComboBox)
    words = [box.itemText(at) for at in range(box.count())]
    assert words == [
        "Now",
        "After “returned”, 20 Nov 2026 11:00",
        "After “sent for review”, 20 Nov 2026 10:00",
        "Before the first entry",
        "Another entry…",
    ]


def test_sign_offs_and_editions_are_moments_too(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    with make_library(tmp_path / "library") as library:
        writer = Writer(library, "Two editions")
        for number, (kind, who) in enumerate(
            (("sent", OFFICER), ("approved", "Head"), ("reopened", OFFICER), ("approved", "Head"))
        ):
            at = f"2026-11-20T1{number}:00:00+00:00"
            writer.put(Decision(f"d{number}", kind, who, at), at=at, by=who, name="decide")
            if kind == "approved":
                signed = SignOff(f"s{number}", "head", "محمد علي", "Head", "", at, *"0" * 4)
                writer.put(signed, at=at, by=who, name="sign off")
    page = page_of(shown((tmp_path / "library", writer.id)))
    press(page, "history.compare_versions")
    box = child(page, "compare.from")
    assert isinstance(box, ComboBox)
    words = [box.itemText(at) for at in range(box.count())]
    assert words[:7] == [
        "Now",
        "After “approved”, 20 Nov 2026 13:00",
        "After “opened again”, 20 Nov 2026 12:00",
        "Signed by \u2068محمد علي\u2069, 20 Nov 2026 11:00",
        "After “approved”, 20 Nov 2026 11:00",
        "After “sent for review”, 20 Nov 2026 10:00",
        "Before the first entry",
    ]


def test_any_entry_can_be_named_by_its_number(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(shown(made))
    press(page, "history.compare_versions")
    answers = iter(("6", "600"))
    said: list[str] = []
    monkeypatch.setattr(messages, "ask_text", lambda *_args, **_more: next(answers))
    monkeypatch.setattr(messages, "tell", lambda _parent, words: said.append(words))
    pick(page, "compare.from", "Another entry")
    assert page.compare is not None
    assert page.compare.shown() == (6, 10)
    pick(page, "compare.to", "Another entry")
    assert page.compare.shown() == (6, 10)
    assert said == ["There is no entry 600 in this history; the last one is 10."]


def test_only_risks_at_another_level_can_be_asked_for(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    page.show_compared(1, 10)
    assert len([line for line in compared(qtbot, page) if line.kind == "place"]) > 1
    pick(page, "compare.which", "Only risks")
    assert page.compare is not None
    places = [one.place for one in page.compare.changes.model_of_lines().lines() if one.place]
    assert places == ["R04"]


def test_two_moments_that_do_not_differ_say_so(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    page.show_compared(10, 10)
    assert compared(qtbot, page) == []
    words = [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]
    assert "Nothing differs between these two moments." in words


def test_what_differs_is_copied_as_text(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    page = page_of(shown(made))
    page.show_compared(9, 10)
    compared(qtbot, page)
    press(page, "compare.copy")
    text = QGuiApplication.clipboard().text()
    assert "R04 A protected address is given away by mistake" in text
    assert "Likelihood: from" in text
    assert page.compare is not None
    view = page.compare.changes
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == view.model().index(1, 0).data()


# Checking


def dialog(program: Program, made: tuple[Path, str]) -> CheckDialog:
    assert program.window.library is not None
    opened = CheckDialog(program.window.library, made[1], page_of(program))
    opened.show()
    return opened


def test_a_whole_history_says_what_it_cannot_know_and_agrees_with_what_was_printed(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    program = shown(made)
    press(page_of(program), "history.copy")
    printed = QGuiApplication.clipboard().text()
    checked = dialog(program, made)
    qtbot.waitUntil(lambda: bool(checked.sentences()))
    assert checked.sentences()[0].startswith("The history holds: 10 entries")
    assert "cannot be known" in checked.sentences()[-1]
    field = checked.findChild(LineEdit, "check.typed")
    assert field is not None
    field.setText(printed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("up to entry 10" in said for said in checked.sentences()))
    checked.done(QDialog.DialogCode.Rejected)


def test_digits_that_are_too_few_are_refused_with_what_to_do(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    checked = dialog(shown(made), made)
    qtbot.waitUntil(lambda: bool(checked.sentences()))
    field = checked.findChild(LineEdit, "check.typed")
    trouble = checked.findChild(PlainLabel, "check.trouble")
    assert field is not None
    assert trouble is not None
    field.setText("10 1F0C")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "cannot be compared. Give the number of entries" in trouble.text()
    assert trouble.isVisible()
    checked.done(QDialog.DialogCode.Rejected)


def test_an_anchor_that_does_not_fit_names_the_entry_and_leads_to_it(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shown(made)
    page = page_of(program)
    checked = dialog(program, made)
    qtbot.waitUntil(lambda: bool(checked.sentences()))
    field = checked.findChild(LineEdit, "check.typed")
    assert field is not None
    field.setText(f"7 {hashlib.sha256(b'another').hexdigest()}")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked.broken_at == 7)
    assert "rewritten" in checked.sentences()[0]
    checked.done(QDialog.DialogCode.Rejected)
    monkeypatch.setattr(CheckDialog, "ask", lambda *_args: 7)
    press(page, "history.check")
    assert page.entries is not None
    line = page.entries.list.line()
    assert isinstance(line, Acts)
    assert line.last == 7


def test_a_history_that_somebody_changed_by_hand_is_found_and_still_shown(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    with make_library(tmp_path / "library") as library:
        id = worked_on(library)
        connection = library.store._connection
        connection.execute("DROP TRIGGER history_is_never_rewritten")
        changed = '[{"no change": 1}]'
        connection.execute("UPDATE history SET changes = ? WHERE position = 4", (changed,))
    made = tmp_path / "library", id
    program = shown(made)
    page = page_of(program)
    assert page.entries is not None
    page.entries.list.choose(4)
    assert "cannot be read" in str(page.entries.list.currentIndex().data())
    page.entries.list.choose(10)
    assert any(line.kind == "level" for line in details(qtbot, page))
    checked = dialog(program, made)
    qtbot.waitUntil(lambda: checked.broken_at == 4)
    assert checked.sentences()[0].startswith("The history is broken at entry 4")
    checked.done(QDialog.DialogCode.Rejected)


def test_a_report_says_by_itself_how_far_the_history_went(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dpia_wizard.workspace.reports import make_report

    with make_library(tmp_path / "library") as library:
        id = worked_on(library)
        report = tmp_path / "report.pdf"
        editing = library.open_assessment(id)
        report.write_bytes(make_report(editing, language="en", library=library).pdf)
    made = tmp_path / "library", id
    checked = dialog(shown(made), made)
    qtbot.waitUntil(lambda: bool(checked.sentences()))
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args, **_more: report)
    button = checked.findChild(SignButton, "check.report")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: any("outside the library" in said for said in checked.sentences()))
    checked.done(QDialog.DialogCode.Rejected)


# Much of it


def test_a_history_of_thousands_of_entries_is_read_in_pieces_and_walked(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    with make_library(tmp_path / "library") as library:
        id = many(library, 3000)
    program = shown((tmp_path / "library", id))
    page = page_of(program)
    qtbot.waitUntil(lambda: page.entries is not None)
    lines = entries(page)
    assert sum(line.entries for line in lines if isinstance(line, Acts)) == 3001
    assert page.entries is not None
    qtbot.keyClick(page.entries.list, Qt.Key.Key_End)
    chosen = page.entries.list.line()
    assert isinstance(chosen, Acts)
    assert chosen.first == 1


def test_an_entry_with_very_many_changes_leads_to_the_whole_page(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    with make_library(tmp_path / "library") as library:
        id = library.new("Brought in at once")
        form = library.open_assessment(id).pack.form
        asked = [id for id in form.by_id if id not in ("record.title", "record.started")]
        answers = [Answer(question, note="x") for question in asked][:70]
        step = Step("answer", tuple(Change(None, answer) for answer in answers))
        library.store.commit(id, step, at="2026-11-20T10:00:00+00:00", by=OFFICER)
    page = page_of(shown((tmp_path / "library", id)))
    assert page.entries is not None
    page.entries.list.choose(2)
    told = details(qtbot, page)
    assert told[-1].words == "10 more places: show all on the whole page."
    press(page, "history.wide")
    assert len([line for line in compared(qtbot, page) if line.kind == "place"]) == 70


def test_a_history_that_is_left_while_it_is_read_tells_nobody(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dpia_wizard.gui.history import reader

    monkeypatch.setattr(reader, "SLICE", 0)
    with make_library(tmp_path / "library") as library:
        id = worked_on(library)
    program = unlocked(show_window(tmp_path / "library"))
    program.window.open_assessment(id)
    settle()
    program.window.show_history()
    page = page_of(program)
    assert page.entries is None
    page.findChild(SignButton, "history.stop").click()  # type: ignore[union-attr]  # it is there
    settle()
    assert isinstance(program.window.page, Editor)


def test_an_entry_that_cannot_be_read_is_listed_as_such(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication
) -> None:
    from dpia_wizard.core.chain import Written
    from dpia_wizard.storage.history import entry_of

    entry = entry_of(Written("x", "2026-11-20T09:00:00+00:00", "Somebody", "answer", '[{"no": 1}]'))
    assert entry.changes == ()
    page = page_of(shown(made))
    assert page.entries is not None
    acts = Acts(1, 1, entry, "09:00", "09:00")
    assert "cannot be read" in page.entries.list.model_of_lines()._words.told(acts)
    page.entries.details.show_line(acts)
    words = [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]
    assert any("Check the history" in said for said in words)


def test_the_models_keep_the_rules_of_models(
    qtbot: QtBot, made: tuple[Path, str], qapp: QApplication, qtmodeltester: ModelTester
) -> None:
    page = page_of(shown(made))
    assert page.entries is not None
    qtmodeltester.check(page.entries.list.model_of_lines())
    details(qtbot, page)
    qtmodeltester.check(page.entries.details.changes.model_of_lines())


@pytest.mark.parametrize(
    ("language", "scale", "size", "theme"),
    [
        ("en", 100, (1366, 697), "light"),
        ("ar", 100, (1024, 529), "dark"),
        ("ar", 150, (1024, 529), "light"),
        ("qps", 125, (1024, 529), "contrast"),
    ],
)
def test_no_words_are_cut_and_everything_has_a_name(
    qtbot: QtBot,
    made: tuple[Path, str],
    qapp: QApplication,
    language: str,
    scale: int,
    size: tuple[int, int],
    theme: str,
) -> None:
    program = shown(made, language, scale=scale, theme=theme)
    program.window.resize(*size)
    settle()
    page = page_of(program)
    details(qtbot, page)
    assert cut_texts(page) == []
    assert nameless(page) == []
    page.show_compared(0, 10)
    compared(qtbot, page)
    settle()
    assert cut_texts(page) == []
    assert nameless(page) == []
    checked = dialog(program, made)
    qtbot.waitUntil(lambda: bool(checked.sentences()))
    settle()
    assert cut_texts(checked) == []
    assert nameless(checked) == []
    checked.done(QDialog.DialogCode.Rejected)


def test_a_new_assessment_has_one_entry(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> None:
    with make_library(tmp_path / "library") as library:
        id = Writer(library, "Just begun").id
    page = page_of(shown((tmp_path / "library", id)))
    assert [line.entries for line in entries(page)] == [1, 1]
    assert any(line.kind == "place" for line in details(qtbot, page))


def test_the_menu_of_a_line_on_home_leads_to_its_history(
    made: tuple[Path, str], qapp: QApplication
) -> None:
    program = unlocked(show_window(made[0]))
    home = program.window.page
    assert isinstance(home, Home)
    line = next(line for line in home._lines if line.id == made[1])
    action = home.menu_for(line).findChild(QAction, "history")
    assert action is not None
    action.trigger()
    settle()
    assert len(entries(page_of(program))) > 5
