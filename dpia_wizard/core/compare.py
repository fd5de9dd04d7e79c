"""Two states of an assessment laid side by side: what is another, field by field, at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import (
    COLLECTIONS,
    Action,
    Answer,
    Assessment,
    Attachment,
    Control,
    Decision,
    Link,
    Pin,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
)
from dpia_wizard.core.register import NOT_RATED, RatedRisk, every_risk
from dpia_wizard.core.whereabouts import place_of
from dpia_wizard.core.workflow import MATRIX

PlaceKind = Literal["made_with", "question", "risk", "control", "action", "review"]
"""What a place is, in the order in which places stand; "made_with" and "review" are whole."""

_KINDS: tuple[PlaceKind, ...] = ("made_with", "question", "risk", "control", "action", "review")


@dataclass(frozen=True, slots=True)
class Moment:
    """An assessment as it stood, the pack it is read with, and the ISO date that evidence was
    measured against."""

    assessment: Assessment
    pack: Pack
    on: str


@dataclass(frozen=True, slots=True)
class Part:
    """One field that is another; a cell of a row is called ``cells.<column>``."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Changed:
    """One record that is another: new without ``before``, gone without ``after``."""

    before: Record | None
    after: Record | None
    parts: tuple[Part, ...]

    @property
    def record(self) -> Record:
        """The record in its newest form."""
        record = self.after if self.after is not None else self.before
        if record is None:
            raise ValueError("what changed is a record")
        return record


@dataclass(frozen=True, slots=True)
class RiskStanding:
    """How a risk stands: its level as it counts, and the ranks that this rests on, from 1.

    The ranks are None, and the level `NOT_RATED`, while it is not rated; ``supported`` is the
    level that the evidence supports.
    """

    level: str
    likelihood: int | None = None
    severity: int | None = None
    supported: str = NOT_RATED


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is another: a question, a risk … and everything that changed there.

    For a risk ``before`` and ``after`` say how it stands, None where it is not there; they may
    differ though nothing changed at the risk itself: through a control, an answer, old evidence.
    """

    kind: PlaceKind
    id: str
    changed: tuple[Changed, ...]
    before: RiskStanding | None = None
    after: RiskStanding | None = None

    @property
    def is_rated_anew(self) -> bool:
        """Whether it is a risk that stands at another level, or on other ranks."""
        return self.before != self.after


def compare(before: Moment, after: Moment) -> tuple[Place, ...]:
    """What is another in *after*, by place: what it is made with, questions in the order of the
    form, risks, controls, actions, and last what was decided."""
    found: dict[tuple[PlaceKind, str], list[Changed]] = {}
    for changed in _changes(before.assessment, after.assessment):
        found.setdefault(_place(before, after, changed.record), []).append(changed)
    standings = [_standings(state) for state in (before, after)]
    for id in dict.fromkeys((*standings[0], *standings[1])):
        if standings[0].get(id) != standings[1].get(id):
            found.setdefault(("risk", id), [])
    places = []
    for (kind, id), changes in found.items():
        stands = [one.get(id) if kind == "risk" else None for one in standings]
        places.append(Place(kind, id, tuple(changes), *stands))
    number = {id: place for place, id in enumerate(_asked(after.pack))}
    return tuple(sorted(places, key=lambda p: (_KINDS.index(p.kind), number.get(p.id, 9999), p.id)))


def lowered(places: Iterable[Place], before: Pack, after: Pack) -> tuple[Place, ...]:
    """The risks among *places* that stand at a lower level, or are not rated or there any more."""
    return tuple(
        place
        for place in places
        if place.kind == "risk" and _rank(before, place.before) > _rank(after, place.after)
    )


def parts(before: Record | None, after: Record | None) -> tuple[Part, ...]:
    """The fields in which two records of one kind differ; what says nothing on either side and
    what names the record are left out."""
    said = [{} if record is None else _fields(record) for record in (before, after)]
    return tuple(
        Part(name, said[0].get(name), said[1].get(name))
        for name in dict.fromkeys((*said[0], *said[1]))
        if said[0].get(name) != said[1].get(name)
    )


def _changes(before: Assessment, after: Assessment) -> Iterator[Changed]:
    for name in COLLECTIONS.values():
        was: Mapping[str, Record] = getattr(before, name)
        now: Mapping[str, Record] = getattr(after, name)
        for id in sorted({*was, *now}):
            if was.get(id) != now.get(id):
                told = was.get(id), now.get(id)
                yield Changed(*told, parts(*told))


def _fields(record: Record) -> dict[str, object]:
    """What *record* says, without its id and what says nothing."""
    said: dict[str, object] = {}
    for part in fields(record):
        value = getattr(record, part.name)
        if isinstance(value, Mapping):
            said.update({f"{part.name}.{key}": cell for key, cell in value.items() if cell})
        elif part.name != "id" and not (value is None or value is False or value in ("", ())):
            said[part.name] = value
    return said


def _place(before: Moment, after: Moment, record: Record) -> tuple[PlaceKind, str]:
    id = place_of(record)
    match record:
        case Answer() | Row():
            return "question", id
        case Risk() | Link() | Rating():
            return "risk", id
        case Control():
            return "control", id
        case Action():
            return "action", id
        case Pin():
            return "made_with", ""
        case SignOff():
            return "review", ""
        case Decision():
            return ("made_with", "") if id == MATRIX else _named(before, after, id)
        case Remark() | Attachment():
            return _named(before, after, id)


def _named(before: Moment, after: Moment, id: str) -> tuple[PlaceKind, str]:
    """The place that is called *id*."""
    for state in (after, before):
        form, kept = state.pack.form, state.assessment
        if id in form.by_id or form.section(id) is not None:
            return "question", id
        if id in kept.risks or id in state.pack.risk:
            return "risk", id
        if id in kept.controls or id in state.pack.control:
            return "control", id
        if id in kept.actions:
            return "action", id
    return "review", ""


def _asked(pack: Pack) -> Iterator[str]:
    """The sections and questions of the form, in their order."""
    for section in pack.form.sections:
        yield section.id
        yield from (question.id for question in section.questions)


def _standings(state: Moment) -> dict[str, RiskStanding]:
    return {
        risk.id: _standing(risk) for risk in every_risk(state.pack, state.assessment, on=state.on)
    }


def _standing(risk: RatedRisk) -> RiskStanding:
    if risk.score is None:
        return RiskStanding(risk.level)
    today = risk.score.today
    return RiskStanding(risk.level, today.likelihood, today.severity, today.level)


def _rank(pack: Pack, stands: RiskStanding | None) -> int:
    level = None if stands is None else pack.matrix.level.get(stands.level)
    return 0 if level is None else level.rank
