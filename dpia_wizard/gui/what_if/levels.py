"""The levels of a risk as it stands beside those that a trial would give, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Place
from dpia_wizard.core.trying import Trial
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.reasons import Reason, ReasonList
from dpia_wizard.gui.risk.legend import MarkView
from dpia_wizard.gui.risk_words import place_words, risk_name
from dpia_wizard.gui.words import _, start_rtl_line

_KINDS = ("today", "projected")
_SUMMED = ("inherent", "result")


class TriedLevels(QWidget):
    """Both levels of today, both of the plan, the lines of the argument that are new, and the
    other risks that would move."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._told = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        for at, words, kind in ((1, _("As it stands"), "today"), (2, _("As tried"), "tried")):
            head = QHBoxLayout()
            head.setSpacing(6)
            head.addWidget(MarkView(kind))
            head.addWidget(PlainLabel(words, role="small_strong"), 1)
            cell = QWidget()
            cell.setLayout(head)
            head.setContentsMargins(0, 0, 0, 0)
            grid.addWidget(cell, 0, at)
        self._badges: dict[tuple[str, str], LevelBadge] = {}
        names = {"today": _("Today"), "projected": _("When the plan is done")}
        for row, kind in enumerate(_KINDS, start=1):
            grid.addWidget(PlainLabel(names[kind], role="small", wrap=True), row, 0)
            for at, which in ((1, "now"), (2, "then")):
                badge = self._badges[kind, which] = LevelBadge()
                grid.addWidget(badge, row, at, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(holder)
        self._where = PlainLabel("", role="small_muted", wrap=True)
        column.addWidget(self._where)
        self._why = PlainLabel(_("What would be different"), role="small_strong", wrap=True)
        column.addWidget(self._why)
        self._reasons = ReasonList()
        column.addWidget(self._reasons)
        self._others = SignLabel("info", "", role="small", wrap=True)
        self._others.setObjectName("what_if.others")
        column.addWidget(self._others)

    def told(self) -> str:
        """The outcome in one sentence."""
        return self._told

    def show_value(self, found: Trial) -> None:
        """Show another trial."""
        wording = self._open.wording
        for which, risk in (("now", found.now), ("then", found.then)):
            for kind in _KINDS:
                place = _place(risk, kind)
                if place is None:
                    self._badges[kind, which].show_value(None)
                    continue
                self._badges[kind, which].show_value(
                    level_mark(wording, place.level),
                    projected=kind == "projected",
                    about=place_words(wording, place.likelihood, place.severity),
                )
        self._show_outcome(found)
        self._show_reasons(found)
        self._show_others(found)

    def _show_outcome(self, found: Trial) -> None:
        wording = self._open.wording
        now, then = _place(found.now, "today"), _place(found.then, "today")
        if now is None or then is None:
            self._told = ""
        elif now == then:
            self._told = _("Today it would stay where it is: {level}, {place}.").format(
                level=wording.level(now.level),
                place=place_words(wording, now.likelihood, now.severity),
            )
        elif now.level == then.level:
            self._told = _("Today it would stay {level}, but at {place}.").format(
                level=wording.level(now.level),
                place=place_words(wording, then.likelihood, then.severity),
            )
        else:
            self._told = _("Today it would be {level}, {place}, instead of {before}.").format(
                level=wording.level(then.level),
                place=place_words(wording, then.likelihood, then.severity),
                before=wording.level(now.level),
            )
        self._where.setText(start_rtl_line(self._told))

    def _show_reasons(self, found: Trial) -> None:
        wording = self._open.wording
        now, then = found.now.score, found.then.score
        new = []
        if now is not None and then is not None:
            new = [
                line
                for line in then.reasons
                if line not in now.reasons and line.code not in _SUMMED
            ]
        self._reasons.show_value(
            [
                Reason(
                    start_rtl_line(wording.reason(line, found.assessment)),
                    counts=line.code in ("earned", "as_planned"),
                )
                for line in new
                if line.code != "steps"
            ],
            start_rtl_line(
                " ".join(
                    wording.reason(line, found.assessment) for line in new if line.code == "steps"
                )
            ),
        )
        for part in (self._why, self._reasons):
            part.setVisible(bool(new))

    def _show_others(self, found: Trial) -> None:
        wording = self._open.wording
        lines = []
        for now, then in found.others:
            if now.score is None or then.score is None:
                continue
            lines.append(
                _("{risk}: {level} instead of {before}").format(
                    risk=risk_name(wording, now.risk),
                    level=wording.level(then.score.today.level),
                    before=wording.level(now.score.today.level),
                )
            )
        words = [_("Other risks would move with it, as they have the same controls:"), *lines]
        self._others.setVisible(bool(lines))
        self._others.show_value("info", "\n".join(words))


def _place(risk: RatedRisk, kind: str) -> Place | None:
    score = risk.score
    if score is None:
        return None
    return score.today if kind == "today" else score.projected
