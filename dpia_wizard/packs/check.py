"""Tell a pack's author what is wrong with it, and how much of it is in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.remap import mapping_faults
from dpia_wizard.errors import PackFault
from dpia_wizard.files import read_whole
from dpia_wizard.packs.archive import BasePacks, load_archive
from dpia_wizard.packs.check_words import Share, word_advice, word_faults, word_shares
from dpia_wizard.packs.load import load_matrix, load_pack_folder, shipped_matrices
from dpia_wizard.packs.to_fill import to_fill
from dpia_wizard.packs.unpack import MOST_ARCHIVE_BYTES


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; ``pack`` is None for a matrix, and where there are faults.

    ``advice`` is worth a look and keeps nobody from using the pack. ``to_fill`` are the lines
    that still say what is to be written there: the pack can be tried, but is not to be handed on.
    """

    faults: tuple[str, ...]
    advice: tuple[str, ...] = ()
    to_fill: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    pack: Pack | None = None


def check(path: Path) -> tuple[str, ...]:
    """Every fault of a pack's folder or archive, or of a matrix's file."""
    return check_path(path).faults


def check_path(path: Path) -> Checked:
    """A pack's folder or archive, or a matrix's file, looked through with its words.

    Raises `UserError` for a file that cannot be read at all.
    """
    try:
        if path.is_file() and path.suffix in (".yaml", ".yml"):
            return Checked(tuple(_mapping_faults(path.name, load_matrix(path))))
        if path.is_file():
            return check_archive(read_whole(path, MOST_ARCHIVE_BYTES), name=path.name)
        return _looked_through(load_pack_folder(path))
    except PackFault as found:
        return Checked(found.faults)


def check_archive(data: bytes, *, bases: BasePacks | None = None, name: str = "") -> Checked:
    """An archive looked through with its words; this is what to ask before installing it."""
    try:
        return _looked_through(load_archive(data, bases=bases, name=name))
    except PackFault as found:
        return Checked(found.faults)


def any_pack(path: Path) -> Pack:
    """The pack in a folder or an archive. Raises `PackFault` with every fault, or `UserError`."""
    if path.is_file():
        return load_archive(read_whole(path, MOST_ARCHIVE_BYTES), name=path.name)
    return load_pack_folder(path)


def _mapping_faults(name: str, matrix: RiskMatrix) -> Iterator[str]:
    """What is wrong in what a matrix says of the shipped ones; others cannot be looked at here."""
    for index, declared in enumerate(matrix.mappings):
        if declared.matrix in shipped_matrices():
            there = load_matrix(declared.matrix)
            for address, sentence in mapping_faults(declared, matrix, there):
                yield f"{name}: from[{index}].{address}: {sentence}"


def _looked_through(pack: Pack) -> Checked:
    faults = tuple(word_faults(pack))
    advice = tuple(word_advice(pack))
    return Checked(
        faults, advice, tuple(to_fill(pack)), word_shares(pack), None if faults else pack
    )
