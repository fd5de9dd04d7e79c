"""Make a risk matrix from plain data, and note what keeps it from being used."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import get_args

from dpia_wizard.core.matrix import (
    PATTERNS,
    SIGNS,
    TONES,
    Level,
    MatrixMapping,
    PlainAnswer,
    RiskMatrix,
    ScalePoint,
    TwoQuestions,
    faults,
)
from dpia_wizard.core.model import UNKNOWN, Status, Strength
from dpia_wizard.packs.build import CONFIDENCES, unique
from dpia_wizard.packs.part import NAME, WORD, Part, shown

STATUSES: tuple[Status, ...] = get_args(Status)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)

_FRACTION = re.compile(r"(0|1|[1-9]/[1-9])")


def matrix(part: Part) -> RiskMatrix:
    """The matrix of a file."""
    before = len(part.faults.found)
    made = RiskMatrix(
        id=part.id("id", NAME),
        title=part.text("title", needed=True),
        source=part.text("source", needed=True, lines=True),
        confidence=part.one_of("confidence", CONFIDENCES),
        likelihoods=_scale(part, "likelihoods"),
        severities=_scale(part, "severities"),
        levels=_levels(part),
        cells=_cells(part, "cells", "levels"),
        tolerance=part.id("tolerance"),
        unknown_counts_as=part.id("unknown_counts_as"),
        precaution_from=part.id("precaution_from"),
        credit=_credit(part),
        most_steps=_most_steps(part),
        rule_edition=part.text("rule_edition", needed=True),
        mappings=_mappings(part),
        questions=_questions(part),
    )
    part.done()
    if len(part.faults.found) == before:
        for key, sentence in faults(made):
            part.note(key, sentence)
        _credit_rises(part, made)
    return made


def _scale(part: Part, key: str) -> tuple[ScalePoint, ...]:
    found = tuple(
        ScalePoint(
            id=p.id("id"),
            rank=rank,
            name=p.text("name", needed=True),
            anchor=p.text("anchor", needed=True, lines=True),
            example=p.text("example", lines=True),
        )
        for rank, p in enumerate(part.parts(key, needed=True), start=1)
    )
    if key in part and not 2 <= len(found) <= 7:
        part.note(key, "needs 2 to 7 points")
    unique(part.faults, [(part.at(f"{key}[{i}]"), p.id) for i, p in enumerate(found)])
    return found


def _levels(part: Part) -> tuple[Level, ...]:
    found = tuple(
        Level(
            id=p.id("id"),
            rank=rank,
            name=p.text("name", needed=True),
            meaning=p.text("meaning", needed=True, lines=True),
            sign=p.one_of("sign", SIGNS),
            tone=p.one_of("tone", TONES),
            pattern=p.one_of("pattern", PATTERNS),
        )
        for rank, p in enumerate(part.parts("levels", needed=True), start=1)
    )
    if "levels" in part and not 3 <= len(found) <= 6:
        part.note("levels", "needs 3 to 6 levels")
    unique(part.faults, [(part.at(f"levels[{i}]"), p.id) for i, p in enumerate(found)])
    return found


def _questions(part: Part) -> TwoQuestions | None:
    asked = part.part("questions", needed=False)
    if asked is None:
        return None
    found = TwoQuestions(
        could_happen=_plain_answers(asked, "could_happen"),
        would_harm=_plain_answers(asked, "would_harm"),
        gives=_cells(asked, "gives", "likelihoods"),
    )
    asked.done()
    return found


def _plain_answers(part: Part, key: str) -> tuple[PlainAnswer, ...]:
    found = tuple(
        PlainAnswer(p.id("id"), p.text("name", needed=True)) for p in part.parts(key, needed=True)
    )
    if key in part and not 2 <= len(found) <= 7:
        part.note(key, "needs 2 to 7 answers")
    unique(part.faults, [(part.at(f"{key}[{i}]"), a.id) for i, a in enumerate(found)])
    for index, answer in enumerate(found):
        if answer.id == UNKNOWN:
            part.note(f"{key}[{index}].id", "unknown is offered beside the others")
    return found


def _cells(part: Part, key: str, what: str) -> tuple[tuple[str, ...], ...]:
    rows = []
    for index, row in enumerate(part.values(key)):
        cells = row if isinstance(row, list) else []
        if not cells or not all(type(cell) is str for cell in cells):
            part.note(f"{key}[{index}]", f"needs a list of {what}")
        rows.append(tuple(str(cell) for cell in cells))
    return tuple(rows)


def _credit(part: Part) -> dict[tuple[str, str], Fraction]:
    found: dict[tuple[str, str], Fraction] = {}
    table = part.part("credit")
    if table is None:
        return found
    for strength in STRENGTHS:
        row = table.part(strength, needed=False)
        if row is None:
            continue
        for status in STATUSES:
            text = row.text(status)
            if text and not _FRACTION.fullmatch(text):
                row.note(status, f'{shown(text)} is no credit; write "0", "1" or such as "1/2"')
            elif text:
                found[strength, status] = Fraction(text)
                if found[strength, status] > 1:
                    row.note(status, "a control earns at most 1")
        row.done()
    table.done()
    return found


def _credit_rises(part: Part, made: RiskMatrix) -> None:
    """Note a control that would earn less by being stronger or better in place."""
    ladder = ("in_place", "verified")
    for index, strength in enumerate(STRENGTHS):
        weaker = STRENGTHS[index - 1] if index else None
        for place, status in enumerate(ladder):
            earned = made.credit.get((strength, status), Fraction(0))
            if place and earned < made.credit.get((strength, ladder[place - 1]), Fraction(0)):
                part.note(f"credit.{strength}.{status}", f"earns less than {ladder[place - 1]}")
            if weaker and earned < made.credit.get((weaker, status), Fraction(0)):
                part.note(f"credit.{strength}.{status}", f"earns less than {weaker}")
    for (earner, stand), credit in made.credit.items():
        if stand not in ladder and credit:
            part.note(f"credit.{earner}.{stand}", "earns nothing before it is in place")


def _mappings(part: Part) -> tuple[MatrixMapping, ...]:
    return tuple(
        MatrixMapping(
            matrix=p.id("matrix", NAME),
            likelihoods=_correspondence(p, "likelihoods"),
            severities=_correspondence(p, "severities"),
            levels=_correspondence(p, "levels"),
        )
        for p in part.parts("from")
    )


def _correspondence(part: Part, key: str) -> dict[str, tuple[str, ...]]:
    """For each id of the other matrix the ids here: one, or a list where it is not clear."""
    table = part.part(key)
    if table is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for there in table.every_key():
        if not WORD.fullmatch(there):
            table.note(there, f"{shown(there)} cannot be the id of a point or level")
        several = isinstance(table.value(there), list)
        here = table.texts(there) if several else (table.text(there),)
        if not here:
            table.note(there, "needs at least one id")
        found[there] = tuple(id_ for id_ in here if id_)
    table.done()
    return found


def _most_steps(part: Part) -> dict[str, int]:
    steps = part.part("most_steps")
    if steps is None:
        return {}
    found = {axis: steps.number(axis, 0, 6) for axis in ("likelihood", "severity")}
    steps.done()
    return found
