"""Which rating round was begun and goes on where it was left."""

from __future__ import annotations

from dpia_wizard.core.team import is_kept
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace.rating_round import DRAFT, RatingRound, begun_round


def round_under_way(open_: OpenAssessment) -> RatingRound | None:
    """The round that was begun and not ended, also before a lock, of the risks that are still in
    the register; None where none of them is, and where its ratings are kept already: then the
    program was cut off before it forgot the draft."""
    found, assessment = begun_round(open_.begun(DRAFT)), open_.editing.assessment
    if found is None or is_kept(assessment, found.id):
        return None
    found = found.on(assessment.matrix.fingerprint).among(assessment.risks)
    return found if found.risks else None


def would_be_dropped(open_: OpenAssessment) -> str:
    """What another matrix would do to the round under way, or "" where it would take nothing."""
    found = round_under_way(open_)
    if found is None or not found.said[0]:
        return ""
    sentence = _(
        "A rating round is under way. With another matrix everybody rates anew: {ratings}"
        " {of_people} would be lost. End the round first to keep them."
    )
    return _many(sentence, found.said)


def was_dropped(found: RatingRound) -> str:
    """What another matrix took from a round, or "" where it took nothing."""
    if not found.dropped[0]:
        return ""
    sentence = _(
        "Another matrix is used since this round began. {ratings} {of_people} were dropped:"
        " everybody rates anew."
    )
    return _many(sentence, found.dropped)


def _many(sentence: str, many: tuple[int, int]) -> str:
    return sentence.format(
        ratings=count("{n} rating", "{n} ratings", many[0]),
        of_people=count("of {n} person", "of {n} people", many[1]),
    )
