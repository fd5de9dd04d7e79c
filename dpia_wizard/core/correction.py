"""Whether a text was only corrected: a typing mistake mended, and nothing said differently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 40
"""A longer word is no word: a script without blanks writes a whole sentence so."""


@dataclass(frozen=True, slots=True)
class CorrectionRule:
    """How much of a text may change before it says something else.

    At most ``words`` words, each by at most ``letters`` letters and half of its own. ``turning``
    are words that turn a meaning ("not"): one that was or is there is no correction. "un-" means
    words that begin so where the other does not, "-less" words that end so. With ``words`` 0,
    which is what a form says that says nothing, there are no corrections.
    """

    letters: int = 2
    words: int = 0
    turning: tuple[str, ...] = ()


def is_correction(rule: CorrectionRule, before: str, after: str) -> bool:
    """Whether *after* is *before* with small mistakes mended; the same the other way round.

    Blanks count for nothing. A text that was written or emptied is never a correction.
    """
    old, new = before.split(), after.split()
    if not old or len(old) != len(new):
        return False
    changed = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    if len(changed) > rule.words:
        return False
    turning = _Turning.of(rule.turning)
    return all(_is_mended(rule, turning, *pair) for pair in changed)


def letters_apart(one: str, other: str, *, most: int) -> int:
    """How many letters to write, strike, replace or swap with the next to make *one* of *other*;
    *most* and one when it takes more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    above: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        two_above, above, row = above, row, [at]
        for place, there in enumerate(other, 1):
            found = min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != there))
            swapped = at > 1 and place > 1 and one[at - 2] == there and other[place - 2] == letter
            if swapped:
                found = min(found, two_above[place - 2] + 1)
            row.append(found)
    return min(row[-1], most + 1)


@dataclass(frozen=True, slots=True)
class _Turning:
    """The words, beginnings and ends of a rule, as they are compared."""

    words: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, listed: Iterable[str]) -> _Turning:
        plain = [(word, _plain(word.strip("-"))) for word in listed]
        return cls(
            frozenset(
                word for said, word in plain if not said.startswith("-") and said[-1:] != "-"
            ),
            tuple(word for said, word in plain if said.endswith("-") and word),
            tuple(word for said, word in plain if said.startswith("-") and word),
        )

    def turns(self, one: str, other: str) -> bool:
        """Whether the change from *one* to *other* may turn what is meant."""
        if one in self.words or other in self.words:
            return True
        begins = any(one.startswith(part) != other.startswith(part) for part in self.begins)
        return begins or any(one.endswith(part) != other.endswith(part) for part in self.ends)


def _is_mended(rule: CorrectionRule, turning: _Turning, one: str, other: str) -> bool:
    longer = max(len(one), len(other))
    if longer > LONGEST or any(map(_says_more, one + other)):
        return False
    apart = letters_apart(one, other, most=rule.letters)
    if apart > rule.letters or 2 * apart > longer:
        return False
    return not turning.turns(_plain(one), _plain(other))


def _says_more(character: str) -> bool:
    """Whether a character is not only a letter or a mark of reading: a digit, a sign that counts
    or compares, something that is not seen."""
    return unicodedata.category(character)[0] in "NSC"


def _plain(word: str) -> str:
    """A word as it is compared: small, without the marks around it and those above its letters."""
    spread = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    kept = "".join(c for c in spread if unicodedata.category(c) != "Mn" and c != "ـ")
    letters = [at for at, character in enumerate(kept) if character.isalpha()]
    return kept[letters[0] : letters[-1] + 1] if letters else ""
