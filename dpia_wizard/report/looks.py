"""How the levels of a matrix look on paper: falling greys, so that a grey copy still tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.report.document import LevelLook, Pattern, Sign

if TYPE_CHECKING:
    from dpia_wizard.wording import Wording


class _Fill(NamedTuple):
    fill: str
    ink: str
    edge: str
    pattern: Pattern


_PALE = _Fill("#EDF5EF", "#14301C", "#4E7A5B", "plain")
_AMBER = _Fill("#F0C23C", "#2A2000", "#7A5D00", "dots")
_ORANGE = _Fill("#DE8A3A", "#2A1400", "#8A4A08", "crossed")
_RUST = _Fill("#B5480F", "#FFFFFF", "#7E2F06", "lines")
_BRICK = _Fill("#7A2018", "#FFFFFF", "#4A0F0A", "crossed")
_DARK = _Fill("#4A0B1C", "#FFFFFF", "#000000", "solid")
_DARKEST = _Fill("#2A0510", "#FFFFFF", "#000000", "solid")

_FILLS = {
    1: (_PALE,),
    2: (_PALE, _DARK),
    3: (_PALE, _AMBER, _DARK),
    4: (_PALE, _AMBER, _RUST, _DARK),
    5: (_PALE, _AMBER, _ORANGE, _RUST, _DARK),
    6: (_PALE, _AMBER, _ORANGE, _RUST, _BRICK, _DARKEST),
}
"""The fills of a matrix by how many levels it has; neighbours differ by 12 points of grey."""

_SIGNS = get_args(Sign)


def looks(wording: Wording) -> tuple[LevelLook, ...]:
    """The looks of the levels of the pack's matrix, the lowest first, and of "not rated"."""
    levels = wording.pack.matrix.levels
    fills = _FILLS[min(max(len(levels), 1), max(_FILLS))]
    found = []
    for number, level in enumerate(levels):
        fill = fills[min(number, len(fills) - 1)]
        found.append(LevelLook(level.id, wording.level(level.id), _sign(level.sign), *fill))
    unrated = LevelLook(
        NOT_RATED, wording.level(NOT_RATED), "unrated", "#FFFFFF", "#3E4743", "#5F6863"
    )
    return (*found, unrated)


def _sign(name: str) -> Sign:
    """The paper's sign of a matrix's *name*; the screen draws the same shapes."""
    name = {"half_diamond": "diamond"}.get(name, name.replace("_", "-"))
    return cast("Sign", name) if name in _SIGNS else "square"
