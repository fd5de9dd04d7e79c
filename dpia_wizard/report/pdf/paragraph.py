"""A paragraph: broken into lines in the order of reading, drawn in the order of the eye."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional, category

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import bidi
from dpia_wizard.report.pdf.shaping import Shaped, clean, shape, split_by_face
from dpia_wizard.report.pdf.styles import ARABIC_LINE, LATIN_LINE, LINK, QUIET, Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dpia_wizard.report.pdf.pen import Pen

_PAGE_ROOM = "00"
"""What stands in for a page number while lines are broken."""
_TOKEN = re.compile(r"[ \t\u200b]+|[^ \t\u200b]+")
_SOFT_BREAK = re.compile(r"(?<=[^\W\d_])[-/\u2010\u2013\u2014](?=[^\W\d_])|[\u2014]")
_ANY_BREAK = re.compile(r"[^/?&=_.\-]{0,24}[/?&=_.\-]|.{1,16}", re.DOTALL)
LONGEST_WORD = 120
"""A longer run of characters without a space is no word, and may end a line anywhere."""
_HARD_BREAK = frozenset("/?&=-_.:,;+#@%")
_MARK_LEVELS = frozenset({"Mn", "Me"})


class Style(NamedTuple):
    """What a stretch of a paragraph looks like and where it leads."""

    bold: bool
    colour: str
    link: str
    outside: bool
    page: str


class Piece(NamedTuple):
    """A part of a word that is drawn at once: one font, one style, one direction."""

    text: str
    shaped: Shaped
    level: int
    style: Style
    width: float


class Token(NamedTuple):
    """A stretch between two places where a line may end."""

    pieces: tuple[Piece, ...]
    width: float
    space: bool
    ends_line: bool


class Line(NamedTuple):
    """A line, its pieces in logical order."""

    pieces: tuple[Piece, ...]
    width: float
    base: int
    arabic: bool


class _Ink(NamedTuple):
    """What decides about the breaking of a paragraph, beside its width."""

    spans: tuple[Span, ...]
    bold: bool
    colour: str
    size: float
    rtl: bool
    reachable: frozenset[str]


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
    ink = _Ink(tuple(spans), kind.bold, kind.colour, kind.size, rtl, reachable)
    lines = _lines(ink, round(width, 2))
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


@lru_cache(maxsize=16384)
def _lines(ink: _Ink, width: float) -> tuple[Line, ...]:
    lines: list[Line] = []
    for tokens, base in _tokens(ink):
        lines.extend(_break(tokens, base, width, ink))
    return tuple(lines)


@lru_cache(maxsize=8192)
def _tokens(ink: _Ink) -> tuple[tuple[tuple[Token, ...], int], ...]:
    """Give each line of *ink*'s text as tokens, with its base level."""
    text, styles = _styled(ink)
    found = []
    start = 0
    for line in text.split("\n"):
        found.append(_line_tokens(line, styles[start : start + len(line)], ink))
        start += len(line) + 1
    return tuple(found)


def _styled(ink: _Ink) -> tuple[str, list[Style]]:
    text: list[str] = []
    styles: list[Style] = []
    for span in ink.spans:
        known = span.outside or span.link in ink.reachable
        if span.page and not known:
            continue
        link = span.link if known else ""
        colour = LINK if link else QUIET if span.quiet else ink.colour
        style = Style(span.bold or ink.bold, colour, link, span.outside and bool(link), "")
        shown = clean(span.text)
        if span.page:
            before, _, after = shown.partition("{page}")
            numbered = style._replace(page=span.link)
            text += [before, _PAGE_ROOM, after]
            styles += [style] * len(before) + [numbered] * len(_PAGE_ROOM) + [style] * len(after)
        else:
            text.append(shown)
            styles += [style] * len(shown)
    return "".join(text), styles


def _line_tokens(line: str, styles: list[Style], ink: _Ink) -> tuple[tuple[Token, ...], int]:
    paragraph = bidi.resolve(line, _base(line, rtl=ink.rtl))
    tokens: list[Token] = []
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        if line[start] in " \t\u200b":
            tokens.append(_token(line, start, end, paragraph.levels, styles, ink, space=True))
            continue
        if any(character.isdigit() for character in match.group()) and end - start <= 24:
            cuts = [end]
        else:
            breaks = _ANY_BREAK if end - start > LONGEST_WORD else _SOFT_BREAK
            cuts = [start + found.end() for found in breaks.finditer(match.group())]
            cuts = [cut for cut in cuts if cut < end] + [end]
        for cut in cuts:
            tokens.append(_token(line, start, cut, paragraph.levels, styles, ink, space=False))
            start = cut
    return tuple(tokens), paragraph.base


def _base(line: str, *, rtl: bool) -> int | None:
    """Let an answer in another script than the report's keep its own direction.

    In a report from right to left only a line without any such letter runs the other way:
    a line may well begin with the number of a risk.
    """
    if rtl:
        return int(not line.isascii() and any(bidirectional(c) in ("R", "AL") for c in line))
    return 0 if line.isascii() else None


def _token(
    line: str,
    start: int,
    end: int,
    levels: bidi.Levels,
    styles: list[Style],
    ink: _Ink,
    *,
    space: bool,
) -> Token:
    pieces: list[Piece] = []
    run = start
    for index in range(start + 1, end + 1):
        if index < end and styles[index] == styles[run] and levels[index] == levels[run]:
            continue
        level = levels[run]
        if level is not None:
            pieces += _pieces(line[run:index], level, styles[run], ink.size)
        run = index
    return Token(tuple(pieces), sum(piece.width for piece in pieces), space, not space)


def _pieces(text: str, level: int, style: Style, size: float) -> Iterator[Piece]:
    visible = "".join(c for c in text if c not in "\u200b\u2060\u2066\u2067\u2068\u2069\ufeff")
    for start, end, face in split_by_face(visible, style.bold):
        shaped = shape(visible[start:end], face, level % 2 == 1)
        width = shaped.advance * size * face.scale / 1000
        yield Piece(visible[start:end], shaped, level, style, width)


def _break(tokens: tuple[Token, ...], base: int, width: float, ink: _Ink) -> Iterator[Line]:
    """Fill lines with tokens; spaces at the end of a line are left out."""
    line: list[Token] = []
    used = 0.0
    for token in tokens:
        if token.space:
            line.append(token)
            used += token.width
            continue
        if used + token.width > width + 0.01 and any(not other.space for other in line):
            yield _line(line, base)
            line, used = [], 0.0
        while used + token.width > width + 0.01:
            first, token = _cut(token, max(width - used, ink.size), ink)
            if first is None:
                break
            yield _line([*line, first], base)
            line, used = [], 0.0
        line.append(token)
        used += token.width
    yield _line(line, base)


def _line(tokens: list[Token], base: int) -> Line:
    while tokens and tokens[-1].space:
        tokens = tokens[:-1]
    pieces = tuple(piece for token in tokens for piece in token.pieces)
    arabic = any(piece.shaped.face.arabic for piece in pieces)
    return Line(pieces, sum(piece.width for piece in pieces), base, arabic)


def _cut(token: Token, width: float, ink: _Ink) -> tuple[Token | None, Token]:
    """Cut a word that is wider than a line, behind a sign of punctuation if there is one."""
    used = 0.0
    for number, piece in enumerate(token.pieces):
        if used + piece.width <= width:
            used += piece.width
            continue
        at = _fitting(piece, (width - used) / ink.size * 1000)
        if at == 0 and number == 0:
            at = 1
        if at >= len(piece.text) and number == len(token.pieces) - 1:
            return None, token
        head = list(_pieces(piece.text[:at], piece.level, piece.style, ink.size)) if at else []
        tail = list(_pieces(piece.text[at:], piece.level, piece.style, ink.size))
        before = (*token.pieces[:number], *head)
        after = (*tail, *token.pieces[number + 1 :])
        return (
            Token(before, sum(part.width for part in before), False, True),
            Token(after, sum(part.width for part in after), False, True),
        )
    return None, token


def _fitting(piece: Piece, room: float) -> int:
    """Give how many characters of *piece* fit in *room* thousandths, at a good place to cut."""
    advances: list[tuple[int, int]] = []
    position = 0
    glyphs = piece.shaped.glyphs[::-1] if piece.level % 2 else piece.shaped.glyphs
    used = 0.0
    for glyph in glyphs:
        used += glyph.advance * piece.shaped.face.scale
        position += len(glyph.text)
        if used > room:
            break
        advances.append((position, int(used)))
    at = advances[-1][0] if advances else 0
    for end in range(at, at // 2, -1):
        if piece.text[end - 1] in _HARD_BREAK:
            return end
    while 0 < at < len(piece.text) and category(piece.text[at]) in _MARK_LEVELS:
        at -= 1
    return at


def draw_line(pen: Pen, line: Line, box: Paragraph, x: float, y: float) -> None:
    """Draw one line whose top is at *y*, aligned in the box that begins at *x*."""
    pieces = [_numbered(piece, pen.surface.page_of, box.type.size) for piece in line.pieces]
    if not pieces:
        return
    total = sum(piece.width for piece in pieces)
    own_side = len(box.lines) > 1 and line.base != int(box.rtl)
    at_end = box.type.align == "end" or (box.type.align == "start" and own_side)
    if box.type.align == "centre":
        x += (box.width - total) / 2
    elif at_end:
        x += box.width - total
    left = pen.left(x, total)
    size = box.type.size
    baseline = y + box.leading / 2 + size * 0.36
    words = []
    at = left
    for index in bidi.visual_order([piece.level for piece in pieces]):
        piece = pieces[index]
        words.append((piece.shaped, size, piece.style.colour))
        if piece.style.link:
            pen.link(
                at,
                baseline - size,
                piece.width,
                size * 1.3,
                piece.style.link,
                outside=piece.style.outside,
            )
            if piece.style.outside:
                pen.strokes.append(_underline(pen, at, baseline + size * 0.16, piece))
        at += piece.width
    pen.words(left, baseline, words)


def _underline(pen: Pen, left: float, y: float, piece: Piece) -> str:
    height = pen.surface.size[1] - y
    colour = pen.surface.colour(piece.style.colour, "RG")
    return (
        f"q {colour} 0.50 w {left:.2f} {height:.2f} m {left + piece.width:.2f} {height:.2f} l S Q"
    )


def _numbered(piece: Piece, pages: Mapping[str, int], size: float) -> Piece:
    """Put the page number where room for it was left."""
    if not piece.style.page or piece.text != _PAGE_ROOM:
        return piece
    text = str(pages.get(piece.style.page, ""))
    return next(iter(_pieces(text, piece.level, piece.style, size)), piece)


def longest_word(
    spans: Iterable[Span], kind: Type, *, rtl: bool, reachable: frozenset[str] = frozenset()
) -> float:
    """Give the width of the longest word of *spans*."""
    ink = _Ink(tuple(spans), kind.bold, kind.colour, kind.size, rtl, reachable)
    return max((token.width for tokens, _ in _tokens(ink) for token in tokens), default=0.0)
