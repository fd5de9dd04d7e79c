"""The levels that a library keeps, so that its list can be shown before the pack is read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.data import FORMS, RISK_MATRICES
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.load import load_pack
from dpia_wizard.workspace import kept_levels
from dpia_wizard.workspace.kept_levels import FORM, levels
from dpia_wizard.workspace.library import Library, shipped_pack


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library, _groups = Library.create(tmp_path / "library", "correct horse battery staple")
    with library:
        yield library


def never() -> Pack:
    pytest.fail("the pack was read")


def test_the_levels_are_those_of_the_pack(library: Library) -> None:
    matrix = load_pack().matrix
    expected = [(level.id, level.name, level.sign, level.tone) for level in matrix.levels]
    read = levels(library.store, shipped_pack)
    library.new("Referrals in the north")
    for found in (read, levels(library.store, never)):
        assert [(o.id, o.name, o.sign, o.tone) for o in found] == expected


def test_looking_at_the_list_writes_nothing(library: Library) -> None:
    library.levels()
    assert library.store.setting("pack.levels") is None


@pytest.mark.parametrize("changed", ["matrix", "head", "gone"])
def test_another_matrix_is_not_shown_with_the_levels_of_the_one_before(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    library.new("Referrals in the north")
    before = library.levels()
    forms, matrices = tmp_path / "forms", tmp_path / "risk_matrices"
    shutil.copytree(FORMS, forms)
    shutil.copytree(RISK_MATRICES, matrices)
    matrix = matrices / f"{load_pack().matrix.id}.yaml"
    text = matrix.read_text("utf-8")
    name = f"name: {before[0].name},"
    assert text.count(name) == 1
    matrix.write_text(text.replace(name, "name: Hardly any,"), "utf-8")
    if changed == "head":  # the matrix as it was, and another byte in the file that names it
        matrix.write_text(text, "utf-8")
        with (forms / FORM / "pack.yaml").open("a", encoding="utf-8") as head:
            head.write("# revised\n")
    monkeypatch.setattr(kept_levels, "FORMS", forms)
    monkeypatch.setattr(kept_levels, "RISK_MATRICES", matrices)

    def read() -> Pack:
        return load_pack(forms=forms, matrices=matrices)

    if changed == "gone":
        matrix.unlink()
        with pytest.raises(PackFault):
            levels(library.store, read)
        return
    expected = "Hardly any" if changed == "matrix" else before[0].name
    assert levels(library.store, read)[0].name == expected
    kept_levels.keep(library.store, read())
    assert levels(library.store, never)[0].name == expected


def test_nothing_of_an_assessment_is_kept_with_the_levels(library: Library) -> None:
    library.new("Referrals in the north")
    told = json.loads(library.store.setting("pack.levels") or "")
    assert sorted(told) == ["files", "levels", "matrix"]
    assert "Referrals" not in json.dumps(told)
