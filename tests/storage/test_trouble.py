"""Trouble with a disk is told in one sentence, changes nothing, and can be tried again."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Answer, Assessment, PackRef, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.errors import FileTooNew, StorageTrouble, UserError
from dpia_wizard.storage import connection, migrations
from dpia_wizard.storage.store import DATABASE, KEYS, Store

if TYPE_CHECKING:
    from .conftest import Keep

LATER = {"at": "2026-02-01T09:00:00", "by": "Supervisor"}
NOBODY = 65534


def long_answer(words: int = 100_000) -> Step:
    return Step("answer", (Change(None, Answer("long", "word " * words)),))


def short_answer(text: str) -> Step:
    return Step("answer", (Change(None, Answer("short", text)),))


def files(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def check_that_nothing_changed_and_a_retry_works(store: Store, keep: Keep) -> None:
    """Called while there is space again; "a" was kept before the trouble."""
    assert store.load("a").answers == {"short": Answer("short", "before")}
    assert len(store.history("a")) == 2
    assert store.integrity() == ()
    store.commit("a", long_answer(), **LATER)
    assert len(store.load("a").text("long")) == 500_000
    assert store.search("word")


def test_a_full_library_is_told_and_kept_as_it_was(store: Store, keep: Keep) -> None:
    keep("a", Answer("short", "before"))
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    for _ in range(3):
        with pytest.raises(StorageTrouble, match="disk is full"):
            store.commit("a", long_answer(), **LATER)
    store._connection.execute("PRAGMA max_page_count = 1000000")
    check_that_nothing_changed_and_a_retry_works(store, keep)


def test_a_disk_that_fails_while_writing_is_told_and_nothing_changes(
    store: Store, keep: Keep, folder: Path
) -> None:
    """The limit is real: writing beyond it fails in the file and in its journal."""
    keep("a", Answer("short", "before"))
    store.index()
    size = (folder / DATABASE).stat().st_size
    for limit in (1, 512, 4096, 9000, size, size + 4096, size + 50_000):
        with files_no_larger_than(limit), pytest.raises(StorageTrouble, match="disk"):
            store.commit("a", long_answer(), **LATER)
        assert store.load("a").answers == {"short": Answer("short", "before")}
    with files_no_larger_than(size), pytest.raises(StorageTrouble):
        store.put_blob(bytes(100_000))
    check_that_nothing_changed_and_a_retry_works(store, keep)


def test_what_is_kept_can_be_read_and_searched_while_the_disk_is_full(
    store: Store, keep: Keep
) -> None:
    keep("a", Answer("short", "before"))
    store.index()
    store.commit("a", short_answer("after"), **LATER)
    with files_no_larger_than(1):
        assert store.load("a").text("short") == "after"
        assert store.search("before") or store.search("after")
        assert len(store.list()) == 1
    assert [found.excerpt for found in store.search("after")] == ["after"]


def fill(disk: Path) -> Path:
    """Write a file until the disk is full."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    return filler


def test_a_full_disk_is_told_and_kept_as_it_was(tmp_path: Path, key: bytes) -> None:
    """On a real disk of 2 MB, for those who may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only a super-user can make a small disk")
    try:
        with Store.create(disk / "library", key) as store:
            pins = pinned(PackRef("form", "1", "f"), PackRef("matrix", "2", "m"))
            new = Assessment("a", "R", "2026-01-01", pins)
            store.add(new, Summary("T", "R"), **LATER)
            store.commit("a", short_answer("before"), **LATER)
            filler = fill(disk)
            with pytest.raises(StorageTrouble, match="disk is full"):
                store.commit("a", long_answer(20_000), **LATER)
            with pytest.raises(StorageTrouble, match="full"):
                store.copy_to(disk / "backup")
            with pytest.raises(StorageTrouble):
                Store.create(disk / "another", key)
            assert store.load("a").answers == {"short": Answer("short", "before")}
            filler.unlink()
            store.commit("a", long_answer(20_000), **LATER)
            assert store.integrity() == ()
            assert names(disk / "backup") == []
            assert names(disk / "another") == []
        assert names(disk / "library") == [DATABASE]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@contextmanager
def as_a_person_without_rights() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)])
def test_a_library_that_can_only_be_read_is_told_at_the_start(
    store: Store, keep: Keep, folder: Path, key: bytes, of_file: int, of_folder: int
) -> None:
    keep("a")
    store.close()
    (folder / DATABASE).chmod(of_file)
    folder.chmod(of_folder)
    above = [parent for parent in folder.parents if parent.stat().st_uid == os.getuid()]
    modes = {parent: parent.stat().st_mode for parent in above}
    before = files(folder)
    try:
        for parent in above:
            parent.chmod(0o755)
        with as_a_person_without_rights(), pytest.raises(StorageTrouble) as told:
            Store.open(folder, key)
    finally:
        for parent, mode in modes.items():
            parent.chmod(mode & 0o777)
        folder.chmod(0o755)
    assert "library.db" in str(told.value)
    assert files(folder) == before


def test_a_library_that_is_not_there_is_not_made_anew(tmp_path: Path, key: bytes) -> None:
    for folder in (tmp_path / "unplugged", tmp_path):
        with pytest.raises(StorageTrouble, match="no library"):
            Store.open(folder, key)
    assert list(tmp_path.iterdir()) == []


def test_a_library_is_never_made_over_another(store: Store, folder: Path, key: bytes) -> None:
    store.close()
    before = files(folder)
    with pytest.raises(StorageTrouble, match="already holds a library"):
        Store.create(folder, key)
    assert files(folder) == before


def test_a_half_made_library_is_made_again(folder: Path, key: bytes) -> None:
    """A program killed while it made a library leaves an unfinished file beside it."""
    folder.mkdir()
    (folder / "library.db.part").write_bytes(b"half")
    (folder / "library.db.part-journal").write_bytes(b"half")
    Store.create(folder, key).close()
    assert names(folder) == [DATABASE]


def test_a_library_open_elsewhere_is_told(store: Store, folder: Path, key: bytes) -> None:
    with pytest.raises(StorageTrouble, match="already open"):
        Store.open(folder, key)
    ask = (
        "import sys; from pathlib import Path; from dpia_wizard.errors import StorageTrouble\n"
        "from dpia_wizard.storage.store import Store\n"
        "try: Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "except StorageTrouble as error: print(error)"
    )
    command = [sys.executable, "-c", ask, str(folder), key.hex()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "already open" in said
    store.close()
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


def test_a_wrong_key_opens_nothing_and_says_nothing_else(
    store: Store, keep: Keep, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    keep("a")
    store.close()
    before = files(folder)
    with pytest.raises(StorageTrouble, match="damaged, or its keys belong to another"):
        Store.open(folder, b"w" * 32)
    assert files(folder) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0" + bytes(4080), bytes(100_000)])
def test_a_file_that_is_no_library_is_told_and_left_alone(
    folder: Path, key: bytes, content: bytes
) -> None:
    folder.mkdir()
    (folder / DATABASE).write_bytes(content)
    before = files(folder)
    with pytest.raises(StorageTrouble, match="damaged"):
        Store.open(folder, key)
    assert files(folder) == before


def test_a_single_changed_byte_anywhere_is_noticed(
    store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    keep("a", *(Answer(f"q{n}", "answer " * 50) for n in range(20)))
    store.close()
    path = folder / DATABASE
    whole = path.read_bytes()
    for place in range(7, len(whole), len(whole) // 60):
        damaged = bytearray(whole)
        damaged[place] ^= 0x40
        path.write_bytes(damaged)
        assert is_noticed(folder, key), place


def is_noticed(folder: Path, key: bytes) -> bool:
    try:
        with Store.open(folder, key) as opened:
            return opened.integrity() != ()
    except StorageTrouble as trouble:
        return "damaged" in str(trouble)


def test_a_library_cut_short_is_told(store: Store, keep: Keep, folder: Path, key: bytes) -> None:
    keep("a", *(Answer(f"q{n}", "answer " * 50) for n in range(20)))
    store.close()
    path = folder / DATABASE
    whole = path.read_bytes()
    for size in (1, 512, 4095, 4096, 5000, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert is_noticed(folder, key), size


def test_reading_a_damaged_page_is_told_and_not_shown_as_good(
    store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    keep("a", *(Answer(f"q{n}", "answer " * 500) for n in range(40)))
    find_page = "SELECT rootpage FROM sqlite_master WHERE name = 'answers'"
    page = store._connection.execute(find_page).fetchone()[0]
    store.close()
    path = folder / DATABASE
    damaged = bytearray(path.read_bytes())
    damaged[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(damaged)
    with Store.open(folder, key) as opened, pytest.raises(StorageTrouble, match="damaged"):
        opened.load("a")


def alter(folder: Path, key: bytes, *statements: str) -> None:
    raw = connection.connect(folder / DATABASE, key)
    for statement in statements:
        raw.execute(statement)
    connection.disconnect(raw)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('dpia-wizard', 'm999_new')",
        f"PRAGMA user_version = {len(migrations.NAMES) + 1}",
        "PRAGMA user_version = 2147483647",
        "PRAGMA user_version = -1",
    ],
)
def test_a_library_of_a_newer_program_is_refused_and_not_touched(
    store: Store, keep: Keep, folder: Path, key: bytes, statement: str
) -> None:
    keep("a")
    store.close()
    (folder / KEYS).write_bytes(b"{}")
    alter(folder, key, statement)
    before = files(folder)
    with pytest.raises(FileTooNew, match="newer program"):
        Store.open(folder, key)
    assert files(folder) == before


def test_a_file_of_another_program_is_refused_and_not_touched(
    store: Store, folder: Path, key: bytes
) -> None:
    store.close()
    alter(folder, key, "PRAGMA application_id = 5")
    before = files(folder)
    with pytest.raises(StorageTrouble, match="not a library"):
        Store.open(folder, key)
    assert files(folder) == before


def add_a_migration(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    def m999_for_this_test(db: object) -> None:
        migrations._run(db, sql, f"PRAGMA user_version = {len(migrations.NAMES)}")  # type: ignore[arg-type]

    monkeypatch.setattr(migrations, "m999_for_this_test", m999_for_this_test, raising=False)
    monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, "m999_for_this_test"))


def test_before_a_migration_a_copy_is_put_beside_the_library(
    store: Store, keep: Keep, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep("a", Answer("q", "text"))
    store.close()
    with monkeypatch.context() as newer:
        add_a_migration(newer, "ALTER TABLE remarks ADD COLUMN kind TEXT NOT NULL DEFAULT ''")
        with Store.open(folder, key) as opened:
            assert opened.load("a") == kept
    with pytest.raises(FileTooNew):
        Store.open(folder, key)
    assert names(folder) == ["library-before-m999_for_this_test.db", DATABASE]
    (folder / "library-before-m999_for_this_test.db").replace(folder / DATABASE)
    with Store.open(folder, key) as opened:
        assert opened.load("a") == kept


def test_the_copy_from_before_a_migration_goes_when_the_library_opened_again(
    store: Store, keep: Keep, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep("a", Answer("q", "text"))
    store.close()
    add_a_migration(monkeypatch, "ALTER TABLE remarks ADD COLUMN kind TEXT NOT NULL DEFAULT ''")
    Store.open(folder, key).close()
    assert len(names(folder)) == 2
    with Store.open(folder, key) as opened:
        assert names(folder) == [DATABASE, f"{DATABASE}-journal"]
        assert opened.load("a") == kept


def test_what_is_deleted_after_a_migration_is_in_no_copy_either(
    store: Store, keep: Keep, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("a", Answer("q", "text"))
    store.close()
    add_a_migration(monkeypatch, "ALTER TABLE remarks ADD COLUMN kind TEXT NOT NULL DEFAULT ''")
    with Store.open(folder, key) as opened:
        with pytest.raises(UserError):
            opened.delete("b")
        assert "library-before-m999_for_this_test.db" in names(folder)
        opened.delete("a")
    assert names(folder) == [DATABASE]


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    store: Store, keep: Keep, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep("a", Answer("q", "text"))
    store.close()
    with monkeypatch.context() as newer:
        add_a_migration(newer, "ALTER TABLE nothing ADD COLUMN kind TEXT")
        with pytest.raises(connection.DatabaseError):
            Store.open(folder, key)
    with Store.open(folder, key) as opened:
        assert opened.load("a") == kept


def test_a_record_without_its_assessment_keeps_nobody_from_a_migration(
    store: Store, keep: Keep, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep("a")
    store._connection.execute("PRAGMA foreign_keys = OFF")
    store._connection.execute("INSERT INTO drafts VALUES ('nobody', 'f', '{}')")
    store.close()
    with monkeypatch.context() as newer:
        add_a_migration(newer, "INSERT INTO drafts VALUES ('nobody too', 'f', '{}')")
        with pytest.raises(RuntimeError, match="left a record without"):
            Store.open(folder, key)
    (folder / "library-before-m999_for_this_test.db").replace(folder / DATABASE)
    add_a_migration(monkeypatch, "CREATE TABLE more (id TEXT PRIMARY KEY)")
    with Store.open(folder, key) as opened:
        assert opened.load("a") == kept
        assert opened.integrity() == ("drafts: a record has no assessments",)


def test_settings_that_were_measured_are_in_force(store: Store) -> None:
    for name, (_, read_back) in connection.SETTINGS.items():
        found = store._connection.execute(f"PRAGMA {name}").fetchone()
        assert found in (None, (read_back,)), name


def test_a_setting_that_is_refused_is_noticed(
    folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.SETTINGS, "synchronous", ("FULL", 3))
    with pytest.raises(RuntimeError, match="synchronous"):
        Store.create(folder, key)
    assert names(folder) == []


def test_a_key_of_another_length_is_our_bug(folder: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.create(folder, b"short")
