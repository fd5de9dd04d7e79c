"""The register of protocols (DPISP): every edition as it was kept, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.codec import canonical_json, fingerprint_of, parse_json, plain, read_protocol
from dpia_wizard.core.model import PackRef
from dpia_wizard.errors import UserError
from dpia_wizard.storage.connection import Connection

if TYPE_CHECKING:
    from dpia_wizard.core.protocol import RegisteredProtocol


@dataclass(frozen=True, slots=True)
class KeptProtocol:
    """A protocol as it was kept at a moment (UTC, ISO) by a post.

    ``own`` marks one of the register; the others are here because an assessment rests on them.
    ``has_file`` says whether the signed text itself is here.
    """

    ref: PackRef
    protocol: RegisteredProtocol
    at: str
    by: str
    own: bool
    has_file: bool


def ref_of(protocol: RegisteredProtocol) -> PackRef:
    """What an assessment that rests on *protocol*, as it stands, is pinned to."""
    return PackRef(protocol.id, protocol.edition, fingerprint_of(protocol))


def protocols(connection: Connection) -> tuple[KeptProtocol, ...]:
    """Everything that was kept, as it came."""
    return tuple(_kept(row) for row in connection.execute(_ALL))


def protocol(connection: Connection, fingerprint: str) -> KeptProtocol | None:
    """One protocol as it was kept, or None."""
    row = connection.execute(_ONE, (fingerprint,)).fetchone()
    return None if row is None else _kept(row)


def keep(connection: Connection, kept: KeptProtocol) -> None:
    """Keep a protocol; inside a transaction. What was kept before stays beside it."""
    ref, said = kept.ref, kept.protocol
    record = canonical_json(plain(said)).decode()
    there = connection.execute(_IS_BLOB, (said.sha256,)).fetchone() is not None
    facts = (kept.at, kept.by, int(kept.own), record, said.sha256 if there else None)
    connection.execute(_KEEP, (ref.fingerprint, ref.id, ref.edition, *facts))


def drop(connection: Connection, fingerprint: str) -> None:
    """Let a protocol go. Raises `UserError` while an assessment rests on it."""
    if any(ref.fingerprint == fingerprint for ref in rests_on(connection).values()):
        raise UserError(
            "An assessment in this library rests on this protocol, so it stays. Choose another "
            "protocol in the assessment first."
        )
    connection.execute(_DROP, (fingerprint,))


def rests_on(connection: Connection) -> Mapping[str, PackRef]:
    """What each assessment that rests on a protocol is pinned to, by the assessment's id."""
    return {id: PackRef(*ref) for id, *ref in connection.execute(_RESTS_ON)}


def _kept(row: tuple[object, ...]) -> KeptProtocol:
    fingerprint, id, edition, at, by, own, record, sha256 = row
    found = read_protocol(parse_json(str(record), address="protocol"))
    ref = PackRef(str(id), str(edition), str(fingerprint))
    return KeptProtocol(ref, found, str(at), str(by), bool(own), sha256 is not None)


_COLUMNS = "fingerprint, id, edition, at, by, own, record, sha256"
_ALL = f"SELECT {_COLUMNS} FROM protocols ORDER BY rowid"  # noqa: S608 -- our own names
_ONE = f"SELECT {_COLUMNS} FROM protocols WHERE fingerprint = ?"  # noqa: S608 -- our own names
_IS_BLOB = "SELECT 1 FROM blobs WHERE sha256 = ?"
_KEEP = "REPLACE INTO protocols VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DROP = "DELETE FROM protocols WHERE fingerprint = ?"
_RESTS_ON = "SELECT assessment, pack, edition, fingerprint FROM pins WHERE id = 'protocol'"
