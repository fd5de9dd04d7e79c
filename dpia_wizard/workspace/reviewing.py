"""What reviewers do besides moving an assessment on: rate blind, talk through, take back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from dpia_wizard.core import blind, findings, review_cycle
from dpia_wizard.core.acceptance import WITHDRAWN
from dpia_wizard.core.model import UNKNOWN, Decision, Rating
from dpia_wizard.core.posts import written
from dpia_wizard.core.register import team_level
from dpia_wizard.core.workflow import stage
from dpia_wizard.errors import NotAllowed, UserError

if TYPE_CHECKING:
    from dpia_wizard.core.blind import ReviewState
    from dpia_wizard.core.change import Step
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.core.review_cycle import CameTrue, TooLong, Trigger, Validity
    from dpia_wizard.core.workflow import Refusal
    from dpia_wizard.workspace.editing import Editing

_OF_LEVELS = ("not_confirmed", "not_talked", "not_reviewed", "not_settled")
"""Refusals that tell something of the level of the risk that they name."""


def as_rated(editing: Editing, risk: RatedRisk, *, by: str) -> ReviewState:
    """What the ratings of *risk* by the post *by* open; "" stands for all reviewers."""
    return blind.as_rated(editing.pack, editing.assessment, risk, by=by)


def still_hidden(editing: Editing, *, by: str) -> tuple[str, ...]:
    """The risks that the post *by* has yet to rate before it is told what the team thinks."""
    hidden = blind.hidden_from(editing.pack, editing.assessment, editing.risks, post=by)
    return tuple(risk.id for risk in editing.risks if risk.id in hidden)


def tellable(
    editing: Editing, refused: Iterable[Refusal], unseen: Collection[str]
) -> tuple[Refusal, ...]:
    """The refusals that tell nothing of what the team rated of the risks in *unseen*: neither by
    their words nor by their order, which is that of the catalogue then."""
    told = [found for found in refused if _may_tell(editing, found, unseen)]
    if not unseen:
        return tuple(told)
    place = {code: at for at, code in enumerate(dict.fromkeys(one.code for one in told))}
    return tuple(sorted(told, key=lambda one: (place[one.code], one.about)))


def rate_blind(
    editing: Editing, risk: str, likelihood: str, severity: str, *, by: str, reason: str = ""
) -> Step | None:
    """Keep what the reviewer in the post *by* thinks of *risk*; from then on the team's rating is
    told to that desk, so it is given once in an edition. Raises `NotAllowed`."""
    matrix = editing.pack.matrix
    is_likelihood = likelihood in matrix.likelihood or likelihood == UNKNOWN
    if not is_likelihood or severity not in matrix.severity:
        raise NotAllowed("Choose a likelihood and a severity.")
    return _keep(editing, [risk], by=by, said=(likelihood, severity, reason.strip()))


def say_why_not(editing: Editing, risks: Iterable[str], *, by: str, reason: str) -> Step | None:
    """Keep why the post *by* does not rate *risks* itself; they are told to it then. Raises
    `NotAllowed` without a reason."""
    if not reason.strip():
        raise NotAllowed("Write why you do not rate this yourself: it is kept with the review.")
    return _keep(editing, risks, by=by, said=("", "", reason.strip()))


def talk_through(editing: Editing, risk: str, *, by: str, reason: str) -> Step | None:
    """Keep what came of talking about two ratings of *risk* that lie far apart. Raises
    `NotAllowed` where they do not, or without what came of it."""
    rated = _risk(editing, risk)
    _must_review(editing, by)
    state = as_rated(editing, rated, by="")
    if state.state != "apart":
        raise NotAllowed("The two ratings of this risk do not have to be talked through.")
    if not reason.strip():
        raise NotAllowed("Write what came of it: it is kept and printed with the decision.")
    made = blind.talked_through(
        editing.pack, rated, state, (editing.new_id(), written(by), editing.now()), reason.strip()
    )
    return editing.put("talk a risk through", made)


def confirm_same(editing: Editing, risks: Iterable[RatedRisk], *, by: str) -> Step | None:
    """Confirm *risks* at their level in one step: those that the reviewer in the post *by* rated
    as the team did. Raises `NotAllowed` for any other."""
    _must_review(editing, by)
    made = []
    for risk in risks:
        state = as_rated(editing, risk, by=by)
        level = team_level(editing.pack, risk)
        if state.rating is None or state.state != "shown" or state.level != level:
            raise NotAllowed("Only what you and the team see the same is confirmed together.")
        supported = risk.score.today.level if risk.score else ""
        said = (written(by), editing.now(), risk.id, level, supported)
        made.append(Decision(editing.new_id(), "confirmed", *said))
    return editing.put("review", *made)


def withdraw(editing: Editing, risk: str, *, by: str, reason: str) -> Step | None:
    """Take back that somebody bears *risk*, from now on. Raises `NotAllowed`."""
    rated = _risk(editing, risk)
    standing = editing.acceptances.get(risk)
    if standing is None or standing.standing == WITHDRAWN:
        raise NotAllowed("Nobody has accepted this risk, so there is nothing to withdraw.")
    refused = findings.judge_refusals(
        editing.pack,
        editing.assessment,
        WITHDRAWN,
        rated.level,
        by=by,
        reason=reason,
        until="",
        today=editing.today,
    )
    if refused:
        raise NotAllowed("Say in which post you withdraw the acceptance, and why.")
    supported = rated.score.today.level if rated.score else ""
    said = (written(by), editing.now(), risk, rated.level, supported, reason.strip())
    return editing.put("review", Decision(editing.new_id(), WITHDRAWN, *said))


def came_true(editing: Editing) -> tuple[CameTrue, ...]:
    """The incidents whose risk is rated as hardly likely."""
    return review_cycle.came_true(editing.pack, editing.seen)


def triggers(editing: Editing) -> tuple[Trigger, ...]:
    """What happened since the approval that asks to open the assessment again."""
    return review_cycle.triggers(editing.pack, editing.assessment)


def proposed_review(editing: Editing) -> str:
    """The latest day (ISO) for the next look by the rules of the form, or ""."""
    return review_cycle.proposed_review(
        editing.pack, editing.seen, editing.risks, today=editing.today
    )


def latest_review(editing: Editing) -> tuple[str, Validity]:
    """The latest day (ISO) for the next look, counted from the approval where there is one, and
    for how many months that is and why; "" where the rules say nothing."""
    made_of = editing.pack, editing.seen, editing.risks
    day = review_cycle.latest_review(*made_of, today=editing.today)
    return day, review_cycle.validity(*made_of)


def too_long(editing: Editing) -> tuple[TooLong, ...]:
    """The approval and the acceptances that say a later day than the rules of the form allow."""
    return review_cycle.too_long(editing.pack, editing.seen, editing.risks, today=editing.today)


def is_too_late(editing: Editing) -> bool:
    """Whether the next look is set for a later day than the rules of the form allow."""
    return review_cycle.is_too_late(editing.pack, editing.seen, editing.risks, today=editing.today)


def _may_tell(editing: Editing, found: Refusal, unseen: Collection[str]) -> bool:
    if found.code in _OF_LEVELS:
        return found.place not in unseen
    if found.code == "stop" and unseen:
        stops = (stop for stop in editing.stops if stop.condition.id == found.about)
        return not any(findings.tells_levels(stop) for stop in stops)
    return True


def _keep(
    editing: Editing, risks: Iterable[str], *, by: str, said: tuple[str, str, str]
) -> Step | None:
    _must_review(editing, by)
    name, at = blind.round_of(editing.assessment), editing.now()
    hidden = still_hidden(editing, by=by)
    ratings = []
    for id in risks:
        _risk(editing, id)
        if blind.rating_of(editing.assessment, id, by=by) is not None:
            raise NotAllowed(
                "{risk} is rated already: what the team thinks of it is told since then.", risk=id
            )
        if id not in hidden:
            raise NotAllowed(
                "This post is told what the team thinks of {risk}, so it cannot rate it blind.",
                risk=id,
            )
        ratings.append(Rating(editing.new_id(), name, id, written(by), at, *said))
    return editing.put("rate blind", *ratings)


def _must_review(editing: Editing, by: str) -> None:
    if stage(editing.assessment) != "in_review" or not by.strip():
        raise NotAllowed("This is done in review, in the post that you work as.")
    if findings.is_author(editing.assessment, by):
        raise NotAllowed("You wrote this assessment, so somebody else must review it.")


def _risk(editing: Editing, risk: str) -> RatedRisk:
    found = editing.rated(risk)
    if found is None:
        raise UserError("There is no risk {id} in this assessment.", id=risk)
    return found
