"""What can be said of each sign-off: whose key, whose role, and whether it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from dpia_wizard.core.findings import AUTHOR, author_name, is_authors_name
from dpia_wizard.core.participants import (
    PARTICIPANT,
    had_role_for,
    participants,
    role_of,
    stands_for,
    stood_for,
)
from dpia_wizard.core.people import (
    SHORTEST_KEY,
    HeldRole,
    Holder,
    Person,
    holder_of,
    is_known,
    looks,
    names_of,
    other_holder,
    same_key,
)
from dpia_wizard.core.workflow import APPROVALS, edition, moves, standing_decision

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment, Decision, SignOff
    from dpia_wizard.core.participants import Participant
    from dpia_wizard.core.seal import SealStanding
    from dpia_wizard.core.workflow_rules import Workflow

Problem = Literal[
    "not_right",  # what it says is not what was signed
    "no_content",  # the content that was signed is not here, so nothing can be compared
    "no_decision",  # the decision that was made with it is gone
    "not_for_role",  # the rules ask for another role to sign this decision
    "own_work",  # the same key or name signed as the author, or wrote what is approved
    "not_known",  # nobody here has compared the key
    "other_key",  # somebody of this name is known here with another key
    "other_name",  # the key is known here under another name
    "other_role",  # the key's holder has another role here, and had then
    "other_agency",  # the place is that of another agency than the holder's, or than it says
    "had_left",  # its holder worked here no longer, and signs nothing since
    "void",  # what was signed was changed since
]
"""Why a sign-off does not count, the worst first."""

Missing = Literal[
    "nobody",  # nobody signed at all
    "doubted",  # somebody did, but not so that one can rely on it
    "agencies",  # only agencies that take part have not signed for themselves yet
]
"""Whose sign-off a decision waits for."""

_STILL = "9999"
"""Until when somebody has a role who has not left: later than every moment."""


@dataclass(frozen=True, slots=True)
class SignOffVerdict:
    """A sign-off, and all that this library can say of it.

    ``holder`` is whose key it is here, checked or not. ``other`` is who is known here under the
    name that it says, with another key. ``standing`` tells what was changed since; None where the
    content that was signed is not here. ``decision`` is the one made with it, if any.
    """

    sign_off: SignOff
    problems: tuple[Problem, ...] = ()
    holder: Holder | None = None
    other: Holder | None = None
    standing: SealStanding | None = None
    decision: Decision | None = None

    @property
    def is_right(self) -> bool:
        """Whether the key signed exactly this; nothing about whose it is."""
        return "not_right" not in self.problems

    @property
    def is_known(self) -> bool:
        """Whether the key is of this laptop or was compared by somebody here."""
        return self.is_right and is_known(self.holder)

    @property
    def holds(self) -> bool:
        """Whether what was signed is still there, but for small corrections."""
        return self.is_right and self.standing is not None and self.standing.counts

    @property
    def is_genuine(self) -> bool:
        """Whether it could be relied on when it was made, whatever was changed since."""
        return set(self.problems) <= {"void"}

    @property
    def counts(self) -> bool:
        """Whether it can be relied on today."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A decision that the rules ask somebody in one of ``roles`` to sign.

    ``doubted`` are the sign-offs that stand under it and cannot be relied on; none: not signed.
    ``agencies`` take part in what was approved and have not signed it for themselves yet;
    ``early`` are those of them that signed before it was decided. ``roles`` is empty where only
    agencies are missing.
    """

    decision: Decision
    roles: tuple[str, ...]
    doubted: tuple[SignOffVerdict, ...] = ()
    agencies: tuple[str, ...] = ()
    early: tuple[str, ...] = ()

    @property
    def kind(self) -> Missing:
        """Whose sign-off is missing."""
        if not self.roles:
            return "agencies"
        return "doubted" if self.doubted else "nobody"


def verdict(
    sign_off: SignOff,
    assessment: Assessment,
    pack: Pack,
    holders: Sequence[Holder],
    *,
    is_right: bool,
    standing: SealStanding | None,
    held: Mapping[str, Sequence[HeldRole]] = MappingProxyType({}),
    signed: Assessment | None = None,
    of_places: Mapping[str, str] = MappingProxyType({}),
) -> SignOffVerdict:
    """What can be said of *sign_off*: *is_right* that its key signed it, *standing* what was
    changed since, *holders* everybody whose key is here, *held* their earlier roles by the
    first `SHORTEST_KEY` digits of the key, *signed* the content that it was made of, and
    *of_places* the agencies that sign that for themselves, where that matters
    (`is_for_agency`)."""
    holder = holder_of(sign_off.key, holders)
    other = other_holder(sign_off.name, sign_off.key, holders)
    decision = assessment.decisions.get(sign_off.decision)
    before = held.get(sign_off.key[:SHORTEST_KEY], ())
    rule = pack.workflow.participants
    found: dict[Problem, bool] = {
        "not_right": not is_right,
        "no_content": standing is None,
        "no_decision": bool(sign_off.decision) and decision is None,
        "not_for_role": decision is not None
        and not may_sign(sign_off.role, decision.kind, pack.workflow),
        "own_work": decision is not None
        and (
            _wrote_as_author(sign_off, assessment)
            or (
                forbids_own_work(sign_off.role, decision.kind, pack.workflow)
                and wrote(assessment, _who(sign_off), holders, held, at=sign_off.at, signed=signed)
            )
        ),
        "not_known": not is_known(holder),
        "other_key": other is not None,
        "other_name": holder is not None and looks(holder.name) != looks(sign_off.name),
        "other_role": holder is not None
        and is_known(holder)
        and not had_role_for(sign_off.role, holder, sign_off.at, before, rule),
        "other_agency": not stands_for(sign_off.role, sign_off.agency, of_places, rule)
        or (
            holder is not None
            and not stood_for(sign_off.role, holder, sign_off.at, before, of_places, rule)
        ),
        "had_left": isinstance(holder, Person) and "" < holder.left_at < sign_off.at,
        "void": standing is not None and not standing.counts,
    }
    problems = tuple(problem for problem, there in found.items() if there)
    return SignOffVerdict(sign_off, problems, holder, other, standing, decision)


def _who(sign_off: SignOff) -> tuple[str, str]:
    return sign_off.name, sign_off.key


def _wrote_as_author(sign_off: SignOff, assessment: Assessment) -> bool:
    """Whether who signed in another role had signed this edition as its author."""
    is_author = sign_off.role == "author"
    return not is_author and signed_as_author(assessment, _who(sign_off), at=sign_off.at)


def unsigned(
    assessment: Assessment, pack: Pack, verdicts: Iterable[SignOffVerdict]
) -> tuple[Unsigned, ...]:
    """The decisions on the whole that nobody signed who should have, oldest first; and the approval
    that stands, while an agency that takes part has not signed for itself.

    One whose sign-off is only void by now was signed when it was made.
    """
    verdicts = tuple(verdicts)
    by_decision: dict[str, list[SignOffVerdict]] = {}
    for one in verdicts:
        by_decision.setdefault(one.sign_off.decision, []).append(one)
    approved = approval_to_sign(assessment, pack)
    before = {one.sign_off.role for one in by_decision.get("", ()) if one.is_right and one.is_known}
    found = []
    for made in moves(assessment):
        rule = _asked(made.kind, pack.workflow)
        here = [one for one in by_decision.get(made.id, ()) if one.sign_off.role in rule]
        is_signed = not rule or any(one.is_genuine for one in here)
        missing: tuple[Participant, ...] = ()
        if made == approved:
            signed = {one.sign_off.role for one in by_decision.get(made.id, ()) if one.counts}
            missing = tuple(
                one for one in participants(pack, assessment) if one.field not in signed
            )
        if missing or not is_signed:
            asked = ((), ()) if is_signed else (rule, tuple(here))
            names = tuple(one.agency for one in missing)
            early = tuple(one.agency for one in missing if one.field in before)
            found.append(Unsigned(made, *asked, names, early))
    return tuple(found)


def approval_to_sign(assessment: Assessment, pack: Pack) -> Decision | None:
    """The approval that stands and that agencies sign for themselves, once it is made: who signed
    before did not see what was decided. In an emergency nobody waits for them."""
    made = standing_decision(assessment)
    return made if made is not None and may_sign(PARTICIPANT, made.kind, pack.workflow) else None


def unsigned_approval(
    assessment: Assessment, pack: Pack, verdicts: Iterable[SignOffVerdict]
) -> Unsigned | None:
    """The approval that stands today, where somebody has not signed it who should have."""
    made = standing_decision(assessment)
    if made is None or made.kind not in APPROVALS:
        return None
    found = unsigned(assessment, pack, verdicts)
    return next((one for one in found if one.decision == made), None)


def newest(verdicts: Iterable[SignOffVerdict]) -> Mapping[str, SignOffVerdict]:
    """The newest sign-off of each role that is right, of *verdicts* from the oldest on. One that
    could never be relied on does not stand in the place of one that could: else anybody's key
    would hide that what was signed was changed."""
    found: dict[str, SignOffVerdict] = {}
    for one in verdicts:
        before = found.get(one.sign_off.role)
        if one.is_right and (one.is_genuine or before is None or not before.is_genuine):
            found[one.sign_off.role] = one
    return found


def replaced(verdicts: Sequence[SignOffVerdict]) -> frozenset[str]:
    """The sign-offs, by id, in whose place a newer one of the same role stands."""
    now = newest(verdicts)
    return frozenset(
        one.sign_off.id
        for one in verdicts
        if one.is_genuine and now[one.sign_off.role].sign_off.at > one.sign_off.at
    )


def standings(verdicts: Iterable[SignOffVerdict]) -> Mapping[str, SealStanding]:
    """How the sign-offs that are right stand today, by id."""
    return {
        one.sign_off.id: one.standing
        for one in verdicts
        if one.is_right and one.standing is not None
    }


def forbids_own_work(role: str, kind: str, workflow: Workflow) -> bool:
    """Whether the author never signs a decision of this *kind* in *role*; one that cannot wait
    they may. An agency that takes part decides nothing alone, and its people may have written."""
    rule = next((rule for rule in workflow.moves if rule.move == kind), None)
    is_decided = role_of(role) != PARTICIPANT
    return is_decided and rule is not None and "not_author" in rule.checks


def wrote(
    assessment: Assessment,
    who: tuple[str, str],
    holders: Sequence[Holder],
    held: Mapping[str, Sequence[HeldRole]],
    *,
    at: str,
    signed: Assessment | None = None,
) -> bool:
    """Whether somebody of this name and key wrote the edition of the moment *at*: its record names
    them as the author; or they were an author here while it was written, by the roles that were
    *held*, and it names nobody else of the *holders*. *signed* is the edition as it was signed,
    where that is kept."""
    name, key = who
    now = edition(assessment, at=at)
    as_it_was = assessment if signed is None or AUTHOR not in signed.rows else signed
    if (as_it_was is signed or now == edition(assessment)) and is_authors_name(as_it_was, name):
        return True
    if other_holder(author_name(as_it_was), key, holders) is not None:
        return False
    return any(
        one.role == "author"
        and assessment.created <= one.until
        and edition(assessment, at=one.until) == now
        for one in _roles_before(who, holders, held)
    )


def _roles_before(
    who: tuple[str, str], holders: Sequence[Holder], held: Mapping[str, Sequence[HeldRole]]
) -> Iterator[HeldRole]:
    """The roles that somebody of this name and key had before, or has under another key."""
    name, key = who
    yield from held.get(key[:SHORTEST_KEY], ())
    for holder in holders:
        if looks(name) in names_of(holder) and not same_key(holder.key, key):
            yield from held.get(holder.key[:SHORTEST_KEY], ())
            if isinstance(holder, Person):
                yield HeldRole(holder.role, holder.left_at or _STILL)


def _asked(kind: str, workflow: Workflow) -> tuple[str, ...]:
    """The roles of which one signs a decision of this *kind*; none: nobody needs to."""
    rule = next((rule for rule in workflow.moves if rule.move == kind), None)
    return () if rule is None else rule.sign_off


def may_sign(role: str, kind: str, workflow: Workflow) -> bool:
    """Whether a decision of this *kind* is signed in *role*; agencies sign what was approved."""
    if role_of(role) == PARTICIPANT:
        return workflow.participants is not None and kind in workflow.participants.approvals
    asked = _asked(kind, workflow)
    return not asked or role in asked


def signed_as_author(assessment: Assessment, who: tuple[str, str], *, at: str) -> bool:
    """Whether somebody of this name or key signed the edition of the moment *at* ("" is today's) as
    its author."""
    name, key = who
    now = edition(assessment, at=at)
    return any(
        one.role == "author"
        and (one.key == key or looks(one.name) == looks(name))
        and edition(assessment, at=one.at) == now
        for one in assessment.sign_offs.values()
    )
