"""What the heat map says in sentences: of a cell, of the ways through it, of what is not in it."""

from __future__ import annotations

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.core.risk_map import Cell, RiskMap, Way
from dpia_wizard.gui.words import _, count, is_right_to_left, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording

Wanted = Cell | str | None
"""The cell whose risks are wanted, those that are `NOT_RATED`, or all."""


def cell_name(wording: Wording, cell: Cell) -> str:
    """A cell by its two scales: "Likely, Serious harm"."""
    likelihood, severity = wording.likelihood(cell[0]), wording.severity(cell[1])
    if is_right_to_left():  # the words of a matrix from elsewhere keep their own direction
        likelihood, severity = isolate_answer(likelihood), isolate_answer(severity)
    return _("{likelihood}, {severity}").format(likelihood=likelihood, severity=severity)


def cell_spoken(wording: Wording, map_: RiskMap, cell: Cell) -> str:
    """A cell as it is heard: "Likely, Serious harm: 3 risks, level High"."""
    level = wording.level(wording.pack.matrix.cell(*cell).id)
    n = len(map_.today.get(cell, ()))
    risks = count("{n} risk", "{n} risks", n) if n else _("no risk")
    words = _("{place}: {risks}, level {level}")
    return words.format(place=cell_name(wording, cell), risks=risks, level=level)


def cell_told(wording: Wording, map_: RiskMap, cell: Cell) -> list[str]:
    """What else there is to know of a cell, each in one sentence."""
    before, ahead = len(map_.inherent.get(cell, ())), len(map_.projected.get(cell, ()))
    found = []
    if before:
        found.append(
            count(
                "{n} risk stood here before controls.",
                "{n} risks stood here before controls.",
                before,
            )
        )
    earned, planned = map_.through(cell)
    found += [_came(wording, way) for way in earned if way.end == cell]
    found += [_left(wording, way) for way in earned if way.start == cell]
    if ahead:
        found.append(
            count(
                "{n} risk will stand here if the plan is done.",
                "{n} risks will stand here if the plan is done.",
                ahead,
            )
        )
    found += [_will_leave(wording, way) for way in planned if way.start == cell]
    return found


def listed(
    wording: Wording, map_: RiskMap, wanted: Wanted, among: int
) -> tuple[tuple[str, ...] | None, str]:
    """The risks to list, None for all, and what the list is called: "Likely, Serious harm:
    3 of 12". A cell that has none any more lists all."""
    risks: tuple[str, ...] = ()
    words = ""
    if isinstance(wanted, tuple):
        risks, words = map_.today.get(wanted, ()), cell_name(wording, wanted)
    elif wanted == NOT_RATED:
        risks, words = map_.not_rated, wording.level(NOT_RATED)
    if not risks:
        return None, all_listed(among - len(map_.avoided))
    told = _("{place}: {n} of {all}").format(
        place=words, n=len(risks), all=among - len(map_.avoided)
    )
    return risks, start_rtl_line(told)


def all_listed(n: int) -> str:
    """What a list of all *n* risks that count is called."""
    return count("All {n} risk", "All {n} risks", n)


def beside_the_map(map_: RiskMap) -> list[str]:
    """What a reader of the map must know besides."""
    found = []
    if map_.elsewhere:
        found.append(
            count(
                "{n} risk counts at another level than its cell: somebody set it.",
                "{n} risks count at another level than their cell: somebody set it.",
                len(map_.elsewhere),
            )
        )
    if map_.ranged:
        found.append(
            count(
                "{n} risk may stand in another cell: its level is a range still.",
                "{n} risks may stand in other cells: their levels are ranges still.",
                len(map_.ranged),
            )
        )
    if map_.avoided:
        found.append(
            count(
                "{n} risk was avoided and is not in the map.",
                "{n} risks were avoided and are not in the map.",
                len(map_.avoided),
            )
        )
    return found


def _came(wording: Wording, way: Way) -> str:
    return count(
        "{n} came here from {place}: its controls earned that.",
        "{n} came here from {place}: their controls earned that.",
        len(way.risks),
    ).replace("{place}", cell_name(wording, way.start))


def _left(wording: Wording, way: Way) -> str:
    return count(
        "{n} went from here to {place}.", "{n} went from here to {place}.", len(way.risks)
    ).replace("{place}", cell_name(wording, way.end))


def _will_leave(wording: Wording, way: Way) -> str:
    return count(
        "{n} will go from here to {place} if the plan is done.",
        "{n} will go from here to {place} if the plan is done.",
        len(way.risks),
    ).replace("{place}", cell_name(wording, way.end))
