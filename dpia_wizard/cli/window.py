"""The window as people start it: by its name alone, so nothing of the command line is read."""

from __future__ import annotations

import gc
from pathlib import Path

from dpia_wizard.cli.surroundings import NAME, default_folder, has_screen
from dpia_wizard.errors import UserError


def run() -> int:
    """Open the window for the library of this platform; gives the exit code and never raises."""
    try:
        return open_window(default_folder())
    except (Exception, KeyboardInterrupt) as error:
        from dpia_wizard.cli.program import failed
        from dpia_wizard.cli.settings import Settings

        return failed(error, Settings())


def open_window(folder: Path, *, language: str = "") -> int:
    """Show the window for the library in *folder* until it is closed; gives the exit code.

    Raises `UserError` where there is no screen.
    """
    if not has_screen():
        raise UserError(
            "There is no screen here to show the window on. The commands need none; see {help}.",
            help=f"{NAME} --help",
        )
    gc.disable()  # until the window stands: nothing of what is read and built for it is let go
    from dpia_wizard.gui.application import run as run_window

    return run_window(folder, language=language or None)
