"""Which rating round was begun and goes on where it was left."""

from __future__ import annotations

from dpia_wizard.core.team import is_kept
from dpia_wizard.gui.open_assessment import OpenAssessment
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
