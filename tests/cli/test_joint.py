"""A joint assessment from the command line: agencies sign in their own places."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from dpia_wizard.report import verify as verifying
from tests.cli.conftest import PASSPHRASE, Ask
from tests.workspace.signers import PHRASE

PARTNERS = ("Partner B", "Партнер Г")
Options = Callable[..., list[str]]


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """The options of a library with the passphrases that are read, its own first."""

    def given(*more: str) -> list[str]:
        file = tmp_path / "passphrases"
        file.write_text("\n".join((PASSPHRASE, *more)) + "\n", "utf-8")
        return ["--library", str(tmp_path / "library"), "--passphrase-file", str(file)]

    return given


@pytest.fixture
def joint(ask: Ask, options: Options, reference: str) -> str:
    """The reference of a joint assessment, where two agencies have somebody who signs."""
    assert ask("set", reference, "record.type", "joint", *options()).code == 0
    for agency in PARTNERS:
        row = ("--row", json.dumps({"agency": agency, "part": "joint"}))
        assert ask("set", reference, "record.agencies", *row, *options()).code == 0
        person = ("--agency", agency, "--role", "participant")
        assert ask("people", "add", f"From {agency}", *person, *options(PHRASE)).code == 0
    return reference


def test_people_of_agencies_sign_off_in_their_places(
    ask: Ask, options: Options, joint: str
) -> None:
    for agency in PARTNERS:
        said = ask("sign-off", joint, "--person", f"From {agency}", *options(PHRASE))
        assert (said.code, said.err) == (0, "")
    told = ask("sign-offs", joint, *options())
    assert told.code == 0
    assert all(f"Participant: {agency}" in told.out for agency in PARTNERS)
    found = ask("sign-offs", joint, "--json", *options()).json["sign_offs"]
    assert [(one["role"], one["agency"]) for one in found] == [
        ("participant", agency) for agency in PARTNERS
    ]


def test_somebody_of_no_agency_of_it_is_told_which_there_are(
    ask: Ask, options: Options, joint: str
) -> None:
    stranger = ("people", "add", "Stranger", "--agency", "Elsewhere", "--role", "participant")
    assert ask(*stranger, *options(PHRASE)).code == 0
    said = ask("sign-off", joint, "--person", "Stranger", *options(PHRASE))
    assert said.code == 1
    assert "Partner B, Партнер Г" in said.err


def test_who_signs_a_report_for_an_agency_that_takes_no_part_is_told_so(
    ask: Ask, options: Options, joint: str, tmp_path: Path
) -> None:
    for name, agency in (("Wrong One", "Партнер Q (2)"), ("No One", "")):
        made = ("people", "add", name, "--agency", agency, "--role", "participant")
        assert ask(*made, *options(PHRASE)).code == 0
    report, signed = str(tmp_path / "r.pdf"), tmp_path / "s.pdf"
    assert ask("report", joint, "--out", report, *options()).code == 0

    def refused(name: str, *more: str) -> str:
        sign = ("sign", report, "--field", "participant", "--person", name, "-o", str(signed))
        said = ask(*sign, *more, *options(PHRASE))
        assert (said.code, signed.exists()) == (1, False)
        return said.err

    wrong = refused("Wrong One")
    assert "Партнер Q (2) takes no part in this assessment" in wrong
    assert "Partner B, Партнер Г" in wrong
    assert "no place" not in wrong
    assert "Partner B, Партнер Г" in refused("Wrong One", "--language", "ar")
    assert refused("No One").startswith("Say for which agency this is signed.")
    assert ask("set", joint, "record.type", "agency", *options()).code == 0
    assert ask("report", joint, "--out", report, "--force", *options()).code == 0
    assert "the assessment is not joint" in refused("From Partner B")


def test_a_report_is_signed_in_the_place_of_the_agency_of_the_profile(
    ask: Ask, options: Options, joint: str, tmp_path: Path
) -> None:
    report, signed, both = (str(tmp_path / f"{name}.pdf") for name in ("r", "s", "b"))
    assert ask("report", joint, "--out", report, *options()).code == 0
    sign = ("--field", "participant", "--person")
    first = ("sign", report, *sign, "From Partner B", "-o", signed, *options(PHRASE))
    assert ask(*first).code == 0
    again = ask("sign", signed, *sign, "From Partner B", "-o", both, *options(PHRASE))
    assert (again.code, "signed already" in again.err) == (1, True)
    assert ask("sign", signed, *sign, "From Партнер Г", "-o", both, *options(PHRASE)).code == 0
    said = ask("verify", both, "--contacts", "--json", *options())
    told = json.loads(said.out)
    assert said.code == 1  # nobody of the agency that leads has signed
    assert [(one["role"], one["agency"], one["known"]) for one in told["signers"]] == [
        ("participant", agency, True) for agency in PARTNERS
    ]
    assert "participant_" not in said.out
    for agency in ("Партнер Г", "партнер  г", "Партнёр"):  # by the name, however it is typed
        with patch.object(verifying, "verify", wraps=verifying.verify) as verify:
            known = ask("verify", signed, "--contacts", "--signed", agency, *options())
        assert verify.call_count == 1
        called = "Партнёр" if agency == "Партнёр" else "Participant: Партнер Г"
        assert f"A signature that was there is missing: {called}." in known.out
    both_known = ask("verify", both, "--contacts", "--signed", "ПАРТНЕР Г", *options())
    assert "A signature that was there" not in both_known.out
    missing = ask("verify", signed, "--contacts", *options())
    assert "Партнер Г" in missing.out
    assert "participant_" not in missing.out
