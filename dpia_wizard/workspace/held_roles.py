"""The roles that people and contacts had before: what they signed in them stays theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dpia_wizard.core.people import SHORTEST_KEY, HeldRole

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
                key: tuple(HeldRole(str(role), str(until)) for role, until in roles)
                for key, roles in found.items()
            }
        except (ValueError, TypeError, AttributeError):  # written past this program: nobody had any
            return {}

    def note(self, key: str, role: str, *, until: str) -> None:
        """Note that *role* was that of *key* until a moment; no role is none to note."""
        if not role:
            return
        held, key = self.all(), key[:SHORTEST_KEY]
        held[key] = (*held.get(key, ()), HeldRole(role, until))
        said = {key: [(one.role, one.until) for one in roles] for key, roles in held.items()}
        self._store.put_setting(_SETTING, json.dumps(said, sort_keys=True))
