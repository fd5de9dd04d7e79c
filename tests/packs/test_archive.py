"""A pack in one file: the same every time, and read back to the same pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.archive import archive_of, load_archive
from dpia_wizard.packs.load import load_pack, load_pack_folder
from dpia_wizard.texts import words_for


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def archive(shipped: Pack) -> bytes:
    return archive_of(shipped)


def test_an_archive_is_read_back_to_an_equal_pack(shipped: Pack, archive: bytes) -> None:
    again = load_archive(archive)
    assert again == shipped
    assert (again.ref, again.matrix_ref) == (shipped.ref, shipped.matrix_ref)
    assert again.languages == shipped.languages


def test_equal_packs_give_equal_bytes(shipped: Pack, archive: bytes) -> None:
    assert archive_of(load_pack()) == archive
    assert archive_of(load_archive(archive)) == archive


def test_a_pack_from_an_archive_has_its_words(shipped: Pack, archive: bytes) -> None:
    label = shipped.form.by_id["record.title"].label
    there = words_for("ar", packs=shipped.words).pack("question.record.title.label", label)
    again = words_for("ar", packs=load_archive(archive).words)
    assert again.pack("question.record.title.label", label) == there != label


def test_nothing_of_where_it_was_made_is_in_an_archive(pack: Path) -> None:
    made = load_pack_folder(
        pack, matrices=pack.parent / "risk_matrices", protocols=pack.parent / "dpisp"
    )
    data = archive_of(made)
    assert str(pack.parent).encode() not in data
    assert load_archive(data) == made


def test_reading_an_archive_writes_nothing(
    archive: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    load_archive(archive)
    assert list(tmp_path.iterdir()) == []
