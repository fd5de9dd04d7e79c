"""Make the form's records from plain data: choices, columns, questions, sections, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from dpia_wizard.core.condition import (
    DEPTHS,
    All,
    Answered,
    Any,
    AtLeast,
    Chosen,
    Condition,
    DepthIs,
    Fact,
    Not,
)
from dpia_wizard.core.form import (
    COLUMN_KINDS,
    KINDS,
    PAGES,
    Choice,
    Column,
    DepthRule,
    Help,
    Phase,
    Question,
    Section,
)
from dpia_wizard.packs.part import CHOICE, CODE, QUESTION, Faults, Part, nearest, shown, under

COMPUTES = (
    "reference",
    "status",
    "depth",
    "flow_list",
    "severe_elements",
    "children_views",
    "stop_conditions",
)
"""What the program can compute for a question of the kind ``computed``."""

CONFIDENCES = ("high", "medium", "low", "inference")
CHOICE_KINDS = frozenset({"single", "multi", "scale"})

_TABLE = frozenset({"table"})
_NOBODY: frozenset[str] = frozenset()
USES = (
    ("choices", CHOICE_KINDS, CHOICE_KINDS | {"computed"}),
    ("columns", _TABLE, _TABLE),
    ("add", _TABLE, _TABLE),
    ("none", _NOBODY, _TABLE),
    ("control", _NOBODY, frozenset({"measure"})),
    ("critical", _NOBODY, frozenset({"measure", "ypnu"})),
    ("compute", frozenset({"computed"}), frozenset({"computed"})),
)
"""Keys of a question with the kinds that need them and the kinds that may have them."""

NEVER = Any(())
"""In the place of a condition that cannot be read."""

NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}[a-z]{0,2})+")
_DEEPEST = 8

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Record]):
    """A record with the address it was read from."""

    at: str
    record: Record


def phases(part: Part) -> tuple[Phase, ...]:
    """The phases of ``pack.yaml``."""
    return tuple(
        Phase(p.id("id"), p.text("title", needed=True)) for p in part.parts("phases", needed=True)
    )


def depth_rule(part: Part) -> DepthRule | None:
    """When an assessment is full, when light may do."""
    inner = part.part("depth")
    if inner is None:
        return None
    rule = DepthRule(
        full=condition(inner, "full", needed=True) or NEVER,
        light=condition(inner, "light", needed=True) or NEVER,
    )
    inner.done()
    return rule


def choices(parts: Iterable[Part], place: str) -> tuple[Choice, ...]:
    """A list of choices; *place* is the list, question or column that its words belong to."""
    return tuple(_choice(p, place) for p in parts)


def _choice(part: Part, place: str) -> Choice:
    id_ = part.id("id", CHOICE)
    label, hint = part.text("label", needed=True), part.text("hint", lines=True)
    return Choice(id_, label, hint, f"choice.{place}.{id_}")


def shared_choices(part: Part) -> dict[str, tuple[Choice, ...]]:
    """The lists of ``choices.yaml`` by id."""
    return {key: choice_list(part, key) for key in part.every_key()}


def choice_list(part: Part, key: str) -> tuple[Choice, ...]:
    """The list of choices under *key*, which is its id."""
    found = choices(part.parts(key), key)
    if part.value(key) == []:
        part.note(key, "needs at least one choice")
    unique(part.faults, [(f"{part.at(key)}[{i}]", c.id) for i, c in enumerate(found)])
    return found


def section(
    part: Part, lists: Mapping[str, tuple[Choice, ...]] | None
) -> tuple[Section, tuple[Placed[Question], ...]]:
    """A section, and its questions with their addresses; *lists* is None while unknown."""
    id_ = part.id("id")
    placed = tuple(
        Placed(p.address, question(p, id_, lists)) for p in part.parts("questions", needed=True)
    )
    made = Section(
        id=id_,
        number=part.number("number", 0, 999),
        title=part.text("title", needed=True),
        phase=part.id("phase"),
        page=part.one_of("page", PAGES, "questions"),
        summary=part.text("summary", lines=True),
        questions=tuple(p.record for p in placed),
    )
    part.done()
    if made.page == "questions" and not placed:
        part.note("questions", "needs at least one question")
    elif made.page not in ("questions", "review") and placed:
        part.note("questions", f"the page {made.page} shows no questions")
    return made, placed


def question(
    part: Part, section_id: str, lists: Mapping[str, tuple[Choice, ...]] | None
) -> Question:
    """A question of the section *section_id*; *lists* is None while unknown."""
    id_ = part.id("id", QUESTION)
    if id_ and section_id and not id_.startswith(f"{section_id}."):
        part.note("id", f'{shown(id_)} must begin with "{section_id}."')
    number = part.text("number", needed=True)
    if number and not NUMBER.fullmatch(number):
        part.note("number", f'{shown(number)} is no number of a question, such as "10.5a"')
    kind = part.one_of("kind", KINDS)
    found = _choices_of(part, lists, id_)
    columns = tuple(_column(p, lists, id_) for p in part.parts("columns"))
    unique(part.faults, [(part.at(f"columns[{i}]"), c.id) for i, c in enumerate(columns)])
    made = Question(
        id=id_,
        number=number,
        label=part.text("label", needed=True),
        kind=kind,
        hint=part.text("hint", lines=True),
        help=_help(part),
        when=condition(part, "when"),
        depth=part.one_of("depth", DEPTHS, "light"),
        clauses=part.texts("clauses"),
        choices=found,
        columns=columns,
        add=part.text("add"),
        none=part.text("none"),
        control=part.id("control", CODE, needed=False),
        critical=part.flag("critical"),
        compute=part.one_of("compute", ("", *COMPUTES), ""),
        optional=part.flag("optional"),
    )
    if "kind" in part:
        _fits(part, kind)
    return made


def _fits(part: Part, kind: str) -> None:
    """Note the keys that the kind needs and does not have, or has and does not use."""
    for key, needed, allowed in USES:
        if kind in needed and key not in part:
            part.note(key, f"is missing; the kind {kind} needs it")
        elif key in part and kind not in allowed:
            part.note(key, f"the kind {kind} does not use this key")
    if kind == "table" and part.value("columns") == []:
        part.note("columns", "needs at least one column")


def _column(part: Part, lists: Mapping[str, tuple[Choice, ...]] | None, question: str) -> Column:
    id_ = part.id("id")
    kind = part.one_of("kind", COLUMN_KINDS, "text")
    found = _choices_of(part, lists, f"{question}.{id_}")
    if kind in CHOICE_KINDS and "choices" not in part:
        part.note("choices", f"is missing; the kind {kind} needs it")
    elif kind not in CHOICE_KINDS and "choices" in part:
        part.note("choices", f"the kind {kind} does not use this key")
    return Column(id_, part.text("label", needed=True), kind, found, part.text("hint", lines=True))


def _choices_of(
    part: Part, lists: Mapping[str, tuple[Choice, ...]] | None, place: str
) -> tuple[Choice, ...]:
    if isinstance(part.value("choices"), list):
        found = choices(part.parts("choices"), place)
        unique(part.faults, [(part.at(f"choices[{i}]"), c.id) for i, c in enumerate(found)])
        if not found:
            part.note("choices", "needs at least one choice")
        return found
    name = part.text("choices")
    if not name or lists is None:
        return ()
    if name not in lists:
        part.note("choices", f"no list {shown(name)} in choices.yaml{nearest(name, lists)}")
    return lists.get(name, ())


def _help(part: Part) -> Help:
    inner = part.part("help", needed=False)
    if inner is None:
        return Help()
    confidence = inner.one_of("confidence", ("", *CONFIDENCES), "")
    made = Help(
        why=inner.text("why", lines=True),
        example=inner.text("example", lines=True),
        source=inner.text("source", lines=True),
        confidence=confidence,
    )
    inner.done()
    return made


def condition(part: Part, key: str, *, needed: bool = False, _depth: int = 0) -> Condition | None:
    """The condition under *key*, or None where there is none; `NEVER` where it is not sound."""
    inner = part.part(key, needed=needed)
    if inner is None:
        return NEVER if key in part else None
    made = _condition(inner, _depth)
    inner.done()
    return made


def _condition(part: Part, depth: int) -> Condition:
    if depth > _DEEPEST:
        part.note("", f"conditions go at most {_DEEPEST} levels deep")
        return NEVER
    if "question" in part:
        return _about_a_question(part)
    if "depth" in part:
        return DepthIs(part.one_of("depth", DEPTHS[1:]))
    if "fact" in part:
        return Fact(part.id("fact"))
    if "not" in part:
        return Not(condition(part, "not", _depth=depth + 1) or NEVER)
    for key, kind in (("all", All), ("any", Any)):
        if key in part:
            found = [_condition(inner, depth + 1) for inner in part.parts(key)]
            if part.value(key) == []:
                part.note(key, "needs at least one condition")
            return kind(tuple(found))
    part.every_key()
    part.note("", "a condition has one of question, depth, fact, all, any, not")
    return NEVER


def _about_a_question(part: Part) -> Condition:
    id_ = part.text("question")
    ways = [way for way in ("is", "at_least", "answered") if way in part]
    if len(ways) != 1:
        part.note("", "needs one of is, at_least, answered")
    for way in ways[1:]:
        part.value(way)
    match ways[:1]:
        case ["is"]:
            column = part.id("column", needed=False)
            values = part.texts("is")
            if not part.value("is"):
                part.note("is", "needs at least one value")
            return Chosen(id_, values, column)
        case ["at_least"]:
            return AtLeast(id_, part.number("at_least", 1, 1_000_000_000))
        case ["answered"]:
            return Answered(id_, part.flag("answered", default=True))
    return NEVER


def unique(faults: Faults, placed: Iterable[tuple[str, str]], what: str = "id") -> None:
    """Note every (address, value) whose value came before."""
    first: dict[str, str] = {}
    for at, value in placed:
        if value and value in first:
            faults.note(
                under(at, what), f"{shown(value)} is already used at {first[value].rstrip(':')}"
            )
        first.setdefault(value, at)
