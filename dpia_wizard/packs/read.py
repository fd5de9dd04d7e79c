"""Restricted YAML: plain data with every surprise of the format refused at its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import yaml

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | bool | None"
"""What a file holds; texts that YAML would read as something else are `Misread`."""

MOST_CHARACTERS = 2_000_000
MOST_VALUES = 100_000
DEEPEST = 24
LONGEST_TEXT = 20_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C; some machines only have the other, which is ten times slower."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_SURPRISES = re.compile(
    r"""(?ix) yes|no|on|off|y|n|true|false|null|~|<<|=
    | [-+]?[0-9][0-9_,]*                            # 012, 1_000, +1, 00
    | [-+]?0[box][0-9a-f_]+
    | [-+]?([0-9][0-9_]*)?\.[0-9_]*(e[-+]?[0-9]+)?  # 2026.10, .5
    | [-+]?[0-9][0-9_]*e[-+]?[0-9]+
    | [-+]?\.(inf|nan)|\.nan
    | [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?  # 12:30 is 750
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}((t|[ \t]+)[0-9]{1,2}:.*)?  # a date
    """
)


class Misread(str):
    """A text without quotes that YAML reads as something else, as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at an address inside a file; an address may be empty."""

    address: str
    sentence: str


class _Stop(Exception):
    """The rest of the file is not read."""


def read(text: str) -> tuple[Plain, tuple[Fault, ...]]:
    """The data in *text* (None where it cannot be read), and what is wrong with its form."""
    if len(text) > MOST_CHARACTERS:
        return None, (Fault("", f"longer than {MOST_CHARACTERS:,} characters"),)
    reader = _Reader()
    try:
        data = reader.document(text)
    except _Stop:
        data = None
    except yaml.MarkedYAMLError as error:
        data = None
        reader.note(_where(error), f"not YAML that can be read ({error.problem or error.context})")
    except (yaml.YAMLError, ValueError) as error:
        data = None
        reader.note("", f"not YAML that can be read ({_first_line(error)})")
    return data, tuple(reader.faults)


class _Reader:
    """Turns the events of one document into plain data, noting faults on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._values = 0
        self._next: Callable[[], yaml.Event]

    def note(self, address: str, sentence: str) -> None:
        self.faults.append(Fault(address, sentence))

    def document(self, text: str) -> Plain:
        loader = _LOADER(text)  # already here it refuses characters that YAML does not know
        try:
            self._next = loader.get_event
            return self._document()
        finally:
            loader.dispose()

    def _document(self) -> Plain:
        self._next()  # the start of the stream
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            self.note("", "the file is empty")
            return None
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            self.note("", "directives (lines that begin with %) are not used here")
        data = self._value(self._next(), "", 0)
        self._next()  # the end of the document
        if not isinstance(self._next(), yaml.StreamEndEvent):
            self.note("", "more than one document (a line of three dashes)")
        return data

    def _value(self, event: yaml.Event, address: str, depth: int) -> Plain:
        self._values += 1
        if self._values > MOST_VALUES:
            self.note(address, f"more than {MOST_VALUES:,} values in one file")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self.note(address, f"aliases are not used here (*{event.anchor}); write it out")
            return None
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse(event, address)
            return self._scalar(event, address)
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse(event, address)
        if depth == DEEPEST:
            self.note(address, f"nested deeper than {DEEPEST} levels")
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(address, depth)
        return self._mapping(address, depth)

    def _refuse(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, address: str) -> None:
        if event.anchor is not None:
            self.note(address, f"anchors are not used here (&{event.anchor})")
        if event.tag is not None:
            self.note(address, f"tags are not used here ({event.tag})")

    def _scalar(self, event: yaml.ScalarEvent, address: str) -> Plain:
        value: str = event.value
        if len(value) > LONGEST_TEXT:
            self.note(address, f"a text longer than {LONGEST_TEXT:,} characters")
            return ""
        if event.style:  # quoted or a block; plain is None or "", as the loader likes
            return value
        if value == "" or value == "~" or value == "null":
            return None
        if value == "true" or value == "false":
            return value == "true"
        if _NUMBER.fullmatch(value):
            return int(value)
        return Misread(value) if _SURPRISES.fullmatch(value) else value

    def _list(self, address: str, depth: int) -> Plain:
        found: list[Plain] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._value(event, f"{address}[{len(found)}]", depth + 1))
        return found

    def _mapping(self, address: str, depth: int) -> Plain:
        found: dict[str, Plain] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event, address, depth + 1)
            if type(key) is str and _KEY.fullmatch(key):
                inner = f"{address}.{key}" if address else key
                if key in found:
                    self.note(inner, "written twice; only one can count")
            else:
                shown = repr(key)[:40]
                inner = f"{address}.({shown})"
                self.note(inner, "a key is one plain word (letters, digits and _)")
                key = None
            value = self._value(self._next(), inner, depth + 1)
            if key is not None:
                found.setdefault(key, value)
        return found


def _where(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return "" if mark is None else f"line {mark.line + 1}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
