"""One matrix as a small archive of its own, to be kept with the assessments that use it."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.data import RISK_MATRICES
from dpia_wizard.errors import PackFault
from dpia_wizard.packs.archive import archive_of_layer
from dpia_wizard.packs.compose import matrix_in
from dpia_wizard.packs.load import fault
from dpia_wizard.packs.part import Enough, Faults
from dpia_wizard.packs.source import FolderSource, MemorySource, Origin, Source
from dpia_wizard.packs.unpack import unpack

_INSIDE = "risk_matrices"


class KeptMatrix(NamedTuple):
    """A matrix, what an assessment is pinned to when it uses it, and what has words for it."""

    matrix: RiskMatrix
    ref: PackRef
    words: Source


def matrix_archive(pack: Pack) -> bytes | None:
    """The archive of the matrix that *pack* uses, its own or one that ships; None for another."""
    origin = pack.origin
    layers = [layer for _, layer in origin.matrices] if isinstance(origin, Origin) else []
    faults = Faults()
    with suppress(Enough):
        found = matrix_in([FolderSource(RISK_MATRICES)], pack.matrix.id, faults)
        if found is not None and found[1] == pack.matrix_ref:
            layers.append(found[2])
    for layer in reversed(layers):
        data = archive_of_layer(layer, _INSIDE)
        with suppress(PackFault):
            if load_matrix_archive(data, pack.matrix.id).ref == pack.matrix_ref:
                return data
    return None


def load_matrix_archive(data: bytes, id_: str) -> KeptMatrix:
    """The matrix *id_* in an archive. Raises `PackFault`."""
    faults = Faults()
    found = None
    with suppress(Enough):
        files = unpack(data, faults)
        if files is not None:
            inside = MemorySource(id_, files).inner(_INSIDE)
            found = matrix_in([inside], id_, faults)
    if found is None or faults.found:
        raise fault(id_, tuple(faults.found))
    return KeptMatrix(found[0], found[1], found[2].source)
