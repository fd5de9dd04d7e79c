"""Judge the same risks with another matrix: what each rating is there, and what to judge again.

A rating is never carried over by counting points. It goes where a matrix declares that it goes;
where that is not clear, people judge again, and a level that would be lower is told first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from dpia_wizard.core.catalogue import CatalogueRisk, Pack
from dpia_wizard.core.change import Change, Step, put, step
from dpia_wizard.core.matrix import MatrixMapping, RiskMatrix
from dpia_wizard.core.model import (
    UNKNOWN,
    Assessment,
    Decision,
    PackRef,
    Remark,
    Risk,
    pin,
)
from dpia_wizard.core.register import NOT_RATED, RatedRisk, accepted, rated
from dpia_wizard.core.workflow import MATRIX, MATRIX_CHANGED

Ids = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lapse:
    """A word on a level that no longer holds; ``level`` is an id of the matrix before.

    ``confirmed`` and ``set_higher`` are the team's, ``accepted`` and ``decided`` a supervisor's;
    ``ratings``: what people rated and had not agreed on, the highest level of it.
    """

    kind: Literal["confirmed", "set_higher", "accepted", "decided", "ratings"]
    level: str


@dataclass(frozen=True, slots=True)
class Move:
    """One risk before and after a swap.

    ``likelihoods`` and ``severities`` are the points among which people must choose again,
    empty where the point is clear. ``least`` and ``most`` are the levels that it can then have
    today; the same level where all is clear, `NOT_RATED` for a risk that nobody rated.
    """

    before: RatedRisk
    after: RatedRisk
    least: str
    most: str
    likelihoods: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    is_lower: bool = False
    lapses: tuple[Lapse, ...] = ()

    @property
    def id(self) -> str:
        """The id of the risk."""
        return self.before.id

    @property
    def judge_again(self) -> bool:
        """Whether likelihood or severity must be judged again."""
        return bool(self.likelihoods or self.severities)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a swap would do; the risks that would stand lower come first."""

    before: Pack
    after: Pack
    moves: tuple[Move, ...]

    @property
    def lower(self) -> tuple[Move, ...]:
        """The risks that would, or could, stand lower than their level means today."""
        return tuple(move for move in self.moves if move.is_lower)

    @property
    def judge_again(self) -> tuple[Move, ...]:
        """The risks of which likelihood or severity must be judged again."""
        return tuple(move for move in self.moves if move.judge_again)

    @property
    def lapsed(self) -> tuple[Move, ...]:
        """The risks on which somebody's word no longer holds."""
        return tuple(move for move in self.moves if move.lapses)


def mapping(here: RiskMatrix, there: RiskMatrix) -> MatrixMapping | None:
    """What the ratings of *there* are *here*: as one of the two declares it, or None.

    What *there* declares about *here* is turned round: a point of it is every point here that
    it stands for.
    """
    for declared in here.mappings:
        if declared.matrix == there.id:
            return None if any(mapping_faults(declared, here, there)) else declared
    for declared in there.mappings:
        if declared.matrix == here.id and not any(mapping_faults(declared, there, here)):
            top = here.levels[-1].id
            return MatrixMapping(
                there.id,
                _turned(declared.likelihoods, here.likelihood, there.likelihood),
                _turned(declared.severities, here.severity, there.severity),
                _turned(declared.levels, here.level, there.level, missing=(top,)),
            )
    return None


def mapping_faults(
    declared: MatrixMapping, here: RiskMatrix, there: RiskMatrix
) -> Iterator[tuple[str, str]]:
    """What keeps a declared mapping from being used: (address in it, sentence)."""
    for name, points, known in (
        ("likelihoods", there.likelihoods, {p.id: p.rank for p in here.likelihoods}),
        ("severities", there.severities, {p.id: p.rank for p in here.severities}),
        ("levels", there.levels, {level.id: level.rank for level in here.levels}),
    ):
        of: Ids = getattr(declared, name)
        ids = [point.id for point in points]
        for id in of:
            if id not in ids:
                yield f"{name}.{id}", f"{there.id} has nothing of this name"
        before = (0, 0)
        for id in ids:
            ranks = sorted(known[one] for one in of.get(id, ()) if one in known)
            if not ranks:
                yield name, f"does not say what {id!r} of {there.id} is here"
                continue
            if ranks != list(range(ranks[0], ranks[-1] + 1)):
                yield f"{name}.{id}", "leaves out a point between two others"
            if (ranks[0], ranks[-1]) < before or ranks[-1] < before[1]:
                yield f"{name}.{id}", f"falls where {there.id} rises"
            before = (ranks[0], ranks[-1])


def with_matrix(pack: Pack, matrix: RiskMatrix, ref: PackRef) -> Pack:
    """*pack* with another matrix; the catalogue's starting points go with it.

    Where a starting point is not clear it is the highest that it may be: it is before controls
    and only where a team begins. Without a mapping there are none.
    """
    if ref == pack.matrix_ref:
        return pack
    found = mapping(matrix, pack.matrix)
    risks = tuple(_started(risk, found, matrix) for risk in pack.risks)
    return replace(pack, matrix=matrix, matrix_ref=ref, risks=risks)


def preview(pack: Pack, other: Pack, assessment: Assessment, *, on: str, today: str) -> Preview:
    """What it would do to judge the risks of *assessment* with the matrix of *other*.

    *pack* is the one that the assessment is made with, *other* the same `with_matrix`. Raises
    `ValueError` where no mapping is declared (`mapping`).
    """
    declared = mapping(other.matrix, pack.matrix)
    if declared is None:
        raise ValueError(f"{other.matrix.id} does not say what {pack.matrix.id} is there")
    before = {id: rated(pack, assessment, risk, on=on) for id, risk in assessment.risks.items()}
    borne = accepted(assessment, before.values(), today=today)
    # No decision of a supervisor on a level of the matrix before holds on this one, and no
    # rating on its scales.
    bare = replace(assessment, decisions={}, ratings={})
    moves = (
        _move(other, bare, risk, declared, (id in borne and borne[id].level) or "", on=on)
        for id, risk in before.items()
    )
    return Preview(pack, other, tuple(sorted(moves, key=lambda move: _first(other, move))))


def swap(
    shown: Preview,
    assessment: Assessment,
    *,
    reason: str,
    by: str,
    at: str,
    new_id: Callable[[], str],
    told: Callable[[Move], str],
) -> Step | None:
    """The one step that does what *shown* tells.

    It changes the risks, pins the matrix, keeps the *reason* as a decision and leaves a remark
    on every rated risk with what it was before, in the words of *told*; the remark is open where
    something is to be judged again.
    """
    changes: list[Change | None] = []
    for move in shown.moves:
        changes.append(put(assessment, move.after.risk))
        if move.before.risk.likelihood or move.before.risk.severity:
            is_settled = not (move.is_lower or move.judge_again or move.lapses)
            changes.append(
                put(assessment, Remark(new_id(), move.id, told(move), by, at, is_settled))
            )
    changes.append(put(assessment, pin("matrix", shown.after.matrix_ref)))
    changes.append(
        put(
            assessment,
            Decision(
                new_id(),
                MATRIX_CHANGED,
                by,
                at,
                MATRIX,
                shown.after.matrix.id,
                shown.before.matrix.id,
                reason,
            ),
        )
    )
    return step("use another matrix", changes)


def _move(
    other: Pack,
    bare: Assessment,
    before: RatedRisk,
    declared: MatrixMapping,
    borne: str,
    *,
    on: str,
) -> Move:
    risk = before.risk
    matrix = other.matrix
    likelihoods = _points(risk.likelihood, declared.likelihoods, matrix.likelihood)
    severities = _points(risk.severity, declared.severities, matrix.severity)
    known = other.risk.get(risk.id)
    if risk.irreversible or (known is not None and known.irreversible):
        severities = severities[-1:]  # harm that cannot be undone counts as the top anyway
    moved = replace(
        risk,
        likelihood=likelihoods[0] if len(likelihoods) == 1 else "",
        severity=severities[0] if len(severities) == 1 else "",
        stated="",
    )
    tries = [
        _rated(other, bare, replace(moved, likelihood=likelihood, severity=severity), on=on)
        for likelihood, severity in product(likelihoods or ("",), severities or ("",))
    ]
    levels = sorted(
        (one.level for one in tries if one.level != NOT_RATED),
        key=lambda level: matrix.level[level].rank,
    )
    stated, lapses = _stated(before, declared, other, levels)
    after = _rated(other, bare, replace(moved, stated=stated), on=on)
    if len(set(levels)) == 1 and after.level != NOT_RATED:
        levels = [after.level]
    meant = [matrix.level[id].rank for id in declared.levels.get(before.level, ())]
    if before.decision is not None:
        lapses += (Lapse("accepted" if borne else "decided", before.decision.level),)
    elif borne:
        lapses += (Lapse("accepted", borne),)
    if before.is_unsettled and before.range is not None:
        lapses += (Lapse("ratings", before.range.highest),)
    return Move(
        before,
        after,
        least=levels[0] if levels else NOT_RATED,
        most=levels[-1] if levels else NOT_RATED,
        likelihoods=likelihoods if len(likelihoods) > 1 else (),
        severities=severities if len(severities) > 1 else (),
        is_lower=bool(levels and meant) and matrix.level[levels[0]].rank < min(meant),
        lapses=lapses,
    )


def _rated(pack: Pack, assessment: Assessment, risk: Risk, *, on: str) -> RatedRisk:
    return rated(pack, replace(assessment, risks={risk.id: risk}), risk, on=on)


def _points(id: str, of: Ids, known: Iterable[str]) -> tuple[str, ...]:
    """The points that *id* may be, the lowest first; every one where nothing is declared."""
    if id in ("", UNKNOWN):
        return (id,) if id else ()
    ordered = tuple(known)
    declared = of.get(id, ordered)
    return tuple(point for point in ordered if point in declared)


def _stated(
    before: RatedRisk, declared: MatrixMapping, other: Pack, supported: Sequence[str]
) -> tuple[str, tuple[Lapse, ...]]:
    """What the team stated, where it still fits what the evidence supports, or that it lapses."""
    risk = before.risk
    if not risk.stated:
        return "", ()
    supports = before.score.today.level if before.score is not None else ""
    was_confirmed = risk.stated == supports
    level = declared.levels.get(risk.stated, ())
    if len(level) == 1 and len(set(supported)) == 1 and level[0] in other.matrix.level:
        rank, least = other.matrix.level[level[0]].rank, other.matrix.level[supported[0]].rank
        if rank == least or (rank > least and not was_confirmed):
            return level[0], ()
    return "", (Lapse("confirmed" if was_confirmed else "set_higher", risk.stated),)


def _turned(
    of: Ids, here: Mapping[str, object], there: Iterable[str], missing: tuple[str, ...] = ()
) -> dict[str, tuple[str, ...]]:
    """The other way round: for each id there every id here that may stand for it."""
    found = {id: tuple(mine for mine in here if id in of.get(mine, ())) or missing for id in there}
    return {id: ids or tuple(here) for id, ids in found.items()}


def _started(
    risk: CatalogueRisk, declared: MatrixMapping | None, matrix: RiskMatrix
) -> CatalogueRisk:
    if declared is None:
        return replace(risk, likelihood="", severity="")
    return replace(
        risk,
        likelihood=_highest(risk.likelihood, declared.likelihoods, tuple(matrix.likelihood)),
        severity=_highest(risk.severity, declared.severities, tuple(matrix.severity)),
    )


def _highest(id: str, of: Ids, ordered: Sequence[str]) -> str:
    if id == UNKNOWN:
        return id
    return max(of.get(id, ()), key=ordered.index, default="")


def _first(pack: Pack, move: Move) -> tuple[object, ...]:
    level = pack.matrix.level.get(move.most)
    return (
        not move.before.is_open,
        not move.is_lower,
        not move.judge_again,
        not move.lapses,
        -(level.rank if level is not None else 0),
        move.id,
    )
