"""Commands for authors of packs: look at one, check it, begin one, make the file to install."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia_wizard.cli.paths import PDF, check_free, forced, write
from dpia_wizard.cli.settings import settings, spoken
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.errors import UserError

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack


ZIP = b"PK"
"""How an archive begins."""


@click.command("pack")
@spoken
@click.argument("path", required=False, metavar="[PATH]")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--document",
    type=click.Path(path_type=Path),
    metavar="FILE.pdf",
    help="Write everything that it says as a PDF instead.",
)
@forced
def pack_(path: str | None, as_json: bool, document: Path | None, force: bool) -> None:
    """Count what a pack holds: the folder or archive at PATH, or the shipped form of that id.

    Without PATH it is the form that ships.

    \b
    Example:
      dpia-wizard pack
      dpia-wizard pack my-country --json
      dpia-wizard pack my-country --document catalogue.pdf
    """
    if document is not None:
        _write_document(path, document, force=force)
        return
    from dpia_wizard.packs.contents import contents

    pack = pack_at(path)
    found = contents(pack)
    if as_json:
        say_json({kind: {"count": len(ids), "ids": list(ids)} for kind, ids in found.items()})
        return
    _ = settings().words
    say(f"{pack.title} ({pack.ref.id} {pack.ref.edition})")
    for base in pack.bases:
        say(_("It stands on {id} {edition}.").format(id=base.id, edition=base.edition))
    names = {
        "sections": _("Sections"),
        "questions": _("Questions"),
        "elements": _("Kinds of information"),
        "risks": _("Risks"),
        "controls": _("Controls"),
        "clauses": _("Clauses"),
        "annexes": _("Annexes"),
        "stop_conditions": _("Stop conditions"),
        "moves": _("Moves of the review"),
        "matrices": _("Risk matrices"),
        "lists": _("Lists of choices"),
        "languages": _("Languages"),
    }
    rows = ((name, found[kind]) for kind, name in names.items())
    say_table([(name, str(len(ids)), _shortened(ids)) for name, ids in rows])
    say(_("Fingerprint: {fingerprint}").format(fingerprint=pack.ref.fingerprint))


@click.command("check-pack")
@spoken
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_context
def check_pack(context: click.Context, path: Path) -> None:
    """Check a pack's folder or archive, or a matrix's file; print every fault with its address.

    An overlay is checked together with its base, which stands beside it or ships. What is still
    to be filled in is listed too; such a pack can be tried, but is not packed up for others.

    \b
    Example:
      dpia-wizard check-pack forms/child-protection-case-management
    """
    from dpia_wizard.packs.check import check_path

    if not path.exists():
        raise UserError("{path} is not there.", path=path)
    words = settings().words
    checked = check_path(path)
    if checked.faults:
        say_faults(path, checked.faults)
        context.exit(1)
    for line in checked.advice:
        click.echo(words("Advice: {advice}").format(advice=line), err=True)
    for share in checked.shares:
        sentence = words(
            "{language}: {done} of {total} texts; {stale} were translated from other English,"
            " {new} are shown in English."
        )
        say(
            sentence.format(
                language=share.language,
                done=share.translated,
                total=share.total,
                stale=share.stale,
                new=share.new,
            )
        )
    if checked.to_fill:
        _say_to_fill(path, checked.to_fill)
    else:
        say(words("{path} is sound.").format(path=path))


@click.command("new-pack")
@spoken
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--base", required=True, metavar="ID", help="The pack to begin from: id or path.")
@click.option("--overlay", is_flag=True, help="Add to the base instead of copying it.")
@click.option("--id", "id_", required=True, metavar="ID", help="The id of the new pack.")
@click.option("--title", required=True, metavar="TEXT", help="Its title.")
def new_pack(folder: Path, base: str, overlay: bool, id_: str, title: str) -> None:
    """Begin a pack in a new FOLDER: a copy of a base, or an overlay on it with examples.

    \b
    Example:
      dpia-wizard new-pack my-country --base child-protection-case-management \\
        --overlay --id my-country --title "My country"
    """
    from dpia_wizard.packs.begin import begin

    for name in begin(folder, pack_at(base), id=id_, title=title, overlay=overlay):
        say(str(folder / name))


@click.command("pack-words")
@spoken
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("code", metavar="CODE")
@click.option("--all", "all_", is_flag=True, help="Also the texts of an overlay's base.")
def pack_words(folder: Path, code: str, all_: bool) -> None:
    """Make or renew the file of words for the language CODE of the pack in FOLDER.

    What is translated stays; what was translated from other English becomes a draft.

    \b
    Example:
      dpia-wizard pack-words my-country uk
    """
    from dpia_wizard.packs.to_translate import renew_words

    if not folder.is_dir():
        raise UserError("{path} is not a folder with a pack in it.", path=folder)
    path, empty = renew_words(folder, code, with_bases=all_)
    words = settings().words
    sentence = words.count(
        "{n} text in {path} is still to be translated.",
        "{n} texts in {path} are still to be translated.",
        empty,
    )
    say(sentence.format(path=path))


@click.command("pack-up")
@spoken
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The archive to write; it ends with .zip.",
)
@click.option("--alone", is_flag=True, help="Leave out the bases of an overlay.")
@forced
@click.pass_context
def pack_up(context: click.Context, folder: Path, out: Path, alone: bool, force: bool) -> None:
    """Make one file of the pack in FOLDER and of everything it stands on, for others to install.

    \b
    Example:
      dpia-wizard pack-up my-country -o my-country.zip
    """
    from dpia_wizard.packs.archive import archive_of
    from dpia_wizard.packs.check import check_path

    if not folder.is_dir():
        raise UserError("{path} is not a folder with a pack in it.", path=folder)
    if out.suffix.lower() != ".zip":
        raise UserError("The archive's name ends with .zip, not as in {path}.", path=out)
    check_free(out, kind=ZIP, force=force)
    checked = check_path(folder)
    if checked.pack is None:
        say_faults(folder, checked.faults)
        context.exit(1)
    if checked.to_fill:
        _say_to_fill(folder, checked.to_fill)
        click.echo(settings().words("Nothing was packed up."), err=True)
        context.exit(1)
    data = archive_of(checked.pack, with_bases=not alone)
    write(out, data)
    ref = checked.pack.ref
    words = settings().words
    say(words("{path} holds {id} {edition}.").format(path=out, id=ref.id, edition=ref.edition))
    say(words("Fingerprint: {fingerprint}").format(fingerprint=ref.fingerprint))


def _write_document(path: str | None, document: Path, *, force: bool) -> None:
    from dpia_wizard.workspace.catalogue import catalogue_file

    if document.suffix.lower() != ".pdf":
        raise UserError("The document's name ends with .pdf, not as in {path}.", path=document)
    check_free(document, kind=PDF, force=force)
    data = catalogue_file(pack_at(path), settings().words.language)
    say(str(write(document, data)))


def pack_at(path: str | None) -> Pack:
    """The pack in the folder or archive at *path*, or the shipped one of that id; None is ours."""
    from dpia_wizard.packs.check import any_pack
    from dpia_wizard.packs.load import load_pack, shipped_forms

    if path is None:
        return load_pack()
    if path in shipped_forms():
        return load_pack(path)
    if not Path(path).exists():
        raise UserError("{path} is no folder or archive, and no form that ships.", path=path)
    return any_pack(Path(path))


def say_faults(path: Path, faults: Sequence[str]) -> None:
    """Print every fault, and how many there are."""
    for fault in faults:
        say(fault)
    count = len(faults)
    sentence = settings().words.count("{n} fault in {path}.", "{n} faults in {path}.", count)
    click.echo(sentence.format(path=path), err=True)


def _say_to_fill(path: Path, lines: Sequence[str]) -> None:
    """Print every line that its author has still to fill in, and how many there are."""
    words = settings().words
    for line in lines:
        say(words("Still to fill in: {line}").format(line=line))
    sentence = words.count(
        "{path} is sound, but {n} line is still to be filled in.",
        "{path} is sound, but {n} lines are still to be filled in.",
        len(lines),
    )
    say(sentence.format(path=path))


def _shortened(ids: tuple[str, ...]) -> str:
    if len(ids) <= 6:
        return ", ".join(ids)
    return f"{', '.join(ids[:3])} … {ids[-1]}"
