"""The first start: language, then a passphrase and the recovery sheet of a new library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.start.frame import StartFrame
from dpia_wizard.gui.start.passphrase import NewPassphrase
from dpia_wizard.gui.start.recovery_sheet import Sheet
from dpia_wizard.gui.start.sheet_panel import SheetPanel
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _
from dpia_wizard.texts import LANGUAGES
from dpia_wizard.workspace.library_keys import NewKeys, new_keys


class ChooseLanguage(StartFrame):
    """The first page of all; `chosen` gives a language."""

    chosen = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("DPIA Wizard"), width=560, height=400, parent=parent)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Choose your language"), role="heading"))
        nest(self.middle, column)
        for code, name in LANGUAGES.items():
            make = PrimaryButton if code == language else SecondaryButton
            button = make(name, end_sign="chevron-next")
            button.setObjectName(f"language_{code}")
            button.clicked.connect(lambda _checked=False, code=code: self.chosen.emit(code))
            column.addWidget(button)
            if code == language:
                self.setFocusProxy(button)
        column.addStretch(1)
        self.foot.addWidget(
            SignLabel(
                "lock",
                _("Everything stays on this laptop. Nothing is sent anywhere."),
                wrap=True,
            ),
            1,
        )


class FirstStart(StartFrame):
    """Passphrase and sheet side by side, or one after the other on a small screen.

    `made` gives the keys once the person has shown that the sheet is in their hands. Nothing is
    written before. *keys* shows a sheet again that was made before the page was built anew.
    """

    made = Signal(object)
    language_asked = Signal()

    def __init__(
        self,
        folder: Path,
        *,
        keys: NewKeys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Protect this library"), parent=parent)
        self._folder = folder
        self.keys: NewKeys | None = None
        self._task: Task | None = None
        self._steps = QWidget()
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(12)
        steps.addWidget(SignLabel("check", _("Language"), ink="ok", role="small_muted"))
        now = SignLabel("half", _("Passphrase and recovery sheet"), ink="accent", role="strong")
        steps.addWidget(now)
        self.head.addWidget(self._steps)
        self._left = self._passphrase_column()
        self._right = SheetPanel()
        self._right.edited.connect(self._show_state)
        self._right.entered.connect(self._go_on)
        self._between = rule(upright=True)
        self.middle.addWidget(self._left, 1)
        self.middle.addWidget(self._between)
        self.middle.addWidget(self._right, 1)
        back = SecondaryButton(_("Language"), sign="chevron-back")
        back.setObjectName("back")
        back.clicked.connect(self._go_back)
        self._back = back
        self._why = PlainLabel("", role="small_muted", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._next = PrimaryButton("", end_sign="chevron-next")
        self._next.setObjectName("next")
        self._next.clicked.connect(self._go_on)
        self.foot.addWidget(back)
        self.foot.addWidget(self._why, 1)
        self.foot.addWidget(self._next)
        self.setFocusProxy(self._passphrase)
        if keys is not None:
            self._take(keys)
        self._show_state()

    def say(self, error: UserError) -> None:
        """Say why the library could not be made."""
        messages.tell_error(self, error)
        self._next.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_state()

    def _passphrase_column(self) -> QWidget:
        column = QWidget()
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addWidget(PlainLabel(_("Your passphrase"), role="heading"))
        body.addWidget(
            PlainLabel(
                _(
                    "It locks everything on this laptop. Nobody can look it up for you, and there"
                    " is no reset by e-mail."
                ),
                role="small",
                wrap=True,
            )
        )
        self._passphrase = NewPassphrase()
        self._passphrase.edited.connect(self._show_state)
        self._passphrase.entered.connect(self._go_on)
        body.addWidget(self._passphrase)
        body.addStretch(1)
        body.addWidget(
            Banner(
                _(
                    "Without the passphrase and without the sheet, the assessments are lost. We"
                    " cannot open them either."
                ),
                sign="warning",
            )
        )
        return column

    def _show_state(self) -> None:
        if not hasattr(self, "_next"):
            return
        has_sheet = self.keys is not None
        self._left.setVisible(self.is_wide or not has_sheet)
        self._right.setVisible(self.is_wide or has_sheet)
        self._between.setVisible(self.is_wide)
        self._steps.setVisible(self.is_wide)
        self._back.set_words(_("Passphrase") if has_sheet else _("Language"))
        problem = self._right.problem() if has_sheet else self._passphrase.problem()
        self._next.set_words(_("Open my library") if has_sheet else _("Make my recovery sheet"))
        self._next.setEnabled(not problem and self._task is None)
        working = self._task is not None
        self._why.setText(_("Making the sheet…") if working else problem)

    def _go_on(self) -> None:
        if not self._next.isEnabled():
            return
        if self.keys is not None:
            self._next.setEnabled(False)
            self.made.emit(self.keys)
            return
        self._task = Task(new_keys, self._passphrase.value())
        self._task.done.connect(self._take)
        self._task.failed.connect(self._fail)
        self._passphrase.set_read_only(True)
        self._show_state()
        self._task.start()

    def _go_back(self) -> None:
        if self.keys is None:
            self.language_asked.emit()
            return
        self.keys = None  # another passphrase makes another sheet; this one opens nothing
        self._right.show_sheet(None)
        self._passphrase.set_read_only(False)
        self._show_state()
        self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, keys: NewKeys) -> None:
        self._task = None
        self.keys = keys
        self._passphrase.set_read_only(True)
        groups = tuple(keys.groups.split())
        today = date.today().isoformat()  # noqa: DTZ011 -- the date on the wall is meant
        self._right.show_sheet(Sheet(self._folder.name, today, 1, groups))
        self._show_state()
        self._right.field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.lead_to(self._right.field())

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._passphrase.set_read_only(False)
        self._show_state()
        if not isinstance(error, UserError):
            raise error
        messages.tell_error(self, error)
