"""Tables of rows: their columns have room for their words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.drawing import lines_of
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from tests.gui.looking import settle

_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x2066, 0x206A)])
"""Marks of direction, which lines are given when they are broken."""

CELLS = (
    "M14 Five questions before sharing",
    "likelihood",
    "In place, not seen",
    "Caseworkers",
    "½",
)


def table_of(qtbot: QtBot, *rows: tuple[str, ...], width: int) -> RowTable:
    headings = (("Control", 8), ("On", 1), ("Status", 1), ("Hands", 1), ("Credit", 6))
    table = RowTable([TableColumn(*heading) for heading in headings], name="Controls")
    qtbot.addWidget(table)
    table.show_value(rows_of(*rows))
    table.resize(width, 400)
    table.show()
    settle()
    return table


def rows_of(*rows: tuple[str, ...]) -> list[TableRow]:
    signs = ("", "", "half", "", "")
    return [
        TableRow(
            str(at), tuple(TableCell(words, sign) for words, sign in zip(row, signs, strict=True))
        )
        for at, row in enumerate(rows)
    ]


def broken_words(table: RowTable) -> list[str]:
    """The words that stand in two lines, as each cell is painted."""
    font = theme.look().font("small")
    found = []
    for line in table._lines.values():
        for place, cell, _font in line._cells(table.width()):
            room = place.width() - line._sign_room(cell)
            lines = " ".join(lines_of(cell.words, font, room))
            shown = lines.translate(_MARKS).split()
            found += [word for word in cell.words.split() if word not in shown]
    return found


@pytest.mark.parametrize("width", [622, 700, 1000])
def test_no_word_is_broken_while_the_table_has_room(
    qtbot: QtBot, dressed: QApplication, width: int
) -> None:
    table = table_of(qtbot, CELLS, width=width)
    assert not table.is_stacked(width)
    assert broken_words(table) == []
    assert table.widths(width)[-1][0] + table.widths(width)[-1][1] <= width


def test_a_longer_word_in_one_row_gives_every_row_its_place_anew(
    qtbot: QtBot, dressed: QApplication
) -> None:
    table = table_of(qtbot, CELLS, CELLS, width=700)
    before = table.widths(700)
    line = table._lines["0"]
    assert line._cells(700)
    longer = (*CELLS[:3], "Telecommunications", CELLS[4])
    table.show_value(rows_of(CELLS, longer))
    assert table.widths(700) != before
    assert [place.x() for place, _cell, _font in line._cells(700)] == [
        x + 8 for x, _wide in table.widths(700)
    ]


def test_words_that_never_fit_are_broken_and_no_column_leaves_the_table(
    qtbot: QtBot, dressed: QApplication
) -> None:
    monster = tuple("W" * 60 for _cell in CELLS)
    table = table_of(qtbot, monster, width=700)
    x, wide = table.widths(700)[-1]
    assert x + wide <= 700
    assert all(wide > 30 for _x, wide in table.widths(700))
