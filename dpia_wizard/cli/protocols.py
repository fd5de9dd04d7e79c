"""Commands on the register of protocols (DPISP): list, bring in, write out, use, look again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia_wizard.cli.paths import check_free, write
from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.errors import PackFault, UserError

if TYPE_CHECKING:
    from dpia_wizard.workspace.library import Library
    from dpia_wizard.workspace.protocols import Registered

_FILE = click.Path(path_type=Path)


@click.command("protocols")
@spoken
@with_library
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def protocols(as_json: bool) -> None:
    """List the protocols (DPISP) that are here, and how many assessments rest on each.

    \b
    Example:
      dpia-wizard protocols
    """
    given = settings()
    _ = given.words
    with given.open_library() as library:
        found = library.protocols.all()
    if as_json:
        say_json(
            [
                {
                    "id": p.ref.id,
                    "edition": p.ref.edition,
                    "fingerprint": p.ref.fingerprint,
                    "title": p.protocol.title,
                    "signed": p.protocol.signed,
                    "source": p.source,
                    "used": len(p.used),
                    "numbers": len(p.protocol.numbers),
                    "clauses": [clause.id for clause in p.protocol.clauses],
                }
                for p in found
            ]
        )
        return
    say_table(
        [
            (
                p.ref.id,
                p.ref.edition or "-",
                p.protocol.signed or "-",
                _("your register") if p.source == "own" else _("came with a form"),
                given.words.count("{n} assessment", "{n} assessments", len(p.used)),
                p.protocol.title,
            )
            for p in found
        ]
    )


@click.command("protocol-out")
@spoken
@with_library
@click.argument("protocol")
@click.option("-o", "--output", type=_FILE, required=True, help="The file to write.")
def protocol_out(protocol: str, output: Path) -> None:
    """Write PROTOCOL (its id, or id@edition) to a YAML file, without the signed text itself.

    \b
    Example:
      dpia-wizard protocol-out ukraine -o ukraine.yaml
    """
    from dpia_wizard.packs.protocol_file import protocol_yaml

    check_free(output)
    given = settings()
    with given.open_library() as library:
        found = _named(library, protocol)
    write(output, protocol_yaml(found.protocol).encode())
    say(given.words("It was written to {path}.").format(path=output))


@click.command("protocol-in")
@spoken
@with_library
@click.argument("file", type=_FILE)
@click.pass_context
def protocol_in(context: click.Context, file: Path) -> None:
    """Bring the protocol in FILE (YAML) into the register.

    \b
    Example:
      dpia-wizard protocol-in ukraine.yaml
    """
    from dpia_wizard.packs.protocol_file import read_protocol_file
    from dpia_wizard.wording.protocols import wrong_sentence
    from dpia_wizard.workspace.protocols import NotSound

    given = settings()
    _ = given.words
    with given.open_library() as library:
        by = library.store.setting("by") or ""
        try:
            kept = library.protocols.bring(read_protocol_file(file), by=by)
        except PackFault as error:
            faults = list(error.faults)
        except NotSound as error:
            faults = [f"{w.place}: {wrong_sentence(_, w)}" for w in error.wrongs]
        else:
            told = _("{title}, edition {edition}, is in the register.")
            say(told.format(title=kept.title, edition=kept.edition))
            return
    for fault in faults:
        say(fault)
    click.echo(_("Nothing was brought in."), err=True)
    context.exit(1)


@click.command("protocol-use")
@spoken
@with_library
@click.argument("reference")
@click.argument("protocol")
def protocol_use(reference: str, protocol: str) -> None:
    """Let the assessment REFERENCE rest on PROTOCOL (its id, or id@edition).

    \b
    Example:
      dpia-wizard protocol-use DPIA-2026-001 ukraine
    """
    from dpia_wizard.core.protocol import is_of_another_country
    from dpia_wizard.wording.protocols import other_country

    given = settings()
    _ = given.words
    with given.open_library() as library:
        by = library.store.setting("by") or ""
        editing = library.open_assessment(library.find(reference), by=by)
        found = _named(library, protocol)
        before = editing.assessment.protocol.edition
        moved = _("The assessment moved from edition {before} to edition {after}.")
        said = moved.format(before=before, after=found.ref.edition)
        library.protocols.use(editing, found, said=said)
        elsewhere = is_of_another_country(editing.assessment, found.protocol)
    told = _("{reference} rests on {title}.")
    say(told.format(reference=reference, title=found.protocol.title))
    if elsewhere:
        say(other_country(_))


@click.command("protocol-look")
@spoken
@with_library
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def protocol_look(reference: str, as_json: bool) -> None:
    """List what to look at again in the assessment REFERENCE for a newer edition of its protocol.

    \b
    Example:
      dpia-wizard protocol-look DPIA-2026-001
    """
    from dpia_wizard.core.protocol import looked_at
    from dpia_wizard.wording.protocols import turn_sentence

    given = settings()
    _ = given.words
    with given.open_library() as library:
        editing = library.open_assessment(library.find(reference))
        moves = library.protocols.moves(editing.pack, editing.assessment)
    told = []
    for moved in moves:
        done = looked_at(editing.assessment, moved.old.ref, moved.new.ref)
        told += [
            {
                "from": moved.old.ref.edition,
                "to": moved.new.ref.edition,
                "moved": moved.is_made,
                "clause": item.clause,
                "turn": item.turn,
                "sentence": turn_sentence(_, item),
                "place": place,
                "looked_at": place in done,
            }
            for item in moved.items
            for place in item.places
        ]
    if as_json:
        say_json(told)
        return
    if not told:
        say(_("There is nothing to look at again."))
    say_table(
        [
            (
                _("looked at") if row["looked_at"] else _("open"),
                str(row["clause"]),
                str(row["place"]),
                str(row["sentence"]),
            )
            for row in told
        ]
    )


def _named(library: Library, protocol: str) -> Registered:
    """The newest edition of a protocol, or the one named. Raises `UserError`."""
    id, _at, edition = protocol.partition("@")
    here = library.protocols.all()
    for found in here:
        if found.ref.id == id and edition in ("", found.ref.edition):
            return found
    raise UserError(
        "There is no protocol {protocol} here. Those that are here: {known}.",
        protocol=protocol,
        known=", ".join(
            f"{found.ref.id}@{found.ref.edition}" if found.ref.edition else found.ref.id
            for found in here
        ),
    )
