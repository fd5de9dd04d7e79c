"""What the person set, and the program dressed in it: language, direction, theme, text size."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.gui import settings as kept
from dpia_wizard.gui import theme
from dpia_wizard.texts import LANGUAGES, SOURCE_LANGUAGE, words_for

if TYPE_CHECKING:
    from dpia_wizard.packs.source import FolderSource

SCALES = (100, 125, 150)
"""The text sizes one can choose, in per cent."""


class Preferences(QObject):
    """The settings in use; `changed` is told after the program was dressed anew."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        language: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._folder = folder
        self._system = QPalette(app.palette())
        self._translator = QTranslator(self)
        self._asked_language = language or ""
        self.settings = kept.load(folder)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.dress()

    @property
    def language(self) -> str:
        """The language of the window: as asked for, as set, or as the system speaks."""
        return self._asked_language or self.settings.language or system_language()

    def change(self, **values: str | int | bool) -> None:
        """Set *values* by their names in `Settings`, keep them, and dress the program in them."""
        after = dataclasses.replace(self.settings, **values)  # type: ignore[arg-type]  # by name
        if "language" in values:
            self._asked_language = ""
        elif after == self.settings:
            return
        self.settings = after
        kept.save(self._folder, after)
        self.dress()
        self.changed.emit()

    def remember(self, **values: str | int | bool) -> None:
        """Keep *values* that change nothing in sight, such as the size of the window."""
        # The names and kinds of settings are known to those who call this.
        self.settings = dataclasses.replace(self.settings, **values)  # type: ignore[arg-type]
        kept.save(self._folder, self.settings)

    def step_scale(self, steps: int) -> None:
        """Make the text larger or smaller by *steps*; 0 goes back to the size as shipped."""
        scale = self.settings.scale if self.settings.scale in SCALES else SCALES[0]
        place = SCALES.index(scale) + steps if steps else 0
        self.change(scale=SCALES[max(0, min(place, len(SCALES) - 1))])

    def dress(self) -> None:
        """Put on language, theme and text size."""
        words = words_for(self.language, packs=_shipped_packs())
        theme.apply(self._app, self._theme(), words, self.settings.scale / 100)
        self._translate_qt()

    def _theme(self) -> theme.Theme:
        wanted = self.settings.theme
        if wanted in theme.THEMES:
            return theme.theme_named(wanted)
        hints = self._app.styleHints()
        asked = getattr(hints, "accessibility", None)  # since Qt 6.10
        if asked is not None and asked().contrastPreference() == (
            Qt.ContrastPreference.HighContrast
        ):
            return theme.contrast_theme(self._system)
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        return theme.theme_named("dark" if dark else "light")

    def _translate_qt(self) -> None:
        """Qt's own words, such as those of its file dialogs."""
        self._app.removeTranslator(self._translator)
        if self.language == SOURCE_LANGUAGE:
            return
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.language}", folder):
            self._app.installTranslator(self._translator)

    def _follow_system(self) -> None:
        if self.settings.theme == "system":
            self.dress()
            self.changed.emit()


def system_language() -> str:
    """The first language of the system that ships with the program, else the source language."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code in LANGUAGES:
            return code
    return SOURCE_LANGUAGE


def _shipped_packs() -> Iterator[FolderSource]:
    """The packs as shipped, for their words; in the source language nobody asks for them."""
    from dpia_wizard.packs.source import FolderSource

    for folder in (*sorted(FORMS.glob("*/")), RESOURCES / "dpisp", RISK_MATRICES):
        yield FolderSource(folder)
