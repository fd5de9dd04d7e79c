"""Commands on the keys of others: what came in, what is compared, and with whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia_wizard.cli.settings import settings, spoken, with_library
from dpia_wizard.cli.shown import say, say_json, say_table
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole

if TYPE_CHECKING:
    from dpia_wizard.core.people import Contact

_FILE = click.Path(path_type=Path)


@click.group("contacts")
def contacts() -> None:
    """The keys of people elsewhere. One counts as known only after you have compared it.

    \b
    Example:
      dpia-wizard contacts add card.json
      dpia-wizard contacts list
    """


@contacts.command("list")
@spoken
@with_library
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """List the keys of others, with the words to compare them by and who has compared them.

    \b
    Example:
      dpia-wizard contacts list
    """
    from dpia_wizard import crypto
    from dpia_wizard.wording.people import checked_told

    given = settings()
    with given.open_library() as library:
        found = library.contacts.all()
    if as_json:
        say_json([_plain(contact) for contact in found])
        return
    told = [checked_told(given.words, one, own=str, date=str) for one in found]
    say_table(
        [
            (crypto.grouped(one.key), one.name, one.post or "-", one.role or "-", checked)
            for one, checked in zip(found, told, strict=True)
        ]
    )


@contacts.command("add")
@spoken
@with_library
@click.argument("card", type=_FILE)
def add(card: Path) -> None:
    """Take over the key on a CARD that somebody elsewhere handed on. It is not known before it is
    checked.

    \b
    Example:
      dpia-wizard contacts add card.json
    """
    from dpia_wizard import crypto
    from dpia_wizard.core.people import Person
    from dpia_wizard.wording.people import checked_told, compare_told, other_key_told
    from dpia_wizard.workspace.cards import LARGEST_CARD

    given = settings()
    _ = given.words
    untrusted = read_whole(card, LARGEST_CARD)
    with given.open_library() as library:
        met = library.contacts.meet_card(untrusted, met_in=card.name)
    say(_(", ").join(part for part in (met.holder.name, met.holder.post) if part))
    if met.said:
        say(_("This card says another name for a key that is here: {name}.").format(name=met.said))
    if met.other is not None:
        say(other_key_told(_, met.other, own=str, date=str))
    if isinstance(met.holder, Person):
        raise UserError(
            "This is the card of {name}, whose key is on this laptop, so nothing was added. The"
            " card goes to another laptop.",
            name=met.holder.name,
        )
    say(checked_told(_, met.holder, own=str, date=str))
    if not met.holder.is_checked:
        key, spoken_words = crypto.grouped(met.holder.key), crypto.spoken(met.holder.key)
        say(compare_told(_, key, " ".join(spoken_words), own=str))


@contacts.command("check")
@spoken
@with_library
@click.argument("key")
@click.option(
    "--how",
    type=click.Choice(["voice", "in_person", "card"]),
    required=True,
    help="How it was compared: by voice, face to face, with a printed card.",
)
@click.option("--by", required=True, metavar="NAME", help="Who of the people here compared it.")
@click.option("--name", default=None, help="The name of the holder, as you know it.")
@click.option("--post", default=None, help="The post of the holder.")
@click.option(
    "--agency",
    default=None,
    help="The agency, as the holder says it; who signs as head or participant needs one.",
)
@click.option("--role", default=None, metavar="ROLE", help="The signature that is theirs to give.")
def check(
    key: str,
    how: str,
    by: str,
    name: str | None,
    post: str | None,
    agency: str | None,
    role: str | None,
) -> None:
    """Note that you have compared KEY (its eight groups of four) with its holder.

    \b
    Example:
      dpia-wizard contacts check "1F0C 9A..." --how voice --by "Anna Koval" --role author
      dpia-wizard contacts check "1F0C 9A..." --how card --by "Anna Koval" --name "Petro Bila"
    """
    from dpia_wizard.wording.people import checked_told, other_key_told
    from dpia_wizard.workspace.contacts import digits_of

    given = settings()
    with given.open_library() as library:
        if name is None and digits_of(key) and library.contacts.holder(key) is None:
            raise UserError(
                "No card brought this key here yet. Take over the card first, or say with --name"
                " whose key it is."
            )
        made = library.contacts.check(
            key, how, by=by, name=name, post=post, agency=agency, role=role
        )
        other = library.contacts.other_key(made.name, made.key)
    say(checked_told(given.words, made, own=str, date=str))
    if other is not None:
        say(other_key_told(given.words, other, own=str, date=str))


@contacts.command("uncheck")
@spoken
@with_library
@click.argument("who")
def uncheck(who: str) -> None:
    """Take back that the key of WHO (a key or a name) was compared, because it is lost, say.

    \b
    Example:
      dpia-wizard contacts uncheck "Anna Koval"
    """
    from dpia_wizard.wording.people import checked_told

    given = settings()
    with given.open_library() as library:
        made = library.contacts.uncheck(who)
    say(checked_told(given.words, made, own=str, date=str))


def _plain(contact: Contact) -> dict[str, str | bool]:
    from dpia_wizard import crypto

    return {
        "fingerprint": crypto.grouped(contact.key),
        "words": " ".join(crypto.spoken(contact.key)),
        "name": contact.name,
        "post": contact.post,
        "agency": contact.agency,
        "role": contact.role,
        "checked": contact.is_checked,
        "checked_on": contact.checked_on,
        "checked_how": contact.checked_how,
        "checked_by": contact.checked_by,
        "met_in": contact.met_in,
    }
