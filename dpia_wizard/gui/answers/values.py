"""Answers that are one plain value: a date, or a number."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import Value
from dpia_wizard.core.summary import REVIEW_DATE
from dpia_wizard.gui.answers.base import AnswerField
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.parts.numbers import NumberEdit
from dpia_wizard.gui.words import _

_AHEAD = frozenset({"record.target", REVIEW_DATE})
"""The questions about a day to come."""


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
        self._past = SignLabel("clock", "", ink="note_line", role="small", wrap=True)
        self._past.setObjectName(f"{question.id}.past")
        self._past.hide()
        self.column.addWidget(self._past)
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        shown = value if isinstance(value, str) else ""
        if shown != self._edit.value():
            self._edit.show_value(shown)
        self._show_past(shown)

    def _show_past(self, day: str) -> None:
        """Say that a day which the team looks ahead to is over; it stays what was written."""
        editing = self.open.editing
        is_past = self.question.id in _AHEAD and "" < day < editing.today and editing.may_edit
        words = _("This day is past already. Leave it if that is so, or write the day that holds.")
        self._past.show_value("clock", words if is_past else "")
        self._past.setVisible(is_past)

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
