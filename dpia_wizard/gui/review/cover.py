"""What stands in place of the risks while somebody here still has to rate them blind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review.veil import RISK_TO_RATE, hidden
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.words import _, count


class CoverPage(Page):
    """Says why nothing is shown here yet, and leads to the desk."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(12)
        name = section_name(open_.wording, section)
        column.addWidget(PlainLabel(name, role="title", wrap=True))
        card = Card()
        self._left = SignLabel("eye-off", "", role="strong", ink="text", wrap=True)
        card.body.addWidget(self._left)
        why = _(
            "This page shows what the team thinks of every risk. It opens by itself once you have"
            " rated them, or said why you do not."
        )
        card.body.addWidget(PlainLabel(why, role="small", wrap=True))
        row = QHBoxLayout()
        row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        nest(column, row)
        column.addStretch(1)
        self._say()

    def show_place(self, place: str) -> None:
        self._say()
        wanted = place if place in hidden(self.open) else ""
        self.open.setProperty(RISK_TO_RATE, wanted)
        self.place_changed.emit(self.section.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()

    def filled_button(self) -> str:
        return _("Go to the desk") if self._desk() else ""

    def press_filled_button(self) -> None:
        self.go.emit(self._desk())

    def _desk(self) -> str:
        sections = self.open.editing.pack.form.sections
        return next((section.id for section in sections if section.page == "review"), "")

    def _say(self) -> None:
        if not working_as(self.open):
            said = _("Say first which post you work as: some rate the risks before they see more.")
        else:
            n = len(hidden(self.open))
            said = count(
                "{n} risk waits for your own rating.", "{n} risks wait for your own rating.", n
            )
        self._left.show_value("eye-off", said, ink="text")
