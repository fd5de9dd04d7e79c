"""What a digital signature shows on the paper: a small page, drawn with our own letters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf.paragraph import paragraph
from dpia_wizard.report.pdf.signatures import BOX
from dpia_wizard.report.pdf.styles import INK, QUIET, WHITE, Type
from dpia_wizard.report.pdf.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = Type(8.5, bold=True)
_LINE = Type(7.5)
_EDGE = 6.0


def stamp(
    title: str, lines: Sequence[str], *, language: str, rtl: bool, made: date, note: str = ""
) -> bytes:
    """A PDF page of the size of the place for a signature: *title*, *lines*, and a quiet *note*.

    Lines that do not fit are left out; those that matter stand first.
    """
    surface = Surface(BOX, rtl=rtl, grey=False, language=language, pages={})
    surface.describe(title, "")
    pen = surface.pen()
    width, height = BOX
    pen.rectangle(0, 0, width, height, fill=WHITE)
    pen.rectangle(0.5, 0.5, width - 1, height - 1, stroke=INK, line=0.9)
    y = 4.0
    kinds = [(title, _TITLE), *((line, _LINE) for line in lines)]
    if note:
        kinds.append((note, Type(_LINE.size, colour=QUIET)))
    for text, kind in kinds:
        box = paragraph((Span(text),), kind, width - 2 * _EDGE, rtl=rtl)
        if not text or y + box.height > height - 2:
            continue
        box.draw(pen, _EDGE, y)
        y += box.height
    surface.end_page(pen)
    return surface.finish(made)
