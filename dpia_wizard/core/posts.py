"""Posts, roles and initials as people write them, and when two of them mean the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def written(post: str) -> str:
    """A post as it is shown: what was typed, on one line and without spare spaces."""
    return " ".join(post.split())


@lru_cache(maxsize=1024)
def compared(post: str) -> str:
    """A post as it is compared: capitals, spaces and ways to write a letter apart."""
    return " ".join(unicodedata.normalize("NFKC", post).casefold().split())


def is_same(one: str, other: str) -> bool:
    """Whether both name the same post; nobody is the same as nobody."""
    return bool(compared(one)) and compared(one) == compared(other)
