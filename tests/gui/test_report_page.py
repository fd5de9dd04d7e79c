"""The report page: preview, save, print, sign and check; what is signed stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.data import FORMS
from dpia_wizard.errors import StorageTrouble, UserError
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.report import copies, printing
from dpia_wizard.gui.report.maker import Wish, make
from dpia_wizard.gui.report.page_images import PageImages
from dpia_wizard.gui.report.page_view import PageView
from dpia_wizard.gui.report.report_page import ReportPage
from dpia_wizard.packs.source import FolderSource
from dpia_wizard.report import document as d
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reports import make_report, snapshot
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle, tab_stops

Shown = Callable[..., ReportPage]


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
    folder = tmp_path_factory.mktemp("report") / "library"
    made, _groups = Library.create(folder, samples.PASSPHRASE)
    with made:
        yield made


@pytest.fixture(scope="module")
def editing(library: Library) -> Editing:
    return samples.sent(library)


@pytest.fixture(scope="module")
def report(library: Library, editing: Editing) -> bytes:
    """The report as it is before anybody signed."""
    return make(snapshot(editing, library), Wish("en")).pdf


@pytest.fixture
def shown(qtbot: QtBot, library: Library, editing: Editing) -> Iterator[Shown]:
    pages: list[ReportPage] = []

    def show(*, width: int = 1366, height: int = 697) -> ReportPage:
        open_ = OpenAssessment(editing, library=library)
        page = ReportPage(open_, library)
        open_.setParent(page)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        settled(qtbot, page)
        pages.append(page)
        return page

    yield show
    for page in pages:
        page._stop()
        page.view.close_document()


def settled(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until the report is made, checked and painted."""
    qtbot.waitUntil(
        lambda: page._made is not None and page._task is None and not page.checked.is_busy,
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: not page.view._work.isActive(), timeout=60_000)
    settle()


def button(page: QWidget, name: str) -> SignButton:
    settle()
    found = [b for b in page.findChildren(SignButton, name) if b.isVisible()]
    assert found, name
    return found[0]


def write(qtbot: QtBot, page: QWidget, name: str, words: str) -> None:
    field = page.findChild(LineEdit, name)
    assert field is not None
    field.clear()
    qtbot.keyClicks(field, words)


def words_on(page: QWidget) -> str:
    settle()
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def has_ink(view: PageView) -> bool:
    """Whether the page in sight is more than white paper."""
    picture = view.viewport().grab().toImage()
    dark = 0
    for x in range(0, picture.width(), 3):
        for y in range(0, picture.height(), 3):
            dark += QColor(picture.pixel(x, y)).lightness() < 90
    return dark > 50


def test_the_report_is_shown_with_its_headings(shown: Shown) -> None:
    page = shown()
    assert page.view.pages() > 5
    assert has_ink(page.view)
    shown_titles = [page.outline.item(row, 0).text() for row in range(page.outline.rowCount())]
    titles = [title.strip("\u2068\u2069") for title in shown_titles]
    # each in its own direction: else "10 Purpose" stands as "Purpose 10" in an Arabic window
    assert shown_titles == [f"\u2068{title}\u2069" for title in titles]
    assert "Signatures" in titles
    row = titles.index("Signatures")
    page.outline.chosen.emit(page.outline._pages[row])
    assert page.view.page() == page._made.sign_page  # type: ignore[union-attr]  # it is made


def test_leaving_while_it_is_made_throws_it_away(
    qtbot: QtBot, library: Library, editing: Editing
) -> None:
    open_ = OpenAssessment(editing, library=library)
    page = ReportPage(open_, library)
    open_.setParent(page)
    qtbot.addWidget(page)
    page.show()
    task = page._task
    assert task is not None
    with qtbot.waitSignal(task.finished, timeout=60_000):
        assert page.can_close()
    assert page._made is None
    assert page.view.pages() == 0


def test_only_pages_in_sight_are_painted(qtbot: QtBot, shown: Shown) -> None:
    page = shown()
    page.view.go_to(page.view.pages())
    settled(qtbot, page)
    assert len(page.view._kept) <= 5
    assert has_ink(page.view)


def test_pages_are_walked_and_sized_by_keys(qtbot: QtBot, shown: Shown) -> None:
    page = shown()
    view = page.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 2
    assert view.accessibleName() == f"Page 2 of {view.pages()}"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page() == view.pages()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 1
    before = view.zoom()
    button(page, "preview.larger").click()
    assert view.zoom() > before
    assert view.page() == 1
    button(page, "preview.fit").click()
    assert view.zoom() == pytest.approx(before)


def test_words_are_found_and_marked(shown: Shown) -> None:
    page = shown()
    assert page.view.find_text("Summary for the decision")
    first = page.view.page()
    assert page.view._hits[first - 1]
    assert page.view.find_text("SUMMARY FOR  THE DECISION")
    assert not page.view.find_text("vaccination of reindeer")
    page._find("vaccination of reindeer")
    assert "Not found" in words_on(page.bar)


def test_arabic_words_are_found_with_their_vowel_signs_and_without(qtbot: QtBot) -> None:
    text = d.Text((d.Span("تدابير مُحد\u064e\u0651ثة للأطفال وفق M60 والبند 2.7b هنا"),))
    pdf = to_pdf(d.Document("T", "ar", "rtl", (text,))).pdf
    view = PageView()
    qtbot.addWidget(view)
    view.show_pdf(pdf)
    for word in ("مُحد\u064e\u0651ثة", "مُحد\u0651\u064eثة", "محدثة", "تدابير محدثه", "m60", "2.7b"):
        assert view.find_text(word)
        assert sum(hit.width() for hit in view._hits[0]) > 15
    assert not view.find_text("محدود")
    view.close_document()


def test_another_language_paper_or_reader_makes_it_anew(qtbot: QtBot, shown: Shown) -> None:
    page = shown()
    before = page._made
    language = page.findChild(ComboBox, "report.language")
    assert language is not None
    language.setFocus()
    qtbot.keyClick(language, Qt.Key.Key_Down)
    settled(qtbot, page)
    assert page._made is not before
    assert page._made is not None
    assert page._made.name.endswith("-edition-1-ar.pdf")
    variant = page.findChild(ComboBox, "report.variant")
    assert variant is not None
    variant.setFocus()
    for _press in range(2):
        qtbot.keyClick(variant, Qt.Key.Key_Down)
        settled(qtbot, page)
    assert page.view.pages() == 1
    assert "This summary is not signed: nobody is named in it." in words_on(page)


def test_the_page_for_caseworkers_is_one_of_a4_whatever_paper_was_chosen(
    qtbot: QtBot, shown: Shown
) -> None:
    page = shown()
    paper = page.findChild(ComboBox, "report.paper")
    variant = page.findChild(ComboBox, "report.variant")
    assert paper is not None
    assert variant is not None
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Down)
    settled(qtbot, page)
    variant.setFocus()
    for _press in range(3):
        qtbot.keyClick(variant, Qt.Key.Key_Down)
        settled(qtbot, page)
    assert page.view.pages() == 1
    assert page._made is not None
    assert page._made.name == "page-for-caseworkers-en.pdf"
    assert (paper.value(), paper.isEnabled()) == ("A4", False)
    assert "where the office is weak" not in words_on(page)
    variant.setFocus()
    qtbot.keyClick(variant, Qt.Key.Key_Up)
    settled(qtbot, page)
    assert paper.isEnabled()


def test_nothing_is_saved_or_printed_before_it_is_made(
    qtbot: QtBot, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    asked: list[str] = []
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args: asked.append("path"))
    page.options.edited.emit(Wish("ar"))  # what is shown is still the one before
    for name in ("report.save", "report.print"):
        assert not button(page, name).isEnabled()
    page.save()
    assert asked == []
    settled(qtbot, page)
    assert button(page, "report.save").isEnabled()
    button(page, "report.save").click()
    assert asked == ["path"]


def test_it_is_saved_under_its_reference_and_the_library_remembers_that_it_went_out(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    editing: Editing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown()
    id = editing.assessment.id
    assert library.store.anchors(id) == ()  # to look at it is not to let it out
    proposed: list[Path] = []

    def choose(_parent: QWidget, _title: str, suggestion: Path, _kinds: str) -> Path:
        proposed.append(suggestion)
        return tmp_path / "mine"

    monkeypatch.setattr(messages, "choose_save_path", choose)
    page.activateWindow()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert proposed[0].name.startswith("DPIA-")
    assert "-edition-1" in proposed[0].name
    assert page._made is not None
    assert (tmp_path / "mine.pdf").read_bytes() == page._made.pdf
    assert "Saved as mine.pdf." in words_on(page)
    (left,), end = library.store.anchors(id), library.store.history_end(id)
    assert (left.entries, left.hash, left.why) == (end.entries, end.hash, "report")


def test_a_place_that_cannot_be_written_is_told(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    told: list[Exception] = []
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a: tmp_path / "no" / "x.pdf")
    monkeypatch.setattr(messages, "tell_error", lambda _parent, error: told.append(error))
    page.save()
    assert [type(error) for error in told] == [StorageTrouble]


def test_every_page_is_printed(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    page.view.show_pdf(page._made.pdf)  # type: ignore[union-attr]  # it is made
    paper = tmp_path / "printed.pdf"

    def choose(_parent: QWidget, pages: int, *, letter: bool) -> QPrinter:
        assert pages == page.view.pages()
        assert not letter
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setFromTo(2, 4)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    monkeypatch.setattr(copies, "ask_how_many", lambda _parent, _proposed: 1)
    button(page, "report.print").click()
    qtbot.waitUntil(lambda: page._printing is None, timeout=60_000)
    assert "Printed." in words_on(page)
    assert len(pypdf.PdfReader(paper).pages) == 3
    images = PageImages(paper.read_bytes())
    printed = images.image(0, 0.5)
    images.close()
    assert any(
        QColor(printed.pixel(x, y)).lightness() < 90
        for x in range(0, printed.width(), 2)
        for y in range(0, printed.height(), 2)
    )


def test_printing_can_be_stopped(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()

    def choose(_parent: QWidget, _pages: int, *, letter: bool) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    monkeypatch.setattr(copies, "ask_how_many", lambda _parent, _proposed: 1)
    button(page, "report.print").click()
    button(page, "report.stop").click()
    assert page._printing is None
    assert "Printing was stopped." in words_on(page)


def test_what_is_no_pdf_is_told_and_nothing_changes(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"Dear colleague")
    page = shown()
    before = page._made
    told: list[UserError] = []
    monkeypatch.setattr(messages, "tell_error", lambda _parent, error: told.append(error))
    page.open_file(path)
    assert len(told) == 1
    assert page._made is before
    assert page.view.pages() > 5
    assert "You look at" not in words_on(page)


def test_a_report_on_another_assessment_stands_under_no_stage_and_its_verdict_in_sight(
    qtbot: QtBot, library: Library, editing: Editing, shown: Shown, tmp_path: Path
) -> None:
    other = library.open_assessment(library.new("Elsewhere"))
    paths = {}
    for name, of in (("other.pdf", other), ("own.pdf", editing)):
        paths[name] = tmp_path / name
        paths[name].write_bytes(make_report(of, language="en", library=library).pdf)
    page = shown(width=1024, height=552)
    bar = page._narrow_pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.open_file(paths["other.pdf"])
    settled(qtbot, page)
    assert "other.pdf is a report on another assessment." in words_on(page).replace(
        "\u2068", ""
    ).replace("\u2069", "")
    assert page._stage.isHidden()
    top = page.signers.mapTo(page._narrow_pane.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < page._narrow_pane.viewport().height() // 2
    page.open_file(paths["own.pdf"])
    settled(qtbot, page)
    assert "You look at own.pdf." in words_on(page).replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(("language", "width"), [("en", 1366), ("ar", 1024), ("qps", 1366)])
def test_no_words_are_cut_and_everything_has_a_name(
    qapp: QApplication, shown: Shown, language: str, width: int
) -> None:
    dress(qapp, language)
    page = shown(width=width, height=529)
    cut = [words for words in cut_texts(page) if "a word needs" not in words]
    assert cut == []
    assert nameless(page) == []


def test_tab_goes_over_the_report_as_one_reads_and_past_nothing(shown: Shown) -> None:
    for width in (1366, 1024):
        page = shown(width=width)
        page.activateWindow()
        names = [stop.objectName() for stop in tab_stops(page)]
        wanted = ["report.back", "preview.before", "preview.page", "preview.fit", "preview.search"]
        wanted += ["preview", "report.save"] if width == 1366 else ["preview"]
        assert [name for name in names if name in wanted] == wanted
        signs = [at for at, name in enumerate(names) if name.startswith("sign.")]
        assert signs
        assert max(signs) < names.index("report.check")
        page.setFocus()
        assert page.view.hasFocus()
        seen: list[str] = []
        while page.back.objectName() not in seen and len(seen) <= len(names):
            page.focusNextChild()
            focus = QApplication.focusWidget()
            seen.append("" if focus is None else focus.objectName())
        assert page.back.objectName() in seen


def test_where_room_is_scarce_the_signers_stand_in_sight_and_the_choices_in_one_line(
    qtbot: QtBot, dressed: QApplication, shown: Shown
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for("en"), 1.5)
    page = shown(width=1024, height=600)
    assert "English · A4 · Full report" in _without_marks(words_on(page))
    sign = button(page, "sign.author")
    assert sign.visibleRegion().boundingRect() == sign.rect()
    paper = page.findChild(ComboBox, "report.paper")
    assert paper is not None
    assert not paper.isVisible()
    button(page, "report.options").click()
    settle()
    assert paper.isVisible()
    paper.show_value("Letter")
    paper.edited.emit("Letter")
    settled(qtbot, page)
    assert "English · Letter · Full report" in _without_marks(words_on(page))


def _without_marks(words: str) -> str:
    return words.replace("\u2068", "").replace("\u2069", "")
