"""Matrices and tables on the command line: listed, looked at, swapped with a reason, written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpia_wizard.core.model import Risk
from dpia_wizard.workspace.library import Library
from tests.cli.conftest import PASSPHRASE, Ask


@pytest.fixture
def rated(reference: str, tmp_path: Path) -> str:
    """An assessment with one risk that is clear on another matrix and one that is not."""
    with Library.open(tmp_path / "library", PASSPHRASE) as library:
        editing = library.open_assessment(library.find(reference))
        editing.put(
            "rate a risk",
            Risk("own1", title="A list is lost", likelihood="likely", severity="limited"),
            Risk("own2", title="A child is found", likelihood="remote", severity="grave"),
            Risk("own3", title="A name is told", likelihood="likely", severity="serious"),
        )
    return reference


def test_the_four_matrices_are_listed_with_how_sure_their_source_is(ask: Ask) -> None:
    found = {one["id"]: one for one in ask("matrices", "--json").json}
    assert set(found) == {
        "child-protection-4x4", "conventional-5x5", "ico-3x3", "un-security-5x5",
    }  # fmt: skip
    assert found["un-security-5x5"]["confidence"] == "low"
    lines = ask("matrices").out.splitlines()
    assert len(lines) == 4
    assert "3×3" in next(line for line in lines if "ico-3x3" in line)


def test_a_preview_of_a_register_without_risks_says_so(
    ask: Ask, reference: str, library: list[str]
) -> None:
    said = ask("matrix", *library, reference, "--to", "ico-3x3", "--preview")
    assert "no risk in the register" in said.out


def test_a_preview_changes_nothing_and_tells_what_would_stand_lower_first(
    ask: Ask, rated: str, library: list[str]
) -> None:
    said = ask("matrix", *library, rated, "--to", "ico-3x3", "--preview", "--json")
    assert said.code == 0
    risks = said.json["risks"]
    assert [risk["id"] for risk in risks] == ["own2", "own3", "own1"]
    assert risks[0]["lower"]
    assert risks[1]["judge_again"] == {"likelihood": [], "severity": ["significant", "severe"]}
    lines = ask("matrix", *library, rated, "--to", "ico-3x3", "--preview").out
    assert "! own2  High → Medium" in lines
    kept = ask("show", *library, rated, "--json").json
    assert kept["matrix"]["id"] == "child-protection-4x4"


def test_a_swap_needs_a_reason_and_keeps_it(ask: Ask, rated: str, library: list[str]) -> None:
    refused = ask("matrix", *library, rated, "--to", "ico-3x3")
    assert refused.code == 1
    assert "--reason" in refused.err
    done = ask("matrix", *library, rated, "--to", "ico-3x3", "--reason", "Our group uses it")
    assert done.code == 0
    kept = ask("show", *library, rated, "--json").json
    assert kept["matrix"]["id"] == "ico-3x3"
    levels = {risk["id"]: risk["level"] for risk in kept["risks"]}
    assert levels == {"own1": "high", "own2": "medium", "own3": ""}
    assert [d["reason"] for d in kept["decisions"]] == ["Our group uses it"]
    assert len(kept["remarks"]) == 3
    assert "High" in ask("list", *library).out


@pytest.mark.parametrize("to", ["child-protection-4x4", "no-such-matrix", "../etc"])
def test_a_matrix_that_is_used_or_not_here_is_refused(
    ask: Ask, reference: str, library: list[str], to: str
) -> None:
    said = ask("matrix", *library, reference, "--to", to, "--reason", "x")
    assert said.code == 1
    assert to in said.err


def test_an_assessment_goes_through_all_matrices_and_back(
    ask: Ask, rated: str, library: list[str]
) -> None:
    for to in ("un-security-5x5", "conventional-5x5", "ico-3x3", "child-protection-4x4"):
        said = ask("matrix", *library, rated, "--to", to, "--reason", "trying it")
        assert said.code == 0, said.err
    assert ask("show", *library, rated, "--json").json["matrix"]["id"] == "child-protection-4x4"


@pytest.mark.parametrize(
    ("name", "begins"),
    [("t.pdf", b"%PDF"), ("t.xlsx", b"PK"), ("t.csv", b"\xef\xbb\xbf"), ("T.CSV", b"\xef\xbb\xbf")],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_tables_are_written_as_the_ending_says(
    ask: Ask,
    reference: str,
    library: list[str],
    tmp_path: Path,
    name: str,
    begins: bytes,
    language: str,
) -> None:
    out = tmp_path / name
    said = ask("tables", *library, reference, "-o", str(out), "--language", language)
    assert said.code == 0, said.err
    assert out.read_bytes().startswith(begins)
    again = ask("tables", *library, reference, "-o", str(out))
    assert again.code == 1
    assert ask("tables", *library, reference, "-o", str(out), "--force").code == 0


def test_tables_of_another_kind_are_refused(
    ask: Ask, reference: str, library: list[str], tmp_path: Path
) -> None:
    said = ask("tables", *library, reference, "-o", str(tmp_path / "t.docx"))
    assert said.code == 1
    assert ".xlsx" in said.err
    assert not (tmp_path / "t.docx").exists()
