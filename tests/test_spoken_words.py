"""The words by which a key is compared by voice: far apart in sound and letters, and harmless."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.crypto import spoken
from dpia_wizard.crypto.spoken import WORDS, word_list

SOUNDS = [
    ("ph", "f"), ("gh", ""), ("tch|ch", "C"), ("sh", "S"), ("th", "T"), ("ck", "k"), ("qu", "kw"),
    ("x", "ks"), ("wh", "w"), ("wr", "r"), ("kn|gn", "n"), ("dge", "j"), ("c(?=[eiy])", "s"),
    ("[cq]", "k"), ("z", "s"), ("v", "f"), ("g(?=[eiy])", "j"), (r"(.)\1+", r"\1"), ("e$", ""),
    ("[aeiouyw]+", "a"),
]  # fmt: skip
"""How letters sound, roughly: vowels that are easily taken for one another are one."""

UNFIT = """
gun bomb war kill blood rape abuse harm hurt hit knife weapon attack danger death dead die
grave coffin poison pig pork dog beer wine drug sex nude naked kiss slave prison jail police
army soldier rocket shell tank drone bullet grenade mortar fire flood storm tornado border camp
refuge shelter orphan mother father baby child bed whip stick cane belt slap devil god church
mosque temple cross crescent ghost monster skull victim witness secret alarm cradle monkey
gorilla donkey mine trap cage chain rope noose traffic voucher passport
"""
"""What nobody should have to read aloud in this work."""


def sound(word: str) -> str:
    for letters, heard in SOUNDS:
        word = re.sub(letters, heard, word)
    return word


def cut(word: str) -> set[str]:
    """*word* without each of its letters."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def masked(word: str) -> set[str]:
    """*word* with each of its letters unknown."""
    return {f"{word[:at]}*{word[at + 1 :]}" for at in range(len(word))}


def near(word: str, others: set[str]) -> set[str]:
    """Those of *others* that one letter more, less or other makes of *word*."""
    return {o for o in others if o in cut(word) or word in cut(o) or masked(o) & masked(word)}


def test_there_are_1024_short_plain_words() -> None:
    assert len(word_list()) == 1024
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in word_list())


def test_no_word_is_near_another_in_its_letters() -> None:
    words = set(word_list())
    assert not {word: cut(word) & words for word in words if cut(word) & words}
    patterns = [pattern for word in words for pattern in masked(word)]
    assert len(set(patterns)) == len(patterns)


def test_no_word_sounds_like_another_or_begins_one() -> None:
    words = sorted(word_list())
    assert len({sound(word) for word in words}) == len(words)
    assert not [(a, b) for a, b in pairwise(words) if b.startswith(a)]


def test_no_word_is_one_that_hurts() -> None:
    assert not set(word_list()) & set(UNFIT.split())


def test_the_list_says_whose_it_is_and_never_changes() -> None:
    text = WORDS.read_text("utf-8")
    assert "Made for this project" in text
    assert "Licence: Apache-2.0" in text
    assert (word_list()[0], word_list()[511], word_list()[-1]) == ("abacus", "lens", "zodiac")
    assert " ".join(spoken("0123456789abcdef0123")) == (
        "adventure megaphone foxglove taxi pineapple cork turmeric emblem"
    )


@given(st.binary(min_size=32, max_size=32))
def test_the_words_say_eighty_bits_of_a_key(digest: bytes) -> None:
    words = spoken(digest.hex())
    assert len(words) == 8
    number = 0
    for word in words:
        number = number << 10 | word_list().index(word)
    assert number == int.from_bytes(digest[:10], "big")
    assert spoken(digest.hex()[:32]) == words


@pytest.mark.parametrize("word", ["wheal", "apricots", "zodia", "zodiak"])
def test_a_word_too_near_would_be_found(word: str) -> None:
    assert near(word, set(word_list()))
