"""A repeating table: rows that wrap, a form under the row that is open, and what to say instead."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core import inventory
from dpia_wizard.core.form import Column, Question
from dpia_wizard.core.model import NONE, UNKNOWN, Row
from dpia_wizard.gui import messages
from dpia_wizard.gui.answers import rows
from dpia_wizard.gui.answers.base import AnswerField
from dpia_wizard.gui.answers.row_form import RowForm
from dpia_wizard.gui.answers.row_lines import LineCell, RowLine, TableHead
from dpia_wizard.gui.answers.rows import Cell
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.words import _


class TableAnswer(AnswerField):
    """Rows, the form of the one that is open, and the buttons under them."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._lines: dict[str, RowLine] = {}
        self._order: tuple[str, ...] = ()
        self._form: RowForm | None = None
        self._open_row = ""
        self._head = TableHead()
        self._head.show_value([self._cell(of, "") for of in question.columns])
        self._table = QVBoxLayout()
        self._table.setSpacing(0)
        self._table.addWidget(self._head)
        nest(self.column, self._table)
        add = self.wording.question(question, "add") or _("Add a row")
        self._add_more = LinkButton(add, sign="plus", small=False)
        self._add_more.setObjectName(f"{question.id}.add")
        self._add_more.clicked.connect(self.add_row)
        line = QHBoxLayout()
        line.addWidget(self._add_more)
        line.addStretch(1)
        nest(self.column, line)
        self._instead = self._buttons(add)
        self.column.addWidget(self._instead)
        self.refresh()

    def refresh(self) -> None:
        kept = self.open.editing.assessment.rows_of(self.question.id)
        order = tuple(row.id for row in kept)
        for gone in set(self._lines) - set(order):
            self._drop_line(gone)
        for at, row in enumerate(kept):
            line = self._lines.get(row.id) or self._new_line(row.id)
            line.show_row(self._cells(row), at + 1, len(kept))
            line.set_read_only(self.read_only)
        if order != self._order:
            self._order = order
            self._place()
        self._show_form_of(kept)
        self._show_buttons(bool(kept))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if read_only:
            self._close_form()
        self.refresh()

    def first_control(self) -> QWidget | None:
        if self._order:
            return self._lines[self._order[0]]
        return self._add_first

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table."""
        return self.question.columns

    def add_row(self) -> None:
        """Open the form of a row that comes to be with its first words."""
        self.settle()
        self._open_form(self.open.editing.new_id())

    def _buttons(self, add: str) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self._add_first = SecondaryButton(add, sign="plus")
        self._add_first.clicked.connect(self.add_row)
        self._add_first.setObjectName(f"{self.question.id}.add_first")
        flow.addWidget(self._add_first)
        self._said: dict[str, SignButton] = {}
        none = self.wording.question(self.question, "none")
        for value, words, sign in (
            (NONE, none, "check"),
            (UNKNOWN, _("We do not know"), "question"),
        ):
            if not words:
                continue
            button = SignButton(words, sign=sign)
            button.setCheckable(True)
            button.setObjectName(f"{self.question.id}.{value}")
            button.clicked.connect(lambda checked, said=value: self._say(said if checked else None))
            self._said[value] = button
            flow.addWidget(button)
        return holder

    def _show_buttons(self, has_rows: bool) -> None:
        said = self.answer.value
        drafting = self._form is not None
        self._head.setVisible(has_rows)
        self._add_more.setVisible(has_rows and not drafting and not self.read_only)
        self._instead.setVisible(not has_rows and not drafting)
        self._add_first.setVisible(not self.read_only)
        for value, button in self._said.items():
            button.setChecked(said == value)
            button.setEnabled(not self.read_only)
            button.setVisible(not self.read_only or said == value)

    def _say(self, value: str | None) -> None:
        self.commit(lambda: rows.say_instead(self.open.editing, self.question.id, value))
        self.refresh()

    # Lines

    def _new_line(self, id: str) -> RowLine:
        line = RowLine(self)
        line.setObjectName(f"{self.question.id}.row")
        line.opened.connect(lambda: self._toggle(id))
        line.moved.connect(lambda by: self._move(id, by))
        line.removed.connect(lambda: self._remove(id))
        line.walked.connect(lambda by: self._walk(id, by))
        self._lines[id] = line
        return line

    def _drop_line(self, id: str) -> None:
        line = self._lines.pop(id)
        had_focus = line.hasFocus()
        self._table.removeWidget(line)
        line.hide()
        line.deleteLater()
        if had_focus or self._open_row == id:
            self._close_form()
            at = min(self._order.index(id), len(self._order) - 2) if id in self._order else -1
            left = [other for other in self._order if other != id]
            target = self._lines.get(left[at]) if left and at >= 0 else None
            if had_focus:
                (target or self._add_first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        for line in self._lines.values():
            self._table.removeWidget(line)
        for at, id in enumerate(self._order):
            self._table.insertWidget(at + 1, self._lines[id])
        self._place_form()
        before: QWidget = self._head
        for id in self._order:
            QWidget.setTabOrder(before, self._lines[id])
            before = self._lines[id]

    def _walk(self, id: str, by: int) -> None:
        at = self._order.index(id) + by
        if 0 <= at < len(self._order):
            self._lines[self._order[at]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, id: str, by: int) -> None:
        self.commit(lambda: rows.move_row(self.open.editing, id, by))
        at = self._order.index(id) + 1 if id in self._order else 0
        messages.announce(self, _("Row {at} of {total}").format(at=at, total=len(self._order)))

    def _remove(self, id: str) -> None:
        self.commit(lambda: rows.remove_row(self.open.editing, id))
        messages.announce(self, _("Row removed. Undo brings it back."))

    # The form

    def _toggle(self, id: str) -> None:
        if self._open_row == id:
            self._close_form()
        else:
            self.settle()
            self._open_form(id)

    def _open_form(self, id: str) -> None:
        self._close_form()
        self._open_row = id
        form = RowForm(self.wording, self.question, self)
        form.typed.connect(self._type_cell)
        form.chosen.connect(self._choose_cell)
        form.left.connect(self.settle)
        form.closed.connect(self._leave_form)
        form.moved.connect(lambda by: self._move(self._open_row, by))
        form.removed.connect(self._remove_open)
        self._form = form
        self._place_form()
        self.refresh()
        if id in self._lines:
            self._lines[id].set_open(True)
        form.show()
        QTimer.singleShot(0, form, form.focus_first)

    def _place_form(self) -> None:
        if self._form is None:
            return
        self._table.removeWidget(self._form)
        at = self._order.index(self._open_row) if self._open_row in self._order else None
        self._table.insertWidget(len(self._order) + 1 if at is None else at + 2, self._form)

    def _show_form_of(self, kept: tuple[Row, ...]) -> None:
        if self._form is None:
            return
        row = next((row for row in kept if row.id == self._open_row), None)
        cells = dict(row.cells) if row is not None else {}
        self._form.show_value(cells, typed=lambda column: self.is_typed(self._part(column)))
        self._form.show_sensitivity(
            None if row is None else inventory.sensitivity(self.question, row)
        )
        if row is not None:
            self._lines[row.id].set_open(True)

    def _leave_form(self) -> None:
        id = self._open_row
        self.settle()
        self._close_form()
        self.refresh()
        target: QWidget = self._lines.get(id) or self._add_first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        if self._form is None:
            return
        form, self._form = self._form, None
        if self._open_row in self._lines:
            self._lines[self._open_row].set_open(False)
        self._open_row = ""
        self._table.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _remove_open(self) -> None:
        id = self._open_row
        if id in self._lines:
            self._lines[id].setFocus(Qt.FocusReason.OtherFocusReason)
            self._close_form()
            self._remove(id)
        else:
            self._leave_form()

    def _part(self, column: str) -> str:
        return f"{self._open_row} {column}"

    def _type_cell(self, column: str, value: str) -> None:
        id = self._open_row
        self.typed(
            lambda: rows.set_cells(self.open.editing, self.question.id, id, {column: value}),
            self._part(column),
        )

    def _choose_cell(self, column: str, value: Cell) -> None:
        id = self._open_row
        row = self.open.editing.assessment.rows.get(id)
        cells = inventory.with_default(self.question, row, column, value)
        self.commit(lambda: rows.set_cells(self.open.editing, self.question.id, id, cells))

    def _cells(self, row: Row) -> list[LineCell]:
        """What stands in the line of a row; a sensitivity says how it stands to its default."""
        cells = [self._cell(of, row.cells.get(of.id, "")) for of in self.columns]
        stands = inventory.sensitivity(self.question, row)
        if stands is None or not stands.chosen:
            return cells
        words = self.wording.against_default(self.question, stands)
        return [
            replace(cell, words=words) if of.id == stands.column else cell
            for of, cell in zip(self.columns, cells, strict=True)
        ]

    def _cell(self, of: Column, cell: Cell) -> LineCell:
        heading = self.wording.column(self.question, of.id)
        values = (cell,) if isinstance(cell, str) else tuple(cell)
        if of.kind in ("single", "multi", "scale", "ypnu"):
            values = tuple(self.wording.choice(self.question, id, of.id) for id in values if id)
        elif of.kind == "number" and cell == UNKNOWN:
            values = (_("We do not know"),)
        return LineCell(heading, _(", ").join(v for v in values if v), of.kind == "long_text")
