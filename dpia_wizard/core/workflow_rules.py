"""The rules of a review as a pack says them: who may make which move, and what must hold then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dpia_wizard.core.condition import Condition, Depth
from dpia_wizard.core.workflow import REVIEWED, Move, Stage

Role = Literal["author", "supervisor", "adviser", "owner", "head"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Who takes part. The record names the post of each (``record.head``), and each signs a field."""

Signer = Literal[Role, "participant"]
SIGNERS: tuple[Signer, ...] = (*ROLES, "participant")
"""Who signs: those who take part in the review, and agencies for themselves."""

Check = Literal[
    "rated",  # there are risks in the register, and every one is rated
    "confirmed",  # and its level confirmed by the team
    "not_author",  # whoever makes the move did not write the assessment
    "reviewed",  # a supervisor said something of every risk
    "rated_blind",  # and rated it before seeing the team's rating, or said why not
    "talked_through",  # where the two lie more than a level apart, that was talked through
    "above_settled",  # a risk above the tolerance is accepted, or an action is planned for it
    "no_stop",  # no stop condition holds
    "opinion",  # the adviser said something
    "opinion_followed",  # and is followed, or there is a reason for doing otherwise
    "outcome",  # what the form says is decided is nothing else
    "conditions",  # the conditions have a text and a day that is still to come
    "light",  # the assessment is a light one
    "only_corrections",  # since it was opened again only small mistakes were mended
]
CHECKS: tuple[Check, ...] = get_args(Check)

Asked = Literal["reason", "until"]
ASKED: tuple[Asked, ...] = get_args(Asked)

PROMISED: dict[Move, tuple[Check, ...]] = {
    "approved": ("not_author", "no_stop", "outcome"),
    "approved_with_conditions": ("not_author", "no_stop", "outcome"),
    "approved_in_emergency": ("no_stop", "light", "outcome"),
    "rejected": ("outcome",),
    "closed": ("only_corrections",),
}
"""What holds for a move in every pack: the promises of the program itself."""


@dataclass(frozen=True, slots=True)
class MoveRule:
    """When a move can be made. Empty ``who``: anybody. ``sign_off`` are the roles of which one
    signs the decision, ``days`` after how many it is over, 0 where it says so itself or never."""

    move: Move
    stages: tuple[Stage, ...]
    who: tuple[Role, ...] = ()
    needs: tuple[Check, ...] = ()
    asks: tuple[Asked, ...] = ()
    sign_off: tuple[Role, ...] = ()
    days: int = 0

    @property
    def checks(self) -> tuple[Check, ...]:
        """Everything that must hold, in the order of `CHECKS`."""
        asked = {*self.needs, *PROMISED.get(self.move, ())}
        return tuple(check for check in CHECKS if check in asked)


@dataclass(frozen=True, slots=True)
class Shorter:
    """That an approval holds for fewer ``months`` while ``when`` holds."""

    months: int
    when: Condition


@dataclass(frozen=True, slots=True)
class ReviewCycle:
    """For how long an approval holds: ``months``, or fewer; 0 for as long as nobody opens it.

    ``log`` is the table of reviews and ``trigger`` its column that says what brought the
    assessment back; a row of another kind than ``planned`` asks to open it again. ``incidents``
    is the table of incidents, whose column ``proves`` names the risk that came true.
    """

    months: int = 0
    shorter: tuple[Shorter, ...] = ()
    log: str = ""
    trigger: str = ""
    planned: str = ""
    incidents: str = ""
    proves: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantRule:
    """Which agencies sign for themselves while ``when`` holds: those rows of the table
    ``question`` whose column ``part`` is one of ``signs``, called as the column ``agency`` says.

    ``who`` are the roles in which somebody signs for such an agency, ``responsible`` the one that
    signs for the agency that is responsible; ``approvals`` wait for them all."""

    when: Condition
    question: str
    agency: str
    part: str
    signs: tuple[str, ...]
    who: tuple[Signer, ...] = ("participant", "head")
    responsible: Role = "head"
    approvals: tuple[Move, ...] = REVIEWED


@dataclass(frozen=True, slots=True)
class Workflow:
    """How an assessment goes from draft to decision and back.

    ``blind`` are the roles that rate each risk before they are told what the team thinks;
    ``apart`` is how many levels may lie between the two before they must be talked through;
    ``participants`` are the agencies that sign besides, each for itself.
    """

    moves: tuple[MoveRule, ...]
    blind: tuple[Role, ...] = ()
    apart: int = 1
    cycle: ReviewCycle = ReviewCycle()
    participants: ParticipantRule | None = None

    def rule(self, move: Move) -> MoveRule | None:
        """The rule for *move*; None where this pack does not know it."""
        return next((rule for rule in self.moves if rule.move == move), None)

    @property
    def signers(self) -> frozenset[Role]:
        """The roles without whose signature no report is complete, whether anybody is named for
        them or not: who wrote it, who reviews it, and who may approve it (the head, where the
        rules name nobody)."""
        found: set[Role] = {"author"}
        for rule in self.moves:
            if rule.move in REVIEWED:
                found.update(rule.sign_off or rule.who or ("head",))
                if "reviewed" in rule.checks:
                    found.add("supervisor")
        return frozenset(found)

    def possible(self, stage: Stage, depth: Depth) -> tuple[Move, ...]:
        """The moves that the rules allow from *stage* at *depth*, whoever makes them."""
        return tuple(
            rule.move
            for rule in self.moves
            if stage in rule.stages and ("light" not in rule.checks or depth == "light")
        )


_DECIDED: tuple[Stage, ...] = ("approved", "approved_with_conditions", "rejected", "expired")
_APPROVES: tuple[Check, ...] = ("rated", "confirmed", "not_author", "reviewed", "no_stop")

PLAIN = Workflow(
    moves=(
        MoveRule("sent", ("draft", "returned"), needs=("rated", "confirmed")),
        MoveRule("returned", ("in_review",)),
        MoveRule("approved", ("in_review",), needs=_APPROVES),
        MoveRule("approved_with_conditions", ("in_review",), needs=_APPROVES, asks=("until",)),
        MoveRule("rejected", ("in_review",)),
        MoveRule("reopened", _DECIDED),
    )
)
"""The rules of a form that brings none."""
