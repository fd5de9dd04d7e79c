"""The form under a row of a repeating table: one field for each column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.form import Choice as FormChoice
from dpia_wizard.core.form import Column, Question
from dpia_wizard.core.inventory import REASON, Sensitivity, asks_why
from dpia_wizard.gui.answers.base import caption, choice_hint
from dpia_wizard.gui.answers.choices import MOST_RADIOS, alone
from dpia_wizard.gui.answers.radio_list import RadioList
from dpia_wizard.gui.answers.rows import Cell
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow, yes_partly_no_unknown
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.numbers import NumberEdit
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording

Field = (
    LineEdit | PlainTextEdit | ComboBox | RadioList | CheckList | ChoiceRow | DateEdit | NumberEdit
)


class RowForm(QFrame):
    """Edits one row. `typed` and `chosen` give the column and its value; the rest asks the table.

    Esc or "Done" closes it.
    """

    typed = Signal(str, object)
    chosen = Signal(str, object)
    left = Signal()
    moved = Signal(int)
    removed = Signal()
    closed = Signal()

    def __init__(self, wording: Wording, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._question = question
        self._fields: dict[str, Field] = {}
        self._hints: dict[str, PlainLabel] = {}
        self._holders: dict[str, QWidget] = {}
        self._standing = SignLabel("info", "", role="small", wrap=True)
        self._standing.hide()
        self.setProperty("ground", "surface_alt")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for of in question.columns:
            self._holders[of.id] = self._captioned(of)
            column.addWidget(self._holders[of.id])
        nest(column, self._buttons())

    def show_value(self, cells: dict[str, Cell], *, typed: Callable[[str], bool]) -> None:
        """Show *cells*, save those that are being typed just now."""
        for of in self._question.columns:
            if not typed(of.id):
                self._show_cell(of, cells.get(of.id, ""))

    def show_sensitivity(self, stands: Sensitivity | None) -> None:
        """Show how the row stands to its default, and ask why only where it is below it."""
        if not asks_why(self._question):
            return
        reason = self._holders[REASON]
        reason.setVisible(stands is not None and (stands.is_below or bool(stands.reason)))
        if stands is None:
            self._standing.hide()
            return
        layout = self._holders[stands.column].layout()
        if layout is not None and layout.indexOf(self._standing) < 0:
            layout.addWidget(self._standing)
        sign, ink = ("warning", "note_line") if stands.lacks_reason else ("info", "text_muted")
        words = self._wording.default_of(self._question, stands)
        self._standing.show_value(sign, words, ink=ink)
        self._standing.show()

    def focus_first(self) -> None:
        """Give the focus to the first field."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._done = SecondaryButton(_("Done"), sign="check")
        self._done.clicked.connect(self.closed)
        up = LinkButton(_("Move up"), sign="arrow-up")
        up.clicked.connect(lambda: self.moved.emit(-1))
        down = LinkButton(_("Move down"), sign="arrow-down")
        down.clicked.connect(lambda: self.moved.emit(1))
        remove = LinkButton(_("Remove this row"), sign="trash")
        remove.clicked.connect(self.removed)
        row.addWidget(self._done)
        row.addStretch(1)
        for button in (up, down, remove):
            row.addWidget(button)
        return row

    def _captioned(self, of: Column) -> QWidget:
        words = self._wording.column(self._question, of.id)
        field = self._make(of, words)
        field.setObjectName(f"{self._question.id}.{of.id}")
        self._fields[of.id] = field
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption(words, field))
        hint = self._wording.words.pack(f"column.{self._question.id}.{of.id}.hint", of.hint)
        if hint:
            column.addWidget(PlainLabel(hint, role="small_muted", wrap=True))
        column.addWidget(field)
        if isinstance(field, ComboBox):
            meaning = PlainLabel("", role="small_muted", wrap=True)
            meaning.hide()
            self._hints[of.id] = meaning
            column.addWidget(meaning)
        return holder

    def _make(self, of: Column, name: str) -> Field:
        match of.kind:
            case "text":
                line = LineEdit(name=name)
                line.edited.connect(lambda text: self.typed.emit(of.id, text))
                line.editingFinished.connect(self.left)
                return line
            case "long_text":
                words = PlainTextEdit(name=name, lines=2)
                words.edited.connect(lambda text: self.typed.emit(of.id, text))
                words.left.connect(self.left)
                return words
            case "date":
                day = DateEdit(name=name)
                day.edited.connect(lambda value: self._choose(of, value))
                return day
            case "number":
                number = NumberEdit(name=name)
                number.edited.connect(
                    lambda value: self._choose(of, "" if value is None else str(value))
                )
                return number
            case "ypnu":
                answers = ChoiceRow(yes_partly_no_unknown(), name=name)
                answers.edited.connect(lambda value: self._choose(of, value or ""))
                return answers
            case "scale":
                scale = ChoiceRow([Choice(c.id, self._words(of, c)) for c in of.choices], name=name)
                scale.edited.connect(lambda value: self._choose(of, value or ""))
                return scale
            case "multi":
                boxes = CheckList([Choice(c.id, self._words(of, c)) for c in of.choices], name=name)
                boxes.edited.connect(lambda values: self._tick(of, boxes, values))
                return boxes
            case "single":
                return self._single(of, name)

    def _single(self, of: Column, name: str) -> Field:
        if len(of.choices) > MOST_RADIOS:
            options = [(c.id, self._words(of, c)) for c in of.choices]
            chooser = ComboBox([("", _("Choose from the list")), *options], name=name)
            chooser.edited.connect(lambda value: self._choose(of, str(value or "")))
            return chooser
        radios = RadioList([(c.id, self._words(of, c), self._hint(of, c)) for c in of.choices])
        radios.setAccessibleName(name)
        radios.edited.connect(lambda value: self._choose(of, value or ""))
        return radios

    def _words(self, of: Column, choice: FormChoice) -> str:
        return self._wording.choice(self._question, choice.id, of.id)

    def _hint(self, of: Column, choice: FormChoice) -> str:
        return choice_hint(self._wording, choice, f"choice.{self._question.id}.{of.id}")

    def _tick(self, of: Column, boxes: CheckList, values: tuple[str, ...]) -> None:
        before = boxes.property("kept") or ()
        kept = alone(tuple(before), values)
        boxes.show_value(kept)
        boxes.setProperty("kept", kept)
        self.chosen.emit(of.id, kept)

    def _choose(self, of: Column, value: Cell) -> None:
        self._show_meaning(of, value)
        self.chosen.emit(of.id, value)

    def _show_meaning(self, of: Column, value: Cell) -> None:
        label = self._hints.get(of.id)
        if label is None:
            return
        choice = next((c for c in of.choices if c.id == value), None)
        meaning = "" if choice is None else self._hint(of, choice)
        note = self._wording.element(str(value), "note") if choice and choice.default else ""
        if note:
            meaning = _("{prompt} {note}").format(prompt=meaning, note=note)
        label.setText(meaning)
        label.setVisible(bool(meaning))

    def _show_cell(self, of: Column, cell: Cell) -> None:
        field: Any = self._fields[of.id]
        if isinstance(field, CheckList):
            values = (cell,) if isinstance(cell, str) and cell else tuple(cell)
            field.setProperty("kept", values)
            field.show_value(values)
        elif isinstance(field, NumberEdit):
            text = cell if isinstance(cell, str) else ""
            value = int(text) if text.isdecimal() else text or None
            if value != field.value():
                field.show_value(value)
        elif isinstance(field, DateEdit):
            if field.value() != cell:
                field.show_value(str(cell))
        elif isinstance(field, LineEdit | PlainTextEdit):
            field.show_value(cell if isinstance(cell, str) else "")
        else:
            field.show_value(cell or ("" if isinstance(field, ComboBox) else None))
            self._show_meaning(of, cell)
