"""Sentences about rating as a team: the range, each person's rating, and what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.team import names_a_rating
from dpia_wizard.wording.matrices import point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dpia_wizard.core.matrix import ScalePoint
    from dpia_wizard.core.model import Decision, Rating
    from dpia_wizard.core.team import Range, Spread
    from dpia_wizard.wording import Wording


def between(wording: Wording, lowest: str, highest: str) -> str:
    """Two levels as a range, "Medium to Critical"; one level where they are the same."""
    if lowest == highest:
        return wording.level(lowest)
    return wording.words("{lower} to {upper}").format(
        lower=wording.level(lowest), upper=wording.level(highest)
    )


def range_short(wording: Wording, found: Range) -> str:
    """A range in a few words, for a list: "Team: Medium to Critical"."""
    _ = wording.words
    levels = between(wording, found.lowest, found.highest)
    if found.by_team:
        return _("Team: {levels}").format(levels=levels)
    return _("No evidence: {levels}").format(levels=levels)


def range_told(wording: Wording, found: Range) -> str:
    """What a range means, in a sentence."""
    _ = wording.words
    if found.by_team and found.is_wide:
        sentence = _("The team’s ratings lie far apart: {levels}. Not agreed yet.")
    elif found.by_team:
        sentence = _("The team’s ratings give {levels}. Not agreed yet.")
    else:
        sentence = _("Without evidence of how likely it is, it may be {levels}.")
    return sentence.format(levels=between(wording, found.lowest, found.highest))


def rating_told(wording: Wording, rating: Rating) -> str:
    """What one person chose: "Likelihood 3 Likely · severity 4 Grave"."""
    _ = wording.words
    if not rating.likelihood and not rating.severity:
        return _("Did not rate this risk")
    matrix = wording.pack.matrix
    return _("Likelihood {likelihood} · severity {severity}").format(
        likelihood=_ranked(wording, "likelihood", rating.likelihood, matrix.likelihood),
        severity=_ranked(wording, "severity", rating.severity, matrix.severity),
    )


def _ranked(wording: Wording, scale: str, id: str, points: Mapping[str, ScalePoint]) -> str:
    """A point of a scale as people say it: "3 Likely"."""
    name = point(wording, scale, id)
    return f"{points[id].rank} {name}" if id in points else name


def agreed_told(wording: Wording, told: Spread) -> str:
    """That the team agreed after it had rated apart, how far apart it was, on what, and what of
    that is another since."""
    if told.agreed is None:
        return ""
    _ = wording.words
    sentences = [_agreed(wording, told), agreed_on(wording, told.agreed)]
    if told.changed == "rating":
        sentences.append(_("The rating has changed since the team agreed."))
    elif told.changed == "level":
        changed = _("The level has changed since the team agreed on {level}.")
        sentences.append(changed.format(level=wording.level(told.agreed.level)))
    return " ".join(sentence for sentence in sentences if sentence)


def agreed_on(wording: Wording, consensus: Decision) -> str:
    """Which rating the team agreed on, and the level that it gave; "" where it is not known."""
    matrix, _ = wording.pack.matrix, wording.words
    if not names_a_rating(consensus) or consensus.level not in matrix.level:
        return ""
    return _(
        "Agreed: likelihood {likelihood}, severity {severity}; that day this was {level}."
    ).format(
        likelihood=_ranked(wording, "likelihood", consensus.likelihood, matrix.likelihood),
        severity=_ranked(wording, "severity", consensus.severity, matrix.severity),
        level=wording.level(consensus.level),
    )


def _agreed(wording: Wording, told: Spread) -> str:
    n = len(told.rated)
    if not n:
        return wording.words("Agreed by the team.")
    if told.lowest == told.highest:
        sentence = wording.words.count(
            "{n} person rated it {levels}; agreed by the team.",
            "{n} people rated it {levels}; agreed by the team.",
            n,
        )
    else:
        sentence = wording.words.count(
            "{n} person rated it {levels}; the team then agreed.",
            "{n} people rated it from {levels}; the team then agreed.",
            n,
        )
    return sentence.format(levels=between(wording, told.lowest, told.highest))
