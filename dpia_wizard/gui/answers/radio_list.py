"""One answer out of a few, one under the other, each with what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_block


class RadioOption(QRadioButton):
    """A round box with words beside it and what they mean under them."""

    def __init__(self, words: str, hint: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._hint = hint
        self.setText(words.replace("&", "&&"))
        self.setAccessibleDescription(hint)
        self.setProperty("ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def words(self) -> str:
        """The words beside the box."""
        return self._words

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words, hint = self._blocks(width)
        return max(theme.shape("target_min"), words + hint + 8)

    def sizeHint(self) -> QSize:
        look = theme.look()
        widest = max(
            line_width(self._words, look.font()), line_width(self._hint, look.font("small"))
        )
        width = self._indent() + widest + 6
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._indent() + 80, theme.shape("target_min"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        enabled, chosen = self.isEnabled(), self.isChecked()
        words, hint = self._blocks(self.width())
        top = max(0, (self.height() - words - hint) // 2)
        side = look.icon_px
        place = QRect(2, top + (look.line_height() - side) // 2, side, side)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        edge = "accent" if chosen else "line_strong"
        painter.setPen(QPen(theme.colour(edge if enabled else "line"), 2 if chosen else 1))
        painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
        centre = QPointF(place.center()) + QPointF(0.5, 0.5)
        painter.drawEllipse(centre, side / 2 - 1, side / 2 - 1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if enabled else "disabled_text"))
            painter.drawEllipse(centre, side / 4, side / 4)
        ink = theme.colour("text" if enabled or chosen else "disabled_text")
        row = QRect(self._indent(), top, self.width() - self._indent() - 2, words)
        row = QStyle.visualRect(self.layoutDirection(), self.rect(), row)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        paint_block(painter, row, self._words, look.font(bold=chosen), look.line_height(), ink)
        if hint:
            row.translate(0, words)
            row.setHeight(hint)
            small, line = look.font("small"), look.line_height("small")
            paint_block(painter, row, self._hint, small, line, theme.colour("text_muted"))

    def _blocks(self, width: int) -> tuple[int, int]:
        look = theme.look()
        room = max(40, width - self._indent() - 4)
        words = len(lines_of(self._words, look.font(bold=True), room)) * look.line_height()
        if not self._hint:
            return words, 0
        lines = lines_of(self._hint, look.font("small"), room)
        return words, len(lines) * look.line_height("small")

    def _indent(self) -> int:
        return theme.look().icon_px + 12


class RadioList(QWidget):
    """One of a few answers; `edited` gives the value chosen, or None when it was cleared.

    Keys: arrows choose, 1 to 9 choose by place, 0 clears.
    """

    edited = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[str, str, str]],
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _words, _hint in options]
        self._value: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._options: list[RadioOption] = []
        for at, (_value, words, hint) in enumerate(options):
            option = RadioOption(words, hint, parent=self)
            option.setAutoExclusive(False)
            option.clicked.connect(lambda _checked, at=at: self._press(at))
            option.installEventFilter(self)
            column.addWidget(option)
            self._options.append(option)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self._show()

    def value(self) -> str | None:
        """The value that is chosen, or None."""
        return self._value

    def show_value(self, value: object) -> None:
        """Show *value* as chosen; tells nobody."""
        self._value = str(value) if value in self._values else None
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Show the chosen answer alone."""
        for value, option in zip(self._values, self._options, strict=True):
            option.setEnabled(not read_only)
            option.setVisible(not read_only or value == self._value)

    def setAccessibleName(self, name: str) -> None:
        """Name the group by its question."""
        super().setAccessibleName(name)
        for option in self._options:
            option.setAccessibleDescription(name)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        at = next((i for i, option in enumerate(self._options) if option is watched), 0)
        chosen = self._value is not None
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Right}:
            self._choose(min(at + 1, len(self._options) - 1) if chosen else at)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Left}:
            self._choose(max(at - 1, 0) if chosen else at)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self._options):
            self._choose(key - Qt.Key.Key_1)
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._choose(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(at)
        else:
            return False
        return True

    def _press(self, at: int) -> None:
        self._choose(at)

    def _choose(self, at: int | None) -> None:
        value = None if at is None else self._values[at]
        changed = value != self._value
        self._value = value
        self._show()
        if at is not None:
            self._options[at].setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self.edited.emit(value)

    def _show(self) -> None:
        stop = self._values.index(self._value) if self._value in self._values else 0
        for at, option in enumerate(self._options):
            option.setChecked(self._values[at] == self._value)
            focus = Qt.FocusPolicy.StrongFocus if at == stop else Qt.FocusPolicy.ClickFocus
            option.setFocusPolicy(focus)
        if self._options:
            self.setFocusProxy(self._options[stop])
