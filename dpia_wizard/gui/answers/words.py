"""Answers in words: one line, or several."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.gui.answers.base import AnswerField, WordsField
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit


class TextAnswer(AnswerField):
    """One line of words."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._edit: LineEdit | PlainTextEdit = self._make()
        self._words = WordsField(self, "", self._edit)
        self.column.addWidget(self._edit)
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        self._words.show(value if isinstance(value, str) else "")

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._edit.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return self._edit

    def _make(self) -> LineEdit | PlainTextEdit:
        return LineEdit(name=self.name)


class LongTextAnswer(TextAnswer):
    """Words over several lines."""

    def _make(self) -> LineEdit | PlainTextEdit:
        return PlainTextEdit(name=self.name, lines=2)
