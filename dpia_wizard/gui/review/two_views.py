"""What the reviewer and the team each think of a risk, side by side, once both may be told."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.blind import ReviewState, says_why_not
from dpia_wizard.core.model import Rating
from dpia_wizard.core.posts import is_same
from dpia_wizard.core.register import NOT_RATED, RatedRisk, team_level
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.risk_words import quoted
from dpia_wizard.gui.words import _, count, isolate_answer, start_rtl_line
from dpia_wizard.wording.team import rating_told
from dpia_wizard.wording.workflow import apart_told


def is_own(open_: OpenAssessment, state: ReviewState) -> bool:
    """Whether the rating is of who sits at the desk."""
    return state.rating is not None and is_same(state.rating.by, working_as(open_))


class TwoViews(QWidget):
    """The reviewer's rating with its reason, the team's with its reasons, and how far apart."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._shown: tuple[RatedRisk, ReviewState] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def clear_value(self) -> None:
        """Show nothing, and keep nothing that could be read."""
        self._shown = None
        clear(self._column)

    def show_value(self, risk: RatedRisk, state: ReviewState) -> None:
        """Show what both think of *risk*."""
        if self._shown == (risk, state):
            return
        self._shown = (risk, state)
        clear(self._column)
        if state.rating is not None:
            self._column.addWidget(self._mine(state))
        if risk.score is not None:
            self._column.addWidget(self._team(risk))
        if state.rating is not None and state.level != NOT_RATED:
            self._column.addWidget(self._apart(risk, state))
        if state.talked is not None:
            said = _("Talked through: {reason}").format(reason=quoted(state.talked.reason))
            self._column.addWidget(SignLabel("check", said, ink="ok", wrap=True))

    def _mine(self, state: ReviewState) -> QWidget:
        wording, rating = self._open.wording, state.rating
        if rating is None:
            return QWidget()
        by = _("You") if is_own(self._open, state) else isolate_answer(rating.by)
        if says_why_not(rating):
            chosen = _("Not rated: {reason}").format(reason=quoted(rating.reason))
            return self._side(by, NOT_RATED, chosen, ())
        reasons = (rating.reason,) if rating.reason.strip() else ()
        return self._side(by, state.level, rating_told(wording, rating), reasons)

    def _team(self, risk: RatedRisk) -> QWidget:
        record, wording = risk.risk, self._open.wording
        chosen = rating_told(
            wording, Rating("", "", risk.id, "", "", record.likelihood, record.severity)
        )
        texts = (record.likelihood_reason, record.severity_reason, record.stated_reason)
        reasons = tuple(text for text in texts if text.strip())
        return self._side(_("The team"), team_level(wording.pack, risk), chosen, reasons)

    def _side(self, who: str, level: str, chosen: str, reasons: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = FlowLayout(gap=10)
        head.addWidget(PlainLabel(who, role="small_strong"))
        if level != NOT_RATED:
            mark = level_mark(self._open.wording, level)
            head.addWidget(LevelBadge(mark, about=chosen))
        nest(column, head)
        column.addWidget(PlainLabel(start_rtl_line(chosen), role="small_muted", wrap=True))
        for reason in reasons:
            column.addWidget(PlainLabel(quoted(reason), role="small", wrap=True))
        return holder

    def _apart(self, risk: RatedRisk, state: ReviewState) -> QWidget:
        if is_own(self._open, state):
            told = apart_told(self._open.wording, state, team_level(self._open.wording.pack, risk))
        elif state.apart:
            told = count("{n} level apart.", "{n} levels apart.", state.apart)
        else:
            told = _("Both see it the same.")
        if state.state == "apart":
            return SignLabel("flag", start_rtl_line(told), ink="stop", role="stop", wrap=True)
        sign, ink = ("check", "ok") if not state.apart else ("dash", "text_muted")
        return SignLabel(sign, start_rtl_line(told), ink=ink, wrap=True)
