"""What this desk may not be told yet: the risks that somebody here rates before seeing a rating."""

from __future__ import annotations

from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.workspace.at_work import unseen

PAGES = ("risks", "extract")
"""The kinds of sections that tell levels of all risks, so that they wait until all are rated."""

RISK_TO_RATE = "risk_to_rate"
"""The property of an open assessment with the risk that somebody was led to the desk for."""


def hidden(open_: OpenAssessment) -> frozenset[str]:
    """The risks of which nothing of the team's rating is told here: not in a picture, a tip, an
    order or what a screen reader hears."""
    return unseen(open_.library, open_.editing, chosen=working_as(open_))


def covers(open_: OpenAssessment, page: str) -> bool:
    """Whether a page of this kind is covered, because it would tell what the team rated."""
    return page in PAGES and bool(hidden(open_))
