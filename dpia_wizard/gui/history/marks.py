"""The moments of a history that people speak of: what was decided, signed, or begun anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dpia_wizard.core.history import number_of_edition
from dpia_wizard.core.model import Decision, SignOff
from dpia_wizard.core.workflow import MATRIX_CHANGED, MOVES
from dpia_wizard.gui.history.lines import Kept
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.texts import Words
from dpia_wizard.wording.things import decided

Mark = tuple[int, str]
"""The number of an entry, and the words for the moment after it."""


def marks(words: Words, entries: Sequence[Kept], asked: Iterable[int] = ()) -> tuple[Mark, ...]:
    """The moments to choose from, the newest first: now, those people speak of, the entries that
    were *asked* for, and the beginning."""
    last = len(entries)
    found: dict[int, str] = {last: _("Now"), 0: _("Before the first entry")}
    for one in entries:
        for told in _said(words, one):
            found.setdefault(one.number, told)
    for number, told in _editions(entries):
        found.setdefault(number, told)
    for number in asked:
        if 0 < number < last:
            found.setdefault(number, entry(entries[number - 1]))
    return tuple(sorted(found.items(), reverse=True))


def last_decided(words: Words, entries: Sequence[Kept]) -> int:
    """The last moment at which something was decided or signed, or the beginning: what has become
    another since is what people ask for first."""
    numbers = [one.number for one in entries if any(_said(words, one))]
    return max((number for number in numbers if number < len(entries)), default=0)


def when(one: Kept) -> str:
    """The day and the time of an entry."""
    return _("{day} {time}").format(day=day(one.day), time=isolate(one.time))


def entry(one: Kept) -> str:
    """An entry as a moment."""
    return _("Entry {number}, {when}").format(number=isolate(str(one.number)), when=when(one))


def _said(words: Words, one: Kept) -> Iterator[str]:
    """What is told of the moment after an entry that decides or signs something."""
    if one.entry.name == "create":  # a copy brings older decisions along
        return
    for change in one.entry.changes:
        made = change.after
        if change.before is not None:
            continue
        if isinstance(made, SignOff):
            yield _("Signed by {who}, {when}").format(who=isolate_answer(made.name), when=when(one))
        elif isinstance(made, Decision) and made.kind in (*MOVES, MATRIX_CHANGED):
            told = decided(words, made.kind)
            yield _("After “{decision}”, {when}").format(decision=told, when=when(one))


def _editions(entries: Sequence[Kept]) -> Iterator[Mark]:
    """The end of every edition but the last."""
    kept = tuple(one.entry for one in entries)
    edition = 1
    while True:
        number = number_of_edition(kept, edition)
        if number is None or number >= len(entries):
            return
        told = _("End of edition {n}, {when}").format(
            n=isolate(str(edition)), when=when(entries[number - 1])
        )
        yield number, told
        edition += 1
