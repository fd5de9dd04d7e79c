"""Answers of which several may hold: boxes in columns, one stop of the Tab key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.choice_row import Choice
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_block

_GAP = 16
_WIDEST = 320


class TickBox(QCheckBox):
    """A box with words that wrap beside it."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._heights: dict[int, int] = {}
        self.setProperty("ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(text)

    def words(self) -> str:
        """The words beside the box."""
        return self._words

    def set_words(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self._heights.clear()
        self.setText(text.replace("&", "&&"))
        self.updateGeometry()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            lines = lines_of(self._words, self.font(), width - self._indent() - 4)
            height = theme.look().line_height() * len(lines) + 6
            self._heights[width] = max(theme.shape("target_min"), height)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self._indent() + line_width(self._words, self.font()) + 6
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        words = max((line_width(w, self.font()) for w in self._words.split()), default=0)
        return QSize(self._indent() + words + 6, theme.shape("target_min"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        side = look.icon_px
        enabled = self.isEnabled()
        top = max(0, (self._first_line() - side) // 2)
        place = QRect(2, top, side, side)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        chosen = self.isChecked()
        edge = "accent" if chosen else "line_strong"
        painter.setPen(QPen(theme.colour(edge if enabled else "line"), 2 if chosen else 1))
        painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = theme.colour("text" if enabled else "disabled_text")
        if chosen:
            paint_sign(painter, place.adjusted(3, 3, -3, -3), "check", ink)
        words = self.rect().adjusted(self._indent(), 0, -2, 0)
        words = QStyle.visualRect(self.layoutDirection(), self.rect(), words)
        paint_block(painter, words, self._words, self.font(), look.line_height(), ink)

    def _first_line(self) -> int:
        height = theme.look().line_height()
        lines = len(lines_of(self._words, self.font(), self.width() - self._indent() - 4))
        return self.height() - height * (lines - 1)

    def _indent(self) -> int:
        return theme.look().icon_px + 12


class CheckList(QWidget):
    """Several answers as boxes, in as many equal columns as fit.

    Keys: arrows walk, Space ticks, 1 to 9 tick by place. `edited` gives the tuple of the
    values ticked, in the order of the choices.
    """

    edited = Signal(object)

    def __init__(
        self, choices: Sequence[Choice], *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._widest = 0
        self._heights: dict[int, int] = {}
        self._boxes = [TickBox(choice.words, parent=self) for choice in self._choices]
        for index, box in enumerate(self._boxes):
            box.clicked.connect(lambda _checked, at=index: self._ticked(at))
            box.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self._stop_at(0)

    def value(self) -> tuple[str, ...]:
        """The values that are ticked, in the order of the choices."""
        pairs = zip(self._choices, self._boxes, strict=True)
        return tuple(choice.value for choice, box in pairs if box.isChecked())

    def show_value(self, values: Iterable[str]) -> None:
        """Tick *values* and nothing else; tells nobody."""
        ticked = set(values)
        for choice, box in zip(self._choices, self._boxes, strict=True):
            box.setChecked(choice.value in ticked)

    def set_read_only(self, read_only: bool) -> None:
        """Show the ticked answers alone."""
        for box in self._boxes:
            box.setEnabled(not read_only)
            box.setVisible(box.isChecked() or not read_only)
        self._heights.clear()
        self.updateGeometry()
        self._arrange(self.width(), move=True)

    def setAccessibleName(self, name: str) -> None:
        """Name the group by its question."""
        super().setAccessibleName(name)
        for box in self._boxes:
            box.setAccessibleDescription(name)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        each = self._column_width()
        columns = 2 if len(self._boxes) > 3 else 1
        width = each * columns + _GAP * (columns - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = max((box.minimumSizeHint().width() for box in self._boxes), default=0)
        return QSize(width, theme.shape("target_min"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._widest = 0
            self._heights.clear()
            self.updateGeometry()
            self._arrange(self.width(), move=True)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        at = next((i for i, box in enumerate(self._boxes) if box.hasFocus()), 0)
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        forward = {Qt.Key.Key_Down, Qt.Key.Key_Left if turned else Qt.Key.Key_Right}
        back = {Qt.Key.Key_Up, Qt.Key.Key_Right if turned else Qt.Key.Key_Left}
        key = event.key()
        if key in forward:
            self._go(min(at + 1, len(self._boxes) - 1))
        elif key in back:
            self._go(max(at - 1, 0))
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self._boxes):
            self._go(key - Qt.Key.Key_1)
            self._boxes[key - Qt.Key.Key_1].click()
        else:
            return False
        return True

    def _go(self, index: int) -> None:
        self._stop_at(index)
        self._boxes[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ticked(self, index: int) -> None:
        self._stop_at(index)
        self.edited.emit(self.value())

    def _stop_at(self, index: int) -> None:
        for at, box in enumerate(self._boxes):
            stop = Qt.FocusPolicy.StrongFocus if at == index else Qt.FocusPolicy.ClickFocus
            box.setFocusPolicy(stop)
        if self._boxes:
            self.setFocusProxy(self._boxes[index])

    def _column_width(self) -> int:
        if not self._widest:
            self._widest = max((box.sizeHint().width() for box in self._boxes), default=0)
        return min(self._widest, round(_WIDEST * theme.look().scale))

    def _arrange(self, width: int, *, move: bool) -> int:
        shown = [box for box in self._boxes if not box.isHidden()]
        if not shown:
            return 0
        columns = max(1, min((width + _GAP) // (self._column_width() + _GAP), 3, len(shown)))
        if len(shown) <= 3:
            columns = 1
        rows = -(-len(shown) // columns)
        each = (width - _GAP * (columns - 1)) // columns
        area = QRect(0, 0, width, self.height())
        y = 0
        for row in range(rows):
            line = shown[row::rows]
            heights = [box.heightForWidth(each) for box in line]
            height = max(heights)
            for column, (box, own) in enumerate(zip(line, heights, strict=True)):
                place = QRect(column * (each + _GAP), y, each, own)
                if move:
                    box.setGeometry(QStyle.visualRect(self.layoutDirection(), area, place))
            y += height
        return y
