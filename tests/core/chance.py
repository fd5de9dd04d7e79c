"""Matrices, risks and controls drawn by chance from a seed, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import NamedTuple

from dpia_wizard.core.matrix import PATTERNS, SIGNS, TONES, Level, RiskMatrix, ScalePoint, faults
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk
from dpia_wizard.packs.load import load_matrix, shipped_matrices

ON = "2026-11-21"
RECENT, OLD, AHEAD = "2026-10-01", "2025-11-20", "2026-11-22"
STRENGTHS = ("weak", "moderate", "strong")
STATUSES = ("not_in_place", "unknown", "planned", "partly", "in_place", "verified")
PEOPLE = ("", "guard", "IT officer", "key holder", "manager")


class Case(NamedTuple):
    """One risk with its controls, judged with one matrix."""

    matrix: RiskMatrix
    risk: JudgedRisk
    controls: tuple[AppliedControl, ...]


def drawn_matrix(random: Random, number: int) -> RiskMatrix:
    """A sound matrix: three to six points on each axis, three to five levels, and a credit table,
    caps, tolerance and precaution of its own."""
    while True:
        rows, columns = random.randint(3, 6), random.randint(3, 6)
        made = _matrix(random, number, rows, columns, random.randint(3, 5))
        if not list(faults(made)):
            return made


def drawn_case(matrix: RiskMatrix, random: Random, *, most: int = 6) -> Case:
    """A risk with up to *most* controls."""
    risk = JudgedRisk(
        severity=random.randint(1, len(matrix.severities)),
        likelihood=random.choice([None, *range(1, len(matrix.likelihoods) + 1)]),
        irreversible=random.random() < 0.2,
        evidence=random.choice(["documented", "judgement", "none"]),
        threat_source=random.choice(["", "", "Guard", "manager"]),
    )
    controls = (drawn_control(random, f"M{n:02}") for n in range(random.randint(0, most)))
    return Case(matrix, risk, tuple(controls))


def drawn_control(random: Random, id: str) -> AppliedControl:
    """A control; what works well is drawn more often, so that caps and floors are met."""
    return AppliedControl(
        id=id,
        axis=random.choice(["likelihood", "likelihood", "severity", "both"]),
        strength=random.choice([*STRENGTHS, "strong", "moderate"]),
        status=random.choice([*STATUSES, "verified", "verified", "in_place"]),
        evidence_date=random.choice(["", OLD, AHEAD, RECENT, RECENT, RECENT, RECENT]),
        custodian=random.choice([*PEOPLE, f"post {id}", f"post {id}", f" POST  {id}"]),
        owner=random.choice(["", " ", "head of office", "head of office"]),
        due=random.choice(["", "2027-01-15", "2027-01-15"]),
    )


def every_matrix() -> tuple[RiskMatrix, ...]:
    """Every shipped matrix, and two hundred by chance."""
    random = Random(2026)  # noqa: S311 -- the same in every run
    drawn = [drawn_matrix(random, number) for number in range(200)]
    return (*(load_matrix(id) for id in shipped_matrices()), *drawn)


def _matrix(random: Random, number: int, rows: int, columns: int, levels: int) -> RiskMatrix:
    ranks = [[1] * columns for _row in range(rows)]
    for row in range(rows):
        for column in range(columns):
            before = [ranks[row - 1][column]] if row else []
            before += [ranks[row][column - 1]] if column else []
            if before:
                highest = min(levels, min(before) + 1)
                ranks[row][column] = random.randint(max(before), highest)
    return RiskMatrix(
        id=f"drawn-{number}",
        title=f"Drawn {number}",
        source="By chance",
        confidence="inference",
        likelihoods=tuple(_points("likelihood", rows)),
        severities=tuple(_points("severity", columns)),
        levels=tuple(
            Level(f"level_{n}", n, f"Level {n}", "", SIGNS[n - 1], TONES[n - 1], PATTERNS[n - 1])
            for n in range(1, levels + 1)
        ),
        cells=tuple(tuple(f"level_{rank}" for rank in row) for row in ranks),
        tolerance=f"level_{random.randint(1, levels - 1)}",
        unknown_counts_as=f"likelihood_{random.randint(1, rows)}",
        precaution_from=f"severity_{random.randint(1, columns)}",
        credit=_credit(random),
        most_steps={"likelihood": random.randint(0, 3), "severity": random.randint(0, 3)},
        rule_edition="1",
    )


def _points(axis: str, count: int) -> Iterator[ScalePoint]:
    return (ScalePoint(f"{axis}_{n}", n, f"{axis} {n}", "") for n in range(1, count + 1))


def _credit(random: Random) -> dict[tuple[str, str], Fraction]:
    """A table in which stronger and better in place never earns less."""
    steps = [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)]
    found: dict[tuple[str, str], Fraction] = {}
    for number, strength in enumerate(STRENGTHS):
        for status in ("in_place", "verified"):
            weaker = found.get((STRENGTHS[number - 1], status), Fraction(0)) if number else 0
            least = max(Fraction(weaker), found.get((strength, "in_place"), Fraction(0)))
            found[strength, status] = random.choice([step for step in steps if step >= least])
    return found
