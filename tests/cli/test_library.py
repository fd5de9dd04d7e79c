"""`new`, `list`, `show`, `set` and the passphrase: the library from the command line."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.model import Decision, Risk
from dpia_wizard.core.team import Given
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.rating_round import agree, keep_round
from tests.cli.conftest import PASSPHRASE, Ask


def test_a_new_library_prints_its_recovery_sheet_once(ask: Ask, library: list[str]) -> None:
    first = ask("new", *library, "One")
    assert (first.code, first.out.strip()) == (0, "DPIA-2026-001".replace("2026", first.out[5:9]))
    assert len(first.err.strip().splitlines()[-1].split()) == 8
    second = ask("new", *library, "Two")
    assert (second.code, second.err) == (0, "")


def test_a_weak_passphrase_makes_no_library(ask: Ask, library: list[str], tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("password1234\n")
    said = ask("new", *library, "One")
    assert said.code == 1
    assert not (tmp_path / "library").exists()


def test_a_blank_title_makes_no_library(ask: Ask, library: list[str], tmp_path: Path) -> None:
    said = ask("new", *library, " ")
    assert said.code == 1
    assert not (tmp_path / "library").exists()


def test_a_new_library_shows_its_recovery_sheet_even_when_no_assessment_can_be_made(
    ask: Ask, library: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(self: Library, title: str) -> str:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(Library, "new", full_disk)
    said = ask("new", *library, "One")
    assert said.code == 1
    groups = said.err.strip().splitlines()[1]
    assert Library.recover(tmp_path / "library", groups, PASSPHRASE).list() == ()


def test_the_list_shows_every_assessment(ask: Ask, library: list[str], reference: str) -> None:
    ask("new", *library, "Друга оцінка \u202e\x9b31m")
    said = ask("list", *library)
    assert said.code == 0
    assert reference in said.out
    assert "Друга оцінка" in said.out
    assert "\x9b" not in said.out
    assert "\u202e" not in said.out


def test_the_list_speaks_json(ask: Ask, library: list[str], reference: str) -> None:
    said = ask("list", *library, "--json")
    assert [line["reference"] for line in said.json] == [reference]
    assert said.json[0]["stage"] == "draft"


def test_options_may_stand_before_the_command(ask: Ask, library: list[str], reference: str) -> None:
    assert reference in ask(*library, "list").out


def test_what_is_set_is_shown(ask: Ask, library: list[str], reference: str) -> None:
    for words in (
        ["record.country", "ua"],
        ["0.3", "joint"],
        ["screening.criteria", "vulnerable", "sensitive"],
        ["programme.caseload", "31"],
        ["record.target", "2026-12-18", "--note", "Зима"],
        ["record.author", "--row", '{"post": "Focal point"}'],
        ["record.agencies", "--row", '{"agency": "Agency A", "type": "ingo"}'],
        ["security.codes", "yes", "--evidence", "20 files", "--seen", "2026-10-06"],
    ):
        said = ask("set", *library, reference, *words)
        assert (said.code, said.err) == (0, ""), words
        assert said.out.strip(), "what is set now"
    answers = ask("show", *library, reference, "--json").json["answers"]
    assert answers["record.country"]["value"] == "ua"
    assert answers["record.type"]["value"] == "joint"
    assert answers["screening.criteria"]["value"] == ["sensitive", "vulnerable"]
    assert answers["programme.caseload"]["value"] == 31
    assert answers["record.target"]["note"] == "Зима"
    assert answers["record.author"]["rows"][0]["cells"] == {"post": "Focal point"}
    assert answers["record.agencies"]["rows"][0]["cells"]["type"] == "ingo"
    assert answers["security.codes"]["seen"] == "2026-10-06"


def test_one_question_is_shown_with_what_may_be_answered_and_what_is(
    ask: Ask, library: list[str], reference: str
) -> None:
    assert "vulnerable" in ask("show", *library, reference, "screening.criteria").out
    told = ask("set", *library, reference, "record.country", "ua", "--note", "both oblasts")
    assert "Ukraine" in told.out
    ask("set", *library, reference, "record.agencies", "--row", '{"agency": "A", "type": "ingo"}')
    shown = ask("show", *library, reference, "record.agencies").out
    assert "agency=A, type=ingo" in shown
    assert "ingo  " in shown
    again = ask("show", *library, reference, "0.2a").out
    assert again.endswith(told.out)
    assert ask("show", *library, reference, "0.2a", "--json").code == 2


def test_a_row_can_be_taken_out_again(ask: Ask, library: list[str], reference: str) -> None:
    row = ask("set", *library, reference, "record.agencies", "--row", '{"agency": "A"}').out
    said = ask("set", *library, reference, "record.agencies", "--remove-row", row.strip())
    assert said.code == 0
    assert "record.agencies" not in ask("show", *library, reference, "--json").json["answers"]


def test_an_answer_can_be_taken_away(ask: Ask, library: list[str], reference: str) -> None:
    ask("set", *library, reference, "record.country", "ua")
    assert ask("set", *library, reference, "record.country", "--clear").code == 0
    assert "record.country" not in ask("show", *library, reference, "--json").json["answers"]


def test_a_wrong_answer_is_refused_in_one_sentence_and_nothing_changes(
    ask: Ask, library: list[str], reference: str
) -> None:
    before = ask("show", *library, reference, "--json").json
    for words, named in (
        (["record.country", "xx"], "record.country"),
        (["record.agencies", "--row", "[]"], "--row"),
        (["record.agencies", "--row", '{"type": "bank"}'], "bank"),
        (["record.agencies", "--remove-row", "nowhere"], "nowhere"),
        (["record.country", "ua", "--evidence", "x"], "record.country"),
        (["security.codes", "--seen", "yesterday"], "yesterday"),
        (["nothing.here", "x"], "nothing.here"),
    ):
        said = ask("set", *library, reference, *words)
        assert said.code == 1
        assert named in said.err
        assert said.err.count("\n") == 1
    assert ask("show", *library, reference, "--json").json == before


@pytest.mark.parametrize(
    "words",
    [
        ["show"],
        ["set", "x"],
        ["list", "--orders"],
        ["list", "--order", "size"],
        ["lst"],
        ["set", "x", "record.country"],
        ["set", "x", "record.country", "ua", "--clear"],
        ["--language", "xx", "list"],
    ],
)
def test_bad_use_is_code_2_and_names_the_help(ask: Ask, words: list[str]) -> None:
    said = ask(*words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "--help" in said.err


def test_an_assessment_that_is_not_there_is_named(
    ask: Ask, library: list[str], reference: str
) -> None:
    said = ask("show", *library, "DPIA-1999-001")
    assert said.code == 1
    assert "DPIA-1999-001" in said.err


def test_a_folder_without_a_library_says_how_to_make_one(ask: Ask, library: list[str]) -> None:
    said = ask("list", *library)
    assert said.code == 1
    assert "new" in said.err


def test_a_wrong_passphrase_opens_nothing(
    ask: Ask, library: list[str], reference: str, passphrase_file: Path
) -> None:
    passphrase_file.write_text("another passphrase altogether\n")
    said = ask("list", *library)
    assert said.code == 1
    assert PASSPHRASE not in said.err


def test_the_passphrase_may_come_by_a_file_descriptor(
    ask: Ask, library: list[str], reference: str
) -> None:
    read, write = os.pipe()
    os.write(write, f"{PASSPHRASE}\n".encode())
    os.close(write)
    said = ask("list", library[0], library[1], "--passphrase-fd", str(read))
    assert reference in said.out


def test_nobody_to_ask_is_told(ask: Ask, library: list[str], reference: str) -> None:
    said = ask("list", *library[:2])
    assert said.code == 1
    assert "--passphrase-file" in said.err


def test_the_passphrase_can_be_changed(
    ask: Ask, library: list[str], reference: str, passphrase_file: Path
) -> None:
    fresh = "velvet giraffe thunder pocket"
    passphrase_file.write_text(f"{PASSPHRASE}\n{fresh}\n")
    assert ask("passphrase", "change", *library).code == 0
    passphrase_file.write_text(f"{PASSPHRASE}\n")
    assert ask("list", *library).code == 1
    passphrase_file.write_text(f"{fresh}\n")
    assert ask("list", *library).code == 0


def test_no_passphrase_is_ever_an_argument(ask: Ask) -> None:
    said = ask("list", "--passphrase", PASSPHRASE)
    assert said.code == 2


def test_failures_are_told_in_the_language_asked_for(ask: Ask, library: list[str]) -> None:
    said = ask("list", *library, "--language", "qps")
    assert said.err.startswith("⟦")


def test_show_gives_a_page_for_people(ask: Ask, library: list[str], reference: str) -> None:
    said = ask("show", *library, reference)
    assert said.code == 0
    assert said.out.startswith(reference)
    assert "Screening" in said.out


def test_everything_shown_as_json_is_complete(ask: Ask, library: list[str], reference: str) -> None:
    told = ask("show", *library, reference, "--json").json
    assert {"answers", "risks", "sections", "stops", "actions", "decisions"} <= told.keys()
    assert len(told["sections"]) == 23
    json.dumps(told)


@pytest.mark.parametrize("typed", ["Ukraine", "ukr", "Ukrain", "Ucraine"])
def test_a_country_typed_by_its_name_is_told_with_its_id(
    ask: Ask, library: list[str], reference: str, typed: str
) -> None:
    said = ask("set", *library, reference, "record.country", typed)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "choose from ua, " in said.err


def test_what_people_rated_apart_is_shown_with_its_range_until_they_agree(
    ask: Ask, library: list[str], reference: str
) -> None:
    with Library.open(Path(library[1]), PASSPHRASE) as opened:
        editing = opened.open_assessment(opened.list()[0].id)
        editing.put("add", Risk("R36", severity="serious", likelihood="likely"))
        given = [Given("R36", "CW", "remote", "limited"), Given("R36", "IT", "likely", "grave")]
        keep_round(editing, "round", [*given, Given("R36", "Lead")])
    (risk,) = ask("show", *library, reference, "--json").json["risks"]
    assert risk["level"] == "high"
    found = risk["range"]
    assert (found["lowest"], found["highest"], found["wide"]) == ("low", "critical", True)
    told = [(one["by"], one["level"]) for one in risk["team"]["ratings"]]
    assert told == [("CW", "low"), ("IT", "critical"), ("Lead", "")]
    assert len(ask("show", *library, reference, "--json").json["ratings"]) == 3
    assert risk["team"]["agreed_on"] is None
    assert "(The team’s ratings lie far apart: Low to Critical. Not agreed yet.)" in (
        ask("show", *library, reference).out
    )


def test_a_consensus_says_its_rating_and_that_another_stands_since(
    ask: Ask, library: list[str], reference: str
) -> None:
    with Library.open(Path(library[1]), PASSPHRASE) as opened:
        editing = opened.open_assessment(opened.list()[0].id)
        editing.put("add", Risk("R36"))
        keep_round(editing, "round", [Given("R36", "CW", "remote", "limited")])
        agree(editing, "R36", "likely", "serious", reason="We talked")
    (risk,) = ask("show", *library, reference, "--json").json["risks"]
    told = risk["team"]
    assert told["agreed_on"] == {"likelihood": "likely", "severity": "serious", "level": "high"}
    assert (told["changed_since"], told["changed"]) == (False, "")
    with Library.open(Path(library[1]), PASSPHRASE) as opened:
        editing = opened.open_assessment(opened.list()[0].id)
        editing.put("rate", replace(editing.assessment.risks["R36"], likelihood="possible"))
    (risk,) = ask("show", *library, reference, "--json").json["risks"]
    assert (risk["team"]["changed_since"], risk["team"]["changed"]) == (True, "rating")


def test_an_approval_that_nobody_signed_is_marked_in_list_and_show(
    ask: Ask, library: list[str], reference: str
) -> None:
    with Library.open(Path(library[1]), PASSPHRASE) as opened:
        editing = opened.open_assessment(opened.list()[0].id)
        editing.put("decide", Decision("d1", "approved", "Head", "2026-11-19T10:00:00"))
    assert "Approved · not signed" in ask("list", *library).out
    assert "Approved · not signed" in ask("show", *library, reference).out
    told = ask("show", *library, reference, "--json").json["not_signed"]
    assert told == {"missing": "nobody", "agencies": []}
