"""A scale as a row of answers with what can be observed at each point under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.drawing import block_size, longest_word
from dpia_wizard.gui.parts.labels import PlainLabel

_GAP = 8
_LEAST_COLUMN = 140
_ASIDE = 170


class ScaleRow(ChoiceRow):
    """The points of a scale with their anchors: side by side, or one under the other.

    *anchors* belong to *choices* in their order. Keys are those of `ChoiceRow`.
    """

    def __init__(
        self,
        choices: Sequence[Choice],
        anchors: Sequence[str],
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._anchors: list[PlainLabel] = []
        super().__init__(choices, name=name, parent=parent)
        self._anchors = [
            PlainLabel(anchor, role="small_muted", wrap=True, parent=self) for anchor in anchors
        ]
        for button, anchor in zip(self._buttons, anchors, strict=True):
            button.setAccessibleDescription(anchor)
        self._show()

    def setAccessibleName(self, name: str) -> None:
        QWidget.setAccessibleName(self, name)
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.setAccessibleName(choice.words)

    def sizeHint(self) -> QSize:
        width = (_LEAST_COLUMN + _GAP) * len(self._choices)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        each = max((b.minimumSizeHint().width() for b in self._shown()), default=0)
        return QSize(each, 0)

    def _show(self) -> None:
        for at, anchor in enumerate(self._anchors):
            anchor.setVisible(not self._read_only or self._choices[at].value == self._value)
        super()._show()

    def _folds(self, width: int) -> bool:
        shown = self._shown()
        least = max(
            round(_LEAST_COLUMN * theme.look().scale),
            *(button.minimumSizeHint().width() + 16 for button in shown),
            *(longest_word(a.text(), theme.look().font("small")) + 8 for a in self._anchors),
        )
        return len(shown) < 2 or (least + _GAP) * len(shown) - _GAP > width

    def _arrange(self, width: int, *, move: bool) -> int:
        pairs = [
            (button, anchor)
            for button, anchor in zip(self._buttons, self._anchors, strict=False)
            if not button.isHidden()
        ]
        if not pairs or width <= 0:
            return 0
        if self._folds(width):
            return self._down(pairs, width, move=move)
        each = (width - _GAP * (len(pairs) - 1)) // len(pairs)
        top = max(button.heightForWidth(each) for button, _anchor in pairs)
        height = top + 4 + max(self._anchor_height(anchor, each) for _button, anchor in pairs)
        area = QRect(0, 0, width, height)
        for index, (button, anchor) in enumerate(pairs):
            x = index * (each + _GAP)
            below = QRect(x + 2, top + 4, each - 4, self._anchor_height(anchor, each))
            if move:
                button.set_leading(leading=False)
                button.setGeometry(self._turned(area, QRect(x, 0, each, top)))
                anchor.setGeometry(self._turned(area, below))
        return height

    def _down(self, pairs: Sequence[tuple[QWidget, PlainLabel]], width: int, *, move: bool) -> int:
        aside = round(_ASIDE * theme.look().scale)
        aside = max(aside, *(button.minimumSizeHint().width() for button, _anchor in pairs))
        beside = width - aside - 12 >= aside
        room = width - aside - 12 if beside else width - 4
        area = QRect(0, 0, width, 1)
        y = 0
        for button, anchor in pairs:
            high = button.heightForWidth(aside)
            words = self._anchor_height(anchor, room)
            at = (
                QRect(aside + 12, y, room, max(words, high))
                if beside
                else QRect(2, y + high + 2, room, words)
            )
            if move:
                button.setGeometry(self._turned(area, QRect(0, y, aside, high)))
                anchor.setGeometry(self._turned(area, at))
            y += (max(high, words) if beside else high + 2 + words) + 6
        return y - 6

    def _anchor_height(self, anchor: PlainLabel, width: int) -> int:
        look = theme.look()
        line = look.line_height("small")
        wrapped = block_size(anchor.text(), look.font("small"), line, width - 4).height()
        return max(wrapped, anchor.heightForWidth(width))

    def _turned(self, area: QRect, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), area, rect)
