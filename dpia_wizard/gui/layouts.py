"""Layouts that lay out once, and layouts within layouts without their items in Python's hands.

PySide 6.11 keeps the wrapper of an item that a layout made itself (asked for with ``itemAt``, or by
PySide when one filled layout is added to another) for as long as the layout lives, also after Qt
has freed the item with its widget. Whatever is made at that address next is then taken for the
item, and the program ends, or writes where it should not. So only here are items asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget
from shiboken6 import Shiboken


def nest(outer: QBoxLayout, inner: QLayout, stretch: int = 0) -> None:
    """Put *inner* at the end of *outer*."""
    outer.addLayout(inner, stretch)
    _let_go_of_items(inner)


@contextmanager
def kept_as_it_is(holder: QWidget) -> Iterator[None]:
    """While this lasts nothing in *holder* is laid out anew; afterwards it is, once."""
    layout = holder.layout()
    if layout is None:
        yield
        return
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.update()


def laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in *layout* and in the layouts within it, in their order."""
    holder = layout.parentWidget()
    if holder is not None:  # findChildren would keep a page in memory after it is gone
        yield from _in_order(layout, [one for one in holder.children() if isinstance(one, QWidget)])


def _let_go_of_items(layout: QLayout) -> None:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if isinstance(item, QLayout):
            _let_go_of_items(item)
        elif item is not None and not Shiboken.createdByPython(item):
            Shiboken.invalidate(item)


def _in_order(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    within = [part for part in layout.children() if isinstance(part, QLayout)]
    parts: list[QWidget | QLayout] = [*widgets, *within]
    places = [(layout.indexOf(part), part) for part in parts]
    for _at, part in sorted((place for place in places if place[0] >= 0), key=lambda one: one[0]):
        if isinstance(part, QLayout):
            yield from _in_order(part, widgets)
        else:
            yield part
