"""The floors hold, and breaking one on purpose is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHECK = "from importlinter.cli import lint_imports_command as check; check()"


def check_floors(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHECK, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its rules, to be broken."""
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dpia_wizard", tmp_path / "dpia_wizard", ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_module_stays_on_its_floor() -> None:
    checked = check_floors(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


FLOORS = "Floors: each may use those below it"
PLAIN_CORE = "The core is plain Python"
NO_NETWORK = "Nothing speaks to a network"
HOMES = "Each library has one home"


@pytest.mark.parametrize(
    ("module", "line", "rule"),
    [
        ("core/extra.py", "import dpia_wizard.storage", FLOORS),
        ("storage/extra.py", "import dpia_wizard.gui", FLOORS),
        ("storage/extra.py", "import dpia_wizard.report", FLOORS),
        ("report/extra.py", "import dpia_wizard.cli", FLOORS),
        ("homeless.py", "", FLOORS),
        ("core/extra.py", "import pathlib", PLAIN_CORE),
        ("core/extra.py", "from PySide6.QtCore import QObject", PLAIN_CORE),
        ("files.py", "import socket", NO_NETWORK),
        ("gui/extra.py", "from urllib.request import urlopen", NO_NETWORK),
        ("report/extra.py", "def fetch():\n    import http.client", NO_NETWORK),
        ("packs/extra.py", "from PySide6.QtCore import QObject", HOMES),
        ("packs/extra.py", "import sqlite_utils", HOMES),
        ("report/extra.py", "import sqlcipher3", HOMES),
        ("report/extra.py", "import reportlab", HOMES),
        ("report/extra.py", "import pyhanko.sign", HOMES),
        ("storage/extra.py", "from cryptography import x509", HOMES),
        ("gui/extra.py", "import yaml", HOMES),
        ("gui/extra.py", "import polib", HOMES),
        ("gui/extra.py", "import click", HOMES),
    ],
)
def test_breaking_a_floor_on_purpose_is_seen(copy: Path, module: str, line: str, rule: str) -> None:
    with (copy / "dpia_wizard" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{line}\n")
    checked = check_floors(copy)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert f"{rule} BROKEN" in " ".join(checked.stdout.split())


def test_qt_brings_no_network_into_our_code() -> None:
    # The contracts see a library as one thing, so Qt's own network module needs its own look.
    for path in (ROOT / "dpia_wizard").rglob("*.py"):
        assert "QtNetwork" not in path.read_text(encoding="utf-8"), path
