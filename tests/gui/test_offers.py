"""Risks that are offered: one is found by its words, taken up, and the next stands ready."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.focus import show_focus_rings
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.settings import Settings
from tests.gui.looking import settle


def found_by_words(qtbot: QtBot, open_: OpenAssessment, words: str) -> Editor:
    """The editor, after somebody looked for *words* with Ctrl+K and took what was found."""
    editor = Editor(open_, settings=Settings())
    qtbot.addWidget(editor)
    editor.resize(1024, 529)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    settle()
    QTest.keyClick(editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), words)
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    return editor


def in_sight(part: QWidget, page: RisksPage) -> bool:
    view = page._offer_scroll.viewport()
    return view.rect().contains(QRect(part.mapTo(view, QPoint(0, 0)), part.size()))


def test_an_offered_risk_that_is_found_has_the_focus_and_stands_in_sight(
    qtbot: QtBot, open_assessment: OpenAssessment, dressed: QApplication
) -> None:
    show_focus_rings(dressed)
    editing = open_assessment.editing
    wanted = [offer.risk.id for offer in editing.offers][-2]
    editor = found_by_words(qtbot, open_assessment, wanted)
    page = editor.page()
    assert isinstance(page, RisksPage)
    focus = QApplication.focusWidget()
    assert focus.objectName() == f"add {wanted}"
    card = page.offers.findChild(QWidget, f"offer {wanted}")
    assert card is not None
    qtbot.waitUntil(lambda: in_sight(card, page))
    QTest.keyClick(focus, Qt.Key.Key_Return)
    settle()
    assert list(editing.assessment.risks) == [wanted]  # that one, and no other
    following = [offer.risk.id for offer in editing.offers][-1]
    assert QApplication.focusWidget().objectName() == f"add {following}"
