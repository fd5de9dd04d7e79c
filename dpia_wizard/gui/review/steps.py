"""The steps of a review in one row: how far each is, which one is open, and a way to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.drawing import line_width, paint_line
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.words import _, isolate

STEPS = ("findings", "rate", "talk", "decide")

_PAD = 6
_AFTER_SIGN = 8
_BEFORE_STATE = 7
_CHEVRON = 22


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is: its sign with the colour role, and a few words."""

    sign: str
    ink: str
    state: str


class ReviewSteps(QWidget):
    """The row. `chosen` gives one of `STEPS`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "findings": _("Findings"),
            "rate": _("Rate blind"),
            "talk": _("Talk through"),
            "decide": _("Decide"),
        }
        self._row = row = FlowLayout(self, gap=4)
        self._buttons: dict[str, _StepButton] = {}
        for number, step in enumerate(STEPS, 1):
            button = _StepButton(number, names[step], is_last=number == len(STEPS))
            button.setObjectName(f"review.to.{step}")
            button.clicked.connect(lambda _checked=False, name=step: self.chosen.emit(name))
            row.addWidget(button)
            self._buttons[step] = button

    def add_link(self, sign: str) -> LinkButton:
        """A link at the end of the row."""
        link = LinkButton("", sign=sign)
        self._row.addWidget(link)
        return link

    def name(self, step: str) -> str:
        """The number and name of a step."""
        return self._buttons[step].name

    def focus_step(self, step: str) -> None:
        """Give the focus to a step."""
        self._buttons[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_value(self, states: Sequence[StepState], current: str) -> None:
        """Show how far the steps are, in the order of `STEPS`, and which one is open."""
        for step, state in zip(STEPS, states, strict=True):
            self._buttons[step].show_value(state, is_current=step == current)


class _StepButton(QPushButton):
    """One step: sign, number and name, how far it is; the open one is bold and underlined."""

    def __init__(self, number: int, name: str, *, is_last: bool) -> None:
        super().__init__()
        self.name = _("{number} {title}").format(number=isolate(str(number)), title=name)
        self._step, self._number, self._is_last = name, number, is_last
        self._state = StepState("ring", "text_muted", "")
        self._is_current = False
        self.setProperty("role", "flat")
        self.setProperty("ring", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, state: StepState, *, is_current: bool) -> None:
        """Show how far it is, and whether it is the open one."""
        if (state, is_current) == (self._state, self._is_current) and self.accessibleName():
            return
        self._state, self._is_current = state, is_current
        said = _("Step {n}, {name}: {state}").format(
            n=self._number, name=self._step, state=state.state
        )
        self.setAccessibleName(_("{step}, open now").format(step=said) if is_current else said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.look()
        width = 2 * _PAD + look.sign_px + _AFTER_SIGN + line_width(self.name, self._font(bold=True))
        if self._state.state:
            width += _BEFORE_STATE + line_width(self._state.state, look.font("small"))
        width += 0 if self._is_last else _CHEVRON
        return QSize(width, max(theme.shape("link_target_min"), look.line_height() + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        high = self.height()
        x = _PAD
        self._sign(painter, self._state.sign, x, self._state.ink)
        x += look.sign_px + _AFTER_SIGN
        font = self._font(bold=self._is_current)
        wide = line_width(self.name, font)
        ink = theme.colour("accent" if self.underMouse() else "text")
        paint_line(painter, self._turned(QRect(x, 0, wide + 2, high)), self.name, font, ink)
        if self._is_current:
            bar = QRect(_PAD, high - 3, x + wide - _PAD, 3)
            painter.fillRect(self._turned(bar), theme.colour("accent"))
        x += wide + _BEFORE_STATE
        if self._state.state:
            small = look.font("small")
            width = line_width(self._state.state, small)
            place = self._turned(QRect(x, 0, width + 2, high))
            paint_line(painter, place, self._state.state, small, theme.colour("text_muted"))
        if not self._is_last:
            self._sign(painter, "chevron-next", self.width() - _CHEVRON + 4, "text_muted")

    def _sign(self, painter: QPainter, sign: str, x: int, ink: str) -> None:
        side = theme.look().sign_px
        place = QRect(x, (self.height() - side) // 2, side, side)
        paint_sign(painter, self._turned(place), sign, theme.colour(ink))

    def _font(self, *, bold: bool) -> QFont:
        return theme.look().font(bold=bold)

    def _turned(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
