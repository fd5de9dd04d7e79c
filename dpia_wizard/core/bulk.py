"""Several risks changed at once: the changes it takes, for one step that undo takes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from dpia_wizard.core import change, linking
from dpia_wizard.core.action_plan import DONE
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import Change
from dpia_wizard.core.grounds import control_as_it_stands
from dpia_wizard.core.model import Assessment, Control, Risk
from dpia_wizard.core.register import taken_up
from dpia_wizard.core.situation import FormSituation

Aside = Literal["dismissed", "avoided"]


def set_aside(
    assessment: Assessment, risks: Iterable[str], aside: Aside, reason: str
) -> tuple[Change, ...]:
    """What sets *risks* aside with one reason; those that stand aside keep theirs."""
    made = []
    for risk in _risks(assessment, risks):
        if not (risk.dismissed or risk.avoided) and reason.strip():
            is_dismissed = aside == "dismissed"
            gone = replace(
                risk,
                dismissed=is_dismissed,
                avoided=not is_dismissed,
                set_aside_reason=reason.strip(),
            )
            made.append(Change(risk, gone))
    return tuple(made)


def bring_back(pack: Pack, assessment: Assessment, risks: Iterable[str]) -> tuple[Change, ...]:
    """What brings *risks* back; one of the catalogue without controls gets its own again."""
    made: list[Change] = []
    after = assessment
    for risk in _risks(assessment, risks):
        if not (risk.dismissed or risk.avoided):
            continue
        back = replace(risk, dismissed=False, avoided=False, set_aside_reason="")
        these = [Change(risk, back)]
        known = pack.risk.get(risk.id)
        if known is not None and not after.links_of(risk.id):
            others = (r for r in taken_up(after, known) if not isinstance(r, Risk))
            these += [put for put in (change.put(after, r) for r in others) if put is not None]
        made += these
        after = change.apply(after, *these)
    return tuple(made)


def link_to_all(
    pack: Pack, assessment: Assessment, risks: Iterable[str], control: str
) -> tuple[Change, ...]:
    """What links *control* to those of *risks* that count and do not have it."""
    made: list[Change] = []
    after = assessment
    for risk in _risks(assessment, risks):
        if risk.dismissed or risk.avoided:
            continue
        these = linking.link(pack, after, risk.id, control)
        made += these
        after = change.apply(after, *these)
    return tuple(made)


def give_owner(
    pack: Pack, assessment: Assessment, risks: Iterable[str], owner: str, *, seen: FormSituation
) -> tuple[Change, ...]:
    """What makes *owner* own the open actions of *risks*, and their controls that are not in
    place yet, where nobody owns them."""
    post = " ".join(owner.split())
    wanted = {risk.id for risk in _risks(assessment, risks) if not risk.dismissed}
    if not post:
        return ()
    made = [
        Change(action, replace(action, owner=post))
        for action in assessment.actions.values()
        if action.source in wanted and action.status != DONE and not action.owner.strip()
    ]
    controls = {link.control for link in assessment.links.values() if link.risk in wanted}
    for id in sorted(controls):
        control = assessment.controls.get(id, Control(id))
        stands = control_as_it_stands(pack, assessment, id, seen=seen)
        if stands.status not in ("in_place", "verified") and not control.owner.strip():
            put = change.put(assessment, replace(control, owner=post))
            made += [] if put is None else [put]
    return tuple(made)


def risks_in(assessment: Assessment, changes: Iterable[Change]) -> frozenset[str]:
    """The risks that *changes* touch, themselves or through a control, link or action."""
    found: set[str] = set()
    for made in changes:
        record = made.record
        if isinstance(record, Risk):
            found.add(record.id)
        elif isinstance(record, Control):
            links = assessment.links.values()
            found |= {link.risk for link in links if link.control == record.id}
        else:
            found.add(str(getattr(record, "risk", "") or getattr(record, "source", "")))
    return frozenset(found & set(assessment.risks))


def _risks(assessment: Assessment, ids: Iterable[str]) -> list[Risk]:
    return [assessment.risks[id] for id in dict.fromkeys(ids) if id in assessment.risks]
