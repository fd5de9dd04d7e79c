"""The program from its start to the painted list of a library, given its key.

``at once`` goes from the passphrase's page to home without a moment of quiet; ``as typed`` waits
there for a moment, as a person's typing does, and leaves that moment out of the time.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from benchmarks.fresh import since_start, tell
from benchmarks.machine import peak, resident
from benchmarks.probes.watching import painted, press, settle
from dpia_wizard.gui.application import Program, collect_what_comes, start

TYPING = 1.0
"""Seconds on the passphrase's page; typing and deriving the key take longer."""

AT_REST_AFTER = 1.5
"""Seconds: what the program does in its first quiet moment is over by then."""


def started_at_home(folder: Path, key: bytes, *, typing: float = 0.0) -> tuple[Program, float]:
    """The program with home painted and taking keys, and the milliseconds left out."""
    gc.disable()  # as `cli.window` does
    program = start(folder, language="en")
    unlock: Any = program.window.page
    painted(unlock)
    collect_what_comes()
    began = time.perf_counter()
    settle(typing)
    left_out = (time.perf_counter() - began) * 1000
    unlock.unlocked.emit(key)
    painted(table_of(program).viewport())
    return program, left_out


def table_of(program: Program) -> QTableView:
    """The list of assessments."""
    found = program.window.findChild(QTableView, "assessments")
    if found is None:
        raise RuntimeError("home is not shown")
    return found


def take_a_key() -> None:
    """Type a letter where home has the focus, and see it arrive."""
    field = QApplication.focusWidget()
    if isinstance(field, QTableView):
        before = field.currentIndex().row()
        press(Qt.Key.Key_Down)
        taken = field.currentIndex().row() == before + 1
    else:
        press(Qt.Key.Key_A, "a")
        taken = isinstance(field, QLineEdit) and field.text() == "a"
        press(Qt.Key.Key_Backspace)
    if not taken:
        raise RuntimeError(f"home took no key ({field})")


def main() -> None:
    folder, key, typing = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3] == "as typed"
    program, left_out = started_at_home(folder, key, typing=TYPING if typing else 0.0)
    take_a_key()
    ready = since_start() - left_out
    settle(AT_REST_AFTER)
    tell(ready=ready, resident=resident(), peak=peak())
    program.window.close()


if __name__ == "__main__":
    main()
