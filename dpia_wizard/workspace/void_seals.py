"""Which sign-offs of an assessment hold no longer, the one to tell first, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.core.sign_offs import newest
from dpia_wizard.core.voiding import Voided, voided
from dpia_wizard.core.workflow import APPROVALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment, SignOff
    from dpia_wizard.core.seal import SealStanding
    from dpia_wizard.core.sign_offs import SignOffVerdict
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library


@dataclass(frozen=True, slots=True)
class VoidSeal:
    """A sign-off that holds no longer. It ``decided`` where an approval was made with it."""

    sign_off: SignOff
    standing: SealStanding
    decided: bool


def void_seals(verdicts: Iterable[SignOffVerdict]) -> tuple[VoidSeal, ...]:
    """The newest sign-off of each role where it is void: approvals first, then the newest.

    *verdicts* stand from the oldest on (`signing_off.sign_off_verdicts`).
    """
    found = []
    for one in newest(verdicts).values():
        if one.standing is not None and not one.standing.counts:
            decided = one.decision is not None and one.decision.kind in APPROVALS
            found.append(VoidSeal(one.sign_off, one.standing, decided))
    return tuple(sorted(found, key=lambda one: (one.decided, one.sign_off.at), reverse=True))


def voided_by(
    library: Library, assessment: Assessment, pack: Pack, verdicts: Iterable[SignOffVerdict]
) -> dict[str, Voided]:
    """Since when each sign-off that is void holds no longer, by its id, as far as the history
    tells."""
    found: dict[str, Voided] = {}
    void = [one for one in verdicts if one.standing is not None and not one.standing.counts]
    entries = library.store.history(assessment.id) if void else ()
    for one in void:
        then = library.sealed_contents.read(one.sign_off.covers)
        if then is None or one.standing is None:
            continue
        by = voided(then, one.sign_off, assessment, one.standing, entries, pack.form)
        if by is not None:
            found[one.sign_off.id] = by
    return found


def void_since(library: Library | None, editing: Editing, sign_off: str) -> str:
    """Since when (ISO) a *sign_off*, by its id, holds no longer; "" where nobody can tell. All of
    the history is read for it."""
    if library is None:
        return ""
    verdicts = [one for one in editing.sign_off_verdicts if one.sign_off.id == sign_off]
    by = voided_by(library, editing.assessment, editing.pack, verdicts).get(sign_off)
    return "" if by is None else by.at
