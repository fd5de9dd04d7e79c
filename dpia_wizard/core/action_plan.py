"""The action plan: what is open, what is overdue, and which control waits for its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import Change
from dpia_wizard.core.grounds import control_as_it_stands, is_there
from dpia_wizard.core.model import Action, Assessment
from dpia_wizard.core.seal import SealRule
from dpia_wizard.core.situation import FormSituation
from dpia_wizard.core.workflow import stage

DONE = "done"
"""The status of an action that is done."""

_NOTED = ("status", "evidence")
"""How far a promise is kept; what was promised (text, owner, day) is not among it."""


def is_overdue(action: Action, today: str) -> bool:
    """Whether *action* should be done by now: its day is over on *today* (ISO)."""
    return action.status != DONE and "" < action.due < today


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """*actions* as they are to be done: what blocks the start first, then by their day; what has
    no day comes after, and what is done comes last."""
    return tuple(
        sorted(
            actions,
            key=lambda a: (a.status == DONE, not a.blocks_start, a.due or "9999", a.text, a.id),
        )
    )


def noted(rule: SealRule, assessment: Assessment) -> tuple[str, ...]:
    """The fields of an action that may be noted while nothing else may be changed: none of a work
    that was rejected, and once somebody has signed only those that the *rule* leaves free."""
    if stage(assessment) == "rejected":
        return ()
    if not assessment.sign_offs or "actions" not in rule.covers:
        return _NOTED
    return tuple(part for part in _NOTED if part in rule.free.get("actions", ()))


def only_notes(changed: Change, parts: Iterable[str]) -> bool:
    """Whether *changed* is an action that stays as it was but for *parts* of it."""
    before, after = changed.before, changed.after
    if not (isinstance(before, Action) and isinstance(after, Action)):
        return False
    kept = {part: getattr(before, part) for part in parts}
    return replace(after, **kept) == before


def asks_for_evidence(
    pack: Pack, assessment: Assessment, action: Action, *, seen: FormSituation | None = None
) -> str:
    """The control that *action* brought about and of which nobody has written what was seen, once
    the action is done; else "", also of a control that was deleted."""
    if action.status != DONE or not is_there(pack, assessment, action.control):
        return ""
    control = control_as_it_stands(pack, assessment, action.control, seen=seen)
    return "" if control.evidence.strip() and control.evidence_date else action.control


def done_for(assessment: Assessment, control: str) -> tuple[Action, ...]:
    """The actions that brought *control* about and are done, by id."""
    found = assessment.actions.values()
    mine = (action for action in found if action.status == DONE and action.control == control)
    return tuple(sorted(mine, key=lambda action: action.id))
