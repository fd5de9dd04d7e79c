"""Start the window, and catch what goes wrong in the program itself."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from dpia_wizard.gui.focus import show_focus_rings
from dpia_wizard.gui.main_window import MainWindow
from dpia_wizard.gui.preferences import Preferences

if TYPE_CHECKING:
    from dpia_wizard.workspace.clock import World


@dataclass(frozen=True, slots=True)
class Program:
    """The running program: its one window and what is set for it."""

    app: QApplication
    preferences: Preferences
    window: MainWindow


def run(folder: Path, *, language: str | None = None) -> int:
    """Show the window for the library in *folder* until it is closed; gives the exit code."""
    from dpia_wizard.gui import trouble

    program = start(folder, language=language)
    trouble.watch(program.window)
    program.app.commitDataRequest.connect(lambda _manager: program.window.keep())
    QTimer.singleShot(0, program.window, collect_what_comes)
    return int(program.app.exec())


def start(folder: Path, *, language: str | None = None, world: World | None = None) -> Program:
    """The window for the library in *folder*, shown but not yet running."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        app = QApplication(sys.argv[:1])
    app.setApplicationName("dpia-wizard")
    app.setApplicationDisplayName("DPIA Wizard")
    app.setDesktopFileName("dpia-wizard")
    show_focus_rings(app)
    preferences = Preferences(app, folder, language=language)
    window = MainWindow(folder, preferences, world=world)
    if preferences.settings.maximised:
        window.showMaximized()
    else:
        window.show()
    return Program(app, preferences, window)


def collect_what_comes() -> None:
    """Look for garbage from now on, never again in what stands already: it stays to the end."""
    gc.freeze()
    gc.enable()
