"""Which lines of the catalogue have the words and marks that somebody looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dpia_wizard.core.uses import Kind
from dpia_wizard.storage.search import fold
from dpia_wizard.wording.catalogue import CatalogueWords, Entry
from dpia_wizard.wording.catalogue_details import details


class LookUp:
    """The lines of a catalogue, made when a kind is first wanted, and the search over them."""

    def __init__(self, say: CatalogueWords) -> None:
        self._say = say
        self._entries: dict[Kind, tuple[Entry, ...]] = {}
        self._titles: dict[Kind, list[str]] = {}
        self._texts: dict[Kind, list[str]] = {}

    def entries(self, kind: Kind) -> tuple[Entry, ...]:
        """All lines of a kind."""
        if kind not in self._entries:
            self._entries[kind] = self._say.entries(kind)
        return self._entries[kind]

    def found(
        self, kind: Kind, words: str, wanted: Mapping[str, str] | None = None
    ) -> tuple[Entry, ...]:
        """The lines that hold every word in any spelling, those with all of them in number or
        title first; *wanted* gives the trait that each filter asks for, "" for any."""
        looked = fold(words).split()
        entries = self.entries(kind)
        chosen = [(id, trait) for id, trait in (wanted or {}).items() if trait]
        fits = [
            at
            for at, entry in enumerate(entries)
            if all(trait in entry.traits.get(id, ()) for id, trait in chosen)
        ]
        if not looked:
            return tuple(entries[at] for at in fits)
        titles, texts = self._folded(kind)
        first = [at for at in fits if _holds(titles[at], looked)]
        rest = [at for at in fits if at not in set(first) and _holds(texts[at], looked)]
        return tuple(entries[at] for at in (*first, *rest))

    def _folded(self, kind: Kind) -> tuple[list[str], list[str]]:
        if kind not in self._texts:
            entries = self.entries(kind)
            self._titles[kind] = [fold(f"{entry.number} {entry.title}") for entry in entries]
            self._texts[kind] = [
                fold("\n".join(details(self._say, entry.item).texts())) for entry in entries
            ]
        return self._titles[kind], self._texts[kind]


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)
