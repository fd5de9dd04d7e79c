"""Check what somebody typed against the question it answers, before it becomes a record."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date

from dpia_wizard.core.form import YPNU, Choice, Column, Question
from dpia_wizard.core.model import NONE, UNKNOWN, Value
from dpia_wizard.errors import UserError

CELLS = {
    "person": ("name", "post", "agency", "contact"),
    "file": ("title", "kept", "date"),
    "signature": ("name", "post", "agency", "date"),
}
"""The cells of questions that are answered with one row."""

LONGEST_LINE, LONGEST_TEXT = 1_000, 20_000
_MANY, _FEW = 25, 8
_NOT_MEANT = ("other", NONE, UNKNOWN)
"""Choices that nobody means by a word that is like them."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


def answer_value(question: Question, words: Sequence[str]) -> Value:
    """The value that *words* give for *question*. Raises `UserError` with one sentence."""
    if question.kind == "computed" and not question.choices:
        raise UserError("{question} is computed, so it takes no answer.", question=question.id)
    if question.kind in CELLS:
        raise UserError(
            "{question} is answered with cells: {cells}.",
            question=question.id,
            cells=", ".join(CELLS[question.kind]),
        )
    if question.kind == "table":
        allowed = (NONE, UNKNOWN) if question.none else (UNKNOWN,)
        return _one_of(question.id, allowed, _single(question, words))
    if question.kind == "multi":
        return _several(question.id, question.choices, words)
    word = _single(question, words)
    if question.kind == "number":
        return word if word == UNKNOWN else int(_number(question.id, word))
    return _checked(question.id, question.kind, question.choices, word)


def row_cells(question: Question, said: Mapping[str, object]) -> dict[str, str | tuple[str, ...]]:
    """The cells that *said* gives for a row of *question*. Raises `UserError`."""
    if question.kind in CELLS:
        columns = tuple(
            Column(id, id, "date" if id == "date" else "text") for id in CELLS[question.kind]
        )
    elif question.kind == "table":
        columns = question.columns
    else:
        raise UserError("{question} has no rows; give its value.", question=question.id)
    known = {column.id: column for column in columns}
    cells: dict[str, str | tuple[str, ...]] = {}
    for id, value in said.items():
        column = known.get(id)
        if column is None:
            raise UserError(
                "{question} has no column {column}; its columns are {columns}.",
                question=question.id,
                column=id,
                columns=", ".join(known),
            )
        cell = _cell(f"{question.id}, {id}", column, value)
        if cell:
            cells[id] = cell
    if not cells:
        raise UserError("A row of {question} needs at least one cell.", question=question.id)
    return cells


def iso_date(where: str, text: str) -> str:
    """*text*, when it is a date such as 2026-11-21. Raises `UserError`."""
    if not is_date(text):
        raise UserError(
            "{where}: {text} is not a date; write it like 2026-11-21.",
            where=where,
            text=_short(text),
        )
    return text


def is_date(text: str) -> bool:
    """Whether *text* is an ISO date of a day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _cell(where: str, column: Column, value: object) -> str | tuple[str, ...]:
    if column.kind == "multi":
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise UserError("{where}: give a list of texts.", where=where)
        return _several(where, column.choices, words) if words else ()
    if type(value) is int and column.kind == "number":
        value = str(value)
    if not isinstance(value, str):
        raise UserError("{where}: give a text.", where=where)
    if value == "":
        return ""
    if column.kind == "number":
        return value if value == UNKNOWN else _number(where, value)
    return _checked(where, column.kind, column.choices, value)


def _checked(where: str, kind: str, choices: Sequence[Choice], word: str) -> str:
    if kind in ("text", "long_text"):
        return _text(where, word, lines=kind == "long_text")
    if kind == "date":
        return word if word == UNKNOWN else iso_date(where, word)
    if kind in ("ypnu", "measure"):
        return _one_of(where, YPNU, word)
    return _one_of(where, _allowed(choices), word, _labels(choices))


def _single(question: Question, words: Sequence[str]) -> str:
    if len(words) != 1:
        raise UserError(
            "{question} takes one value; put a text with blanks in quotes.", question=question.id
        )
    return words[0]


def _allowed(choices: Sequence[Choice], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(choice.id for choice in choices), *more, UNKNOWN)))


def _labels(choices: Sequence[Choice]) -> dict[str, str]:
    return {choice.label.casefold(): choice.id for choice in choices}


def _one_of(
    where: str, allowed: Sequence[str], word: str, labels: Mapping[str, str] | None = None
) -> str:
    if word not in allowed:
        raise UserError(
            "{where}: {word} is no choice; choose from {choices}.",
            where=where,
            word=_short(word),
            choices=_named(word, allowed, labels or {}),
        )
    return word


def _named(word: str, allowed: Sequence[str], labels: Mapping[str, str]) -> str:
    """The choices in a sentence, those first that *word* may have meant; of many the first few.

    A word of some length is looked for among the *labels* too, one letter or two only among the
    ids.
    """
    typed = word[:64].casefold()
    real = [id for id in allowed if id not in _NOT_MEANT]
    near: list[str] = []
    if len(typed) > 2:
        near += [id for label, id in labels.items() if label.startswith(typed)]
        near += [labels[label] for label in difflib.get_close_matches(typed, labels, n=3)]
    near += difflib.get_close_matches(typed, real, n=3, cutoff=0.5)
    likely = [id for id in near if id not in _NOT_MEANT]
    found = list(dict.fromkeys((*likely, *allowed)))
    few = found if len(found) <= _MANY else found[:_FEW]
    return ", ".join(few) + (", …" if len(few) < len(found) else "")


def _several(where: str, choices: Sequence[Choice], words: Sequence[str]) -> tuple[str, ...]:
    if not words:
        raise UserError("{where}: choose at least one.", where=where)
    allowed, labels = _allowed(choices, NONE), _labels(choices)
    chosen = {_one_of(where, allowed, word, labels) for word in words}
    alone = chosen & {NONE, UNKNOWN}
    if alone and len(chosen) > 1:
        raise UserError("{where}: {word} stands alone.", where=where, word=min(alone))
    return tuple(id for id in allowed if id in chosen)


def _number(where: str, word: str) -> str:
    if not _NUMBER.fullmatch(word):
        raise UserError(
            "{where}: {word} is no whole number; 0 or more, or unknown.",
            where=where,
            word=_short(word),
        )
    return word


def _text(where: str, word: str, *, lines: bool) -> str:
    try:
        word.encode()
    except UnicodeEncodeError as error:
        raise UserError("{where}: the text is not readable as UTF-8.", where=where) from error
    most = LONGEST_TEXT if lines else LONGEST_LINE
    if len(word) > most:
        raise UserError("{where}: longer than {most} characters.", where=where, most=most)
    if not word.strip():
        raise UserError("{where}: the text is blank.", where=where)
    if any(ord(c) < 32 and not (lines and c in "\n\t") for c in word):
        raise UserError("{where}: the text must be one line of plain characters.", where=where)
    return word


def _short(text: str) -> str:
    shown = "".join(c if c.isprintable() else "�" for c in text)
    return shown if len(shown) <= 60 else shown[:59] + "…"
