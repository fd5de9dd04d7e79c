"""What would lower a risk, one line for each way, and the actions that it asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.lowering import Way, ways_to_lower
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.risk_words import way
from dpia_wizard.gui.words import _, count, start_rtl_line

_WAYS_SHOWN = 2


class RiskLowering(QWidget):
    """The smallest sets of changes that lower the level; `actions_asked` and `try_asked` give a
    `Way`."""

    actions_asked = Signal(object)
    try_asked = Signal(object)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._rated: RatedRisk | None = None
        self._risk = ""
        self._all_ways = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show what would lower *rated*; nothing for one that is lowest already."""
        if rated.id != self._risk:
            self._risk, self._all_ways = rated.id, False
        self._rated = rated
        clear(self._column)
        lowest = self._open.wording.pack.matrix.levels[0].id
        shown = rated.score is not None and not rated.risk.avoided
        shown = shown and rated.score is not None and rated.score.today.level != lowest
        self.setVisible(shown)
        if not shown:
            return
        self._column.addWidget(rule())
        editing, wording = self._open.editing, self._open.wording
        ways = ways_to_lower(editing.pack, rated, on=editing.on)
        heading = _("What would lower it")
        if len({found.level for found in ways}) == 1:
            level = wording.level(ways[0].level)
            heading = _("What would lower it to {level}").format(level=level)
        self._column.addWidget(PlainLabel(heading, role="heading", wrap=True))
        if not ways:
            words = _("Only removing the data or the flow lowers this.")
            self._column.addWidget(PlainLabel(words, role="small_muted", wrap=True))
            return
        together = len(ways[0].improvements)
        if together > 1:
            words = _("No single change is enough. Two together are:")
            if together > 2:
                words = _("Fewer changes are not enough. {n} together are:").format(n=together)
            self._column.addWidget(PlainLabel(words, role="small_muted", wrap=True))
        for found in ways if self._all_ways else ways[:_WAYS_SHOWN]:
            self._column.addWidget(self._way(found, may_edit=may_edit))
        more = len(ways) - _WAYS_SHOWN
        if more > 0 and not self._all_ways:
            link = LinkButton(count("{n} more way", "{n} more ways", more))
            link.clicked.connect(self._show_all_ways)
            self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)

    def _way(self, found: Way, *, may_edit: bool) -> QWidget:
        editing = self._open.editing
        words = way(self._open.wording, editing.assessment, found)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = SignLabel("plus", start_rtl_line(words), role="small", ink="accent", wrap=True)
        row.addWidget(label, 1)
        if may_edit:
            attempt = LinkButton(
                _("Try"), name=_("Try, without keeping it: {way}").format(way=words)
            )
            attempt.setObjectName("lowering.try")
            attempt.clicked.connect(lambda: self.try_asked.emit(found))
            row.addWidget(attempt, 0, Qt.AlignmentFlag.AlignTop)
        planned = {
            action.control
            for action in editing.assessment.actions.values()
            if action.source == self._risk and action.status != "done"
        }
        if {made.control for made in found.improvements} <= planned:
            row.addWidget(PlainLabel(_("In the action plan"), role="small_muted"))
        elif may_edit:
            make = LinkButton(_("Make actions"), name=_("Make actions: {way}").format(way=words))
            make.clicked.connect(lambda: self.actions_asked.emit(found))
            row.addWidget(make, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _show_all_ways(self) -> None:
        self._all_ways = True
        if self._rated is not None:
            self.show_value(self._rated, may_edit=self._open.editing.may_edit)
