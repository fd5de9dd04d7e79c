"""The keys of others: pinned when first met, known only once somebody here has compared them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dpia_wizard import crypto
from dpia_wizard.core.participants import HEAD, PARTICIPANT
from dpia_wizard.core.people import (
    CHECKED,
    SHORTEST_KEY,
    Contact,
    Holder,
    Known,
    Person,
    holder_of,
    is_known,
    looks,
    other_holder,
    same_key,
)
from dpia_wizard.errors import NotAllowed, UserError
from dpia_wizard.workspace.cards import read_card
from dpia_wizard.workspace.people import checked_role, clean

if TYPE_CHECKING:
    from dpia_wizard.storage.store import Store
    from dpia_wizard.workspace.held_roles import HeldRoles

_NOTED = "known_keys"
"""The setting with the keys that were compared before their certificate was met."""

_BLANKS = re.compile(r"[\s:-]+")


@dataclass(frozen=True, slots=True)
class Met:
    """A key that was met: whose it is here, whether it is new, and what looks wrong about it.

    ``other`` is who is known under such a name with another key; ``said`` the name that was said
    now where it is another one than before.
    """

    holder: Holder
    is_new: bool
    other: Holder | None = None
    said: str = ""


class Contacts:
    """The keys of others in a library, beside those of its people."""

    def __init__(
        self,
        store: Store,
        held: HeldRoles,
        *,
        people: Callable[[], tuple[Person, ...]],
        now: Callable[[], str],
        today: Callable[[], str],
    ) -> None:
        self._store = store
        self._held = held
        self._people = people
        self._now = now
        self._today = today

    def all(self) -> tuple[Contact, ...]:
        """Every key of others, in the order in which they were met."""
        met = self._store.people.contacts()
        noted = self._noted().values()
        return (*met, *(one for one in noted if holder_of(one.key, met) is None))

    def holders(self) -> tuple[Holder, ...]:
        """Everybody whose key is here: the people of this laptop, then the others."""
        return (*self._people(), *self.all())

    def holder(self, key: str) -> Holder | None:
        """Whose key it is, checked or not; None for one that was never met."""
        return holder_of(digits_of(key), self.holders())

    def known(self) -> dict[str, Known]:
        """The holder of each key that is known (`is_known`), by its fingerprint in groups."""
        found: dict[str, Known] = {}
        for holder in self.holders():
            if is_known(holder):
                found.setdefault(crypto.grouped(holder.key), Known(holder.name, holder.post))
        return found

    def other_key(self, name: str, key: str) -> Holder | None:
        """Who is known under a name that looks like *name* with another key than *key*."""
        return other_holder(name, digits_of(key), self.holders())

    def named(self, who: str) -> Contact:
        """The contact with this key, fingerprint or name. Raises `UserError` where there is none,
        or more than one."""
        digits, everybody = digits_of(who), self.all()
        by_key = [one for one in everybody if same_key(one.key, digits)]
        found = by_key or [one for one in everybody if looks(one.name) == looks(who)]
        if not found:
            raise UserError("There is no contact {name} in this library.", name=who)
        if len(found) > 1:
            raise UserError(
                "More than one contact is called {name}. Give the key instead: {known}.",
                name=who,
                known=", ".join(crypto.grouped(one.key) for one in found),
            )
        return found[0]

    def meet_card(self, untrusted: bytes, *, met_in: str = "") -> Met:
        """Take over a card that somebody handed on, "not checked". Raises `UserError` for what is
        no card; then nothing was changed."""
        card = read_card(untrusted)
        return self.meet(
            card.certificate, name=card.name, post=card.post, agency=card.agency, met_in=met_in
        )

    def meet(
        self, certificate: bytes, *, name: str, post: str = "", agency: str = "", met_in: str = ""
    ) -> Met:
        """Pin a key that came in a file. One that is here stays as it is, whatever is said now."""
        if not crypto.is_signing_certificate(certificate):
            raise UserError("This is no key of this program's. Nothing was taken over.")
        key, said = crypto.key_of(certificate), clean(name)
        before = self.holder(key)
        if before is None or (isinstance(before, Contact) and not before.certificate):
            first = before or Contact(key, name=said, post=clean(post), agency=clean(agency))
            met = replace(
                first,
                key=key,
                certificate=certificate,
                met_at=first.met_at or self._now(),
                met_in=first.met_in or clean(met_in),
            )
            self._store.people.keep_contact(met)
            self._forget_noted(key)
            before, is_new = met, before is None
        else:
            is_new = False
        differs = bool(said) and looks(said) != looks(before.name)
        return Met(before, is_new, self.other_key(said, key), said if differs else "")

    def check(
        self,
        key: str,
        how: str,
        *,
        by: str,
        name: str | None = None,
        post: str | None = None,
        agency: str | None = None,
        role: str | None = None,
    ) -> Contact:
        """Note that *by* has compared the key with its holder, and who that is.

        *key* is the whole key or its fingerprint; one that was not met yet is known by its
        fingerprint from now on. An agency that only a file said is none. Raises `UserError` for a
        check that says not how, or not the agency of who signs for one, or by nobody who works
        here.
        """
        if how not in CHECKED:
            raise UserError(
                "Say how the key was compared: {known}.", known=", ".join(sorted(CHECKED))
            )
        who = self._comparer(by)
        digits = digits_of(key)
        before = self.holder(digits)
        if isinstance(before, Person):
            raise NotAllowed("This key is of this laptop, so there is nothing to compare.")
        if before is None:
            if len(digits) < SHORTEST_KEY:
                raise UserError("A key is compared by eight groups of four letters and digits.")
            before = Contact(digits[:SHORTEST_KEY], met_at=self._now())
        after = replace(
            before,
            name=before.name if name is None else clean(name),
            post=before.post if post is None else clean(post),
            agency=_said_here(before) if agency is None else clean(agency),
            role=before.role if role is None else checked_role(role),
            checked_on=self._today(),
            checked_how=how,
            checked_by=who,
        )
        if not after.name:
            raise UserError("Write the name of the person, as they write it themselves.")
        if after.role in (PARTICIPANT, HEAD) and not after.agency:
            raise UserError(
                "Write the agency of {name}, as they say it themselves: it decides where they sign,"
                " and a file may say any.",
                name=after.name,
            )
        self._held.note(before, after, until=self._now())
        return self._keep(after)

    def uncheck(self, key: str) -> Contact:
        """Take back that a key was compared: it was a mistake, or the key is lost. Its role goes
        with it, as if it had never been given."""
        before = self.named(key)
        return self._keep(replace(before, role="", checked_on="", checked_how="", checked_by=""))

    def _comparer(self, by: str) -> str:
        """The name of who compared a key: somebody who works here, said by name or id. Only where
        nobody has a profile yet it is what they say."""
        said, everybody = clean(by), self._people()
        if not said:
            raise UserError("Say who has compared the key.")
        here = [person for person in everybody if not person.has_left]
        found = [one.name for one in here if said == one.id or looks(said) == looks(one.name)]
        if everybody and not found:
            raise UserError(
                "{name} does not work on this laptop. Say who of these compared the key: {known}.",
                name=said,
                known=", ".join(person.name for person in here) or "-",
            )
        return found[0] if found else said

    def _keep(self, contact: Contact) -> Contact:
        if contact.certificate:
            self._store.people.keep_contact(contact)
        else:
            self._put_noted({**self._noted(), crypto.grouped(contact.key): contact})
        return contact

    # Keys that are known by their fingerprint alone

    def _noted(self) -> dict[str, Contact]:
        """By fingerprint; a text instead of facts is the holder of a key from before profiles."""
        try:
            found = json.loads(self._store.setting(_NOTED) or "{}")
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        read = {fingerprint: _read_noted(fingerprint, said) for fingerprint, said in found.items()}
        return {fingerprint: one for fingerprint, one in read.items() if one is not None}

    def _put_noted(self, noted: Mapping[str, Contact]) -> None:
        said = {fingerprint: _plain(one) for fingerprint, one in noted.items()}
        self._store.put_setting(_NOTED, json.dumps(said, ensure_ascii=False, sort_keys=True))

    def _forget_noted(self, key: str) -> None:
        noted = self._noted()
        if noted.pop(crypto.grouped(key), None) is not None:
            self._put_noted(noted)


_FACTS = tuple(name for name in Contact.__slots__ if name not in ("key", "certificate"))


def _plain(contact: Contact) -> dict[str, str]:
    return {name: getattr(contact, name) for name in _FACTS if getattr(contact, name)}


def _read_noted(fingerprint: str, said: object) -> Contact | None:
    digits = digits_of(fingerprint)
    if len(digits) != SHORTEST_KEY:
        return None
    if isinstance(said, str):
        return Contact(digits, name=said, checked_how="before")
    if not isinstance(said, dict):
        return None
    facts: dict[str, Any] = {name: str(said[name]) for name in _FACTS if name in said}
    return Contact(digits, **facts)


def _said_here(contact: Contact) -> str:
    """The agency of *contact* as somebody here heard it, not as it stood where the key was met."""
    return contact.agency if contact.is_checked else ""


def digits_of(key: str) -> str:
    """The hexadecimal digits of a key, or of its fingerprint, as somebody wrote them, or ""."""
    digits = _BLANKS.sub("", key).lower()
    return digits if re.fullmatch("[0-9a-f]{32,64}", digits) else ""
