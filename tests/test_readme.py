"""README is true: its commands exist with the words it gives them, its files are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from dpia_wizard.cli.program import program
from dpia_wizard.cli.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\./run (?!test)([a-z-]+.*)$", README, re.MULTILINE)


def test_readme_shows_every_command() -> None:
    context = click.Context(program)
    assert {shlex.split(line)[0] for line in COMMANDS} >= set(program.list_commands(context))


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_readme_can_be_given(line: str) -> None:
    context = click.Context(program, obj=Settings())
    words = shlex.split(line.split("  #")[0])
    while isinstance(group := context.command, click.Group):
        found = group.get_command(context, words[0])
        assert found is not None, f"{words[0]} is no command"
        assert found.help, f"{words[0]} has no help"
        name, words = words[0], words[1:]
        if isinstance(found, click.Group):
            context = click.Context(found, parent=context, info_name=name)
        else:  # reads every word as the program would, and stops before anything is done
            context = found.make_context(name, words, parent=context)


@pytest.mark.parametrize("line", ["key new author.p12", "list --nothing", "sign report.pdf"])
def test_a_command_that_cannot_be_given_would_be_found(line: str) -> None:
    with pytest.raises(click.UsageError):
        test_the_commands_of_readme_can_be_given(line)


def test_the_files_that_readme_names_are_there() -> None:
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_-]+(?:\.py|\.po|/))`", README)
    assert len(named) > 10
    for name in set(named) - {"out/"}:
        places = (ROOT, ROOT / "dpia_wizard", *(ROOT / "forms").iterdir())
        assert any((place / name).exists() for place in places), name


def test_the_pictures_and_folders_of_readme_are_there() -> None:
    for name in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / name).exists(), name
