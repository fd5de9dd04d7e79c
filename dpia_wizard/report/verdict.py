"""What can be said about a signed file, and the calm words to say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dpia_wizard.texts import Words

State = Literal["not_signed", "unchanged", "changed", "damaged"]

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said about a file; signatures stand in the order in which they were made."""

    state: State
    signatures: tuple[SignatureFound, ...] = ()
    empty_fields: tuple[str, ...] = ()
    """Places where nobody has signed yet."""
    missing_fields: tuple[str, ...] = ()
    """Signatures that were in the file before, or that the caller knows of, and that are gone."""
    unreadable_fields: tuple[str, ...] = ()
    """Places with a signature that cannot be read."""

    def sentences(self, words: Words, posts: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """The verdict in the language of *words*, the most important sentence first.

        *posts* gives the words for the fields: "Supervisor" for ``supervisor``.
        """
        return tuple(_sentences(self, words, posts or {}))


def _sentences(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> Iterator[str]:
    _ = words

    def post(field: str) -> str:
        return _apart(words, posts.get(field, field))

    def listed(fields: Iterable[str]) -> str:
        return ", ".join(post(field) for field in fields)

    yield _state(verdict, words)
    for found in verdict.signatures:
        yield _signature(found, words, post(found.field))
    for found in verdict.signatures:
        if found.intact and found.date_is_odd:
            yield _(
                "{post}: the date of the signature lies in the future or outside the years of the"
                " key. Ask the signer which day it was."
            ).format(post=post(found.field))
    by_key: dict[str, list[str]] = {}
    for found in verdict.signatures:
        by_key.setdefault(found.fingerprint, []).append(found.field)
    for fields in by_key.values():
        if len(fields) > 1:
            yield _("One and the same key signed as {posts}.").format(posts=listed(fields))
    if verdict.missing_fields:
        yield _(
            "A signature that was there is missing: {posts}. The end of the file may have been cut"
            " off."
        ).format(posts=listed(verdict.missing_fields))
    if verdict.unreadable_fields:
        yield _("A signature cannot be read: {posts}.").format(
            posts=listed(verdict.unreadable_fields)
        )
    if verdict.empty_fields and verdict.state in ("not_signed", "unchanged"):
        yield _("Still to be signed: {posts}.").format(posts=listed(verdict.empty_fields))
    if any(found.signed_at for found in verdict.signatures):
        yield _("Dates and times are those of the signers' own clocks.")


def _state(verdict: Verdict, words: Words) -> str:
    _ = words
    if verdict.state == "unchanged":
        return words.count(
            "Unchanged since it was signed.",
            "Unchanged since the last of its {n} signatures.",
            len(verdict.signatures),
        )
    if verdict.state == "changed":
        return _(
            "Changed after it was signed: do not rely on it. Opening it in another program and"
            " saving it is enough for that; ask for the signed file again."
        )
    if verdict.state == "not_signed":
        return _("Nobody has signed this file digitally.")
    return _("This file cannot be checked: it is damaged or ends too early. Ask for it again.")


def _signature(found: SignatureFound, words: Words, post: str) -> str:
    _ = words
    if not found.intact:
        message = _("{post}: this signature does not fit the file.")
    elif found.signed_at is None and found.known_as is not None:
        message = _("{post}: signed by {name} with the key {key}, which you have checked.")
    elif found.says and found.signed_at is not None and found.known_as is None:
        message = _(
            "{post}: signed on {date} in the name of {says}, with the key {key}, which is not one"
            " you have checked. Compare it with the signer by phone."
        )
    elif found.signed_at is None:
        message = _(
            "{post}: signed with the key {key}, which is not one you have checked. Compare it with"
            " the signer by phone."
        )
    elif found.known_as is not None:
        message = _(
            "{post}: signed on {date} by {name} with the key {key}, which you have checked."
        )
    else:
        message = _(
            "{post}: signed on {date} with the key {key}, which is not one you have checked."
            " Compare it with the signer by phone."
        )
    return message.format(
        post=post,
        name=_apart(words, found.known_as or ""),
        says=_apart(words, found.says),
        key=_apart(words, found.fingerprint),
        date=_apart(words, f"{found.signed_at:%Y-%m-%d %H:%M}" if found.signed_at else ""),
    )


def _apart(words: Words, text: str) -> str:
    """*text* kept in its own direction inside a sentence that runs from right to left."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if words.is_right_to_left else text
