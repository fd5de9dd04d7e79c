"""The marks of a pack's risk levels: each level's word, sign and colours for badges and counts."""

from __future__ import annotations

from collections.abc import Mapping

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui.parts.levels import LevelMark, not_rated
from dpia_wizard.wording import Wording


def level_mark(wording: Wording, id: str) -> LevelMark:
    """How the level *id* is shown; what the matrix does not know is shown as not rated."""
    level = wording.pack.matrix.level.get(id)
    if level is None:
        return not_rated()
    return LevelMark(wording.level(id), level.sign.replace("_", "-"), level.tone)


def count_marks(wording: Wording, counts: Mapping[str, int]) -> tuple[tuple[LevelMark, int], ...]:
    """How many risks stand at each level, worst first: Critical, High, Medium, Not rated, Low."""
    ranked = [level.id for level in reversed(wording.pack.matrix.levels)]
    ranked.insert(len(ranked) - 1, NOT_RATED)
    return tuple((level_mark(wording, id), counts[id]) for id in ranked if counts.get(id))
