"""The heat map of a register: which risks stand in which cell, and how they come there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Place

Cell = tuple[int, int]
"""Likelihood and severity as ranks, from 1."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way that some risks take from one cell to another; ``risks`` are their ids."""

    start: Cell
    end: Cell
    risks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskMap:
    """Every risk that counts, by where it stood, stands, and will stand if the plan is done.

    ``earned`` are the ways from before controls to today, ``planned`` those from today on; a
    risk that does not move has none. ``not_rated`` stand in no cell, and never in a low one.
    ``elsewhere`` count at another level today than their cell gives, because somebody set it;
    of ``ranged`` the level is a range until it is settled.
    """

    inherent: Mapping[Cell, tuple[str, ...]]
    today: Mapping[Cell, tuple[str, ...]]
    projected: Mapping[Cell, tuple[str, ...]]
    earned: tuple[Way, ...]
    planned: tuple[Way, ...]
    not_rated: tuple[str, ...]
    avoided: tuple[str, ...]
    elsewhere: tuple[str, ...]
    ranged: tuple[str, ...]

    def through(self, cell: Cell) -> tuple[tuple[Way, ...], tuple[Way, ...]]:
        """The ways that begin or end in *cell*: those earned, and those planned."""
        return (
            tuple(way for way in self.earned if cell in (way.start, way.end)),
            tuple(way for way in self.planned if cell in (way.start, way.end)),
        )


def risk_map(risks: Iterable[RatedRisk]) -> RiskMap:
    """The map of *risks*, whose order it keeps in every cell; dismissed ones are left out."""
    inherent: dict[Cell, list[str]] = {}
    today: dict[Cell, list[str]] = {}
    projected: dict[Cell, list[str]] = {}
    earned: dict[tuple[Cell, Cell], list[str]] = {}
    planned: dict[tuple[Cell, Cell], list[str]] = {}
    not_rated, avoided, elsewhere, ranged = [], [], [], []
    for risk in risks:
        if risk.risk.dismissed:
            continue
        if risk.risk.avoided:
            avoided.append(risk.id)
            continue
        if risk.score is None:
            not_rated.append(risk.id)
            continue
        before, now, then = (
            _cell(place) for place in (risk.score.inherent, risk.score.today, risk.score.projected)
        )
        for found, cell in ((inherent, before), (today, now), (projected, then)):
            found.setdefault(cell, []).append(risk.id)
        if before != now:
            earned.setdefault((before, now), []).append(risk.id)
        if now != then:
            planned.setdefault((now, then), []).append(risk.id)
        if risk.level != risk.score.today.level:
            elsewhere.append(risk.id)
        if risk.shown_range is not None:
            ranged.append(risk.id)
    return RiskMap(
        _frozen(inherent),
        _frozen(today),
        _frozen(projected),
        _ways(earned),
        _ways(planned),
        tuple(not_rated),
        tuple(avoided),
        tuple(elsewhere),
        tuple(ranged),
    )


def _cell(place: Place) -> Cell:
    return place.likelihood, place.severity


def _frozen(found: dict[Cell, list[str]]) -> Mapping[Cell, tuple[str, ...]]:
    return MappingProxyType({cell: tuple(risks) for cell, risks in found.items()})


def _ways(found: dict[tuple[Cell, Cell], list[str]]) -> tuple[Way, ...]:
    return tuple(Way(*ends, tuple(risks)) for ends, risks in sorted(found.items()))
