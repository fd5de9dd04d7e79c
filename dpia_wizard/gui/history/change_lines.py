"""What is another between two moments, as lines: the section, the place, then field by field."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dpia_wizard.core.compare import Changed, Place, RiskStanding
from dpia_wizard.core.model import Action, Answer, Control, Record, Risk
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.parts.levels import LevelMark
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording
from dpia_wizard.wording.compare import WHOLE, heading, level_told, part_name, value_told
from dpia_wizard.wording.things import thing

Kind = Literal["section", "place", "level", "note", "field"]

_NAMED_BY_PLACE = (Answer, Risk, Control, Action)
"""The records that a place is named after, so that they need no name of their own under it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: words, and for a level or a field what stood there before and what stands now.

    ``place`` is where to go, "" where nothing is there any more. ``marks`` show the levels of
    ``before`` and ``after``; None where a risk is not in the register.
    """

    kind: Kind
    words: str
    place: str = ""
    before: str = ""
    after: str = ""
    marks: tuple[LevelMark | None, LevelMark | None] = (None, None)


def lines(
    found: Sequence[Place],
    before: Wording,
    after: Wording,
    *,
    section: Callable[[Place], tuple[int, str]],
    goes: Callable[[Place], str],
    hidden: Container[str] = (),
) -> tuple[Line, ...]:
    """The lines of the places *found*, in the words of the packs of then and of now.

    *section* numbers and names the part of the assessment that a place stands in, *goes* is where
    one can go from it, or "". Of the risks in *hidden* nothing is told of what somebody thought.
    """
    told: list[Line] = []
    last = ""
    titled = sorted(((section(place), place) for place in found), key=lambda one: one[0][0])
    for (_number, name), place in titled:
        if name != last:
            told.append(Line("section", name))
            last = name
        told.append(Line("place", heading(after, place), goes(place)))
        if is_hidden(place, hidden):
            told.append(Line("note", _("Hidden until you have rated this risk yourself.")))
            continue
        told.extend(_level(before, after, place))
        beside = [changed.record for changed in place.changed]
        for changed in place.changed:
            told.extend(_changed(before, after, changed, beside))
    return tuple(told)


def rated_anew(found: Sequence[Place], hidden: Container[str] = ()) -> tuple[Place, ...]:
    """The risks among *found* whose level is another, but for those in *hidden*."""
    return tuple(
        place
        for place in found
        if _level_id(place.before) != _level_id(place.after) and not is_hidden(place, hidden)
    )


def is_hidden(place: Place, hidden: Container[str]) -> bool:
    """Whether it is one of the risks in *hidden*: somebody rates it before being told more."""
    return place.kind == "risk" and place.id in hidden


def as_text(told: Sequence[Line]) -> str:
    """The lines as they are copied."""
    return "\n".join(spoken(line) for line in told)


def spoken(line: Line) -> str:
    """A line as one sentence, to be heard and copied."""
    if line.kind not in ("level", "field"):
        return line.words
    if not line.before:
        return _("{part}: {value}").format(part=line.words, value=line.after)
    if not line.after:
        return _("{part}: no longer {value}").format(part=line.words, value=line.before)
    return _("{part}: from {before} to {after}").format(
        part=line.words, before=line.before, after=line.after
    )


def _level(before: Wording, after: Wording, place: Place) -> Iterator[Line]:
    if place.kind != "risk" or not place.is_rated_anew:
        return
    yield Line(
        "level",
        _("Level"),
        before=level_told(before, place.before),
        after=level_told(after, place.after),
        marks=(_mark(before, place.before), _mark(after, place.after)),
    )
    if not place.changed:
        yield Line(
            "note",
            _("Nothing was changed at the risk itself: a control, an answer or old evidence did."),
        )


def _changed(
    before: Wording, after: Wording, changed: Changed, beside: Sequence[Record]
) -> Iterator[Line]:
    record = changed.record
    if changed.before is None and not isinstance(record, Answer):
        yield Line("note", _("New: {things}.").format(things=thing(after, record, beside)))
    elif changed.after is None:
        yield Line("note", _("Taken out: {things}.").format(things=thing(before, record, beside)))
    elif not isinstance(record, _NAMED_BY_PLACE):
        yield Line("note", _("Changed: {things}.").format(things=thing(after, record, beside)))
    for part in changed.parts:
        name = part_name(after, record, part.name)
        was = value_told(before, record, part.name, part.before, most=WHOLE)
        now = value_told(after, record, part.name, part.after, most=WHOLE)
        if name and (was or now):
            yield Line("field", name, before=was, after=now)


def _mark(wording: Wording, stands: RiskStanding | None) -> LevelMark | None:
    return None if stands is None else level_mark(wording, stands.level)


def _level_id(stands: RiskStanding | None) -> str:
    return "" if stands is None else stands.level
