"""Restricted YAML: plain data with every surprise of the format refused at its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | bool | None"
"""What a file holds; texts that YAML would read as something else are `Misread`."""

MOST_CHARACTERS = 2_000_000
MOST_VALUES = 100_000
MOST_KEYS = 500
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


_STARTS = frozenset("0123456789+-.~<=")
_SCALAR, _LIST_END, _MAPPING_END = yaml.ScalarEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent


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
        self._keys: set[str] = set()  # those seen to be sound
        self._odd = ""
        self._next: Callable[[], Any]  # an event

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
        self._count(1, address)
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

    def _count(self, values: int, address: str) -> None:
        self._values += values
        if self._values > MOST_VALUES:
            self.note(address, f"more than {MOST_VALUES:,} values in one file")
            raise _Stop

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
        # quoted or a block; plain is None or "", as the loader likes
        return value if event.style else _unquoted(value)

    def _list(self, address: str, depth: int) -> Plain:
        found: list[Plain] = []
        next_ = self._next
        while True:
            event = next_()
            kind = type(event)
            if kind is _SCALAR and _is_simple(event):
                value = event.value
                found.append(value if event.style else _unquoted(value))
            elif kind is _LIST_END:
                self._count(len(found), address)
                return found
            else:
                found.append(self._value(event, f"{address}[{len(found)}]", depth + 1))

    def _mapping(self, address: str, depth: int) -> Plain:
        found: dict[str, Plain] = {}
        next_ = self._next
        while True:
            event = next_()
            kind = type(event)
            if kind is _MAPPING_END:
                self._count(len(found), address)
                return found
            if kind is _SCALAR and event.value in self._keys and _is_simple(event):
                key = event.value
            else:
                key = self._key(event, address, depth)
            if key is None or key in found:
                self._doubtful(key, address, depth)
                continue
            event = next_()
            if type(event) is _SCALAR and _is_simple(event):
                value = event.value
                found[key] = value if event.style else _unquoted(value)
            else:
                inner = f"{address}.{key}" if address else key
                found[key] = self._value(event, inner, depth + 1)

    def _key(self, event: yaml.ScalarEvent, address: str, depth: int) -> str | None:
        """A key that can be used, or None and a fault."""
        key = self._value(event, address, depth + 1)
        if type(key) is str and _KEY.fullmatch(key):
            if len(self._keys) < MOST_KEYS and not event.style:
                self._keys.add(key)
            return key
        self._odd = f"{address}.({repr(key)[:40]})"
        self.note(self._odd, "a key is one plain word (letters, digits and _)")
        return None

    def _doubtful(self, key: str | None, address: str, depth: int) -> None:
        """Read past the value of a key that cannot be used, or not once more."""
        inner = self._odd
        if key is not None:
            inner = f"{address}.{key}" if address else key
            self.note(inner, "written twice; only one can count")
        self._value(self._next(), inner, depth + 1)


def _is_simple(event: yaml.ScalarEvent) -> bool:
    """Whether a scalar has nothing about it that is not used here."""
    return event.anchor is None and event.tag is None and len(event.value) <= LONGEST_TEXT


def _unquoted(value: str) -> Plain:
    """What YAML reads in a text without quotes."""
    if len(value) > 5 and value[0] not in _STARTS:  # the words that surprise are short
        return value
    if value == "" or value == "~" or value == "null":
        return None
    if value == "true" or value == "false":
        return value == "true"
    if _NUMBER.fullmatch(value):
        return int(value)
    return Misread(value) if _SURPRISES.fullmatch(value) else value


def _where(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return "" if mark is None else f"line {mark.line + 1}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
