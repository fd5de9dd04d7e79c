"""Home of a library of any size: the list read anew and painted, and what is looked for."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.fresh import tell
from benchmarks.machine import resident
from benchmarks.probes.home import AT_REST_AFTER, started_at_home
from benchmarks.probes.watching import quiet, settle, time_to_paint
from dpia_wizard.gui.home.home import Home
from dpia_wizard.gui.parts.fields import SearchField
from dpia_wizard.storage.connection import connect, disconnect
from dpia_wizard.storage.search import FEW_LETTERS_LOOK_BACK, LETTERS, TITLES_FROM, fold
from dpia_wizard.storage.store import DATABASE

ORDERS = ("changed", "title", "review", "worst")
WORDS = {
    "a common word": "private",
    "two common words": "private cabinet",
    "a word that stands once": "Hippopotamus",
    "a word that is not there": "hippopotaxus",
    "inside Arabic words": "محادث",
    "a word of two letters": "qz",
}


def main() -> None:
    folder, key, rounds = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
    program, _ = started_at_home(folder, key)
    settle(AT_REST_AFTER)
    window = program.window
    home: Any = window.page
    library: Any = window.library
    lists: dict[str, list[float]] = {"painted": [], "read": []}
    for _round in range(rounds):
        for order in ORDERS:
            lists["painted"].append(time_to_paint(window, partial(_order, home, order)))
            lists["read"].append(_taken(partial(library.list, archived=None, order=order)))
    field = window.findChild(SearchField, "search")
    if field is None:
        raise RuntimeError("home has no search")
    searches: dict[str, dict[str, list[float]]] = {}
    for name, words in WORDS.items():
        found: dict[str, list[float]] = {"painted": [], "read": []}
        for _round in range(rounds):
            found["painted"].append(time_to_paint(window, partial(field.searched.emit, words)))
            quiet()
            found["read"].append(_taken(partial(library.search, words)))
            time_to_paint(window, lambda: field.searched.emit(""))
        searches[name] = found
    at_rest = resident()
    window.close()
    tell(lists=lists, searches=searches, resident=at_rest, **_bare(folder, key, rounds))


def _order(home: Home, order: str) -> None:
    """Choose another order as a person does."""
    box: Any = home.findChild(object, "order")
    box.show_value(order)
    box.edited.emit(order)


def _taken(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _bare(folder: Path, key: bytes, rounds: int) -> dict[str, Any]:
    """The same reading by bare statements on the same file."""
    connection = connect(folder / DATABASE, key)

    def lines() -> None:
        connection.execute(
            "SELECT * FROM assessments AS a JOIN summaries AS s ON s.assessment = a.id"
        ).fetchall()

    def hits(words: str) -> None:
        folded = fold(words)
        if len(folded) < LETTERS:
            connection.execute(_NEWEST, (TITLES_FROM, FEW_LETTERS_LOOK_BACK, folded)).fetchall()
            return
        found = {word[at : at + 3] for word in folded.split() for at in range(len(word) - 2)}
        match = " AND ".join(f'"{gram}"' for gram in sorted(found))
        connection.execute(_MATCHING, (match,)).fetchall()

    try:
        lines()
        return {
            "bare_list": [_taken(lines) for _round in range(rounds * len(ORDERS))],
            "bare_searches": {
                name: [_taken(partial(hits, words)) for _round in range(rounds)]
                for name, words in WORDS.items()
            },
        }
    finally:
        disconnect(connection)


_MATCHING = "SELECT rowid FROM letters WHERE letters MATCH ? ORDER BY rowid DESC LIMIT 50"
_NEWEST = """
SELECT id FROM (SELECT id, folded FROM texts WHERE id < ? ORDER BY id DESC LIMIT ?)
WHERE instr(folded, ?) LIMIT 50
"""


if __name__ == "__main__":
    main()
