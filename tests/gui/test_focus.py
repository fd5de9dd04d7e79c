"""Where the focus is can be seen, and the Tab key goes as one reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui.focus import FocusRing, show_focus_rings
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.parts.numbers import NumberEdit
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.tab_order import read_in_order
from tests.gui.looking import settle, tab_stops


def in_sight(widget: QWidget) -> bool:
    """Whether a widget lies whole in every scrolled area around it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            view = above.viewport()
            place = QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())
            if not view.rect().contains(place):
                return False
        above = None if above.isWindow() else above.parentWidget()
    return True


def scrolled_page(qtbot: QtBot) -> tuple[QWidget, list[SecondaryButton]]:
    """Buttons far below one another in a pane, with a button outside of it at the end."""
    page, inside = QWidget(), QWidget()
    buttons = [SecondaryButton(f"Act {n}") for n in range(4)]
    column = QVBoxLayout(inside)
    for button in buttons[:3]:
        column.addWidget(button)
        column.addSpacing(600)
    outer = QVBoxLayout(page)
    outer.addWidget(ScrollPane(inside))
    outer.addWidget(buttons[3])
    qtbot.addWidget(page)
    page.resize(400, 300)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    settle()
    return page, buttons


def test_tab_into_a_scrolled_page_lands_in_sight(qtbot: QtBot, dressed: QApplication) -> None:
    show_focus_rings(dressed)
    _page, (first, _second, last, outside) = scrolled_page(qtbot)
    last.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(lambda: in_sight(last))
    assert not in_sight(first)
    outside.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(outside, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first and in_sight(first))


def test_there_is_one_ring_whatever_moves_afterwards(qtbot: QtBot, dressed: QApplication) -> None:
    """A ring came back when what it had been around moved before Qt had taken it down."""
    show_focus_rings(dressed)
    page, (first, second, _last, _outside) = scrolled_page(qtbot)
    for button in (first, second):
        button.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
    first.move(first.x() + 3, first.y())
    settle()
    rings = [ring for ring in page.findChildren(FocusRing) if ring.isVisible()]
    assert [ring.target() for ring in rings] == [second]


def test_what_is_made_late_has_its_place_in_the_tab_order_by_where_it_stands(
    qtbot: QtBot, dressed: QApplication
) -> None:
    page, buttons = scrolled_page(qtbot)
    late = SecondaryButton("Late")
    inside = buttons[0].parentWidget()
    assert inside is not None
    column = inside.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(2, late)
    late.show()
    first, second, last, outside = buttons
    assert tab_stops(page) == [first, second, last, outside, late]
    read_in_order(inside)
    assert tab_stops(page) == [first, late, second, last, outside]


@pytest.mark.parametrize(
    ("kind", "wrong"), [(DateEdit, "2026-13-41"), (NumberEdit, "many")], ids=["date", "number"]
)
def test_what_is_wrong_with_a_field_at_the_lower_edge_can_be_read(
    qtbot: QtBot, dressed: QApplication, kind: type[DateEdit | NumberEdit], wrong: str
) -> None:
    show_focus_rings(dressed)
    page, inside = QWidget(), QWidget()
    field, after = kind(name="When or how many"), SecondaryButton("After it")
    column = QVBoxLayout(inside)
    column.addSpacing(700)
    column.addWidget(field)
    column.addWidget(after)
    column.addSpacing(700)
    pane = ScrollPane(inside)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(pane)
    qtbot.addWidget(page)
    page.resize(600, 300)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    settle()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    settle()
    line = QApplication.focusWidget()
    # So far up that the line is seen and what stands under it is not.
    pane.verticalScrollBar().setValue(field.y() + line.height() + 4 - pane.viewport().height())
    qtbot.keyClicks(line, wrong)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert field.problem()
    sentence = next(w for w in field.findChildren(SignLabel) if w.text() == field.problem())
    qtbot.waitUntil(lambda: in_sight(sentence))
    assert in_sight(QApplication.focusWidget())
