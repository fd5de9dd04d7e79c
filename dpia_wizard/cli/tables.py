"""The command that writes the data-point and sharing tables a protocol needs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from dpia_wizard.cli.paths import CSV, PDF, XLSX, check_free, forced, write
from dpia_wizard.cli.settings import LANGUAGE, settings, with_library
from dpia_wizard.cli.shown import say
from dpia_wizard.cli.surroundings import language_here

_KINDS = {"pdf": PDF, "xlsx": XLSX, "csv": CSV}


@click.command("tables")
@with_library
@click.argument("ref")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Where it goes: FILE.pdf, FILE.xlsx or FILE.csv.",
)
@click.option(
    "--table",
    type=click.Choice(["sharing", "data-points"]),
    default="sharing",
    show_default=True,
    help="Which table a CSV holds.",
)
@click.option("--language", type=LANGUAGE, help="Language of the tables.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@forced
def tables(
    ref: str,
    out: Path,
    table: Literal["sharing", "data-points"],
    language: str | None,
    paper: Literal["A4", "Letter"],
    force: bool,
) -> None:
    """Write the data points of the assessment REF and who gets which of them, when, what for
    and on which basis; what does not fit in the answers is told with them.

    \b
    Example:
      dpia-wizard tables DPIA-2026-001 -o sharing.xlsx --language ar
    """
    from dpia_wizard.workspace.reports import snapshot
    from dpia_wizard.workspace.tables import gap_sentences, kind_of, tables_file

    kind = kind_of(out)
    check_free(out, kind=_KINDS[kind], force=force)
    given = settings()
    spoken = language or given.language or language_here()
    with given.open_library() as library:
        now = snapshot(library.open_assessment(library.find(ref)))
        data = tables_file(now, kind, spoken, paper=paper, table=table)
        gaps = len(gap_sentences(now, spoken))
    say(str(write(out, data)))
    if gaps:
        words = given.words
        sentence = words.count(
            "{n} point does not fit together yet; the file tells it.",
            "{n} points do not fit together yet; the file tells them.",
            gaps,
        )
        click.echo(sentence, err=True)
