"""A library with a clock that ticks, and an assessment in it, as most of these tests begin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys, new_keys
from tests.workspace.signers import LIBRARY, Ticking


@pytest.fixture(scope="session")
def library_keys() -> NewKeys:
    """The keys of a library under `LIBRARY`, which take a while to make."""
    return new_keys(LIBRARY)


@pytest.fixture
def library(tmp_path: Path, library_keys: NewKeys) -> Iterator[Library]:
    with Library.create_with(tmp_path / "library", library_keys, world=Ticking()) as made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    """An assessment with one answer, in which there is a typing mistake."""
    opened = library.open_assessment(library.new("Case files of three agencies"))
    opened.answer("programme.aim", value="We recieve lists of children")
    return opened
