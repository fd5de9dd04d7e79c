"""A dialog of one step: what scrolls above, one way on and one way back below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.people.room import LEAST, room_for
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _

_HIGHEST = 4000


class StepDialog(QDialog):
    """Fill `column`; `go` is the filled button (Enter), `back` leaves. Whoever fills it calls
    `fit` last, and `say` tells what stands in the way."""

    def __init__(self, title: str, act: str, *, sign: str = "", parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(24, 18, 24, 12)
        self.column.setSpacing(6)
        self.column.addWidget(PlainLabel(title, role="heading", wrap=True))
        self._said = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._said.setObjectName("said")
        self._said.hide()
        self._waits = PlainLabel("", role="small_muted", wrap=True)
        self._waits.setObjectName("waits")
        self.back = SecondaryButton(_("Go back"))
        self.back.setObjectName("back")
        self.back.clicked.connect(self.reject)
        self.go = PrimaryButton(act, sign=sign)
        self.go.setObjectName("go")
        self.go.setAutoDefault(True)
        self.go.setDefault(True)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(24, 10, 24, 16)
        self.foot.setSpacing(8)
        self.foot.addWidget(self._waits, 1)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.go)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollPane(self.inside)
        outer.addWidget(self._scroll, 1)
        nest(outer, self.foot)

    def fit(self, wide: int = 560, high: int = 620) -> None:
        """Be as large as the words need and the window behind has room for."""
        self.column.addWidget(self._said)
        self.column.addStretch(1)
        most = room_for(self, wide, high)
        self.resize(
            most.width(), max(min(self._needed(most.width()), most.height()), LEAST.height())
        )
        read_in_order(self)

    def _needed(self, wide: int) -> int:
        return self.column.heightForWidth(wide) + self.foot.sizeHint().height() + 8

    def wait_for(self, words: str) -> None:
        """Say beside the button what is still missing; "" lets one go on."""
        self._waits.setText(words)
        self.go.setEnabled(not words)

    def show_busy(self, words: str) -> None:
        """Say what takes its time and hold all fields meanwhile; "" when it is over."""
        self.inside.setEnabled(not words)
        self.wait_for(words)

    def say(self, sentence: str) -> None:
        """Say what stood in the way, where it is seen and heard; "" takes it back."""
        self._said.show_value("warning", sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            messages.announce(self, sentence)
            self.column.activate()
            high = min(self._needed(self.width()), room_for(self, 0, _HIGHEST).height())
            self.resize(self.width(), max(self.height(), high))
            self._scroll.ensureWidgetVisible(self._said)

    def begin_at(self, field: QWidget) -> None:
        """Give *field* the focus."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
