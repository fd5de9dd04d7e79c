"""The people who sign: those of this laptop and those whose keys were met, and alike names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Checked = Literal["voice", "in_person", "card", "before"]
"""How a key was compared with its holder: by voice, face to face, with a printed card, or before
the program asked how."""

CHECKED: tuple[Checked, ...] = get_args(Checked)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on this laptop, with the public part of a key of their own.

    ``name`` is as one writes it, ``role`` the field of the signature that is theirs
    ("supervisor", "" for none). ``key`` is the SHA-256 of the ``certificate`` (DER). ``left_at``
    is the moment (UTC, ISO) since when they sign nothing any more, or "".
    """

    id: str
    name: str
    post: str
    agency: str
    role: str
    key: str
    certificate: bytes
    made_at: str
    left_at: str = ""

    @property
    def has_left(self) -> bool:
        """Whether they work here no longer; what they signed stays theirs."""
        return bool(self.left_at)


@dataclass(frozen=True, slots=True)
class Contact:
    """A key of somebody else, as it was first met and as somebody here has checked it.

    ``name``, ``post`` and ``agency`` are as said where it was met (``met_in``) until it is
    checked; ``role`` is only ever given here, never taken from a file. ``checked_on`` is a date
    (ISO), ``checked_by`` who of this laptop compared it. A key that was compared before its
    certificate was met is known by the first 32 digits of ``key`` alone.
    """

    key: str
    certificate: bytes = b""
    name: str = ""
    post: str = ""
    agency: str = ""
    role: str = ""
    met_at: str = ""
    met_in: str = ""
    checked_on: str = ""
    checked_how: str = ""
    checked_by: str = ""

    @property
    def is_checked(self) -> bool:
        """Whether somebody here has compared the key with its holder."""
        return bool(self.checked_how)


Holder = Person | Contact
"""Whose key it is, as far as this library knows."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that was somebody's until a moment (UTC, ISO), and the ``agency`` that was; None where
    that was not noted."""

    role: str
    until: str
    agency: str | None = None


def had_role(holder: Holder, role: str, at: str, held: Iterable[HeldRole]) -> bool:
    """Whether *role* is the holder's, or was theirs at the moment *at* by what they *held*."""
    return holder.role == role or any(one.role == role and at <= one.until for one in held)


def agencies_at(holder: Holder, at: str, held: Iterable[HeldRole]) -> frozenset[str]:
    """The agency of the holder, and the one that was theirs at the moment *at* by what they
    *held*: what is said anew may mend what was said, or tell that somebody moved."""
    before = [one for one in held if one.agency is not None and at <= one.until]
    then = min(before, key=lambda one: one.until, default=None)
    return frozenset({holder.agency} if then is None else {holder.agency, then.agency or ""})


@dataclass(frozen=True, slots=True)
class Known:
    """Whose a key that counts as known is: the name, and the post, where one is noted here."""

    name: str
    post: str = ""


def is_known(holder: Holder | None) -> bool:
    """Whether a key counts as known: it is of this laptop, or somebody here has checked it."""
    return isinstance(holder, Person) or (holder is not None and holder.is_checked)


def same_key(one: str, other: str) -> bool:
    """Whether two names of keys, of which one may be cut short, are of the same key."""
    shorter = min(len(one), len(other))
    return shorter >= SHORTEST_KEY and one[:shorter] == other[:shorter]


SHORTEST_KEY = 32
"""The fewest hexadecimal digits of a SHA-256 that nobody can make another key for."""


def holder_of(key: str, holders: Iterable[Holder]) -> Holder | None:
    """Whose *key* it is, the people of this laptop first."""
    return next((holder for holder in holders if same_key(holder.key, key)), None)


def other_holder(name: str, key: str, holders: Sequence[Holder]) -> Holder | None:
    """Whom this library knows under a name that looks like *name*, with another key than *key*.

    Who left and has a new key that is known is not in the way of it.
    """
    mine = looks(name)
    if not mine:
        return None
    alike = [h for h in holders if mine in names_of(h) and not same_key(h.key, key)]
    known = sorted((h for h in alike if is_known(h)), key=_has_left)
    if known and _has_left(known[0]) and is_known(holder_of(key, holders)):
        return None
    return known[0] if known else None


def names_of(holder: Holder) -> frozenset[str]:
    """What the holder's name looks like; where a key was noted without its certificate, the post
    may have been written behind the name."""
    names = [holder.name]
    if not holder.certificate:
        names.append(holder.name.partition(",")[0])
    return frozenset(looks(name) for name in names)


def _has_left(holder: Holder) -> bool:
    return isinstance(holder, Person) and holder.has_left


def looks(name: str) -> str:
    """What *name* looks like: names that a reader takes for the same give the same text.

    Letters of other scripts that look alike, marks, turned or doubled blanks, dots and the order
    of the parts make no difference. For comparing only, never for showing.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = "".join(c if c.isalnum() else " " for c in text if not _is_hidden(c))
    return " ".join(sorted(letters.translate(_ALIKE).split())) or name.strip()


def _is_hidden(character: str) -> bool:
    """Whether a character is a mark on another one, or none that is seen."""
    return unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") or character == "\u0640"


_ALIKE = str.maketrans(
    "авекмнорстухіјѕһԁԛԝαβεκνορτυχι01\u0649\u06cc\u06a9\u0629\u06be\u06d5",
    "abekmhopctyxijshdqwabeknoptuxiol\u064a\u064a\u0643\u0647\u0647\u0647",
)
"""Cyrillic and Greek letters that look like Latin ones, digits like letters, and the forms that
one Arabic letter has on different keyboards."""
