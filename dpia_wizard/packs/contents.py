"""What a pack holds, counted and named by its ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.source import NotRead, Origin
from dpia_wizard.texts import SOURCE_LANGUAGE

ANNEXES = "Annexes"
"""The part of the register that annexes stand in; everything else there is a clause."""

_CHOICE = "choice."
"""How the addresses of choices begin."""


def contents(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """The ids of everything in *pack*, by kind; for matrices those that can be chosen with it."""
    choices = _choices(pack)
    return {
        "sections": _ids(pack.form.sections),
        "questions": tuple(pack.form.by_id),
        "elements": _ids(pack.elements),
        "risks": _ids(pack.risks),
        "controls": _ids(pack.controls),
        "clauses": tuple(clause.id for clause in pack.clauses if clause.part != ANNEXES),
        "annexes": tuple(clause.id for clause in pack.clauses if clause.part == ANNEXES),
        "stop_conditions": _ids(pack.stop_conditions),
        "moves": tuple(rule.move for rule in pack.workflow.moves),
        "matrices": _matrices(pack),
        "lists": _lists(choices),
        "choices": choices,
        "languages": (SOURCE_LANGUAGE, *pack.languages),
    }


def _ids(records: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(getattr(record, "id", "")) for record in records)


def _choices(pack: Pack) -> tuple[str, ...]:
    """Every choice, after its list or, where it is in none, after its question and column."""
    asked = pack.form.by_id.values()
    own = (choice for question in asked for choice in question.choices)
    cells = (choice for question in asked for c in question.columns for choice in c.choices)
    found = (choice.address for choice in (*own, *cells))
    return tuple(
        dict.fromkeys(
            address.removeprefix(_CHOICE) for address in found if address.startswith(_CHOICE)
        )
    )


def _lists(choices: Iterable[str]) -> tuple[str, ...]:
    """The shared lists, which an overlay can add to; ids of questions have a dot."""
    found = dict.fromkeys(id.rpartition(".")[0] for id in choices)
    return tuple(id for id in found if "." not in id)


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
