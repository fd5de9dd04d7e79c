"""The forms and matrices that assessments are made with, kept beside them as archives."""

from __future__ import annotations

from dataclasses import dataclass

from dpia_wizard.core.model import PackRef
from dpia_wizard.errors import UserError
from dpia_wizard.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptPack:
    """A form in the library. ``installed`` marks one that somebody brought; the others are here
    because an assessment is made with them. ``title`` and ``publisher`` are in English."""

    ref: PackRef
    title: str
    publisher: str
    at: str
    installed: bool


def packs(connection: Connection) -> tuple[KeptPack, ...]:
    """The forms that are kept, by id and then as they came."""
    return tuple(
        KeptPack(PackRef(id, edition, fingerprint), title, publisher, at, bool(installed))
        for fingerprint, id, edition, title, publisher, at, installed in connection.execute(_PACKS)
    )


def pack_archive(connection: Connection, fingerprint: str) -> bytes | None:
    """The archive of a kept form, or None."""
    row = connection.execute(_PACK_ARCHIVE, (fingerprint,)).fetchone()
    return None if row is None else bytes(row[0])


def keep_pack(connection: Connection, pack: KeptPack, archive: bytes) -> None:
    """Keep a form, in the place of one with the same fingerprint; inside a transaction."""
    ref = pack.ref
    facts = (pack.title, pack.publisher, pack.at, int(pack.installed))
    connection.execute(_KEEP_PACK, (ref.fingerprint, ref.id, ref.edition, *facts, archive))


def drop_pack(connection: Connection, fingerprint: str) -> None:
    """Let a form go. Raises `UserError` while an assessment is made with it."""
    if fingerprint in made_with(connection):
        raise UserError(
            "An assessment in this library is made with this form, so it stays. Move the "
            "assessment to another edition, or delete it, first."
        )
    connection.execute(_DROP_PACK, (fingerprint,))


def matrix_archive(connection: Connection, fingerprint: str) -> bytes | None:
    """The archive of a kept matrix, or None."""
    row = connection.execute(_MATRIX_ARCHIVE, (fingerprint,)).fetchone()
    return None if row is None else bytes(row[0])


def keep_matrix(connection: Connection, ref: PackRef, archive: bytes, at: str) -> None:
    """Keep a matrix where it is not kept yet; inside a transaction."""
    connection.execute(_KEEP_MATRIX, (ref.fingerprint, ref.id, ref.edition, at, archive))


def made_with(connection: Connection) -> dict[str, int]:
    """How many assessments are made with each form, by its fingerprint."""
    return {str(fingerprint): int(n) for fingerprint, n in connection.execute(_MADE_WITH)}


_PACKS = """
SELECT fingerprint, id, edition, title, publisher, at, installed
FROM kept_packs ORDER BY id, at, fingerprint
"""
_PACK_ARCHIVE = "SELECT archive FROM kept_packs WHERE fingerprint = ?"
_KEEP_PACK = "REPLACE INTO kept_packs VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DROP_PACK = "DELETE FROM kept_packs WHERE fingerprint = ?"
_MATRIX_ARCHIVE = "SELECT archive FROM kept_matrices WHERE fingerprint = ?"
_KEEP_MATRIX = "INSERT OR IGNORE INTO kept_matrices VALUES (?, ?, ?, ?, ?)"
_MADE_WITH = "SELECT fingerprint, count(*) FROM pins WHERE id = 'form' GROUP BY fingerprint"
