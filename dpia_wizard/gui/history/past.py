"""The open assessment as it stood after any entry of its history, read once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from dpia_wizard.core.chain import Written
from dpia_wizard.core.compare import Moment, Place, compare
from dpia_wizard.core.history import Entry
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.history.lines import Kept, kept
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.tasks import Task
from dpia_wizard.storage.history import entry_of
from dpia_wizard.workspace.history import state_after
from dpia_wizard.workspace.library import Library

LATE = 1000
"""Milliseconds after which it is said that something takes a while, and how to stop it."""

_KEPT_STATES = 4


class Past:
    """The entries of a history, oldest first, and the states between them."""

    def __init__(self, library: Library, open_: OpenAssessment, entries: Sequence[Kept]) -> None:
        self._library = library
        self._open = open_
        self.entries = tuple(entries)
        self._entries: tuple[Entry, ...] = tuple(one.entry for one in entries)
        self._states: dict[int, Moment] = {}

    def hidden(self) -> frozenset[str]:
        """The risks of which nothing is told at this desk yet: somebody here rates them blind."""
        return hidden(self._open)

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return len(self.entries)

    def state(self, number: int) -> Moment:
        """The assessment after the entry *number*; after the last one it is as it stands now."""
        editing = self._open.editing
        if number >= self.last:
            return Moment(editing.assessment, editing.pack, editing.on)
        if number not in self._states:
            if len(self._states) >= _KEPT_STATES:
                self._states.pop(next(iter(self._states)))
            self._states[number] = state_after(
                self._library, editing.assessment, self._entries, number
            )
        return self._states[number]


class Comparer(QObject):
    """Compares two moments beside the window: `done` gives both states and the places that are
    another, `late` says that it takes a while. Only what was asked last is told."""

    done = Signal(object, object, object)
    late = Signal()

    def __init__(self, past: Past, *, rest: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._past = past
        self._task: Task | None = None
        self._asked: tuple[int, int] | None = None
        self._rest = _once(self, rest, self._begin)
        self._late = _once(self, LATE, self.late.emit)

    @property
    def is_busy(self) -> bool:
        """Whether something was asked that is not told yet."""
        return self._asked is not None

    def ask(self, first: int, last: int) -> None:
        """Compare the state after the entry *first* with that after *last*, once the asking
        rests."""
        self.stop()
        self._asked = (first, last)
        self._rest.start()

    def stop(self) -> None:
        """Compare no further; nothing is told any more."""
        self._rest.stop()
        self._late.stop()
        self._asked = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _begin(self) -> None:
        if self._asked is None:
            return
        self._late.start()
        before, after = (self._past.state(number) for number in self._asked)
        self._task = Task(compare, before, after)
        self._task.done.connect(lambda found: self._tell(before, after, found))
        self._task.failed.connect(_rise)
        self._task.start()

    def _tell(self, before: Moment, after: Moment, found: tuple[Place, ...]) -> None:
        self._late.stop()
        self._task = self._asked = None
        self.done.emit(before, after, found)


def kept_of(open_: OpenAssessment, number: int, written: Written) -> Kept:
    """An entry as it is listed, with every place and section where it changed something."""
    entry = entry_of(written)
    editing = open_.editing
    found: set[str] = set()
    for change in entry.changes:
        place = places.place_of_record(editing, change.record)
        section = places.section_of(editing, place)
        found.add(place)
        if section is not None:
            found.add(section.id)
    return kept(number, entry, found - {""})


def _rise(error: Exception) -> None:
    raise error


def _once(parent: QObject, after: int, act: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after)
    timer.timeout.connect(act)
    return timer
