"""The levels of the pack as lists show them, kept in the library so that its list needs no pack."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from dpia_wizard.data import FORMS, RISK_MATRICES

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.storage.store import Store

FORM = "child-protection-case-management"
"""The form that ships."""

_KEPT = "pack.levels"


@dataclass(frozen=True, slots=True)
class KeptLevel:
    """A level of risk: its id, its English name, its sign and the role of its colours."""

    id: str
    name: str
    sign: str
    tone: str


def levels(store: Store, read: Callable[[], Pack]) -> tuple[KeptLevel, ...]:
    """The levels of the pack, the lowest first.

    What is kept counts while the files it was read from are the same; else the pack is *read*.
    """
    kept = _kept(store.setting(_KEPT))
    return _levels(read()) if kept is None else kept


def keep(store: Store, pack: Pack) -> None:
    """Keep the levels of *pack*, where other ones or none are kept. Raises `StorageTrouble`."""
    told = {
        "matrix": pack.matrix.id,
        "files": _fingerprint(pack.matrix.id),
        "levels": [astuple(level) for level in _levels(pack)],
    }
    text = json.dumps(told, ensure_ascii=False)
    if store.setting(_KEPT) != text:
        store.put_setting(_KEPT, text)


def _levels(pack: Pack) -> tuple[KeptLevel, ...]:
    return tuple(KeptLevel(o.id, o.name, o.sign, o.tone) for o in pack.matrix.levels)


def _kept(text: str | None) -> tuple[KeptLevel, ...] | None:
    if text is None:
        return None
    told: dict[str, Any] = json.loads(text)
    if told["files"] != _fingerprint(told["matrix"]):
        return None
    return tuple(KeptLevel(*level) for level in told["levels"])


def _fingerprint(matrix: str) -> str:
    """Of the file that names the matrix and the matrix itself; "" where one cannot be read."""
    whole = hashlib.sha256()
    try:
        for file in (FORMS / FORM / "pack.yaml", RISK_MATRICES / f"{matrix}.yaml"):
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    except OSError:
        return ""
    return whole.hexdigest()
