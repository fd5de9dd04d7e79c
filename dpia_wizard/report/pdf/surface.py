"""The PDF that is being made; the one place that touches the inside of reportlab."""

from __future__ import annotations

import io
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dpia_wizard.report.pdf.fonts import EmbeddedFont
from dpia_wizard.report.pdf.outlines import outline
from dpia_wizard.report.pdf.pen import FieldPlace, Pen
from dpia_wizard.report.pdf.shaping import clean
from dpia_wizard.report.pdf.styles import grey_value, rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from dpia_wizard.report.pdf.shaping import Face, Shaped

CREATOR = "DPIA Wizard"
MOST_TITLE = 200
_PRINTED = 4
"""The flag of a link that archives ask for (ISO 32000-1, table 165)."""
_DIRECTIONS = "\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
_SETTINGS: dict[str, object] = {
    "toColorCanUse": None,
    "trustedHosts": None,
    "trustedSchemes": [],
    "useA85": 0,
}
"""Nothing is fetched, no colour is evaluated, streams are not made a quarter larger."""


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
        self._words: dict[Shaped, str] = {}
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
        if name not in self._forms:
            pen = Pen(self, height=size[1])
            draw(pen)
            self._add_form(name, "\n".join(pen.strokes), (0, 0, *size))

    def use_glyph(self, face: Face, glyph: int) -> str:
        """Give the operator that paints *glyph*, a thousand points high, as what is no text."""
        name = f"{self.font(face).name}.{glyph}"
        if name not in self._forms:
            path, box = outline(face, glyph)
            self._add_form(name, f"{path} f", box)
        return self.use_form(name)

    def _add_form(self, name: str, content: str, box: tuple[float, float, float, float]) -> None:
        self._forms.add(name)
        self._canvas.addLiteral("")  # else links of the page so far would go into the form
        self._canvas.beginForm(name, *box)
        self._canvas.addLiteral(content)
        self._canvas.endForm()

    def use_form(self, name: str) -> str:
        """Give the operator that paints a form, and note that the page uses it."""
        self._canvas.doForm(name)
        return str(self._canvas._code.pop())  # noqa: SLF001 -- doForm writes at once, we in order

    def encoded(self, shaped: Shaped) -> str:
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
            self._canvas._doc.delayedFonts.append(found)  # noqa: SLF001 -- the way fonts get in
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
            self._canvas.linkURL(target, rect, relative=0, thickness=0, F=_PRINTED)
        else:
            self._canvas.linkRect(
                "", target, rect, relative=0, thickness=0, Border="[0 0 0]", F=_PRINTED
            )


def _bare(text: str) -> str:
    """Give *text* for titles and bookmarks, where direction marks would show as boxes."""
    bare = "".join(c for c in clean(text) if c not in _DIRECTIONS).replace("\n", " ")
    return bare if len(bare) <= MOST_TITLE else bare[: MOST_TITLE - 1] + "…"
