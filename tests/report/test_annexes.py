"""Annex D says what a report was really made with."""

from __future__ import annotations

from dataclasses import replace

from dpia_wizard.core.model import Assessment, PackRef, pinned
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.full import full_report
from dpia_wizard.texts import words_for
from tests.report.filled import TODAY, started
from tests.report.reading import letters

PACK = load_pack("child-protection-case-management")
OTHER = "The words and rules in this report are from another one"


def words_of(assessment: Assessment) -> str:
    words = words_for("en", packs=PACK.words)
    made = full_report(assessment, PACK, words, today=TODAY, on=TODAY, fingerprint="0" * 64)
    return repr(made.blocks)


def test_a_report_with_the_words_of_the_pack_it_was_made_with_names_one() -> None:
    assert PACK.made(started(PACK))
    assert OTHER not in words_of(started(PACK))


def test_a_report_with_words_of_another_edition_names_both() -> None:
    older = PackRef(PACK.ref.id, "2019.1", "0a" * 32)
    begun = replace(started(PACK), pins=pinned(older, PACK.matrix_ref))
    assert not PACK.made(begun)
    whole = words_of(begun)
    assert OTHER in whole
    for ref in (older, PACK.ref):
        assert f"edition {ref.edition} ({ref.id})" in whole
        assert letters(ref.fingerprint) in letters(whole)


def test_a_report_with_the_rules_of_another_matrix_names_both() -> None:
    older = replace(PACK.matrix_ref, fingerprint="0a" * 32)
    begun = replace(started(PACK), pins=pinned(PACK.ref, older))
    assert not PACK.made(begun)
    whole = words_of(begun)
    assert OTHER in whole
    assert letters(older.fingerprint) in letters(whole)
    assert letters(PACK.matrix_ref.fingerprint) in letters(whole)
