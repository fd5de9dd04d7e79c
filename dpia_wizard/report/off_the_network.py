"""Keep a library for signatures from reading its parts that speak to a network, never used here."""

from __future__ import annotations

import sys
from types import ModuleType

_CLIENTS = {
    "pyhanko.sign.timestamps.aiohttp_client": ("HTTPTimeStamper",),
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers": ("AIOHttpFetcherBackend",),
}
"""The modules that fetch, each with the names that the rest of the library asks it for."""


def stay_off_the_network() -> None:
    """Put empty modules where the library's clients for time stamps and lists would be read.

    They would bring a whole HTTP client along, which takes a third of the time to the first
    signature. Nothing is changed where one has been read already.
    """
    for client, names in _CLIENTS.items():
        empty = ModuleType(client)
        for name in names:
            setattr(empty, name, None)
        sys.modules.setdefault(client, empty)
