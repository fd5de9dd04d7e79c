"""A pack's risk matrix as the picture of one risk, or of none."""

from __future__ import annotations

from dataclasses import replace

from dpia_wizard.core.matrix import Level
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.team import around
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.parts.matrix_picture import MatrixCell, MatrixMark, MatrixPicture
from dpia_wizard.wording import Wording

_PATTERNS = {"lines": "slanted"}


def matrix_picture(wording: Wording, rated: RatedRisk | None = None) -> MatrixPicture:
    """The matrix of the pack with the marks of *rated*, and an edge around what people rated
    and did not agree on yet; without marks while it is not rated."""
    matrix = wording.pack.matrix
    cells = {level.id: _cell(wording, level) for level in matrix.levels}
    marks: tuple[MatrixMark, ...] = ()
    if rated is not None and rated.score is not None:
        score = rated.score
        marks = (
            MatrixMark("inherent", score.inherent.likelihood, score.inherent.severity),
            MatrixMark("today", score.today.likelihood, score.today.severity),
        )
        if score.projected != score.today:
            marks += (
                MatrixMark("projected", score.projected.likelihood, score.projected.severity),
            )
    return MatrixPicture(
        likelihoods=tuple(wording.likelihood(point.rank) for point in matrix.likelihoods),
        severities=tuple(wording.severity(point.rank) for point in matrix.severities),
        cells=tuple(tuple(cells[level] for level in row) for row in matrix.cells),
        marks=marks,
        bracket=around(matrix, rated.spread) if rated and rated.is_unsettled else None,
    )


def tried_picture(wording: Wording, now: RatedRisk, then: RatedRisk) -> MatrixPicture:
    """The matrix with a risk as it stands, and where it would stand today by what is tried."""
    picture = matrix_picture(wording, now)
    marks = tuple(mark for mark in picture.marks if mark.kind != "projected")
    if then.score is not None:
        today = then.score.today
        marks += (MatrixMark("tried", today.likelihood, today.severity),)
    return replace(picture, marks=marks, bracket=None)


def _cell(wording: Wording, level: Level) -> MatrixCell:
    mark = level_mark(wording, level.id)
    pattern = _PATTERNS.get(level.pattern, level.pattern)
    return MatrixCell(mark.word, mark.sign, mark.colour, pattern)
