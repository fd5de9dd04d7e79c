"""One finding of a review: what must be settled, deserves a look, or is settled, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GROUPED_FROM = 4
"""So many findings of one kind become one line with one link."""

Kind = Literal["stop", "note", "settled"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to settle, to look at, or settled, with one link to its place.

    ``here`` says that the place is a risk of the review's own table; ``ask`` is the place of the
    remark that asks the team about it.
    """

    kind: Kind
    sentence: str
    detail: str = ""
    link: str = ""
    place: str = ""
    here: bool = False
    ask: str = ""
