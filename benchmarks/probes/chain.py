"""A long history checked beside bare hashes of the same entries, and one entry added to it."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fresh import tell
from dpia_wizard.core.chain import START, Anchor
from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Answer, Assessment, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.storage import history
from dpia_wizard.storage.connection import connect
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.history import check_history
from dpia_wizard.workspace.library import Library, shipped_pack
from dpia_wizard.workspace.library_keys import new_keys

ID = "5f1d7c2e"
ADDED = 200
SAID = "Caseworkers agree hand-overs in private chats and nobody has looked at that yet"
BARE = "INSERT INTO bare VALUES (NULL, ?, ?, ?, ?, ?, ?)"


def main() -> None:
    entries, rounds = int(sys.argv[1]), int(sys.argv[2])
    keys = new_keys("three plain words for a benchmark")
    with (
        tempfile.TemporaryDirectory(prefix="dpia-wizard-chain-") as folder,
        Library.create_with(Path(folder), keys, world=World()) as library,
    ):
        _fill(library, entries)
        check, bare = _checked(library, rounds)
        append, insert = _added(library, Path(folder) / "bare.db", rounds)
    tell(check=check, bare_check=bare, append=append, bare_append=insert)


def _fill(library: Library, entries: int) -> None:
    pack = shipped_pack()
    new = Assessment(ID, "DPIA-2026-001", "2026-11-22", pinned(pack.ref, pack.matrix_ref))
    library.store.add(new, Summary("Long", new.reference), at="2026-11-22", by="Benchmark")
    connection, last = library.store._connection, Answer("programme.aim", "")  # noqa: SLF001
    library.store.commit(ID, Step("answer", (Change(None, last),)), at="2026-11-22", by="")
    connection.execute("BEGIN")
    for number in range(entries - 2):
        now = Answer("programme.aim", f"{SAID} {number}")
        step = Step("answer", (Change(last, now),))
        history.remember(connection, ID, f"{number:032x}", step, "2026-11-22T09:00:00", "")
        last = now
    connection.execute("UPDATE answers SET value = ?", (f'"{last.value}"',))
    connection.execute("COMMIT")


def _checked(library: Library, rounds: int) -> tuple[list[float], list[float]]:
    written = library.store.written(ID)
    anchors = [Anchor(len(written), written[-1].hash), Anchor(1, written[0].hash)]
    ours, bare = [], []
    for _round in range(rounds):
        began = time.perf_counter()
        if not check_history(library, ID, anchors).is_whole:
            raise RuntimeError("the history that was made does not hold")
        ours.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        before = START
        for one in written:
            before = hashlib.sha256(f"{before}{one.changes}".encode()).hexdigest()
        bare.append((time.perf_counter() - began) * 1000)
    return ours, bare


def _added(library: Library, path: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds for one entry, without the commit, beside a bare row of the same texts."""
    connection = library.store._connection  # noqa: SLF001
    file = connect(path, bytes(32), new=True)
    file.execute("CREATE TABLE bare (n INTEGER PRIMARY KEY, a, b, c, d, e, f)")
    step = Step("answer", (Change(Answer("q", SAID), Answer("q", SAID + "!")),))
    row = (ID, "0" * 32, "2026-11-22T09:00:00", "", "answer", SAID * 2)
    ours, bare = [], []
    for _round in range(rounds):
        connection.execute("BEGIN")
        began = time.perf_counter()
        for number in range(ADDED):
            history.remember(connection, ID, f"x{number}", step, "2026-11-22T09:00:00", "")
        ours.append((time.perf_counter() - began) * 1000 / ADDED)
        connection.execute("ROLLBACK")
        file.execute("BEGIN")
        began = time.perf_counter()
        for _number in range(ADDED):
            file.execute(BARE, row)
        bare.append((time.perf_counter() - began) * 1000 / ADDED)
        file.execute("ROLLBACK")
    file.close()
    return ours, bare


if __name__ == "__main__":
    main()
