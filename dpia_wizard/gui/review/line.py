"""One line of the risks under review, painted: name, two levels, and how far its review is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import block_size, line_width, paint_block, paint_line
from dpia_wizard.gui.parts.levels import LevelMark, badge_height, paint_badge

PAD = 8
_END = 26
_TOP = 6
_STACKED_BELOW = 620


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One risk: its name, its levels, and how far its review is.

    ``said`` is what a screen reader says of it; ``is_first_filled``: both levels are badges.
    """

    id: str
    name: str
    first: LevelMark
    second: LevelMark
    sign: str
    ink: str
    state: str
    said: str = ""
    is_first_filled: bool = False


class ReviewColumns:
    """Where the columns of the levels and of the review begin, by the width of the table; *heads*
    are what stands above the three."""

    def __init__(self, heads: tuple[str, str, str]) -> None:
        self.heads = heads
        self._lines: tuple[ReviewLine, ...] = ()
        self._measured: tuple[object, tuple[int, int, int]] | None = None

    def set_heads(self, heads: tuple[str, str, str]) -> None:
        """Measure other words above the columns."""
        self.heads, self._measured = heads, None

    def show_value(self, lines: Sequence[ReviewLine]) -> None:
        """Measure other lines."""
        self._lines = tuple(lines)
        self._measured = None

    def at(self, width: int) -> tuple[int, int, int] | None:
        """The starts of both levels and of the review; None: the levels stand under the name."""
        if width < round(_STACKED_BELOW * theme.look().scale):
            return None
        state = (width, theme.look())
        if self._measured is None or self._measured[0] != state:
            self._measured = (state, self._measure(width))
        return self._measured[1]

    def _measure(self, width: int) -> tuple[int, int, int]:
        font = theme.look().font("small", bold=True)
        heads = [line_width(words, font) for words in self.heads]
        before = {line.first for line in self._lines}
        now = {line.second for line in self._lines}
        first = max([heads[0], *(_badge_width(mark) for mark in before)]) + 2 * PAD
        second = max([heads[1], *(_badge_width(mark) for mark in now)]) + 2 * PAD
        third = max(round(width * 0.24), heads[2] + 2 * PAD + _END)
        start = width - third
        return start - first - second, start - second, start


class RiskLine(QWidget):
    """The line. `pressed`, `opened` and `walked` (by how many lines) tell what a person did."""

    pressed = Signal()
    opened = Signal()
    walked = Signal(int)

    def __init__(self, columns: ReviewColumns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.value = ReviewLine("", "", LevelMark("", "", ""), LevelMark("", "", ""), "", "", "")
        self.is_stop = False
        self._is_open = False
        self._boxed: dict[object, tuple[QRect, QRect]] = {}
        self._boxed_in = theme.look()
        self.setProperty("ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, line: ReviewLine) -> None:
        """Show another line, or this one as it stands now."""
        if line == self.value:
            return
        self.value = line
        self._boxed.clear()
        self.setObjectName(f"review.{line.id}")
        self.setAccessibleName(line.said)
        self.updateGeometry()
        self.update()

    def set_open(self, *, is_open: bool) -> None:
        """Show whether the form of the risk is open below."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._boxed.clear()
            self.updateGeometry()
        self.update()

    def set_stop(self, *, is_stop: bool) -> None:
        """Be the line that Tab stops at, or not."""
        self.is_stop = is_stop
        stop = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(stop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.opened.emit()
        else:
            event.ignore()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.look()
        line = look.line_height("small")
        name, state = self._boxes(width)
        if self._columns.at(width) is None:
            under = badge_height() + (state.height() if self._apart(width) else 0) + 4
            return 2 * _TOP + name.height() + under
        return 2 * _TOP + max(name.height(), badge_height(), state.height(), line)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(300, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, badge_height() + 2 * _TOP)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        if self._is_open or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
        name, state = self._boxes(self.width())
        font, line = look.font("small"), look.line_height("small")
        ink, of_name = theme.colour("text"), self._font_of_name()
        paint_block(painter, self._turned(name), self.value.name, of_name, line, ink)
        before, today = self._levels(name)
        if self.value.is_first_filled:
            self._paint_filled(painter, self.value.first, before)
        else:
            self._paint_plain(painter, self.value.first, before)
        self._paint_filled(painter, self.value.second, today)
        sign = QRect(state.left(), state.top(), look.sign_px, line)
        paint_sign(painter, self._turned(sign), self.value.sign, theme.colour(self.value.ink))
        words = state.adjusted(look.sign_px + 6, 0, 0, 0)
        paint_block(
            painter, self._turned(words), self.value.state, font, line, theme.colour("text")
        )
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        end = QRect(self.width() - _END, _TOP, look.sign_px, line)
        arrow = "chevron-up" if self._is_open else "chevron-down"
        paint_sign(painter, self._turned(end), arrow, theme.colour("text_muted"))

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        """Where the name and the words of the review stand, as read from the left."""
        if (look := theme.look()) != self._boxed_in:
            self._boxed.clear()
            self._boxed_in = look
        state = (width, self._columns.at(width))
        if state not in self._boxed:
            self._boxed[state] = self._box(width)
        name, words = self._boxed[state]
        return QRect(name), QRect(words)

    def _box(self, width: int) -> tuple[QRect, QRect]:
        look = theme.look()
        line = look.line_height("small")
        columns = self._columns.at(width)
        if columns is None:
            room = width - 2 * PAD - _END
            high = block_size(self.value.name, self._font_of_name(), line, room).height()
            name = QRect(PAD, _TOP, room, high)
            start = 0 if self._apart(width) else self._levels_width()
            room = width - PAD - start - PAD
            y = name.bottom() + 5 + (badge_height() if self._apart(width) else 0)
            state = self._state_size(room)
            return name, QRect(PAD + start, y, room, state.height())
        before, _today, review = columns
        room = before - 2 * PAD
        high = block_size(self.value.name, self._font_of_name(), line, room).height()
        name = QRect(PAD, _TOP, before - 2 * PAD, high)
        room = width - review - PAD - _END
        high = self._state_size(room).height()
        top = _TOP + max(0, (badge_height() - line) // 2)
        name.moveTop(top)
        return name, QRect(review + PAD, top, room, high)

    def _font_of_name(self) -> QFont:
        return theme.look().font("small", bold=self._is_open)

    def _levels(self, name: QRect) -> tuple[QRect, QRect]:
        """Where the levels before controls and today stand, as read from the left."""
        value, columns = self.value, self._columns.at(self.width())
        high = badge_height()
        first, second = _badge_width(value.first), _badge_width(value.second)
        if columns is None:
            y = name.bottom() + 4
            return QRect(PAD, y, first, high), QRect(PAD + first + 18, y, second, high)
        before, today, _review = columns
        return QRect(before + PAD, _TOP, first, high), QRect(today + PAD, _TOP, second, high)

    def _paint_filled(self, painter: QPainter, mark: LevelMark, place: QRect) -> None:
        is_filled = mark.colour != "none"
        turned = self._turned(place)
        paint_badge(painter, turned, mark.word, (mark.sign,), mark.colour, is_filled=is_filled)

    def _paint_plain(self, painter: QPainter, mark: LevelMark, place: QRect) -> None:
        """A level without a fill: one fill in a line is enough."""
        look = theme.look()
        sign = QRect(place.left(), place.top(), look.sign_px, place.height())
        paint_sign(painter, self._turned(sign), mark.sign, theme.colour("text"))
        words = place.adjusted(look.sign_px + 6, 0, 0, 0)
        ink, font = theme.colour("text"), look.font("small")
        paint_line(painter, self._turned(words), mark.word, font, ink)

    def _levels_width(self) -> int:
        return _badge_width(self.value.first) + _badge_width(self.value.second) + 18 + 12

    def _apart(self, width: int) -> bool:
        """Whether the words of the review need a line of their own under the levels."""
        look = theme.look()
        needed = line_width(self.value.state, look.font("small")) + look.sign_px + 6
        return self._levels_width() + needed > width - 2 * PAD

    def _state_size(self, room: int) -> QSize:
        look = theme.look()
        return block_size(
            self.value.state,
            look.font("small"),
            look.line_height("small"),
            room - look.sign_px - 6,
        )

    def _turned(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


def _badge_width(mark: LevelMark) -> int:
    look = theme.look()
    return line_width(mark.word, look.font("small", bold=True)) + look.sign_px + 26
