"""How a line of the list of all actions is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dpia_wizard.gui import theme
from dpia_wizard.gui.actions.words import ActionWords
from dpia_wizard.gui.home.words import Said
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_line
from dpia_wizard.storage.store import ListedAction

TEXT, OWNER, DUE, STATE = range(4)
TEXT_LINES = 2
"""How many lines of an action are shown; the whole stands in its tip, and where it is kept."""
_PAD = 10
Index = QModelIndex | QPersistentModelIndex


class ActionDelegate(QStyledItemDelegate):
    """Paints the cells: words over a second line, with a sign before them."""

    def __init__(self, words: ActionWords, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._words = words
        self._view = view

    def row_height(self) -> int:
        """The height of every row."""
        look = theme.look()
        return look.line_height() * TEXT_LINES + look.line_height("small") + 12

    def widths(self) -> dict[int, int]:
        """The widths of the columns whose words are known; the others share the rest."""
        dues, states = self._words.all_dues(), self._words.all_states()
        return {DUE: self._widest(dues), STATE: self._widest(states)}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(listed, ListedAction):
            return
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)
        box = rect.adjusted(_PAD, 5, -_PAD, -6)
        match index.column():
            case 0:
                self._paint_text(painter, box, listed)
            case 1:
                self._paint_said(painter, box, self._words.owner(listed), lines=2)
            case 2:
                self._paint_said(painter, box, self._words.due(listed))
            case 3:
                self._paint_said(painter, box, self._words.state(listed))
        painter.restore()

    def _paint_text(self, painter: QPainter, box: QRect, listed: ListedAction) -> None:
        look = theme.look()
        height, under = look.line_height(), look.line_height("small")
        lines = cut(self._words.text(listed), look.font(), box.width(), TEXT_LINES)
        top = box.top() + max(0, (box.height() - height * len(lines) - under) // 2)
        for line in lines:
            place = QRect(box.left(), top, box.width(), height)
            paint_line(painter, place, line, look.font(), theme.colour("text"))
            top += height
        small = look.font("small")
        (words,) = cut(self._words.under(listed), small, box.width(), 1)
        place = QRect(box.left(), top, box.width(), under)
        paint_line(painter, place, words, small, theme.colour("text_muted"))

    def _paint_said(self, painter: QPainter, box: QRect, said: Said, *, lines: int = 1) -> None:
        look = theme.look()
        lead = look.sign_px + 8 if said.sign else 0
        room = box.width() - lead
        height, under = look.line_height(), look.line_height("small")
        first = cut(said.words, look.font(), room, lines)
        second = cut(said.second, look.font("small"), room, 1) if said.second else []
        whole = height * len(first) + under * len(second)
        top = box.top() + max(0, (box.height() - whole) // 2)
        if said.sign:
            place = QRect(box.left(), top, look.sign_px, height)
            turned = QStyle.visualRect(painter.layoutDirection(), box, place)
            paint_sign(painter, turned, said.sign, theme.colour(said.ink))
        ink = theme.colour("text_muted" if said.ink == "text_muted" else "text")
        muted = theme.colour("text_muted")
        for words, font, high, colour in (
            *((line, look.font(), height, ink) for line in first),
            *((line, look.font("small"), under, muted) for line in second),
        ):
            place = QRect(box.left() + lead, top, room, high)
            turned = QStyle.visualRect(painter.layoutDirection(), box, place)
            paint_line(painter, turned, words, font, colour)
            top += high

    def _widest(self, cells: tuple[Said, ...]) -> int:
        look = theme.look()
        words = max(line_width(said.words, look.font()) for said in cells)
        second = max(line_width(said.second, look.font("small")) for said in cells)
        return max(words, second) + look.sign_px + 8 + 2 * _PAD + 2


def cut(text: str, font: QFont, width: int, most: int) -> list[str]:
    """*text* in at most so many lines of *width*; the last one tells with "…" that more follows."""
    lines = lines_of(text, font, width)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    last = kept[-1].rstrip()
    ends = len(last) - len(last.rstrip("\u2069"))
    bare, closing = last[: len(last) - ends], last[len(last) - ends :]
    advance = QFontMetrics(font).horizontalAdvance
    while bare and advance(f"{bare}…") > width:
        bare = bare[:-1].rstrip()
    return [*kept[:-1], f"{bare}…{closing}"]
