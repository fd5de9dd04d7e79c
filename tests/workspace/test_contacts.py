"""The keys of others: pinned as first met, and known only once somebody here compared them."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard import crypto
from dpia_wizard.core.people import Contact, Known, Person
from dpia_wizard.errors import FileTooNew, NotAllowed, UserError
from dpia_wizard.storage.connection import IntegrityError
from dpia_wizard.workspace.cards import card_name, card_of, read_card
from dpia_wizard.workspace.library import Library
from tests.workspace.signers import NAMES, key, with_people


def person(role: str) -> Person:
    """Somebody of another laptop."""
    made = key(role)
    return Person(role, NAMES[role], "Head", "Agency B", role, made.key, made.certificate, "")


def card(**changed: object) -> bytes:
    said = json.loads(card_of(person("head")))
    return json.dumps({k: v for k, v in (said | changed).items() if v is not None}).encode()


def certificate(private_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "key-1")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(private_key.public_key()).serial_number(1)
    made = made.not_valid_before(now).not_valid_after(now + timedelta(days=9))
    return made.sign(private_key, hashes.SHA256()).public_bytes(Encoding.DER)


def test_a_card_is_taken_over_and_not_trusted(library: Library) -> None:
    met = library.contacts.meet_card(card(), met_in="a stick")
    assert met.is_new
    assert isinstance(met.holder, Contact)
    assert (met.holder.name, met.holder.post, met.holder.role) == (NAMES["head"], "Head", "")
    assert not met.holder.is_checked
    assert library.contacts.all() == (met.holder,)
    assert library.contacts.known() == {}
    again = library.contacts.meet_card(card(name="Somebody else", agency="Agency C"))
    assert not again.is_new
    assert again.holder == met.holder
    assert again.said == "Somebody else"


def test_a_key_counts_as_known_once_it_is_checked_and_no_longer_when_that_is_taken_back(
    library: Library,
) -> None:
    library.contacts.meet_card(card())
    head = person("head")
    checked = library.contacts.check(
        crypto.grouped(head.key),
        "voice",
        by="Petro Sample",
        name="Olena Koval",
        agency="A",
        role="head",
    )
    assert (checked.checked_on, checked.checked_how) == ("2026-11-21", "voice")
    assert (checked.checked_by, checked.name, checked.role) == (
        "Petro Sample",
        "Olena Koval",
        "head",
    )
    assert checked.certificate == head.certificate
    assert library.contacts.holder(head.key) == checked
    assert library.contacts.named("Koval Olena") == checked
    assert library.contacts.known() == {crypto.grouped(head.key): Known("Olena Koval", head.post)}
    assert library.contacts.meet_card(card()).said == NAMES["head"]
    back = library.contacts.uncheck("Olena Koval")
    assert (back.is_checked, back.role) == (False, "")
    assert library.contacts.known() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": "by email"},
        {"how": ""},
        {"by": " "},
        {"role": "Head of all"},
        {"name": ""},
        {"key": "1234"},
        {"key": "x" * 64},
    ],
)
def test_a_check_that_says_not_how_or_by_whom_is_none(
    library: Library, wrong: dict[str, str]
) -> None:
    library.contacts.meet_card(card())
    said = {"key": person("head").key, "how": "voice", "by": "Petro"} | wrong
    with pytest.raises(UserError):
        library.contacts.check(**said)
    assert library.contacts.known() == {}


@pytest.mark.parametrize("role", ["participant", "head"])
def test_for_which_agency_somebody_signs_is_said_here_and_never_by_a_file(
    library: Library, role: str
) -> None:
    """The card decided the place in which its holder signed, once the voice was compared."""
    contact = library.contacts.meet_card(card(agency="Agency X")).holder
    for agency in (None, "", "  "):
        with pytest.raises(UserError, match="as they say it themselves"):
            library.contacts.check(contact.key, "voice", by="Petro", agency=agency, role=role)
    assert library.contacts.known() == {}
    checked = library.contacts.check(contact.key, "voice", by="Petro", role="adviser")
    assert checked.agency == ""
    checked = library.contacts.check(contact.key, "voice", by="Petro", agency="Y", role=role)
    assert (checked.agency, checked.role) == ("Y", role)
    assert library.contacts.check(contact.key, "card", by="Petro") == replace(
        checked, checked_how="card"
    )
    library.contacts.uncheck(contact.key)
    assert library.contacts.check(contact.key, "voice", by="Petro").agency == ""


def test_who_compared_a_key_works_on_this_laptop_where_anybody_has_a_profile(
    library: Library,
) -> None:
    library.contacts.meet_card(card())
    head = person("head")
    people = with_people(library, "author", "owner")
    library.people.leave(people["owner"].id)
    for nobody in ("Nobody Here", NAMES["owner"], NAMES["head"]):
        with pytest.raises(UserError, match=NAMES["author"]):
            library.contacts.check(head.key, "voice", by=nobody)
    assert crypto.grouped(head.key) not in library.contacts.known()
    author = people["author"]
    for said in (author.id, "коваль  анна"):
        checked = library.contacts.check(head.key, "voice", by=said, agency="Agency B")
        assert checked.checked_by == author.name


def test_the_key_of_a_person_here_needs_no_check_and_is_no_contact(library: Library) -> None:
    anna = with_people(library, "author")["author"]
    with pytest.raises(NotAllowed, match="of this laptop"):
        library.contacts.check(anna.key, "voice", by=anna.name)
    met = library.contacts.meet_card(card_of(anna))
    assert met.holder == anna
    assert library.contacts.all() == ()
    assert library.contacts.known() == {crypto.grouped(anna.key): Known(anna.name, anna.post)}


def test_the_same_name_with_another_key_is_noticed_when_its_card_comes_in(
    library: Library,
) -> None:
    anna = with_people(library, "author")["author"]
    forged = replace(person("head"), name=f"{anna.name}\u200f ")
    met = library.contacts.meet_card(card_of(forged))
    assert met.other == anna
    assert library.contacts.other_key("Коваль Анна", forged.key) == anna
    assert library.contacts.other_key("Коваль Анна", anna.key) is None


def test_a_role_said_on_a_card_is_refused(library: Library) -> None:
    assert b"role" not in card_of(person("head"))
    with pytest.raises(UserError, match="says a role"):
        library.contacts.meet_card(card(role="supervisor"))
    assert library.contacts.all() == ()


@pytest.mark.parametrize("untrusted", [b"", b"{}", b"[]", b"\xff", b'{"dpia_wizard_card": 1}'])
def test_what_is_no_card_changes_nothing(library: Library, untrusted: bytes) -> None:
    with pytest.raises(UserError):
        library.contacts.meet_card(untrusted)
    assert library.contacts.all() == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"name": None},
        {"name": ""},
        {"name": 7},
        {"name": "x" * 500},
        {"post": ["Head"]},
        {"dpia_wizard_card": True},
        {"dpia_wizard_card": 0},
        {"dpia_wizard_card": "1"},
        {"key": "0" * 64},
        {"certificate": ""},
        {"certificate": "%%"},
        {"certificate": base64.b64encode(b"no certificate").decode()},
        {"post": "x" * 40_000},
    ],
    ids=str,
)
def test_a_card_that_is_not_as_they_are_made_changes_nothing(
    library: Library, changed: dict[str, object]
) -> None:
    with pytest.raises(UserError):
        library.contacts.meet_card(card(**changed))
    assert library.contacts.all() == ()


def test_a_card_of_a_newer_program_says_so() -> None:
    with pytest.raises(FileTooNew):
        read_card(card(dpia_wizard_card=2))


@given(st.binary(max_size=200))
def test_a_card_of_any_bytes_is_refused_in_a_sentence(untrusted: bytes) -> None:
    with pytest.raises(UserError):
        read_card(untrusted)


def test_a_key_that_is_too_weak_or_of_another_kind_is_none_of_ours() -> None:
    kinds = (
        rsa.generate_private_key(public_exponent=65537, key_size=2048),
        ec.generate_private_key(ec.SECP256R1()),
    )
    for private_key in kinds:
        made = certificate(private_key)
        assert not crypto.is_signing_certificate(made)
        with pytest.raises(UserError):
            read_card(card(certificate=base64.b64encode(made).decode()))
    assert crypto.is_signing_certificate(key("head").certificate)


def test_the_name_of_a_cards_file_tells_nobodys_name() -> None:
    assert card_name(person("head")) == f"card-{key('head').key[:8]}.json"


def test_a_key_once_met_stays(library: Library) -> None:
    library.contacts.meet_card(card())
    contact = library.contacts.all()[0]
    swapped = replace(contact, certificate=key("owner").certificate, met_at="later", met_in="x")
    library.store.people.keep_contact(swapped)
    assert library.contacts.all() == (contact,)
    with pytest.raises(IntegrityError, match="a key once met stays"):
        library.store._connection.execute("UPDATE contacts SET certificate = x'00'")


def test_keys_that_were_checked_before_profiles_are_known_and_become_contacts(
    library: Library,
) -> None:
    head = person("head")
    old = {crypto.grouped(head.key): "Olena Koval, Head", "not a key": "Nobody", "0" * 32: 7}
    library.store.put_setting("known_keys", json.dumps(old))
    assert library.contacts.known() == {crypto.grouped(head.key): Known("Olena Koval, Head")}
    before = library.contacts.named("Olena Koval, Head")
    assert (before.certificate, before.checked_how) == (b"", "before")
    met = library.contacts.meet_card(card(), met_in="a stick")
    assert met.holder == replace(
        before,
        key=head.key,
        certificate=head.certificate,
        met_at=library.contacts.all()[0].met_at,
        met_in="a stick",
    )
    assert not met.is_new
    assert met.said == NAMES["head"]
    assert library.contacts.all() == (met.holder,)
    assert library.contacts.known() == {crypto.grouped(head.key): Known("Olena Koval, Head")}
    assert crypto.grouped(head.key) not in str(library.store.setting("known_keys"))


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"x": {}}'])
def test_a_damaged_list_of_old_keys_is_nobody(library: Library, damaged: str) -> None:
    library.store.put_setting("known_keys", damaged)
    assert library.contacts.all() == ()


def test_a_key_can_be_compared_before_its_card_came(library: Library) -> None:
    head = person("head")
    noted = library.contacts.check(
        crypto.grouped(head.key), "card", by="Petro", name="Olena", agency="A", role="head"
    )
    assert library.contacts.all() == (noted,)
    assert library.contacts.holder(head.key) == noted
    again = library.contacts.check(noted.key, "voice", by="Petro", post="Head of office")
    assert (again.name, again.post, again.role) == ("Olena", "Head of office", "head")
    met = library.contacts.meet_card(card())
    assert isinstance(met.holder, Contact)
    assert (met.holder.role, met.holder.checked_how) == ("head", "voice")
    assert crypto.spoken(noted.key) == crypto.spoken(head.key)


def test_more_than_one_contact_of_a_name_is_asked_by_key(library: Library) -> None:
    for role in ("head", "owner"):
        library.contacts.meet(key(role).certificate, name="Anna")
    with pytest.raises(UserError, match="More than one contact"):
        library.contacts.named("ANNA")
    with pytest.raises(UserError, match="no contact"):
        library.contacts.named("Nobody")
    assert library.contacts.named(key("owner").key[:32]).key == key("owner").key
    with pytest.raises(UserError):
        library.contacts.meet(b"no key", name="Anna")
