"""Real libraries in temporary folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dpia_wizard.core.change import put, step
from dpia_wizard.core.model import Assessment, PackRef, Record, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.storage.store import Store

Keep = Callable[..., Assessment]


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A name that people, and not programmers, give to a folder."""
    return tmp_path / "مكتبة %23 #1? – Amina's 🗂"


@pytest.fixture
def store(folder: Path, key: bytes) -> Iterator[Store]:
    with Store.create(folder, key) as opened:
        yield opened


@pytest.fixture
def keep(store: Store) -> Keep:
    """Keep a new assessment with records, each in a step of its own."""

    def keep_it(id: str, *records: Record, title: str = "", **line: object) -> Assessment:
        pins = pinned(PackRef("form", "1", "f"), PackRef("matrix", "2", "m"))
        new = Assessment(id, f"REF-{id}", "2026-01-01", pins)
        summary = Summary(title or f"Title of {id}", new.reference, **line)  # type: ignore[arg-type]
        store.add(new, summary, at="2026-01-01T08:00:00", by="Officer")
        for record in records:
            kept = step("answer", [put(new, record)])
            assert kept is not None
            store.commit(id, kept, at="2026-01-02T08:00:00", by="Officer")
        return store.load(id)

    return keep_it
