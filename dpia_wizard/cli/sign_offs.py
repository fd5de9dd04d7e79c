"""Commands on sign-offs: put a key under an assessment, and see what was put under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import plain, say, say_json
from dpia_wizard.core.workflow import MOVES
from dpia_wizard.workspace.deciding import refusals

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dpia_wizard.core.people import Person
    from dpia_wizard.core.sign_offs import SignOffVerdict, Unsigned
    from dpia_wizard.core.workflow import Move
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library


@click.command("sign-off")
@spoken
@with_library
@click.argument("reference")
@click.option("--person", required=True, metavar="NAME", help="Who signs: a name or an id.")
@click.option(
    "--role",
    default="",
    metavar="ROLE",
    help="The role; without it, that of the profile. Participant: for the agency of the profile.",
)
@click.option("--move", type=click.Choice(MOVES), help="The decision to make and sign.")
@click.option("--reason", default="", help="Why it is decided so.")
@click.option("--until", default="", metavar="DATE", help="Until when it holds.")
@click.pass_context
def sign_off_(
    context: click.Context,
    reference: str,
    person: str,
    role: str,
    move: Any,
    reason: str,
    until: str,
) -> None:
    """Sign the exact content of an assessment as it stands, or a decision on it.

    Two passphrases are read: the library's, then the person's own.

    \b
    Example:
      dpia-wizard sign-off DPIA-2026-001 --person "Anna Koval"
      dpia-wizard sign-off DPIA-2026-001 --person "Anna Koval" --move sent
      dpia-wizard sign-off DPIA-2026-001 --person "Olena" --move returned --reason "Rate R5 anew"
    """
    from dpia_wizard.workspace.signing_off import decide_and_sign, sign_off
    from dpia_wizard.workspace.typed import iso_date

    if move is None and (reason or until):
        raise click.UsageError("--reason and --until belong to a --move")
    if until:
        iso_date("--until", until)
    given = settings()
    with given.open_library() as library:
        who = library.people.named(person)
        editing = library.open_assessment(library.find(reference), by=who.post)
        if move is not None:
            refused = _refused(library, editing, who, move, role or who.role, (reason, until))
            for sentence in refused:
                click.echo(plain(sentence), err=True)
            if refused:
                context.exit(1)
        own = given.passphrase(given.words("Passphrase of the key"))
        if move is None:
            sign_off(library, editing, who.id, own, role=role or who.role)
        else:
            decide_and_sign(
                library,
                editing,
                move,
                who.id,
                own,
                role=role or who.role,
                reason=reason,
                until=until,
            )
    say(given.words("Signed."))


def _refused(
    library: Library,
    editing: Editing,
    person: Person,
    move: Move,
    role: str,
    said: tuple[str, str],
) -> list[str]:
    """What keeps *person* from *move*, each in a sentence, before any passphrase is asked for."""
    from dpia_wizard.core.blind import hidden_from
    from dpia_wizard.core.moving import Said
    from dpia_wizard.workspace.at_work import unseen
    from dpia_wizard.workspace.reviewing import tellable

    found = refusals(editing, move, by=person.post, role=role, name=person.name, said=Said(*said))
    of = editing.pack, editing.assessment, editing.risks
    hidden = hidden_from(*of, post=person.post, role=person.role) | unseen(library, editing)
    _, wording = settings().words, settings().wording(editing.pack)
    missing = {
        "no_reason": _("Write why with --reason: it is kept and printed with the decision."),
        "no_conditions": _("Write the conditions of the approval with --reason."),
        "no_end": _("Give the day on which the approval ends with --until, such as 2026-12-31."),
    }
    told = tellable(editing, found, hidden)
    return [missing.get(one.code) or wording.refusal(one) for one in told]


@click.command("sign-offs")
@spoken
@with_library
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def sign_offs(context: click.Context, reference: str, as_json: bool) -> None:
    """Say who signed an assessment, and whether that can be relied on. The exit code is 0 only
    when every sign-off counts that no later one replaces, and none is missing.

    \b
    Example:
      dpia-wizard sign-offs DPIA-2026-001
    """
    from dpia_wizard.core.participants import agencies, participants
    from dpia_wizard.core.sign_offs import replaced
    from dpia_wizard.core.workflow import edition
    from dpia_wizard.workspace.signing_off import sign_off_verdicts, unsigned

    given = settings()
    with given.open_library() as library:
        editing = library.open_assessment(library.find(reference))
        found = sign_off_verdicts(library, editing.assessment, pack=editing.pack)
        missing = unsigned(library, editing)
        places = agencies(participants(editing.pack, editing.assessment))
    editions = {one.sign_off.id: edition(editing.assessment, at=one.sign_off.at) for one in found}
    old = replaced(found)
    if as_json:
        say_json(
            {
                "sign_offs": [
                    {
                        **_plain(one),
                        "edition": editions[one.sign_off.id],
                        "replaced": one.sign_off.id in old,
                    }
                    for one in found
                ],
                "not_signed": [
                    {
                        "decision": one.decision.kind,
                        "at": one.decision.at,
                        "missing": one.kind,
                        "agencies": list(one.agencies),
                        "signed_before": list(one.early),
                    }
                    for one in missing
                ],
            }
        )
    else:
        for sentence in _sentences(found, missing, places, editions, old):
            say(sentence)
    today = [one for one in found if one.sign_off.id not in old]
    context.exit(0 if found and not missing and all(one.counts for one in today) else 1)


def _sentences(
    found: tuple[SignOffVerdict, ...],
    missing: tuple[Unsigned, ...],
    places: dict[str, str],
    editions: Mapping[str, int],
    old: Collection[str],
) -> tuple[str, ...]:
    from dpia_wizard.wording.sign_offs import (
        problem_told,
        sealed_told,
        sign_off_told,
        standing_told,
        unsigned_told,
    )
    from dpia_wizard.wording.workflow import move_name, role_name

    _ = settings().words
    told = [] if found else [_("Nobody has signed this assessment.")]
    for one in found:
        role = role_name(_, one.sign_off.role, places.get(one.sign_off.role, ""))
        told.append(sign_off_told(_, one, role, own=str, date=str))
        made = "" if one.decision is None else move_name(_, one.decision.kind)
        told.append(sealed_told(_, editions[one.sign_off.id], made))
        if one.sign_off.id in old:
            told.append(_("A later sign-off in this role stands in its place."))
        if one.counts:
            told.append(standing_told(_, one))
        told += [problem_told(_, problem, one, own=str, date=str) for problem in one.problems]
    told += [unsigned_told(_, one, move_name(_, one.decision.kind), date=str) for one in missing]
    return tuple(told)


def _plain(found: SignOffVerdict) -> dict[str, Any]:
    from dpia_wizard import crypto
    from dpia_wizard.core.participants import role_of

    said = found.sign_off
    return {
        "role": role_of(said.role),
        "name": said.name,
        "post": said.post,
        "agency": said.agency,
        "at": said.at,
        "fingerprint": crypto.grouped(said.key),
        "known": found.is_known,
        "standing": None if found.standing is None else found.standing.standing,
        "decision": None if found.decision is None else found.decision.kind,
        "problems": list(found.problems),
        "counts": found.counts,
    }
