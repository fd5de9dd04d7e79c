"""Drawing in reading direction, measured from the start edge and from the top of the page.

Everything turns by itself when the document is written from right to left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dpia_wizard.report.pdf.styles import INK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dpia_wizard.report.pdf.shaping import Face, Shaped
    from dpia_wizard.report.pdf.surface import Surface

_CURVE = 0.5523
"""How far the handles of a quarter circle stand off, for a radius of 1."""


class FieldPlace(NamedTuple):
    """Where a signature field belongs: its page from 0, and left, bottom, right, top in points."""

    name: str
    page: int
    rect: tuple[float, float, float, float]


class Pen:
    """Draws one page."""

    def __init__(self, surface: Surface, height: float | None = None) -> None:
        self.surface = surface
        self.strokes: list[str] = []
        self._height = surface.size[1] if height is None else height
        self._turned = surface.rtl and height is None
        self._width = surface.size[0]

    def left(self, x: float, width: float = 0.0) -> float:
        """Give the distance from the left edge of what is *width* wide and *x* from the start."""
        return self._width - x - width if self._turned else x

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.6,
        dash: str = "",
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle whose top start corner is (x, y)."""
        left, bottom = self.left(x, width), self._height - y - height
        if radius:
            path = _rounded(left, bottom, width, height, radius)
        else:
            path = f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re"
        self._paint(path, fill, stroke, line, dash)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str = INK,
        width: float = 0.6,
        dash: str = "",
        round_ends: bool = False,
    ) -> None:
        """Draw a straight line."""
        points = (self.left(x1), self._height - y1, self.left(x2), self._height - y2)
        path = "{:.2f} {:.2f} m {:.2f} {:.2f} l".format(*points)
        if round_ends:
            path = f"1 J {path}"
        self._paint(path, "", colour, width, dash)

    def shape(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.6,
        dash: str = "",
        closed: bool = True,
    ) -> None:
        """Draw a polygon, or an open line through the points."""
        steps = [f"{self.left(x):.2f} {self._height - y:.2f}" for x, y in points]
        path = f"{steps[0]} m " + " ".join(f"{step} l" for step in steps[1:])
        self._paint(f"1 j {path}" + (" h" if closed else ""), fill, stroke, line, dash)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.6,
        dash: str = "",
    ) -> None:
        """Draw a circle around (x, y)."""
        path = _rounded(
            self.left(x) - radius, self._height - y - radius, 2 * radius, 2 * radius, radius
        )
        self._paint(path, fill, stroke, line, dash)

    def clip(self, width: float, height: float) -> None:
        """Let nothing outside of a form be seen."""
        self.strokes.append(f"0 0 {width:.2f} {height:.2f} re W n")

    def form(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Place a form of that size with its top start corner at (x, y)."""
        left, bottom = self.left(x, width), self._height - y - height
        operator = self.surface.use_form(name)
        self.strokes.append(f"q 1 0 0 1 {left:.2f} {bottom:.2f} cm {operator} Q")

    def modules(self, x: float, y: float, side: float, rows: Sequence[Sequence[int]]) -> None:
        """Draw the dark squares of a code, never turned."""
        step = side / len(rows)
        left, top = self.left(x, side), self._height - y
        boxes = []
        for number, row in enumerate(rows):
            column = 0
            while column < len(row):
                end = column
                while end < len(row) and row[end]:
                    end += 1
                if end > column:
                    boxes.append(
                        f"{left + column * step:.3f} {top - (number + 1) * step:.3f} "
                        f"{(end - column) * step:.3f} {step:.3f} re"
                    )
                column = end + 1
        self.strokes.append(f"q 0 g {' '.join(boxes)} f Q")

    def words(
        self, left: float, baseline: float, words: Sequence[tuple[Shaped, float, str]]
    ) -> None:
        """Draw shaped words one after another from *left*; each has its size and its colour."""
        surface = self.surface
        top = self._height - baseline
        out = ["BT", f"1 0 0 1 {left:.2f} {top:.2f} Tm"]
        drawn: list[tuple[str, str]] = []
        run: list[str] = []  # what is shown at once: until font or colour change
        face: Face | None = None
        colour, last = "", 0.0

        def show() -> None:
            if run:
                out.append(f"[{' '.join(run)}] TJ")
                run.clear()

        for shaped, size, wanted in words:
            if wanted != colour:
                show()
                colour = wanted
                out.append(surface.colour(colour, "rg"))
            if shaped.face is not face or size != last:
                show()
                face, last = shaped.face, size
                out.append(f"/{surface.font(face).name} {size * face.scale:.2f} Tf")
            run.append(surface.encoded(shaped))
            unit = size * face.scale / 1000
            if shaped.drawn:
                place = f"{unit:.5f} 0 0 {unit:.5f} {left:.2f} {top:.2f} cm"
                drawn.append((colour, f"{place} {self._drawn(shaped)}"))
            left += shaped.advance * unit
        show()
        out.append("ET")
        for wanted, glyphs in drawn:
            ink = "" if wanted == colour else f"{surface.colour(wanted, 'rg')} "
            out.append(f"q {ink}{glyphs} Q")
        self.strokes.append(" ".join(out))

    def _drawn(self, shaped: Shaped) -> str:
        """Give the operators that draw the glyphs of *shaped* that say nothing."""
        out = []
        x = y = 0
        for id, right, up in shaped.drawn:
            if (right, up) != (x, y):
                out.append(f"1 0 0 1 {right - x} {up - y} cm")
                x, y = right, up
            out.append(self.surface.use_glyph(shaped.face, id))
        return " ".join(out)

    def field(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Remember where a signature field belongs."""
        left, bottom = self.left(x, width), self._height - y - height
        rect = (round(left, 2), round(bottom, 2), round(left + width, 2), round(bottom + height, 2))
        self.surface.fields.append(FieldPlace(name, self.surface.page - 1, rect))

    def link(
        self, left: float, y: float, width: float, height: float, target: str, *, outside: bool
    ) -> None:
        """Make a stretch of a line lead somewhere; *left* is measured from the left edge."""
        top = self._height - y
        rect = tuple(round(part, 2) for part in (left, top - height, left + width, top))
        self.surface.link(target, rect, outside=outside)  # type: ignore[arg-type]

    def bookmark(self, key: str, y: float) -> None:
        """Make a place that links lead to."""
        self.surface.bookmark(key, self._height - y)

    def _paint(self, path: str, fill: str, stroke: str, line: float, dash: str) -> None:
        out = ["q"]
        if fill:
            out.append(self.surface.colour(fill, "rg"))
        if stroke:
            out.append(f"{self.surface.colour(stroke, 'RG')} {line:.2f} w")
            if dash:
                out.append(f"[{dash}] 0 d")
        out.append(path)
        out.append("B" if fill and stroke else "f" if fill else "S")
        out.append("Q")
        self.strokes.append(" ".join(out))


def _rounded(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """Give the path of a rectangle with round corners."""
    right, top = left + width, bottom + height
    near = radius * (1 - _CURVE)
    steps: list[tuple[str, tuple[float, ...]]] = [
        ("m", (left + radius, bottom)),
        ("l", (right - radius, bottom)),
        ("c", (right - near, bottom, right, bottom + near, right, bottom + radius)),
        ("l", (right, top - radius)),
        ("c", (right, top - near, right - near, top, right - radius, top)),
        ("l", (left + radius, top)),
        ("c", (left + near, top, left, top - near, left, top - radius)),
        ("l", (left, bottom + radius)),
        ("c", (left, bottom + near, left + near, bottom, left + radius, bottom)),
    ]
    return " ".join(f"{_numbers(points)} {operator}" for operator, points in steps) + " h"


def _numbers(points: Iterable[float]) -> str:
    return " ".join(f"{point:.2f}" for point in points)
