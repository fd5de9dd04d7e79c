"""The program as a whole: help, version, the shell's view of it, and what a bug looks like."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dpia_wizard import __version__
from dpia_wizard.cli import program, settings, surroundings
from dpia_wizard.cli.program import COMMANDS
from tests.cli.conftest import Ask


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found += every_command(command, (*path, name))
        else:
            found.append((*path, name))
    return found


@pytest.mark.parametrize("words", every_command(program.program), ids=" ".join)
def test_every_command_has_help_with_an_example(ask: Ask, words: tuple[str, ...]) -> None:
    said = ask(*words, "--help")
    assert said.code == 0
    lines = said.out.splitlines()
    assert "  Example:" in lines
    example = lines[lines.index("  Example:") + 1]
    assert example.startswith("    ")
    assert " ".join(("dpia-wizard", *words)) in example
    assert "qps" not in said.out  # the made-up language of tests
    assert "\\b" not in said.out
    assert "\b" not in said.out


def test_every_command_speaks_the_language_asked_for() -> None:
    for words in every_command(program.program):
        command: click.Command = program.program
        for name in words:
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(command), name) or command
        if not isinstance(command, click.Group):
            assert "--language" in {name for one in command.params for name in one.opts}, words


def test_the_made_up_language_is_taken_and_not_told(ask: Ask) -> None:
    assert ask("matrices", "--language", "qps").code == 0
    refused = ask("matrices", "--language", "xx")
    assert refused.code == 2
    assert "qps" not in refused.err


def test_the_commands_of_the_issue_are_there() -> None:
    asked_for = {"new", "list", "show", "set", "score", "report", "extract", "sign", "verify"}
    assert asked_for | {"check-pack", "example"} <= COMMANDS.keys()


def test_the_version_is_told(ask: Ask) -> None:
    assert __version__ in ask("--version").out


def test_a_bug_is_one_calm_sentence_without_what_was_typed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object) -> None:
        raise ValueError("the child's secret")

    monkeypatch.setattr(settings.Settings, "open_library", broken)
    said = ask("list")
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "ValueError" in said.err
    assert "secret" not in said.err


def test_a_passphrase_that_cannot_be_read_is_told_with_its_place(ask: Ask) -> None:
    said = ask("key", "new", "--out", "never.p12", "--passphrase-fd", "77")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "descriptor 77" in said.err


def test_json_that_cannot_be_read_is_told_with_its_line(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "risk.json"
    file.write_text('{"risk":\n  {"severity": 3,}}')
    said = ask("score", str(file))
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "line 2, column" in said.err


def test_stopping_is_quiet(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(settings.Settings, "open_library", stopped)
    said = ask("list")
    assert (said.code, said.out, said.err.strip()) == (130, "", "")


def test_the_default_folder_is_the_platforms_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert surroundings.default_folder() == tmp_path / "dpia-wizard"


def test_the_language_of_the_surroundings_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_MESSAGES", "ar_SY.UTF-8")
    assert surroundings.language_here() == "ar"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert surroundings.language_here() == "en"


def shell(*words: str, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dpia_wizard", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"LC_ALL": "C"} | more,
    )


def test_a_shell_gets_arabic_whatever_its_own_encoding(tmp_path: Path) -> None:
    file = tmp_path / "risk.json"
    file.write_text('{"risk": {"severity": 3, "likelihood": 3}}')
    out, err = shell("score", str(file), "--language", "ar").communicate()
    assert err == b""
    assert any("\u0600" < letter < "\u06ff" for letter in out.decode("utf-8"))


@pytest.mark.skipif(os.name != "posix", reason="pipes of other systems break otherwise")
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "risks.json"
    file.write_text("[" + ",".join(['{"risk": {"severity": 3, "likelihood": 3}}'] * 300) + "]")
    started = shell("score", str(file))
    assert started.stdout is not None
    started.stdout.read(1)
    _goes_away_quietly(started)


@pytest.mark.skipif(os.name != "posix", reason="pipes of other systems break otherwise")
@pytest.mark.parametrize("at_once", ["", "1"])
def test_a_reader_that_never_comes_is_no_failure(at_once: str) -> None:
    _goes_away_quietly(shell("pack", PYTHONUNBUFFERED=at_once))


def _goes_away_quietly(started: subprocess.Popen[bytes]) -> None:
    assert started.stdout is not None
    started.stdout.close()
    assert started.stderr is not None
    assert started.stderr.read() == b""
    started.stderr.close()
    assert started.wait() in (0, -signal.SIGPIPE)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so_in_one_sentence() -> None:
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    started = shell(**nowhere)
    out, err = started.communicate()
    assert (started.returncode, out) == (1, b"")
    assert err.decode().startswith("There is no screen here")
    assert err.count(b"\n") == 1


def test_the_help_shows_what_a_person_can_type_again() -> None:
    out, _err = shell("list", "--help", DPIA_WIZARD_CALLED="./run").communicate()
    assert b"Usage: ./run list" in out
    assert b"  ./run list --json" in out
    assert b"dpia-wizard" not in out


def test_the_window_alone_reads_nothing_of_the_command_line() -> None:
    read = "import sys, dpia_wizard.cli.window as w; sys.exit('click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", read], check=False).returncode == 0
