"""Words in a language: gettext PO files read at run time, for program, packs and reports."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dpia_wizard.data import RESOURCES

if TYPE_CHECKING:
    import polib

    from dpia_wizard.core.catalogue import WordSource

SOURCE_LANGUAGE = "en"
PSEUDO_LANGUAGE = "qps"
LANGUAGES = {"en": "English", "ar": "العربية"}
"""The languages that ship, each in its own name."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", PSEUDO_LANGUAGE})
TRANSLATIONS = RESOURCES / "translations"

_WIDER = str.maketrans("aeiouAEIOU", "åéîøüÅÉÎØÜ")


class Words:
    """The words of one language: call it with an English sentence, get the one to show.

    What is not translated comes back in English, never blank; `missing` remembers it.
    """

    def __init__(self, language: str, catalogues: Iterable[_Catalogue] = ()) -> None:
        self.language = language
        self._catalogues = tuple(catalogues)
        self.missing: set[str] = set()

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def __call__(self, message: str) -> str:
        """The program's own sentence *message* in this language."""
        return self._first((c.plain(message) for c in self._catalogues), message)

    def count(self, one: str, many: str, n: int) -> str:
        """The sentence for *n* things, with ``{n}`` filled in."""
        source = one if n == 1 else many
        found = self._first((c.counted(one, n) for c in self._catalogues), source)
        return found.replace("{n}", str(n))

    def pack(self, context: str, message: str) -> str:
        """The pack's text *message*, whose stable address is *context*."""
        if not message:
            return ""
        return self._first((c.plain(message, context) for c in self._catalogues), message)

    def with_packs(self, sources: Iterable[WordSource]) -> Words:
        """The same language with the words of packs (`Pack.words`); the first that has one counts.

        Only the files of this language are read, once each.
        """
        if self.language == SOURCE_LANGUAGE:  # these words stand in the packs themselves
            return Words(self.language, self._catalogues)
        found = (_words_of(source, self.language) for source in sources)
        more = [catalogue for catalogue in found if catalogue is not None]
        return Words(self.language, (*self._catalogues, *more))

    def _first(self, found: Iterable[str | None], source: str) -> str:
        if self.language == PSEUDO_LANGUAGE:
            return pseudo(source)
        for text in found:
            if text is not None:
                return text
        if self.language != SOURCE_LANGUAGE:
            self.missing.add(source)
        return source


class _Catalogue:
    """The translations of one PO file; drafts do not count."""

    def __init__(self, entries: Iterable[polib.POEntry], form_for: Callable[[int], int]) -> None:
        self._form_for = form_for
        self._plain: dict[tuple[str, str], str] = {}
        self._counted: dict[str, dict[int, str]] = {}
        for entry in entries:
            if not entry.translated():
                continue
            if entry.msgid_plural:
                self._counted[entry.msgid] = entry.msgstr_plural
            else:
                self._plain[entry.msgctxt or "", entry.msgid] = entry.msgstr

    def plain(self, message: str, context: str = "") -> str | None:
        """The translation of *message* at the address *context*, or None."""
        return self._plain.get((context, message))

    def counted(self, message: str, n: int) -> str | None:
        """The form of *message* for *n* things, or None."""
        forms = self._counted.get(message)
        return None if forms is None else forms.get(self._form_for(n))


def words_for(language: str, *, packs: Iterable[WordSource] = ()) -> Words:
    """The words of *language*: the program's and those of *packs*."""
    own = _program(language)
    return Words(language, () if own is None else (own,)).with_packs(packs)


def pseudo(text: str) -> str:
    """A made-up translation for tests: half as long again, every vowel marked, places kept."""
    parts: list[str] = []
    inside = False
    for character in text:
        inside = character == "{" or (inside and character != "}")
        parts.append(character if inside else character.translate(_WIDER))
    return "⟦" + "".join(parts) + "~" * (len(text) // 2) + "⟧"


@dataclass(frozen=True, slots=True)
class Translation:
    """An entry of a PO file: the address and English text of what it translates, and its line."""

    address: str
    source: str
    text: str
    line: int = 0
    is_draft: bool = False
    counts: bool = False


def translations(data: bytes) -> tuple[Translation, ...]:
    """The entries of a PO file. Raises `ValueError` with the reason where it cannot be read."""
    return tuple(
        Translation(
            entry.msgctxt or "",
            entry.msgid,
            entry.msgstr,
            max(1, (entry.linenum or 1) - 1),  # `_read_po` puts a line of its own first
            "fuzzy" in entry.flags,
            bool(entry.msgid_plural),
        )
        for entry in _read_po(data)
        if not entry.obsolete
    )


def po_file(language: str, entries: Iterable[Translation]) -> bytes:
    """A PO file of *language* with *entries*; drafts are kept, and not shown."""
    import polib

    file = polib.POFile(wrapwidth=98)
    file.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8"}
    for entry in entries:
        flags = ["fuzzy"] if entry.is_draft else []
        file.append(
            polib.POEntry(msgctxt=entry.address, msgid=entry.source, msgstr=entry.text, flags=flags)
        )
    return f"{file}\n".encode()


def _read_po(data: bytes) -> polib.POFile:
    import polib

    text = data.decode("utf-8-sig")  # UnicodeDecodeError is a ValueError
    try:
        # With a line of its own first, no text can be taken for the name of a file to open.
        return polib.pofile("#\n" + text)
    except OSError as error:
        raise ValueError(_reason(error)) from error
    except (IndexError, KeyError, AttributeError) as error:  # polib on a file that is none
        raise ValueError("not a PO file") from error


def _reason(error: OSError) -> str:
    found = re.search(r"line ([0-9]+)", str(error))
    return f"line {max(1, int(found[1]) - 1)}" if found else "not a PO file"


@cache
def _program(language: str) -> _Catalogue | None:
    path = TRANSLATIONS / f"{language}.po"
    if not path.is_file():
        return None
    import polib

    entries = polib.pofile(str(path), encoding="utf-8")
    rule = entries.metadata["Plural-Forms"].partition("plural=")[2]
    return _Catalogue(entries, gettext.c2py(rule.rstrip("; ")))


@lru_cache(maxsize=64)
def _words_of(source: WordSource, language: str) -> _Catalogue | None:
    data = source.po(language)
    if data is None:
        return None
    with suppress(ValueError):  # told by check-pack; until it is mended, English is shown
        # A stranger's rule for plurals is not compiled: packs have nothing to count.
        return _Catalogue(_read_po(data), lambda n: int(n != 1))
    return None
