"""Make a library, open one, and refuse what this program must not touch."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dpia_wizard.errors import FileTooNew, StorageTrouble, UserError
from dpia_wizard.files import cannot_write, private_file, private_folder
from dpia_wizard.storage import backup, migrations
from dpia_wizard.storage.connection import (
    Connection,
    connect,
    damaged,
    disconnect,
    roll_back,
    told,
)
from dpia_wizard.storage.names import DATABASE

PAGE = 4096
"""The size of the pages of the file; the smallest library has several."""


def make_library(folder: Path, key: bytes) -> None:
    """Make a new library in *folder*, whole or not at all."""
    path = folder / DATABASE
    if path.exists():
        raise StorageTrouble("{path} already holds a library. Open it instead.", path=folder)
    unfinished = path.with_name(DATABASE + backup.UNFINISHED)
    try:
        private_folder(folder)
        backup.remove(unfinished)
        private_file(unfinished)
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        with told(path):
            connection = connect(unfinished, key, new=True)
            try:
                migrations.migrate(connection)
            finally:
                disconnect(connection)
        backup.put_in_place(unfinished, path)
    except BaseException:
        with suppress(OSError):
            backup.remove(unfinished)
        raise


def open_library(folder: Path, key: bytes) -> Connection:
    """A connection to the library in *folder*, checked, locked and brought up to date.

    What cannot be opened is left as it is, to the byte.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise StorageTrouble(
            "There is no library in {path}. Check that its disk is plugged in.", path=folder
        )
    if path.stat().st_size < PAGE:  # SQLite would take it for a new, empty file
        raise damaged(path)
    with told(path):
        connection = connect(path, key)
        try:
            _refuse_strangers(connection, path)
            _lock(connection)
            _bring_up_to_date(connection, key, path)
        except BaseException:
            disconnect(connection)
            raise
    return connection


def _refuse_strangers(connection: Connection, path: Path) -> None:
    """Refuse a file that is not a library of ours, or of a newer program; only reads."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if connection.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
        raise StorageTrouble("{path} is not a library of DPIA Wizard.", path=path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    unknown = set(migrations.applied(connection)) - set(migrations.NAMES)
    if unknown or not 0 <= version <= len(migrations.NAMES):
        raise FileTooNew(
            "This library was made with a newer program (format {version}). Open it with that "
            "program; nothing was changed.",
            version=version,
        )


def _lock(connection: Connection) -> None:
    """Take the lock that is kept from here on, and see that the file can be written at all.

    Beginning is no proof of that: on a read-only file it succeeds. Nothing is written.
    """
    connection.execute("BEGIN EXCLUSIVE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute(f"PRAGMA user_version = {version}")
    roll_back(connection)


def _bring_up_to_date(connection: Connection, key: bytes, path: Path) -> None:
    done = migrations.applied(connection)
    pending = [name for name in migrations.NAMES if name not in done]
    if pending:
        backup.copy_database(connection, key, path.with_name(f"{backup.BEFORE}{pending[0]}.db"))
        migrations.migrate(connection)
    else:  # the library opened again after its last migration
        with suppress(UserError):
            backup.remove_copies_before_migrations(path.parent)
