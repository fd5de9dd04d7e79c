"""What every answer field is: it shows what is kept for one question and keeps what is entered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.core.model import UNKNOWN, Answer
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording

Act = Callable[[], Step | None]


class AnswerField(QWidget):
    """The field of one question. Subclasses build their controls and say how to show them.

    `go` asks for another place. What a person does is kept at once (`commit`), what they type
    within a moment (`typed`), and both are tried again when the disk is full.
    """

    go = Signal(str)

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.open = open_
        self.question = question
        self.read_only = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)

    @property
    def wording(self) -> Wording:
        """The names of the pack's parts in the window's language."""
        return self.open.wording

    @property
    def name(self) -> str:
        """What the field is called: the question."""
        return self.wording.question(self.question)

    @property
    def answer(self) -> Answer:
        """The answer that is kept, or an empty one."""
        kept = self.open.editing.assessment.answers
        return kept.get(self.question.id, Answer(self.question.id))

    def refresh(self) -> None:
        """Show what is kept now; what is being typed stays as it is."""

    def set_read_only(self, read_only: bool) -> None:
        """Show words instead of fields."""
        self.read_only = read_only

    def first_control(self) -> QWidget | None:
        """The control that takes the focus when one comes to this question."""
        return None

    def commit(self, act: Act) -> None:
        """Keep *act* now; it waits to be tried again when it cannot be kept."""
        self.open.commit(self.question.id, act)

    def typed(self, act: Act, part: str = "") -> None:
        """Keep *act* within a moment; a later one for the same *part* replaces it."""
        self.open.type(f"{self.question.id} {part}", act)

    def is_typed(self, part: str = "") -> bool:
        """Whether something typed into *part* is not kept yet."""
        return self.open.is_waiting(f"{self.question.id} {part}")

    def settle(self) -> None:
        """Keep what was typed, now; what follows is a step of its own for undo."""
        self.open.keep(lambda: None)


class WordsField:
    """A text of an answer in a line or in several: shown, typed, left."""

    def __init__(self, owner: AnswerField, part: str, edit: LineEdit | PlainTextEdit) -> None:
        self.owner = owner
        self.part = part
        self.edit = edit
        edit.setObjectName(f"{owner.question.id}.{part}" if part else owner.question.id)
        edit.edited.connect(self._typed)
        if isinstance(edit, PlainTextEdit):
            edit.left.connect(owner.settle)
        else:
            edit.editingFinished.connect(owner.settle)

    def show(self, text: str) -> None:
        """Show *text*, unless other words are being typed just now."""
        if not self.owner.is_typed(self.part):
            self.edit.show_value(text)

    def _typed(self, text: str) -> None:
        owner, question, part = self.owner, self.owner.question.id, self.part or "value"
        value = text if part != "value" else text or None
        owner.typed(lambda: owner.open.editing.answer(question, **{part: value}), self.part)


def caption(words: str, field: QWidget) -> PlainLabel:
    """The small bold words over a field, which they name."""
    label = PlainLabel(words, role="small_strong", wrap=True)
    label.setBuddy(field)
    return label


def captioned(words: str, field: QWidget) -> QWidget:
    """A field under its caption."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(caption(words, field))
    column.addWidget(field)
    return holder


def choice_hint(wording: Wording, choice: Choice, address: str) -> str:
    """What a choice means; *address* is where its words are, for a choice of its own list."""
    place = (choice.address or f"{address}.{choice.id}.label").removesuffix(".label")
    return wording.words.pack(f"{place}.hint", choice.hint)


def choice_words(wording: Wording, question: Question, choice: str) -> str:
    """The words of a choice, those that every question has included."""
    if question.choice(choice) is None:
        if choice == UNKNOWN:
            return _("We do not know")
        if choice == "none":
            return _("None of these")
    return wording.choice(question, choice)
