"""What the tests of the shell share: a library of known keys, and the window on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dpia_wizard.gui.application import Program, start
from dpia_wizard.gui.preferences import Preferences
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys, new_keys
from tests.gui.looking import settle

PASSPHRASE = "correct horse battery staple"  # noqa: S105 -- of made-up libraries
TODAY = "2026-11-21"
_shown: list[Program] = []


@dataclass(frozen=True, slots=True)
class FixedWorld(World):
    """A day that stays the same."""

    def now(self) -> str:
        return f"{TODAY}T10:42:00.000000+00:00"

    def today(self) -> str:
        return TODAY


@cache
def keys() -> NewKeys:
    """Keys made once, because making them is slow on purpose."""
    return new_keys(PASSPHRASE)


def make_library(folder: Path) -> Library:
    """A new library that opens with `PASSPHRASE`."""
    return Library.create_with(folder, keys(), world=FixedWorld())


def add(library: Library, title: str, **summary: object) -> str:
    """An assessment whose line in the list says what *summary* says."""
    id = library.new(title, by="Author")
    if summary:
        library.refresh()
        line = next(line for line in library.list(archived=None) if line.id == id)
        told = replace(line.summary, **summary)  # type: ignore[arg-type]
        library.store.put_summary(id, told)
    return id


def show_window(folder: Path, language: str = "en", **settings: object) -> Program:
    """The window on *folder*, of the size of a usual laptop."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Preferences(app, folder).remember(language=language, maximised=False, **settings)
    program = start(folder, world=FixedWorld())
    _shown.append(program)
    program.window.resize(1366, 697)
    activate(program)
    return program


def activate(program: Program) -> None:
    """Let the window have the keyboard."""
    settle()
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window)


def close_windows() -> None:
    """Close every window a test has shown, and take it down."""
    while _shown:
        program = _shown.pop()
        program.window.close()
        program.window.deleteLater()
        program.preferences.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()


def unlocked(program: Program) -> Program:
    """The same window with its library open."""
    program.window._unlock(keys().key)
    activate(program)
    return program


def child(parent: QWidget | None, name: str) -> QWidget:
    """The one visible widget called *name*."""
    assert parent is not None
    found = [w for w in parent.findChildren(QWidget, name) if w.isVisible()]
    assert len(found) == 1, (name, found)
    return found[0]


def type_in(widget: QWidget, text: str) -> None:
    """Type *text* of any script."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
