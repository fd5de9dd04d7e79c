"""The printed card of a person: the eight words stand where the page begins."""

from __future__ import annotations

import pypdfium2
import pytest

from dpia_wizard.core.people import Person
from dpia_wizard.report.card import card_document
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.texts import words_for

SPOKEN = ("inlet", "delta", "fireplace", "turtle", "canopy", "evergreen", "taxi", "spectrum")
FINGERPRINT = "70CF F4FF C323 D2EE"


@pytest.mark.parametrize(("language", "edge", "words"), [("en", 0, (0, 4)), ("ar", 2, (3, 7))])
def test_words_and_fingerprint_of_a_card_begin_at_the_same_edge(
    language: str, edge: int, words: tuple[int, int]
) -> None:
    """In Arabic the words stood at the other side of the page, far from what names them."""
    person = Person("", "مريم مثال (CP) 2", "CP officer", "Agency A", "", "ab" * 32, b"", "")
    made = card_document(person, SPOKEN, FINGERPRINT, words_for(language), on="2026-11-21")
    outer = FINGERPRINT.split()[0 if edge == 0 else -1]
    with pypdfium2.PdfDocument(to_pdf(made).pdf) as pdf:
        text = pdf[0].get_textpage()
        begins = [_box(text, word)[edge] for word in (*(SPOKEN[at] for at in words), outer)]
        text.close()
    assert max(begins) - min(begins) < 4


def _box(text: pypdfium2.PdfTextPage, word: str) -> tuple[float, float, float, float]:
    found = text.search(word).get_next()
    assert found is not None, word
    boxes = [text.get_charbox(at) for at in range(found[0], sum(found))]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
