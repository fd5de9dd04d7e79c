"""The command line, called as a shell calls it, with a passphrase in a file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dpia_wizard.cli.program import run
from dpia_wizard.workspace.library import Library

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path


@dataclass(frozen=True)
class Said:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Said]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command; whatever happens, it says one sentence and no traceback."""

    def call(*words: str) -> Said:
        code = run(words)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    return call


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def library(tmp_path: Path, passphrase_file: Path) -> list[str]:
    """The options that open a library which is made by the first `new`."""
    return ["--library", str(tmp_path / "library"), "--passphrase-file", str(passphrase_file)]


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A library with one assessment, made once, and the assessment's reference."""
    folder = tmp_path_factory.mktemp("made") / "library"
    library, _groups = Library.create(folder, PASSPHRASE)
    with library:
        library.new("Case management in two regions")
        return folder, library.list()[0].summary.reference


@pytest.fixture
def reference(made_library: tuple[Path, str], tmp_path: Path) -> str:
    """A library with one assessment in it, of this test alone; its reference."""
    folder, made = made_library
    shutil.copytree(folder, tmp_path / "library")
    return made
