from __future__ import annotations

import io
from functools import cache

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.extract import extract
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.workbook import FORMULA_STARTS, guarded, working_group_workbook
from dpia_wizard.texts import words_for
from tests.report.filled import TODAY, filled, typed


@cache
def pack() -> Pack:
    return load_pack("child-protection-case-management")


@cache
def workbook(language: str = "en") -> bytes:
    words = words_for(language, packs=pack().words)
    made = extract(pack(), filled(pack()), today=TODAY)
    return working_group_workbook(made, pack(), words, today=TODAY)


def opened(language: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(language)))


def cells(language: str = "en") -> list[object]:
    return [
        cell.value
        for sheet in opened(language)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def test_the_register_has_a_row_for_each_rated_risk_of_the_catalogue():
    sheet = opened()["Risk register"]
    made = extract(pack(), filled(pack()), today=TODAY)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [r.risk for r in made.risks]
    first = [cell.value for cell in next(sheet.iter_rows(min_row=2))]
    assert first[1] == pack().risk[str(first[0])].title
    assert {"Critical", "High"} >= {first[4]}


def test_nothing_that_anybody_typed_is_in_the_workbook():
    whole = "\n".join(str(value) for value in cells())
    for said in typed(filled(pack())):
        if len(said) > 4 and not said.replace("-", "").isdigit():
            assert said not in whole


def test_no_cell_is_a_formula_and_no_author_is_named():
    book = opened()
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert (book.properties.creator or "") == ""
    assert (book.properties.lastModifiedBy or "") == ""


@given(st.text())
def test_a_guarded_text_is_never_run(text):
    assert not guarded(text).startswith(FORMULA_STARTS)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_looks_like_a_formula_is_marked(start):
    assert not guarded(f"{start}1+1").startswith(FORMULA_STARTS)


def test_an_arabic_workbook_is_read_from_right_to_left():
    assert all(sheet.sheet_view.rightToLeft for sheet in opened("ar"))
    assert not any(sheet.sheet_view.rightToLeft for sheet in opened("en"))


def test_small_counts_are_withheld_in_the_workbook_too():
    sheet = opened()["Controls"]
    numbers = [c.value for row in sheet.iter_rows(min_row=2, min_col=2) for c in row]
    assert "under 3" in numbers
    assert not any(isinstance(n, int) and 0 < n < 3 for n in numbers)


def test_equal_input_gives_equal_bytes():
    made = extract(pack(), filled(pack()), today=TODAY)
    again = working_group_workbook(made, pack(), words_for("en"), today=TODAY)
    assert again == workbook()


def test_a_risk_that_people_rate_apart_stands_with_its_range_and_no_other_does():
    made = extract(pack(), filled(pack()), today=TODAY)
    sheet = opened()["Risk register"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = rows[0].index("Range today")
    told = {row[0]: row[at] for row in rows[1:]}
    apart = {risk.risk for risk in made.risks if risk.lowest}
    assert apart
    assert {risk for risk, words in told.items() if words} == apart
    assert "Low to Medium" in told.values()
    assert made.ranges >= len(apart)
