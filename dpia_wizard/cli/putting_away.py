"""Commands that put an assessment away, take it back out, or delete it for good."""

from __future__ import annotations

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say


@click.command("archive")
@spoken
@with_library
@click.argument("ref")
@click.option("--back", is_flag=True, help="Take it back out.")
def archive(ref: str, back: bool) -> None:
    """Put the assessment REF away: it stays, but is listed only with --all.

    \b
    Example:
      dpia-wizard archive DPIA-2026-001
      dpia-wizard archive DPIA-2026-001 --back
    """
    given = settings()
    _ = given.words
    with given.open_library() as library:
        library.archive(library.find(ref), archived=not back)
    told = _("{name} is back among the others.") if back else _("{name} was archived.")
    say(told.format(name=ref))


@click.command("delete")
@spoken
@with_library
@click.argument("ref")
@click.option("--yes", is_flag=True, help="It is really to be deleted.")
def delete(ref: str, yes: bool) -> None:
    """Delete the assessment REF with its history and attached files, for good.

    Reports that were saved elsewhere stay where they are.

    \b
    Example:
      dpia-wizard delete DPIA-2026-001 --yes
    """
    if not yes:
        raise click.UsageError("nothing was deleted; with --yes it is, and cannot be brought back")
    given = settings()
    with given.open_library() as library:
        library.delete(library.find(ref))
    say(given.words("{name} was deleted.").format(name=ref))
