"""A library: what it keeps for the team, whatever is in it and whenever it is opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dpia_wizard.gui.settings import Settings, save
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


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a person's folders apart")
def test_only_the_person_who_made_a_library_can_look_into_its_folder(tmp_path: Path) -> None:
    def others_may(path: Path) -> int:
        return path.stat().st_mode & 0o077

    folder = tmp_path / "library"
    library, _groups = Library.create(folder, PASSPHRASE)
    with library:
        library.new("Cash list")
        library.store.copy_to(tmp_path / "backup")
        save(folder, Settings())
    for made in (folder, tmp_path / "backup"):
        assert others_may(made) == 0
        assert [path.name for path in made.iterdir() if others_may(path)] == []


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a person's folders apart")
def test_settings_saved_before_there_is_a_library_make_a_private_folder(tmp_path: Path) -> None:
    save(tmp_path / "new", Settings())
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
