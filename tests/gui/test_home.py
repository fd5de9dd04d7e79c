"""Home tells where one was, what needs somebody, and finds what was written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import PackRef
from dpia_wizard.core.summary import Due, DueKind, Summary
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.home import facts as home_facts
from dpia_wizard.gui.home import new_assessment
from dpia_wizard.gui.home.assessment_table import AssessmentModel, AssessmentTable
from dpia_wizard.gui.home.facts import Need
from dpia_wizard.gui.home.found_list import FoundList
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.home.new_assessment import NewAssessment, NewAssessmentDialog
from dpia_wizard.gui.home.words import HomeWords
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.storage.store import Listed
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import (
    PASSPHRASE,
    TODAY,
    add,
    child,
    close_windows,
    keys,
    make_library,
    show_window,
    type_in,
    unlocked,
)

APPROVED = {"stage": "approved", "sections_done": 23, "worst": "high", "worst_rank": 3}
TITLES = (
    "Inter-agency case management, Kharkiv oblast",
    "إدارة الحالات بين الوكالات في المنطقة الشمالية الشرقية",
    "Обмін інформацією про дітей, розлучених із сім'ями, з обласною службою у справах дітей",
    "<b>Cash</b> & protection list 👧🏽 " + "with a very long title that never ends " * 4,
)


@pytest.fixture(autouse=True)
def closed_at_the_end() -> Iterator[None]:
    yield
    close_windows()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def shown(folder: Path, language: str = "en", **settings: object) -> Program:
    return unlocked(show_window(folder, language, **settings))


@pytest.fixture
def few(folder: Path, qapp: QApplication) -> Program:
    """Home over a draft, one in review, one whose review is overdue, and one archived."""
    with make_library(folder) as library:
        add(library, "Cash list", **APPROVED, review_date="2026-11-18")
        add(library, "Family tracing", stage="in_review")
        library.archive(add(library, "Old forms"))
        add(library, "Photo use", sections_done=12, remarks=2)
    return shown(folder)


def home_of(program: Program) -> Home:
    assert isinstance(program.window.page, Home)
    return program.window.page


def table_of(program: Program) -> AssessmentTable:
    table = child(program.window.page, "assessments")
    assert isinstance(table, AssessmentTable)
    return table


def titles(program: Program) -> list[str]:
    return [line.summary.title for line in table_of(program).model_of_lines().lines()]


def words_on(program: Program) -> str:
    labels = program.window.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def choose(program: Program, name: str, value: str) -> None:
    picker = child(program.window.page, name)
    assert isinstance(picker, ComboBox)
    picker.show_value(value)
    picker.edited.emit(value)


def act(program: Program, title: str, name: str) -> None:
    """Choose an act in the menu of a row."""
    line = next(line for line in home_of(program)._lines if line.summary.title == title)
    menu = home_of(program).menu_for(line)
    (action,) = [a for a in menu.actions() if a.objectName() == name]
    action.trigger()
    settle()


def test_an_empty_library_says_what_will_be_here_and_how_to_begin(
    folder: Path, qapp: QApplication
) -> None:
    make_library(folder).close()
    program = shown(folder)
    assert "The first one takes about two hours with the team" in words_on(program)
    assert cut_texts(program.window) == []


def test_an_empty_home_begins_with_its_one_button(
    folder: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(folder).close()
    program = shown(folder)
    asked: list[str] = []
    monkeypatch.setattr(new_assessment, "ask", lambda *_args, **_more: asked.append("new"))
    home = home_of(program)
    home.setFocus()
    button = QApplication.focusWidget()
    assert isinstance(button, SignButton)
    assert button.words() == "New assessment"
    around = button.parentWidget()
    label = None if around is None else around.findChild(PlainLabel)
    assert label is not None
    assert 0 < button.geometry().top() - label.geometry().bottom() < 40
    qtbot.keyClick(home, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["new"]


def test_the_list_shows_all_but_the_archived_and_other_lists_on_demand(few: Program) -> None:
    assert set(titles(few)) == {"Cash list", "Family tracing", "Photo use"}
    for chosen, expected in {
        "drafts": ["Photo use"],
        "in_review": ["Family tracing"],
        "approved": ["Cash list"],
        "archived": ["Old forms"],
    }.items():
        choose(few, "filter", chosen)
        assert titles(few) == expected


def test_the_list_is_ordered_as_chosen(few: Program) -> None:
    assert titles(few)[0] == "Cash list"  # the worst level first
    choose(few, "order", "title")
    assert titles(few) == ["Cash list", "Family tracing", "Photo use"]


def test_the_draft_that_was_changed_last_is_carried_on_at_its_place(
    few: Program, qtbot: QtBot
) -> None:
    window = few.window
    assert window.library is not None
    line = next(x for x in home_of(few)._lines if x.summary.title == "Photo use")
    window.library.store.set_place(line.id, "record.country")
    home_of(few).refresh()
    assert "question 0.2a" in words_on(few)
    with qtbot.waitSignal(home_of(few).opened) as told:
        child(window.page, "continue").click()  # type: ignore[attr-defined]
    assert told.args == [line.id, "record.country"]


def test_what_is_overdue_and_what_has_remarks_needs_somebody(few: Program) -> None:
    words = words_on(few)
    assert "Review overdue 3 days" in words
    assert "2 remarks" in words


def line_of(**summary: object) -> Listed:
    told = Summary(title="x", reference="DPIA-2026-001", **summary)  # type: ignore[arg-type]
    return Listed(
        "a", False, "2026-11-01T10:00:00+00:00", "DPO", "", told, PackRef("default", "1", "0" * 64)
    )


def test_a_risk_that_nobody_bears_any_more_comes_first() -> None:
    lines = [
        line_of(stage="approved", review_date="2026-11-20"),
        line_of(stage="approved", acceptance_ends="2026-12-21"),
        line_of(stage="approved", acceptance_ends="2026-11-21"),
        line_of(stage="in_review", acceptance_ends="2026-11-19"),
        line_of(stage="approved", acceptance_ends="2026-12-22"),  # in 31 days
    ]
    found = [(need.kind, need.n) for need in home_facts.needs(lines, TODAY)]
    assert found == [("not_borne", 2), ("overdue", 1), ("borne_until", 0), ("borne_until", 30)]


def test_needs_come_in_the_order_in_which_they_press() -> None:
    lines = [
        line_of(remarks=1),
        line_of(stage="returned"),
        line_of(stage="approved", review_date="2026-12-21"),
        line_of(stage="approved", review_date="2026-11-22"),
        line_of(stage="approved", review_date="2026-12-22"),  # in 31 days
        line_of(stage="draft", review_date="2026-11-20"),  # counts once it is approved
        line_of(stage="approved", review_date="2026-11-20"),
        replace(line_of(remarks=3), archived=True),
    ]
    found = [(need.kind, need.n) for need in home_facts.needs(lines, TODAY)]
    assert found == [("overdue", 1), ("due", 1), ("due", 30), ("returned", 0), ("remarks", 1)]


def due(kind: DueKind, day: str = "", about: str = "") -> tuple[Due, ...]:
    return (Due(kind, day, about),)


def test_what_came_of_a_sign_off_or_of_an_incident_presses_before_dates() -> None:
    lines = [
        line_of(stage="approved", review_date="2026-11-20"),
        line_of(stage="expired", stage_since="2026-11-19", review_date="2026-11-19"),
        line_of(stage="draft", dues=due("came_true", "2026-11-02", "R04")),
        line_of(stage="approved", review_date="2026-11-18", dues=due("trigger", "2026-11-18", "l")),
        line_of(
            stage="approved_with_conditions",
            review_date="2026-12-01",
            dues=due("until", "2026-12-01"),
        ),
        line_of(stage="draft", dues=due("void", "2026-05-04", "head")),
    ]
    found = [(need.kind, need.n, need.place) for need in home_facts.needs(lines, TODAY)]
    assert found == [
        ("void", 0, ""),
        ("expired", 2, ""),
        ("came_true", 19, "R04"),
        ("overdue", 1, "review.next"),
        ("trigger", 3, "l"),
        ("until", 10, ""),
    ]


@pytest.fixture
def waiting(tmp_path: Path) -> Program:
    """A sign-off that is void, an approval that is over, one with conditions, and one in order."""
    folder = tmp_path / "library"
    with make_library(folder) as library:
        add(library, "Helpline", stage="draft", dues=due("void", "2026-05-04", "head"))
        add(
            library,
            "Old approval",
            stage="expired",
            stage_since="2026-11-01",
            review_date="2026-11-01",
            dues=due("came_true", "2026-11-10", "R04"),
        )
        add(
            library,
            "Cash list",
            stage="approved_with_conditions",
            review_date="2027-02-01",
            dues=due("until", "2027-02-01"),
        )
        for title, missing in (
            ("Bare", "nobody"),
            ("Doubted", "doubted"),
            ("Joint", "agencies"),
        ):
            dues = due("unsigned", "2026-11-01", missing)
            add(library, title, stage="approved", review_date="2027-02-01", dues=dues)
    return unlocked(show_window(folder))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_approval_in_an_emergency_has_no_conditions(tmp_path: Path, language: str) -> None:
    with make_library(tmp_path / "library") as library:
        add(
            library,
            "One field less",
            stage="approved_with_conditions",
            review_date="2026-12-22",
            dues=due("until", "2026-12-22", "approved_in_emergency"),
        )
    program = unlocked(show_window(tmp_path / "library", language))
    words = HomeWords(words_for(language), lambda _line: (), TODAY)
    line = table_of(program).model_of_lines().lines()[0]
    named = {"en": "Approved in an emergency", "ar": "معتمد في حالة طارئة"}[language]
    assert words.stands(line).words == named
    assert named in words.all_stands()[0]
    told = [words.need(Need("until", n, line)) for n in (0, 30)]
    expected = {
        "en": ["The emergency approval ends today", "The emergency approval ends in 30 days"],
        "ar": ["ينتهي اليوم الاعتماد في حالة طارئة", "ينتهي الاعتماد في حالة طارئة بعد 30 يومًا"],
    }
    assert told == expected[language]


def cell(program: Program, title: str, column: int) -> str:
    model = table_of(program).model_of_lines()
    row = titles(program).index(title)
    return str(model.index(row, column).data())


def test_the_list_says_which_sign_off_is_void_and_which_approval_is_over(waiting: Program) -> None:
    assert cell(waiting, "Helpline", 1) == "Sign-off no longer holds, Draft"
    assert cell(waiting, "Old approval", 1).startswith("Expired, since 1 Nov 2026")
    assert "overdue" in cell(waiting, "Old approval", 5)
    assert cell(waiting, "Cash list", 1) == "Approved with conditions, until 1 Feb 2027"
    assert cell(waiting, "Bare", 1) == "Approved, not signed"
    assert cell(waiting, "Doubted", 1) == "Approved, not signed by anybody you know"
    assert cell(waiting, "Joint", 1) == "Approved, not signed yet by every agency"
    for chosen, expected in {
        "waiting": ["Helpline", "Old approval"],
        "expired": ["Old approval"],
        "approved": ["Bare", "Cash list", "Doubted", "Joint"],
    }.items():
        choose(waiting, "filter", chosen)
        assert sorted(titles(waiting)) == expected


def test_what_came_true_leads_to_its_risk(waiting: Program, qtbot: QtBot) -> None:
    assert "R04 happened, but is rated as unlikely" in words_on(waiting)
    link = next(
        button
        for button in waiting.window.findChildren(LinkButton)
        if button.isVisible() and button.accessibleName().startswith("R04 happened")
    )
    line = next(x for x in home_of(waiting)._lines if x.summary.title == "Old approval")
    with qtbot.waitSignal(home_of(waiting).opened) as told:
        link.click()
    assert told.args == [line.id, "R04"]


def test_where_nothing_waits_a_quiet_line_says_what_comes_first(
    tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "library"
    with make_library(folder) as library:
        later = add(library, "Later", stage="approved", review_date="2027-06-01")
        first = add(library, "First", stage="approved", review_date="2027-05-04")
        assert later != first
    program = unlocked(show_window(folder))
    assert "Nothing is late. The next review is due on 4 May 2027:" in words_on(program)
    line = child(program.window.page, "next_review")
    (link,) = line.findChildren(LinkButton)
    with qtbot.waitSignal(home_of(program).opened) as told:
        link.click()
    assert told.args == [first, "review.next"]


def test_search_finds_answers_in_any_script_and_leads_to_their_place(
    few: Program, qtbot: QtBot
) -> None:
    library = few.window.library
    assert library is not None
    id = next(x.id for x in home_of(few)._lines if x.summary.title == "Family tracing")
    library.open_assessment(id).answer("record.area", value="شمال شرق البلاد")
    qtbot.keyClick(few.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = child(few.window.page, "search")
    qtbot.waitUntil(field.hasFocus)
    type_in(field, "شرق")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in few.window.findChildren(FoundList)))
    with qtbot.waitSignal(home_of(few).opened) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [id, "record.area"]


def test_search_without_a_hit_says_what_to_try(few: Program, qtbot: QtBot) -> None:
    field = child(few.window.page, "search")
    type_in(field, "vaccination")
    qtbot.waitUntil(lambda: "Nothing was found for" in words_on(few))
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert table_of(few).isVisible()


def test_a_title_that_is_found_is_shown_once(few: Program) -> None:
    home_of(few)._search("tracing")
    assert few.window.findChild(FoundList).model().rowCount() == 1


def test_deleting_asks_once_and_names_the_thing(
    few: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def ask(_parent: object, question: str, *_words: str, destructive: bool = False) -> bool:
        asked.append(question)
        assert destructive
        return answers.pop(0)

    monkeypatch.setattr(messages, "ask", ask)
    act(few, "Photo use", "delete")
    assert "Photo use" in titles(few)
    act(few, "Photo use", "delete")
    assert "Photo use" not in titles(few)
    assert len(asked) == 2
    assert "Photo use" in asked[0]
    assert "for good, with its history" in asked[0]


def test_an_assessment_is_duplicated_under_a_title_of_its_own(
    few: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask_text", lambda *_args, **_words: "Photo use, second team")
    act(few, "Photo use", "duplicate")
    assert {"Photo use", "Photo use, second team"} <= set(titles(few))


def test_an_assessment_goes_to_the_archive_and_comes_back(few: Program) -> None:
    act(few, "Photo use", "archive")
    assert "Photo use" not in titles(few)
    choose(few, "filter", "archived")
    act(few, "Photo use", "archive")
    choose(few, "filter", "present")
    assert "Photo use" in titles(few)


def test_a_row_opens_with_enter_and_its_menu_with_the_menu_key(few: Program, qtbot: QtBot) -> None:
    table = table_of(few)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [table.chosen()]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [a.objectName() for a in menu.actions() if isinstance(a, QAction) and a.text()]
    assert names == ["open", "history", "duplicate", "archive", "delete"]
    menu.close()


def test_a_new_assessment_knows_its_author_and_asks_for_them_only_once(
    few: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered: list[str] = []

    def ask(
        _parent: object, *, post: str = "", agency: str = "", forms: object = ()
    ) -> NewAssessment:
        remembered.append(post)
        return NewAssessment("Helpline", "Data protection focal point", "Lead agency")

    monkeypatch.setattr(new_assessment, "ask", ask)
    opened: list[str] = []
    home_of(few).opened.disconnect()
    home_of(few).opened.connect(lambda id, _place: opened.append(id))
    home_of(few)._start_new()
    home_of(few)._start_new()
    library = few.window.library
    assert library is not None
    author = library.store.load(opened[0]).rows["record.author"]
    assert dict(author.cells) == {"post": "Data protection focal point", "agency": "Lead agency"}
    assert remembered == ["", "Data protection focal point"]


def test_a_new_assessment_starts_once_it_has_a_title(qtbot: QtBot, few: Program) -> None:
    dialog = NewAssessmentDialog(few.window)
    dialog.show()
    start = child(dialog, "start")
    assert not start.isEnabled()
    type_in(child(dialog, "title"), "  صور الأطفال ")
    assert start.isEnabled()
    assert dialog.value().title == "صور الأطفال"
    assert nameless(dialog) == []
    dialog.close()


def test_a_copy_of_the_library_opens_with_the_same_passphrase(
    few: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    told: list[str] = []
    monkeypatch.setattr(messages, "choose_folder", lambda *_args: disk)
    monkeypatch.setattr(messages, "tell", lambda _parent, sentence: told.append(sentence))
    assert "No back-up copy yet" in words_on(few)
    child(few.window.page, "back_up").click()  # type: ignore[attr-defined]
    child(few.window.page, "back_up").click()  # type: ignore[attr-defined]
    first, second = sorted(disk.iterdir())
    assert str(first) in told[0]
    assert "Last back-up copy: 21 Nov 2026" in words_on(few)
    with Library.open(second, PASSPHRASE) as copy:
        assert len(copy.list()) == 3


def test_the_model_keeps_every_rule_of_models(few: Program, qtmodeltester: ModelTester) -> None:
    model = AssessmentModel(home_of(few)._words)
    lines = home_of(few)._lines
    qtmodeltester.check(model, force_py=True)
    model.show_value(lines)
    model.show_value(lines[1:])
    model.show_value(tuple(replace(line, changed_by="x") for line in lines[1:]))
    model.show_value(lines)
    qtmodeltester.check(model, force_py=True)


def test_the_model_tells_precisely_what_changed(few: Program, qtbot: QtBot) -> None:
    model = AssessmentModel(home_of(few)._words)
    lines = home_of(few)._lines
    model.show_value(lines)
    with qtbot.waitSignal(model.rowsRemoved) as told:
        model.show_value((lines[0], *lines[2:]))
    assert told.args is not None
    assert told.args[1:] == [1, 1]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_value((replace(lines[0], changed_by="x"), *lines[2:]))


@pytest.mark.parametrize("language", ["en", "ar", "qps"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 697, 100), (1024, 529, 150)])
def test_nothing_on_home_is_cut_and_everything_has_a_name(
    folder: Path, qapp: QApplication, language: str, width: int, height: int, scale: int
) -> None:
    with make_library(folder) as library:
        for place, title in enumerate(TITLES):
            counts = {"critical": 12, "high": 88, "medium": 7, "low": 3, "none": 10}
            review = ["2026-11-18", "2026-12-01", "", "2027-01-01"][place]
            add(library, title, **APPROVED, review_date=review, counts=counts, remarks=place)
        add(library, TITLES[0], remarks=1)
        add(library, TITLES[2], stage="draft", dues=due("void", "2026-05-04", "head"))
        add(library, TITLES[1], stage="expired", stage_since="2026-11-01", review_date="2026-11-01")
    program = shown(folder, language, scale=scale)
    program.window.resize(width, height)
    settle()
    assert cut_texts(program.window) == []
    assert nameless(program.window) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_title_of_one_endless_word_leaves_home_in_its_window(
    folder: Path, qapp: QApplication, language: str
) -> None:
    with make_library(folder) as library:
        add(library, "Photo " + "w" * 300, sections_done=12, remarks=2)
    program = shown(folder, language)
    program.window.resize(1024, 600)
    settle()
    home = home_of(program)
    for name in ("continue", "new_assessment"):
        place = QRect(child(home, name).mapTo(home, QPoint(0, 0)), child(home, name).size())
        assert home.rect().contains(place), name


def test_long_titles_have_room_far_down_a_long_list_too(few: Program, qtbot: QtBot) -> None:
    table = table_of(few)
    (line, *_rest) = home_of(few)._lines
    long = replace(line.summary, title=TITLES[3])
    table.show_value([replace(line, id=f"{n:03}", summary=long) for n in range(250)])
    assert table.rowHeight(0) > table.sizeHintForRow(0)
    qtbot.waitUntil(lambda: table.rowHeight(249) == table.rowHeight(0))


SHOW_HOME = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from dpia_wizard.gui.application import start
from dpia_wizard.workspace.library import pack_is_read

window = start(Path(sys.argv[1]), language="en").window
window.page.unlocked.emit(bytes.fromhex(sys.argv[2]))
table = window.findChild(QTableView, "assessments")
QApplication.processEvents()
field = QApplication.focusWidget()
print(table.model().rowCount(), field.objectName(), table.model().index(0, 2).data())
late = ("yaml", *(f"dpia_wizard.core.{name}" for name in ("catalogue", "blind", "form", "seal")))
print(*(name for name in late if name in sys.modules))
while not pack_is_read():
    QApplication.processEvents()
print(*(label.text() for label in window.page.findChildren(QLabel)), sep=" | ")
window.close()
"""


def test_home_is_there_before_the_pack_is_read_and_then_says_where_the_team_stopped(
    folder: Path,
) -> None:
    with make_library(folder) as library:
        id = add(library, "Referrals in the north")
        library.store.set_place(id, "record.country")
    told = subprocess.run(
        [sys.executable, "-c", SHOW_HOME, str(folder), keys().key.hex()],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    shown, read, later = told.stdout.splitlines()
    assert shown == "1 search Not rated"
    assert read == ""
    assert "question 0.2a" in later
