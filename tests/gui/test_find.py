"""Finding a question by number, words, clause or risk, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui.editor.find import Finder, find, plain
from dpia_wizard.gui.open_assessment import OpenAssessment


def places(open_: OpenAssessment, text: str) -> list[str]:
    return [hit.place for hit in find(open_, text)]


def test_a_number_leads_to_its_question_first(open_assessment: OpenAssessment) -> None:
    open_assessment.editing.add_row("purpose.uses", purpose="Referral", basis="consent")
    assert places(open_assessment, "10.2")[0] == "purpose.choice"
    assert places(open_assessment, "10")[0] == "purpose"


def test_words_are_found_without_capitals_in_any_order(open_assessment: OpenAssessment) -> None:
    assert "purpose.further" in places(open_assessment, "CHECKS research")
    assert places(open_assessment, "   ") == []
    assert places(open_assessment, "zzzz") == []


def test_a_clause_leads_to_the_questions_that_rest_on_it(open_assessment: OpenAssessment) -> None:
    form = open_assessment.editing.pack.form
    found = places(open_assessment, "c14")
    assert "inventory.elements" in found
    assert all("C14" in form.by_id[id].clauses for id in found if id in form.by_id)


def test_a_risk_is_found_offered_or_taken_up(open_assessment: OpenAssessment) -> None:
    offer = open_assessment.editing.offers[0]
    assert places(open_assessment, offer.risk.id)[0] == offer.risk.id
    open_assessment.editing.take_up(offer.risk)
    assert places(open_assessment, offer.risk.id) == [offer.risk.id]


def test_what_is_not_asked_is_not_found(open_assessment: OpenAssessment) -> None:
    assert "purpose.choice" not in places(open_assessment, "10.2")


@pytest.mark.parametrize(
    ("written", "same"), [("Évaluation", "evaluation"), ("مُوَافَقَة", "موافقة"), ("ЇЖАК", "їжак")]
)
def test_marks_and_capitals_do_not_matter(written: str, same: str) -> None:
    assert plain(written) == plain(same)


def finder(qtbot: QtBot, open_: OpenAssessment) -> tuple[QWidget, Finder]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    found = Finder(open_, window)
    found.setGeometry(20, 20, 560, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found.open_finder()
    return window, found


def test_enter_goes_to_the_first_and_arrows_walk(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    _window, found = finder(qtbot, open_assessment)
    QTest.keyClicks(found._field, "record")
    qtbot.waitUntil(lambda: len(found.hits()) > 1)
    QTest.keyClick(found._field, Qt.Key.Key_Down)
    second = found.hits()[1].place
    with qtbot.waitSignal(found.chosen) as told:
        found._take_index(found._view.currentIndex())
    assert told.args == [second]
    assert found.isHidden()


def test_enter_right_after_typing_takes_what_was_typed(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    _window, found = finder(qtbot, open_assessment)
    with qtbot.waitSignal(found.chosen) as told:
        QTest.keyClicks(found._field, "5.1")
        QTest.keyClick(found._field, Qt.Key.Key_Return)
    assert told.args == ["inventory.elements"]


def test_arrow_then_enter_takes_the_one_walked_to(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    _window, found = finder(qtbot, open_assessment)
    QTest.keyClicks(found._field, "record")
    qtbot.waitUntil(lambda: len(found.hits()) > 1)
    second = found.hits()[1].place
    QTest.keyClick(found._field, Qt.Key.Key_Down)
    with qtbot.waitSignal(found.chosen) as told:
        QTest.keyClick(found._field, Qt.Key.Key_Return)
    assert told.args == [second]


def test_escape_goes_away_and_nothing_found_is_said(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    _window, found = finder(qtbot, open_assessment)
    QTest.keyClicks(found._field, "vaccination zz")
    qtbot.waitUntil(lambda: "Nothing was found" in found._said.text())
    QTest.keyClick(found._field, Qt.Key.Key_Escape)
    assert found.isHidden()


def test_the_list_is_a_sound_model(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    _window, found = finder(qtbot, open_assessment)
    QAbstractItemModelTester(found._model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found._search("record")
    found._search("")


def test_tab_walks_through_what_was_found_and_never_behind_it(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    _window, found = finder(qtbot, open_assessment)
    QTest.keyClicks(found._field, "record")
    qtbot.waitUntil(lambda: len(found.hits()) > 1)
    QTest.keyClick(found._field, Qt.Key.Key_Tab)
    assert found._field.hasFocus()
    assert found._view.currentIndex().row() == 1
    QTest.keyClick(found._field, Qt.Key.Key_Backtab)
    assert found._field.hasFocus()
    assert found._view.currentIndex().row() == 0


def test_a_press_beside_it_closes_it(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    window, found = finder(qtbot, open_assessment)
    behind = QLineEdit(window)
    behind.setGeometry(600, 20, 100, 30)
    behind.show()
    QTest.mouseClick(behind, Qt.MouseButton.LeftButton)
    assert found.isHidden()
    assert behind.hasFocus()
