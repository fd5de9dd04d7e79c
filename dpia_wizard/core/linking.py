"""Linking a control to a risk, and taking the link away: the changes that it takes."""

from __future__ import annotations

from dpia_wizard.core import change
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import Change
from dpia_wizard.core.model import Assessment, Control, Link, link_id


def new_link(pack: Pack, risk: str, control: str) -> Link:
    """The link of *control* to *risk* as the catalogue has it, or for the axis it works on."""
    known, suggested = pack.control.get(control), pack.risk.get(risk)
    link = Link(link_id(risk, control), risk, control, known.axis if known else "likelihood")
    for offered in suggested.controls if suggested is not None else ():
        if offered.control == control:
            link = Link(link.id, risk, control, offered.axis, offered.strength)
    return link


def link(
    pack: Pack, assessment: Assessment, risk: str, control: str, title: str = ""
) -> tuple[Change, ...]:
    """What links *control* to *risk*; one that is not here yet comes with its *title*."""
    changes = []
    if control not in assessment.controls:
        changes.append(change.put(assessment, Control(control, title)))
    if link_id(risk, control) not in assessment.links:
        changes.append(change.put(assessment, new_link(pack, risk, control)))
    return tuple(made for made in changes if made is not None)


def unlink(assessment: Assessment, risk: str, control: str) -> tuple[Change, ...]:
    """What takes the link away; a control of which nothing was said goes with its last link."""
    link = assessment.links.get(link_id(risk, control))
    if link is None:
        return ()
    changes = [change.remove(assessment, link)]
    record = assessment.controls.get(control)
    elsewhere = any(
        other.control == control and other.id != link.id for other in assessment.links.values()
    )
    if record == Control(control) and not elsewhere:
        changes.append(change.remove(assessment, record))
    return tuple(made for made in changes if made is not None)
