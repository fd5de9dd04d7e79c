"""What changes for a caseworker: the controls that the plan brings about, and from when.

The rule: a line for each control that caseworkers carry out themselves and that has a plain
sentence of ours (`wording.caseworker`), where an action of the plan brings it about, or it is
planned with a date, and it is linked to a risk that counts. What is coming stands first, by day;
what is done stays for `NEW_FOR` days. Only the catalogue's id and a date are taken. What somebody
typed, a level, a state, a post or that a day is over are not here, so that the page can name no
child and no staff, and says nothing of what nobody is asked to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dpia_wizard.core.action_plan import DONE
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Action, Assessment, Control

MOST = 10
"""So many changes are what one can take in."""

NEW_FOR = 30
"""For so many days what an action brought about is new; then people work by it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One control to work by, from the ISO date ``since``; "" is at once."""

    control: str
    since: str


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """The ``changes`` that are told, and how many more there are."""

    changes: tuple[Change, ...]
    more: int


def tomorrow(
    pack: Pack, assessment: Assessment, *, today: str, concerns: Callable[[str], bool]
) -> Tomorrow:
    """What changes for a caseworker on and after *today* (ISO).

    *concerns* tells whether they carry out a control themselves.
    """
    soonest: dict[str, tuple[str, bool]] = {}
    counting = _controls_that_count(assessment)
    for control, blocks, day in _planned(assessment, today):
        if control in counting and control in pack.control and concerns(control):
            found = ("" if day <= today else day, not blocks)
            soonest[control] = min(found, soonest.get(control, found))
    ordered = sorted(soonest, key=lambda control: _coming_first(control, *soonest[control]))
    changes = tuple(Change(control, soonest[control][0]) for control in ordered)
    return Tomorrow(changes[:MOST], max(0, len(changes) - MOST))


def _coming_first(control: str, day: str, later: bool) -> tuple[bool, str, bool, str]:
    return not day, day, later, control


def _controls_that_count(assessment: Assessment) -> frozenset[str]:
    """The controls linked to a risk that is neither dismissed nor avoided."""
    counting = {
        risk.id for risk in assessment.risks.values() if not (risk.dismissed or risk.avoided)
    }
    return frozenset(link.control for link in assessment.links.values() if link.risk in counting)


def _planned(assessment: Assessment, today: str) -> Iterator[tuple[str, bool, str]]:
    """Control, whether the start waits for it, and its day ("" where it is done)."""
    for action in assessment.actions.values():
        if action.status == DONE:
            if _is_new(assessment, action, today):
                yield action.control, action.blocks_start, ""
        elif action.due:
            yield action.control, action.blocks_start, action.due
    for control in assessment.controls.values():
        if _is_planned(control):
            yield control.id, False, control.due


def _is_new(assessment: Assessment, action: Action, today: str) -> bool:
    """Whether what *action* brought about is new: no record tells when it was done, so that its
    own day tells, or the day on which the control was seen."""
    control = assessment.controls.get(action.control)
    seen = "" if control is None else control.evidence_date
    since = date.fromisoformat(today) - timedelta(days=NEW_FOR)
    return max(action.due, seen) >= since.isoformat()


def _is_planned(control: Control) -> bool:
    return control.status in ("planned", "partly") and bool(control.due)
