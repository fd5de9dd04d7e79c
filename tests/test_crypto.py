"""Key slots, recovery sheet and signing keys: what opens, what does not, and what is said then."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard import crypto
from dpia_wizard.crypto import recovery, slots
from dpia_wizard.errors import FileTooNew, StorageTrouble, UserError, WrongPassphrase

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
QUICK = crypto.Cost(memory_kib=8, passes=1, lanes=1)

passphrases = st.text(min_size=1, max_size=40)
group_numbers = st.integers(min_value=0, max_value=2**20 - 1)


@pytest.fixture(scope="module")
def library() -> tuple[bytes, bytes, str]:
    return crypto.new_key_slots("four words of mine", cost=QUICK)


@given(passphrase=passphrases)
def test_every_passphrase_a_person_can_type_opens_what_it_locked(passphrase: str) -> None:
    made, data_key, groups = crypto.new_key_slots(passphrase, cost=QUICK)

    assert len(data_key) == 32
    assert crypto.open_with_passphrase(made, passphrase, cost=QUICK) == data_key
    assert crypto.open_with_recovery(made, groups, cost=QUICK) == data_key


@given(right=passphrases, wrong=passphrases)
def test_another_passphrase_never_opens(right: str, wrong: str) -> None:
    made, data_key, _ = crypto.new_key_slots(right, cost=QUICK)
    if slots.secret_bytes(right) == slots.secret_bytes(wrong):
        assert crypto.open_with_passphrase(made, wrong, cost=QUICK) == data_key
        return
    sentence = "That passphrase does not open this library. Nothing was changed."
    with pytest.raises(WrongPassphrase, match=sentence):
        crypto.open_with_passphrase(made, wrong, cost=QUICK)


@pytest.mark.parametrize(
    ("locked_with", "typed"),
    [
        ("café à la clé 2026", "cafe\u0301 a\u0300 la cle\u0301 2026"),
        ("  two  spaces  ", "  two  spaces  "),
        ("İIıi long enough text", "İIıi long enough text"),
        ("it's a 'quoted' pass\"phrase\"; --", "it's a 'quoted' pass\"phrase\"; --"),
        ("🔒🧡 كلمة مرور طويلة", "🔒🧡 كلمة مرور طويلة"),
        ("\ud800 half a character", "\ud800 half a character"),
    ],
)
def test_a_passphrase_opens_from_any_keyboard(locked_with: str, typed: str) -> None:
    made, data_key, _ = crypto.new_key_slots(locked_with, cost=QUICK)
    assert crypto.open_with_passphrase(made, typed, cost=QUICK) == data_key


@pytest.mark.parametrize(
    ("locked_with", "typed"),
    [
        ("Long Passphrase Here", "long passphrase here"),
        ("  two  spaces  ", "two spaces"),
        ("a1" * 512, "a1" * 511 + "a2"),
        ("x" * 72 + "A", "x" * 72 + "B"),
    ],
)
def test_nothing_typed_is_folded_stripped_or_cut(locked_with: str, typed: str) -> None:
    made, _, _ = crypto.new_key_slots(locked_with, cost=QUICK)
    with pytest.raises(WrongPassphrase):
        crypto.open_with_passphrase(made, typed, cost=QUICK)


def test_a_guess_costs_what_was_promised() -> None:
    made, data_key, groups = crypto.new_key_slots("four words of mine")
    for slot in json.loads(made)["slots"].values():
        assert slot["memory_kib"] >= 64 * 1024
        assert slot["passes"] >= 3
    assert crypto.open_with_passphrase(made, "four words of mine") == data_key
    assert crypto.open_with_recovery(made, groups) == data_key


def test_neither_key_nor_passphrase_nor_groups_stand_in_the_slots() -> None:
    made, data_key, groups = crypto.new_key_slots("four words of mine", cost=QUICK)
    for secret in (data_key, base64.b64encode(data_key), data_key.hex().encode()):
        assert secret not in made
    assert b"four words" not in made
    assert not any(group.encode() in made for group in groups.split())


def test_after_a_change_only_the_new_passphrase_opens_and_the_sheet_stays_good(
    library: tuple[bytes, bytes, str],
) -> None:
    made, data_key, groups = library
    changed = crypto.change_passphrase(made, data_key, "another four words", cost=QUICK)

    assert crypto.open_with_passphrase(changed, "another four words", cost=QUICK) == data_key
    assert crypto.open_with_recovery(changed, groups, cost=QUICK) == data_key
    with pytest.raises(WrongPassphrase):
        crypto.open_with_passphrase(changed, "four words of mine", cost=QUICK)


def test_a_new_sheet_ends_the_one_before(library: tuple[bytes, bytes, str]) -> None:
    made, data_key, groups = library
    changed, new_groups = crypto.new_recovery(made, data_key, cost=QUICK)

    assert (crypto.sheet_number(made), crypto.sheet_number(changed)) == (1, 2)
    assert crypto.open_with_recovery(changed, new_groups, cost=QUICK) == data_key
    assert crypto.open_with_passphrase(changed, "four words of mine", cost=QUICK) == data_key
    with pytest.raises(WrongPassphrase, match="opens with sheet 2"):
        crypto.open_with_recovery(changed, groups, cost=QUICK)


def test_the_key_of_another_library_cannot_be_put_into_these_slots(
    library: tuple[bytes, bytes, str],
) -> None:
    made, _, _ = library
    with pytest.raises(ValueError, match="another library"):
        crypto.change_passphrase(made, bytes(32), "another four words", cost=QUICK)


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_slot_file_is_never_called_a_wrong_passphrase(data: st.DataObject) -> None:
    made, data_key, _ = crypto.new_key_slots("four words of mine", cost=QUICK)
    place = data.draw(st.integers(min_value=0, max_value=len(made) - 1))
    damaged = bytearray(made)
    damaged[place] ^= data.draw(st.integers(min_value=1, max_value=255))
    try:
        opened = crypto.open_with_passphrase(bytes(damaged), "four words of mine", cost=QUICK)
    except (StorageTrouble, FileTooNew):
        return
    assert opened == data_key  # only white space can change without being noticed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"SQLite format 3\0" + bytes(200),
        b"[" * 8_000,
        b"[]",
        b"{}",
        b'{"format": "dpia-wizard key slots"}',
        b"1" * 8_000,
        b"\xff\xfe{}",
        b" " * 1_000_000,
    ],
)
def test_what_is_no_slot_file_is_called_damaged(content: bytes) -> None:
    with pytest.raises(StorageTrouble, match="is damaged"):
        crypto.open_with_passphrase(content, "four words of mine")


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 8},
        {"memory_kib": 64 * 1024 * 1024},
        {"passes": 2**31},
        {"passes": 1},
        {"lanes": 2**24},
        {"lanes": 0},
        {"salt": base64.b64encode(b"salt").decode()},
        {"memory_kib": True},
        {"nonce": None},
        {"wrapped": "not base64"},
    ],
)
def test_hostile_costs_and_sizes_are_refused_before_any_work(
    library: tuple[bytes, bytes, str], change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = json.loads(library[0])
    good = {"memory_kib": 64 * 1024, "passes": 3, "lanes": 4}
    record["slots"]["passphrase"] |= good | change
    monkeypatch.setattr(slots, "_stretched", _must_not_be_called)
    with pytest.raises(StorageTrouble):
        crypto.open_with_passphrase(slots._written(record), "four words of mine")


def _must_not_be_called(*_: object) -> bytes:
    raise AssertionError("work was done")


def test_the_cost_is_bound_to_the_lock(library: tuple[bytes, bytes, str]) -> None:
    made, _, _ = library
    record = json.loads(made)
    record["slots"]["recovery sheet"], record["slots"]["passphrase"] = (
        record["slots"]["passphrase"],
        record["slots"]["recovery sheet"],
    )
    with pytest.raises(WrongPassphrase):
        crypto.open_with_passphrase(slots._written(record), "four words of mine", cost=QUICK)


def test_slots_of_a_newer_program_say_so(library: tuple[bytes, bytes, str]) -> None:
    record = json.loads(library[0]) | {"version": 2, "slots": "in another shape"}
    with pytest.raises(FileTooNew, match="newer program"):
        crypto.open_with_passphrase(json.dumps(record).encode(), "four words of mine")


def test_too_little_memory_is_not_called_a_wrong_passphrase(
    library: tuple[bytes, bytes, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cryptography.hazmat.primitives.kdf import argon2

    class Full:
        def __init__(self, **_: object) -> None: ...

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", Full)
    with pytest.raises(StorageTrouble, match="not enough free memory"):
        crypto.open_with_passphrase(library[0], "four words of mine", cost=QUICK)


def test_the_sheet_has_eight_groups_without_look_alikes() -> None:
    for _ in range(50):
        groups = recovery.new_groups().split()
        assert [len(group) for group in groups] == [4] * 8
        assert not set("".join(groups)) & set("0O1I")


def test_groups_are_read_however_they_are_typed(library: tuple[bytes, bytes, str]) -> None:
    made, data_key, groups = library
    for typed in (
        groups.lower(),
        groups.replace(" ", "-"),
        groups.replace(" ", ""),
        f"\n{groups} ",
    ):
        assert crypto.open_with_recovery(made, typed, cost=QUICK) == data_key


@given(place=st.integers(min_value=0, max_value=7), change=group_numbers.filter(bool))
def test_one_group_that_is_not_as_on_the_sheet_is_named(place: int, change: int) -> None:
    groups = recovery.new_groups().split()
    groups[place] = recovery._written(recovery._read(groups[place]) ^ change)
    with pytest.raises(UserError, match=rf"^Group {place + 1} is not as on the sheet\.$"):
        recovery.secret_in(" ".join(groups))


@given(places=st.sets(st.integers(min_value=0, max_value=7), min_size=2, max_size=2))
def test_two_groups_that_changed_places_are_named(places: set[int]) -> None:
    first, second = sorted(places)
    groups = recovery.new_groups().split()
    if groups[first] == groups[second]:
        return
    groups[first], groups[second] = groups[second], groups[first]
    with pytest.raises(UserError, match=rf"Groups {first + 1} and {second + 1} have changed"):
        recovery.secret_in(" ".join(groups))


@given(
    places=st.sets(st.integers(min_value=0, max_value=7), min_size=2, max_size=2),
    changes=st.tuples(group_numbers.filter(bool), group_numbers.filter(bool)),
)
def test_two_wrong_groups_never_pass(places: set[int], changes: tuple[int, int]) -> None:
    groups = recovery.new_groups().split()
    for place, change in zip(places, changes, strict=True):
        groups[place] = recovery._written(recovery._read(groups[place]) ^ change)
    with pytest.raises(UserError):
        recovery.secret_in(" ".join(groups))


@pytest.mark.parametrize("character", "0O1I?é")
def test_a_character_that_is_never_used_is_named_by_its_group(character: str) -> None:
    groups = recovery.new_groups().split()
    groups[2] = character + groups[2][1:]
    with pytest.raises(UserError, match=r"Group 3 is not as on the sheet|7 were typed|9 were"):
        recovery.secret_in(" ".join(groups))


def test_a_missing_group_is_counted() -> None:
    with pytest.raises(UserError, match="has 8 groups of four characters, and 7 were typed"):
        recovery.secret_in(" ".join(recovery.new_groups().split()[:7]))


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "abc12",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "ababababababab",
        "horsehorsehorse",
        "123456789012345",
        "qwertyuiopasdfgh",
        "poiuytrewqlkjhgf",
        "unicef2026!!!!!",
        "Password12345678",
        "йцукенгшщзфыва",
    ],
)
def test_passphrases_that_are_guessed_first_are_weak(passphrase: str) -> None:
    assert crypto.weakness(passphrase) is not None


@pytest.mark.parametrize(
    "passphrase",
    [
        "copper window seldom river",
        "حصان نافذة نهر بطارية",
        "кінь вікно річка батарея",
        "tr0ub4dor&3-xylophone",
        "  two  spaces  here",
    ],
)
def test_words_that_do_not_belong_together_are_good(passphrase: str) -> None:
    assert crypto.weakness(passphrase) is None


@given(st.text(max_size=60))
def test_every_text_can_be_judged(passphrase: str) -> None:
    found = crypto.weakness(passphrase)
    assert found is None or found.endswith(".")


def test_a_signing_key_opens_with_its_passphrase_alone() -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = crypto.make_signing_key("key-7f3a", "كلمة مرور 🔒 longue", NOW)
    certificate = x509.load_der_x509_certificate(crypto.certificate_of(key, "كلمة مرور 🔒 longue"))

    assert certificate.subject.rfc4514_string() == "CN=key-7f3a"
    assert isinstance(certificate.public_key(), rsa.RSAPublicKey)
    assert certificate.public_key().key_size == 3072  # type: ignore[union-attr]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert certificate.not_valid_before_utc <= NOW
    assert certificate.not_valid_after_utc >= NOW.replace(year=2036)
    for wrong in ("", "another", "كلمة مرور"):
        with pytest.raises(WrongPassphrase, match="Nothing was signed"):
            crypto.certificate_of(key, wrong)
    with pytest.raises(WrongPassphrase):
        crypto.certificate_of(key[:500], "كلمة مرور 🔒 longue")


@pytest.mark.parametrize("name_id", ["", "أحمد", "Ahmed\n", "x" * 65])
def test_no_name_gets_into_a_certificate(name_id: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        crypto.make_signing_key(name_id, "four words of mine", NOW)


def test_a_key_without_a_passphrase_is_not_made() -> None:
    with pytest.raises(UserError, match="needs a passphrase"):
        crypto.make_signing_key("key-7f3a", "", NOW)


def test_an_opened_key_does_not_print_itself() -> None:
    opened = crypto.open_signing_key(crypto.make_signing_key("key-7f3a", "words", NOW), "words")
    assert repr(opened) == "OpenedKey()"


@pytest.fixture(scope="session")
def signing_key() -> bytes:
    return crypto.make_signing_key("key-7f3a", "words of mine", NOW)


@given(st.binary(max_size=100), st.integers(0, 10_000))
def test_a_signature_is_of_this_text_by_this_key_and_of_nothing_else(
    signing_key: bytes, data: bytes, bit: int
) -> None:
    opened = _opened(signing_key)
    signature = opened.sign(data)
    assert crypto.verify_detached(opened.certificate, data, signature)
    assert not crypto.verify_detached(opened.certificate, data + b" ", signature)
    place, turned = bit // 8 % len(signature), bytearray(signature)
    turned[place] ^= 1 << bit % 8
    for wrong in (b"", signature[:-1], b"\x00" + signature, bytes(turned)):
        assert not crypto.verify_detached(opened.certificate, data, wrong)


@given(st.integers(0, 20_000))
def test_a_damaged_certificate_is_never_an_error(signing_key: bytes, bit: int) -> None:
    certificate = bytearray(_opened(signing_key).certificate)
    certificate[bit // 8 % len(certificate)] ^= 1 << bit % 8
    assert not crypto.verify_detached(bytes(certificate), b"data", b"no signature")


_opened = cache(lambda key: crypto.open_signing_key(key, "words of mine"))


@pytest.mark.parametrize("certificate", [b"", b"x", b"\x30" * 9000])
def test_what_is_no_certificate_verifies_nothing(certificate: bytes) -> None:
    assert not crypto.verify_detached(certificate, b"", b"")
    assert not crypto.is_signing_certificate(certificate)


def test_another_passphrase_locks_the_same_key(signing_key: bytes) -> None:
    locked = crypto.change_key_passphrase(signing_key, "words of mine", "عبارة أخرى")
    assert crypto.certificate_of(locked, "عبارة أخرى") == _opened(signing_key).certificate
    with pytest.raises(WrongPassphrase):
        crypto.certificate_of(locked, "words of mine")
    with pytest.raises(WrongPassphrase):
        crypto.change_key_passphrase(signing_key, "not mine", "another")
    with pytest.raises(UserError, match="needs a passphrase"):
        crypto.change_key_passphrase(signing_key, "words of mine", "")


def test_the_name_of_a_key_is_the_hash_of_its_certificate(signing_key: bytes) -> None:
    certificate = _opened(signing_key).certificate
    assert crypto.key_of(certificate) == sha256(certificate).hexdigest()
    assert crypto.grouped(crypto.key_of(certificate)) == crypto.fingerprint(certificate)


def test_a_fingerprint_can_be_read_aloud() -> None:
    found = crypto.fingerprint(b"certificate")
    groups = found.split(" ")
    assert [len(group) for group in groups] == [4] * 8
    assert set("".join(groups)) <= set("0123456789ABCDEF")
    assert found != crypto.fingerprint(b"certificatE")


def test_importing_the_module_loads_no_cryptography() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, dpia_wizard.crypto; print('cryptography' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"


def test_weights_of_the_places_differ() -> None:
    weights = [recovery._weighted([int(at == place) for at in range(8)]) for place in range(8)]
    assert len(set(weights)) == 8
