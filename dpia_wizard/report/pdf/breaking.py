"""Lines: words are put into them until one is full, and a word wider than a line is cut."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from dpia_wizard.report.pdf.tokens import Ink, Piece, Token, pieces_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dpia_wizard.report.document import Span
    from dpia_wizard.report.pdf.styles import Type

_HARD_BREAK = frozenset("/?&=-_.:,;+#@%")
_MARK_LEVELS = frozenset({"Mn", "Me"})


class Line(NamedTuple):
    """A line, its pieces in logical order."""

    pieces: tuple[Piece, ...]
    width: float
    base: int
    arabic: bool


@lru_cache(maxsize=16384)
def break_lines(ink: Ink, width: float) -> tuple[Line, ...]:
    """Give the lines of a paragraph, none wider than *width*."""
    lines: list[Line] = []
    for tokens, base in tokens_of(ink):
        lines.extend(_break(tokens, base, width, ink))
    return tuple(lines)


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
        head = pieces_of(piece.text[:at], piece.level, piece.style, ink.size) if at else ()
        tail = pieces_of(piece.text[at:], piece.level, piece.style, ink.size)
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
    return max((token.width for tokens, _ in tokens_of(ink) for token in tokens), default=0.0)
