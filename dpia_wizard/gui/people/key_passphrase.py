"""The field for the passphrase of somebody's key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.words import _


class KeyPassphrase(LineEdit):
    """Stands under its label in *column*; *is_old* where another passphrase follows."""

    def __init__(
        self, column: QVBoxLayout, name: str = "passphrase", *, is_old: bool = False
    ) -> None:
        words = _("The passphrase until now") if is_old else _("Passphrase of the key")
        super().__init__(name=words, secret=True)
        self.setObjectName(name)
        self._missing = (
            _("Write the passphrase until now.")
            if is_old
            else _("Write the passphrase of the key.")
        )
        add_labelled(column, words, self)

    def problem(self) -> str:
        """What is missing, or ""."""
        return "" if self.text() else self._missing

    def ask_again(self) -> None:
        """Be ready for another one to be written over what did not open the key."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
