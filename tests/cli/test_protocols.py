"""The register of protocols from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ask

FIRST = """\
id: two-rivers
edition: "1"
title: DPISP, Two Rivers
publisher: Working Group
signed: "2026-03-01"
numbers: {C14: "5.2", C39: "12"}
clauses:
  - id: TR1
    number: "7.4"
    title: On boats
    questions: [record.protocol_title]
"""


def test_a_protocol_comes_in_is_used_and_goes_out_again(
    ask: Ask, library: list[str], tmp_path: Path
) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(FIRST, encoding="utf-8")
    second.write_text(
        FIRST.replace('edition: "1"', 'edition: "2"\nreplaces: "1"').replace("7.4", "8"),
        encoding="utf-8",
    )
    reference = ask("new", "Cash list", *library).out.strip()
    assert "is in the register" in ask("protocol-in", str(first), *library).out
    assert ask("protocol-use", reference, "two-rivers", *library).code == 0
    assert "nothing to look at" in ask("protocol-look", reference, *library).out
    assert ask("protocol-in", str(second), *library).code == 0
    (row,) = ask("protocol-look", reference, "--json", *library).json
    assert (row["clause"], row["turn"], row["place"]) == (
        "TR1",
        "renumbered",
        "record.protocol_title",
    )
    assert (row["moved"], row["looked_at"]) == (False, False)
    assert "8 now, before 7.4" in ask("protocol-look", reference, *library).out
    found = ask("protocols", "--json", *library).json
    assert [(p["id"], p["edition"], p["used"]) for p in found] == [
        ("two-rivers", "2", 0),
        ("two-rivers", "1", 1),
        ("ukraine", "", 0),
    ]
    assert "DPISP, Two Rivers" in ask("protocols", *library).out
    out = tmp_path / "out.yaml"
    assert ask("protocol-out", "two-rivers@1", "-o", str(out), *library).code == 0
    assert ask("protocol-out", "two-rivers@1", "-o", str(out), *library).code == 1  # it is there
    assert ask("protocol-in", str(out), *library).code == 0


def test_a_protocol_of_another_country_is_taken_and_that_is_said(
    ask: Ask, library: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "first.yaml"
    file.write_text(FIRST + "country: two_rivers\n", encoding="utf-8")
    reference = ask("new", "Cash list", *library).out.strip()
    ask("protocol-in", str(file), *library)
    assert "another country" not in ask("protocol-use", reference, "two-rivers", *library).out
    ask("set", reference, "record.country", "ua", *library)
    assert "another country" in ask("protocol-use", reference, "two-rivers", *library).out


def test_every_fault_of_a_file_is_printed(ask: Ask, library: list[str], tmp_path: Path) -> None:
    assert ask("new", "Cash list", *library).code == 0
    file = tmp_path / "broken.yaml"
    file.write_text("id: Two Rivers\nnumber: 1\n", encoding="utf-8")
    said = ask("protocol-in", str(file), *library)
    assert said.code == 1
    assert all(word in said.out for word in ("id", "number", "title", "publisher"))
    assert "Nothing was brought in." in said.err
    file.write_text(FIRST.replace("TR1", "C14"), encoding="utf-8")
    said = ask("protocol-in", str(file), *library)
    assert (said.code, "C14 is there already" in said.out) == (1, True)
    assert ask("protocol-use", "x", "two-rivers", *library).code == 1


def test_another_protocol_of_the_same_edition_is_refused(
    ask: Ask, library: list[str], tmp_path: Path
) -> None:
    assert ask("new", "Cash list", *library).code == 0
    file = tmp_path / "p.yaml"
    file.write_text(FIRST, encoding="utf-8")
    assert ask("protocol-in", str(file), *library).code == 0
    file.write_text(FIRST.replace("5.2", "5.3"), encoding="utf-8")
    said = ask("protocol-in", str(file), *library)
    assert (said.code, "not the same" in said.err) == (1, True)


def test_a_protocol_without_an_edition_is_named_by_its_id_alone(
    ask: Ask, library: list[str]
) -> None:
    assert ask("new", "Cash list", *library).code == 0
    said = ask("protocol-use", "Cash list", "rivers", *library)
    assert said.code == 1
    assert said.err.endswith("Those that are here: ukraine.\n")
    assert ask("protocol-use", "Cash list", "ukraine", *library).code == 0
