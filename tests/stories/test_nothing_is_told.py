"""What a team writes is in the encrypted library and in the report they save, and nowhere else."""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QApplication

from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from tests.stories.walking import (
    CTRL,
    Key,
    activate,
    begin_library,
    close_windows,
    go_to,
    has,
    new_assessment,
    open_window,
    press,
    tab_to,
    unlock,
    wait,
    words_on,
    write,
)

MARKER = "Qzxvwkjqxz7 marker"
RISK = "R01"
_PACKED = re.compile(rb"x[\x01\x5e\x9c\xda]")
"""How what zlib packed begins."""


def unpacked(content: bytes) -> bytes:
    """*content* and whatever in it is packed."""
    parts = [content]
    for begin in _PACKED.finditer(content):
        with suppress(zlib.error):
            parts.append(zlib.decompressobj().decompress(content[begin.start() :]))
    return b"\0".join(parts)


def files_that_say(text: str, *folders: Path) -> list[Path]:
    """The files whose name or content, packed or not, holds *text* in any way of writing it."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*")):
        content = unpacked(path.read_bytes()).lower() if path.is_file() else b""
        ways = [text.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
        if text.lower() in path.name.lower() or any(way in content for way in ways):
            found.append(path)
    return found


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()


def write_the_marker_everywhere(
    program: Program, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a title, an answer, a note, a file, a remark, and a reason on a risk."""
    window = program.window
    new_assessment(program, MARKER, "Focal point")
    go_to("programme.aim", "2.1")
    write(f"{MARKER} is the aim")
    go_to("screening.identifiable", "1.1")
    write("2")
    tab_to("screening.identifiable.note")
    write(MARKER)
    go_to("programme.procedures", "2.7a")
    write("1")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: paper)
    go_to("programme.procedures_file", "2.7b")
    tab_to("programme.procedures_file.attach")
    press(Key.Key_Space)
    press(Key.Key_K, CTRL)
    write(RISK)
    press(Key.Key_Return)
    tab_to(f"add {RISK}")
    press(Key.Key_Space)
    press(Key.Key_Return, CTRL)
    wait(lambda: has(window, "risk.matrix"))
    tab_to("risk.matrix")
    press(Key.Key_Up)
    press(Key.Key_Return)
    tab_to("risk.likelihood_reason")
    write(MARKER)
    assert window.open is not None
    assert window.open.flush()
    kept = window.open.editing.assessment
    assert MARKER in kept.text("programme.aim")
    assert kept.answers["screening.identifiable"].note == MARKER
    assert kept.risks[RISK].likelihood_reason == MARKER
    assert [file.name for file in kept.attachments.values()] == [paper.name]


def look_for_the_marker(program: Program) -> None:
    tab_to("home", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: has(program.window, "search"))
    tab_to("search")
    write(MARKER)
    press(Key.Key_Return)
    wait(lambda: program.window.open is not None)
    activate(program.window)


def test_what_a_team_writes_is_told_by_no_file_but_the_report_they_save(
    tmp_path: Path,
    temporary: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder, elsewhere = tmp_path / "library", tmp_path / "elsewhere"
    elsewhere.mkdir()
    paper, report = elsewhere / f"{MARKER}.txt", elsewhere / "report.pdf"
    paper.write_text(f"{MARKER} on paper", encoding="utf-8")
    watched = (folder, temporary, home)

    program = open_window(folder)
    window = program.window
    begin_library(program)
    write_the_marker_everywhere(program, paper, monkeypatch)
    assert files_that_say(MARKER, *watched) == []

    press(Key.Key_L, CTRL)
    wait(lambda: has(window, "open_library"))
    assert MARKER not in words_on(window) + window.windowTitle()
    assert {path.name for path in folder.iterdir()} == {
        "library.db",
        "library.keys",
        "settings.json",
    }
    assert files_that_say(MARKER, *watched) == []

    unlock(program)
    wait(lambda: window.open is not None)
    look_for_the_marker(program)
    tab_to("report", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: has(window, "sign.author"))
    assert files_that_say(MARKER, *watched) == []
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: report)
    press(Key.Key_S, CTRL)
    wait(report.exists)
    assert window.close()

    assert files_that_say(MARKER, *watched) == []
    assert list(temporary.rglob("*")) == []
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert set(elsewhere.iterdir()) == {paper, report}
    printed = "\n".join(page.extract_text() for page in pypdf.PdfReader(report).pages)
    assert f"{MARKER} is the aim" in " ".join(printed.split())
    assert MARKER.lower() not in "".join(capfd.readouterr()).lower()


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_search_for_the_marker_sees_it_where_it_is(
    tmp_path: Path, code: str, *, packed: bool
) -> None:
    content = f"secret: {MARKER.upper()}.".encode(code)
    (tmp_path / "deep").mkdir()
    leak = tmp_path / "deep" / "leak"
    leak.write_bytes(b"12" + (zlib.compress(content) if packed else content) + b"34")
    (tmp_path / "calm").write_bytes(b"nothing")
    assert files_that_say(MARKER, tmp_path) == [leak]
