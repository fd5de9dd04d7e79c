"""What can be set: language, theme, text size, when to lock, passphrase and forms."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.preferences import SCALES, Preferences
from dpia_wizard.gui.start.passphrase import NewPassphrase
from dpia_wizard.gui.words import _, count
from dpia_wizard.texts import LANGUAGES
from dpia_wizard.workspace.library import Library

LOCK_AFTER = (5, 10, 20, 30, 60)
"""The minutes one can choose until the library locks itself."""


class SettingsDialog(QDialog):
    """Every choice holds at once; there is nothing to save. `people_asked`: who signs here."""

    people_asked = Signal()

    def __init__(
        self, preferences: Preferences, library: Library | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self._preferences = preferences
        self._library = library
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 16)
        self._column.setSpacing(12)
        self._inside: QWidget | None = None
        self._build()
        preferences.changed.connect(self._build)

    def _build(self) -> None:
        """Show the choices in the language and look that hold now."""
        chosen = self.focusWidget().objectName() if self.focusWidget() is not None else ""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.setWindowTitle(_("Settings"))
        self._inside = QWidget()
        body = QVBoxLayout(self._inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(PlainLabel(_("Settings"), role="title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(1, 240)
        kept = self._preferences.settings
        self._row(grid, "language", _("Language"), tuple(LANGUAGES.items()), self._language())
        themes = (
            ("system", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        )
        self._row(grid, "theme", _("Colours"), themes, kept.theme)
        scales = tuple((scale, _("{n} %").format(n=scale)) for scale in SCALES)
        self._row(grid, "scale", _("Text size"), scales, kept.scale)
        times = tuple((n, count("after {n} minute", "after {n} minutes", n)) for n in LOCK_AFTER)
        self._row(grid, "lock_after", _("Lock the library"), times, kept.lock_after)
        nest(body, grid)
        foot = QHBoxLayout()
        if self._library is not None:
            forms = SecondaryButton(_("Forms and matrices…"))
            forms.setObjectName("forms")
            forms.clicked.connect(self._show_forms)
            foot.addWidget(forms)
            people = SecondaryButton(_("People and keys…"))
            people.setObjectName("people")
            people.clicked.connect(self.people_asked)
            foot.addWidget(people)
            change = SecondaryButton(_("Change the passphrase…"))
            change.setObjectName("change_passphrase")
            change.clicked.connect(self._change_passphrase)
            foot.addWidget(change)
        foot.addStretch(1)
        close = PrimaryButton(_("Close"))
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        nest(body, foot)
        self._column.addWidget(self._inside)
        again = self._inside.findChild(QWidget, chosen or "language")
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _language(self) -> str:
        return self._preferences.language

    def _row(
        self,
        grid: QGridLayout,
        name: str,
        words: str,
        options: tuple[tuple[object, str], ...],
        value: object,
    ) -> None:
        picker = ComboBox(options, name=words)
        picker.setObjectName(name)
        picker.show_value(value)
        picker.edited.connect(lambda chosen: self._preferences.change(**{name: chosen}))
        label = PlainLabel(words)
        label.setBuddy(picker)
        row = grid.rowCount()
        grid.addWidget(label, row, 0)
        grid.addWidget(picker, row, 1)

    def _show_forms(self) -> None:
        if self._library is None:
            return
        from dpia_wizard.gui.packs.shelf_dialog import ShelfDialog

        try:
            dialog = ShelfDialog(self._library, self)
        except UserError as error:
            messages.tell_error(self, error)
            return
        dialog.exec()
        dialog.deleteLater()

    def _change_passphrase(self) -> None:
        if self._library is None:
            return
        passphrase = ask_new_passphrase(self)
        if passphrase is None:
            return
        try:
            self._library.change_passphrase(passphrase)
        except UserError as error:
            messages.tell_error(self, error)
            return
        messages.tell(self, _("The new passphrase holds from now on. The sheet stays good."))


class NewPassphraseDialog(QDialog):
    """A new passphrase, typed twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Change the passphrase"))
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("A new passphrase"), role="heading"))
        self.passphrase = NewPassphrase()
        column.addWidget(self.passphrase)
        back = SecondaryButton(_("Go back"))
        back.clicked.connect(self.reject)
        self._next = PrimaryButton(_("Change it"))
        self._next.setObjectName("next")
        self._next.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self._next)
        nest(column, row)
        self.passphrase.edited.connect(self._show_state)
        self._show_state()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        self._next.setEnabled(not self.passphrase.problem())


def ask_new_passphrase(parent: QWidget) -> str | None:
    """A new passphrase; None when the person went back."""
    dialog = NewPassphraseDialog(parent)
    answered = dialog.exec() == QDialog.DialogCode.Accepted
    value = dialog.passphrase.value()
    dialog.deleteLater()
    return value if answered and value else None
