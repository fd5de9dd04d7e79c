"""A paragraph's text as words and spaces, each shaped: what lines are filled with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import bidirectional

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import bidi
from dpia_wizard.report.pdf.shaping import Shaped, clean, shape, split_by_face
from dpia_wizard.report.pdf.styles import LINK, QUIET

PAGE_ROOM = "00"
"""What stands in for a page number while lines are broken."""
_TOKEN = re.compile(r"[ \t\u200b]+|[^ \t\u200b]+")
_SOFT_BREAK = re.compile(r"(?<=[^\W\d_])[-/\u2010\u2013\u2014](?=[^\W\d_])|[\u2014]")
_ANY_BREAK = re.compile(r"[^/?&=_.\-]{0,24}[/?&=_.\-]|.{1,16}", re.DOTALL)
LONGEST_WORD = 120
"""A longer run of characters without a space is no word, and may end a line anywhere."""
_WHOLE_WITH_DIGITS = 24
"""Numbers, dates and references up to this length stay in one line."""
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\u2066\u2067\u2068\u2069\ufeff"))


class Style(NamedTuple):
    """What a stretch of a paragraph looks like and where it leads."""

    bold: bool
    colour: str
    link: str
    outside: bool
    page: str


class Stretch(NamedTuple):
    """A part of a text in one style: where it ends."""

    end: int
    style: Style


class Run(NamedTuple):
    """A part of a line in one style and one direction."""

    start: int
    end: int
    level: int | None
    style: Style


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


class Ink(NamedTuple):
    """What decides about the breaking of a paragraph, beside its width."""

    spans: tuple[Span, ...]
    bold: bool
    colour: str
    size: float
    rtl: bool
    reachable: frozenset[str]


@lru_cache(maxsize=8192)
def tokens_of(ink: Ink) -> tuple[tuple[tuple[Token, ...], int], ...]:
    """Give each line of *ink*'s text as tokens, with its base level."""
    text, stretches = _styled(ink)
    found = []
    start = 0
    for line in text.split("\n"):
        found.append(_line_tokens(line, start, stretches, ink))
        start += len(line) + 1
    return tuple(found)


def _styled(ink: Ink) -> tuple[str, list[Stretch]]:
    """Give the text of *ink*, and its stretches of one style."""
    texts: list[str] = []
    stretches: list[Stretch] = []
    end = 0

    def add(text: str, style: Style) -> None:
        nonlocal end
        end += len(text)
        texts.append(text)
        stretches.append(Stretch(end, style))

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
            add(before, style)
            add(PAGE_ROOM, style._replace(page=span.link))
            add(after, style)
        else:
            add(shown, style)
    return "".join(texts), stretches


def _line_tokens(
    line: str, offset: int, stretches: list[Stretch], ink: Ink
) -> tuple[tuple[Token, ...], int]:
    """Give the line that begins at *offset* of the text as tokens, with its base level."""
    paragraph = bidi.resolve(line, _base(line, rtl=ink.rtl))
    runs = _runs(paragraph.levels, offset, stretches)
    tokens: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(line):
        start, word = match.start(), match.group()
        space = word[0] in " \t\u200b"
        for cut in (len(word),) if space else _cuts(word):
            end = match.start() + cut
            while runs[at].end <= start:
                at += 1
            if runs[at].end >= end:
                tokens.append(_token(line[start:end], runs[at], ink.size, space=space))
            else:
                tokens.append(_mixed(line, start, end, runs[at:], ink.size, space=space))
            start = end
    return tuple(tokens), paragraph.base


def _runs(levels: bidi.Levels, offset: int, stretches: list[Stretch]) -> list[Run]:
    """Give the runs of one level and one style of a line."""
    runs: list[Run] = []
    start = 0
    for stretch in stretches:
        end = min(stretch.end - offset, len(levels))
        while start < end:
            level, begin = levels[start], start
            while start < end and levels[start] == level:
                start += 1
            if runs and runs[-1].level == level and runs[-1].style == stretch.style:
                begin = runs.pop().start
            runs.append(Run(begin, start, level, stretch.style))
    return runs


@lru_cache(maxsize=16384)
def _cuts(word: str) -> tuple[int, ...]:
    """Give the places in *word* behind which a line may end; the last is its end."""
    end = len(word)
    if end <= _WHOLE_WITH_DIGITS and any(character.isdigit() for character in word):
        return (end,)
    breaks = _ANY_BREAK if end > LONGEST_WORD else _SOFT_BREAK
    return (*(cut for found in breaks.finditer(word) if (cut := found.end()) < end), end)


def _base(line: str, *, rtl: bool) -> int | None:
    """Let an answer in another script than the report's keep its own direction.

    In a report from right to left only a line without any such letter runs the other way:
    a line may well begin with the number of a risk.
    """
    if rtl:
        return int(not line.isascii() and any(bidirectional(c) in ("R", "AL") for c in line))
    return 0 if line.isascii() else None


def _token(text: str, run: Run, size: float, *, space: bool) -> Token:
    return _word(text, run.level, run.style, size, space)


@lru_cache(maxsize=32768)
def _word(text: str, level: int | None, style: Style, size: float, space: bool) -> Token:
    """Give *text*, all of one run, as a token; controls that are not shown have no level."""
    pieces = () if level is None else pieces_of(text, level, style, size)
    return Token(pieces, sum(piece.width for piece in pieces), space)


def _mixed(line: str, start: int, end: int, runs: list[Run], size: float, *, space: bool) -> Token:
    """Give a stretch of several runs, the first of which is *runs*' first, as one token."""
    pieces: list[Piece] = []
    for run in runs:
        if run.start >= end:
            break
        part = line[max(start, run.start) : min(end, run.end)]
        pieces += _token(part, run, size, space=space).pieces
    return Token(tuple(pieces), sum(piece.width for piece in pieces), space)


def pieces_of(text: str, level: int, style: Style, size: float) -> tuple[Piece, ...]:
    """Give *text* as shaped pieces, one for each font that it needs."""
    return tuple(
        Piece(part, shaped, level, style, shaped.advance * size * shaped.face.scale / 1000)
        for part, shaped in _set(text, style.bold, level % 2 == 1)
    )


@lru_cache(maxsize=16384)
def _set(text: str, bold: bool, rtl: bool) -> tuple[tuple[str, Shaped], ...]:
    """Give *text* part by part, each set in one font."""
    visible = text.translate(_UNSEEN)
    return tuple(
        (visible[start:end], shape(visible[start:end], face, rtl))
        for start, end, face in split_by_face(visible, bold, rtl)
    )
