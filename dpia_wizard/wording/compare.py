"""What is another between two states of an assessment, in words: a heading and lines per place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.core.compare import Changed, Part, Place, RiskStanding
from dpia_wizard.core.model import (
    NONE,
    UNKNOWN,
    Action,
    Answer,
    Control,
    Decision,
    Link,
    Rating,
    Record,
    Risk,
    Row,
)
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.wording.things import own, thing, whole

if TYPE_CHECKING:
    from dpia_wizard.core.form import Question
    from dpia_wizard.texts import Words
    from dpia_wizard.wording import Wording

LONGEST = 240
"""How much of a text is shown; the rest stands in the assessment."""

WHOLE = 100_000
"""So much of a text that nothing of it is left out."""

_LISTS = (Answer, Risk, Control, Action)
"""The records that give their place its name: they need not be named in it again."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is another at one place: its name, and a line for each thing."""

    heading: str
    lines: tuple[str, ...]


def told(before: Wording, after: Wording, place: Place) -> Told:
    """What is another at *place*, with the words of the packs of then and of now."""
    lines = (*_level(before, after, place), *_records(before, after, place))
    return Told(heading(after, place), tuple(lines))


def heading(wording: Wording, place: Place) -> str:
    """What a place is called above what changed there."""
    _ = wording.words
    question = wording.pack.form.by_id.get(place.id)
    section = wording.pack.form.section(place.id)
    match place.kind:
        case "made_with":
            return _("What the assessment is made with")
        case "question" if question is not None:
            return f"{whole(_, question.number)} {wording.question(question)}"
        case "question" if section is not None:
            return f"{whole(_, str(section.number))} {wording.section(section.id)}"
        case "risk" | "control":
            return f"{whole(_, place.id)} {own(_, _title(wording, place))}".rstrip()
        case "action":
            return _("Action of the plan: {text}").format(text=own(_, _title(wording, place)))
        case "review":
            return _("Decisions and signatures")
        case _other:
            return whole(_, place.id)


def level_told(wording: Wording, stands: RiskStanding | None) -> str:
    """How a risk stands, in short: "High (L3 S4)"; "Not in the register" where it is not."""
    _ = wording.words
    if stands is None:
        return _("Not in the register")
    level = wording.level(stands.level)
    if stands.level == NOT_RATED or stands.likelihood is None:
        return level
    ranks = _("L{likelihood} S{severity}").format(
        likelihood=stands.likelihood, severity=stands.severity
    )
    return _("{level} ({ranks})").format(level=level, ranks=whole(_, ranks))


def _level(before: Wording, after: Wording, place: Place) -> Iterator[str]:
    if place.kind != "risk" or not place.is_rated_anew:
        return
    _ = after.words
    yield _("Level today: from {before} to {after}").format(
        before=level_told(before, place.before), after=level_told(after, place.after)
    )
    if not place.changed:
        yield _("Nothing was changed at the risk itself: a control, an answer or old evidence did.")


def _records(before: Wording, after: Wording, place: Place) -> Iterator[str]:
    _ = after.words
    beside = [changed.record for changed in place.changed]
    for changed in place.changed:
        record = changed.record
        named = not isinstance(record, _LISTS)
        if changed.before is None and (named or not isinstance(record, Answer)):
            yield _("New: {things}.").format(things=thing(after, record, beside))
        elif changed.after is None:
            yield _("Taken out: {things}.").format(things=thing(before, record, beside))
            continue
        elif named and changed.before is not None:
            yield _("Changed: {things}.").format(things=thing(after, record, beside))
        for part in changed.parts:
            line = _part(before, after, changed, part)
            if line:
                yield f"  {line}" if named else line


def _part(before: Wording, after: Wording, changed: Changed, part: Part) -> str:
    _ = after.words
    name = part_name(after, changed.record, part.name)
    if not name:
        return ""
    was = value_told(before, changed.record, part.name, part.before)
    now = value_told(after, changed.record, part.name, part.after)
    if was == now:  # they differ behind what is shown of them
        was = value_told(before, changed.record, part.name, part.before, most=WHOLE)
        now = value_told(after, changed.record, part.name, part.after, most=WHOLE)
    if changed.before is None or not was:
        return _("{part}: {value}").format(part=name, value=now)
    if not now:
        return _("{part}: no longer {value}").format(part=name, value=was)
    return _("{part}: from {before} to {after}").format(part=name, before=was, after=now)


def part_name(wording: Wording, record: Record, name: str) -> str:
    """What a field of a record is called; "" for one that is not told to people."""
    _ = wording.words
    if isinstance(record, Row) and name.startswith("cells."):
        cell = name.removeprefix("cells.")
        question = wording.pack.form.by_id.get(record.question)
        known = _cells(_).get(cell, cell)
        has_column = question is not None and any(c.id == cell for c in question.columns)
        return wording.column(question, cell) if question is not None and has_column else known
    return _parts(_, record).get(name, "")


def _cells(words: Words) -> Mapping[str, str]:
    _ = words
    return {
        "name": _("Name"),
        "post": _("Post"),
        "agency": _("Agency"),
        "contact": _("How to reach"),
        "title": _("Title"),
        "kept": _("Where it is kept"),
        "date": _("Date"),
    }


def _parts(words: Words, record: Record) -> Mapping[str, str]:
    _ = words
    reason = _("Reason")
    match record:
        case Answer():
            return {
                "value": _("Answer"),
                "note": _("Note"),
                "evidence": _("Evidence"),
                "seen": _("Seen on"),
                "aside": _("Answer set aside"),
            }
        case Risk():
            return {
                "title": _("Title"),
                "threat_source": _("Who or what causes it"),
                "event": _("What happens"),
                "vulnerability": _("What makes it possible"),
                "harm": _("What it does to children"),
                "severity": _("Severity"),
                "severity_reason": _("Why this severity"),
                "likelihood": _("Likelihood"),
                "likelihood_reason": _("Why this likelihood"),
                "evidence": _("Evidence"),
                "irreversible": _("Cannot be undone"),
                "dismissed": _("Dismissed"),
                "avoided": _("Avoided"),
                "set_aside_reason": _("Why it was set aside"),
                "stated": _("Level as the team states it"),
                "stated_reason": _("Why this level"),
            }
        case Control():
            return {
                "title": _("Title"),
                "status": _("Status"),
                "evidence": _("Evidence"),
                "evidence_date": _("Seen on"),
                "custodian": _("Who keeps the evidence"),
                "owner": _("Owner"),
                "due": _("Due"),
            }
        case Link():
            return {"axis": _("Acts on"), "strength": _("Strength"), "reason": reason}
        case Action():
            return {
                "text": _("Action"),
                "owner": _("Owner"),
                "due": _("Due"),
                "needs": _("What it needs"),
                "status": _("Status"),
                "evidence": _("Evidence"),
                "blocks_start": _("The start waits for it"),
                "shared": _("Shared with the Working Group"),
            }
        case Decision() | Rating():
            return {
                "level": _("Level"),
                "likelihood": _("Likelihood"),
                "severity": _("Severity"),
                "reason": reason,
                "until": _("Until"),
                "borne_by": _("Borne by"),
                "watched": _("What is watched"),
            }
        case _other:
            return {"text": _("Remark"), "settled": _("Settled")}


def value_told(
    wording: Wording, record: Record, name: str, said: object, *, most: int = LONGEST
) -> str:
    """What stands in a field, in words, of typed ones at most so many letters; "" where nothing
    does."""
    _ = wording.words
    if said in (None, "", ()):
        return ""
    if isinstance(said, bool):
        return _("Yes") if said else _("No")
    if isinstance(said, int):
        return whole(_, str(said))
    if isinstance(record, Row):
        question = wording.pack.form.by_id.get(record.question)
        return _said(wording, question, said, name.removeprefix("cells."), most=most)
    if isinstance(record, Answer) and name in ("value", "aside"):
        return _said(wording, wording.pack.form.by_id.get(record.id), said, most=most)
    return _named(wording, record, name, str(said), most)


def _said(
    wording: Wording, question: Question | None, said: object, column: str = "", *, most: int
) -> str:
    """An answer or a cell in words: the names of what was chosen, or what was typed."""
    _ = wording.words
    chosen = said if isinstance(said, tuple) else (str(said),)
    choices = () if question is None else question.choices
    if question is not None and column:
        choices = next((c.choices for c in question.columns if c.id == column), ())
    known = {choice.id for choice in choices}
    texts = [
        wording.choice(question, one, column)
        if question is not None and one in known
        else wording.plain_choice(one)
        if one in (UNKNOWN, NONE) or (one in ("yes", "partly", "no") and not known)
        else own(_, one, most=most)
        for one in chosen
    ]
    return _("; ").join(texts)


def _named(wording: Wording, record: Record, name: str, said: str, most: int) -> str:
    matrix = wording.pack.matrix
    if name == "likelihood" and said in matrix.likelihood:
        return wording.likelihood(matrix.likelihood[said].rank)
    if name == "severity" and said in matrix.severity:
        return wording.severity(matrix.severity[said].rank)
    if name in ("stated", "level") and said in matrix.level:
        return wording.level(said)
    if said == UNKNOWN:
        return wording.plain_choice(said)
    match record:
        case Risk() if name == "evidence":
            return wording.evidence(said)
        case Control() if name == "status":
            return wording.status(said)
        case Action() if name == "status":
            return wording.action_status(said)
        case Link() if name == "axis":
            return wording.axis(said)
        case Link() if name == "strength":
            return wording.strength(said)
    return own(wording.words, said, most=most)


def _title(wording: Wording, place: Place) -> str:
    for changed in place.changed:
        match changed.record:
            case Risk() as risk if place.kind == "risk":
                return wording.risk(risk)
            case Control() as control if place.kind == "control":
                return wording.control(control)
            case Action(text=text) if place.kind == "action":
                return text
    if place.kind == "risk":
        return wording.risk(place.id)
    title = wording.control(place.id) if place.kind == "control" else ""
    return "" if title == place.id else title
