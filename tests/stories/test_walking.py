"""The stories wait as the program does: what works beside the window goes on meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from tests.stories import walking


@pytest.fixture
def lock_is_never_taken_away() -> Iterator[None]:
    """Python lets another thread go on only where this one waits without Python's lock."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("qapp", "lock_is_never_taken_away")
def test_work_beside_the_window_goes_on_while_a_story_waits() -> None:
    """The first report took half a minute of waiting for two seconds of work, and stories gave
    up: the wait kept Python's lock."""
    begin, ended = Event(), Event()

    def work() -> None:
        begin.wait()
        ended.set()

    worker = Thread(target=work)
    worker.start()
    begin.set()
    walking.wait(ended.is_set)
    worker.join()
