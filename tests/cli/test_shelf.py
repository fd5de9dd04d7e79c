"""Forms from a file, and another edition for an assessment, from the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.model import Answer, PackRef, Risk, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.packs.load import load_pack
from dpia_wizard.workspace.library import Library
from tests.cli.conftest import PASSPHRASE, Ask
from tests.small_packs import ANOTHER, small_archive


@pytest.fixture
def begun(ask: Ask, library: list[str]) -> list[str]:
    """A library with one assessment made with the shipped form."""
    assert ask("new", "Cash list", *library).code == 0
    return library


def test_the_forms_that_are_here_are_listed(ask: Ask, begun: list[str]) -> None:
    (shipped,) = ask("packs", "--json", *begun).json
    ref = load_pack().ref
    assert (shipped["id"], shipped["fingerprint"]) == (ref.id, ref.fingerprint)
    assert (shipped["source"], shipped["used"]) == ("shipped", 1)
    assert "ar" in shipped["languages"]
    assert ref.id in ask("packs", *begun).out
    assert "إدارة حالات حماية الطفل" in ask("packs", "--language", "ar", *begun).out


def test_a_form_is_installed_used_and_removed(ask: Ask, begun: list[str], tmp_path: Path) -> None:
    file = str(small_archive(tmp_path, "1"))
    said = ask("install-pack", file, *begun)
    assert said.code == 0
    assert "edition 1, is installed." in said.out
    assert "Not signed: check the fingerprint" in said.out
    assert "was here already" in ask("install-pack", file, *begun).out
    reference = ask("new", "Helpline", "--form", "every-kind", *begun).out.strip()
    shown = ask("show", reference, "--json", *begun).json
    assert (shown["form"]["id"], shown["form"]["edition"]) == ("every-kind", "1")
    assert ask("set", reference, "safeguards.purpose", "To help", *begun).code == 0
    refused = ask("remove-pack", "every-kind", *begun)
    assert (refused.code, "is made with this form" in refused.err) == (1, True)
    file = str(small_archive(tmp_path, "2", *ANOTHER))
    assert ask("install-pack", file, *begun).code == 0
    assert ask("remove-pack", "every-kind@2", *begun).code == 0
    assert "no newer edition" in ask("upgrade", reference, "--preview", *begun).out.casefold()


def test_every_fault_of_a_file_is_printed(ask: Ask, begun: list[str], tmp_path: Path) -> None:
    file = tmp_path / "broken.zip"
    file.write_bytes(b"PK nothing")
    said = ask("install-pack", str(file), *begun)
    assert said.code == 1
    assert "archive" in said.out
    assert "Nothing was installed." in said.err


def test_an_assessment_is_moved_only_when_somebody_says_so(
    ask: Ask, begun: list[str], tmp_path: Path
) -> None:
    ask("install-pack", str(small_archive(tmp_path, "1")), *begun)
    reference = ask("new", "Helpline", "--form", "every-kind", *begun).out.strip()
    ask("set", reference, "record.triggers", "photos", "biometrics", *begun)
    ask("install-pack", str(small_archive(tmp_path, "2", *ANOTHER)), *begun)
    before = ask("show", reference, "--json", *begun).json
    seen = ask("upgrade", reference, "--preview", *begun)
    assert seen.code == 0
    order = [seen.out.index(words) for words in ("your answers", "What is asked", "Only the words")]
    assert order == sorted(order)
    assert "Photographs of children are taken" in seen.out
    assert ask("show", reference, "--json", *begun).json == before
    assert ask("upgrade", reference, *begun).code == 2
    changes = ask("upgrade", reference, "--yes", "--json", *begun).json["changes"]
    assert changes[0]["note"] == "set_aside"
    after = ask("show", reference, "--json", *begun).json
    assert after["form"]["edition"] == "2"
    assert ask("upgrade", reference, "--preview", "--json", *begun).json is None


def test_a_move_from_a_lost_edition_tells_first_what_nobody_can_compare(
    ask: Ask, begun: list[str], tmp_path: Path
) -> None:
    target = small_archive(tmp_path, "2", *ANOTHER)
    ask("install-pack", str(target), *begun)
    with Library.open(tmp_path / "library", PASSPHRASE) as library:
        mine = library.store.load(library.new("Helpline", form="every-kind"))
        lost = pinned(PackRef("every-kind", "1", "1" * 64), mine.matrix)
        answers = {
            "record.triggers": Answer("record.triggers", ("photos",)),
            "gone.too": Answer("gone.too", "Still here"),
        }
        risks = {"GONE1": Risk("GONE1"), "own": Risk("own", title="Ours")}
        older = replace(
            mine, id="older", reference="DPIA-2020-009", pins=lost, answers=answers, risks=risks
        )
        library.store.add(older, Summary("Older", older.reference), at="2026-01-01T08:00:00", by="")
    told = ask("upgrade", "DPIA-2020-009", "--preview", "--json", *begun).json
    assert (told["set_aside"], told["left"], told["gone"]) == (
        ["record.triggers"],
        ["gone.too"],
        ["GONE1"],
    )
    seen = ask("upgrade", "DPIA-2020-009", "--preview", *begun)
    assert "nobody can tell" in seen.out
    moved = ask("upgrade", "DPIA-2020-009", "--yes", *begun)
    assert moved.code == 0
    last = "The assessment is made with edition 2 from now on.\n"
    assert moved.out == seen.out + last
    for named in ("0.8 Which of these are true", "gone.too", "GONE1"):
        assert named in seen.out


def test_another_form_altogether_can_be_moved_to(
    ask: Ask, begun: list[str], tmp_path: Path
) -> None:
    ask("install-pack", str(small_archive(tmp_path, "1")), *begun)
    seen = ask("upgrade", "Cash list", "--to", "every-kind", "--preview", *begun)
    assert (seen.code, "No longer asked." in seen.out) == (0, True)
    assert ask("upgrade", "Cash list", "--to", "every-kind", "--yes", *begun).code == 0
    assert ask("show", "Cash list", "--json", *begun).json["form"]["id"] == "every-kind"
    back = ask("upgrade", "Cash list", "--to", load_pack().ref.id, "--yes", *begun)
    assert back.code == 0
    again = ask("upgrade", "Cash list", "--to", load_pack().ref.id, "--preview", *begun)
    assert "made with this form already" in again.err


def test_a_form_that_is_not_here_is_told_before_a_library_is_made(
    ask: Ask, library: list[str], tmp_path: Path
) -> None:
    said = ask("new", "Helpline", "--form", "every-kind", *library)
    assert (said.code, "no form every-kind" in said.err) == (1, True)
    assert not (tmp_path / "library").exists()
