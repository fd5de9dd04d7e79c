"""The head and the lines of a repeating table: words that wrap, one stop of the Tab key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.drawing import lines_of, paint_block
from dpia_wizard.gui.parts.labels import reads_right_to_left
from dpia_wizard.gui.words import _, shortened

_PAD = 8
_LEAST = 118
_MOST_LINES = 6
"""A cell with more lines would tear its row apart: its beginning stands in the column, and the
whole under the columns, where a line is wide."""

_BEGINNING = 4
"""The lines of that beginning."""


@dataclass(frozen=True, slots=True)
class LineCell:
    """One cell: the heading over it, the words in it, and whether they are long."""

    heading: str
    words: str
    long: bool = False

    @property
    def said(self) -> str:
        """The heading with its words, in one line."""
        if self.heading.endswith(("?", "؟")):
            return _("{question} {words}").format(question=self.heading, words=self.words)
        return _("{heading}: {words}").format(heading=self.heading, words=self.words)


def columns_that_fit(count: int, width: int) -> int:
    """How many columns stand beside each other; the rest goes under them."""
    each = round(_LEAST * theme.look().scale)
    return max(1, min(count, width // each, 5))


class _Line(QWidget):
    """Words in columns."""

    role = "small"
    is_read_from_the_top = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: tuple[LineCell, ...] = ()
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, cells: Sequence[LineCell]) -> None:
        """Show other *cells*."""
        if tuple(cells) != self.cells:
            self.cells = tuple(cells)
            self._heights.clear()
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    def _measured(self, width: int) -> int:
        line = theme.look().line_height(self.role)
        blocks = [
            len(lines_of(words, self._font(), place.width() - _PAD))
            for place, words in self._blocks(width)
        ]
        under = self._under(width)
        extra = len(lines_of(under, self._font(), width - 2 * _PAD)) * line if under else 0
        return max(blocks, default=1) * line + 2 * 5 + extra + (4 if under else 0)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.look().line_height(self.role) + 10)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._heights.clear()
            self.updateGeometry()

    def words_of(self, cell: LineCell) -> str:
        """What stands in a column for *cell*."""
        return cell.words

    def paint_words(self, painter: QPainter, ink: str) -> None:
        """Paint the words in their columns, and what does not fit under them."""
        line = theme.look().line_height(self.role)
        under = self._under(self.width())
        extra = 0
        if under:
            extra = len(lines_of(under, self._font(), self.width() - 2 * _PAD)) * line + 4
        for place, words in self._blocks(self.width()):
            rect = QRect(place.left(), 0, place.width() - _PAD, self.height() - extra)
            if self.is_read_from_the_top:
                lines = len(lines_of(words, self._font(), rect.width()))
                rect = QRect(rect.left(), 5, rect.width(), lines * line)
            self._paint(painter, rect, words, ink)
        if under:
            rect = QRect(_PAD, self.height() - extra - 5, self.width() - 2 * _PAD, extra)
            self._paint(painter, rect, under, "text_muted")

    def _paint(self, painter: QPainter, rect: QRect, words: str, ink: str) -> None:
        """Paint words from the leading edge, each text in its own direction."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        turned = reads_right_to_left(words, otherwise=mirrored)
        direction = Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        edge = Qt.AlignmentFlag
        align = edge.AlignLeading if turned == mirrored else edge.AlignTrailing
        rect = QStyle.visualRect(self.layoutDirection(), self.rect(), rect)
        line = theme.look().line_height(self.role)
        paint_block(painter, rect, words, self._font(), line, theme.colour(ink), align)

    def _under(self, width: int) -> str:
        return ""

    def _in_column(self, cell: LineCell, width: int) -> str:
        """What stands in a column of *width* pixels for *cell*."""
        del width
        return self.words_of(cell)

    def _font(self) -> QFont:
        return theme.look().font(self.role)

    def _blocks(self, width: int) -> list[tuple[QRect, str]]:
        shown = self.cells[: columns_that_fit(len(self.cells), width)]
        weights = [3 if cell.long else 2 for cell in shown]
        total = sum(weights) or 1
        x, blocks = _PAD, []
        for cell, weight in zip(shown, weights, strict=True):
            each = (width - _PAD) * weight // total
            blocks.append((QRect(x, 0, each, 0), self._in_column(cell, each - _PAD)))
            x += each
        return blocks


class TableHead(_Line):
    """The headings over the columns that fit."""

    def words_of(self, cell: LineCell) -> str:
        return cell.heading

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface_alt"))
        self.paint_words(painter, "text_muted")

    def _font(self) -> QFont:
        return theme.look().font(self.role, bold=True)


class RowLine(_Line):
    """One row. Enter or a click opens it, Alt+Up and Alt+Down move it, Delete removes it."""

    is_read_from_the_top = True
    opened = Signal()
    moved = Signal(int)
    removed = Signal()
    walked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_open = False
        self._may_open = True
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_row(self, cells: Sequence[LineCell], at: int, of: int) -> None:
        """Show the row's *cells*; it is the row *at* (from 1) *of* so many."""
        self.show_value(cells)
        said = _("; ").join(cell.said for cell in cells if cell.words)
        self.setAccessibleName(
            _("Row {at} of {total}. {words}").format(at=at, total=of, words=said)
        )

    def set_open(self, open_: bool) -> None:
        """Show that the form of this row is open under it."""
        self._is_open = open_
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        """Let nobody open, move or remove the row."""
        self._may_open = not read_only
        self.setCursor(
            Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.PointingHandCursor
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_open:
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        self.paint_words(painter, "text")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self._may_open:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            by = -1 if key == Qt.Key.Key_Up else 1
            if alt and self._may_open:
                self.moved.emit(by)
            elif not alt:
                self.walked.emit(by)
        elif not self._may_open or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _in_column(self, cell: LineCell, width: int) -> str:
        lines = lines_of(cell.words, self._font(), width)
        if len(lines) <= _MOST_LINES:
            return cell.words
        most = sum(len(line) for line in lines[:_BEGINNING])
        words = shortened(cell.words, most)
        while len(lines_of(words, self._font(), width)) > _BEGINNING and most > _BEGINNING:
            most -= _BEGINNING
            words = shortened(cell.words, most)
        return words

    def _under(self, width: int) -> str:
        fits = columns_that_fit(len(self.cells), width)
        shown = zip(self.cells[:fits], self._blocks(width), strict=True)
        cut = [cell for cell, (_place, words) in shown if words != cell.words]
        rest = [*cut, *(cell for cell in self.cells[fits:] if cell.words)]
        return " · ".join(cell.said for cell in rest)
