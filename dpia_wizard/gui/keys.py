"""The list of all keys, as Shift+F1 shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, isolate


def all_keys() -> tuple[tuple[str, str], ...]:
    """Keys and what they do, in the window's language."""
    return (
        ("Tab, Shift+Tab", _("Next, previous control")),
        ("F6, Shift+F6", _("Next, previous part of the window")),
        ("Ctrl+Page Down, Ctrl+Page Up", _("Next, previous section or risk")),
        ("Ctrl+J, Ctrl+Shift+J", _("Next, previous unanswered question")),
        ("Ctrl+K", _("Find a question")),
        ("Ctrl+B", _("The catalogue: risks, controls, clauses and all that the form knows")),
        ("Ctrl+T", _("The actions of all assessments")),
        ("Ctrl+Shift+H", _("The history of the assessment: what was done, checked and compared")),
        ("Ctrl+Shift+P", _("People and keys: who signs on this laptop, whose keys are known")),
        ("Alt+←, Alt+→", _("Back and forward in the catalogue")),
        ("Ctrl+N", _("New assessment, on home")),
        ("Ctrl+F", _("Search titles and answers on home")),
        ("1 2 3 4, 0", _("Yes, partly, no, unknown while an answer has the focus; none of them")),
        ("← ↑ → ↓, Enter, ?", _("Walk the matrix, choose the cell, likelihood unknown")),
        ("Ctrl+H", _("Heat map of all risks, and back to the risk")),
        ("Enter", _("Open a row")),
        ("Alt+↑, Alt+↓", _("Move a row")),
        ("Delete", _("Remove a row; undo brings it back")),
        ("Ctrl+Enter", _("The filled button")),
        ("Ctrl+Z, Ctrl+Y", _("Undo, redo")),
        ("Ctrl+M", _("Remark on the current question, risk or control")),
        ("F1", _("Help with the current question")),
        ("Esc", _("Close a drawer and go back")),
        ("Ctrl+S", _("Say when it was saved; saving needs no key")),
        ("Ctrl+L", _("Lock the library")),
        ("Ctrl++, Ctrl+-, Ctrl+0", _("Larger text, smaller text, usual text")),
        ("Shift+F1", _("This list")),
    )


class KeysDialog(QDialog):
    """A table of keys that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle(_("Keys"))
        self.resize(640, 520)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 8, 24, 8)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (keys, what) in enumerate(all_keys()):
            grid.addWidget(PlainLabel(isolate(keys), role="strong"), row, 0, top)
            grid.addWidget(PlainLabel(what, wrap=True), row, 1, top)
        grid.setRowStretch(grid.rowCount(), 1)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setAccessibleName(_("Keys"))
        scroller.setWidget(inside)
        close = PrimaryButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(close)
        title = PlainLabel(_("Keys"), role="title")
        title.setContentsMargins(24, 16, 24, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(scroller, 1)
        nest(column, foot)
        QShortcut("Shift+F1", self).activated.connect(self.accept)
        scroller.setFocus(Qt.FocusReason.OtherFocusReason)
