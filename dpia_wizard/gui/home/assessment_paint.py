"""How a line of the list is painted: title, stage, worst level, counts, sections, review."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.home.words import HomeWords, Said
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_block, paint_line
from dpia_wizard.gui.parts.levels import LevelMark, badge_height, paint_badge
from dpia_wizard.gui.parts.status import paint_bar
from dpia_wizard.gui.words import isolate_answer
from dpia_wizard.storage.store import Listed

_PAD = 8
_LEAD = 8
_TITLE, _STANDS, _WORST, _COUNTS, _SECTIONS, _REVIEW, _MORE = range(7)
Counts = Sequence[tuple[LevelMark, int]]


class AssessmentDelegate(QStyledItemDelegate):
    """Paints the cells; with ``narrow`` the counts go into the line under the title."""

    def __init__(self, words: HomeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.narrow = False

    def row_height(self, title_rows: int = 1) -> int:
        """The height of a row whose title takes so many lines."""
        look = theme.look()
        return look.line_height() * title_rows + look.line_height("small") + 10

    def title_rows(self, lines: Sequence[Listed], width: int) -> list[int]:
        """How many lines each title takes in a column of *width*; fast, a library may be long."""
        font = theme.look().font(bold=True)
        advance = QFontMetrics(font).horizontalAdvance
        room = width - _LEAD - _PAD
        titles = [self.words.title(line) for line in lines]
        return [
            1 if advance(title) < room else len(lines_of(title, font, room)) for title in titles
        ]

    def widths(self) -> dict[int, int]:
        """The width each column needs for whatever may stand in it."""
        look = theme.look()
        body, small, bold = look.font(), look.font("small"), look.font("small", bold=True)
        sign = look.sign_px + 8
        stages, seconds = self.words.all_stands()
        stands = max(
            *(line_width(words, body) for words in stages),
            *(line_width(words, small) for words in seconds),
        )
        marks = self.words.all_levels()
        worst = max(line_width(mark.word, bold) for mark in self.words.all_worst())
        review = max(line_width(words, small) for words in self.words.all_reviews())
        return {
            _STANDS: stands + sign + 2 * _PAD,
            _WORST: worst + look.sign_px + 24 + 2 * _PAD,
            _COUNTS: self._counts_width([(mark, 88) for mark in marks]) + _PAD,
            _SECTIONS: round(112 * look.scale) + 2 * _PAD,
            _REVIEW: review + sign + 2 * _PAD,
            _MORE: max(theme.shape("target_min"), look.control_height) + 4,
        }

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, self.row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(line, Listed):
            return
        rect: QRect = option.rect
        state = option.state
        direction = option.direction
        painter.save()
        painter.setLayoutDirection(direction)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        view = self.parent()
        focused = isinstance(view, QAbstractItemView) and view.hasFocus()
        if focused and state & QStyle.StateFlag.State_Selected:
            self._paint_focus(painter, rect, index.column())
        lead = _LEAD if index.column() == _TITLE else _PAD
        box = QStyle.visualRect(
            direction,
            rect,
            QRect(
                rect.left() + lead, rect.top() + 4, rect.width() - lead - _PAD, rect.height() - 9
            ),
        )
        self._paint_cell(painter, box, line, index.column())
        painter.restore()

    def _paint_focus(self, painter: QPainter, rect: QRect, column: int) -> None:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
        painter.drawLine(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)

    def _paint_cell(self, painter: QPainter, box: QRect, line: Listed, column: int) -> None:
        words = self.words
        match column:
            case 0:
                self._paint_title(painter, box, line)
            case 1:
                self._paint_said(painter, box, words.stands(line), "body")
            case 2:
                self._paint_worst(painter, box, words.worst(line))
            case 3:
                counts = words.counts(line)
                if counts:
                    self._paint_counts(painter, box, counts)
                else:
                    self._paint_small(painter, box, words.counts_spoken(line))
            case 4:
                self._paint_sections(painter, box, line)
            case 5:
                self._paint_said(painter, box, words.review(line), "small")
            case 6:
                side = theme.look().icon_px
                place = QRect(0, 0, side, side)
                place.moveCenter(box.center())
                paint_sign(painter, place, "more", theme.colour("accent"))

    def _paint_title(self, painter: QPainter, box: QRect, line: Listed) -> None:
        look = theme.look()
        under = look.line_height("small")
        title = QRect(box.left(), box.top(), box.width(), box.height() - under)
        font = look.font(bold=True)
        ink = theme.colour("text")
        words = in_own_direction(self.words.title(line), font, box.width())
        paint_block(painter, title, words, font, look.line_height(), ink)
        place = QRect(box.left(), box.bottom() + 1 - under, box.width(), under)
        if not self.narrow:
            self._paint_small(painter, place, self.words.under_title(line))
            return
        text = self.words.under_title_narrow(line)
        self._paint_small(painter, place, text)
        used = line_width(text, look.font("small")) + 14
        rest = place.adjusted(used, 0, 0, 0)
        if rest.width() >= self._counts_width(self.words.counts(line)):
            turned = QStyle.visualRect(painter.layoutDirection(), box, rest)
            self._paint_counts(painter, turned, self.words.counts(line))

    def _paint_said(self, painter: QPainter, box: QRect, said: Said, role: str) -> None:
        look = theme.look()
        direction = painter.layoutDirection()
        line_height = look.line_height(role)
        lead = 0
        font = look.font(role)
        room = box.width()
        if said.sign:
            lead = look.sign_px + 8
            room -= lead
        first = lines_of(said.words, font, room)
        small = look.font("small")
        second = lines_of(said.second, small, room) if said.second else []
        height = line_height * len(first) + look.line_height("small") * len(second)
        top = box.top() + max(0, (box.height() - height) // 2)
        if said.sign:
            place = QRect(box.left(), top, look.sign_px, line_height)
            turned = QStyle.visualRect(direction, box, place)
            paint_sign(painter, turned, said.sign, theme.colour(said.ink))
        ink = theme.colour("text_muted" if said.ink == "text_muted" else "text")
        for words in first:
            self._line(
                painter, box, QRect(box.left() + lead, top, room, line_height), words, font, ink
            )
            top += line_height
        for words in second:
            place = QRect(box.left() + lead, top, room, look.line_height("small"))
            self._line(painter, box, place, words, small, theme.colour("text_muted"))
            top += look.line_height("small")

    def _line(
        self, painter: QPainter, box: QRect, place: QRect, words: str, font: QFont, ink: QColor
    ) -> None:
        turned = QStyle.visualRect(painter.layoutDirection(), box, place)
        paint_line(painter, turned, words, font, ink)

    def _paint_small(self, painter: QPainter, box: QRect, words: str) -> None:
        paint_line(painter, box, words, theme.look().font("small"), theme.colour("text_muted"))

    def _paint_worst(self, painter: QPainter, box: QRect, mark: LevelMark) -> None:
        look = theme.look()
        width = line_width(mark.word, look.font("small", bold=True)) + look.sign_px + 24
        place = QRect(box.left(), 0, width, badge_height())
        place.moveTop(box.center().y() - place.height() // 2)
        turned = QStyle.visualRect(painter.layoutDirection(), box, place)
        filled = mark.colour != "none"
        paint_badge(painter, turned, mark.word, (mark.sign,), mark.colour, is_filled=filled)

    def _paint_counts(self, painter: QPainter, box: QRect, counts: Counts) -> None:
        look = theme.look()
        font = look.font("small")
        x = box.left()
        ink = theme.colour("text")
        for mark, n in counts:
            width = line_width(str(n), font)
            sign = QRect(x, box.top(), look.sign_px, box.height())
            number = QRect(x + look.sign_px + 4, box.top(), width, box.height())
            direction = painter.layoutDirection()
            paint_sign(painter, QStyle.visualRect(direction, box, sign), mark.sign, ink)
            paint_line(painter, QStyle.visualRect(direction, box, number), str(n), font, ink)
            x += look.sign_px + 4 + width + 12

    def _counts_width(self, counts: Counts) -> int:
        look = theme.look()
        font = look.font("small")
        return sum(look.sign_px + 16 + line_width(str(n), font) for _mark, n in counts)

    def _paint_sections(self, painter: QPainter, box: QRect, line: Listed) -> None:
        look = theme.look()
        height = look.line_height("small")
        top = box.top() + (box.height() - height - 11) // 2
        words = QRect(box.left(), top, box.width(), height)
        self._paint_small(painter, words, self.words.sections(line))
        bar = QRectF(box.left(), top + height + 2, box.width(), 9)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        found = line.summary
        paint_bar(painter, bar, found.sections_done, found.sections_total, mirrored=mirrored)


def in_own_direction(text: str, font: QFont, width: int) -> str:
    """Somebody's words broken into lines of *width*, each read in its own direction."""
    return "\n".join(isolate_answer(line) for line in lines_of(text, font, width))
