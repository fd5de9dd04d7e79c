"""Who bears a risk is told under it, and is taken back there with a reason, also once approved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Decision
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.gui.risk_samples import found, rate, take_up
from tests.gui.test_risks_page import page_of, part, press


def accepted(editing: Editing, *, approved: bool = False) -> None:
    """The head of office bears R02 for a year; R03 nobody bears."""
    take_up(editing, "R02", "R03")
    rate(editing, "R02", "almost_certain", "grave")
    rate(editing, "R03", "almost_certain", "grave")
    level = found(editing, "R02").level
    said = (level, level, "No other way before spring.", "2099-01-01", "Head of office", "The log")
    at = "2026-11-20T10:00:0{}.000000+00:00"
    editing.put("decide", Decision("d1", "sent", "Caseworker", at.format(1)))
    editing.put("review", Decision("d2", "accepted", "Manager", at.format(2), "R02", *said))
    if approved:
        editing.put("decide", Decision("d3", "approved", "Manager", at.format(3)))


def told(page: RisksPage) -> str:
    """What stands at the acceptance of the risk that is shown."""
    line = page.view.findChild(type(page.view._acceptance), "risk.acceptance")
    words = " ".join(one.text() for one in line.findChildren(PlainLabel) if one.isVisible())
    return words.replace("\u2068", "").replace("\u2069", "")


def shown(qtbot: QtBot, open_: OpenAssessment, *size: int) -> RisksPage:
    page = page_of(qtbot, open_, *(size or (1366, 1200)))
    page.show_place("R02")
    settle()
    return page


@pytest.mark.parametrize("approved", [False, True])
def test_an_acceptance_is_taken_back_by_keyboard_with_a_reason_and_a_post(
    qtbot: QtBot, open_assessment: OpenAssessment, approved: bool
) -> None:
    editing = open_assessment.editing
    accepted(editing, approved=approved)
    page = shown(qtbot, open_assessment)
    assert "Head of office bears this risk until" in told(page)
    qtbot.keyClick(part(page, SignButton, "risk.withdraw"), Qt.Key.Key_Space)
    settle()
    reason = part(page, PlainTextEdit, "reason")
    assert QApplication.focusWidget() is reason
    assert page.filled_button() == "Withdraw the acceptance"
    take = part(page, SignButton, "reason.take")
    assert not take.isEnabled()
    qtbot.keyClicks(reason, "The log is not kept any more.")
    assert not take.isEnabled()  # somebody says it
    page.press_filled_button()
    post = part(page, LineEdit, "reason.post")
    assert QApplication.focusWidget() is post
    qtbot.keyClicks(post, "Head of office")
    assert take.isEnabled()
    page.press_filled_button()
    settle()
    word = next(one for one in editing.assessment.decisions.values() if one.kind == "withdrawn")
    assert (word.about, word.by, word.reason) == (
        *("R02", "Head of office"),
        "The log is not kept any more.",
    )
    assert not editing.acceptances["R02"].counts
    assert "until the acceptance was withdrawn" in told(page)
    assert "The log is not kept any more." in told(page)
    assert not [b for b in page.findChildren(SignButton, "risk.withdraw") if b.isVisible()]
    assert QApplication.focusWidget() is page.view.argument.matrix
    open_assessment.undo()
    assert editing.acceptances["R02"].counts


def test_going_back_keeps_the_words_and_the_acceptance(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    accepted(open_assessment.editing)
    page = shown(qtbot, open_assessment)
    press(qtbot, part(page, SignButton, "risk.withdraw"))
    qtbot.keyClicks(part(page, PlainTextEdit, "reason"), "The log")
    qtbot.keyClick(part(page, PlainTextEdit, "reason"), Qt.Key.Key_Escape)
    settle()
    assert QApplication.focusWidget() is part(page, SignButton, "risk.withdraw")
    assert open_assessment.editing.acceptances["R02"].counts
    press(qtbot, part(page, SignButton, "risk.withdraw"))
    assert part(page, PlainTextEdit, "reason").text() == "The log"
    page.show_place("R03")
    settle()
    assert "Nobody has accepted this risk." in told(page)
    assert page.filled_button() != "Withdraw the acceptance"
    page.show_place("R02")
    settle()
    assert part(page, PlainTextEdit, "reason").text() == "The log"


def test_only_what_somebody_bears_can_be_taken_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    accepted(open_assessment.editing)
    page = shown(qtbot, open_assessment)
    page.show_place("R03")
    settle()
    assert not [b for b in page.findChildren(SignButton, "risk.withdraw") if b.isVisible()]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 508)])
def test_the_form_is_whole_named_and_in_reading_order(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    accepted(open_assessment.editing)
    page = shown(qtbot, open_assessment, *size)
    press(qtbot, part(page, SignButton, "risk.withdraw"))
    assert cut_texts(page) == []
    assert nameless(page) == []
    names = [stop.objectName() for stop in tab_stops(page.view)]
    order = ["risk.withdraw", "reason", "reason.post", "risk.matrix"]
    assert [name for name in names if name in order] == order
