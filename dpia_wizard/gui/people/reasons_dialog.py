"""Everything that was changed since somebody signed, each with a link to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.people.step_dialog import StepDialog
from dpia_wizard.gui.review.words import open_words
from dpia_wizard.gui.words import _, start_rtl_line
from dpia_wizard.wording.voids import Reason


class ReasonsDialog(StepDialog):
    """The list; a link closes it and leads to its place. ``place`` is where, or ""."""

    def __init__(
        self,
        open_: OpenAssessment,
        title: str,
        reasons: Sequence[Reason],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, _("Close"), parent=parent)
        self.setObjectName("reasons")
        self.place = ""
        self.back.hide()
        self.go.clicked.connect(self.accept)
        for at, reason in enumerate(reasons):
            self.column.addSpacing(4)
            words = _capital(reason.words)
            self.column.addWidget(PlainLabel(start_rtl_line(words), role="small", wrap=True))
            if reason.place:
                link = LinkButton(open_words(open_.wording, open_.editing, reason.place))
                link.setObjectName(f"reason.{at}")
                link.clicked.connect(lambda _on=False, place=reason.place: self._lead(place))
                self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        self.fit(620, 560)
        self.wait_for("")
        self.begin_at(self.go)

    @classmethod
    def ask(
        cls, parent: QWidget, open_: OpenAssessment, title: str, reasons: Sequence[Reason]
    ) -> str:
        """The place that somebody wants to look at, or ""."""
        dialog = cls(open_, title, reasons, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.place

    def _lead(self, place: str) -> None:
        self.place = place
        self.accept()


def _capital(words: str) -> str:
    """Half a sentence as a whole one."""
    return f"{words[:1].upper()}{words[1:]}."
