"""Sentences about whose key it is: compared how and when, and what looks wrong about a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpia_wizard.core.people import Contact, Person

if TYPE_CHECKING:
    from dpia_wizard.core.people import Holder
    from dpia_wizard.texts import Words

Shown = Callable[[str], str]
"""How somebody's own words, a key or a date are set into a sentence."""


def checked_told(words: Words, contact: Contact, *, own: Shown, date: Shown) -> str:
    """How, when and by whom a key was compared with its holder, or that nobody did."""
    _ = words
    sentence = {
        "voice": _("Compared by voice on {date} by {by}."),
        "in_person": _("Compared face to face on {date} by {by}."),
        "card": _("Compared with a printed card on {date} by {by}."),
        "before": _("Compared before this program noted how."),
    }.get(contact.checked_how, _("Not compared yet. Do not rely on this name."))
    return sentence.format(date=date(contact.checked_on), by=own(contact.checked_by))


def left_told(words: Words, person: Person, *, date: Shown) -> str:
    """Since when a person works here no longer, or ""."""
    if not person.has_left:
        return ""
    return words("Left on {date}.").format(date=date(person.left_at[:10]))


def other_key_told(words: Words, other: Holder, *, own: Shown, date: Shown) -> str:
    """That *other* is known here under such a name, with another key than the one met now."""
    _ = words
    if isinstance(other, Person):
        if other.has_left:
            sentence = _("This is another key than that of {name}, who worked on this laptop.")
        else:
            sentence = _("This is another key than that of {name}, who works on this laptop.")
        return sentence.format(name=own(other.name))
    if not other.checked_on:
        sentence = _("This is another key than the one you checked for the name {name}.")
    else:
        sentence = _("This is another key than the one you checked for the name {name} on {date}.")
    return sentence.format(name=own(other.name), date=date(other.checked_on))


def compare_told(words: Words, key: str, spoken: str, *, own: Shown) -> str:
    """How to compare a key by voice: the groups and the words."""
    return words(
        "Call the person at a number that you know and let them read: {key}, or the words {words}."
    ).format(key=own(key), words=own(spoken))
