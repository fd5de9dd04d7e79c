"""Words measured and painted line by line, straight at the leading edge in both directions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

LONGEST_WHOLE = 24
"""The letters of a word that is kept in one line; a longer one may break in any place, or it
would make the window as wide as itself."""

_ENDLESS = 1_000_000.0
_MOST_KEPT = 8_192

# Layouts ask for the same words dozens of times before a window stands.
_lines: dict[tuple[str, str, int], list[str]] = {}
_widths: dict[tuple[str, str], int] = {}

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u2066", "\u2067"
_ISOLATES = _LEFT_TO_RIGHT + _RIGHT_TO_LEFT + "\u2068"
_END_OF_ISOLATE = "\u2069"


def lines_of(text: str, font: QFont, width: int) -> list[str]:
    """*text* broken into lines of at most *width* pixels; a word that is longer is broken."""
    key = (text, font.key(), width)
    found = _lines.get(key)
    if found is None:
        if len(_lines) >= _MOST_KEPT:
            _lines.clear()
        found = _lines[key] = _broken(text, font, width)
    return found


def _broken(text: str, font: QFont, width: int) -> list[str]:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        first = len(lines)
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            # Qt counts in UTF-16, so cut in the same units
            raw = paragraph.encode("utf-16-le")
            cut = raw[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            lines.append(cut.decode("utf-16-le", errors="replace").strip())
        layout.endLayout()
        lines[first:] = _in_direction(_kept_apart(lines[first:]), paragraph)
    return lines or [""]


def _kept_apart(lines: list[str]) -> list[str]:
    """The lines of a paragraph, each of which is drawn by itself: what is isolated from the words
    around it goes on being so in the next line."""
    found, still_open = [], ""
    for line in lines:
        before = still_open
        for mark in line:
            if mark in _ISOLATES:
                still_open += mark
            elif mark == _END_OF_ISOLATE:
                still_open = still_open[:-1]
        found.append(before + line + _END_OF_ISOLATE * len(still_open))
    return found


def _in_direction(lines: list[str], paragraph: str) -> list[str]:
    """The lines of a paragraph in its own direction: alone, a stop at the end of an English line
    would stand at its beginning in an Arabic window."""
    depth = 0
    for letter in paragraph:
        kind = unicodedata.bidirectional(letter)
        if letter in _ISOLATES:
            depth += 1
        elif letter == _END_OF_ISOLATE:
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            mark = _LEFT_TO_RIGHT if kind == "L" else _RIGHT_TO_LEFT
            return [mark + line + _END_OF_ISOLATE if line else line for line in lines]
    return lines


def line_width(text: str, font: QFont) -> int:
    """The width of *text* on one line, with every font it takes."""
    key = (text, font.key())
    found = _widths.get(key)
    if found is None:
        if len(_widths) >= _MOST_KEPT:
            _widths.clear()
        found = _widths[key] = _measured(text, font)
    return found


def _measured(text: str, font: QFont) -> int:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    return ceil(line.naturalTextWidth()) + 2


def block_size(text: str, font: QFont, line_height: int, width: int) -> QSize:
    """The size *text* takes when wrapped at *width*."""
    lines = lines_of(text, font, width)
    widest = max(line_width(line, font) for line in lines)
    return QSize(widest, line_height * len(lines))


def longest_word(text: str, font: QFont) -> int:
    """The width of the widest single word of *text*, as far as it is kept in one line."""
    return max((line_width(word[:LONGEST_WHOLE], font) for word in text.split()), default=0)


def paint_line(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    font: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
) -> None:
    """Paint one line of *text*; Leading follows the painter's direction."""
    painter.setFont(font)
    painter.setPen(ink)
    flags = int(align) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
    painter.drawText(QRectF(rect), flags | int(Qt.TextFlag.TextSingleLine), text)


def paint_block(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    font: QFont,
    line_height: int,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
) -> None:
    """Paint *text* wrapped in *rect*, its lines together in the middle of the height."""
    lines = lines_of(text, font, int(QRectF(rect).width()))
    paint_lines(painter, rect, lines, font, line_height, ink, align)


def paint_lines(
    painter: QPainter,
    rect: QRect | QRectF,
    lines: Sequence[str],
    font: QFont,
    line_height: int,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
) -> None:
    """Paint lines that are broken already, together in the middle of the height."""
    box = QRectF(rect)
    top = box.top() + (box.height() - line_height * len(lines)) / 2
    for line in lines:
        row = QRectF(QPointF(box.left(), top), QPointF(box.right(), top + line_height))
        paint_line(painter, row, line, font, ink, align)
        top += line_height
