"""Read ``relevant`` expressions as conditions: exactly as they are meant, or not at all.

An expression that is true while nothing is answered (``${a} != 'yes'``) becomes a condition that
says so, because `condition.Not` alone waits for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dpia_wizard.core.condition import All, Any, Condition, Not
from dpia_wizard.core.form import Question
from dpia_wizard.packs.xlsform.comparing import (
    Asked,
    Compared,
    Unread,
    all_of,
    any_of,
    chosen,
    comparison,
    otherwise,
)

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
_PLAIN_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}

Find = Callable[[str], "Asked | str"]
"""What a name stands for, or why it cannot be looked at."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


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
            return chosen(value.asked, name)
        return self._compared()

    def _compared(self) -> Condition:
        for kind in ("text", "number"):
            if self._peek() == kind:
                said = self._next()
                sign = _TURNED.get(self._expect("sign"), "")
                return comparison(self._value(), sign, said.text, is_text=said.kind == "text")
        value = self._value()
        sign = self._expect("sign")
        if self._peek() not in ("text", "number"):
            raise Unread("an answer is compared with a choice or a whole number only")
        said = self._next()
        return comparison(value, sign, said.text, is_text=said.kind == "text")

    def _value(self) -> Compared:
        token = self._next()
        if token.kind == "reference":
            return Compared("answer", self._look_up(token.text, is_whole=False))
        if token.kind != "call":
            raise Unread(f'"{token.text}" is not read here')
        ways = {"string-length": "length", "count-selected": "selected", "count": "rows"}
        if token.text in ways:
            asked = self._look_up(self._expect("reference"), is_whole=token.text == "count")
            self._need(")")
            return Compared(ways[token.text], asked)
        if token.text == "join":
            self._expect("text")
            self._need(",")
            asked = self._look_up(self._expect("reference"), is_whole=False, is_joined=True)
            self._need(")")
            return Compared("joined", asked)
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


def _depth(condition: Condition) -> int:
    match condition:
        case All(parts) | Any(parts):
            return 1 + max(map(_depth, parts))
        case Not(inner):
            return 1 + _depth(inner)
    return 1
