"""When something is on the screen: the moment a window or a widget has been painted."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_GIVE_UP_AFTER = 60.0


class _Watch(QObject):
    """Delivers the first event of one kind itself, to know when it is done."""

    def __init__(self, watched: QObject, kind: QEvent.Type) -> None:
        super().__init__()
        self._kind = kind
        self._watched = watched
        self.done = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt calls it
        if self.done or event.type() != self._kind:
            return False
        self.done = True
        self._watched.removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)
        return True


def painted(widget: QWidget) -> None:
    """Return when *widget*, newly shown, has been painted."""
    _until_done(_Watch(widget, QEvent.Type.Paint))


def time_to_paint(window: QWidget, act: Callable[[], object]) -> float:
    """Milliseconds from the begin of *act* until *window* has painted what changed."""
    quiet()
    began = time.perf_counter()
    act()
    _until_done(_Watch(window, QEvent.Type.UpdateRequest))
    return (time.perf_counter() - began) * 1000


def settle(seconds: float) -> None:
    """Let everything happen that waits for a moment of quiet."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def grown(widget: QWidget, still: float = 0.25) -> float:
    """Milliseconds until *widget* got the last of its parts; over when none came for *still*."""
    began = changed = time.perf_counter()
    parts = len(widget.findChildren(QWidget))
    while time.perf_counter() - changed < still:
        QApplication.processEvents()
        now = len(widget.findChildren(QWidget))
        if now != parts:
            parts, changed = now, time.perf_counter()
    return (changed - began) * 1000


def quiet() -> None:
    """Let everything happen that waits now: layout, painting, deletion; timers may still run."""
    for _ in range(200):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def press(key: Qt.Key, letters: str = "") -> None:
    """Press and let go a key where the focus is."""
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        target = QApplication.focusWidget()
        if target is not None:
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, none, letters))


def _until_done(watch: _Watch) -> None:
    give_up = time.perf_counter() + _GIVE_UP_AFTER
    while not watch.done:
        QApplication.processEvents()
        if time.perf_counter() > give_up:
            raise TimeoutError("nothing was painted")
