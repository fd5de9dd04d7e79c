"""Signing on the report page: content and file together, in sequence, kept and checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.core.model import PackRef
from dpia_wizard.core.people import Known
from dpia_wizard.core.seal import SIGNED_PAGE
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.people.compare_dialog import CompareDialog
from dpia_wizard.gui.people.reasons_dialog import ReasonsDialog
from dpia_wizard.gui.people.sign_off_dialog import SignOffDialog
from dpia_wizard.gui.report import copies, printing
from dpia_wizard.gui.report.copies import CopiesDialog
from dpia_wizard.gui.report.report_page import ReportPage
from dpia_wizard.gui.report.scan_dialog import ScanDialog
from dpia_wizard.report.record import Signs
from dpia_wizard.report.verify import verify
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.deciding import decide
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_reports import SignedReport, keep_signed, kept_signed
from dpia_wizard.workspace.signing import Signer, sign_report
from dpia_wizard.workspace.signing_off import sign_off, sign_off_verdicts
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.report_signing import (
    BARE,
    Shown,
    button,
    editing_in_review,
    report_pages,
    said,
    settled,
    sign,
)
from tests.gui.test_people import choose, during, words_on, write
from tests.report.short_report import short_report
from tests.report.tampering import signed_by
from tests.workspace.signers import NAMES, PHRASE, key


@pytest.fixture
def editing(library: Library) -> Editing:
    return editing_in_review(library)


@pytest.fixture
def shown(
    qtbot: QtBot, dressed: QApplication, library: Library, editing: Editing
) -> Iterator[Shown]:
    yield from report_pages(qtbot, library, editing)


def fields_of(page: ReportPage) -> list[str]:
    assert page._made is not None
    return [found.field for found in verify(page._made.pdf).signatures]


def elsewhere(page: ReportPage, folder: Path, field: str = "author", post: str = "") -> Path:
    """The report, signed with a key that nobody here knows."""
    assert page._made is not None
    pdf = sign_report(
        page._made.pdf,
        field=field,
        key=key("stranger").locked,
        passphrase=PHRASE,
        signer=Signer("R. Sample", post),
    )
    path = folder / "from-elsewhere.pdf"
    path.write_bytes(pdf)
    return path


def test_before_anybody_signed_the_author_is_next_and_the_others_may_sign(shown: Shown) -> None:
    page = shown()
    words = said(page)
    assert "Nobody has signed yet." in words
    assert "next to sign" in words
    assert words.count("signs best after: Author") == 4
    assert "waits" not in words  # nobody is kept from signing first
    assert all(button(page, f"sign.{role}").isEnabled() for role in NAMES)
    assert button(page, "sign.author").words() == "Sign now"
    filled = [
        b
        for b in page.signers.findChildren(SignButton)
        if b.isVisible() and b.property("role") == "primary"
    ]
    assert filled == [button(page, "sign.author")]
    assert "Above what can be borne today: 1 Critical" in words


def test_signing_puts_the_key_under_the_content_and_into_the_file(
    qtbot: QtBot, shown: Shown, library: Library, editing: Editing
) -> None:
    page = shown()
    assert page._made is not None
    unsigned = page._made.pdf
    sign(qtbot, page, "author")
    assert page._made.pdf.startswith(unsigned)
    assert fields_of(page) == ["author"]
    (one,) = sign_off_verdicts(library, editing.assessment)
    assert one.counts
    words = said(page)
    assert "The content is unchanged since the sign-off." in words
    assert "This PDF: Unchanged since it was signed." in words
    assert "key known" in words
    assert f"{NAMES['author']}, Post of author, Agency A" in words
    assert page.focusWidget() is button(page, "report.save")
    assert not page.findChild(ComboBox, "report.language").isEnabled()  # type: ignore[union-attr]


def test_a_signed_report_in_another_language_than_the_window_says_in_which(
    qtbot: QtBot, shown: Shown, dressed: QApplication, tmp_path: Path
) -> None:
    page = shown()
    sign(qtbot, page, "author")
    theme.apply(dressed, theme.theme_named("light"), words_for("ar"))
    page = shown()  # the same report, which was signed in English
    language, paper = (page.findChild(ComboBox, f"report.{of}") for of in ("language", "paper"))
    assert language is not None
    assert paper is not None
    assert (language.value(), paper.value()) == ("en", "A4")
    assert language.isVisible()
    assert not language.isEnabled()
    settle()
    if folder := os.environ.get("DPIA_WIZARD_PICTURES"):
        page.grab().save(f"{folder}/signed-english-in-arabic.png")
    assert page._made is not None
    other = tmp_path / "other.pdf"
    other.write_bytes(page._made.pdf)
    page.open_file(other)
    settled(qtbot, page)
    assert not language.isVisible()  # of another file the choices say nothing
    page.banner.followed.emit()
    settled(qtbot, page)
    assert (language.isVisible(), language.value()) == (True, "en")


def test_four_people_sign_one_file_one_after_the_other(
    qtbot: QtBot, shown: Shown, library: Library, editing: Editing
) -> None:
    sign(qtbot, shown(), "author")
    for role, before in (("supervisor", "Author"), ("adviser", "Supervisor"), ("head", "Adviser")):
        page = shown()  # each comes to the laptop when the one before has left it
        assert "next to sign" in said(page), before
        sign(qtbot, page, role)
    assert fields_of(page) == ["author", "supervisor", "adviser", "head"]
    assert verify(page._made.pdf).state == "unchanged"  # type: ignore[union-attr]  # it is made
    assert all(one.counts for one in sign_off_verdicts(library, editing.assessment))
    assert len(editing.assessment.sign_offs) == 4


def test_who_works_now_is_called_you(shown: Shown, library: Library) -> None:
    head = next(one for one in library.people.all() if one.role == "head")
    works_now(library, head.id)
    assert f"you: {NAMES['head']}" in said(shown())


def test_what_is_signed_is_kept_in_the_library_and_nobody_is_asked(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    sign(qtbot, page, "author")
    assert page._made is not None
    signed = page._made.pdf
    monkeypatch.setattr(messages, "ask", lambda *_words, **_more: pytest.fail("it was asked"))
    assert page.can_close()
    again = shown()
    assert again._made is not None
    assert again._made.pdf == signed
    assert button(again, "report.save").property("role") == "primary"
    path = tmp_path / "signed.pdf"
    proposed: list[Path] = []

    def where(_parent: QWidget, _title: str, suggestion: Path, _kinds: str) -> Path:
        proposed.append(suggestion)
        return path

    monkeypatch.setattr(messages, "choose_save_path", where)
    again._press_filled()
    assert proposed[0].name.endswith("-signed.pdf")
    assert path.read_bytes() == signed
    assert button(shown(), "report.save").property("role") == "secondary"


def test_a_changed_rating_voids_it_on_the_page_and_in_a_new_report(
    qtbot: QtBot, shown: Shown, editing: Editing
) -> None:
    page = shown()
    sign(qtbot, page, "author")
    assert page._made is not None
    signed = page._made.pdf
    risk = editing.assessment.risks["R08"]
    other = editing.pack.matrix.likelihoods[0].id
    editing.put("rate a risk", replace(risk, likelihood=other))
    again = shown()
    words = said(again)
    assert f"by {NAMES['author']}: holds no longer, because the rating of R08 changed." in words
    assert f"That is so since {day(editing.now())}." in words
    assert "holds no longer" in words.split("Author")[1]
    assert button(again, "sign.author").words() == "Sign again…"
    assert button(again, "sign.author").property("role") == "primary"
    assert again._made is not None
    assert again._made.pdf != signed, "it is made anew"
    assert "A report was signed before the content changed." in words_on(again)
    again.banner.followed.emit()
    settled(qtbot, again)
    assert again._made.pdf == signed
    again.banner.followed.emit()
    settled(qtbot, again)
    assert again._made.pdf != signed
    sign(qtbot, again, "author")
    assert "The content is unchanged since the sign-off." in said(again)


def test_what_changed_leads_to_its_place(qtbot: QtBot, shown: Shown, editing: Editing) -> None:
    sign(qtbot, shown(), "author")
    editing.answer("programme.aim", value="Something else altogether")
    page = shown()
    places: list[str] = []
    page.go.connect(places.append)
    during(ReasonsDialog, lambda dialog: button(dialog, "reason.0").click())
    button(page, "report.more").click()
    assert places == ["programme.aim"]


def test_a_mended_typing_mistake_keeps_every_sign_off(
    qtbot: QtBot, shown: Shown, editing: Editing
) -> None:
    sign(qtbot, shown(), "author")
    editing.answer("programme.aim", value="We receive lists of children at risk")
    page = shown()
    assert "Only small mistakes were mended since the sign-off; it still holds." in said(page)
    assert button(page, "sign.author").words() == "Not in this PDF yet: sign it…"
    sign(qtbot, page, "author")
    assert len(editing.assessment.sign_offs) == 1, "once is enough"
    assert fields_of(page) == ["author"]


def test_a_wrong_passphrase_signs_neither_content_nor_file(
    qtbot: QtBot, shown: Shown, editing: Editing
) -> None:
    page = shown()

    def act(dialog: SignOffDialog) -> None:
        write(qtbot, dialog, "sign.passphrase", "not the passphrase")
        button(dialog, "sign.now").click()
        qtbot.waitUntil(lambda: "does not open this signing key" in words_on(dialog))
        dialog.back.click()

    during(SignOffDialog, act)
    button(page, "sign.author").click()
    assert fields_of(page) == []
    assert not editing.assessment.sign_offs


def test_a_file_from_elsewhere_gets_three_answers(
    qtbot: QtBot, shown: Shown, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    path = elsewhere(page, tmp_path)
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args: path)
    button(page, "report.check").click()
    settled(qtbot, page)
    words = said(page)
    assert "Unchanged since it was signed." in words
    assert "1 signature is with a key that you have not checked." in words
    assert "Not everybody has signed who should:" in words
    assert "You look at from-elsewhere.pdf." in words_on(page)
    assert cut_texts(page) == []
    assert nameless(page) == []

    def compare(dialog: CompareDialog) -> None:
        write(qtbot, dialog, "person.name", "R. Sample")
        choose(dialog, "how", "voice")
        choose(dialog, "by", library.people.named(NAMES["author"]).id)
        dialog.go.click()

    during(CompareDialog, compare)
    button(page, "compare.author").click()
    settled(qtbot, page)
    words = said(page)
    assert "Signed with a key that you have checked." in words
    assert "key known" in words
    assert Known("R. Sample") in library.contacts.known().values()
    page.banner.followed.emit()
    settled(qtbot, page)
    assert "Nobody has signed yet." in said(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_post_that_a_known_signer_claims_is_not_shown_as_known(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    tmp_path: Path,
    dressed: QApplication,
    *,
    language: str,
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for(language))
    page = shown()
    path = elsewhere(page, tmp_path, post="Міністр")
    library.contacts.check(
        key("stranger").key, "voice", by=NAMES["author"], name="R. Sample", role="author"
    )
    for post, told in (
        ("", "they call themselves" if language == "en" else "المسمى الوظيفي المكتوب"),
        ("Focal point", "noted here is" if language == "en" else "والمدوَّن هنا"),
    ):
        library.contacts.check(key("stranger").key, "voice", by=NAMES["author"], post=post)
        page.open_file(path)
        settled(qtbot, page)
        (line,) = [one for one in said(page).splitlines() if "Міністр" in one]
        assert told in line
        assert not post or any(post in one for one in said(page).splitlines() if one != line)
        if folder := os.environ.get("DPIA_WIZARD_PICTURES"):
            page.grab().save(f"{folder}/claimed-post-{language}-{bool(post)}.png")


def test_every_form_that_is_here_says_who_signs_a_file_from_elsewhere(
    qtbot: QtBot, shown: Shown, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    path = tmp_path / "other-form.pdf"
    path.write_bytes(signed_by(short_report(people={}), "author"))
    page.open_file(path)
    settled(qtbot, page)
    assert "Not everybody has signed who should" in said(page)
    lying = short_report(people={}, signs=Signs(("author",), frozenset({"author"})))
    path.write_bytes(signed_by(lying, "author"))
    page.open_file(path)
    settled(qtbot, page)
    assert "the form of this report is not here. Install the form" in said(page)
    here = replace(library.shelf.packs()[0], ref=PackRef("form", "1", "f"))
    monkeypatch.setattr(library.shelf, "packs", lambda: (here,))
    page.open_file(path)
    settled(qtbot, page)
    assert "Not everybody has signed who should" in said(page)


def test_a_later_signer_signs_the_file_from_elsewhere_and_nothing_else(
    qtbot: QtBot, shown: Shown, editing: Editing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    path = elsewhere(page, tmp_path)
    page.open_file(path)
    settled(qtbot, page)
    sign(qtbot, page, "supervisor")
    assert fields_of(page) == ["author", "supervisor"]
    assert not editing.assessment.sign_offs
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda _p, words, *_a, **_k: bool(asked.append(words)))
    page.banner.followed.emit()
    assert asked == ["The signed report is not saved. Without it the signature is lost."]
    assert fields_of(page) == ["author", "supervisor"]


def test_a_signed_file_from_elsewhere_waits_in_the_library_until_it_is_saved(
    qtbot: QtBot, shown: Shown, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    page.open_file(elsewhere(page, tmp_path))
    settled(qtbot, page)
    sign(qtbot, page, "supervisor")
    assert page._made is not None
    signed = page._made.pdf
    monkeypatch.setattr(messages, "ask", lambda *_words, **_more: pytest.fail("it was asked"))
    assert page.can_close()  # also when the library locks by itself
    again = shown()
    assert again._made is not None
    assert again._made.pdf == signed
    assert "This file was signed here and is not saved yet." in words_on(again)
    path = tmp_path / "both.pdf"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args: path)
    again._press_filled()
    assert path.read_bytes() == signed
    assert kept_signed(library, again._id(), other=True) is None
    assert "Nobody has signed yet." in said(shown())


def test_a_changed_file_is_not_relied_on_and_cannot_be_signed(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    page = shown()
    path = tmp_path / "changed.pdf"
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(elsewhere(page, tmp_path)))
    writer.add_metadata({"/Title": "Another one"})
    writer.write(path)
    page.open_file(path)
    settled(qtbot, page)
    assert "do not rely on it" in words_on(page)
    assert not [b for b in page.findChildren(SignButton) if b.objectName().startswith("sign.")]


def test_a_name_known_with_another_key_is_marked(
    shown: Shown, library: Library, editing: Editing
) -> None:
    person = library.people.add(key("twin"), name="Twin", post="Post of author", role="author")
    sign_off(library, editing, person.id, PHRASE, role="author")
    library.store.people.drop_person(person.id)  # as if it came with a file
    words = said(shown())
    assert "Not every sign-off can be relied on: see below." in words
    assert "Nobody here has compared this key with Twin." in words
    assert not library.contacts.all()[0].is_checked


def test_a_sign_off_that_no_key_made_is_marked_and_hides_none_that_holds(
    qtbot: QtBot, shown: Shown, editing: Editing
) -> None:
    sign(qtbot, shown(), "author")
    (real,) = editing.assessment.sign_offs.values()
    later = "2031-01-01T00:00:00.000000+00:00"
    editing.put("sign off", replace(real, id="forged-1", role="head", name="O. Marchenko"))
    editing.put("sign off", replace(real, id="forged-2", at=later, name="Somebody else"))
    words = said(shown())
    assert "This is not what was signed. Do not rely on it." in words
    assert "Not every sign-off can be relied on: see below." in words
    assert NAMES["author"] in words
    assert "Somebody else" not in words


def test_numbered_copies_are_printed_each_with_its_number(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    paper = tmp_path / "copies.pdf"
    printed: list[tuple[bytes, ...]] = []
    show = copies.Printing.print_pdfs

    def pdfs(self: Any, made: tuple[bytes, ...]) -> None:
        printed.append(made)
        show(self, made)

    def choose_printer(_parent: QWidget, _pages: int, *, letter: bool) -> QPrinter:
        assert not letter
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setFromTo(1, 2)
        return printer

    monkeypatch.setattr(copies.Printing, "print_pdfs", pdfs)
    monkeypatch.setattr(printing, "choose_printer", choose_printer)
    proposed: list[int] = []

    def how_many(dialog: CopiesDialog) -> None:
        proposed.append(dialog.number.value())
        assert cut_texts(dialog) == []
        dialog.number.setValue(2)
        dialog.go.click()

    during(CopiesDialog, how_many)
    button(page, "report.print").click()
    qtbot.waitUntil(lambda: page._printing is None, timeout=60_000)
    assert proposed == [5]
    assert len(pypdf.PdfReader(paper).pages) == 4, "two pages of each copy"
    for number, pdf in enumerate(printed[0], 1):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf)
        for sheet in pypdf.PdfReader(path).pages:
            assert f"Copy {number} of 2" in " ".join(sheet.extract_text().split())


def test_going_back_from_the_copies_prints_nothing(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    monkeypatch.setattr(printing, "choose_printer", lambda *_a, **_k: pytest.fail("it was asked"))
    during(CopiesDialog, lambda dialog: dialog.back.click())
    button(page, "report.print").click()
    assert page._printing is None


def test_what_is_signed_is_printed_as_it_is(
    qtbot: QtBot, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    sign(qtbot, page, "author")
    monkeypatch.setattr(copies, "ask_how_many", lambda *_a: pytest.fail("it was asked"))
    monkeypatch.setattr(printing, "choose_printer", lambda *_a, **_k: None)
    assert button(page, "report.print").words() == "Print…"
    button(page, "report.print").click()


def test_the_signature_page_alone_is_for_ink(
    qtbot: QtBot, shown: Shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = shown()
    choose(page, "report.variant", "sign_page")
    settled(qtbot, page)
    assert page.view.pages() == 1
    assert "This page is for ink. With a key one signs the full report." in said(page)
    assert page._made is not None
    assert verify(page._made.pdf).empty_fields == ()
    assert page._made.name.endswith("-en-signatures.pdf")
    assert button(page, "report.print").words() == "Print copies…"
    printed: list[tuple[bytes, ...]] = []

    def choose_printer(_parent: QWidget, _pages: int, *, letter: bool) -> QPrinter:
        assert not letter
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose_printer)
    monkeypatch.setattr(copies, "ask_how_many", lambda *_a: 3)
    made = copies.make_copies

    def make(*given: Any) -> tuple[bytes, ...]:
        printed.append(made(*given))
        return printed[-1]

    monkeypatch.setattr(copies, "make_copies", make)
    button(page, "report.print").click()
    qtbot.waitUntil(lambda: page._printing is None, timeout=60_000)
    path = tmp_path / "third.pdf"
    path.write_bytes(printed[0][2])
    (sheet,) = pypdf.PdfReader(path).pages
    assert "Copy 3 of 3" in " ".join(sheet.extract_text().split())


def test_a_page_signed_in_ink_is_kept_with_who_brought_it(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    editing: Editing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decide(editing, "sent", by="Post of author")  # it is closed for changes
    page = shown()
    before = content_fingerprint(editing.assessment)
    scan = tmp_path / "signed by hand.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n of a page")
    library.store.put_setting("by", "Post of owner")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args: scan)

    def fill(dialog: ScanDialog) -> None:
        assert not dialog.go.isEnabled()
        choose(dialog, "scan.role", "head")
        assert cut_texts(dialog) == []
        assert nameless(dialog) == []
        dialog.go.click()

    during(ScanDialog, fill)
    button(page, "report.scan").click()
    settled(qtbot, page)
    assert "Head of office: signed in ink. Brought by Post of owner on" in said(page)
    assert content_fingerprint(editing.assessment) == before
    ((id, file),) = editing.assessment.attachments.items()
    copy = tmp_path / "copy.png"
    monkeypatch.setattr(messages, "choose_save_path", lambda *_args: copy)
    button(page, f"scan.{id}").click()
    assert copy.read_bytes() == scan.read_bytes()
    assert file.name == "signed by hand.png"


def test_what_is_no_scan_is_refused(
    shown: Shown, editing: Editing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(b"Dear colleague")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args: scan)
    told: list[str] = []

    def fill(dialog: ScanDialog) -> None:
        choose(dialog, "scan.role", "head")
        write_by(dialog)
        dialog.go.click()
        told.append(words_on(dialog))
        dialog.back.click()

    during(ScanDialog, fill)
    button(page, "report.scan").click()
    assert "A signed page is a PDF, PNG or JPEG. Nothing was kept." in told[0]
    assert not editing.assessment.attachments


def test_a_page_signed_in_ink_is_refused_for_who_signed_with_a_key(
    qtbot: QtBot,
    shown: Shown,
    editing: Editing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown()
    sign(qtbot, page, "author")
    scan = tmp_path / "signed by hand.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n of a page")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_args: scan)

    def fill(dialog: ScanDialog) -> None:
        write_by(dialog)
        choose(dialog, "scan.role", "author")
        assert not dialog.go.isEnabled()
        told = words_on(dialog).translate(BARE)
        assert f"{NAMES['author']} signed here with a key on" in told
        assert "Sign with ink or with a key, never both." in told
        if folder := os.environ.get("DPIA_WIZARD_PICTURES"):
            dialog.grab().save(f"{folder}/ink-after-key.png")
        choose(dialog, "scan.role", "head")
        assert dialog.go.isEnabled()
        dialog.back.click()

    during(ScanDialog, fill)
    button(page, "report.scan").click()
    assert not [
        file for file in editing.assessment.attachments.values() if file.purpose == SIGNED_PAGE
    ]


def write_by(dialog: ScanDialog) -> None:
    field = dialog.findChild(LineEdit, "scan.by")
    assert field is not None
    field.insert("Post of owner")
    field.textEdited.emit(field.text())


def test_a_report_of_other_content_is_not_taken_for_the_signed_one(
    shown: Shown, library: Library, editing: Editing
) -> None:
    id = editing.assessment.id
    keep_signed(library, id, SignedReport(b"%PDF-1.7 of before", 1, "x.pdf", "another content"))
    page = shown()
    assert page._made is not None
    assert page._made.pdf != b"%PDF-1.7 of before"
    assert content_fingerprint(editing.assessment) != "another content"


def test_a_deleted_assessment_leaves_no_signed_report_behind(library: Library) -> None:
    id = library.new("To be deleted")
    report = SignedReport(b"%PDF", 1, "report.pdf", "c", is_saved=True)
    for other in (False, True):
        keep_signed(library, id, report, other=other)
        assert kept_signed(library, id, other=other) == report
    library.delete(id)
    for other in (False, True):
        assert kept_signed(library, id, other=other) is None
