"""A registered protocol in the report: its numbers everywhere, its own clauses in the annex."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.extract import extract
from dpia_wizard.core.model import pin
from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol, with_protocol
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.document import ClauseEntry, Document
from dpia_wizard.report.full import full_report
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.working_group import working_group_summary
from dpia_wizard.texts import words_for
from tests.report.filled import TODAY, filled, with_records
from tests.report.reading import not_found, pages
from tests.report.test_full import outgoing, walk

CHOSEN = RegisteredProtocol(
    "two-rivers",
    "2",
    "Protocol of Two Rivers",
    "Working Group of Two Rivers",
    signed="2026-03-01",
    parties=("Agency one", "وكالة الطفل"),
    languages=("en", "ar"),
    numbers={"C14": "5.2", "C16": "6.1 (b)", "A1": "Annex 2"},
    clauses=(
        OwnClause(
            "TR1", "7.4", "Travel on boats", "Dry bags.", ("record.protocol_status",), ("R01",)
        ),
    ),
)
PACK = with_protocol(load_pack(), CHOSEN)
MADE = with_records(filled(PACK), pin("protocol", load_pack().ref))


def report(language: str) -> Document:
    words = words_for(language, packs=PACK.words)
    return full_report(MADE, PACK, words, today=TODAY, on=TODAY, fingerprint="0" * 64)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_report_prints_the_numbers_and_own_clauses_of_the_protocol(language: str) -> None:
    document = report(language)
    entries = {e.key: e for e in walk(document.blocks) if isinstance(e, ClauseEntry)}
    assert len(entries) == 51
    assert "5.2" in entries["clause-C14"].number
    own = entries["clause-TR1"]
    assert "7.4" in own.number
    assert own.title == "Travel on boats"
    assert own.answers
    assert any("R01" in span.text for line in own.risks for span in line)
    found = pages(to_pdf(document).pdf)
    assert not_found([CHOSEN.title, CHOSEN.publisher, CHOSEN.signed, "Agency one"], found[:1]) == []
    assert not_found(["Travel on boats", "Dry bags."], found) == []
    assert any("C14 · 5.2" in page for page in found)


@pytest.mark.parametrize(("language", "here"), [("en", "here p."), ("ar", "هنا ص")])
def test_a_page_beside_a_number_of_the_signed_text_is_told_to_be_of_this_report(
    language: str, here: str
) -> None:
    pages_told = [
        span.text
        for part in walk(report(language).blocks)
        for span in getattr(part, "links", ())
        if span.link == "clause-C14" and span.page
    ]
    assert pages_told
    assert all(here in text.replace("\u00a0", " ") for text in pages_told)


def test_links_to_and_from_an_own_clause_go_both_ways() -> None:
    links = outgoing(report("en"))
    assert "clause-TR1" in links["q-record.protocol_status"]
    assert {"q-record.protocol_status", "risk-R01"} <= links["clause-TR1"]
    assert "clause-TR1" in links["risk-R01"]


def test_the_working_group_sees_its_own_numbers() -> None:
    made = extract(PACK, MADE, today=TODAY)
    strained = next(id for id, _n in made.strained_clauses[:5])
    pack = with_protocol(load_pack(), replace(CHOSEN, numbers={strained: "9.9"}))
    words = words_for("en", packs=pack.words)
    page = working_group_summary(made, pack, words, today=TODAY)
    assert f"{strained} · 9.9" in pages(to_pdf(page).pdf)[0]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_summary_stays_one_page_with_numbers_everywhere(language: str, paper: str) -> None:
    numbers = {clause.id: f"12.{at} (b)" for at, clause in enumerate(load_pack().clauses)}
    pack = with_protocol(load_pack(), replace(CHOSEN, numbers=numbers))
    words = words_for(language, packs=pack.words)
    page = working_group_summary(extract(pack, MADE, today=TODAY), pack, words, today=TODAY)
    assert to_pdf(page, paper=paper).pages == 1
