"""The published JSON Schemas of a pack's files, made from the tables that the reader uses.

They let an editor of YAML complete keys and mark slips while one types. What they cannot say
(references, order, locks) is said by check-pack, which also knows everything they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dpia_wizard.core.condition import DEPTHS
from dpia_wizard.core.facts import FACTS, OF_VALIDITY
from dpia_wizard.core.form import COLUMN_KINDS, KINDS, PAGES
from dpia_wizard.core.matrix import PATTERNS, SIGNS, TONES
from dpia_wizard.core.seal import MORE
from dpia_wizard.core.workflow import MOVES, REVIEWED, STAGES
from dpia_wizard.core.workflow_rules import ASKED, CHECKS, ROLES, SIGNERS
from dpia_wizard.packs import build_rules, locks, part
from dpia_wizard.packs.build import CHOICE_KINDS, COMPUTES, CONFIDENCES, NUMBER, USES
from dpia_wizard.packs.build_catalogue import (
    ADDRESS,
    AXES,
    BASES,
    FAMILIES,
    FORMATS,
    LANGUAGE,
    STRENGTHS,
)
from dpia_wizard.packs.build_matrix import STATUSES
from dpia_wizard.packs.part import MOST_ENTRIES
from dpia_wizard.packs.read import LONGEST_TEXT

Schema = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
CREDIT: Final = "0|1|[1-9]/[1-9]"


def schemas() -> Mapping[str, Schema]:
    """Every schema by the name of its file."""
    return {f"{name}.schema.json": made() for name, made in _SCHEMAS.items()}


def _file(
    title: str,
    properties: Mapping[str, Schema],
    needed: Sequence[str] = (),
    *,
    definitions: Sequence[str] = (),
) -> Schema:
    known = {"condition": _condition, "choices": _choices, "help": _help}
    found: Schema = {"$schema": DRAFT, "title": title, **_object(properties, needed)}
    if definitions:
        found["$defs"] = {name: known[name]() for name in definitions}
    return found


def _object(properties: Mapping[str, Schema], needed: Sequence[str] = ()) -> Schema:
    found: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    if needed:
        found["required"] = list(needed)
    return found


def _text(pattern: re.Pattern[str] | None = None) -> Schema:
    if pattern is not None:
        return {"type": "string", "pattern": f"^({pattern.pattern})$"}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}


def _one_of(values: Sequence[str]) -> Schema:
    return {"enum": [value for value in values if value]}


def _list(items: Schema, *, least: int = 0) -> Schema:
    found: Schema = {"type": "array", "items": items, "maxItems": MOST_ENTRIES}
    return found | ({"minItems": least} if least else {})


def _texts() -> Schema:
    return _list(_text()) | {"uniqueItems": True}


def _texts_by_kind(kinds: Sequence[str]) -> Schema:
    return _object({kind: _texts() for kind in kinds})


_TEXT: Final = _text()
_FLAG: Final = {"type": "boolean"}
_CODE, _WORD, _NAME = _text(part.CODE), _text(part.WORD), _text(part.NAME)
_CONDITION: Final = {"$ref": "#/$defs/condition"}
_CHOICES: Final = {"$ref": "#/$defs/choices"}
_NAMED_OR_WRITTEN: Final = {"anyOf": [_WORD, _CHOICES]}


def _number(lowest: int, highest: int) -> Schema:
    return {"type": "integer", "minimum": lowest, "maximum": highest}


def _condition() -> Schema:
    ways = {
        "is": _texts() | {"minItems": 1},
        "at_least": _number(1, 1_000_000_000),
        "answered": _FLAG,
    }
    question = _TEXT
    several = {"type": "array", "items": _CONDITION, "minItems": 1}
    return {
        "oneOf": [
            _object({"question": question, "column": _WORD, "is": ways["is"]}, ("question", "is")),
            _object({"question": question, "at_least": ways["at_least"]}, ("question", "at_least")),
            _object({"question": question, "answered": ways["answered"]}, ("question", "answered")),
            _object({"depth": _one_of(DEPTHS[1:])}, ("depth",)),
            _object({"fact": _one_of((*FACTS, *OF_VALIDITY))}, ("fact",)),
            _object({"not": _CONDITION}, ("not",)),
            _object({"all": several}, ("all",)),
            _object({"any": several}, ("any",)),
        ]
    }


def _choice() -> Schema:
    return _object({"id": _text(part.CHOICE), "label": _TEXT, "hint": _TEXT}, ("id", "label"))


def _choices() -> Schema:
    return _list(_choice(), least=1)


def _help() -> Schema:
    texts = dict.fromkeys(("why", "example", "source"), _TEXT)
    return _object({**texts, "confidence": _one_of(CONFIDENCES)})


def _lists(more: Mapping[str, Schema] | None = None) -> Schema:
    made = _file("Lists of choices", more or {}, definitions=("choices",))
    pattern = f"^({part.WORD.pattern})$"
    return made | {"patternProperties": {pattern: _CHOICES}}


def _overlay_lists() -> Schema:
    pattern = f"^({part.WORD.pattern})$"
    added = {"type": "object", "patternProperties": {pattern: _CHOICES}}
    made = _lists({"add": added | {"additionalProperties": False}})
    made["patternProperties"] = {f"^(?!add$)({part.WORD.pattern})$": _CHOICES}
    return made


def _column() -> Schema:
    properties = {
        "id": _WORD,
        "label": _TEXT,
        "kind": _one_of(COLUMN_KINDS),
        "choices": _NAMED_OR_WRITTEN,
        "hint": _TEXT,
    }
    kinds = [kind for kind in COLUMN_KINDS if kind in CHOICE_KINDS]
    with_choices = {"properties": {"kind": {"enum": kinds}}, "required": ["kind"]}
    return _object(properties, ("id", "label")) | {
        "if": with_choices,
        "then": {"required": ["choices"]},
        "else": {"properties": {"choices": False}},
    }


def _question(more: Mapping[str, Schema] | None = None, needed: Sequence[str] = ()) -> Schema:
    properties = {
        "id": _text(part.QUESTION),
        "number": _text(NUMBER),
        "label": _TEXT,
        "kind": _one_of(KINDS),
        "hint": _TEXT,
        "help": {"$ref": "#/$defs/help"},
        "when": _CONDITION,
        "depth": _one_of(DEPTHS),
        "clauses": _texts(),
        "choices": _NAMED_OR_WRITTEN,
        "columns": _list(_column()),
        "add": _TEXT,
        "none": _TEXT,
        "control": _CODE,
        "critical": _FLAG,
        "compute": _one_of(COMPUTES),
        "optional": _FLAG,
        **(more or {}),
    }
    made = _object(properties, ("id", "number", "label", "kind", *needed))
    made["allOf"] = []
    for key, has_to, may in USES:
        for kinds, then in (
            (has_to, {"required": [key]}),
            (set(KINDS) - may, {"properties": {key: False}}),
        ):
            if kinds:
                named = [kind for kind in KINDS if kind in kinds]
                made["allOf"].append(
                    {"if": {"properties": {"kind": {"enum": named}}}, "then": then}
                )
    return made


def _section(more: Mapping[str, Schema] | None = None, needed: Sequence[str] = ()) -> Schema:
    properties = {
        "id": _WORD,
        "number": _number(0, 999),
        "title": _TEXT,
        "phase": _WORD,
        "page": _one_of(PAGES),
        "summary": _TEXT,
        "questions": _list(_question()),
        **(more or {}),
    }
    keys = ("id", "number", "title", "phase", "questions", *needed)
    title = "A section of the form with its questions"
    return _file(title, properties, keys, definitions=("condition", "choices", "help"))


def _questions() -> Schema:
    question = _question({"section": _WORD, "after": _TEXT}, ("section",))
    return _file(
        "An overlay's own questions",
        {"questions": _list(question)},
        ("questions",),
        definitions=("condition", "choices", "help"),
    )


_HEAD: Final = {
    "id": _NAME,
    "edition": _TEXT,
    "title": _TEXT,
    "publisher": _TEXT,
    "licence": _TEXT,
    "source": _TEXT,
    "country": _TEXT,
    "matrix": _NAME,
    "locked": _texts_by_kind(locks.KINDS),
}
_FACTS: Final = ("id", "edition", "title", "publisher", "licence", "source")


def _pack() -> Schema:
    phase = _object({"id": _WORD, "title": _TEXT}, ("id", "title"))
    rule = _object({"full": _CONDITION, "light": _CONDITION}, ("full", "light"))
    return _file(
        "The head of a pack",
        {**_HEAD, "language": {"const": "en"}, "phases": _list(phase), "depth": rule},
        (*_FACTS, "language", "matrix", "phases", "depth"),
        definitions=("condition",),
    )


def _overlay() -> Schema:
    base = _object({"id": _NAME, "edition": _TEXT}, ("id", "edition"))
    return _file(
        "The head of an overlay",
        {**_HEAD, "base": base, "hides": _texts_by_kind(locks.HIDDEN_KINDS)},
        (*_FACTS, "base"),
    )


def _elements() -> Schema:
    element = _object(
        {
            "id": _CODE,
            "title": _TEXT,
            "sensitivity": _TEXT,
            "prompt": _TEXT,
            "raised": _TEXT,
            "raised_when": _TEXT,
            "note": _TEXT,
            "source": _TEXT,
            "confidence": _one_of(CONFIDENCES),
        },
        ("id", "title", "sensitivity", "prompt"),
    ) | {"dependentRequired": {"raised": ["raised_when"], "raised_when": ["raised"]}}
    return _file(
        "Kinds of information", {"elements": _list(element), "other": _choice()}, ("elements",)
    )


def _risks(needed: Sequence[str]) -> Schema:
    texts = ("title", "group", "threat_source", "event", "vulnerability", "harm", "affected",
             "likelihood", "severity")  # fmt: skip
    link = _object(
        {"control": _TEXT, "axis": _one_of(AXES), "strength": _one_of(STRENGTHS)},
        ("control", "axis", "strength"),
    )
    risk = _object(
        {
            "id": _CODE,
            **dict.fromkeys(texts, _TEXT),
            "irreversible": _FLAG,
            "raises": _TEXT,
            "lowers": _TEXT,
            "controls": _list(link),
            "clauses": _texts(),
            "mandatory": _FLAG,
            "when": _CONDITION,
            "source": _TEXT,
            "confidence": _one_of(CONFIDENCES),
        },
        ("id", *texts),
    ) | {
        "anyOf": [
            {"required": ["when"]},
            {"properties": {"mandatory": {"const": True}}, "required": ["mandatory"]},
        ]
    }
    group = _object({"id": _CODE, "title": _TEXT}, ("id", "title"))
    return _file(
        "Risks of the catalogue",
        {"groups": _list(group), "risks": _list(risk)},
        needed,
        definitions=("condition",),
    )


def _controls() -> Schema:
    control = _object(
        {
            "id": _CODE,
            "title": _TEXT,
            "what": _TEXT,
            "family": _one_of(FAMILIES),
            "axis": _one_of(AXES),
            "evidence": _TEXT,
            "format": _one_of(FORMATS),
            "clauses": _texts(),
            "source": _TEXT,
            "confidence": _one_of(CONFIDENCES),
        },
        ("id", "title", "what", "family", "axis", "evidence"),
    )
    return _file("Controls of the catalogue", {"controls": _list(control)}, ("controls",))


def _stop_conditions() -> Schema:
    stop = _object(
        {"id": _CODE, "text": _TEXT, "lifts": _TEXT, "when": _CONDITION, "place": _TEXT},
        ("id", "text", "lifts", "when"),
    )
    return _file(
        "Conditions that stop an approval",
        {"stop_conditions": _list(stop)},
        ("stop_conditions",),
        definitions=("condition",),
    )


def _seal(*, tightens: bool = False) -> Schema:
    corrections: dict[str, Schema] = {
        "letters": _number(0, build_rules.MOST_LETTERS),
        "words": _number(0, build_rules.MOST_WORDS),
        "turning": _texts(),
    }
    found: dict[str, Schema] = {"besides": _texts_by_kind(SIGNERS)}
    if not tightens:
        corrections["texts"] = _fields(build_rules.TEXT_FIELDS)
        found |= {
            "covers": _some_of(MORE),
            "outside": _texts(),
            "free": _fields(build_rules.FREE_FIELDS),
            "judgements": _some_of(build_rules.VOIDING),
        }
    needed = () if tightens else ("letters", "words", "turning")
    return _file("What a sign-off covers", {**found, "corrections": _object(corrections, needed)})


def _workflow(*, tightens: bool = False) -> Schema:
    parts: dict[str, Schema] = {
        "id": _one_of(MOVES),
        "who": _some_of(ROLES),
        "needs": _some_of(CHECKS),
        "asks": _some_of(ASKED),
        "sign_off": _some_of(ROLES),
        "days": _number(1, build_rules.MOST_DAYS),
    }
    if not tightens:
        parts["from"] = _some_of(STAGES)
    months = _number(1, build_rules.MOST_MONTHS)
    shorter = _list(_object({"months": months, "when": _CONDITION}, ("months", "when")))
    found: dict[str, Schema] = {
        "moves": _list(_object(parts, ("id",) if tightens else ("id", "from"))),
        "blind": _some_of(ROLES),
        "apart": _number(0, build_rules.MOST_APART),
        "validity": _object(
            {"months": months, "shorter": shorter}, () if tightens else ("months",)
        ),
    }
    if not tightens:
        log = {"question": _TEXT, "trigger": _WORD, "planned": _WORD}
        found["log"] = _object(log, tuple(log))
        incidents = {"question": _TEXT, "risk": _WORD}
        found["incidents"] = _object(incidents, tuple(incidents))
    which = {
        "when": _CONDITION,
        "question": _TEXT,
        "agency": _WORD,
        "part": _WORD,
        "signs": _texts(),
    }
    who = {"who": _some_of(SIGNERS), "responsible": _one_of(ROLES), "for": _some_of(REVIEWED)}
    found["participants"] = _object({**which, **who}, () if tightens else tuple(which))
    return _file(
        "The rules of the review",
        found,
        () if tightens else ("moves",),
        definitions=("condition",),
    )


def _fields(by_collection: Mapping[str, Sequence[str]]) -> Schema:
    return _object({name: _some_of(fields) for name, fields in by_collection.items()})


def _some_of(values: Sequence[str]) -> Schema:
    return _list(_one_of(values)) | {"uniqueItems": True}


def _clauses(more: Mapping[str, Schema] | None = None, needed: Sequence[str] = ()) -> Schema:
    texts = dict.fromkeys(("title", "paraphrase", "part", "number"), _TEXT)
    clause = _object(
        {"id": _CODE, **texts, "basis": _one_of(BASES)},
        ("id", "title", "paraphrase", "part", "basis"),
    )
    properties = {"clauses": _list(clause), **(more or {})}
    return _file("Clauses of a protocol (DPISP)", properties, needed)


def _overlay_clauses() -> Schema:
    numbers = {"type": "object", "patternProperties": {f"^({part.CODE.pattern})$": _TEXT}}
    return _clauses({"numbers": numbers | {"additionalProperties": False}})


def _protocol() -> Schema:
    return _file(
        "A protocol (DPISP)",
        {
            "id": _NAME,
            "title": _TEXT,
            "publisher": _TEXT,
            "languages": _list(_text(LANGUAGE)) | {"uniqueItems": True},
            "address": _text(ADDRESS),
            "country": _TEXT,
            "published": _TEXT,
            "note": _TEXT,
        },
        ("id", "title", "publisher", "languages", "address"),
    )


def _matrix() -> Schema:
    texts = dict.fromkeys(("name", "anchor", "example"), _TEXT)
    point = _object({"id": _WORD, **texts}, ("id", "name", "anchor"))
    level = _object(
        {
            "id": _WORD,
            "name": _TEXT,
            "meaning": _TEXT,
            "sign": _one_of(SIGNS),
            "tone": _one_of(TONES),
            "pattern": _one_of(PATTERNS),
        },
        ("id", "name", "meaning", "sign", "tone", "pattern"),
    )
    earned = _text(re.compile(CREDIT))
    row = _object(dict.fromkeys(STATUSES, earned))
    one_or_more = {"anyOf": [_WORD, _list(_WORD, least=1) | {"uniqueItems": True}]}
    ids: Schema = {"type": "object", "additionalProperties": False}
    ids["patternProperties"] = {f"^({part.WORD.pattern})$": one_or_more}
    keys = ("matrix", "likelihoods", "severities", "levels")
    mapping = _object({"matrix": _NAME, **dict.fromkeys(keys[1:], ids)}, keys)
    scale = _list(point, least=2) | {"maxItems": 7}
    properties = {
        "id": _NAME,
        "title": _TEXT,
        "source": _TEXT,
        "confidence": _one_of(CONFIDENCES),
        "rule_edition": _TEXT,
        "tolerance": _WORD,
        "unknown_counts_as": _WORD,
        "precaution_from": _WORD,
        "likelihoods": scale,
        "severities": scale,
        "levels": _list(level, least=3) | {"maxItems": 6},
        "cells": _list(_list(_TEXT)),
        "credit": _object(dict.fromkeys(STRENGTHS, row)),
        "most_steps": _object(
            {axis: _number(0, 6) for axis in ("likelihood", "severity")},
            ("likelihood", "severity"),
        ),
        "from": _list(mapping),
        "questions": _two_questions(),
    }
    needed = [key for key in properties if key not in ("from", "questions")]
    return _file("A risk matrix", properties, needed)


def _two_questions() -> Schema:
    answer = _object({"id": _WORD, "name": _TEXT}, ("id", "name"))
    answers = _list(answer, least=2) | {"maxItems": 7}
    keys = ("could_happen", "would_harm", "gives")
    return _object(
        {"could_happen": answers, "would_harm": answers, "gives": _list(_list(_WORD))}, keys
    )


_SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    "pack": _pack,
    "overlay": _overlay,
    "choices": _lists,
    "overlay-choices": _overlay_lists,
    "section": _section,
    "overlay-section": lambda: _section({"after": _WORD}, ("after",)),
    "questions": _questions,
    "elements": _elements,
    "risks": lambda: _risks(("groups", "risks")),
    "overlay-risks": lambda: _risks(("risks",)),
    "controls": _controls,
    "stop_conditions": _stop_conditions,
    "seal": _seal,
    "overlay-seal": lambda: _seal(tightens=True),
    "workflow": _workflow,
    "overlay-workflow": lambda: _workflow(tightens=True),
    "clauses": lambda: _clauses(needed=("clauses",)),
    "overlay-clauses": _overlay_clauses,
    "protocol": _protocol,
    "matrix": _matrix,
}
