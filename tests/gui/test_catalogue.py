"""The catalogue in the window: found as one types, followed there and back, taken along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Risk
from dpia_wizard.core.uses import KINDS, Item, items
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.catalogue.catalogue import Catalogue
from dpia_wizard.gui.catalogue.entry_list import EntryModel
from dpia_wizard.gui.catalogue.looked_up import LookUp
from dpia_wizard.gui.catalogue.standing_card import StandingCard
from dpia_wizard.gui.catalogue.trail import Trail
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import words_for
from dpia_wizard.wording.catalogue import CatalogueWords
from dpia_wizard.wording.catalogue_details import details
from dpia_wizard.workspace.reports import report_words
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import add, child, close_windows, make_library, show_window, unlocked
from tests.small_packs import small_pack

PACK = load_pack()
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, open_: OpenAssessment | None = None, width: int = 1366) -> Catalogue:
    page = Catalogue([PACK if open_ is None else open_.editing.pack], open_=open_)
    qtbot.addWidget(page)
    page.resize(width, 768 if width > 1200 else 600)
    page.show()
    qtbot.waitExposed(page)
    settle()
    return page


def press(page: QWidget, name: str) -> None:
    button = child(page, name)
    assert isinstance(button, SignButton)
    assert button.isEnabled()
    button.click()
    settle()


def title(page: Catalogue) -> str:
    settle()
    label = child(page.details, "catalogue.title")
    assert isinstance(label, PlainLabel)
    return label.text()


def choose(page: Catalogue, filter_: str, value: str) -> None:
    box = child(page.browse, f"catalogue.filter.{filter_}")
    assert isinstance(box, ComboBox)
    box.show_value(value)
    assert box.value() == value
    box.edited.emit(value)
    settle()


# Looking up


def test_it_opens_with_the_first_risk(qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot)
    assert page.browse.shown() == items(PACK, "risk")
    assert page.shown() == Item("risk", "R01")
    assert title(page) == PACK.risk["R01"].title


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_shows_all_of_it(qtbot: QtBot, dressed: QApplication, kind: str) -> None:
    page = shown(qtbot)
    if kind != "risk":
        press(page, f"catalogue.kind.{kind}")
    known = next(k for k in KINDS if k == kind)
    assert page.browse.shown() == page.say.items(known)
    first = page.shown()
    assert first is not None
    assert first.kind == kind
    assert title(page) == page.say.title(first)


def test_typing_finds_in_titles_first_then_in_everything(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot)
    QTest.keyClicks(page.browse.search, "CHECKPOINT")
    qtbot.waitUntil(lambda: len(page.browse.shown()) < 64)
    found = page.browse.shown()
    assert found
    for item in found:
        text = "\n".join(details(page.say, item).texts()).casefold()
        assert "checkpoint" in text
    titles = ["checkpoint" in page.say.title(item).casefold() for item in found]
    assert titles == sorted(titles, reverse=True)
    counted = page.findChild(SignButton, "catalogue.kind.control")
    assert counted is not None
    assert "of 78" in counted.accessibleName()


def test_enter_goes_to_the_first_line_and_arrows_walk_on(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot)
    QTest.keyClicks(page.browse.search, "r36")
    QTest.keyClick(page.browse.search, Qt.Key.Key_Return)
    assert page.shown() == Item("risk", "R36")
    page.browse.look_for("phone")
    QTest.keyClick(page.browse.search, Qt.Key.Key_Down)
    assert page.shown() == page.browse.shown()[0] or page.shown() == page.browse.shown()[1]
    assert page.browse.search.text() == "phone"


def test_a_number_finds_its_own_line_first(dressed: QApplication) -> None:
    look_up = LookUp(CatalogueWords(words_for("en"), PACK))
    assert look_up.found("risk", "r36")[0].item == Item("risk", "R36")
    assert look_up.found("question", "14.9")[0].item == Item("question", "security.accounts")


def test_arabic_is_found_without_its_marks_and_with_any_alef(dressed: QApplication) -> None:
    look_up = LookUp(CatalogueWords(report_words(PACK, "ar"), PACK))
    plain = {entry.item for entry in look_up.found("risk", "الاطفال")}
    marked = {entry.item for entry in look_up.found("risk", "الأَطْفَال")}
    assert plain
    assert plain == marked


def test_nothing_is_made_before_it_is_looked_at(dressed: QApplication) -> None:
    look_up = LookUp(CatalogueWords(words_for("en"), PACK))
    look_up.found("control", "")
    assert list(look_up._entries) == ["control"]
    assert not look_up._texts


def test_filters_narrow_and_can_be_taken_away(qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot)
    choose(page, "group", "A")
    choose(page, "mark", "irreversible")
    wanted = tuple(
        Item("risk", risk.id) for risk in PACK.risks if risk.group == "A" and risk.irreversible
    )
    assert wanted
    assert page.browse.shown() == wanted
    press(page, "catalogue.kind.control")
    assert len(page.browse.shown()) == 78
    press(page, "catalogue.kind.risk")
    assert page.browse.shown() == wanted, "a kind keeps its filters"
    page.browse.look_for("nothing-has-this-word")
    assert page.browse.shown() == ()
    again = page.browse._nothing.findChildren(SignButton)[0]
    again.click()
    settle()
    assert len(page.browse.shown()) == 64


def test_where_a_search_finds_nothing_it_names_the_kinds_with_hits_and_leads_there(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot)
    only_elsewhere = "M31"
    page.browse.look_for(only_elsewhere)
    page.browse.show_kind("stop")
    settle()
    nothing = child(page, "catalogue.nothing")
    said = nothing.accessibleName()
    assert "Nothing was found for" in said
    assert "Controls (" in said
    assert "Risk matrices" not in said
    go = nothing.findChildren(SignButton)[0]
    assert go.words().startswith("Show ")
    go.click()
    settle()
    assert page.browse.shown()
    assert page.browse.words() == only_elsewhere
    assert page.shown() in page.browse.shown()


def test_beside_lines_that_do_not_have_it_nothing_is_shown_of_what_was_found_before(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot)
    before = title(page)
    page.browse.look_for("nothing-has-this-word")
    settle()
    assert not [w for w in page.details.findChildren(QWidget, "catalogue.title") if w.isVisible()]
    page.browse.look_for("")
    assert title(page) == before


def test_what_is_hidden_by_filters_can_still_be_gone_to(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot)
    choose(page, "group", "A")
    page.show_item(Item("risk", "R64"))
    assert page.shown() == Item("risk", "R64")
    assert Item("risk", "R64") in page.browse.shown()


# Following


def test_links_are_followed_there_and_back(qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot)
    press(page, "catalogue.link.control.M31")
    assert page.shown() == Item("control", "M31")
    assert page.browse.kind == "control"
    press(page, "catalogue.link.clause.C29")
    press(page, "catalogue.link.question.security.accounts")
    assert page.shown() == Item("question", "security.accounts")
    QTest.keyClick(page, Qt.Key.Key_Left, ALT)
    assert page.shown() == Item("clause", "C29")
    press(page, "catalogue.back")
    press(page, "catalogue.back")
    assert page.shown() == Item("risk", "R01")
    QTest.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.shown() == Item("control", "M31")
    assert title(page) == PACK.control["M31"].title


def test_every_link_of_every_risk_leads_somewhere(qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot)
    for risk in PACK.risks[:8]:
        page.show_item(Item("risk", risk.id))
        settle()
        names = {
            button.objectName()
            for button in page.details.findChildren(SignButton)
            if button.objectName().startswith("catalogue.link.") and button.isVisibleTo(page)
        }
        assert {f"catalogue.link.control.{link.control}" for link in risk.controls} <= names


def test_walking_the_list_by_keys_leaves_one_step_to_go_back(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot)
    press(page, "catalogue.link.control.M31")
    for _step in range(3):
        QTest.keyClick(page.browse.list, Qt.Key.Key_Down)
    assert page.shown() == Item("control", "M34")
    press(page, "catalogue.back")
    assert page.shown() == Item("control", "M31")


@given(st.lists(st.one_of(st.sampled_from("ABCD"), st.sampled_from([-1, 1]))))
def test_the_trail_is_that_of_a_browser(steps: list[str | int]) -> None:
    trail, behind, ahead, now = Trail(), list[str](), list[str](), ""
    for step in steps:
        if isinstance(step, str):
            if step != now:
                behind, ahead, now = ([*behind, now] if now else behind), [], step
            trail.take(Item("risk", step))
        elif step < 0:
            if behind:
                ahead, now = [now, *ahead], behind.pop()
            trail.go(-1)
        else:
            if ahead:
                behind, now = [*behind, now], ahead.pop(0)
            trail.go(1)
        assert (trail.now.id if trail.now else "") == now
        assert (trail.can_go_back, trail.can_go_on) == (bool(behind), bool(ahead))


# Beside an assessment


def test_it_says_how_a_risk_stands_and_leads_to_it(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    page = shown(qtbot, open_assessment)
    card = child(page.details, "catalogue.standing")
    assert "Every assessment looks at this risk." in card.accessibleName()
    editing.put("set aside", Risk("R01", dismissed=True, set_aside_reason="No <b>devices</b>."))
    page.show_item(Item("risk", "R02"))
    page.show_item(Item("risk", "R01"))
    settle()
    told = child(page.details, "catalogue.standing")
    assert "No <b>devices</b>." in told.accessibleName()
    with qtbot.waitSignal(page.go) as gone:
        press(page, "catalogue.go")
    assert gone.args == ["R01"]


def test_without_an_assessment_nothing_is_said_of_one(qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot)
    assert page.details.findChild(StandingCard) is None


# In the shell


@pytest.fixture
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.mark.usefixtures("closed_at_the_end")
def test_home_and_editor_lead_to_it_and_get_back(qtbot: QtBot, tmp_path: Path) -> None:
    library = make_library(tmp_path / "library")
    add(library, "Cash in the north")
    library.close()
    program = unlocked(show_window(tmp_path / "library"))
    window = program.window
    home = window.page
    assert isinstance(home, Home)
    press(home, "catalogue")
    assert isinstance(window.page, Catalogue)
    window.page.show_item(Item("control", "M31"))
    QTest.keyClick(window.page, Qt.Key.Key_Escape)
    settle()
    assert isinstance(window.page, Home)
    assert window.library is not None
    window.open_assessment(window.library.list()[0].id)
    settle()
    assert isinstance(window.page, Editor)
    window.show_catalogue()
    settle()
    page = window.page
    assert isinstance(page, Catalogue)
    assert page.open is window.open
    page.show_item(Item("question", "screening.triggers"))
    window.preferences.change(language="ar")
    settle()
    page = window.page
    assert isinstance(page, Catalogue)
    assert page.shown() == Item("question", "screening.triggers")
    press(page, "catalogue.go")
    assert isinstance(window.page, Editor)
    assert window.page.place == "screening.triggers"


# Taken along


def test_the_document_is_written_where_one_says(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Catalogue([small_pack(tmp_path, "1")])
    qtbot.addWidget(page)
    page.show()
    monkeypatch.setattr(messages, "choose_save_path", lambda *_asked: tmp_path / "all")
    press(page, "catalogue.save")
    qtbot.waitUntil(lambda: page._task is None, timeout=30_000)
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    said = page.findChild(PlainLabel, "catalogue.said")
    assert said is not None
    assert "all.pdf" in said.text()


def test_another_form_can_be_looked_at(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    small = small_pack(tmp_path, "1")
    page = Catalogue([PACK, small])
    qtbot.addWidget(page)
    page.show()
    pick = page.findChild(ComboBox, "catalogue.pack")
    assert pick is not None
    pick.show_value(1)
    pick.edited.emit(1)
    settle()
    assert page.browse.shown() == items(small, "risk")


# How it looks


@pytest.mark.parametrize(
    ("language", "scale", "width"),
    [("en", 1.0, 1366), ("ar", 1.0, 1024), ("en", 1.0, 1024), ("qps", 1.5, 1366)],
)
def test_no_word_is_cut_and_everything_has_a_name(
    qtbot: QtBot, open_assessment: OpenAssessment, dressed: QApplication, language: str,
    scale: float, width: int,
) -> None:  # fmt: skip
    words = report_words(PACK, language)
    theme.apply(dressed, theme.theme_named("light"), words, scale)
    open_assessment.refresh_words()
    page = shown(qtbot, open_assessment, width)
    for kind in KINDS:
        page.show_item(page.say.items(kind)[0])
        settle()
        assert cut_texts(page) == [], kind
        assert nameless(page) == [], kind


def test_the_list_is_a_sound_model(qtbot: QtBot, dressed: QApplication) -> None:
    model = EntryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    say = CatalogueWords(words_for("en"), PACK)
    for kind in KINDS:
        model.show_value(say.entries(kind))
        assert model.rowCount() == len(say.items(kind))


def test_nothing_of_it_flashes_as_a_window_of_its_own(qtbot: QtBot, dressed: QApplication) -> None:
    shown_alone: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's
            is_window = isinstance(watched, QWidget) and watched.isWindow()
            if event.type() == QEvent.Type.Show and is_window:
                shown_alone.append(watched)
            return False

    watch = Watch()
    dressed.installEventFilter(watch)
    try:
        page = shown(qtbot)
        page.browse.look_for("nothing-has-this-word")
        page.browse.show_kind("stop")
        settle()
    finally:
        dressed.removeEventFilter(watch)
    assert shown_alone == [page]
