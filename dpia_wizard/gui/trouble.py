"""The calm page for what went wrong in the program itself, with details that hold no answers."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from dpia_wizard import __version__
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _

_FRAMES = 40


def details_of(error: BaseException) -> str:
    """Where it happened, by file and line; no values and no message, which may hold answers."""
    lines = [
        f"DPIA Wizard {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        for frame in traceback.extract_tb(seen.__traceback__)[-_FRAMES:]:
            place = frame.filename.replace("\\", "/").split("/")
            lines.append(f"  {'/'.join(place[-3:])}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class TroublePage(QDialog):
    """Says that something went wrong, that what was saved is safe, and what one can do."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self.setWindowTitle(_("DPIA Wizard"))
        self.setMinimumWidth(520)
        self.details = details
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Something went wrong in the program"), role="title"))
        column.addWidget(
            PlainLabel(
                _(
                    "What was saved is safe. Carry on, and if it happens again, close the program"
                    " and start it anew."
                ),
                wrap=True,
            )
        )
        column.addWidget(
            PlainLabel(
                _(
                    "The details say where in the program it happened. They hold no answers and"
                    " no names, so you can give them to whoever looks after it."
                ),
                role="small_muted",
                wrap=True,
            )
        )
        copy = SecondaryButton(_("Copy details"), sign="file")
        copy.setObjectName("copy_details")
        copy.clicked.connect(self._copy)
        carry_on = PrimaryButton(_("Carry on"))
        carry_on.clicked.connect(self.accept)
        self._said = PlainLabel("", role="small_muted")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(copy)
        row.addWidget(self._said, 1)
        row.addWidget(carry_on)
        column.addSpacing(10)
        nest(column, row)
        carry_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self._said.setText(_("Copied"))


class Watch(QObject):
    """Brings what nobody caught, in any thread, to the window's thread and shows it once."""

    _caught = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._page: TroublePage | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def catch(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """What `sys.excepthook` is given."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        details = details_of(error or kind()) if isValid(self) else ""
        print(details, file=sys.stderr)  # noqa: T201 -- for whoever started it from a terminal
        if isValid(self):
            self._caught.emit(details)

    def _show(self, details: str) -> None:
        if self._page is not None and isValid(self._page) and self._page.isVisible():
            return
        self._page = TroublePage(details, self._window)
        self._page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page.open()


def watch(window: QWidget) -> Watch:
    """Show on *window* what nobody caught, from now on."""
    watching = Watch(window)
    sys.excepthook = watching.catch
    threading.excepthook = lambda told: watching.catch(
        told.exc_type, told.exc_value, told.exc_traceback
    )
    sys.unraisablehook = lambda told: watching.catch(
        told.exc_type, told.exc_value, told.exc_traceback
    )
    return watching
