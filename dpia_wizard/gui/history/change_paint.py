"""How what is another is painted: names of places as links, and before and after side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dpia_wizard.gui import theme
from dpia_wizard.gui.history.change_lines import Line
from dpia_wizard.gui.history.changed_words import Range, changed_words, paint_marked
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_lines
from dpia_wizard.gui.parts.levels import LevelMark, badge_height, paint_badge
from dpia_wizard.gui.parts.list_table import LINE_ROLE, Index
from dpia_wizard.gui.words import _

SIDE_BY_SIDE = 620
_PAD, _GAP, _INDENT = 12, 14, 12
_ABOVE = {"section": 7, "place": 10, "level": 4, "note": 3, "field": 3}
_BELOW = {"section": 7, "place": 3, "level": 4, "note": 3, "field": 4}
_SHARE_OF_NAME = 0.26
_NOTHING = "–"


class ChangeDelegate(QStyledItemDelegate):
    """Paints the lines; in a narrow view before and after stand below each other."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def height(self, line: Line, width: int) -> int:
        """The height that *line* needs in a view of *width*."""
        inner = _ABOVE[line.kind] + _BELOW[line.kind]
        room = width - 2 * _PAD
        look = theme.look()
        small = look.line_height("small")
        match line.kind:
            case "section":
                return inner + small * len(self._lines(line.words, room, bold=True))
            case "place":
                words = lines_of(line.words, look.font(bold=True), room - self._sign_room(line))
                return inner + look.line_height() * len(words)
            case "note":
                return inner + small * len(self._lines(line.words, room - _INDENT))
            case "level":
                rows = 1 if self.is_wide(width) else 3
                return inner + max(badge_height(), small) * rows + 4 * (rows - 1)
            case _:
                return inner + small * self._field_rows(line, width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE_ROLE)
        width = self._view.viewport().width()
        return QSize(100, self.height(line, width) if isinstance(line, Line) else 20)

    def link_rect(self, line: Line, rect: QRect) -> QRect:
        """Where the name of a place is painted in a row of *rect*, to be pressed."""
        font = theme.look().font(bold=True)
        room = rect.width() - 2 * _PAD - self._sign_room(line)
        widest = max(line_width(words, font) for words in lines_of(line.words, font, room))
        place = QRect(rect.left() + _PAD, rect.top(), widest, rect.height())
        return QStyle.visualRect(self._view.layoutDirection(), rect, place)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setLayoutDirection(option.direction)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif line.kind == "section":
            painter.fillRect(rect, theme.colour("surface_alt"))
        if line.kind == "place":
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        has_focus = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        if has_focus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        box = rect.adjusted(_PAD, _ABOVE[line.kind], -_PAD, -_BELOW[line.kind])
        match line.kind:
            case "section":
                small = theme.look().font("small", bold=True)
                self._text(painter, box, box, line.words, small, "text")
            case "place":
                self._paint_place(painter, box, line)
            case "note":
                inside = box.adjusted(_INDENT, 0, 0, 0)
                self._text(painter, box, inside, line.words, theme.look().font("small"), "text")
            case _:
                self._paint_pair(painter, box, line, rect.width())
        painter.restore()

    def _paint_place(self, painter: QPainter, box: QRect, line: Line) -> None:
        look = theme.look()
        font = look.font(bold=True)
        room = box.width() - self._sign_room(line)
        inside = QRect(box.left(), box.top(), room, box.height())
        ink = "accent" if line.place else "text"
        self._text(painter, box, inside, line.words, font, ink, role="body")
        if line.place:
            widest = max(line_width(words, font) for words in lines_of(line.words, font, room))
            side = look.sign_px
            sign = QRect(box.left() + widest + 4, box.top(), side, look.line_height())
            turned = QStyle.visualRect(painter.layoutDirection(), box, sign)
            paint_sign(painter, turned, "chevron-next", theme.colour("accent"))

    def _paint_pair(self, painter: QPainter, box: QRect, line: Line, width: int) -> None:
        look = theme.look()
        small = look.font("small")
        marked = changed_words(line.before, line.after) if line.kind == "field" else ((), ())
        if self.is_wide(width):
            for place, words, mark, ink, others in zip(
                self._columns(box),
                (line.words, line.before, line.after),
                (None, *line.marks),
                ("text_muted", "text_muted", "text"),
                ((), *marked),
                strict=True,
            ):
                self._value(painter, box, place, words, mark, ink, others)
            return
        high = max(badge_height(), look.line_height("small")) if line.kind == "level" else 0
        label = self._label_width()
        top = box.top()
        name = QRect(box.left() + _INDENT, top, box.width() - _INDENT, high or 10_000)
        rows = len(self._lines(line.words, name.width()))
        name.setHeight(rows * look.line_height("small"))
        self._text(painter, box, name, line.words, small, "text_muted")
        top += (high + 4) if high else name.height()
        inside = box.left() + 2 * _INDENT
        for title, words, mark, ink, others in (
            (_("Before"), line.before, line.marks[0], "text_muted", marked[0]),
            (_("After"), line.after, line.marks[1], "text", marked[1]),
        ):
            room = box.right() + 1 - inside - label
            rows = len(self._lines(words or _NOTHING, room))
            each = high or rows * look.line_height("small")
            first = QRect(inside, top, label, high or look.line_height("small"))
            self._text(painter, box, first, title, small, "text_muted")
            place = QRect(inside + label, top, room, each)
            self._value(painter, box, place, words, mark, ink, others)
            top += each + (4 if high else 0)

    def _value(
        self,
        painter: QPainter,
        box: QRect,
        place: QRect,
        words: str,
        mark: LevelMark | None,
        ink: str,
        others: Sequence[Range],
    ) -> None:
        look = theme.look()
        if others:
            turned = QStyle.visualRect(painter.layoutDirection(), box, place)
            small, high = look.font("small"), look.line_height("small")
            paint_marked(painter, turned, words, others, small, high, theme.colour(ink))
            return
        if mark is None:
            self._text(painter, box, place, words or _NOTHING, look.font("small"), ink)
            return
        width = line_width(words, look.font("small", bold=True)) + look.sign_px + 24
        badge = QRect(place.left(), 0, min(width, place.width()), badge_height())
        badge.moveTop(place.center().y() - badge.height() // 2)
        turned = QStyle.visualRect(painter.layoutDirection(), box, badge)
        filled = mark.colour != "none"
        paint_badge(painter, turned, words, (mark.sign,), mark.colour, is_filled=filled)

    def paint_heads(self, painter: QPainter, rect: QRect) -> None:
        """Paint what stands above the columns."""
        painter.setLayoutDirection(self._view.layoutDirection())
        small = theme.look().font("small", bold=True)
        box = rect.adjusted(_PAD, 4, -_PAD, -4)
        titles = (_("What"), _("Before"), _("After"))
        for place, words in zip(self._columns(box), titles, strict=True):
            self._text(painter, box, place, words, small, "text_muted")

    def is_wide(self, width: int) -> bool:
        """Whether before and after stand side by side in a view of *width*."""
        return width >= round(SIDE_BY_SIDE * theme.look().scale)

    def _columns(self, box: QRect) -> tuple[QRect, QRect, QRect]:
        """The places of the name, of what stood before, and of what stands now."""
        name = round((box.width() - _INDENT) * _SHARE_OF_NAME)
        each = (box.width() - _INDENT - name - 2 * _GAP) // 2
        left = box.left() + _INDENT
        first = QRect(left, box.top(), name, box.height())
        second = QRect(left + name + _GAP, box.top(), each, box.height())
        third = QRect(second.right() + 1 + _GAP, box.top(), each, box.height())
        return first, second, third

    def _field_rows(self, line: Line, width: int) -> int:
        """How many lines of text the name and both sides of a field take."""
        room = width - 2 * _PAD
        if self.is_wide(width):
            columns = self._columns(QRect(0, 0, room, 10))
            texts = (line.words, line.before or _NOTHING, line.after or _NOTHING)
            pairs = zip(texts, columns, strict=True)
            return max(len(self._lines(words, place.width())) for words, place in pairs)
        inner = room - 2 * _INDENT - self._label_width()
        sides = sum(
            len(self._lines(words or _NOTHING, inner)) for words in (line.before, line.after)
        )
        return len(self._lines(line.words, room - _INDENT)) + sides

    def _label_width(self) -> int:
        small = theme.look().font("small")
        return max(line_width(_("Before"), small), line_width(_("After"), small)) + _GAP

    def _sign_room(self, line: Line) -> int:
        return theme.look().sign_px + 8 if line.place else 0

    def _lines(self, words: str, room: int, *, bold: bool = False) -> list[str]:
        return lines_of(words, theme.look().font("small", bold=bold), room)

    def _text(
        self,
        painter: QPainter,
        box: QRect,
        place: QRect,
        words: str,
        font: QFont,
        ink: str,
        *,
        role: str = "small",
    ) -> None:
        """Paint *words* wrapped from the top of *place*, turned within *box*."""
        high = theme.look().line_height(role)
        found = lines_of(words, font, place.width())
        turned = QStyle.visualRect(painter.layoutDirection(), box, place)
        turned.setHeight(high * len(found))
        paint_lines(painter, turned, found, font, high, theme.colour(ink))
