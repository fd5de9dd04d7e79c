"""The clauses with a field each for the number in the signed text; lists are pasted into it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.protocol import OWN
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, isolate, start_rtl_line
from dpia_wizard.wording import Wording


class _NumberField(LineEdit):
    """A number; `pasted` gives a list that was pasted into it, `walked` a step up or down."""

    pasted = Signal(str)
    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        text = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and ("\t" in text or "\n" in text.strip()):
            self.pasted.emit(text)
            return
        super().keyPressEvent(event)


class NumbersTable(QWidget):
    """The mapping. `edited` gives a clause and its number, `ticked` a clause and whether its text
    changed, `pasted` a list and the clause at which it was pasted."""

    edited = Signal(str, str)
    ticked = Signal(str, bool)
    pasted = Signal(str, str)

    def __init__(self, pack: Pack, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, _NumberField] = {}
        self._ticks: dict[str, TickBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        nest(column, grid)
        for row, clause in enumerate(c for c in pack.clauses if c.basis != OWN):
            words = _("{id} {title}").format(id=isolate(clause.id), title=wording.clause(clause.id))
            label = PlainLabel(start_rtl_line(words), role="small", wrap=True)
            field = _NumberField(
                name=_("Number of {clause} in the signed text").format(clause=words)
            )
            field.setObjectName(f"numbers.{clause.id}")
            field.setFixedWidth(max(150, field.sizeHint().width() // 2))
            field.edited.connect(lambda text, id=clause.id: self.edited.emit(id, text.strip()))
            field.pasted.connect(lambda text, id=clause.id: self.pasted.emit(text, id))
            field.walked.connect(lambda by, id=clause.id: self._walk(id, by))
            label.setBuddy(field)
            tick = TickBox(_("Its text changed"))
            tick.setAccessibleName(_("The text of {clause} changed").format(clause=words))
            tick.setObjectName(f"changed.{clause.id}")
            tick.toggled.connect(lambda on, id=clause.id: self.ticked.emit(id, on))
            self._fields[clause.id], self._ticks[clause.id] = field, tick
            for at, part in enumerate((label, field, tick)):
                grid.addWidget(part, row, at, Qt.AlignmentFlag.AlignVCenter)

    def show_value(
        self, numbers: Mapping[str, str], changed: tuple[str, ...], *, with_ticks: bool
    ) -> None:
        """Show these numbers, and which texts changed where the edition replaces another."""
        for id, field in self._fields.items():
            field.show_value(numbers.get(id, ""))
        for id, tick in self._ticks.items():
            tick.blockSignals(True)
            tick.setChecked(id in changed)
            tick.blockSignals(False)
            tick.setVisible(with_ticks)

    def set_trouble(self, places: Mapping[str, str]) -> None:
        """Mark the numbers that cannot be kept."""
        for id, field in self._fields.items():
            field.set_trouble(f"numbers.{id}" in places)
            field.setToolTip(places.get(f"numbers.{id}", ""))

    def _walk(self, id: str, by: int) -> None:
        fields = list(self._fields.values())
        at = fields.index(self._fields[id]) + by
        if 0 <= at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)
            fields[at].selectAll()
