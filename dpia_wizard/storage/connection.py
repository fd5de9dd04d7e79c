"""Open the encrypted file: the driver, the settings that were measured, and what its errors mean.

SQLCipher stands in for the driver that sqlite-utils asks for first, so that sqlite-utils catches
SQLCipher's exceptions; this must happen before anything imports sqlite-utils, so only here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2

from dpia_wizard.codec import broken_text
from dpia_wizard.errors import StorageTrouble

if TYPE_CHECKING:
    from sqlite_utils import Database

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

Connection = Any
"""A connection of SQLCipher's, which brings no types."""

DatabaseError: type[Exception] = sqlcipher3.dbapi2.DatabaseError
IntegrityError: type[Exception] = sqlcipher3.dbapi2.IntegrityError

KEY_LENGTH = 32

SETTINGS: dict[str, tuple[str, int | str]] = {
    # TRUNCATE with FULL lost nothing in 2,000 simulated power cuts; WAL + NORMAL and DELETE + FULL
    # did. The value read back is beside the value asked for.
    "locking_mode": ("EXCLUSIVE", "exclusive"),
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", 0),
    "cache_size": ("-8000", -8000),
}

_BUSY, _READ_ONLY, _IO, _DAMAGED, _FULL, _CANNOT_OPEN, _NO_DATABASE = 5, 8, 10, 11, 13, 14, 26
_SAID = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READ_ONLY,
    "disk I/O error": _IO,
    "database disk image is malformed": _DAMAGED,
    "database or disk is full": _FULL,
    "unable to open database file": _CANNOT_OPEN,
    "file is not a database": _NO_DATABASE,
}
"""What SQLite says where the driver leaves the code out, which it does while it copies."""


def connect(path: Path, key: bytes, *, new: bool = False) -> Connection:
    """A connection to the encrypted file *path*, with the settings of this program.

    A missing file is an error unless *new*; nothing is written here. The caller is inside
    `told`, which says what went wrong.
    """
    if len(key) != KEY_LENGTH:
        raise ValueError("the key of a library has 32 bytes")
    address = f"{path.absolute().as_uri()}?mode={'rwc' if new else 'rw'}"
    connection = sqlcipher3.dbapi2.connect(address, uri=True, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            # A plain SQLite accepts a key without a word and writes everything in clear.
            raise RuntimeError("the SQLite in use cannot encrypt")
        for name, (wanted, read_back) in SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {wanted}")
            found = connection.execute(f"PRAGMA {name}").fetchone()
            # mmap_size says nothing at all when there is nothing to map.
            if found is not None and found[0] != read_back:
                raise RuntimeError(f"SQLite did not accept {name} = {wanted}")
    except BaseException:
        connection.close()
        raise
    return connection


def disconnect(connection: Connection) -> None:
    """Close *connection* and take its empty journal away, so that only the library stays."""
    try:
        abandon(connection)
        # Leaving DELETE mode to the last moment keeps commits cheap; the journal goes only when
        # the lock is an ordinary one again, which takes effect with the next reading.
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except DatabaseError:
        pass  # a journal left behind is read at the next start, and nothing is lost
    finally:
        connection.close()


def database(connection: Connection) -> Database:
    """*connection* for sqlite-utils.

    Imported here because it takes longer to load than the library takes to open, and only
    migrations need it.
    """
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the world does to the file *path* into a sentence; our own mistakes rise."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise broken_text() from error
    except DatabaseError as error:
        trouble = _trouble(error, path)
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def writing(connection: Connection, path: Path) -> Iterator[None]:
    """One durable transaction: all of it is on the disk when this ends, or none of it."""
    with told(path):
        abandon(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with suppress(DatabaseError):
                abandon(connection)
                forget_pages(connection)  # also where SQLite itself has rolled back
            raise


def abandon(connection: Connection) -> None:
    """End a transaction that a failing disk left open: it could not even be rolled back then.

    With one open the driver would wait for ever when it copies.
    """
    if connection.in_transaction:
        roll_back(connection)


def roll_back(connection: Connection) -> None:
    """Undo what the open transaction wrote."""
    connection.execute("ROLLBACK")
    forget_pages(connection)


def forget_pages(connection: Connection) -> None:
    """Read every page anew from here on: needed after whatever rolls back.

    When SQLite restores the first page from its journal, SQLCipher 4.19 lets it look at the page
    before it is decrypted. About once in 5,500 times the noise passes for a page of a table, and
    from then on this connection calls the library damaged, which it is not.
    """
    connection.execute("PRAGMA shrink_memory")


def _trouble(error: Exception, path: Path) -> StorageTrouble | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF or _SAID.get(str(error), 0)
    if code == _FULL:
        return StorageTrouble(
            "The disk is full, so the newest work is not saved in {path}. Free some space and try "
            "again.",
            path=path,
        )
    if code == _READ_ONLY:
        return StorageTrouble(
            "{path} can only be read. Copy the library to a folder where you may write.",
            path=path,
        )
    if code == _BUSY:
        return StorageTrouble(
            "This library is already open in another window or program. Close it there first.",
            path=path,
        )
    if code in (_DAMAGED, _NO_DATABASE):
        return damaged(path)
    if code == _IO:
        return StorageTrouble(
            "{path} cannot be read or written: the disk reports a fault. Check that it has space "
            "and is still plugged in, then try again.",
            path=path,
        )
    if code == _CANNOT_OPEN:
        return StorageTrouble(
            "{path} cannot be opened. Check that the disk is plugged in and that you may write "
            "in the folder.",
            path=path,
        )
    return None


def damaged(path: Path) -> StorageTrouble:
    """The sentence for a file that its key does not open or whose pages do not fit."""
    return StorageTrouble(
        "{path} is damaged, or its keys belong to another library. Keep a copy of the folder "
        "and bring back the newest backup.",
        path=path,
    )
