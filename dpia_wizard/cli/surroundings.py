"""What the program finds around it when nothing was said: the folder, the language, a screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dpia_wizard.texts import LANGUAGES, SOURCE_LANGUAGE

NAME = "dpia-wizard"
CALLED = os.environ.get("DPIA_WIZARD_CALLED", NAME)
"""What a person typed to start the program, for the examples that they may type again."""

_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def default_folder() -> Path:
    """Where the library is unless somebody says otherwise: the platform's data folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / NAME


def has_screen() -> bool:
    """Whether a window can be shown here, or Qt was told to do without a screen."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _WITHOUT_SCREEN:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def language_here() -> str:
    """The language that the surroundings ask for, when it ships; else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name, "")
        if said:
            code = said.replace("-", "_").partition("_")[0].partition(".")[0].lower()
            return code if code in LANGUAGES else SOURCE_LANGUAGE
    return SOURCE_LANGUAGE
