"""Commands that write files of an assessment: the report, and the pages for others."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dpia_wizard.cli.paths import PDF, XLSX, check_free, forced, write
from dpia_wizard.cli.settings import LANGUAGE, settings, with_library
from dpia_wizard.cli.shown import say
from dpia_wizard.cli.surroundings import language_here
from dpia_wizard.cli.veil import opened

if TYPE_CHECKING:
    from dpia_wizard.workspace.reports import CopyNumber

_FILE = click.Path(path_type=Path)


@click.command("report")
@with_library
@click.argument("ref")
@click.option("-o", "--out", type=_FILE, required=True, metavar="FILE", help="Where the PDF goes.")
@click.option("--language", type=LANGUAGE, help="Language of the report.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@click.option("--grey", is_flag=True, help="For a printer without colours.")
@click.option(
    "--copy",
    metavar="N/OF",
    help="The number of this copy and how many there are: 2/5. It stands on every page.",
)
@click.option("--sign-page", is_flag=True, help="Only the page where people sign, for ink.")
@forced
def report(
    ref: str,
    out: Path,
    language: str | None,
    paper: Literal["A4", "Letter"],
    grey: bool,
    copy: str | None,
    sign_page: bool,
    force: bool,
) -> None:
    """Write the full report on the assessment REF as a PDF, ready to be signed.

    \b
    Example:
      dpia-wizard report DPIA-2026-001 --out report.pdf --language ar --paper Letter
    """
    from dpia_wizard.workspace.reports import make_report, sign_page_pdf, snapshot

    check_free(out, kind=PDF, force=force)
    number = _copy(copy)
    given = settings()
    spoken = language or given.language or language_here()
    with given.open_library() as library:
        editing = opened(library, ref)
        if sign_page:
            now = snapshot(editing, library)
            write(out, sign_page_pdf(now, language=spoken, paper=paper, grey=grey, copy=number))
        else:
            make_report(
                editing,
                language=spoken,
                paper=paper,
                grey=grey,
                copy=number,
                library=library,
                deliver=partial(write, out),
            )
    say(str(out))


def _copy(said: str | None) -> CopyNumber | None:
    from dpia_wizard.workspace.reports import CopyNumber

    if said is None:
        return None
    number, _slash, of = said.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 0 < int(number) <= int(of) < 1000):
        raise click.UsageError("--copy needs the number of the copy and how many there are: 2/5")
    return CopyNumber(int(number), int(of))


@click.command("extract")
@with_library
@click.argument("ref")
@click.option("--pdf", type=_FILE, metavar="FILE", help="Where the page (PDF) goes.")
@click.option("--xlsx", type=_FILE, metavar="FILE", help="Where the register (XLSX) goes.")
@click.option("--language", type=LANGUAGE, help="Language of the files.")
@forced
def extract(
    ref: str, pdf: Path | None, xlsx: Path | None, language: str | None, force: bool
) -> None:
    """Write what the Working Group gets of the assessment REF: no names, no agency, no free
    text.

    \b
    Example:
      dpia-wizard extract DPIA-2026-001 --pdf extract.pdf --xlsx extract.xlsx
    """
    from dpia_wizard.workspace.reports import extract_pdf, extract_workbook, snapshot

    if pdf is None and xlsx is None:
        raise click.UsageError("give --pdf or --xlsx or both")
    if pdf is not None:
        check_free(pdf, kind=PDF, force=force)
    if xlsx is not None:
        check_free(xlsx, *([pdf] if pdf else ()), kind=XLSX, force=force)
    given = settings()
    spoken = language or given.language or language_here()
    with given.open_library() as library:
        now = snapshot(opened(library, ref))
        if pdf is not None:
            say(str(write(pdf, extract_pdf(now, spoken))))
        if xlsx is not None:
            say(str(write(xlsx, extract_workbook(now, spoken))))


@click.command("caseworker")
@with_library
@click.argument("ref")
@click.option("-o", "--out", type=_FILE, required=True, metavar="FILE", help="Where the PDF goes.")
@click.option("--language", type=LANGUAGE, help="Language of the page.")
@forced
def caseworker(ref: str, out: Path, language: str | None, force: bool) -> None:
    """Write what changes for caseworkers by the plan of the assessment REF: one page, ten lines
    at most, no names.

    \b
    Example:
      dpia-wizard caseworker DPIA-2026-001 --out tomorrow.pdf --language ar
    """
    from dpia_wizard.workspace.reports import caseworker_pdf, snapshot

    check_free(out, kind=PDF, force=force)
    given = settings()
    spoken = language or given.language or language_here()
    with given.open_library() as library:
        now = snapshot(opened(library, ref))
        say(str(write(out, caseworker_pdf(now, spoken))))
