"""Words in a language: gettext PO files read at run time, for program, packs and reports."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dpia_wizard.data import RESOURCES

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

    def __init__(self, language: str, catalogues: Iterable[gettext.NullTranslations] = ()) -> None:
        self.language = language
        self._catalogues = tuple(catalogues)
        self.missing: set[str] = set()

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def __call__(self, message: str) -> str:
        """The program's own sentence *message* in this language."""
        return self._first((c.gettext(message) for c in self._catalogues), message)

    def count(self, one: str, many: str, n: int) -> str:
        """The sentence for *n* things, with ``{n}`` filled in."""
        source = one if n == 1 else many
        found = self._first((c.ngettext(one, many, n) for c in self._catalogues), source)
        return found.replace("{n}", str(n))

    def pack(self, context: str, message: str) -> str:
        """The pack's text *message*, whose stable address is *context*."""
        if not message:
            return ""
        return self._first((c.pgettext(context, message) for c in self._catalogues), message)

    def with_packs(self, folders: Iterable[Path]) -> Words:
        """The same language with the words of packs in *folders* (each with ``lang/<code>.po``)."""
        more = [
            catalogue
            for folder in folders
            if (catalogue := _catalogue(folder / "lang" / f"{self.language}.po")) is not None
        ]
        return Words(self.language, (*self._catalogues, *more))

    def _first(self, found: Iterable[str], source: str) -> str:
        if self.language == PSEUDO_LANGUAGE:
            return pseudo(source)
        for text in found:
            if not isinstance(text, _NotHere):
                return text
        if self.language != SOURCE_LANGUAGE:
            self.missing.add(source)
        return source


class _NotHere(str):
    """A message that a catalogue has no translation of (some are the same in two languages)."""

    __slots__ = ()


class _Nothing(gettext.NullTranslations):
    """What a catalogue falls back on: it marks what was not found."""

    def gettext(self, message: str) -> str:
        return _NotHere(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _NotHere(msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return _NotHere(message)


def words_for(language: str, *, packs: Iterable[Path] = ()) -> Words:
    """The words of *language*: the program's and those of the packs in the folders *packs*."""
    own = _catalogue(TRANSLATIONS / f"{language}.po")
    return Words(language, () if own is None else (own,)).with_packs(packs)


def pseudo(text: str) -> str:
    """A made-up translation for tests: half as long again, every vowel marked, places kept."""
    parts: list[str] = []
    inside = False
    for character in text:
        inside = character == "{" or (inside and character != "}")
        parts.append(character if inside else character.translate(_WIDER))
    return "⟦" + "".join(parts) + "~" * (len(text) // 2) + "⟧"


@cache
def _catalogue(path: Path) -> gettext.NullTranslations | None:
    if not path.is_file():
        return None
    import polib

    entries = polib.pofile(str(path), encoding="utf-8")
    catalogue = gettext.GNUTranslations(io.BytesIO(entries.to_binary()))
    catalogue.add_fallback(_Nothing())
    return catalogue
