"""Where somebody has been in the catalogue: back and forward, as in a browser."""

from __future__ import annotations

from dpia_wizard.core.uses import Item


class Trail:
    """The things that were looked at, and the one that is looked at now."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._at = -1
        self._walked = False

    @property
    def now(self) -> Item | None:
        """The thing that is looked at."""
        return self._items[self._at] if self._items else None

    @property
    def can_go_back(self) -> bool:
        """Whether something was looked at before."""
        return self._at > 0

    @property
    def can_go_on(self) -> bool:
        """Whether somebody went back."""
        return self._at < len(self._items) - 1

    def take(self, item: Item, *, walked: bool = False) -> None:
        """Go to *item*. Of those *walked* past one after the other only the last one stays."""
        if item == self.now:
            return
        del self._items[self._at + 1 :]
        if walked and self._walked and self._items:
            self._items.pop()
        self._items.append(item)
        self._at = len(self._items) - 1
        self._walked = walked

    def go(self, step: int) -> Item | None:
        """Go back (-1) or forward (1); None at the ends."""
        if not 0 <= self._at + step < len(self._items):
            return None
        self._at += step
        self._walked = False
        return self.now
