"""Long work beside the window: values in, a value out, told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from dpia_wizard.errors import Cancelled


class Progress:
    """What long work holds to say how far it is, and to learn that it should stop."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()

    def step(self, done: int, total: int) -> None:
        """Say that *done* of *total* steps are done; raises Cancelled when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()


class Task(QObject):
    """One piece of work on the thread pool; every signal arrives in the window's thread.

    *work* takes plain values and returns one. With ``with_progress`` it also gets a
    `Progress` as the keyword ``progress``. After `cancel` neither done nor failed is told.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    _stepped = Signal(int, int)
    _ended = Signal(str, object)

    def __init__(
        self,
        work: Callable[..., Any],
        *args: object,
        with_progress: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._progress = Progress(self._stepped.emit)
        extra = {"progress": self._progress} if with_progress else {}
        self._runner = _Runner(lambda: work(*args, **extra), self._ended.emit)
        self._is_running = False
        queued = Qt.ConnectionType.QueuedConnection
        self._stepped.connect(self._tell_progress, queued)
        self._ended.connect(self._tell_end, queued)

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
        """Ask the work to stop; whatever it still gives is thrown away."""
        self._progress.stop()

    @Slot(int, int)
    def _tell_progress(self, done: int, total: int) -> None:
        if not self._progress.is_stopped:
            self.progressed.emit(done, total)

    @Slot(str, object)
    def _tell_end(self, kind: str, value: object) -> None:
        self._is_running = False
        _running.discard(self)
        if kind == "cancelled" or self._progress.is_stopped:
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
        except Cancelled:
            self._tell("cancelled", None)
        except Exception as error:  # the window decides what to say of it
            self._tell("failed", error)
        else:
            self._tell("done", value)
