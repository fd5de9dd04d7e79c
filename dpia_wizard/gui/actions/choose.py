"""Which actions of the library are shown, of whom, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dpia_wizard.core.action_plan import is_overdue
from dpia_wizard.core.posts import compared, written
from dpia_wizard.gui.home.facts import SOON
from dpia_wizard.gui.moments import days_until
from dpia_wizard.storage.store import ListedAction

Which = Literal["open", "overdue", "soon", "blocks", "shared", "bare", "done"]
WHICH: tuple[Which, ...] = get_args(Which)
Order = Literal["due", "owner", "assessment"]

EVERYBODY, NOBODY = "", "-"
"""In the place of a post: the actions of all posts, and those that have no owner yet."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown: of which post (`posts.compared`), and the action that was stood at."""

    which: str = "open"
    whose: str = EVERYBODY
    order: str = "due"
    at: tuple[str, str] = ("", "")


def posts(actions: Iterable[ListedAction]) -> dict[str, str]:
    """The posts that own actions: how each is written, by its key, in their order."""
    found: dict[str, str] = {}
    for listed in actions:
        owner = written(listed.action.owner)
        if owner:
            found.setdefault(compared(owner), owner)
    return dict(sorted(found.items()))


def shown(actions: Sequence[ListedAction], chosen: Chosen, today: str) -> tuple[ListedAction, ...]:
    """The *actions*, which come by their day, that are *chosen*, in the order that is."""
    kept = [a for a in actions if _belongs(a, chosen.which, today) and _owned(a, chosen.whose)]
    if chosen.order == "owner":  # sorting keeps the order of the days within a post
        kept.sort(key=lambda a: (not a.action.owner.strip(), compared(a.action.owner)))
    elif chosen.order == "assessment":
        kept.sort(key=lambda a: (a.title.casefold(), a.reference, a.assessment))
    return tuple(kept)


def _belongs(listed: ListedAction, which: str, today: str) -> bool:
    action = listed.action
    match which:
        case "overdue":
            return is_overdue(action, today)
        case "soon":
            left = days_until(action.due, today)
            return left is not None and left <= SOON
        case "blocks":
            return action.blocks_start
        case "shared":
            return action.shared
        case "bare":
            return not (action.owner.strip() and action.due)
        case _:
            return True


def _owned(listed: ListedAction, whose: str) -> bool:
    owner = compared(listed.action.owner)
    return whose == EVERYBODY or owner == ("" if whose == NOBODY else whose)
