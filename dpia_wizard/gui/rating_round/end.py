"""The last steps: a round that could not be kept yet, and where each risk stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.rating_round.step import Footer, Step
from dpia_wizard.gui.rating_round.voices import nest_flow
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, count


class KeepStep(Step):
    """Says that the round is over and could not be kept. `went_on`: try again; `went_other`: leave
    it for now."""

    def __init__(self, open_: OpenAssessment) -> None:
        super().__init__(open_, narrow=True)
        self.column.addStretch(1)
        self.say(_("The round is over, but it could not be kept"), "title")
        self.say(_("What was rated waits here, unseen. Nothing of it is lost."))
        self.column.addStretch(2)

    def footer(self) -> Footer:
        return Footer(_("Try again"), other=_("Leave it for now"))


class EndStep(Step):
    """Lists the risks that were talked through."""

    def __init__(self, open_: OpenAssessment, risks: Sequence[str]) -> None:
        super().__init__(open_, narrow=True)
        there = [rated for risk in risks if (rated := open_.editing.rated(risk)) is not None]
        left = sum(rated.is_unsettled for rated in there)
        agreed = len(there) - left
        self.say(_("Where the risks stand now"), "title")
        self.say(
            count("You agreed on {n} risk.", "You agreed on {n} risks.", agreed)
            if agreed
            else _("Nothing is agreed yet.")
        )
        if left:
            self.say(
                count(
                    "{n} risk is not agreed yet: its range stands beside its level until it is.",
                    "{n} risks are not agreed yet: their range stands beside their level until"
                    " they are.",
                    left,
                )
            )
        if agreed:
            self.say(_("What you agreed on waits to be confirmed in the register."), "muted")
        for rated in there:
            self.column.addWidget(rule())
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(PlainLabel(risk_name(open_.wording, rated.risk), wrap=True))
            row = FlowLayout(gap=10)
            row.addWidget(LevelBadge(level_mark(open_.wording, rated.level)))
            found = rated.shown_range
            if rated.is_unsettled and found is not None:
                upper = level_mark(open_.wording, found.highest)
                row.addWidget(LevelBadge(level_mark(open_.wording, found.lowest), upper=upper))
            said = ("clock", _("Not agreed yet")) if rated.is_unsettled else ("check", _("Agreed"))
            row.addWidget(SignLabel(*said))
            nest_flow(column, row)
            self.column.addWidget(holder)
        self.column.addStretch(1)

    def footer(self) -> Footer:
        return Footer(_("Close"))
