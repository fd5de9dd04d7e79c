"""Read a long history in pieces, so that the window stays awake and one may stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from dpia_wizard.core.chain import Written
from dpia_wizard.gui.history.lines import Kept

SLICE = 25
"""Milliseconds of reading until the window has its turn."""


class HistoryReader(QObject):
    """Reads entries with *read*, which gives one by its number; `done` tells all of them, and
    `progressed` how many are read of how many after each slice but the last."""

    done = Signal(object)
    progressed = Signal(int, int)

    def __init__(
        self,
        written: Sequence[Written],
        read: Callable[[int, Written], Kept],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._written = written
        self._read = read
        self._kept: list[Kept] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin; a history of a few hundred entries is read before this returns."""
        self._go_on()
        if len(self._kept) < len(self._written):
            self._timer.start()

    def stop(self) -> None:
        """Read no further; nothing is told any more."""
        self._timer.stop()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while len(self._kept) < len(self._written) and clock.elapsed() < SLICE:
            at = len(self._kept)
            self._kept.append(self._read(at + 1, self._written[at]))
        if len(self._kept) == len(self._written):
            self._timer.stop()
            self.done.emit(tuple(self._kept))
        else:
            self.progressed.emit(len(self._kept), len(self._written))
