"""What is decided on an open assessment: a move of its review, and a word on a level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dpia_wizard.core import findings, moving
from dpia_wizard.core.model import Decision
from dpia_wizard.core.moving import Said
from dpia_wizard.core.review_cycle import proposed_review
from dpia_wizard.errors import NotAllowed

if TYPE_CHECKING:
    from dpia_wizard.core.change import Step
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.core.workflow import Move, Refusal
    from dpia_wizard.workspace.editing import Editing


def refusals(
    editing: Editing,
    move: Move,
    *,
    by: str,
    role: str = "",
    name: str = "",
    said: Said | None = None,
) -> tuple[Refusal, ...]:
    """What keeps somebody in the post *by* from making *move* (`moving.refusals`)."""
    return moving.refusals(
        move,
        editing.pack,
        editing.seen,
        editing.risks,
        by=by,
        today=editing.today,
        role=role,
        name=name,
        said=said,
        seals=editing.seals if move == "closed" else None,
    )


def decide(
    editing: Editing,
    move: Move,
    *,
    by: str,
    reason: str = "",
    until: str = "",
    role: str = "",
    name: str = "",
) -> Step | None:
    """Send, return, approve, reject or open again. Raises `NotAllowed` when refused."""
    said = Said(reason, until)
    rule = editing.pack.workflow.rule(move)
    refused = refusals(editing, move, by=by, role=role, name=name, said=said)
    _must_end_in_time(refused)
    if rule is None or refused:
        raise NotAllowed("This cannot be done yet; the review page lists what is open.")
    ends = moving.ends_on(rule, said, today=editing.today)
    made = Decision(editing.new_id(), move, by, editing.now(), reason=reason, until=ends)
    return editing.put("decide", made, by=by)


def judge(
    editing: Editing,
    risk: RatedRisk,
    kind: str,
    level: str,
    *,
    by: str,
    reason: str,
    until: str = "",
    borne_by: str = "",
    watched: str = "",
) -> Step | None:
    """Confirm, raise, lower or accept the level of a risk, as its supervisor.

    Raises `NotAllowed` when `findings.judge_refusals` refuses it.
    """
    refused = findings.judge_refusals(
        editing.pack,
        editing.assessment,
        kind,
        level,
        by=by,
        reason=reason,
        until=until,
        today=editing.today,
        borne_by=borne_by,
        watched=watched,
        latest=proposed_review(editing.pack, editing.seen, editing.risks, today=editing.today),
    )
    _must_end_in_time(refused)
    if refused:
        raise NotAllowed(
            "This needs a reviewer who is not the author, while the assessment is in review,"
            " and a reason. To accept a risk, say who bears it, until when, and what is"
            " watched."
        )
    supported = risk.score.today.level if risk.score else ""
    said = (risk.id, level, supported, reason, until, borne_by.strip(), watched.strip())
    made = Decision(editing.new_id(), kind, by, editing.now(), *said)
    return editing.put("review", made)


def _must_end_in_time(refused: Iterable[Refusal]) -> None:
    """Raises `NotAllowed` with the latest day, where one that is said is too late."""
    for one in refused:
        if one.code == "end_too_late":
            raise NotAllowed(
                "Choose {date} at the latest: the rules of this form let it hold no longer.",
                date=one.about,
            )
