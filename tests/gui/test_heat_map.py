"""The map of all risks: seen, walked, heard, and the register lists what a cell holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core import change
from dpia_wizard.core.model import Control, Link, Record, Risk, link_id
from dpia_wizard.core.risk_map import Cell, RiskMap, risk_map
from dpia_wizard.gui import theme
from dpia_wizard.gui.heat_map.picture import CellButton, HeatMap
from dpia_wizard.gui.heat_map.view import MapView
from dpia_wizard.gui.heat_map.ways import MOST_WAYS, Line
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.register.panel import RegisterDropDown
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.packs.load import load_pack, shipped_matrices
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.matrices import pack_with_matrix
from tests.gui.looking import cut_texts, nameless, settle, spoken, tab_stops
from tests.gui.risk_samples import full_register, rate, section, take_up

SIZES = (1, 12, 60, 300)
UKRAINIAN = "Передавання персональних даних дітей неуповноваженим особам через месенджери"


def put_many(editing: Editing, number: int) -> None:
    """So many risks of the team, of which some are not rated and some were avoided."""
    matrix = editing.pack.matrix
    likelihoods, severities = [*matrix.likelihood, "unknown"], [*matrix.severity]
    statuses = ("verified", "in_place", "planned", "unknown", "verified")
    records: list[Record] = []
    for at in range(number):
        id = f"X{at}"
        likelihood = likelihoods[at * 7 % 5] if at % 9 != 8 else ""
        severity = severities[(at * 3 + at // 4) % 4]
        risk = Risk(id, UKRAINIAN, likelihood=likelihood, severity=severity, avoided=at % 25 == 24)
        records.append(risk)
        for turn, axis in enumerate(("likelihood", "severity")):
            control = f"{id}{axis[0]}"
            status = statuses[(at // 5 + turn * 2) % 5]
            seen = {"evidence": "log", "evidence_date": editing.on} if status == "verified" else {}
            plan = {"owner": "IT", "due": "2027-01-01", "custodian": control}
            records.append(Control(control, "c", status, **plan, **seen))
            link = Link(link_id(id, control), id, control, axis, "strong")  # type: ignore[arg-type]
            records.append(link)
    editing.do("add", [change.put(editing.assessment, record) for record in records])


def page_at_map(
    qtbot: QtBot, open_: OpenAssessment, width: int = 1366, height: int = 668
) -> tuple[RisksPage, MapView]:
    page = RisksPage(open_, section(open_.editing, "risks"))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    page.show_place("map")
    settle()
    (view,) = page.findChildren(MapView)
    assert view.isVisibleTo(page)
    return page, view


def press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle()


def button(page: QWidget, name: str) -> SignButton:
    """The visible button called *name*."""
    (found,) = [b for b in page.findChildren(SignButton, name) if b.isVisibleTo(page)]
    return found


def words_on(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(PlainLabel) if label.isVisibleTo(page)]


def listed(page: RisksPage) -> list[str]:
    return [line.id for line in page.panel.model.lines()]


def test_a_key_and_a_button_lead_to_the_map_and_back_to_the_risk(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    full_register(open_assessment.editing)
    page = RisksPage(open_assessment, section(open_assessment.editing, "risks"))
    qtbot.addWidget(page)
    page.resize(1366, 668)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.show_place("R03")
    settle()
    press(qtbot, button(page, "register.map"))
    (view,) = page.findChildren(MapView)
    assert view.isVisibleTo(page)
    assert isinstance(QApplication.focusWidget(), CellButton)
    press(qtbot, button(page, "map.back"))
    assert page.shown() == "R03"
    assert not view.isVisibleTo(page)
    qtbot.keyClick(page.view.argument.matrix, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert view.isVisibleTo(page)
    focus = QApplication.focusWidget()
    qtbot.keyClick(focus, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.shown() == "R03"


def test_a_cell_lists_its_risks_and_the_filter_is_shown_and_can_be_taken_away(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page, view = page_at_map(qtbot, open_assessment)
    found = risk_map(editing.risks)
    cell, risks = max(found.today.items(), key=lambda item: len(item[1]))
    everything = listed(page)
    press(qtbot, view.map.cells()[cell])
    assert listed(page) == list(risks)
    wording = open_assessment.wording
    name = f"{wording.likelihood(cell[0])}, {wording.severity(cell[1])}"
    assert f"{name}: {len(risks)} of 12" in words_on(page.panel)
    press(qtbot, button(page.panel, "register.show_all"))
    assert listed(page) == everything
    assert not view.map.cells()[cell].isChecked()
    view.map.cells()[cell].setFocus()
    qtbot.keyClick(view.map.cells()[cell], Qt.Key.Key_Return)
    settle()
    assert listed(page) == list(risks)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(view.map.cells()[cell], key)
        settle()
        assert listed(page) == (list(risks) if key == Qt.Key.Key_Return else everything)


def test_a_double_click_on_a_cell_chooses_it_and_does_not_take_that_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page, view = page_at_map(qtbot, open_assessment)
    cell, risks = max(risk_map(editing.risks).today.items(), key=lambda item: len(item[1]))
    press(qtbot, view.map.cells()[cell])
    qtbot.mouseDClick(view.map.cells()[cell], Qt.MouseButton.LeftButton)  # the second press
    qtbot.mouseRelease(view.map.cells()[cell], Qt.MouseButton.LeftButton)
    settle()
    assert listed(page) == list(risks)


def test_what_a_chosen_cell_says_comes_into_sight_in_a_small_window(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page, view = page_at_map(qtbot, open_assessment, width=1024, height=430)
    cell = min(risk_map(editing.risks).today)
    view.map.cells()[cell].setFocus()
    qtbot.keyClick(view.map.cells()[cell], Qt.Key.Key_Return)
    settle()
    told = next(
        label
        for label in view.findChildren(PlainLabel)
        if label.isVisibleTo(page) and "today." in label.text()
    )
    assert told.visibleRegion().boundingRect().height() == told.height()


def test_from_a_cell_one_walks_its_risks_and_another_risk_lifts_the_filter(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page, view = page_at_map(qtbot, open_assessment)
    found = risk_map(editing.risks)
    cell, risks = max(found.today.items(), key=lambda item: len(item[1]))
    press(qtbot, view.map.cells()[cell])
    press(qtbot, button(view, "map.list"))
    assert QApplication.focusWidget() is page.panel.list
    qtbot.keyClick(page.panel.list, Qt.Key.Key_Down)
    settle()
    assert page.shown() in risks
    assert listed(page) == list(risks)
    other = next(risk.id for risk in editing.risks if risk.id not in risks)
    page.show_place(other)
    settle()
    assert len(listed(page)) == 12
    assert "register.show_all" not in [
        b.objectName() for b in page.panel.findChildren(SignButton) if b.isVisible()
    ]


def test_where_it_is_narrow_the_button_above_says_what_is_listed_and_drops_it_down(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page, view = page_at_map(qtbot, open_assessment, 1024, 480)
    found = risk_map(editing.risks)
    cell, risks = max(found.today.items(), key=lambda item: len(item[1]))
    press(qtbot, view.map.cells()[cell])
    assert button(page, "register.drop").words().endswith(f": {len(risks)} of 12")
    press(qtbot, button(view, "map.list"))
    (dropped,) = page.findChildren(RegisterDropDown)
    assert dropped.isVisible()
    assert [line.id for line in dropped.panel.model.lines()] == list(risks)


def test_what_is_not_rated_stands_beside_the_map_with_its_number_and_can_be_listed(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page, view = page_at_map(qtbot, open_assessment)
    unrated = risk_map(editing.risks).not_rated
    link = button(view, "map.not_rated")
    assert link.words() == f"{len(unrated)} risks not rated"
    badges = [b.words() for b in view.findChildren(LevelBadge) if b.isVisibleTo(view)]
    assert badges == ["Not rated"]
    press(qtbot, link)
    assert listed(page) == list(unrated)
    assert any("That is not low." in words for words in words_on(view))
    inside = sum(len(risks) for risks in risk_map(editing.risks).today.values())
    assert inside + len(unrated) == 12


def test_without_any_rating_every_cell_is_empty_and_nothing_looks_low(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R02", "R03")
    _page, view = page_at_map(qtbot, open_assessment)
    assert view.map.marks() == {}
    assert button(view, "map.not_rated").words() == "2 risks not rated"
    assert all("no risk" in spoken(cell)[0] for cell in view.map.cells().values())


def test_each_cell_is_heard_with_its_place_its_number_and_its_level(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02", "R03", "R05")
    for risk in ("R02", "R03", "R05"):
        rate(editing, risk, "likely", "serious", evidence="documented")
    _page, view = page_at_map(qtbot, open_assessment)
    name, told = spoken(view.map.cells()[3, 3])
    assert name == "Likely, Serious harm: 3 risks, level High"
    assert told.startswith("3 risks stood here before controls.")
    assert spoken(view.map)[1] == "Likely, Serious harm: 3 risks, level High"
    assert nameless(view) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_keys_walk_the_cells_as_the_picture_lies(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    full_register(open_assessment.editing)
    _page, view = page_at_map(qtbot, open_assessment)
    cells = view.map.cells()
    assert len([stop for stop in tab_stops(view.map) if isinstance(stop, CellButton)]) == 1
    for arrow, dx, dy in (
        (Qt.Key.Key_Left, -1, 0),
        (Qt.Key.Key_Right, 1, 0),
        (Qt.Key.Key_Up, 0, -1),
        (Qt.Key.Key_Down, 0, 1),
    ):
        start = cells[2, 2]
        start.setFocus()
        qtbot.keyClick(start, arrow)
        now = cells[view.map.current()]
        moved = now.geometry().center() - start.geometry().center()
        assert (moved.x() > 0) - (moved.x() < 0) == dx
        assert (moved.y() > 0) - (moved.y() < 0) == dy
        assert now.hasFocus()


def lie_apart(found: HeatMap) -> list[tuple[Cell, str, str]]:
    """What lies on something else: marks on marks, on words, or outside their cell."""
    trouble = []
    for cell, place in found.cells().items():
        mine = {k: r for (k, at), r in found.marks().items() if at == cell}
        words = QRectF(found.laid_out().word(cell))
        for kind, rect in mine.items():
            if not QRectF(place.geometry()).contains(rect):
                trouble.append((cell, kind, "outside"))
            if rect.intersects(words):
                trouble.append((cell, kind, "words"))
            trouble += [
                (cell, kind, other)
                for other, there in mine.items()
                if other != kind and rect.intersects(there)
            ]
    return trouble


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 480)])
@pytest.mark.parametrize("number", SIZES)
def test_nothing_overlaps_or_is_cut_however_many_risks_there_are(
    qtbot: QtBot,
    open_assessment: OpenAssessment,
    number: int,
    size: tuple[int, int],
    language: str,
    scale: float,
    qapp: QApplication,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language), scale)
    open_assessment.refresh_words()
    put_many(open_assessment.editing, number)
    _page, view = page_at_map(qtbot, open_assessment, *size)
    assert lie_apart(view.map) == []
    assert cut_texts(view) == []
    assert view.map.width() >= view.map.minimumSizeHint().width()
    assert view.map.height() >= view.map.heightForWidth(view.map.width())


@pytest.mark.parametrize("number", SIZES)
def test_so_many_ways_are_drawn_as_can_be_told_apart_and_a_cell_shows_its_own(
    qtbot: QtBot, open_assessment: OpenAssessment, number: int
) -> None:
    put_many(open_assessment.editing, number)
    _page, view = page_at_map(qtbot, open_assessment)
    found = risk_map(open_assessment.editing.risks)
    earned, both = len(found.earned), len(found.earned) + len(found.planned)
    mine = sum(map(len, found.through(view.map.current())))
    drawn = both if both <= MOST_WAYS else earned if earned <= MOST_WAYS else mine
    assert len(view.map.lines()) == drawn
    told = any(words.startswith(("Many risks have moved", "Drawn are")) for words in words_on(view))
    assert told == (drawn < both)
    for cell in found.today:
        press(qtbot, view.map.cells()[cell])
        assert len(view.map.lines()) == sum(map(len, found.through(cell)))
        press(qtbot, view.map.cells()[cell])


def test_no_line_runs_through_a_number_that_it_does_not_belong_to(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    put_many(open_assessment.editing, 12)
    _page, view = page_at_map(qtbot, open_assessment)
    lines = view.map.lines()
    assert lines
    for line in lines:
        through = [
            place
            for place in view.map.marks().values()
            if any(place.contains(point) for point in line.points())
        ]
        assert through == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1366, 1024])
@pytest.mark.parametrize("number", [12, 60])
def test_no_line_passes_behind_the_word_of_a_level(
    qtbot: QtBot,
    open_assessment: OpenAssessment,
    number: int,
    width: int,
    language: str,
    qapp: QApplication,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    put_many(open_assessment.editing, number)
    _page, view = page_at_map(qtbot, open_assessment, width)
    map_ = view.map
    words = [QRectF(map_.laid_out().word(cell)) for cell in map_.cells()]
    drawn = 0
    for cell in map_.cells():
        map_._set_current(cell)
        drawn += len(map_.lines())
        behind = [line for line in map_.lines() for word in words if _is_behind(line, word)]
        assert behind == [], cell
    assert drawn


def _is_behind(line: Line, word: QRectF) -> bool:
    return any(word.contains(point) for point in line.points())


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_map_is_read_without_colour_in_every_theme(
    qtbot: QtBot, open_assessment: OpenAssessment, name: str, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.theme_named(name), words_for("en"))
    put_many(open_assessment.editing, 12)
    _page, view = page_at_map(qtbot, open_assessment)
    image = view.map.grab().toImage()
    grey = image.convertToFormat(image.Format.Format_Grayscale8)

    def tones(rect: QRectF) -> set[bool]:
        of = rect.toRect()
        return {
            QColor(grey.pixelColor(x, y)).value() > 128
            for x in range(of.left(), of.right())
            for y in range(of.top(), of.bottom())
        }

    for cell in view.map.cells():
        assert tones(QRectF(view.map.laid_out().word(cell))) == {True, False}, cell  # its word
    for place in view.map.marks().values():
        assert tones(place) == {True, False}  # its number


def test_a_new_rating_moves_the_risk_on_the_map_and_in_what_is_listed(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02", "R03")
    for risk in ("R02", "R03"):
        rate(editing, risk, "likely", "serious", evidence="documented")
    page, view = page_at_map(qtbot, open_assessment)
    press(qtbot, view.map.cells()[3, 3])
    assert sorted(listed(page)) == ["R02", "R03"]
    rate(editing, "R02", "remote", "serious", evidence="documented")
    open_assessment.changed.emit(None)
    settle()
    assert listed(page) == ["R03"]
    assert spoken(view.map.cells()[3, 3])[0] == "Likely, Serious harm: 1 risk, level High"


@pytest.mark.parametrize("matrix", shipped_matrices())
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_matrix_that_ships_has_its_map(
    qtbot: QtBot, dressed: QApplication, matrix: str, language: str
) -> None:
    pack = pack_with_matrix(load_pack(), matrix)
    theme.apply(dressed, theme.theme_named("light"), words_for(language))
    wording = Wording(words_for(language, packs=pack.words), pack)
    cells = [
        (likelihood, severity)
        for likelihood in range(1, len(pack.matrix.likelihoods) + 1)
        for severity in range(1, len(pack.matrix.severities) + 1)
    ]
    everywhere = dict.fromkeys(cells, ("A", "B"))
    found = HeatMap(wording)
    qtbot.addWidget(found)
    found.show_value(
        RiskMap(everywhere, everywhere, everywhere, (), (), (), (), (), ()), wording, None
    )
    found.resize(found.minimumSizeHint())
    found.show()
    settle()
    assert sorted(found.cells()) == cells
    assert lie_apart(found) == []
    for cell, button_ in found.cells().items():
        level = wording.level(pack.matrix.cell(*cell).id)
        assert level in spoken(button_)[0]
        assert found.rect().contains(button_.geometry())
