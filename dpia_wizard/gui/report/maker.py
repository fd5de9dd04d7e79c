"""Make what the report page shows, from values alone: this may run beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dpia_wizard.workspace import reports

Variant = Literal["full", "sign_page", "extract", "caseworker"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which report is wanted."""

    language: str
    paper: reports.Paper = "A4"
    variant: Variant = "full"
    grey: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether it is printed in numbered copies: it shows where the office is weak, or who
        answers for it."""
        return self.variant in ("full", "sign_page")


@dataclass(frozen=True, slots=True)
class Made:
    """A report as it stands: its bytes, the page to sign on (from 1, or 0), and its file name."""

    pdf: bytes
    sign_page: int
    name: str


def make(now: reports.Snapshot, wish: Wish) -> Made:
    """The report, what the Working Group gets, or the page for caseworkers, of the assessment as
    it was taken."""
    if wish.variant == "extract":
        pdf = reports.extract_pdf(now, wish.language, paper=wish.paper)
        return Made(pdf, 0, reports.EXTRACT_NAME)
    if wish.variant == "sign_page":
        name = reports.report_name(now.assessment, wish.language).removesuffix(".pdf")
        return Made(_numbered(now, wish, None), 0, f"{name}-signatures.pdf")
    if wish.variant == "caseworker":
        name = reports.CASEWORKER_NAME.format(language=wish.language)
        return Made(reports.caseworker_pdf(now, wish.language), 0, name)
    written = reports.report_pdf(now, language=wish.language, paper=wish.paper, grey=wish.grey)
    page = min((field.page for field in written.fields), default=-1) + 1
    return Made(written.pdf, page, reports.report_name(now.assessment, wish.language))


def make_copies(now: reports.Snapshot, wish: Wish, number: int) -> tuple[bytes, ...]:
    """The full report, or the page where people sign, *number* times, each copy with its number on
    every page."""
    return tuple(
        _numbered(now, wish, reports.CopyNumber(copy, number)) for copy in range(1, number + 1)
    )


def _numbered(now: reports.Snapshot, wish: Wish, copy: reports.CopyNumber | None) -> bytes:
    language, paper, grey = wish.language, wish.paper, wish.grey
    if wish.variant == "sign_page":
        return reports.sign_page_pdf(now, language=language, paper=paper, grey=grey, copy=copy)
    return reports.report_pdf(now, language=language, paper=paper, grey=grey, copy=copy).pdf
