"""What has to be said above the content, and what stands where nothing is yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel


class Banner(Card):
    """One sentence and one link; kind ``note`` or ``stop``. `followed`: the link was pressed."""

    followed = Signal()

    def __init__(
        self,
        words: str = "",
        *,
        kind: str = "note",
        sign: str = "",
        link: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(state=kind, parent=parent)
        self._label = SignLabel("clock", "", role="small", wrap=True)
        self._link = LinkButton("")
        self._link.clicked.connect(self.followed)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setContentsMargins(14, 8, 12, 8)
        nest(self.body, row)
        self.show_value(words, kind=kind, sign=sign, link=link)

    def show_value(self, words: str, *, kind: str = "note", sign: str = "", link: str = "") -> None:
        """Show another sentence."""
        self.set_state(kind)
        of_kind = ("warning", "stop") if kind == "stop" else ("clock", "note_line")
        self._label.show_value(sign or of_kind[0], words, ink=of_kind[1])
        self._link.set_words(link)
        self._link.setVisible(bool(link))
        self.setAccessibleName(words)


class EmptyState(QWidget):
    """What will be here, and one button to begin. `chosen`: the button was pressed; `turned`: the
    link under it, which says another way, where there is one."""

    chosen = Signal()
    turned = Signal()

    def __init__(
        self,
        words: str,
        *,
        button: str = "",
        sign: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = PlainLabel(words, role="muted", wrap=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        make = PrimaryButton if primary else SecondaryButton
        self._button = make(button, sign=sign)
        self._button.clicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._label)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._link = LinkButton("", small=False)
        self._link.setObjectName("empty.link")
        self._link.clicked.connect(self.turned)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignHCenter)
        self._link.hide()
        column.addStretch(1)
        self.setFocusProxy(self._button)
        self._button.setVisible(bool(button))  # after it has a place: else a window flashes
        self.setAccessibleName(words)

    def show_value(self, words: str, *, button: str | None = None, link: str = "") -> None:
        """Show another sentence, and other words on the button and in the link."""
        self._label.setText(words)
        self.setAccessibleName(words)
        self._link.set_words(link)
        self._link.setVisible(bool(link))
        if button is not None:
            self._button.set_words(button)
            self._button.setVisible(bool(button))
