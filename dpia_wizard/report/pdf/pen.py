"""Drawing on pages in reading direction; the one place that touches the inside of reportlab.

A pen measures from the start edge and from the top of the page, in points, and turns
everything when the document is written from right to left.
"""

from __future__ import annotations

import io
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from dpia_wizard.report.pdf.fonts import EmbeddedFont
from dpia_wizard.report.pdf.shaping import clean
from dpia_wizard.report.pdf.styles import INK, grey_value, rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from dpia_wizard.report.pdf.shaping import Face, Shaped

CREATOR = "DPIA Wizard"
MOST_TITLE = 200
_DIRECTIONS = "\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
_SETTINGS: dict[str, object] = {
    "toColorCanUse": None,
    "trustedHosts": None,
    "trustedSchemes": [],
    "useA85": 0,
}
"""Nothing is fetched, no colour is evaluated, streams are not made a quarter larger."""
_CURVE = 0.5523
"""How far the handles of a quarter circle stand off, for a radius of 1."""


class FieldPlace(NamedTuple):
    """Where a signature field belongs: its page from 0, and left, bottom, right, top in points."""

    name: str
    page: int
    rect: tuple[float, float, float, float]


def _reportlab_canvas() -> Any:
    """Give reportlab's canvas, kept from running settings files found on the machine."""
    if "reportlab" not in sys.modules:
        for name in [name for name in os.environ if name.startswith("RL_")]:
            del os.environ[name]
        for name in (
            "reportlab_settings",
            "reportlab.local_rl_settings",
            "reportlab.local_reportlab_settings",
        ):
            sys.modules.setdefault(name, ModuleType(name))
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    for name, value in _SETTINGS.items():
        setattr(rl_config, name, value)

    class Plain(Canvas):
        """A canvas whose pages name no font but ours."""

        def _make_preamble(self) -> None:
            self._preamble = "1 0 0 1 0 0 cm"

    return Plain


class Surface:
    """The PDF that is being made: pages, fonts, links and bookmarks."""

    def __init__(
        self,
        size: tuple[float, float],
        *,
        rtl: bool,
        grey: bool,
        language: str,
        pages: Mapping[str, int],
    ) -> None:
        self.size = size
        self.rtl = rtl
        self.grey = grey
        self.page_of = pages
        self.page = 1
        self.fields: list[FieldPlace] = []
        self._buffer = io.BytesIO()
        self._canvas = _reportlab_canvas()(
            self._buffer,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang=language,
            pdfVersion=(1, 7),
        )
        self._fonts: dict[str, EmbeddedFont] = {}
        self._words: dict[Shaped, list[tuple[int, str]]] = {}
        self._colours: dict[tuple[str, str], str] = {}
        self._forms: set[str] = set()
        self._deepest = -1

    def describe(self, title: str, subject: str) -> None:
        """Set the title and the subject; the file names no author."""
        self._canvas.setTitle(_bare(title))
        self._canvas.setSubject(_bare(subject))
        self._canvas.setAuthor("")
        self._canvas.setCreator(CREATOR)
        self._canvas.setProducer(CREATOR)

    def pen(self) -> Pen:
        """Give a pen for the current page."""
        return Pen(self)

    def end_page(self, pen: Pen) -> None:
        """Put what *pen* drew on the page and begin the next one."""
        self._canvas.addLiteral("\n".join(pen.strokes))
        self._canvas.showPage()
        self.page += 1

    def finish(self, made: date) -> bytes:
        """Give the bytes of the PDF, which says that it was made on the day *made*."""
        if self._deepest >= 0:
            self._canvas.showOutline()
        stamp = self._canvas._doc._timeStamp  # noqa: SLF001 -- else it is the year 2000
        stamp.t, stamp.lt = 0.0, (made.year, made.month, made.day, 0, 0, 0, 0, 0, 0)
        stamp.YMDhms = (made.year, made.month, made.day, 0, 0, 0)
        stamp.dhh = stamp.dmm = 0
        self._canvas.save()
        return self._buffer.getvalue()

    def form(self, name: str, draw: Callable[[Pen], None], size: tuple[float, float]) -> None:
        """Draw something once that is placed often; inside it, x is measured from the left."""
        if name in self._forms:
            return
        self._forms.add(name)
        self._canvas.addLiteral("")  # else links of the page so far would go into the form
        self._canvas.beginForm(name, 0, 0, *size)
        pen = Pen(self, height=size[1])
        draw(pen)
        self._canvas.addLiteral("\n".join(pen.strokes))
        self._canvas.endForm()

    def use_form(self, name: str) -> str:
        """Give the operator that paints a form, and note that the page uses it."""
        self._canvas.doForm(name)
        return str(self._canvas._code.pop())  # noqa: SLF001 -- doForm writes at once, we in order

    def encoded(self, shaped: Shaped) -> list[tuple[int, str]]:
        """Give a word in the numbers of its embedded font."""
        found = self._words.get(shaped)
        if found is None:
            found = self._words[shaped] = self.font(shaped.face).encode(shaped)
        return found

    def font(self, face: Face) -> EmbeddedFont:
        """Give *face* as a font of this PDF."""
        found = self._fonts.get(face.name)
        if found is None:
            found = self._fonts[face.name] = EmbeddedFont(face, f"N{len(self._fonts) + 1}")
            self._canvas._doc.delayedFonts.append(found)  # noqa: SLF001
        return found

    def colour(self, colour: str, operator: str) -> str:
        """Give the operator for a colour: ``rg`` to fill, ``RG`` to stroke."""
        found = self._colours.get((colour, operator))
        if found is None:
            if self.grey:
                value = grey_value(colour)
                found = f"{value:.3g} {'g' if operator == 'rg' else 'G'}"
            else:
                found = " ".join(f"{part:.3g}" for part in rgb(colour)) + f" {operator}"
            self._colours[(colour, operator)] = found
        return found

    def bookmark(self, key: str, y: float) -> None:
        """Make a place that links lead to, at height *y* of the current page."""
        self._canvas.bookmarkHorizontalAbsolute(key, min(y + 4, self.size[1]))

    def outline(self, title: str, key: str, level: int) -> None:
        """Add a bookmark; a second level needs a first one above it."""
        level = min(level, self._deepest + 1)
        self._deepest = level
        self._canvas.addOutlineEntry(_bare(title), key, level=level, closed=level == 0)

    def link(self, target: str, rect: tuple[float, float, float, float], *, outside: bool) -> None:
        """Make *rect* of the current page lead to a place or to an address."""
        if outside:
            self._canvas.linkURL(target, rect, relative=0, thickness=0)
        else:
            self._canvas.linkRect("", target, rect, relative=0, thickness=0, Border="[0 0 0]")


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
        out = ["BT", f"1 0 0 1 {left:.2f} {self._height - baseline:.2f} Tm"]
        font = colour = ""
        lift = 0
        for shaped, size, wanted in words:
            if wanted != colour:
                colour = wanted
                out.append(surface.colour(colour, "rg"))
            chosen = f"/{surface.font(shaped.face).name} {size * shaped.face.scale:.2f} Tf"
            if chosen != font:
                font = chosen
                out.append(font)
            for rise, text in surface.encoded(shaped):
                if rise != lift:
                    lift = rise
                    out.append(f"{rise * size * shaped.face.scale / 1000:.2f} Ts")
                out.append(f"[{text}] TJ")
        if lift:
            out.append("0 Ts")
        out.append("ET")
        self.strokes.append(" ".join(out))

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


def _bare(text: str) -> str:
    """Give *text* for titles and bookmarks, where direction marks would show as boxes."""
    bare = "".join(c for c in clean(text) if c not in _DIRECTIONS).replace("\n", " ")
    return bare if len(bare) <= MOST_TITLE else bare[: MOST_TITLE - 1] + "…"
