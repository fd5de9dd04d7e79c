"""The people of this library with their locked keys, and the keys of others that were met."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path

from dpia_wizard.core.people import Contact, Person
from dpia_wizard.storage.connection import Connection, told, writing


class KeptPeople:
    """The tables of people and contacts in an open library."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def people(self) -> tuple[Person, ...]:
        """Everybody who works or worked here, in the order in which they came."""
        with told(self._path):
            return tuple(Person(*row) for row in self._connection.execute(_PEOPLE))

    def locked_key(self, id: str) -> bytes | None:
        """The key of a person, locked under their own passphrase, or None."""
        with told(self._path):
            row = self._connection.execute(_LOCKED, (id,)).fetchone()
        return None if row is None else bytes(row[0])

    def keep_person(self, person: Person, locked: bytes) -> None:
        """Keep a person with the locked key. The key of one who is here stays: only its lock and
        what is said of the person may be others."""
        with writing(self._connection, self._path):
            self._connection.execute(_KEEP_PERSON, (*astuple(person), locked))
            self._connection.execute(_SIGNED_ARE_STALE)

    def drop_person(self, id: str) -> None:
        """Let a person go, with the key."""
        with writing(self._connection, self._path):
            self._connection.execute("DELETE FROM people WHERE id = ?", (id,))
            self._connection.execute(_SIGNED_ARE_STALE)

    def has_signed(self, key: str) -> bool:
        """Whether a sign-off in this library was made with *key*."""
        with told(self._path):
            return self._connection.execute(_HAS_SIGNED, (key,)).fetchone() is not None

    def contacts(self) -> tuple[Contact, ...]:
        """Every key of others that was met, in the order in which they came."""
        with told(self._path):
            return tuple(Contact(*row) for row in self._connection.execute(_CONTACTS))

    def keep_contact(self, contact: Contact) -> None:
        """Keep a contact. The key of one who is here stays, and when and where it was met."""
        with writing(self._connection, self._path):
            self._connection.execute(_KEEP_CONTACT, astuple(contact))
            self._connection.execute(_SIGNED_ARE_STALE)


def _names(kind: type[Person] | type[Contact]) -> str:
    return ", ".join(part.name for part in fields(kind))


def _kept(kind: type[Person] | type[Contact], table: str, more: tuple[str, ...] = ()) -> str:
    """The statement that puts a record in, or says anew what may be said anew of it."""
    names = [part.name for part in fields(kind)] + list(more)
    places = ", ".join("?" * len(names))
    anew = ", ".join(f"{name} = excluded.{name}" for name in names if name not in _STAYS)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places}) "  # noqa: S608 -- our names
        f"ON CONFLICT ({names[0]}) DO UPDATE SET {anew}"
    )


_STAYS = frozenset({"id", "key", "certificate", "made_at", "met_at", "met_in"})
_PEOPLE = f"SELECT {_names(Person)} FROM people ORDER BY rowid"  # noqa: S608 -- our own names
_CONTACTS = f"SELECT {_names(Contact)} FROM contacts ORDER BY rowid"  # noqa: S608 -- our own names
_LOCKED = "SELECT locked FROM people WHERE id = ?"
_HAS_SIGNED = "SELECT 1 FROM sign_offs WHERE key = ? LIMIT 1"
# Whose key a sign-off was made with is part of what the list says of an assessment.
_SIGNED_ARE_STALE = """
UPDATE assessments SET stale = 1 WHERE id IN (SELECT assessment FROM sign_offs)
"""
_KEEP_PERSON = _kept(Person, "people", ("locked",))
_KEEP_CONTACT = _kept(Contact, "contacts")
