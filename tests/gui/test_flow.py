"""A layout that fills lines: its items stay for as long as Qt may ask for them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.flow import FlowLayout


def let_go() -> None:
    """Delete what waits for it, as the event loop does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def filled(flow: FlowLayout, count: int = 3) -> list[QPushButton]:
    buttons = [QPushButton(f"Button {n}") for n in range(count)]
    for button in buttons:
        flow.addWidget(button)
    return buttons


@pytest.mark.parametrize("later", [True, False], ids=["flow put in last", "flow put in first"])
def test_a_flow_can_be_asked_while_the_page_around_it_is_taken_down(
    qtbot: QtBot, *, later: bool
) -> None:
    """The program ended when the focus left a page that was being deleted."""
    page = QWidget()
    column = QVBoxLayout(page)
    first, holder = QLineEdit(), QWidget()
    column.addWidget(first)
    column.addWidget(holder)
    flow, inside = FlowLayout(), QVBoxLayout(holder)
    if later:
        filled(flow)
        nest(inside, flow)
    else:
        nest(inside, flow)
        filled(flow)
    page.show()
    qtbot.waitExposed(page)
    wanted = flow.sizeHint()
    seen = []
    first.destroyed.connect(lambda: seen.append(flow.sizeHint()))
    page.deleteLater()
    let_go()
    assert seen == [wanted]


@pytest.mark.parametrize(
    "take_away",
    [
        lambda flow, button: button.deleteLater(),
        lambda flow, button: delete(button),
        lambda flow, button: button.setParent(None),
        lambda flow, button: flow.removeWidget(button),
    ],
    ids=["deleted later", "deleted", "given away", "removed"],
)
def test_a_widget_that_goes_leaves_no_gap(
    qtbot: QtBot, take_away: Callable[[FlowLayout, QPushButton], None]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=8)
    one, two, three = filled(flow)
    holder.resize(800, 60)
    holder.show()
    take_away(flow, two)
    let_go()
    assert flow.count() == 2
    flow.activate()
    assert three.x() == one.geometry().right() + 1 + 8


def test_what_a_flow_held_is_freed(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    filled(flow)
    item = flow.itemAt(0)
    assert item is not None
    gone = ref(item)
    del item
    flow.clear()
    let_go()
    gc.collect()
    assert flow.count() == 0
    assert gone() is None


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_lines_are_filled_from_where_the_language_begins(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayoutDirection(direction)
    flow = FlowLayout(holder, gap=10)
    labels = [QLabel(str(n)) for n in range(5)]
    for label in labels:
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    holder.resize(330, flow.heightForWidth(330))
    holder.show()
    flow.activate()
    edges = [0, 110, 220, 0, 110]
    if direction is Qt.LayoutDirection.RightToLeft:
        edges = [230 - edge for edge in edges]
    assert [label.x() for label in labels] == edges
    assert [label.y() for label in labels] == [0, 0, 0, 30, 30]
    assert holder.height() == 50


def test_a_widget_that_grows_or_goes_is_measured_anew(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    first, second = QLabel("one"), QLabel("two")
    for label in (first, second):
        flow.addWidget(label)
    page.resize(300, 60)
    page.show()
    narrow = flow.sizeHint().width()
    first.setText("one that is a good deal longer")
    qtbot.waitUntil(lambda: flow.sizeHint().width() > narrow)
    second.hide()
    qtbot.waitUntil(lambda: flow.heightForWidth(60) == first.sizeHint().height())
    second.show()
    qtbot.waitUntil(lambda: flow.heightForWidth(60) > first.sizeHint().height())
