"""The calm words for a verdict: three answers, what is against it, and each signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dpia_wizard.report.verdict import AUTHOR
from dpia_wizard.wording.things import own

if TYPE_CHECKING:
    from dpia_wizard.report.verdict import Fault, SignatureFound, Trouble, Verdict
    from dpia_wizard.texts import Words

_LONGEST = 200
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def sentences(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> tuple[str, ...]:
    """Everything that can be said: the first answer, each signature, what is against it, what is
    still to come."""
    said = [answers(verdict, words, posts)[0], *signatures(verdict, words, posts)]
    said += problems(verdict, words, posts, first=False)
    _ = words
    if verdict.state in ("not_signed", "unchanged"):
        said += _empty(verdict, words, posts)
    if any(found.signed_at for found in verdict.signatures):
        said.append(_("Dates and times are those of the signers' own clocks."))
    return tuple(said)


def _empty(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> Iterator[str]:
    """The places where nobody has signed: those that wait, and those that need nobody."""
    _ = words
    waiting = [field for field in verdict.empty_fields if field in verdict.unsigned]
    spare = [field for field in verdict.empty_fields if field not in verdict.unsigned]
    if waiting:
        yield _("Still to be signed: {posts}.").format(posts=_listed(waiting, words, posts))
    if spare:
        yield _("Nobody is named for this, so it may stay empty: {posts}.").format(
            posts=_listed(spare, words, posts)
        )


def answers(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> tuple[str, str, str]:
    """The answers to the three questions: whether unchanged, by whom, and whether by everybody."""
    return _unchanged(verdict, words), _by_whom(verdict, words), _complete(verdict, words, posts)


def _unchanged(verdict: Verdict, words: Words) -> str:
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
    if verdict.state == "unsound":
        return _("This file is not as the program makes a report: do not rely on it, nor sign it.")
    if verdict.state == "not_signed":
        return _("Nobody has signed this file digitally.")
    return _("This file cannot be checked: it is damaged or ends too early. Ask for it again.")


def _by_whom(verdict: Verdict, words: Words) -> str:
    _ = words
    if not verdict.signatures:
        return _("No signature can be read, so there is nobody to know.")
    if not all(found.intact for found in verdict.signatures):
        return _("Not every signature fits this file, so who signed it cannot be said.")
    strange = sum(not found.is_known for found in verdict.signatures)
    if strange:
        return words.count(
            "{n} signature is with a key that you have not checked.",
            "{n} signatures are with keys that you have not checked.",
            strange,
        )
    return words.count(
        "Signed with a key that you have checked.",
        "Each of the {n} signatures is with a key that you have checked.",
        len(verdict.signatures),
    )


def _complete(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> str:
    _ = words
    if verdict.is_complete:
        return _("Everybody who should sign has signed, as far as this file can tell.")
    if verdict.unsigned and verdict.state in ("not_signed", "unchanged"):
        return _("Not everybody has signed who should: {posts}.").format(
            posts=_listed(verdict.unsigned, words, posts)
        )
    if _lacks_its_form(verdict):
        return _no_form(words)
    return _("It cannot be said that everybody has signed who should.")


def _lacks_its_form(verdict: Verdict) -> bool:
    """Whether only the file itself says who signs it: its form is not here."""
    is_whole = verdict.state in ("not_signed", "unchanged")
    return is_whole and verdict.says_who_signs and not verdict.record.is_vouched_for


def _no_form(words: Words) -> str:
    _ = words
    return _(
        "It cannot be said that everybody has signed who should: the form of this report is not"
        " here. Install the form, then check the report again."
    )


def problems(
    verdict: Verdict, words: Words, posts: Mapping[str, str], *, first: bool = True
) -> tuple[str, ...]:
    """What there is against the file, the most important first; *first*: with the first answer,
    where that is no good one."""
    return tuple(_problems(verdict, words, posts, first=first))


def _problems(
    verdict: Verdict, words: Words, posts: Mapping[str, str], *, first: bool
) -> Iterator[str]:
    _ = words
    if first and verdict.state != "unchanged":
        yield _unchanged(verdict, words)
    for trouble in verdict.troubles:
        yield _TROUBLES[trouble](words)
    if verdict.state in ("not_signed", "unchanged") and not verdict.says_who_signs:
        yield (
            _("There is no record of the assessment in this file, so it does not say who signs it.")
            if verdict.record.standing == "none"
            else _("The record in this file does not say who signs it.")
        )
    if _lacks_its_form(verdict):
        yield _no_form(words)
    for found in verdict.signatures:
        if found.fault is not None:
            yield _FAULTS[found.fault](words).format(post=_post(found.field, words, posts))
    if verdict.missing_fields:
        yield _(
            "A signature that was there is missing: {posts}. The end of the file may have been cut"
            " off."
        ).format(posts=_listed(verdict.missing_fields, words, posts))
    if verdict.unreadable_fields:
        yield _("A signature cannot be read: {posts}.").format(
            posts=_listed(verdict.unreadable_fields, words, posts)
        )
    for found in verdict.signatures:
        if found.intact and found.date_is_odd:
            yield _(
                "{post}: the date of the signature lies in the future or outside the years of the"
                " key. Ask the signer which day it was."
            ).format(post=_post(found.field, words, posts))
    yield from _shared_keys(verdict, words, posts)
    if first and verdict.state == "unchanged":
        yield from _open(verdict, words, posts)


def _shared_keys(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> Iterator[str]:
    _ = words
    by_key: dict[str, list[str]] = {}
    for found in verdict.signatures:
        by_key.setdefault(found.fingerprint, []).append(found.field)
    for fields in by_key.values():
        if len(fields) > 1:
            listed = _listed(fields, words, posts)
            yield _("One and the same key signed as {posts}.").format(posts=listed)
            if AUTHOR in fields:
                yield _("Nobody reviews or accepts what they wrote themselves.")
            if not {*fields}.isdisjoint(verdict.two_agencies):
                yield _("Each agency signs for itself, with a key of its own people.")
    keys = {found.fingerprint for found in verdict.signatures if found.field == AUTHOR}
    for found in verdict.signatures:
        if found.field in verdict.own_work and found.fingerprint not in keys:
            yield _(
                "{post}: signed in the name of the author, {name}, with another key. Nobody reviews"
                " or accepts what they wrote themselves. Where it is somebody else, their names"
                " must tell them apart."
            ).format(post=_post(found.field, words, posts), name=_who(words, found.who[0], ""))


def _open(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> Iterator[str]:
    """What is open in a file of which nothing was changed."""
    _ = words
    for found in verdict.signatures:
        if not found.is_known:
            yield _("{post}: the key {key} is not one that you have checked.").format(
                post=_post(found.field, words, posts), key=_apart(words, found.fingerprint)
            )
    if verdict.unsigned:
        yield _("Not everybody has signed who should: {posts}.").format(
            posts=_listed(verdict.unsigned, words, posts)
        )


_TROUBLES: Mapping[Trouble, Callable[[Words], str]] = {
    "acts": lambda _: _(
        "Something in this file acts by itself or is shown only sometimes. A report has nothing of"
        " the kind."
    ),
    "loose": lambda _: _(
        "A place was left open in this file into which something else could be put later."
    ),
    "record_differs": lambda _: _(
        "The record of the assessment inside is not the one whose fingerprint is printed."
    ),
    "record_unreadable": lambda _: _("The record of the assessment inside cannot be read."),
    "appended": lambda _: _("Something was added to the file behind its last signature."),
    "saved_again": lambda _: _(
        "It was probably opened and saved by another program: no signature stands where it stood."
    ),
}

_FAULTS: Mapping[Fault, Callable[[Words], str]] = {
    "content": lambda _: _("{post}: what was signed is not what stands in the file now."),
    "extent": lambda _: _("{post}: the signature does not cover the file up to where it stands."),
    "followed": lambda _: _(
        "{post}: after this signature something else than a further signature was added."
    ),
    "value": lambda _: _("{post}: the signature itself does not hold."),
}


def signatures(verdict: Verdict, words: Words, posts: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence on each signature, in the order in which they were made."""
    return tuple(
        _signature(found, words, _post(found.field, words, posts)) for found in verdict.signatures
    )


def _signature(found: SignatureFound, words: Words, post: str) -> str:
    _ = words
    if not found.intact:
        message = _("{post}: this signature does not fit the file.")
    elif found.signed_at is None and found.known_as is not None:
        message = _("{post}: signed by {name} with the key {key}, which you have checked.")
    elif any(found.said) and found.signed_at is not None and found.known_as is None:
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
    told = message.format(
        post=post,
        name=_who(words, *found.who),
        says=_who(words, *found.said),
        key=_apart(words, found.fingerprint),
        date=_apart(words, f"{found.signed_at:%Y-%m-%d %H:%M}" if found.signed_at else ""),
    )
    return " ".join(part for part in (told, unchecked_post(found, words)) if part)


def unchecked_post(found: SignatureFound, words: Words) -> str:
    """That nobody has checked the post which the holder of a known key claims; "" for none."""
    _ = words
    if not found.intact or not found.unchecked_post:
        return ""
    return _("In this file they call themselves {post}; that was not checked.").format(
        post=own(words, found.unchecked_post, most=_LONGEST)
    )


def _who(words: Words, name: str, post: str) -> str:
    """Name and post, each in its own direction: the two may be written in two scripts."""
    _ = words
    return _(", ").join(own(words, part, most=_LONGEST) for part in (name, post) if part)


def _listed(fields: Iterable[str], words: Words, posts: Mapping[str, str]) -> str:
    _ = words
    return _(", ").join(_post(field, words, posts) for field in fields)


def _post(field: str, words: Words, posts: Mapping[str, str]) -> str:
    return _apart(words, posts.get(field, field))


def _apart(words: Words, text: str) -> str:
    """*text* kept in its own direction inside a sentence that runs from right to left."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if words.is_right_to_left else text
