"""Open the library with the recovery sheet and set a new passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.messages import announce, sentence_of
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.start.frame import StartFrame
from dpia_wizard.gui.start.passphrase import NewPassphrase
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.library_keys import key_by_sheet


class Recover(StartFrame):
    """`recovered` gives the library's key and the new passphrase; `back_asked` goes back."""

    recovered = Signal(object, str)
    back_asked = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Open with the recovery sheet"), width=620, height=560, parent=parent)
        self._folder = folder
        self._task: Task | None = None
        column = QVBoxLayout()
        column.setSpacing(6)
        caption = PlainLabel(_("The eight groups on the sheet"), role="small_strong")
        self._groups = LineEdit(name=caption.text(), hint="2345 6789 ABCD EFGH …")
        self._groups.setObjectName("groups")
        self._groups.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._groups.edited.connect(lambda _text: self._show_state())
        caption.setBuddy(self._groups)
        self._trouble = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._trouble.hide()
        column.addWidget(caption)
        column.addWidget(self._groups)
        column.addWidget(self._trouble)
        column.addSpacing(8)
        column.addWidget(PlainLabel(_("A new passphrase"), role="heading"))
        column.addWidget(
            PlainLabel(
                _("The one before opens the library no longer. The sheet stays good."),
                role="small",
                wrap=True,
            )
        )
        self._passphrase = NewPassphrase(advice=False)
        self._passphrase.edited.connect(self._show_state)
        self._passphrase.entered.connect(self._open)
        column.addWidget(self._passphrase)
        column.addStretch(1)
        nest(self.middle, column)
        back = SecondaryButton(_("Go back"), sign="chevron-back")
        back.setObjectName("back")
        back.clicked.connect(self.back_asked)
        self._why = PlainLabel("", role="small_muted", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._next = PrimaryButton(_("Open my library"), end_sign="chevron-next")
        self._next.setObjectName("next")
        self._next.clicked.connect(self._open)
        self.foot.addWidget(back)
        self.foot.addWidget(self._why, 1)
        self.foot.addWidget(self._next)
        self.setFocusProxy(self._groups)
        self._show_state()

    def say(self, error: UserError) -> None:
        """Say why the library did not open."""
        sentence = sentence_of(error)
        self._trouble.show_value("warning", sentence)
        self._trouble.show()
        announce(self, sentence)
        self._groups.setFocus(Qt.FocusReason.OtherFocusReason)

    def _problem(self) -> str:
        if self._task is not None:
            return _("Opening the library…")
        if not self._groups.text().strip():
            return _("Type the groups")
        return self._passphrase.problem()

    def _show_state(self) -> None:
        if not hasattr(self, "_next"):
            return
        problem = self._problem()
        self._why.setText(problem)
        self._next.setEnabled(not problem)

    def _open(self) -> None:
        if self._problem():
            return
        self._trouble.hide()
        self._task = Task(key_by_sheet, self._folder, self._groups.text())
        self._task.done.connect(self._take)
        self._task.failed.connect(self._refuse)
        self._show_state()
        self._task.start()

    def _take(self, key: bytes) -> None:
        self._task = None
        self._show_state()
        self.recovered.emit(key, self._passphrase.value())

    def _refuse(self, error: Exception) -> None:
        self._task = None
        self._show_state()
        if not isinstance(error, UserError):
            raise error
        self.say(error)
