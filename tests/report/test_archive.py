"""Reports are PDFs that archives take (PDF/A-3b): another library's checker finds nothing."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

import pikepdf
import pytest
import uharfbuzz as hb
from pikepdf import pdfa

from dpia_wizard.data import RESOURCES
from dpia_wizard.report.document import Text
from dpia_wizard.report.pdf.archive import Attachment
from dpia_wizard.report.pdf.blanks import with_blanks
from dpia_wizard.report.pdf.colour_profile import srgb_profile
from dpia_wizard.report.pdf.writer import to_pdf
from tests.report.sample_document import sample
from tests.report.test_pdf import HOSTILE, isolated, plain, spans

BESIDE = (
    Attachment("assessment.json", b'{"id":"a"}', "The record", "Source"),
    Attachment("протокол.pdf", b"%PDF-1.7 ...", "DPISP"),
    Attachment("notes", b"\0", "Something"),
)


def found_against(pdf: bytes) -> list[str]:
    """What the checker has against *pdf*."""
    return [str(finding) for finding in pdfa.validate_written(io.BytesIO(pdf), "3b").findings]


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_block_that_a_report_has_is_one_that_archives_take(language, grey):
    assert found_against(to_pdf(sample(language), grey=grey, attachments=BESIDE).pdf) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_anybody_typed_is_taken_too(direction):
    texts = [*HOSTILE, "كتابٌ فتىً بِسْمِ مُدَرِّسَة", "before 😀漢 after", "\u0301 \u064b \u200d", "ї̈ a̐b̐"]
    blocks = [Text(spans(isolated(text))) for text in texts]
    assert found_against(to_pdf(plain(*blocks, direction=direction)).pdf) == []


@pytest.mark.parametrize(
    "title", ["Fire & <b>water</b>", "تقييم (2)", "]]> \ufffe \x0b 😀", "“Kinder” 'ї'", " ", ""]
)
def test_a_title_says_the_same_in_both_places(title):
    pdf = to_pdf(replace(plain(Text(spans("x"))), title=title, subject=title)).pdf
    assert found_against(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as told:
        assert told.get("dc:title", "") == str(opened.docinfo.Title)
        assert "\ufffe" not in str(opened.docinfo.Title)


def test_every_file_inside_says_what_it_is_to_the_report():
    with pikepdf.open(io.BytesIO(to_pdf(plain(Text(spans("x"))), attachments=BESIDE).pdf)) as it:
        said = {str(file.UF): str(file.AFRelationship) for file in it.Root.AF}
        assert said == {
            "assessment.json": "/Source",
            "протокол.pdf": "/Supplement",
            "notes": "/Supplement",
        }
        kinds = {str(file.UF): str(file.EF.F.Subtype) for file in it.Root.AF}
        assert kinds["assessment.json"] == "/application/json"
        assert kinds["notes"] == "/application/octet-stream"


def test_the_checker_sees_what_is_missing():
    with pikepdf.open(io.BytesIO(to_pdf(plain(Text(spans("x")))).pdf)) as opened:
        del opened.Root.OutputIntents
        out = io.BytesIO()
        opened.save(out)
    assert found_against(out.getvalue())


def test_the_profile_of_our_colours_is_whole():
    profile = srgb_profile()
    assert struct.unpack_from(">I", profile)[0] == len(profile)
    assert profile[36:40] == b"acsp"
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = [struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count)]
    assert {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC"} <= {t for t, *_ in tags}
    assert all(at % 4 == 0 and at + size <= len(profile) for _tag, at, size in tags)
    # Red, green and blue together are white.
    figures = {tag: struct.unpack_from(">3i", profile, at + 8) for tag, at, _size in tags}
    for number in range(3):
        mixed = sum(figures[tag][number] for tag in (b"rXYZ", b"gXYZ", b"bXYZ"))
        assert abs(mixed - figures[b"wtpt"][number]) <= 12


@pytest.mark.parametrize("name", ["NotoSans-Regular", "NotoNaskhArabic-Bold"])
def test_a_box_and_blank_glyphs_stand_behind_those_of_the_font(name):
    program = (RESOURCES / "fonts" / f"{name}.ttf").read_bytes()
    before = hb.Font(hb.Face(program))
    made, box = with_blanks(program, [0, 17, 1234])
    face = hb.Face(made)
    font = hb.Font(face)
    assert box == before.face.glyph_count
    assert face.glyph_count == box + 4
    assert [font.get_glyph_h_advance(box + n) for n in range(1, 4)] == [0, 17, 1234]
    for glyph in range(box):
        assert font.get_glyph_h_advance(glyph) == before.get_glyph_h_advance(glyph)
        assert font.get_glyph_extents(glyph) == before.get_glyph_extents(glyph)
    assert font.get_glyph_h_advance(box) == before.get_glyph_h_advance(0)
    assert font.get_glyph_extents(box) == before.get_glyph_extents(0)
