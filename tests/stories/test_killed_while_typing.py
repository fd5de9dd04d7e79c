"""A laptop that dies while somebody types takes at most the last two seconds with it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys, new_keys

TYPIST = "tests.stories.typist"
ROOT = Path(__file__).parents[2]
PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path
PLACE = "programme.aim"
KILLS, AT_ONCE = 25, 5
OLDEST_LOST = 2.0
"""Seconds; what was typed earlier than that before the end is on the disk."""

A_START = 60
"""Seconds after which a program that shows no field is given up."""

_TEXT = "Two offices refer children to each other by phone and on paper; a list is kept. "


def letter(at: int) -> str:
    """What is typed at one place of the text, the same in every process."""
    return _TEXT[at % len(_TEXT)]


@dataclass(frozen=True, slots=True)
class End:
    """How one killed program ended, and what it left."""

    old: int  # the length of what was typed more than OLDEST_LOST ago
    typed: int
    kept: str
    faults: tuple[str, ...]
    said: str


def make_library(folder: Path, keys: NewKeys) -> None:
    with Library.create_with(folder, keys) as library:
        id = library.new("Referrals by phone")
        library.store.set_place(id, PLACE)


def type_and_kill(folder: Path, key: bytes, seed: int, *words: str) -> End:
    """Let somebody type for some seconds, kill the program, and open what it leaves."""
    chance = random.Random(seed)  # noqa: S311 -- when to kill is no secret
    out, err = folder.with_suffix(f".{seed}.out"), folder.with_suffix(f".{seed}.err")
    command = [sys.executable, "-m", TYPIST, str(folder), key.hex(), PLACE, str(seed), *words]
    with out.open("wb") as said, err.open("wb") as trouble:
        typist = subprocess.Popen(command, stdout=said, stderr=trouble, cwd=ROOT)
        begun = time.monotonic()
        while out.stat().st_size == 0 and typist.poll() is None:
            if time.monotonic() > begun + A_START:
                typist.kill()
            time.sleep(0.01)
        time.sleep(OLDEST_LOST + chance.uniform(0.3, 2.2))
        assert typist.poll() is None, err.read_text()
        killed = time.monotonic()
        typist.kill()
        typist.wait()
    keys = [line.split() for line in out.read_text().split("\n")[:-1]]
    lengths = [(float(pressed), int(length)) for pressed, length in keys]
    old = [length for pressed, length in lengths if pressed <= killed - OLDEST_LOST]
    with Library.open_with(folder, key) as library:
        (line,) = library.list()
        kept = library.store.load(line.id).text(PLACE)
        faults = library.store.integrity()
    return End(max(old, default=0), lengths[-1][1], kept, faults, err.read_text())


def test_what_is_older_than_two_seconds_survives_a_kill_in_the_middle_of_a_word(
    tmp_path: Path,
) -> None:
    keys = new_keys(PASSPHRASE)
    folders = [tmp_path / f"library-{n}" for n in range(AT_ONCE)]
    for folder in folders:
        make_library(folder, keys)

    def one_laptop(n: int) -> list[End]:
        return [type_and_kill(folders[n], keys.key, kill) for kill in range(n, KILLS, AT_ONCE)]

    with ThreadPoolExecutor(AT_ONCE) as laptops:
        ends = [end for laptop in laptops.map(one_laptop, range(AT_ONCE)) for end in laptop]
    assert len(ends) == KILLS
    for end in ends:
        assert end.faults == ()
        assert "Traceback" not in end.said
        assert end.kept == "".join(map(letter, range(len(end.kept))))
        assert end.old > 0
        assert end.old <= len(end.kept) <= end.typed + 1, end
    assert any(len(end.kept) < end.typed for end in ends), "no kill came before a text was kept"


def test_the_harness_notices_a_program_that_keeps_words_too_late(tmp_path: Path) -> None:
    keys = new_keys(PASSPHRASE)
    make_library(tmp_path / "library", keys)
    end = type_and_kill(tmp_path / "library", keys.key, 1, "slow")
    assert end.old > len(end.kept)
    assert end.faults == ()
