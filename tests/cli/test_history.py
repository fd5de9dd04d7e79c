"""`history`, `check-history` and `compare` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ask


@pytest.fixture
def worked(ask: Ask, library: list[str], reference: str) -> list[str]:
    """The words that name an assessment with four entries."""
    for words in (
        ["record.country", "ua"],
        ["programme.caseload", "31"],
        ["programme.caseload", "42"],
    ):
        assert ask("set", *library, reference, *words).code == 0
    return [*library, reference]


def printed(ask: Ask, worked: list[str], path: Path) -> str:
    assert ask("report", *worked, "--out", str(path)).code == 0
    end = ask("history", *worked, "--json").json[-1]
    return f"{end['number']} {end['hash'][:40].upper()}"


def test_the_history_is_listed_with_what_was_done(ask: Ask, worked: list[str]) -> None:
    said = ask("history", *worked)
    assert said.code == 0
    lines = said.out.splitlines()
    assert len(lines) == 4
    assert lines[0].endswith("The assessment was begun.")
    assert lines[3].endswith("Changed: the answer to question 2.6a.")
    told = ask("history", *worked, "--json").json
    assert [entry["number"] for entry in told] == [1, 2, 3, 4]
    assert told[3]["changes"][0]["after"]["value"] == 42
    assert len({entry["hash"] for entry in told}) == 4


def test_without_anything_from_outside_the_check_says_what_cannot_be_known(
    ask: Ask, worked: list[str]
) -> None:
    said = ask("check-history", *worked)
    assert said.code == 0
    first, second = said.out.splitlines()
    assert first == "The history holds: 4 entries, each tied to those before it."
    assert "rewrote all of it" in second


def test_the_check_takes_what_a_report_prints_or_the_report(
    ask: Ask, worked: list[str], tmp_path: Path
) -> None:
    typed = printed(ask, worked, tmp_path / "report.pdf")
    assert ask("set", *worked, "programme.caseload", "43").code == 0
    for given in (["--anchor", typed], ["--report", str(tmp_path / "report.pdf")]):
        said = ask("check-history", *worked, *given)
        assert said.code == 0
        assert "agrees with what was kept outside the library, up to entry 4" in said.out
        assert said.out.splitlines()[-1].startswith("What came after entry 4 cannot be known")
    told = ask("check-history", *worked, "--anchor", typed, "--json").json
    assert (told["whole"], told["vouched"], told["remembered"]) == (True, 4, 4)
    assert told["broken"] is None


def test_a_history_that_does_not_fit_what_was_printed_is_refused(
    ask: Ask, worked: list[str]
) -> None:
    said = ask("check-history", *worked, "--anchor", f"3 {'AB12 ' * 10}")
    assert said.code == 1
    assert said.out.startswith("The history was rewritten: its digits at entry 3")
    told = ask("check-history", *worked, "--anchor", f"9 {'ab12' * 16}", "--json")
    assert told.code == 1
    broken = told.json["broken"]
    assert (broken["kind"], broken["place"]) == ("cut", 5)
    assert "older copy of the library" in told.json["sentences"][0]


def test_what_is_no_anchor_and_no_report_of_ours_is_told(
    ask: Ask, worked: list[str], tmp_path: Path
) -> None:
    assert ask("check-history", *worked, "--anchor", "4 ABCD").code == 1
    page = tmp_path / "page.pdf"
    assert ask("caseworker", *worked, "--out", str(page)).code == 0
    said = ask("check-history", *worked, "--report", str(page))
    assert (said.code, said.out) == (1, "")
    assert "does not say how far the history went" in said.err
    page.write_bytes(b"no PDF")
    assert ask("check-history", *worked, "--report", str(page)).code == 1


def test_a_report_on_another_assessment_accuses_nobody(
    ask: Ask, worked: list[str], library: list[str], tmp_path: Path
) -> None:
    other = ask("new", *library, "Another").out.strip()
    path = tmp_path / "other.pdf"
    assert ask("report", *library, other, "--out", str(path)).code == 0
    said = ask("check-history", *worked, "--report", str(path))
    assert (said.code, said.out) == (1, "")
    assert "is a report on another assessment" in said.err


def test_two_moments_are_compared_field_by_field(ask: Ask, worked: list[str]) -> None:
    said = ask("compare", *worked, "--from", "3")
    assert said.code == 0
    assert said.out.splitlines() == [
        "2.6a How many open cases has one caseworker?",
        "    Answer: from 31 to 42",
    ]
    (place,) = ask("compare", *worked, "--from", "3", "--to", "4", "--json").json
    assert (place["kind"], place["id"]) == ("question", "programme.caseload")
    (changed,) = place["changed"]
    assert (changed["before"]["value"], changed["after"]["value"]) == (31, 42)
    none = ask("compare", *worked, "--from", "edition-1").out.strip()  # its last entry, of now
    assert none == "Nothing differs between these two moments."


def test_a_moment_that_is_not_there_is_refused(ask: Ask, worked: list[str]) -> None:
    for moment in ("17", "edition-2", "head"):
        said = ask("compare", *worked, "--from", moment)
        assert (said.code, said.out) == (1, "")
