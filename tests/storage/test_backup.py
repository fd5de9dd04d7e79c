"""A backup opens, holds everything, and is never half there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Answer, PackRef
from dpia_wizard.core.summary import Due, Seat
from dpia_wizard.crypto import new_key_slots, open_with_passphrase
from dpia_wizard.errors import StorageTrouble, UserError
from dpia_wizard.storage import backup
from dpia_wizard.storage.connection import connect, disconnect
from dpia_wizard.storage.migrations import NAMES
from dpia_wizard.storage.store import DATABASE, KEYS, Store
from tests.storage.make_released_library import CONTACT, DUE, PERSON, SEAT

if TYPE_CHECKING:
    from .conftest import Keep

LATER = {"at": "2026-02-01T09:00:00", "by": "Supervisor"}
RELEASED = Path(__file__).parents[1] / "files" / "libraries"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_opens_with_the_same_key_while_the_library_stays_open(
    store: Store, keep: Keep, folder: Path, key: bytes, tmp_path: Path
) -> None:
    kept = keep("a", Answer("q", "before the backup"))
    (folder / KEYS).write_bytes(b"the keys")
    store.copy_to(tmp_path / "stick" / "backup")
    store.commit("a", Step("answer", (Change(None, Answer("r", "after")),)), **LATER)
    assert names(tmp_path / "stick" / "backup") == [DATABASE, KEYS]
    assert (tmp_path / "stick" / "backup" / KEYS).read_bytes() == b"the keys"
    with Store.open(tmp_path / "stick" / "backup", key) as copy:
        assert copy.load("a") == kept
        assert copy.integrity() == ()
        assert copy.history("a") == store.history("a")[:-1]
        assert copy.search("before")
    with pytest.raises(StorageTrouble, match="already open"):
        Store.open(folder, key)


@pytest.mark.parametrize("name", [DATABASE, KEYS])
def test_a_backup_never_takes_the_place_of_another(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"older")
    with pytest.raises(StorageTrouble, match="empty folder"):
        store.copy_to(tmp_path)
    assert (tmp_path / name).read_bytes() == b"older"


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(
    store: Store, keep: Keep, tmp_path: Path
) -> None:
    keep("a")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="cannot be written"):
        store.copy_to(tmp_path / "file" / "backup")
    assert store.load("a")


def test_a_backup_that_cannot_be_read_back_is_told_and_leaves_nothing(
    store: Store, keep: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("a")
    mine = store._connection
    monkeypatch.setattr(
        backup, "faults", lambda connection: () if connection is mine else ("page 1",)
    )
    with pytest.raises(StorageTrouble, match="could not be read back"):
        store.copy_to(tmp_path / "backup")
    assert names(tmp_path / "backup") == []


def orphan(store: Store) -> None:
    """A record without its assessment, as a program that mends files may leave it."""
    store._connection.execute("PRAGMA foreign_keys = OFF")
    store._connection.execute("INSERT INTO drafts VALUES ('nobody', 'f', '{}')")
    store._connection.execute("PRAGMA foreign_keys = ON")


def test_a_record_without_its_assessment_keeps_nobody_from_a_backup(
    store: Store, keep: Keep, key: bytes, tmp_path: Path
) -> None:
    kept = keep("a")
    orphan(store)
    store.copy_to(tmp_path / "backup")
    with Store.open(tmp_path / "backup", key) as copy:
        assert copy.load("a") == kept
        assert copy.integrity() == store.integrity() == ("drafts: a record has no assessments",)


def test_a_copy_of_a_library_that_is_damaged_itself_blames_the_library(
    store: Store, keep: Keep, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("a")
    monkeypatch.setattr(backup, "_broken", lambda connection: ("row 1 missing from index",))
    with pytest.raises(StorageTrouble, match="is damaged") as said:
        store.copy_to(tmp_path / "backup")
    assert str(folder / DATABASE) in str(said.value)
    assert names(tmp_path / "backup") == []


def test_a_library_and_its_keys_made_with_a_passphrase_open_together(tmp_path: Path) -> None:
    slots, key, _ = new_key_slots("six plain words for this test")
    Store.create(tmp_path, key).close()
    (tmp_path / KEYS).write_bytes(slots)
    key_again = open_with_passphrase(
        (tmp_path / KEYS).read_bytes(), "six plain words for this test"
    )
    Store.open(tmp_path, key_again).close()


@pytest.mark.parametrize("released", sorted(RELEASED.glob("format-*")), ids=lambda path: path.name)
def test_every_released_library_opens_for_ever(released: Path, tmp_path: Path) -> None:
    for name in (DATABASE, KEYS):
        (tmp_path / name).write_bytes((released / name).read_bytes())
    passphrase = (released / "passphrase.txt").read_text(encoding="utf-8").strip()
    key = open_with_passphrase((tmp_path / KEYS).read_bytes(), passphrase)
    with Store.open(tmp_path, key) as store:
        assert store.integrity() == ()
        (line,) = store.list()
        assert line.summary.title == "Case management · إدارة الحالات"
        kept = store.load(line.id)
        assert kept.form == PackRef("child-protection-case-management", "1.0", "0" * 64)
        assert kept.matrix == PackRef("default", "1.0", "1" * 64)
        assert kept.text("purpose.aim") == "Protéger les enfants · حماية الأطفال 👧"
        assert kept.value("purpose.count") == 350
        assert kept.value("purpose.groups") == ("girls", "boys")
        assert kept.rows["row1"].cells == {"name": "Case file", "where": ("laptop", "paper")}
        assert kept.risks["exposure"].irreversible
        assert kept.links["exposure encryption"].strength == "strong"
        assert store.blob(kept.attachments["file1"].sha256) == b"%PDF-1.7 a protocol"
        assert [found.place for found in store.search("اطفال")] == ["purpose.aim"]
        entries = store.history(line.id)
        assert [entry.name for entry in entries] == ["create", "answer"]
        assert store.place(line.id) == "purpose.aim"
        assert store.setting("backup.last") == "2026-11-22"
        has_drafts = released.name != "format-1"
        assert store.drafts(line.id) == (
            {"raised exposure": {"reason": "Two offices were searched · فُتّش مكتبان"}}
            if has_drafts
            else {}
        )
        has_seats = int(released.name.removeprefix("format-")) >= 9
        assert (line.summary.dues, line.summary.seats) == (
            ((DUE,), (SEAT,)) if has_seats else ((), ())
        )
        has_people = int(released.name.removeprefix("format-")) >= 8
        assert store.people.people() == ((PERSON,) if has_people else ())
        assert store.people.contacts() == ((CONTACT,) if has_people else ())
        assert store.people.locked_key(PERSON.id) == (b"a locked key" if has_people else None)


def test_seats_that_were_kept_among_the_dues_stand_apart(tmp_path: Path) -> None:
    released = RELEASED / "format-8"
    for name in (DATABASE, KEYS):
        (tmp_path / name).write_bytes((released / name).read_bytes())
    passphrase = (released / "passphrase.txt").read_text(encoding="utf-8").strip()
    key = open_with_passphrase((tmp_path / KEYS).read_bytes(), passphrase)
    connection = connect(tmp_path / DATABASE, key)
    dues = """[["until","2027-02-01",""],["unsigned","2026-11-20","participant"],
    ["unsigned","2026-11-20",""],["unsigned","2026-11-20","head"],
    ["wrote","2026-11-19","author","كاتبة"],["rates","2026-11-19","supervisor",""],
    ["rated","2026-11-19","","Олена"],["reviewed","2026-11-19","",""]]"""
    connection.execute("UPDATE summaries SET dues = ?", (dues,))
    connection.execute("UPDATE assessments SET stale = 0")
    connection.commit()
    disconnect(connection)
    with Store.open(tmp_path, key) as store:
        (line,) = store.list()
        assert line == store.line(line.id)
        assert line.summary.dues == (
            Due("until", "2027-02-01"),
            Due("unsigned", "2026-11-20", "agencies"),
            Due("unsigned", "2026-11-20", "nobody"),
            Due("unsigned", "2026-11-20", "doubted"),
        )
        assert line.summary.seats == (
            Seat("wrote", "author", "كاتبة"),
            Seat("rates", "supervisor"),
            Seat("rated", "", "Олена"),
            Seat("reviewed"),
        )
        assert store.stale(today="2026-11-22") == (line.id,)  # and is summed up anew


def test_there_is_a_released_library_of_every_format() -> None:
    formats = [f"format-{n}" for n in range(1, len(NAMES) + 1)]
    assert [path.name for path in sorted(RELEASED.glob("format-*"))] == formats
