"""What stands in a layout is found without asking it for items that Qt may free."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayoutItem, QSpacerItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from dpia_wizard.gui import layouts
from dpia_wizard.gui.layouts import laid_out, nest
from dpia_wizard.gui.parts.flow import FlowLayout


def names(layout: QVBoxLayout | QHBoxLayout | FlowLayout) -> list[str]:
    return [widget.objectName() for widget in laid_out(layout)]


def named(name: str) -> QLabel:
    label = QLabel(name)
    label.setObjectName(name)
    return label


def test_widgets_come_in_the_order_of_their_layouts_also_from_within(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column, row, flow = QVBoxLayout(page), QHBoxLayout(), FlowLayout()
    row.addWidget(named("second"))
    row.addStretch()
    nest(row, flow)
    flow.addWidget(named("third"))
    flow.addWidget(named("fourth"))
    nest(column, row)
    column.addWidget(named("fifth"))
    column.insertWidget(0, named("first"))
    beside = named("beside")
    beside.setParent(page)
    assert names(column) == ["first", "second", "third", "fourth", "fifth"]
    assert names(flow) == ["third", "fourth"]


def test_an_empty_layout_and_one_without_a_widget_hold_nothing(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    assert not names(QVBoxLayout(page))
    assert not names(QHBoxLayout())


def test_no_item_of_a_nested_layout_stays_in_python_and_what_it_holds_does(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column, row, deep = QVBoxLayout(page), QHBoxLayout(), QVBoxLayout()
    label, room = named("label"), QSpacerItem(3, 3)
    row.addWidget(label)
    row.addSpacerItem(room)
    row.addStretch()
    row.addLayout(deep)
    deep.addWidget(named("deep"))
    nest(column, row)
    found = [one for one in Shiboken.getAllValidWrappers() if isinstance(one, QLayoutItem)]
    items = [one for one in found if not isinstance(one, QObject)]
    assert [one for one in items if not Shiboken.createdByPython(one)] == []
    assert all(Shiboken.isValid(one) for one in (label, room, deep))
    assert names(column) == ["label", "deep"]
    assert row.count() == 4


def test_only_the_module_that_knows_how_asks_a_layout_for_its_items() -> None:
    asking = re.compile(r"\.(itemAt|addLayout|insertLayout)\(")
    gui = Path(layouts.__file__).parent
    found = {path.name for path in gui.rglob("*.py") if asking.search(path.read_text("utf-8"))}
    assert found == {"layouts.py"}
