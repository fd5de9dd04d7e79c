"""Long work runs beside the window and tells its end in the window's thread."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from dpia_wizard.gui.tasks import Task


def test_the_value_comes_back_in_the_windows_thread(qtbot: QtBot) -> None:
    threads: list[object] = []

    def work(number: int) -> int:
        threads.append(current_thread())
        return number * 2

    task = Task(work, 21)
    task.done.connect(lambda _value: threads.append(current_thread()))
    with qtbot.waitSignals([task.done, task.finished], order="strict"):
        task.start()
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()
    assert not task.is_running


def test_a_failure_is_told_as_the_error_it_was(qtbot: QtBot) -> None:
    def work() -> None:
        raise ValueError("no")

    task = Task(work)
    with qtbot.waitSignal(task.failed) as told, qtbot.assertNotEmitted(task.done):
        task.start()
    assert isinstance(told.args[0], ValueError)


def test_cancelled_work_gives_nothing(qtbot: QtBot) -> None:
    go_on = Event()

    def work() -> str:
        go_on.wait(10)
        return "late"

    task = Task(work)
    with qtbot.waitSignal(task.cancelled), qtbot.assertNotEmitted(task.done):
        task.start()
        task.cancel()
        go_on.set()


def test_work_whose_page_has_gone_ends_without_a_word(qtbot: QtBot) -> None:
    """Leaving the report while it was checked put a traceback on the terminal."""
    go_on, page = Event(), QObject()
    Task(lambda: go_on.wait(10), parent=page).start()
    delete(page)
    go_on.set()
    assert QThreadPool.globalInstance().waitForDone(10_000)
