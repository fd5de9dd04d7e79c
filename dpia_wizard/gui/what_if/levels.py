"""The levels of a risk as it stands and as a trial would leave it, side by side in few words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Place
from dpia_wizard.core.trying import Trial
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignView
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.risk_words import place_words
from dpia_wizard.gui.words import _, start_rtl_line

_KINDS = ("today", "projected")


class TriedLevels(QWidget):
    """For today and for the plan: the level as it stands, then the one as tried. `outcome` says
    it in a sentence, for whoever shows the levels to put beside or under them."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._told = ""
        flow = FlowLayout(self, gap=6)
        self._badges: dict[tuple[str, str], LevelBadge] = {}
        names = {"today": _("Today"), "projected": _("When the plan is done")}
        for kind in _KINDS:
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 14, 0)
            row.setSpacing(6)
            row.addWidget(PlainLabel(names[kind], role="small"))
            now = self._badges[kind, "now"] = LevelBadge()
            then = self._badges[kind, "then"] = LevelBadge()
            for part in (now, SignView("arrow-next", ink="text_muted"), then):
                row.addWidget(part)
            flow.addWidget(pair)
        self.outcome = PlainLabel("", role="small_strong", wrap=True)
        self.outcome.setObjectName("what_if.outcome")

    def told(self) -> str:
        """The outcome in one sentence."""
        return self._told

    def show_value(self, found: Trial) -> None:
        """Show another trial."""
        wording = self._open.wording
        for which, risk in (("now", found.now), ("then", found.then)):
            for kind in _KINDS:
                place = _place(risk, kind)
                badge = self._badges[kind, which]
                if place is None:
                    badge.show_value(None)
                    continue
                where = place_words(wording, place.likelihood, place.severity)
                told = _("as it stands, {place}") if which == "now" else _("as tried, {place}")
                badge.show_value(
                    level_mark(wording, place.level),
                    projected=kind == "projected",
                    about=told.format(place=where),
                )
        self._show_outcome(found)

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
        self.outcome.setText(start_rtl_line(self._told))
        self.outcome.setVisible(bool(found.changes))


def _place(risk: RatedRisk, kind: str) -> Place | None:
    score = risk.score
    if score is None:
        return None
    return score.today if kind == "today" else score.projected
