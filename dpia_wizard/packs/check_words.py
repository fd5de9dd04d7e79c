"""Check what a pack says in other languages: read here, and nowhere before it is asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.part import Faults, fault_in, nearest, shown
from dpia_wizard.packs.source import Origin, Source, languages
from dpia_wizard.packs.words import form_words, matrix_words, protocol_words
from dpia_wizard.texts import Translation, translations

MOST_ADVICE = 20
_PLACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a pack is said in a language; ``stale`` was translated from other English."""

    language: str
    total: int
    translated: int
    stale: int

    @property
    def new(self) -> int:
        """How many texts nobody has translated yet; they are shown in English."""
        return self.total - self.translated - self.stale


@dataclass(frozen=True, slots=True)
class _File:
    """A file of words with the name it is told by; ``is_own`` where only this pack uses it."""

    name: str
    language: str
    entries: tuple[Translation, ...]
    is_own: bool


def word_faults(pack: Pack) -> Iterator[str]:
    """What keeps words from being shown as they should: unreadable, unsafe, places lost."""
    faults = Faults()
    for name, language, source, _is_own in _sources(pack):
        file = f"{name}lang/{language}.po"
        data = source.po(language)
        if data is None:
            faults.note(file, "the file cannot be read")
            continue
        try:
            entries = translations(data)
        except UnicodeDecodeError:
            faults.note(file, "not UTF-8 text; save the file as UTF-8")
            continue
        except ValueError as why:
            faults.note(file, f"no PO file that can be read ({why})")
            continue
        first: dict[tuple[str, str], int] = {}
        for entry in entries:
            at = f"{file}: line {entry.line}"
            for sentence in _wrong_with(entry):
                faults.note(at, sentence)
            key = (entry.address, entry.source)
            if key in first:
                faults.note(at, f"is there already, in line {first[key]}")
            first.setdefault(key, entry.line)
    yield from faults.found


def word_advice(pack: Pack) -> Iterator[str]:
    """Translations that nothing shows: their address is wrong, or gone from the pack."""
    told = 0
    known = _texts(pack)
    for file in _files(pack):
        if not file.is_own:
            continue
        for entry in file.entries:
            address = entry.address
            if address in known:
                continue
            told += 1
            if told > MOST_ADVICE:
                yield "There is more advice; this is the first of it."
                return
            near = nearest(address, known)
            at = f"{file.name}: line {entry.line}"
            yield f"{at}: no text has the address {shown(address)}{near}"


def word_shares(pack: Pack) -> tuple[Share, ...]:
    """How much of the pack is said in each language that it has words in."""
    texts = {address: text for address, text in _texts(pack).items() if text}
    done: dict[str, set[str]] = {}
    old: dict[str, set[str]] = {}
    for file in _files(pack):
        translated = done.setdefault(file.language, set())
        stale = old.setdefault(file.language, set())
        for entry in file.entries:
            address = entry.address
            if not entry.text or address not in texts:
                continue
            if entry.source == texts[address] and not entry.is_draft:
                translated.add(address)
            elif file.is_own:  # words of the base for its own title are not out of date
                stale.add(address)
    return tuple(
        Share(code, len(texts), len(done[code]), len(old[code] - done[code]))
        for code in sorted(done)
    )


def _wrong_with(entry: Translation) -> Iterator[str]:
    fault = fault_in(entry.text, lines=True)
    if fault:
        yield fault
    if entry.counts:
        yield "a pack counts nothing; leave msgid_plural out"
    if entry.text and _places(entry.source) != _places(entry.text):
        names = ", ".join(sorted(_places(entry.source))) or "none"
        yield f"the places in braces are not those of the English text ({names})"
    if entry.source and not entry.address:
        yield "has no msgctxt, which is the address of the text"


def _places(text: str) -> Counter[str]:
    return Counter(_PLACE.findall(text))


def _texts(pack: Pack) -> dict[str, str]:
    return dict((*form_words(pack), *protocol_words(pack), *matrix_words(pack.matrix)))


def _sources(pack: Pack) -> Iterator[tuple[str, str, Source, bool]]:
    origin = pack.origin
    if not isinstance(origin, Origin):
        return
    found: dict[Source, tuple[str, bool]] = {}
    for index, layer in enumerate(origin.layers):
        found.setdefault(layer.source, (f"bases/{layer.id}/" if index else "", not index))
    found.setdefault(origin.register.source, ("dpisp/", False))
    for _owner, matrix in origin.matrices:
        found.setdefault(matrix.source, ("risk_matrices/", False))
    for source, (name, is_own) in found.items():
        for code in languages(source):
            yield name, code, source, is_own


def _files(pack: Pack) -> Iterator[_File]:
    for name, language, source, is_own in _sources(pack):
        try:
            entries = translations(source.po(language) or b"")
        except ValueError:
            continue
        yield _File(f"{name}lang/{language}.po", language, entries, is_own)
