"""Commands on the shelf: which forms are here, one more from a file, another edition for work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.cli.veil import opened
from dpia_wizard.errors import PackFault, UserError

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import PackRef
    from dpia_wizard.core.upgrade import Preview, Unfitting
    from dpia_wizard.texts import Words
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library
    from dpia_wizard.workspace.shelf import FormNotHere

_FILE = click.Path(path_type=Path)


@click.command("packs")
@spoken
@with_library
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def packs(as_json: bool) -> None:
    """List the forms that are here, shipped and installed, with edition and publisher.

    \b
    Example:
      dpia-wizard packs
    """
    from dpia_wizard.workspace.shelf import grouped

    given = settings()
    _ = given.words
    with given.open_library() as library:
        forms = library.shelf.forms()
        titles = {s.ref: _title(given.words, s.pack) if s.pack else s.title for s in forms}
    if as_json:
        say_json(
            [
                {
                    **_told(s.ref),
                    "title": titles[s.ref],
                    "publisher": s.publisher,
                    "languages": ["en", *(s.pack.languages if s.pack else ())],
                    "source": s.source,
                    "at": s.at,
                    "used": s.used,
                    "readable": s.pack is not None,
                }
                for s in forms
            ]
        )
        return
    sources = {
        "shipped": _("came with the program"),
        "installed": _("installed"),
        "kept": _("kept for its assessments"),
    }
    say_table(
        [
            (
                s.ref.id,
                s.ref.edition,
                sources[s.source],
                given.words.count("{n} assessment", "{n} assessments", s.used),
                grouped(s.ref.fingerprint[:16]),
                titles[s.ref],
            )
            for s in forms
        ]
    )


@click.command("install-pack")
@spoken
@with_library
@click.argument("file", type=_FILE)
@click.pass_context
def install_pack(context: click.Context, file: Path) -> None:
    """Put the form in FILE on the shelf, so that assessments can be made with it.

    Nothing proves who made the file: compare the fingerprint with its publisher.

    \b
    Example:
      dpia-wizard install-pack two-rivers.zip
    """
    from dpia_wizard.workspace.shelf import grouped

    given = settings()
    _ = given.words
    with given.open_library() as library:
        try:
            installed = library.shelf.install(file)
        except PackFault as error:
            for fault in error.faults:
                say(fault)
            if error.faults:
                n = len(error.faults)
                sentence = given.words.count("{n} fault in {path}.", "{n} faults in {path}.", n)
                click.echo(sentence.format(path=file), err=True)
                click.echo(_("Nothing was installed."), err=True)
                context.exit(1)
            raise
    pack = installed.pack
    facts = {"title": _title(given.words, pack), "edition": pack.ref.edition}
    if installed.was_here:
        say(_("{title}, edition {edition}, was here already.").format(**facts))
    else:
        say(_("{title}, edition {edition}, is installed.").format(**facts))
    say(
        _("Not signed: check the fingerprint with the publisher ({publisher}).").format(
            publisher=pack.publisher
        )
    )
    say(grouped(pack.ref.fingerprint))


@click.command("remove-pack")
@spoken
@with_library
@click.argument("form")
def remove_pack(form: str) -> None:
    """Take the FORM (its id, or id@edition) from the shelf; no assessment may be made with it.

    \b
    Example:
      dpia-wizard remove-pack two-rivers@1
    """
    given = settings()
    with given.open_library() as library:
        ref = library.shelf.named(form).ref
        library.shelf.remove(ref)
    sentence = given.words("{form}, edition {edition}, was removed.")
    say(sentence.format(form=ref.id, edition=ref.edition))


@click.command("upgrade")
@spoken
@with_library
@click.argument("ref")
@click.option("--to", default="", metavar="FORM", help="Another form, as id or id@edition.")
@click.option("--preview", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Move the assessment.")
@click.option("--json", "as_json", is_flag=True, help="What would change, as JSON.")
def upgrade(ref: str, to: str, preview: bool, yes: bool, as_json: bool) -> None:
    """Move the assessment REF to the newest edition of its form, or show what that changes.

    Levels that would be others come first, words that were changed last. Nothing that was
    written is lost: what is not asked any more is kept. It is one step.

    \b
    Example:
      dpia-wizard upgrade DPIA-2026-001 --preview
      dpia-wizard upgrade DPIA-2026-001 --yes
    """
    from dpia_wizard.workspace.shelf import FormNotHere

    if preview == yes:
        raise click.UsageError("give --preview or --yes")
    given = settings()
    _ = given.words
    with given.open_library() as library:
        try:
            editing = opened(library, ref)
        except FormNotHere as error:
            _adopt(library, library.find(ref), error, to, yes=yes, as_json=as_json)
            return
        target = _target(library, editing, to)
        if target is None:
            if as_json:
                say_json(None)
            else:
                say(_("No newer edition of this form is here."))
            return
        told = given.wording(editing.pack).words.pack
        shown = editing.preview_form(library.move(editing.assessment, target), told=told)
        if as_json:
            say_json(_in_values(shown))
        else:
            _in_lines(shown)
        if yes:
            editing.use_form(shown, told=told)
    if yes and not as_json:
        sentence = _("The assessment is made with edition {edition} from now on.")
        say(sentence.format(edition=target.edition))


def _adopt(
    library: Library, id: str, error: FormNotHere, to: str, *, yes: bool, as_json: bool
) -> None:
    """Move an assessment whose own form is not here to one that is; what cannot be compared, and
    what does not fit, is told first."""
    _ = settings().words
    pack = library.shelf.named(to or error.ref.id)
    target = pack.ref
    found = library.unfitting(id, target)
    if as_json:
        said = {"set_aside": found.set_aside, "left": found.left, "gone": found.gone}
        say_json({"from": _told(error.ref), "to": _told(target), "changes": None, **said})
    else:
        _say_unfitting(error.ref.edition, pack, found)
    if yes:
        library.adopt(id, target)
        if not as_json:
            sentence = _("The assessment is made with edition {edition} from now on.")
            say(sentence.format(edition=target.edition))


def _say_unfitting(before: str, after: Pack, found: Unfitting) -> None:
    from dpia_wizard.wording.editions import unfitting_lines

    _ = settings().words
    say(
        _(
            "The assessment is made with edition {before}, which is not here. So nobody can tell"
            " which questions, words, levels and rules are others in edition {after}: read the"
            " answers and risks again after a move. Nothing that was written is lost by it, but"
            " it cannot be undone."
        ).format(before=before, after=after.ref.edition)
    )
    for line in unfitting_lines(settings().wording(after), found):
        say(line)


def _target(library: Library, editing: Editing, to: str) -> PackRef | None:
    if not to:
        return library.shelf.newer(editing.assessment.form)
    wanted = library.shelf.named(to).ref
    if wanted == editing.assessment.form:
        raise UserError("The assessment is made with this form already.")
    return wanted


def _in_values(shown: Preview) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "from": _told(shown.before.ref),
        "to": _told(shown.after.ref),
        "changes": [asdict(difference) for difference in shown.differences],
    }


def _in_lines(shown: Preview) -> None:
    from dpia_wizard.wording.editions import EditionWords, grouped

    given = settings()
    words = EditionWords(given.wording(shown.before), given.wording(shown.after))
    found = grouped(shown.differences)
    if not found:
        say(given.words("Nothing changes but the edition itself."))
    for group, differences in found.items():
        say(f"{words.heading(group)} ({len(differences)})")
        for difference in differences:
            say(f"  {words.name(difference)}")
            say(f"      {words.sentence(difference)}")
        say()


def _told(ref: PackRef) -> dict[str, str]:
    return {"id": ref.id, "edition": ref.edition, "fingerprint": ref.fingerprint}


def _title(words: Words, pack: Pack) -> str:
    return words.with_packs(pack.words).pack("pack.title", pack.title)
