"""What stays in sight of a trial while one scrolls: both levels, and to keep it or to drop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dpia_wizard.core.trying import Trial
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.what_if.levels import TriedLevels
from dpia_wizard.gui.words import _

_AROUND = 12 + 2 * 17
"""Pixels between levels and buttons, and around both."""


class TrialBar(QWidget):
    """Stands under the page of a risk. `keep_asked`, `plan_asked` and `drop_asked` tell what
    becomes of the trial."""

    keep_asked = Signal()
    plan_asked = Signal()
    drop_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("what_if.bar")
        self.setAccessibleName(_("What is tried: keep or drop it"))
        card = Card(state="note")
        card.body.setContentsMargins(16, 7, 16, 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(card)
        self.levels = TriedLevels(open_)
        self._acts = QWidget()
        flow = FlowLayout(self._acts, gap=8)
        self._keep = SecondaryButton(_("Keep these changes"), sign="check")
        self._keep.setObjectName("what_if.keep")
        self._keep.clicked.connect(self.keep_asked)
        self._plan = SecondaryButton(_("Make actions"))
        self._plan.setObjectName("what_if.plan")
        self._plan.setAccessibleName(_("Make actions of what is tried"))
        self._plan.clicked.connect(self.plan_asked)
        drop = LinkButton(_("Drop them"), name=_("Drop what is tried"), small=False)
        drop.setObjectName("what_if.drop")
        drop.clicked.connect(self.drop_asked)
        for widget in (self._keep, self._plan, drop):
            flow.addWidget(widget)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        nest(card.body, self._grid)
        self._is_wide: bool | None = None
        self._fit()
        self.hide()

    def show_value(self, found: Trial, *, may_plan: bool) -> None:
        """Show another trial, and whether actions can be made of it."""
        self.levels.show_value(found)
        self._keep.setEnabled(bool(found.changes))
        self._plan.setVisible(may_plan)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put what can be done beside the levels, or where it is narrow beside the sentence."""
        beside = self.levels.sizeHint().width() + self._acts.sizeHint().width() + _AROUND
        is_wide = self.width() >= beside
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        for part in (self.levels, self.levels.outcome, self._acts):
            self._grid.removeWidget(part)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self.levels, 0, 0, 1, 1 if is_wide else 2)
        self._grid.addWidget(self.levels.outcome, 1, 0)
        self._grid.addWidget(self._acts, 0 if is_wide else 1, 1, 2 if is_wide else 1, 1, middle)
