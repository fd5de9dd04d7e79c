"""What a pack holds, counted and named by its ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.source import NotRead, Origin
from dpia_wizard.texts import SOURCE_LANGUAGE

ANNEXES = "Annexes"
"""The part of the register that annexes stand in; everything else there is a clause."""


def contents(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """The ids of everything in *pack*, by kind; for matrices those that can be chosen with it."""
    return {
        "sections": _ids(pack.form.sections),
        "questions": tuple(pack.form.by_id),
        "elements": _ids(pack.elements),
        "risks": _ids(pack.risks),
        "controls": _ids(pack.controls),
        "clauses": tuple(clause.id for clause in pack.clauses if clause.part != ANNEXES),
        "annexes": tuple(clause.id for clause in pack.clauses if clause.part == ANNEXES),
        "stop_conditions": _ids(pack.stop_conditions),
        "matrices": _matrices(pack),
        "languages": (SOURCE_LANGUAGE, *pack.languages),
    }


def _ids(records: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(getattr(record, "id", "")) for record in records)


def _matrices(pack: Pack) -> tuple[str, ...]:
    found = {pack.matrix.id}
    if isinstance(pack.origin, Origin):
        for source in pack.origin.place.matrices:
            try:
                names = source.names()
            except NotRead:
                continue
            found |= {PurePath(name).stem for name in names if name.endswith(".yaml")}
    return tuple(sorted(found))
