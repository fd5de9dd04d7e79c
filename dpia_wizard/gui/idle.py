"""Notice when nobody has touched the program for a while, the time asleep included."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

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
    """Tells `idle` when no key or pointer moved for as long as was set; 0 never tells."""

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
        app = QCoreApplication.instance()
        if app is not None and minutes > 0:
            app.installEventFilter(self)
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def look(self) -> None:
        """Look at the clock now."""
        if self._timer.isActive() and self._clock() - self._touched >= 60 * self._minutes:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            if self._clock() - self._touched >= 60 * self._minutes:
                self.look()  # the laptop has just woken up: the first touch must not unlock it
            else:
                self._touched = self._clock()
        return False
