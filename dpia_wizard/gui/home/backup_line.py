"""The line at the foot of home: where the library is, and when it was last copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _, isolate
from dpia_wizard.workspace.library import Library

_LAST = "backup.last"
_NAME = "dpia-wizard-backup"


class BackupLine(QWidget):
    """Says that nothing leaves the laptop, and makes a copy on a disk of one's choice."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._last = PlainLabel("", role="small_muted")
        make = LinkButton(_("Make a copy now"))
        make.setObjectName("back_up")
        make.clicked.connect(self.make_copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(
            SignLabel(
                "lock",
                _("This library is encrypted and stays on this laptop. Nothing is sent anywhere."),
                role="small_muted",
                wrap=True,
            ),
            1,
        )
        row.addWidget(self._last)
        row.addWidget(make)
        self._show_last()

    def make_copy(self) -> None:
        """Ask for a folder and copy the library into a new one inside it."""
        chosen = messages.choose_folder(self, _("Where to keep the copy"))
        if chosen is None:
            return
        today = self._library.world.today()
        target = _free_folder(chosen, today)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._library.store.copy_to(target)
            self._library.store.put_setting(_LAST, today)
        except UserError as error:
            messages.tell_error(self, error)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._show_last()
        messages.tell(
            self,
            _(
                "The copy is in {folder}. It opens with the same passphrase. Keep it away from"
                " this laptop."
            ).format(folder=isolate(str(target))),
        )

    def _show_last(self) -> None:
        last = self._library.store.setting(_LAST)
        self._last.setText(
            _("Last back-up copy: {day}").format(day=day(last))
            if last
            else _("No back-up copy yet")
        )


def _free_folder(inside: Path, today: str) -> Path:
    first = inside / f"{_NAME}-{today}"
    folder, n = first, 2
    while folder.exists():
        folder = first.with_name(f"{first.name}-{n}")
        n += 1
    return folder
