"""People, contacts and sign-offs from the command line: two libraries that exchange a card."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from dpia_wizard.core.model import Decision
from dpia_wizard.workspace.key_files import FOLDER
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reviewing import proposed_review
from tests.cli.conftest import PASSPHRASE, Ask
from tests.test_readme import COMMANDS
from tests.workspace.signers import PHRASE, key

ANNA, OLENA = "Анна Коваль", "أولينا (DPO) 7"
Options = Callable[..., list[str]]


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """The options of a library with the passphrases that are read, its own first."""

    def given(*more: str, folder: str = "library") -> list[str]:
        file = tmp_path / "passphrases"
        file.write_text("\n".join((PASSPHRASE, *more)) + "\n", "utf-8")
        return ["--library", str(tmp_path / folder), "--passphrase-file", str(file)]

    return given


@pytest.fixture
def anna(ask: Ask, options: Options, reference: str) -> str:
    """Somebody who signs as the author and head in no library but this one; the assessment."""
    said = ask("people", "add", ANNA, "--post", "Focal point", "--role", "author", *options(PHRASE))
    assert (said.code, said.err) == (0, "")
    groups, words = said.out.splitlines()
    assert (len(groups.split()), len(words.split())) == (8, 8)
    return reference


def test_people_are_added_listed_changed_and_leave(ask: Ask, options: Options, anna: str) -> None:
    assert ANNA in ask("people", "list", *options()).out
    said = ("people", "change", "коваль анна", "--post", "Head", "--role", "head")
    assert ask(*said, *options("wrong one here")).code == 1
    changed = ask(*said, *options(PHRASE))
    assert changed.code == 0
    assert f"{ANNA}  Head  head  " in changed.out
    assert ask("people", "change", ANNA, *options()).code == 2
    (person,) = ask("people", "list", "--json", *options()).json["people"]
    assert (person["name"], person["post"], person["role"], person["left"]) == (
        ANNA,
        "Head",
        "head",
        "",
    )
    told = ask("people", "key", person["id"], *options()).out
    assert told == f"{person['fingerprint']}\n{person['words']}\n"
    assert ask("people", "passphrase", ANNA, *options("wrong one here", "not kept")).code == 1
    assert ask("people", "passphrase", ANNA, *options(PHRASE, "another of mine")).code == 0
    assert "Left on " in ask("people", "leave", ANNA, *options()).out
    assert "Left on " in ask("people", "list", *options()).out
    assert person["fingerprint"] in ask("people", "leave", ANNA, "--back", *options()).out
    removed = ask("people", "leave", ANNA, "--remove", *options()).out
    assert removed == f"The profile of {ANNA} was removed.\n"
    assert ask("people", "list", "--json", *options()).json["people"] == []
    assert ask("people", "key", ANNA, *options()).code == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_missing_passphrase_is_named_with_its_line(
    ask: Ask, options: Options, anna: str, language: str
) -> None:
    for words, line in (
        (("sign-off", anna, "--person", ANNA), "2"),
        (("people", "add", OLENA), "2"),
        (("people", "passphrase", ANNA), "2"),
        (("passphrase", "change"), "2"),
    ):
        said = ask(*words, *options(), "--language", language)
        assert (said.code, said.out) == (1, "")
        assert line in said.err
    (third,) = ask("people", "passphrase", ANNA, *options(PHRASE)).err.splitlines()
    assert third.startswith("Line 3 of the passphrases is missing: “New passphrase of the key”.")


def test_a_role_that_nobody_signs_in_is_refused_and_the_roles_are_named(
    ask: Ask, options: Options, anna: str
) -> None:
    assert anna
    check = ("contacts", "check", "1F0C " * 8, "--how", "voice", "--by", ANNA, "--name", OLENA)
    for words in (("people", "add", OLENA), ("people", "change", ANNA), check):
        said = ask(*words, "--role", "boss", *options(PHRASE))
        assert (said.code, said.out) == (1, "")
        assert "author, supervisor, adviser, owner, head, participant" in said.err
    assert [p["role"] for p in ask("people", "list", "--json", *options()).json["people"]] == [
        "author"
    ]
    assert ask("contacts", "list", "--json", *options()).json == []


def test_a_key_beside_the_library_becomes_a_profile(
    ask: Ask, options: Options, reference: str, tmp_path: Path
) -> None:
    assert reference
    folder = tmp_path / "library" / FOLDER
    folder.mkdir()
    (folder / "head-0001.p12").write_bytes(key("head").locked)
    assert "head-0001" in ask("people", "list", *options()).out
    words = ["people", "add", "Olena", "--role", "head", "--key-file", "head-0001"]
    assert ask(*words, *options("no such phrase")).code == 1
    assert ask(*words, *options(PHRASE)).code == 0
    told = ask("people", "list", "--json", *options()).json
    assert (told["people"][0]["name"], told["key_files"]) == ("Olena", [])


def test_a_card_goes_to_another_laptop_and_is_checked_there(
    ask: Ask, options: Options, anna: str, tmp_path: Path
) -> None:
    card, there = tmp_path / "card.json", "elsewhere"
    assert ask("people", "card", ANNA, "--out", str(card), *options()).code == 0
    assert ask("people", "card", ANNA, "--out", str(card), *options()).code == 1  # it is there
    assert ask("new", "Elsewhere", *options(PASSPHRASE, folder=there)).code == 0
    said = ask("contacts", "add", str(card), *options(folder=there))
    assert said.code == 0
    assert ANNA in said.out
    assert "Not compared yet" in said.out
    (contact,) = ask("contacts", "list", "--json", *options(folder=there)).json
    assert contact["words"] in said.out
    assert (contact["checked"], contact["role"], contact["met_in"]) == (False, "", "card.json")
    words = ["--how", "voice", "--by", "Petro", "--role", "head"]
    refused = ask("contacts", "check", contact["fingerprint"], *words, *options(folder=there))
    assert refused.code == 1
    assert "Write the agency of" in refused.err
    words[-1] = "author"
    checked = ask("contacts", "check", contact["fingerprint"], *words, *options(folder=there))
    assert checked.code == 0
    assert checked.out.startswith("Compared by voice on ")
    assert ask("contacts", "list", *options(folder=there)).out.rstrip().endswith(" by Petro.")
    assert ask("contacts", "uncheck", ANNA, *options(folder=there)).code == 0
    assert not ask("contacts", "list", "--json", *options(folder=there)).json[0]["checked"]
    assert ask("contacts", "add", str(tmp_path / "passphrases"), *options(folder=there)).code == 1


def test_the_people_and_cards_of_readme_can_be_typed_in_their_order(
    ask: Ask,
    options: Options,
    reference: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert reference
    monkeypatch.chdir(tmp_path)
    assert ask("new", "Elsewhere", *options(PASSPHRASE, folder="there")).code == 0
    petro = ("Petro Bila", *options(PHRASE, folder="there"))
    assert ask("people", "add", *petro).code == 0
    assert ask("people", "card", *petro, "--out", "card-of-petro.json").code == 0
    lines = [shlex.split(line, comments=True) for line in COMMANDS]
    typed = [line for line in lines if line[0] in ("people", "contacts")]
    assert len(typed) >= 4
    for line in typed:
        said = ask(*line, *options(PHRASE))
        assert (said.code, said.err) == (0, ""), line


def test_a_card_of_this_very_laptop_is_not_taken_over_in_silence(
    ask: Ask, options: Options, anna: str, tmp_path: Path
) -> None:
    assert anna
    card = tmp_path / "card.json"
    assert ask("people", "card", ANNA, "--out", str(card), *options()).code == 0
    said = ask("contacts", "add", str(card), *options())
    assert said.code == 1
    assert (
        f"This is the card of {ANNA}, whose key is on this laptop, so nothing was added."
        in said.err
    )
    assert ask("contacts", "list", "--json", *options()).json == []
    told = ask("contacts", "add", str(card), *options(), "--language", "ar")
    assert "," not in told.out
    assert "،" in told.out


def test_a_key_is_compared_by_somebody_here_and_its_holder_has_a_name(
    ask: Ask, options: Options, anna: str
) -> None:
    assert anna
    check = ("contacts", "check", "1F0C 9A77 0B3D 52E1 8C46 D0F9 27AB 6E15", "--how", "voice")
    said = ask(*check, "--by", "Nobody Here", "--name", OLENA, *options())
    assert (said.code, said.out) == (1, "")
    assert (
        f"Nobody Here does not work on this laptop. Say who of these compared the key: {ANNA}."
        in (said.err)
    )
    said = ask(*check, "--by", ANNA, *options())
    assert (said.code, said.out) == (1, "")
    assert "say with --name whose key it is" in said.err
    assert ask("contacts", "list", "--json", *options()).json == []
    assert ask(*check, "--by", ANNA, "--name", OLENA, *options()).code == 0
    assert ask(*check, "--by", ANNA, "--role", "author", *options()).code == 0
    (contact,) = ask("contacts", "list", "--json", *options()).json
    assert (contact["name"], contact["role"], contact["checked"]) == (OLENA, "author", True)


def test_the_same_name_with_another_key_is_told(
    ask: Ask, options: Options, anna: str, tmp_path: Path
) -> None:
    assert ask("new", "Elsewhere", *options(PASSPHRASE, folder="elsewhere")).code == 0
    forged = ["people", "add", "Анна  КОВАЛЬ", *options(PHRASE, folder="elsewhere")]
    assert ask(*forged).code == 0
    card = tmp_path / "card.json"
    out = ["--out", str(card), *options(folder="elsewhere")]
    assert ask("people", "card", ANNA, *out).code == 0
    said = ask("contacts", "add", str(card), *options())
    assert f"This is another key than that of {ANNA}, who works on this laptop." in said.out


def test_an_approval_for_longer_than_the_rules_allow_names_the_latest_day(
    ask: Ask, options: Options, reference: str
) -> None:
    head = ("people", "add", OLENA, "--post", "Head of office", "--role", "head")
    assert ask(*head, *options(PHRASE)).code == 0
    with Library.open(Path(options()[1]), PASSPHRASE) as opened:
        editing = opened.open_assessment(opened.find(reference))
        editing.put("decide", Decision("d1", "sent", "Focal point", "2026-01-01T08:00"))
        latest = proposed_review(editing)
    words = ["--person", OLENA, "--move", "approved_with_conditions", "--until", "2099-01-01"]
    said = ask("sign-off", reference, *words, *options(PHRASE))
    assert (said.code, said.out) == (1, "")
    assert f"Choose {latest} at the latest: the rules of this form" in said.err


def test_what_refuses_a_move_is_told_and_what_is_to_be_given_with_it(
    ask: Ask, options: Options, reference: str
) -> None:
    for name, role in ((ANNA, "author"), (OLENA, "head")):
        post = f"Post of {role}"
        who = ("people", "add", name, "--post", post, "--role", role, *options(PHRASE))
        assert ask(*who).code == 0

    def refused(name: str, *words: str) -> list[str]:
        said = ask("sign-off", reference, "--person", name, "--move", *words, *options())
        assert (said.code, said.out) == (1, "")
        return said.err.splitlines()

    not_now = ["The assessment is not at a stage where this can be done."]
    assert refused(OLENA, "approved") == not_now
    assert refused(OLENA, "sent") == [
        "This is for somebody else to do: Author.",
        "Nothing is rated yet: there is no risk in the register.",
    ]
    with Library.open(Path(options()[1]), PASSPHRASE) as opened:
        editing = opened.open_assessment(opened.find(reference))
        editing.put("decide", Decision("d1", "sent", "Focal point", "2026-01-01T08:00"))
    assert "This is for somebody else to do: Head of office." in refused(ANNA, "approved")
    (why,) = refused(OLENA, "returned")
    assert why.startswith("Write why with --reason")
    asked = refused(OLENA, "approved_with_conditions")
    assert any("with --until" in sentence for sentence in asked)
    assert any("conditions of the approval with --reason" in sentence for sentence in asked)
    arabic = ("returned", "--language", "ar")
    assert "--reason" in refused(OLENA, *arabic)[0]
    assert refused(OLENA, *arabic) != [why]
    words = ("--person", OLENA, "--move", "returned", "--reason", "Rate R5 anew")
    assert ask("sign-off", reference, *words, *options(PHRASE)).code == 0


def test_what_belongs_to_a_move_is_not_swallowed_without_one(
    ask: Ask, options: Options, anna: str
) -> None:
    words = ("sign-off", anna, "--person", ANNA)
    for more in (("--until", "31/12/2026"), ("--until", "2099-12-31"), ("--reason", "Because")):
        assert ask(*words, *more, *options(PHRASE)).code == 2
    said = ask(*words, "--move", "sent", "--until", "31/12/2026", *options(PHRASE))
    assert (said.code, said.out) == (1, "")
    assert "31/12/2026" in said.err
    assert ask("sign-offs", anna, *options()).out == "Nobody has signed this assessment.\n"


def test_an_assessment_is_signed_off_and_what_counts_is_told(
    ask: Ask, options: Options, anna: str
) -> None:
    none = ask("sign-offs", anna, *options())
    assert (none.code, none.out) == (1, "Nobody has signed this assessment.\n")
    assert ask("sign-off", anna, "--person", ANNA, *options("wrong passphrase")).code == 1
    assert ask("sign-off", anna, "--person", ANNA, "--role", "head", *options(PHRASE)).code == 1
    assert ask("sign-off", anna, "--person", ANNA, *options(PHRASE)).code == 0
    said = ask("sign-offs", anna, *options())
    assert said.code == 0
    assert "Author: signed on " in said.out
    assert "Nothing that was signed has changed since." in said.out
    arabic = ask("sign-offs", anna, *options(), "--language", "ar").out
    assert f"{ANNA}، Focal point" in arabic
    assert "," not in arabic
    assert ask("set", anna, "record.area", "Two hromadas", *options()).code == 0
    void = ask("sign-offs", anna, "--json", *options())
    assert void.code == 1
    assert void.json["sign_offs"][0]["problems"] == ["void"]
    assert void.json["sign_offs"][0]["standing"] == "void"
    assert "so it holds no longer" in ask("sign-offs", anna, *options()).out
    assert ask("sign-off", anna, "--person", ANNA, *options(PHRASE)).code == 0
    again = ask("sign-offs", anna, *options())
    assert again.code == 0  # nobody relies on the one before
    assert again.out.count("Edition 1.") == 2
    before, after = again.out.split("Edition 1.")[1:]
    assert "A later sign-off in this role stands in its place." in before
    assert "so it holds no longer" in before
    assert "A later sign-off" not in after
    told = ask("sign-offs", anna, "--json", *options()).json["sign_offs"]
    assert [(one["edition"], one["replaced"]) for one in told] == [(1, True), (1, False)]


def test_a_report_is_signed_by_a_person_of_the_library(
    ask: Ask, options: Options, anna: str, tmp_path: Path
) -> None:
    report, signed = tmp_path / "report.pdf", tmp_path / "signed.pdf"
    assert ask("report", anna, "--out", str(report), *options()).code == 0
    words = ["sign", str(report), "--out", str(signed), "--person", ANNA]
    assert ask(*words, "--field", "head", *options(PHRASE)).code == 1
    assert ask(*words, "--field", "author", "--key", "k.p12", *options(PHRASE)).code == 2
    assert ask(*words, "--field", "author", *options(PHRASE)).code == 0
    told = ask("verify", str(signed), "--contacts", "--json", *options()).json
    assert [(one["known"], one["name"], one["post"]) for one in told["signers"]] == [
        (True, ANNA, "Focal point")
    ]
    assert not ask("verify", str(signed), "--json").json["signers"][0]["known"]


def test_a_post_that_the_holder_of_a_known_key_claims_is_told_as_a_doubt(
    ask: Ask, options: Options, anna: str, tmp_path: Path
) -> None:
    report, signed, file = (tmp_path / name for name in ("report.pdf", "signed.pdf", "key.p12"))
    assert ask("report", anna, "--out", str(report), *options()).code == 0
    file.write_bytes(key("olena").locked)
    words = ["sign", str(report), "--out", str(signed), "--field", "head", "--key", str(file)]
    claims = ["--name", "Олена", "--post", "Minister and Head"]
    (tmp_path / "own").write_text(f"{PHRASE}\n", "utf-8")
    assert ask(*words, *claims, "--passphrase-file", str(tmp_path / "own")).code == 0
    fingerprint = ask("verify", str(signed), "--json").json["signers"][0]["fingerprint"]
    checked = [
        "--how",
        "voice",
        "--by",
        ANNA,
        "--name",
        "Олена",
        "--post",
        "Head",
        "--role",
        "head",
    ]
    checked += ["--agency", "Agency A"]
    assert ask("contacts", "check", fingerprint, *checked, *options()).code == 0
    told = ask("verify", str(signed), "--contacts", "--json", *options()).json
    (signer,) = told["signers"]
    assert (signer["name"], signer["post"], signer["known"]) == ("Олена", "Head", True)
    doubt = (
        "Head of office: In this file the post of Олена is Minister and Head; noted here is Head."
    )
    assert any(one.startswith(doubt) for one in told["problems"])
    said = ask("verify", str(signed), "--contacts", *options())
    assert said.code == 1
    assert said.out.count("Minister") == 1
    assert "Олена, Head with the key" in said.out
    arabic = ask("verify", str(signed), "--contacts", *options(), "--language", "ar").out
    assert "والمدوَّن هنا" in arabic


def test_a_report_signed_in_somebody_elses_name_or_role_is_told(
    ask: Ask, options: Options, anna: str, tmp_path: Path
) -> None:
    report, signed, file = (tmp_path / name for name in ("report.pdf", "signed.pdf", "key.p12"))
    assert ask("report", anna, "--out", str(report), *options()).code == 0
    file.write_bytes(key("forger").locked)
    forged = ["--key", str(file), "--name", ANNA, "--post", "Head of office"]
    end = ["--field", "head", *options(PHRASE)]
    end[-1] = str(tmp_path / "own")
    (tmp_path / "own").write_text(f"{PHRASE}\n", "utf-8")
    assert ask("sign", str(report), "--out", str(signed), *forged, *end).code == 0
    said = ask("verify", str(signed), "--contacts", *options())
    assert said.code == 1
    sentence = f"Head of office: This is another key than that of {ANNA}"
    assert sentence in said.out
    told = ask("verify", str(signed), "--contacts", "--json", *options()).json
    assert any(problem.startswith(sentence) for problem in told["problems"])
