"""Put the pages of PDFs on a printer, page by page, so that one can stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui.report.page_images import PageImages

DOTS_PER_INCH = 200


def choose_printer(parent: QWidget | None, pages: int, *, letter: bool) -> QPrinter | None:
    """The printer and the pages a person chose; None when they went back."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4
    printer.setPageSize(QPageSize(size))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


class PrintJob(QObject):
    """Prints *pdfs*, copies of one report, on *printer* one after the other. `progressed` tells
    pages; then done, failed or cancelled."""

    progressed = Signal(int, int)
    done = Signal()
    failed = Signal(object)  # a UserError
    cancelled = Signal()

    def __init__(
        self, pdfs: Sequence[bytes], printer: QPrinter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._copies = [PageImages(pdf) for pdf in pdfs]
        self._printer = printer
        self._painter = QPainter()
        first = max(1, printer.fromPage() or 1)
        self._pages: list[tuple[PageImages, int]] = []
        for copy in self._copies:
            last = len(copy.sizes)
            until = min(last, printer.toPage() or last)
            self._pages += [(copy, page) for page in range(first - 1, until)]
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._print_next)

    def start(self) -> None:
        """Begin."""
        self._printer.setFullPage(True)
        if not self._pages or not self._painter.begin(self._printer):
            self._end()
            self.failed.emit(
                UserError("The printer does not answer. Choose another one, or save the PDF.")
            )
            return
        self._timer.start()

    def cancel(self) -> None:
        """Stop after the page that is being printed."""
        if self._timer.isActive():
            self._printer.abort()
            self._end()
            self.cancelled.emit()

    def _print_next(self) -> None:
        if self._next == len(self._pages):
            ended = self._painter.end()
            self._end()
            if ended:
                self.done.emit()
            else:
                self.failed.emit(UserError("The printer stopped before the last page."))
            return
        if self._next and not self._printer.newPage():
            self._end()
            self.failed.emit(UserError("The printer stopped before the last page."))
            return
        copy, page = self._pages[self._next]
        image = copy.image(page, DOTS_PER_INCH / 72)
        paper = self._printer.pageRect(QPrinter.Unit.DevicePixel)
        side = min(paper.width() / image.width(), paper.height() / image.height())
        place = QRectF(0, 0, image.width() * side, image.height() * side)
        place.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
        self._painter.drawImage(place, image)
        self._next += 1
        self.progressed.emit(self._next, len(self._pages))

    def _end(self) -> None:
        self._timer.stop()
        if self._painter.isActive():
            self._painter.end()
        for copy in self._copies:
            copy.close()
