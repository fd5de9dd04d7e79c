"""PDFium does one thing at a time: two threads in it at once end the program."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

ALONE = threading.RLock()
"""Held by whoever calls PDFium, of whatever document: it keeps things in common for all."""


def alone(act: Callable[_P, _R]) -> Callable[_P, _R]:
    """*act*, which calls PDFium, while nobody else does."""

    @functools.wraps(act)
    def acting(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with ALONE:
            return act(*args, **kwargs)

    return acting
