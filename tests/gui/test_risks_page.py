"""The risk page: a person rates, reads why, confirms, sets aside; and every word of it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import UNKNOWN, Decision, Link
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import show_focus_rings
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.gui.register.panel import RegisterDropDown
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.deciding import decide
from dpia_wizard.workspace.library import Library
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import (
    found,
    full_register,
    rate,
    section,
    set_control,
    take_up,
)

Part = TypeVar("Part", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


def page_of(qtbot: QtBot, open_: OpenAssessment, width: int = 1366, height: int = 668) -> RisksPage:
    page = RisksPage(open_, section(open_.editing, "risks"))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    settle()
    return page


def press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, LEFT)
    settle()


def part(page: QWidget, kind: type[Part], name: str) -> Part:
    """The visible part of a page called *name*."""
    parts = [p for p in page.findChildren(kind, name) if p.isVisibleTo(page)]
    assert len(parts) == 1, (name, parts)
    return parts[0]


def words_on(page: QWidget) -> list[str]:
    """Everything that can be read on a page."""
    labels = page.findChildren(PlainLabel)
    return [label.text() for label in labels if label.isVisibleTo(page)]


def test_an_empty_register_shows_the_risks_that_every_assessment_looks_at(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    offered = [offer.risk.id for offer in open_assessment.editing.offers]
    assert len(offered) > 3
    assert "Every assessment looks at this risk." in words_on(page)
    first = offered[0]
    press(qtbot, part(page, SignButton, f"add {first}"))
    assert first in open_assessment.editing.assessment.risks
    assert open_assessment.editing.assessment.links_of(first)
    assert not page.offers.findChildren(SignButton, f"add {first}") or not any(
        b.isVisibleTo(page) for b in page.offers.findChildren(SignButton, f"add {first}")
    )


def test_an_offer_says_which_answers_raise_it_and_leads_to_them(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    raised = next(risk for risk in editing.pack.risks if risk.when is not None)
    for question in editing.pack.form.by_id.values():
        if question.kind == "ypnu":
            for answer in ("no", "yes"):
                editing.answer(question.id, value=answer)
                if any(offer.because for offer in editing.offers):
                    break
    offer = next(offer for offer in editing.offers if offer.because)
    assert raised is not None
    page = page_of(qtbot, open_assessment)
    numbers = [editing.pack.form.by_id[q].number for q in offer.because]
    told = [words for words in words_on(page) if words.startswith("Offered because of")]
    assert any(all(number in words for number in numbers) for words in told)
    card = page.offers.findChild(QWidget, f"offer {offer.risk.id}")
    assert card is not None
    link = next(b for b in card.findChildren(SignButton) if b.words() == f"Open {numbers[0]}")
    with qtbot.waitSignal(page.go) as gone:
        press(qtbot, link)
    assert gone.args == [offer.because[0]]


def test_adding_all_offers_is_one_step_that_undo_takes_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    offered = {offer.risk.id for offer in open_assessment.editing.offers}
    press(qtbot, part(page, SignButton, "offers.all"))
    assert set(open_assessment.editing.assessment.risks) == offered
    assert page.shown() in offered
    open_assessment.undo()
    settle()
    assert not open_assessment.editing.assessment.risks
    assert page.shown() == ""


def test_an_offer_is_dismissed_only_with_a_reason_and_can_come_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    page = page_of(qtbot, open_assessment)
    risk = editing.offers[0].risk.id
    press(qtbot, part(page, SignButton, f"dismiss {risk}"))
    take = part(page, SignButton, "reason.take")
    assert not take.isEnabled()
    qtbot.keyClicks(part(page, PlainTextEdit, "reason"), "No database is used here.")
    press(qtbot, take)
    kept = editing.assessment.risks[risk]
    assert kept.dismissed
    assert kept.set_aside_reason == "No database is used here."
    assert risk not in [offer.risk.id for offer in editing.offers]
    page.show_place(risk)
    settle()
    assert any("No database is used here." in words for words in words_on(page.view))
    assert not page.view.argument.isVisibleTo(page)
    back = next(
        b for b in page.view.findChildren(SignButton) if b.words() == "Bring back" and b.isVisible()
    )
    press(qtbot, back)
    assert not editing.assessment.risks[risk].dismissed
    assert editing.assessment.links_of(risk)


def test_rating_by_keys_gives_the_cell_and_its_reasons(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    assert found(editing, "R02").level == NOT_RATED
    matrix = page.view.argument.matrix
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(matrix, key)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    settle()
    risk = editing.assessment.risks["R02"]
    assert (risk.likelihood, risk.severity) == ("likely", "serious")
    words = words_on(page.view)
    score = found(editing, "R02").score
    assert score is not None
    for reason in score.reasons:
        sentence = open_assessment.wording.reason(reason, editing.assessment)
        assert any(sentence in shown for shown in words), sentence
    assert "Why High today" in words


def test_what_was_not_counted_and_each_cap_and_floor_stand_on_the_page(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "possible", "serious", irreversible=True, threat_source="the guard")
    set_control(editing, "M30", "verified", "system administrator", evidence_date="2024-01-01")
    set_control(editing, "M38", "in_place", "System  Administrator")
    set_control(editing, "M03", "in_place", "The guard")
    set_control(editing, "M05", "verified", "manager")
    set_control(editing, "M07", "planned", "manager", owner="manager", due="2027-01-15")
    set_control(editing, "M08", "partly", "manager")
    for control in ("M03", "M05", "M07", "M08", "M30", "M38"):
        link = editing.assessment.links.get(f"R02 {control}") or Link(
            f"R02 {control}", "R02", control
        )
        editing.put("link a control", replace(link, axis="both", strength="strong"))
    page = page_of(qtbot, open_assessment, height=1700)
    page.show_place("R02")
    settle()
    score = found(editing, "R02").score
    assert score is not None
    codes = {reason.code for reason in (*score.reasons, *score.projected_reasons)}
    assert codes >= {
        *("irreversible", "inherent", "earned", "same_hands", "threat_source", "earns_nothing"),
        *("old_evidence", "as_planned", "no_plan", "no_severity_step", "steps", "result"),
    }
    argument = page.view.argument
    for link_ in argument.findChildren(SignButton):
        if link_.words().startswith("Why ") and link_.isVisibleTo(page):
            press(qtbot, link_)
    shown = [*words_on(argument), *(s.text() for s in argument.findChildren(SignLabel))]
    for reason in (*score.reasons, *score.projected_reasons):
        sentence = open_assessment.wording.reason(reason, editing.assessment)
        assert any(sentence in words for words in shown), sentence


def test_the_question_mark_says_that_the_likelihood_is_unknown(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "remote", "serious")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    qtbot.keyClicks(page.view.argument.matrix, "?")
    settle()
    assert editing.assessment.risks["R02"].likelihood == UNKNOWN
    signs = [s.text() for s in page.view.findChildren(SignLabel) if s.isVisibleTo(page)]
    assert any(s.startswith("Precaution. Likelihood is unknown.") for s in signs)
    assert "precaution" in page.panel.list.model().lines()[0].note.casefold()


def test_the_two_rows_rate_as_the_matrix_does(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1400)
    page.show_place("R02")
    likelihood, severity = page.view.rating.likelihood, page.view.rating.severity
    likelihood.setFocus()
    qtbot.keyClick(likelihood, Qt.Key.Key_2)
    qtbot.keyClick(severity, Qt.Key.Key_4)
    settle()
    risk = editing.assessment.risks["R02"]
    assert (risk.likelihood, risk.severity) == ("possible", "grave")
    press(qtbot, part(page, ChoiceRow, "risk.evidence").findChildren(SignButton)[2])
    assert editing.assessment.risks["R02"].evidence == "none"
    press(qtbot, part(page, TickBox, "risk.irreversible"))
    assert editing.assessment.risks["R02"].irreversible


def test_the_catalogue_s_start_is_told_in_words_and_never_filled_in(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1400)
    page.show_place("R02")
    signs = [s.text() for s in page.view.rating.findChildren(SignLabel)]
    assert any(s.startswith("The catalogue starts from") for s in signs)
    assert page.view.rating.likelihood.value() is None
    assert page.view.rating.severity.value() is None
    assert editing.assessment.risks["R02"].likelihood == ""


def test_a_reason_typed_belongs_to_the_risk_it_was_typed_for(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02", "R03")
    page = page_of(qtbot, open_assessment, height=1400)
    page.show_place("R02")
    field = part(page, PlainTextEdit, "risk.likelihood_reason")
    field.setFocus()
    qtbot.keyClicks(field, "Seen twice")
    page.show_place("R03")
    settle()
    open_assessment.flush()
    assert editing.assessment.risks["R02"].likelihood_reason == "Seen twice"
    assert editing.assessment.risks["R03"].likelihood_reason == ""
    assert field.text() == ""


def test_what_is_being_typed_survives_another_change(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1400)
    page.show_place("R02")
    first = part(page, PlainTextEdit, "risk.likelihood_reason")
    second = part(page, PlainTextEdit, "risk.severity_reason")
    qtbot.keyClicks(first, "One")
    qtbot.keyClicks(second, "Two words")
    caret = second.textCursor().position()
    open_assessment.flush()
    settle()
    assert (first.text(), second.text()) == ("One", "Two words")
    assert second.textCursor().position() == caret
    risk = editing.assessment.risks["R02"]
    assert (risk.likelihood_reason, risk.severity_reason) == ("One", "Two words")


def test_the_filled_button_confirms_and_then_names_the_next_risk(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02", "R03")
    rate(editing, "R02", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    assert page.filled_button() == "Confirm High"
    assert page.left_to_do() == "R02 not confirmed · 1 risk still to rate"
    page.press_filled_button()
    settle()
    assert found(editing, "R02").is_confirmed
    assert "R03" in page.filled_button()
    with qtbot.waitSignal(page.place_changed) as moved:
        page.press_filled_button()
    assert moved.args == ["R03"]
    assert page.shown() == "R03"
    assert page.filled_button() == ""


def test_changing_the_rating_asks_for_a_new_confirmation(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    press(qtbot, part(page, SignButton, "risk.confirm"))
    assert found(editing, "R02").is_confirmed
    page.view.rating.choose(4, 4)
    assert not found(editing, "R02").is_confirmed


def test_a_higher_level_needs_a_reason_and_is_shown_with_it(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    press(qtbot, part(page, SignButton, "risk.higher"))
    choice = part(page, ChoiceRow, "risk.stated")
    assert [b.words() for b in choice.findChildren(SignButton)] == ["Critical"]
    qtbot.keyClick(choice, Qt.Key.Key_1)
    take = part(page, SignButton, "risk.set_higher")
    assert not take.isEnabled()
    qtbot.keyClicks(part(page, PlainTextEdit, "risk.stated_reason"), "Threats were heard.")
    press(qtbot, take)
    risk = found(editing, "R02")
    assert (risk.level, risk.is_confirmed) == ("critical", True)
    assert any("Threats were heard." in words for words in words_on(page.view))


def test_a_level_lowered_by_the_supervisor_says_so(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    risk = rate(editing, "R02", "likely", "serious")
    assert risk.score is not None
    supported, why = risk.score.today.level, "The list is closed."
    lowered = Decision(
        "d1", "lowered", "Head of office", editing.on, "R02", "medium", supported, why
    )
    editing.put("review", lowered)
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    settle()
    told = [w for w in words_on(page.view) if w.startswith("Lowered by the supervisor")]
    assert len(told) == 1
    assert "Head of office" in told[0]
    assert "The list is closed." in told[0]
    assert page.panel.model.lines()[0].note == "Lowered by supervisor"


def test_an_avoided_risk_says_what_was_removed_and_stays_in_the_list(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    press(qtbot, part(page, SignButton, "risk.avoid"))
    qtbot.keyClicks(part(page, PlainTextEdit, "reason"), "The shared list is gone.")
    press(qtbot, part(page, SignButton, "reason.take"))
    assert editing.assessment.risks["R02"].avoided
    assert any("The shared list is gone." in words for words in words_on(page.view))
    assert [line.id for line in page.panel.model.lines()] == ["R02"]
    assert page.filled_button() == ""


def test_making_actions_plans_what_would_lower_the_risk(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "possible", "limited")
    set_control(editing, "M30", "in_place", "system administrator")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    links = [b for b in page.view.findChildren(SignButton) if b.words() == "Make actions"]
    assert links
    press(qtbot, links[0])
    actions = list(editing.assessment.actions.values())
    assert actions
    assert {action.source for action in actions} == {"R02"}
    assert all(action.control in action.text for action in actions)
    assert any(words == "In the action plan" for words in words_on(page.view))


def test_a_control_is_changed_in_the_form_under_its_row(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious")
    page = page_of(qtbot, open_assessment, height=1600)
    page.show_place("R02")
    table = page.view.controls.table
    table.focus_row("M30")
    qtbot.keyClick(page.view.controls.table.findChild(QWidget, "M30"), Qt.Key.Key_Return)
    settle()
    form = table.form()
    assert isinstance(form, ControlForm)
    status = part(form, ComboBox, "control.status")
    status.setCurrentIndex(status.findData("in_place"))
    status.activated.emit(status.currentIndex())
    qtbot.keyClicks(part(form, LineEdit, "control.custodian"), "system administrator")
    open_assessment.flush()
    settle()
    assert table.form() is form, "the form stays while it is worked in"
    control = editing.assessment.controls["M30"]
    assert (control.status, control.custodian) == ("in_place", "system administrator")
    row = table.row("M30")
    assert row is not None
    assert [cell.words for cell in row.cells][3:6] == [
        "In place, not seen",
        "none yet",
        "\u2068system administrator\u2069",
    ]
    assert row.cells[6].words == "½"
    strength = part(form, ChoiceRow, "link.strength")
    qtbot.keyClick(strength, Qt.Key.Key_1)
    assert editing.assessment.links["R02 M30"].strength == "weak"


def test_the_table_says_why_a_control_in_the_same_hands_earns_nothing(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious")
    for control in ("M30", "M38"):
        set_control(editing, control, "verified", "system administrator")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    row = page.view.controls.table.row("M38")
    assert row is not None
    assert row.cells[6].words == "0, same hands as M30"


def test_a_control_is_linked_from_the_catalogue_and_unlinked_again(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1600)
    page.show_place("R02")
    assert "R02 M51" not in editing.assessment.links
    press(qtbot, part(page, SignButton, "link_control"))
    qtbot.keyClicks(part(page, LineEdit, "link.search"), "m51")
    controls = part(page, QWidget, "link.controls")
    qtbot.keyClick(controls, Qt.Key.Key_Down)
    qtbot.keyClick(controls, Qt.Key.Key_Return)
    settle()
    assert "R02 M51" in editing.assessment.links
    qtbot.keyClick(page.view.controls.table.findChild(QWidget, "M51"), Qt.Key.Key_Delete)
    settle()
    assert "R02 M51" not in editing.assessment.links
    assert "M51" not in editing.assessment.controls


def test_from_the_search_the_keys_lead_to_the_control_and_escape_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    page = page_of(qtbot, open_assessment, height=1600)
    page.activateWindow()
    page.show_place("R02")
    press(qtbot, part(page, SignButton, "link_control"))
    search = part(page, LineEdit, "link.search")
    qtbot.keyClicks(search, "no such control")
    settle()
    assert part(page, PlainLabel, "link.nothing").text() == "No control is like that."
    qtbot.keyClick(search, Qt.Key.Key_Down)  # leads nowhere, and breaks nothing
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    qtbot.keyClick(search, Qt.Key.Key_Down)
    controls = QApplication.focusWidget()
    assert controls is not None
    assert controls.objectName() == "link.controls"
    qtbot.keyClick(controls, Qt.Key.Key_Escape)
    settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "link_control"
    assert not search.isVisibleTo(page)
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    search = part(page, LineEdit, "link.search")
    qtbot.keyClicks(search, "m51")
    qtbot.keyClick(search, Qt.Key.Key_Return)  # the only one that is found
    settle()
    assert "R02 M51" in editing.assessment.links


def test_a_control_on_both_axes_that_earns_nothing_is_told_once(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    link = next(link for link in editing.assessment.links_of("R02"))
    editing.put("link a control", replace(link, axis="both"))
    set_control(editing, link.control, "partly")
    rate(editing, "R02", "likely", "serious")
    page = page_of(qtbot, open_assessment, height=1600)
    page.show_place("R02")
    settle()
    argument = page.view.argument
    labels = [w.text() for w in argument.findChildren(PlainLabel) if w.isVisibleTo(argument)]
    told = [words for words in labels if link.control in words and "partly in place" in words]
    assert len(told) == 1


def test_the_form_of_a_row_near_the_edge_comes_into_sight_when_a_key_opens_it(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01")
    rate(editing, "R01", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    page.activateWindow()
    page.show_place("R01")
    table = page.view.controls.table
    table.focus_row(table.row_keys()[-1])
    settle()
    line = QApplication.focusWidget()
    assert line is not None
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    form = table.form()
    assert form is not None
    bottom = page.mapFromGlobal(form.mapToGlobal(QPoint(0, 0))).y() + 250
    assert bottom <= page.height()
    assert not line.visibleRegion().isEmpty()


def test_a_double_click_on_a_row_leaves_its_form_open(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R02")
    page = page_of(qtbot, open_assessment, height=1600)
    page.show_place("R02")
    table = page.view.controls.table
    line = part(page, QWidget, table.row_keys()[0])
    press(qtbot, line)
    assert table.open_key() == line.objectName()
    qtbot.mouseDClick(line, LEFT)  # the second press alone
    qtbot.mouseRelease(line, LEFT)
    settle()
    assert table.open_key() == line.objectName()
    press(qtbot, line)
    assert table.open_key() == ""


def test_a_team_adds_a_control_and_a_risk_of_its_own(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    page = page_of(qtbot, open_assessment, height=1700)
    press(qtbot, part(page, SignButton, "offers.own"))
    risk = page.shown()
    assert risk in editing.assessment.risks
    assert risk not in editing.pack.risk
    qtbot.keyClicks(part(page, PlainTextEdit, "risk.title"), "The river floods the archive")
    open_assessment.flush()
    settle()
    assert "The river floods the archive" in page.view.title.text()
    press(qtbot, part(page, SignButton, "link_control"))
    qtbot.keyClicks(part(page, LineEdit, "link.search"), "Shelves above the water")
    press(qtbot, part(page, SignButton, "link.own"))
    own = [c for c in editing.assessment.controls.values() if c.id not in editing.pack.control]
    assert [control.title for control in own] == ["Shelves above the water"]
    assert editing.assessment.links_of(risk)


def test_nothing_can_be_changed_while_the_assessment_is_in_review(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "likely", "serious", stated="high")
    decide(editing, "sent", by="Caseworker")
    assert not editing.may_edit
    page = page_of(qtbot, open_assessment, height=1600)
    page.show_place("R02")
    before = editing.assessment
    qtbot.keyClick(page.view.argument.matrix, Qt.Key.Key_Up)
    qtbot.keyClick(page.view.argument.matrix, Qt.Key.Key_Return)
    page.view.rating.set_folded(folded=False)
    settle()
    field = part(page, PlainTextEdit, "risk.likelihood_reason")
    qtbot.keyClicks(field, "too late")
    open_assessment.flush()
    assert field.isReadOnly()
    assert editing.assessment is before
    shown = [b.words() for b in page.findChildren(SignButton) if b.isVisibleTo(page)]
    for words in ("Add", "Set higher…", "Link a control", "Does not apply…", "Removed…"):
        assert words not in shown
    assert "Change the rating" not in shown


def test_below_1200_the_register_drops_down_from_a_button(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    full_register(open_assessment.editing)
    page = page_of(qtbot, open_assessment, 1024, 500)
    assert not page.panel.isVisible()
    drop = part(page, SignButton, "register.drop")
    assert drop.words() == "All 12 risks"
    press(qtbot, drop)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert isinstance(popup, RegisterDropDown)
    chosen = popup.panel.model.lines()[4].id
    for _ in range(4):
        qtbot.keyClick(popup.panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(popup.panel.list, Qt.Key.Key_Return)
    settle()
    assert QApplication.activePopupWidget() is None
    assert page.shown() == chosen


def test_the_editor_may_show_the_register_at_its_own_side(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    full_register(open_assessment.editing)
    page = RisksPage(open_assessment, section(open_assessment.editing, "risks"))
    qtbot.addWidget(page)
    side = page.side_widget()
    assert side is not None
    holder = QWidget()
    qtbot.addWidget(holder)
    side.setParent(holder)
    side.show()
    holder.show()
    page.resize(1080, 640)
    page.show()
    settle()
    assert not page._drop.isVisible()
    holder.hide()
    settle()
    assert page._drop.isVisible()
    side.setParent(page)
    holder.close()


@pytest.mark.parametrize("language", ["en", "ar", "qps"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 1900, 1.0), (1024, 2600, 1.5)])
def test_no_word_is_cut_and_everything_has_a_name(
    qtbot: QtBot,
    dressed: QApplication,
    open_assessment: OpenAssessment,
    language: str,
    width: int,
    height: int,
    scale: float,
) -> None:
    full_register(open_assessment.editing)
    theme.apply(dressed, theme.theme_named("light"), words_for(language), scale)
    open_assessment.refresh_words()
    page = page_of(qtbot, open_assessment, width, height)
    risks = open_assessment.editing.risks
    unrated = next(risk.id for risk in risks if risk.level == NOT_RATED)
    for risk in (risks[0].id, unrated):
        page.show_place(risk)
        page.view.rating.set_folded(folded=False)
        control = page.view.controls.table.row_keys()[0]
        page.view.controls.open_control(control)
        settle()
        assert cut_texts(page) == []
        assert nameless(page) == []
    page.show_place("offers")
    settle()
    assert cut_texts(page) == []


def test_a_register_is_kept_and_shown_again_after_opening_the_library_anew(
    qtbot: QtBot, library: Library, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    take_up(open_assessment.editing, "R02")
    page.show_place("R02")
    page.view.rating.choose(3, 3)
    page.view.confirm()
    again = library.open_assessment(open_assessment.editing.assessment.id)
    assert found(again, "R02").is_confirmed


def test_a_click_on_a_cell_rates_the_risk(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    take_up(open_assessment.editing, "R02")
    page = page_of(qtbot, open_assessment)
    page.show_place("R02")
    matrix = page.view.argument.matrix
    place: QPoint = matrix.cell_rect(1, 4).center()
    qtbot.mouseClick(matrix, LEFT, pos=place)
    risk = open_assessment.editing.assessment.risks["R02"]
    assert (risk.likelihood, risk.severity) == ("remote", "grave")


def test_a_level_that_has_none_above_it_cannot_be_set_higher(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02", "R05")
    rate(editing, "R02", "almost_certain", "grave")
    rate(editing, "R05", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    higher = page.view.argument._higher_button
    for risk, is_offered in (("R05", True), ("R02", False)):
        page.show_place(risk)
        assert higher.isVisibleTo(page) == is_offered
        page.view.confirm()
        assert found(editing, risk).is_confirmed
        assert higher.isVisibleTo(page) == is_offered


def test_the_filled_button_sets_the_level_that_is_asked_for_and_never_confirms_instead(
    qtbot: QtBot, qapp: QApplication, open_assessment: OpenAssessment
) -> None:
    show_focus_rings(qapp)
    take_up(open_assessment.editing, "R36", "R49")
    rate(open_assessment.editing, "R36", "likely", "serious")
    page = page_of(qtbot, open_assessment, 760, 420)
    page.show_place("R36")
    assert page.filled_button().startswith("Confirm ")
    press(qtbot, part(page, SignButton, "risk.higher"))
    assert page.filled_button() == "Set higher"
    row = part(page, ChoiceRow, "risk.stated")
    focus = QApplication.focusWidget()
    assert row.isAncestorOf(focus)
    view = page._risk_scroll.viewport()
    qtbot.waitUntil(lambda: view.rect().contains(focus.mapTo(view, focus.rect().center())))
    qtbot.keyClick(focus, Qt.Key.Key_1)
    chosen = page.filled_button()
    assert chosen.startswith("Set ")
    assert chosen != "Set higher"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    reason = part(page, PlainTextEdit, "risk.stated_reason")
    assert QApplication.focusWidget() is reason
    page.press_filled_button()
    assert not found(open_assessment.editing, "R36").risk.stated
    qtbot.keyClicks(reason, "Two lists")
    page.show_place("R49")
    assert not page.filled_button().startswith("Set ")
    page.show_place("R36")
    assert part(page, PlainTextEdit, "risk.stated_reason").text() == "Two lists"
    assert page.filled_button() == chosen
    page.press_filled_button()
    risk = found(open_assessment.editing, "R36").risk
    assert risk.stated == "critical"
    assert risk.stated_reason == "Two lists"
    assert not page.filled_button().startswith("Set ")


def test_ctrl_enter_while_one_writes_why_a_risk_does_not_apply_sets_it_aside(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    take_up(open_assessment.editing, "R36")
    rate(open_assessment.editing, "R36", "likely", "serious")
    page = page_of(qtbot, open_assessment)
    page.show_place("R36")
    press(qtbot, part(page, SignButton, "risk.dismiss"))
    assert page.filled_button() == "Set aside as not applicable"
    page.press_filled_button()
    assert not found(open_assessment.editing, "R36").risk.dismissed
    qtbot.keyClicks(part(page, PlainTextEdit, "reason"), "No lists are kept.")
    page.press_filled_button()
    risk = open_assessment.editing.assessment.risks["R36"]
    assert risk.dismissed
    assert risk.set_aside_reason == "No lists are kept."


def test_after_all_offers_were_added_the_first_risk_is_current_and_has_the_focus(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    told: list[str] = []
    page.place_changed.connect(told.append)
    page.offers._all.click()
    settle()
    first = open_assessment.editing.risks[0].id
    assert told[-1] == first
    assert not page.filled_button().startswith(first)
    assert QApplication.focusWidget() is page.view.argument.matrix


def test_a_risk_that_the_answers_raise_no_longer_stays_and_says_so_until_they_do(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    editing.answer("flows.channels", value=("whatsapp",))
    take_up(editing, "R49")
    page = page_of(qtbot, open_assessment)
    page.show_place("R49")
    settle()
    mark = page.findChild(SignLabel, "risk.unraised")
    assert not mark.isVisibleTo(page)
    open_assessment.keep(lambda: editing.answer("flows.channels", value=("paper_form",)))
    settle()
    assert mark.isVisibleTo(page)
    assert mark.text().startswith("No longer raised by the answers.")
    open_assessment.keep(lambda: editing.answer("flows.channels", value=("whatsapp",)))
    settle()
    assert not mark.isVisibleTo(page)


def test_every_add_leaves_one_among_the_offers_the_first_too(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    page.activateWindow()
    for _again in range(2):
        first, following = (offer.risk.id for offer in open_assessment.editing.offers[:2])
        press(qtbot, part(page, SignButton, f"add {first}"))
        assert first in open_assessment.editing.assessment.risks
        assert page.offers.isVisible()
        assert page.shown() == ""
        assert part(page, SignButton, f"add {following}").hasFocus()


def test_harm_that_cannot_be_undone_says_at_the_matrix_why_its_marks_stand_elsewhere(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    lasting = next(risk.id for risk in editing.pack.risks if not risk.irreversible)
    take_up(editing, lasting)
    likelihood, severities = (
        list(editing.pack.matrix.likelihood)[1],
        list(editing.pack.matrix.severity),
    )
    rate(editing, lasting, likelihood, severities[1])
    page = page_of(qtbot, open_assessment)
    page.show_place(lasting)
    said = page.findChild(SignLabel, "risk.lasting")
    assert said is not None
    assert not said.isVisible()
    rate(editing, lasting, likelihood, severities[1], irreversible=True)
    page.show_place(lasting)
    assert said.isVisible()
    assert said.text().startswith("Severity 2 was chosen, but it counts as 4")


def test_a_long_reason_leaves_the_printed_argument_in_sight_and_is_unfolded_on_demand(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    risk = editing.pack.risks[0].id
    take_up(editing, risk)
    long = "Ten phones were looked through at the checkpoint in March. " * 40
    matrix = editing.pack.matrix
    likelihood, severity = list(matrix.likelihood)[1], list(matrix.severity)[1]
    rate(editing, risk, likelihood, severity, severity_reason=long, likelihood_reason=long)
    page = page_of(qtbot, open_assessment)
    page.show_place(risk)
    settle()
    assert page.view.argument._why.visibleRegion().boundingRect() == page.view.argument._why.rect()
    press(qtbot, part(page, SignButton, "risk.severity_whole"))
    assert any(long.strip() in words for words in words_on(page))
    rate(editing, risk, likelihood, severity, evidence="documented")
    page.show_place(risk)
    settle()
    assert any(long.strip() in words for words in words_on(page)), "it stays as somebody wanted it"


def test_in_large_letters_the_cell_that_the_keys_stand_on_stays_in_sight(
    qtbot: QtBot, dressed: QApplication, open_assessment: OpenAssessment
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for("en"), 1.5)
    show_focus_rings(dressed)
    editing = open_assessment.editing
    risk = editing.pack.risks[0].id
    take_up(editing, risk)
    rate(
        editing,
        risk,
        list(editing.pack.matrix.likelihood)[3],
        list(editing.pack.matrix.severity)[1],
    )
    page = page_of(qtbot, open_assessment, 1024, 320)
    page.activateWindow()
    page.show_place(risk)
    matrix = page.view.argument.matrix
    for _step in range(4):
        settle()
        cell = matrix.cell_rect(*matrix.current())
        assert matrix.visibleRegion().contains(cell), matrix.current()
        qtbot.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.current()[0] == 1
