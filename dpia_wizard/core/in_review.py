"""Whom an assessment in review waits for, and from whom it hides the team's levels meanwhile.

It is read off the line of the library, where `blind.seats` puts it, so that lists need no pack.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dpia_wizard.core.posts import is_same
from dpia_wizard.core.summary import HIDDEN, Due, Summary


def rates_as(dues: Iterable[Due], *, post: str, role: str) -> tuple[str, ...]:
    """The posts, of which one may be "", under which somebody in *post* rates before being told
    what the team thinks; none where they do not. *role* is theirs by their profile: it counts
    where the record does not name their post."""
    mine = _seats(dues, post, role)
    if any(due.kind == "wrote" for due in mine):
        return ()
    seat = next((due for due in mine if due.kind == "rates"), None)
    return () if seat is None else tuple(dict.fromkeys((seat.who, post)))


def hides(dues: Iterable[Due], *, post: str, role: str) -> bool:
    """Whether the levels are hidden from somebody in *post*: they rate first, and have not rated
    every risk yet."""
    told = tuple(dues)
    mine = rates_as(told, post=post, role=role)
    done = [due.who for due in told if due.kind == "rated"]
    if not any(mine):
        return bool(mine) and not done
    return not any(is_same(one, who) for one in mine for who in done)


def waits_for(dues: Iterable[Due], *, post: str, role: str) -> bool:
    """Whether a review waits for somebody in *post*: those who rate, until there is a word on every
    risk; the others, once all is rated; never who wrote the assessment."""
    told = tuple(dues)
    mine, kinds = {due.kind for due in _seats(told, post, role)}, {due.kind for due in told}
    if not mine or "wrote" in mine:
        return False
    if "rates" in mine and ("reviewed" not in kinds or hides(told, post=post, role=role)):
        return True
    return "decides" in mine and ("rates" not in kinds or "rated" in kinds)


def veiled(line: Summary) -> Summary:
    """The *line* without anything that tells how the risks are rated."""
    dues = tuple(due for due in line.dues if due.kind != "came_true")
    return replace(line, worst=HIDDEN, worst_rank=0, counts={}, acceptance_ends="", dues=dues)


def _seats(dues: Iterable[Due], post: str, role: str) -> list[Due]:
    """The parts in the review that somebody has: by the post that the record names, else by the
    role of their profile."""
    seats = [due for due in dues if due.kind in ("wrote", "rates", "decides")]
    named = [due for due in seats if is_same(due.who, post)]
    return named or [due for due in seats if role and due.about == role]
