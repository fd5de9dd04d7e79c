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
    from collections.abc import Iterator

FONTS = RESOURCES / "fonts"
FEATURES = {"kern": True, "liga": True}
REPLACED = "\ufffd"
"""Stands in print for what may not be printed: controls, halves of characters, overrides."""

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
    """A glyph in its place: all measures in thousandths of the font size."""

    id: int
    text: str
    advance: int
    right: int
    up: int


@dataclass(frozen=True, eq=False, slots=True)
class Shaped:
    """A word set in one font, glyphs from left to right."""

    face: Face
    glyphs: tuple[Glyph, ...]
    advance: int


@cache
def face(family: str, bold: bool) -> Face:
    """Give the face of *family* ("NotoSans", "NotoNaskhArabic"), loaded once."""
    name = f"{family}-{'Bold' if bold else 'Regular'}"
    data = (FONTS / f"{name}.ttf").read_bytes()
    shaper = hb.Face(data)
    font = hb.Font(shaper)
    font.scale = (1000, 1000)
    return Face(name, family == "NotoNaskhArabic", data, shaper, font, frozenset(shaper.unicodes))


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
def split_by_face(word: str, bold: bool) -> tuple[tuple[int, int, Face], ...]:
    """Give the stretches of *word* that one font can set: start, end, face."""
    latin, arabic = face("NotoSans", bold), face("NotoNaskhArabic", bold)
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
    """Shape *text*, all of one font and direction."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(chosen.font, buffer, FEATURES)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    said = _said(text, [info.cluster for info in infos], rtl=rtl)
    glyphs = tuple(
        Glyph(info.codepoint, part, place.x_advance, place.x_offset, place.y_offset)
        for info, place, part in zip(infos, positions, said, strict=True)
    )
    return Shaped(chosen, glyphs, sum(glyph.advance for glyph in glyphs))


def _said(text: str, clusters: list[int], *, rtl: bool) -> list[str]:
    """Give the text that each glyph stands for, so that a copied line is what was typed.

    A cluster of several glyphs shares out its characters; a glyph too many says a joiner,
    because readers make up a letter for a glyph that says nothing.
    """
    logical = clusters[::-1] if rtl else clusters
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True)) if starts else {}
    said: list[str] = []
    at = -1
    for index, cluster in enumerate(logical):
        if index == 0 or cluster != logical[index - 1]:
            at = cluster
        last = index + 1 == len(logical) or logical[index + 1] != cluster
        part = text[at : ends[cluster] if last else at + 1]
        said.append(part or "\u200d")
        at += len(part)
    return said[::-1] if rtl else said


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
