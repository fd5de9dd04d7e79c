"""While somebody here rates blind, no command tells what the team rated."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from dpia_wizard.cli.program import COMMANDS, program
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.library import Library
from tests.cli.conftest import PASSPHRASE, Ask
from tests.gui import review_samples as samples
from tests.small_packs import small_archive
from tests.workspace.signers import key

REFUSED = {
    "show": ("--json",),
    "report": ("--out", "{out}.pdf"),
    "extract": ("--pdf", "{out}.pdf"),
    "caseworker": ("--out", "{out}.pdf"),
    "matrix": ("--to", "ico-3x3", "--preview"),
    "upgrade": ("--to", "every-kind", "--preview"),
    "history": (),
    "compare": ("--from", "0"),
}
"""The commands that tell levels, as they are asked for one assessment."""

TOLD = {
    "show": (),
    "check-history": (),
    "sign-offs": (),
    "protocol-look": (),
    "tables": ("--out", "{out}.csv"),
    "set": ("record.area", "The north"),
}
"""The commands that tell other things."""

SILENT = {"archive", "delete", "sign-off", "protocol-use"}
"""The commands that only write, and say no more than that."""


@pytest.fixture
def rated_first(library: list[str], reference: str, tmp_path: Path) -> str:
    """An assessment in review, on the laptop of a supervisor who has rated nothing yet."""
    with Library.open(Path(library[1]), PASSPHRASE) as opened:
        opened.shelf.install(small_archive(tmp_path, "1"))
        editing = samples.sent(opened)
        post = samples.POSTS["record.supervisor"]
        who = opened.people.add(key("supervisor"), name="Olena", post=post, role="supervisor")
        works_now(opened, who.id)
        return editing.assessment.reference


def test_every_command_on_an_assessment_is_among_these() -> None:
    context = click.Context(program)
    found = {name: program.get_command(context, name) for name in COMMANDS}
    takes_one = {
        name
        for name, command in found.items()
        if command is not None and {"ref", "reference"} & {one.name for one in command.params}
    }
    assert takes_one == REFUSED.keys() | TOLD.keys() | SILENT


@pytest.mark.parametrize("command", REFUSED)
def test_a_command_that_tells_levels_is_refused_to_who_rates_first(
    ask: Ask, library: list[str], rated_first: str, tmp_path: Path, command: str
) -> None:
    words = [word.format(out=tmp_path / "out") for word in REFUSED[command]]
    said = ask(command, *library, rated_first, *words)
    assert (said.code, said.out) == (1, "")
    assert "who works here rates the risks first" in said.err
    assert not list(tmp_path.glob("out*"))


def test_all_other_commands_tell_no_level(
    ask: Ask, library: list[str], rated_first: str, tmp_path: Path
) -> None:
    for command, words in TOLD.items():
        out = [word.format(out=tmp_path / "out") for word in words]
        said = ask(command, *library, rated_first, *out)
        written = "".join(path.read_text("utf-8") for path in tmp_path.glob("out*"))
        assert "critical" not in (said.out + said.err + written).lower(), command
        assert "rates the risks first" not in said.err, command


def test_the_list_and_the_page_say_that_levels_are_hidden(
    ask: Ask, library: list[str], rated_first: str
) -> None:
    listed = ask("list", *library).out
    assert "In review  Hidden until you rate" in listed
    assert "Critical" not in listed
    (line,) = [one for one in ask("list", *library, "--json").json if one["stage"] == "in_review"]
    assert (line["worst"], line["worst_rank"], line["counts"]) == ("hidden", 0, {})
    shown = ask("show", *library, rated_first).out
    assert shown.count("Hidden until you rate") == 1 + len(samples.RISKS)
    assert "Stop condition V10" in shown
    assert "Stop condition V1:" not in shown
