"""What if: other controls are tried by keyboard, shown beside what stands, kept or dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.core.lowering import ways_to_lower
from dpia_wizard.core.scoring import Place
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.what_if.panel import WhatIf
from dpia_wizard.gui.what_if.row import TriedRow
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.gui.risk_samples import found, full_register, rate, set_control, take_up
from tests.gui.test_risks_page import page_of, part, press, words_on


@pytest.fixture
def standing(open_assessment: OpenAssessment) -> OpenAssessment:
    """R02 at likelihood 3 and severity 3, with M30 in place in the hands of its administrator."""
    fill(open_assessment.editing)
    return open_assessment


def fill(editing: Editing) -> None:
    take_up(editing, "R02", "R03")
    rate(editing, "R02", "likely", "limited")
    set_control(editing, "M30", "in_place", "system administrator")


def begin(qtbot: QtBot, page: RisksPage, control: str = "M30") -> WhatIf:
    page.show_place("R02")
    press(qtbot, part(page, SignButton, "risk.try"))
    what_if = page.view.what_if
    take(qtbot, page, control)
    return what_if


def take(qtbot: QtBot, page: RisksPage, control: str) -> None:
    """Choose a control to try."""
    choose(part(page, ComboBox, "what_if.choose"), control)
    press(qtbot, part(page, SignButton, "what_if.take"))


def choose(box: ComboBox, value: str) -> None:
    """Choose as the arrow keys do: the list tells the value it was left at."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle()


def today(editing: Editing, risk: str = "R02") -> Place:
    score = found(editing, risk).score
    assert score is not None
    return score.today


def marks(what_if: WhatIf) -> dict[str, tuple[int, int]]:
    picture = what_if.matrix.picture()
    return {mark.kind: (mark.likelihood, mark.severity) for mark in picture.marks}


def test_a_trial_shows_both_and_changes_nothing(qtbot: QtBot, standing: OpenAssessment) -> None:
    page = page_of(qtbot, standing, height=1600)
    before = standing.editing.assessment
    what_if = begin(qtbot, page)
    choose(part(page, ComboBox, "tried.status"), "verified")
    assert standing.editing.assessment is before
    assert standing.editing.undo_stack.done is not None
    assert standing.editing.undo_stack.done.name == "change a control"
    assert "Trying: nothing is kept yet" in words_on(what_if)
    assert marks(what_if) == {"inherent": (3, 2), "today": (3, 2), "tried": (2, 2)}
    told = "Today it would stay Medium, but at likelihood 2, severity 2."
    assert what_if.bar.levels.told() == told
    assert page.panel.model.lines()[0].level == "medium"


def test_what_is_supposed_is_said_and_written_before_it_is_kept_as_one_step(
    qtbot: QtBot, standing: OpenAssessment
) -> None:
    editing = standing.editing
    page = page_of(qtbot, standing, height=1600)
    what_if = begin(qtbot, page)
    before = editing.assessment
    choose(part(page, ComboBox, "tried.status"), "verified")
    lacks = part(page, SignLabel, "what_if.lacks").text()
    assert "M30" in lacks
    press(qtbot, part(page, SignButton, "what_if.keep"))
    assert editing.assessment is before
    evidence = part(page, LineEdit, "tried.evidence")
    assert QApplication.focusWidget() is evidence
    qtbot.keyClicks(evidence, "Access log of November")
    seen = part(page, DateEdit, "tried.seen").findChildren(LineEdit)[0]
    qtbot.keyClicks(seen, editing.on)
    qtbot.keyClick(seen, Qt.Key.Key_Return)
    settle()
    assert not [
        label
        for label in what_if.findChildren(SignLabel, "what_if.lacks")
        if label.isVisibleTo(page)
    ]
    would = what_if.matrix.picture().marks[-1]
    press(qtbot, part(page, SignButton, "what_if.keep"))
    assert what_if.isHidden()
    kept = editing.assessment.controls["M30"]
    assert (kept.status, kept.evidence) == ("verified", "Access log of November")
    assert today(editing).likelihood == would.likelihood == 2
    assert standing.begun("what if R02") == {}
    standing.undo()
    assert editing.assessment == before


def test_dropping_leaves_everything_and_nothing_waits(
    qtbot: QtBot, standing: OpenAssessment
) -> None:
    page = page_of(qtbot, standing, height=1600)
    what_if = begin(qtbot, page)
    choose(part(page, ComboBox, "tried.status"), "planned")
    before = standing.editing.assessment
    press(qtbot, part(page, SignButton, "what_if.drop"))
    assert what_if.isHidden()
    assert standing.editing.assessment is before
    assert standing.begun("what if R02") == {}
    press(qtbot, part(page, SignButton, "risk.try"))
    assert not [row for row in what_if.findChildren(ComboBox, "tried.status") if row.isVisible()]


def test_a_control_is_tried_in_and_out(qtbot: QtBot, standing: OpenAssessment) -> None:
    editing = standing.editing
    set_control(editing, "M30", "verified", "system administrator")
    page = page_of(qtbot, standing, height=1700)
    what_if = begin(qtbot, page)
    assert marks(what_if)["tried"] == (2, 2)
    press(qtbot, part(page, SignButton, "tried.out M30"))
    assert marks(what_if)["tried"] == (3, 2)
    take(qtbot, page, "M44")
    press(qtbot, part(page, SignButton, "what_if.keep"))
    assert "R02 M30" not in editing.assessment.links
    assert "R02 M44" in editing.assessment.links
    standing.undo()
    assert "R02 M30" in editing.assessment.links
    assert "R02 M44" not in editing.assessment.links


def test_a_trial_stays_on_its_risk_while_one_looks_at_another(
    qtbot: QtBot, standing: OpenAssessment
) -> None:
    page = page_of(qtbot, standing, height=1600)
    what_if = begin(qtbot, page)
    choose(part(page, ComboBox, "tried.status"), "verified")
    page.show_place("R03")
    settle()
    assert what_if.isHidden()
    page.show_place("R02")
    settle()
    assert what_if.isVisible()
    assert part(page, ComboBox, "tried.status").value() == "verified"


def test_a_trial_outlives_a_lock(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, keys: NewKeys
) -> None:
    with Library.create_with(tmp_path / "library", keys) as library:
        id = library.new("Referrals in the north")
        open_ = OpenAssessment(library.open_assessment(id))
        fill(open_.editing)
        page = page_of(qtbot, open_, height=1600)
        begin(qtbot, page)
        choose(part(page, ComboBox, "tried.status"), "verified")
        open_.flush()
        page.close()
        again = OpenAssessment(library.open_assessment(id))
        page = page_of(qtbot, again, height=1600)
        page.show_place("R02")
        settle()
        assert part(page, ComboBox, "tried.status").value() == "verified"
        assert marks(page.view.what_if)["tried"] == (2, 2)


def test_a_trial_follows_what_is_changed_beside_it(qtbot: QtBot, standing: OpenAssessment) -> None:
    page = page_of(qtbot, standing, height=1600)
    what_if = begin(qtbot, page)
    choose(part(page, ComboBox, "tried.status"), "verified")
    rate(standing.editing, "R02", "almost_certain", "limited")
    page.view.show_value(found(standing.editing, "R02"))
    settle()
    assert marks(what_if)["tried"] == (3, 2)


def test_a_way_that_would_lower_it_is_one_press_from_being_tried_and_from_the_plan(
    qtbot: QtBot, standing: OpenAssessment
) -> None:
    editing = standing.editing
    rate(editing, "R02", "possible", "limited")
    page = page_of(qtbot, standing, height=1700)
    page.show_place("R02")
    settle()
    way = ways_to_lower(editing.pack, found(editing, "R02"), on=editing.on)[0]
    press(qtbot, page.view.argument.findChildren(SignButton, "lowering.try")[0])
    what_if = page.view.what_if
    assert what_if.isVisible()
    rank = editing.pack.matrix.cell(*marks(what_if)["tried"])
    assert rank.id == way.level
    assert f"would be {standing.wording.level(way.level)}" in what_if.bar.levels.told()
    press(qtbot, part(page, SignButton, "what_if.plan"))
    actions = editing.assessment.actions.values()
    assert {(a.source, a.control) for a in actions} == {
        ("R02", made.control) for made in way.improvements
    }
    assert what_if.isVisible()  # it is planned, not so


def test_the_whole_trial_is_done_by_keyboard(qtbot: QtBot, standing: OpenAssessment) -> None:
    page = page_of(qtbot, standing, height=1600)
    page.show_place("R02")
    settle()
    qtbot.keyClick(part(page, SignButton, "risk.try"), Qt.Key.Key_Space)
    settle()
    box = part(page, ComboBox, "what_if.choose")
    assert QApplication.focusWidget() is box
    while box.currentData() != "M30":
        qtbot.keyClick(box, Qt.Key.Key_Down)
    stops = tab_stops(page.view.what_if)
    following = stops[stops.index(box) + 1]
    assert following.objectName() == "what_if.take"
    qtbot.keyClick(following, Qt.Key.Key_Space)
    settle()
    status = QApplication.focusWidget()
    assert isinstance(status, ComboBox)
    assert status.objectName() == "tried.status"
    qtbot.keyClick(status, Qt.Key.Key_Down)  # verified
    qtbot.keyClick(status, Qt.Key.Key_Down)  # in place
    qtbot.keyClick(status, Qt.Key.Key_Down)  # partly
    settle()
    stops = tab_stops(page)
    at = stops.index(status)
    assert [stop.objectName() for stop in stops[at : at + 7]] == [
        *("tried.status", "tried.strength", "tried.custodian"),
        *("what_if.choose", "what_if.matrix", "what_if.keep", "what_if.drop"),
    ]
    keep = next(stop for stop in stops if stop.objectName() == "what_if.keep")
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    settle()
    assert standing.editing.assessment.controls["M30"].status == "partly"
    assert QApplication.focusWidget() is page.view.argument.matrix


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 500)])
def test_a_trial_is_whole_in_both_scripts_and_small_windows(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    full_register(open_assessment.editing)
    page = page_of(qtbot, open_assessment, *size)
    begin(qtbot, page)
    choose(part(page, ComboBox, "tried.status"), "verified")
    assert cut_texts(page) == []
    assert nameless(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 508)])
def test_two_tried_controls_stand_in_sight_with_both_levels_and_what_can_be_done(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    full_register(open_assessment.editing)
    page = page_of(qtbot, open_assessment, *size)
    what_if = begin(qtbot, page, "M30")
    choose(part(page, ComboBox, "tried.status"), "verified")
    take(qtbot, page, "M44")
    for row in what_if.findChildren(TriedRow):
        seen = QRect(row.mapTo(page, QPoint(0, 0)), row.size())
        assert page.rect().contains(seen), (row.objectName(), seen)
        assert row.visibleRegion().boundingRect().height() == row.height(), row.objectName()
    badges = what_if.bar.findChildren(LevelBadge)
    buttons = [part(page, SignButton, f"what_if.{act}") for act in ("keep", "drop")]
    for shown in (*badges, *buttons):
        assert shown.visibleRegion().boundingRect().size() == shown.size(), shown
    assert len(badges) == 4


def test_what_stays_in_sight_of_a_trial_goes_with_it(
    qtbot: QtBot, standing: OpenAssessment
) -> None:
    page = page_of(qtbot, standing, height=1600)
    what_if = begin(qtbot, page)
    assert what_if.bar.isVisible()
    page.show_place("map")
    settle()
    assert not what_if.bar.isVisible()
    page.show_place("R02")
    settle()
    assert what_if.bar.isVisible()
    page.show_place("R03")
    settle()
    assert not what_if.bar.isVisible()
