"""Answers chosen from a list: one of it, several of it, or a point of a scale."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.core.model import NONE, UNKNOWN
from dpia_wizard.gui.answers.base import AnswerField, choice_hint, choice_words
from dpia_wizard.gui.answers.radio_list import RadioList
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _

MOST_RADIOS = 7
"""Longer lists drop down."""


class SingleAnswer(AnswerField):
    """One of a list."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        place = f"choice.{question.id}"
        self._list: RadioList | ComboBox
        self._hint = PlainLabel("", role="small_muted", wrap=True)
        if len(question.choices) > MOST_RADIOS:
            options = [(c.id, self.wording.choice(question, c.id)) for c in question.choices]
            self._list = ComboBox([("", _("Choose from the list")), *options], name=self.name)
        else:
            self._list = RadioList(
                [
                    (
                        choice.id,
                        self.wording.choice(question, choice.id),
                        choice_hint(self.wording, choice, place),
                    )
                    for choice in question.choices
                ],
                name=self.name,
            )
        self._list.setObjectName(question.id)
        self._list.edited.connect(self._chosen)
        self.column.addWidget(self._list)
        self.column.addWidget(self._hint)
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        self._list.show_value(value or "")
        hint = ""
        choice = self.question.choice(value) if isinstance(value, str) else None
        if choice is not None and isinstance(self._list, ComboBox):
            hint = choice_hint(self.wording, choice, f"choice.{self.question.id}")
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if self.read_only:
            self.set_read_only(True)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if isinstance(self._list, ComboBox):
            self._list.setEnabled(not read_only)
        else:
            self._list.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return self._list

    def _chosen(self, value: object) -> None:
        kept = str(value) if value else None
        self.commit(lambda: self.open.editing.answer(self.question.id, value=kept))


class MultiAnswer(AnswerField):
    """Several of a list; "none" and "we do not know" stand alone."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        ids = [choice.id for choice in question.choices]
        ids += [id for id in (NONE, UNKNOWN) if id not in ids]
        self._list = CheckList([Choice(id, self._words(id)) for id in ids], name=self.name)
        self._list.setObjectName(question.id)
        self._list.edited.connect(self._ticked)
        self.column.addWidget(self._list)
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        chosen = value if isinstance(value, tuple) else (str(value),) if value else ()
        self._list.show_value(chosen)
        if self.read_only:
            self._list.set_read_only(True)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._list.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return self._list

    def _words(self, id: str) -> str:
        words = choice_words(self.wording, self.question, id)
        choice = self.question.choice(id)
        if choice is None:
            return words
        hint = choice_hint(self.wording, choice, f"choice.{self.question.id}")
        return f"{words}\n{hint}" if hint else words

    def _ticked(self, values: tuple[str, ...]) -> None:
        before = self.answer.value
        kept = alone(before if isinstance(before, tuple) else (), values)
        self._list.show_value(kept)
        self.commit(lambda: self.open.editing.answer(self.question.id, value=kept or None))


class ScaleAnswer(AnswerField):
    """One point of an ordered list, with what each point means."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._row = ChoiceRow(
            [Choice(c.id, self.wording.choice(question, c.id)) for c in question.choices],
            name=self.name,
        )
        self._row.setObjectName(question.id)
        self._row.edited.connect(self._chosen)
        self.column.addWidget(self._row)
        meanings = []
        for choice in question.choices:
            hint = choice_hint(self.wording, choice, f"choice.{question.id}")
            if hint:
                words = self.wording.choice(question, choice.id)
                meanings.append(_("{choice}: {meaning}").format(choice=words, meaning=hint))
        self._meanings = PlainLabel("\n".join(meanings), role="small_muted", wrap=True)
        self.column.addWidget(self._meanings)
        self._meanings.setVisible(bool(meanings))
        self.refresh()

    def refresh(self) -> None:
        value = self.answer.value
        self._row.show_value(value if isinstance(value, str) else None)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._row.set_read_only(read_only)

    def first_control(self) -> QWidget | None:
        return self._row

    def _chosen(self, value: str | None) -> None:
        self.commit(lambda: self.open.editing.answer(self.question.id, value=value))


def alone(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """*after* with "none" or "unknown" standing alone: the newest of what excludes itself wins."""
    new = set(after) - set(before)
    for id in (NONE, UNKNOWN):
        if id in new:
            return (id,)
    rest = tuple(id for id in after if id not in (NONE, UNKNOWN))
    return rest if rest and new else after
