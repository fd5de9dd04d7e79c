"""A whole number, with "We do not know" as an answer of the same worth."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.checked_field import DIGITS, CheckedField
from dpia_wizard.gui.words import _

UNKNOWN = "unknown"


def read_number(text: str) -> int | None:
    """The whole number written in *text*, spaces between thousands allowed; None otherwise."""
    plain = "".join(text.translate(DIGITS).split()).replace("\u200f", "")
    return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= 15 else None


class NumberEdit(CheckedField):
    """A number from *least* to *most*; `edited` gives an int, ``"unknown"`` or None."""

    edited = Signal(object)

    def __init__(
        self,
        *,
        name: str = "",
        least: int = 0,
        most: int = 1_000_000_000,
        may_be_unknown: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self._least, self._most = least, most
        self._value: int | str | None = None
        self._before: int | str | None = None
        self._unknown = TickBox(_("We do not know"))
        super().__init__(self._unknown, name=name, width=140, gap=12, parent=parent)
        self._unknown.setVisible(may_be_unknown)  # after it has a place: else a window flashes
        self._field.edited.connect(self._typed)
        self._field.editingFinished.connect(self._judge)
        self._unknown.clicked.connect(self._tick)

    def value(self) -> int | str | None:
        """The number, ``"unknown"``, or None while there is no answer."""
        return self._value

    def show_value(self, value: int | str | None) -> None:
        """Show *value*; tells nobody. What is being written for it, and
        what is wrong there, stays as it is."""
        is_written = isinstance(value, int) and read_number(self._field.text()) == value
        if value == self._value and (is_written or self._field.hasFocus() or self.problem()):
            return
        self._value = self._before = value
        self._unknown.setChecked(value == UNKNOWN)
        self._field.show_value(str(value) if isinstance(value, int) else "")
        self._say("")

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer as words."""
        self._field.set_read_only(read_only)
        self._unknown.setEnabled(not read_only)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._unknown.setAccessibleDescription(name)

    def _typed(self, text: str) -> None:
        self._say("")
        if text.strip():
            self._unknown.setChecked(False)
        found = read_number(text)
        if found is not None and self._least <= found <= self._most:
            self._take(found)
        elif not text.strip():
            self._take(UNKNOWN if self._unknown.isChecked() else None)

    def _judge(self) -> None:
        text = self._field.text().strip()
        found = read_number(text)
        if text and found is None:
            self._refuse(_("Write a whole number in digits, such as 120."))
        elif found is not None and not self._least <= found <= self._most:
            self._refuse(
                _("Write a number from {least} to {most}.").format(
                    least=self._least, most=self._most
                )
            )
        else:
            self._before = self._value
            if found is not None:
                self._field.show_value(str(found))

    def _refuse(self, words: str) -> None:
        """Say what is wrong, and keep what was the answer before it was typed."""
        self._say(words)
        self._take(self._before)

    def _tick(self, ticked: bool) -> None:
        if ticked:
            self._field.show_value("")
            self._say("")
        self._before = UNKNOWN if ticked else None
        self._take(self._before)

    def _take(self, value: int | str | None) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)
