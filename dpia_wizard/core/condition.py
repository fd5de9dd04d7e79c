"""The condition tree of packs: true, false, or not known yet, and which questions made it so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Depth = Literal["light", "standard", "full"]
DEPTHS: tuple[Depth, ...] = ("light", "standard", "full")
"""How deep an assessment goes, from the least."""


class Situation(Protocol):
    """What a condition may look at."""

    def chosen(self, question: str, column: str) -> tuple[str, ...] | None:
        """The ids chosen (or the text) in an active question or a table's column.

        None where nothing is answered.
        """

    def amount(self, question: str) -> int | None:
        """A number answered, or how many choices or rows there are; None where not known."""

    def depth(self) -> Depth:
        """The depth of the assessment."""

    def fact(self, name: str) -> bool | None:
        """A fact that the program computes (`core.facts`); None where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of ``values`` is chosen in a question, or in one row of a table's column."""

    question: str
    values: tuple[str, ...]
    column: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question is answered at all (also with unknown), or is not."""

    question: str
    answered: bool = True


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number, or the count of choices or rows, reaches ``amount``."""

    question: str
    amount: int


@dataclass(frozen=True, slots=True)
class DepthIs:
    """The assessment goes at least as deep as ``depth``."""

    depth: Depth


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the program computes holds."""

    name: str


@dataclass(frozen=True, slots=True)
class All:
    """Every one of ``conditions`` holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of ``conditions`` holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``condition`` does not hold."""

    condition: Condition


Condition = Chosen | Answered | AtLeast | DepthIs | Fact | All | Any | Not


def holds(condition: Condition, situation: Situation) -> bool | None:
    """Whether *condition* holds; None while the answers do not tell."""
    match condition:
        case Chosen(question, values, column):
            chosen = situation.chosen(question, column)
            if chosen is None:
                return None
            if not set(chosen).isdisjoint(values):
                return True
            return None if chosen == ("unknown",) else False
        case Answered(question, answered):
            return (situation.chosen(question, "") is not None) is answered
        case AtLeast(question, amount):
            number = situation.amount(question)
            return None if number is None else number >= amount
        case DepthIs(depth):
            return DEPTHS.index(situation.depth()) >= DEPTHS.index(depth)
        case Fact(name):
            return situation.fact(name)
        case All(conditions):
            results = [holds(part, situation) for part in conditions]
            return False if False in results else None if None in results else True
        case Any(conditions):
            results = [holds(part, situation) for part in conditions]
            return True if True in results else None if None in results else False
        case Not(inner):
            result = holds(inner, situation)
            return None if result is None else not result


def because(condition: Condition, situation: Situation) -> tuple[str, ...]:
    """The questions whose answers make *condition* true, in its order; empty while it is not."""
    if holds(condition, situation) is not True:
        return ()
    match condition:
        case Chosen(question) | Answered(question) | AtLeast(question):
            return (question,)
        case All(conditions) | Any(conditions):
            found = [q for part in conditions for q in because(part, situation)]
            return tuple(dict.fromkeys(found))
        case Not(inner):
            return tuple(questions(inner))
        case _:
            return ()


def facts_in(condition: Condition) -> Iterator[str]:
    """Every fact that *condition* names."""
    match condition:
        case Fact(name):
            yield name
        case All(conditions) | Any(conditions):
            for part in conditions:
                yield from facts_in(part)
        case Not(inner):
            yield from facts_in(inner)
        case _:
            return


def questions(condition: Condition) -> Iterator[str]:
    """Every question that *condition* names."""
    match condition:
        case Chosen(question) | Answered(question) | AtLeast(question):
            yield question
        case All(conditions) | Any(conditions):
            for part in conditions:
                yield from questions(part)
        case Not(inner):
            yield from questions(inner)
        case _:
            return
