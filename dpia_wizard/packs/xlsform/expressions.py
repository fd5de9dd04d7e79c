"""Read ``relevant`` expressions as conditions: exactly as they are meant, or not at all.

An expression that is true while nothing is answered (``${a} != 'yes'``) becomes a condition that
says so, because `condition.Not` alone waits for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dpia_wizard.core.condition import All, Answered, Any, AtLeast, Chosen, Condition, Not
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.packs.xlsform.relevance import offered

LONGEST = 4_000
_DEEPEST = 6
"""How many levels a condition of a pack may have, less what is put round it here."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<reference>\$\{\s*(?P<name>[^\s{}]{1,200})\s*\})
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>[0-9]{1,9}(?![0-9.\w]))
    | (?P<call>[a-z][a-z-]*)\s*\(
    | (?P<word>and|or)(?![\w-])
    | (?P<sign>!=|<=|>=|=|<|>|\)|\(|,))""",
    re.VERBOSE,
)
_WHOLE = re.compile(r"[0-9]{1,9}")
_PLAIN_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
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


Find = Callable[[str], "Asked | str"]
"""What a name stands for, or why it cannot be looked at."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Value:
    """What is compared: an answer, or how much of it there is."""

    way: str  # answer, length, selected, rows, joined
    asked: Asked


def condition_of(expression: str, find: Find) -> Condition:
    """The condition that holds exactly when *expression* is true. Raises `Unread`."""
    if len(expression) > LONGEST:
        raise Unread("the expression is too long")
    reader = _Reader(list(_tokens(expression.translate(_PLAIN_QUOTES))), find)
    found = reader.whole()
    if _depth(found) > _DEEPEST:
        raise Unread("conditions of a pack do not go so many levels deep")
    return found


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Unread(f'"{text[at:].strip()[:30]}" is not read here')
        at = found.end()
        kind = found.lastgroup or ""
        if kind in ("name", "reference"):
            yield _Token("reference", found["name"])
        elif found["call"]:
            if found["call"] in ("and", "or"):  # "and (…)" is no call
                yield _Token("word", found["call"])
                yield _Token("sign", "(")
            else:
                yield _Token("call", found["call"])
        elif found["text"] is not None:
            yield _Token("text", found["text"][1:-1])
        else:
            yield _Token(kind, found[kind])


class _Reader:
    """Goes through the tokens once; *find* says what names stand for."""

    def __init__(self, tokens: list[_Token], find: Find) -> None:
        self._tokens = tokens
        self._at = 0
        self._inside = 0
        self._find = find
        self._asked: dict[str, Question] = {}

    def whole(self) -> Condition:
        found = self._or()
        if self._at < len(self._tokens):
            raise Unread(f'"{self._tokens[self._at].text}" stands where nothing more is read')
        return found

    def _or(self) -> Condition:
        self._inside += 1
        if self._inside > 20:
            raise Unread("it is nested too deep")
        parts = [self._and()]
        while self._take("word", "or"):
            parts.append(self._and())
        self._inside -= 1
        return any_of(parts)

    def _and(self) -> Condition:
        parts = [self._one()]
        while self._take("word", "and"):
            parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Condition:
        if self._take("sign", "("):
            found = self._or()
            self._need(")")
            return found
        if self._take("call", "not"):
            found = self._or()
            self._need(")")
            return otherwise(found, self._asked)
        if self._take("call", "selected"):
            value = self._value()
            self._need(",")
            name = self._expect("text")
            self._need(")")
            if value.way not in ("answer", "joined") or not name:
                raise Unread("selected() is read with a question and one of its choices")
            return _chosen(value.asked, name)
        return self._compared()

    def _compared(self) -> Condition:
        for kind in ("text", "number"):
            if self._peek() == kind:
                said = self._next()
                sign = _TURNED.get(self._expect("sign"), "")
                return _comparison(self._value(), sign, said)
        value = self._value()
        sign = self._expect("sign")
        if self._peek() not in ("text", "number"):
            raise Unread("an answer is compared with a choice or a whole number only")
        return _comparison(value, sign, self._next())

    def _value(self) -> _Value:
        token = self._next()
        if token.kind == "reference":
            return _Value("answer", self._look_up(token.text, is_whole=False))
        if token.kind != "call":
            raise Unread(f'"{token.text}" is not read here')
        ways = {"string-length": "length", "count-selected": "selected", "count": "rows"}
        if token.text in ways:
            asked = self._look_up(self._expect("reference"), is_whole=token.text == "count")
            self._need(")")
            return _Value(ways[token.text], asked)
        if token.text == "join":
            self._expect("text")
            self._need(",")
            asked = self._look_up(self._expect("reference"), is_whole=False, is_joined=True)
            self._need(")")
            return _Value("joined", asked)
        raise Unread(f"{token.text}() is not read here")

    def _look_up(self, name: str, *, is_whole: bool, is_joined: bool = False) -> Asked:
        found = self._find(name)
        if isinstance(found, str):
            raise Unread(found)
        is_table = found.question.kind == "table"
        if is_joined is not bool(found.column) or (is_table and not found.column) is not is_whole:
            raise Unread(f'"{name}" cannot be looked at in this way')
        self._asked[found.question.id] = found.question
        return found

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _next(self) -> _Token:
        if self._at == len(self._tokens):
            raise Unread("it ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, kind: str) -> str:
        token = self._next()
        if token.kind != kind:
            raise Unread(f'"{token.text}" is not read here')
        return token.text

    def _take(self, kind: str, text: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == _Token(kind, text):
            self._at += 1
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._take("sign", sign):
            raise Unread(f'"{sign}" is missing')


def _chosen(asked: Asked, name: str) -> Chosen:
    """One choice of a question, or of any row in a table's column."""
    values = asked.values or {}
    id_ = values.get(name, UNKNOWN if name == UNKNOWN else "")
    if not id_:
        raise Unread(f'"{name[:60]}" is no choice of "{asked.question.id}"')
    return Chosen(asked.question.id, (id_,), asked.column)


def _comparison(value: _Value, sign: str, said: _Token) -> Condition:
    asked, question = value.asked, value.asked.question
    if said.kind == "text" and not _WHOLE.fullmatch(said.text):
        return _equals(value, sign, said.text)
    if value.way == "answer" and question.kind in _CHOSEN:
        return _equals(value, sign, said.text)
    if value.way == "answer" and question.kind == "number":
        return _amount(question.id, sign, int(said.text))
    if value.way == "length" and question.kind in (*_CHOSEN, *_ANSWERED):
        return _some(question.id, sign, int(said.text))
    if value.way == "selected" and question.kind == "multi":
        return _count(question, sign, int(said.text))
    if value.way == "rows" and sign in (">", ">="):
        least = int(said.text) + (sign == ">")
        if least > 0 and not asked.column:
            return AtLeast(question.id, least)
    raise Unread(f'"{question.id}" cannot be compared like this')


def _equals(value: _Value, sign: str, text: str) -> Condition:
    question = value.asked.question
    if value.way != "answer" or sign not in ("=", "!="):
        raise Unread(f'"{question.id}" cannot be compared like this')
    if not text and question.kind in (*_CHOSEN, *_ANSWERED):
        return Answered(question.id, sign == "!=")
    if question.kind not in _CHOSEN:
        raise Unread(f'"{question.id}" is no question with choices')
    found = _chosen(value.asked, text)
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


def _depth(condition: Condition) -> int:
    match condition:
        case All(parts) | Any(parts):
            return 1 + max(map(_depth, parts))
        case Not(inner):
            return 1 + _depth(inner)
    return 1
