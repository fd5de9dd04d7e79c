"""The history of an assessment in a library: what was done, what changed since, is it whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dpia_wizard.codec import KINDS, plain
from dpia_wizard.core.chain import SHORT, START, Anchor, Verdict, Written, check, read_anchor
from dpia_wizard.core.compare import Moment
from dpia_wizard.core.history import (
    Entry,
    number_of_edition,
    number_of_sign_off,
    state_at,
)
from dpia_wizard.core.workflow import assessment_date
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole

if TYPE_CHECKING:
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.report.material import HistoryHead
    from dpia_wizard.workspace.library import Library

_LARGEST_REPORT = 64 * 1024 * 1024

REPORT = "report"
"""Why an anchor is left when a report goes out."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be said of a history, and of the records beside it.

    ``astray`` names the records (collection, id) that are not what the history leads to; it is
    told only of a history that is whole.
    """

    verdict: Verdict
    astray: tuple[tuple[str, str], ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.verdict.is_whole and not self.astray


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A history as it stands in the file, the records beside it, and the anchors to measure by."""

    assessment: Assessment
    written: tuple[Written, ...]
    anchors: tuple[Anchor, ...]


def history_list(library: Library, id: str) -> tuple[Entry, ...]:
    """Every step of the assessment *id*, oldest first; the first one has the number 1."""
    return library.store.history(id)


def states(library: Library, id: str, first: int, last: int) -> tuple[Moment, Moment]:
    """The assessment as it stood after the entries *first* and *last*. Raises `UserError` where
    there is no such entry."""
    assessment, entries = library.store.load(id), library.store.history(id)
    for number in (first, last):
        if not 0 <= number <= len(entries):
            raise UserError(
                "There is no entry {number} in this history; the last one is {last}.",
                number=number,
                last=len(entries),
            )
    return (
        state_after(library, assessment, entries, first),
        state_after(library, assessment, entries, last),
    )


def number_named(entries: Sequence[Entry], named: str) -> int:
    """The number of an entry as people say it: "12", "edition-1" (its last entry), "last", or a
    sign-off by its role or id. Raises `UserError` where there is none."""
    if named == "last":
        return len(entries)
    if named.isascii() and named.isdigit() and len(named) <= 9:
        return int(named)
    found = None
    word, _, number = named.partition("-")
    if word == "edition" and number.isascii() and number.isdigit() and len(number) <= 9:
        found = number_of_edition(entries, int(number))
    found = number_of_sign_off(entries, named) if found is None else found
    if found is None:
        raise UserError(
            "The history knows no {name}. Give the number of an entry, edition-1, last, or the "
            "role of a sign-off.",
            name=named,
        )
    return found


def check_history(library: Library, id: str, given: Iterable[Anchor] = ()) -> Checked:
    """Whether the history of the assessment *id* is whole, measured against the anchors that the
    library remembers and those that somebody brought along."""
    return judged(to_check(library, id, given))


def to_check(library: Library, id: str, given: Iterable[Anchor] = ()) -> ToCheck:
    """What `judged` says something of, as it stands in the library now."""
    anchors = (*library.store.anchors(id), *given)
    return ToCheck(library.store.load(id), library.store.written(id), anchors)


def judged(taken: ToCheck) -> Checked:
    """What can be said of a history; made of values alone, so it may run beside the window."""
    verdict = check(taken.assessment.id, taken.written, taken.anchors)
    astray = _astray(taken.assessment, taken.written) if verdict.is_whole else ()
    return Checked(verdict, astray)


def typed_anchor(typed: str) -> Anchor:
    """How far a history went, as somebody typed it from a report. Raises `UserError`."""
    anchor = read_anchor(typed)
    if anchor is None:
        raise UserError(
            "{typed} cannot be compared. Give the number of entries and at least {digits} digits,"
            " as a report prints them.",
            typed=typed[:80],
            digits=SHORT,
        )
    return anchor


def printed_anchor(path: Path, id: str) -> Anchor:
    """How far the history of the assessment *id* went when the report in *path* (PDF) was made.
    Raises `UserError`, also for a report on another assessment."""
    from dpia_wizard.report.anchor import anchor_in, assessment_in

    pdf = read_whole(path, _LARGEST_REPORT)
    anchor = anchor_in(pdf)
    if anchor is None:
        raise UserError("{path} does not say how far the history went.", path=path)
    if assessment_in(pdf) not in ("", id):
        raise UserError(
            "{path} is a report on another assessment, perhaps one with the same reference. Choose "
            "a report on this one.",
            path=path,
        )
    return anchor


def went_out(library: Library, id: str, head: HistoryHead) -> None:
    """Remember that a report on the assessment *id* went out with this *head* printed in it."""
    if head.hash:
        _remember(library, id, head.entries, head.hash)


def report_went_out(library: Library, id: str, pdf: bytes) -> None:
    """Remember that this report of ours went out, by what it carries (`went_out`); a page for
    others carries nothing, and nothing is remembered."""
    from dpia_wizard.report.anchor import anchor_in

    found = anchor_in(pdf)
    if found is not None and len(found.hash) == len(START):
        _remember(library, id, found.entries, found.hash)


def _remember(library: Library, id: str, entries: int, tie: str) -> None:
    library.store.leave_anchor(id, Anchor(entries, tie, REPORT, library.world.now()))


def state_after(
    library: Library, assessment: Assessment, entries: Sequence[Entry], number: int
) -> Moment:
    """The assessment as it stood after the entry *number* of its *entries*; 0: before the first."""
    then = state_at(assessment, entries, number)
    try:
        pack = library.pack_of(then)
    except UserError:  # the form or matrix of then is not here any more
        pack = library.pack_of(assessment)
    at = entries[max(number, 1) - 1].at if entries else assessment.created
    return Moment(then, pack, assessment_date(then, at[:10]))


def _told(entry: Written) -> list[tuple[str, str, object]]:
    """What *entry* says of each record (collection, id, what it was after), the last first; nothing
    where somebody wrote it past this program in a way that cannot be read."""
    try:
        return [
            (
                str(change["collection"]),
                str((change.get("after") or change["before"])["id"]),
                change.get("after"),
            )
            for change in reversed(json.loads(entry.changes))
        ]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return []


def _astray(assessment: Assessment, written: Sequence[Written]) -> tuple[tuple[str, str], ...]:
    """The records that are not what the newest entry on each of them says."""
    told: dict[tuple[str, str], object] = {}
    for entry in reversed(written):
        for collection, id, after in _told(entry):
            told.setdefault((collection, id), after)
    here = {
        (name, id): plain(record)
        for name in KINDS
        for id, record in getattr(assessment, name).items()
    }
    # The oldest libraries pinned form and matrix outside the history.
    found = {
        key
        for key in {*told, *here}
        if told.get(key) != here.get(key) and (key in told or key[0] != "pins")
    }
    return tuple(sorted(found))
