"""Somebody who types into a field of the real window and does not leave it, until killed.

It carries on where the team stopped, and says after each key when the key was pressed (monotonic
seconds) and how long the text is then. With the word "slow" the window keeps what is typed only
after ten seconds.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit

from dpia_wizard.gui.application import start
from tests.stories.test_killed_while_typing import letter

folder, key, place = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
hands = random.Random(int(sys.argv[4]))  # noqa: S311 -- how fast somebody types is no secret


def say(pressed: float, length: int) -> None:
    os.write(1, f"{pressed:.4f} {length}\n".encode())


def pause() -> int:
    """Milliseconds to the next key: quick, and now and then somebody thinks."""
    return hands.randint(700, 1200) if hands.random() < 0.03 else hands.randint(40, 180)


def press_a_key() -> None:
    field = QApplication.focusWidget()
    assert isinstance(field, QTextEdit)
    assert field.objectName() == place
    length = len(field.toPlainText())
    pressed = time.monotonic()
    QTest.keyClicks(field, letter(length))
    say(pressed, len(field.toPlainText()))
    QTimer.singleShot(pause(), press_a_key)


def begin() -> None:
    field = QApplication.focusWidget()
    if field is None or field.objectName() != place:
        QTimer.singleShot(20, begin)
        return
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    press_a_key()


def give_up(*trouble: Any) -> None:
    sys.__excepthook__(*trouble)
    os._exit(1)


sys.excepthook = give_up
program = start(folder)
window = program.window
assert QTest.qWaitForWindowActive(window)
window.page.unlocked.emit(key)  # type: ignore[union-attr]  # what the right passphrase gives
go_on = window.findChild(QAbstractButton, "continue")
assert go_on is not None
go_on.click()
if "slow" in sys.argv:
    window.open._timer.setInterval(10_000)  # type: ignore[union-attr]  # "continue" opened one
QTimer.singleShot(50, begin)
program.app.exec()
