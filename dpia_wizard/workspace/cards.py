"""The card by which somebody hands on the public part of a key: a small file, never trusted."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dpia_wizard import crypto
from dpia_wizard.codec import Plain, canonical_json, parse_json
from dpia_wizard.errors import FileTooNew, UserError
from dpia_wizard.workspace.people import clean

if TYPE_CHECKING:
    from dpia_wizard.core.people import Person

FORMAT = 1
LARGEST_CARD = 32 * 1024
CARD_NAME = "card-{key}.json"
"""The name of a card's file: the beginning of the key, and nobody's name."""

_FIELDS = frozenset({"dpia_wizard_card", "name", "post", "agency", "certificate"})


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of itself. Nothing of it is known until the key is checked."""

    certificate: bytes = field(repr=False)
    name: str
    post: str
    agency: str


def card_of(person: Person) -> bytes:
    """The card of a person: the certificate, name, post and agency. It says no role."""
    said: Plain = {
        "dpia_wizard_card": FORMAT,
        "name": person.name,
        "post": person.post,
        "agency": person.agency,
        "certificate": base64.b64encode(person.certificate).decode("ascii"),
    }
    return canonical_json(said)


def card_name(person: Person) -> str:
    """The file name to propose for the card of a person."""
    return CARD_NAME.format(key=person.key[:8])


def read_card(untrusted: bytes) -> Card:
    """The card in a file. Raises `UserError` for what is none, says more than a card may (a role
    is given here and by nobody's file), or holds no certificate as this program makes them."""
    try:
        said = parse_json(untrusted, address="card") if len(untrusted) <= LARGEST_CARD else None
    except UserError:
        said = None
    if not isinstance(said, dict) or "dpia_wizard_card" not in said:
        raise UserError("This file is no card of a person. Nothing was taken over.")
    made = said["dpia_wizard_card"]
    if type(made) is int and made > FORMAT:
        raise FileTooNew("This card was made by a newer program. Nothing was taken over.")
    if "role" in said:
        raise UserError(
            "This card says a role, which no file may: roles are given on this laptop. Nothing was"
            " taken over."
        )
    words = [said.get(name) for name in ("name", "post", "agency", "certificate")]
    name, post, agency, encoded = (word if isinstance(word, str) else None for word in words)
    if (
        type(made) is not int
        or made != FORMAT
        or said.keys() != _FIELDS
        or not name
        or post is None
        or agency is None
        or encoded is None
    ):
        raise UserError("This card is damaged or not as they are made. Nothing was taken over.")
    try:
        certificate = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        certificate = b""
    if not crypto.is_signing_certificate(certificate):
        raise UserError("The key on this card is none of this program's. Nothing was taken over.")
    return Card(certificate, clean(name), clean(post), clean(agency))
