"""The data-point and sharing tables of an open assessment, as a page, a workbook and rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.core.sharing import SharingTables, sharing_tables
from dpia_wizard.core.situation import situation
from dpia_wizard.core.workflow import edition
from dpia_wizard.errors import UserError
from dpia_wizard.report.material import Material
from dpia_wizard.workspace.reports import report_words

if TYPE_CHECKING:
    from pathlib import PurePath

    from dpia_wizard.core.model import Assessment
    from dpia_wizard.report.sharing_files import Table
    from dpia_wizard.workspace.reports import Paper, Snapshot

Kind = Literal["pdf", "xlsx", "csv"]
KINDS: tuple[Kind, ...] = ("pdf", "xlsx", "csv")
_UNSAFE = re.compile(r"[^\w.\- ]+")


def tables_of(now: Snapshot) -> SharingTables:
    """The tables that follow from the answers, and what does not fit in them."""
    return sharing_tables(situation(now.pack.form, now.assessment))


def tables_file(
    now: Snapshot,
    kind: Kind,
    language: str,
    *,
    paper: Paper = "A4",
    table: Table = "sharing",
) -> bytes:
    """The tables as a file of a *kind*; *table* says which one a CSV holds."""
    material = _material(now, language)
    tables = tables_of(now)
    if kind == "pdf":
        from dpia_wizard.report.pdf.writer import to_pdf
        from dpia_wizard.report.sharing import sharing_document

        return to_pdf(sharing_document(material, tables), paper=paper).pdf
    from dpia_wizard.report.sharing_files import sharing_csv, sharing_workbook

    return (
        sharing_workbook(material, tables)
        if kind == "xlsx"
        else (sharing_csv(material, tables, table))
    )


def gap_sentences(now: Snapshot, language: str) -> tuple[str, ...]:
    """What does not fit in the tables, each in a sentence that says what to do."""
    from dpia_wizard.report.sharing import SharingWords

    say = SharingWords(_material(now, language))
    return tuple(dict.fromkeys(say.gap(gap) for gap in tables_of(now).gaps))


def _material(now: Snapshot, language: str) -> Material:
    return Material(
        now.assessment,
        now.pack,
        report_words(now.pack, language),
        now.today,
        now.on,
        content_fingerprint(now.assessment),
        sign_offs=now.sign_offs,
    )


def kind_of(path: PurePath) -> Kind:
    """The kind of file that *path* asks for. Raises `UserError` for another ending."""
    ending = path.suffix.lower().lstrip(".")
    for kind in KINDS:
        if kind == ending:
            return kind
    raise UserError(
        "{path} must end in .pdf, .xlsx or .csv: the ending says what is written.", path=path
    )


def tables_name(assessment: Assessment, kind: Kind, language: str) -> str:
    """The file name to propose."""
    reference = _UNSAFE.sub("-", assessment.reference)
    return f"{reference}-edition-{edition(assessment)}-sharing-{language}.{kind}"
