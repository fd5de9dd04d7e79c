"""Sentences about who bears a risk above the tolerance, until when, and what is watched."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.core.acceptance import Acceptance
    from dpia_wizard.core.model import Decision
    from dpia_wizard.texts import Words

Shown = Callable[[str], str]
"""How somebody's own words, or a date, are set into a sentence."""


def bearer(made: Decision) -> str:
    """The post that bears a risk; in older assessments, the one that accepted it."""
    return made.borne_by.strip() or made.by.strip()


def acceptance_told(words: Words, found: Acceptance, *, own: Shown, date: Shown) -> str:
    """Who bears the risk and until when, or since when nobody does any more."""
    _ = words
    made = found.decision
    sentence = {
        "stands": _("{who} bears this risk until {until}."),
        "over": _("{who} bore this risk until {until}. That is over and counts no longer."),
        "lapsed": _(
            "{who} accepted this risk on {date}, when it stood at another level or the evidence"
            " supported another one. That counts no longer."
        ),
        "withdrawn": _("{who} bore this risk until the acceptance was withdrawn on {ended}."),
    }[found.standing]
    return sentence.format(
        who=own(bearer(made)) or _("Somebody"),
        until=date(made.until),
        date=date(made.at[:10]),
        ended=date(found.word.at[:10] if found.word is not None else ""),
    )


def watched_told(words: Words, made: Decision, *, own: Shown) -> str:
    """What is watched while the risk is borne, or ""."""
    if not made.watched.strip():
        return ""
    return words("Watched until then: {what}").format(what=own(made.watched.strip()))


def acceptance_short(words: Words, found: Acceptance, *, date: Shown) -> str:
    """An acceptance in a few words, for a list."""
    _ = words
    sentence = {
        "stands": _("Accepted until {date}"),
        "over": _("Acceptance over since {date}"),
        "lapsed": _("Accepted at another level"),
        "withdrawn": _("Acceptance withdrawn on {date}"),
    }[found.standing]
    day = found.decision.until if found.word is None else found.word.at[:10]
    return sentence.format(date=date(day))
