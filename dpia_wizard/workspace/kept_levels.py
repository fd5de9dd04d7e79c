"""The levels of each matrix as lists show them, kept in the library so that it needs no pack."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import PackRef
    from dpia_wizard.storage.store import Store


@dataclass(frozen=True, slots=True)
class KeptLevel:
    """A level of risk: its id, its English name, its sign and the role of its colours."""

    id: str
    name: str
    sign: str
    tone: str


def levels(store: Store, matrix: PackRef, read: Callable[[], Pack]) -> tuple[KeptLevel, ...]:
    """The levels of the matrix *matrix*, the lowest first; where they are not kept, those of the
    pack that *read* gives."""
    text = store.setting(_key(matrix))
    if text is None:
        return _levels(read())
    return tuple(KeptLevel(*level) for level in json.loads(text))


def keep(store: Store, pack: Pack) -> None:
    """Keep the levels of the matrix of *pack*, where they are not yet. Raises `StorageTrouble`."""
    if store.setting(_key(pack.matrix_ref)) is None:
        told = [astuple(level) for level in _levels(pack)]
        store.put_setting(_key(pack.matrix_ref), json.dumps(told, ensure_ascii=False))


def _key(matrix: PackRef) -> str:
    return f"levels.{matrix.fingerprint}"


def _levels(pack: Pack) -> tuple[KeptLevel, ...]:
    return tuple(KeptLevel(o.id, o.name, o.sign, o.tone) for o in pack.matrix.levels)
