"""The commands that take questions out to a spreadsheet and in from one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpia_wizard.packs.load import load_pack, load_pack_folder
from tests.cli.conftest import Ask
from tests.packs.xlsform_by_hand import workbook_by_hand

SHIPPED = "child-protection-case-management"


@pytest.fixture
def workbook(ask: Ask, tmp_path: Path) -> Path:
    """The questions of the shipped form as a workbook."""
    path = tmp_path / "questions.xlsx"
    said = ask("xlsform", "out", SHIPPED, "-o", str(path), "--language", "ar")
    assert said.code == 0, said.err
    assert said.out.splitlines()[0] == str(path)
    assert "consent.refusal is not carried" in said.out
    assert "things were not carried." in said.err
    return path


def test_questions_go_out_and_come_in_as_a_pack_that_checks(
    ask: Ask, workbook: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "two-rivers"
    said = ask(
        "xlsform", "in", str(workbook), "-o", str(folder), "--id", "two-rivers", "--title", "Two",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert f"Everything but the questions is from {SHIPPED}" in said.out
    pack = load_pack_folder(folder)
    assert (pack.ref.id, pack.title) == ("two-rivers", "Two")
    assert pack.form == load_pack().form
    assert ask("check-pack", str(folder)).code == 0


def test_a_form_of_others_comes_in_and_what_was_left_is_printed(ask: Ask, tmp_path: Path) -> None:
    file, folder = tmp_path / "survey.xlsx", tmp_path / "site"
    file.write_bytes(workbook_by_hand())
    said = ask("xlsform", "in", str(file), "-o", str(folder))
    assert said.code == 0, said.err
    assert "survey, row 7, constraint: is not carried" in said.out
    assert "survey, row 16, relevant: storage.odd comes in without a condition" in said.out
    assert "from child-protection" not in said.out
    assert load_pack_folder(folder).ref.id == "site-survey"


def test_faults_are_all_told_and_nothing_is_written(
    ask: Ask, workbook: Path, tmp_path: Path
) -> None:
    survey = (("type", "name", "label"), ("text", "a", "A"))
    file, folder = tmp_path / "few.xlsx", tmp_path / "few"
    file.write_bytes(workbook_by_hand(survey))
    said = ask("xlsform", "in", str(file), "-o", str(folder), "--base", SHIPPED)
    assert said.code == 1
    assert "pack.yaml: depth.full" in said.out
    assert "faults in" in said.err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["out", "-o", "questions.csv"], "ends with .xlsx"),
        (["out", "nowhere", "-o", "questions.xlsx"], "no folder or archive"),
        (["out", "-o", "questions.xlsx", "--language", "tlh"], "has no words in tlh"),
        (["in", "nowhere.xlsx", "-o", "folder"], "is not there"),
        (["in", "form.xlsx", "-o", "folder", "--id", "Bad Id"], "cannot be the id"),
        (["in", "no.xlsx", "-o", "folder"], "no workbook"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("form.xlsx").write_bytes(workbook_by_hand())
    Path("no.xlsx").write_bytes(b"type,name,label")
    said = ask("xlsform", *words)
    assert said.code == 1
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] == "f") == ["form.xlsx"]


def test_a_workbook_that_is_there_stays(ask: Ask, workbook: Path) -> None:
    before = workbook.read_bytes()
    assert ask("xlsform", "out", "-o", str(workbook)).code == 1
    assert workbook.read_bytes() == before
    assert ask("xlsform", "out", "-o", str(workbook), "--force").code == 0
