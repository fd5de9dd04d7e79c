"""Where the files of a pack come from: a folder on disk, or files in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeAlias

MOST_BYTES = 2 * 1024 * 1024
"""The largest file that is read."""

LANG = re.compile(r"lang/([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)\.po")
"""The name of a file of words, with its language."""


class NotRead(Exception):
    """Why a file or a folder cannot be read, in words for the pack's author."""


class Source(Hashable, Protocol):
    """Files with names such as ``sections/00-record.yaml``; nobody is asked for more than these."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    def names(self, inside: str = "") -> tuple[str, ...]:
        """The names in the folder *inside*, sorted, none hidden. Raises `NotRead`."""

    def data(self, file: str) -> bytes:
        """What is in *file*. Raises `NotRead` for what is missing, too large or no file."""

    def has(self, file: str) -> bool:
        """Whether *file* is there."""

    def inner(self, folder: str) -> Source:
        """The files in *folder*, which may be missing."""

    def po(self, language: str) -> bytes | None:
        """The words in *language*, or None."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """The files in a folder on disk; links are not followed."""

    path: Path

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self.path)

    def names(self, inside: str = "") -> tuple[str, ...]:
        """The names in the folder *inside*. Raises `NotRead`."""
        try:
            found = [entry.name for entry in (self.path / inside).iterdir()]
        except OSError as error:
            raise NotRead(f"the folder cannot be read ({error.strerror})") from error
        return tuple(sorted(name for name in found if name[:1] != "."))

    def data(self, file: str) -> bytes:
        """What is in *file*. Raises `NotRead`."""
        path = self.path / file
        try:
            if path.is_symlink():
                raise NotRead("the file is a link; put the file itself there")
            if not path.exists():
                raise NotRead("the file is missing")
            if not path.is_file():  # a folder; or a pipe or device, which might never end
                raise NotRead("is not a file")
            with path.open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise NotRead(f"the file cannot be read ({error.strerror})") from error
        return _bounded(content)

    def has(self, file: str) -> bool:
        """Whether *file* is there."""
        return (self.path / file).is_file()

    def inner(self, folder: str) -> FolderSource:
        """The files in *folder*."""
        return FolderSource(self.path / folder)

    def po(self, language: str) -> bytes | None:
        """The words in *language*, or None."""
        return _po(self, language)


@dataclass(frozen=True, slots=True, eq=False)
class MemorySource:
    """Files in memory, by name; made from an archive."""

    name: str
    files: Mapping[str, bytes]

    def names(self, inside: str = "") -> tuple[str, ...]:
        """The names in the folder *inside*."""
        depth = len(PurePosixPath(inside).parts)
        start = f"{inside}/" if inside else ""
        found = {PurePosixPath(n).parts[depth] for n in self.files if n.startswith(start)}
        return tuple(sorted(name for name in found if name[:1] != "."))

    def data(self, file: str) -> bytes:
        """What is in *file*. Raises `NotRead`."""
        if file not in self.files:
            raise NotRead("the file is missing")
        return _bounded(self.files[file])

    def has(self, file: str) -> bool:
        """Whether *file* is there."""
        return file in self.files

    def inner(self, folder: str) -> MemorySource:
        """The files in *folder*."""
        start = f"{folder}/"
        found = {n.removeprefix(start): d for n, d in self.files.items() if n.startswith(start)}
        return MemorySource(f"{self.name}/{folder}", found)

    def po(self, language: str) -> bytes | None:
        """The words in *language*, or None."""
        return _po(self, language)


@dataclass(frozen=True, slots=True)
class Place:
    """A pack's own files, and where its matrices, its register and its base are looked for."""

    pack: Source
    matrices: tuple[Source, ...]
    register: Source
    bases: Bases


Bases: TypeAlias = "Callable[[str, str], Place | None]"
"""Finds the pack with an id and an edition (any edition will do where it has only one)."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the folders that a pack is made of; ``files`` holds what was read of it."""

    id: str
    source: Source
    files: tuple[tuple[str, bytes], ...]

    def po(self, language: str) -> bytes | None:
        """The words in *language*, or None."""
        return self.source.po(language)


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """What a pack was made of: its overlays and base, the last put on first.

    ``matrices`` are those that its layers name, each with the id of the layer.
    """

    place: Place
    layers: tuple[Layer, ...]
    register: Layer
    matrices: tuple[tuple[str, Layer], ...]


def no_bases(_id: str, _edition: str) -> Place | None:
    """Find nothing."""
    return None


def languages(source: Source) -> tuple[str, ...]:
    """The languages that *source* has words in, without reading them."""
    try:
        names = source.names("lang")
    except NotRead:
        return ()
    return tuple(found[1] for name in names if (found := LANG.fullmatch(f"lang/{name}")))


def _po(source: Source, language: str) -> bytes | None:
    file = f"lang/{language}.po"
    if not LANG.fullmatch(file) or not source.has(file):
        return None
    try:
        return source.data(file)
    except NotRead:
        return None


def _bounded(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise NotRead(f"larger than {MOST_BYTES // 1024 // 1024} MB")
    return content
