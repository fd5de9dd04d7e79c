"""What home tells: the draft to carry on with, what needs somebody, and which lines are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dpia_wizard.core.summary import TITLE
from dpia_wizard.gui.moments import days_until
from dpia_wizard.storage.store import Found, Listed

SOON = 30
"""A review that is due in so many days needs somebody."""

APPROVED = frozenset({"approved", "approved_with_conditions", "expired"})
OPEN = frozenset({"draft", "returned"})

Filter = Literal["present", "drafts", "in_review", "approved", "archived"]
FILTERS: tuple[Filter, ...] = ("present", "drafts", "in_review", "approved", "archived")


@dataclass(frozen=True, slots=True)
class Need:
    """Why an assessment needs somebody; *n* days or remarks.

    Its review is overdue or due, nobody bears a risk any more or soon will not (an acceptance
    is over, or ends), it was returned, or it has remarks.
    """

    kind: Literal["not_borne", "overdue", "borne_until", "due", "returned", "remarks"]
    n: int
    line: Listed


def shown(lines: Iterable[Listed], chosen: str) -> tuple[Listed, ...]:
    """The *lines* that belong to the filter *chosen*."""
    if chosen == "archived":
        return tuple(line for line in lines if line.archived)
    present = (line for line in lines if not line.archived)
    wanted = {"drafts": OPEN, "in_review": {"in_review"}, "approved": APPROVED}.get(chosen)
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


def needs(lines: Sequence[Listed], today: str) -> tuple[Need, ...]:
    """What needs somebody, the most pressing first."""
    found: list[Need] = []
    for line in lines:
        if line.archived:
            continue
        stage = line.summary.stage
        left = days_until(line.summary.review_date, today) if stage in APPROVED else None
        if left is not None and left < 0:
            found.append(Need("overdue", -left, line))
        elif left is not None and left <= SOON:
            found.append(Need("due", left, line))
        left = days_until(line.summary.acceptance_ends, today)
        if left is not None and left < 0:
            found.append(Need("not_borne", -left, line))
        elif left is not None and left <= SOON:
            found.append(Need("borne_until", left, line))
        if stage == "returned":
            found.append(Need("returned", 0, line))
        if line.summary.remarks:
            found.append(Need("remarks", line.summary.remarks, line))
    order = ("not_borne", "overdue", "borne_until", "due", "returned", "remarks")
    soonest = ("borne_until", "due")
    found.sort(
        key=lambda need: (order.index(need.kind), need.n if need.kind in soonest else -need.n)
    )
    return tuple(found)
