"""Commands on signatures: make a key, sign a report, see whether it is as it was signed."""

from __future__ import annotations

import secrets
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.paths import PDF, check_free, forced, write
from dpia_wizard.cli.settings import settings, spoken, with_library, with_passphrase
from dpia_wizard.cli.shown import say, say_json
from dpia_wizard.cli.surroundings import language_here
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole

if TYPE_CHECKING:
    from dpia_wizard.core.people import Known
    from dpia_wizard.report.verdict import Verdict
    from dpia_wizard.workspace.library import Library
    from dpia_wizard.workspace.signing import Signer

_FILE = click.Path(path_type=Path)
_LARGEST_REPORT = 64 * 1024 * 1024
_LARGEST_KEY = 64 * 1024
_HEAD = 1024  # a PDF may begin a little later
_DER = b"\x30"


@click.command("sign")
@spoken
@with_library
@click.argument("pdf", type=_FILE)
@click.option(
    "--field",
    required=True,
    help="The role: author, supervisor, adviser, owner, head; participant for the signer's agency.",
)
@click.option("--person", default="", metavar="NAME", help="Who signs, of the people here.")
@click.option("--key", type=_FILE, metavar="FILE", help="The file of a signing key instead.")
@click.option("-o", "--out", type=_FILE, required=True, metavar="FILE", help="The signed report.")
@click.option("--name", default="", help="The signer's name on the stamp, with --key.")
@click.option("--post", default="", help="The signer's post on the stamp, with --key.")
@click.option("--agency", default="", help="The signer's agency on the stamp, with --key.")
@click.option("--reason", default="", help="What the signature stands for.")
@forced
def sign(
    pdf: Path,
    field: str,
    person: str,
    key: Path | None,
    out: Path,
    name: str,
    post: str,
    agency: str,
    reason: str,
    force: bool,
) -> None:
    """Sign the report PDF in the place of one role. Nothing signed before is touched. A participant
    signs in the place of their agency: that of the profile, or of --agency.

    With --person two passphrases are read: the library's, then the person's own.

    \b
    Example:
      dpia-wizard sign report.pdf --field head --person "Anna Koval" --out report-signed.pdf
      dpia-wizard sign report.pdf --field author --key author.p12 --out report-signed.pdf
      dpia-wizard sign report.pdf --field participant --person "Petro Bila" --out report-signed.pdf
    """
    from dpia_wizard.workspace.signing import Signer, sign_report

    if (key is None) == (not person):
        raise click.UsageError("Who signs? Give either --person or --key.")
    given = settings()
    report = _report(pdf)
    if key is None:
        locked, signer = _of_person(person, field, reason)
        check_free(out, pdf, kind=PDF, force=force)
    else:
        locked, signer = read_whole(key, _LARGEST_KEY), Signer(name, post, agency, reason)
        if not locked.startswith(_DER):
            raise UserError("{path} is no signing key.", path=key)
        check_free(out, pdf, key, kind=PDF, force=force)
    signed = sign_report(
        report,
        field=field,
        key=locked,
        passphrase=given.passphrase(given.words("Passphrase of the key")),
        signer=signer,
        language=given.language or language_here(),
    )
    say(str(write(out, signed)))


def _of_person(who: str, field: str, reason: str) -> tuple[bytes, Signer]:
    """The locked key of somebody of the library, who may sign in the place *field*."""
    from dpia_wizard.workspace.signing import Signer
    from dpia_wizard.workspace.signing_off import must_have_role

    with settings().open_library() as library:
        person = library.people.named(who)
        must_have_role(person, field)
        locked = library.people.locked_key(person.id)
    return locked, Signer(person.name, person.post, person.agency, reason)


@click.group("key")
def key() -> None:
    """Signing keys made in this program.

    \b
    Example:
      dpia-wizard key new --out author.p12
    """


@key.command("new")
@spoken
@with_passphrase
@click.option("-o", "--out", type=_FILE, required=True, metavar="FILE", help="Where the key goes.")
def new(out: Path) -> None:
    """Make a signing key under a passphrase and print its fingerprint, to be compared by phone.

    \b
    Example:
      dpia-wizard key new --out author.p12
    """
    from dpia_wizard import crypto

    given = settings()
    check_free(out)
    passphrase = given.passphrase(given.words("New passphrase of the key"), again=True)
    weak = crypto.weakness(passphrase)
    if weak:
        raise UserError(weak)
    made = crypto.make_signing_key(f"key-{secrets.token_hex(4)}", passphrase, datetime.now(UTC))
    write(out, made)
    say(crypto.fingerprint(crypto.certificate_of(made, passphrase)))


@click.command("verify")
@spoken
@with_library
@click.argument("pdf", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--known",
    multiple=True,
    metavar="KEY=NAME",
    help="The fingerprint of a key you have checked, and whose it is.",
)
@click.option("--contacts", is_flag=True, help="Know the people and contacts of the library too.")
@click.option(
    "--signed",
    multiple=True,
    metavar="ROLE",
    help="A role, or an agency, that you know to have signed: only who knows of it can miss it.",
)
@click.pass_context
def verify(
    context: click.Context,
    pdf: Path,
    as_json: bool,
    known: tuple[str, ...],
    contacts: bool,
    signed: tuple[str, ...],
) -> None:
    """Answer three questions on a signed report PDF: is it unchanged, by whom was it signed and do
    you know them, has everybody signed who should. The exit code is 0 only when all three are
    answered with yes.

    \b
    Example:
      dpia-wizard verify report-signed.pdf --contacts
    """
    from dpia_wizard.workspace.library import shipped_pack
    from dpia_wizard.workspace.shelf import shipped_packs
    from dpia_wizard.workspace.signing import verdict_answers, verify_report

    given = settings()
    report = _report(pdf)
    people = dict(_known(pair) for pair in known)
    doubts: tuple[str, ...] = ()
    if contacts:
        with given.open_library() as library:
            people = library.contacts.known() | people
            packs = library.shelf.packs()
            verdict = verify_report(report, known=people, expected=signed, packs=packs)
            doubts = _doubts(library, verdict)
    else:
        packs = tuple(shipped_packs(shipped_pack()))
        verdict = verify_report(report, known=people, expected=signed, packs=packs)
    said = verdict_answers(verdict, shipped_pack(), given.language or language_here())
    if as_json:
        say_json(_told(verdict, (*said.problems, *doubts)))
    else:
        for answer in said.answers:
            say(answer)
        for sentence in (*said.more, *doubts):
            say(f"  {sentence}")
        if verdict.signatures and not people:
            say(_how_to_know())
            say(f"  {context.command_path} {shlex.quote(str(pdf))} --contacts")
    holds = verdict.is_unchanged and verdict.is_known and verdict.is_complete and not doubts
    context.exit(0 if holds else 1)


def _how_to_know() -> str:
    """Why nobody is known; the command that asks the library follows on a line of its own."""
    _ = settings().words
    return _(
        "Nobody's key is known here, because only the file was looked at. To know the people and"
        " contacts of your library, whose keys were compared:"
    )


def _doubts(library: Library, verdict: Verdict) -> tuple[str, ...]:
    """What the people and contacts of the library say against the signers, in words."""
    from dpia_wizard.wording.sign_offs import doubt_told
    from dpia_wizard.wording.workflow import role_name
    from dpia_wizard.workspace.signers import signer_doubts

    _, agencies = settings().words, verdict.record.agencies
    return tuple(
        _("{role}: {what}").format(
            role=role_name(_, doubt.role, agencies.get(doubt.role, "")),
            what=doubt_told(_, doubt, own=str, date=str),
        )
        for doubt in signer_doubts(library, verdict)
    )


def _report(path: Path) -> bytes:
    """The bytes of a report; what follows is never said of a file that is no PDF at all."""
    data = read_whole(path, _LARGEST_REPORT)
    if PDF not in data[:_HEAD]:
        raise UserError("{path} is no PDF.", path=path)
    return data


def _known(pair: str) -> tuple[str, Known]:
    from dpia_wizard.core.people import Known

    key, equals, name = pair.partition("=")
    digits = "".join(key.split()).upper()
    groups = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    if not equals or len(digits) != 32 or not name.strip():
        raise click.UsageError("--known needs eight groups of four, = and a name")
    return groups, Known(name.strip())


def _told(verdict: Verdict, problems: tuple[str, ...]) -> dict[str, Any]:
    from dpia_wizard.core.participants import role_of

    agencies = verdict.record.agencies
    return {
        "unchanged": verdict.is_unchanged,
        "signers": [
            {
                "role": role_of(found.field),
                "name": found.who[0],
                "post": found.who[1],
                "fingerprint": found.fingerprint,
                "known": found.is_known,
                **({"agency": agencies[found.field]} if found.field in agencies else {}),
            }
            for found in verdict.signatures
        ],
        "complete": verdict.is_complete,
        "problems": list(problems),
    }
