"""Long work beside the window: values in, a value out, told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot


class Task(QObject):
    """One piece of work on the thread pool; every signal arrives in the window's thread.

    *work* takes plain values and returns one. After `cancel` neither done nor failed is told.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    _ended = Signal(str, object)

    def __init__(
        self,
        work: Callable[..., Any],
        *args: object,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = _Runner(lambda: work(*args), self._end)
        self._is_running = False
        self._is_cancelled = False
        self._ended.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether the work was started and its end is not told yet."""
        return self._is_running

    def start(self) -> Task:
        """Begin the work; the task keeps itself until its end is told."""
        self._is_running = True
        _running.add(self)
        QThreadPool.globalInstance().start(self._runner)
        return self

    def cancel(self) -> None:
        """Want the work no longer: whatever it still gives is thrown away."""
        self._is_cancelled = True

    def _end(self, kind: str, value: object) -> None:
        """Tell the end from the thread that works; nobody, where the page that asked is gone."""
        try:
            self._ended.emit(kind, value)
        except RuntimeError:
            _running.discard(self)

    @Slot(str, object)
    def _tell_end(self, kind: str, value: object) -> None:
        self._is_running = False
        _running.discard(self)
        if self._is_cancelled:
            self.cancelled.emit()
        elif kind == "done":
            self.done.emit(value)
        else:
            self.failed.emit(value)
        self.finished.emit()


_running: set[Task] = set()


class _Runner(QRunnable):
    def __init__(self, work: Callable[[], Any], tell: Callable[[str, object], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work = work
        self._tell = tell

    def run(self) -> None:
        try:
            value = self._work()
        except Exception as error:  # the window decides what to say of it
            self._tell("failed", error)
        else:
            self._tell("done", value)
