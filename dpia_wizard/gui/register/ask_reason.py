"""A small form that asks for a reason before something is set aside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.gui import messages
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _


class AskReason(Card):
    """Asks *question*; `given` gives the reason, `closed` that the person went back."""

    given = Signal(str)
    closed = Signal()

    def __init__(self, question: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(state="current", parent=parent)
        self.setObjectName("ask_reason")
        self._reason = PlainTextEdit(name=question, lines=2)
        self._reason.setObjectName("reason")
        self._take = SecondaryButton(button)
        self._take.setObjectName("reason.take")
        self._take.setEnabled(False)
        self._missing = PlainLabel(_("Write why first."), role="small_muted", wrap=True)
        back = LinkButton(_("Go back"), small=False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._take)
        row.addWidget(back)
        row.addWidget(self._missing, 1)
        self.body.addWidget(PlainLabel(question, role="strong", wrap=True))
        self.body.addWidget(self._reason)
        self.body.addLayout(row)
        self.setFocusProxy(self._reason)
        self._reason.edited.connect(lambda _text: self._judge())
        self._take.clicked.connect(lambda: self.given.emit(self._reason.text().strip()))
        back.clicked.connect(self.closed)
        self._act = button

    def ask(self) -> None:
        """Give the focus to the reason."""
        self.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> str:
        """The words of what is asked for ("Set aside as not applicable")."""
        return self._act

    def press(self) -> None:
        """Do the `act`; without a reason, lead to its field and say so."""
        if self._take.isEnabled():
            self.given.emit(self._reason.text().strip())
            return
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        messages.announce(self, self._missing.text())

    def _judge(self) -> None:
        written = bool(self._reason.text().strip())
        self._take.setEnabled(written)
        self._missing.setVisible(not written)
