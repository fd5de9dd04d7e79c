"""The files of a pack's folder: found, bounded, read, and fingerprinted."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from dpia_wizard.packs.part import Faults, Part, nearest
from dpia_wizard.packs.read import Plain, read

MOST_BYTES = 2 * 1024 * 1024
MOST_BYTES_IN_ALL = 12 * 1024 * 1024
MOST_FILES = 100

FILES = ("pack.yaml", "choices.yaml", "risks.yaml", "controls.yaml", "stop_conditions.yaml")
_SECTION = re.compile(r"[0-9]{2,3}-[a-z0-9_]+\.yaml")


@dataclass(slots=True)
class Folder:
    """A folder of restricted YAML; ``name`` stands before its files in addresses."""

    path: Path
    faults: Faults
    name: str = ""
    unread: list[str] = field(default_factory=list)
    _bytes: dict[str, bytes] = field(default_factory=dict)

    def part(self, file: str) -> Part | None:
        """The keys and values of *file*, or None (and a fault) where it cannot be read."""
        data = self._read(file)
        if data is None:
            return None
        part = Part(data, f"{self.name}{file}:", self.faults)
        if not isinstance(data, dict):
            self.unread.append(file)
            return None
        return part

    def sections(self) -> tuple[str, ...]:
        """The section files in their order; every other file there is a fault."""
        names = self._names("sections")
        for name in names:
            if not _SECTION.fullmatch(name):
                self._note(f"sections/{name}", "a section's file is named like 10-purpose.yaml")
        found = tuple(f"sections/{name}" for name in names if _SECTION.fullmatch(name))
        if not found:
            self._note("sections", "no section, such as 10-purpose.yaml, is there")
        return found

    def strangers(self) -> None:
        """Note the YAML files beside the known ones that nobody reads."""
        for name in self._names(""):
            if name.endswith((".yaml", ".yml")) and name not in FILES:
                self._note(name, f"no such file is read{nearest(name, FILES)}")

    def others(self, *known: str) -> tuple[str, ...]:
        """The YAML files of the folder except *known*, by name."""
        return tuple(n for n in self._names("") if n.endswith(".yaml") and n not in known)

    def content(self) -> tuple[tuple[str, bytes], ...]:
        """Name and bytes of every file that was read, whatever the line ends were, by name."""
        plain = (
            (name, content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
            for name, content in self._bytes.items()
        )
        return tuple(sorted(plain))

    def _names(self, inside: str) -> list[str]:
        folder = self.path / inside
        try:
            names = sorted(entry.name for entry in folder.iterdir() if entry.name[:1] != ".")
        except OSError as error:
            self._note(inside, f"the folder cannot be read ({error.strerror})")
            return []
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
        path = self.path / file
        try:
            if path.is_symlink():
                self._note(file, "the file is a link; put the file itself there")
                return None
            if not path.exists():
                self._note(file, "the file is missing")
                return None
            if not path.is_file():  # a folder; or a pipe or device, which might never end
                self._note(file, "is not a file")
                return None
            with path.open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as error:
            self._note(file, f"the file cannot be read ({error.strerror})")
            return None
        if len(content) > MOST_BYTES:
            self._note(file, f"larger than {MOST_BYTES // 1024 // 1024} MB")
            return None
        if sum(map(len, self._bytes.values())) + len(content) > MOST_BYTES_IN_ALL:
            self._note(file, f"the pack is larger than {MOST_BYTES_IN_ALL // 1024 // 1024} MB")
            return None
        return content

    def _note(self, file: str, sentence: str) -> None:
        self.faults.note(f"{self.name}{file}" if file else str(self.path), sentence)


def fingerprint(*folders: Folder) -> str:
    """SHA-256 over names and content of what was read from *folders*."""
    whole = hashlib.sha256()
    for folder in folders:
        for name, data in folder.content():
            whole.update(f"{name}\n{len(data)}\n".encode())
            whole.update(data)
    return whole.hexdigest()
