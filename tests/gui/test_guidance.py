"""Help with a question: why, a good answer, the protocol, what the answer does, the source."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.gui.editor.effects import effects
from dpia_wizard.gui.editor.guidance import _FIRST_RISKS, Guidance
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from tests.gui.looking import settle


def pane(qtbot: QtBot, open_: OpenAssessment, place: str) -> Guidance:
    guidance = Guidance(open_)
    qtbot.addWidget(guidance)
    guidance.resize(296, 640)
    guidance.show_place(place)
    guidance.show()
    return guidance


def test_help_says_why_what_a_good_answer_is_and_where_it_comes_from(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    text = pane(qtbot, open_assessment, "purpose.choice").text()
    question = open_assessment.editing.pack.form.by_id["purpose.choice"]
    for part in ("Help with 10.2", "Why we ask", "A good answer looks like", "Protocol · C11, C12"):
        assert part in text
    assert question.help.why in text
    assert question.help.example in text
    assert question.help.source in text
    assert open_assessment.editing.pack.clause["C12"].paraphrase in text


def test_our_own_reading_is_called_so(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    asked = open_assessment.editing.pack.form.by_id.values()
    question = next(q for q in asked if q.help.confidence == "inference" and q.help.source)
    assert "This is our own reading." in pane(qtbot, open_assessment, question.id).text()


def test_where_there_is_no_help_it_says_so(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    question = pane(qtbot, every_kind, "record.started")
    assert "There is no help for this question." in question.text()
    assert "Go to a question" in pane(qtbot, every_kind, "risks").text()


def test_what_the_answer_does_follows_the_answer(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    editing.add_row("purpose.uses", purpose="Referral", basis="consent")
    guidance = pane(qtbot, open_assessment, "purpose.choice")
    assert "Suggests risk" not in guidance.text()
    assert "Stop condition V4 if the answer is No" in guidance.text()
    editing.answer("purpose.choice", value="no")
    guidance.refresh()
    settle()
    assert "Suggests risk R45" in guidance.text()
    assert "Stop condition V4 holds" in guidance.text()
    link = next(b for b in guidance.findChildren(SignButton) if b.words() == "Open R45")
    with qtbot.waitSignal(guidance.go) as told:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.args == ["R45"]


def test_a_risk_that_was_taken_up_is_told_as_such(open_assessment: OpenAssessment) -> None:
    editing = open_assessment.editing
    editing.add_row("purpose.uses", purpose="Referral", basis="consent")
    editing.answer("purpose.choice", value="no")
    offered = {offer.risk.id: offer.risk for offer in editing.offers}
    editing.take_up(offered["R45"])
    found = {effect.id: effect for effect in effects(editing, "purpose.choice")}
    assert found["R45"].taken_up
    assert found["R45"].holds
    assert found["V4"].holds


def test_an_answer_that_touches_many_risks_names_the_first_and_the_rest_when_asked(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    everybody = [choice.id for choice in editing.pack.form.by_id["people.groups"].choices]
    editing.answer("people.groups", value=tuple(everybody))
    raised = [one for one in effects(editing, "people.groups") if one.holds]
    assert len(raised) > _FIRST_RISKS
    guidance = pane(qtbot, open_assessment, "people.groups")
    assert guidance.text().count("Suggests risk") == _FIRST_RISKS
    button = guidance.findChild(LinkButton, "all_risks")
    assert button.text() == f"Show {len(raised) - _FIRST_RISKS} more risks"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle()
    assert guidance.text().count("Suggests risk") == len(raised)
    focus = QApplication.focusWidget()
    assert isinstance(focus, LinkButton)
    assert raised[_FIRST_RISKS].id in focus.text()
    guidance.show_place("purpose.choice")
    guidance.show_place("people.groups")
    settle()
    assert guidance.text().count("Suggests risk") == _FIRST_RISKS


def test_help_never_takes_the_focus_and_can_be_hidden(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    guidance = pane(qtbot, open_assessment, "purpose.choice")
    guidance.show_place("purpose.less")
    assert not guidance.hasFocus()
    hide = guidance.findChild(SignButton, "hide_guidance")
    assert hide is not None
    with qtbot.waitSignal(guidance.hidden_by_person):
        QTest.mouseClick(hide, Qt.MouseButton.LeftButton)
