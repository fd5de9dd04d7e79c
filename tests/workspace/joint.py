"""A joint assessment, and the people of the agencies that take part in it."""

from __future__ import annotations

from collections.abc import Sequence

from dpia_wizard.core.participants import Participant, participants
from dpia_wizard.core.people import Person
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.workspace.signers import key

LEAD = "Agency A"
PARTNERS = ("Partner B", "جمعية الشريك", "Партнер Г")


def make_joint(editing: Editing, partners: Sequence[str] = PARTNERS) -> tuple[Participant, ...]:
    """Say that an assessment is joint, led by `LEAD` and shared by *partners*."""
    editing.answer("record.type", value="joint")
    editing.add_row("record.agencies", agency=LEAD, part="responsible")
    for partner in partners:
        editing.add_row("record.agencies", agency=partner, part="joint")
    return participants(editing.pack, editing.assessment)


def of_agency(library: Library, agency: str, *, role: str = "participant") -> Person:
    """Somebody of *agency* with a key of their own, added to *library*."""
    made, name = key(f"{agency} {role}"), f"{role.title()} of {agency}"
    return library.people.add(made, name=name, post="Post", agency=agency, role=role)
