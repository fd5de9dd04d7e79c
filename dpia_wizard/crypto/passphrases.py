"""Passphrases as people type them: one form for every keyboard, and what makes one too weak."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 12
_FEWEST_DIFFERENT = 5
_LEFT_OVER = 8


def _(sentence: str) -> str:
    """A sentence for people, marked so that it is translated; it stays English here."""
    return sentence


_TOO_SHORT = _("Use at least 12 characters: four words that do not belong together are good.")
_REPEATS = _("The same few characters come again and again. Four different words are better.")
_KNOWN = _(
    "Most of it is a keyboard row, a count or a well-known word. Four unrelated words are better."
)

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "йцукенгшщзхъї",
    "фывапролджэ",
    "фівапролджє",
    "ячсмитьбю",
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
)
_WORDS = (
    "passphrase",
    "password",
    "motdepasse",
    "пароль",
    "letmein",
    "welcome",
    "iloveyou",
    "admin",
    "protection",
    "children",
    "child",
    "unicef",
    "unhcr",
    "dpia",
    "wizard",
)


def secret_bytes(passphrase: str) -> bytes:
    """The passphrase as bytes: NFC, otherwise as typed, so that every keyboard gives one key."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def weakness(passphrase: str) -> str | None:
    """Why the passphrase is too easy to guess, as an English sentence, or None."""
    text = unicodedata.normalize("NFC", passphrase).casefold()
    if len(text) < SHORTEST:
        return _TOO_SHORT
    if len(set(text)) < _FEWEST_DIFFERENT or _is_one_piece_repeated(text):
        return _REPEATS
    if len(_without_the_guessable(text)) < _LEFT_OVER:
        return _KNOWN
    return None


def _is_one_piece_repeated(text: str) -> bool:
    return (text + text).find(text, 1) < len(text)


def _without_the_guessable(text: str) -> str:
    for word in _WORDS:
        text = text.replace(word, "")
    for row in _ROWS:
        text = _without_runs(_without_runs(text, row), row[::-1])
    return re.sub(r"(.)\1{2,}", r"\1", text)


def _without_runs(text: str, row: str, shortest: int = 4) -> str:
    """*text* without pieces of *shortest* or more characters that stand so in *row*."""
    kept: list[str] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and text[start : end + 1] in row:
            end += 1
        if end - start < shortest:
            end = start + 1
            kept.append(text[start])
        start = end
    return "".join(kept)
