"""Fields and forms that keep what a person writes shortly after it was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.drafts import Words

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


_OPEN = "open"
"""Marks the words of a form that was left while it asked."""


def is_left_open(open_: OpenAssessment, key: str) -> bool:
    """Whether words wait in a form that was open when its page was left."""
    return _OPEN in open_.begun(key)


class BegunForm(QObject):
    """What is begun in a *form* and not said yet: kept in the library while one writes, and found
    again there after a lock, Esc or "Go back", until it is said or dropped.

    *read* gives the words of its fields by name, *show* shows others ({}: none). `discard` is the
    button that drops them and, until something else is written, brings them back. `left`: Esc.
    """

    left = Signal()

    def __init__(
        self,
        open_: OpenAssessment,
        form: QWidget,
        *,
        read: Callable[[], Words],
        show: Callable[[Words], None],
    ) -> None:
        super().__init__(form)
        self._open = open_
        self._read = read
        self._show = show
        self._key = ""
        self._dropped: Words = {}
        self._is_showing = False
        self._is_open = False
        self.discard = LinkButton("", small=False, parent=form)
        self.discard.hide()
        self.discard.setObjectName("begun.discard")
        self.discard.clicked.connect(self._turn)
        form.installEventFilter(self)

    def stand_for(self, key: str) -> None:
        """Show what was begun under *key* ("raised R36"); what is written next belongs there."""
        if key != self._key:
            self._key, self._dropped = key, {}
        self._put(self._open.begun(key) if key else {})

    def set_open(self, *, is_open: bool) -> None:
        """Remember whether the form asks: one that asks does so again after a lock."""
        self._is_open = is_open
        self.note()

    def note(self) -> None:
        """Keep soon what stands in the form now."""
        if self._key and not self._is_showing:
            words = self._written()
            if words:
                self._dropped = {}
                words |= {_OPEN: "yes"} if self._is_open else {}
            self._open.begin(self._key, words)
            self._fit()

    def end(self) -> None:
        """It was said: nothing of it waits any more."""
        self._dropped = {}
        self._open.begin(self._key, {})
        self._put({})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            return False
        self.left.emit()
        return True

    def _turn(self) -> None:
        brought, dropped = self._dropped, self._written()
        self._put(brought)
        self._dropped = {} if brought else dropped
        self.note()

    def _put(self, words: Words) -> None:
        self._is_showing = True
        self._show({name: text for name, text in words.items() if name != _OPEN})
        self._is_showing = False
        self._fit()

    def _written(self) -> dict[str, str]:
        return {name: text for name, text in self._read().items() if text.strip()}

    def _fit(self) -> None:
        self.discard.set_words(_("Bring the words back") if self._dropped else _("Discard"))
        self.discard.setVisible(bool(self._dropped or self._written()))
