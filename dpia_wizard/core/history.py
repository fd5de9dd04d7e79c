"""The history of an assessment: what was done to it, and how it stood at any moment of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dpia_wizard.core.change import Change
from dpia_wizard.core.model import COLLECTIONS, Assessment, Decision, Pin, Rating, Remark, SignOff
from dpia_wizard.core.posts import is_same
from dpia_wizard.core.workflow import edition


@dataclass(frozen=True, slots=True)
class Entry:
    """One step as the history remembers it; ``id`` is the same wherever the entry goes.

    ``at`` is a moment of the clock of that day, ``by`` who it was as they said, ``hash`` what ties
    the entry to all before it (`chain`).
    """

    id: str
    at: str
    by: str
    name: str
    changes: tuple[Change, ...]
    hash: str = ""


def state_at(assessment: Assessment, entries: Sequence[Entry], number: int) -> Assessment:
    """*assessment* as it stood after the first *number* of its *entries*.

    In the oldest libraries no entry told of the pins that an assessment began with.
    """
    kept: dict[str, dict[str, Any]] = {name: {} for name in COLLECTIONS.values()}
    kept[COLLECTIONS[Pin]] = _first_pins(assessment, entries)
    for entry in entries[:number]:
        for change in entry.changes:
            if change.after is None:
                kept[change.collection].pop(change.record.id, None)
            else:
                kept[change.collection][change.after.id] = change.after
    collections: dict[str, Any] = {
        name: {id: records[id] for id in sorted(records)} for name, records in kept.items()
    }
    return replace(assessment, **collections)


def number_of_edition(entries: Sequence[Entry], number: int) -> int | None:
    """The last entry of the edition *number* (from 1); None where there is no such edition."""
    decisions: dict[str, Decision] = {}
    now, found = 1, None
    for place, entry in enumerate(entries, 1):
        decided = [change for change in entry.changes if isinstance(change.record, Decision)]
        for change in decided:
            if isinstance(change.after, Decision):
                decisions[change.after.id] = change.after
            else:
                decisions.pop(change.record.id, None)
        if decided:
            now = edition(Assessment("", "", "", decisions=decisions))
        if now == number:
            found = place
    return found


def number_of_sign_off(entries: Sequence[Entry], named: str) -> int | None:
    """The entry that keeps the sign-off with the id *named*, or the newest one in that role."""
    for number in range(len(entries), 0, -1):
        for change in entries[number - 1].changes:
            said = change.after
            if isinstance(said, SignOff) and named in (said.id, said.role):
                return number
    return None


def number_of_last_word(entries: Sequence[Entry], by: str) -> int:
    """The last entry with a decision, rating or remark of the post *by*; 0 while it said nothing.

    What is another since then is what that post has not seen yet.
    """
    for number in range(len(entries), 1, -1):  # the first entry may bring along what was copied
        said = (change.after for change in entries[number - 1].changes)
        if any(isinstance(one, Decision | Rating | Remark) and is_same(one.by, by) for one in said):
            return number
    return 0


def _first_pins(assessment: Assessment, entries: Sequence[Entry]) -> dict[str, Any]:
    """The pins before the first entry: those of today with every change of them undone."""
    pins = dict(assessment.pins)
    for entry in reversed(entries):
        for change in reversed(entry.changes):
            if isinstance(change.before, Pin):
                pins[change.before.id] = change.before
            elif isinstance(change.after, Pin):
                pins.pop(change.after.id, None)
    return pins
