"""Two plain questions give a likelihood that a person takes, and their answers stay readable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import found, rate, take_up
from tests.gui.test_risks_page import page_of, part, press

ONE, TWO, THREE, FOUR = (Qt.Key(Qt.Key.Key_1 + n) for n in range(4))


def asked(qtbot: QtBot, open_: OpenAssessment, *, risk: str = "R02") -> RisksPage:
    page = page_of(qtbot, open_, height=1700)
    page.show_place(risk)
    page.view.rating.set_folded(folded=False)
    settle()
    press(qtbot, part(page, SignButton, "risk.help"))
    return page


def answer(qtbot: QtBot, page: RisksPage, could: Qt.Key, harm: Qt.Key) -> None:
    """Answer both by keyboard."""
    qtbot.keyClick(part(page, ChoiceRow, "risk.could_happen"), could)
    qtbot.keyClick(part(page, ChoiceRow, "risk.would_harm"), harm)
    settle()


def test_two_answers_give_a_likelihood_that_is_taken_with_its_reason(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = asked(qtbot, open_assessment)
    assert not part(page, SignButton, "risk.take_answers").isEnabled()
    answer(qtbot, page, THREE, THREE)
    assert editing.assessment.risks["R02"].likelihood == ""  # not before a person takes it
    take = part(page, SignButton, "risk.take_answers")
    assert take.words() == "Take Likely"
    press(qtbot, take)
    risk = editing.assessment.risks["R02"]
    assert risk.likelihood == "likely"
    assert "We expect it: a weakness and somebody interested" in risk.likelihood_reason
    assert "Nearly always, for the children most affected" in risk.likelihood_reason
    assert risk.likelihood_reason.endswith("Together: Likely.")
    open_assessment.undo()
    assert editing.assessment.risks["R02"].likelihood == ""
    assert editing.assessment.risks["R02"].likelihood_reason == ""


def test_a_rating_that_stands_is_never_replaced_in_silence_nor_a_reason_lost(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious", likelihood_reason="Seen twice.")
    page = asked(qtbot, open_assessment)
    answer(qtbot, page, ONE, ONE)
    assert editing.assessment.risks["R02"].likelihood == "likely"
    assert "It is rated Likely now" in part(page, SignLabel, "risk.answers_give").text()
    take = part(page, SignButton, "risk.take_answers")
    assert take.words() == "Change Likely to Remote"
    press(qtbot, take)
    risk = editing.assessment.risks["R02"]
    assert risk.likelihood == "remote"
    assert risk.likelihood_reason.startswith("Seen twice.\nCould it happen?")


def test_answers_taken_again_stand_in_place_of_those_before_and_what_was_written_stays(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious", likelihood_reason="Seen twice.")
    page = asked(qtbot, open_assessment)
    answer(qtbot, page, ONE, ONE)
    press(qtbot, part(page, SignButton, "risk.take_answers"))
    press(qtbot, part(page, SignButton, "risk.help"))
    answer(qtbot, page, THREE, THREE)
    press(qtbot, part(page, SignButton, "risk.take_answers"))
    reason = editing.assessment.risks["R02"].likelihood_reason
    assert reason.startswith("Seen twice.\nCould it happen?")
    assert reason.count("Together:") == 1
    assert reason.endswith("Together: Likely.")


def test_the_same_likelihood_again_leaves_the_level_confirmed(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rated = rate(editing, "R02", "likely", "serious")
    assert rated.score is not None
    rate(editing, "R02", "likely", "serious", stated=rated.score.today.level)
    page = asked(qtbot, open_assessment)
    answer(qtbot, page, THREE, THREE)
    press(qtbot, part(page, SignButton, "risk.take_answers"))
    assert found(editing, "R02").is_confirmed
    assert "Together: Likely." in editing.assessment.risks["R02"].likelihood_reason


def test_not_knowing_one_answer_is_not_knowing_the_likelihood(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = asked(qtbot, open_assessment)
    answer(qtbot, page, TWO, FOUR)  # the fourth answer to the second: we do not know
    press(qtbot, part(page, SignButton, "risk.take_answers"))
    assert editing.assessment.risks["R02"].likelihood == UNKNOWN


def test_escape_folds_the_questions_and_keeps_the_answers_begun(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R02")
    page = asked(qtbot, open_assessment)
    could = part(page, ChoiceRow, "risk.could_happen")
    qtbot.keyClick(could, TWO)
    qtbot.keyClick(could, Qt.Key.Key_Escape)
    settle()
    assert not could.isVisibleTo(page)
    press(qtbot, part(page, SignButton, "risk.help"))
    assert part(page, ChoiceRow, "risk.could_happen").value() == "could"


def test_answers_wait_with_the_risk_they_were_given_for(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R02", "R03")
    page = asked(qtbot, open_assessment)
    qtbot.keyClick(part(page, ChoiceRow, "risk.could_happen"), TWO)
    page.show_place("R03")
    settle()
    assert not [
        row for row in page.findChildren(ChoiceRow, "risk.could_happen") if row.isVisibleTo(page)
    ]
    page.show_place("R02")
    settle()
    assert part(page, ChoiceRow, "risk.could_happen").value() == "could"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 500)])
def test_both_questions_are_whole_in_both_scripts_and_small_windows(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    take_up(open_assessment.editing, "R02")
    page = asked(qtbot, open_assessment)
    page.resize(*size)
    settle()
    answer(qtbot, page, THREE, TWO)
    assert cut_texts(page) == []
    assert nameless(page) == []
