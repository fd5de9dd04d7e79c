"""Levels in print: told apart on a grey copy, and by the same words and signs as in the window."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.packs.load import load_matrix, load_pack, shipped_matrices
from dpia_wizard.report.document import LevelLook
from dpia_wizard.report.looks import looks
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording

PACK = load_pack()


def wording(matrix: RiskMatrix) -> Wording:
    return Wording(words_for("en", packs=PACK.words), replace(PACK, matrix=matrix))


def light(colour: str) -> float:
    """The relative luminance of WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def grey(colour: str) -> float:
    """How light a grey printer makes it, in percent."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 2.55


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def of_levels(number: int) -> tuple[LevelLook, ...]:
    """The looks of a matrix with so many levels, the lowest first."""
    matrix = load_matrix("child-protection-4x4")
    levels = tuple(
        replace(matrix.levels[0], id=f"l{at}", rank=at + 1, name=f"L{at}") for at in range(number)
    )
    return looks(wording(replace(matrix, levels=levels)))[:-1]


@pytest.mark.parametrize("number", range(2, 7))
def test_every_level_is_darker_than_the_one_before_by_as_much_as_a_copy_can_tell(
    number: int,
) -> None:
    found = of_levels(number)
    assert len({look.fill for look in found}) == number
    for lower, higher in pairwise(found):
        assert grey(lower.fill) - grey(higher.fill) >= 12


@pytest.mark.parametrize("number", range(1, 7))
def test_the_word_of_a_level_can_be_read_on_its_ground(number: int) -> None:
    for look in of_levels(number):
        assert contrast(look.ink, look.fill) >= 4.5


@pytest.mark.parametrize("name", shipped_matrices())
def test_paper_and_window_say_each_level_by_the_same_word_and_sign(name: str) -> None:
    said = wording(load_matrix(name))
    for look in looks(said):
        mark = level_mark(said, look.id)
        assert look.word == mark.word
        same = {"half-diamond": "diamond", "dotted-ring": "unrated"}
        assert look.sign == same.get(mark.sign, mark.sign)
    assert looks(said)[-1].id == NOT_RATED
