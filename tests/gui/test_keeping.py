"""Nothing half written is lost: not to a lock, nor to Esc, nor to a disk that was full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Assessment
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import theme
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.library import Library
from tests.gui import review_samples as samples
from tests.gui.looking import settle
from tests.gui.shell import (
    activate,
    close_windows,
    keys,
    make_library,
    show_window,
    type_in,
    unlocked,
)

Part = TypeVar("Part", bound=QWidget)
SUPERVISOR = samples.POSTS["record.supervisor"]
WRITTEN = "Two offices · فُتّش"


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def draft(folder: Path) -> Program:
    """The window with a draft open that has rated risks."""
    with make_library(folder) as library:
        id = samples.rated(library).assessment.id
    return opened(folder, id)


@pytest.fixture
def in_review(folder: Path) -> Program:
    """The window with an assessment open that waits for its supervisor, who sits before it."""
    with make_library(folder) as library:
        id = samples.seen(library).assessment.id
    program = opened(folder, id)
    work_as_supervisor(program)
    return program


def opened(folder: Path, id: str) -> Program:
    program = unlocked(show_window(folder))
    program.window.open_assessment(id, "record.title")
    activate(program)
    return program


def open_of(program: Program) -> OpenAssessment:
    assert program.window.open is not None
    return program.window.open


def kept(folder: Path) -> Assessment:
    with Library.open_with(folder, keys().key) as library:
        (line,) = library.list()
        return library.store.load(line.id)


def show(program: Program, place: str) -> None:
    assert isinstance(program.window.page, Editor)
    program.window.page.show_place(place)
    settle()


def work_as_supervisor(program: Program) -> None:
    show(program, "decision")
    post = part(program, ComboBox, "working_as")
    post.show_value(SUPERVISOR)
    post.edited.emit(SUPERVISOR)
    settle()


def part(program: Program, kind: type[Part], name: str) -> Part:
    """The visible part of the window called *name*."""
    settle()
    found = [p for p in program.window.findChildren(kind, name) if p.isVisible()]
    assert len(found) == 1, (name, found)
    return found[0]


def is_there(program: Program, name: str) -> bool:
    settle()
    return any(p.isVisible() for p in program.window.findChildren(QWidget, name))


def press(program: Program, name: str) -> None:
    QTest.mouseClick(part(program, SignButton, name), Qt.MouseButton.LeftButton)
    settle()


def write(program: Program, name: str, words: str = WRITTEN) -> PlainTextEdit:
    field = part(program, PlainTextEdit, name)
    field.setFocus()
    type_in(field, words)
    return field


def words_in(program: Program, name: str) -> str:
    return part(program, PlainTextEdit, name).text()


def lock_and_unlock(program: Program) -> None:
    """Ctrl+L in the middle of writing, then the passphrase."""
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert program.window.open is None
    unlocked(program)
    assert program.window.open is not None


SET_ASIDE = (("risk.dismiss", "reason"), ("risk.avoid", "reason"))


@pytest.mark.parametrize(
    ("opener", "field"), [*SET_ASIDE, ("risk.higher", "risk.stated_reason")], ids=lambda name: name
)
def test_a_reason_on_a_risk_that_is_half_written_survives_a_lock(
    draft: Program, opener: str, field: str
) -> None:
    show(draft, "R03")
    press(draft, opener)
    write(draft, field)
    lock_and_unlock(draft)
    show(draft, "R03")
    assert words_in(draft, field) == WRITTEN  # the form asks again, with what was begun
    show(draft, "R49")
    assert not is_there(draft, field)
    show(draft, "R03")
    assert words_in(draft, field) == WRITTEN


def test_a_reason_for_a_risk_that_is_only_offered_survives_a_lock(folder: Path) -> None:
    with make_library(folder) as library:
        editing = samples.named(library)
        offered = editing.offers[0].risk.id
    program = opened(folder, editing.assessment.id)
    show(program, offered)
    press(program, f"dismiss {offered}")
    write(program, "reason")
    lock_and_unlock(program)
    show(program, offered)
    assert words_in(program, "reason") == WRITTEN
    press(program, "reason.take")
    assert open_of(program).editing.assessment.risks[offered].set_aside_reason == WRITTEN
    assert open_of(program).begun(f"dismissed {offered}") == {}


@pytest.mark.parametrize(
    ("risk", "opener", "dated"),
    [("R03", "raise", False), ("R36", "lower", False), ("R36", "accept", True)],
)
def test_what_the_supervisor_began_to_say_survives_a_lock(
    in_review: Program, risk: str, opener: str, *, dated: bool
) -> None:
    show(in_review, "decision")
    show_review(in_review, risk)
    press(in_review, f"judge.{opener}")
    write(in_review, "judge.reason")
    if dated:
        until = part(in_review, DateEdit, "judge.until")
        until.setFocus()
        QTest.keyClicks(until.focusWidget() or until.focusProxy(), "2027-03-01")
    lock_and_unlock(in_review)
    work_as_supervisor(in_review)
    show_review(in_review, risk)
    assert words_in(in_review, "judge.reason") == WRITTEN
    if dated:
        assert part(in_review, DateEdit, "judge.until").value() == "2027-03-01"


def test_a_rating_that_is_begun_before_seeing_the_team_survives_a_lock(folder: Path) -> None:
    with make_library(folder) as library:
        id = samples.sent(library).assessment.id
    program = opened(folder, id)
    work_as_supervisor(program)
    show_review(program, "R36")
    write(program, "blind.reason")
    lock_and_unlock(program)
    work_as_supervisor(program)
    show_review(program, "R36")
    assert words_in(program, "blind.reason") == WRITTEN
    assert not open_of(program).editing.assessment.ratings


def show_review(program: Program, risk: str) -> None:
    page = program.window.page
    assert isinstance(page, Editor)
    page.page().show_place(risk)
    settle()


def test_why_an_assessment_is_returned_survives_a_lock(in_review: Program) -> None:
    press(in_review, "move.returned")
    write(in_review, "move.reason")
    lock_and_unlock(in_review)
    work_as_supervisor(in_review)
    press(in_review, "move.returned")
    assert words_in(in_review, "move.reason") == WRITTEN
    press(in_review, "move.keep")
    open_ = open_of(in_review)
    assert [made.reason for made in open_.editing.assessment.decisions.values()][-1] == WRITTEN
    assert open_.begun("move returned") == {}


@pytest.mark.parametrize("section", ["controls", "actions"])
def test_a_remark_in_a_form_survives_a_lock_and_the_closing_of_the_form(
    draft: Program, folder: Path, section: str
) -> None:
    editing = open_of(draft).editing
    if section == "controls":
        place = sorted(editing.assessment.controls)[0]
    else:
        show(draft, "actions")
        press(draft, "actions.add")
        (place,) = editing.assessment.actions
    show(draft, place)
    page = draft.window.page
    assert isinstance(page, Editor)
    page._begin_remark()
    write(draft, f"{place}.remark")
    press(draft, "form.close")
    lock_and_unlock(draft)
    remarks = open_of(draft).editing.assessment.remarks.values()
    assert [(remark.place, remark.text) for remark in remarks] == [(place, WRITTEN)]


@pytest.mark.parametrize("opener", ["risk.dismiss", "risk.avoid", "risk.higher"])
def test_escape_closes_a_form_leads_back_and_loses_nothing(draft: Program, opener: str) -> None:
    field = "risk.stated_reason" if opener == "risk.higher" else "reason"
    show(draft, "R03")
    press(draft, opener)
    QTest.keyClick(write(draft, field), Qt.Key.Key_Escape)
    assert not is_there(draft, field)
    assert QApplication.focusWidget() is part(draft, SignButton, opener)
    show(draft, "R49")
    show(draft, "R03")
    assert not is_there(draft, field)  # it was closed, so it does not ask by itself
    press(draft, opener)
    assert words_in(draft, field) == WRITTEN


def test_escape_in_the_forms_of_the_review_loses_nothing(in_review: Program) -> None:
    show_review(in_review, "R36")
    for opener, field in (("judge.lower", "judge.reason"), ("move.returned", "move.reason")):
        press(in_review, opener)
        QTest.keyClick(write(in_review, field), Qt.Key.Key_Escape)
        assert not is_there(in_review, field)
        assert QApplication.focusWidget() is part(in_review, SignButton, opener)
        press(in_review, opener)
        assert words_in(in_review, field) == WRITTEN


@pytest.mark.parametrize("height", [560, 697])
def test_a_form_that_is_opened_stands_whole_in_sight(
    qtbot: QtBot, in_review: Program, height: int
) -> None:
    in_review.window.resize(1024, height)
    show_review(in_review, "R36")
    press(in_review, "judge.lower")
    button = part(in_review, SignButton, "judge.keep")
    area = button.parentWidget()
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()
    view = area.viewport()

    def is_in_sight() -> bool:
        place = QRect(button.mapTo(view, QPoint(0, 0)), button.size())
        return view.rect().contains(place)

    qtbot.waitUntil(is_in_sight)


def test_words_to_lower_a_level_are_not_taken_for_words_to_accept_it(in_review: Program) -> None:
    show_review(in_review, "R36")
    press(in_review, "judge.lower")
    QTest.keyClick(write(in_review, "judge.reason"), Qt.Key.Key_Escape)
    press(in_review, "judge.accept")
    assert words_in(in_review, "judge.reason") == ""


def test_what_is_discarded_is_gone_and_can_be_brought_back_while_the_form_is_there(
    draft: Program,
) -> None:
    show(draft, "R03")
    press(draft, "risk.dismiss")
    assert not is_there(draft, "begun.discard")
    write(draft, "reason")
    discard = part(draft, SignButton, "begun.discard")
    assert discard.words() == "Discard"
    press(draft, "begun.discard")
    assert words_in(draft, "reason") == ""
    assert open_of(draft).begun("dismissed R03") == {}
    assert discard.words() == "Bring the words back"
    press(draft, "begun.discard")
    assert words_in(draft, "reason") == WRITTEN
    press(draft, "begun.discard")
    lock_and_unlock(draft)
    show(draft, "R03")
    assert not is_there(draft, "reason")
    press(draft, "risk.dismiss")
    assert words_in(draft, "reason") == ""


def test_what_was_said_waits_in_no_form_any_more(draft: Program) -> None:
    show(draft, "R03")
    press(draft, "risk.higher")
    choice = part(draft, ChoiceRow, "risk.stated")
    QTest.keyClick(choice, Qt.Key.Key_1)
    write(draft, "risk.stated_reason")
    assert open_of(draft).begun("higher R03")["reason"] == WRITTEN
    press(draft, "risk.set_higher")
    open_ = open_of(draft)
    assert open_.editing.assessment.risks["R03"].stated_reason == WRITTEN
    assert open_.begun("higher R03") == {}
    lock_and_unlock(draft)
    assert open_of(draft).begun("higher R03") == {}


def test_what_is_begun_stands_nowhere_in_clear(draft: Program, folder: Path) -> None:
    show(draft, "R03")
    press(draft, "risk.dismiss")
    write(draft, "reason", "Halfwritten")
    draft.window.keep()
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert found
    assert not [path for path in found if b"Halfwritten" in path.read_bytes()]
    lock_and_unlock(draft)
    assert open_of(draft).begun("dismissed R03")["reason"] == "Halfwritten"


def full(*_args: object) -> None:
    raise StorageTrouble("The disk is full.")


def test_what_could_not_be_saved_is_saved_by_itself_once_it_can_be(
    qtbot: QtBot, draft: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = open_of(draft)
    editor = draft.window.page
    assert isinstance(editor, Editor)
    told: list[str] = []
    open_.failed.connect(told.append)
    open_._again_timer.setInterval(20)
    monkeypatch.setattr(open_.editing, "_keep", full)
    open_.type("record.area", lambda: open_.editing.answer("record.area", value="North-east"))
    assert not open_.flush()
    assert "Not saved" in editor.bottom.status.text()
    qtbot.wait(100)
    assert told == ["The disk is full."]  # said once, however often it is tried
    monkeypatch.undo()
    qtbot.waitUntil(lambda: editor.bottom.status.text().startswith("Saved "))
    assert open_.editing.assessment.text("record.area") == "North-east"


def test_a_draft_and_a_choice_in_a_form_are_saved_by_themselves_too(
    qtbot: QtBot, draft: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = open_of(draft)
    open_._again_timer.setInterval(20)
    control = sorted(open_.editing.assessment.controls)[0]
    show(draft, control)
    monkeypatch.setattr(open_.editing, "_keep", full)
    monkeypatch.setattr(open_.editing.drafts, "_keep", full)
    form = draft.window.findChild(ControlForm)
    assert form is not None
    form._keep(status="planned")
    open_.begin("dismissed R03", {"reason": WRITTEN})
    assert not open_.flush()
    monkeypatch.undo()
    qtbot.waitUntil(lambda: not open_.has_unsaved)
    assert open_.editing.assessment.controls[control].status == "planned"
    lock_and_unlock(draft)
    assert open_of(draft).begun("dismissed R03") == {"reason": WRITTEN}
