"""The outline of a glyph as a path, for what is drawn but is no text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:
    from dpia_wizard.report.pdf.shaping import Face


class Outline(NamedTuple):
    """A path in thousandths of the font size, and the left, bottom, right and top of its box."""

    path: str
    box: tuple[int, int, int, int]


@lru_cache(maxsize=1024)
def outline(face: Face, glyph: int) -> Outline:
    """Give the outline of *glyph*."""
    steps: list[str] = []
    at = (0.0, 0.0)

    def move(x: float, y: float, _data: object) -> None:
        nonlocal at
        at = (x, y)
        steps.append(f"{x:g} {y:g} m")

    def line(x: float, y: float, _data: object) -> None:
        nonlocal at
        at = (x, y)
        steps.append(f"{x:g} {y:g} l")

    def curve(
        x1: float, y1: float, x2: float, y2: float, x: float, y: float, _data: object
    ) -> None:
        nonlocal at
        at = (x, y)
        steps.append(f"{x1:.0f} {y1:.0f} {x2:.0f} {y2:.0f} {x:g} {y:g} c")

    def bend(x1: float, y1: float, x: float, y: float, data: object) -> None:
        """PDF has curves with two handles only: each stands two thirds of the way to the one."""
        begin_x, begin_y = at
        curve(
            begin_x + (x1 - begin_x) * 2 / 3,
            begin_y + (y1 - begin_y) * 2 / 3,
            x + (x1 - x) * 2 / 3,
            y + (y1 - y) * 2 / 3,
            x,
            y,
            data,
        )

    functions = hb.DrawFuncs()
    functions.set_move_to_func(move)
    functions.set_line_to_func(line)
    functions.set_quadratic_to_func(bend)
    functions.set_cubic_to_func(curve)
    functions.set_close_path_func(lambda _data: steps.append("h"))
    face.font.draw_glyph(glyph, functions, None)
    extents = face.font.get_glyph_extents(glyph)
    if extents is None:
        return Outline("", (0, 0, 0, 0))
    left, top = extents.x_bearing, extents.y_bearing
    return Outline(
        " ".join(steps), (left - 1, top + extents.height - 1, left + extents.width + 1, top + 1)
    )
