"""Print a report: in numbered copies, one for each signer, or as it is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import SpinBox
from dpia_wizard.gui.people.step_dialog import StepDialog
from dpia_wizard.gui.report import printing
from dpia_wizard.gui.report.maker import Wish, make_copies
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace import reports

MOST = 20


class CopiesDialog(StepDialog):
    """How many copies are printed."""

    def __init__(self, proposed: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Print numbered copies"), _("Choose a printer…"), parent=parent)
        self.setObjectName("copies")
        self.column.addWidget(
            PlainLabel(
                _(
                    "Each page says which copy it is, of how many. Print one for each signer, note"
                    " who gets which, and collect them when a new edition replaces this one."
                ),
                role="small",
                wrap=True,
            )
        )
        self.number = SpinBox(name=_("How many copies"), least=1, most=MOST)
        self.number.setObjectName("copies.number")
        self.number.setValue(max(1, min(proposed, MOST)))
        add_labelled(self.column, _("How many copies"), self.number)
        self.go.clicked.connect(self.accept)
        self.fit(480, 360)
        self.wait_for("")
        self.number.selectAll()
        self.begin_at(self.number)


def ask_how_many(parent: QWidget, proposed: int) -> int:
    """How many copies somebody wants; 0 when they went back."""
    dialog = CopiesDialog(proposed, parent)
    answered = dialog.exec() == CopiesDialog.DialogCode.Accepted
    number = dialog.number.value()
    dialog.deleteLater()
    return number if answered else 0


class Printing(QObject):
    """Makes the copies beside the window, then prints them. `told` says how far it is; `ended`
    what came of it; `failed` gives a `UserError`; `printed`: all is on paper."""

    told = Signal(str)
    ended = Signal(str)
    printed = Signal()
    failed = Signal(object)

    def __init__(self, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._task: Task | None = None
        self._job: printing.PrintJob | None = None

    def print_copies(self, now: reports.Snapshot, wish: Wish, number: int) -> None:
        """Print *number* copies of the full report, each with its number."""
        self.told.emit(count("Making {n} copy…", "Making {n} copies…", number))
        self._task = Task(make_copies, now, wish, number, parent=self)
        self._task.done.connect(self.print_pdfs)
        self._task.failed.connect(self._fail)
        self._task.start()

    def print_pdfs(self, pdfs: tuple[bytes, ...]) -> None:
        """Print these PDFs one after the other."""
        self._task = None
        self._job = printing.PrintJob(pdfs, self._printer, self)
        self._job.progressed.connect(self._progressed)
        self._job.done.connect(self.printed)
        self._job.done.connect(lambda: self._end(_("Printed.")))
        self._job.cancelled.connect(lambda: self._end(_("Printing was stopped.")))
        self._job.failed.connect(self._fail)
        self.told.emit(_("Printing…"))
        self._job.start()

    def cancel(self) -> None:
        """Stop after the page that is being printed."""
        if self._task is not None:
            self._task.cancel()
            self._end(_("Printing was stopped."))
        elif self._job is not None:
            self._job.cancel()

    def _progressed(self, done: int, total: int) -> None:
        self.told.emit(_("Printing page {done} of {total}…").format(done=done, total=total))

    def _end(self, words: str) -> None:
        self._task = self._job = None
        self.ended.emit(words)

    def _fail(self, error: Exception) -> None:
        self._task = self._job = None
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)
