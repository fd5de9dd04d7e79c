"""What can be said about a signed file, as values; `verdict_words` says it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from dpia_wizard.core.participants import responsible
from dpia_wizard.core.people import looks
from dpia_wizard.report.record import Record

if TYPE_CHECKING:
    from dpia_wizard.texts import Words

State = Literal["not_signed", "unchanged", "changed", "unsound", "damaged"]
"""``unsound``: no byte was changed, and yet it is none to rely on; `Verdict.troubles` say why."""

Fault = Literal["content", "extent", "followed", "value"]
"""What is against a signature: what it covers is not what was signed (``content``); it leaves out
more than itself (``extent``); something else than a signature came after it (``followed``); the
signature itself does not hold (``value``)."""

Trouble = Literal["acts", "loose", "record_differs", "record_unreadable", "appended", "saved_again"]
"""What is against a file as a whole: something in it acts by itself or is shown only sometimes;
a loose end was left in it; its record is not the one printed, or none; bytes stand behind the last
signature; it looks as if another program had saved it."""

AUTHOR = "author"
"""The field of who wrote it."""


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature in a file."""

    field: str
    fingerprint: str
    known_as: str | None
    """The name of the key's holder, when the key is one that was checked."""
    signed_at: datetime | None
    """By the signer's own clock."""
    covers_whole_document: bool
    """Whether it is the last word: no byte of the file lies outside of it."""
    intact: bool
    """Whether what it covers is unchanged, and only further signatures followed."""
    date_is_odd: bool
    """Whether the date is missing, in the future, or outside the years of the key."""
    says: str = ""
    """Who signed, as they said themselves; anybody can write anything there."""
    says_post: str = ""
    """Their post, as they said; files signed by older programs have it behind the name."""
    fault: Fault | None = None
    """What is against it, where it is not intact."""
    known_post: str = ""
    """The post of the key's holder, where one is noted here."""

    @property
    def said(self) -> tuple[str, str]:
        """The name and the post as the signer said them, apart."""
        if self.says_post:
            return self.says, self.says_post
        known = f"{self.known_as}, "
        if self.known_as and self.says.startswith(known):
            return self.known_as, self.says.removeprefix(known)
        name, _comma, post = self.says.partition(", ")
        return name, post

    @property
    def who(self) -> tuple[str, str]:
        """The name and the post of the key's holder, when the key is one that was checked; else as
        the signer said them."""
        return self.said if self.known_as is None else (self.known_as, self.known_post)

    @property
    def unchecked_post(self) -> str:
        """The post that the holder of a known key claims, where none is noted here."""
        return "" if self.known_as is None or self.known_post else self.said[1]

    @property
    def looks(self) -> frozenset[str]:
        """What the names look like that they are known by and that they said."""
        return frozenset(looks(name) for name in (self.known_as, self.says) if name)

    @property
    def is_known(self) -> bool:
        """Whether it holds and its key is one that was checked."""
        return self.intact and self.known_as is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said about a file; signatures stand in the order in which they were made.

    It answers three questions apart: `is_unchanged`, `is_known` (by whom, known to me?) and
    `is_complete` (is everything signed that should be?).
    """

    state: State
    signatures: tuple[SignatureFound, ...] = ()
    empty_fields: tuple[str, ...] = ()
    """Places where nobody has signed yet."""
    missing_fields: tuple[str, ...] = ()
    """Signatures that were in the file before, or that the caller knows of, and that are gone."""
    unreadable_fields: tuple[str, ...] = ()
    """Places with a signature that cannot be read."""
    troubles: tuple[Trouble, ...] = ()
    """What is against the file as a whole."""
    record: Record = field(default_factory=Record)
    """The record of the assessment inside."""

    @property
    def is_unchanged(self) -> bool:
        """Whether it is signed, and as it was signed."""
        return self.state == "unchanged"

    @property
    def is_known(self) -> bool:
        """Whether it is signed, and every signature with a key that was checked."""
        return bool(self.signatures) and all(found.is_known for found in self.signatures)

    @property
    def is_complete(self) -> bool:
        """Whether everybody has signed who should have, by the record inside and the form it is
        made with; without a record that says who should, or a form that does, nobody can tell.

        Somebody who knows of a signature that was cut off from the end must say so: nothing in
        the file can.
        """
        return (
            any(found.intact for found in self.signatures)
            and self.says_who_signs
            and self.record.is_vouched_for
            and not self.unsigned
            and not self.missing_fields
            and not self.unreadable_fields
            and not self.own_work
            and not self.two_agencies
            and all(found.intact for found in self.signatures)
        )

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Who should have signed and did not, whether or not a place was left for it: the record
        names somebody for the role, or the role is never left out. Where no record says who
        signs, every empty place."""
        signs = self.record.signs
        if signs is None:
            return self.empty_fields
        places = tuple(dict.fromkeys((*signs.places, *self.empty_fields)))
        needed = (self.record.named & frozenset(places)) | signs.always
        filled = {*(found.field for found in self.signatures), *self.unreadable_fields}
        order = dict.fromkeys((*places, *sorted(signs.always)))
        return tuple(name for name in order if name in needed and name not in filled)

    @property
    def says_who_signs(self) -> bool:
        """Whether there is a record inside that fits what is printed and says who signs."""
        return self.record.standing == "agrees" and self.record.signs is not None

    @property
    def own_work(self) -> tuple[str, ...]:
        """The roles that were signed with the author's own key too, or with another in the same
        name: nobody reviews or accepts what they wrote themselves."""
        by_author = [found for found in self.signatures if found.field == AUTHOR]
        keys = {found.fingerprint for found in by_author}
        names = {name for found in by_author for name in found.looks}
        return tuple(
            found.field
            for found in self.signatures
            if found.field != AUTHOR
            and (found.fingerprint in keys or not names.isdisjoint(found.looks))
        )

    @property
    def for_agencies(self) -> frozenset[str]:
        """The places in which each agency of a joint assessment signs; none where it is not."""
        found = frozenset(self.record.agencies)
        return found | {responsible(self.record.rule)} if found else found

    @property
    def two_agencies(self) -> tuple[str, ...]:
        """The places of agencies that a key signed which signed for another agency, too: each of
        those that take part signs for itself, and the head of office for the one responsible."""
        signed = [found for found in self.signatures if found.field in self.for_agencies]
        keys = [found.fingerprint for found in signed]
        return tuple(found.field for found in signed if keys.count(found.fingerprint) > 1)

    def sentences(self, words: Words, posts: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """The verdict in the language of *words*, the most important sentence first.

        *posts* gives the words for the fields: "Supervisor" for ``supervisor``.
        """
        from dpia_wizard.report.verdict_words import sentences

        return sentences(self, words, posts or {})
