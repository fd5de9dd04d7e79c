"""The list at the side: phases and their sections with sign and words; one phase is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
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
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.core import wizard
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.side_rows import SideRow, side_rows
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_block, paint_line
from dpia_wizard.gui.parts.status import ProgressLine
from dpia_wizard.gui.words import _, start_rtl_line

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)


class SideModel(QAbstractListModel):
    """The lines of the list as a model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[SideRow, ...] = ()

    def show_rows(self, rows: Sequence[SideRow]) -> None:
        """Show other lines; where only words differ, only those are told."""
        new, old = tuple(rows), self.rows
        if [row.id for row in new] != [row.id for row in old]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        self.rows = new
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said
        return None


class SideDelegate(QStyledItemDelegate):
    """Paints a line: sign, title, words; the current one with a bar at its leading edge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: SideRow = index.data(ROW)
        width = option.rect.width()
        view = self.parent()
        if isinstance(view, QListView):
            width = view.viewport().width()
        return QSize(width, self._height(row, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SideRow = index.data(ROW)
        look = theme.look()
        rect = QRect(option.rect)
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setClipRect(rect)
        state = QStyle.StateFlag
        if row.is_current or option.state & state.State_MouseOver:
            painter.fillRect(rect, theme.colour("accent_soft" if row.is_current else "surface"))

        def turned(place: QRect) -> QRect:
            return QStyle.visualRect(option.direction, rect, place)

        if row.is_current:
            bar = QRect(rect.left(), rect.top(), theme.shape("leading_bar"), rect.height())
            painter.fillRect(turned(bar), theme.colour("accent"))
        line, small = look.line_height(), look.line_height("small")
        side = look.sign_px + 1
        pad = 10 if row.is_phase else 4
        sign = QRect(rect.left() + 16, rect.top() + pad + (line - side) // 2, side, side)
        paint_sign(painter, turned(sign), row.sign, theme.colour(row.ink))
        bold = row.is_phase or row.is_current
        titles = lines_of(row.title, look.font(bold=bold), self._room(row, rect.width()))
        place = QRect(
            rect.left() + 40, rect.top() + pad, self._room(row, rect.width()), line * len(titles)
        )
        title = start_rtl_line(row.title)
        paint_block(painter, turned(place), title, look.font(bold=bold), line, theme.colour("text"))
        if row.is_phase:
            self._paint_phase(painter, rect, row, turned)
        else:
            words = lines_of(row.words, look.font("small"), self._room(row, rect.width()))
            below = QRect(place.left(), place.bottom() + 1, place.width(), small * len(words))
            paint_block(
                painter,
                turned(below),
                row.words,
                look.font("small"),
                small,
                theme.colour("text_muted"),
            )
        if option.state & state.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), theme.shape("focus_ring")))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_phase(
        self, painter: QPainter, rect: QRect, row: SideRow, turned: Callable[[QRect], QRect]
    ) -> None:
        look = theme.look()
        side = look.sign_px
        top = rect.top() + 10
        arrow = QRect(rect.right() - 14 - side, top + (look.line_height() - side) // 2, side, side)
        sign = "chevron-down" if row.is_open else "chevron-next"
        paint_sign(painter, turned(arrow), sign, theme.colour("text_muted"))
        counted = QRect(rect.right() - 82 - side, top, 58, look.line_height())
        end = Qt.AlignmentFlag.AlignTrailing
        ink = theme.colour("text_muted")
        paint_line(painter, turned(counted), row.counted, look.font("small"), ink, end)

    def _room(self, row: SideRow, width: int) -> int:
        after = 10
        if row.is_phase:
            look = theme.look()
            after = line_width(row.counted, look.font("small")) + look.sign_px + 32
        return max(60, width - 40 - after)

    def _height(self, row: SideRow, width: int) -> int:
        look = theme.look()
        bold = row.is_phase or row.is_current
        room = self._room(row, width)
        titles = len(lines_of(row.title, look.font(bold=bold), room)) * look.line_height()
        if row.is_phase:
            return titles + 20
        words = len(lines_of(row.words, look.font("small"), room)) * look.line_height("small")
        return titles + words + 9


class SectionList(QWidget):
    """The list with the progress under it. `chosen` gives the section somebody went to."""

    chosen = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = open_
        self._current = ""
        self._phase = ""
        self.setProperty("ground", "surface_alt")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = SideModel(self)
        self._view = _SideView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(SideDelegate(self._view))
        self._view.setAccessibleName(_("Sections"))
        self._view.setObjectName("sections")
        self._view.chosen.connect(self._choose)
        self._view.turned.connect(self._turn)
        self._progress = ProgressLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(6)
        column.addWidget(self._view, 1)
        under = QVBoxLayout()
        under.setContentsMargins(14, 0, 14, 0)
        under.addWidget(self._progress)
        nest(column, under)
        self.setFocusProxy(self._view)
        self.refresh()

    def show_current(self, section: str) -> None:
        """Mark *section* as the one that is shown, with its phase open."""
        self._current = section
        found = self.open.editing.pack.form.section(section)
        self._phase = found.phase if found is not None else self._phase
        self.refresh()
        at = self._row_of(section)
        if at is not None:
            self._view.setCurrentIndex(self._model.index(at))
            self._view.scrollTo(self._model.index(at))

    def refresh(self) -> None:
        """Show how the sections stand now."""
        kept = self._view.currentIndex().row()
        id = self._model.rows[kept].id if 0 <= kept < len(self._model.rows) else ""
        self._model.show_rows(side_rows(self.open, self._current, self._phase))
        at = self._row_of(id)
        if at is not None and self._view.currentIndex().row() != at:
            self._view.setCurrentIndex(self._model.index(at))
        states = self.open.editing.sections
        done = wizard.done(states)
        words = _("{done} of {total} sections done").format(done=done, total=len(states))
        self._progress.show_value(words, done, len(states))

    def set_progress_shown(self, shown: bool) -> None:
        """Show the progress under the list, where there is room for it."""
        self._progress.setVisible(shown)

    def _row_of(self, id: str) -> int | None:
        return next((at for at, row in enumerate(self._model.rows) if row.id == id), None)

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.is_phase:
            self._turn(index, not row.is_open)
        else:
            self.chosen.emit(row.id)

    def _turn(self, index: QModelIndex, open_: bool) -> None:
        row = self._model.rows[index.row()]
        if row.is_phase and open_ != row.is_open:
            self._phase = row.id if open_ else ""
            self.refresh()


class _SideView(QListView):
    """One stop of the Tab key; Enter goes there, Left and Right close and open a phase."""

    chosen = Signal(QModelIndex)
    turned = Signal(QModelIndex, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface_alt")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        forward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not index.isValid() or not plain:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(index)
        elif key in {forward, back}:
            self.turned.emit(index, key == forward)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.scheduleDelayedItemsLayout()
