from __future__ import annotations

import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.condition import All, AtLeast, Chosen, DepthIs, Not
from dpia_wizard.core.form import COLUMN_KINDS, KINDS
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.load import (
    load_matrix,
    load_pack,
    load_pack_folder,
    shipped_forms,
    shipped_matrices,
)
from dpia_wizard.texts import words_for

FILES = Path(__file__).parents[1] / "files"


def load(folder: Path) -> Pack:
    return load_pack_folder(
        folder, matrices=folder.parent / "risk_matrices", protocols=folder.parent / "dpisp"
    )


@pytest.fixture
def loaded(pack: Path) -> Pack:
    return load(pack)


def test_the_small_form_has_every_kind_of_question_and_column(loaded: Pack) -> None:
    assert {q.kind for q in loaded.form.by_id.values()} == set(KINDS)
    columns = [c for q in loaded.form.by_id.values() for c in q.columns]
    assert {c.kind for c in columns} == set(COLUMN_KINDS)


def test_records_hold_what_the_author_wrote(loaded: Pack) -> None:
    title = loaded.form.by_id["record.title"]
    assert (title.number, title.kind, title.clauses) == ("0.1", "text", ("C11",))
    assert title.help.confidence == "inference"
    assert loaded.form.section_of["record.title"].phase == "scene"
    elements = loaded.form.by_id["safeguards.elements"]
    assert [c.id for c in elements.columns][:3] == ["element", "why", "sensitivity"]
    assert [c.id for c in elements.columns[2].choices] == ["low", "moderate", "high"]
    assert elements.columns[2].choices[2].hint == "Would put the child in danger"
    purpose = loaded.form.by_id["safeguards.purpose"]
    assert purpose.help.why.count("\n") == 2
    assert loaded.risk["R20"].irreversible
    assert loaded.risk["R02"].controls[0].strength == "strong"
    assert loaded.control["M30"].family == "technical"
    assert loaded.clause["A1"].basis == "inference"
    assert loaded.protocols[0].languages == ("en", "uk")
    assert [s.id for s in loaded.stop_conditions] == ["V1", "V2"]


def test_conditions_are_trees_over_ids(loaded: Pack) -> None:
    assert loaded.risk["R20"].when == All(
        (
            Chosen("record.triggers", ("cross_border",)),
            Not(Chosen("safeguards.elements", ("none",), "channels")),
        )
    )
    assert loaded.form.by_id["safeguards.views"].when == DepthIs("standard")
    assert loaded.form.depth_rule.light == All(
        (Chosen("record.identifiable", ("no",)), Not(AtLeast("record.triggers", 1)))
    )


def test_a_pack_is_found_by_its_id_and_a_slip_is_answered_with_the_nearest() -> None:
    pack = load_pack("every-kind", forms=FILES / "packs", protocols=FILES / "dpisp")
    assert pack.ref.id == "every-kind"
    with pytest.raises(PackFault, match='did you mean "every-kind"'):
        load_pack("every-kinds", forms=FILES / "packs", protocols=FILES / "dpisp")
    with pytest.raises(PackFault, match="no form"):
        load_pack("../packs/every-kind", forms=FILES / "packs")
    assert shipped_forms(FILES / "packs") == ("every-kind",)


def test_a_pack_in_the_wrong_folder_is_not_taken_for_another(pack: Path) -> None:
    pack.rename(pack.parent / "other")
    with pytest.raises(PackFault, match="is not the folder's name"):
        load_pack("other", forms=pack.parent, protocols=pack.parent / "dpisp")


def test_the_default_matrix_is_as_the_scoring_page_says() -> None:
    matrix = load_matrix("child-protection-4x4")
    assert "child-protection-4x4" in shipped_matrices()
    assert matrix.credit == {
        ("strong", "verified"): Fraction(1),
        ("strong", "in_place"): Fraction(1, 2),
        ("moderate", "verified"): Fraction(1, 2),
    }
    rows = [[matrix.cell(i, j).id for j in range(1, 5)] for i in range(1, 5)]
    assert rows == [
        ["low", "low", "medium", "high"],
        ["low", "medium", "high", "high"],
        ["low", "medium", "high", "critical"],
        ["medium", "high", "critical", "critical"],
    ]


def test_a_matrix_can_be_loaded_from_a_file(pack: Path) -> None:
    file = pack.parent / "risk_matrices" / "child-protection-4x4.yaml"
    assert load_matrix(file) == load_matrix()


def test_the_fingerprint_tells_any_change_of_content_and_nothing_else(
    pack: Path, change: Callable[[str, str, str], None]
) -> None:
    before = load(pack)
    for path in pack.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    (pack / "lang").mkdir()
    (pack / "lang" / "ar.po").write_text("", encoding="utf-8")
    moved = Path(shutil.move(pack, pack.parent / "moved"))
    assert load(moved) == load_pack_folder(
        moved, matrices=pack.parent / "risk_matrices", protocols=pack.parent / "dpisp"
    )
    assert load(moved).ref == before.ref
    shutil.move(moved, pack)
    change("risks.yaml", "A curious colleague", "A curious colleague.")
    after = load(pack)
    assert after.ref.fingerprint != before.ref.fingerprint
    assert len(after.ref.fingerprint) == 64
    assert after.matrix_ref == before.matrix_ref
    assert before.matrix_ref.id == "child-protection-4x4"


def test_the_fingerprint_tells_a_change_of_clauses_and_protocols_too(pack: Path) -> None:
    seen = {load(pack).ref.fingerprint}
    for file in sorted((pack.parent / "dpisp").glob("*.yaml")):
        file.write_bytes(file.read_bytes() + b"# another word\n")
        fingerprint = load(pack).ref.fingerprint
        assert fingerprint not in seen, file.name
        seen.add(fingerprint)
    assert len(seen) > 2


def test_a_pack_gives_its_words_when_a_language_is_asked_for(pack: Path) -> None:
    (pack / "lang").mkdir()
    (pack / "lang" / "uk.po").write_text(
        'msgctxt "question.record.title.label"\nmsgid "What do you call this assessment?"\n'
        'msgstr "Назва"\n',
        encoding="utf-8",
    )
    loaded = load(pack)
    assert "uk" in loaded.languages
    title = loaded.form.by_id["record.title"]
    words = words_for("uk", packs=loaded.words)
    assert words.pack("question.record.title.label", title.label) == "Назва"


def test_no_words_are_read_before_a_language_is_asked_for(pack: Path) -> None:
    (pack / "lang").mkdir()
    (pack / "lang" / "uk.po").write_bytes(b"\xff this is no PO file")
    loaded = load(pack)
    assert words_for("uk", packs=loaded.words).pack("question.record.title.label", "T") == "T"
