"""The code is formatted, linted and typed, and what ships with it is clean."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
MADE_BY_RUNNING = {"__pycache__", "out", "dist", "build", "uv.lock"}


def run_tool(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_has_nothing_to_say() -> None:
    run_tool("ruff", "check", "--no-cache", ".")


def test_the_formatter_would_change_nothing() -> None:
    run_tool("ruff", "format", "--no-cache", "--check", ".")


def test_every_type_is_given_and_fits() -> None:
    run_tool("mypy")


def test_no_lambda_follows_an_open_assessment() -> None:
    """It outlives every page, and a lambda is not let go of with the page that it calls."""
    follows = re.compile(r"\b_?open_?\.(changed|repinned|saved|failed|waiting)\.connect\(\s*lambda")
    files = (ROOT / "dpia_wizard" / "gui").rglob("*.py")
    assert [str(file) for file in files if follows.search(file.read_text("utf-8"))] == []


def pins(name: str) -> dict[str, str]:
    """What a lock file pins: the version of each package."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(package): version
        for package, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_package_by_hash_and_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    entries = re.split(r"\n(?=[\w.-]+==)", text)[1:]
    assert len(entries) == len(pins(name)) > 0
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run_time, checks = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run_time.items() <= checks.items()
    for wanted, pinned in [
        (project["project"]["dependencies"], run_time),
        (project["dependency-groups"]["dev"], checks),
    ]:
        for requirement in map(Requirement, wanted):
            assert pinned[canonicalize_name(requirement.name)] in requirement.specifier


def test_no_file_names_the_folder_it_was_made_in() -> None:
    folder = str(ROOT).encode()
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] != ".ci"
        if not hidden and MADE_BY_RUNNING.isdisjoint(parts) and path.is_file():
            assert folder not in path.read_bytes(), path
