"""The page for each kind of section, brought in when it is first visited."""

from __future__ import annotations

import importlib
import importlib.util

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.labels import PlainLabel

PAGES = {
    "questions": "dpia_wizard.gui.editor.section_page:SectionPage",
    "risks": "dpia_wizard.gui.register.risks_page:RisksPage",
    "controls": "dpia_wizard.gui.plan.controls_page:ControlsPage",
    "actions": "dpia_wizard.gui.plan.actions_page:ActionsPage",
    "review": "dpia_wizard.gui.review.review_page:ReviewPage",
    "extract": "dpia_wizard.gui.review.extract_page:ExtractPage",
}
"""Where the page for each kind of section is, brought in when it is first visited."""


class PlainPage(Page):
    """Stands where a page is not there yet: the title of the section and what it settles."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        name = places.section_name(open_.wording, section)
        column.addWidget(PlainLabel(name, role="title", wrap=True))
        summary = open_.wording.section_summary(section.id)
        column.addWidget(PlainLabel(summary, role="muted", wrap=True))
        column.addStretch(1)


def page_class(kind: str) -> type[Page]:
    """The page for sections of *kind*; a plain one while it is not there."""
    module, name = PAGES[kind].split(":")
    if importlib.util.find_spec(module) is None:
        return PlainPage
    found: type[Page] = getattr(importlib.import_module(module), name)
    return found
