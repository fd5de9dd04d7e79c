"""Ask plain data for what a pack should hold; note what is wrong with its address."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dpia_wizard.packs.read import Misread, Plain

Word = TypeVar("Word", bound=str)

WORD = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
"""Ids of sections, columns, scales: `purpose`, `who_sees`."""

CHOICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,63}")
"""Ids of choices: `under_50`, `D17`."""

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Ids that are also file names: `child-protection-4x4`."""

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
"""Ids of the catalogues: `R02`, `M30`, `C11`."""

QUESTION = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z0-9][a-z0-9_]{0,47})+")
"""Ids of questions: the section's id, a point, a word."""

# Marks that turn the direction of what follows, and characters that never show (CVE-2021-42574).
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")


MOST_FAULTS = 300
MOST_ENTRIES = 2_000


class Enough(Exception):
    """So much is wrong that nobody would read on."""


@dataclass(slots=True)
class Faults:
    """Every fault found so far, in words for the pack's author."""

    found: list[str] = field(default_factory=list)

    def note(self, address: str, sentence: str) -> None:
        """Keep a fault once. Raises `Enough` after `MOST_FAULTS`."""
        fault = _visible(f"{address.removesuffix(':')}: {sentence}")
        if fault in self.found[-50:]:
            return
        if len(self.found) == MOST_FAULTS:
            self.found.append("There may be more faults; mend these first.")
            raise Enough
        self.found.append(fault)


class Part:
    """One mapping of a file with its address; remembers which keys were asked for."""

    def __init__(self, data: Plain, address: str, faults: Faults) -> None:
        self.address = address
        self.faults = faults
        self._data: dict[str, Plain] = {}
        self._asked: list[str] = []
        if isinstance(data, dict):
            self._data = data
        else:
            self.note("", f"needs keys and values, not {described(data)}")
            self._broken = True
            return
        self._broken = False

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def at(self, key: str) -> str:
        """The address of *key*."""
        return under(self.address, key) if key else self.address

    def note(self, key: str, sentence: str) -> None:
        """Keep a fault about *key*, or about the whole part."""
        self.faults.note(self.at(key), sentence)

    def every_key(self) -> tuple[str, ...]:
        """Every key there is, where any key may be."""
        self._asked.extend(self._data)
        return tuple(self._data)

    def text(self, key: str, *, needed: bool = False, lines: bool = False) -> str:
        """A text ("" where it is missing); ``lines`` allows more than one line."""
        if not self._has(key, needed=needed):
            return ""
        return self._sound(self._data[key], key, lines=lines)

    def id(self, key: str, pattern: re.Pattern[str] = WORD, *, needed: bool = True) -> str:
        """An id, or "" where there is none that can be used."""
        text = self.text(key, needed=needed)
        if text and not pattern.fullmatch(text):
            self.note(key, f"{shown(text)} cannot be an id here ({_described_id(pattern)})")
        return text

    def one_of(self, key: str, allowed: Sequence[Word], default: Word | None = None) -> Word:
        """One of *allowed*; ``default`` where it is left out, needed where there is none."""
        fallback = allowed[0] if default is None else default
        if not self._has(key, needed=default is None):
            return fallback
        text = self._sound(self._data[key], key, lines=False)
        for value in allowed:
            if value == text:
                return value
        if text:
            self.note(key, f"{shown(text)} is none of {', '.join(allowed)}{nearest(text, allowed)}")
        return fallback

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        if not self._has(key, needed=False):
            return default
        value = self._data[key]
        if isinstance(value, bool):
            return value
        self.note(key, f"needs true or false, not {described(value)}")
        return default

    def number(self, key: str, lowest: int, highest: int, *, needed: bool = True) -> int:
        """A whole number from *lowest* to *highest*."""
        if not self._has(key, needed=needed):
            return lowest
        value = self._data[key]
        if type(value) is not int:
            self.note(key, f"needs a whole number, not {described(value)}")
            return lowest
        if not lowest <= value <= highest:
            self.note(key, f"needs a number from {lowest} to {highest}, not {value}")
            return lowest
        return value

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts, none twice."""
        found: dict[str, None] = {}
        for index, value in enumerate(self._list(key, needed=needed)):
            text = self._sound(value, f"{key}[{index}]", lines=False)
            if text in found:
                self.note(f"{key}[{index}]", f"{shown(text)} is there twice")
            elif text:
                found[text] = None
        return tuple(found)

    def values(self, key: str, *, needed: bool = True) -> list[Plain]:
        """A list of anything."""
        return self._list(key, needed=needed)

    def value(self, key: str) -> Plain:
        """Anything, or None."""
        return self._data[key] if self._has(key, needed=False) else None

    def part(self, key: str, *, needed: bool = True) -> Part | None:
        """The mapping under *key*, or None."""
        if not self._has(key, needed=needed):
            return None
        part = Part(self._data[key], self.at(key), self.faults)
        return None if part._broken else part

    def parts(self, key: str, *, needed: bool = False) -> Iterator[Part]:
        """The mappings of the list under *key*; each is checked for unknown keys when left."""
        for index, value in enumerate(self._list(key, needed=needed)):
            part = Part(value, self.at(f"{key}[{index}]"), self.faults)
            if not part._broken:
                yield part
                part.done()

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.note(key, f"no such key{nearest(key, self._asked)}")

    def _has(self, key: str, *, needed: bool) -> bool:
        self._asked.append(key)
        if key in self._data:
            return True
        if needed and not self._broken:
            self.note(key, "is missing")
        return False

    def _list(self, key: str, *, needed: bool) -> list[Plain]:
        if not self._has(key, needed=needed):
            return []
        value = self._data[key]
        if isinstance(value, list):
            if len(value) > MOST_ENTRIES:
                self.note(key, f"more than {MOST_ENTRIES:,} entries")
            return value[:MOST_ENTRIES]
        self.note(key, f"needs a list, not {described(value)}")
        return []

    def _sound(self, value: Plain, key: str, *, lines: bool) -> str:
        if type(value) is not str:
            self.note(key, _not_a_text(value))
            return ""
        text = value.strip()
        if not text:
            self.note(key, "is blank; write something or leave the key out")
            return ""
        fault = fault_in(text, lines=lines)
        if fault:
            self.note(key, fault)
        return text


def under(address: str, key: str) -> str:
    """The address of *key* in the part at *address*; a file's own address ends with a colon."""
    return address + (" " if address.endswith(":") else ".") + key


def described(value: Plain) -> str:
    """What *value* is, in words."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "keys and values"
        case list():
            return "a list"
        case bool():
            return "true" if value else "false"
        case int():
            return f"the number {value}"
        case Misread():
            return f"{value} without quotes"
    return shown(value)


def shown(text: str) -> str:
    """*text* in quotes, cut and with nothing hidden in it."""
    cut = text if len(text) <= 60 else text[:59] + "…"
    return f'"{_visible(cut)}"'


def nearest(text: str, known: Collection[str]) -> str:
    """``; did you mean …`` where something known is like *text*, else nothing."""
    few = itertools.islice(known, MOST_ENTRIES)
    found = difflib.get_close_matches(text[:64], few, n=1, cutoff=0.7)
    return f'; did you mean "{found[0]}"?' if found else ""


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _not_a_text(value: Plain) -> str:
    match value:
        case None:
            return "is empty; write a text or leave the key out"
        case dict() | list():
            return f"needs a text, not {described(value)}"
        case bool():
            written = "true" if value else "false"
        case _:
            written = str(value)
    return f'YAML does not read {written} as a text; write it in quotes: "{written}"'


def fault_in(text: str, *, lines: bool) -> str:
    """What is wrong with the characters of *text*, or nothing."""
    if text.isprintable():  # format characters are not, so most texts end here
        return ""
    for character in text:
        if character == "\n":
            if not lines:
                return "must be one line"
        elif character in _HIDDEN:
            return f"holds a hidden mark that turns or breaks text (U+{ord(character):04X})"
        elif unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
            return f"holds a character that cannot be shown (U+{ord(character):04X})"
        elif 0xE0000 <= ord(character) <= 0xE0FFF:
            return f"holds a hidden mark that turns or breaks text (U+{ord(character):04X})"
    return ""


def _described_id(pattern: re.Pattern[str]) -> str:
    if pattern is QUESTION:
        return "the section's id, a point, a word in small letters"
    if pattern is CODE:
        return "letters and digits, beginning with a letter"
    if pattern is NAME:
        return "small letters and digits with single hyphens"
    if pattern is CHOICE:
        return "letters, digits and _"
    return "small letters, digits and _"
