"""README is true: its commands exist with the words it gives them, its files are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from dpia_wizard.cli.program import program

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\./run (?!test)([a-z-]+.*)$", README, re.MULTILINE)


def test_readme_shows_every_command() -> None:
    context = click.Context(program)
    assert {shlex.split(line)[0] for line in COMMANDS} >= set(program.list_commands(context)) - {
        "passphrase"
    }


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_readme_can_be_given(line: str) -> None:
    words = shlex.split(line.split("  #")[0])
    context = click.Context(program)
    while words:
        command = context.command
        if not isinstance(command, click.Group):
            break
        name, words = words[0], words[1:]
        found = command.get_command(context, name)
        assert found is not None, f"{name} is no command"
        assert found.help, f"{name} has no help"
        context = click.Context(found, parent=context, info_name=name)
    known = {option for parameter in context.command.params for option in parameter.opts}
    given = {word for word in words if word.startswith("--")}
    assert given <= known | {"--help"}


def test_the_pictures_and_folders_of_readme_are_there() -> None:
    for name in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / name).exists(), name
