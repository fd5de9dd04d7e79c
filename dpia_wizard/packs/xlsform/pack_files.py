"""The files of a pack, written from records: sections, lists of choices, words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

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
from dpia_wizard.core.form import Choice, Column, Question, Section
from dpia_wizard.packs.read import Plain

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.]*([ /-][A-Za-z0-9_.]+)*")
_MISREAD = re.compile(r"(?i)yes|no|on|off|y|n|true|false|null")
_WIDEST = 96

NOTE = "#"
"""The key of a line for the author that stands before an item."""

Entry = tuple[str, str, str]
"""A translation: the address, the text in the pack, the text in the other language."""


def yaml_of(data: Mapping[str, Plain]) -> bytes:
    """*data* as a YAML file that the strict reader reads as it stands."""
    return "".join(f"{line}\n" for line in _block(data, "")).encode() or b"{}\n"


def flow(data: Plain) -> str:
    """*data* on one line."""
    match data:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in data.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, data)) + "]"
        case bool():
            return "true" if data else "false"
        case None:
            return '""'
        case int():
            return str(data)
    if _PLAIN.fullmatch(data) and not _MISREAD.fullmatch(data):
        return str(data)
    return json.dumps(data, ensure_ascii=False)


def _block(data: Mapping[str, Plain], indent: str) -> Iterable[str]:
    for key, value in data.items():
        line = f"{indent}{key}: {flow(value)}"
        if isinstance(value, dict) and value and len(line) > _WIDEST:
            yield f"{indent}{key}:"
            yield from _block(value, f"{indent}  ")
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            yield f"{indent}{key}:"
            for one in value:
                yield from _item(one, f"{indent}  ")
        else:
            yield line


def _item(data: Plain, indent: str) -> Iterable[str]:
    if isinstance(data, dict) and NOTE in data:
        yield f"{indent}# {data[NOTE]}"
        data = {key: value for key, value in data.items() if key != NOTE}
    line = f"{indent}- {flow(data)}"
    if not isinstance(data, dict) or len(line) <= _WIDEST:
        yield line
        return
    first = True
    for inner in _block(data, f"{indent}  "):
        yield f"{indent}- {inner[len(indent) + 2 :]}" if first else inner
        first = False


def condition_data(condition: Condition) -> dict[str, Plain]:
    """A condition as a pack's files hold it."""
    match condition:
        case Chosen(id_, values, column):
            where: dict[str, Plain] = {"question": id_}
            if column:
                where["column"] = column
            return where | {"is": list(values)}
        case Answered(id_, answered):
            return {"question": id_, "answered": answered}
        case AtLeast(id_, amount):
            return {"question": id_, "at_least": amount}
        case DepthIs(depth):
            return {"depth": depth}
        case Fact(name):
            return {"fact": name}
        case All(parts):
            return {"all": [condition_data(part) for part in parts]}
        case Any(parts):
            return {"any": [condition_data(part) for part in parts]}
        case Not(inner):
            return {"not": condition_data(inner)}


def section_data(
    section: Section, shared: Collection[str], notes: Mapping[str, str]
) -> dict[str, Plain]:
    """A section with its questions; lists named in *shared* are named, others written out.

    *notes* are lines for the author, by the id of the question they stand before.
    """
    questions: list[Plain] = []
    for question in section.questions:
        note: dict[str, Plain] = {NOTE: notes[question.id]} if question.id in notes else {}
        questions.append(note | _question(question, shared))
    return {
        **_filled(
            id=section.id,
            number=section.number,
            title=section.title,
            phase=section.phase,
            page="" if section.page == "questions" else section.page,
            summary=section.summary,
        ),
        "number": section.number,
        "questions": questions,
    }


def choices_data(choices: Sequence[Choice]) -> list[Plain]:
    """A list of choices."""
    return [_filled(id=choice.id, label=choice.label, hint=choice.hint) for choice in choices]


def place_of(choices: Sequence[Choice]) -> str:
    """The list, question or column that the words of *choices* belong to."""
    for choice in choices:
        if choice.address.startswith("choice."):
            return choice.address.removeprefix("choice.").removesuffix(f".{choice.id}")
    return "elements" if choices else ""


def po_of(language: str, entries: Iterable[Entry]) -> bytes:
    """A file of words in *language*."""
    facts = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    head = "".join(f'"{fact}\\n"\n' for fact in facts)
    parts = [f'#\nmsgid ""\nmsgstr ""\n{head}']
    parts += [
        f"msgctxt {_po(address)}\nmsgid {_po(source)}\nmsgstr {_po(text)}\n"
        for address, source, text in entries
    ]
    return "\n".join(parts).encode()


def _po(text: str) -> str:
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, written)
    return f'"{text}"'


def _question(question: Question, shared: Collection[str]) -> dict[str, Plain]:
    help_ = question.help
    found = _filled(
        id=question.id,
        number=question.number,
        label=question.label,
        kind=question.kind,
        hint=question.hint,
        choices=_choices(question.choices, shared),
        compute=question.compute,
        control=question.control,
        critical=question.critical,
        add=question.add,
        none=question.none,
        columns=[_column(column, shared) for column in question.columns],
        optional=question.optional,
        when=condition_data(question.when) if question.when is not None else None,
        depth="" if question.depth == "light" else question.depth,
        help=_filled(
            why=help_.why, example=help_.example, source=help_.source, confidence=help_.confidence
        ),
        clauses=list(question.clauses),
    )
    if question.kind == "table":
        found.setdefault("add", "Add a row")
    return found


def _column(column: Column, shared: Collection[str]) -> Plain:
    return _filled(
        id=column.id,
        label=column.label,
        kind="" if column.kind == "text" else column.kind,
        choices=_choices(column.choices, shared),
        hint=column.hint,
    )


def _choices(choices: Sequence[Choice], shared: Collection[str]) -> Plain:
    place = place_of(choices)
    return place if place in shared else choices_data(choices)


def _filled(**data: Plain) -> dict[str, Plain]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, False)}
