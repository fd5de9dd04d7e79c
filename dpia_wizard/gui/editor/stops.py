"""Where the Tab key goes from here, through parts of the window that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dpia_wizard.gui.tab_order import stops_in


def beside(panes: Sequence[QWidget], focus: QWidget | None, by: int) -> QWidget | None:
    """The stop after (1) or before (-1) *focus*, through *panes* one after the other and round;
    None when *focus* is no stop in them."""
    at = next((i for i, pane in enumerate(panes) if holds(pane, focus)), None)
    if at is None:
        return None
    here = stops_in(panes[at])
    if focus not in here:
        return None
    place = here.index(focus) + by
    if 0 <= place < len(here):
        return here[place]
    for pane in (panes[(at + by * step) % len(panes)] for step in range(1, len(panes))):
        there = stops_in(pane)
        if there:
            return there[0 if by > 0 else -1]
    return here[0 if by > 0 else -1]


def first_stop(pane: QWidget | None) -> QWidget | None:
    """Where one begins in *pane*."""
    return None if pane is None else next(iter(stops_in(pane)), None)


def holds(pane: QWidget, part: QWidget | None) -> bool:
    """Whether *part* is *pane* or stands in it."""
    return part is not None and (pane is part or pane.isAncestorOf(part))
