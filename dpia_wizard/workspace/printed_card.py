"""The card of a person on paper, to be handed over by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard import crypto
from dpia_wizard.report.card import card_document

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person
    from dpia_wizard.texts import Words


def card_pdf(person: Person, words: Words, *, today: str) -> bytes:
    """The card of *person* as a PDF of one page (A4)."""
    from dpia_wizard.report.pdf.writer import to_pdf

    document = card_document(
        person, crypto.spoken(person.key), crypto.grouped(person.key), words, on=today
    )
    return to_pdf(document, paper="A4").pdf
