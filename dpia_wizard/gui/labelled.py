"""A field under its label, the label being its buddy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui.parts.labels import PlainLabel


def add_labelled(column: QVBoxLayout, words: str, field: QWidget) -> None:
    """Put *field* into *column* under its label."""
    caption = PlainLabel(words, role="small_strong")
    caption.setBuddy(field)
    column.addWidget(caption)
    column.addWidget(field)


def side_by_side(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    """Fields of equal width in a row, their labels level with each other."""
    row = QHBoxLayout()
    row.setSpacing(24)
    for words, field in fields:
        column = QVBoxLayout()
        column.setSpacing(4)
        add_labelled(column, words, field)
        column.addStretch(1)
        row.addLayout(column, 1)
        row.setAlignment(column, Qt.AlignmentFlag.AlignTop)
    return row
