"""What looks wrong about who signed a file, beside what this library knows of people and keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from dpia_wizard.core.participants import had_role_for, role_of, stood_for
from dpia_wizard.core.people import (
    SHORTEST_KEY,
    Contact,
    HeldRole,
    Holder,
    holder_of,
    is_known,
    looks,
    names_of,
    other_holder,
)
from dpia_wizard.core.posts import is_same

if TYPE_CHECKING:
    from dpia_wizard.core.workflow_rules import ParticipantRule


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that looks wrong about a signature in the place of ``role``: ``holder`` is known
    with another key under the name it says (``other_key``), the key is known as that of ``holder``
    (``other_name``), the role is none of theirs (``other_role``), nobody noted any for them
    because the key was compared before there were roles (``no_role``), the place is that of
    another agency than theirs (``other_agency``), or it says another post, ``says``, than the one
    that is noted (``other_post``)."""

    role: str
    problem: Literal[
        "other_key", "other_name", "other_post", "other_role", "no_role", "other_agency"
    ]
    holder: Holder
    says: str = ""


def doubts(
    role: str,
    says: str,
    key: str,
    at: str,
    holders: Sequence[Holder],
    held: Mapping[str, Sequence[HeldRole]],
    agencies: Mapping[str, str] = MappingProxyType({}),
    rule: ParticipantRule | None = None,
    *,
    post: str = "",
) -> Iterator[Doubt]:
    """The doubts about a signature of *key*, made at the moment *at* (ISO) in the place of *role*;
    *says* is the name as the signer wrote it, in older files with the post behind a comma, and
    *post* the post. *agencies* are those that sign for themselves, by their places, and *rule* says
    who signs for one."""
    holder = holder_of(key, holders)
    names = tuple(_names(says))
    for name in names:
        other = other_holder(name, key, holders)
        if other is not None:
            yield Doubt(role, "other_key", other)
            break
    if holder is None or not is_known(holder):
        return
    if says.strip() and not any(looks(name) in names_of(holder) for name in names):
        yield Doubt(role, "other_name", holder)
    if post.strip() and holder.post.strip() and not is_same(post, holder.post):
        yield Doubt(role, "other_post", holder, post)
    before = held.get(holder.key[:SHORTEST_KEY], ())
    if not had_role_for(role, holder, at, before, rule):
        is_early = isinstance(holder, Contact) and holder.checked_how == "before"
        yield Doubt(role, "no_role" if is_early and not holder.role else "other_role", holder)
    is_told = role in agencies or role_of(role) == role  # a record may not say whose place it is
    if is_told and not stood_for(role, holder, at, before, agencies, rule):
        yield Doubt(role, "other_agency", holder)


def _names(says: str) -> Iterator[str]:
    """The names that may be meant: the text up to each of its commas, the longest first."""
    parts = says.split(",")
    for n in range(len(parts), 0, -1):
        yield ",".join(parts[:n])
