"""The printed card of a person: who they are, and the eight words of their key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Document, Fact, Facts, Heading, Span, Text, cell

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person
    from dpia_wizard.texts import Words


def card_document(
    person: Person, spoken: Sequence[str], fingerprint: str, words: Words, *, on: str
) -> Document:
    """One page with the card of *person*; *on* is the date it is made (ISO)."""
    _ = words
    rtl = words.is_right_to_left

    def own(text: str) -> str:
        return f"\u2068{text}\u2069" if text else "–"

    def ltr(text: str) -> str:
        return f"\u200f\u2066{text}\u2069" if rtl else text

    half = len(spoken) // 2
    said = "\n".join(ltr("   ".join(part)) for part in (spoken[:half], spoken[half:]))
    return Document(
        _("Card of a person who signs"),
        words.language,
        "rtl" if rtl else "ltr",
        (
            Heading(own(person.name), 0),
            Facts(
                (
                    Fact(_("Post"), cell(own(person.post))),
                    Fact(_("Agency"), cell(own(person.agency))),
                    Fact(_("Made on"), cell(ltr(on))),
                )
            ),
            Heading(_("The key in eight words"), 3),
            Text((Span(said, bold=True),), "large"),
            Text((Span(ltr(fingerprint)),)),
            Text(
                (
                    Span(
                        _(
                            "Hand this card over yourself, or read the words aloud to somebody who"
                            " knows your voice. It is no secret, and it proves nothing when it"
                            " comes by post or in a message."
                        )
                    ),
                ),
                "quiet",
            ),
        ),
    )
