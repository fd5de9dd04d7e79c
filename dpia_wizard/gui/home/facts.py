"""What home tells: the draft to carry on with, what needs somebody, and which lines are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dpia_wizard.core.summary import DESK, REVIEW_DATE, TITLE
from dpia_wizard.gui.moments import days_until
from dpia_wizard.storage.store import Found, Listed

SOON = 30
"""A review that is due in so many days needs somebody."""

APPROVED = frozenset({"approved", "approved_with_conditions"})
OPEN = frozenset({"draft", "returned"})
EXPIRED = "expired"

Filter = Literal["present", "waiting", "drafts", "in_review", "approved", "expired", "archived"]
FILTERS: tuple[Filter, ...] = get_args(Filter)

NeedKind = Literal[
    "void",  # a sign-off holds no longer
    "expired",  # the approval is over
    "not_borne",  # nobody bears a risk any more
    "came_true",  # it happened although it is rated as hardly likely
    "overdue",
    "trigger",  # something that the team watches for happened
    "borne_until",  # an acceptance ends soon
    "until",  # conditions end soon
    "due",
    "review",  # who works here reviews it
    "returned",
    "remarks",
]
NEEDS: tuple[NeedKind, ...] = get_args(NeedKind)
"""Why an assessment needs somebody, the most pressing first."""

_SOONEST_FIRST = frozenset({"borne_until", "until", "due"})


@dataclass(frozen=True, slots=True)
class Need:
    """Why an assessment needs somebody; *n* days or remarks, and the *place* to look at, which is
    "" where that is the assessment itself."""

    kind: NeedKind
    n: int
    line: Listed
    place: str = ""


def shown(
    lines: Iterable[Listed], chosen: str, today: str, awaited: Sequence[Listed] = ()
) -> tuple[Listed, ...]:
    """The *lines* that belong to the filter *chosen* on *today* (ISO)."""
    if chosen == "archived":
        return tuple(line for line in lines if line.archived)
    present = [line for line in lines if not line.archived]
    if chosen == "waiting":
        waiting = {need.line.id for need in needs(present, today, awaited)}
        return tuple(line for line in present if line.id in waiting)
    wanted = {
        "drafts": OPEN,
        "in_review": {"in_review"},
        "approved": APPROVED,
        "expired": {EXPIRED},
    }.get(chosen)
    return tuple(line for line in present if wanted is None or line.summary.stage in wanted)


def last_draft(lines: Iterable[Listed]) -> Listed | None:
    """The draft that was changed last, or None."""
    drafts = [line for line in lines if not line.archived and line.summary.stage in OPEN]
    return max(drafts, key=lambda line: line.changed_at, default=None)


def without_titles_twice(found: Iterable[Found]) -> tuple[Found, ...]:
    """The hits without the question that asks for the title, where the title itself is one."""
    hits = tuple(found)
    titled = {hit.assessment for hit in hits if not hit.place}
    return tuple(hit for hit in hits if hit.place != TITLE or hit.assessment not in titled)


def needs(lines: Sequence[Listed], today: str, awaited: Sequence[Listed] = ()) -> tuple[Need, ...]:
    """What needs somebody, the most pressing first; *awaited* are the lines whose review waits for
    who works here."""
    found = [need for line in lines if not line.archived for need in _needs_of(line, today)]
    found += [
        Need("review", _days_since(line.summary.stage_since, today), line, DESK) for line in awaited
    ]
    found.sort(
        key=lambda need: (
            NEEDS.index(need.kind),
            need.n if need.kind in _SOONEST_FIRST else -need.n,
        )
    )
    return tuple(found)


def next_review(lines: Sequence[Listed]) -> Listed | None:
    """The approved assessment whose review comes first, or None."""
    dated = [
        line
        for line in lines
        if not line.archived and line.summary.stage in APPROVED and line.summary.review_date
    ]
    return min(dated, key=lambda line: line.summary.review_date, default=None)


def _needs_of(line: Listed, today: str) -> Iterator[Need]:
    """Everything that one assessment needs somebody for."""
    told = line.summary
    if any(due.kind == "void" for due in told.dues):
        yield Need("void", 0, line)
    for due in told.dues:
        if due.kind in ("came_true", "trigger"):
            kind: NeedKind = "came_true" if due.kind == "came_true" else "trigger"
            yield Need(kind, _days_since(due.day, today), line, due.about)
    left = days_until(told.acceptance_ends, today)
    if left is not None and left < 0:
        yield Need("not_borne", -left, line)
    elif left is not None and left <= SOON:
        yield Need("borne_until", left, line)
    if told.stage == EXPIRED:
        yield Need("expired", _days_since(told.stage_since, today), line)
    elif told.stage in APPROVED:
        yield from _reviews(line, today)
    elif told.stage == "returned":
        yield Need("returned", 0, line)
    if told.remarks:
        yield Need("remarks", told.remarks, line)


def _reviews(line: Listed, today: str) -> Iterator[Need]:
    """When an approved assessment is looked at again, by its date or the end of its conditions."""
    told = line.summary
    left = days_until(told.review_date, today)
    ends = {due.day for due in told.dues if due.kind == "until"}
    happened = {due.day for due in told.dues if due.kind == "trigger"}
    if left is None or told.review_date in happened:
        return
    if left < 0:
        yield Need("overdue", -left, line, REVIEW_DATE)
    elif left <= SOON:
        is_end = told.review_date in ends
        yield Need("until" if is_end else "due", left, line, "" if is_end else REVIEW_DATE)


def _days_since(day: str, today: str) -> int:
    left = days_until(day, today)
    return 0 if left is None else max(0, -left)
