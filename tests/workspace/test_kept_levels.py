"""The levels that a library keeps, so that its list can be shown before a pack is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.load import load_pack
from dpia_wizard.workspace import kept_levels
from dpia_wizard.workspace.kept_levels import levels
from dpia_wizard.workspace.library import Library, shipped_pack
from dpia_wizard.workspace.matrices import pack_with_matrix


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, _groups = Library.create(tmp_path / "library", "correct horse battery staple")
    with library:
        yield library


def never() -> Pack:
    pytest.fail("the pack was read")


def test_the_levels_are_those_of_the_matrix(library: Library) -> None:
    ref, matrix = load_pack().matrix_ref, load_pack().matrix
    expected = [(level.id, level.name, level.sign, level.tone) for level in matrix.levels]
    read = levels(library.store, ref, shipped_pack)
    library.new("Referrals in the north")
    for found in (read, levels(library.store, ref, never)):
        assert [(o.id, o.name, o.sign, o.tone) for o in found] == expected


def test_asking_for_levels_writes_nothing(library: Library) -> None:
    ref = load_pack().matrix_ref
    levels(library.store, ref, shipped_pack)
    assert library.store.setting(f"levels.{ref.fingerprint}") is None


def test_another_matrix_is_not_shown_with_the_levels_of_the_one_before(library: Library) -> None:
    library.new("Referrals in the north")
    other = pack_with_matrix(shipped_pack(), "un-security-5x5")
    found = levels(library.store, other.matrix_ref, lambda: other)
    assert [level.id for level in found] == list(other.matrix.level)
    edited = replace(shipped_pack().matrix_ref, fingerprint="0" * 64)
    assert levels(library.store, edited, lambda: other) == found
    kept_levels.keep(library.store, other)
    assert levels(library.store, other.matrix_ref, never) == found


def test_nothing_of_an_assessment_is_kept_with_the_levels(library: Library) -> None:
    library.new("Referrals in the north")
    told = library.store.setting(f"levels.{load_pack().matrix_ref.fingerprint}") or ""
    assert [level[0] for level in json.loads(told)] == list(load_pack().matrix.level)
    assert "Referrals" not in told
