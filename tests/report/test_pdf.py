"""Reports on paper: read back with two PDF readers, in both directions."""

from __future__ import annotations

import io
import json
import re
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpia_wizard.report import document as d
from dpia_wizard.report.document import Chip, Column, Document, Row, Span, Text, cell, spans
from dpia_wizard.report.pdf.shaping import FONTS, missing
from dpia_wizard.report.pdf.writer import Attachment, to_pdf
from tests.report.sample_document import FINGERPRINT, LEVELS, isolated, sample

EMBEDDINGS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))

MARKED = (
    *("محمّد", "شكرًا", "مسؤولاً", "دائماً", "كتابٌ", "إحالةً", "فتىً", "أعدّه", "يُعتمد", "اللّاجئين"),
    *("عليكُم", "بِسْمِ", "لّا", "مُحدَّثة", "مُدَرِّسَة", "الطِّفلِ", "ٱلرَّحْمَٰنِ"),
)
TWO_MARKS = re.compile("[\u064b-\u0652\u0670]{2}")


@cache
def written(language: str, paper: str = "A4"):
    return to_pdf(sample(language), paper=paper)


def plain(*blocks: d.Block, direction: d.Direction = "ltr", **more) -> Document:
    levels = tuple(d.LevelLook(*level) for level in LEVELS)
    return Document(
        "Plain", "en" if direction == "ltr" else "ar", direction, blocks, levels=levels, **more
    )


def poppler(pdf: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    assert done.stderr == b""
    return done.stdout.decode().translate(EMBEDDINGS)


def pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def is_found(pdf: bytes, text: str) -> bool:
    """Whether PDFium's own search finds *text* on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].get_textpage().search(text).get_next() is not None
    finally:
        document.close()


def letters(text: str) -> str:
    """The text without marks and spaces: readers put vowel signs apart from their letters."""
    whole = unicodedata.normalize("NFKD", text)
    return "".join(c for c in whole if not unicodedata.category(c).startswith(("M", "Z", "C")))


def picture(pdf: bytes, page: int = 0) -> list[bytes]:
    """The page as rows of grey values, one byte for each point."""
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[page].render(scale=1, grayscale=True)
    stride, rows = bitmap.stride, bytes(bitmap.buffer)
    shown = [rows[n * stride : n * stride + bitmap.width] for n in range(bitmap.height)]
    document.close()
    return shown


def ink(pdf: bytes) -> tuple[int, int, int]:
    """How many points above the footer are dark, and the first and last column of them."""
    dark = [column for row in picture(pdf)[:780] for column, grey in enumerate(row) if grey < 128]
    return len(dark), min(dark, default=0), max(dark, default=0)


@pytest.mark.parametrize("reader", [poppler, pdfium])
def test_what_is_on_the_page_can_be_searched_and_copied(reader):
    found = reader(written("en").pdf)
    for sentence in (
        "Inter-agency case management for",
        "Stop case talk in messaging apps and use the coded hand-over form.",
        "M39 earns",
        FINGERPRINT,
        "DPIA-UA-2026-014",
    ):
        assert sentence in found.replace("\r\n", "\n")


@pytest.mark.parametrize("reader", [poppler, pdfium])
def test_arabic_sentences_can_be_searched_and_copied(reader):
    found = letters(reader(written("ar").pdf))
    for sentence in (
        "وقف تداول الحالات في تطبيقات المراسلة واستخدام نموذج التسليم",
        "يتفق العاملون في ثلاث وكالات على تسليم الحالات في محادثات خاصة",
        "سجل المخاطر",
        FINGERPRINT,
    ):
        assert letters(sentence) in found


@pytest.mark.parametrize("word", MARKED)
def test_an_arabic_word_with_vowel_signs_is_found_as_it_was_typed(word):
    line = f"هذا {word} آخر"
    pdf = to_pdf(plain(Text(spans(line)), direction="rtl")).pdf
    assert line in poppler(pdf)
    if not TWO_MARKS.search(word):
        assert line in pdfium(pdf)
        assert is_found(pdf, word)
    # PDFium counts marks as written from left to right, so two on one letter change places,
    # which is the same text (UAX #15); nothing that a file may say keeps both readers right.
    assert unicodedata.normalize("NFC", line) in unicodedata.normalize("NFC", pdfium(pdf))


@pytest.mark.parametrize("word", ["الله", "لا", "الأطفال", "لله"])
def test_letters_that_are_drawn_as_one_are_found_one_by_one(word):
    pdf = to_pdf(plain(Text(spans(word)), direction="rtl")).pdf
    assert word in poppler(pdf)
    assert is_found(pdf, word)


@pytest.mark.parametrize("size", ["body", "large"])
def test_a_letter_with_its_mark_looks_as_the_font_draws_it(size):
    """It is painted as a picture of the glyph: in the same place, and as dark."""
    marked, bare = (
        ink(to_pdf(plain(Text(spans(text), size), direction="rtl")).pdf)
        for text in ("حَسَبَ حَسَبَ", "حسب حسب")
    )
    assert abs(marked[2] - bare[2]) <= 1
    assert abs(marked[1] - bare[1]) <= 1
    assert bare[0] * 0.9 < marked[0] < bare[0] * 1.6


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_document_gives_the_same_bytes(language):
    document = sample(language)
    attached = [Attachment("clauses.txt", b"C31", "The clauses")]
    assert to_pdf(document).pdf == written(language).pdf
    assert to_pdf(document, attachments=attached) == to_pdf(document, attachments=attached)


def test_every_page_says_what_it_is_and_how_many_there_are():
    pdf = written("en")
    for number in range(1, pdf.pages + 1):
        page = poppler(pdf.pdf, "-f", str(number), "-l", str(number))
        assert f"Page {number} of {pdf.pages}" in page
        assert "SENSITIVITY: HIGH · NEED TO KNOW" in page
        assert "edition 2" in page
        assert f"Fingerprint {FINGERPRINT}" in page
        assert "Initials" in page


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_page_is_empty_and_none_runs_into_its_footer(language, paper):
    pdf = written(language, paper)
    opened = pypdfium2.PdfDocument(pdf.pdf)
    assert len(opened) == pdf.pages
    for number in range(pdf.pages):
        text = opened[number].get_textpage()
        height = opened[number].get_height()
        # The strip between the lowest text and the rule of the footer stays white.
        assert text.get_text_bounded(bottom=41, top=49, left=0, right=700).strip() == ""
        assert len(text.get_text_bounded(bottom=50, top=height - 50).strip()) > 20
    opened.close()


def test_signature_fields_are_reported_with_their_page_and_rectangle():
    fields = {language: written(language).fields for language in ("en", "ar")}
    assert [field.name for field in fields["en"]] == [f"signature-{n}" for n in (2, 3, 4, 5)]
    assert {field.page for field in fields["en"]} == {7}
    for left, bottom, right, top in (field.rect for field in fields["en"]):
        assert (round(right - left), round(top - bottom)) == (165, 84)
        assert left > 300, "the box stands at the end of the row"
        assert bottom > 50
    for left, *_ in (field.rect for field in fields["ar"]):
        assert left < 60, "from right to left the box stands at the left"


def links(pdf: bytes) -> tuple[dict[str, int], set[str]]:
    """The words of each link inside with the page it leads to, and the addresses outside."""
    inside: dict[str, int] = {}
    outside: set[str] = set()
    shown = pypdfium2.PdfDocument(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        for number, page in enumerate(opened.pages):
            text = shown[number].get_textpage()
            for annotation in page.get("/Annots", []):
                if "/A" in annotation:
                    outside.add(str(annotation.A.URI))
                elif annotation.Subtype == "/Link":
                    words = text.get_text_bounded(*(float(edge) for edge in annotation.Rect))
                    inside[words.strip()] = pages[annotation.Dest[0].objgen]
    shown.close()
    return inside, outside


def test_links_lead_to_their_places_and_to_the_addresses_the_report_names():
    inside, outside = links(written("en").pdf)
    places = {"R49": "Why Critical", "6.1": "Why is each item needed?", "C31": "Under strain"}
    for words, there in places.items():
        page = str(inside[words])
        assert there in poppler(written("en").pdf, "-f", page, "-l", page)
    assert len(outside) == 1
    assert outside.pop().startswith("https://reliefweb.int/")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_link_of_several_words_is_one_link_in_its_line(direction):
    words = Span("The third هذا مكتب stop condition", link="stop")
    blocks = (Text((words,)), Text(spans("Stop"), key="stop"))
    with pikepdf.open(io.BytesIO(to_pdf(plain(*blocks, direction=direction)).pdf)) as opened:
        (link,) = opened.pages[0].Annots
        left, _bottom, right, _top = map(float, link.Rect)
        assert right - left > 120


def test_a_link_to_a_place_that_is_left_out_is_plain_text():
    pdf = to_pdf(
        plain(
            Text(
                spans(
                    "See ", Span("R77", link="R77"), Span(", p. {page}", link="R77", page=True), "."
                )
            )
        )
    )
    assert "See R77." in poppler(pdf.pdf)
    with pikepdf.open(io.BytesIO(pdf.pdf)) as opened:
        assert "/Annots" not in opened.pages[0]


def test_a_page_number_in_the_text_is_the_page_of_its_place():
    far = [d.PageBreak(), Text(spans("filler"))] * 11
    pdf = to_pdf(
        plain(
            Text(
                spans(
                    "(",
                    Span("there", link="there"),
                    Span(", p. {page}", link="there", page=True),
                    ")",
                )
            ),
            *far,
            d.Heading("There", 1, "there", new_page=True),
        )
    )
    assert "(there, p. 13)" in poppler(pdf.pdf)


def test_bookmarks_have_two_levels_and_carry_the_numbers():
    document = plain(
        d.Heading("Risks", 1, bookmark=1),
        d.Heading("Chats are read", 2, "R49", bookmark=2, number="R49"),
        d.Heading("Annex", 1, bookmark=1),
    )
    with pikepdf.open(io.BytesIO(to_pdf(document).pdf)) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Risks", "Annex"]
        assert [item.title for item in outline.root[0].children] == ["R49 Chats are read"]


def test_metadata_names_the_report_and_nobody():
    with pikepdf.open(io.BytesIO(written("ar").pdf)) as opened:
        assert str(opened.docinfo.Title) == "تقييم الأثر على حماية البيانات"
        assert str(opened.docinfo.Author) == ""
        assert str(opened.docinfo.CreationDate).startswith("D:20261121")
        assert str(opened.Root.Lang) == "ar"


def test_an_attached_file_comes_out_as_it_went_in():
    pdf = to_pdf(
        plain(Text(spans("x"))), attachments=[Attachment("عقد.pdf", b"%PDF-1.4 ...", "DPISP")]
    ).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["عقد.pdf"].get_file().read_bytes() == b"%PDF-1.4 ..."


def test_only_our_fonts_are_in_the_file_each_of_them_embedded():
    done = subprocess.run(
        ["pdffonts", "-"], input=written("ar").pdf, capture_output=True, check=True
    )
    rows = done.stdout.decode().splitlines()[2:]
    assert len(rows) == 4
    for row in rows:
        assert "+Noto" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_fonts_cover_the_five_languages_and_stay_small():
    alphabet = (
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸñÑáíóúü¿¡ºª«»‹›“”‘’„‚–—…•·½¼¾×%‰€$£₴°§№"
        "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ،؛؟ـًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩٪"
        " \u00a0\u202f!\"#&'()*+,-./:;<=>?@[\\]^_`{|}~"
    )
    assert list(missing(alphabet)) == []
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 600_000


HOSTILE = (
    '<img src="file:///etc/passwd">',
    '<a href="javascript:alert(1)">click</a>',
    "&amp; &lt;b&gt;",
    "a < b and <b>bold",
    "{page} {pages} %s %(x)s {0}",
    "\\(BT\\) (ET) ) ( \\",
)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_hostile_mark_up_is_printed_as_it_was_typed(direction):
    pdf = to_pdf(plain(*(Text(spans(isolated(text))) for text in HOSTILE), direction=direction)).pdf
    found = poppler(pdf)
    for text in HOSTILE:
        assert letters(text) in letters(found)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/Annots" not in opened.pages[0]
        for name in ("/AcroForm", "/OpenAction", "/AA", "/Names", "/JavaScript"):
            assert name not in opened.Root


def test_what_no_font_has_is_seen_as_a_box_and_copied_as_itself():
    pdf = to_pdf(plain(Text(spans("before 😀漢 after")))).pdf
    assert "before 😀漢 after" in poppler(pdf)
    with_box = to_pdf(plain(Text(spans("漢"), "large"))).pdf
    without = to_pdf(plain(Text(spans("\u00a0"), "large"))).pdf
    assert ink(with_box)[0] > ink(without)[0]


def test_controls_halves_of_characters_and_overrides_leave_a_mark():
    pdf = to_pdf(plain(Text(spans("a\x00b \ud800c \u202egpj.exe")))).pdf
    assert "a\ufffdb \ufffdc \ufffdgpj.exe" in poppler(pdf)


def test_an_open_isolate_does_not_reorder_its_neighbours():
    pdf = to_pdf(plain(Text(spans("one \u2067two", " three four")))).pdf
    assert "one two three four" in " ".join(poppler(pdf).split())


def test_fifty_thousand_characters_split_over_pages_and_all_arrive():
    words = [f"word{number}" for number in range(6_000)]
    answer = " ".join(words)
    assert len(answer) > 50_000
    pdf = to_pdf(plain(d.Question("1.1", "Why?", cell(answer), key="q")))
    assert pdf.pages > 5
    assert poppler(pdf.pdf).split().count("word5999") == 1
    found = set(poppler(pdf.pdf).split())
    assert set(words) <= found


def test_fifty_thousand_characters_fit_into_a_cell_of_a_table():
    words = [f"word{number}" for number in range(6_000)]
    grid = d.Grid(
        (Column("No.", width=30), Column("Answer")), (Row((cell("1"), cell(" ".join(words)))),)
    )
    pdf = to_pdf(plain(grid))
    assert set(words) <= set(poppler(pdf.pdf).split())


@pytest.mark.parametrize(
    "word", ["x" * 5_000, "ا" * 5_000, "https://example.org/" + "a/b?c=d&" * 300]
)
def test_a_word_wider_than_its_column_is_broken_and_nothing_is_lost(word):
    grid = d.Grid(
        (Column("No.", width=20), Column("Why", width=60), Column("Rest")),
        (
            Row(
                (cell("1"), cell(word), cell("")),
            ),
        ),
    )
    pdf = to_pdf(plain(grid))
    assert letters(word) in letters(
        "".join(poppler(pdf.pdf, "-raw").replace("No. Why Rest", "").split())
    ) or letters(poppler(pdf.pdf, "-raw")).count(word[100]) >= word.count(word[100])


@pytest.mark.parametrize(
    "text",
    [
        "x" * 60_000,
        "م" * 50_000,
        "a" + "\u0301" * 20_000,
        "\t" * 10_000,
        "\n" * 3_000,
        "😀" * 5_000,
    ],
    ids=["letters", "arabic", "marks", "tabs", "lines", "boxes"],
)
def test_a_field_full_of_one_character_is_printed_to_its_end(text):
    grid = d.Grid((Column("", width=40), Column("")), (Row((cell(text), cell("beside"))),))
    pdf = to_pdf(plain(d.Heading(text, 1, "k", bookmark=1), Text(spans(text)), grid))
    found = poppler(pdf.pdf, "-raw")
    character = text[-1]
    if character.isalpha() or character == "😀":
        assert found.count(character) == 3 * len(text)
    if not unicodedata.combining(character):  # the reader piles marks on what stands nearest
        assert "beside" in found


def test_a_report_names_the_places_for_its_signatures():
    pdf = written("ar")
    with pikepdf.open(io.BytesIO(pdf.pdf)) as opened:
        assert "/AcroForm" not in opened.Root
        named = pikepdf.NameTree(opened.Root.Names.Dests)
        places = {str(name).split(":")[2]: place for name, place in named.items()}
        assert sorted(places) == sorted(field.name for field in pdf.fields)
        for place in pdf.fields:
            page, kind, *sides = places[place.name]
            assert [float(side) for side in sides] == list(place.rect)
            assert (page.objgen, str(kind)) == (opened.pages[place.page].objgen, "/FitR")


def test_a_heading_never_stands_alone_at_the_foot():
    for lines in range(30, 60):
        blocks = [Text(spans("line")) for _ in range(lines)]
        rows = tuple(Row((cell("a row of the table"),)) for _ in range(4))
        pdf = to_pdf(
            plain(*blocks, d.Heading("A heading", 2), d.Grid((Column("Head of table"),), rows))
        )
        for page in range(1, pdf.pages + 1):
            text = poppler(pdf.pdf, "-f", str(page), "-l", str(page))
            assert ("A heading" in text) == ("a row of the table" in text)


def test_a_table_repeats_its_head_and_never_leaves_fewer_than_three_rows():
    for extra in range(12):
        rows = tuple(Row((cell(f"row{n}"), cell(Chip("high")))) for n in range(20 + extra))
        pdf = to_pdf(plain(d.Grid((Column("Number"), Column("Today")), rows)))
        for page in range(1, pdf.pages + 1):
            text = poppler(pdf.pdf, "-f", str(page), "-l", str(page))
            assert "Number" in text
            assert text.count("row") >= 3


def test_a_page_that_is_too_full_is_set_closer_and_stays_one_page():
    rows = tuple(Row((cell(f"row{n}"), cell("text of a row"))) for n in range(41))
    grid = d.Grid((Column("Number"), Column("Text")), rows)
    assert to_pdf(plain(grid), paper="Letter").pages == 2
    assert to_pdf(plain(d.OnePage((grid,))), paper="Letter").pages == 1


@pytest.mark.parametrize("block", [d.KeepTogether, d.OnePage])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_runs_on_says_again_what_it_is_about(block, direction):
    lines = tuple(Text(spans(f"Line {number}.")) for number in range(150))
    written = to_pdf(plain(block(lines, "Continued: R02 Phones"), direction=direction))
    assert written.pages > 2
    first, *others = [poppler(written.pdf, "-f", str(n), "-l", str(n)) for n in range(1, 4)]
    assert "R02" not in first
    assert all("R02" in page for page in others)
    assert "R02" not in poppler(to_pdf(plain(block(lines[:9], "Continued: R02 Phones"))).pdf)


@pytest.mark.parametrize("before", range(30, 46))
def test_a_box_to_sign_in_takes_what_it_rests_on_along(before):
    reasons = d.Reasons((d.Reason("Today", spans("Likely and grave give High.")),), "Rule.")
    box = d.Notice((Text(spans("Nobody has accepted this.")), d.FillLine("Signature")))
    lines = tuple(Text(spans(f"Line {number}.")) for number in range(before))
    kept = (d.Heading("Why High", 2), d.KeepTogether((reasons, box)))
    written = to_pdf(plain(d.KeepTogether((*lines, *kept), "Continued: R02")))
    pages = [poppler(written.pdf, "-f", str(n), "-l", str(n)) for n in range(1, written.pages + 1)]
    (signed,) = [page for page in pages if "Nobody has accepted" in page]
    assert "Why High" in signed
    assert "give High" in signed


def test_what_is_higher_than_a_page_does_not_begin_at_its_foot():
    risk = d.KeepTogether(
        (d.Heading("R02", 2, "r02"), *(Text(spans(f"Line {n}.")) for n in range(90))), "R02 again"
    )
    above = tuple(Text(spans(f"Before {number}.")) for number in range(32))
    pages = poppler(to_pdf(plain(*above, risk)).pdf).split("\f")
    assert "R02" not in pages[0]
    assert "Line 0." in pages[1]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_post_of_two_lines_stands_whole_above_its_rule(direction):
    post = "Regional data protection adviser, Lead agency for the north"
    row = d.SignatureRow("1", "Adviser", "I gave my opinion.", post=isolated(post), field="a")
    words = d.SignatureWords("Name", "Post, agency", "Date", "Signature", "Stamp")
    pdf = to_pdf(plain(d.Signatures((row,), words), direction=direction)).pdf
    assert set(post.replace(",", "").split()) <= set(poppler(pdf).replace(",", "").split())
    page = pypdfium2.PdfDocument(pdf)[0]
    rules = [
        o.get_bounds() for o in page.get_objects() if o.get_bounds()[3] - o.get_bounds()[1] < 2
    ]
    text = page.get_textpage()
    for number in range(text.count_chars()):
        left, low, right, high = text.get_charbox(number)
        assert not [
            rule
            for rule in rules
            if low < rule[3] and rule[1] < high and left < rule[2] and rule[0] < right
        ]


def test_no_count_stands_over_the_word_of_its_level():
    (heat,) = [part for part in d.walk(sample("en").blocks) if isinstance(part, d.HeatMap)]
    lines = tuple(Text(spans(f"Line {number}.")) for number in range(26))
    page = pypdfium2.PdfDocument(to_pdf(plain(d.OnePage((heat, *lines)))).pdf)[0]
    bounds = [o.get_bounds() for o in page.get_objects()]
    counts = [b for b in bounds if 19 < b[3] - b[1] < 22 and 24 < b[2] - b[0] < 33]
    assert counts
    text = page.get_textpage()
    for number in range(text.count_chars()):
        left, low, right, high = text.get_charbox(number)
        covered = any(low < b[3] and b[1] < high and left < b[2] and b[0] < right for b in counts)
        assert not (covered and text.get_text_range(number, 1).isalpha())


def test_printed_grey_no_colour_is_left_and_levels_stay_apart():
    pdf = to_pdf(sample("en"), grey=True).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            operators = {str(op.operator) for op in pikepdf.parse_content_stream(page)}
            assert not operators & {"rg", "RG", "k", "K", "sc", "scn"}


def test_from_right_to_left_the_page_is_the_mirror_image():
    rule = d.Grid(
        (Column("", width=100), Column("")),
        (
            Row(
                (cell(d.Mark("tally", 1)), cell("")),
            ),
        ),
    )
    width = len(picture(to_pdf(plain(rule)).pdf)[0])
    dark, left, right = ink(to_pdf(plain(rule)).pdf)
    turned, turned_left, turned_right = ink(to_pdf(plain(rule, direction="rtl")).pdf)
    assert abs(dark - turned) < 8
    assert left < width / 4, "the square of the tally stands at the start"
    assert abs(turned_right - (width - 1 - left)) <= 1
    assert abs(turned_left - (width - 1 - right)) <= 1


def test_a_matrix_may_have_three_or_six_levels():
    signs = ("ring", "half-ring", "diamond", "square", "triangle", "octagon")
    for count in (3, 6):
        levels = tuple(
            d.LevelLook(sign, sign.title(), sign, "#FFFFFF", "#000000", "#000000", pattern)
            for sign, pattern in zip(
                signs[:count], ("plain", "dots", "lines", "crossed", "solid", "plain"), strict=False
            )
        )
        cells = tuple(tuple(d.MapCell(look.id, 1) for look in levels) for _ in range(count))
        words = tuple(f"{n} words" for n in range(count))
        document = replace(plain(d.HeatMap(cells, words, words)), levels=levels)
        found = poppler(to_pdf(document).pdf)
        assert all(look.word in found for look in levels)


def test_the_code_on_the_page_holds_reference_edition_and_fingerprint_only():
    from dpia_wizard.report.pdf import signatures

    block = d.Code("DPIA-UA-2026-014", "2", FINGERPRINT)
    assert signatures.code(block).height == 78
    assert to_pdf(plain(block)).pages == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=200),
    st.sampled_from(["ltr", "rtl"]),
    st.sampled_from(["body", "large", "small", "lead"]),
)
def test_any_text_can_be_printed_anywhere(text, direction, role):
    document = plain(
        d.Heading(text, 1, "k", contents=True, bookmark=1),
        d.Contents(),
        Text(spans(text), role),
        d.Grid((Column(text, width=30), Column("")), (Row((cell(text), cell(text))),)),
        d.Facts((d.Fact(text, cell(text)),)),
        d.Callout(text, spans(text), "high"),
        d.Notice((Text(spans(text)),), text),
        d.Ticks((d.Tick(text),), text),
        direction=direction,
        running=d.Running(text, spans(text), (text, text), text, text),
        made=date(2026, 1, 2),
    )
    pdf = to_pdf(document)
    opened = pypdfium2.PdfDocument(pdf.pdf)
    assert len(opened) == pdf.pages
    opened.close()


def test_text_that_is_json_or_a_path_opens_no_file(tmp_path, monkeypatch):
    target = tmp_path / "picture.png"
    target.write_bytes(b"not a picture")
    opened: list[str] = []
    original = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, *a, **k: opened.append(str(self)) or original(self, *a, **k)
    )
    to_pdf(plain(Text(spans(json.dumps({"src": str(target)}), f'<img src="{target}"/>'))))
    assert str(target) not in opened
