"""Workbooks that anybody may have made: bounded, nothing run, one sentence when refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dpia_wizard.errors import PackFault, UserError
from dpia_wizard.packs.xlsform import pack_from_workbook, sheets
from dpia_wizard.workspace.xlsform import questions_in
from tests.packs.xlsform_by_hand import workbook_by_hand

SOUND = workbook_by_hand()
FEW = workbook_by_hand(
    (("type", "name", "label"), ("text", "a", "A"), ("text", "b", "B")), (("list_name", "name"),)
)


def with_member(name: str, content: bytes, data: bytes = FEW) -> bytes:
    """The workbook with one member put in, or put in the place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry), zipfile.ZIP_DEFLATED)
        new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def sheet_with(inside: str, size: str = "") -> bytes:
    """A workbook whose sheet survey is this XML, and says this of its own *size*."""
    told = f'<dimension ref="{size}"/>' if size else ""
    data = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        f'2006/main">{told}<sheetData>{inside}</sheetData></worksheet>'
    )
    return with_member("xl/worksheets/sheet1.xml", data.encode())


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{cell("A1", "type")}{cell("B1", "name")}{cell("C1", "label")}</row>'


def zeros(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return file.getvalue()


def many_members() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(sheets.MOST_MEMBERS + 1):
            archive.writestr(f"f{number}.xml", b"")
    return file.getvalue()


def twice() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("XL/workbook.xml", b"<b/>")
    return file.getvalue()


def locked() -> bytes:
    data = bytearray(FEW)
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>
</worksheet>"""
FILE = LAUGHS.replace(b'"ha"', b'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no workbook"),
        (b"type,name,label\ntext,a,A\n", "no workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old one or locked"),
        (b"PK\x03\x04" + b"\0" * 200, "damaged"),
        (SOUND[: len(SOUND) // 2], "damaged"),
        (b"MZ" + SOUND, "no workbook"),
        (zeros(50_000_000), "more than 32 MB"),
        (zeros(30_000_000), "damaged"),
        (many_members(), "damaged"),
        (twice(), "damaged"),
        (locked(), "damaged"),
        (b"PK" + b"0" * sheets.MOST_BYTES, "larger than 8 MB"),
        (with_member("xl/sharedStrings.xml", LAUGHS), "damaged"),
        (with_member("xl/worksheets/sheet1.xml", FILE), "damaged"),
        (with_member("xl/worksheets/sheet1.xml", LAUGHS.decode().encode("utf-16")), "damaged"),
        (with_member("xl/workbook.xml", b"<workbook"), "damaged"),
        (with_member("xl/workbook.xml", b"<workbook/>"), "damaged|no sheet survey"),
        (with_member("xl/worksheets/sheet1.xml", b"<" * 5000), "damaged"),
        (sheet_with("<row>" * 3000 + "</row>" * 3000), "No question|damaged"),
        (sheet_with('<row r="x"><c r="??" t="s"><v>-5</v></c></row>'), "damaged|No question"),
        (sheet_with('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'), "damaged"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_not_sound_is_refused_in_one_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence) as found:
        pack_from_workbook(data)
    assert "\n" not in str(found.value)


def with_sheet_called(name: str, doctype: str = "") -> bytes:
    """The workbook with its sheet survey in a member of another name, as its relations say."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FEW)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"sheet1.xml", name.encode())
            if entry.filename.endswith("sheet1.xml"):
                content = doctype.encode() + content[content.index(b"<worksheet") :]
            member = entry.filename.replace("sheet1.xml", name)
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@pytest.mark.parametrize("name", ["sheet1.dat", "sheet1.png", "sheet1.bin", "sheet1"])
@pytest.mark.parametrize("before", ["", " \n", "\ufeff"])
def test_a_sheet_that_defines_things_is_refused_before_it_is_read_whatever_its_name(
    name: str, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pack_from_workbook(with_sheet_called(name)).pack.form.by_id
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_a, **_k: pytest.fail("it was read"))
    data = with_sheet_called(name, before + '<!DOCTYPE worksheet [<!ENTITY a "ha">]>')
    with pytest.raises(UserError, match="damaged"):
        pack_from_workbook(data)


def test_a_picture_may_hold_whatever_it_likes() -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0<!DOCTYPE html>"
    assert pack_from_workbook(with_member("xl/media/image1.png", picture)).pack.form.by_id


def test_a_refused_workbook_leaves_nothing_behind(tmp_path: Path) -> None:
    file, folder = tmp_path / "odd.xlsx", tmp_path / "made"
    for data in (SOUND[:900], with_member("xl/sharedStrings.xml", LAUGHS)):
        file.write_bytes(data)
        with pytest.raises(UserError):
            questions_in(file, folder)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["odd.xlsx"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "survey.xlsx"
    file.write_bytes(SOUND)
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(UserError, match="is there already"):
        questions_in(file, tmp_path / "made")
    with pytest.raises(UserError, match="There is no folder"):
        questions_in(file, tmp_path / "gone" / "made")
    with pytest.raises(UserError, match="is a folder"):
        questions_in(tmp_path, tmp_path / "new")
    assert sorted(p.name for p in (tmp_path / "made").iterdir()) == ["note.txt"]


def test_sizes_that_a_sheet_tells_of_itself_are_not_believed() -> None:
    rows = HEAD + f'<row r="2">{cell("A2", "text")}{cell("XFD2", "far")}{cell("B2", "a")}</row>'
    rows += f'<row r="1048576">{cell("A1048576", "text")}</row>'
    for told in ("A1", "A1:C1", "A1:XFD1048576"):
        arrived = pack_from_workbook(sheet_with(rows, told))
        assert list(arrived.pack.form.by_id) == ["questions.a"]


def test_rows_beyond_the_most_are_told() -> None:
    rows = "".join(
        f'<row r="{n}">{cell(f"A{n}", "note")}{cell(f"B{n}", f"n{n}")}</row>'
        for n in range(3, sheets.MOST_ROWS + 3)
    )
    first = f'<row r="2">{cell("A2", "text")}{cell("B2", "a")}</row>'
    arrived = pack_from_workbook(sheet_with(HEAD + first + rows))
    lines = [str(left) for left in arrived.left]
    assert any("rows after 4,000 are not read" in line for line in lines)
    assert lines[0] == "More was not carried than is listed here."
    assert len(lines) <= 2_001


def edited(change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(io.BytesIO(FEW))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_formula_is_not_worked_out_and_told() -> None:
    def change(book: Workbook) -> None:
        book["survey"]["C2"] = '=HYPERLINK("http://192.0.2.1/","A")'
        book["survey"]["C3"] = "#REF!"
        book["survey"]["C3"].data_type = "e"

    arrived = pack_from_workbook(edited(change))
    lines = [str(left) for left in arrived.left]
    assert any(line.startswith("survey, row 2, label: a formula is not worked") for line in lines)
    assert any(line.startswith("survey, row 3, label: the cell shows a mistake") for line in lines)
    assert arrived.pack.form.by_id["questions.a"].label == "a"


def test_macros_and_links_to_files_are_told_and_not_read() -> None:
    data = with_member("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    data = with_member("xl/externalLinks/externalLink1.xml", b"<externalLink/>", data)
    lines = [str(left) for left in pack_from_workbook(data).left]
    assert "The workbook holds macros; nothing of them is read." in lines
    assert "The workbook looks into other files; these are not read." in lines


def test_merged_cells_are_told() -> None:
    data = edited(lambda book: book["survey"].merge_cells("B3:C3"))
    lines = [str(left) for left in pack_from_workbook(data).left]
    assert "Merged cells: the text counts for the first of them only." in lines


def test_a_language_named_to_break_a_path_is_no_file() -> None:
    survey = (
        ("type", "name", "label", "label::../../x (../../x)", "label::x (aa)", "label::y (zz-..)"),
        ("text", "a", "A", "B", "C", "D"),
    )
    arrived = pack_from_workbook(workbook_by_hand(survey, (("list_name", "name"),)))
    assert all(".." not in name and not name.startswith("/") for name in arrived.files)
    assert "lang/aa.po" in arrived.files


HOSTILE = st.one_of(
    st.sampled_from(
        ["", "text", "begin_group", "end_group", "begin_repeat", "end_repeat", "select_one a",
         "select_multiple a or_other", "integer", "note", "person", "computed", "table", "measure",
         "${a} = 'x'", "${b} > 1", "yes", "a", "b", "ypnu", "select_one ypnu", "phase", "section",
         "part", "summary", "{question: a.b, answered: true}", "a.b", "a__b", "a___b", "1", "-"]
    ),
    st.text(max_size=12).filter(lambda text: all(c.isprintable() for c in text)),
)  # fmt: skip
HEADS = (
    "type", "name", "label", "label::Arabic (ar)", "hint", "relevant", "required", "appearance",
    "dpia::kind", "dpia::number", "dpia::depth", "dpia::clauses", "dpia::control", "dpia::page",
    "dpia::compute", "dpia::choices", "dpia::when", "dpia::critical", "dpia::confidence",
)  # fmt: skip


@given(st.lists(st.lists(HOSTILE, min_size=3, max_size=len(HEADS)), min_size=1, max_size=12))
@settings(max_examples=120)
def test_no_rows_break_the_reader(rows: list[list[str]]) -> None:
    choices = (
        ("list_name", "name", "label"),
        ("a", "x", "X"),
        ("a", "y y", ""),
        ("ypnu", "z", "Z"),
    )
    data = workbook_by_hand((HEADS, *map(tuple, rows)), choices)
    with suppress(PackFault, UserError):  # both are told in sentences; nothing else may come up
        assert pack_from_workbook(data).pack.form.by_id
