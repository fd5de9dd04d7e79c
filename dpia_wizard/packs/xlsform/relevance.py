"""Conditions as ``relevant`` expressions that are true exactly when the condition holds.

A condition is true, false or not known; an expression is true or false. So there are two
expressions: when it is known to hold, and (inside a ``not``) when it is known not to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dpia_wizard.core.condition import (
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
from dpia_wizard.core.form import YPNU, Question
from dpia_wizard.core.model import NONE, UNKNOWN
from dpia_wizard.packs.xlsform.names import name_of, part_name

CELLS = {
    "person": ("name", "post", "agency", "contact"),
    "signature": ("name", "post", "agency", "date"),
    "file": ("title", "kept", "date"),
}
"""The parts of a question that is answered in a few named lines."""

_CHOSEN = ("single", "scale", "multi", "ypnu", "measure")
_TYPED = ("text", "long_text", "date", "number")


class NotCarried(Exception):
    """Why a condition has no expression, in words for the pack's author."""


def relevant(condition: Condition, questions: Mapping[str, Question]) -> str:
    """The expression for *condition* on *questions*. Raises `NotCarried`."""
    return _Writer(questions).holds(condition).text


@dataclass(frozen=True, slots=True)
class _Said:
    """An expression, and the word that joins its parts ("" where it is one)."""

    text: str
    word: str = ""


class _Writer:
    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions

    def holds(self, condition: Condition) -> _Said:
        match condition:
            case Chosen(id_, values, column):
                said = self._joined(id_, column) if column else self._chosen(id_)
                return _one_of(_Said(f"selected({said}, '{value}')") for value in values)
            case Answered(id_, answered):
                return self._answered(id_, answered=answered)
            case AtLeast(id_, amount):
                return self._reaches(id_, amount)
            case All(parts):
                return _every(map(self.holds, parts))
            case Any(parts):
                return _one_of(map(self.holds, parts))
            case Not(inner):
                return self.fails(inner)
            case DepthIs():
                raise NotCarried("it looks at the depth, which only the program works out")
            case Fact():
                raise NotCarried("it looks at a fact that only the program works out")

    def fails(self, condition: Condition) -> _Said:
        """The expression for: known not to hold."""
        match condition:
            case Chosen(id_, values, column):
                if column:
                    raise NotCarried(f'it asks for what no row of "{id_}" says')
                said = self._chosen(id_)
                known = self._known(id_, said, but=values)
                return _every((*known, *(_Said(f"not(selected({said}, '{v}'))") for v in values)))
            case Answered(id_, answered):
                return self._answered(id_, answered=not answered)
            case AtLeast(id_, amount):
                return self._stays_below(id_, amount)
            case All(parts):
                return _one_of(map(self.fails, parts))
            case Any(parts):
                return _every(map(self.fails, parts))
            case Not(inner):
                return self.holds(inner)
        return self.holds(condition)  # tells why it cannot be carried

    def _question(self, id: str) -> Question:
        question = self._questions.get(id)
        if question is None:
            raise NotCarried(f'there is no question "{id}"')
        return question

    def _chosen(self, id: str) -> str:
        kind = self._question(id).kind
        if kind in _CHOSEN:
            return _value(name_of(id))
        if kind == "table":
            raise NotCarried(f'it asks whether there is nothing to write in "{id}"')
        raise NotCarried(f'it looks at "{id}", which only the program works out')

    def _joined(self, id: str, column: str) -> str:
        self._question(id)
        return f"join(' ', {_value(part_name(id, column))})"

    def _answered(self, id: str, *, answered: bool) -> _Said:
        kind = self._question(id).kind
        if kind in _CHOSEN or kind in _TYPED:
            return _Said(f"{_value(name_of(id))} {'!=' if answered else '='} ''")
        if kind in CELLS:
            cells = [_value(part_name(id, cell)) for cell in CELLS[kind]]
            if answered:
                return _one_of(_Said(f"{cell} != ''") for cell in cells)
            return _every(_Said(f"{cell} = ''") for cell in cells)
        if kind == "table":
            raise NotCarried(f'it asks whether "{id}" is answered, also with: nothing to write')
        raise NotCarried(f'it looks at "{id}", which only the program works out')

    def _reaches(self, id: str, amount: int) -> _Said:
        question, said = self._question(id), _value(name_of(id))
        if question.kind == "number":
            return _Said(f"{said} >= {amount}")
        if question.kind == "table":
            return _Said(f"count({said}) >= {amount}")
        if amount > 1:
            return _Said(f"count-selected({said}) >= {amount}")
        nothing = [value for value in (UNKNOWN, NONE) if value in offered(question)]
        return _every(_Said(f"{said} != '{value}'") for value in ("", *nothing))

    def _stays_below(self, id: str, amount: int) -> _Said:
        question, said = self._question(id), _value(name_of(id))
        if question.kind == "number":
            return _Said(f"{said} < {amount}")
        if question.kind == "table":
            raise NotCarried(f'it asks whether there is nothing to write in "{id}"')
        if amount == 1:
            return _Said(f"{said} = '{NONE}'")
        few = _Said(f"count-selected({said}) < {amount}")
        return _every((*self._known(id, said), few))

    def _known(self, id: str, said: str, *, but: tuple[str, ...] = ()) -> list[_Said]:
        """That something is answered, and not that nobody knows (unless that is asked for)."""
        known = [_Said(f"{said} != ''")]
        if UNKNOWN in offered(self._question(id)) and UNKNOWN not in but:
            known.append(_Said(f"{said} != '{UNKNOWN}'"))
        return known


def offered(question: Question) -> tuple[str, ...]:
    """The ids that can be chosen in the workbook."""
    return tuple(choice.id for choice in question.choices) or YPNU


def _value(name: str) -> str:
    return f"${{{name}}}"


def _every(parts: Iterable[_Said]) -> _Said:
    return _joined_by("and", parts)


def _one_of(parts: Iterable[_Said]) -> _Said:
    return _joined_by("or", parts)


def _joined_by(word: str, parts: Iterable[_Said]) -> _Said:
    found = list(parts)
    if not found:
        raise NotCarried("it has no parts")
    if len(found) == 1:
        return found[0]
    return _Said(f" {word} ".join(_inside(part, word) for part in found), word)


def _inside(part: _Said, word: str) -> str:
    return f"({part.text})" if part.word not in ("", word) else part.text
