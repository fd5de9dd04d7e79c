"""The stage of an assessment, computed from its decisions, and the moves it allows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from dpia_wizard.core.model import Assessment, Decision

Stage = Literal[
    "draft",
    "in_review",
    "returned",
    "approved",
    "approved_with_conditions",
    "rejected",
    "expired",
    "superseded",
]
"""The last two are never recorded: a day that is over makes the one (`review_cycle`), a newer
approval of the same work the other (`editions_made`)."""
STAGES: tuple[Stage, ...] = get_args(Stage)

Move = Literal[
    "sent",
    "returned",
    "approved",
    "approved_with_conditions",
    "approved_in_emergency",
    "rejected",
    "reopened",
    "closed",
]
MOVES: tuple[Move, ...] = get_args(Move)

APPROVALS = ("approved", "approved_with_conditions", "approved_in_emergency")
"""The moves by which the work may begin or go on."""

REVIEWED: tuple[Move, ...] = ("approved", "approved_with_conditions")
"""Those that come after a review; the other is for what cannot wait for one."""

JUDGEMENTS = ("confirmed", "raised", "lowered", "accepted")
"""The kinds of decision on a risk that are a supervisor's word on its level."""

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
    "approved_in_emergency": "approved_with_conditions",
    "rejected": "rejected",
    "reopened": "draft",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move cannot be made now, and the question, risk or section where to mend it.

    ``code`` is not_now, not_your_move, author_reviews, nothing_rated, not_rated, not_confirmed,
    not_reviewed, not_blind, not_talked, not_settled, stop, no_opinion, overruled, outcome_differs,
    end_differs, no_conditions, not_light, not_only_corrections; or for a word that is asked for:
    not_above, no_post, no_bearer, no_reason, no_end, end_over, end_too_late, no_watch,
    not_accepted.
    ``about`` is the id that the sentence names; of ``overruled`` the opinion, of ``end_too_late``
    the latest day that the rules allow.
    """

    code: str
    about: str = ""
    place: str = ""


def moves(assessment: Assessment) -> tuple[Decision, ...]:
    """The decisions on the assessment as a whole, oldest first."""
    mine = (d for d in assessment.decisions.values() if not d.about and d.kind in MOVES)
    return tuple(sorted(mine, key=lambda decision: (decision.at, decision.id)))


def stage(assessment: Assessment) -> Stage:
    """Where the assessment stands by what was decided, whatever the day (`review_cycle`)."""
    made = standing_decision(assessment)
    return "draft" if made is None else _LEADS_TO[made.kind]


def standing_decision(assessment: Assessment) -> Decision | None:
    """The move that the stage comes from; None in a first draft.

    Closed again after small corrections, it is the one that stood before it was opened.
    """
    stood: list[Decision] = []
    for made in moves(assessment):
        if made.kind == "closed" and len(stood) > 1 and stood[-1].kind == "reopened":
            stood.pop()
        elif made.kind != "closed":
            stood.append(made)
    return stood[-1] if stood else None


def edition(assessment: Assessment, *, at: str = "") -> int:
    """The edition, today or at the moment *at*: 1, and one more each time it was opened again
    after a decision, unless it was closed again with nothing but corrections."""
    made = [decision.kind for decision in moves(assessment) if not at or decision.at <= at]
    closed = sum(kind == "closed" and before == "reopened" for before, kind in pairwise(made))
    return 1 + made.count("reopened") - closed


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the work with the decision on it; None while there is none."""

    number: int
    decision: Decision | None
    stage: Stage


def editions_made(assessment: Assessment) -> tuple[Edition, ...]:
    """Every edition in its order; an approved one is superseded once a later one is approved."""
    last: dict[int, Decision] = {}
    for made in moves(assessment):
        if made.kind not in ("reopened", "closed"):
            last[edition(assessment, at=made.at)] = made
    approved = max((n for n, made in last.items() if made.kind in APPROVALS), default=0)
    found = []
    for number in range(1, edition(assessment) + 1):
        decision = last.get(number)
        at: Stage = "draft" if decision is None else _LEADS_TO[decision.kind]
        if decision is not None and decision.kind in APPROVALS and number < approved:
            at = "superseded"
        found.append(Edition(number, decision, at))
    return tuple(found)


def may_edit(assessment: Assessment) -> bool:
    """Whether the team may change answers, risks and controls now."""
    return stage(assessment) in ("draft", "returned")


def assessment_date(assessment: Assessment, today: str) -> str:
    """The date that evidence is measured against: when it was sent for review, else *today*."""
    if may_edit(assessment):
        return today
    began = ("sent", "approved_in_emergency")
    sent = [decision.at for decision in moves(assessment) if decision.kind in began]
    return sent[-1][:10] if sent else today


def matrix_changed(assessment: Assessment) -> str:
    """The moment since which the matrix of today is used; "" when it always was.

    What was said of a level before is about a level of another matrix.
    """
    made = (d.at for d in assessment.decisions.values() if d.kind == MATRIX_CHANGED)
    return max(made, default="")
