"""A person by post, a signature line, and a file that is referred to: cells of one row."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Question
from dpia_wizard.gui.answers.base import AnswerField, captioned
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _

PERSON_CELLS = ("name", "post", "agency", "contact")
SIGNATURE_CELLS = ("name", "post", "agency", "date")
FILE_CELLS = ("title", "kept", "date")


class CellsAnswer(AnswerField):
    """An answer of a few named lines, kept as the cells of one row."""

    cells: tuple[str, ...] = ()

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._fields: dict[str, LineEdit | DateEdit] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        names = self.names()
        for at, cell in enumerate(self.cells):
            field = self._make(cell, names[cell])
            self._fields[cell] = field
            grid.addWidget(captioned(names[cell], field), at // 2, at % 2)
        nest(self.column, grid)
        self.refresh()

    def names(self) -> Mapping[str, str]:
        """What each line is called."""
        return {}

    def refresh(self) -> None:
        row = self.open.editing.assessment.rows.get(self.question.id)
        for cell, field in self._fields.items():
            value = row.cells.get(cell, "") if row is not None else ""
            shown = value if isinstance(value, str) else ""
            if isinstance(field, LineEdit):
                if not self.is_typed(cell):
                    field.show_value(shown)
            elif field.value() != shown:
                field.show_value(shown)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for field in self._fields.values():
            field.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return next(iter(self._fields.values()), None)

    def _make(self, cell: str, words: str) -> LineEdit | DateEdit:
        name = _("{part}: {question}").format(part=words, question=self.name)
        field: LineEdit | DateEdit
        if cell == "date":
            field = DateEdit(name=name)
            field.edited.connect(lambda value: self.commit(lambda: self._set(cell, value)))
        else:
            field = LineEdit(name=name)
            field.edited.connect(lambda text: self.typed(lambda: self._set(cell, text), cell))
            field.editingFinished.connect(self.settle)
        field.setObjectName(f"{self.question.id}.{cell}")
        return field

    def _set(self, cell: str, value: str) -> Step | None:
        return self.open.editing.set_person(self.question.id, **{cell: value})


class PersonAnswer(CellsAnswer):
    """Who: the post matters most."""

    cells = PERSON_CELLS

    def names(self) -> Mapping[str, str]:
        return {
            "name": _("Name"),
            "post": _("Post"),
            "agency": _("Agency"),
            "contact": _("How to reach this person at work"),
        }


class SignatureAnswer(CellsAnswer):
    """Who signs; the signing itself happens on the report."""

    cells = SIGNATURE_CELLS

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        words = _("Signing happens on the report, on paper or with a key. Here is who signs.")
        self.column.insertWidget(0, PlainLabel(words, role="small_muted", wrap=True))

    def names(self) -> Mapping[str, str]:
        return {
            "name": _("Name"),
            "post": _("Post"),
            "agency": _("Agency"),
            "date": _("Date"),
        }


class FileReference(CellsAnswer):
    """A paper or file: what it is, where it is kept, its date."""

    cells = FILE_CELLS

    def names(self) -> Mapping[str, str]:
        return {
            "title": _("What it is called"),
            "kept": _("Where it is kept"),
            "date": _("Date"),
        }
