"""Answers under a question that changed: what of them fits it, and what is set aside meanwhile.

What is set aside is kept beside the answer and comes back when a question that it fits returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from dpia_wizard.core.form import YPNU, Choice, Column, ColumnKind, Kind, Question
from dpia_wizard.core.model import NONE, UNKNOWN, Answer, Row, Value

ROW_KINDS: tuple[Kind, ...] = ("table", "person", "file", "signature")
"""Kinds of question whose answer is rows."""

ASIDE = "~"
"""What stands before the name of a cell, or of the question of a row, that is set aside."""


def fitted(answer: Answer, question: Question) -> Answer:
    """*answer* as *question* can hold it: what does not fit is set aside, what fits comes back."""
    value, aside = _split(question.kind, question.choices, answer.value)
    back, rest = _split(question.kind, question.choices, answer.aside)
    if _is_empty(value):
        value = value if _is_empty(back) else back
    elif question.kind == "multi" and isinstance(value, tuple) and isinstance(back, tuple):
        value = (*value, *(id for id in back if id not in value))
    else:  # the team has answered anew: its earlier answer stays where it is
        rest = answer.aside
    return replace(answer, value=value, aside=_joined(rest, aside))


def fitted_row(row: Row, question: Question | None, kind_before: Kind | None) -> Row:
    """*row*, of a question of *kind_before*, as *question* can hold it.

    None for *question* when it left the form, None for *kind_before* when it was not in it before.
    The row of a person, a file or a signature, which goes by the id of its question, has an id of
    its own while it is set aside, so that another answer never takes its place.
    """
    kind = kind_before
    if row.question.startswith(ASIDE):
        kind = cast("Kind", row.question[1:].partition(ASIDE)[0])
    if kind is None:
        return row
    if question is None or kind != question.kind:
        return _under(row, f"{ASIDE}{kind}{ASIDE}{belongs_to(row)}")
    cells = dict(row.cells)
    for column in question.columns:
        _fit_cell(cells, column)
    return replace(_under(row, question.id), cells=cells)


def aside_of(record: Answer | Row) -> str:
    """The question of an answer or row of which something is set aside, else an empty text."""
    if isinstance(record, Answer):
        return "" if record.aside is None else record.id
    is_aside = record.question.startswith(ASIDE) or set_aside_cells(record)
    return belongs_to(record) if is_aside else ""


def kind_of(row: Row, question: Question) -> Kind:
    """What kind of question *row* was written under, where only *question* as it is is known."""
    if row.id != row.question:
        return "table"
    return question.kind if question.kind in ROW_KINDS[1:] else ROW_KINDS[1]


def _under(row: Row, question: str) -> Row:
    """*row* under *question*; where it goes by the id of its question, it still does."""
    goes_by_it = row.id in (row.question, belongs_to(row))
    return replace(row, id=question if goes_by_it else row.id, question=question)


def belongs_to(row: Row) -> str:
    """The question that *row* answers, or answered before it was set aside."""
    return row.question.rpartition(ASIDE)[2]


def set_aside_cells(row: Row) -> tuple[str, ...]:
    """The columns of *row* in which something is set aside."""
    return tuple(name[1:] for name in row.cells if name.startswith(ASIDE))


def _fit_cell(cells: dict[str, str | tuple[str, ...]], column: Column) -> None:
    name = ASIDE + column.id
    cell = Answer("", cells.pop(column.id, None), aside=cells.pop(name, None))
    kept = fitted(cell, Question("", "", "", _KIND_OF[column.kind], choices=column.choices))
    for key, value in ((column.id, kept.value), (name, kept.aside)):
        if not _is_empty(value):
            cells[key] = str(value) if isinstance(value, int) else cast("str", value)


def _split(kind: Kind, choices: tuple[Choice, ...], value: Value) -> tuple[Value, Value]:
    """What of *value* fits, and the rest."""
    if value is None or _is_empty(value) or kind == "computed":
        return value, None
    ids = {choice.id for choice in choices}
    if kind == "multi":
        parts = _parts(value)
        fits = tuple(part for part in parts if part in ids or part in (UNKNOWN, NONE))
        rest = tuple(part for part in parts if part not in fits)
        if isinstance(value, tuple):
            return (fits or None), (rest or None)
        return (fits, None) if fits else (None, value)
    if not isinstance(value, tuple):
        found = _one(kind, ids, value)
        return (None, value) if found is None else (found, None)
    for place in reversed(range(len(value))):  # what was set aside last stands last
        found = _one(kind, ids, value[place])
        if found is not None:
            return found, (value[:place] + value[place + 1 :]) or None
    return None, value


def _one(kind: Kind, ids: set[str], value: str | int) -> str | int | None:
    """*value* as a question of *kind* holds it; None where it does not fit."""
    if kind == "number":
        if isinstance(value, int) or value == UNKNOWN:
            return value
        is_number = value.isascii() and value.isdecimal() and str(int(value[:18])) == value
        return int(value) if is_number else None
    text = str(value)
    fits = {
        "single": text in ids,
        "scale": text in ids,
        "ypnu": text in YPNU,
        "measure": text in YPNU,
        "date": _is_date(text),
        "text": True,
        "long_text": True,
    }.get(kind, text == NONE)
    return text if fits or text == UNKNOWN else None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_empty(value: Value) -> bool:
    return value is None or value in ("", ())


def _parts(value: Value) -> tuple[str, ...]:
    if _is_empty(value):
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _joined(older: Value, newer: Value) -> Value:
    """Both of what is set aside, the newer last."""
    if _is_empty(older):
        return None if _is_empty(newer) else newer
    if _is_empty(newer):
        return older
    return tuple(_without(_parts(older), _parts(newer))) + _parts(newer)


def _without(parts: tuple[str, ...], others: tuple[str, ...]) -> Iterator[str]:
    return (part for part in parts if part not in others)


_KIND_OF: Mapping[ColumnKind, Kind] = {
    "text": "text",
    "long_text": "long_text",
    "single": "single",
    "multi": "multi",
    "scale": "scale",
    "date": "date",
    "number": "number",
    "ypnu": "ypnu",
}
