"""The converter that Kobo and ODK use takes the workbooks that we write."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.load import load_pack, load_pack_folder
from dpia_wizard.packs.xlsform import pack_from_workbook, workbook_of
from dpia_wizard.packs.xlsform.names import name_of
from tests.packs.xlsform_by_hand import workbook_by_hand

convert = pytest.importorskip("pyxform.xls2xform", reason="install the dev requirements").convert

EVERY_KIND = Path(__file__).parents[1] / "files" / "packs" / "every-kind"


def converted(data: bytes) -> str:
    """The XForm; the validator in Java is off, everything else of the converter is on."""
    result = convert(io.BytesIO(data), validate=False, file_type=".xlsx")
    assert result.warnings == []
    return str(result.xform)


@pytest.mark.parametrize(
    "pack", [load_pack(), load_pack_folder(EVERY_KIND)], ids=lambda p: p.ref.id
)
def test_a_pack_converts_without_an_error_or_a_warning(pack: Pack) -> None:
    form = converted(workbook_of(pack).data)
    for id_ in pack.form.by_id:
        assert f"/{name_of(id_)}" in form
    assert 'required="true()"' in form
    assert "dpia::" not in form


def test_every_condition_in_the_workbook_is_one_in_the_form() -> None:
    data = workbook_of(load_pack()).data
    sheet = load_workbook(io.BytesIO(data))["survey"]
    rows = sheet.iter_rows(values_only=True)
    at = next(rows).index("relevant")
    said = [row[at] for row in rows if row[at]]
    assert len(said) > 50
    assert len(re.findall(r"\brelevant=", converted(data))) == len(said)


def test_every_text_of_both_languages_is_in_the_form() -> None:
    form = converted(workbook_of(load_pack()).data)
    assert 'lang="English (en)" default="true()"' in form
    assert 'lang="Arabic (ar)"' in form


def test_the_form_made_by_hand_is_one_that_the_converter_takes_too() -> None:
    """So it is a real XLSForm that we read, and what we make of it converts as well."""
    assert convert(io.BytesIO(workbook_by_hand()), validate=False, file_type=".xlsx").xform
    converted(workbook_of(pack_from_workbook(workbook_by_hand()).pack).data)
