"""How the levels of a matrix look on paper: falling greys, so that a grey copy still tells them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, cast, get_args

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.data import RESOURCES
from dpia_wizard.report.document import LevelLook, Pattern, Sign

if TYPE_CHECKING:
    from dpia_wizard.wording import Wording


_SIGNS = get_args(Sign)


def looks(wording: Wording) -> tuple[LevelLook, ...]:
    """The looks of the levels of the pack's matrix, the lowest first, and of "not rated"."""
    paper, levels = _paper(), wording.pack.matrix.levels
    fills = paper["of_so_many"][str(min(max(len(levels), 1), len(paper["of_so_many"])))]
    found = []
    for number, level in enumerate(levels):
        fill = paper["level"][fills[min(number, len(fills) - 1)]]
        found.append(_look(level.id, wording.level(level.id), _sign(level.sign), fill))
    return (*found, _look(NOT_RATED, wording.level(NOT_RATED), "unrated", paper["none"]))


@cache
def _paper() -> dict[str, Any]:
    """The fills of print, which stand beside those of the screen and say why they are others."""
    found: dict[str, Any] = json.loads((RESOURCES / "theme" / "tokens.json").read_text("utf-8"))
    return found["paper"]  # type: ignore[no-any-return]


def _look(id: str, word: str, sign: Sign, fill: dict[str, str]) -> LevelLook:
    pattern = cast("Pattern", fill["pattern"])
    return LevelLook(id, word, sign, fill["fill"], fill["ink"], fill["line"], pattern)


def _sign(name: str) -> Sign:
    """The paper's sign of a matrix's *name*; the screen draws the same shapes."""
    name = {"half_diamond": "diamond"}.get(name, name.replace("_", "-"))
    return cast("Sign", name) if name in _SIGNS else "square"
