"""Keys that take a while to make, made once, and a library of people who sign with them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from dpia_wizard.core.people import Person
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.people import NewKey, new_key

LIBRARY = "a long enough passphrase"
PHRASE = "plain words of my own here"
MADE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)

NAMES = {
    "author": "Анна Коваль",
    "supervisor": "أحمد (DPO) 2 Ahmed",
    "adviser": "Ганна-Марія [O'Neil] 7",
    "owner": "Petro Sample",
    "head": "محمد علي Müller",
}
"""A name for each role: Arabic, Ukrainian, mixed with Latin, with brackets and digits."""


@cache
def key(which: str) -> NewKey:
    """The key of this name, the same in every test."""
    assert which
    return new_key(PHRASE, now=MADE)


class Ticking(World):
    """A clock that goes on by a second each time it is asked, on one day in November."""

    def __init__(self) -> None:
        left = (f"2026-11-21T10:{n // 60:02}:{n % 60:02}.000000+00:00" for n in range(3600))
        object.__setattr__(self, "_left", left)

    def now(self) -> str:
        return str(next(self._left))  # type: ignore[attr-defined]

    def today(self) -> str:
        return "2026-11-21"


def with_people(library: Library, *roles: str) -> dict[str, Person]:
    """The people of *roles* (or of every role), added to *library*, by role."""
    return {
        role: library.people.add(
            key(role), name=NAMES[role], post=f"Post of {role}", agency="Agency A", role=role
        )
        for role in roles or NAMES
    }
