"""What this desk may not be told yet: the risks that somebody here rates before seeing a rating."""

from __future__ import annotations

from dpia_wizard.core import blind
from dpia_wizard.core.workflow import stage
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.workspace.at_work import unseen
from dpia_wizard.workspace.reviewing import still_hidden

PAGES = ("risks", "extract")
"""The kinds of sections that tell levels of all risks, so that they wait until all are rated."""

RISK_TO_RATE = "risk_to_rate"
"""The property of an open assessment with the risk that somebody was led to the desk for."""


def hidden(open_: OpenAssessment) -> frozenset[str]:
    """The risks of which nothing of the team's rating is told here: not in a picture, a tip, an
    order or what a screen reader hears.

    Before anybody said which post they work as, they might be the one who rates; and who works
    here and rates is told nothing by choosing the post of somebody else.
    """
    editing = open_.editing
    if stage(editing.assessment) != "in_review" or not editing.pack.workflow.blind:
        return frozenset()
    mine = unseen(open_.library, editing)
    by = working_as(open_)
    if by:
        return mine.union(still_hidden(editing, by=by))
    states = (
        blind.as_rated(editing.pack, editing.assessment, risk, by="") for risk in editing.risks
    )
    return frozenset(state.risk for state in states if state.state == "hidden")


def covers(open_: OpenAssessment, page: str) -> bool:
    """Whether a page of this kind is covered, because it would tell what the team rated."""
    return page in PAGES and bool(hidden(open_))
