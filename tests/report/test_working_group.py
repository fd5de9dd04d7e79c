from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.extract import Extract, extract
from dpia_wizard.core.model import Action, Assessment
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.document import HeatMap, Span, walk
from dpia_wizard.report.pdf.writer import Written, to_pdf
from dpia_wizard.report.working_group import borne_told, fingerprint, shown, working_group_summary
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from tests.report.filled import TODAY, filled, started, typed, with_records
from tests.report.reading import letters, pages


@cache
def pack() -> Pack:
    return load_pack("child-protection-case-management")


@cache
def assessment() -> Assessment:
    shared = Action("s1", "Ask Anna in Sumy", "R02", "M39", "Anna", "2027-01-29", shared=True)
    return with_records(filled(pack()), shared)


@cache
def made() -> Extract:
    return extract(pack(), assessment(), today=TODAY)


@cache
def written(language: str = "en", paper: str = "A4") -> Written:
    words = words_for(language, packs=pack().words)
    document = working_group_summary(made(), pack(), words, today=TODAY)
    return to_pdf(document, paper=paper)


def whole(language: str = "en") -> str:
    return "\n".join(pages(written(language).pdf, body=False))


@pytest.mark.parametrize(("language", "most"), [("en", 1), ("ar", 1), ("qps", 2)])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_extract_is_one_page_and_two_in_words_half_as_long_again(language, most, paper):
    assert written(language, paper).pages <= most


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_that_anybody_typed_leaves_the_team(language):
    page = letters(whole(language))
    raw = written(language).pdf
    with pikepdf.open(io.BytesIO(raw)) as opened:
        about = " ".join(str(value) for value in opened.docinfo.values())
    for said in {*typed(assessment()), "Ask Anna in Sumy", "Anna"} - {""}:
        if len(letters(said)) > 4 and not said.replace("-", "").isdigit() and said[:1] not in "MR":
            assert letters(said) not in page
            assert said not in about


def test_neither_reference_nor_fingerprint_nor_edition_leads_back():
    page = letters(whole())
    assert letters(assessment().reference) not in page
    assert content_fingerprint(assessment())[:4].upper() not in letters(fingerprint(made()))[:4]
    assert "edition1Full" not in page
    assert letters(assessment().text("record.title")) not in page


def test_the_file_names_nobody():
    with pikepdf.open(io.BytesIO(written().pdf)) as opened:
        assert str(opened.docinfo.get("/Author", "")) == ""
        assert str(opened.docinfo["/Title"]) == "DPIA extract for the Working Group"
        assert list(opened.attachments) == []


def test_small_counts_are_withheld_and_the_reason_stands_on_the_page():
    page = letters(whole())
    assert letters("under 3") in page
    assert letters("because they could point to one office") in page
    found = [family.verified for family in made().families]
    assert any(0 < count < 3 for count in found)


@given(st.integers(0, 1000))
def test_a_count_is_exact_or_hidden(n):
    said = shown(words_for("en"), n)
    assert said == ("under 3" if n in (1, 2) else str(n))


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_no_number_of_what_is_borne_gives_a_withheld_one_away(borne, not_borne, over):
    counted = replace(made(), borne=borne, not_borne=not_borne, over=min(over, not_borne))
    told = borne_told(counted, Wording(words_for("en"), pack()))
    if {borne, not_borne} & {1, 2}:
        assert not any(letter.isdigit() for letter in told)
    else:
        assert f"borne until a date {borne}, borne by nobody {not_borne}." in told


def test_how_acceptances_and_ranges_are_withheld_stands_on_the_page():
    page = letters(whole())
    assert letters("Counts of controls, clauses and ranges below 3 stand as") in page
    assert letters("of acceptances neither number stands if one is") in page


def test_shared_actions_are_told_in_the_words_of_the_catalogue():
    page = letters(whole())
    assert letters(pack().control["M39"].title) in page
    assert letters("2027-01") in page
    assert letters("2027-01-29") not in page


def test_no_arrows_show_where_risks_moved():
    words = words_for("en")
    document = working_group_summary(made(), pack(), words, today=TODAY)
    assert not any(isinstance(part, HeatMap) and part.moves for part in walk(document.blocks))
    assert not any(isinstance(part, Span) and part.outside for part in walk(document.blocks))


def test_an_extract_of_nothing_can_be_printed():
    empty = extract(pack(), started(pack()), today=TODAY)
    document = working_group_summary(empty, pack(), words_for("en"), today=TODAY)
    assert "No control is linked to a risk yet." in "".join(pages(to_pdf(document).pdf))


def test_the_fingerprint_is_that_of_the_extract_alone():
    other = replace(made(), month="2026-12")
    assert fingerprint(made()) != fingerprint(other)
    renamed = with_records(assessment(), Action("s2", "Another text", "R02"))
    assert fingerprint(extract(pack(), renamed, today=TODAY)) == fingerprint(made())
