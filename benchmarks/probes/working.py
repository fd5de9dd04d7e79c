"""The program at work on the example: opening it, going through its sections, at rest.

Each act is measured from the person's act to the paint that shows it. A bare page with as many
plain widgets of the same kinds is built and painted in turn with the first.
"""

from __future__ import annotations

import sys
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
from benchmarks.probes.watching import grown, quiet, settle, time_to_paint
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.editor.editor import Editor

STOPPED_AT = "purpose"
"""The section, in the middle of the form, where the team stopped."""

ON_A_PAGE = 0.6
"""Seconds: the least that people stay on a page; after 0.3 the next one is made ready."""

KINDS: tuple[type[QWidget], ...] = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)


def main() -> None:
    folder, key, id = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
    program, _ = started_at_home(folder, key)
    window = program.window
    store: Any = window.library.store  # type: ignore[union-attr]  # it is open
    store.set_place(id, STOPPED_AT)
    settle(AT_REST_AFTER)
    first = time_to_paint(window, lambda: window.open_assessment(id))
    quiet()
    window.show_home()
    quiet()
    store.set_place(id, STOPPED_AT)
    again = time_to_paint(window, lambda: window.open_assessment(id))
    settle(AT_REST_AFTER)
    opened = resident()
    bare_open = _bare(window, _counts(window))
    sections, next_risk = _sections(program, id)
    settle(AT_REST_AFTER)
    tell(
        open_first=first,
        open_again=again,
        bare_open=bare_open,
        sections=sections,
        next_risk=next_risk,
        resident_opened=opened,
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


def _sections(program: Program, id: str) -> tuple[dict[str, dict[str, float]], list[float]]:
    """For each section: next after a pause on the one before, when all of it is there, bare,
    a first visit by a jump that nobody could foresee, and a later visit. Then, for each risk on
    the page of risks, next from the one before."""
    window, editor = program.window, editor_of(program)
    needed = [s.section for s in editor.open.editing.sections if s.state != "not_needed"]
    found: dict[str, dict[str, float]] = {section.id: {} for section in needed[1:]}
    risks: list[float] = []
    editor.show_place(needed[0].id)
    for section in needed[1:]:
        while editor.page().beside(1)[0]:
            risks.append(time_to_paint(window, editor.go_next))
        settle(ON_A_PAGE)
        taken = found[section.id]
        taken["next"] = time_to_paint(window, editor.go_next)
        taken["whole"] = taken["next"] + grown(editor.page())
        taken["bare"] = _bare(window, _counts(editor.page()))
    window.show_home()
    quiet()
    store: Any = window.library.store  # type: ignore[union-attr]  # it is open
    store.set_place(id, needed[0].id)
    window.open_assessment(id)
    editor = editor_of(program)
    for kind, order in (("jump", needed[:0:-1]), ("again", needed[1:])):
        editor.show_place(needed[0].id)
        for section in order:
            go = partial(editor.show_place, section.id)
            found[section.id][kind] = time_to_paint(window, go)
    return found, risks


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
