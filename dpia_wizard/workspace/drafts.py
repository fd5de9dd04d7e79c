"""The words begun in the forms of one assessment, until they are said or dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Words = Mapping[str, str]
"""What stands in a form, by the names of its fields."""


class Drafts:
    """What was begun in forms, each under a key of its own such as ``raised R36``.

    It counts here at once; `write` puts it on the disk.
    """

    def __init__(self, kept: Mapping[str, Words], keep: Callable[[str, Words], None]) -> None:
        self._begun = {form: dict(words) for form, words in kept.items()}
        self._keep = keep

    def of(self, form: str) -> Words:
        """What was begun in *form*; nothing when nobody wrote there."""
        return self._begun.get(form, {})

    def begin(self, form: str, words: Words) -> bool:
        """Take *words* for *form* (none: forget it); whether they are other ones than before."""
        written = {name: text for name, text in words.items() if text}
        if written == self.of(form):
            return False
        self._begun[form] = written
        return True

    def write(self, form: str) -> None:
        """Put *form* on the disk as it stands. Raises `StorageTrouble`."""
        self._keep(form, self.of(form))
