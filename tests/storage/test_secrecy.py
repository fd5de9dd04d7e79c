"""A taken laptop says nothing, and what is deleted is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import (
    Action,
    Answer,
    Attachment,
    Control,
    Decision,
    Link,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
)
from dpia_wizard.core.summary import Summary
from dpia_wizard.storage.connection import writing
from dpia_wizard.storage.store import DATABASE, Store

if TYPE_CHECKING:
    from .conftest import Keep

MARKER = "qzxvwkjqxz7marker"
LATER = {"at": "2026-02-01T09:00:00", "by": MARKER}
PAGE, RESERVED = 4096, 80


def typed_everywhere(sha256: str) -> tuple[Record, ...]:
    return (
        Answer("q1", MARKER, note=MARKER, evidence=MARKER),
        Answer("q2", (MARKER,)),
        Answer("q3", f"{MARKER} " * 2000),
        Row("row", "q4", cells={"name": MARKER, "where": (MARKER,)}),
        Risk("risk", title=MARKER, harm=MARKER, stated_reason=MARKER),
        Control(MARKER, evidence=MARKER, owner=MARKER),
        Link(f"risk {MARKER}", "risk", MARKER, reason=MARKER),
        Action("action", MARKER, needs=MARKER),
        Remark("remark", "q1", MARKER, MARKER, "2026-01-01"),
        Decision("decision", "sent", MARKER, "2026-01-01", reason=MARKER),
        Rating("rating", "round", "risk", MARKER, "2026-01-01", reason=MARKER),
        Attachment("file", f"{MARKER}.pdf", sha256, 1),
    )


def work_with_the_marker(store: Store, keep: Keep) -> None:
    """Type it everywhere, change it, take it out, look for it, copy it, archive it."""
    sha256 = store.put_blob(f"bytes of {MARKER}".encode())
    kept = keep("a", *typed_everywhere(sha256), title=MARKER)
    assert store.search(MARKER)
    changed = Answer("q1", f"other {MARKER}")
    step = Step(MARKER, (Change(kept.answers["q1"], changed), Change(kept.risks["risk"], None)))
    store.commit("a", step, **LATER)
    store.put_summary("a", Summary(f"New {MARKER}", MARKER))
    store.search(f"new {MARKER}")
    store.set_place("a", MARKER)
    store.archive("a", True)


def in_clear(text: str) -> list[bytes]:
    return [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]


def files_that_say(text: str, *folders: Path) -> list[Path]:
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            content = path.read_bytes().lower() if path.is_file() else b""
            if any(code in content for code in in_clear(text)):
                found.append(path)
    return found


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of the file as SQLite sees it, also those that are free."""
    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        vector = page[-RESERVED:][:16]
        salt = 16 if start == 0 else 0
        reader = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
        pages.append(reader.update(page[salt:-RESERVED]) + reader.finalize())
    return b"".join(pages)


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    return folder


def test_what_is_typed_is_in_no_file_in_clear(
    temporary: Path, home: Path, store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    everywhere = (folder, temporary, home)
    work_with_the_marker(store, keep)
    store.copy_to(folder.parent / "backup")
    with writing(store._connection, folder / DATABASE):
        store._connection.execute("UPDATE summaries SET title = ?", (MARKER * 50_000,))
        store._connection.execute("UPDATE summaries SET title = ?", ("x",))
        assert (folder / f"{DATABASE}-journal").stat().st_size > 0
        assert files_that_say(MARKER, *everywhere) == []
    assert files_that_say(MARKER, *everywhere) == []
    store.close()
    assert files_that_say(MARKER, *everywhere, folder.parent / "backup") == []
    assert [path.name for path in folder.iterdir()] == [DATABASE]
    assert MARKER.encode() in decrypted(folder / DATABASE, key)


def test_the_file_does_not_say_what_it_is(store: Store, folder: Path) -> None:
    store.close()
    content = (folder / DATABASE).read_bytes()
    assert not content.startswith(b"SQLite")
    assert b"CREATE TABLE" not in content


def letters_known(store: Store) -> set[str]:
    """Which groups of three letters of the marker the index holds, also where they are deleted."""
    store._connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.known USING fts5vocab(main, letters, row)"
    )
    found = {term for (term,) in store._connection.execute("SELECT term FROM temp.known")}
    blocks = [block for (block,) in store._connection.execute("SELECT block FROM letters_data")]
    groups = {MARKER[place : place + 3] for place in range(7)}
    return (groups & found) | {
        group for group in groups for block in blocks if group.encode() in block
    }


@pytest.mark.parametrize("is_indexed", [True, False])
def test_a_deleted_assessment_is_really_gone(
    store: Store, keep: Keep, folder: Path, key: bytes, *, is_indexed: bool
) -> None:
    other = keep("other", Answer("q", "this one stays"), title="Other")
    work_with_the_marker(store, keep)
    if is_indexed:
        store.index()
        assert "qzx" in letters_known(store)
    assert MARKER.encode() in decrypted(folder / DATABASE, key).lower()
    store.delete("a")
    assert letters_known(store) == set()
    assert store.search(MARKER) == ()
    assert files_that_say(MARKER, folder) == []
    assert MARKER.encode() not in decrypted(folder / DATABASE, key).lower()
    for (table,) in store._connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict"
    ).fetchall():
        names = [row[1] for row in store._connection.execute(f"PRAGMA table_info({table})")]
        if "assessment" in names:
            query = f"SELECT DISTINCT assessment FROM {table}"  # noqa: S608 -- from the schema
            rows = store._connection.execute(query).fetchall()
            assert rows in ([], [("other",)]), table
    assert store.load("other") == other
    assert [found.assessment for found in store.search("stays")] == ["other"]
    assert store.integrity() == ()
    store._connection.execute("INSERT INTO letters (letters, rank) VALUES ('integrity-check', 1)")
    store.close()
    assert MARKER.encode() not in decrypted(folder / DATABASE, key).lower()
