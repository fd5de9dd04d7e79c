"""Who works on this laptop just now: under whose post the history notes what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person
    from dpia_wizard.workspace.library import Library

_AT_WORK, _BY, _AGENCY = "at_work", "by", "by.agency"


def at_work(library: Library) -> Person | None:
    """Who said last that they work here; None where nobody did, or they have left since."""
    id = library.store.setting(_AT_WORK) or ""
    return next((person for person in library.people.here() if person.id == id), None)


def works_now(library: Library, id: str) -> Person:
    """Note that the person *id* works here from now on. It is what they say: nobody proves it
    before something is signed. Raises `UserError` for somebody who is not here."""
    person = library.people.person(id)
    library.store.put_setting(_AT_WORK, id)
    library.store.put_setting(_BY, person.post or person.name)
    library.store.put_setting(_AGENCY, person.agency)
    return person
