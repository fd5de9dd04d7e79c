"""The program works with the network shut, and starts without what it does not need yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHUT = """
import sys

def shut(event, arguments):
    if event == "socket.__new__" and arguments[1] == 1:  # AF_UNIX
        return  # an event loop wakes itself up through such a pair: it stays in this process
    if event.partition(".")[0] in {"socket", "urllib", "http", "ftplib", "smtplib", "webbrowser"}:
        raise SystemExit(f"reached for the network: {event} {arguments}")

sys.addaudithook(shut)
"""

HEAVY = ("reportlab", "pyhanko", "pikepdf", "cryptography.x509", "xlsxwriter", "aiohttp")


def python(program: str, folder: Path) -> str:
    """What *program* prints in a fresh interpreter that may not open a socket."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", SHUT + program],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "from urllib.request import urlopen; urlopen('http://localhost')",
    ],
)
def test_a_program_that_reaches_for_the_network_is_caught(attempt: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="reached for the network"):
        python(attempt, tmp_path)


def test_an_event_loop_is_not_the_network(tmp_path: Path) -> None:
    python("import asyncio; asyncio.run(asyncio.sleep(0))", tmp_path)


@pytest.mark.parametrize(
    "module", ["dpia_wizard.workspace", "dpia_wizard.gui.application", "dpia_wizard.cli"]
)
def test_starting_loads_no_heavy_library(module: str, tmp_path: Path) -> None:
    loaded = python(f"import {module}; print(*sys.modules)", tmp_path).split()
    assert module in loaded
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.parametrize("module", ["dpia_wizard.workspace", "dpia_wizard.cli"])
def test_the_command_line_loads_no_qt(module: str, tmp_path: Path) -> None:
    loaded = python(f"import {module}; print(*sys.modules)", tmp_path).split()
    assert [name for name in loaded if name.startswith("PySide6")] == []


def test_the_whole_story_needs_no_network(tmp_path: Path) -> None:
    story = f"""
import runpy

sys.argv = ["dpia-wizard", "example", "--out", {str(tmp_path / "out")!r}]
try:
    runpy.run_module("dpia_wizard", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
"""
    python(story, tmp_path)
    assert list((tmp_path / "out").glob("*.pdf"))
