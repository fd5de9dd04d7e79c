"""Profiles on one laptop: each with an own key under an own passphrase."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from dpia_wizard import crypto
from dpia_wizard.core.model import SignOff
from dpia_wizard.core.people import HeldRole
from dpia_wizard.errors import NotAllowed, UserError, WrongPassphrase
from dpia_wizard.workspace.key_files import FOLDER, key_files, take_over
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.people import LONGEST, key_from, new_key
from tests.workspace.signers import LIBRARY, MADE, NAMES, PHRASE, key, with_people


def test_people_are_kept_with_names_in_any_script(library: Library, tmp_path: Path) -> None:
    made = with_people(library)
    again = tmp_path / "again"
    again.mkdir()
    library.store.copy_to(again)
    with Library.open(again, LIBRARY) as copy:
        assert copy.people.all() == tuple(made.values())
        for role, person in made.items():
            assert copy.people.named(NAMES[role]) == person
            opened = crypto.open_signing_key(copy.people.locked_key(person.id), PHRASE)
            assert crypto.key_of(opened.certificate) == person.key


def test_no_key_and_no_name_lies_beside_the_library(library: Library) -> None:
    with_people(library, "author")
    locked = key("author").locked
    for path in library.folder.rglob("*"):
        data = path.read_bytes()
        assert NAMES["author"].encode() not in data
        assert locked[200:260] not in data


def test_a_weak_passphrase_makes_no_key() -> None:
    with pytest.raises(UserError, match="at least 12 characters"):
        new_key("short")


def test_a_key_that_nobody_could_check_becomes_nobodys() -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "key")])
    made = (
        x509.CertificateBuilder(name, name, private.public_key(), 7, MADE, MADE + timedelta(days=9))
    ).sign(private, hashes.SHA256())
    lock = BestAvailableEncryption(PHRASE.encode())
    locked = pkcs12.serialize_key_and_certificates(b"key", private, made, None, lock)
    with pytest.raises(UserError, match="no key of this program"):
        key_from(locked, PHRASE)


def test_earlier_roles_that_cannot_be_read_are_nobodys(library: Library) -> None:
    for said in ("[1]", '{"a": 1}', '{"a": [["head"]]}', "{"):
        library.store.put_setting("roles_held", said)
        assert library.held_roles.all() == {}
    library.store.put_setting("roles_held", '{"a": [["head", "2026-11-01"]]}')
    assert library.held_roles.all() == {"a": (HeldRole("head", "2026-11-01"),)}
    petro = library.people.add(key("head"), name="Petro", agency="A", role="head")
    library.people.edit(petro.id, agency="B", passphrase=PHRASE)
    (held,) = library.held_roles.all()[petro.key[:32]]
    assert (held.role, held.agency) == ("head", "A")


def test_a_wrong_passphrase_changes_nothing(library: Library) -> None:
    anna = with_people(library, "author")["author"]
    before = library.people.locked_key(anna.id)
    with pytest.raises(WrongPassphrase):
        library.people.change_passphrase(anna.id, "another one entirely", "one more that is long")
    with pytest.raises(UserError, match="at least 12"):
        library.people.change_passphrase(anna.id, PHRASE, "short")
    assert library.people.locked_key(anna.id) == before
    assert library.people.all() == (anna,)


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_does_not(
    library: Library,
) -> None:
    anna = with_people(library, "author")["author"]
    library.people.change_passphrase(anna.id, PHRASE, "quite another phrase")
    locked = library.people.locked_key(anna.id)
    opened = crypto.open_signing_key(locked, "quite another phrase")
    assert opened.certificate == anna.certificate
    assert crypto.verify_detached(anna.certificate, b"said", opened.sign(b"said"))
    with pytest.raises(WrongPassphrase):
        crypto.open_signing_key(locked, PHRASE)


def test_a_person_who_left_is_told_apart_and_may_come_back(library: Library) -> None:
    people = library.people
    anna = with_people(library, "author")["author"]
    left = people.leave(anna.id)
    assert left.has_left
    assert people.leave(anna.id) == left
    assert people.here() == ()
    assert people.all() == (left,)
    again = people.add(key("owner"), name=NAMES["author"])
    assert people.named(NAMES["author"]) == again
    with pytest.raises(UserError, match="already"):
        people.come_back(anna.id)
    people.remove(again.id)
    assert people.come_back(anna.id) == anna


def test_who_has_signed_is_never_removed(library: Library) -> None:
    anna, petro = with_people(library, "author", "owner").values()
    editing = library.open_assessment(library.new("Case files"))
    sign_off = SignOff("s", "author", anna.name, "", "", "now", "c", anna.key, "", "")
    editing.put("sign off", sign_off)
    with pytest.raises(NotAllowed, match="has left instead"):
        library.people.remove(anna.id)
    library.people.remove(petro.id)
    assert library.people.all() == (anna,)
    assert library.people.leave(anna.id).key == anna.key


def test_two_people_who_would_look_the_same_on_paper_are_refused(library: Library) -> None:
    people = library.people
    people.add(key("author"), name="Anna Koval")
    with pytest.raises(UserError, match="already"):
        people.add(key("owner"), name="Коvаl, Anna".replace("К", "K"))
    with pytest.raises(UserError, match="this very key"):
        people.add(key("author"), name="Petro Sample")
    petro = people.add(key("owner"), name="Petro Sample")
    with pytest.raises(UserError, match="already"):
        people.edit(petro.id, name="ANNA KOVAL")
    assert [person.name for person in people.all()] == ["Anna Koval", "Petro Sample"]


def test_what_is_typed_as_a_name_turns_nothing_and_is_one_line(library: Library) -> None:
    made = library.people.add(
        key("author"), name=" Anna\u202e\tKoval\n(DPO) ", post="Post\x07", role="author"
    )
    assert (made.name, made.post) == ("Anna Koval (DPO)", "Post")
    for wrong in ({"name": " \u202e "}, {"name": "x" * (LONGEST + 1)}, {"role": "Head of all"}):
        with pytest.raises(UserError):
            library.people.edit(made.id, **wrong)
    assert (
        library.people.edit(made.id, role="supervisor", agency="B", passphrase=PHRASE).role
        == "supervisor"
    )
    assert library.people.person(made.id).agency == "B"


def test_nobody_is_said_to_be_nobody(library: Library) -> None:
    with pytest.raises(UserError, match="nobody called"):
        library.people.named("Nobody")
    with pytest.raises(UserError, match="nobody called"):
        library.people.locked_key("nobody")
    library.people.leave(library.people.add(key("author"), name="Anna").id)
    library.people.leave(library.people.add(key("owner"), name="Anna").id)
    with pytest.raises(UserError, match="More than one"):
        library.people.named("anna")


def test_a_key_from_before_profiles_becomes_one_with_its_passphrase(library: Library) -> None:
    folder = library.folder / FOLDER
    folder.mkdir()
    (folder / "author-3f2a.p12").write_bytes(key("author").locked)
    (folder / "Not one of ours.p12").write_bytes(b"x")
    assert key_files(library.folder) == ("author-3f2a",)
    said = {"name": NAMES["author"], "role": "author"}
    with pytest.raises(WrongPassphrase):
        take_over(library.people, library.folder, "author-3f2a", "not that one here", **said)
    assert key_files(library.folder) == ("author-3f2a",)
    assert library.people.all() == ()
    anna = take_over(library.people, library.folder, "author-3f2a", PHRASE, **said)
    assert anna.key == key("author").key
    assert key_files(library.folder) == ()
    assert crypto.certificate_of(library.people.locked_key(anna.id), PHRASE) == anna.certificate
    shutil.rmtree(folder)
    assert key_files(library.folder) == ()
    for wrong in ("../keys", "author-3f2a"):
        with pytest.raises(UserError):
            take_over(library.people, library.folder, wrong, PHRASE, **said)
