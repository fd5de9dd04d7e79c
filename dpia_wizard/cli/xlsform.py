"""The commands that take a form's questions out to an XLSForm workbook and in from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia_wizard.cli.packs import pack_at, say_faults
from dpia_wizard.cli.paths import XLSX, check_free, forced, write
from dpia_wizard.cli.settings import settings, spoken
from dpia_wizard.cli.shown import say
from dpia_wizard.errors import PackFault, UserError

if TYPE_CHECKING:
    from dpia_wizard.packs.xlsform import Left


@click.group("xlsform")
def xlsform() -> None:
    """Take a form's questions out to a spreadsheet (XLSForm) or in from one.

    \b
    Example:
      dpia-wizard xlsform out -o questions.xlsx
    """


@xlsform.command("out")
@click.argument("pack", required=False, metavar="[PACK]")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The workbook to write; it ends with .xlsx.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="A language besides English (default: every one that the pack has).",
)
@forced
def out_(pack: str | None, out: Path, languages: tuple[str, ...], force: bool) -> None:
    """Write the questions of PACK (folder, archive or id) as an XLSForm workbook.

    What a spreadsheet cannot say is listed here and on its sheet "not carried".

    \b
    Example:
      dpia-wizard xlsform out child-protection-case-management -o questions.xlsx --language ar
    """
    from dpia_wizard.workspace.xlsform import questions_out

    if out.suffix.lower() != ".xlsx":
        raise UserError("The workbook's name ends with .xlsx, not as in {path}.", path=out)
    check_free(out, kind=XLSX, force=force)
    sent = questions_out(pack_at(pack), languages or None)
    say(str(write(out, sent.data)))
    _say_left(sent.left)


@xlsform.command("in")
@spoken
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="The folder of the pack to make, new or empty.",
)
@click.option("--base", metavar="PACK", help="The pack that everything but the questions is from.")
@click.option("--id", "id_", default="", metavar="ID", help="The id of the pack.")
@click.option("--title", default="", metavar="TEXT", help="Its title.")
@click.pass_context
def in_(
    context: click.Context, file: Path, out: Path, base: str | None, id_: str, title: str
) -> None:
    """Make a pack's folder of the questions in the XLSForm workbook FILE, and check it.

    Risks, controls and the rest come from the pack that the workbook was written from, or from
    the one that --base names. What cannot be carried is listed with its sheet, row and column.

    \b
    Example:
      dpia-wizard xlsform in questions.xlsx -o my-country --id my-country
    """
    from dpia_wizard.workspace.xlsform import questions_in

    _ = settings().words
    try:
        found = None if base is None else pack_at(base)
        arrived = questions_in(file, out, base=found, id=id_, title=title)
    except PackFault as fault:
        say_faults(file, fault.faults)
        context.exit(1)
    for name in arrived.files:
        say(str(out / name))
    _say_left(arrived.left)
    if arrived.base is not None:
        ref = arrived.base.ref
        sentence = _("Everything but the questions is from {id} {edition}.")
        say(sentence.format(id=ref.id, edition=ref.edition))
    say(_("{path} is sound.").format(path=out))


def _say_left(left: Sequence[Left]) -> None:
    """Print what was not carried, and how much that is."""
    for one in left:
        say(str(one))
    if left:
        words = settings().words
        sentence = words.count(
            "{n} thing was not carried.", "{n} things were not carried.", len(left)
        )
        click.echo(sentence, err=True)
