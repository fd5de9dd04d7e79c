"""Letters to glyphs: a font for each character, letters joined by HarfBuzz, results remembered."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

from dpia_wizard.data import RESOURCES
from dpia_wizard.report.pdf.styles import ARABIC_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FONTS = RESOURCES / "fonts"
FEATURES = {"kern": True, "liga": True}
REPLACED = "\ufffd"
"""Stands in print for what may not be printed: controls, halves of characters, overrides."""

UNDRAWN = -1
"""The id of a glyph that only says something."""
LEAST_ROOM = 110
"""Letters that stand closer are taken for one drawn twice by readers (poppler: 100)."""

_OPENERS = frozenset("\u202a\u202b\u2066\u2067\u2068")
_OVERRIDES = frozenset("\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_JOINERS = frozenset("\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u200e\u200f\u200b")
_UNSEEN = _JOINERS | _OPENERS | frozenset("\u202c\u2069")


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """A font file, ready to shape."""

    name: str
    arabic: bool
    data: bytes
    face: hb.Face
    font: hb.Font
    covered: frozenset[int]

    @property
    def scale(self) -> float:
        """How much larger than nominal its letters are drawn."""
        return ARABIC_SCALE if self.arabic else 1.0


class Glyph(NamedTuple):
    """A glyph in a line: what it says, how far it advances, and how much it stands to the right.

    All measures are in thousandths of the font size. `UNDRAWN` as its id: nothing is drawn.
    """

    id: int
    text: str
    advance: int
    right: int = 0


class Drawn(NamedTuple):
    """A glyph that is drawn and says nothing, in its place from the start of its word."""

    id: int
    right: int
    up: int


@dataclass(frozen=True, eq=False, slots=True)
class Shaped:
    """A word set in one font: glyphs from left to right, and what is drawn beside them."""

    face: Face
    glyphs: tuple[Glyph, ...]
    advance: int
    drawn: tuple[Drawn, ...] = ()


@cache
def face(family: str, bold: bool) -> Face:
    """Give the face of *family* ("NotoSans", "NotoNaskhArabic"), loaded once."""
    name = f"{family}-{'Bold' if bold else 'Regular'}"
    data = (FONTS / f"{name}.ttf").read_bytes()
    shaper = hb.Face(data)
    font = hb.Font(shaper)
    font.scale = (1000, 1000)
    covered = frozenset(shaper.unicodes)
    return Face(name, family == "NotoNaskhArabic", data, shaper, font, covered)


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Make *text* fit to print: controls become a visible mark, directions end in their line.

    A tab becomes a space and every line end a line feed. An override is marked, because it
    shows letters in an order in which nobody typed them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    lines = text.replace("\u2029", "\n").replace("\x85", "\n").replace("\t", " ").split("\n")
    return "\n".join(_clean_line(line) for line in lines)


def _clean_line(line: str) -> str:
    kept: list[str] = []
    opened: list[str] = []
    for character in line:
        if character in _OPENERS:
            opened.append("\u2069" if character in _ISOLATES else "\u202c")
        elif character in "\u2069\u202c":
            if character not in opened:
                continue
            while opened and opened[-1] != character:
                kept.append(opened.pop())
            opened.pop()
        elif character in _OVERRIDES or unicodedata.category(character) in ("Cc", "Cs"):
            character = REPLACED
        kept.append(character)
    kept.extend(reversed(opened))
    return "".join(kept)


def is_arabic(character: str) -> bool:
    """Whether *character* is a letter or sign of the Arabic script."""
    return (
        "\u0600" <= character <= "\u06ff"
        or "\u0750" <= character <= "\u077f"
        or "\u08a0" <= character <= "\u08ff"
        or "\ufb50" <= character <= "\ufdff"
        or "\ufe70" <= character <= "\ufefc"
    )


@lru_cache(maxsize=16384)
def split_by_face(word: str, bold: bool, rtl: bool) -> tuple[tuple[int, int, Face], ...]:
    """Give the stretches of *word* that one font can set: start, end, face.

    Spaces from right to left stand between Arabic words, and so are of their font.
    """
    latin, arabic = face("NotoSans", bold), face("NotoNaskhArabic", bold)
    if rtl and word.strip(" ") == "":
        return ((0, len(word), arabic),) if word else ()
    if word.isascii():
        return ((0, len(word), latin),) if word else ()
    has_arabic = any(is_arabic(character) for character in word)
    stretches: list[tuple[int, int, Face]] = []
    for index, character in enumerate(word):
        if (character in _UNSEEN and stretches) or (
            unicodedata.category(character) == "Mn"
            and stretches
            and _covers(stretches[-1][2], character)
        ):
            chosen = stretches[-1][2]
        elif is_arabic(character) or (
            has_arabic and not character.isalnum() and _covers(arabic, character)
        ):
            chosen = arabic if _covers(arabic, character) else latin
        else:
            chosen = (
                arabic if not _covers(latin, character) and _covers(arabic, character) else latin
            )
        if stretches and stretches[-1][2] is chosen:
            stretches[-1] = (stretches[-1][0], index + 1, chosen)
        else:
            stretches.append((index, index + 1, chosen))
    return tuple(stretches)


def _covers(candidate: Face, character: str) -> bool:
    return ord(character) in candidate.covered


@lru_cache(maxsize=32768)
def shape(text: str, chosen: Face, rtl: bool) -> Shaped:
    """Shape *text*, all of one font and direction.

    Readers take each glyph for a letter in its place, and order Arabic letters by their places.
    So a letter with marks and a ligature of Arabic are drawn without saying anything, and their
    characters stand, undrawn, side by side there.
    """
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(chosen.font, buffer, FEATURES)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    clusters = [info.cluster for info in infos]
    placed = [
        (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(infos, positions, strict=True)
    ]
    if len(placed) == len(set(clusters)) == len(text) and not any(place[3] for place in placed):
        plain = tuple(
            Glyph(id, text[cluster], advance, right)
            for (id, advance, right, _), cluster in zip(placed, clusters, strict=True)
        )
        return Shaped(chosen, plain, sum(glyph.advance for glyph in plain))
    return _with_drawn(text, chosen, clusters, placed, rtl=rtl)


def _with_drawn(
    text: str,
    chosen: Face,
    clusters: Sequence[int],
    placed: Sequence[tuple[int, int, int, int]],
    *,
    rtl: bool,
) -> Shaped:
    glyphs: list[Glyph] = []
    drawn: list[Drawn] = []
    at = 0
    for start, end in _groups(text, clusters, placed, rtl=rtl):
        mine = [
            place for place, cluster in zip(placed, clusters, strict=True) if start <= cluster < end
        ]
        id, advance, right, up = mine[0]
        if len(mine) == 1 and not up and (end - start == 1 or not rtl):
            glyphs.append(Glyph(id, text[start:end], advance, right))
            at += advance
            continue
        begun = at
        for id, advance, right, up in mine:
            drawn.append(Drawn(id, at + right, up))
            at += advance
        edges = [begun + (at - begun) * n // (end - start) for n in range(end - start + 1)]
        characters = text[start:end][::-1] if rtl else text[start:end]
        glyphs += [
            Glyph(UNDRAWN, character, after - before)
            for character, before, after in zip(characters, edges, edges[1:], strict=False)
        ]
    return Shaped(chosen, tuple(glyphs), at, tuple(drawn))


def _groups(
    text: str,
    clusters: Sequence[int],
    placed: Sequence[tuple[int, int, int, int]],
    *,
    rtl: bool,
) -> list[tuple[int, int]]:
    """Give the parts of *text* that are drawn together, as start and end, from left to right.

    A mark goes with its letter, and a letter that is too narrow for its characters with the
    one before it.
    """
    widths: dict[int, int] = {}
    for cluster, place in zip(clusters, placed, strict=True):
        widths[cluster] = widths.get(cluster, 0) + place[1]
    starts = sorted(widths)
    groups: list[tuple[int, int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        width = widths[start]
        if groups and unicodedata.category(text[start]) == "Mn":
            start, width = groups[-1][0], groups.pop()[2] + width
        while groups and end - start > 1 and width < LEAST_ROOM * (end - start):
            start, width = groups[-1][0], groups.pop()[2] + width
        groups.append((start, end, width))
    found = [(start, end) for start, end, _ in groups]
    return found[::-1] if rtl else found


def missing(text: str) -> Iterator[str]:
    """Give the characters of *text* that none of the fonts can print."""
    for character in dict.fromkeys(text):
        if (
            character not in _UNSEEN
            and character != "\n"
            and not any(
                _covers(face(family, False), character)
                for family in ("NotoSans", "NotoNaskhArabic")
            )
        ):
            yield character
