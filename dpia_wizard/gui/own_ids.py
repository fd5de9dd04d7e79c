"""Ids for risks and controls that a team adds itself: short enough to be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Collection

OWN = "X"
"""The first letter of an id that is in no catalogue."""


def own_id(new_id: Callable[[], str], taken: Collection[str]) -> str:
    """A short id such as X7F3A that is not in *taken*."""
    while True:
        id = OWN + new_id()[:4].upper()
        if id not in taken:
            return id
