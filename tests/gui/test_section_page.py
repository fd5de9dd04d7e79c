"""A section: what is asked, what is missing, what is kept though it is not asked, remarks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.change import put
from dpia_wizard.core.model import Decision
from dpia_wizard.gui.editor.inactive_line import InactiveLine
from dpia_wizard.gui.editor.question_card import QuestionCard
from dpia_wizard.gui.editor.section_page import SectionPage
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import Banner


@pytest.fixture
def page_of(qtbot: QtBot) -> Callable[[OpenAssessment, str], SectionPage]:
    def make(open_: OpenAssessment, section: str) -> SectionPage:
        found = open_.editing.pack.form.section(section)
        assert found is not None
        page = SectionPage(open_, found)
        qtbot.addWidget(page)
        page.resize(780, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.waitUntil(lambda: not page._rest.isActive())
        return page

    return make


def shown(page: SectionPage) -> list[str]:
    cards = [card for card in page.findChildren(QuestionCard) if card.isVisibleTo(page)]
    return [card.question.number for card in sorted(cards, key=lambda card: card.y())]


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    labels: list[Any] = widget.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(widget))


def test_only_what_is_asked_has_a_card_in_the_order_of_the_form(
    every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    assert shown(page) == ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.8", "0.9"]


def test_an_answer_brings_the_question_that_hangs_on_it_to_its_place(
    qtbot: QtBot, every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    row = page._cards["record.identifiable"].findChildren(ChoiceRow)[0]
    QTest.mouseClick(row._buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "0.7" in shown(page))
    assert shown(page)[5:7] == ["0.6", "0.7"]


def test_a_kept_answer_that_is_no_longer_asked_for_is_told_and_kept(
    qtbot: QtBot, every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    every_kind.editing.answer("record.identifiable", value="yes")
    every_kind.editing.answer("record.children", value=40)
    page = page_of(every_kind, "record")
    every_kind.keep(lambda: every_kind.editing.answer("record.identifiable", value="no"))
    (line,) = [x for x in page.findChildren(InactiveLine) if x.isVisible()]
    assert "0.7 does not apply, because of the answer to 0.6" in line.text()
    assert "The earlier answer is kept" in line.text()
    assert "0.7" not in shown(page)
    assert every_kind.editing.assessment.value("record.children") == 40
    every_kind.undo()
    assert "0.7" in shown(page)
    qtbot.waitUntil(lambda: not [x for x in page.findChildren(InactiveLine) if x.isVisible()])


def test_what_is_missing_shows_only_once_somebody_was_there(
    every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    assert "Not answered" not in words(page)
    page.show_place("record.identifiable")
    page.show_place("record.started")
    card = page._cards["record.identifiable"]
    assert card.state() == "missing"
    assert "Not answered" in words(card)
    row = card.findChildren(ChoiceRow)[0]
    QTest.mouseClick(row._buttons[3], Qt.MouseButton.LeftButton)
    page.show_place("record.started")
    assert card.state() == "plain"
    assert "Unknown becomes an action" in words(card)


def test_the_current_question_follows_the_focus_and_is_told(
    qtbot: QtBot, every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    page.show_place("record.title")
    with qtbot.waitSignal(page.place_changed) as told:
        page._cards["record.identifiable"].focus_answer()
    assert told.args == ["record.identifiable"]
    assert page._cards["record.identifiable"].state() == "current"
    assert page._cards["record.title"].state() == "plain"


def test_a_place_far_down_comes_into_view_and_stays_there_while_the_rest_is_built(
    qtbot: QtBot, open_assessment: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    form = open_assessment.editing.pack.form
    found = form.section("record")
    assert found is not None
    page = SectionPage(open_assessment, found)
    qtbot.addWidget(page)
    page.resize(780, 620)
    page.show()
    page.show_place("record.started")
    qtbot.waitUntil(lambda: not page._rest.isActive())
    qtbot.wait(50)
    card = page._cards["record.started"]
    top = card.mapTo(page, card.rect().topLeft()).y()
    assert top >= 0
    assert top + card.height() <= page.height()


def test_a_section_in_review_is_read_only_with_its_reason(
    every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    editing = every_kind.editing
    editing.answer("record.identifiable", value="partly", note="codes")
    sent = Decision("d1", "sent", "Focal point", "2026-11-18T10:00:00")
    page = page_of(every_kind, "record")
    every_kind.keep(lambda: editing.do("decide", [put(editing.assessment, sent)]))
    (banner,) = page.findChildren(Banner)
    assert banner.isVisible()
    assert "In review since 2026-11-18" in words(banner)
    card = page._cards["record.identifiable"]
    assert card.state() == "read_only"
    assert "Read only" in words(card)
    row = card.findChildren(ChoiceRow)[0]
    QTest.keyClick(row, Qt.Key.Key_1)
    assert every_kind.editing.assessment.value("record.identifiable") == "partly"
    every_kind.undo()
    assert not banner.isVisible()
    assert card.state() != "read_only"


def test_a_remark_is_written_counted_and_settled(
    qtbot: QtBot, every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    every_kind.editing.set_person("record.author", post="Focal point")
    page = page_of(every_kind, "record")
    page.show_place("record.identifiable")
    page.begin_remark()
    edit = page.findChild(PlainTextEdit, "record.identifiable.remark")
    assert edit is not None
    assert edit.hasFocus()
    QTest.keyClicks(edit, "Is <b>this</b> so?")
    keep = page.findChild(SignButton, "record.identifiable.remark.keep")
    assert keep is not None
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    (remark,) = every_kind.editing.assessment.remarks.values()
    assert (remark.text, remark.by) == ("Is <b>this</b> so?", "Focal point")
    card = page._cards["record.identifiable"]
    assert card._flag.words() == "1 remark"
    assert "Is <b>this</b> so?" in words(card)
    settle = next(b for b in card.findChildren(SignButton) if b.words() == "Settled")
    QTest.mouseClick(settle, Qt.MouseButton.LeftButton)
    assert card._flag.words() == "Remarks settled"


def test_an_answer_that_suggests_a_risk_leads_to_it(
    qtbot: QtBot, open_assessment: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    open_assessment.editing.add_row("purpose.uses", purpose="Referral", basis="consent")
    page = page_of(open_assessment, "purpose")
    row = page._cards["purpose.choice"].findChildren(ChoiceRow)[0]
    QTest.mouseClick(row._buttons[1], Qt.MouseButton.LeftButton)
    card = page._cards["purpose.choice"]
    assert "This answer suggests one risk:" in words(card)
    link = card.findChild(SignButton, "purpose.choice.R45")
    assert link is not None
    with qtbot.waitSignal(page.go) as told:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.args == ["R45"]
    QTest.mouseClick(row._buttons[2], Qt.MouseButton.LeftButton)
    assert "Stop condition V4" in words(card)


def test_what_is_left_is_said_in_words(
    every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    assert page.left_to_do() == "4 questions left here"
    editing = every_kind.editing
    editing.answer("record.country", value="ukraine")
    editing.answer("record.triggers", value=("none",))
    editing.set_person("record.author", post="Focal point")
    assert page.left_to_do() == "1 question left here"
    editing.answer("record.identifiable", value="no")
    assert page.left_to_do() == "All questions here are answered."


def test_undo_of_typing_leaves_the_focus_and_the_other_fields_alone(
    every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    page.show_place("record.identifiable")
    before = QApplication.focusWidget()
    every_kind.keep(lambda: every_kind.editing.answer("record.country", value="ukraine"))
    assert QApplication.focusWidget() is before
    every_kind.undo()
    assert QApplication.focusWidget() is before


def test_a_remark_is_on_the_disk_before_anybody_presses_a_button_and_esc_keeps_it(
    qtbot: QtBot, every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    page.show_place("record.identifiable")
    page.begin_remark()
    edit = page.findChild(PlainTextEdit, "record.identifiable.remark")
    assert isinstance(edit, PlainTextEdit)
    qtbot.keyClicks(edit, "Which lists")
    assert every_kind.flush()  # as locking and closing do
    assert [r.text for r in every_kind.editing.assessment.remarks.values()] == ["Which lists"]
    assert edit.isVisible()
    assert edit.text() == "Which lists"
    qtbot.keyClicks(edit, " are meant?")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not edit.isVisible()
    (remark,) = every_kind.editing.assessment.remarks.values()
    assert remark.text == "Which lists are meant?"
    assert "Which lists are meant?" in words(page)


def test_a_remark_that_is_left_is_taken_out_and_comes_back_with_undo(
    qtbot: QtBot, every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    page.show_place("record.identifiable")
    page.begin_remark()
    edit = page.findChild(PlainTextEdit, "record.identifiable.remark")
    assert isinstance(edit, PlainTextEdit)
    qtbot.keyClicks(edit, "Which lists?")
    assert every_kind.flush()
    (leave,) = [b for b in page.findChildren(SignButton) if b.words() == "Leave it"]
    QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert not every_kind.editing.assessment.remarks
    every_kind.undo()
    assert [r.text for r in every_kind.editing.assessment.remarks.values()] == ["Which lists?"]


def test_the_place_of_a_question_that_is_not_asked_is_the_next_one_that_is(
    every_kind: OpenAssessment, page_of: Callable[..., SectionPage]
) -> None:
    page = page_of(every_kind, "record")
    page.show_place("record.children")
    assert page._cards[page.shown()].question.number == "0.8"
    assert page._cards[page.shown()].isAncestorOf(QApplication.focusWidget())
