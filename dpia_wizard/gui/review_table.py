"""The risks under review as lines: before controls, today, and what the supervisor said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import block_size, line_width, paint_block, paint_line
from dpia_wizard.gui.parts.levels import LevelMark, badge_height, paint_badge
from dpia_wizard.gui.words import _

_PAD = 8
_TOP = 6
_END = 26
_STACKED_BELOW = 620


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One risk: its name, its levels, and how far its review is."""

    id: str
    name: str
    inherent: LevelMark
    today: LevelMark
    sign: str
    ink: str
    state: str
    note: str = ""


class ReviewTable(QWidget):
    """Lines under a head; `opened` gives the risk to open or close under its line.

    Keys: up and down walk, Enter opens or closes.
    """

    opened = Signal(str)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, _Line] = {}
        self._form: tuple[str, QWidget] | None = None
        self._measured: tuple[object, tuple[int, int, int]] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = _Head(self)
        self._column.addWidget(self._head)
        self.setAccessibleName(name)

    def show_value(self, lines: Sequence[ReviewLine]) -> None:
        """Show other *lines*; those of known risks stay where the focus is."""
        self._measured = None
        ids = [line.id for line in lines]
        for gone in [id for id in self._lines if id not in set(ids)]:
            if self.open_risk() == gone:
                self.close_form()
            old = self._lines.pop(gone)
            old.hide()
            old.deleteLater()
        for line in lines:
            shown = self._lines.get(line.id) or _Line(self)
            self._lines[line.id] = shown
            shown.show_value(line)
        self._lines = {id: self._lines[id] for id in ids}
        self._place()
        self._head.setVisible(bool(ids))
        current = next((id for id, line in self._lines.items() if line.is_stop), "")
        self._stop_at(current or (ids[0] if ids else ""))

    def ids(self) -> list[str]:
        """The risks in their order."""
        return list(self._lines)

    def line(self, risk: str) -> ReviewLine | None:
        """The line of a risk as it is shown."""
        shown = self._lines.get(risk)
        return None if shown is None else shown.value

    def widget_of(self, risk: str) -> QWidget | None:
        """The line of a risk, to scroll to."""
        return self._lines.get(risk)

    def open_risk(self) -> str:
        """The risk whose form is open, or ""."""
        return "" if self._form is None else self._form[0]

    def show_form(self, risk: str, form: QWidget) -> None:
        """Open *form* under the line of *risk*; an open one goes away."""
        self.close_form()
        self._form = (risk, form)
        self._place()
        form.show()

    def close_form(self) -> None:
        """Take the open form away."""
        if self._form is None:
            return
        risk, form = self._form
        self._form = None
        inside = form.focusWidget()
        had_focus = inside is not None and inside.hasFocus()
        form.hide()
        self._column.removeWidget(form)
        form.deleteLater()
        if (line := self._lines.get(risk)) is not None:
            line.set_open(is_open=False)
            if had_focus:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_line(self, risk: str) -> None:
        """Give the focus to the line of *risk*."""
        if risk in self._lines:
            self._stop_at(risk)
            self._lines[risk].setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, risk: str, step: int) -> None:
        """Go *step* lines on from *risk*."""
        ids = self.ids()
        at = ids.index(risk) + step
        if 0 <= at < len(ids):
            self.focus_line(ids[at])

    def stop_at(self, risk: str) -> None:
        """Make the line of *risk* the one that Tab stops at."""
        self._stop_at(risk)

    def is_stacked(self, width: int) -> bool:
        """Whether the levels stand under the name at this width."""
        return width < round(_STACKED_BELOW * theme.look().scale)

    def columns(self, width: int) -> tuple[int, int, int]:
        """Where the levels before, today and the review begin."""
        state = (width, theme.look())
        if self._measured is None or self._measured[0] != state:
            before = {line.value.inherent for line in self._lines.values()}
            now = {line.value.today for line in self._lines.values()}
            self._measured = (state, self._measure(width, before, now))
        return self._measured[1]

    def _measure(
        self, width: int, before: set[LevelMark], now: set[LevelMark]
    ) -> tuple[int, int, int]:
        font = theme.look().font("small", bold=True)
        heads = [line_width(w, font) for w in (_("Before controls"), _("Today"), _("Review"))]
        first = max([heads[0], *(_badge_width(mark) for mark in before)]) + 2 * _PAD
        second = max([heads[1], *(_badge_width(mark) for mark in now)]) + 2 * _PAD
        third = max(round(width * 0.24), heads[2] + 2 * _PAD + _END)
        start = width - third
        return start - first - second, start - second, start

    def _stop_at(self, risk: str) -> None:
        for other, line in self._lines.items():
            line.set_stop(is_stop=other == risk)

    def _place(self) -> None:
        wanted: list[QWidget] = [self._head]
        for risk, line in self._lines.items():
            wanted.append(line)
            if self._form is not None and self._form[0] == risk:
                wanted.append(self._form[1])
                line.set_open(is_open=True)
        for at, widget in enumerate(wanted):
            item = self._column.itemAt(at)
            if item is None or item.widget() is not widget:
                self._column.insertWidget(at, widget)
        for before, after in pairwise(wanted[1:]):
            QWidget.setTabOrder(before, after)


class _Head(QWidget):
    def __init__(self, table: ReviewTable) -> None:
        super().__init__(table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.look().line_height("small") + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        table = self.parentWidget()
        if not isinstance(table, ReviewTable):
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(self.rect(), theme.colour("surface_alt"))
        heads = [(_PAD, _("Risk"))]
        if not table.is_stacked(self.width()):
            names = (_("Before controls"), _("Today"), _("Review"))
            heads += [
                (x + _PAD, name) for x, name in zip(table.columns(self.width()), names, strict=True)
            ]
        font = theme.look().font("small", bold=True)
        for x, name in heads:
            place = QRect(x, 0, line_width(name, font) + 4, self.height())
            turned = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
            paint_line(painter, turned, name, font, theme.colour("text_muted"))


class _Line(QWidget):
    def __init__(self, table: ReviewTable) -> None:
        super().__init__(table)
        self.value = ReviewLine("", "", LevelMark("", "", ""), LevelMark("", "", ""), "", "", "")
        self.is_stop = False
        self._is_open = False
        self._boxed: tuple[object, tuple[QRect, QRect]] | None = None
        self.setProperty("ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, line: ReviewLine) -> None:
        if line == self.value:
            return
        self.value = line
        self._boxed = None
        self.setObjectName(f"review.{line.id}")
        self.setAccessibleName(
            _("{risk}. Before controls {inherent}, today {today}. {state}").format(
                risk=line.name,
                inherent=line.inherent.word,
                today=line.today.word,
                state=line.state,
            )
        )
        self.setAccessibleDescription(line.note)
        self.updateGeometry()
        self.update()

    def set_open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self.update()

    def set_stop(self, *, is_stop: bool) -> None:
        self.is_stop = is_stop
        stop = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(stop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._table().stop_at(self.value.id)
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._table().opened.emit(self.value.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._table().walk(self.value.id, 1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._table().opened.emit(self.value.id)
        else:
            event.ignore()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.look()
        line = look.line_height("small")
        name, state = self._boxes(width)
        if self._table().is_stacked(width):
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
        bold = look.font("small", bold=self._is_open)
        paint_block(painter, self._turned(name), self.value.name, bold, line, theme.colour("text"))
        before, today = self._levels(name)
        self._paint_plain(painter, self.value.inherent, before)
        mark = self.value.today
        paint_badge(
            painter,
            self._turned(today),
            mark.word,
            (mark.sign,),
            mark.colour,
            is_filled=mark.colour != "none",
        )
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
        table = self._table()
        state = (width, theme.look(), None if table.is_stacked(width) else table.columns(width))
        if self._boxed is None or self._boxed[0] != state:
            self._boxed = (state, self._box(width))
        name, words = self._boxed[1]
        return QRect(name), QRect(words)

    def _box(self, width: int) -> tuple[QRect, QRect]:
        look = theme.look()
        line = look.line_height("small")
        table = self._table()
        if table.is_stacked(width):
            room = width - 2 * _PAD - _END
            high = block_size(self.value.name, look.font("small", bold=True), line, room).height()
            name = QRect(_PAD, _TOP, room, high)
            start = 0 if self._apart(width) else self._levels_width()
            room = width - _PAD - start - _PAD
            y = name.bottom() + 5 + (badge_height() if self._apart(width) else 0)
            state = self._state_size(room)
            return name, QRect(_PAD + start, y, room, state.height())
        before, _today, review = table.columns(width)
        high = block_size(
            self.value.name, look.font("small", bold=True), line, before - 2 * _PAD
        ).height()
        name = QRect(_PAD, _TOP, before - 2 * _PAD, high)
        room = width - review - _PAD - _END
        high = self._state_size(room).height()
        top = _TOP + max(0, (badge_height() - line) // 2)
        name.moveTop(top)
        return name, QRect(review + _PAD, top, room, high)

    def _levels(self, name: QRect) -> tuple[QRect, QRect]:
        """Where the levels before controls and today stand, as read from the left."""
        value, table = self.value, self._table()
        high = badge_height()
        first, second = _badge_width(value.inherent), _badge_width(value.today)
        if table.is_stacked(self.width()):
            y = name.bottom() + 4
            return QRect(_PAD, y, first, high), QRect(_PAD + first + 18, y, second, high)
        before, today, _review = table.columns(self.width())
        return QRect(before + _PAD, _TOP, first, high), QRect(today + _PAD, _TOP, second, high)

    def _paint_plain(self, painter: QPainter, mark: LevelMark, place: QRect) -> None:
        """A level without a fill: one fill in a line is enough."""
        look = theme.look()
        sign = QRect(place.left(), place.top(), look.sign_px, place.height())
        paint_sign(painter, self._turned(sign), mark.sign, theme.colour("text"))
        words = place.adjusted(look.sign_px + 6, 0, 0, 0)
        ink, font = theme.colour("text"), look.font("small")
        paint_line(painter, self._turned(words), mark.word, font, ink)

    def _levels_width(self) -> int:
        return _badge_width(self.value.inherent) + _badge_width(self.value.today) + 18 + 12

    def _apart(self, width: int) -> bool:
        """Whether the words of the review need a line of their own under the levels."""
        look = theme.look()
        needed = line_width(self.value.state, look.font("small")) + look.sign_px + 6
        return self._levels_width() + needed > width - 2 * _PAD

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

    def _table(self) -> ReviewTable:
        table = self.parentWidget()
        if not isinstance(table, ReviewTable):
            raise TypeError("a line stands in its table")
        return table


def _badge_width(mark: LevelMark) -> int:
    look = theme.look()
    return line_width(mark.word, look.font("small", bold=True)) + look.sign_px + 26
