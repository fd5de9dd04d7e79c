"""The bow-tie of one risk: what can cause it, what stands in between, what it does to the child."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dpia_wizard.core.model import Control, Link
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.wording.sentences import Wording

BarrierState = Literal["verified", "in_place", "partly", "planned"]
"""How a control stands in the way: seen working, in place, partly there, or only planned."""

_STATES: dict[str, BarrierState] = {
    "verified": "verified",
    "in_place": "in_place",
    "partly": "partly",
    "planned": "planned",
}
_PARTS = re.compile(r"[;؛\n]+")


@dataclass(frozen=True, slots=True)
class Barrier:
    """A linked control on one side of the event; ``state`` is None where it stands in nobody's
    way: not in place, or nobody knows. ``status`` is the one that counts today."""

    control: Control
    link: Link
    status: str
    state: BarrierState | None

    @property
    def stands(self) -> bool:
        """Whether it is there today, seen working or not."""
        return self.state in ("verified", "in_place")


@dataclass(frozen=True, slots=True)
class BowTie:
    """What the picture says, on the screen and on paper.

    A link says which side a control works on, not against which of several causes: so all of
    ``stops`` stand between all ``causes`` and the event, all of ``softens`` between the event
    and every one of ``harms``. A control that works on both stands on both sides.
    """

    event: str
    causes: tuple[str, ...]
    harms: tuple[str, ...]
    stops: tuple[Barrier, ...]
    softens: tuple[Barrier, ...]

    @property
    def is_open_before(self) -> bool:
        """Whether nothing stands today between the causes and the event."""
        return not any(barrier.stands for barrier in self.stops)

    @property
    def is_open_after(self) -> bool:
        """Whether nothing stands today between the event and the child."""
        return not any(barrier.stands for barrier in self.softens)


def bow_tie(wording: Wording, rated: RatedRisk) -> BowTie:
    """The bow-tie of a risk, from its records; the best barriers stand first on each side."""
    barriers = [
        Barrier(control, link, status, _STATES.get(status))
        for link, control in rated.controls
        for status in (rated.status_of(control),)
    ]
    barriers.sort(key=_best_first)
    risk = rated.risk
    return BowTie(
        wording.risk(risk, "event") or wording.risk(risk),
        parts_of(wording.risk(risk, "threat_source")),
        parts_of(wording.risk(risk, "harm")),
        tuple(one for one in barriers if one.link.axis in ("likelihood", "both")),
        tuple(one for one in barriers if one.link.axis in ("severity", "both")),
    )


def parts_of(text: str) -> tuple[str, ...]:
    """The causes or harms that people told apart by lines or semicolons."""
    first, *others = [part.strip() for part in _PARTS.split(text) if part.strip()] or [""]
    return tuple(part for part in (first, *(o[0].upper() + o[1:] for o in others)) if part)


def _best_first(barrier: Barrier) -> int:
    order = ("verified", "in_place", "partly", "planned", "not_in_place")
    return order.index(barrier.status) if barrier.status in order else len(order)
