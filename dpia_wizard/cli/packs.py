"""The command for authors of packs: every fault at once, each with its address."""

from __future__ import annotations

from pathlib import Path

import click

from dpia_wizard.cli.settings import settings, spoken
from dpia_wizard.cli.shown import say
from dpia_wizard.errors import UserError


@click.command("check-pack")
@spoken
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_context
def check_pack(context: click.Context, path: Path) -> None:
    """Check a pack's folder, or a matrix's file, and print every fault with its address.

    \b
    Example:
      dpia-wizard check-pack forms/child-protection-case-management
    """
    from dpia_wizard.packs.check import check

    if not path.exists():
        raise UserError("{path} is not there.", path=path)
    words = settings().words
    found = check(path)
    for fault in found:
        say(fault)
    if found:
        sentence = words.count("{n} fault in {path}.", "{n} faults in {path}.", len(found))
        click.echo(sentence.format(path=path), err=True)
        context.exit(1)
    say(words("{path} is sound.").format(path=path))
