"""What would lower a risk, one line for each way, and the actions that it asks for."""

from __future__ import annotations

from collections.abc import Sequence, Set

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.lowering import Way, ways_to_lower
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, above_words_of_link
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
        self._all_ways = False
        self._heading = PlainLabel("", role="heading", wrap=True)
        self._together = PlainLabel("", role="small_muted", wrap=True)
        self._lines: list[_WayLine] = []
        self._ways = QVBoxLayout()
        self._ways.setSpacing(4)
        self._more = LinkButton("")
        self._more.clicked.connect(self._show_all_ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (rule(), self._heading, self._together):
            column.addWidget(widget)
        nest(column, self._ways)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show what would lower *rated*; nothing for one that is lowest already."""
        if self._rated is None or rated.id != self._rated.id:
            self._all_ways = False
        self._rated = rated
        lowest = self._open.wording.pack.matrix.levels[0].id
        score = rated.score
        shown = score is not None and not rated.risk.avoided and score.today.level != lowest
        self.setVisible(shown)
        if shown:
            ways = ways_to_lower(self._open.editing.pack, rated, on=self._open.editing.on)
            self._show_words(ways)
            self._show_ways(rated.id, ways, may_edit=may_edit)

    def _show_words(self, ways: Sequence[Way]) -> None:
        heading = _("What would lower it")
        if len({found.level for found in ways}) == 1:
            level = self._open.wording.level(ways[0].level)
            heading = _("What would lower it to {level}").format(level=level)
        self._heading.setText(heading)
        together = len(ways[0].improvements) if ways else 0
        words = ""
        if not ways:
            words = _("Only removing the data or the flow lowers this.")
        elif together == 2:
            words = _("No single change is enough. Two together are:")
        elif together > 2:
            words = _("Fewer changes are not enough. {n} together are:").format(n=together)
        self._together.setText(words)
        self._together.setVisible(bool(words))

    def _show_ways(self, risk: str, ways: Sequence[Way], *, may_edit: bool) -> None:
        shown = ways if self._all_ways else ways[:_WAYS_SHOWN]
        for _at in range(len(self._lines), len(shown)):
            line = _WayLine(self._open)
            line.tried.connect(self.try_asked)
            line.planned.connect(self.actions_asked)
            self._ways.addWidget(line)
            self._lines.append(line)
        planned = {
            action.control
            for action in self._open.editing.assessment.actions.values()
            if action.source == risk and action.status != "done"
        }
        for at, line in enumerate(self._lines):
            if at < len(shown):
                line.show_value(shown[at], planned, may_edit=may_edit)
            line.setVisible(at < len(shown))
        more = len(ways) - len(shown)
        self._more.setVisible(more > 0)
        self._more.set_words(count("{n} more way", "{n} more ways", more))

    def _show_all_ways(self) -> None:
        self._all_ways = True
        if self._rated is not None:
            self.show_value(self._rated, may_edit=self._open.editing.may_edit)


class _WayLine(QWidget):
    """One way, to be tried or planned; `tried` and `planned` give it."""

    tried = Signal(object)
    planned = Signal(object)

    def __init__(self, open_: OpenAssessment) -> None:
        super().__init__()
        self._open = open_
        self._way: Way | None = None
        self._words = SignLabel("plus", "", role="small", ink="accent", wrap=True)
        self._try = LinkButton(_("Try"))
        self._try.setObjectName("lowering.try")
        self._try.clicked.connect(lambda: self.tried.emit(self._way))
        self._make = LinkButton(_("Make actions"))
        self._make.setObjectName("lowering.plan")
        self._make.clicked.connect(lambda: self.planned.emit(self._way))
        self._make.set_leading()
        self._made = PlainLabel(_("In the action plan"), role="small_muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        for widget in (self._try, self._make, self._made):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._align()

    def show_value(self, found: Way, planned: Set[str], *, may_edit: bool) -> None:
        """Show another way; *planned* are the controls that the risk has actions for."""
        self._way = found
        words = way(self._open.wording, self._open.editing.assessment, found)
        self._words.show_value("plus", start_rtl_line(words))
        self._try.setAccessibleName(_("Try, without keeping it: {way}").format(way=words))
        self._make.setAccessibleName(_("Make actions: {way}").format(way=words))
        is_planned = {made.control for made in found.improvements} <= planned
        self._try.setVisible(may_edit)
        self._make.setVisible(may_edit and not is_planned)
        self._made.setVisible(is_planned)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._align()

    def _align(self) -> None:
        """Let the words stand level with the links, and the links of all lines in columns."""
        above = above_words_of_link()
        self._words.set_room(0, above, 0, 0)
        self._made.setContentsMargins(2, above, 2, 0)
        self._made.setMinimumWidth(0)
        widest = max(self._make.sizeHint().width(), self._made.sizeHint().width())
        for last in (self._make, self._made):
            last.setMinimumWidth(widest)
