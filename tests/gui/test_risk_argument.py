"""Why a risk stands where it stands, or has no level yet: told where one looks for it, in line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.lowering import ways_to_lower
from dpia_wizard.core.team import Given
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.rating_round import agree, keep_round
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.gui.risk_samples import found, full_register, rate, set_control, take_up
from tests.gui.test_risks_page import page_of, part, words_on


def apart(editing: Editing, risk: str) -> None:
    """Two people rate *risk*, and are not of one mind."""
    lowest, highest = editing.pack.matrix.likelihoods[0].id, editing.pack.matrix.likelihoods[-1].id
    keep_round(
        editing,
        "round",
        [
            Given(risk, "CM", lowest, "limited", "Only once since March."),
            Given(risk, "IT", highest, "grave", "Lists went to a wrong chat group twice."),
        ],
    )


def top_of(part: QWidget, page: RisksPage) -> int:
    return part.mapTo(page, QPoint(0, 0)).y()


def show(page: RisksPage, risk: str) -> None:
    page.show_place(risk)
    settle()


def test_without_a_level_the_ratings_stand_where_one_reads_why(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02", "R03")
    apart(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1600)
    show(page, "R02")
    argument, spread = page.view.argument, page.view.spread
    assert "No level until you agree" in words_on(argument)
    assert "No level without a judgement" not in words_on(argument)
    assert argument.isAncestorOf(spread)
    assert spread.isVisible()
    assert "Lists went to a wrong chat group twice." in " ".join(words_on(argument))
    stops = [stop.objectName() for stop in tab_stops(page.view)]
    assert stops.index("risk.matrix") < stops.index("spread.talk") < stops.index("link_control")
    show(page, "R03")
    assert "No level without a judgement" in words_on(argument)
    assert not spread.isVisible()


def test_agreeing_brings_the_argument_and_puts_the_ratings_under_it(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    apart(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1600)
    show(page, "R02")
    agree(editing, "R02", "likely", "serious", reason="The chat groups are large.", by="CM")
    page.view.show_value(found(editing, "R02"))
    settle()
    argument, spread = page.view.argument, page.view.spread
    assert not argument.isAncestorOf(spread)
    assert spread.isVisible()
    assert top_of(spread, page) > top_of(argument, page) + argument.height()
    assert any(words.startswith("Why ") for words in words_on(argument))
    stops = [stop.objectName() for stop in tab_stops(page.view)]
    assert stops.index("risk.matrix") < stops.index("spread.fold") < stops.index("risk.try")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 508)])
def test_a_risk_rated_apart_is_whole_in_both_scripts_and_small_windows(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    full_register(open_assessment.editing)
    unrated = next(risk.id for risk in open_assessment.editing.risks if risk.score is None)
    apart(open_assessment.editing, unrated)
    page = page_of(qtbot, open_assessment, *size)
    show(page, unrated)
    assert cut_texts(page) == []
    assert nameless(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_can_be_done_about_each_way_stands_in_columns_level_with_its_words(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "possible", "serious")
    set_control(editing, "M30", "in_place", "system administrator")
    page = page_of(qtbot, open_assessment, height=1600)
    show(page, "R02")
    ways = ways_to_lower(editing.pack, found(editing, "R02"), on=editing.on)
    assert len(ways) > 1
    page.view.argument.actions_asked.emit(ways[0])
    show(page, "R02")
    lowering = page.view.argument.findChildren(SignButton, "lowering.try")
    tries = [button for button in lowering if button.isVisible()]
    assert len(tries) == 2
    assert len({button.mapTo(page, QPoint(0, 0)).x() for button in tries}) == 1
    made = next(
        label
        for label in page.view.argument.findChildren(PlainLabel)
        if label.text() == words_for(language)("In the action plan") and label.isVisible()
    )
    plan = part(page, SignButton, "lowering.plan")
    assert made.mapTo(page, QPoint(0, 0)).x() == plan.mapTo(page, QPoint(0, 0)).x()
    for button in tries:
        line = button.parentWidget()
        assert line is not None
        (words,) = line.findChildren(SignLabel)
        first = words.contentsRect().top() + theme.look().line_height("small") / 2
        middle = button.geometry().center().y() - words.y()
        assert abs(first - middle) <= 2


def test_a_rating_fills_the_argument_anew_without_making_it_anew(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    set_control(editing, "M30", "in_place", "system administrator")
    page = page_of(qtbot, open_assessment, height=1600)

    def shown(likelihood: str, severity: str) -> tuple[set[QWidget], list[str]]:
        rate(editing, "R02", likelihood, severity, likelihood_reason=f"It is {likelihood}.")
        page.view.show_value(found(editing, "R02"))
        settle()
        argument = page.view.argument
        return set(argument.findChildren(QWidget)), words_on(argument)

    shown("likely", "grave")
    shown("possible", "serious")
    parts, words = shown("likely", "grave")
    again, others = shown("possible", "serious")
    assert again == parts
    assert others != words
    assert any("It is possible." in told for told in others)
    assert not any("It is likely." in told for told in others)
