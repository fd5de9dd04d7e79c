"""The risks that a reviewer rated: you, the team, how far apart, and what is next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.blind import ReviewState, says_why_not
from dpia_wizard.core.register import RatedRisk, team_level
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.review.line import ReviewLine
from dpia_wizard.gui.review.progress import Row
from dpia_wizard.gui.review.table import ReviewTable
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, count


class RatedSoFar(Card):
    """The card with the table; `chosen` gives the risk that somebody went to."""

    chosen = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self.body.addWidget(PlainLabel(_("Rated so far"), role="heading"))
        self.table = ReviewTable(name=_("Rated so far"), heads=heads(is_me=True))
        self.table.setObjectName("rated_so_far")
        self.table.opened.connect(self.chosen)
        self.body.addWidget(self.table)

    def set_reviewer(self, *, is_me: bool) -> None:
        """Say whose rating stands beside the team's."""
        self.table.set_heads(heads(is_me=is_me))

    def told(self, rated: RatedRisk, state: ReviewState) -> str:
        """One risk as it is told aloud."""
        return line_of(self._open, rated, state).said

    def show_value(self, rows: Sequence[Row]) -> None:
        """Show the risks of *rows* that are rated, in their order."""
        shown = [line_of(self._open, *row) for row in rows if row[1].rating is not None]
        self.table.show_value(shown)
        self.setVisible(bool(shown))


def heads(*, is_me: bool) -> tuple[str, str, str]:
    """What stands above both levels and how far apart they are."""
    return _("You") if is_me else _("Reviewer"), _("Team"), _("Apart")


def line_of(open_: OpenAssessment, rated: RatedRisk, state: ReviewState) -> ReviewLine:
    """One risk that may be told: both levels, and how far apart they are."""
    wording = open_.wording
    mine = level_mark(wording, state.level)
    team = level_mark(wording, team_level(wording.pack, rated))
    name = risk_name(wording, rated.risk)
    sign, ink, told = apart_words(state)
    said = _("{risk}. Reviewer {mine}, team {team}. {state}").format(
        risk=name, mine=mine.word, team=team.word, state=told
    )
    return ReviewLine(rated.id, name, mine, team, sign, ink, told, said, is_first_filled=True)


def apart_words(state: ReviewState) -> tuple[str, str, str]:
    """Sign, colour role and words of how far apart two ratings are."""
    if state.rating is not None and says_why_not(state.rating):
        return "question", "text_muted", _("Not rated")
    if state.state == "apart":
        told = count(
            "{n} level apart: talk it through", "{n} levels apart: talk it through", state.apart
        )
        return "flag", "stop", told
    if state.talked is not None:
        return "check", "ok", _("Talked through")
    if not state.apart:
        return "check", "ok", _("Same")
    return "dash", "text_muted", count("{n} level", "{n} levels", state.apart)
