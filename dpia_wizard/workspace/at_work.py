"""Who works on this laptop just now: under whose post the history notes what is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dpia_wizard.core.in_review import waits_for
from dpia_wizard.core.posts import is_same
from dpia_wizard.errors import NotAllowed

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person
    from dpia_wizard.storage.store import Listed
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library

_AT_WORK, _BY, _AGENCY = "at_work", "by", "by.agency"


def at_work(library: Library) -> Person | None:
    """Who said last that they work here; None where nobody did, or they have left since."""
    id = library.store.setting(_AT_WORK)
    people = library.store.people.people() if id else ()  # home asks: the room of keys comes later
    return next((person for person in people if person.id == id and not person.has_left), None)


def unseen(
    library: Library | None, editing: Editing, *, chosen: str | None = None
) -> frozenset[str]:
    """The risks of an open assessment that who works here rates before anything tells how the team
    did. Where nobody said that they work here, nobody knows who looks: nothing is hidden.

    At the desk a post is *chosen* too, "" before anybody did: then it may be the one that rates.
    Who works here and rates is told nothing by choosing the post of somebody else.
    """
    from dpia_wizard.core.blind import hidden_from

    of = editing.pack, editing.assessment, editing.risks
    person, found = None if library is None else at_work(library), frozenset[str]()
    if person is not None:
        found = hidden_from(*of, post=person.post, role=person.role)
        if person.role and chosen is not None and is_same(chosen, person.post):
            return found
    return found if chosen is None else found | hidden_from(*of, post=chosen)


def rates_first() -> NotAllowed:
    """Why nothing is shown or copied that tells how the team rated."""
    return NotAllowed(
        "This would tell how the team rated, and who works here rates the risks first. Rate them at"
        " the desk, or say under People and keys who works here now."
    )


def awaited(library: Library, lines: Iterable[Listed]) -> tuple[Listed, ...]:
    """Those of *lines* whose review waits for who works here, the one sent first in front."""
    in_review = [line for line in lines if line.summary.stage == "in_review" and not line.archived]
    person = at_work(library) if in_review else None
    if person is None:
        return ()
    who = {"post": person.post, "role": person.role}
    mine = (line for line in in_review if waits_for(line.summary.seats, **who))
    return tuple(sorted(mine, key=lambda line: line.summary.stage_since))


def works_now(library: Library, id: str) -> Person:
    """Note that the person *id* works here from now on. It is what they say: nobody proves it
    before something is signed. Raises `UserError` for somebody who is not here."""
    person = library.people.person(id)
    library.store.put_setting(_AT_WORK, id)
    library.store.put_setting(_BY, person.post or person.name)
    library.store.put_setting(_AGENCY, person.agency)
    return person
