"""The marks of a risk in its matrix, each with its level: inherent, today, projected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Place, Score
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.matrix import MatrixMark
from dpia_wizard.gui.parts.matrix_paint import mark_radius, paint_mark
from dpia_wizard.gui.risk_words import place_words
from dpia_wizard.gui.words import _


class MarkView(QWidget):
    """One mark as it stands in the matrix."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._mark = MatrixMark(kind, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(2 * mark_radius()) + 6
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QPointF(self.rect().center()) + QPointF(0.5, 0.5), self._mark)


class RiskLegend(QWidget):
    """The marks A, B and C with their levels."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        names = {"inherent": _("Inherent"), "today": _("Today"), "projected": _("Projected")}
        self._rows: dict[str, tuple[LevelBadge, PlainLabel]] = {}
        for at, (kind, name) in enumerate(names.items()):
            badge, where = LevelBadge(), PlainLabel("", role="small_muted", wrap=True)
            grid.addWidget(MarkView(kind), at, 0)
            grid.addWidget(PlainLabel(name, role="small"), at, 1)
            grid.addWidget(badge, at, 2)
            grid.addWidget(where, at, 3)
            self._rows[kind] = (badge, where)
        self._range_name = PlainLabel(_("Range"), role="small")
        self._range, self._range_why = LevelBadge(), PlainLabel("", role="small_muted", wrap=True)
        row = len(names)
        grid.addWidget(self._range_name, row, 1)
        grid.addWidget(self._range, row, 2)
        grid.addWidget(self._range_why, row, 3)

    def show_value(self, open_: OpenAssessment, rated: RatedRisk) -> None:
        score: Score | None = rated.score
        self._show_range(open_, rated)
        for kind, (badge, where) in self._rows.items():
            if score is None:
                badge.show_value(None)
                where.setText("")
                continue
            place: Place = getattr(score, kind)
            level = rated.level if kind == "today" else place.level
            words = place_words(open_.wording, place.likelihood, place.severity)
            mark = level_mark(open_.wording, level)
            badge.show_value(mark, projected=kind == "projected", about=words)
            if kind == "projected" and score.projected == score.today:
                words = _("as today: nothing planned lowers it")
            where.setText(words)

    def _show_range(self, open_: OpenAssessment, rated: RatedRisk) -> None:
        found, wording = rated.shown_range, open_.wording
        for part in (self._range_name, self._range, self._range_why):
            part.setVisible(found is not None)
        if found is None:
            return
        why = _("by the team’s ratings, not agreed yet") if found.by_team else _("no evidence")
        lower, upper = level_mark(wording, found.lowest), level_mark(wording, found.highest)
        self._range.show_value(lower, upper=upper, projected=lower == upper, about=why)
        self._range_why.setText(why)
