"""The people of this laptop: their names, posts and roles, each with a key of their own."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dpia_wizard import crypto
from dpia_wizard.core.participants import PARTICIPANT
from dpia_wizard.core.people import Person, looks
from dpia_wizard.core.workflow_rules import ROLES
from dpia_wizard.errors import NotAllowed, UserError

if TYPE_CHECKING:
    from dpia_wizard.storage.people import KeptPeople
    from dpia_wizard.workspace.held_roles import HeldRoles

LONGEST = 120
"""The most characters of a name, a post or an agency."""

SIGNING = (*ROLES, PARTICIPANT)
"""The roles that somebody may sign in."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is nobody's yet: locked under its passphrase, and its public part."""

    locked: bytes = field(repr=False)
    certificate: bytes = field(repr=False)

    @property
    def key(self) -> str:
        """The SHA-256 of the certificate."""
        return crypto.key_of(self.certificate)


def new_key(passphrase: str, *, now: datetime | None = None) -> NewKey:
    """A new key under *passphrase*; takes a moment and may run beside the window.

    Raises `UserError` when the passphrase is too easy to guess.
    """
    _must_be_strong(passphrase)
    name = f"key-{secrets.token_hex(4)}"
    return key_from(crypto.make_signing_key(name, passphrase, now or datetime.now(UTC)), passphrase)


def key_from(locked: bytes, passphrase: str) -> NewKey:
    """A key that was made before (PKCS#12). Raises `WrongPassphrase` where it does not open, and
    `UserError` where nobody could check what it signs."""
    certificate = crypto.certificate_of(locked, passphrase)
    if not crypto.is_signing_certificate(certificate):
        raise UserError("This is no key of this program's. Nothing was taken over.")
    return NewKey(locked, certificate)


class People:
    """The profiles in a library. What they sign with never leaves it unlocked."""

    def __init__(
        self,
        kept: KeptPeople,
        held: HeldRoles,
        *,
        now: Callable[[], str],
        new_id: Callable[[], str],
    ) -> None:
        self._kept = kept
        self._held = held
        self._now = now
        self._new_id = new_id

    def all(self) -> tuple[Person, ...]:
        """Everybody who works or worked on this laptop, in the order in which they came."""
        return self._kept.people()

    def here(self) -> tuple[Person, ...]:
        """Those who work on this laptop now."""
        return tuple(person for person in self.all() if not person.has_left)

    def person(self, id: str) -> Person:
        """The person *id*. Raises `UserError` when there is none."""
        for person in self.all():
            if person.id == id:
                return person
        raise _nobody(id)

    def named(self, who: str) -> Person:
        """The person of this id or name. Raises `UserError` where there is none, or more than one:
        who works here comes before who left."""
        everybody = self.all()
        by_id = [person for person in everybody if person.id == who]
        alike = [person for person in everybody if looks(person.name) == looks(who)]
        found = by_id or [person for person in alike if not person.has_left] or alike
        if not found:
            raise _nobody(who)
        if len(found) > 1:
            raise UserError(
                "More than one person is called {name}. Give one of these instead: {known}.",
                name=who,
                known=", ".join(person.id for person in found),
            )
        return found[0]

    def add(
        self, key: NewKey, *, name: str, post: str = "", agency: str = "", role: str = ""
    ) -> Person:
        """Keep a person with a key of their own; *role* is the signature that is theirs to give.

        Raises `UserError` for a name that looks like that of somebody who works here, or a key
        that somebody has.
        """
        made = Person(
            id=self._new_id(),
            name=_named(name),
            post=clean(post),
            agency=clean(agency),
            role=checked_role(role),
            key=key.key,
            certificate=key.certificate,
            made_at=self._now(),
        )
        self._must_be_apart(made)
        if any(person.key == made.key for person in self.all()):
            raise UserError("There is a person with this very key already. Nothing was changed.")
        self._kept.keep_person(made, key.locked)
        return made

    def edit(
        self,
        id: str,
        *,
        name: str | None = None,
        post: str | None = None,
        agency: str | None = None,
        role: str | None = None,
        passphrase: str = "",
    ) -> Person:
        """Say something of a person anew; what was signed keeps the words and the role of that
        moment. Another role or agency is for the holder of the key to take: raises
        `WrongPassphrase` where the *passphrase* of the key does not come with it."""
        before = self.person(id)
        after = replace(
            before,
            name=before.name if name is None else _named(name),
            post=before.post if post is None else clean(post),
            agency=before.agency if agency is None else clean(agency),
            role=before.role if role is None else checked_role(role),
        )
        if after.name != before.name:
            self._must_be_apart(after)
        if is_for_holder(before, agency=after.agency, role=after.role):
            crypto.certificate_of(self.locked_key(id), passphrase)
        self._held.note(before, after, until=self._now())
        return self._keep(after)

    def change_passphrase(self, id: str, old: str, new: str) -> None:
        """Lock the key of a person anew; takes a moment. Raises `WrongPassphrase` for *old* and
        `UserError` for a *new* one that is too easy to guess; then nothing was changed."""
        person = self.person(id)
        locked = self.locked_key(id)
        _must_be_strong(new)
        self._kept.keep_person(person, crypto.change_key_passphrase(locked, old, new))

    def leave(self, id: str) -> Person:
        """Note that a person works here no longer: they sign nothing more, and what they signed
        stays theirs."""
        person = self.person(id)
        return person if person.has_left else self._keep(replace(person, left_at=self._now()))

    def come_back(self, id: str) -> Person:
        """Note that a person who had left works here again, with the same key."""
        after = replace(self.person(id), left_at="")
        self._must_be_apart(after)
        return self._keep(after)

    def remove(self, id: str) -> None:
        """Let a profile go that was made by mistake. Raises `NotAllowed` where it signed."""
        person = self.person(id)
        if self._kept.has_signed(person.key):
            raise NotAllowed(
                "{name} has signed an assessment in this library, so the profile stays. Note that"
                " the person has left instead.",
                name=person.name,
            )
        self._kept.drop_person(id)

    def locked_key(self, id: str) -> bytes:
        """The key of a person, still locked (PKCS#12)."""
        locked = self._kept.locked_key(id)
        if locked is None:
            raise _nobody(id)
        return locked

    def _keep(self, person: Person) -> Person:
        self._kept.keep_person(person, self.locked_key(person.id))
        return person

    def _must_be_apart(self, person: Person) -> None:
        """Two people whose names look the same could not be told apart on paper."""
        if any(
            looks(other.name) == looks(person.name) and other.id != person.id
            for other in self.here()
        ):
            raise UserError(
                "Somebody on this laptop is called {name} already, or nearly so. Add to the name"
                " what tells the two apart, or note first that the other has left.",
                name=person.name,
            )


def is_for_holder(person: Person, *, agency: str | None, role: str | None) -> bool:
    """Whether to say this of a *person* is for the holder of the key: another role or agency, in
    whose place they would sign. None: what is said of it stays."""
    is_moved = agency is not None and looks(agency) != looks(person.agency)
    return is_moved or (role is not None and role != person.role)


def one_line(text: str) -> str:
    """*text* on one line, without what turns the direction of its neighbours."""
    return " ".join(_CONTROLS.sub(" ", _TURNING.sub("", text)).split())


def clean(text: str) -> str:
    """What somebody typed as a name, post or agency: one line, and nothing that turns the
    direction of what stands beside it. Raises `UserError` where it is too long."""
    cleaned = one_line(text)
    if len(cleaned) > LONGEST:
        raise UserError("A name, post or agency has at most {n} characters.", n=LONGEST)
    return cleaned


def checked_role(role: str) -> str:
    """One of the roles that sign, or "". Raises `UserError`, which names them."""
    if role and role not in SIGNING:
        known = ", ".join(SIGNING)
        raise UserError("There is no role {role}. The roles are {known}.", role=role, known=known)
    return role


def _named(name: str) -> str:
    cleaned = clean(name)
    if not cleaned:
        raise UserError("Write the name of the person, as they write it themselves.")
    return cleaned


def _must_be_strong(passphrase: str) -> None:
    if (weak := crypto.weakness(passphrase)) is not None:
        raise UserError(weak)


def _nobody(who: str) -> UserError:
    return UserError("There is nobody called {name} on this laptop.", name=who)
