"""A table to read and open: rows that wrap, a form under the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import block_size, longest_word, paint_block
from dpia_wizard.gui.words import _

_PAD = 8
_ABOVE = 7
_END = 26
_STACKED_BELOW = 620
_MEASURED = 6
"""How many of the longest words of a column are measured."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A heading and how much of the width its column takes, compared with the others."""

    heading: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class TableCell:
    """Words in a cell, with a sign before them; ``ink`` is a colour role."""

    words: str
    sign: str = ""
    ink: str = "text"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by its key."""

    key: str
    cells: tuple[TableCell, ...]


class RowTable(QWidget):
    """Rows of words under headings; below 620 pixels each row stands as a list.

    Keys: up and down walk, Enter opens or closes a row, Delete asks to remove it.
    """

    opened = Signal(str)  # the key of the row to open or close
    remove_asked = Signal(str)
    current_changed = Signal(str)

    def __init__(
        self, columns: Sequence[TableColumn], *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._lines: dict[str, _Line] = {}
        self._form: tuple[str, QWidget] | None = None
        self._least: tuple[list[int], list[int]] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = _Head(self)
        self._column.addWidget(self._head)
        self.setAccessibleName(name)

    def show_value(self, rows: Sequence[TableRow]) -> None:
        """Show other *rows*; those with a known key stay what they are and where the focus is."""
        keys = [row.key for row in rows]
        for gone in [key for key in self._lines if key not in set(keys)]:
            line = self._lines.pop(gone)
            line.hide()
            line.deleteLater()
            if self._form is not None and self._form[0] == gone:
                self.close_form()
        for row in rows:
            line = self._lines.get(row.key) or _Line(self)
            self._lines[row.key] = line
            line.show_value(row)
        self._lines = {key: self._lines[key] for key in keys}
        self._measure()
        self._place()
        current = next((k for k, line in self._lines.items() if line.is_stop), None)
        self._stop_at(current or (keys[0] if keys else ""))

    def row_keys(self) -> list[str]:
        """The keys of the rows in their order."""
        return list(self._lines)

    def row(self, key: str) -> TableRow | None:
        """The row *key* as it is shown, or None."""
        line = self._lines.get(key)
        return None if line is None else line.value

    def open_key(self) -> str:
        """The key of the row whose form is open, or ""."""
        return "" if self._form is None else self._form[0]

    def form(self) -> QWidget | None:
        """The form that is open, or None."""
        return None if self._form is None else self._form[1]

    def show_form(self, key: str, form: QWidget) -> None:
        """Open *form* under the row *key*; an open one goes away."""
        self.close_form()
        self._form = (key, form)
        self._place()
        form.show()

    def close_form(self) -> None:
        """Take the open form away."""
        if self._form is None:
            return
        key, form = self._form
        self._form = None
        had_focus = form.isAncestorOf(form.focusWidget()) if form.focusWidget() else False
        form.hide()
        self._column.removeWidget(form)
        form.deleteLater()
        line = self._lines.get(key)
        if line is not None:
            line.set_open(is_open=False)
            if had_focus:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_row(self, key: str) -> None:
        """Give the focus to the row *key*."""
        if key in self._lines:
            self._stop_at(key)
            self._lines[key].show()  # a row that has just come is hidden: it would get no focus
            self._lines[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def is_stacked(self, width: int) -> bool:
        """Whether rows stand as lists at this width."""
        return width < round(_STACKED_BELOW * theme.look().scale)

    def widths(self, width: int) -> list[tuple[int, int]]:
        """Where each column begins and how wide it is: no word is broken while there is room."""
        heads, words = self._least_widths()
        spare, wanted = width - _END - sum(heads), sum(words) - sum(heads)
        least = words
        if wanted > spare:
            least = [
                head + max(0, spare) * (word - head) // wanted
                for head, word in zip(heads, words, strict=True)
            ]
        room = max(0, width - _END - sum(least))
        weights = sum(column.weight for column in self.columns)
        places, x = [], 0
        for column, own in zip(self.columns, least, strict=True):
            wide = own + room * column.weight // weights
            places.append((x, wide))
            x += wide
        return places

    def _measure(self) -> None:
        """Give the columns their widths anew, where other words ask for others."""
        before, self._least = self._least, None
        if before is not None and before != self._least_widths():
            for line in self._lines.values():
                line.place_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._least = None

    def _least_widths(self) -> tuple[list[int], list[int]]:
        """What each column needs for the words of its heading, and for those of its cells too."""
        if self._least is None:
            look, around = theme.look(), 2 * _PAD
            bold, font = look.font("small", bold=True), look.font("small")
            heads = [longest_word(column.heading, bold) + around for column in self.columns]
            signs = look.sign_px + 6
            rows = [line.value.cells for line in self._lines.values()]
            words = []
            for at, head in enumerate(heads):
                cells = [row[at] for row in rows]
                sign = signs if any(cell.sign for cell in cells) else 0
                long = longest_word(_longest_words(cells), font)
                words.append(max(head, long + sign + around))
            self._least = heads, words
        return self._least

    def walk(self, line: _Line, step: int) -> None:
        """Go *step* rows on from *line*."""
        keys = list(self._lines)
        at = keys.index(line.value.key) + step
        if 0 <= at < len(keys):
            self.focus_row(keys[at])

    def stop_at(self, key: str) -> None:
        """Make the row *key* the one that Tab stops at."""
        self._stop_at(key)
        self.current_changed.emit(key)

    def _stop_at(self, key: str) -> None:
        for other, line in self._lines.items():
            line.set_stop(is_stop=other == key)

    def _place(self) -> None:
        wanted: list[QWidget] = [self._head]
        for key, line in self._lines.items():
            wanted.append(line)
            if self._form is not None and self._form[0] == key:
                wanted.append(self._form[1])
                line.set_open(is_open=True)
        for at, widget in enumerate(wanted):
            if self._column.indexOf(widget) != at:
                self._column.insertWidget(at, widget)
        before: QWidget | None = None
        for widget in wanted[1:]:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self._head.setVisible(bool(self._lines))


def _longest_words(cells: Sequence[TableCell]) -> str:
    """The few words with the most letters: the widest is among them."""
    words = {word for cell in cells for word in cell.words.split()}
    return " ".join(sorted(words, key=lambda word: (-len(word), word))[:_MEASURED])


class _Head(QWidget):
    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._table.is_stacked(width):
            return 1
        look = theme.look()
        font, line = look.font("small", bold=True), look.line_height("small")
        places = zip(self._table.columns, self._table.widths(width), strict=True)
        return 6 + max(
            block_size(column.heading, font, line, wide - 2 * _PAD).height()
            for column, (_x, wide) in places
        )

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(300, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self._table.is_stacked(self.width()):
            painter.fillRect(self.rect(), theme.colour("line"))
            return
        painter.fillRect(self.rect(), theme.colour("surface_alt"))
        look = theme.look()
        font, line = look.font("small", bold=True), look.line_height("small")
        places = zip(self._table.columns, self._table.widths(self.width()), strict=True)
        for column, (x, wide) in places:
            place = QRect(x + _PAD, 0, wide - 2 * _PAD, self.height())
            place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
            paint_block(painter, place, column.heading, font, line, theme.colour("text_muted"))


class _Line(QWidget):
    """One row, painted whole."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        self.value = TableRow("", ())
        self.is_stop = False
        self._is_open = False
        self._is_second = False
        self._placed: dict[int, list[tuple[QRect, TableCell, QFont]]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_value(self, row: TableRow) -> None:
        if row == self.value:
            return
        self.value = row
        self._placed.clear()
        self.setObjectName(row.key)
        self.setAccessibleName(_(", ").join(self._told()))
        self.updateGeometry()
        self.update()

    def set_stop(self, *, is_stop: bool) -> None:
        self.is_stop = is_stop
        stop = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(stop)

    def set_open(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self.setAccessibleDescription(_("open") if is_open else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    event.ignore()
                    return
                self._table.opened.emit(self.value.key)
                form = self._table.form()
                if form is not None:
                    bring_into_sight(form)  # under a row near the edge nothing of it would show
            case Qt.Key.Key_Up if not event.modifiers():
                self._table.walk(self, -1)
            case Qt.Key.Key_Down if not event.modifiers():
                self._table.walk(self, 1)
            case Qt.Key.Key_Delete:
                self._table.remove_asked.emit(self.value.key)
            case _:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_second = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_second, self._is_second = self._is_second, False
        if event.button() != Qt.MouseButton.LeftButton or is_second:
            return
        if self.rect().contains(event.position().toPoint()):
            self._table.opened.emit(self.value.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press right after the first does not close again what that opened."""
        self._is_second = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._table.stop_at(self.value.key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.place_anew()

    def place_anew(self) -> None:
        """Give every cell its place again: the columns are other ones now."""
        self._placed.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        cells = self._cells(width)
        if self._table.is_stacked(width):
            needed = cells[-1][0].bottom() + 6 if cells else 0
        else:
            needed = max(
                (place.height() + 2 * _ABOVE + 1 for place, _cell, _font in cells), default=0
            )
        return max(theme.shape("target_min"), needed)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(300, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.shape("target_min"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        if self._is_open or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
        look = theme.look()
        line = look.line_height("small")
        stacked = self._table.is_stacked(self.width())
        for place, cell, font in self._cells(self.width()):
            box = QRect(place)
            if not stacked:
                box.setTop(5)
                box.setHeight(place.height())
            if cell.sign:
                sign = QRect(box.left(), box.top(), look.sign_px, line)
                turned = QStyle.visualRect(self.layoutDirection(), self.rect(), sign)
                paint_sign(painter, turned, cell.sign, theme.colour(cell.ink))
                box.setLeft(box.left() + look.sign_px + 6)
            turned = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
            is_faint = cell.ink == "text_muted" and not cell.sign
            ink = theme.colour("text_muted" if is_faint else "text")
            paint_block(painter, turned, cell.words, font, line, ink)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        end = QRect(self.width() - _END, 5, look.sign_px, line)
        turned = QStyle.visualRect(self.layoutDirection(), self.rect(), end)
        arrow = "chevron-up" if self._is_open else "chevron-down"
        paint_sign(painter, turned, arrow, theme.colour("text_muted"))

    def _cells(self, width: int) -> list[tuple[QRect, TableCell, QFont]]:
        """Where the words of each cell stand, as read from the left."""
        found = self._placed.get(width)
        if found is None:
            found = self._placed[width] = self._place(width)
        return found

    def _place(self, width: int) -> list[tuple[QRect, TableCell, QFont]]:
        look = theme.look()
        font, line = look.font("small"), look.line_height("small")
        found: list[tuple[QRect, TableCell, QFont]] = []
        if self._table.is_stacked(width):
            y = 5
            for at, cell in enumerate(self.value.cells):
                if not cell.words:
                    continue
                shown, bold = cell, look.font("small", bold=True) if at == 0 else font
                if at:
                    heading = self._table.columns[at].heading
                    told = _("{heading}: {words}").format(heading=heading, words=cell.words)
                    shown = TableCell(told, cell.sign, cell.ink)
                room = width - 2 * _PAD - _END - self._sign_room(shown)
                high = block_size(shown.words, bold, line, room).height()
                found.append((QRect(_PAD, y, width - 2 * _PAD - _END, high), shown, bold))
                y += high
            return found
        places = self._table.widths(width)
        for cell, (x, wide) in zip(self.value.cells, places, strict=True):
            room = wide - 2 * _PAD - self._sign_room(cell)
            high = block_size(cell.words, font, line, room).height()
            found.append((QRect(x + _PAD, _ABOVE, wide - 2 * _PAD, high), cell, font))
        return found

    def _sign_room(self, cell: TableCell) -> int:
        return theme.look().sign_px + 6 if cell.sign else 0

    def _told(self) -> list[str]:
        cells = zip(self._table.columns, self.value.cells, strict=True)
        return [
            cell.words
            if at == 0
            else _("{heading}: {words}").format(heading=column.heading, words=cell.words)
            for at, (column, cell) in enumerate(cells)
            if cell.words
        ]
