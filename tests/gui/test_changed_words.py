"""Words that differ are marked and nothing else; a marked text breaks where a plain one does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from dpia_wizard.gui import theme
from dpia_wizard.gui.history.changed_words import Range, changed_words, paint_marked
from dpia_wizard.gui.parts.drawing import lines_of

TEXTS = st.lists(
    st.sampled_from(["files", "of", "300", "350", "children", "حلب،", "і", "👧🏽", "two"]),
    max_size=12,
).map(" ".join)


def left_over(text: str, marked: Sequence[Range]) -> list[str]:
    """The words of *text* that are not marked."""
    kept, at = [], 0
    for first, last in marked:
        kept.append(text[at:first])
        at = last
    return " ".join([*kept, text[at:]]).split()


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_in_both(before: str, after: str) -> None:
    gone, new = changed_words(before, after)
    if gone or new:
        assert left_over(before, gone) == left_over(after, new)


@given(TEXTS)
def test_nothing_is_marked_in_equal_texts(text: str) -> None:
    assert changed_words(text, text) == ((), ())


def test_two_texts_that_share_little_are_left_alone() -> None:
    assert changed_words("Possible", "Almost certain") == ((), ())
    assert changed_words("", "New words") == ((), ())


def test_marks_of_direction_are_no_words() -> None:
    before, after = "\u2068حلب وإدلب 12\u2069", "\u2068حلب وإدلب 14\u2069"
    (gone,), (new,) = changed_words(before, after)
    assert before[slice(*gone)] == "12"
    assert after[slice(*new)] == "14"


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
@pytest.mark.parametrize(
    "text",
    [
        "We keep files of 350 children 👧🏽 in two locked cabinets at the office of the agency",
        "\u2068ثلاث مناطق في الشمال: حلب وإدلب والحسكة، مع 14 مكتبًا ميدانيًا في المنطقة\u2069",
        "Overlongwordsthatnobodywouldeverwrite" * 4,
    ],
)
def test_a_marked_text_takes_the_lines_that_were_measured(
    dressed: QApplication, text: str, direction: Qt.LayoutDirection
) -> None:
    look = theme.look()
    font, high, width = look.font("small"), look.line_height("small"), 190
    measured = high * len(lines_of(text, font, width))
    image = QImage(width, measured + 4 * high, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    place = QRect(0, 0, width, measured)
    paint_marked(painter, place, text, ((0, 5),), font, high, QColor("black"))
    painter.end()
    white = QColor("white").rgb()
    inked = [
        y
        for y in range(image.height())
        if any(image.pixel(x, y) != white for x in range(0, width, 2))
    ]
    assert measured - high <= max(inked) < measured + 3
