"""Another matrix in the window: looked at first, swapped with a reason, taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Risk
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.data import RISK_MATRICES
from dpia_wizard.gui import theme
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.register.matrix_dialog import MatrixDialog
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.packs.source import FolderSource
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.matrices import matrix_here, pack_with_matrix, preview_matrix, use_matrix
from dpia_wizard.workspace.reports import report_words
from tests.gui.looking import cut_texts, nameless, settle, tab_stops
from tests.gui.risk_samples import full_register
from tests.gui.shell import activate, add, close_windows, make_library, show_window, unlocked

LEFT = Qt.MouseButton.LeftButton
OTHERS = ("conventional-5x5", "ico-3x3", "un-security-5x5")
REASON = "The country group agreed on it"


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


def dialog_of(qtbot: QtBot, open_: OpenAssessment, to: str = "ico-3x3") -> MatrixDialog:
    dialog = MatrixDialog(open_)
    qtbot.addWidget(dialog)
    dialog.resize(900, 560)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog._pick.show_value(to)
    dialog._choose(to)
    settle()
    return dialog


def button(dialog: QDialog, name: str) -> SignButton:
    found = dialog.findChild(SignButton, name)
    assert isinstance(found, SignButton)
    return found


def write_reason(dialog: QDialog, qtbot: QtBot) -> None:
    field = dialog.findChild(PlainTextEdit, "matrix.reason")
    assert field is not None
    field.setFocus()
    qtbot.keyClicks(field, REASON)
    settle()


def test_nothing_is_swapped_without_a_reason(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    full_register(open_assessment.editing)
    dialog = dialog_of(qtbot, open_assessment)
    swap = button(dialog, "matrix.swap")
    assert not swap.isEnabled()
    write_reason(dialog, qtbot)
    assert swap.isEnabled()
    qtbot.mouseClick(button(dialog, "matrix.keep"), LEFT)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert open_assessment.editing.assessment.matrix.id == "child-protection-4x4"


@pytest.mark.parametrize("to", OTHERS)
def test_the_preview_lists_every_open_risk_and_opens_to_its_ratings(
    qtbot: QtBot, open_assessment: OpenAssessment, to: str
) -> None:
    full_register(open_assessment.editing)
    dialog = dialog_of(qtbot, open_assessment, to)
    table = dialog._table
    assert set(table.row_keys()) == {risk.id for risk in open_assessment.editing.risks}
    shown = dialog._shown
    assert shown is not None
    lower = [move.id for move in shown.lower]
    assert table.row_keys()[: len(lower)] == lower
    first = table.row_keys()[0]
    table.opened.emit(first)
    form = table.form()
    assert isinstance(form, PlainLabel)
    assert form.text().startswith("Before: likelihood ")
    table.opened.emit(first)
    assert table.form() is None


@pytest.mark.parametrize("to", OTHERS)
def test_the_swap_is_kept_told_and_undone_whole(
    qtbot: QtBot, open_assessment: OpenAssessment, to: str
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    before = editing.assessment
    dialog = dialog_of(qtbot, open_assessment, to)
    write_reason(dialog, qtbot)
    with qtbot.waitSignal(open_assessment.repinned):
        assert dialog.act()
    assert editing.pack.matrix.id == editing.assessment.matrix.id == to
    assert open_assessment.wording.pack is editing.pack
    assert REASON in {decision.reason for decision in editing.assessment.decisions.values()}
    with qtbot.waitSignal(open_assessment.repinned):
        open_assessment.undo()
    assert editing.assessment == before
    assert editing.pack.matrix.id == "child-protection-4x4"


def test_a_closed_assessment_can_be_looked_at_but_not_swapped(
    qtbot: QtBot, open_assessment: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_register(open_assessment.editing)
    monkeypatch.setattr(type(open_assessment.editing), "may_edit", False)
    dialog = dialog_of(qtbot, open_assessment)
    assert dialog._table.row_keys()
    assert not button(dialog, "matrix.swap").isEnabled()
    assert not dialog._reason.isEnabled()


@pytest.mark.parametrize("to", OTHERS)
@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("ar", 1.0), ("qps", 1.25)])
def test_no_word_is_cut_and_everything_has_a_name(
    qtbot: QtBot,
    dressed: QApplication,
    open_assessment: OpenAssessment,
    language: str,
    scale: float,
    to: str,
) -> None:
    full_register(open_assessment.editing)
    words = report_words(open_assessment.editing.pack, language)
    theme.apply(dressed, theme.theme_named("light"), words, scale)
    open_assessment.refresh_words()
    dialog = dialog_of(qtbot, open_assessment, to)
    dialog.resize(984, 560)
    settle()
    assert cut_texts(dialog) == []
    assert nameless(dialog) == []
    assert len(tab_stops(dialog)) >= 4


@pytest.mark.parametrize("to", OTHERS)
def test_the_risk_page_works_on_every_matrix(
    qtbot: QtBot, open_assessment: OpenAssessment, to: str
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    here = matrix_here(to)
    assert here is not None
    use_matrix(editing, preview_matrix(editing, *here), reason="x", told=lambda move: move.id)
    open_assessment.refresh_words()
    section = next(s for s in editing.pack.form.sections if s.page == "risks")
    page = RisksPage(open_assessment, section)
    qtbot.addWidget(page)
    page.resize(1366, 1900)
    page.show()
    qtbot.waitExposed(page)
    settle()
    matrix = editing.pack.matrix
    shown = page.view.argument.matrix.picture()
    assert len(shown.likelihoods) == len(matrix.likelihoods)
    assert len(shown.severities) == len(matrix.severities)
    assert cut_texts(page) == []
    risk = page.shown()
    page.view.argument.matrix.chosen.emit(len(matrix.likelihoods), len(matrix.severities))
    settle()
    rated = editing.rated(risk)
    assert rated is not None
    assert rated.score is not None
    assert rated.score.inherent.level == matrix.levels[-1].id
    assert page.filled_button()


@pytest.fixture
def program(tmp_path: Path, qapp: QApplication) -> Program:
    """The window with an assessment whose risks can be judged with another matrix."""
    with make_library(tmp_path / "library") as library:
        id = add(library, "Photo use")
        editing = library.open_assessment(id)
        editing.put("rate", Risk("own1", title="Lost", likelihood="likely", severity="grave"))
    program = unlocked(show_window(tmp_path / "library"))
    program.window.open_assessment(id, "own1")
    activate(program)
    return program


def test_the_window_builds_its_pages_anew_after_swap_undo_and_redo(program: Program) -> None:
    window = program.window
    assert window.open is not None
    editing = window.open.editing
    first = window.page
    here = matrix_here("un-security-5x5")
    assert here is not None
    shown = preview_matrix(editing, *here)
    assert window.open.keep(
        lambda: use_matrix(editing, shown, reason="x", told=lambda move: move.id)
    )
    settle()
    after = window.page
    assert isinstance(after, Editor)
    assert after is not first
    page = after.page()
    assert isinstance(page, RisksPage)
    assert len(page.view.argument.matrix.picture().severities) == 5
    after.undo()
    settle()
    back = window.page
    assert isinstance(back, Editor)
    assert back is not after
    assert editing.pack.matrix.id == "child-protection-4x4"
    back.redo()
    settle()
    assert editing.pack.matrix.id == "un-security-5x5"
    window.show_home()
    settle()
    home = window.page
    assert isinstance(home, Home)
    (line,) = home._lines
    assert line.matrix.id == "un-security-5x5"
    mark = home._words.worst(line)
    assert (mark.word, mark.sign, mark.colour) == ("Very high", "square", "very_high")


@pytest.mark.parametrize("to", OTHERS)
def test_every_level_of_every_matrix_has_marks_that_the_window_can_paint(
    dressed: QApplication, open_assessment: OpenAssessment, to: str
) -> None:
    pack = pack_with_matrix(open_assessment.editing.pack, to)
    wording = Wording(words_for("en"), pack)
    marks = [level_mark(wording, level) for level in (*pack.matrix.level, NOT_RATED)]
    assert len({mark.sign for mark in marks}) == len(marks)
    for name in theme.THEMES:
        for mark in marks:
            assert theme.theme_named(name).level(mark.colour)


@pytest.mark.parametrize("to", OTHERS)
def test_where_a_matrix_comes_from_is_told_in_the_window_s_language(
    qtbot: QtBot, dressed: QApplication, open_assessment: OpenAssessment, to: str
) -> None:
    words = words_for("ar", packs=[FolderSource(RISK_MATRICES)])
    theme.apply(dressed, theme.theme_named("light"), words)
    open_assessment.refresh_words()
    dialog = dialog_of(qtbot, open_assessment, to)
    said = dialog._source.text()
    assert said
    assert sum(letter.isascii() and letter.isalpha() for letter in said) < len(said) / 4
