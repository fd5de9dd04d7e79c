"""A letter typed into a long text of the half-finished example, from the key to the disk.

The program waits for a pause before it keeps what is typed; that wait is left out here.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from benchmarks.fresh import tell
from benchmarks.probes.bare_commit import BareCommit
from benchmarks.probes.home import started_at_home
from benchmarks.probes.watching import press, quiet
from benchmarks.probes.working import editor_of
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.parts.fields import PlainTextEdit

TYPED = 30


def main() -> None:
    folder, key, id = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
    program, _ = started_at_home(folder, key)
    program.window.open_assessment(id)
    quiet()
    tell(**_typed(program, folder))
    program.window.close()


def _typed(program: Program, folder: Path) -> dict[str, list[float]]:
    """From a pressed key to the disk and back to the pages, beside a bare commit, in turns."""
    editor = editor_of(program)
    _to_a_text(editor)
    bare = BareCommit(folder.parent / "bare.db")
    store = program.window.library.store  # type: ignore[union-attr]  # it is open
    commits: list[float] = []
    commit = store.commit

    def timed(*words: Any, **named: Any) -> None:
        began = time.perf_counter()
        commit(*words, **named)
        commits.append((time.perf_counter() - began) * 1000)

    store.commit = timed  # type: ignore[method-assign]  # to look inside the whole
    whole: list[float] = []
    floor: list[float] = []
    for number in range(TYPED):
        letter = "abcdefgh"[number % 8]
        quiet()
        began = time.perf_counter()
        press(Qt.Key.Key_A, letter)
        if not editor.open.flush():
            raise RuntimeError("what was typed could not be kept")
        whole.append((time.perf_counter() - began) * 1000)
        floor.append(bare.commit(letter))
    bare.close()
    if len(commits) != TYPED:
        raise RuntimeError(f"{len(commits)} of {TYPED} letters were committed")
    return {"typed": whole, "commit": commits, "bare_commit": floor}


def _to_a_text(editor: Editor) -> None:
    for section in editor.open.editing.pack.form.sections:
        for question in section.questions:
            if question.kind == "long_text" and question.id in editor.open.editing.seen.active:
                editor.show_place(question.id)
                quiet()
                if isinstance(QApplication.focusWidget(), PlainTextEdit):
                    return
    raise RuntimeError("nothing can be typed into the example")


if __name__ == "__main__":
    main()
