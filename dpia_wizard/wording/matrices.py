"""How sure we are of a matrix, and what another one does to a risk, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpia_wizard.core.model import UNKNOWN

if TYPE_CHECKING:
    from dpia_wizard.core.remap import Lapse, Move, Preview
    from dpia_wizard.texts import Words
    from dpia_wizard.wording import Wording


def sureness(words: Words, confidence: str) -> str:
    """How sure we are of a source."""
    _ = words
    return {
        "high": _("We are sure of it."),
        "medium": _("We are fairly sure of it."),
        "low": _("We are not sure of it."),
        "inference": _("This is our own reading."),
    }.get(confidence, "")


def rating(wording: Wording, likelihood: str, severity: str) -> str:
    """A rating by the ids of its points: "likelihood Likely, severity Grave"."""
    _ = wording.words
    return _("likelihood {likelihood}, severity {severity}").format(
        likelihood=point(wording, "likelihood", likelihood),
        severity=point(wording, "severity", severity),
    )


def point(wording: Wording, scale: str, id: str) -> str:
    """The name of a point of the scale "likelihood" or "severity"; "not judged" for none."""
    _ = wording.words
    matrix = wording.pack.matrix
    found = (matrix.likelihood if scale == "likelihood" else matrix.severity).get(id)
    if found is not None:
        return wording.words.pack(f"{scale}.{id}.name", found.name)
    return _("unknown") if id == UNKNOWN else _("not judged")


def was_rated(before: Wording, after: Wording, move: Move) -> str:
    """What a risk was on the matrix before, for a remark that stays with it."""
    _ = before.words
    title = before.words.pack("matrix.title", before.pack.matrix.title)
    first = _("Before, on the matrix “{matrix}”: {rating}, {level}.").format(
        matrix=title,
        rating=rating(before, move.before.risk.likelihood, move.before.risk.severity),
        level=before.level(move.before.level),
    )
    return " ".join((first, *what_to_do(before, after, move)))


def what_to_do(before: Wording, after: Wording, move: Move) -> Iterator[str]:
    """What a swap asks people to do about one risk; nothing where all is clear."""
    _ = before.words
    either = _(" or ")
    if move.likelihoods:
        names = either.join(point(after, "likelihood", id) for id in move.likelihoods)
        yield _("Judge the likelihood again: {points}.").format(points=names)
    if move.severities:
        names = either.join(point(after, "severity", id) for id in move.severities)
        yield _("Judge the severity again: {points}.").format(points=names)
    if move.is_lower:
        sentence = _("It would stand lower than {level} means today. Look at it closely.")
        if move.judge_again:
            sentence = _("It could stand lower than {level} means today. Look at it closely.")
        yield sentence.format(level=before.level(move.before.level))
    for lapse in move.lapses:
        yield lapsed(before, lapse)


def lapsed(before: Wording, lapse: Lapse) -> str:
    """That somebody's word on a level holds no longer."""
    _ = before.words
    sentence = {
        "confirmed": _("Confirm the level again: {level} was confirmed before."),
        "set_higher": _("State the level again: it was set higher, to {level}, before."),
        "accepted": _("Somebody accepted {level}. That holds no longer."),
        "decided": _("A supervisor decided on {level}. That holds no longer."),
        "ratings": _(
            "People rated it, up to {level}, and had not agreed. They rate it again on this matrix."
        ),
    }[lapse.kind]
    return sentence.format(level=before.level(lapse.level))


def after_words(after: Wording, move: Move) -> str:
    """The level after the swap: one, "Medium to High", or "Not rated"."""
    _ = after.words
    if move.least == move.most:
        return after.level(move.most)
    return _("{lower} to {upper}").format(
        lower=after.level(move.least), upper=after.level(move.most)
    )


def in_short(words: Words, shown: Preview) -> tuple[str, ...]:
    """How much a swap changes, in a sentence for each kind."""
    said = []
    if n := len(shown.lower):
        said.append(words.count("{n} risk could stand lower.", "{n} risks could stand lower.", n))
    if n := len(shown.judge_again):
        said.append(
            words.count("{n} risk is to be judged again.", "{n} risks are to be judged again.", n)
        )
    if n := len(shown.lapsed):
        said.append(
            words.count(
                "What was said of {n} risk holds no longer.",
                "What was said of {n} risks holds no longer.",
                n,
            )
        )
    if not shown.moves:
        said.append(words("There is no risk in the register yet, so nothing changes."))
    return tuple(said) or (words("Every rating is clear on the other matrix."),)


def level_then(wording: Wording, id: str) -> str:
    """The name of a level that a decision named, also when it is one of a matrix used before.

    An id says its English name, and the matrices' words share their addresses.
    """
    if not id or id in wording.pack.matrix.level:
        return wording.level(id)
    return wording.words.pack(f"level.{id}.name", id.replace("_", " ").capitalize())
