"""Which words of a text are others than before, and a text painted with those words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.labels import reads_right_to_left

Range = tuple[int, int]
"""Where words begin and end in a text, in characters."""

_WORD = re.compile(r"[^\s\u2066-\u2069]+")
_MOST_WORDS = 3000
"""The words of two texts together that are compared one by one; longer ones are marked whole."""
_LEAST_ALIKE = 0.3
"""Texts that share less than this are two texts: then no word of them is marked."""


@lru_cache(maxsize=512)
def changed_words(before: str, after: str) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """Where the words stand that are only in *before*, and those that are only in *after*; none
    where the two have little in common."""
    if not before or not after:
        return (), ()
    was, now = (tuple(_WORD.finditer(text)) for text in (before, after))
    if len(was) + len(now) > _MOST_WORDS:
        return (), ()
    matcher = SequenceMatcher(
        None, [word.group() for word in was], [word.group() for word in now], autojunk=False
    )
    if matcher.ratio() < _LEAST_ALIKE:
        return (), ()
    gone: list[Range] = []
    new: list[Range] = []
    for what, first, last, first_now, last_now in matcher.get_opcodes():
        if what == "equal":
            continue
        if last > first:
            gone.append((was[first].start(), was[last - 1].end()))
        if last_now > first_now:
            new.append((now[first_now].start(), now[last_now - 1].end()))
    return tuple(gone), tuple(new)


def paint_marked(
    painter: QPainter,
    place: QRect,
    text: str,
    marked: Sequence[Range],
    font: QFont,
    line_height: int,
    ink: QColor,
) -> None:
    """Paint *text* wrapped from the top of *place*, the words in *marked* underlined on a soft
    ground. It breaks where `drawing.lines_of` breaks it."""
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    right_to_left = reads_right_to_left(text, otherwise=mirrored)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setFormats(list(_formats(text, marked)))
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(place.width())
        line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
        top += line_height
    layout.endLayout()
    painter.setPen(ink)
    layout.draw(painter, QPointF(place.topLeft()))


def _formats(text: str, marked: Sequence[Range]) -> Iterator[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setFontUnderline(True)
    look.setBackground(QBrush(theme.colour("accent_soft")))
    for first, last in marked:
        found = QTextLayout.FormatRange()
        found.start = _units(text[:first])
        found.length = _units(text[first:last])
        found.format = look
        yield found


def _units(text: str) -> int:
    """How long *text* is for Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2
