"""What the search found: each hit's assessment, its place, and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.home.assessment_paint import in_own_direction
from dpia_wizard.gui.home.words import HomeWords
from dpia_wizard.gui.parts.drawing import lines_of, paint_block
from dpia_wizard.gui.words import _
from dpia_wizard.storage.store import Found

FOUND_ROLE = Qt.ItemDataRole.UserRole
_PAD = 14
Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The hits in their order."""

    def __init__(self, words: HomeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._found: tuple[Found, ...] = ()

    def show_value(self, found: Sequence[Found]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._found):
            return None
        found = self._found[index.row()]
        if role == FOUND_ROLE:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (found.title, self._words.place(found.place), found.excerpt)
            return _(", ").join(part for part in parts if part)
        return None


class FoundList(QListView):
    """The hits; `opened` gives the assessment and the place of the one chosen."""

    opened = Signal(str, str)

    def __init__(self, words: HomeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        self.setAccessibleName(_("Search results"))
        self._model = FoundModel(words, self)
        self.setModel(self._model)
        self.setItemDelegate(_FoundDelegate(words, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._open)

    def show_value(self, found: Sequence[Found]) -> None:
        """Show other hits, the first one chosen."""
        self._model.show_value(found)
        if found:
            self.setCurrentIndex(self._model.index(0, 0))

    def open_chosen(self) -> None:
        """Open the hit that is chosen."""
        self._open(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_chosen()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        found = index.data(FOUND_ROLE)
        if isinstance(found, Found):
            self.opened.emit(found.assessment, found.place)


class _FoundDelegate(QStyledItemDelegate):
    def __init__(self, words: HomeWords, parent: QListView) -> None:
        super().__init__(parent)
        self._words = words
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, sum(h for _t, _r, h in self._blocks(index, width)) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            if self._view.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top = rect.top() + 6
        look = theme.look()
        for text, role, height in self._blocks(index, rect.width()):
            box = QRect(rect.left() + _PAD, top, rect.width() - 2 * _PAD, height)
            bold = role == "title"
            font = look.font("small" if role == "place" else "body", bold=bold)
            ink = theme.colour("text_muted" if role == "place" else "text")
            shown = text if role == "place" else in_own_direction(text, font, box.width())
            paint_block(painter, box, shown, font, self._line(role), ink)
            top += height
        painter.restore()

    def _blocks(self, index: Index, width: int) -> list[tuple[str, str, int]]:
        found = index.data(FOUND_ROLE)
        if not isinstance(found, Found):
            return []
        look = theme.look()
        texts = [(found.title or _("Without a title"), "title")]
        place = self._words.place(found.place)
        if place:
            texts.append((place, "place"))
        words = found.excerpt if found.place else found.excerpt.removeprefix(found.title).strip()
        if words:
            texts.append((words, "words" if found.place else "place"))
        blocks = []
        for text, role in texts:
            font = look.font("small" if role == "place" else "body", bold=role == "title")
            count = len(lines_of(text, font, width - 2 * _PAD))
            blocks.append((text, role, count * self._line(role)))
        return blocks

    def _line(self, role: str) -> int:
        return theme.look().line_height("small" if role == "place" else "body")
