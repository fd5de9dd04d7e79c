"""The matrices that are here, and the pack of an assessment with the one that it uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dpia_wizard.core import findings
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.core.remap import Move, Preview, mapping, preview, swap, with_matrix
from dpia_wizard.errors import NotAllowed, UserError
from dpia_wizard.packs.load import load_matrix_and_ref, shipped_matrices

if TYPE_CHECKING:
    from dpia_wizard.core.change import Step
    from dpia_wizard.workspace.editing import Editing


@dataclass(frozen=True, slots=True)
class MatrixHere:
    """A matrix that is here; ``can_be_used``: it is known what today's ratings are on it."""

    matrix: RiskMatrix
    ref: PackRef
    is_used: bool
    can_be_used: bool


@cache
def matrix_here(id: str) -> tuple[RiskMatrix, PackRef] | None:
    """The matrix *id* that ships, or None."""
    return load_matrix_and_ref(id) if id in shipped_matrices() else None


def matrices_here(pack: Pack) -> tuple[MatrixHere, ...]:
    """Every matrix that an assessment made with *pack* could use, its own first."""
    found = [MatrixHere(pack.matrix, pack.matrix_ref, True, False)]
    for id in shipped_matrices():
        here = matrix_here(id)
        if here is not None and id != pack.matrix.id:
            found.append(MatrixHere(*here, False, mapping(here[0], pack.matrix) is not None))
    return tuple(found)


def matrix_named(pack: Pack, id: str) -> MatrixHere:
    """The matrix *id* for an assessment made with *pack*. Raises `UserError` with what to do."""
    known = {here.matrix.id: here for here in matrices_here(pack)}
    here = known.get(id)
    if here is None:
        raise UserError(
            "There is no matrix {matrix} here. Those that are here: {known}.",
            matrix=id,
            known=", ".join(known),
        )
    if here.is_used:
        raise UserError("The assessment uses the matrix {matrix} already.", matrix=id)
    if not here.can_be_used:
        raise UserError(
            "The matrix {matrix} does not say what the ratings of {other} are on it, so nothing"
            " can be carried over.",
            matrix=id,
            other=pack.matrix.id,
        )
    return here


def pack_with_matrix(pack: Pack, id: str) -> Pack:
    """*pack* with the matrix *id*, or as it is where that is not here."""
    here = matrix_here(id)
    return pack if here is None or id == pack.matrix.id else _with(pack, *here)


def _with(pack: Pack, matrix: RiskMatrix, ref: PackRef) -> Pack:
    key = (pack.ref, pack.matrix_ref, ref)
    found = _WITH.get(key)
    if found is None:
        found = _WITH[key] = with_matrix(pack, matrix, ref)
    return found


_WITH: dict[tuple[PackRef, PackRef, PackRef], Pack] = {}
"""Packs with another matrix than their own, made once, so that each stays the same object."""


def preview_matrix(editing: Editing, matrix: RiskMatrix, ref: PackRef) -> Preview:
    """What judging the risks with another matrix would do (`preview`)."""
    other = with_matrix(editing.pack, matrix, ref)
    return preview(editing.pack, other, editing.assessment, on=editing.on, today=editing.today)


def use_matrix(
    editing: Editing,
    shown: Preview,
    *,
    reason: str,
    told: Callable[[Move], str],
    by: str = "",
) -> Step | None:
    """Judge the risks with another matrix, as *shown*. Raises `NotAllowed` without a reason,
    and when the assessment changed since it was shown."""
    if not reason.strip():
        raise NotAllowed("Write why another matrix is used: it is printed in the report.")
    if shown != preview_matrix(editing, shown.after.matrix, shown.after.matrix_ref):
        raise NotAllowed("The risks changed since this was shown. Look at it again.")
    step = swap(
        shown,
        editing.assessment,
        reason=reason.strip(),
        by=by or findings.author_post(editing.assessment),
        at=editing.now(),
        new_id=editing.new_id,
        told=told,
    )
    return editing.do(step.name, step.changes) if step is not None else None
