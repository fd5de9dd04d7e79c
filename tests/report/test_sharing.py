"""The tables of data points and sharing on paper, as a workbook and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Assessment, Row
from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol, with_protocol
from dpia_wizard.core.sharing import CODES, Gap, SharingTables, sharing_tables
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.document import Grid, Text, walk
from dpia_wizard.report.material import Material
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.sharing import SharingWords, sharing_document
from dpia_wizard.report.sharing_files import sharing_csv, sharing_workbook
from dpia_wizard.report.workbook import FORMULA_STARTS
from dpia_wizard.texts import words_for
from tests.report.filled import TODAY, filled, started


@cache
def pack() -> Pack:
    return load_pack()


def material(made: Assessment, language: str = "en") -> Material:
    words = words_for(language, packs=pack().words)
    return Material(made, pack(), words, TODAY, TODAY, "f" * 64)


@cache
def given_one() -> Assessment:
    return filled(pack())


def tables(made: Assessment) -> SharingTables:
    return sharing_tables(situation(pack().form, made))


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_data_point_and_every_line_of_sharing_is_on_the_sheets(language: str) -> None:
    m, found = material(given_one(), language), tables(given_one())
    book = openpyxl.load_workbook(io.BytesIO(sharing_workbook(m, found)))
    assert len(book.worksheets) == 5
    points, sharing = book.worksheets[:2]
    assert [row[0].value for row in points.iter_rows(min_row=2)] == [
        point.element for point in found.points
    ]
    assert sharing.max_row == len(found.sharing) + 1
    for sheet in book.worksheets:
        assert bool(sheet.sheet_view.rightToLeft) is (language == "ar")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_clauses_are_told_in_the_numbering_of_the_groups_protocol(language: str) -> None:
    signed = RegisteredProtocol(
        "two-rivers",
        "2",
        numbers={"C14": "5.2", "C16": "6.1 (b)", "A1": "Annex 2"},
        clauses=(OwnClause("TR1", "7.4", "On boats", "", ("inventory.elements",)),),
    )
    m = replace(material(given_one(), language), pack=with_protocol(pack(), signed))
    found = tables(given_one())
    texts = "\n".join(
        "".join(span.text for span in part.spans)
        for part in walk(sharing_document(m, found).blocks)
        if isinstance(part, Text)
    )
    for number in ("C14 · 5.2", "C16 · 6.1 (b)", "A1 · Annex 2", "TR1 · 7.4"):
        assert number in texts
    assert "(C14)" not in texts
    sheet = openpyxl.load_workbook(io.BytesIO(sharing_workbook(m, found))).worksheets[3]
    rows = {row[0].value: row[1:] for row in sheet.iter_rows(min_row=2)}
    assert {id: rows[id][0].value for id in ("C14", "A1", "TR1")} == {
        "C14": "5.2",
        "A1": "Annex 2",
        "TR1": "7.4",
    }
    assert rows["TR1"][1].value == "On boats"


@pytest.mark.parametrize("table", ["sharing", "data-points"])
def test_csv_has_a_line_for_each_row_and_as_many_cells_in_each(table: str) -> None:
    found = tables(given_one())
    rows = rows_of(sharing_csv(material(given_one()), found, table))  # type: ignore[arg-type]
    wanted = found.sharing if table == "sharing" else found.points
    assert len(rows) == len(wanted) + 1
    assert len({len(row) for row in rows}) == 1


@settings(max_examples=60)
@given(st.sampled_from(FORMULA_STARTS), st.text(max_size=12), st.sampled_from(["", "\u2068"]))
def test_no_cell_is_run_as_a_formula(start: str, rest: str, mark: str) -> None:
    text = f"{mark}{start}{rest}"
    row = Row("r", "inventory.elements", 0, {"element": "D02", "detail": text, "why": text})
    made = started(pack())
    made = Assessment(made.id, made.reference, made.created, made.pins, rows={"r": row})
    found = tables(made)
    for cells in rows_of(sharing_csv(material(made, "ar"), found, "data-points")):
        assert not any(cell.startswith(FORMULA_STARTS) for cell in cells)
    book = openpyxl.load_workbook(io.BytesIO(sharing_workbook(material(made, "ar"), found)))
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(FORMULA_STARTS)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_hold_every_line_and_can_be_printed(language: str) -> None:
    m, found = material(given_one(), language), tables(given_one())
    document = sharing_document(m, found)
    assert document.direction == ("rtl" if language == "ar" else "ltr")
    texts = "\n".join(
        "".join(span.text for span in part.spans)
        for part in walk(document.blocks)
        if isinstance(part, Text)
    )
    say = SharingWords(m)
    for one in found.sharing:
        assert say.element(one.element) in texts
    assert to_pdf(document).pdf.startswith(b"%PDF")
    assert to_pdf(document).pdf == to_pdf(document).pdf


def test_an_empty_assessment_has_pages_that_say_so() -> None:
    made = started(pack())
    document = sharing_document(material(made), tables(made))
    grids = [part for part in walk(document.blocks) if isinstance(part, Grid)]
    assert all(grid.when_empty for grid in grids if not grid.rows)
    assert to_pdf(document).pdf.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("code", CODES)
def test_every_gap_is_a_sentence_that_names_what_it_is_about(code: str, language: str) -> None:
    say = SharingWords(material(started(pack()), language))
    gap = Gap(code, ("D02",), "health", "referral", party="Two clinics")  # type: ignore[arg-type]
    sentence = say.gap(gap)
    assert "{" not in sentence
    assert sentence.endswith(".")
    if code not in ("no_agreement", "rule_in_words", "under_sharing", "not_a_party", "no_basis"):
        assert "D02" in sentence
