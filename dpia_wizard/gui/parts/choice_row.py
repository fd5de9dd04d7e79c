"""Answers side by side: equal buttons, one chosen or none, one stop of the Tab key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.words import _

_GAP = 6
_FOLD_BELOW = 480


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what is kept, what is read, and its sign."""

    value: str
    words: str
    sign: str = ""


def yes_partly_no_unknown() -> tuple[Choice, ...]:
    """The four answers to a question of fact, in the window's language."""
    return (
        Choice("yes", _("Yes"), "check"),
        Choice("partly", _("Partly"), "half"),
        Choice("no", _("No"), "cross"),
        Choice("unknown", _("Unknown"), "question"),
    )


class _ChoiceButton(SignButton):
    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(choice.words, sign=choice.sign, wrap=True, parent=parent)
        self.setCheckable(True)
        self.setAutoExclusive(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press right after the first does not take the answer back."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class ChoiceRow(QWidget):
    """Exclusive answers as equal buttons: a row, or a column when narrow.

    Keys: arrows choose the next or previous, 1 to 9 choose by place, 0 clears. `edited`
    gives the value chosen, or None; a press on the chosen button clears too.
    """

    edited = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        name: str = "",
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._value: str | None = None
        self._read_only = read_only
        self._widest = 0
        self._heights: dict[int, int] = {}
        self._buttons = [_ChoiceButton(choice, self) for choice in self._choices]
        for index, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked, at=index: self._press(at))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self._show()

    def value(self) -> str | None:
        """The value that is chosen, or None."""
        return self._value

    def show_value(self, value: str | None) -> None:
        """Show *value* as chosen; tells nobody."""
        shown = value if value in {choice.value for choice in self._choices} else None
        if shown != self._value:
            self._value = shown
            self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Show the chosen answer alone, as words."""
        if read_only != self._read_only:
            self._read_only = read_only
            self._show()

    def setAccessibleName(self, name: str) -> None:
        """Name the group by its question; each answer is spoken with it."""
        super().setAccessibleName(name)
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.setAccessibleName(choice.words)
            button.setAccessibleDescription(name)

    def is_column(self) -> bool:
        """Whether the answers stand one under the other just now."""
        return self._folds(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._read_only:
            event.ignore()
            return
        key = event.key()
        at = self._place()
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        forward = Qt.Key.Key_Left if turned else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if turned else Qt.Key.Key_Left
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        focused = next((i for i, b in enumerate(self._buttons) if b.hasFocus()), 0)
        if not plain:
            event.ignore()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self._choices):
            self._choose(key - Qt.Key.Key_1)
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._choose(None)
        elif key in {forward, Qt.Key.Key_Down}:
            self._choose(0 if at is None else min(at + 1, len(self._choices) - 1))
        elif key in {back, Qt.Key.Key_Up}:
            self._choose(len(self._choices) - 1 if at is None else max(at - 1, 0))
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(focused)
        else:
            event.ignore()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = self._each() * len(shown) + _GAP * max(0, len(shown) - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        each = max((b.minimumSizeHint().width() for b in self._shown()), default=0)
        height = max((b.sizeHint().height() for b in self._shown()), default=0)
        return QSize(each, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._measure_again()
            self.updateGeometry()
            self._arrange(self.width(), move=True)

    def _place(self) -> int | None:
        values = [choice.value for choice in self._choices]
        return values.index(self._value) if self._value in values else None

    def _press(self, index: int) -> None:
        self._choose(None if index == self._place() else index)

    def _choose(self, index: int | None) -> None:
        value = None if index is None else self._choices[index].value
        changed = value != self._value
        self._value = value
        self._show()
        if index is not None:
            self._buttons[index].setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self.edited.emit(value)

    def _show(self) -> None:
        at = self._place()
        for index, button in enumerate(self._buttons):
            button.setChecked(index == at)
            button.setVisible(not self._read_only or index == at)
            button.setEnabled(not self._read_only)
            theme.set_role(button, "frozen", "true" if self._read_only else None)
            stop = index == (at or 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        self._measure_again()
        if self._buttons:
            self.setFocusProxy(self._buttons[at or 0])
        self.updateGeometry()
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created):  # else on the first resize
            self._arrange(self.width(), move=True)

    def _shown(self) -> list[_ChoiceButton]:
        return [button for button in self._buttons if not button.isHidden()]

    def _each(self) -> int:
        """The width of every answer, measured once until words or look change."""
        if not self._widest:
            self._widest = max((b.sizeHint().width() for b in self._shown()), default=0)
        return self._widest

    def _measure_again(self) -> None:
        self._widest = 0
        self._heights.clear()

    def _folds(self, width: int) -> bool:
        shown = self._shown()
        if len(shown) < 2:
            return False
        each = self._each()
        needed = each * len(shown) + _GAP * (len(shown) - 1)
        return needed > width or (width < _FOLD_BELOW and len(shown) > 2)

    def _arrange(self, width: int, *, move: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        each = self._each()
        area = QRect(0, 0, width, self.height())
        if not self._folds(width):
            height = max(button.heightForWidth(each) for button in shown)
            for index, button in enumerate(shown):
                place = QRect(index * (each + _GAP), 0, min(each, width), height)
                if move:
                    button.set_leading(leading=False)
                    button.setGeometry(QStyle.visualRect(self.layoutDirection(), area, place))
            return height
        y = 0
        for button in shown:
            height = button.heightForWidth(width)
            if move:
                button.set_leading()
                button.setGeometry(QRect(0, y, width, height))
            y += height + _GAP
        return y - _GAP
