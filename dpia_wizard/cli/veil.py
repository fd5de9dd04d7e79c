"""What a command may not print yet: how a team rated what somebody here rates before seeing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library


def opened(library: Library, ref: str) -> Editing:
    """The assessment *ref*, to print all that it says. Raises `NotAllowed` while who works here has
    yet to rate its risks unseen."""
    from dpia_wizard.workspace.at_work import rates_first, unseen

    editing = library.open_assessment(library.find(ref))
    if unseen(library, editing):
        raise rates_first()
    return editing
