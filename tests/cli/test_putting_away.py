"""`archive` and `delete`: what is put away can be taken back out, what is deleted cannot."""

from __future__ import annotations

from tests.cli.conftest import Ask


def test_what_is_archived_is_listed_only_with_all_until_it_is_back(
    ask: Ask, library: list[str], reference: str
) -> None:
    assert ask("archive", *library, reference).out.strip().endswith("was archived.")
    assert reference not in ask("list", *library).out
    assert reference in ask("list", *library, "--all").out
    assert ask("archive", *library, reference, "--back").code == 0
    assert reference in ask("list", *library).out


def test_nothing_is_deleted_without_yes(ask: Ask, library: list[str], reference: str) -> None:
    said = ask("delete", *library, reference)
    assert said.code == 2
    assert "--yes" in said.err
    assert reference in ask("list", *library).out


def test_what_is_deleted_is_gone(ask: Ask, library: list[str], reference: str) -> None:
    assert ask("delete", *library, reference, "--yes").code == 0
    assert reference not in ask("list", *library, "--all").out
    again = ask("delete", *library, reference, "--yes")
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert reference in again.err
