"""How a line of the history is painted: a day and a person, or what was done under them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dpia_wizard.gui import theme
from dpia_wizard.gui.actions.action_paint import cut
from dpia_wizard.gui.history.lines import Acts, Group
from dpia_wizard.gui.history.words import HistoryWords
from dpia_wizard.gui.parts.drawing import line_width, paint_line
from dpia_wizard.gui.parts.list_table import LINE_ROLE, Index

_PAD = 12
_GAP = 12


class EntryDelegate(QStyledItemDelegate):
    """Paints a group as a heading, and what was done as two lines beside its time."""

    def __init__(self, words: HistoryWords, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._words = words
        self._view = view

    def entry_height(self) -> int:
        """The height of a row that says what was done."""
        look = theme.look()
        return look.line_height() + look.line_height("small") + 10

    def group_height(self) -> int:
        """The height of a row that names a day and a person."""
        return theme.look().line_height("small") + 14

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_group = isinstance(index.data(LINE_ROLE), Group)
        return QSize(100, self.group_height() if is_group else self.entry_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        rect: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if is_chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif isinstance(line, Group):
            painter.fillRect(rect, theme.colour("surface_alt"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        box = rect.adjusted(_PAD, 5, -_PAD, -5)
        if isinstance(line, Group):
            self._paint_group(painter, box, line)
        elif isinstance(line, Acts):
            self._paint_acts(painter, box, line)
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRect, group: Group) -> None:
        look = theme.look()
        small, bold = look.font("small"), look.font("small", bold=True)
        size = self._words.size(group)
        room = line_width(size, small)
        (name,) = cut(self._words.group(group), bold, box.width() - room - _GAP, 1)
        left = QRect(box.left(), box.top(), box.width() - room - _GAP, box.height())
        right = QRect(box.right() + 1 - room, box.top(), room, box.height())
        ink = theme.colour("text")
        paint_line(painter, self._turned(painter, box, left), name, bold, ink)
        muted = theme.colour("text_muted")
        paint_line(painter, self._turned(painter, box, right), size, small, muted)

    def _paint_acts(self, painter: QPainter, box: QRect, acts: Acts) -> None:
        look = theme.look()
        body, small = look.font(), look.font("small")
        high, under = look.line_height(), look.line_height("small")
        lead = self._lead()
        room = box.width() - lead - _GAP
        ink, muted = theme.colour("text"), theme.colour("text_muted")
        words = self._words
        (told,) = cut(words.told(acts), body, room, 1)
        (title,) = cut(words.under(acts), small, room, 1)
        x = box.left() + lead + _GAP
        for place, text, font, colour in (
            (QRect(box.left(), box.top(), lead, high), acts.time, small, ink),
            (QRect(box.left(), box.top() + high, lead, under), words.number(acts), small, muted),
            (QRect(x, box.top(), room, high), told, body, ink),
            (QRect(x, box.top() + high, room, under), title, small, muted),
        ):
            paint_line(painter, self._turned(painter, box, place), text, font, colour)

    def _lead(self) -> int:
        """The width of the column of times and numbers."""
        small = theme.look().font("small")
        return max(line_width("00:00", small), line_width("00000", small))

    @staticmethod
    def _turned(painter: QPainter, box: QRect, place: QRect) -> QRect:
        return QStyle.visualRect(painter.layoutDirection(), box, place)
