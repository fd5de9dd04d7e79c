"""Where lines end: text is cut into tokens in the order of reading, and tokens fill lines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional, category

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import bidi
from dpia_wizard.report.pdf.shaping import Shaped, clean, shape, split_by_face
from dpia_wizard.report.pdf.styles import LINK, QUIET, Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE_ROOM = "00"
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


class Line(NamedTuple):
    """A line, its pieces in logical order."""

    pieces: tuple[Piece, ...]
    width: float
    base: int
    arabic: bool


class Ink(NamedTuple):
    """What decides about the breaking of a paragraph, beside its width."""

    spans: tuple[Span, ...]
    bold: bool
    colour: str
    size: float
    rtl: bool
    reachable: frozenset[str]


@lru_cache(maxsize=16384)
def break_lines(ink: Ink, width: float) -> tuple[Line, ...]:
    """Give the lines of a paragraph, none wider than *width*."""
    lines: list[Line] = []
    for tokens, base in _tokens(ink):
        lines.extend(_break(tokens, base, width, ink))
    return tuple(lines)


@lru_cache(maxsize=8192)
def _tokens(ink: Ink) -> tuple[tuple[tuple[Token, ...], int], ...]:
    """Give each line of *ink*'s text as tokens, with its base level."""
    text, styles = _styled(ink)
    found = []
    start = 0
    for line in text.split("\n"):
        found.append(_line_tokens(line, styles[start : start + len(line)], ink))
        start += len(line) + 1
    return tuple(found)


def _styled(ink: Ink) -> tuple[str, list[Style]]:
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
            text += [before, PAGE_ROOM, after]
            styles += [style] * len(before) + [numbered] * len(PAGE_ROOM) + [style] * len(after)
        else:
            text.append(shown)
            styles += [style] * len(shown)
    return "".join(text), styles


def _line_tokens(line: str, styles: list[Style], ink: Ink) -> tuple[tuple[Token, ...], int]:
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
    ink: Ink,
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
            pieces += pieces_of(line[run:index], level, styles[run], ink.size)
        run = index
    return Token(tuple(pieces), sum(piece.width for piece in pieces), space)


def pieces_of(text: str, level: int, style: Style, size: float) -> Iterator[Piece]:
    """Give *text* as shaped pieces, one for each font that it needs."""
    visible = "".join(c for c in text if c not in "\u200b\u2060\u2066\u2067\u2068\u2069\ufeff")
    for start, end, face in split_by_face(visible, style.bold):
        shaped = shape(visible[start:end], face, level % 2 == 1)
        width = shaped.advance * size * face.scale / 1000
        yield Piece(visible[start:end], shaped, level, style, width)


def _break(tokens: tuple[Token, ...], base: int, width: float, ink: Ink) -> Iterator[Line]:
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


def _cut(token: Token, width: float, ink: Ink) -> tuple[Token | None, Token]:
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
        head = list(pieces_of(piece.text[:at], piece.level, piece.style, ink.size)) if at else []
        tail = list(pieces_of(piece.text[at:], piece.level, piece.style, ink.size))
        before = (*token.pieces[:number], *head)
        after = (*tail, *token.pieces[number + 1 :])
        return (
            Token(before, sum(part.width for part in before), False),
            Token(after, sum(part.width for part in after), False),
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


def longest_word(
    spans: Iterable[Span], kind: Type, *, rtl: bool, reachable: frozenset[str] = frozenset()
) -> float:
    """Give the width of the longest word of *spans*."""
    ink = Ink(tuple(spans), kind.bold, kind.colour, kind.size, rtl, reachable)
    return max((token.width for tokens, _ in _tokens(ink) for token in tokens), default=0.0)
