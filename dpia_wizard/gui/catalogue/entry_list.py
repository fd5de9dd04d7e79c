"""The lines of one kind of the catalogue: a model over them, how they are painted, the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dpia_wizard.core.uses import Item
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.parts.drawing import block_size, paint_block
from dpia_wizard.gui.words import _, start_rtl_line
from dpia_wizard.wording.catalogue import Entry

Index = QModelIndex | QPersistentModelIndex
ENTRY = int(Qt.ItemDataRole.UserRole)
_PAD = 12


def line_of(entry: Entry) -> str:
    """A line as it is read: "R36 Sent to the wrong person"."""
    return numbered(entry.number, entry.title) if entry.number else start_rtl_line(entry.title)


class EntryModel(QAbstractListModel):
    """The lines that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_value(self, entries: Sequence[Entry]) -> None:
        """Show other lines."""
        if tuple(entries) == self.entries:
            return
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def row_of(self, item: Item | None) -> int:
        """The row of a thing, or -1."""
        return next((row for row, entry in enumerate(self.entries) if entry.item == item), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return line_of(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _(", ").join(part for part in (line_of(entry), entry.note) if part)
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Paints number and title, and the note below them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        look = theme.look()
        words = block_size(line_of(entry), look.font(), look.line_height(), width - 2 * _PAD)
        note = look.line_height("small") if entry.note else 0
        return QSize(width, max(theme.shape("target_min"), words.height() + note + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        look = theme.look()
        rect: QRect = option.rect
        direction = option.direction
        painter.save()
        painter.setLayoutDirection(direction)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            bar = QRect(rect.left(), rect.top(), theme.shape("leading_bar"), rect.height())
            painter.fillRect(QStyle.visualRect(direction, rect, bar), theme.colour("accent"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        width = rect.width() - 2 * _PAD
        line, words = look.line_height(), line_of(entry)
        high = block_size(words, look.font(), line, width).height()
        place = QRect(rect.left() + _PAD, rect.top() + 6, width, high)
        turned = QStyle.visualRect(direction, rect, place)
        paint_block(painter, turned, words, look.font(), line, theme.colour("text"))
        if entry.note:
            small = look.line_height("small")
            below = QRect(place.left(), place.bottom() + 1, width, small)
            turned = QStyle.visualRect(direction, rect, below)
            note = painter.fontMetrics().elidedText(entry.note, Qt.TextElideMode.ElideRight, width)
            ink = theme.colour("text_muted")
            paint_block(painter, turned, note, look.font("small"), small, ink)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), theme.shape("focus_ring")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        painter.restore()


class EntryList(QListView):
    """The list. `chosen` gives a thing and whether it was only walked past with the keys."""

    chosen = Signal(object, bool)

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.setObjectName("catalogue.entries")
        self.setModel(model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("ground", "surface_alt")
        self.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))

    def show_current(self, item: Item | None) -> None:
        """Mark a thing as the one that is shown; tells nobody."""
        model = self.model()
        row = model.row_of(item) if isinstance(model, EntryModel) else -1
        self._showing = True
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = model.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._showing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        QTimer.singleShot(0, self, self._keep_current_in_sight)  # after the lines have their place

    def _keep_current_in_sight(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _tell(self, now: QModelIndex) -> None:
        entry = now.data(ENTRY) if now.isValid() else None
        if not self._showing and isinstance(entry, Entry):
            pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
            self.chosen.emit(entry.item, not pressed)
