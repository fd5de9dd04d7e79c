"""What the list of assessments shows of one: a record that is kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

NOT_RATED = "none"
"""The level id of a risk that nobody has rated yet."""

HIDDEN = "hidden"
"""In the place of the worst level: who works here rates the risks before seeing the team's."""

TITLE, REVIEW_DATE = "record.title", "review.next"
"""The questions that name an assessment and say when it is reviewed."""

DESK = "desk"
"""In the place of a question: where an assessment is reviewed, whatever its form calls it."""


DueKind = Literal[
    "until",  # the approval, by the move that it is about, ends then
    "void",  # a sign-off of that day holds no longer
    "unsigned",  # an approval of that day that nobody signed who should have
    "came_true",  # it happened although its risk is rated as hardly likely
    "trigger",  # something happened that asks to look again
]

SeatKind = Literal[
    "wrote",  # the author
    "rates",  # a role that rates each risk before it is told how the team did
    "decides",  # another role that has a say in the review
    "rated",  # a post that rated every risk
    "reviewed",  # a reviewer's word stands on every risk
]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for somebody: its ISO ``day`` ("" where none is known), and what it is
    ``about``: the risk, the role of a sign-off, or the question where it is told; for one that is
    ``unsigned`` whose sign-off is missing (`sign_offs.Missing`)."""

    kind: DueKind
    day: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A part in a review: its ``role``, and the ``post`` that the record names for it, "" where it
    names none. What was done in one follows: the ``post`` that rated, or that all is reviewed."""

    kind: SeatKind
    role: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the library. ``counts`` holds how many risks stand at each level today;
    ``worst_rank`` orders levels of different matrices, 0 for not rated. ``good_until`` is
    the last day on which the levels stand like this (then evidence grows old), or "" where no
    day changes them. ``acceptance_ends`` is the day on which the first of the acceptances that
    risks above the tolerance need ends, or did end; "" where there is none. ``dues`` are the other
    things that wait for somebody; ``seats`` who takes part, while it is in review."""

    title: str
    reference: str
    edition: int = 1
    stage: str = "draft"
    stage_since: str = ""
    depth: str = "standard"
    worst: str = NOT_RATED
    worst_rank: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    sections_done: int = 0
    sections_total: int = 0
    review_date: str = ""
    remarks: int = 0
    good_until: str = ""
    acceptance_ends: str = ""
    dues: tuple[Due, ...] = ()
    seats: tuple[Seat, ...] = ()

    @property
    def named_stage(self) -> str:
        """What the stage is named after: an approval in an emergency sets no conditions."""
        by = [due.about for due in self.dues if due.kind == "until" and due.about]
        return by[0] if by and self.stage == "approved_with_conditions" else self.stage
