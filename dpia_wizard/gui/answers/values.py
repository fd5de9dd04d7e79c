"""Answers that are one plain value: a date, or a number."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import Value
from dpia_wizard.gui.answers.base import AnswerField
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.numbers import NumberEdit


class DateAnswer(AnswerField):
    """A day."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._edit = DateEdit(name=self.name)
        self._edit.setObjectName(question.id)
        self._edit.edited.connect(self._dated)
        self.column.addWidget(self._edit)
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        shown = value if isinstance(value, str) else ""
        if shown != self._edit.value():
            self._edit.show_value(shown)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._edit.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return self._edit

    def _dated(self, date: str) -> None:
        self.commit(lambda: self.open.editing.answer(self.question.id, value=date or None))


class NumberAnswer(AnswerField):
    """A whole number, or that nobody knows."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._edit = NumberEdit(name=self.name)
        self._edit.setObjectName(question.id)
        self._edit.edited.connect(self._edited)
        self.column.addWidget(self._edit)
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        shown = value if isinstance(value, int | str) else None
        if shown != self._edit.value() and not self.is_typed():
            self._edit.show_value(shown)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._edit.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return self._edit

    def _edited(self, value: Value) -> None:
        def answer() -> Step | None:
            return self.open.editing.answer(self.question.id, value=value)

        if isinstance(value, int):
            self.typed(answer)
        else:
            self.commit(answer)
