"""What every page of the editor is: it shows one section and can be led to a place in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.fields import PlainTextEdit

PAINTED_AFTER = 50
"""Milliseconds in which the first cards are painted before more are built."""


class Page(QWidget):
    """One page of the editor. It never calls another page: it asks with `go`."""

    place_changed = Signal(str)  # the question, risk or control that is current now
    go = Signal(str)  # asks the editor to show a section, question, risk or control

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.open = open_
        self.section = section
        self.setObjectName(section.id)

    def show_place(self, place: str) -> None:
        """Show *place* (a question, risk or control of this page) and give it the focus."""

    def focus_field(self, name: str) -> bool:
        """Give the focus to the field called *name*, after its last word, where one stood in it
        before; whether it is here."""
        for field in self.findChildren(QWidget, name):
            if field.isVisibleTo(self) and field.isEnabled():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                if isinstance(field, PlainTextEdit):
                    field.moveCursor(QTextCursor.MoveOperation.End)
                return True
        return False

    def shown(self) -> str:
        """The place that is current now, or "" where the page knows of none."""
        return ""

    def beside(self, by: int) -> tuple[str, str]:
        """The place before (-1) or after (1) the current one on this page, such as the next risk,
        and its name; empty at the ends and where a page is walked by sections."""
        del by
        return "", ""

    def left_to_do(self) -> str:
        """What is left here, for the bottom bar: "4 questions left here"."""
        return ""

    def filled_button(self) -> str:
        """The words of this page's own next act ("Confirm High"), or "" for none."""
        return ""

    def missing(self) -> str:
        """What the act of `filled_button` still waits for, or "": pressing leads there."""
        return ""

    def press_filled_button(self) -> None:
        """Do what `filled_button` says."""
