"""Notice when nobody has touched the program for a while, the time asleep included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

_LOOKS_EVERY = 5_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Tells `idle` when no key or pointer moved for as long as was set; 0 never tells.

    It looks at what comes to the windows, not at every event of everything in them: that would
    be thousands while a page is built.
    """

    idle = Signal()

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._clock = clock  # not a monotonic one: those stand still while the laptop sleeps
        self._touched = clock()
        self._minutes = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self, minutes: int) -> None:
        """Watch from now on."""
        self._minutes = minutes
        self._touched = self._clock()
        if minutes > 0:
            self._watch()
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        for watched in _receivers():
            watched.removeEventFilter(self)

    def look(self) -> None:
        """Look at the clock now, and watch the windows that were opened since."""
        if not self._timer.isActive():
            return
        if self._clock() - self._touched >= 60 * self._minutes:
            self.stop()
            self.idle.emit()
        else:
            self._watch()

    def _watch(self) -> None:
        for watched in _receivers():
            watched.installEventFilter(self)  # once each, however often it is asked for

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            if self._clock() - self._touched >= 60 * self._minutes:
                self.look()  # the laptop has just woken up: the first touch must not unlock it
            else:
                self._touched = self._clock()
        return False


def _receivers() -> Iterator[QObject]:
    """What keys and pointers come to first, and input methods."""
    yield from QGuiApplication.topLevelWindows()
    focus = QGuiApplication.focusObject()
    if focus is not None:
        yield focus
