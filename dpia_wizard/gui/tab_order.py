"""The Tab key goes as one reads: from top to bottom, along each line, however late it was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from dpia_wizard.gui.layouts import laid_out


def read_in_order(holder: QWidget, *parts: QWidget) -> None:
    """Let Tab go through *parts* of *holder* one after the other (without: all of it), in the
    order of their layouts, from where *holder* itself stands."""
    stops = [stop for part in parts or (holder,) for stop in _stops(part, is_asked=True)]
    chain = [holder, *(stop for stop in stops if stop is not holder)]
    for before, after in pairwise(chain):
        QWidget.setTabOrder(before, after)


def stops_in(holder: QWidget) -> list[QWidget]:
    """What Tab visits in *holder* now, as one reads it."""
    by_tab = Qt.FocusPolicy.TabFocus
    return [
        stop
        for stop in _stops(holder, is_asked=True)
        if stop.focusPolicy() & by_tab == by_tab
        and stop.focusProxy() is None
        and stop.isVisible()
        and stop.isEnabled()
    ]


def _stops(widget: QWidget, *, is_asked: bool = False) -> Iterator[QWidget]:
    """What can have the focus in *widget*, as it is laid out; also what is hidden just now."""
    if widget.isWindow() and not is_asked:
        return  # a menu or a dialogue has an order of its own
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
        if inside is None and layout is None:
            return  # what a field is made of is its own
    if inside is not None:
        yield from _stops(inside)
    elif layout is not None:
        for part in laid_out(layout):
            yield from _stops(part)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _stops(child)
