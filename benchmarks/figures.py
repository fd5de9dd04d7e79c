"""A figure beside its floor, both measured in turns, and the bar that it has to hold."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that the median may be: so many of the figure's unit, or times its floor."""

    limit: float
    of: Literal["unit", "floor"] = "unit"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured in every round, *floor* beside it; ``how`` names warm-ups, caches and
    what is left out or done later."""

    group: str
    name: str
    values: tuple[float, ...]
    floor_name: str = ""
    floor: tuple[float, ...] = ()
    unit: Literal["ms", "MiB"] = "ms"
    bar: Bar | None = None
    how: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """The median of all rounds."""
        return statistics.median(self.values)

    @property
    def times_floor(self) -> float | None:
        """How many times the floor's median it is, or None without a floor."""
        return self.median / statistics.median(self.floor) if self.floor else None

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds; None where there is none."""
        if self.bar is None:
            return None
        measured = self.times_floor if self.bar.of == "floor" else self.median
        return measured is not None and measured <= self.bar.limit

    def plain(self) -> dict[str, Any]:
        """The figure as JSON tells it."""
        told: dict[str, Any] = {
            "group": self.group,
            "name": self.name,
            "unit": self.unit,
            **_spread(self.values),
        }
        if self.floor:
            told["floor"] = {"name": self.floor_name, **_spread(self.floor)}
            told["times_floor"] = _short(self.times_floor or 0.0)
        if self.bar is not None:
            limit = "times_floor_at_most" if self.bar.of == "floor" else "at_most"
            told["bar"] = {limit: self.bar.limit, "holds": self.holds}
        if self.how:
            told["how"] = self.how
        if self.details:
            told["details"] = self.details
        return told


def in_turns(
    rounds: int, ours: Callable[[], float], floor: Callable[[], float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """What *ours* and *floor* take in each of *rounds*, each going first every other time."""
    measured: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        turn = ((0, ours), (1, floor))
        for place, measure in turn if number % 2 else reversed(turn):
            measured[place].append(measure())
    return tuple(measured[0]), tuple(measured[1])


def table(figures: Sequence[Figure]) -> str:
    """The figures for people, a line for each."""
    lines = [f"{'':52}{'median':>10}  {'range':<19}{'floor':>9}{'ratio':>8}  bar"]
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            lines.append(group)
        lines.append(_line(figure))
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    spread = f"{_said(min(figure.values))} to {_said(max(figure.values))}"
    floor = _said(statistics.median(figure.floor)) if figure.floor else ""
    ratio = f"{figure.times_floor:.2f}x" if figure.times_floor is not None else ""
    median = f"{_said(figure.median)} {figure.unit}"
    line = f"  {figure.name[:50]:50}{median:>10}  {spread:<19}{floor:>9}{ratio:>8}"
    if figure.bar is None:
        return line.rstrip()
    unit = "x floor" if figure.bar.of == "floor" else f" {figure.unit}"
    return f"{line}  {'holds' if figure.holds else 'BROKEN'}: {figure.bar.limit:g}{unit}"


def _spread(values: Sequence[float]) -> dict[str, Any]:
    return {
        "median": _short(statistics.median(values)),
        "range": [_short(min(values)), _short(max(values))],
        "rounds": len(values),
    }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def _said(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
