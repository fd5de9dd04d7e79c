"""The files of a pack's folder: found, bounded, read, and fingerprinted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dpia_wizard.packs.part import Faults, Part, nearest
from dpia_wizard.packs.read import Plain, read
from dpia_wizard.packs.source import LANG, NotRead, Source

MOST_BYTES_IN_ALL = 6 * 1024 * 1024
MOST_FILES = 100

ELEMENTS = "elements.yaml"
RULES = ("seal.yaml", "workflow.yaml")
FILES = (
    "pack.yaml", "choices.yaml", "risks.yaml", "controls.yaml", "stop_conditions.yaml", ELEMENTS,
    *RULES,
)  # fmt: skip
OVERLAY_FILES = (*FILES, "questions.yaml", "clauses.yaml")
SECTION = re.compile(r"[0-9]{2,3}-[a-z0-9_]+\.yaml")

Content = tuple[tuple[str, bytes], ...]
"""Files with what is in them, by name."""


@dataclass(slots=True)
class Folder:
    """Files of restricted YAML; ``name`` stands before them in addresses."""

    source: Source
    faults: Faults
    name: str = ""
    unread: list[str] = field(default_factory=list)
    _bytes: dict[str, bytes] = field(default_factory=dict)

    def part(self, file: str, *, needed: bool = True) -> Part | None:
        """The keys and values of *file*, or None (and a fault) where it cannot be read."""
        if not needed and not self.source.has(file):
            return None
        data = self._read(file)
        if data is None:
            return None
        part = Part(data, f"{self.name}{file}:", self.faults)
        if not isinstance(data, dict):
            self.unread.append(file)
            return None
        return part

    def has(self, file: str) -> bool:
        """Whether *file* is there."""
        return self.source.has(file)

    def sections(self, *, needed: bool = True) -> tuple[str, ...]:
        """The section files in their order; every other file there is a fault."""
        names = self._names("sections") if needed else self._some("sections")
        for name in names:
            if not SECTION.fullmatch(name):
                self._note(f"sections/{name}", "a section's file is named like 10-purpose.yaml")
        found = tuple(f"sections/{name}" for name in names if SECTION.fullmatch(name))
        if needed and not found:
            self._note("sections", "no section, such as 10-purpose.yaml, is there")
        return found

    def protocols(self) -> tuple[str, ...]:
        """The files of an overlay's own protocols."""
        return tuple(f"protocols/{n}" for n in self._some("protocols") if n.endswith(".yaml"))

    def strangers(self, known: Iterable[str] = FILES) -> None:
        """Note the YAML files beside the *known* ones that nobody reads, and the odd languages."""
        known = tuple(known)
        for name in self._names(""):
            if name.endswith((".yaml", ".yml")) and name not in known:
                self._note(name, f"no such file is read{nearest(name, known)}")
        self.languages()

    def languages(self) -> None:
        """Note the files of words that nobody reads; none is opened."""
        for name in self._some("lang"):
            if name == "en.po":
                self._note("lang/en.po", "the English words stand in the YAML files")
            elif not LANG.fullmatch(f"lang/{name}"):
                self._note(f"lang/{name}", "a file of words is named by its language: uk.po")

    def others(self, *known: str) -> tuple[str, ...]:
        """The YAML files of the folder except *known*, by name."""
        return tuple(n for n in self._names("") if n.endswith(".yaml") and n not in known)

    def content(self) -> Content:
        """Name and bytes of every file that was read, whatever the line ends were, by name."""
        plain = (
            (name, content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
            for name, content in self._bytes.items()
        )
        return tuple(sorted(plain))

    def _some(self, inside: str) -> tuple[str, ...]:
        """The names in a folder that may be missing."""
        try:
            names = self.source.names(inside)
        except NotRead:
            return ()
        return names[:MOST_FILES]

    def _names(self, inside: str) -> tuple[str, ...]:
        try:
            names = self.source.names(inside)
        except NotRead as why:
            self._note(inside, str(why))
            return ()
        if len(names) > MOST_FILES:
            self._note(inside, f"more than {MOST_FILES} files")
        return names[:MOST_FILES]

    def _read(self, file: str) -> Plain:
        content = self._content(file)
        if content is None:
            self.unread.append(file)
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._note(file, f"line {line}: not UTF-8 text; save the file as UTF-8")
            self.unread.append(file)
            return None
        self._bytes[file] = content
        data, faults = read(text)
        for fault in faults:
            address = f"{file}: {fault.address}" if fault.address else file
            self._note(address, fault.sentence)
        if data is None:
            self.unread.append(file)
            if not faults:
                self._note(file, "the file is empty")
        return data

    def _content(self, file: str) -> bytes | None:
        try:
            content = self.source.data(file)
        except NotRead as why:
            self._note(file, str(why))
            return None
        if sum(map(len, self._bytes.values())) + len(content) > MOST_BYTES_IN_ALL:
            self._note(file, f"the pack is larger than {MOST_BYTES_IN_ALL // 1024 // 1024} MB")
            return None
        return content

    def _note(self, file: str, sentence: str) -> None:
        self.faults.note(f"{self.name}{file}" if file else self.source.name, sentence)


def fingerprint(*contents: Content, base: str = "") -> str:
    """SHA-256 over names and content of what was read, and over what it stands on."""
    whole = hashlib.sha256(f"{base}\n".encode() if base else b"")
    for content in contents:
        for name, data in content:
            whole.update(f"{name}\n{len(data)}\n".encode())
            whole.update(data)
    return whole.hexdigest()
