"""Reports, extracts and workbooks of assessments that are judged with another matrix."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pypdf
import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.extract import extract
from dpia_wizard.core.model import Assessment, Decision, Remark, pinned
from dpia_wizard.core.workflow import MATRIX, MATRIX_CHANGED
from dpia_wizard.packs.load import load_pack, shipped_matrices
from dpia_wizard.report.document import HeatMap, Text, walk
from dpia_wizard.report.full import full_report
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.workbook import working_group_workbook
from dpia_wizard.report.working_group import working_group_summary
from dpia_wizard.texts import Words, words_for
from dpia_wizard.workspace.matrices import pack_with_matrix
from tests.report.filled import TODAY, filled

MATRICES = shipped_matrices()


@cache
def pack_of(matrix: str) -> Pack:
    return pack_with_matrix(load_pack(), matrix)


@cache
def given_with(matrix: str) -> Assessment:
    """Every risk taken up, on every cell of the matrix in turn."""
    pack = pack_of(matrix)
    cells = [
        (likelihood, severity)
        for likelihood in pack.matrix.likelihood
        for severity in pack.matrix.severity
    ]
    made = filled(pack)
    risks = {
        id: replace(risk, likelihood=cells[n % len(cells)][0], severity=cells[n % len(cells)][1])
        for n, (id, risk) in enumerate(made.risks.items())
    }
    before = "ico-3x3" if matrix != "ico-3x3" else "un-security-5x5"
    at = "2026-11-20T10:00:00+00:00"
    swapped = Decision("s", MATRIX_CHANGED, "Head", at, MATRIX, matrix, before, "Agreed")
    old = Decision("o", "accepted", "Head", "2026-11-19", "R02", "unacceptable", "", "Then")
    pins = pinned(pack.ref, pack.matrix_ref)
    remark = Remark("r", "R02", "Before it was Likely.", "Head", at)
    decisions = {"s": swapped, "o": old}
    return replace(made, risks=risks, pins=pins, decisions=decisions, remarks={"r": remark})


def words_of(matrix: str, language: str) -> Words:
    return words_for(language, packs=pack_of(matrix).words)


def said(blocks: object) -> str:
    parts = [part for part in walk(blocks) if isinstance(part, Text)]
    return "\n".join("".join(span.text for span in part.spans) for part in parts)


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_full_report_shows_the_matrix_and_says_since_when(matrix: str, language: str) -> None:
    pack, made = pack_of(matrix), given_with(matrix)
    words = words_of(matrix, language)
    document = full_report(made, pack, words, today=TODAY, on=TODAY, fingerprint="f" * 64)
    maps = [part for part in walk(document.blocks) if isinstance(part, HeatMap)]
    assert maps
    for found in maps:
        assert len(found.cells) == len(pack.matrix.likelihoods)
        assert {len(row) for row in found.cells} == {len(pack.matrix.severities)}
    looks = [document.level(level) for level in pack.matrix.level]
    assert len({look.sign for look in looks if look}) == len(pack.matrix.levels)
    assert len({look.fill for look in looks if look}) == len(pack.matrix.levels)
    text = said(document.blocks)
    assert "Agreed" in text
    assert "Before it was Likely." in text
    if language == "en":
        assert f"Another matrix: {matrix}" in text
        assert "Accepted: Unacceptable" in text
    pdf = to_pdf(document).pdf
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) > 20


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_extract_counts_the_levels_of_the_matrix(matrix: str, language: str) -> None:
    pack, words = pack_of(matrix), words_of(matrix, language)
    made = extract(pack, given_with(matrix), today=TODAY)
    assert made.matrix == matrix
    assert set(dict(made.today)) == {*pack.matrix.level, "none"}
    page = to_pdf(working_group_summary(made, pack, words, today=TODAY)).pdf
    assert len(pypdf.PdfReader(io.BytesIO(page)).pages) == 1
    book = openpyxl.load_workbook(
        io.BytesIO(working_group_workbook(made, pack, words, today=TODAY))
    )
    cells = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row}
    for level in pack.matrix.levels:
        assert words.pack(f"level.{level.id}.name", level.name) in cells
