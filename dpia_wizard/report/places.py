"""The places for signatures: who signs, how their fields are named, how a report is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dpia_wizard.core.participants import signature_field

if TYPE_CHECKING:
    from dpia_wizard.core.form import Form, Question

_PREFIX = "sign:"
_MOST = 64


def signature_questions(form: Form) -> tuple[Question, ...]:
    """The questions that are answered by signing the report."""
    return tuple(
        question
        for section in form.sections
        if section.page == "review"
        for question in section.questions
        if question.kind == "signature"
    )


def field_name(question: Question) -> str:
    """The name of the signature field for a role: "supervisor"."""
    return signature_field(question.id)


class Place(NamedTuple):
    """A place for a signature: the page as the file refers to it, and left, bottom, right, top."""

    page: Any
    rect: tuple[float, float, float, float]


def destination_name(number: int, field: str) -> str:
    """The name of the place for the signature field *field*, the *number*th to be signed."""
    return f"{_PREFIX}{number:03}:{field}"


def places_in(root: Any) -> dict[str, Place]:
    """The places of a report by the names of their fields, from its catalogue *root*.

    They stand in one flat list, as we write them; nothing else is taken for one.
    """
    try:
        listed = root["/Names"]["/Dests"]["/Names"]
        count = len(listed)
    except (KeyError, TypeError):
        return {}
    found: dict[str, Place] = {}
    for number in range(0, min(count - count % 2, 2 * _MOST), 2):
        name, said = listed[number], listed[number + 1]
        if not isinstance(name, str) or not name.startswith(_PREFIX) or len(said) != 6:
            continue
        field = name[len(_PREFIX) :].partition(":")[2]
        left, bottom, right, top = (float(said[side]) for side in range(2, 6))
        found[field] = Place(said.raw_get(0), (left, bottom, right, top))
    return found
