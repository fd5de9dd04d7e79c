"""The stage of an assessment, computed from its decisions, and the moves it allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dpia_wizard.core.model import Assessment, Decision

Stage = Literal[
    "draft", "in_review", "returned", "approved", "approved_with_conditions", "rejected"
]
Move = Literal["sent", "returned", "approved", "approved_with_conditions", "rejected", "reopened"]
MOVES: tuple[Move, ...] = get_args(Move)

MATRIX_CHANGED = "matrix_changed"
"""The kind of a decision that the risks are judged with another matrix from now on."""

MATRIX = "matrix"
"""What such a decision is about; its ``level`` is the id of the matrix since then, its
``supported`` that of the one before."""

_LEADS_TO: dict[str, Stage] = {
    "sent": "in_review",
    "returned": "returned",
    "approved": "approved",
    "approved_with_conditions": "approved_with_conditions",
    "rejected": "rejected",
    "reopened": "draft",
}
_FROM: dict[Move, tuple[Stage, ...]] = {
    "sent": ("draft", "returned"),
    "returned": ("in_review",),
    "approved": ("in_review",),
    "approved_with_conditions": ("in_review",),
    "rejected": ("in_review",),
    "reopened": ("approved", "approved_with_conditions", "rejected"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move cannot be made now, and the question, risk or section where to mend it.

    ``code`` is not_now, author_reviews, not_rated, not_confirmed, not_reviewed, stop, or for a
    word on one risk not_above, no_post, no_bearer, no_reason, no_end, end_over, no_watch;
    ``about`` is the id that the sentence names.
    """

    code: str
    about: str = ""
    place: str = ""


def moves(assessment: Assessment) -> tuple[Decision, ...]:
    """The decisions on the assessment as a whole, oldest first."""
    mine = (d for d in assessment.decisions.values() if not d.about and d.kind in _LEADS_TO)
    return tuple(sorted(mine, key=lambda decision: (decision.at, decision.id)))


def stage(assessment: Assessment) -> Stage:
    """Where the assessment stands."""
    made = moves(assessment)
    return _LEADS_TO[made[-1].kind] if made else "draft"


def edition(assessment: Assessment, *, at: str = "") -> int:
    """The edition, today or at the moment *at*: 1, and one more each time it was opened again
    after a decision."""
    opened = (decision for decision in moves(assessment) if decision.kind == "reopened")
    return 1 + sum(not at or decision.at <= at for decision in opened)


def may_edit(assessment: Assessment) -> bool:
    """Whether the team may change answers, risks and controls now."""
    return stage(assessment) in ("draft", "returned")


def assessment_date(assessment: Assessment, today: str) -> str:
    """The date that evidence is measured against: when it was sent for review, else *today*."""
    if may_edit(assessment):
        return today
    sent = [decision.at for decision in moves(assessment) if decision.kind == "sent"]
    return sent[-1][:10] if sent else today


def possible(assessment: Assessment) -> tuple[Move, ...]:
    """The moves that the stage allows, whoever makes them."""
    now = stage(assessment)
    return tuple(move for move in MOVES if now in _FROM[move])


def matrix_changed(assessment: Assessment) -> str:
    """The moment since which the matrix of today is used; "" when it always was.

    What was said of a level before is about a level of another matrix.
    """
    made = (d.at for d in assessment.decisions.values() if d.kind == MATRIX_CHANGED)
    return max(made, default="")
