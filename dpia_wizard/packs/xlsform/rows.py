"""The rows of a form's sheets with their texts by language and their facts by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dpia_wizard.packs.part import CHOICE, MOST_ENTRIES, shown
from dpia_wizard.packs.source import LANG
from dpia_wizard.packs.xlsform.columns import NO_LANGUAGE, OWN, parsed, source_of
from dpia_wizard.packs.xlsform.left import Leaving
from dpia_wizard.packs.xlsform.pack_files import Entry
from dpia_wizard.packs.xlsform.sheets import Sheet

_TEXTS = (
    "label",
    "hint",
    "guidance_hint",
    "dpia_hint",
    *(OWN + t for t in ("example", "add", "none")),
)
_FACTS = {
    "survey": ("type", "name", "required", "relevant", "appearance"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version", "default_language"),
}
_OF_CHOICES = {"value": "name"}
_NOT_IN_IDS = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its facts by column, its texts by text and language."""

    number: int
    facts: dict[str, str]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def fact(self, name: str) -> str:
        """What stands in a column, "" where nothing does."""
        return self.facts.get(name, "")

    def own(self, name: str) -> str:
        """What stands in one of our own columns."""
        return self.facts.get(OWN + name, "")


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice of a list in the workbook: its name there, the id it gets, and its row."""

    name: str
    id: str
    row: Row


@dataclass(slots=True)
class Texts:
    """The texts in the language of the pack, and what was said in the others, by address."""

    source: str
    left: Leaving
    others: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def take(self, row: Row, text: str, address: str, *, lines: bool = False) -> str:
        """The text of *row* for *address*; its translations are kept."""
        said = row.texts.get(text, {})
        found = said.get(self.source) or said.get(NO_LANGUAGE) or ""
        if not found and said and "label" in text:
            language, found = next(iter(said.items()))
            sentence = f"has no text in the pack's language; that in {language} stands for it"
            self.left.note("survey", row.number, text, sentence)
        found = found if lines else " ".join(found.split())
        if not found:
            return ""
        for language, other in said.items():
            if language in (self.source, NO_LANGUAGE):
                continue
            entry = (address, found, other if lines else " ".join(other.split()))
            self.others.setdefault(language, {})[address] = entry
        return found


def rows_of(sheet: Sheet | None, left: Leaving) -> tuple[Row, ...]:
    """The rows of a sheet; what stands in a column that nothing is made of is left."""
    if sheet is None:
        return ()
    places = tuple(_places(sheet, left))
    return tuple(_row(sheet, places, number, texts, left) for number, texts in sheet.rows)


def _places(sheet: Sheet, left: Leaving) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for text in sheet.head:
        name, language = parsed(text)
        if sheet.name == "choices":
            name = _OF_CHOICES.get(name, name)
        place = (name, language)
        known = name in _TEXTS or name in _FACTS[sheet.name] or name.startswith(OWN)
        if known and language == "":
            left.note(
                sheet.name, 1, text, "its language is not known; write a code, as in Dari (fa)"
            )
            place = ("", "")
        elif known and place in seen:
            left.note(sheet.name, 1, text, "is there twice; the first column counts")
            place = ("", "")
        elif known and language != NO_LANGUAGE and not LANG.fullmatch(f"lang/{language}.po"):
            left.note(sheet.name, 1, text, "its language has no code that a pack can use")
            place = ("", "")
        seen.add(place)
        yield place


def _row(
    sheet: Sheet,
    places: tuple[tuple[str, str], ...],
    number: int,
    texts: tuple[str, ...],
    left: Leaving,
) -> Row:
    row = Row(number, {})
    for at, text in enumerate(texts):
        name, language = places[at] if at < len(places) else ("", NO_LANGUAGE)
        if not text or (not name and language == ""):
            continue
        if name in _TEXTS:
            row.texts.setdefault(name, {})[language] = text
        elif name in _FACTS[sheet.name] or name.startswith(OWN):
            row.facts[name] = text
        else:
            column = sheet.head[at] if at < len(sheet.head) else ""
            sentence = f"is not carried: {shown(' '.join(text.split()))}"
            left.note(sheet.name, number, column or f"column {at + 1}", sentence)
    return row


def source_language(rows: Iterable[Row], default: str) -> str:
    """The language of the labels that the texts of the pack are in."""
    return source_of((code for row in rows for code in row.texts.get("label", {})), default)


def lists_of(rows: Iterable[Row], left: Leaving) -> dict[str, list[Offered]]:
    """The lists of choices by name, each choice once."""
    found: dict[str, list[Offered]] = {}
    for row in rows:
        list_, name = row.fact("list_name"), row.fact("name")
        if not list_ or not name:
            if row.texts or row.facts:
                left.note("choices", row.number, "", "names no list, or no choice in it")
            continue
        known = found.setdefault(list_, [])
        id_ = name if CHOICE.fullmatch(name) else slug(name, "choice")
        if any(one.name == name for one in known) or len(known) == MOST_ENTRIES:
            left.note("choices", row.number, "name", f"{shown(name)} is left out: there twice")
            continue
        id_ = unused(id_, {one.id for one in known})
        if id_ != name:
            left.note("choices", row.number, "name", f"{shown(name)} gets the id {id_}")
        known.append(Offered(name, id_, row))
    return found


def slug(text: str, instead: str, longest: int = 32) -> str:
    """*text* as an id may be, or *instead* where nothing of it can stay."""
    found = _NOT_IN_IDS.sub("_", text.lower()).strip("_")[:longest].strip("_")
    if not found:
        return instead
    return found if found[0].isalpha() else f"{instead[0]}_{found}"[:longest]


def unused(id: str, known: Iterable[str]) -> str:
    """*id*, with a number behind it where it is taken."""
    taken, found, number = set(known), id, 2
    while found in taken:
        found, number = f"{id[:40]}_{number}", number + 1
    return found
