"""What an answer does: the risks it suggests and the stop conditions it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dpia_wizard.core import condition
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.condition import All, Any, Chosen, Condition
from dpia_wizard.workspace.editing import Editing


@dataclass(frozen=True, slots=True)
class Effect:
    """A risk or stop condition that looks at a question.

    ``holds`` is true while the answer to this question makes it hold; ``values`` are the
    answers that would. ``taken_up`` says that the risk is in the register.
    """

    kind: str
    id: str
    holds: bool
    values: tuple[str, ...] = ()
    taken_up: bool = False


def effects(editing: Editing, question: str) -> tuple[Effect, ...]:
    """What hangs on the answer to *question*: risks first, then stop conditions."""
    risks, stops = _index(editing.pack)
    found: list[Effect] = []
    taken = editing.assessment.risks
    for id, when in risks.get(question, ()):
        because = condition.because(when, editing.seen)
        holds = question in because
        found.append(Effect("risk", id, holds, _values(when, question), id in taken))
    held = {stop.condition.id for stop in editing.stops if stop.holds}
    for id, when in stops.get(question, ()):
        found.append(Effect("stop", id, id in held, _values(when, question)))
    return tuple(found)


class _Key:
    """A pack as a key of the cache: by identity, since packs hold dictionaries."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return hash(self.pack.ref)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.pack.ref == self.pack.ref


_Index = MappingProxyType[str, tuple[tuple[str, Condition], ...]]


def _index(pack: Pack) -> tuple[_Index, _Index]:
    return _indexed(_Key(pack))


@lru_cache(maxsize=4)
def _indexed(key: _Key) -> tuple[_Index, _Index]:
    pack = key.pack
    risks = [(risk.id, risk.when) for risk in pack.risks if risk.when is not None]
    stops = [(stop.id, stop.when) for stop in pack.stop_conditions]
    return _by_question(risks), _by_question(stops)


def _by_question(pairs: list[tuple[str, Condition]]) -> _Index:
    found: dict[str, list[tuple[str, Condition]]] = {}
    for id, when in pairs:
        for question in dict.fromkeys(condition.questions(when)):
            found.setdefault(question, []).append((id, when))
    return MappingProxyType({question: tuple(of) for question, of in found.items()})


def _values(when: Condition, question: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for leaf in _leaves(when, question) for v in leaf.values))


def _leaves(when: Condition, question: str) -> Iterator[Chosen]:
    match when:
        case Chosen(asked, _values, "") if asked == question:
            yield when
        case All(parts) | Any(parts):
            for part in parts:
                yield from _leaves(part, question)
        case _:
            return
