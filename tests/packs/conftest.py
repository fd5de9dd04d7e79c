"""A small sound pack to break, and its faults."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dpia_wizard.errors import PackFault
from dpia_wizard.packs.load import load_pack_folder

FILES = Path(__file__).parents[1] / "files"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack with every kind of question, with the register beside it."""
    shutil.copytree(FILES / "dpisp", tmp_path / "dpisp")
    shutil.copytree(
        FILES.parents[1] / "risk_matrices", tmp_path / "risk_matrices", dirs_exist_ok=True
    )
    return Path(shutil.copytree(FILES / "packs" / "every-kind", tmp_path / "every-kind"))


@pytest.fixture
def faults(pack: Path) -> Callable[[], tuple[str, ...]]:
    """What is wrong with the copy, nothing when it loads."""

    def found() -> tuple[str, ...]:
        try:
            load_pack_folder(
                pack, matrices=pack.parent / "risk_matrices", protocols=pack.parent / "dpisp"
            )
        except PackFault as fault:
            return fault.faults
        return ()

    return found


@pytest.fixture
def change(pack: Path) -> Callable[[str, str, str], None]:
    """Replace a text of one file of the copy, exactly once."""

    def replace(file: str, old: str, new: str) -> None:
        path = pack / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{file} does not hold {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
