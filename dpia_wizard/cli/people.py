"""Commands on the people of this laptop: who signs here, each with a key of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia_wizard.cli.paths import check_free, write
from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person

_FILE = click.Path(path_type=Path)
_POST = click.option("--post", default=None, help="The post, such as: Head of office.")
_AGENCY = click.option("--agency", default=None, help="The agency.")
_ROLE = click.option(
    "--role",
    default=None,
    metavar="ROLE",
    help="The signature that is theirs: author, supervisor, adviser, owner, head, participant.",
)


@click.group("people")
def people() -> None:
    """The people who work on this laptop, each with a signing key under a passphrase of their own.

    \b
    Example:
      dpia-wizard people add "Anna Koval" --post "Head of office" --role head
      dpia-wizard people list
    """


@people.command("list")
@spoken
@with_library
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List the people, also those who have left, and the keys beside the library that are no
    profile yet.

    \b
    Example:
      dpia-wizard people list
    """
    from dpia_wizard.workspace.key_files import key_files

    given = settings()
    _ = given.words
    with given.open_library() as library:
        found, files = library.people.all(), key_files(library.folder)
    if as_json:
        say_json({"people": [_plain(person) for person in found], "key_files": list(files)})
        return
    _say_people(*found)
    for name in files:
        told = _("The key {key} lies beside the library. people add --key-file makes it a profile.")
        say(told.format(key=name))


@people.command("add")
@spoken
@with_library
@click.argument("name")
@_POST
@_AGENCY
@_ROLE
@click.option("--key-file", metavar="KEY", help="A key that lies beside the library already.")
def add(
    name: str, post: str | None, agency: str | None, role: str | None, key_file: str | None
) -> None:
    """Add somebody called NAME with a new key, and print the key and the words for it.

    Two passphrases are read: the library's, then the person's own.

    \b
    Example:
      dpia-wizard people add "Anna Koval" --post "Head of office" --role head
    """
    from dpia_wizard.workspace.key_files import take_over
    from dpia_wizard.workspace.people import checked_role, new_key

    given = settings()
    _ = given.words
    said = {"name": name, "post": post or "", "agency": agency or ""}
    said["role"] = checked_role(role or "")  # before anybody types a passphrase
    with given.open_library() as library:
        if key_file:
            own = given.passphrase(_("Passphrase of the key"))
            made = take_over(library.people, library.folder, key_file, own, **said)
        else:
            own = given.passphrase(_("New passphrase of the key"), again=True)
            made = library.people.add(new_key(own), **said)
    _say_key(made)


@people.command("key")
@spoken
@with_library
@click.argument("who")
def key(who: str) -> None:
    """Print the key of WHO (a name or an id) and the words for it, to be read to others.

    \b
    Example:
      dpia-wizard people key "Anna Koval"
    """
    with settings().open_library() as library:
        _say_key(library.people.named(who))


@people.command("card")
@spoken
@with_library
@click.argument("who")
@click.option("-o", "--out", type=_FILE, required=True, metavar="FILE", help="The file to write.")
def card(who: str, out: Path) -> None:
    """Write the card of WHO, by which others get to know the key; it holds nothing secret.

    \b
    Example:
      dpia-wizard people card "Anna Koval" --out card.json
    """
    from dpia_wizard.workspace.cards import card_of

    check_free(out)
    with settings().open_library() as library:
        made = card_of(library.people.named(who))
    say(str(write(out, made)))


@people.command("change")
@spoken
@with_library
@click.argument("who")
@click.option("--name", default=None, help="The name, as one writes it.")
@_POST
@_AGENCY
@_ROLE
def change(
    who: str, name: str | None, post: str | None, agency: str | None, role: str | None
) -> None:
    """Say the name, post, agency or role of WHO anew. What was signed keeps the old words.

    For another role or agency two passphrases are read: the library's, then the person's own.

    \b
    Example:
      dpia-wizard people change "Anna Koval" --post "Case management supervisor"
    """
    from dpia_wizard.workspace.people import is_for_holder

    if (name, post, agency, role) == (None, None, None, None):
        raise click.UsageError("give --name, --post, --agency or --role")
    given = settings()
    with given.open_library() as library:
        person = library.people.named(who)
        is_new = is_for_holder(person, agency=agency, role=role)
        own = given.passphrase(given.words("Passphrase of the key")) if is_new else ""
        made = library.people.edit(
            person.id, name=name, post=post, agency=agency, role=role, passphrase=own
        )
    _say_people(made)


@people.command("passphrase")
@spoken
@with_library
@click.argument("who")
def passphrase(who: str) -> None:
    """Change the passphrase of the key of WHO. Three are read: the library's, the old, the new.

    \b
    Example:
      dpia-wizard people passphrase "Anna Koval"
    """
    given = settings()
    _ = given.words
    with given.open_library() as library:
        person = library.people.named(who)
        old = given.passphrase(_("Passphrase of the key"))
        new = given.passphrase(_("New passphrase of the key"), again=True)
        library.people.change_passphrase(person.id, old, new)
    say(_("The passphrase was changed."))


@people.command("leave")
@spoken
@with_library
@click.argument("who")
@click.option("--back", is_flag=True, help="Take it back: the person works here again.")
@click.option("--remove", is_flag=True, help="Remove a profile that was made by mistake.")
def leave(who: str, back: bool, remove: bool) -> None:
    """Note that WHO works here no longer. They sign nothing more; what they signed stays theirs.

    \b
    Example:
      dpia-wizard people leave "Anna Koval"
    """
    given = settings()
    with given.open_library() as library:
        person = library.people.named(who)
        if remove:
            library.people.remove(person.id)
            say(given.words("The profile of {name} was removed.").format(name=person.name))
        else:
            people = library.people
            _say_people(people.come_back(person.id) if back else people.leave(person.id))


def _say_people(*people: Person) -> None:
    say_table([(p.id, p.name, p.post or "-", p.role or "-", _standing(p)) for p in people])


def _say_key(person: Person) -> None:
    from dpia_wizard import crypto

    say(crypto.grouped(person.key))
    say(" ".join(crypto.spoken(person.key)))


def _standing(person: Person) -> str:
    from dpia_wizard import crypto
    from dpia_wizard.wording.people import left_told

    left = left_told(settings().words, person, date=str)
    return left or crypto.grouped(person.key)


def _plain(person: Person) -> dict[str, Any]:
    from dpia_wizard import crypto

    return {
        "id": person.id,
        "name": person.name,
        "post": person.post,
        "agency": person.agency,
        "role": person.role,
        "fingerprint": crypto.grouped(person.key),
        "words": " ".join(crypto.spoken(person.key)),
        "left": person.left_at,
    }
