"""Fields that keep what a person writes shortly after it was typed."""

from __future__ import annotations

from collections.abc import Callable

from dpia_wizard.core.change import Step
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit

Write = Callable[[str, str], Step | None]
"""Keeps a text in the record with an id: (id, text)."""


class KeptText:
    """Binds a text field to one part of records of the open assessment.

    Call `show` with the record it stands for and the text kept there; what is being typed stays,
    and belongs to the record that was shown while it was typed.
    """

    def __init__(
        self, open_: OpenAssessment, field: LineEdit | PlainTextEdit, part: str, write: Write
    ) -> None:
        self.field = field
        self._open = open_
        self._part = part
        self._write = write
        self._id = ""
        field.edited.connect(self._type)

    def show(self, id: str, text: str) -> None:
        """Show *text* of the record *id*, unless newer words wait to be kept there."""
        if id == self._id and self._open.is_waiting(self._key(id)):
            return
        self._id = id
        self.field.show_value(text)

    def _type(self, text: str) -> None:
        id = self._id
        if id:
            self._open.type(self._key(id), lambda: self._write(id, text))

    def _key(self, id: str) -> str:
        return f"{self._part} of {id}"
