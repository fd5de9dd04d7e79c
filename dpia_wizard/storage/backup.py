"""Copies of a library: beside it before a migration, and to another folder as a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpia_wizard.errors import StorageTrouble
from dpia_wizard.files import (
    cannot_write,
    private_file,
    private_folder,
    sync_folder,
    write_whole,
)
from dpia_wizard.storage.connection import (
    Connection,
    DatabaseError,
    abandon,
    connect,
    damaged,
    disconnect,
    told,
)
from dpia_wizard.storage.names import DATABASE, KEYS

UNFINISHED = ".part"
BEFORE = "library-before-"
"""How the name of the copy begins that is made before a migration."""


def copy_database(connection: Connection, key: bytes, target: Path) -> None:
    """Copy the open library to the new file *target*, whole and proved to open, or not at all.

    The driver copies page by page: reading the file ourselves would drop the locks on it.
    """
    unfinished = target.with_name(target.name + UNFINISHED)
    remove(unfinished)
    try:
        with told(target):
            abandon(connection)
            with _writable(target):
                private_file(unfinished)
            copy = connect(unfinished, key, new=True)
            try:
                connection.backup(copy)
                _prove(copy, connection, target)
            finally:
                disconnect(copy)
        put_in_place(unfinished, target)
    except BaseException:
        remove(unfinished)
        raise


def copy_library(connection: Connection, key: bytes, source: Path, folder: Path) -> None:
    """Copy the library in *source* with its keys to *folder*, which holds none yet."""
    for name in (DATABASE, KEYS):
        if (folder / name).exists():
            raise StorageTrouble(
                "{path} already holds a library. Choose an empty folder.", path=folder
            )
    try:
        private_folder(folder)
        keys = (source / KEYS).read_bytes() if (source / KEYS).exists() else None
    except OSError as error:
        raise cannot_write(folder, error) from error
    copy_database(connection, key, folder / DATABASE)
    if keys is not None:
        write_whole(folder / KEYS, keys)


def _prove(copy: Connection, source: Connection, target: Path) -> None:
    """Refuse a *copy* with faults that its *source* has not, and one of a source that is damaged.

    A record without its assessment goes along: it hides nothing, and the library stays usable.
    """
    found = faults(copy)
    if not found:
        return
    if not set(found) <= set(faults(source)):
        raise StorageTrouble(
            "The copy in {path} could not be read back. Try another disk.", path=target
        )
    if _broken(source):
        raise damaged(Path(source.execute("PRAGMA database_list").fetchone()[2]))


def faults(connection: Connection) -> tuple[str, ...]:
    """What does not fit in the file: broken pages, broken tables, records without assessment."""
    broken = _broken(connection)
    try:
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except DatabaseError as error:
        return tuple(dict.fromkeys((*broken, str(error))))
    return (
        *broken,
        *(  # a table whose key is its own counts no rows
            f"{table}: {'a record' if row is None else f'row {row}'} has no {parent}"
            for table, row, parent, _ in orphans
        ),
    )


def _broken(connection: Connection) -> tuple[str, ...]:
    found = [fault for (fault,) in connection.execute("PRAGMA cipher_integrity_check")]
    try:
        checked = [said for (said,) in connection.execute("PRAGMA quick_check")]
        found += [said for said in checked if said != "ok"]
    except DatabaseError as error:
        found.append(str(error))
    return tuple(found)


def remove_copies_before_migrations(folder: Path) -> None:
    """Remove the copies that migrations left in *folder*; they hold what was deleted since."""
    for path in folder.glob(f"{BEFORE}*"):
        with _writable(path):
            path.unlink()


def remove(path: Path) -> None:
    """Remove an unfinished file with its journal."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def put_in_place(unfinished: Path, target: Path) -> None:
    """Give a finished file its name, for good."""
    with _writable(target):
        unfinished.replace(target)
        sync_folder(target.parent)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    """Tell why *path* cannot be written."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error
