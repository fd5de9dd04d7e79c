"""A program that is killed has lost nothing that it said was kept."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dpia_wizard.storage.store import DATABASE, KEYS, Store

if TYPE_CHECKING:
    from .conftest import Keep

WRITER = Path(__file__).parent / "writer.py"
KILLS = 25


def run_and_kill(folder: Path, key: bytes, out: Path, after: float, *words: str) -> int:
    """Let the writer work for *after* seconds from its first number on; gives its last number."""
    with out.open("wb") as file:
        writer = subprocess.Popen(
            [sys.executable, str(WRITER), str(folder), key.hex(), "a", *words], stdout=file
        )
        while out.stat().st_size == 0 and writer.poll() is None:
            time.sleep(0.005)
        assert writer.poll() is None, "the writer stopped by itself"
        time.sleep(after)
        writer.kill()
        writer.wait()
    said = out.read_text().split("\n")[:-1]  # what follows the last line end was not said
    return int(said[-1])


def test_a_killed_program_loses_nothing_that_was_kept(
    store: Store, keep: Keep, folder: Path, key: bytes, tmp_path: Path
) -> None:
    chance = random.Random(2026)  # noqa: S311 -- when to kill is no secret
    keep("a")
    (folder / KEYS).write_bytes(b"{}")
    store.close()
    killed_while_writing = 0
    for _ in range(KILLS):
        said = run_and_kill(folder, key, tmp_path / "said", chance.uniform(0, 0.15))
        journal = folder / f"{DATABASE}-journal"
        killed_while_writing += journal.exists() and journal.stat().st_size > 0
        with Store.open(folder, key) as opened:
            state = opened.load("a")
            number = int(state.text("number"))
            assert said <= number <= said + 1
            assert set(state.risks) == {f"risk-{n}" for n in range(1, number + 1)}
            assert len(opened.history("a")) == number + 1
            assert opened.integrity() == ()
            assert opened.stale(today="2026-01-01") == ("a",)
            found = opened.search(str(number))
            assert f"risk-{number}" in [one.place for one in found]
        assert {path.name for path in folder.iterdir()} == {DATABASE, KEYS}
    assert killed_while_writing, "no kill came in the middle of a transaction"


def test_the_harness_notices_a_program_that_says_it_too_early(
    store: Store, keep: Keep, folder: Path, key: bytes, tmp_path: Path
) -> None:
    keep("a")
    store.close()
    for _ in range(40):
        said = run_and_kill(folder, key, tmp_path / "said", 0.02, "early")
        with Store.open(folder, key) as opened:
            if said > int(opened.load("a").text("number") or 0):
                return
    raise AssertionError("40 kills and nothing lost: the harness sees nothing")
