"""The reviewer's own rating of a risk, given before seeing the team's, and how far apart they are.

A risk is hidden from the desk of somebody who rates blind until that person rated it, or said why
not. Where the two ratings give levels further apart than the pack allows, it must be talked
through and what came of it recorded. Nothing of this changes a level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.in_review import rates_as
from dpia_wizard.core.model import Assessment, Decision, Rating
from dpia_wizard.core.posts import compared, is_same
from dpia_wizard.core.register import NOT_RATED, RatedRisk, applied, judged, team_level
from dpia_wizard.core.scoring import score
from dpia_wizard.core.summary import Seat, SeatKind
from dpia_wizard.core.team import REVIEW_ROUND
from dpia_wizard.core.workflow import edition, matrix_changed, stage
from dpia_wizard.core.workflow_rules import ROLES, Role

TALKED = "talked_through"
"""The kind of a decision that two ratings which lie far apart were talked through; its ``level``
is the team's then, its ``supported`` the one that the reviewer's rating gave."""

State = Literal["hidden", "shown", "apart"]


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What a desk may be told of one risk.

    ``hidden``: nothing of the team's rating. ``apart``: everything, and that the two must be
    talked through. ``level`` is what the reviewer's rating gives, `NOT_RATED` where there is none
    or the reviewer said why not (``rating.reason``); ``apart`` counts the levels between.
    """

    risk: str
    state: State
    rating: Rating | None = None
    level: str = NOT_RATED
    apart: int = 0
    talked: Decision | None = None


def round_of(assessment: Assessment) -> str:
    """The name of the round in which this edition's reviewers rate."""
    return f"{REVIEW_ROUND}{edition(assessment)}"


def as_rated(pack: Pack, assessment: Assessment, risk: RatedRisk, *, by: str) -> ReviewState:
    """What the ratings of *risk* by the post *by* open; "" stands for all reviewers.

    Of all, those whose rating counts (`counts`) open it; then one who lies too far from the team,
    where that was not talked through, is told before one who does not.
    """
    given = _ratings(assessment, risk.id, by)
    if not by and not any(counts(pack, assessment, rating.by) for rating in given):
        given = []
    states = [_beside(pack, assessment, risk, rating) for rating in given]
    if not states:
        return _beside(pack, assessment, risk, None)
    return next((state for state in states if state.state == "apart"), states[0])


def counts(pack: Pack, assessment: Assessment, by: str) -> bool:
    """Whether it is for the post *by* to rate blind: the record names it for a role that does,
    and not as the author. A post that it does not name may still be one that nobody wrote down."""
    rates = pack.workflow.blind
    roles = roles_of(assessment, by)
    if roles and rates:
        return "author" not in roles and not set(roles).isdisjoint(rates)
    return not rates or any(not _post_of(assessment, role) for role in rates)


def _beside(
    pack: Pack, assessment: Assessment, risk: RatedRisk, rating: Rating | None
) -> ReviewState:
    """What a reviewer's *rating* of *risk* opens."""
    if risk.level == NOT_RATED or risk.score is None or risk.risk.avoided:
        return ReviewState(risk.id, "shown", rating)
    if rating is None:
        return ReviewState(risk.id, "hidden")
    level = level_of(pack, risk, rating)
    team = team_level(pack, risk)
    if level == NOT_RATED:
        return ReviewState(risk.id, "shown", rating)
    ranks = pack.matrix.level
    apart = abs(ranks[level].rank - ranks[team].rank)
    talked = _talked(assessment, risk.id, rating, team)
    far = apart > pack.workflow.apart and talked is None
    return ReviewState(risk.id, "apart" if far else "shown", rating, level, apart, talked)


def level_of(pack: Pack, risk: RatedRisk, rating: Rating) -> str:
    """The level that *rating* gives with the controls as they stand; `NOT_RATED` without one."""
    own = judged(pack, replace(risk.risk, likelihood=rating.likelihood, severity=rating.severity))
    if own is None or not (rating.likelihood and rating.severity):
        return NOT_RATED
    worked = tuple(applied(link, control) for link, control in risk.controls)
    return score(pack.matrix, own, worked, on=risk.on).today.level


def says_why_not(rating: Rating) -> bool:
    """Whether somebody said why a risk is not rated here."""
    return not (rating.likelihood or rating.severity) and bool(rating.reason.strip())


def roles_of(assessment: Assessment, by: str) -> tuple[Role, ...]:
    """The roles whose post the record names as *by*."""
    return tuple(role for role in ROLES if is_same(by, _post_of(assessment, role)))


def seats(pack: Pack, assessment: Assessment, risks: Sequence[RatedRisk]) -> tuple[Seat, ...]:
    """Who takes part while the assessment is in review, which posts rated every risk of the
    register *risks*, and whether a word stands on each (`in_review`)."""
    found = _taken(pack, assessment, risks)
    if not found:
        return ()
    to_rate = _to_rate(pack, assessment, risks)
    raters = {compared(rating.by): rating.by for rating in assessment.ratings.values()}
    rated = (
        by
        for by in raters.values()
        if all(as_rated(pack, assessment, risk, by=by).state != "hidden" for risk in to_rate)
    )
    found += [Seat("rated", "", by) for by in rated]
    if all(risk.newest is not None for risk in to_rate):
        found.append(Seat("reviewed"))
    return tuple(found)


def _taken(pack: Pack, assessment: Assessment, risks: Sequence[RatedRisk]) -> list[Seat]:
    """The parts in the review, each with the post that the record names for it."""
    if stage(assessment) != "in_review":
        return []
    rules = [rule for rule in pack.workflow.moves if "in_review" in rule.stages]
    acts = {role for rule in rules for role in rule.who or ROLES}
    is_rated = bool(_to_rate(pack, assessment, risks))
    found = []
    for role in ROLES:
        kind: SeatKind | None = "decides" if role in acts else None
        if role == "author":
            kind = "wrote"
        elif role in pack.workflow.blind and is_rated:
            kind = "rates"
        if kind is not None:
            found.append(Seat(kind, role, _post_of(assessment, role)))
    return found


def _to_rate(pack: Pack, assessment: Assessment, risks: Sequence[RatedRisk]) -> list[RatedRisk]:
    """Those of *risks* that are hidden until somebody rates them."""
    return [risk for risk in risks if _beside(pack, assessment, risk, None).state == "hidden"]


def hidden_from(
    pack: Pack,
    assessment: Assessment,
    risks: Sequence[RatedRisk],
    *,
    post: str,
    role: str | None = None,
) -> frozenset[str]:
    """The *risks* of which somebody in *post* is told nothing of the team's rating yet; *role* is
    that of their profile, None where nobody knows it (`in_review.rates_as`)."""
    posts = rates_as(_taken(pack, assessment, risks), post=post, role=role)
    if not posts:
        return frozenset()
    named = [by for by in posts if by] or [""]
    return frozenset(
        risk.id
        for risk in risks
        if all(as_rated(pack, assessment, risk, by=by).state == "hidden" for by in named)
    )


def _post_of(assessment: Assessment, role: Role) -> str:
    """The post that the record names for *role*, or ""."""
    row = assessment.rows.get(f"record.{role}")
    return "" if row is None else str(row.cells.get("post", "")).strip()


def talked_through(
    pack: Pack, risk: RatedRisk, state: ReviewState, made: tuple[str, str, str], reason: str
) -> Decision:
    """The decision that ends a difference; *made* is its id, the post and the moment."""
    return Decision(
        made[0], TALKED, *made[1:], risk.id, team_level(pack, risk), state.level, reason
    )


def rating_of(assessment: Assessment, risk: str, *, by: str) -> Rating | None:
    """What the post *by* rated in the review of this edition, or why it did not; "" stands for
    all reviewers."""
    return next(iter(_ratings(assessment, risk, by)), None)


def _ratings(assessment: Assessment, risk: str, by: str) -> list[Rating]:
    """The newest rating of each post that is meant by *by*, the newest first."""
    name, since = round_of(assessment), matrix_changed(assessment)
    mine = [
        rating
        for rating in assessment.ratings.values()
        if rating.round == name
        and rating.risk == risk
        and rating.at > since
        and (not by or is_same(rating.by, by))
        and (says_why_not(rating) or (rating.likelihood and rating.severity))
    ]
    newest: dict[str, Rating] = {}
    for rating in sorted(mine, key=lambda rating: (rating.at, rating.id), reverse=True):
        newest.setdefault(compared(rating.by), rating)
    return list(newest.values())


def _talked(assessment: Assessment, risk: str, rating: Rating, team: str) -> Decision | None:
    """The talk since *rating* about the level that the team still gives."""
    found = [
        made
        for made in assessment.decisions.values()
        if made.kind == TALKED and made.about == risk and made.at > rating.at
    ]
    newest = max(found, key=lambda made: (made.at, made.id), default=None)
    return newest if newest is not None and newest.level == team else None
