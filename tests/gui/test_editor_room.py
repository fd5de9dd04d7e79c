"""The editor where room is short or text is large, and the way of the Tab key through it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.settings import Settings
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, settle
from tests.gui.risk_samples import take_up


@pytest.fixture
def large(dressed: QApplication) -> None:
    """Text of 150 %; the usual size again afterwards, as `dressed` does."""
    theme.apply(dressed, theme.theme_named("light"), words_for("en"), 1.5)


def editor_of(qtbot: QtBot, open_: OpenAssessment, *, width: int, height: int = 697) -> Editor:
    editor = Editor(open_, settings=Settings())
    qtbot.addWidget(editor)
    editor.resize(width, height)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    settle()
    return editor


def place(editor: Editor, part: QWidget) -> QRect:
    return QRect(part.mapTo(editor, QPoint(0, 0)), part.size())


def test_long_words_in_the_bottom_bar_give_way_and_are_told_whole(
    qtbot: QtBot, open_assessment: OpenAssessment, large: None
) -> None:
    editor = editor_of(qtbot, open_assessment, width=1024, height=529)
    editor.show_place("consent")
    editor.bottom.say("Undone: the answer to 10.2, which was unknown and is open again now")
    settle()
    bar = editor.bottom
    parts = (bar.back, bar.said, bar.left, bar.next)
    places = [place(editor, part) for part in parts if part.isVisible()]
    assert all(editor.rect().contains(one) for one in places)
    assert all(a.right() < b.left() for a, b in pairwise(places))
    assert bar.said.toolTip() == bar.said.text()
    assert cut_texts(bar) == []


def test_nothing_is_shortened_where_there_is_room(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment, width=1366)
    bar = editor.bottom
    assert not bar.left.toolTip()
    assert not bar.next.toolTip()


def test_the_list_of_risks_has_room_for_its_words_in_large_text(
    qtbot: QtBot, open_assessment: OpenAssessment, large: None
) -> None:
    take_up(open_assessment.editing, "R02")
    editor = editor_of(qtbot, open_assessment, width=1366)
    editor.show_place("R02")
    settle()
    shown = editor.panes.side.currentWidget()
    assert shown is not None
    assert shown is not editor.panes.list
    assert shown.width() >= shown.minimumSizeHint().width()
    assert cut_texts(shown) == []


def test_tab_goes_from_the_bar_over_the_page_to_the_bottom_bar(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editor = editor_of(qtbot, open_assessment, width=1366)
    editor.show_place("consent")
    editor.show_place("record")
    settle()
    panes = [editor.top, *editor.panes.parts(), editor.bottom]
    editor.top.findChild(QWidget, "home").setFocus()
    first = QApplication.focusWidget()
    visited = []
    for _press in range(300):
        focus = QApplication.focusWidget()
        at = next(i for i, pane in enumerate(panes) if pane.isAncestorOf(focus))
        visited.append(at)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    assert visited == sorted(visited)
    assert set(visited) >= {0, 1, 2, 4}


def test_an_open_drawer_keeps_the_tab_key(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    editor = editor_of(qtbot, open_assessment, width=1024, height=529)
    editor.show_place("record")
    settle()
    editor.panes.turn_guidance()
    for _press in range(12):
        focus = QApplication.focusWidget()
        assert editor.panes.drawer is focus or editor.panes.drawer.isAncestorOf(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_filled_button_is_whole_in_the_smallest_window(
    qtbot: QtBot, open_assessment: OpenAssessment, dressed: QApplication, language: str
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    editor = editor_of(qtbot, open_assessment, width=800, height=560)
    for section in open_assessment.editing.pack.form.sections:
        editor.show_place(section.id)
        settle()
        button = editor.bottom.next
        assert button.width() >= button.sizeHint().width(), button.words()
        assert editor.rect().contains(place(editor, button))
