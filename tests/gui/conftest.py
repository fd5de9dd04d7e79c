"""What every test of the window needs: its look, a real library, an open assessment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLayoutItem, QWidget
from shiboken6 import Shiboken

from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.packs.load import load_pack_folder
from dpia_wizard.texts import words_for
from dpia_wizard.workspace import library as library_module
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys, new_keys

FILES = Path(__file__).parents[1] / "files"


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before pytest-qt closes the windows
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """No page has a layout's own item in Python's hands: `gui.layouts` says why that is deadly."""
    found = [one for one in Shiboken.getAllValidWrappers() if isinstance(one, QLayoutItem)]
    theirs = [one for one in found if not Shiboken.createdByPython(one)]
    held = [one for one in theirs if not isinstance(one, QObject)]
    yield
    assert not held, f"layout items held by Python after {item.nodeid}: {held}"


class _Flashes(QObject):
    """Hears of widgets that are shown as windows of their own and then get their place in one:
    such a window takes the focus, and people see it flash."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.found: list[str] = []
        self._windows: WeakSet[QWidget] = WeakSet()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.Show and watched.isWindow():
                self._windows.add(watched)
            elif event.type() == QEvent.Type.ParentChange and watched in self._windows:
                self.found.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture(autouse=True)
def no_widget_flashes(qapp: QApplication) -> Iterator[None]:
    """No widget is a window for a moment before it has its place."""
    flashes = _Flashes(qapp)
    yield
    qapp.removeEventFilter(flashes)
    assert flashes.found == []


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its light theme, in English; again afterwards."""
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))
    yield qapp
    # Windows that were closed go now: dressing them once more takes longer with every test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.fixture(scope="session")
def keys() -> NewKeys:
    """Keys for the libraries of all tests: making them takes a moment."""
    return new_keys("correct horse battery staple")


@pytest.fixture
def library(tmp_path: Path, keys: NewKeys) -> Iterator[Library]:
    """A new library on the disk."""
    with Library.create_with(tmp_path / "library", keys) as made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    """A new assessment with the shipped form."""
    return library.open_assessment(library.new("Referrals in the north"))


@pytest.fixture
def open_assessment(dressed: QApplication, editing: Editing) -> Iterator[OpenAssessment]:
    """The new assessment as the window knows it."""
    open_ = OpenAssessment(editing)
    yield open_
    open_.flush()  # before the library is closed


@pytest.fixture
def every_kind(
    dressed: QApplication, library: Library, monkeypatch: pytest.MonkeyPatch
) -> OpenAssessment:
    """An assessment made with the small form that has every kind of question."""
    pack = load_pack_folder(FILES / "packs" / "every-kind", protocols=FILES / "dpisp")
    monkeypatch.setattr(library_module, "shipped_pack", lambda: pack)
    return OpenAssessment(library.open_assessment(library.new("Every kind")))
