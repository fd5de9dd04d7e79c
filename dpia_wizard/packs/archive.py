"""A pack in one file: made the same every time, and read as what it is, a stranger's file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.data import FORMS
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.load import fault, folder_place, load_place, place_in, shipped_forms
from dpia_wizard.packs.part import Faults
from dpia_wizard.packs.source import Layer, MemorySource, NotRead, Origin, Place, languages
from dpia_wizard.packs.unpack import unpack

SUFFIX: Final = ".dpia-pack.zip"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3

BasePacks = Callable[[str, str], "Pack | None"]
"""Finds the pack with an id and, where there are several, the edition."""


def archive_of(pack: Pack, *, with_bases: bool = True) -> bytes:
    """Everything that *pack* was made of, as one zip file; equal packs give equal bytes.

    Without its bases an overlay can only be read where they are.
    """
    origin = pack.origin
    if not isinstance(origin, Origin):
        raise PackFault("{pack} was not read from files.", pack=pack.ref.id)
    layers = origin.layers if with_bases else origin.layers[:1]
    alone = with_bases or len(origin.layers) == 1
    files: dict[str, bytes] = {}
    for index, layer in enumerate(layers):
        _put(files, layer, f"bases/{layer.id}/" if index else "")
    if alone:
        _put(files, origin.register, "dpisp/")
    for owner, matrix in origin.matrices:
        if alone or owner == layers[0].id:
            _put(files, matrix, "risk_matrices/")
    return _zipped(files)


def archive_of_layer(layer: Layer, where: str) -> bytes:
    """The files of one *layer* with its words, as a zip file with the folder *where*."""
    files: dict[str, bytes] = {}
    _put(files, layer, f"{where}/")
    return _zipped(files)


def load_archive(data: bytes, *, bases: BasePacks | None = None, name: str = "") -> Pack:
    """The pack in an archive, which may be anybody's; nothing is written to the disk.

    *bases* finds what an overlay stands on when it is not in the archive: the shipped forms,
    where nobody says otherwise. Raises `PackFault` with every fault and its address.
    """
    place = archive_place(data, bases=bases, name=name)
    return load_place(place, place.pack.name)


def archive_place(data: bytes, *, bases: BasePacks | None = None, name: str = "") -> Place:
    """The files of an archive as a place to load from. Raises `PackFault`."""
    name = name or "archive"
    faults = Faults()
    files = unpack(data, faults)
    if files is None or faults.found:
        raise fault(name, tuple(faults.found))

    def outside(id_: str, edition: str) -> Place | None:
        if bases is None:
            return _shipped(id_)
        found = bases(id_, edition)
        origin = None if found is None else found.origin
        return origin.place if isinstance(origin, Origin) else None

    root = MemorySource(name, files)
    return place_in(root, (), root.inner("dpisp"), bases=outside)


def _shipped(id_: str) -> Place | None:
    return folder_place(FORMS / id_) if id_ in shipped_forms() else None


def _put(files: dict[str, bytes], layer: Layer, where: str) -> None:
    for name, data in (*layer.files, *_words(layer)):
        files[f"{where}{name}"] = data


def _words(layer: Layer) -> Iterator[tuple[str, bytes]]:
    for code in languages(layer.source):
        data = layer.source.po(code)
        if data is None:
            raise NotRead(f"lang/{code}.po")
        yield f"lang/{code}.po", data


def _zipped(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, files[name], compresslevel=9)
    return whole.getvalue()
