"""The bow-tie in the window: seen, walked by keys, heard, pressed, and never cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Control, Link, Risk, link_id
from dpia_wizard.gui import theme
from dpia_wizard.gui.bow_tie.picture import BowTiePicture
from dpia_wizard.gui.bow_tie.pieces import BarrierPiece, GapPiece, Piece
from dpia_wizard.gui.focus import show_focus_rings
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from tests.gui.looking import cut_texts, nameless, settle, spoken, tab_stops
from tests.gui.risk_samples import rate, section, set_control, take_up

UKRAINIAN = (
    "Передавання персональних даних дітей неуповноваженим особам через загальнодоступні"
    " канали обміну повідомленнями без шифрування"
)
ARABIC = (
    "مشاركة المعلومات الشخصية للأطفال مع جهات غير مخوّلة عبر قنوات مراسلة عامة غير مشفّرة"
    " ومن دون علم مسؤول حماية البيانات"
)
STATUSES = ("verified", "in_place", "partly", "planned", "not_in_place", "unknown")


def crowded(editing: Editing) -> None:
    """A risk of the team with twelve controls of every kind, and very long words."""
    source, harm = f"{UKRAINIAN}; {ARABIC}; a thief", f"{ARABIC}; {UKRAINIAN}"
    editing.put("add", Risk("OWN", UKRAINIAN, source, UKRAINIAN * 3, harm=harm))
    for number in range(12):
        id, title = f"C{number:02}", ARABIC if number % 2 else UKRAINIAN
        editing.put("add", Control(id, title=title))
        axis = ("likelihood", "severity", "both")[number % 3]
        link = Link(link_id("OWN", id), "OWN", id, axis, "moderate")  # type: ignore[arg-type]
        editing.put("add", link)
        set_control(editing, id, STATUSES[number % 6])


def shown(
    qtbot: QtBot, open_: OpenAssessment, risk: str, width: int = 1080, height: int = 900
) -> tuple[RisksPage, BowTiePicture]:
    page = RisksPage(open_, section(open_.editing, "risks"))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    page.show_place(risk)
    page.view.bow_tie.open_picture()
    settle()
    picture = page.view.bow_tie.picture()
    assert picture is not None
    return page, picture


def piece(picture: BowTiePicture, key: str) -> Piece:
    found = picture.piece(key)
    assert found is not None, [one.key for one in picture.pieces()]
    return found


def overlaps(picture: BowTiePicture) -> list[tuple[str, str]]:
    """The pieces that lie on one another or outside the picture."""
    pieces = picture.pieces()
    found = [(p.key, "outside") for p in pieces if not picture.rect().contains(p.geometry())]
    for number, one in enumerate(pieces):
        found += [
            (one.key, other.key)
            for other in pieces[number + 1 :]
            if one.geometry().intersects(other.geometry())
        ]
    return found


def small(picture: BowTiePicture) -> list[str]:
    """The pieces that are smaller than their words."""
    return [
        p.key
        for p in picture.pieces()
        if p.height() < p.height_for(p.width()) or p.width() < p.least_width()
    ]


def test_the_card_says_folded_how_many_barriers_stand_and_unfolds_by_the_link_above(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R05")
    set_control(editing, "M19", "verified")
    page = RisksPage(open_assessment, section(editing, "risks"))
    qtbot.addWidget(page)
    page.resize(1080, 900)
    page.show()
    page.show_place("R05")
    settle()
    card = page.view.bow_tie
    assert card.picture() is None
    said = [label.text() for label in card.findChildren(PlainLabel)]
    assert "Standing today: 0 of 5 before the event, 1 of 2 between it and the child." in said
    (link,) = page.view.head.findChildren(SignButton, "risk.bow_tie")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    settle()
    picture = card.picture()
    assert picture is not None
    assert picture.isVisibleTo(page)
    assert isinstance(QApplication.focusWidget(), Piece)


def test_barriers_show_their_states_and_a_side_on_which_nothing_stands_says_so(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R05")
    set_control(editing, "M19", "verified")
    set_control(editing, "M42", "planned")
    _page, picture = shown(qtbot, open_assessment, "R05")
    states = {p.key: p.state for p in picture.pieces() if isinstance(p, BarrierPiece)}
    assert states["severity M19"] == "verified"
    assert states["likelihood M42"] == "planned"
    assert [p.key for p in picture.pieces() if isinstance(p, GapPiece)] == ["gap likelihood"]
    set_control(editing, "M42", "in_place")
    open_assessment.changed.emit(None)
    settle()
    assert not [p for p in picture.pieces() if isinstance(p, GapPiece)]


def test_a_barrier_opens_its_control_by_press_and_by_enter(
    qtbot: QtBot, open_assessment: OpenAssessment, qapp: QApplication
) -> None:
    show_focus_rings(qapp)  # and what has the focus is in sight
    take_up(open_assessment.editing, "R05")
    page, picture = shown(qtbot, open_assessment, "R05")
    qtbot.mouseClick(piece(picture, "likelihood M42"), Qt.MouseButton.LeftButton)
    settle()
    assert page.view.controls.table.open_key() == "M42"
    barrier = piece(picture, "likelihood M29")
    barrier.setFocus()
    qtbot.keyClick(barrier, Qt.Key.Key_Return)
    settle()
    assert page.view.controls.table.open_key() == "M29"
    form, focus = page.view.controls.table.form(), QApplication.focusWidget()
    assert isinstance(form, ControlForm)
    assert focus is not None
    assert form.isAncestorOf(focus)
    assert focus.visibleRegion().boundingRect().height() > 0
    barrier.setFocus()
    qtbot.keyClick(barrier, Qt.Key.Key_Return)  # open already: one goes there again
    settle()
    assert form.isAncestorOf(QApplication.focusWidget())


def test_a_box_leads_to_its_words_and_a_gap_to_another_control(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R05")
    page, picture = shown(qtbot, open_assessment, "R05")
    for key, name in (("cause1", "threat_source"), ("event", "event"), ("harm2", "harm")):
        qtbot.mouseClick(piece(picture, key), Qt.MouseButton.LeftButton)
        settle()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == f"risk.{name}"
    qtbot.mouseClick(piece(picture, "gap severity"), Qt.MouseButton.LeftButton)
    settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.view.controls.isAncestorOf(focus)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [620, 980, 1300])
def test_the_arrow_keys_reach_every_piece_and_tab_stops_at_one(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, width: int, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    crowded(open_assessment.editing)
    _page, picture = shown(qtbot, open_assessment, "OWN", width, 3000)
    stops = [stop for stop in tab_stops(picture) if isinstance(stop, Piece)]
    assert len(stops) == 1
    reached: set[str] = set()
    begin = [stops[0].key]
    while begin:
        key = begin.pop()
        if key in reached:
            continue
        reached.add(key)
        for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            one = piece(picture, key)
            one.setFocus()
            qtbot.keyClick(one, arrow)
            current = picture.current()
            assert current is not None
            begin.append(current.key)
    assert reached == {one.key for one in picture.pieces()}


def test_in_arabic_the_causes_stand_at_the_right_and_the_keys_follow_the_picture(
    qtbot: QtBot, open_assessment: OpenAssessment, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for("ar"))
    open_assessment.refresh_words()
    take_up(open_assessment.editing, "R05")
    _page, picture = shown(qtbot, open_assessment, "R05", 1200)
    cause, event = piece(picture, "cause1"), piece(picture, "event")
    assert cause.x() > event.x() > piece(picture, "harm1").x()
    cause.setFocus()
    qtbot.keyClick(cause, Qt.Key.Key_Left)
    current = picture.current()
    assert current is not None
    assert event.x() < current.x() < cause.x()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [620, 980, 1366])
def test_twelve_controls_with_long_names_neither_overlap_nor_are_cut(
    qtbot: QtBot,
    open_assessment: OpenAssessment,
    language: str,
    width: int,
    scale: float,
    qapp: QApplication,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language), scale)
    open_assessment.refresh_words()
    crowded(open_assessment.editing)
    page, picture = shown(qtbot, open_assessment, "OWN", width, 1200)
    assert overlaps(picture) == []
    assert small(picture) == []
    assert picture.height() >= picture.heightForWidth(picture.width())
    assert cut_texts(page.view.bow_tie) == []


def test_what_is_shortened_can_be_read_whole_by_tip_and_by_key(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    crowded(open_assessment.editing)
    page, picture = shown(qtbot, open_assessment, "OWN")
    for one in picture.pieces():
        one.setFocus()
        settle()
        whole = [p.text() for p in page.view.bow_tie.findChildren(PlainLabel) if p.isVisible()]
        assert one.whole in whole
        assert one.toolTip() == one.whole
    assert UKRAINIAN * 3 in [one.whole for one in picture.pieces()]


def test_every_piece_is_heard_with_its_side_its_name_and_its_state(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R05")
    set_control(editing, "M19", "verified")
    page, picture = shown(qtbot, open_assessment, "R05")
    assert nameless(page.view.bow_tie) == []
    name, _description = spoken(piece(picture, "severity M19"))
    assert name == "What softens it: M19 Telling children safely after a leak, Verified"
    _name, told = spoken(picture)
    assert "What could start it: A criminal or a state hacker" in told
    assert "M19 Telling children safely after a leak, Verified" in told
    assert told.index("What stops it") < told.index("The event") < told.index("What softens it")


def test_the_focus_stays_on_its_barrier_when_the_status_changes(
    qtbot: QtBot, open_assessment: OpenAssessment, qapp: QApplication
) -> None:
    show_focus_rings(qapp)
    editing = open_assessment.editing
    take_up(editing, "R05")
    rate(editing, "R05", "likely", "grave")
    _page, picture = shown(qtbot, open_assessment, "R05")
    piece(picture, "likelihood M42").setFocus()
    set_control(editing, "M42", "verified")
    open_assessment.changed.emit(None)
    settle()
    focus: QWidget | None = QApplication.focusWidget()
    assert isinstance(focus, BarrierPiece)
    assert (focus.key, focus.state) == ("likelihood M42", "verified")


@pytest.mark.parametrize("name", theme.THEMES)
def test_states_differ_by_more_than_colour_in_every_theme(
    qtbot: QtBot, open_assessment: OpenAssessment, name: str, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.theme_named(name), words_for("en"))
    crowded(open_assessment.editing)
    _page, picture = shown(qtbot, open_assessment, "OWN", 1300, 2000)
    ink = {}
    for one in picture.pieces():
        if isinstance(one, BarrierPiece):
            grey = (
                one.grab().toImage().convertToFormat(one.grab().toImage().Format.Format_Grayscale8)
            )
            edge = [grey.pixelColor(x, 1).value() for x in range(8, grey.width() - 8)]
            middle = grey.pixelColor(8, grey.height() // 2).value()
            ink[one.state] = (len({value > 128 for value in edge}) > 1, middle > 128)
    assert ink["verified"][1] != ink["in_place"][1]
    assert not ink["in_place"][0]
    assert ink["planned"][0]


def test_the_event_stays_in_sight_while_a_tall_picture_is_scrolled(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    crowded(open_assessment.editing)
    page, picture = shown(qtbot, open_assessment, "OWN", 1500, 500)
    scroller = next(
        area for area in page.findChildren(QScrollArea) if area.isAncestorOf(page.view.bow_tie)
    )
    bar = scroller.verticalScrollBar()
    event = piece(picture, "event")
    top = picture.mapTo(page.view, QPoint(0, 0)).y()
    places = set()
    for part in (0.3, 0.5, 0.7):
        bar.setValue(round(top + picture.height() * part - scroller.viewport().height() / 2))
        settle()
        seen = picture.visibleRegion().boundingRect()
        middle = event.geometry().center().y()
        assert seen.top() < middle < seen.bottom()
        places.add(middle)
        assert overlaps(picture) == []
    assert len(places) > 1
