"""Reports and extracts of an open assessment."""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.core.extract import extract
from dpia_wizard.errors import UserError
from dpia_wizard.report.full import HistoryHead, full_report
from dpia_wizard.report.material import PROTOCOL_COPY
from dpia_wizard.report.pdf.archive import Attachment
from dpia_wizard.report.record import NAME as RECORD_NAME
from dpia_wizard.report.record import record_of, who_signs
from dpia_wizard.storage.names import LARGEST_BLOB
from dpia_wizard.texts import LANGUAGES, Words, words_for
from dpia_wizard.wording.things import whole
from dpia_wizard.workspace.history import went_out
from dpia_wizard.workspace.signing_off import sign_off_verdicts
from dpia_wizard.workspace.void_seals import voided_by

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack, WordSource
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.core.sign_offs import SignOffVerdict
    from dpia_wizard.core.voiding import Voided
    from dpia_wizard.report.document import Document
    from dpia_wizard.report.pdf.writer import Written
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library

Paper = Literal["A4", "Letter"]

REPORT_NAME = "{reference}-edition-{edition}-{language}.pdf"
EXTRACT_NAME, WORKBOOK_NAME = "dpia-extract.pdf", "dpia-extract.xlsx"
"""The names of the Working Group's files: nothing in them tells which office they come from."""
CASEWORKER_NAME = "page-for-caseworkers-{language}.pdf"
"""The name of the page for caseworkers, which tells no more than the page."""
LARGEST_ATTACHED = LARGEST_BLOB
_EXAMPLE_ID = re.compile(r"e0{8}[0-9a-f]{7}")
"""Ids that only the worked examples have; everybody else's are drawn by lot."""
_LETTER_HEIGHT = 800
"""In points; a page of A4 is higher."""
_UNSAFE = re.compile(r"[^\w.\- ]+")


def report_words(pack: Pack, language: str) -> Words:
    """The words of a report's language, which need not be the window's."""
    return _words(language, pack.words)


@lru_cache(maxsize=8)
def _words(language: str, sources: tuple[WordSource, ...]) -> Words:
    return words_for(language, packs=sources)


@dataclass(frozen=True, slots=True)
class CopyNumber:
    """Which printed copy this is, of how many."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is read to make a report, taken at one moment: plain values, for any thread."""

    assessment: Assessment
    pack: Pack
    today: str
    on: str
    """The date that evidence is measured against."""
    history: HistoryHead | None = None
    protocol_files: tuple[Attachment, ...] = ()
    """The copies of the protocol that go into the PDF."""
    sign_offs: tuple[SignOffVerdict, ...] = ()
    """What can be said of each sign-off today, the oldest first."""
    voided: Mapping[str, Voided] = field(default_factory=dict)
    """Since when the sign-offs that are void hold no longer, by their ids."""


def snapshot(editing: Editing, library: Library | None = None) -> Snapshot:
    """An open assessment as it stands now.

    With *library* the attached copies of the protocol and the end of the history come along.
    """
    here = (editing.assessment, editing.pack, editing.today, editing.on)
    if library is None:
        return Snapshot(*here, sign_offs=tuple(editing.sign_off_verdicts))
    history = _history(library, editing.assessment.id)
    files = _protocol_files(editing.assessment, library)
    verdicts = sign_off_verdicts(library, editing.assessment, pack=editing.pack)
    void = voided_by(library, editing.assessment, editing.pack, verdicts)
    return Snapshot(*here, history, files, verdicts, void)


def make_report(
    editing: Editing,
    *,
    language: str,
    paper: Paper = "A4",
    grey: bool = False,
    copy: CopyNumber | None = None,
    library: Library | None = None,
    deliver: Callable[[bytes], object] = bytes,
) -> Written:
    """The full report on an open assessment as it stands now: `report_pdf` of its `snapshot`.

    *library* remembers how far the history went that is printed in it, once *deliver* has put the
    PDF where it goes.
    """
    now = snapshot(editing, library)
    written = report_pdf(now, language=language, paper=paper, grey=grey, copy=copy)
    deliver(written.pdf)
    if library is not None and now.history is not None:
        went_out(library, now.assessment.id, now.history)
    return written


def report_pdf(
    now: Snapshot,
    *,
    language: str,
    paper: Paper = "A4",
    grey: bool = False,
    copy: CopyNumber | None = None,
) -> Written:
    """The full report as a PDF for archives (PDF/A-3b), with a place for each role to sign.

    It carries its own record, the assessment itself, as its one source; the copies of the protocol
    stand beside it. No other page that is made of an assessment carries any file.
    """
    from dpia_wizard.report.pdf.writer import to_pdf

    with _nothing_collected():
        document = _document(now, language, copy)
        words = report_words(now.pack, language)
        record = record_of(now.assessment, words, who_signs(now.pack, now.assessment))
        return to_pdf(document, paper=paper, grey=grey, attachments=(record, *now.protocol_files))


def sign_page_pdf(
    now: Snapshot,
    *,
    language: str,
    paper: Paper = "A4",
    grey: bool = False,
    copy: CopyNumber | None = None,
) -> bytes:
    """The page where people sign, alone, for ink: with reference, edition and fingerprint, and with
    no place for a digital signature, which would stand under nothing else."""
    from dpia_wizard.report.pdf.writer import to_pdf

    document = _document(now, language, copy, alone=True)
    return to_pdf(document, paper=paper, grey=grey).pdf


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Do not look for garbage meanwhile: a report is made of a great many records that all stay
    until it is whole, and looking through them again and again takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _document(
    now: Snapshot, language: str, copy: CopyNumber | None, *, alone: bool = False
) -> Document:
    words = report_words(now.pack, language)
    return full_report(
        now.assessment,
        now.pack,
        words,
        today=now.today,
        on=now.on,
        fingerprint=content_fingerprint(now.assessment),
        copy_line=_copy_line(words, now.today, copy),
        history=now.history,
        is_example=_EXAMPLE_ID.fullmatch(now.assessment.id) is not None,
        sign_offs=now.sign_offs,
        voided=now.voided,
        copy_mark=_copy_mark(words, copy),
        alone=alone,
    )


def extract_pdf(now: Snapshot, language: str, *, paper: Paper = "A4") -> bytes:
    """The page for the Working Group as a PDF: no names, no agency, no free text."""
    from dpia_wizard.report.pdf.writer import to_pdf
    from dpia_wizard.report.working_group import working_group_summary

    made = extract(now.pack, now.assessment, today=now.today, sign_offs=now.sign_offs)
    words = report_words(now.pack, language)
    document = working_group_summary(made, now.pack, words, today=now.today)
    return to_pdf(document, paper=paper).pdf


def extract_workbook(now: Snapshot, language: str) -> bytes:
    """The risk register for the Working Group as a workbook (XLSX), as bare as the page."""
    from dpia_wizard.report.workbook import working_group_workbook

    made = extract(now.pack, now.assessment, today=now.today, sign_offs=now.sign_offs)
    words = report_words(now.pack, language)
    return working_group_workbook(made, now.pack, words, today=now.today)


def caseworker_pdf(now: Snapshot, language: str) -> bytes:
    """What changes for a caseworker, as a PDF of one page (A4), in sentences of ours only:
    nothing that anybody typed, in the assessment or in a catalogue."""
    from dpia_wizard.report.caseworker import caseworker_page
    from dpia_wizard.report.pdf.writer import to_pdf

    words = report_words(now.pack, language)
    document = caseworker_page(now.assessment, now.pack, words, today=now.today)
    return to_pdf(document, paper="A4").pdf


def made_as(untrusted_pdf: bytes) -> tuple[str, Paper] | None:
    """The language and the paper of a report that is there already; None where it does not say."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(untrusted_pdf)) as opened:
            language = str(opened.Root.get("/Lang", ""))
            _left, _bottom, _right, top = (float(edge) for edge in opened.pages[0].mediabox)
    except Exception:  # whatever a hostile file makes the library raise, it says nothing
        return None
    if language not in LANGUAGES:
        return None
    return language, "A4" if top > _LETTER_HEIGHT else "Letter"


def report_name(assessment: Assessment, language: str) -> str:
    """The file name to propose for a report."""
    from dpia_wizard.core.workflow import edition

    reference = _UNSAFE.sub("-", assessment.reference)
    return REPORT_NAME.format(reference=reference, edition=edition(assessment), language=language)


def _copy_line(words: Words, today: str, copy: CopyNumber | None) -> str:
    _ = words
    date = whole(words, today)
    if copy is None:
        return _("File · made {date} · destroy when replaced").format(date=date)
    return _("Copy {number} of {of} · printed {date} · destroy when replaced").format(
        number=copy.number, of=copy.of, date=date
    )


def _copy_mark(words: Words, copy: CopyNumber | None) -> str:
    _ = words
    if copy is None:
        return ""
    return _("COPY {number} OF {of}").format(number=copy.number, of=copy.of)


def _history(library: Library, id: str) -> HistoryHead:
    end = library.store.history_end(id)
    return HistoryHead(end.entries, end.last_id, end.last_at, end.hash)


def _protocol_files(assessment: Assessment, library: Library) -> tuple[Attachment, ...]:
    """The copies of the protocol that go into the PDF, each under a plain name."""
    files = [file for file in assessment.attachments.values() if file.purpose == PROTOCOL_COPY]
    if sum(file.size for file in files) > LARGEST_ATTACHED:
        raise UserError(
            "The attached copies of the protocol are too large for a report. Keep one of them"
            " with the assessment, or note where they are kept instead."
        )
    found: dict[str, Attachment] = {}
    for file in sorted(files, key=lambda file: (file.name, file.id)):
        name = _UNSAFE.sub("-", file.name)
        while name in found or name == RECORD_NAME:
            name = f"DPISP {name}"
        found[name] = Attachment(name, library.store.blob(file.sha256), "DPISP")
    return tuple(found.values())
