"""Sentences that several parts of a report share: the verdict, the label, dates and posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.register import NOT_RATED, counts, worst
from dpia_wizard.core.risk_map import risk_map
from dpia_wizard.report.document import Chip, Column, Grid, HeatMap, MapCell, Move, Row, Span, Text
from dpia_wizard.report.document import cell as make_cell
from dpia_wizard.report.material import SENSITIVITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.core.risk_map import Cell, Way
    from dpia_wizard.core.scoring import Place
    from dpia_wizard.report.document import ChipForm
    from dpia_wizard.report.material import Material
    from dpia_wizard.wording import Wording

MOST_EARNED = 8
"""So many ways from before controls to today can be told apart on the width of half a page."""

MOST_PLANNED = 12
"""So many ways can be told apart with those that are only planned; with more, the table beside
the map tells alone what the plan would change."""


def label(m: Material) -> str:
    """The sensitivity label of the report; High until the team says otherwise."""
    _ = m.words
    return {
        "low": _("SENSITIVITY: LOW"),
        "moderate": _("SENSITIVITY: MODERATE · INTERNAL"),
        "severe": _("SENSITIVITY: SEVERE · NAMED READERS ONLY"),
    }.get(m.assessment.text(SENSITIVITY), _("SENSITIVITY: HIGH · NEED TO KNOW"))


def worst_sentence(m: Material) -> str:
    """How many risks stand at the worst level: "1 of 18 risks is Critical today"."""
    _ = m.words
    level = worst(m.pack, m.risks)
    if not m.risks:
        return _("No risk is in the register yet.")
    if level == NOT_RATED:
        return _("No risk is rated yet.")
    if len(m.risks) == 1:
        return _("The only risk is {level} today.").format(level=m.wording.level(level))
    found = counts(m.pack, m.risks)
    return m.words.count(
        "{n} of {total} risks is {level} today.",
        "{n} of {total} risks are {level} today.",
        found[level],
    ).format(total=len(m.risks), level=m.wording.level(level))


def next_sentence(m: Material) -> str:
    """How many stand at the next worst level above what routine work may carry."""
    found = counts(m.pack, m.risks)
    level = worst(m.pack, m.risks)
    if level == NOT_RATED:
        return ""
    levels = [one.id for one in reversed(m.pack.matrix.levels)]
    for one in levels[levels.index(level) + 1 :]:
        if found[one] and m.pack.matrix.is_above_tolerance(one):
            return m.words.count("{n} is {level}.", "{n} are {level}.", found[one]).format(
                level=m.wording.level(one)
            )
    return ""


def unrated_sentence(m: Material) -> str:
    """How many risks nobody has rated yet; empty when there are none."""
    open_risks = counts(m.pack, m.risks)[NOT_RATED]
    if not open_risks or open_risks == len(m.risks):
        return ""
    return m.words.count("{n} risk is not rated.", "{n} risks are not rated.", open_risks)


def stop_sentence(m: Material) -> str:
    """Whether a stop condition keeps the work from being approved."""
    _ = m.words
    n = sum(stop.holds is True for stop in m.stops)
    if not n:
        return _("No stop condition is present.")
    return m.words.count(
        "The work cannot be approved as it stands: {n} stop condition is present.",
        "The work cannot be approved as it stands: {n} stop conditions are present.",
        n,
    )


def counts_grid(
    wording: Wording,
    before: Mapping[str, int],
    today: Mapping[str, int],
    projected: Mapping[str, int],
) -> Grid:
    """How many risks stand at each level, before controls, today and if the plan is done."""
    _ = wording.words
    levels = [level.id for level in reversed(wording.pack.matrix.levels)]
    if today.get(NOT_RATED):
        levels.append(NOT_RATED)
    rows = [
        Row(
            (
                make_cell(Chip(level)),
                make_cell(str(before.get(level, 0))),
                (Text((Span(str(today.get(level, 0)), bold=True),), "figure"),),
                make_cell(Span(str(projected.get(level, 0)), quiet=True)),
            )
        )
        for level in levels
    ]
    total = [sum(found.values()) for found in (before, today, projected)]
    rows.append(
        Row(
            (
                make_cell(_("All")),
                make_cell(str(total[0])),
                (Text((Span(str(total[1]), bold=True),), "figure"),),
                make_cell(Span(str(total[2]), quiet=True)),
            )
        )
    )
    columns = (
        Column(_("Risks"), 1.5),
        Column(_("Before controls"), align="centre", quiet=True),
        Column(_("Today"), align="centre"),
        Column(_("If the plan is done"), align="centre", quiet=True),
    )
    return Grid(columns, tuple(rows), centred=True)


def level_counts(risks: Iterable[RatedRisk], which: str) -> dict[str, int]:
    """How many risks stand at each level "inherent" or "projected"."""
    found: dict[str, int] = {}
    for risk in risks:
        level = NOT_RATED
        if risk.score is not None:
            place: Place = getattr(risk.score, which)
            level = place.level
        found[level] = found.get(level, 0) + 1
    return found


def heat_map(wording: Wording, risks: Iterable[RatedRisk]) -> HeatMap:
    """The matrix with the risks in it, likelihood growing upwards.

    Where more than `MOST_EARNED` ways would run over one another, each cell has the number of
    risks before controls instead.
    """
    _ = wording.words
    matrix = wording.pack.matrix
    rows = len(matrix.likelihoods)
    found = risk_map(risks)

    def place(cell: Cell) -> tuple[int, int]:
        return rows - cell[0], cell[1] - 1

    def went(ways: Iterable[Way], *, is_planned: bool) -> list[Move]:
        made = (Move(place(w.start), place(w.end), len(w.risks), is_planned) for w in ways)
        return sorted(made, key=lambda move: (move.before, move.today))

    paths = went(found.earned, is_planned=False)
    if len(paths) + len(found.planned) <= MOST_PLANNED:
        paths += went(found.planned, is_planned=True)
    are_drawn = len(paths) <= MOST_EARNED
    before = {} if are_drawn else {place(cell): len(ids) for cell, ids in found.inherent.items()}
    today = {place(cell): len(ids) for cell, ids in found.today.items()}
    cells = tuple(
        tuple(
            MapCell(level, today.get(at, 0), before.get(at, 0))
            for column, level in enumerate(matrix.cells[row])
            for at in ((rows - 1 - row, column),)
        )
        for row in reversed(range(rows))
    )
    unknown = matrix.likelihood_rank(matrix.unknown_counts_as)

    def row_word(rank: int) -> str:
        name = f"{rank} {wording.likelihood(rank)}"
        return _("{likelihood} (or unknown)").format(likelihood=name) if rank == unknown else name

    return HeatMap(
        cells,
        tuple(row_word(rank) for rank in range(rows, 0, -1)),
        tuple(f"{rank} {wording.severity(rank)}" for rank in range(1, len(matrix.severities) + 1)),
        tuple(paths) if are_drawn else (),
    )


def chip(m: Material, level: str, form: ChipForm, place: Place | None) -> Chip:
    """A level with its place in the matrix below it."""
    below = m.place(place.likelihood, place.severity) if place is not None else ""
    return Chip(level, form, below)


def post_of(m: Material, question: str) -> str:
    """The post and agency named for a person question; never the name."""
    row = m.assessment.rows.get(question)
    if row is None:
        return ""
    parts = [row.cells.get(cell, "") for cell in ("post", "agency")]
    return m.comma.join(m.own(part) for part in parts if isinstance(part, str) and part)
