"""The program at work on the example: opening it, going through its sections, at rest.

Each act is measured from the person's act to the paint that shows it. A bare page with as many
plain widgets of the same kinds is built and painted in turn with the first.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from benchmarks.fresh import tell
from benchmarks.machine import peak, resident
from benchmarks.probes.home import AT_REST_AFTER, started_at_home
from benchmarks.probes.watching import quiet, settle, time_to_paint
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor import Editor

KINDS: tuple[type[QWidget], ...] = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)


def main() -> None:
    folder, key, id = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
    program, _ = started_at_home(folder, key)
    window = program.window
    settle(AT_REST_AFTER)
    first = time_to_paint(window, lambda: window.open_assessment(id))
    quiet()
    window.show_home()
    quiet()
    again = time_to_paint(window, lambda: window.open_assessment(id))
    quiet()
    bare_open = _bare(window, _counts(window))
    sections = _sections(program)
    settle(AT_REST_AFTER)
    tell(
        open_first=first,
        open_again=again,
        bare_open=bare_open,
        sections=sections,
        resident=resident(),
        peak=peak(),
    )
    window.close()


def editor_of(program: Program) -> Editor:
    page: Any = program.window.page
    if not isinstance(page, Editor):
        raise TypeError("no assessment is open")
    return page


# From section to section


def _sections(program: Program) -> dict[str, dict[str, float]]:
    """For each section: the first visit, when all of it is there, a later visit, and bare."""
    window, editor = program.window, editor_of(program)
    found: dict[str, dict[str, float]] = {}
    needed = [s.section for s in editor.open.editing.sections if s.state != "not_needed"]
    for section in needed[1:]:  # the first is shown when the assessment opens
        first = time_to_paint(window, partial(editor.show_place, section.id))
        began = time.perf_counter()
        quiet()
        whole = first + (time.perf_counter() - began) * 1000
        bare = _bare(window, _counts(editor.page()))
        found[section.id] = {"first": first, "whole": whole, "bare": bare}
    for section in (needed[0], *needed[1:]):
        again = time_to_paint(window, partial(editor.show_place, section.id))
        found.setdefault(section.id, {})["again"] = again
    return found


def _counts(widget: QWidget) -> dict[type[QWidget], int]:
    """How many widgets of each plain kind are shown in *widget*."""
    return {kind: sum(not part.isHidden() for part in widget.findChildren(kind)) for kind in KINDS}


def _bare(window: QWidget, counts: dict[type[QWidget], int]) -> float:
    """Milliseconds to build and paint a page of so many plain widgets, in the same window."""
    stack = window.findChild(QStackedWidget)
    if stack is None:
        raise RuntimeError("the window has no stack of pages")
    before: Any = stack.currentWidget()
    page = QScrollArea()

    def show() -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        for kind, count in counts.items():
            make: Any = QPushButton if kind is QAbstractButton else kind
            for number in range(count):
                words = f"{kind.__name__} {number}"
                column.addWidget(make(words))
        page.setWidget(inside)
        stack.addWidget(page)
        stack.setCurrentWidget(page)

    taken = time_to_paint(window, show)
    stack.setCurrentWidget(before)
    stack.removeWidget(page)
    page.deleteLater()
    quiet()
    return taken


if __name__ == "__main__":
    main()
