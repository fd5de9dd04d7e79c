"""Whom an assessment in review waits for, and from whom it hides the team's levels meanwhile.

It is read off the line of the library, where `blind.seats` puts it, so that lists need no pack.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dpia_wizard.core.posts import is_same
from dpia_wizard.core.summary import HIDDEN, Seat, Summary


def rates_as(seats: Iterable[Seat], *, post: str, role: str | None) -> tuple[str, ...]:
    """The posts, of which one may be "", under which somebody in *post* rates before being told
    what the team thinks; none where they do not. *role* is theirs by their profile: it counts
    where the record does not name their post. None: nobody knows it, so it may be one that rates.
    """
    mine = _seats_of(seats, post, role)
    if any(seat.kind == "wrote" for seat in mine):
        return ()
    seat = next((seat for seat in mine if seat.kind == "rates"), None)
    return () if seat is None else tuple(dict.fromkeys((seat.post, post)))


def hides(seats: Iterable[Seat], *, post: str, role: str) -> bool:
    """Whether the levels are hidden from somebody in *post*: they rate first, and have not rated
    every risk yet."""
    told = tuple(seats)
    mine = rates_as(told, post=post, role=role)
    done = [seat.post for seat in told if seat.kind == "rated"]
    if not any(mine):
        return bool(mine) and not done
    return not any(is_same(one, who) for one in mine for who in done)


def waits_for(seats: Iterable[Seat], *, post: str, role: str) -> bool:
    """Whether a review waits for somebody in *post*: those who rate, until there is a word on every
    risk; the others, once all is rated; never who wrote the assessment."""
    told = tuple(seats)
    mine, kinds = {seat.kind for seat in _seats_of(told, post, role)}, {s.kind for s in told}
    if not mine or "wrote" in mine:
        return False
    if "rates" in mine and ("reviewed" not in kinds or hides(told, post=post, role=role)):
        return True
    return "decides" in mine and ("rates" not in kinds or "rated" in kinds)


def veiled(line: Summary) -> Summary:
    """The *line* without anything that tells how the risks are rated."""
    dues = tuple(due for due in line.dues if due.kind != "came_true")
    return replace(line, worst=HIDDEN, worst_rank=0, counts={}, acceptance_ends="", dues=dues)


def _seats_of(seats: Iterable[Seat], post: str, role: str | None) -> list[Seat]:
    """The parts in the review that somebody has: by the post that the record names, else by the
    role of their profile."""
    taken = [seat for seat in seats if seat.kind in ("wrote", "rates", "decides")]
    named = [seat for seat in taken if is_same(seat.post, post)]
    if named or role:
        return named or [seat for seat in taken if seat.role == role]
    return [] if role is not None else [Seat("rates", s.role) for s in taken if s.kind == "rates"]
