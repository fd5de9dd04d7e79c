"""What every step of a rating round is: a page with the words of its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.model import Risk
from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _


@dataclass(frozen=True, slots=True)
class Footer:
    """The words below a step: what goes on, what goes back or round, and what is missing yet."""

    go: str
    other: str = ""
    missing: str = ""
    link: str = ""


def lasting_harm(open_: OpenAssessment, risk: Risk) -> SignLabel | None:
    """Says that the harm of *risk* counts as gravest whatever anybody rates; None where it may
    not."""
    known = open_.editing.pack.risk.get(risk.id)
    if not risk.irreversible and (known is None or not known.irreversible):
        return None
    top = open_.wording.severity(open_.wording.pack.matrix.top_severity)
    words = _("This harm cannot be undone, so its severity counts as {name}.")
    return SignLabel("info", words.format(name=top), wrap=True)


class Step(QWidget):
    """A page of the round. `went_on`, `went_other` and `linked` tell which of its acts was done;
    `turned` that its footer says something else now."""

    went_on = Signal()
    went_other = Signal()
    linked = Signal()
    turned = Signal()

    def __init__(self, open_: OpenAssessment, *, narrow: bool = False) -> None:
        super().__init__()
        self.open = open_
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 12)
        self._inside = QWidget()
        if narrow:
            self._inside.setMaximumWidth(round(720 * theme.look().scale))
            outer.addStretch(1)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        outer.addWidget(self._inside, 1000)
        if narrow:
            outer.addStretch(1)

    def say(self, words: str, role: str = "body") -> PlainLabel:
        """Add a paragraph at the end; a title is what the step is called for a screen reader."""
        if role == "title":
            self.setAccessibleName(words)
        label = PlainLabel(words, role=role, wrap=True)
        self.column.addWidget(label)
        return label

    def head(self, title: str, where: str) -> None:
        """Begin with the title, and beside it *where* in the round this is."""
        self.setAccessibleName(f"{where}. {title}")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(PlainLabel(title, role="title", wrap=True), 1)
        row.addWidget(PlainLabel(where, role="small_muted"), 0, Qt.AlignmentFlag.AlignTop)
        nest(self.column, row)

    def footer(self) -> Footer:
        """The words of the buttons just now."""
        return Footer("")

    def first(self) -> QWidget | None:
        """What has the focus first; None: the button that goes on."""
        return None

    def lead_to_missing(self) -> None:
        """Give the focus to what is missing, for somebody who wants to go on without it."""
        found = self.first()
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Do what the step is for."""
        self.went_on.emit()
