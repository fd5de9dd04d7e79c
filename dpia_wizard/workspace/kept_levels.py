"""The levels of the pack as lists show them, kept in the library so that its list needs no pack."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import astuple, dataclass
from typing import Any

from dpia_wizard.data import FORMS, RISK_MATRICES
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.workspace.library import FORM, Library, shipped_pack

_KEPT = "pack.levels"


@dataclass(frozen=True, slots=True)
class KeptLevel:
    """A level of risk: its id, its English name, its sign and the role of its colours."""

    id: str
    name: str
    sign: str
    tone: str


def levels(library: Library) -> tuple[KeptLevel, ...]:
    """The levels of the pack, the lowest first.

    What is kept counts while the files it was read from are the same; else the pack is read.
    Raises `UserError` where it cannot be used then.
    """
    kept = _kept(library.store.setting(_KEPT))
    if kept is not None:
        return kept
    pack = shipped_pack()
    found = tuple(KeptLevel(o.id, o.name, o.sign, o.tone) for o in pack.matrix.levels)
    told = {
        "matrix": pack.matrix.id,
        "files": _fingerprint(pack.matrix.id),
        "levels": [astuple(level) for level in found],
    }
    with suppress(StorageTrouble):  # then the pack is read the next time too
        library.store.put_setting(_KEPT, json.dumps(told, ensure_ascii=False))
    return found


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
