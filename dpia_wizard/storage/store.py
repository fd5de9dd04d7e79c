"""The library on disk: every assessment, its history and its files in one encrypted file.

A `Store` belongs to the thread that opened it. What it returns are values.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Assessment, Attachment, PackRef, Record
from dpia_wizard.core.summary import Summary
from dpia_wizard.errors import StorageTrouble, UserError
from dpia_wizard.storage import (
    action_list,
    backup,
    drafts,
    kept,
    listing,
    protocols,
    records,
    search,
)
from dpia_wizard.storage.action_list import ListedAction
from dpia_wizard.storage.connection import Connection, disconnect, told, writing
from dpia_wizard.storage.kept import KeptPack
from dpia_wizard.storage.listing import Listed, Order
from dpia_wizard.storage.names import DATABASE, KEYS, LARGEST_BLOB
from dpia_wizard.storage.opening import make_library, open_library
from dpia_wizard.storage.protocols import KeptProtocol
from dpia_wizard.storage.search import Found

if TYPE_CHECKING:  # home stands before histories and people are read
    from dpia_wizard.core.chain import Anchor, Written
    from dpia_wizard.core.history import Entry
    from dpia_wizard.storage.history import HistoryEnd
    from dpia_wizard.storage.people import KeptPeople

__all__ = [
    "DATABASE",
    "KEYS",
    "LARGEST_BLOB",
    "Found",
    "KeptPack",
    "KeptProtocol",
    "Listed",
    "ListedAction",
    "Order",
    "Store",
]


def _drawn() -> str:
    return secrets.token_hex(16)


class Store:
    """An open library. Everything it is given to keep is on the disk when the call returns.

    *new_id* gives the ids of the entries of histories.
    """

    def __init__(
        self, folder: Path, key: bytes, connection: Connection, new_id: Callable[[], str]
    ) -> None:
        self.folder = folder
        self._path = folder / DATABASE
        self._key = key
        self._connection = connection
        self._new_id = new_id

    @classmethod
    def create(cls, folder: Path, key: bytes, *, new_id: Callable[[], str] = _drawn) -> Store:
        """Make a new library in *folder*, under the 32 bytes of *key*, and open it."""
        make_library(folder, key)
        return cls.open(folder, key, new_id=new_id)

    @classmethod
    def open(cls, folder: Path, key: bytes, *, new_id: Callable[[], str] = _drawn) -> Store:
        """Open the library in *folder*; nobody else can open it until it is closed.

        Raises `FileTooNew` for a library of a newer program, and `StorageTrouble` for one that
        is not there, open elsewhere, damaged or not to be written. None of these changes it.
        """
        return cls(folder, key, open_library(folder, key), new_id)

    def close(self) -> None:
        """Let the library go; only its own two files stay in the folder."""
        if self._connection is not None:
            with suppress(StorageTrouble):
                self.index()
                self._sweep_blobs()
            disconnect(self._connection)
            self._connection = None
            self._key = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, assessment: Assessment, summary: Summary, *, at: str, by: str) -> None:
        """Keep a new assessment with all its records."""
        connection = self._connection
        step = Step("create", tuple(Change(None, record) for record in _records(assessment)))
        with writing(connection, self._path):
            records.put_head(connection, assessment, at, by)
            for change in step.changes:
                self._put(assessment.id, change.record)
            self._remember(assessment.id, step, at, by)
            listing.put_summary(connection, assessment.id, summary)

    def load(self, id: str) -> Assessment:
        """The assessment *id* as it was last kept."""
        with told(self._path):
            found = records.read_assessment(self._connection, id)
        if found is None:
            raise _no_assessment(id)
        return found

    def commit(self, id: str, step: Step, *, at: str, by: str) -> None:
        """Keep the changes of *step* in the assessment *id*, with one entry of its history."""
        connection = self._connection
        with writing(connection, self._path):
            if connection.execute(_TOUCH, (at, by, id)).rowcount == 0:
                raise _no_assessment(id)
            for change in step.changes:
                if change.after is None:
                    records.take_record(connection, id, change.record)
                else:
                    self._put(id, change.after)
            self._remember(id, step, at, by)

    def put_summary(self, id: str, summary: Summary) -> None:
        """Keep the line that the list shows of the assessment *id*."""
        with writing(self._connection, self._path):
            self._must_exist(id)
            listing.put_summary(self._connection, id, summary)

    def stale(self, *, today: str) -> tuple[str, ...]:
        """The assessments whose summary must be computed again, *today* (ISO) at the latest."""
        with told(self._path):
            return listing.stale(self._connection, today)

    def list(
        self, *, archived: bool | None = False, order: Order = "changed"
    ) -> tuple[Listed, ...]:
        """The lines of the library in *order*; None for *archived* gives all."""
        with told(self._path):
            return listing.listed(self._connection, archived, order)

    def line(self, id: str) -> Listed:
        """The line of the assessment *id*, which is there."""
        with told(self._path):
            return listing.one(self._connection, id)

    def actions(self, *, done: bool = False) -> tuple[ListedAction, ...]:
        """The actions of all assessments that are not archived, by the day each is due: those
        that are still open, or those that are done."""
        with told(self._path):
            return action_list.actions(self._connection, done=done)

    def overdue(self, *, today: str) -> int:
        """How many actions should be done by now (*today*: ISO)."""
        with told(self._path):
            return action_list.overdue(self._connection, today)

    def search(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Where every word of *text* stands: in titles first, then in the newest texts."""
        with suppress(StorageTrouble):  # a full disk must not hide what can be read
            self.index()
        with told(self._path):
            return search.search(self._connection, text, limit)

    def index(self) -> None:
        """Let the search know what was kept lately. Done by `search` too; nice to do when idle."""
        while self._is_behind():
            with writing(self._connection, self._path):
                search.catch_up(self._connection)

    def archive(self, id: str, archived: bool) -> None:
        """Put the assessment *id* among the archived ones, or take it back."""
        self._set(id, "UPDATE assessments SET archived = ? WHERE id = ?", int(archived))

    def delete(self, id: str) -> None:
        """Remove the assessment *id* with its records, history, texts and files for good."""
        connection = self._connection
        with told(self._path):
            self._must_exist(id)
        backup.remove_copies_before_migrations(self.folder)  # it may stand there too
        with writing(connection, self._path):
            connection.execute("DELETE FROM assessments WHERE id = ?", (id,))
            connection.execute(_DROP_BLOBS)
            search.forget_deleted(connection)

    def history(self, id: str) -> tuple[Entry, ...]:
        """What was done to the assessment *id*, oldest first."""
        from dpia_wizard.storage import history

        with told(self._path):
            self._must_exist(id)
            return history.entries(self._connection, id)

    def written(self, id: str) -> tuple[Written, ...]:
        """The history of the assessment *id* as it stands in the file, to be checked."""
        from dpia_wizard.storage import history

        with told(self._path):
            self._must_exist(id)
            return history.written(self._connection, id)

    def history_end(self, id: str) -> HistoryEnd:
        """How far the history of the assessment *id* goes, without reading what was changed."""
        from dpia_wizard.storage import history

        with told(self._path):
            end = history.end(self._connection, id)
        if end is None:
            raise _no_assessment(id)
        return end

    def anchors(self, id: str) -> tuple[Anchor, ...]:
        """The anchors that were left of the history of the assessment *id*, the shortest first."""
        from dpia_wizard.storage import history

        with told(self._path):
            self._must_exist(id)
            return history.anchors(self._connection, id)

    def leave_anchor(self, id: str, anchor: Anchor) -> None:
        """Remember how far the history of the assessment *id* goes; no part of that history."""
        from dpia_wizard.storage import history

        with writing(self._connection, self._path):
            self._must_exist(id)
            history.leave_anchor(self._connection, id, anchor)

    def place(self, id: str) -> str:
        """Where the team stopped in the assessment *id*, or an empty text."""
        with told(self._path):
            row = self._connection.execute(_PLACE, (id,)).fetchone()
        if row is None:
            raise _no_assessment(id)
        return str(row[0])

    def set_place(self, id: str, place: str) -> None:
        """Remember where the team stopped; no part of the history."""
        self._set(id, "UPDATE assessments SET place = ? WHERE id = ?", place)

    def drafts(self, id: str) -> dict[str, dict[str, str]]:
        """What was begun in forms of the assessment *id* and not said yet, by form and field."""
        with told(self._path):
            return drafts.drafts(self._connection, id)

    def put_draft(self, id: str, form: str, words: Mapping[str, str]) -> None:
        """Keep what is begun in *form*, no part of the history; without words it is forgotten."""
        with writing(self._connection, self._path):
            self._must_exist(id)
            drafts.put_draft(self._connection, id, form, words)

    def blob(self, sha256: str) -> bytes:
        """The bytes of a file kept with an assessment."""
        with told(self._path):
            row = self._connection.execute(_BLOB, (sha256,)).fetchone()
        if row is None:
            raise UserError("A file of this assessment is not in the library ({id}).", id=sha256)
        return bytes(row[0])

    def put_blob(self, data: bytes) -> str:
        """Keep the bytes of a file; gives the SHA-256 for the `Attachment` that is put next."""
        if len(data) > LARGEST_BLOB:
            raise UserError(
                "This file is too large to keep with the assessment (at most {size} MB). Note "
                "where it is kept instead.",
                size=LARGEST_BLOB // 1024**2,
            )
        sha256 = hashlib.sha256(data).hexdigest()
        with writing(self._connection, self._path):
            self._connection.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (sha256, data))
        return sha256

    def kept_packs(self) -> tuple[KeptPack, ...]:
        """The forms that are kept in the library, without their archives."""
        with told(self._path):
            return kept.packs(self._connection)

    def pack_archive(self, fingerprint: str) -> bytes | None:
        """The archive of a kept form, or None."""
        with told(self._path):
            return kept.pack_archive(self._connection, fingerprint)

    def keep_pack(self, pack: KeptPack, archive: bytes) -> None:
        """Keep the archive of a form, in the place of one with the same fingerprint."""
        with writing(self._connection, self._path):
            kept.keep_pack(self._connection, pack, archive)

    def drop_pack(self, fingerprint: str) -> None:
        """Let a form go that no assessment is made with."""
        with writing(self._connection, self._path):
            kept.drop_pack(self._connection, fingerprint)

    def matrix_archive(self, fingerprint: str) -> bytes | None:
        """The archive of a kept matrix, or None."""
        with told(self._path):
            return kept.matrix_archive(self._connection, fingerprint)

    def keep_matrix(self, ref: PackRef, archive: bytes, *, at: str) -> None:
        """Keep the archive of a matrix, where it is not kept yet."""
        with writing(self._connection, self._path):
            kept.keep_matrix(self._connection, ref, archive, at)

    def made_with(self) -> dict[str, int]:
        """How many assessments are made with each form, by its fingerprint."""
        with told(self._path):
            return kept.made_with(self._connection)

    def protocols(self) -> tuple[KeptProtocol, ...]:
        """The protocols of the register as they were kept, the oldest first."""
        with told(self._path):
            return protocols.protocols(self._connection)

    def protocol(self, fingerprint: str) -> KeptProtocol | None:
        """One protocol as it was kept, or None."""
        with told(self._path):
            return protocols.protocol(self._connection, fingerprint)

    def keep_protocol(self, kept: KeptProtocol) -> None:
        """Keep a protocol beside what was kept before; its file was put with `put_blob`."""
        with writing(self._connection, self._path):
            protocols.keep(self._connection, kept)

    def drop_protocol(self, fingerprint: str) -> None:
        """Let a protocol go that no assessment rests on."""
        with writing(self._connection, self._path):
            protocols.drop(self._connection, fingerprint)

    def rests_on(self) -> Mapping[str, PackRef]:
        """The protocol that each assessment rests on, by the assessment's id."""
        with told(self._path):
            return protocols.rests_on(self._connection)

    @property
    def people(self) -> KeptPeople:
        """The people who sign here, and the keys of others that were met."""
        from dpia_wizard.storage.people import KeptPeople

        return KeptPeople(self._connection, self._path)

    def setting(self, key: str) -> str | None:
        """A fact about the library itself, or None."""
        with told(self._path):
            row = self._connection.execute(_SETTING, (key,)).fetchone()
        return None if row is None else str(row[0])

    def put_setting(self, key: str, value: str) -> None:
        """Keep a fact about the library itself."""
        with writing(self._connection, self._path):
            self._connection.execute("REPLACE INTO settings VALUES (?, ?)", (key, value))

    def integrity(self) -> tuple[str, ...]:
        """What is damaged in the file; nothing when all is well."""
        with told(self._path):
            return backup.faults(self._connection)

    def copy_to(self, folder: Path) -> None:
        """Copy the library with its keys to *folder*, whole and read back; it may stay open."""
        backup.copy_library(self._connection, self._key, self.folder, folder)

    def _put(self, id: str, record: Record) -> None:
        records.put_record(self._connection, id, record)
        if isinstance(record, Attachment):
            self._connection.execute(_USE_BLOB, (record.sha256, id))

    def _remember(self, id: str, step: Step, at: str, by: str) -> None:
        from dpia_wizard.storage import history

        history.remember(self._connection, id, self._new_id(), step, at, by)

    def _set(self, id: str, statement: str, value: object) -> None:
        with writing(self._connection, self._path):
            if self._connection.execute(statement, (value, id)).rowcount == 0:
                raise _no_assessment(id)

    def _sweep_blobs(self) -> None:
        """Drop the files that were to be kept, but whose record never was."""
        with told(self._path):
            unused = self._connection.execute(_UNUSED_BLOB).fetchone()
        if unused is not None:  # so that closing a library does not write for nothing
            with writing(self._connection, self._path):
                self._connection.execute(_DROP_BLOBS)

    def _is_behind(self) -> bool:
        with told(self._path):
            return search.waiting(self._connection)

    def _must_exist(self, id: str) -> None:
        if self._connection.execute(_PLACE, (id,)).fetchone() is None:
            raise _no_assessment(id)


def _records(assessment: Assessment) -> Iterable[Record]:
    for name in records.TABLES:
        yield from getattr(assessment, name).values()


def _no_assessment(id: str) -> UserError:
    return UserError("There is no assessment {id} in this library.", id=id)


_TOUCH = "UPDATE assessments SET changed_at = ?, changed_by = ?, stale = 1 WHERE id = ?"
_PLACE = "SELECT place FROM assessments WHERE id = ?"
_BLOB = "SELECT data FROM blobs WHERE sha256 = ?"
_USE_BLOB = "INSERT OR IGNORE INTO blob_uses VALUES (?, ?)"
_UNUSED = """
FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM blob_uses)
AND sha256 NOT IN (SELECT sha256 FROM protocols WHERE sha256 IS NOT NULL)
"""
_DROP_BLOBS = f"DELETE {_UNUSED}"
_UNUSED_BLOB = f"SELECT 1 {_UNUSED} LIMIT 1"
_SETTING = "SELECT value FROM settings WHERE key = ?"
