"""What changes for a caseworker: the controls that the plan brings about, and from when.

The rule: a line for each control of the catalogue that an action of the plan brings about, or that
is planned with a date, where it concerns caseworkers: it is one that they carry out themselves
(`wording.caseworker`), or the post that owns the action is theirs. Only the catalogue's id and a
date are taken. What somebody typed, a level, a state, a post or that a day is over are not here,
so that the page can name no child, no staff and no weakness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dpia_wizard.core.action_plan import DONE
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Assessment, Control

MOST = 10
"""So many changes are what one can take in; the soonest come first."""


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
    pack: Pack,
    assessment: Assessment,
    *,
    today: str,
    concerns: Callable[[str], bool],
    is_theirs: Callable[[str], bool],
) -> Tomorrow:
    """What changes for a caseworker on and after *today* (ISO).

    *concerns* tells whether they carry out a control themselves, *is_theirs* whether a post is a
    caseworker's.
    """
    soonest: dict[str, tuple[bool, str]] = {}
    for control, owner, blocks, day in _planned(assessment):
        if control in pack.control and (concerns(control) or is_theirs(owner)):
            found = (not blocks, "" if day <= today else day)
            soonest[control] = min(found, soonest.get(control, found), key=_soonest)
    ordered = sorted(soonest, key=lambda control: (*_soonest(soonest[control]), control))
    changes = tuple(Change(control, soonest[control][1]) for control in ordered)
    return Tomorrow(changes[:MOST], max(0, len(changes) - MOST))


def _planned(assessment: Assessment) -> Iterator[tuple[str, str, bool, str]]:
    """Control, owner, whether the start waits for it, and its day ("" where it is done)."""
    for action in assessment.actions.values():
        if action.status == DONE:
            yield action.control, action.owner, action.blocks_start, ""
        elif action.due:
            yield action.control, action.owner, action.blocks_start, action.due
    for control in assessment.controls.values():
        if _is_planned(control):
            yield control.id, control.owner, False, control.due


def _is_planned(control: Control) -> bool:
    return control.status in ("planned", "partly") and bool(control.due)


def _soonest(found: tuple[bool, str]) -> tuple[str, bool]:
    later, day = found
    return day, later
