"""A library: what it keeps for the team, whatever is in it and whenever it is opened."""

from __future__ import annotations

from pathlib import Path

from dpia_wizard.storage.store import Entry
from dpia_wizard.workspace.example import BEGUN, ExampleWorld, make_example
from dpia_wizard.workspace.library import Library

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path


def test_a_history_told_twice_has_the_same_entries(tmp_path: Path) -> None:
    def told(folder: Path) -> tuple[Entry, ...]:
        world = ExampleWorld()
        library, _groups = Library.create(folder, PASSPHRASE, world=world)
        with library:
            return library.store.history(make_example(library, world, BEGUN))

    assert told(tmp_path / "first") == told(tmp_path / "second")
