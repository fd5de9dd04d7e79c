"""What the world decides: the time and new ids. Tests bring their own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class World:
    """The clock and the ids of this machine."""

    def now(self) -> str:
        """The moment now, UTC, ISO to the microsecond (decisions are ordered by it)."""
        return datetime.now(UTC).isoformat(timespec="microseconds")

    def today(self) -> str:
        """The date of today here, ISO."""
        return date.today().isoformat()  # noqa: DTZ011 -- the date on the wall is meant

    def new_id(self) -> str:
        """An id that nobody else will make: 16 letters and digits."""
        return secrets.token_hex(8)
