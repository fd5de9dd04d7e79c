"""A key said aloud: eight plain words that stand for the first 80 bits of its fingerprint."""

from __future__ import annotations

from functools import cache

from dpia_wizard.data import RESOURCES

WORDS = RESOURCES / "spoken_words" / "en.txt"
_BITS, _SAID = 10, 8
_DIGITS = _BITS * _SAID // 4


@cache
def word_list() -> tuple[str, ...]:
    """The 1,024 words, each at the number that it stands for."""
    lines = WORDS.read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def spoken(key: str) -> tuple[str, ...]:
    """The words for *key*, the SHA-256 of its certificate in hexadecimal digits.

    They are the same in every language of the window and stand from left to right.
    """
    number, words = int(key[:_DIGITS], 16), word_list()
    places = range(_BITS * (_SAID - 1), -1, -_BITS)
    return tuple(words[number >> place & (1 << _BITS) - 1] for place in places)
