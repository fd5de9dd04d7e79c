"""Which sign-offs of an open assessment hold no longer, found anew after every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.core.workflow import APPROVALS
from dpia_wizard.workspace.signing_off import is_right

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dpia_wizard.core.model import Assessment, SignOff
    from dpia_wizard.core.seal import SealStanding
    from dpia_wizard.workspace.editing import Editing


@dataclass(frozen=True, slots=True)
class VoidSeal:
    """A sign-off that holds no longer. It ``decided`` where an approval was made with it."""

    sign_off: SignOff
    standing: SealStanding
    decided: bool


def void_seals(
    assessment: Assessment,
    seals: Mapping[str, SealStanding],
    is_signed: Callable[[SignOff], bool],
) -> tuple[VoidSeal, ...]:
    """The newest sign-off of each role where it is void: approvals first, then the newest.

    *seals* tells how each one stands, by its id; one that *is_signed* by no key counts for nothing.
    """
    newest: dict[str, SignOff] = {}
    for one in sorted(assessment.sign_offs.values(), key=lambda one: (one.at, one.id)):
        if is_signed(one):
            newest[one.role] = one
    found = []
    for one in newest.values():
        standing = seals.get(one.id)
        made = assessment.decisions.get(one.decision)
        if standing is not None and not standing.counts:
            decided = made is not None and made.kind in APPROVALS
            found.append(VoidSeal(one, standing, decided))
    return tuple(sorted(found, key=lambda one: (one.decided, one.sign_off.at), reverse=True))


class VoidSeals:
    """Looks at the sign-offs of *editing*; what a key signed is checked once for each of them."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing
        self._right: dict[str, bool] = {}

    def found(self) -> tuple[VoidSeal, ...]:
        """The newest sign-off of each role where it is void: approvals first, then the newest."""
        if not self._editing.assessment.sign_offs:
            return ()
        return void_seals(self._editing.assessment, self._editing.seals, self._is_right)

    def _is_right(self, sign_off: SignOff) -> bool:
        if sign_off.id not in self._right:
            self._right[sign_off.id] = is_right(sign_off, self._editing.assessment)
        return self._right[sign_off.id]
