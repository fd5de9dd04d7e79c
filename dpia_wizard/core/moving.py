"""What keeps somebody from a move of the review, by the rules of the pack: each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dpia_wizard.core.acceptance import acceptances, needs_acceptance, waits_for_review
from dpia_wizard.core.blind import as_rated, roles_of
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.findings import AUTHOR, OPINION, OUTCOME, OVERRULED, is_author, stops
from dpia_wizard.core.model import Assessment, Decision
from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.core.review_cycle import proposed_review, review_due, stage_on
from dpia_wizard.core.seal import SealStanding
from dpia_wizard.core.situation import FormSituation
from dpia_wizard.core.workflow import APPROVALS, Move, Refusal, moves
from dpia_wizard.core.workflow_rules import Check, MoveRule

CONDITIONS, UNTIL = "decision.conditions", "decision.until"
"""The questions that hold the conditions of an approval and its day."""

_FOLLOWS: Mapping[str, tuple[Move, ...]] = {
    "proceed": ("approved", "approved_with_conditions"),
    "proceed_with_conditions": ("approved_with_conditions",),
    "do_not_proceed": (),
}
"""The approvals that follow an adviser's opinion."""


_ANSWERED: Mapping[str, tuple[Move, ...]] = {
    "approve": ("approved",),
    "approve_with_conditions": ("approved_with_conditions", "approved_in_emergency"),
    "reject": ("rejected",),
    "consult_further": (),
}
"""The moves that say what an answer to `OUTCOME` says."""


_BEHIND: Mapping[Check, Mapping[str, tuple[str, ...]]] = {
    "not_author": {AUTHOR: ()},
    "opinion": {OPINION: ()},
    "opinion_followed": {OPINION: tuple(_FOLLOWS), OVERRULED: ()},
    "outcome": {OUTCOME: tuple(_ANSWERED)},
    "conditions": {CONDITIONS: ()},
}


def questions_behind(check: Check, rule: MoveRule) -> Mapping[str, tuple[str, ...]]:
    """The questions that *check* looks at by their id, each with the choices that it knows."""
    behind = _BEHIND.get(check, {})
    says_when = "until" in rule.asks or rule.days
    return behind if check != "conditions" or says_when else {**behind, UNTIL: ()}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says with a move."""

    reason: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class _At:
    """The moment at which somebody wants to make a move; *said* is None while nothing is asked."""

    rule: MoveRule
    pack: Pack
    seen: FormSituation
    risks: Sequence[RatedRisk]
    by: str
    today: str
    said: Said | None
    seals: Mapping[str, SealStanding] = field(default_factory=dict)
    name: str = ""

    @property
    def assessment(self) -> Assessment:
        return self.seen.assessment


def possible(
    pack: Pack, seen: FormSituation, risks: Sequence[RatedRisk], *, today: str
) -> tuple[Move, ...]:
    """The moves that the stage on *today* allows, whoever makes them."""
    now = stage_on(seen.assessment, review_due(pack, seen, risks), today=today)
    found = pack.workflow.possible(now, seen.depth())
    if closes(seen.assessment) is None:
        return tuple(move for move in found if move != "closed")
    return found


def refusals(
    move: Move,
    pack: Pack,
    seen: FormSituation,
    risks: Sequence[RatedRisk],
    *,
    by: str,
    today: str,
    role: str = "",
    name: str = "",
    said: Said | None = None,
    seals: Mapping[str, SealStanding] | None = None,
) -> tuple[Refusal, ...]:
    """What keeps somebody in the post *by* from making *move* now; empty when nothing does.

    *role* and *name* are theirs where a profile says them; else the record tells the role, and a
    post that it does not name is not refused for it. *said* is what is given with the move: without
    it nothing is missed. *seals* tells how the sign-offs stand, by id, for what closes an edition
    again.
    """
    rule = pack.workflow.rule(move)
    if rule is None or move not in possible(pack, seen, risks, today=today):
        return (Refusal("not_now"),)
    at = _At(rule, pack, seen, risks, by, today, said, seals or {}, name)
    return tuple(_refusals(at, role))


def leads_to(pack: Pack, assessment: Assessment) -> Move:
    """The approval that a review leads to: the one that the form says is decided, else the one
    that follows the adviser's opinion, else one without conditions."""
    answered = _ANSWERED.get(assessment.text(OUTCOME), ())
    wanted = (*answered, *_FOLLOWS.get(assessment.text(OPINION), ()))
    approvals = (move for move in wanted if move in APPROVALS and pack.workflow.rule(move))
    return next(approvals, "approved")


def closes(assessment: Assessment) -> Decision | None:
    """The decision that would stand again if an assessment which was just opened is closed; None
    where it was not, or was sent since."""
    made = moves(assessment)
    if len(made) < 2 or made[-1].kind != "reopened":
        return None
    return next(
        (one for one in reversed(made[:-1]) if one.kind not in ("reopened", "closed")), None
    )


def ends_on(rule: MoveRule, said: Said, *, today: str) -> str:
    """The day on which what is decided ends: the one that is said, or the one that the rules set;
    "" where they set none."""
    if not rule.days:
        return said.until
    return (date.fromisoformat(today) + timedelta(days=rule.days)).isoformat()


def _refusals(at: _At, role: str) -> Iterator[Refusal]:
    roles = (role,) if role else roles_of(at.assessment, at.by)
    if at.rule.who and roles and not set(roles) & set(at.rule.who):
        yield Refusal("not_your_move", " ".join(at.rule.who))
    for check in at.rule.checks:
        yield from _CHECKS[check](at)
    if at.said is not None:
        yield from _missing(at, at.said)
        yield from _too_late(at, at.said.until)


def _missing(at: _At, said: Said) -> Iterator[Refusal]:
    """What the move asks for and is not said."""
    if "reason" in at.rule.asks and not said.reason.strip():
        yield Refusal("no_reason")
    if "until" not in at.rule.asks:
        return
    if not said.until:
        yield Refusal("no_end")
    elif said.until <= at.today:
        yield Refusal("end_over")


def _too_late(at: _At, until: str, place: str = "") -> Iterator[Refusal]:
    """An approval that is said to hold for longer than the rules let it."""
    latest = proposed_review(at.pack, at.seen, at.risks, today=at.today)
    if at.rule.move in APPROVALS and latest and until > latest:
        yield Refusal("end_too_late", latest, place)


def _each(code: str, meant: Callable[[_At, RatedRisk], bool]) -> Callable[[_At], Iterator[Refusal]]:
    """The check that says *code* of every risk that is *meant*, save those that were avoided."""

    def found(at: _At) -> Iterator[Refusal]:
        for risk in at.risks:
            if not risk.risk.avoided and meant(at, risk):
                yield Refusal(code, risk.id, risk.id)

    return found


def _rated(at: _At) -> Iterator[Refusal]:
    """Where the register holds nothing at all, every risk of it is rated, too."""
    if not at.assessment.risks:
        register = (one.id for one in at.pack.form.sections if one.page == "risks")
        yield Refusal("nothing_rated", "", next(register, ""))
    yield from _each("not_rated", lambda _at, risk: not _is_rated(risk))(at)


def _is_rated(risk: RatedRisk) -> bool:
    return risk.level != NOT_RATED


def _is_blind_to(at: _At, risk: RatedRisk, state: str) -> bool:
    return as_rated(at.pack, at.assessment, risk, by="").state == state


def _above_settled(at: _At) -> Iterator[Refusal]:
    borne = acceptances(at.pack, at.assessment, at.risks, today=at.today)
    planned = {action.source for action in at.assessment.actions.values()}
    for risk in at.risks:
        counts = risk.id in borne and borne[risk.id].counts
        if needs_acceptance(at.pack, risk) and not counts and risk.id not in planned:
            yield Refusal("not_settled", risk.id, risk.id)


def _not_author(at: _At) -> Iterator[Refusal]:
    if is_author(at.assessment, at.by, name=at.name):
        yield Refusal("author_reviews")


def _no_stop(at: _At) -> Iterator[Refusal]:
    for stop in stops(at.pack, at.seen, at.risks, today=at.today):
        if stop.holds:
            yield Refusal("stop", stop.condition.id, stop.condition.place)


def _opinion(at: _At) -> Iterator[Refusal]:
    if OPINION in at.seen.active and at.seen.chosen(OPINION) is None:
        yield Refusal("no_opinion", OPINION, OPINION)


def _opinion_followed(at: _At) -> Iterator[Refusal]:
    """An approval that goes further than the advice needs a reason, whatever 20.4 says."""
    follows = _FOLLOWS.get(at.assessment.text(OPINION))
    if follows is None or at.rule.move in follows or at.assessment.text(OVERRULED).strip():
        return
    is_asked = OVERRULED in at.seen.active
    advice = at.assessment.text(OPINION)
    yield Refusal("overruled", advice, OVERRULED if is_asked else OUTCOME)


def _outcome(at: _At) -> Iterator[Refusal]:
    """Else the paper would say two things: what is answered under 20.4, and what is signed."""
    said = at.assessment.text(OUTCOME)
    if said in _ANSWERED and OUTCOME in at.seen.active and at.rule.move not in _ANSWERED[said]:
        yield Refusal("outcome_differs", OUTCOME, OUTCOME)
    answered = at.assessment.text(UNTIL) if UNTIL in at.seen.active else ""
    if at.said is not None and answered and at.said.until not in ("", answered):
        yield Refusal("end_differs", UNTIL, UNTIL)


def _conditions(at: _At) -> Iterator[Refusal]:
    said = at.said
    answered = at.assessment.text(UNTIL) if UNTIL in at.seen.active else ""
    if said is None or not said.until:
        yield from _too_late(at, answered, UNTIL)
    if said is None:
        return
    if not (said.reason.strip() or at.assessment.text(CONDITIONS).strip()):
        yield Refusal("no_conditions", CONDITIONS, CONDITIONS)
    until = ends_on(at.rule, said, today=at.today) or at.assessment.text(UNTIL)
    if "until" not in at.rule.asks and until <= at.today:
        yield Refusal("end_over" if until else "no_end", UNTIL, UNTIL)


def _light(at: _At) -> Iterator[Refusal]:
    if at.seen.depth() != "light":
        yield Refusal("not_light")


def _only_corrections(at: _At) -> Iterator[Refusal]:
    """Somebody signed what stood before, and all who did signed what is there now."""
    before = closes(at.assessment)
    signed = [
        at.seals.get(sign_off.id)
        for sign_off in at.assessment.sign_offs.values()
        if before is not None and sign_off.decision == before.id
    ]
    if not signed:
        yield Refusal("not_only_corrections")
        return
    for standing in signed:
        if standing is None or not standing.counts:
            place = standing.changes[0].place if standing and standing.changes else ""
            yield Refusal("not_only_corrections", place, place)
            return


_CHECKS: Mapping[Check, Callable[[_At], Iterator[Refusal]]] = {
    "rated": _rated,
    "confirmed": _each(
        "not_confirmed", lambda _at, risk: _is_rated(risk) and not risk.is_confirmed
    ),
    "not_author": _not_author,
    "reviewed": _each(
        "not_reviewed",
        lambda at, risk: _is_rated(risk) and waits_for_review(risk, today=at.today),
    ),
    "rated_blind": _each("not_blind", lambda at, risk: _is_blind_to(at, risk, "hidden")),
    "talked_through": _each("not_talked", lambda at, risk: _is_blind_to(at, risk, "apart")),
    "above_settled": _above_settled,
    "no_stop": _no_stop,
    "opinion": _opinion,
    "opinion_followed": _opinion_followed,
    "outcome": _outcome,
    "conditions": _conditions,
    "light": _light,
    "only_corrections": _only_corrections,
}
