"""A paragraph: lines under each other, each drawn in the order of the eye."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import bidi
from dpia_wizard.report.pdf.breaking import Line, break_lines
from dpia_wizard.report.pdf.styles import ARABIC_LINE, LATIN_LINE, Type
from dpia_wizard.report.pdf.tokens import PAGE_ROOM, Ink, Piece, Style, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dpia_wizard.report.pdf.pen import Pen


@dataclass(slots=True)
class Paragraph:
    """Lines of text under each other: a box that can be split between lines."""

    lines: tuple[Line, ...]
    type: Type
    width: float
    leading: float
    rtl: bool
    key: str = ""

    @property
    def height(self) -> float:
        """How high all lines are."""
        return self.leading * len(self.lines)

    @property
    def least(self) -> float:
        """How much room it asks for on the page where it begins."""
        return self.leading * (len(self.lines) if len(self.lines) < 4 else 2)

    def split(self, room: float, *, least: int = 2) -> tuple[Paragraph, Paragraph] | None:
        """Give the lines that fit in *room* and the others; two at least on either side."""
        count = int((room + 0.01) // self.leading)
        if len(self.lines) - count < least:
            count = len(self.lines) - least
        if count < least:
            return None
        first = replace(self, lines=self.lines[:count])
        return first, replace(self, lines=self.lines[count:], key="")

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give the places in it that links lead to, with their height below its top."""
        if self.key:
            yield self.key, 0.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its top start corner at (x, y)."""
        if self.key:
            pen.bookmark(self.key, y)
        for number, line in enumerate(self.lines):
            draw_line(pen, line, self, x, y + number * self.leading)

    @property
    def widest(self) -> float:
        """How wide the widest line is."""
        return max((line.width for line in self.lines), default=0.0)


def paragraph(
    spans: Iterable[Span],
    kind: Type,
    width: float,
    *,
    rtl: bool,
    reachable: frozenset[str] = frozenset(),
    key: str = "",
) -> Paragraph:
    """Set *spans* in lines of at most *width*."""
    ink = Ink(tuple(spans), kind.bold, kind.colour, kind.size, rtl, reachable)
    lines = break_lines(ink, round(width, 2))
    factor = kind.line
    if rtl or any(line.arabic for line in lines):
        factor = kind.line * ARABIC_LINE / LATIN_LINE
    return Paragraph(lines, kind, width, kind.size * factor, rtl, key)


def shortened(text: str, kind: Type, width: float, lines: int, *, rtl: bool) -> Paragraph:
    """Set *text* in at most so many lines; what is left out is marked by an ellipsis."""
    box = paragraph((Span(text),), kind, width, rtl=rtl)
    fits, too_long = 0, len(text)
    if len(box.lines) <= lines:
        return box
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        box = paragraph((Span(text[:middle].rstrip() + "…"),), kind, width, rtl=rtl)
        fits, too_long = (middle, too_long) if len(box.lines) <= lines else (fits, middle)
    return paragraph((Span(text[:fits].rstrip() + "…"),), kind, width, rtl=rtl)


def natural_width(spans: Iterable[Span], kind: Type, *, rtl: bool) -> float:
    """Give the width of *spans* in one line."""
    return max((line.width for line in paragraph(spans, kind, 1e6, rtl=rtl).lines), default=0.0)


def draw_line(pen: Pen, line: Line, box: Paragraph, x: float, y: float) -> None:
    """Draw one line whose top is at *y*, aligned in the box that begins at *x*."""
    pieces = [
        _numbered(piece, pen.surface.page_of, box.type.size) if piece.style.page else piece
        for piece in line.pieces
    ]
    if not pieces:
        return
    total = sum([piece.width for piece in pieces])
    is_free = len(box.lines) > 1 and not box.type.in_row
    own_side = is_free and line.base != int(box.rtl)
    at_end = box.type.align == "end" or (box.type.align == "start" and own_side)
    if box.type.align == "centre":
        x += (box.width - total) / 2
    elif at_end:
        x += box.width - total
    left = pen.left(x, total)
    size = box.type.size
    baseline = y + box.leading / 2 + size * 0.36
    ordered = [pieces[index] for index in bidi.visual_order([piece.level for piece in pieces])]
    pen.words(left, baseline, [(piece.shaped, size, piece.style.colour) for piece in ordered])
    for style, start, width in _links(ordered, left):
        pen.link(start, baseline - size, width, size * 1.3, style.link, outside=style.outside)
        if style.outside:
            pen.strokes.append(_underline(pen, start, baseline + size * 0.16, width, style.colour))


def _links(ordered: Sequence[Piece], left: float) -> Iterator[tuple[Style, float, float]]:
    """Give the stretches of a line that lead somewhere: style, left edge and width."""
    at = start = left
    style: Style | None = None
    for piece in ordered:
        if style is not None and piece.style != style:
            yield style, start, at - start
            style = None
        if style is None and piece.style.link:
            style, start = piece.style, at
        at += piece.width
    if style is not None:
        yield style, start, at - start


def _underline(pen: Pen, left: float, y: float, width: float, colour: str) -> str:
    height = pen.surface.size[1] - y
    stroke = pen.surface.colour(colour, "RG")
    return f"q {stroke} 0.50 w {left:.2f} {height:.2f} m {left + width:.2f} {height:.2f} l S Q"


def _numbered(piece: Piece, pages: Mapping[str, int], size: float) -> Piece:
    """Put the page number where room for it was left."""
    if piece.text != PAGE_ROOM:
        return piece
    text = str(pages.get(piece.style.page, ""))
    return next(iter(pieces_of(text, piece.level, piece.style, size)), piece)
