"""The agencies of a joint assessment that sign it, each for itself and in a place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.core.condition import holds
from dpia_wizard.core.people import HeldRole, Holder, agencies_at, had_role, looks
from dpia_wizard.core.situation import situation

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.core.workflow_rules import ParticipantRule

PARTICIPANT = "participant"
"""The role of somebody who signs for their agency, where it takes part."""

HEAD = "head"
"""The role that signs for the agency that is responsible for the assessment, where no rule of a
form says another."""

_PLACE = f"{PARTICIPANT}_"


@dataclass(frozen=True, slots=True)
class Participant:
    """An agency that signs for itself: the ``field`` of its signature, which stays the same
    wherever its row stands, and what the agency is called."""

    field: str
    agency: str


def participants(pack: Pack, assessment: Assessment) -> tuple[Participant, ...]:
    """The agencies that sign *assessment* beside the one that is responsible for it, in the order
    of its table, each once; none where it is not joint."""
    rule = pack.workflow.participants
    if rule is None or holds(rule.when, situation(pack.form, assessment)) is not True:
        return ()
    found: dict[str, Participant] = {}
    for row in assessment.rows_of(rule.question):
        agency = str(row.cells.get(rule.agency, "")).strip()
        if agency and row.cells.get(rule.part) in rule.signs:
            found.setdefault(looks(agency), Participant(f"{_PLACE}{row.id}", agency))
    return tuple(found.values())


def agencies(found: Iterable[Participant]) -> dict[str, str]:
    """What the agencies are called, by the fields of their signatures."""
    return {one.field: one.agency for one in found}


def role_of(field: str) -> str:
    """The role that signs in *field*: that of every place of a participant is the same."""
    return PARTICIPANT if field.startswith(_PLACE) else field


def signature_field(question: str) -> str:
    """The name of the field that is signed where a form asks *question*, by its id."""
    return question.rsplit(".", 1)[-1].removeprefix("sign_").replace(".", "_")


def row_of(field: str) -> str:
    """The id of the row of the agency that signs in *field*, or ""."""
    return field.removeprefix(_PLACE) if field.startswith(_PLACE) else ""


def roles_for(field: str, rule: ParticipantRule | None = None) -> tuple[str, ...]:
    """The roles of which somebody has one who signs in *field*, by the *rule* of its form: where
    that is not known, its head may sign for an agency that takes part."""
    role = role_of(field)
    if role != PARTICIPANT:
        return (role,)
    return (PARTICIPANT, HEAD) if rule is None else rule.who


def had_role_for(
    field: str,
    holder: Holder,
    at: str,
    held: Iterable[HeldRole],
    rule: ParticipantRule | None = None,
) -> bool:
    """Whether the *holder* of a key had a role at the moment *at* that signs in *field*."""
    before = tuple(held)
    return any(had_role(holder, role, at, before) for role in roles_for(field, rule))


def responsible(rule: ParticipantRule | None) -> str:
    """The role that signs for the agency that is responsible."""
    return HEAD if rule is None else rule.responsible


def is_for_agency(field: str, rule: ParticipantRule | None) -> bool:
    """Whether somebody signs in *field* for one of the agencies; else it does not matter whose."""
    return role_of(field) in (PARTICIPANT, responsible(rule))


def is_same_agency(one: str, other: str) -> bool:
    """Whether two names are of the same agency; nobody's is nobody's."""
    return bool(one.strip()) and looks(one) == looks(other)


def stands_for(
    field: str, agency: str, of_places: Mapping[str, str], rule: ParticipantRule | None = None
) -> bool:
    """Whether somebody of *agency* signs in *field*, where *of_places* are the agencies with a
    place of their own: there only its own people do, and they decide in no other's name."""
    if role_of(field) == PARTICIPANT:
        return is_same_agency(agency, of_places.get(field, ""))
    return field != responsible(rule) or place_of(agency, of_places) == ""


def stood_for(
    field: str,
    holder: Holder,
    at: str,
    held: Iterable[HeldRole],
    of_places: Mapping[str, str],
    rule: ParticipantRule | None = None,
) -> bool:
    """Whether the *holder* of a key was of an agency at the moment *at* that signs in *field*."""
    return any(stands_for(field, one, of_places, rule) for one in agencies_at(holder, at, held))


def place_of(agency: str, of_places: Mapping[str, str]) -> str:
    """The field in which *agency* signs for itself, or ""."""
    return next((field for field, one in of_places.items() if is_same_agency(agency, one)), "")
