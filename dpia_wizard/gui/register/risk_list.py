"""The risk register as a list: a model over its lines, and how a line is painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.gui import theme
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.parts.drawing import block_size, line_width, paint_block
from dpia_wizard.gui.parts.levels import LevelMark, badge_height, paint_badge
from dpia_wizard.gui.risk_words import note_of, risk_name
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording
from dpia_wizard.wording.team import range_short

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PAD = 12
_MOST_HEIGHTS = 1000
"""Heights that are kept; every width the list ever had needs its own."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One risk in the list: ``name`` is shown, ``title`` is it without the id."""

    id: str
    name: str
    title: str
    mark: LevelMark
    note: str
    level: str
    is_confirmed: bool = False
    is_set_aside: bool = False
    between: tuple[LevelMark, LevelMark] | None = None
    between_words: str = ""

    @property
    def spoken(self) -> str:
        """The line in words."""
        level = self.mark.word
        if not self.is_confirmed and not self.is_set_aside and self.level != NOT_RATED:
            level = _("{level}, not confirmed").format(level=level)
        parts = (self.name, level, self.between_words, self.note)
        return _(", ").join(part for part in parts if part)


KeptLines = dict[str, tuple[RatedRisk, RegisterLine]]
"""By its id: a risk, and the line that was made of it."""


def register_lines(
    wording: Wording, risks: Iterable[RatedRisk], kept: KeptLines | None = None
) -> tuple[RegisterLine, ...]:
    """The lines of *risks*, in their order. *kept* saves making those of risks that are the same,
    and takes the others."""
    kept = {} if kept is None else kept
    found = []
    for risk in risks:
        if risk.id not in kept or kept[risk.id][0] is not risk:
            kept[risk.id] = risk, _register_line(wording, risk)
        found.append(kept[risk.id][1])
    return tuple(found)


def _register_line(wording: Wording, risk: RatedRisk) -> RegisterLine:
    found = risk.shown_range
    between = None
    if found is not None:
        between = (level_mark(wording, found.lowest), level_mark(wording, found.highest))
    return RegisterLine(
        risk.id,
        risk_name(wording, risk.risk),
        wording.risk(risk.risk),
        level_mark(wording, risk.level),
        note_of(risk),
        risk.level,
        risk.is_confirmed,
        risk.risk.dismissed or risk.risk.avoided,
        between,
        "" if found is None else range_short(wording, found),
    )


class RegisterModel(QAbstractListModel):
    """The lines of the register; tells what changed, so that the list keeps its place."""

    LINE = int(Qt.ItemDataRole.UserRole)

    def __init__(self, lines: Sequence[RegisterLine] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)

    def lines(self) -> tuple[RegisterLine, ...]:
        """What is shown."""
        return self._lines

    def show_value(self, lines: Sequence[RegisterLine]) -> None:
        """Show other *lines*."""
        new = tuple(lines)
        if new == self._lines:
            return
        before = [line.id for line in self._lines]
        after = [line.id for line in new]
        if before == after:
            old, self._lines = self._lines, new
            for row, (was, now) in enumerate(zip(old, new, strict=True)):
                if was != now:
                    self.dataChanged.emit(self.index(row), self.index(row))
        elif sorted(before) == sorted(after):
            self.layoutAboutToBeChanged.emit()
            kept = self.persistentIndexList()
            moved = [self.index(after.index(before[index.row()])) for index in kept]
            self._lines = new
            self.changePersistentIndexList(kept, moved)
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self._lines = new
            self.endResetModel()

    def row_of(self, risk: str) -> int:
        """The row of a risk, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.id == risk), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == self.LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None


class RegisterDelegate(QStyledItemDelegate):
    """Paints a line: id and title, then the level and one thing to know about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: theme.Look | None = None
        self._heights: dict[tuple[str, int, bool], tuple[RegisterLine, int]] = {}  # in that look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(RegisterModel.LINE)
        view = option.widget
        width, bold = 260, False
        if isinstance(view, QListView):
            width, bold = view.viewport().width(), view.currentIndex().row() == index.row()
        if self._look is not theme.look() or len(self._heights) > _MOST_HEIGHTS:
            self._look = theme.look()
            self._heights.clear()
        # By its id, and then the very line: to compare all that it says takes too long.
        key = (line.id, width, bold)
        kept = self._heights.get(key)
        if kept is None or kept[0] is not line:
            kept = self._heights[key] = line, self._height(line, width, bold)
        return QSize(width, kept[1])

    def _height(self, line: RegisterLine, width: int, bold: bool) -> int:
        high = theme.look().line_height()
        title = block_size(line.name, _font(bold=bold), high, width - 2 * _PAD)
        between = badge_height() + 3 if line.between else 0
        return title.height() + badge_height() + 16 + between + self._note_below(line, width)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: RegisterLine = index.data(RegisterModel.LINE)
        look = theme.look()
        rect: QRect = option.rect
        state = option.state
        direction = option.direction
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setLayoutDirection(direction)
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
            bar = QRect(rect.left(), rect.top(), theme.shape("leading_bar"), rect.height())
            painter.fillRect(QStyle.visualRect(direction, rect, bar), theme.colour("accent"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        width = rect.width() - 2 * _PAD
        line_height = look.line_height()
        font = _font(bold=chosen)
        high = block_size(line.name, font, line_height, width).height()
        title = QRect(rect.left() + _PAD, rect.top() + 6, width, high)
        ink = theme.colour("text_muted" if line.is_set_aside else "text")
        place = QStyle.visualRect(direction, rect, title)
        paint_block(painter, place, line.name, font, line_height, ink)
        self._paint_level(painter, rect, title.bottom() + 3, line, direction)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), theme.shape("focus_ring")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        painter.restore()

    def _paint_level(
        self,
        painter: QPainter,
        rect: QRect,
        top: int,
        line: RegisterLine,
        direction: Qt.LayoutDirection,
    ) -> None:
        look = theme.look()
        wide = _badge_width(line.mark)
        badge = QRect(rect.left() + _PAD, top, wide, badge_height())
        filled = line.mark.colour != "none" and not line.is_set_aside
        paint_badge(
            painter,
            QStyle.visualRect(direction, rect, badge),
            line.mark.word,
            (line.mark.sign,),
            line.mark.colour,
            is_filled=filled,
        )
        if line.between is not None:
            lower, upper = line.between
            wide = min(_range_width(line), rect.width() - 2 * _PAD)
            place = QRect(
                rect.left() + _PAD, rect.bottom() - badge_height() - 6, wide, badge_height()
            )
            paint_badge(
                painter,
                QStyle.visualRect(direction, rect, place),
                line.between_words,
                (lower.sign,) if lower == upper else (lower.sign, upper.sign),
                upper.colour,
                is_filled=False,
            )
        if not line.note:
            return
        note = QRect(badge.right() + 8, top, rect.right() - badge.right() - 8 - 6, badge.height())
        if self._note_below(line, rect.width()):
            below = look.line_height("small")
            note = QRect(rect.left() + _PAD, badge.bottom() + 2, rect.width() - 2 * _PAD, below)
        paint_block(
            painter,
            QStyle.visualRect(direction, rect, note),
            line.note,
            look.font("small"),
            look.line_height("small"),
            theme.colour("text_muted"),
        )

    def _note_below(self, line: RegisterLine, width: int) -> int:
        """The room a note takes that does not fit beside its badge."""
        look = theme.look()
        beside = width - _PAD - _badge_width(line.mark) - 14
        needed = line_width(line.note, look.font("small")) if line.note else 0
        return look.line_height("small") + 2 if needed > beside else 0


class RegisterList(QListView):
    """The list itself. `chosen` gives the id of the risk a person went to; with *walks* as
    soon as the keys stand on it, else by Enter or a press."""

    chosen = Signal(str)

    def __init__(
        self, model: RegisterModel, *, walks: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._showing = False
        self._seeks = False  # the current line, once the lines are laid out in the room they get
        self.setObjectName("register")
        self.setModel(model)
        self.setItemDelegate(RegisterDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setProperty("ground", "surface_alt")
        self.setAccessibleName(_("Risks"))
        if walks:
            self.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))
        else:
            self.activated.connect(self._tell)
            self.clicked.connect(self._tell)
        # The current line is bold, and its words may need a line more.
        self.selectionModel().currentChanged.connect(
            lambda _now, _before: self.scheduleDelayedItemsLayout()
        )
        model.modelReset.connect(self._after_reset)
        self._current = ""

    def show_current(self, risk: str) -> None:
        """Mark *risk* as the one that is shown; tells nobody."""
        self._current = risk
        model = self.model()
        row = model.row_of(risk) if isinstance(model, RegisterModel) else -1
        self._showing = True
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            self.scrollToTop()  # it stood where a line was that is not listed any more
        else:
            self.setCurrentIndex(model.index(row, 0))
            self._seeks = not self.isVisible()
            if not self._seeks:
                self.scrollTo(model.index(row, 0))
        self._showing = False

    def doItemsLayout(self) -> None:
        if not self.isVisible():  # Qt asks again and again before it is shown in its room
            self.scheduleDelayedItemsLayout()
            return
        super().doItemsLayout()
        if self._seeks:
            self._seeks = False
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _after_reset(self) -> None:
        self.show_current(self._current)

    def _tell(self, now: QModelIndex) -> None:
        line = now.data(RegisterModel.LINE) if now.isValid() else None
        if not self._showing and isinstance(line, RegisterLine):
            self._current = line.id
            self.chosen.emit(line.id)


def _font(*, bold: bool = False) -> QFont:
    return theme.look().font("body", bold=bold)


def _range_width(line: RegisterLine) -> int:
    look = theme.look()
    words = line_width(line.between_words, look.font("small", bold=True))
    return words + 2 * look.sign_px + 30


def _badge_width(mark: LevelMark) -> int:
    look = theme.look()
    return line_width(mark.word, look.font("small", bold=True)) + look.sign_px + 24
