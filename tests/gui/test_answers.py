"""Every kind of question: what is entered is kept, what is kept is shown, unknown is an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.form import KINDS, Question
from dpia_wizard.core.model import Answer, Row
from dpia_wizard.gui import messages
from dpia_wizard.gui.answers import ANSWERS, AnswerField
from dpia_wizard.gui.answers.row_lines import LineCell, RowLine
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.numbers import NumberEdit
from dpia_wizard.workspace.library import Library
from tests.gui.looking import settle


def field_for(qtbot: QtBot, open_: OpenAssessment, question: str) -> AnswerField:
    asked = open_.editing.pack.form.by_id[question]
    field = ANSWERS[asked.kind](open_, asked)
    qtbot.addWidget(field)
    open_.changed.connect(lambda _step: field.refresh())
    field.resize(640, field.sizeHint().height())
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    return field


def inside(field: QWidget, kind: type[Any], name: str = "") -> Any:
    found = [part for part in field.findChildren(kind) if not name or part.objectName() == name]
    assert found, (kind, name)
    return found[0]


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def kept(open_: OpenAssessment, question: str) -> Answer:
    open_.flush()
    return open_.editing.assessment.answers.get(question, Answer(question))


def test_every_kind_of_question_has_a_field() -> None:
    assert set(ANSWERS) == set(KINDS)


def test_words_typed_are_kept_within_a_moment(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    field = field_for(qtbot, every_kind, "record.title")
    line = inside(field, LineEdit)
    line.selectAll()
    with qtbot.waitSignal(every_kind.saved):
        QTest.keyClicks(line, "Referrals")
    assert every_kind.editing.assessment.text("record.title") == "Referrals"


def test_words_composed_by_an_input_method_are_kept(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "safeguards.purpose")
    edit = inside(field, PlainTextEdit)
    event = QInputMethodEvent()
    event.setCommitString("إحالة الأطفال إلى المدرسة")
    QApplication.sendEvent(edit, event)
    assert kept(every_kind, "safeguards.purpose").value == "إحالة الأطفال إلى المدرسة"


def test_emptying_a_text_leaves_no_answer(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    every_kind.editing.answer("safeguards.purpose", value="x")
    field = field_for(qtbot, every_kind, "safeguards.purpose")
    edit = inside(field, PlainTextEdit)
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    every_kind.flush()
    assert "safeguards.purpose" not in every_kind.editing.assessment.answers


def test_what_is_being_typed_is_not_overwritten_by_a_refresh(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "safeguards.purpose")
    edit = inside(field, PlainTextEdit)
    QTest.keyClicks(edit, "half a sen")
    field.refresh()
    assert edit.text() == "half a sen"
    assert edit.textCursor().position() == len("half a sen")


def test_one_of_a_few_is_chosen_by_click_and_cleared_by_zero(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "record.country")
    option = field.first_control()
    assert option is not None
    option.setFocus()
    focus = QApplication.focusWidget() or option
    QTest.keyClick(focus, Qt.Key.Key_2)
    assert kept(every_kind, "record.country").value == "elsewhere"
    QTest.keyClick(QApplication.focusWidget() or focus, Qt.Key.Key_0)
    assert kept(every_kind, "record.country").value is None


def test_a_long_list_drops_down(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    field = field_for(qtbot, open_assessment, "record.country")
    control = field.first_control()
    assert control is not None
    QTest.keyClick(control, Qt.Key.Key_Down)
    first = open_assessment.editing.pack.form.by_id["record.country"].choices[0].id
    assert kept(open_assessment, "record.country").value == first


def test_several_can_be_ticked_and_unknown_stands_alone(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "record.triggers")
    boxes = inside(field, CheckList)._boxes
    press(boxes[0])
    press(boxes[1])
    assert kept(every_kind, "record.triggers").value == ("biometrics", "cross_border")
    press(boxes[-1])
    assert kept(every_kind, "record.triggers").value == ("unknown",)
    assert [box.isChecked() for box in boxes].count(True) == 1
    press(boxes[2])
    assert kept(every_kind, "record.triggers").value == ("photos",)
    press(boxes[-2])
    assert kept(every_kind, "record.triggers").value == ("none",)


def test_a_scale_is_a_row_in_order_with_what_each_point_means(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    every_kind.editing.add_row("safeguards.elements", element="Name")
    field = field_for(qtbot, every_kind, "safeguards.sensitivity")
    row = inside(field, ChoiceRow)
    assert [b.words() for b in row._buttons] == ["Low", "Moderate", "High"]
    assert any("Would put the child in danger" in x.text() for x in field.findChildren(PlainLabel))
    press(row._buttons[2])
    assert kept(every_kind, "safeguards.sensitivity").value == "high"


def test_a_date_is_read_as_people_write_it(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    field = field_for(qtbot, every_kind, "record.started")
    line = inside(field, LineEdit)
    line.selectAll()
    QTest.keyClicks(line, "3.5.2026")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert kept(every_kind, "record.started").value == "2026-05-03"


def test_a_day_to_decide_by_that_is_past_is_kept_and_said_to_be_past(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    field = field_for(qtbot, open_assessment, "record.target")
    past = inside(field, SignLabel, "record.target.past")
    line = inside(field, LineEdit)
    for day, is_past in (("2001-05-03", True), ("2999-01-01", False)):
        line.selectAll()
        QTest.keyClicks(line, day)
        QTest.keyClick(line, Qt.Key.Key_Return)
        field.refresh()
        assert kept(open_assessment, "record.target").value == day
        assert past.isVisible() is is_past
    started = field_for(qtbot, open_assessment, "record.started")
    assert not inside(started, SignLabel, "record.started.past").isVisible()


def test_a_number_may_be_unknown(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    every_kind.editing.answer("record.identifiable", value="yes")
    field = field_for(qtbot, every_kind, "record.children")
    number = inside(field, NumberEdit)
    QTest.keyClicks(number._field, "120")
    assert kept(every_kind, "record.children").value == 120
    press(number._unknown)
    assert kept(every_kind, "record.children").value == "unknown"
    assert number._field.text() == ""


@pytest.mark.parametrize(("key", "value"), [("1", "yes"), ("2", "partly"), ("4", "unknown")])
def test_the_four_answers_are_chosen_by_their_place(
    qtbot: QtBot, every_kind: OpenAssessment, key: str, value: str
) -> None:
    field = field_for(qtbot, every_kind, "record.identifiable")
    row = inside(field, ChoiceRow)
    QTest.keyClick(row._buttons[0], key)
    assert kept(every_kind, "record.identifiable").value == value
    shown = [part for part in field.findChildren(PlainTextEdit) if part.isVisible()]
    assert bool(shown) is (value != "yes"), "the note is asked for with all but yes"


def test_the_note_is_never_forced_and_undo_takes_it_apart_from_the_choice(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "record.identifiable")
    row = inside(field, ChoiceRow)
    press(row._buttons[2])
    note = inside(field, PlainTextEdit)
    note.setFocus()
    QTest.keyClicks(note, "not yet")
    row._buttons[2].setFocus()
    assert kept(every_kind, "record.identifiable") == Answer("record.identifiable", "no", "not yet")
    every_kind.undo()
    assert kept(every_kind, "record.identifiable") == Answer("record.identifiable", "no")
    assert note.text() == ""
    every_kind.undo()
    assert kept(every_kind, "record.identifiable").value is None


def test_a_measure_with_evidence_and_a_date_makes_its_control_verified(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "safeguards.least_access")
    press(inside(field, ChoiceRow)._buttons[0])
    words = " ".join(x.text() for x in field.findChildren(PlainLabel) if not x.isHidden())
    assert "A list of accounts, checked this quarter" in words
    assert "M30" in words
    evidence = inside(field, PlainTextEdit, "safeguards.least_access.evidence")
    QTest.keyClicks(evidence, "list of 4 May")
    seen = inside(field, DateEdit, "safeguards.least_access.seen")
    QTest.keyClicks(seen._field, "2026-05-04")
    answer = kept(every_kind, "safeguards.least_access")
    assert (answer.evidence, answer.seen) == ("list of 4 May", "2026-05-04")
    words = " ".join(x.text() for x in field.findChildren(PlainLabel) if not x.isHidden())
    assert "counts as verified" in words


def test_a_person_is_kept_by_lines(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    field = field_for(qtbot, every_kind, "record.author")
    QTest.keyClicks(inside(field, LineEdit, "record.author.post"), "Focal point")
    QTest.keyClicks(inside(field, LineEdit, "record.author.agency"), "Agency A")
    every_kind.flush()
    row = every_kind.editing.assessment.rows["record.author"]
    assert dict(row.cells) == {"post": "Focal point", "agency": "Agency A"}


def test_a_signature_says_that_signing_happens_on_the_report(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "decision.signature")
    assert any("on the report" in x.text() for x in field.findChildren(PlainLabel))


def test_a_file_can_be_kept_in_the_library_with_its_fingerprint(
    qtbot: QtBot,
    every_kind: OpenAssessment,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = tmp_path / "اتفاق <b>v2 & more.txt"
    paper.write_bytes(b"agreed")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: paper)
    field = field_for(qtbot, every_kind, "safeguards.agreement")
    press(inside(field, SignButton, "safeguards.agreement.attach"))
    (file,) = every_kind.editing.assessment.attachments.values()
    assert (file.name, file.size, file.purpose) == (paper.name, 6, "safeguards.agreement")
    assert library.store.blob(file.sha256) == b"agreed"
    words = " ".join(x.text() for x in field.findChildren(PlainLabel))
    assert file.sha256[:8] in words
    assert "<b>v2 & more.txt" in words
    every_kind.undo()
    assert not every_kind.editing.assessment.attachments


def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    qtbot: QtBot, every_kind: OpenAssessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: tmp_path / "gone.pdf")
    monkeypatch.setattr(messages, "tell_error", lambda _parent, error: said.append(str(error)))
    field = field_for(qtbot, every_kind, "safeguards.agreement")
    press(inside(field, SignButton, "safeguards.agreement.attach"))
    assert said == [f"{tmp_path / 'gone.pdf'} is not there."]
    assert not every_kind.editing.assessment.attachments


# Computed


def words_in(field: AnswerField) -> str:
    return "\n".join(x.text() for x in field.findChildren(PlainLabel) if not x.isHidden())


def test_the_depth_is_shown_with_its_reason_and_can_be_set_with_another(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    every_kind.editing.answer("record.triggers", value=("biometrics",))
    field = field_for(qtbot, every_kind, "record.depth")
    assert "Full depth, because of the answers to 0.8" in words_in(field)
    press(inside(field, ChoiceRow)._buttons[1])
    assert every_kind.editing.seen.depth() == "light"
    note = inside(field, PlainTextEdit)
    assert note.isVisible()
    press(inside(field, ChoiceRow)._buttons[0])
    assert every_kind.editing.seen.depth() == "full"


def test_the_most_harmful_pieces_come_from_the_table(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "safeguards.severe")
    assert "yet" in words_in(field)
    every_kind.editing.add_row("safeguards.elements", element="Exact address", sensitivity="high")
    every_kind.editing.add_row("safeguards.elements", element="Shoe size", sensitivity="low")
    field.refresh()
    settle()
    assert "Exact address: High" in words_in(field)
    assert "Shoe size" not in words_in(field)


@pytest.mark.parametrize("compute", ["stop_conditions", "children_views", "flow_list"])
def test_lists_of_the_shipped_form_say_so_when_there_is_nothing(
    qtbot: QtBot, open_assessment: OpenAssessment, compute: str
) -> None:
    asked = open_assessment.editing.pack.form.by_id.values()
    question = next(q for q in asked if q.compute == compute)
    field = field_for(qtbot, open_assessment, question.id)
    assert words_in(field)


def test_a_stop_condition_that_holds_leads_to_its_place(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    editing.add_row("purpose.uses", purpose="Referral", basis="consent")
    editing.answer("purpose.choice", value="no")
    question = next(q for q in editing.pack.form.by_id.values() if q.compute == "stop_conditions")
    field = field_for(qtbot, open_assessment, question.id)
    held = [stop for stop in editing.stops if stop.holds]
    assert held
    assert all(stop.condition.id in words_in(field) for stop in held)
    with qtbot.waitSignal(field.go) as told:
        press(inside(field, SignButton))
    assert told.args[0] in {stop.condition.place for stop in held}


# Tables


def rows_of(open_: OpenAssessment) -> list[Row]:
    open_.flush()
    return list(open_.editing.assessment.rows_of("safeguards.elements"))


def test_a_row_comes_to_be_with_its_first_words_and_undo_takes_it_back(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "safeguards.elements")
    press(inside(field, SignButton, "safeguards.elements.add_first"))
    assert rows_of(every_kind) == []
    line = inside(field, LineEdit, "safeguards.elements.element")
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "Name")
    (row,) = rows_of(every_kind)
    assert dict(row.cells) == {"element": "Name"}
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert len(field.findChildren(RowLine)) == 1
    every_kind.undo()
    assert rows_of(every_kind) == []


def test_every_kind_of_column_is_kept(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    field = field_for(qtbot, every_kind, "safeguards.elements")
    press(inside(field, SignButton, "safeguards.elements.add_first"))
    QTest.keyClicks(inside(field, LineEdit, "safeguards.elements.element"), "Name")
    QTest.keyClicks(inside(field, PlainTextEdit, "safeguards.elements.why"), "To call")
    press(inside(field, ChoiceRow, "safeguards.elements.sensitivity")._buttons[1])
    press(inside(field, CheckList, "safeguards.elements.channels")._boxes[1])
    press(inside(field, ChoiceRow, "safeguards.elements.less")._buttons[3])
    number = inside(field, NumberEdit, "safeguards.elements.copies")
    QTest.keyClicks(number._field, "3")
    day = inside(field, DateEdit, "safeguards.elements.until")
    QTest.keyClicks(day._field, "2027-01-01")
    (row,) = rows_of(every_kind)
    assert dict(row.cells) == {
        "element": "Name",
        "why": "To call",
        "sensitivity": "moderate",
        "channels": ("whatsapp",),
        "less": "unknown",
        "copies": "3",
        "until": "2027-01-01",
    }


def test_rows_move_and_go_by_keys(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    for name in ("One", "Two", "Three"):
        every_kind.editing.add_row("safeguards.elements", element=name)
    field = field_for(qtbot, every_kind, "safeguards.elements")
    lines = sorted(field.findChildren(RowLine), key=lambda line: line.y())
    first = lines[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.cells["element"] for row in rows_of(every_kind)] == ["Two", "One", "Three"]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    assert [row.cells["element"] for row in rows_of(every_kind)] == ["Two", "Three"]
    every_kind.undo()
    assert [row.cells["element"] for row in rows_of(every_kind)] == ["Two", "One", "Three"]


def test_there_is_none_is_an_answer_and_a_row_takes_it_back(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    field = field_for(qtbot, every_kind, "safeguards.elements")
    none = inside(field, SignButton, "safeguards.elements.none")
    press(none)
    assert kept(every_kind, "safeguards.elements").value == "none"
    press(none)
    assert kept(every_kind, "safeguards.elements").value is None
    press(inside(field, SignButton, "safeguards.elements.unknown"))
    assert kept(every_kind, "safeguards.elements").value == "unknown"
    press(inside(field, SignButton, "safeguards.elements.add_first"))
    QTest.keyClicks(inside(field, LineEdit, "safeguards.elements.element"), "Name")
    assert len(rows_of(every_kind)) == 1
    assert kept(every_kind, "safeguards.elements").value is None


def test_a_click_opens_the_row_under_it_and_another_closes_it(
    qtbot: QtBot, every_kind: OpenAssessment
) -> None:
    every_kind.editing.add_row("safeguards.elements", element="One")
    every_kind.editing.add_row("safeguards.elements", element="Two")
    field = field_for(qtbot, every_kind, "safeguards.elements")
    lines = sorted(field.findChildren(RowLine), key=lambda line: line.y())
    QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    form = field._form
    assert form is not None
    qtbot.waitUntil(lambda: lines[0].y() < form.y() < lines[1].y())
    assert inside(form, LineEdit).text() == "One"
    QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert field._form is None


def test_choosing_an_element_sets_the_default_sensitivity_the_pack_gives_once(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    question = "inventory.elements"
    field = field_for(qtbot, open_assessment, question)
    press(inside(field, SignButton, f"{question}.add_first"))
    field._choose_cell("element", "D05")
    (row,) = open_assessment.editing.assessment.rows_of(question)
    assert row.cells == {"element": "D05", "sensitivity": "severe"}
    field._choose_cell("sensitivity", "high")
    field._choose_cell("element", "D01")
    (row,) = open_assessment.editing.assessment.rows_of(question)
    assert row.cells == {"element": "D01", "sensitivity": "high"}


def test_a_row_says_its_default_and_asks_why_it_is_set_lower(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    question = "inventory.elements"
    field = field_for(qtbot, open_assessment, question)
    press(inside(field, SignButton, f"{question}.add_first"))
    form = field._form
    reason = inside(form, LineEdit, f"{question}.reason")
    assert not reason.isVisible()
    field._choose_cell("element", "D04")
    said = form._standing.text()
    assert said.startswith("The default is Moderate. Severe where this is so:")
    assert "Keep the key with somebody else" in form._hints["element"].text()
    assert not reason.isVisible()
    field._choose_cell("sensitivity", "severe")
    assert form._standing.text() == "Above the default, Moderate."
    field._choose_cell("sensitivity", "low")
    assert form._standing.text() == "Below the default, Moderate. Say why in this row."
    assert reason.isVisible()
    (line,) = field.findChildren(RowLine)
    assert "Low or none (default: Moderate, no reason given)" in line.accessibleName()
    QTest.keyClicks(reason, "Codes without a key")
    open_assessment.flush()
    assert form._standing.text() == "Below the default, Moderate, with a reason."
    assert "Low or none (default: Moderate)" in line.accessibleName()
    field._choose_cell("sensitivity", "moderate")
    assert reason.isVisible()  # what was written is not hidden


def test_a_cell_with_many_words_keeps_its_row_low_and_tells_the_rest_under_the_columns(
    qtbot: QtBot, dressed: QApplication
) -> None:
    words = ", ".join(f"kind of information {n}" for n in range(30))
    line = RowLine()
    qtbot.addWidget(line)
    line.show_row((LineCell("Party", "Partner A"), LineCell("What it gets", words)), 1, 1)
    line.resize(600, line.heightForWidth(600))
    (_place, said), (_beside, shown) = line._blocks(600)
    assert said == "Partner A"
    assert shown.endswith("…")
    assert words.startswith(shown.rstrip("…"))
    assert f"What it gets: {words}" in line._under(600)
    alone = RowLine()
    qtbot.addWidget(alone)
    alone.show_row((LineCell("Party", "Partner A"), LineCell("What it gets", "Names")), 1, 1)
    assert line.heightForWidth(600) < 10 * alone.heightForWidth(600)
    assert alone._under(600) == ""


def test_a_table_that_is_read_only_opens_no_row(qtbot: QtBot, every_kind: OpenAssessment) -> None:
    every_kind.editing.add_row("safeguards.elements", element="One")
    field = field_for(qtbot, every_kind, "safeguards.elements")
    field.set_read_only(True)
    (line,) = field.findChildren(RowLine)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert field._form is None
    assert len(rows_of(every_kind)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_read_only_field_takes_no_answer(
    qtbot: QtBot, every_kind: OpenAssessment, kind: str
) -> None:
    asked = every_kind.editing.pack.form.by_id.values()
    question: Question = next(q for q in asked if q.kind == kind)
    field = field_for(qtbot, every_kind, question.id)
    field.set_read_only(True)
    before = every_kind.editing.assessment
    for part in field.findChildren(QWidget):
        if part.isVisible() and part.isEnabled() and not isinstance(part, PlainLabel):
            QTest.keyClick(part, Qt.Key.Key_1)
    every_kind.flush()
    assert every_kind.editing.assessment == before
