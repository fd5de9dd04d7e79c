"""A long register at work: opened, a risk rated, the list scrolled; beside a bare list."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QWidget

from benchmarks.fresh import tell
from benchmarks.probes.home import AT_REST_AFTER, started_at_home
from benchmarks.probes.watching import grown, quiet, settle, time_to_paint
from dpia_wizard.gui.register.risks_page import RisksPage

REGISTER, ELSEWHERE = "risks", "purpose"
"""The section of the register, and one from which nobody foresees that one goes there."""


def main() -> None:
    folder, key, id = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]
    rounds = int(sys.argv[4])
    program, _ = started_at_home(folder, key)
    window: Any = program.window
    settle(AT_REST_AFTER)
    store = window.library.store
    store.set_place(id, REGISTER)
    opened = time_to_paint(window, lambda: window.open_assessment(id))
    whole = opened + grown(window.page.page())
    window.show_home()
    quiet()
    store.set_place(id, ELSEWHERE)
    window.open_assessment(id)
    quiet()
    gone_to = time_to_paint(window, lambda: window.page.show_place(REGISTER))
    quiet()
    page = window.page.page()
    if not isinstance(page, RisksPage):
        raise TypeError("the register is not shown")
    again = [_there_again(window) for _round in range(rounds)]
    rated = [_rate(window, page, number) for number in range(rounds)]
    listed = page.panel.list
    lines = [line.name for line in page.panel.model.lines()]
    editor = window.page
    bare_open, bare_list = _bare(window, lines)
    bare_first, bare_again = _scroll(window, bare_list), _scroll(window, bare_list)
    bare_rated = [_change(window, bare_list, number) for number in range(rounds)]
    _put_back(window, editor)
    settle(AT_REST_AFTER)
    first, later = _scroll(window, listed), _scroll(window, listed)
    tell(
        risks=len(lines),
        opened=opened,
        whole=whole,
        gone_to=gone_to,
        again=again,
        rated=rated,
        scrolled_first=first,
        scrolled=later,
        bare_open=bare_open,
        bare_rated=bare_rated,
        bare_scrolled_first=bare_first,
        bare_scrolled=bare_again,
    )
    window.close()


def _there_again(window: Any) -> float:
    window.page.show_place(ELSEWHERE)
    quiet()
    return time_to_paint(window, lambda: window.page.show_place(REGISTER))


def _rate(window: Any, page: RisksPage, number: int) -> float:
    """Rate a risk as a press on its matrix does, and see that every part of the page tells it."""
    editing = page.open.editing
    ids = [risk.id for risk in editing.risks]
    risk = ids[number * 37 % len(ids)]
    window.page.show_place(risk)
    quiet()
    matrix, record = editing.pack.matrix, editing.assessment.risks[risk]
    severity = 1 if record.severity == matrix.severities[-1].id else len(matrix.severities)
    likelihood = 1 if record.likelihood == matrix.likelihoods[-1].id else len(matrix.likelihoods)
    taken = time_to_paint(
        window, partial(page.view.argument.cell_chosen.emit, likelihood, severity)
    )
    now = editing.rated(risk)
    line = page.panel.model.lines()[page.panel.model.row_of(risk)]
    if now is None or now.score is None or line.level != now.level or page.view.risk() != risk:
        raise RuntimeError("the rating is not told everywhere")
    return taken


def _scroll(window: QWidget, view: QAbstractItemView) -> list[float]:
    """Each page of a list from its beginning to its end."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    quiet()
    taken = []
    for page in count(1):
        to = min(page * bar.pageStep(), bar.maximum())
        act: Callable[[], object] = partial(bar.setValue, to)
        if bar.value() == to:  # all of it is seen already
            act = view.viewport().update
        taken.append(time_to_paint(window, act))
        if to == bar.maximum():
            break
    return taken


# The same in a bare list


def _bare(window: QWidget, lines: list[str]) -> tuple[float, QListView]:
    view = QListView()

    def show() -> None:
        view.setModel(QStringListModel(lines, view))
        view.setWordWrap(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        stack = _stack(window)
        stack.addWidget(view)
        stack.setCurrentWidget(view)

    return time_to_paint(window, show), view


def _change(window: QWidget, view: QListView, number: int) -> float:
    view.verticalScrollBar().setValue(0)
    quiet()
    model = view.model()
    return time_to_paint(window, lambda: model.setData(model.index(0, 0), f"Changed {number}"))


def _put_back(window: QWidget, page: QWidget) -> None:
    _stack(window).setCurrentWidget(page)
    quiet()


def _stack(window: QWidget) -> QStackedWidget:
    stack = window.findChild(QStackedWidget)
    if stack is None:
        raise RuntimeError("the window has no stack of pages")
    return stack


if __name__ == "__main__":
    main()
