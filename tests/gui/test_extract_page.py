"""The extract page: exactly what leaves the team, what stays here, and the two files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.extract import extract
from dpia_wizard.data import FORMS
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.review.extract_page import ExtractPage
from dpia_wizard.packs.source import FolderSource
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle

Shown = Callable[..., ExtractPage]
OWN_WORDS = ("Zarya shelter", "Kamianske", "A. Sample")


def dress(app: QApplication, language: str = "en") -> None:
    words = words_for(language, packs=map(FolderSource, sorted(FORMS.glob("*/"))))
    theme.apply(app, theme.theme_named("light"), words)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    dress(qapp)
    yield
    dress(qapp)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("extract") / "library"
    made, _groups = Library.create(folder, samples.PASSPHRASE)
    with made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    """Rated risks, one of them with somebody's own words in it."""
    made = samples.rated(library)
    risk = made.assessment.risks["R36"]
    made.put("rate a risk", replace(risk, likelihood_reason="Lists of the Zarya shelter."))
    made.answer("record.area", value="Kamianske")
    return made


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(editing: Editing, *, width: int = 760) -> ExtractPage:
        open_ = OpenAssessment(editing)
        section = editing.pack.form.section("extract")
        assert section is not None
        page = ExtractPage(open_, section)
        open_.setParent(page)
        qtbot.addWidget(page)
        page.resize(width, 640)
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda: not page._rest.isActive())
        settle()
        return page

    return show


def words_on(page: ExtractPage) -> str:
    words = [label.text() for label in page.findChildren(PlainLabel)]
    for table in page.findChildren(QTableWidget):
        words += [
            table.item(row, column).text()
            for row in range(table.rowCount())
            for column in range(table.columnCount())
        ]
    return "\n".join(words)


def save(qtbot: QtBot, page: ExtractPage, name: str) -> None:
    page.findChild(SignButton, name).click()
    qtbot.waitUntil(lambda: page._task is None, timeout=30_000)


def test_it_shows_every_line_that_leaves_and_nothing_anybody_typed(
    editing: Editing, shown: Shown
) -> None:
    said = words_on(shown(editing))
    made = extract(editing.pack, editing.assessment, today=editing.today)
    for risk in made.risks:
        assert f"{risk.risk} " in said
    for clause, _n in made.strained_clauses:
        assert f"{clause} " in said
    assert made.month in said
    for word in OWN_WORDS:
        assert word not in said
    assert editing.assessment.reference not in said


def test_it_says_what_stays_here_and_why(editing: Editing, shown: Shown) -> None:
    said = words_on(shown(editing))
    assert "Names, posts and agencies. One assessment would show which office it is." in said
    assert "under 3" in said


def test_the_summary_is_saved_without_own_words(
    qtbot: QtBot,
    editing: Editing,
    shown: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "page.pdf"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args: path)
    page = shown(editing)
    save(qtbot, page, "extract.pdf")
    assert page._said.text() == "Saved as page.pdf."
    text = "".join(p.extract_text() for p in pypdf.PdfReader(path).pages)
    assert "Extract for the Working Group" in text
    for word in OWN_WORDS:
        assert word not in text


def test_the_register_is_saved_as_a_workbook_of_the_same_risks(
    qtbot: QtBot,
    editing: Editing,
    shown: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args: tmp_path / "register")
    page = shown(editing)
    save(qtbot, page, "extract.xlsx")
    path = tmp_path / "register.xlsx"
    book = load_workbook(io.BytesIO(path.read_bytes()))
    ids = {str(row[0].value) for row in book["Risk register"].iter_rows(min_row=2)}
    assert ids == set(samples.RISKS)


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(
    qtbot: QtBot,
    editing: Editing,
    shown: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Exception] = []
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args: tmp_path / "no" / "x.pdf")
    monkeypatch.setattr(messages, "tell_error", lambda _parent, error: told.append(error))
    page = shown(editing)
    save(qtbot, page, "extract.pdf")
    assert [type(error) for error in told] == [StorageTrouble]
    assert page.findChild(SignButton, "extract.pdf").isEnabled()


def test_an_empty_assessment_says_that_nothing_is_there_yet(library: Library, shown: Shown) -> None:
    said = words_on(shown(library.open_assessment(library.new("Empty"))))
    assert "No risk of the catalogue is rated yet." in said
    assert "No action is marked as shared. Mark one in the action plan." in said


def test_what_changes_shows_at_once(qtbot: QtBot, editing: Editing, shown: Shown) -> None:
    page = shown(editing)
    before = words_on(page)
    risk = editing.assessment.risks["R03"]
    page.open.keep(lambda: editing.put("set aside", replace(risk, dismissed=True)))
    qtbot.waitUntil(lambda: not page._rest.isActive())
    settle()
    after = words_on(page)
    assert "R03 " in before
    assert "R03 " not in after


@pytest.mark.parametrize("language", ["en", "ar", "qps"])
def test_no_words_are_cut_and_everything_has_a_name(
    qapp: QApplication, editing: Editing, shown: Shown, language: str
) -> None:
    dress(qapp, language)
    page = shown(editing, width=1060)
    assert [words for words in cut_texts(page) if "a word needs" not in words] == []
    assert nameless(page) == []
