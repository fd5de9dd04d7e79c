"""Commands on the history: list it, see whether it is whole, compare two moments of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.cli.veil import opened

if TYPE_CHECKING:
    from dpia_wizard.core.compare import Changed, Place
    from dpia_wizard.workspace.history import Checked

_FILE = click.Path(path_type=Path)


@click.command("history")
@spoken
@with_library
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with all that was changed.")
def history(ref: str, as_json: bool) -> None:
    """List what was done to the assessment REF: when and by whom, as they said, and what.

    \b
    Example:
      dpia-wizard history DPIA-2026-001
    """
    from dpia_wizard.codec import plain
    from dpia_wizard.wording.history import entry_told, moment
    from dpia_wizard.workspace.history import history_list

    given = settings()
    with given.open_library() as library:
        editing = opened(library, ref)
        entries = history_list(library, editing.assessment.id)
        wording = given.wording(editing.pack)
    if as_json:
        say_json(
            [
                {
                    "number": number,
                    "id": entry.id,
                    "at": entry.at,
                    "by": entry.by,
                    "name": entry.name,
                    "told": entry_told(wording, entry),
                    "hash": entry.hash,
                    "changes": [plain(change) for change in entry.changes],
                }
                for number, entry in enumerate(entries, 1)
            ]
        )
        return
    say_table(
        [
            (str(number), moment(wording.words, entry.at), entry.by, entry_told(wording, entry))
            for number, entry in enumerate(entries, 1)
        ]
    )


@click.command("check-history")
@spoken
@with_library
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--anchor",
    "typed",
    multiple=True,
    metavar='"N HASH"',
    help="How far it went, as a report says it: the number of entries and the digits.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help="A report (PDF) whose history it must agree with.",
)
@click.pass_context
def check_history(
    context: click.Context,
    ref: str,
    as_json: bool,
    typed: tuple[str, ...],
    reports: tuple[Path, ...],
) -> None:
    """Say whether the history of the assessment REF is what was written, and what cannot be
    known. The exit code is 0 only when nothing was found.

    \b
    Example:
      dpia-wizard check-history DPIA-2026-001 --report report-signed.pdf
    """
    from dpia_wizard.wording.history import verdict_told
    from dpia_wizard.workspace.history import check_history as checked
    from dpia_wizard.workspace.history import printed_anchor, typed_anchor

    given = settings()
    anchors = list(map(typed_anchor, typed))
    with given.open_library() as library:
        id = library.find(ref)
        anchors += [printed_anchor(report, id) for report in reports]
        found = checked(library, id, anchors)
    sentences = verdict_told(given.words, found.verdict, found.astray)
    if as_json:
        say_json({**_checked(found), "sentences": list(sentences)})
    else:
        for sentence in sentences:
            say(sentence)
    context.exit(0 if found.is_whole else 1)


@click.command("compare")
@spoken
@with_library
@click.argument("ref")
@click.option(
    "--from",
    "first",
    required=True,
    metavar="N",
    help="The number of an entry as history lists it, 0 for the empty beginning; edition-1 for the"
    " last entry of the first edition; or the role of a sign-off.",
)
@click.option("--to", "last", default="last", show_default=True, metavar="N", help="The same.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def compare(ref: str, first: str, last: str, as_json: bool) -> None:
    """Compare the assessment REF at two moments of its history, field by field. While it is in its
    first edition, edition-1 is what stands there now, so nothing differs from it.

    \b
    Example:
      dpia-wizard compare DPIA-2026-001 --from 12
      dpia-wizard compare DPIA-2026-001 --from edition-1 --to edition-2
    """
    from dpia_wizard.core.compare import compare as laid_beside
    from dpia_wizard.wording.compare import told
    from dpia_wizard.workspace.history import history_list, number_named, states

    given = settings()
    with given.open_library() as library:
        id = opened(library, ref).assessment.id
        entries = history_list(library, id)
        then, now = states(library, id, *(number_named(entries, name) for name in (first, last)))
    places = laid_beside(then, now)
    before, after = given.wording(then.pack), given.wording(now.pack)
    lines = [(place, told(before, after, place)) for place in places]
    if as_json:
        say_json(
            [
                {**_place(place), "heading": one.heading, "lines": list(one.lines)}
                for place, one in lines
            ]
        )
        return
    for _where, one in lines:
        say(one.heading)
        for line in one.lines:
            say(f"    {line}")
    if not lines:
        say(given.words("Nothing differs between these two moments."))


def _checked(found: Checked) -> dict[str, Any]:
    verdict, broken = found.verdict, found.verdict.broken
    return {
        "whole": found.is_whole,
        "entries": verdict.entries,
        "hash": verdict.hash,
        "broken": None if broken is None else asdict(broken),
        "astray": [{"collection": name, "id": id} for name, id in found.astray],
        "agreed": [asdict(anchor) for anchor in verdict.agreed],
        "vouched": verdict.vouched,
        "remembered": verdict.remembered,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "kind": place.kind,
        "id": place.id,
        "before": None if place.before is None else asdict(place.before),
        "after": None if place.after is None else asdict(place.after),
        "changed": [_changed(one) for one in place.changed],
    }


def _changed(one: Changed) -> dict[str, Any]:
    from dpia_wizard.codec import plain
    from dpia_wizard.core.model import COLLECTIONS

    return {
        "collection": COLLECTIONS[type(one.record)],
        "id": one.record.id,
        "before": None if one.before is None else plain(one.before),
        "after": None if one.after is None else plain(one.after),
        "parts": [part.name for part in one.parts],
    }
