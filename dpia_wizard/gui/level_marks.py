"""The marks of a pack's risk levels: each level's word, sign and colours."""

from __future__ import annotations

from dpia_wizard.gui.parts.levels import LevelMark, not_rated
from dpia_wizard.wording import Wording


def level_mark(wording: Wording, id: str) -> LevelMark:
    """How the level *id* is shown; what the matrix does not know is shown as not rated."""
    level = wording.pack.matrix.level.get(id)
    if level is None:
        return not_rated()
    return LevelMark(wording.level(id), level.sign.replace("_", "-"), level.tone)
