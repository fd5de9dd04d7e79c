"""What a risk of the register can be sought and ordered by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Assessment
from dpia_wizard.core.posts import compared, is_same, written
from dpia_wizard.core.register import RatedRisk

State = Literal["unverified", "precaution", "overridden", "unsettled", "unowned"]
"""What asks for a look: no control seen working; precaution; a level below what the evidence
supports; rated apart and not agreed; nobody owns a control or an action."""

STATES: tuple[State, ...] = get_args(State)

Order = Literal["worst", "severity", "likelihood", "number", "name"]

ORDERS: tuple[Order, ...] = get_args(Order)

_OPEN_RANK = 1.5
"""Where a risk that is not rated stands among ranks: never with the lowest."""


@dataclass(frozen=True, slots=True)
class Facets:
    """One risk: its group and clauses in the catalogue, who owns what is done about it, and the
    ranks it has today (between the lowest two while it is not rated)."""

    id: str
    group: str
    clauses: tuple[str, ...]
    owners: tuple[str, ...]
    states: frozenset[State]
    severity: float
    likelihood: float


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody wants to see; what is empty is not asked for."""

    state: str = ""
    group: str = ""
    clause: str = ""
    owner: str = ""

    def finds(self, risk: Facets) -> bool:
        """Whether *risk* is among it."""
        return (
            (not self.state or self.state in risk.states)
            and (not self.group or self.group == risk.group)
            and (not self.clause or self.clause in risk.clauses)
            and (not self.owner or any(is_same(self.owner, owner) for owner in risk.owners))
        )


def facets(pack: Pack, assessment: Assessment, risks: Iterable[RatedRisk]) -> dict[str, Facets]:
    """The facets of *risks* by their ids; a post is written in one way in all of them."""
    owners: dict[str, list[str]] = {}
    for action in assessment.actions.values():
        owners.setdefault(action.source, []).append(action.owner)
    names: dict[str, str] = {}
    return {risk.id: _facets(risk, owners.get(risk.id, ()), names) for risk in risks}


def ordered(order: Order, risks: Iterable[str], of: Mapping[str, Facets]) -> list[str]:
    """The ids *risks*, which stand the worst first, in another order."""
    match order:
        case "severity":
            return sorted(risks, key=lambda id: (-of[id].severity, -of[id].likelihood))
        case "likelihood":
            return sorted(risks, key=lambda id: (-of[id].likelihood, -of[id].severity))
        case "number":
            return sorted(risks, key=_number)
        case _:
            return list(risks)


def _facets(risk: RatedRisk, of_actions: Iterable[str], names: dict[str, str]) -> Facets:
    """*names* holds each post as it was written first, by how it is compared."""
    known, score = risk.known, risk.score
    of_controls = (control.owner for _link, control in risk.controls)
    posts = (post for post in (*of_actions, *of_controls) if post.strip())
    owners = tuple(dict.fromkeys(names.setdefault(compared(p), written(p)) for p in posts))
    counts = risk.is_open and not risk.risk.avoided
    holds: dict[State, bool] = {
        "unverified": score is not None and not risk.has_verified_control,
        "precaution": score is not None and score.precaution,
        "overridden": risk.overridden,
        "unsettled": risk.is_unsettled,
        "unowned": not owners,
    }
    return Facets(
        risk.id,
        "" if known is None else known.group,
        () if known is None else known.clauses,
        owners,
        frozenset(state for state, is_so in holds.items() if is_so and counts),
        _OPEN_RANK if score is None else score.today.severity,
        _OPEN_RANK if score is None else score.today.likelihood,
    )


def _number(id: str) -> tuple[str, int, str]:
    letters, digits = re.fullmatch(r"(\D*)(\d*).*", id, re.DOTALL).groups()  # type: ignore[union-attr]  # matches all
    return letters, int(digits or 0), id
