"""What is said of saving while one works: saved since when, taking its time, or not saved."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from dpia_wizard.gui import messages
from dpia_wizard.gui.editor.bars import BottomBar
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.words import _

SAVING_AFTER = 1000
"""Milliseconds that a write may take until it is said that it takes its time."""


class SavingWords(QObject):
    """Follows the open assessment and says in the bar at the bottom how its saving stands."""

    def __init__(self, open_: OpenAssessment, bottom: BottomBar) -> None:
        super().__init__(bottom)
        self._open = open_
        self._bottom = bottom
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SAVING_AFTER)
        self._slow.timeout.connect(self._say_saving)
        open_.waiting.connect(self._slow.start)
        open_.saved.connect(self._saved)
        open_.failed.connect(self._failed)
        bottom.again_asked.connect(self.save)
        bottom.show_saved(open_.saved_at)

    def save(self) -> None:
        """Keep what was typed, now, and say since when everything is kept."""
        if self._open.flush():
            self._bottom.show_saved(self._open.saved_at)
            messages.announce(self._bottom, self._bottom.status.text())

    def _saved(self, time: str) -> None:
        self._slow.stop()
        self._bottom.show_saved(time)
        self._bottom.say("")

    def _failed(self, reason: str) -> None:
        self._slow.stop()
        self._bottom.show_failed(reason)
        messages.announce(self._bottom, _("Not saved. {reason}").format(reason=reason))

    def _say_saving(self) -> None:
        if self._open.has_unsaved:
            self._bottom.status.show_saving()
