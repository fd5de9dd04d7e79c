"""The worked examples: assessments told as data, put into a library as a team would do it.

Their folder holds ``story.yaml`` (title, dates, moves, remarks), ``answers.yaml`` (by section and
question) and, where there are any, ``risks.yaml`` (risks and controls) and ``actions.yaml``.
Ids and dates come from `ExampleWorld`, so the same library content is made every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import Action, Answer, Control, Link, Record, Risk, Row, link_id
from dpia_wizard.core.team import Given
from dpia_wizard.data import RESOURCES
from dpia_wizard.errors import UserError
from dpia_wizard.packs.read import Plain, read
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.deciding import decide, judge, refusals
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.rating_round import agree, keep_round
from dpia_wizard.workspace.typed import CELLS, answer_value, iso_date, row_cells

EXAMPLES = RESOURCES / "examples"
FINISHED, BEGUN = "case-management", "cash-list"
TODAY = "2026-11-21"
"""The day on which the examples are looked at and printed."""

AUTHOR = "Data protection focal point"


@dataclass(slots=True)
class _Story:
    """Where the story is: its moment, and how many ids it has given."""

    at: datetime
    ids: int = 0


@dataclass(frozen=True, slots=True)
class ExampleWorld(World):
    """A clock that is set by the story and goes on a minute at each look; ids that count up."""

    _story: _Story = field(default_factory=lambda: _Story(_morning(TODAY)))

    def set_day(self, day: str) -> None:
        """Make it nine in the morning of *day* (ISO)."""
        self._story.at = _morning(day)

    def now(self) -> str:
        """The moment of the story, a minute later at each look."""
        self._story.at += timedelta(minutes=1)
        return self._story.at.isoformat(timespec="microseconds")

    def today(self) -> str:
        """The day of the story."""
        return self._story.at.date().isoformat()

    def new_id(self) -> str:
        """The next id."""
        self._story.ids += 1
        return f"e{self._story.ids:015x}"


def make_examples(library: Library, world: ExampleWorld) -> dict[str, str]:
    """Put both examples into *library*, whose world is *world*; gives their ids by name."""
    made = {name: make_example(library, world, name) for name in (FINISHED, BEGUN)}
    world.set_day(TODAY)
    return made


def make_example(library: Library, world: ExampleWorld, name: str) -> str:
    """Put the example *name* into *library* step by step; gives its id.

    Raises `UserError` with the address of what does not fit the form.
    """
    story = _part(name, "story")
    world.set_day(_day(story, "started"))
    id = library.new(_text(story["title"]), by=AUTHOR)
    editing = library.open_assessment(id, by=AUTHOR)
    for position, (section, answers) in enumerate(_part(name, "answers").items()):
        world.set_day(_later(_day(story, "started"), 4 * position))
        records = list(_answers(editing, section, answers))
        editing.put("answer", *records)
    world.set_day(_day(story, "rated"))
    _risks(editing, _optional(name, "risks"))
    _actions(editing, _optional(name, "actions"))
    for event in story.get("events", []):
        _happen(library.open_assessment(id, by=_text(event["by"])), world, event)
    library.refresh()
    return id


# Answers


def _answers(editing: Editing, section: str, answers: Mapping[str, Any]) -> Iterator[Record]:
    by_id = editing.pack.form.by_id
    for name, said in answers.items():
        question = by_id.get(f"{section}.{name}")
        if question is None:
            raise _fault(f"{section}.{name}", "there is no such question")
        yield from _answer(editing, question, said)


def _answer(editing: Editing, question: Question, said: Any) -> Iterator[Record]:
    parts: dict[str, Any] = said if isinstance(said, dict) else {"value": said}
    for key in parts:
        if key not in ("value", "note", "evidence", "seen", "rows", "cells"):
            raise _fault(f"{question.id}.{key}", "there is no such part of an answer")
    if "rows" in parts:
        for position, row in enumerate(parts["rows"]):
            cells = row_cells(question, _plain_row(row))
            yield Row(editing.new_id(), question.id, position, cells)
    if "cells" in parts:
        if question.kind not in CELLS:
            raise _fault(question.id, "takes no cells")
        yield Row(question.id, question.id, 0, row_cells(question, _plain_row(parts["cells"])))
    if question.kind != "measure" and ("evidence" in parts or "seen" in parts):
        raise _fault(question.id, "takes no evidence")
    fields = {key: _text(parts[key]) for key in ("note", "evidence", "seen") if key in parts}
    if "seen" in fields:
        iso_date(question.id, fields["seen"])
    value = parts.get("value")
    if value is not None or fields:
        words = value if isinstance(value, list) else [] if value is None else [value]
        checked = answer_value(question, [_text(word) for word in words]) if words else None
        yield Answer(question.id, checked, **fields)


# Risks, controls, actions


def _risks(editing: Editing, said: Mapping[str, Any]) -> None:
    pack = editing.pack
    taken = [_risk(editing, pack, dict(entry)) for entry in said.get("risks", [])]
    talked = [(risk, why) for risk, why in taken if why]
    controls = [_control(editing, dict(entry)) for entry in said.get("controls", [])]
    if controls:
        editing.put("control", *controls)
    for risk, why in talked:  # with the controls as they stand, as a team talks it through
        agree(editing, risk.id, risk.likelihood, risk.severity, reason=why, by=AUTHOR)
        editing.put("rate a risk", risk)


def _risk(editing: Editing, pack: Pack, said: dict[str, Any]) -> tuple[Risk, str]:
    """The risk as it is taken up, and why a team that rated it apart agreed on it, or ""."""
    id = _text(said.pop("id"))
    known = pack.risk.get(id)
    if known is None:
        raise _fault(id, "there is no such risk in the catalogue")
    links = said.pop("links", [])
    ratings, why = said.pop("ratings", []), _text(said.pop("agreed", ""))
    risk = Risk(id, irreversible=known.irreversible, **_fields(Risk, said, id))
    _scale(id, risk.likelihood, (*pack.matrix.likelihood, "unknown", ""))
    _scale(id, risk.severity, (*pack.matrix.severity, ""))
    _scale(id, risk.evidence, ("documented", "judgement", "none", ""))
    _scale(id, risk.stated, (*pack.matrix.level, ""))
    if risk.dismissed:
        editing.put("dismiss a risk", risk)
        return risk, ""
    editing.take_up(known)
    if ratings:
        given = [_given(editing, id, dict(entry)) for entry in ratings]
        keep_round(editing, editing.new_id(), given)
    editing.put("rate a risk", risk)
    for entry in links:
        editing.put("link a control", _link(editing, id, dict(entry)))
    return risk, why if ratings else ""


def _given(editing: Editing, risk: str, said: dict[str, Any]) -> Given:
    given = Given(risk, **_fields(Given, said, risk))
    _scale(risk, given.likelihood, (*editing.pack.matrix.likelihood, "unknown"))
    _scale(risk, given.severity, tuple(editing.pack.matrix.severity))
    return given


def _link(editing: Editing, risk: str, said: dict[str, Any]) -> Link:
    control = _text(said.pop("control"))
    if control not in editing.pack.control:
        raise _fault(f"{risk} {control}", "there is no such control")
    link = Link(
        link_id(risk, control), risk, control, **_fields(Link, said, link_id(risk, control))
    )
    _scale(link.id, link.axis, ("likelihood", "severity", "both"))
    _scale(link.id, link.strength, ("weak", "moderate", "strong"))
    return link


def _control(editing: Editing, said: dict[str, Any]) -> Control:
    control = Control(_text(said.pop("id")))
    if control.id not in editing.pack.control:
        raise _fault(control.id, "there is no such control")
    control = replace(control, **_fields(Control, said, control.id))
    statuses = ("not_in_place", "planned", "partly", "in_place", "verified", "unknown", "")
    _scale(control.id, control.status, statuses)
    for day in (control.evidence_date, control.due):
        if day:
            iso_date(control.id, day)
    return control


def _actions(editing: Editing, said: Mapping[str, Any]) -> None:
    records = []
    for entry in said.get("actions", []):
        action = Action(editing.new_id(), **_fields(Action, dict(entry), "action"))
        places = {*editing.assessment.risks, *editing.pack.form.by_id, ""}
        _scale(action.text[:40], action.source, tuple(places))
        _scale(action.text[:40], action.control, (*editing.pack.control, ""))
        _scale(action.text[:40], action.status, ("open", "begun", "done"))
        iso_date(action.text[:40], action.due)
        records.append(action)
    if records:
        editing.put("add an action", *records)


# What happened


def _happen(editing: Editing, world: ExampleWorld, event: Mapping[str, Any]) -> None:
    world.set_day(_day(event, "date"))
    by = _text(event["by"])
    match event["what"]:
        case "remark":
            editing.remark(_text(event["place"]), _text(event["text"]), by=by)
        case "settled":
            for remark in editing.assessment.remarks.values():
                if remark.place == event["place"]:
                    editing.put("remark", replace(remark, settled=True))
        case "reviewed":
            _review(editing, event, by)
        case "sent" | "returned" as move:
            open_ = refusals(editing, move, by=by)
            if open_:
                raise _fault(move, "; ".join(f"{r.code} {r.about}" for r in open_))
            decide(editing, move, by=by, reason=_text(event.get("reason", "")))
        case other:
            raise _fault(str(other), "there is no such event")


def _review(editing: Editing, event: Mapping[str, Any], by: str) -> None:
    """Confirm every risk as it stands, or raise those that *event* names."""
    raised = {_text(entry["id"]): entry for entry in event.get("raised", [])}
    remarks: Mapping[str, Any] = event.get("reasons", {})
    for risk in editing.risks:
        entry = raised.get(risk.id)
        if entry is not None:
            level = _text(entry["level"])
            judge(editing, risk, "raised", level, by=by, reason=_text(entry["reason"]))
        else:
            reason = _text(remarks.get(risk.id, ""))
            judge(editing, risk, "confirmed", risk.level, by=by, reason=reason)


# Reading


def _part(name: str, part: str) -> dict[str, Any]:
    path = EXAMPLES / name / f"{part}.yaml"
    data, faults = read(path.read_text("utf-8"))
    if faults:
        raise _fault(f"{name}/{part}.yaml: {faults[0].address}", faults[0].sentence)
    if not isinstance(data, dict):
        raise _fault(f"{name}/{part}.yaml", "needs keys and values")
    return data


def _optional(name: str, part: str) -> dict[str, Any]:
    return _part(name, part) if (EXAMPLES / name / f"{part}.yaml").is_file() else {}


def _fields(kind: type, said: Mapping[str, Any], address: str) -> dict[str, Any]:
    known = kind.__dataclass_fields__  # type: ignore[attr-defined]  # every record has them
    found: dict[str, Any] = {}
    for key, value in said.items():
        if key not in known:
            raise _fault(f"{address}.{key}", "is not known here")
        found[key] = value if isinstance(value, bool) else _text(value)
    return found


def _plain_row(row: Mapping[str, Any]) -> dict[str, object]:
    return {
        key: [_text(part) for part in value] if isinstance(value, list) else _text(value)
        for key, value in row.items()
    }


def _text(value: Plain) -> str:
    """A text as it was written; dates and numbers without quotes too."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _fault(str(value)[:40], "needs a text")
    return str(value).strip()


def _scale(address: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise _fault(address, f"{value} is not known here")


def _day(said: Mapping[str, Any], key: str) -> str:
    return iso_date(key, _text(said[key]))


def _morning(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC)


def _later(day: str, days: int) -> str:
    return (datetime.fromisoformat(day) + timedelta(days=days)).date().isoformat()


def _fault(address: str, sentence: str) -> UserError:
    return UserError("{address}: {sentence}", address=address, sentence=sentence)
