"""A passphrase typed twice, with one sentence that says how it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.library_keys import weakness


class NewPassphrase(QWidget):
    """Two fields that must match. `edited`: something was typed; `entered`: Enter was pressed."""

    edited = Signal()
    entered = Signal()

    def __init__(self, *, advice: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = LineEdit(name=_("Passphrase"), secret=True)
        self._first.setObjectName("passphrase")
        self._again = LineEdit(name=_("Once more"), secret=True)
        self._again.setObjectName("passphrase_again")
        self._state = SignLabel("info", "", role="small_muted", wrap=True)
        self._show = TickBox(_("Show"))
        self._show.setObjectName("show_passphrase")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for words, field in ((_("Passphrase"), self._first), (_("Once more"), self._again)):
            caption = PlainLabel(words, role="small_strong")
            caption.setBuddy(field)
            column.addWidget(caption)
            column.addWidget(field)
            column.addSpacing(2)
            field.edited.connect(self._typed)
        self._first.returnPressed.connect(self._again.setFocus)
        self._again.returnPressed.connect(self.entered)
        row = QHBoxLayout()
        row.addWidget(self._state, 1)
        row.addWidget(self._show)
        nest(column, row)
        if advice:
            column.addSpacing(6)
            column.addWidget(PlainLabel(_("What helps"), role="small_strong"))
            for hint in (
                _("Four or more words that do not belong together"),
                _("Nothing about you, your office or a child"),
                _("Not on a note inside the laptop bag"),
            ):
                column.addWidget(SignLabel("dash", hint, role="small", wrap=True))
        self._show.toggled.connect(self._show_words)
        self.setFocusProxy(self._first)
        self._typed()

    def value(self) -> str:
        """The passphrase, or "" while it may not be used."""
        return self._first.text() if not self.problem() else ""

    def problem(self) -> str:
        """Why it may not be used yet, or ""."""
        first, again = self._first.text(), self._again.text()
        if not first:
            return _("Type a passphrase.")
        weak = weakness(first)
        if weak is not None:
            return _(weak)
        if not again:
            return _("Strong. Type it once more.")
        return "" if first == again else _("The two differ. Type the second one again.")

    def set_read_only(self, read_only: bool) -> None:
        """Hold both fields as they are."""
        self._first.set_read_only(read_only)
        self._again.set_read_only(read_only)

    def _typed(self, _text: str = "") -> None:
        problem = self.problem()
        if not problem:
            self._state.show_value("check", _("Strong. The two match."), ink="ok", role="ok")
        elif self._first.text():
            self._state.show_value("info", problem, ink="text_muted", role="small_muted")
        else:
            self._state.show_value(
                "info",
                _("At least 12 characters, best as four words."),
                ink="text_muted",
                role="small_muted",
            )
        self.edited.emit()

    def _show_words(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self._first, self._again):
            field.setEchoMode(mode)
