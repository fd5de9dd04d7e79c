"""The window's language: its words looked up when they are shown, and marks that keep ids whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.texts import SOURCE_LANGUAGE, Words, words_for

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack

_ISOLATES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_words = Words(SOURCE_LANGUAGE)


def set_words(words: Words) -> None:
    """Make *words* the window's language from now on."""
    global _words
    _words = words


def current_words() -> Words:
    """The words the window is shown in."""
    return _words


def words_of(pack: Pack) -> Words:
    """The window's language with the words of *pack*, which may be brought from elsewhere.

    The window knows the words of all that ships; those of an archive stand before them.
    """
    from dpia_wizard.packs.source import FolderSource

    if all(isinstance(source, FolderSource) for source in pack.words):
        return _words
    return words_for(_words.language, packs=pack.words)


def _(message: str) -> str:
    """The program's sentence *message* in the window's language."""
    return _words(message)


def count(one: str, many: str, n: int) -> str:
    """The sentence for *n* things in the window's language."""
    return _words.count(one, many, n)


def is_right_to_left() -> bool:
    """Whether the window is read from right to left."""
    return _words.is_right_to_left


def isolate(text: str) -> str:
    """An id, a system's name, a date or a key, kept whole inside a right-to-left line."""
    clean = text.translate(_ISOLATES)
    return f"\u2066{clean}\u2069" if is_right_to_left() and clean else clean


def isolate_answer(text: str) -> str:
    """Somebody's own words inside one of our sentences, in their own direction."""
    clean = text.translate(_ISOLATES)
    return f"\u2068{clean}\u2069" if clean else ""


def start_rtl_line(text: str) -> str:
    """A line that may begin with an id, given the direction of the window first."""
    return f"\u200f{text}" if is_right_to_left() and text else text


def shortened(text: str, most: int = 160) -> str:
    """*text*, or its beginning where it has more than *most* characters."""
    if len(text) <= most:
        return text
    start = text[:most]
    word = start.rfind(" ")
    if text[most] != " " and word > most * 2 // 3:
        start = start[:word]  # no half word, except of one that is very long
    return f"{start.rstrip(' ,;:،؛')}…"
