"""The history in words: what was done with each entry, and whether it is what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from dpia_wizard.wording.things import own, thing, whole

if TYPE_CHECKING:
    from dpia_wizard.core.chain import Anchor, Break, Verdict
    from dpia_wizard.core.history import Entry
    from dpia_wizard.core.model import Record
    from dpia_wizard.texts import Words
    from dpia_wizard.wording import Wording

_NAMED = 3
"""How many records one sentence names."""


def entry_told(wording: Wording, entry: Entry) -> str:
    """What an entry did, on one line."""
    _ = wording.words
    if entry.name == "create":
        return _("The assessment was begun.")
    new = [change.after for change in entry.changes if change.before is None]
    gone = [change.before for change in entry.changes if change.after is None]
    other = [change.after for change in entry.changes if change.before and change.after]
    said = [change.record for change in entry.changes]
    sentences = (
        (_("New: {things}."), new),
        (_("Changed: {things}."), other),
        (_("Taken out: {things}."), gone),
    )
    return " ".join(
        sentence.format(things=_things(wording, [r for r in records if r], said))
        for sentence, records in sentences
        if records
    )


def moment(words: Words, at: str) -> str:
    """A moment (ISO) as an entry claims it, on the clock here: "2026-11-22 09:00"."""
    with suppress(ValueError):
        at = datetime.fromisoformat(at).astimezone().isoformat()
    return whole(words, at[:16].replace("T", " "))


def verdict_told(
    words: Words, verdict: Verdict, astray: Sequence[tuple[str, str]] = ()
) -> tuple[str, ...]:
    """What can be said of a history, the weightiest sentence first, and what cannot be known."""
    return (*_found(words, verdict, astray), *_measured(words, verdict), *_unknown(words, verdict))


def anchor_told(words: Words, anchor: Anchor) -> str:
    """An anchor as it can be compared with what is printed: entries and digits."""
    entries = words.count("{n} entry", "{n} entries", anchor.entries)
    return f"{entries} · {whole(words, anchor.printed)}"


def _things(wording: Wording, records: Sequence[Record], beside: Sequence[Record]) -> str:
    _ = wording.words
    named = [thing(wording, record, beside) for record in records[:_NAMED]]
    more = len(records) - len(named)
    if more:
        named.append(_.count("{n} more", "{n} more", more))
    return _(", ").join(named)


def _found(words: Words, verdict: Verdict, astray: Sequence[tuple[str, str]]) -> Iterator[str]:
    _ = words
    if verdict.broken is not None:
        yield _broken(_, verdict.broken)
        yield from _claimed(_, verdict.broken)
    elif astray:
        named = _(", ").join(_astray(_, collection, id) for collection, id in astray[:_NAMED])
        yield _(
            "The history holds, but what stands in the library is not what it leads to: {things}."
            " Somebody changed it past this program."
        ).format(things=named)
    elif verdict.entries:
        yield _("The history holds: {entries}, each tied to those before it.").format(
            entries=_.count("{n} entry", "{n} entries", verdict.entries)
        )
    else:
        yield _("There is no entry in this history.")


def _astray(words: Words, collection: str, id: str) -> str:
    """What kind of record it is that somebody changed; its id only where people know it by that."""
    _ = words
    sentence = {
        "risks": _("risk {id}"),
        "controls": _("control {id}"),
        "answers": _("an answer"),
        "rows": _("a row of a table"),
        "links": _("the link of a risk with a control"),
        "actions": _("an action"),
        "remarks": _("a remark"),
        "decisions": _("a decision"),
        "ratings": _("a rating"),
        "sign_offs": _("a sign-off"),
        "attachments": _("an attached file"),
        "pins": _("the form, the matrix or the protocol"),
    }.get(collection, id)
    return sentence.format(id=whole(_, id))


def _broken(words: Words, found: Break) -> str:
    _ = words
    number = whole(_, str(found.place))
    match found.kind:
        case "put_in":
            return _(
                "The history is broken at entry {number}: it was put in or moved there later."
            ).format(number=number)
        case "rewritten" if found.first == found.place:
            return _(
                "The history was rewritten: its digits at entry {number} are not those that were"
                " printed or remembered."
            ).format(number=number)
        case "rewritten":
            return _(
                "The history was rewritten: its digits at entry {number} are not those that were"
                " printed or remembered. The first entry that is another is one of {first} to"
                " {number}."
            ).format(number=number, first=whole(_, str(found.first)))
        case "cut":
            last = 0 if found.anchor is None else found.anchor.entries
            return _(
                "The history ends before entry {number}, and digits of it at entry {last} were"
                " printed or remembered. It was cut, or this is an older copy of the library."
            ).format(number=number, last=whole(_, str(last)))
        case _kind:
            return _(
                "The history is broken at entry {number}: it does not follow from what stands"
                " before it. An entry was changed, moved or taken out there."
            ).format(number=number)


def _claimed(words: Words, found: Break) -> Iterator[str]:
    """When the entry at the break was made, and whose it is, as it says itself."""
    _ = words
    if found.entry is not None:
        by = own(_, found.entry.by)
        sentence = _("Entry {number} says of itself: {moment}, {who}.")
        if not by:
            sentence = _("Entry {number} says of itself: {moment}, and names nobody.")
        at = moment(_, found.entry.at)
        yield sentence.format(number=whole(_, str(found.place)), moment=at, who=by)
    if found.anchor is not None and found.anchor.at:
        yield _("Those digits were taken on {moment}.").format(moment=moment(_, found.anchor.at))


def _measured(words: Words, verdict: Verdict) -> Iterator[str]:
    _ = words
    if verdict.vouched:
        yield _("It agrees with what was kept outside the library, up to entry {number}.").format(
            number=whole(_, str(verdict.vouched))
        )
    if verdict.remembered:
        yield _("It agrees with what the library itself remembers, up to entry {number}.").format(
            number=whole(_, str(verdict.remembered))
        )


def _unknown(words: Words, verdict: Verdict) -> Iterator[str]:
    _ = words
    if verdict.vouched:
        yield _(
            "What came after entry {number} cannot be known: it may have been changed, and more"
            " may have stood there."
        ).format(number=whole(_, str(verdict.vouched)))
    elif verdict.is_whole:
        yield _(
            "Nothing that was kept outside the library was compared, so one thing cannot be known:"
            " whether somebody who can write the library rewrote all of it. Compare it with the"
            " history in a printed report."
        )
