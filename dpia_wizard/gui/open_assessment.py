"""The open assessment as the window knows it: kept, undone and told to every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTime, QTimer, Signal

from dpia_wizard.core.change import Step
from dpia_wizard.core.review_cycle import named_stage
from dpia_wizard.errors import UserError
from dpia_wizard.gui.messages import sentence_of
from dpia_wizard.gui.words import current_words, words_of
from dpia_wizard.wording import Wording
from dpia_wizard.wording.sign_offs import mark_told
from dpia_wizard.workspace.drafts import Words
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.protocols import Protocols

if TYPE_CHECKING:
    from dpia_wizard.workspace.library import Library

KEPT_WITHIN = 700
"""Milliseconds until what is being typed is on the disk."""

TRIED_AGAIN_AFTER = 4000
"""Milliseconds until what could not be kept is tried again by itself."""


class OpenAssessment(QObject):
    """Wraps an `Editing` for the window. Pages read `editing`, act through `keep` and `type`,
    and refresh on `changed`; no page calls another. On `repinned` every page is made anew."""

    changed = Signal(object)  # the Step, after it was kept
    repinned = Signal(object)  # instead: the Step, when form or matrix is another since it
    waiting = Signal()  # something was typed that is not on the disk yet
    saved = Signal(str)  # the time on the clock, once it is on the disk
    failed = Signal(str)  # why not, in the window's words

    def __init__(
        self,
        editing: Editing,
        parent: QObject | None = None,
        *,
        protocols: Protocols | None = None,
        library: Library | None = None,
    ) -> None:
        super().__init__(parent)
        self.editing = editing
        self.protocols = protocols  # those of the library it is in, to choose from
        self.library = library  # whose people sign it
        self.wording = Wording(words_of(editing.pack), editing.pack)
        self.saved_at = ""  # the time on the clock, once something was put on the disk
        self._typed: dict[str, Callable[[], Step | None]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_WITHIN)
        self._timer.timeout.connect(self.flush)
        self._trouble = ""  # why the last words are not on the disk
        self._is_trying = False
        self._again_timer = QTimer(self)
        self._again_timer.setSingleShot(True)
        self._again_timer.setInterval(TRIED_AGAIN_AFTER)
        self._again_timer.timeout.connect(self._try_again)

    def stage(self) -> str:
        """The stage of today in words; an approval that nobody signed is marked."""
        named = self.wording.stage(named_stage(self.editing.assessment, self.editing.stage))
        return mark_told(current_words(), named, self.editing.unsigned)

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed is not on the disk yet."""
        return bool(self._typed)

    def is_waiting(self, key: str) -> bool:
        """Whether what was typed into the field *key* is not on the disk yet."""
        return key in self._typed

    def keep(self, act: Callable[[], Step | None]) -> bool:
        """Do *act* (a method of `editing`) now, after what was typed; whether it is kept."""
        if not self.flush():
            return False
        self.editing.undo_stack.close()
        return self._do(act)

    def type(self, key: str, act: Callable[[], Step | None]) -> None:
        """Do *act* within `KEPT_WITHIN`; a later one for the same field *key* replaces it."""
        self._typed[key] = act
        if not self._timer.isActive():
            self._timer.start()
            self.waiting.emit()

    def commit(self, key: str, act: Callable[[], Step | None]) -> bool:
        """Do *act* now, as a step of its own; what cannot be kept waits to be tried again."""
        self.flush()
        self.editing.undo_stack.close()
        self.type(key, act)
        is_kept = self.flush()
        self.editing.undo_stack.close()
        return is_kept

    def begin(self, form: str, words: Words) -> None:
        """Keep soon what is begun in *form* and not said yet; without words, forget it."""
        if self.editing.drafts.begin(form, words):
            self.type(f"draft {form}", lambda: self._write_draft(form))

    def begun(self, form: str) -> Words:
        """What was begun in *form*, also before the library was locked; or nothing."""
        return self.editing.drafts.of(form)

    def flush(self) -> bool:
        """Keep what was typed, now. False when it cannot be kept; it is not forgotten then, but
        tried again every few seconds."""
        self._timer.stop()
        has_waited = self.has_unsaved
        for key, act in list(self._typed.items()):
            if not self._do(act):
                self._again_timer.start()
                return False
            self._typed.pop(key, None)
        self._again_timer.stop()
        if has_waited and self._trouble:
            self._say_saved()
        return True

    def undo(self) -> Step | None:
        """Take back the last step; gives what was done."""
        return self._again(self.editing.undo)

    def redo(self) -> Step | None:
        """Bring back what was undone; gives what was done."""
        return self._again(self.editing.redo)

    def refresh_words(self) -> None:
        """Take the window's language, after it changed."""
        self.wording = Wording(words_of(self.editing.pack), self.editing.pack)

    def _again(self, move: Callable[[], Step | None]) -> Step | None:
        if not self.flush():
            return None
        done: list[Step] = []

        def act() -> Step | None:
            step = move()
            done.extend(() if step is None else (step,))
            return step

        self._do(act)
        return done[-1] if done else None

    def _write_draft(self, form: str) -> None:
        self.editing.drafts.write(form)
        self._say_saved()

    def _try_again(self) -> None:
        """Try by itself; the same trouble is not told once more."""
        self._is_trying = True
        self.flush()
        self._is_trying = False

    def _say_saved(self) -> None:
        self._trouble = ""
        self.saved_at = QTime.currentTime().toString("HH:mm")
        self.saved.emit(self.saved_at)

    def _do(self, act: Callable[[], Step | None]) -> bool:
        try:
            step = act()
        except UserError as error:
            trouble = sentence_of(error)
            is_known, self._trouble = trouble == self._trouble, trouble
            if not (is_known and self._is_trying):
                self.failed.emit(trouble)
            return False
        if step is not None:
            self._say_saved()
            if self.wording.pack is not self.editing.pack:
                self.refresh_words()
                self.repinned.emit(step)
            else:
                self.changed.emit(step)
        return True
