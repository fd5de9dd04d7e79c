"""A change: one record put into an assessment or taken out of it; its inverse undoes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dpia_wizard.core.model import COLLECTIONS, Assessment, Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it was and as it is; None on a side where it is not there."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record that is meant, in its newest form."""
        record = self.after if self.after is not None else self.before
        if record is None:
            raise ValueError("a change needs a record")
        return record

    @property
    def collection(self) -> str:
        """The name of the collection that changes."""
        return COLLECTIONS[type(self.record)]

    @property
    def inverse(self) -> Change:
        """The change that undoes this one."""
        return Change(self.after, self.before)


def put(assessment: Assessment, record: Record) -> Change | None:
    """The change that makes *record* part of *assessment*; None when it already is."""
    before = getattr(assessment, COLLECTIONS[type(record)]).get(record.id)
    return None if before == record else Change(before, record)


def remove(assessment: Assessment, record: Record) -> Change | None:
    """The change that takes *record* out; None when it is not there."""
    before = getattr(assessment, COLLECTIONS[type(record)]).get(record.id)
    return None if before is None else Change(before, None)


def apply(assessment: Assessment, *changes: Change) -> Assessment:
    """The assessment after *changes*, in their order."""
    for change in changes:
        records = dict(getattr(assessment, change.collection))
        if change.after is None:
            records.pop(change.record.id, None)
        else:
            records[change.after.id] = change.after
        collection: dict[str, Any] = {change.collection: records}
        assessment = replace(assessment, **collection)
    return assessment


def inverse(changes: Sequence[Change]) -> tuple[Change, ...]:
    """What undoes *changes*, in the order in which to apply it."""
    return tuple(change.inverse for change in reversed(changes))


@dataclass(frozen=True, slots=True)
class Step:
    """What one act of a person changed: kept, undone and redone as a whole.

    ``name`` says the act in English, for words and history ("answer", "rate a risk" …). ``by`` is
    the post of who did it, where it need not be who works here.
    """

    name: str
    changes: tuple[Change, ...]
    by: str = ""

    @property
    def joins(self) -> str:
        """The key under which typing on joins this step: the record, when it is the only one."""
        if len(self.changes) != 1 or self.changes[0].after is None:
            return ""
        change = self.changes[0]
        return f"{self.name} {change.collection} {change.record.id}"


class Undo:
    """What can be undone and redone, newest last. Typing on in one field is one step."""

    LIMIT = 200

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = ""

    @property
    def done(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def undone(self) -> Step | None:
        """The step that redo would bring back."""
        return self._undone[-1] if self._undone else None

    def add(self, step: Step) -> None:
        """Remember a step just done; what had been undone is gone."""
        self._undone.clear()
        if step.joins and step.joins == self._open and self._done:
            earlier = self._done[-1].changes[0]
            self._done[-1] = replace(step, changes=(Change(earlier.before, step.changes[0].after),))
            return
        self._done.append(step)
        del self._done[: -self.LIMIT]
        self._open = step.joins

    def close(self) -> None:
        """End the field being typed in: what follows is a step of its own."""
        self._open = ""

    def back(self) -> Step | None:
        """The step to apply to undo, or None."""
        return self._move(self._done, self._undone)

    def forward(self) -> Step | None:
        """The step to apply to redo, or None."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._open = ""
        return step

    def _move(self, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(step)
        self._open = ""
        return Step(step.name, inverse(step.changes))


def step(name: str, changes: Iterable[Change | None], *, by: str = "") -> Step | None:
    """The step made of *changes* that change something; None when nothing does."""
    kept = tuple(change for change in changes if change is not None)
    return Step(name, kept, by) if kept else None
