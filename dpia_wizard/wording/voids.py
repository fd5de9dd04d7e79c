"""Why a sign-off holds no longer, and what small mistakes were mended under one that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.wording.things import own, place, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.core.model import Decision, SignOff
    from dpia_wizard.core.seal import Changed, SealStanding
    from dpia_wizard.wording import Wording

_RATING = frozenset({"likelihood", "severity", "stated", "irreversible", "avoided", "dismissed"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is not as it was signed: half a sentence that follows "because", and where
    to look ("" for what has no place of its own)."""

    words: str
    place: str = ""


def reasons(wording: Wording, standing: SealStanding) -> tuple[Reason, ...]:
    """Why a sign-off is void, each reason once, the gravest first: words on risks, ratings,
    controls, then all else."""
    said = [
        *(_judged(wording, one) for one in standing.judgements),
        *_changed(wording, sorted(standing.changes, key=_weight)),
    ]
    return tuple(dict.fromkeys(said))


def corrections(wording: Wording, standing: SealStanding) -> tuple[Reason, ...]:
    """Where small mistakes were mended since, each place once."""
    return tuple(dict.fromkeys(_changed(wording, standing.corrections)))


def void_told(
    wording: Wording,
    sign_off: SignOff,
    standing: SealStanding,
    *,
    signed: str,
    since: str = "",
    most: int = 1,
) -> str:
    """That a sign-off of the day *signed* (in words) holds no longer, and because of what; *since*
    which day, where that is known."""
    _ = wording.words
    found = reasons(wording, standing)
    who = own(_, sign_off.name)
    listed = _(", ").join(one.words for one in found[:most])
    if len(found) > most:
        sentence = _.count(
            "Signed on {date} by {who}: holds no longer, because {reasons}; and for {n} more"
            " reason.",
            "Signed on {date} by {who}: holds no longer, because {reasons}; and for {n} more"
            " reasons.",
            len(found) - most,
        )
    else:
        sentence = _("Signed on {date} by {who}: holds no longer, because {reasons}.")
    told = sentence.format(date=signed, who=who, reasons=listed, n=len(found) - most)
    return f"{told} {_('That is so since {date}.').format(date=since)}" if since else told


def _changed(wording: Wording, changes: Sequence[Changed]) -> Iterator[Reason]:
    for changed in changes:
        yield Reason(_because(wording, changed), changed.place)


def _because(wording: Wording, changed: Changed) -> str:
    """What is another than when it was signed, as half a sentence."""
    _ = wording.words
    came, went = changed.before is None, changed.after is None
    where = place(wording, changed.place)
    id = whole(_, changed.id)
    match changed.collection:
        case "answers":
            return _("the answer to {place} changed").format(place=where)
        case "rows":
            return _("the table of {place} changed").format(place=where)
        case "risks" if changed.field in _RATING:
            return _("the rating of {risk} changed").format(risk=id)
        case "risks" if not changed.field and came:
            return _("{risk} was added").format(risk=id)
        case "risks" if not changed.field and went:
            return _("{risk} was taken out").format(risk=id)
        case "risks":
            return _("what is said of {risk} changed").format(risk=id)
        case "decisions":
            risk = whole(_, changed.place)
            return _("what had been decided on {risk} was altered").format(risk=risk)
        case "controls":
            return _("what is said of control {control} changed").format(control=id)
        case "links":
            risk = whole(_, changed.place)
            return _("the controls of {risk} changed").format(risk=risk)
        case "actions":
            return _("the action plan changed")
        case "attachments":
            return _("the files of {place} changed").format(place=where)
        case "pins":
            return {
                "form": _("another edition of the form is used"),
                "matrix": _("another matrix is used"),
                "protocol": _("another protocol is used"),
            }.get(changed.id, id)
        case _:
            return where


def _judged(wording: Wording, made: Decision) -> Reason:
    _ = wording.words
    risk = whole(_, made.about)
    words = {
        "raised": _("{risk} was raised since"),
        "lowered": _("{risk} was lowered since"),
        "withdrawn": _("the acceptance of {risk} was withdrawn"),
        "accepted": _("{risk} was accepted since"),
    }.get(made.kind, _("something was decided on {risk} since"))
    return Reason(words.format(risk=risk), made.about)


def _weight(changed: Changed) -> tuple[int, str]:
    """The rating of a risk before all else, then what stands around it."""
    order = (
        "risks",
        "decisions",
        "links",
        "controls",
        "pins",
        "answers",
        "rows",
        "actions",
        "attachments",
    )
    is_rating = changed.collection == "risks" and changed.field in _RATING
    return (0 if is_rating else 1 + order.index(changed.collection), changed.id)
