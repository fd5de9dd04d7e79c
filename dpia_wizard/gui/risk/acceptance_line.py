"""Who bears a risk above the tolerance, until when and what is watched, or that nobody does."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.acceptance import needs_acceptance
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _, isolate_answer, start_rtl_line
from dpia_wizard.wording.acceptance import acceptance_told, watched_told


class AcceptanceLine(QWidget):
    """Stands under a risk; shows nothing of one that is within the tolerance."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("risk.acceptance")
        self._open = open_
        self._told = SignLabel("clock", "", role="small", wrap=True)
        self._why = PlainLabel("", role="small_muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._told)
        column.addWidget(self._why)

    def show_value(self, rated: RatedRisk) -> None:
        """Show how the acceptance of *rated* stands today."""
        editing, words = self._open.editing, self._open.wording.words
        found = editing.acceptances.get(rated.id)
        self.setVisible(needs_acceptance(editing.pack, rated))
        if found is None:
            self._told.show_value("ring", _("Nobody has accepted this risk."), ink="text_muted")
            self._why.hide()
            return
        told = start_rtl_line(acceptance_told(words, found, own=isolate_answer, date=day))
        if found.counts:
            self._told.show_value("clock", told, ink="note_line")
        else:
            self._told.show_value("flag", told, ink="stop")
        reason = found.decision.reason.strip()
        parts = [_("Why: {reason}").format(reason=isolate_answer(reason))] if reason else []
        watched = watched_told(words, found.decision, own=isolate_answer)
        parts += [watched] if watched and found.counts else []
        self._why.setText("\n".join(start_rtl_line(part) for part in parts))
        self._why.setVisible(bool(parts))
