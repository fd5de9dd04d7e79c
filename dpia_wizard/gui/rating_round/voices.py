"""What each person rated, once everybody may see it: a line for each, the gravest first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.core.team import Range, Spread, Voice
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.risk_words import quoted
from dpia_wizard.gui.words import _, isolate_answer, shortened, start_rtl_line
from dpia_wizard.wording.team import range_told, rating_told

_NAME_SHOWN = 48
"""Characters of a role or initials that stand in a line; its tip says a longer one whole."""


class VoiceLines(QWidget):
    """The people with their levels, ratings and reasons; between them a thin rule."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_value(self, told: Spread | None) -> None:
        """Show the ratings of *told*."""
        clear(self._column)
        voices = () if told is None else told.voices
        ranks = {level.id: level.rank for level in self._open.wording.pack.matrix.levels}
        ordered = sorted(voices, key=lambda voice: -ranks.get(voice.level, 0))
        for at, voice in enumerate(ordered):
            if at:
                self._column.addWidget(rule())
            self._column.addWidget(self._line(voice))

    def _line(self, voice: Voice) -> QWidget:
        wording, rating = self._open.wording, voice.rating
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = FlowLayout(gap=10)
        who = PlainLabel(isolate_answer(shortened(rating.by, _NAME_SHOWN)), role="small_strong")
        if len(rating.by) > _NAME_SHOWN:
            who.setToolTip(rating.by)
        head.addWidget(who)
        chosen = rating_told(wording, rating)
        if voice.level != NOT_RATED:
            head.addWidget(LevelBadge(level_mark(wording, voice.level), about=chosen))
        head.addWidget(PlainLabel(start_rtl_line(chosen), role="small_muted"))
        nest_flow(column, head)
        if rating.reason.strip():
            column.addWidget(PlainLabel(quoted(rating.reason), role="small", wrap=True))
        elif voice.level != NOT_RATED:
            column.addWidget(PlainLabel(_("No reason was written."), role="small_muted"))
        return holder


class RangeLine(QWidget):
    """The range as a badge with both signs, and what it means in a sentence, under or beside."""

    def __init__(
        self, open_: OpenAssessment, parent: QWidget | None = None, *, in_one_row: bool = False
    ) -> None:
        super().__init__(parent)
        self._open = open_
        self._badge = LevelBadge()
        self._told = SignLabel("info", "", role="small", ink="note_line", wrap=True)
        row = QHBoxLayout(self) if in_one_row else QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10 if in_one_row else 4)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeading)
        row.addWidget(self._told, 1)

    def show_value(self, rated: RatedRisk) -> None:
        """Show the range of *rated*; without one, nothing."""
        found: Range | None = rated.shown_range
        self.setVisible(found is not None)
        if found is None:
            return
        wording = self._open.wording
        lower, upper = level_mark(wording, found.lowest), level_mark(wording, found.highest)
        self._badge.show_value(lower, upper=upper, projected=lower == upper)
        sign = "flag" if found.is_wide else "info"
        self._told.show_value(sign, start_rtl_line(range_told(wording, found)))


def nest_flow(column: QVBoxLayout, flow: FlowLayout) -> None:
    """Put a line that wraps at the end of *column*."""
    nest(column, flow)
