"""The recovery sheet beside the passphrase: look at it, print it, and show that you have it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.start import recovery_sheet
from dpia_wizard.gui.start.recovery_sheet import Sheet, SheetView
from dpia_wizard.gui.words import _

ASKED = 7
"""The group that is asked for, counted from 1."""


class SheetPanel(QWidget):
    """`edited`: the group asked for was typed in part; `entered`: Enter was pressed there."""

    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._view: SheetView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(PlainLabel(_("Your recovery sheet"), role="heading"))
        self._about = PlainLabel("", role="small", wrap=True)
        self._column.addWidget(self._about)
        self._below = QWidget()
        self._column.addWidget(self._below)
        self._column.addStretch(1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        buttons = FlowLayout(gap=8)
        for words, name, act in (
            (_("Print the sheet…"), "print_sheet", self._print),
            (_("Save it as a file…"), "save_sheet", self._save),
        ):
            button = SecondaryButton(words)
            button.setObjectName(name)
            button.clicked.connect(act)
            buttons.addWidget(button)
        nest(below, buttons)
        asked = _("To be sure that you have it: type group {n}").format(n=ASKED)
        caption = PlainLabel(asked, role="small_strong", wrap=True)
        self._field = LineEdit(name=asked)
        self._field.setObjectName("group")
        self._field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._field.setFixedWidth(round(120 * theme.look().scale))
        self._field.edited.connect(self._typed)
        self._field.returnPressed.connect(self.entered)
        caption.setBuddy(self._field)
        self._right = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field)
        row.addWidget(self._right, 1)
        below.addWidget(caption)
        nest(below, row)
        self.show_sheet(None)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show *sheet*, or that there is none yet."""
        self._sheet = sheet
        if self._view is not None:
            self._view.deleteLater()
            self._view = None
        self._field.show_value("")
        self._right.hide()
        self._below.setVisible(sheet is not None)
        if sheet is None:
            self._about.setText(
                _("It is made once the passphrase stands. It opens the library if you forget.")
            )
            return
        self._about.setText(
            _("Print it now and keep it in the office safe, away from this laptop.")
        )
        self._view = SheetView(sheet)
        self._column.insertWidget(2, self._view)

    def field(self) -> LineEdit:
        """Where the group is typed."""
        return self._field

    def problem(self) -> str:
        """What is left to do before going on, or ""."""
        if self._sheet is None:
            return _("Make the sheet first")
        wanted, typed = self._sheet.groups[ASKED - 1], self._group()
        if typed == wanted:
            return ""
        return _wrong() if len(typed) >= len(wanted) else _asked()

    def _group(self) -> str:
        return "".join(self._field.text().split()).upper()

    def _typed(self, _text: str) -> None:
        problem = self.problem()
        if problem:
            self._right.show_value("warning", problem, ink="stop", role="stop")
        else:
            right = _("group {n} is right").format(n=ASKED)
            self._right.show_value("check", right, ink="ok", role="ok")
        self._right.setVisible(problem != _asked())
        self.edited.emit()

    def _print(self) -> None:
        if self._sheet is not None:
            recovery_sheet.print_sheet(self, self._sheet)

    def _save(self) -> None:
        if self._sheet is None:
            return
        path = messages.choose_save_path(
            self,
            _("Save the recovery sheet, best on a stick that is kept elsewhere"),
            "recovery-sheet.pdf",
            _("PDF (*.pdf);;Picture (*.png)"),
        )
        if path is None:
            return
        try:
            recovery_sheet.save_sheet(path, self._sheet)
        except UserError as error:
            messages.tell_error(self, error)


def _wrong() -> str:
    return _("That is not group {n}. Look at the sheet again.").format(n=ASKED)


def _asked() -> str:
    return _("Type group {n} to finish").format(n=ASKED)
