"""Open the library with its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.messages import announce, sentence_of
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.start.frame import StartFrame
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, isolate

BUSY_AFTER = 250
"""Milliseconds of work after which the page says that it works."""


class Unlock(StartFrame):
    """Asks for the passphrase; `unlocked` gives the library's key, `sheet_asked` goes on."""

    unlocked = Signal(object)
    sheet_asked = Signal()

    def __init__(self, folder: Path, *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Open your library"), width=560, height=430, parent=parent)
        self._folder = folder
        self._task: Task | None = None
        self._field = LineEdit(name=_("Passphrase"), secret=True)
        self._field.setObjectName("passphrase")
        self._field.returnPressed.connect(self.open)
        self._trouble = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._trouble.hide()
        self._busy = SignLabel("clock", _("Opening the library…"), role="small_muted")
        self._busy.hide()
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_AFTER)
        self._busy_timer.timeout.connect(self._busy.show)
        show = TickBox(_("Show"))
        show.toggled.connect(self._show_words)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._banner = Banner(note, sign="lock")
        column.addWidget(self._banner)
        column.addWidget(
            PlainLabel(
                _("Library {name}").format(name=isolate(folder.name)), role="small_muted", wrap=True
            )
        )
        caption = PlainLabel(_("Passphrase"), role="small_strong")
        caption.setBuddy(self._field)
        column.addWidget(caption)
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.addWidget(self._busy)
        row.addWidget(self._trouble, 100)
        row.addStretch(1)
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        nest(column, row)
        column.addStretch(1)
        nest(self.middle, column)
        self._banner.setVisible(bool(note))  # in its place: before, it would be a window
        sheet = LinkButton(_("Use the recovery sheet"))
        sheet.setObjectName("use_sheet")
        sheet.clicked.connect(self.sheet_asked)
        self._open = PrimaryButton(_("Open my library"), end_sign="chevron-next")
        self._open.setObjectName("open_library")
        self._open.clicked.connect(self.open)
        self.foot.addWidget(sheet)
        self.foot.addStretch(1)
        self.foot.addWidget(self._open)
        self.setFocusProxy(self._field)

    def say(self, error: UserError) -> None:
        """Say why the library did not open."""
        sentence = sentence_of(error)
        self._trouble.show_value("warning", sentence)
        self._trouble.show()
        announce(self, sentence)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Try the passphrase."""
        if self._task is not None or not self._field.text():
            return
        from dpia_wizard.workspace.library_keys import key_of

        self._trouble.hide()
        self._set_busy(busy=True)
        self._task = Task(key_of, self._folder, self._field.text())
        self._task.done.connect(self._take)
        self._task.failed.connect(self._refuse)
        self._task.start()

    def _take(self, key: bytes) -> None:
        self._set_busy(busy=False)
        self.unlocked.emit(key)

    def _refuse(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.say(error)

    def _set_busy(self, *, busy: bool) -> None:
        if not busy:
            self._task = None
            self._busy_timer.stop()
            self._busy.hide()
        else:
            self._busy_timer.start()
        self._open.setEnabled(not busy)
        self._field.setReadOnly(busy)

    def _show_words(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)
