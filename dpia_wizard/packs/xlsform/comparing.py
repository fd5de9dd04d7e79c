"""Comparisons of an expression as conditions that hold exactly when they are true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dpia_wizard.core.condition import All, Answered, Any, AtLeast, Chosen, Condition, Not
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.packs.xlsform.relevance import offered

_WHOLE = re.compile(r"[0-9]{1,9}")
_CHOSEN = ("single", "scale", "multi", "ypnu", "measure")
_ANSWERED = ("text", "long_text", "date", "number")


class Unread(Exception):
    """Why an expression is no condition of a pack, in words for its author."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, or a table's ``column``, that a name stands for; ``values`` are the ids of its
    choices by their names in the workbook."""

    question: Question
    column: str = ""
    values: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: an answer, or how much of it there is."""

    way: str  # answer, length, selected, rows, joined
    asked: Asked


def chosen(asked: Asked, name: str) -> Chosen:
    """One choice of a question, or of any row in a table's column."""
    values = asked.values or {}
    id_ = values.get(name, UNKNOWN if name == UNKNOWN else "")
    if not id_:
        raise Unread(f'"{name[:60]}" is no choice of "{asked.question.id}"')
    return Chosen(asked.question.id, (id_,), asked.column)


def comparison(value: Compared, sign: str, said: str, *, is_text: bool) -> Condition:
    """*value* compared with *said*, a text or a whole number. Raises `Unread`."""
    asked, question = value.asked, value.asked.question
    if is_text and not _WHOLE.fullmatch(said):
        return _equals(value, sign, said)
    if value.way == "answer" and question.kind in _CHOSEN:
        return _equals(value, sign, said)
    if value.way == "answer" and question.kind == "number":
        return _amount(question.id, sign, int(said))
    if value.way == "length" and question.kind in (*_CHOSEN, *_ANSWERED):
        return _some(question.id, sign, int(said))
    if value.way == "selected" and question.kind == "multi":
        return _count(question, sign, int(said))
    if value.way == "rows" and sign in (">", ">="):
        least = int(said) + (sign == ">")
        if least > 0 and not asked.column:
            return AtLeast(question.id, least)
    raise Unread(f'"{question.id}" cannot be compared like this')


def _equals(value: Compared, sign: str, text: str) -> Condition:
    question = value.asked.question
    if value.way != "answer" or sign not in ("=", "!="):
        raise Unread(f'"{question.id}" cannot be compared like this')
    if not text and question.kind in (*_CHOSEN, *_ANSWERED):
        return Answered(question.id, sign == "!=")
    if question.kind not in _CHOSEN:
        raise Unread(f'"{question.id}" is no question with choices')
    found = chosen(value.asked, text)
    exactly: Condition = found
    if question.kind == "multi" and found.values != (UNKNOWN,):
        exactly = All((found, Not(AtLeast(question.id, 2))))
    return exactly if sign == "=" else otherwise(exactly, {question.id: question})


def _amount(id: str, sign: str, number: int) -> Condition:
    """A number that is answered and stands so to *number*."""
    least = number + (sign in (">", "<="))
    match sign:
        case ">" | ">=" if least > 0:
            return AtLeast(id, least)
        case "<" | "<=" if least > 0:
            return Not(AtLeast(id, least))
        case "=" if number > 0:
            return All((AtLeast(id, number), Not(AtLeast(id, number + 1))))
        case "=" if number == 0:
            return Not(AtLeast(id, 1))
    raise Unread(f'"{id}" cannot be compared like this')


def _some(id: str, sign: str, number: int) -> Condition:
    if (sign, number) in ((">", 0), (">=", 1), ("!=", 0)):
        return Answered(id)
    if (sign, number) in (("=", 0), ("<", 1), ("<=", 0)):
        return Answered(id, answered=False)
    raise Unread(f'the length of "{id}" is not read')


def _count(question: Question, sign: str, number: int) -> Condition:
    """How many choices are chosen, where nothing is none of them."""
    id = question.id
    if (sign, number) in ((">", 0), (">=", 1), ("!=", 0), ("=", 0), ("<", 1), ("<=", 0)):
        return _some(id, sign, number)
    least = number + (sign in (">", "<="))
    if sign in (">", ">=") and least > 1:
        return AtLeast(id, least)
    if sign in ("<", "<=") and least > 1:
        return otherwise(AtLeast(id, least), {id: question})
    if sign == "=" and number > 1:
        return All((AtLeast(id, number), Not(AtLeast(id, number + 1))))
    raise Unread(f'the count of "{id}" is not read')


def any_of(parts: list[Condition]) -> Condition:
    """One of *parts*; choices of one question become one condition."""
    found: list[Condition] = []
    for part in parts:
        for one in part.conditions if isinstance(part, Any) else (part,):
            last = found[-1] if found else None
            if (
                isinstance(one, Chosen)
                and isinstance(last, Chosen)
                and (one.question, one.column) == (last.question, last.column)
            ):
                values = tuple(dict.fromkeys((*last.values, *one.values)))
                found[-1] = Chosen(last.question, values, last.column)
            elif one not in found:
                found.append(one)
    return found[0] if len(found) == 1 else Any(tuple(found))


def all_of(parts: list[Condition]) -> Condition:
    """Every one of *parts*."""
    found: list[Condition] = []
    for part in parts:
        more = part.conditions if isinstance(part, All) else (part,)
        found += [one for one in more if one not in found]
    return found[0] if len(found) == 1 else All(tuple(found))


def otherwise(condition: Condition, asked: Mapping[str, Question]) -> Condition:
    """What holds exactly while *condition* is false or not known. Raises `Unread`."""
    match condition:
        case Chosen() | AtLeast():
            return any_of([Not(condition), *_waits(condition, asked)])
        case Not(Chosen() | AtLeast() as inner):
            return any_of([inner, *_waits(inner, asked)])
        case Answered(id_, answered):
            return Answered(id_, not answered)
        case All(parts):
            return any_of([otherwise(part, asked) for part in parts])
        case Any(parts):
            return all_of([otherwise(part, asked) for part in parts])
    raise Unread("a not() of this kind has no condition that says the same")


def _waits(condition: Chosen | AtLeast, asked: Mapping[str, Question]) -> list[Condition]:
    """While *condition* is not known: nothing is answered, or that nobody knows."""
    question = asked[condition.question]
    if question.kind == "table":
        raise Unread(f'it asks for what no row of "{question.id}" says')
    waits: list[Condition] = [Answered(question.id, answered=False)]
    values = condition.values if isinstance(condition, Chosen) else ()
    if question.kind in _CHOSEN and UNKNOWN in offered(question) and UNKNOWN not in values:
        waits.append(Chosen(question.id, (UNKNOWN,)))
    return waits
