"""A pack as a document: whole, in both languages, with links both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpia_wizard.core.uses import KINDS, Item, items
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.catalogue import catalogue_document, key_of
from dpia_wizard.report.document import Document, Heading, Span, Text, places, walk
from dpia_wizard.workspace.catalogue import catalogue_file, catalogue_name
from dpia_wizard.workspace.reports import report_words
from tests.report.reading import letters, pages
from tests.small_packs import small_pack

PACK = load_pack()


@pytest.fixture(scope="module", params=["en", "ar"])
def document(request: pytest.FixtureRequest) -> Document:
    return catalogue_document(PACK, report_words(PACK, request.param))


def test_everything_has_its_place(document: Document) -> None:
    keys = places(walk(document.blocks))
    for kind in KINDS:
        assert kind in keys
        assert {key_of(item) for item in items(PACK, kind)} <= keys


def test_no_link_leads_nowhere(document: Document) -> None:
    keys = places(walk(document.blocks))
    links = {
        part.link
        for part in walk(document.blocks)
        if isinstance(part, Span) and part.link and not part.outside
    }
    assert links
    assert links <= keys


def test_the_cover_says_what_it_is(document: Document) -> None:
    texts = [part.text for part in walk(document.blocks[:6]) if isinstance(part, Span)]
    told = letters(" ".join(texts))
    for fact in (PACK.ref.edition, PACK.publisher, PACK.licence, PACK.source):
        assert letters(fact) in told
    assert PACK.ref.fingerprint in told


def test_no_two_places_have_one_key(document: Document) -> None:
    keys = [part.key for part in walk(document.blocks) if isinstance(part, Heading) and part.key]
    assert len(keys) == len(set(keys))


def test_arabic_is_read_from_the_right_and_whole() -> None:
    words = report_words(PACK, "ar")
    words.missing.clear()
    document = catalogue_document(PACK, words)
    assert document.direction == "rtl"
    assert words.missing == set()


def test_what_an_overlay_adds_to_a_group_stands_with_the_group(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, "1")
    document = catalogue_document(pack, report_words(pack, "en"))
    headings = [
        part.text for part in walk(document.blocks) if isinstance(part, Heading) and part.level == 2
    ]
    assert len(headings) == len(set(headings))


def test_a_small_pack_is_written_the_same_each_time(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, "1")
    made = catalogue_file(pack, "en")
    assert made == catalogue_file(pack, "en")
    text = letters(" ".join(pages(made)))
    for risk in pack.risks:
        assert letters(risk.title) in text
    for question in pack.form.by_id.values():
        assert letters(question.label) in text


def test_what_is_in_a_pack_is_never_taken_for_a_file_name() -> None:
    assert catalogue_name(PACK, "ar") == "child-protection-case-management-2026.1-catalogue-ar.pdf"


def test_words_stand_beside_every_link_in_a_card() -> None:
    document = catalogue_document(PACK, report_words(PACK, "en"))
    wanted = key_of(Item("control", "M31"))
    linked = [
        span.text
        for part in walk(document.blocks)
        if isinstance(part, Text)
        for span in part.spans
        if span.link == wanted
    ]
    assert "M31 Encrypted devices" in linked
    assert "M31" in linked
