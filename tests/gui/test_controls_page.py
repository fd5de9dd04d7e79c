"""The page of controls: each once, where its status comes from, and what it works on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.drawing import lines_of
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.plan.control_form import ControlForm
from dpia_wizard.gui.plan.controls_page import ControlsPage
from dpia_wizard.gui.risk_words import measure_of
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import full_register, section, set_control, take_up


def page_of(
    qtbot: QtBot, open_: OpenAssessment, width: int = 1102, height: int = 700
) -> ControlsPage:
    page = ControlsPage(open_, section(open_.editing, "controls"))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    settle()
    return page


def cells(page: ControlsPage, control: str) -> list[str]:
    row = page.table.row(control)
    assert row is not None
    return [cell.words for cell in row.cells]


def form_of(page: ControlsPage, control: str) -> ControlForm:
    page.show_place(control)
    settle()
    form = page.table.form()
    assert isinstance(form, ControlForm)
    return form


def choose(box: ComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle()


def test_without_risks_the_page_leads_to_the_register(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    empty = page.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    button = empty.findChild(SignButton)
    assert button is not None
    with qtbot.waitSignal(page.go) as gone:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone.args == [section(open_assessment.editing, "risks").id]


def test_a_control_of_several_risks_is_listed_once_with_all_of_them(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    page = page_of(qtbot, open_assessment)
    assert len(page.table.row_keys()) == len(set(page.table.row_keys()))
    assert set(page.table.row_keys()) == set(editing.assessment.controls)
    for control in page.table.row_keys():
        for link in editing.assessment.links.values():
            assert (link.risk in cells(page, control)[-1]) == (
                any(o.control == control and o.risk == link.risk
                    for o in editing.assessment.links.values())
            )  # fmt: skip


def test_a_status_from_the_security_section_says_so_and_leads_there(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01")
    measure = measure_of(editing.pack, "M31")
    assert measure is not None
    editing.answer("flows.channels", value=("email_work",))
    editing.answer(measure.id, value="yes", evidence="ten laptops looked at", seen=editing.on)
    page = page_of(qtbot, open_assessment, height=1200)
    assert cells(page, "M31")[1] == f"Verified, by {measure.number}"
    assert "ten laptops looked at" in cells(page, "M31")[2]
    form = form_of(page, "M31")
    link = next(b for b in form.findChildren(SignButton) if b.words() == f"Open {measure.number}")
    with qtbot.waitSignal(page.go) as gone:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert gone.args == [measure.id]
    box = form.findChild(ComboBox, "control.status")
    assert box is not None
    choose(box, "partly")
    assert editing.assessment.controls["M31"].status == "partly"
    assert cells(page, "M31")[1] == "Partly"
    choose(box, "")
    assert cells(page, "M31")[1] == f"Verified, by {measure.number}"


def test_what_is_typed_into_a_control_is_kept_and_shown_in_its_row(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01")
    page = page_of(qtbot, open_assessment, height=1200)
    form = form_of(page, "M31")
    evidence = form.findChild(PlainTextEdit, "control.evidence")
    owner = form.findChild(LineEdit, "control.owner")
    assert evidence is not None
    assert owner is not None
    qtbot.keyClicks(evidence, "Ten laptops looked at")
    qtbot.keyClicks(owner, "IT officer")
    open_assessment.flush()
    settle()
    assert editing.assessment.controls["M31"].evidence == "Ten laptops looked at"
    assert "IT officer" in cells(page, "M31")[4]
    assert page.table.form() is form


def test_a_filter_shows_controls_that_nobody_is_named_for(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01")
    set_control(editing, "M31", "in_place", "IT officer")
    page = page_of(qtbot, open_assessment)
    box = page.findChild(ComboBox, "controls.filter")
    assert box is not None
    choose(box, "no_hands")
    assert "M31" not in page.table.row_keys()
    assert set(page.table.row_keys()) == set(editing.assessment.controls) - {"M31"}
    page.show_place("M31")
    assert "M31" in page.table.row_keys()


def test_a_control_removed_takes_its_links_along_and_undo_brings_both_back(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01")
    before = dict(editing.assessment.links)
    page = page_of(qtbot, open_assessment)
    page.table.focus_row("M31")
    qtbot.keyClick(page.table.findChild(QWidget, "M31"), Qt.Key.Key_Delete)
    settle()
    assert "M31" not in editing.assessment.controls
    assert "R01 M31" not in editing.assessment.links
    open_assessment.undo()
    settle()
    assert editing.assessment.links == before
    assert "M31" in page.table.row_keys()


def test_the_bottom_bar_counts_controls_without_a_status(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R01")
    n = len(editing.assessment.controls)
    page = page_of(qtbot, open_assessment)
    assert page.left_to_do() == f"{n} controls without a status"


@pytest.mark.parametrize(
    ("language", "width", "scale"),
    [("en", 1102, 1.0), ("ar", 1102, 1.0), ("qps", 1102, 1.0), ("en", 772, 1.5), ("ar", 772, 1.5)],
)
def test_no_word_is_cut_and_everything_has_a_name(
    qtbot: QtBot,
    dressed: QApplication,
    open_assessment: OpenAssessment,
    language: str,
    width: int,
    scale: float,
) -> None:
    full_register(open_assessment.editing)
    theme.apply(dressed, theme.theme_named("light"), words_for(language), scale)
    open_assessment.refresh_words()
    page = page_of(qtbot, open_assessment, width, 900)
    page.show_place(page.table.row_keys()[3])
    settle()
    assert cut_texts(page) == []
    assert nameless(page) == []


def test_in_arabic_evidence_and_the_day_it_was_seen_keep_their_own_direction(
    qtbot: QtBot, dressed: QApplication, open_assessment: OpenAssessment
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for("ar"))
    open_assessment.refresh_words()
    take_up(open_assessment.editing, "R02")
    control = sorted(open_assessment.editing.assessment.controls)[0]
    set_control(open_assessment.editing, control, "verified", "IT officer (day).")
    page = page_of(qtbot, open_assessment)
    _name, _status, evidence, hands, *_rest = cells(page, control)
    typed, seen = evidence.split("\n")
    assert typed == "\u2068log of October\u2069"
    assert "\u2066" not in seen, "forced to the left, the year would come first"
    assert hands == "\u2068IT officer (day).\u2069"


def test_what_is_isolated_stays_so_when_its_line_is_broken() -> None:
    font = theme.look().font("small")
    words = "\u2068two long words, and a \u2066few\u2069 more\u2069 \u0628\u0639\u062f"
    lines = lines_of(f"{words}\n(next)", font, 80)
    assert len(lines) > 3
    for line in lines:
        assert sum(line.count(mark) for mark in "\u2066\u2067\u2068") == line.count("\u2069")
    assert lines[1].startswith("\u2067\u2068")
    assert lines[-1] == "\u2066(next)\u2069"
