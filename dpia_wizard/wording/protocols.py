"""What is wrong with a protocol of the register, and what a new edition does, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from dpia_wizard.core.protocol import ToLookAt
from dpia_wizard.core.protocol_check import (
    LONGEST_LINE,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    MOST_CLAUSES,
    Wrong,
)
from dpia_wizard.texts import Words

Apart = Callable[[str], str]
"""Sets somebody's own words apart inside a sentence."""


def other_country(_: Words) -> str:
    """That the protocol and the assessment name two countries."""
    return _(
        "This protocol is of another country than the assessment names. Look at question 0.2a, or"
        " choose another protocol."
    )


def wrong_sentence(_: Words, wrong: Wrong, *, apart: Apart = str) -> str:
    """What is wrong, and what to do."""
    part = wrong.place.rpartition(".")[2]
    match wrong.kind:
        case "missing":
            return {
                "title": _("Write the title."),
                "publisher": _("Write which group publishes it."),
                "edition": _("Write which edition this is, such as 1 or 2026-03."),
                "id": _("Write a short name."),
            }.get(part, _("Something is missing here."))
        case "id":
            return _("Use small letters and digits, with hyphens between them: two-rivers.")
        case "clause_id":
            return _("Use letters and digits that begin with a letter: TR1.")
        case "clause_taken":
            return _("{id} is there already. Choose another.").format(id=apart(wrong.said))
        case "date":
            return _("Write the date as year-month-day.")
        case "address":
            return _("Write an address that begins with https://, or leave it empty.")
        case "language":
            return _("Write languages by their code, with commas: en, uk.")
        case "same_edition":
            return _("An edition cannot replace itself.")
        case "unknown":
            return _("There is no question, risk or control {id}.").format(id=apart(wrong.said))
        case "hidden":
            return _("A hidden mark turns this text. Type it again instead of pasting it.")
        case "many":
            return _("These are too many: at most {n}.").format(n=MOST_CLAUSES)
    most = {"number": LONGEST_NUMBER, "note": LONGEST_TEXT, "paraphrase": LONGEST_TEXT}
    n = LONGEST_NUMBER if wrong.place.startswith("numbers.") else most.get(part, LONGEST_LINE)
    return _("This is too long: at most {n} characters.").format(n=n)


def turn_sentence(_: Words, item: ToLookAt, *, apart: Apart = str) -> str:
    """What became of a clause in the new edition."""
    before, after = apart(item.before), apart(item.after)
    match item.turn:
        case "gone":
            return _("No longer in the signed text (it was {number}).").format(number=before or "–")
        case "added":
            return _("New in the signed text: {number}.").format(number=after or "–")
        case "changed":
            return _("Its text is another.")
    return _("Its number is {after} now, before {before}.").format(after=after, before=before)
