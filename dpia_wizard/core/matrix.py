"""A risk matrix as published: two scales, the level of each cell, and the numbers of the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dpia_wizard.core.model import UNKNOWN

SIGNS = ("ring", "half_ring", "half_diamond", "triangle", "square", "octagon")
TONES = ("lowest", "low", "medium", "high", "very_high", "critical")
PATTERNS = ("plain", "dots", "lines", "upright", "crossed", "grid")
"""The marks that a level may name, the mildest first; screen and paper know how each looks."""


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """A point of a scale with its anchors: what can be observed, in words about children."""

    id: str
    rank: int
    name: str
    anchor: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A risk level, lowest rank first.

    ``sign``, ``tone`` and ``pattern`` name marks of the theme, so that a level is told apart by
    word and shape as well as by colour.
    """

    id: str
    rank: int
    name: str
    meaning: str
    sign: str
    tone: str
    pattern: str


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A plain answer to one of the two questions about likelihood."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TwoQuestions:
    """Could it happen, and would it then harm: plain answers, the least first, and the
    likelihood that two of them give.

    ``gives[answer to the first][answer to the second]`` is the id of a likelihood.
    """

    could_happen: tuple[PlainAnswer, ...]
    would_harm: tuple[PlainAnswer, ...]
    gives: tuple[tuple[str, ...], ...]

    def likelihood(self, could_happen: str, would_harm: str) -> str:
        """The likelihood of two answers; `UNKNOWN` where nobody knows one, "" without both."""
        first = {answer.id: at for at, answer in enumerate(self.could_happen)}
        second = {answer.id: at for at, answer in enumerate(self.would_harm)}
        given = (could_happen, would_harm)
        if not all(given) or could_happen not in {*first, UNKNOWN}:
            return ""
        if would_harm not in {*second, UNKNOWN}:
            return ""
        if UNKNOWN in given:
            return UNKNOWN
        return self.gives[first[could_happen]][second[would_harm]]


@dataclass(frozen=True, slots=True)
class MatrixMapping:
    """What the points and levels of another matrix are here, as its author declares it.

    Each id there has one id here, or several where it is not clear: then people judge again.
    """

    matrix: str
    likelihoods: Mapping[str, tuple[str, ...]]
    severities: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """Scales, cells and the numbers of the scoring rule (`scoring.score`).

    ``cells[likelihood rank - 1][severity rank - 1]`` is a level id. ``credit`` maps (strength,
    status) to the credit earned, nothing where it is missing. ``most_steps`` holds the most steps
    on each axis. ``tolerance`` is the highest level that routine work may carry. ``mappings``
    say what other matrices' ratings are here (`core.remap`). ``questions`` help to find a
    likelihood; None for a matrix that brings none.
    """

    id: str
    title: str
    source: str
    confidence: str
    likelihoods: tuple[ScalePoint, ...]
    severities: tuple[ScalePoint, ...]
    levels: tuple[Level, ...]
    cells: tuple[tuple[str, ...], ...]
    tolerance: str
    unknown_counts_as: str
    precaution_from: str
    credit: Mapping[tuple[str, str], Fraction]
    most_steps: Mapping[str, int]
    rule_edition: str
    mappings: tuple[MatrixMapping, ...] = ()
    questions: TwoQuestions | None = None
    level: dict[str, Level] = field(init=False, repr=False, compare=False)
    likelihood: dict[str, ScalePoint] = field(init=False, repr=False, compare=False)
    severity: dict[str, ScalePoint] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", {level.id: level for level in self.levels})
        object.__setattr__(self, "likelihood", {p.id: p for p in self.likelihoods})
        object.__setattr__(self, "severity", {p.id: p for p in self.severities})

    @property
    def top_severity(self) -> int:
        """The rank of the gravest harm."""
        return len(self.severities)

    def cell(self, likelihood: int, severity: int) -> Level:
        """The level where two ranks (from 1) meet."""
        return self.level[self.cells[likelihood - 1][severity - 1]]

    def likelihood_rank(self, id: str) -> int | None:
        """The rank that likelihood *id* counts as; None for one that is not judged."""
        point = self.likelihood.get(self.unknown_counts_as if id == UNKNOWN else id)
        return None if point is None else point.rank

    def is_above_tolerance(self, level: str) -> bool:
        """Whether a level needs somebody senior to accept it."""
        return self.level[level].rank > self.level[self.tolerance].rank


def faults(matrix: RiskMatrix) -> Iterator[tuple[str, str]]:
    """What keeps *matrix* from being used: (address in its file, sentence); nothing when sound.

    The checks are those of Cox (2008), Risk Analysis 28(2), as far as they fit a matrix that
    gives grave harm to a child more weight than its likelihood.
    """
    rows, columns = len(matrix.likelihoods), len(matrix.severities)
    if len(matrix.cells) != rows or any(len(row) != columns for row in matrix.cells):
        yield "cells", f"needs {rows} rows of {columns} levels"
        return
    ranks = [
        [matrix.level[id].rank if id in matrix.level else 0 for id in row] for row in matrix.cells
    ]
    for i, row in enumerate(ranks):
        for j, rank in enumerate(row):
            where = f"cells[{i}][{j}]"
            if rank == 0:
                yield where, f"no level {matrix.cells[i][j]!r}"
                continue
            for k, m, axis in ((i + 1, j, "likelihood"), (i, j + 1, "severity")):
                if k < rows and m < columns and ranks[k][m]:
                    change = ranks[k][m] - rank
                    if change < 0:
                        yield where, f"falls when {axis} rises"
                    elif change > 1:
                        yield where, f"rises by {change} levels in one step of {axis}"
    tolerance = matrix.level.get(matrix.tolerance)
    if tolerance is None:
        yield "tolerance", f"no level {matrix.tolerance!r}"
    else:
        used = {rank for row in ranks for rank in row if rank}
        if not any(rank > tolerance.rank for rank in used):
            yield "tolerance", "no cell lies above it"
        if not any(rank <= tolerance.rank for rank in used):
            yield "tolerance", "no cell lies within it"
    if matrix.unknown_counts_as not in matrix.likelihood:
        yield "unknown_counts_as", f"no likelihood {matrix.unknown_counts_as!r}"
    if matrix.precaution_from not in matrix.severity:
        yield "precaution_from", f"no severity {matrix.precaution_from!r}"
    for mark in ("name", "sign", "tone", "pattern"):
        marks = [getattr(level, mark) for level in matrix.levels]
        if len(set(marks)) != len(marks):
            yield "levels", f"two levels have the same {mark}"
    yield from _question_faults(matrix)
    yield from _mapping_faults(matrix)


def _question_faults(matrix: RiskMatrix) -> Iterator[tuple[str, str]]:
    asked = matrix.questions
    if asked is None:
        return
    rows, columns = len(asked.could_happen), len(asked.would_harm)
    table = "questions.gives"
    if len(asked.gives) != rows or any(len(row) != columns for row in asked.gives):
        yield table, f"needs {rows} rows of {columns} likelihoods"
        return
    ranks = [
        [matrix.likelihood[id].rank if id in matrix.likelihood else 0 for id in row]
        for row in asked.gives
    ]
    for i, row in enumerate(ranks):
        for j, rank in enumerate(row):
            where = f"{table}[{i}][{j}]"
            if rank == 0:
                yield where, f"no likelihood {asked.gives[i][j]!r}"
                continue
            for k, m, question in ((i + 1, j, "could_happen"), (i, j + 1, "would_harm")):
                if k < rows and m < columns and 0 < ranks[k][m] < rank:
                    yield where, f"falls when {question} rises"


def _mapping_faults(matrix: RiskMatrix) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, mapping in enumerate(matrix.mappings):
        if mapping.matrix == matrix.id:
            yield f"from[{index}].matrix", "a matrix is not mapped to itself"
        elif mapping.matrix in seen:
            yield f"from[{index}].matrix", f"{mapping.matrix!r} is there twice"
        seen.add(mapping.matrix)
        for name, known in (
            ("likelihoods", matrix.likelihood),
            ("severities", matrix.severity),
            ("levels", matrix.level),
        ):
            of: Mapping[str, tuple[str, ...]] = getattr(mapping, name)
            for there, here in of.items():
                for id in here:
                    if id not in known:
                        yield f"from[{index}].{name}.{there}", f"no such id here: {id!r}"
