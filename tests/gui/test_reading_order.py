"""Tab goes as one reads: down the page and along its lines, also from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui import theme
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.texts import words_for
from tests.gui import review_samples as samples
from tests.gui.looking import settle, tab_stops
from tests.gui.shell import activate, close_windows, make_library, show_window, unlocked

_TOUCH = 4
"""Pixels by which two fields may share a line that stand one below the other."""

SUPERVISOR = samples.POSTS["record.supervisor"]


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def editor_on(folder: Path, language: str, place: str, *, in_review: bool = False) -> Editor:
    """An assessment with rated risks in the window, high enough to show a form whole."""
    with make_library(folder) as library:
        made = samples.seen(library) if in_review else samples.rated(library)
    program: Program = unlocked(show_window(folder, language))
    program.window.open_assessment(made.assessment.id, place)
    activate(program)
    assert isinstance(program.window.page, Editor)
    return program.window.page


def press(page: QWidget, name: str) -> None:
    settle()
    (button,) = [b for b in page.findChildren(SignButton, name) if b.isVisible()]
    button.click()
    settle()


def walked(editor: Editor) -> list[QWidget]:
    """What Tab visits on the page that is shown, once round the window by real presses."""
    page = editor.page()
    editor.top.findChildren(SignButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
    first = focus = QApplication.focusWidget()
    visited = []
    while True:
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is first:
            return visited
        assert focus not in visited
        if page.isAncestorOf(focus):
            visited.append(focus)


def backwards(page: QWidget, stops: list[QWidget]) -> list[str]:
    """Where Tab went up the page, or against the direction of reading."""
    turned = page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    found = []
    for before, after in pairwise(stops):
        if area_of(before) is not area_of(after):
            continue  # one of them scrolls under the other
        first, second = place_of(page, before), place_of(page, after)
        to_right = second.left() >= first.right() - _TOUCH
        to_left = second.right() <= first.left() + _TOUCH
        is_up = second.bottom() < first.top()
        is_beside = (to_left or to_right) and not (
            first.top() >= second.bottom() - _TOUCH or second.top() >= first.bottom() - _TOUCH
        )
        further = to_left if turned else to_right
        if (is_up or is_beside) and not further:
            found.append(f"{before} {first} -> {after} {second}")
    return found


def reads_on(qtbot: QtBot, page: QWidget, stops: list[QWidget]) -> None:
    """Tab reads the page on, once it is laid out."""
    qtbot.waitUntil(lambda: backwards(page, stops) == [])


def area_of(part: QWidget) -> QWidget | None:
    """The scrolled area that *part* stands in."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def place_of(page: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


def test_tab_reads_the_page_of_a_risk_with_everything_open(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    editor = editor_on(tmp_path / "library", language, "R03")
    page = editor.page()
    assert isinstance(page, RisksPage)
    view = page.view
    # Made last what stands first: so that the order of making is not that of reading.
    press(page, "link_control")
    view.controls.open_control(view.controls.table.row_keys()[0])
    view.about.open_title()
    view.rating.set_folded(folded=False)
    press(page, "risk.higher")
    view.begin_remark()
    press(page, "risk.dismiss")
    stops = walked(editor)
    names = [stop.objectName() for stop in stops]
    assert set(stops) == set(tab_stops(page))  # nothing is left out
    reads_on(qtbot, page, stops)
    order = ["risk.dismiss", "reason", "R03.remark", "risk.matrix", "risk.stated_reason"]
    order += ["risk.likelihood_reason", "link.search", "control.status", "risk.title"]
    assert [name for name in names if name in order] == order


def test_tab_reads_the_review_with_the_form_of_a_risk_open(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    editor = editor_on(tmp_path / "library", language, "decision", in_review=True)
    page = editor.page()
    (post,) = page.findChildren(ComboBox, "working_as")
    post.show_value(SUPERVISOR)
    post.edited.emit(SUPERVISOR)
    page.show_place("R36")
    settle()
    press(page, "judge.lower")
    stops = walked(editor)
    names = [stop.objectName() for stop in stops]
    assert set(stops) == set(tab_stops(page))
    reads_on(qtbot, page, stops)
    at = names.index("judge.lower")
    assert "judge.reason" in names[at : at + 6]


def test_tab_reads_every_page(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    editor = editor_on(tmp_path / "library", language, "record.title")
    for section in editor.open.editing.pack.form.sections:
        editor.show_place(section.id)
        settle()
        reads_on(qtbot, editor.page(), walked(editor))
