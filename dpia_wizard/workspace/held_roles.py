"""The roles and agencies that people and contacts had before: what they signed stays theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dpia_wizard.core.people import SHORTEST_KEY, HeldRole, Holder

if TYPE_CHECKING:
    from dpia_wizard.storage.store import Store

_SETTING = "roles_held"


class HeldRoles:
    """The earlier roles of a library, by the first digits of the key of who had them: a key that
    is known by those alone may be met whole later."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[str, tuple[HeldRole, ...]]:
        """Every role that somebody had before, by the first `SHORTEST_KEY` digits of the key."""
        try:
            found = json.loads(self._store.setting(_SETTING) or "{}")
            return {
                key: tuple(
                    HeldRole(str(role), str(until), *map(str, of)) for role, until, *of in roles
                )
                for key, roles in found.items()
            }
        except (ValueError, TypeError, AttributeError):  # written past this program: nobody had any
            return {}

    def note(self, before: Holder, after: Holder, *, until: str) -> None:
        """Note the role and the agency that a holder had until a moment, where *after* has
        others; no role is none to note."""
        if not before.role or (before.role, before.agency) == (after.role, after.agency):
            return
        held, key = self.all(), before.key[:SHORTEST_KEY]
        held[key] = (*held.get(key, ()), HeldRole(before.role, until, before.agency))
        said = {key: [_plain(one) for one in roles] for key, roles in held.items()}
        self._store.put_setting(_SETTING, json.dumps(said, sort_keys=True))


def _plain(one: HeldRole) -> tuple[str, ...]:
    return (one.role, one.until) if one.agency is None else (one.role, one.until, one.agency)
