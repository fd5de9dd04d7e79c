"""The recovery sheet: groups that open the library without its passphrase, shown and printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import theme
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.drawing import lines_of, paint_block, paint_line
from dpia_wizard.gui.words import _, is_right_to_left, isolate

_ACROSS = 4
_PAD = 16
_GAP = 14
_PAPER_WIDTH = 620
"""The width of the sheet on paper in the units of the screen; the page is scaled to it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a recovery sheet; *made* is an ISO date."""

    library: str
    made: str
    number: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Inks:
    text: QColor
    muted: QColor
    line: QColor
    ground: QColor


class SheetView(QWidget):
    """The sheet on the screen."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(round(380 * theme.look().scale))
        self.setMinimumHeight(sheet_height())
        spoken = [
            _("group {n}: {group}").format(n=n, group=" ".join(group))
            for n, group in enumerate(sheet.groups, start=1)
        ]
        self.setAccessibleName(_(", ").join((_("Recovery sheet"), *spoken)))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(round(448 * theme.look().scale), sheet_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.colour
        inks = _Inks(of("text"), of("text_muted"), of("line_strong"), of("surface"))
        painter = QPainter(self)
        paint_sheet(painter, self.rect(), self._sheet, inks)


def sheet_height() -> int:
    """The height of a sheet in the present script and text size."""
    look = theme.look()
    heading = look.line_height("heading") + look.line_height("small")
    return heading + 2 * (_group_height() + _GAP) + look.line_height("small") + 3 * _PAD


def paint_sheet(painter: QPainter, rect: QRect, sheet: Sheet, inks: _Inks) -> None:
    """Paint the frame with the groups, four in a row."""
    look = theme.look()
    direction = Qt.LayoutDirection.RightToLeft if is_right_to_left() else Qt.LayoutDirection(0)
    painter.save()
    painter.setLayoutDirection(direction)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks.line, 1.5))
    painter.setBrush(inks.ground)
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
    box = rect.adjusted(_PAD, _PAD - 4, -_PAD, -_PAD)
    top = box.top()
    heading = look.line_height("heading")
    title = QRect(box.left(), top, box.width(), heading)
    words = _("DPIA Wizard · recovery sheet")
    paint_line(painter, title, words, look.font("body", bold=True), inks.text)
    top += heading
    small = look.line_height("small")
    about = _("Library {library} · made {day} · sheet {number}").format(
        library=isolate(sheet.library), day=day(sheet.made), number=sheet.number
    )
    under = QRect(box.left(), top, box.width(), small)
    paint_line(painter, under, about, look.font("small"), inks.text)
    top += small + _GAP
    for place, group in enumerate(sheet.groups):
        row, column = divmod(place, _ACROSS)
        width = box.width() // _ACROSS
        cell = QRect(
            box.left() + column * width,
            top + row * (_group_height() + _GAP),
            width,
            _group_height(),
        )
        _paint_group(painter, QStyle.visualRect(direction, box, cell), place + 1, group, inks)
    top += 2 * (_group_height() + _GAP)
    kept = QRect(box.left(), top, box.width(), small)
    line = "_" * 18
    words = _("Kept by: {line}  Place: {line}").format(line=line)
    paint_line(painter, kept, words, look.font("small"), inks.text)
    painter.restore()


def _paint_group(painter: QPainter, cell: QRect, number: int, group: str, inks: _Inks) -> None:
    look = theme.look()
    direction = painter.layoutDirection()
    room = round(16 * look.scale)
    place = QRect(cell.left(), cell.top(), room, cell.height())
    numbered = QStyle.visualRect(direction, cell, place)
    paint_line(painter, numbered, str(number), look.font("small"), inks.muted)
    frame = QRect(cell.left() + room, cell.top(), cell.width() - room - 10, cell.height())
    frame = QStyle.visualRect(direction, cell, frame)
    painter.setPen(QPen(inks.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    font = look.font("heading", bold=True)
    centre = Qt.AlignmentFlag.AlignHCenter
    paint_line(painter, frame, group, font, inks.text, centre)


def _group_height() -> int:
    return theme.look().control_height


# On paper


def print_sheet(parent: QWidget, sheet: Sheet) -> bool:
    """Print *sheet*; False when the person went back."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    _paint_page(QPainter(printer), QRectF(0, 0, page.width(), page.height()), sheet)
    return True


def save_sheet(path: Path, sheet: Sheet) -> None:
    """Write *sheet* to *path*: a PDF, or a picture when the name ends in .png."""
    if path.suffix.lower() == ".png":
        image = QImage(QSize(1240, 1754), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        _paint_page(painter, QRectF(60, 60, 1120, 1634), sheet)
        done = image.save(str(path))
    else:
        writer = QPdfWriter(str(path))
        writer.setTitle(_("Recovery sheet"))
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(18, 18, 18, 18),
                QPageLayout.Unit.Millimeter,
            )
        )
        page = writer.pageLayout().paintRectPixels(writer.resolution())
        painter = QPainter()
        done = painter.begin(writer)
        if done:
            _paint_page(painter, QRectF(0, 0, page.width(), page.height()), sheet)
    if not done:
        raise StorageTrouble("{path} cannot be written. Choose another folder.", path=path)


def _paint_page(painter: QPainter, page: QRectF, sheet: Sheet) -> None:
    """Paint *sheet* on *page* in black on white, and end the painting."""
    black, grey = QColor("#000000"), QColor("#505050")
    inks = _Inks(black, grey, grey, QColor("#ffffff"))
    look = theme.look()
    scale = page.width() / (_PAPER_WIDTH * look.scale)
    painter.translate(page.topLeft())
    painter.scale(scale, scale)
    width = round(_PAPER_WIDTH * look.scale)
    if is_right_to_left():
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    paint_sheet(painter, QRect(0, 0, width, sheet_height()), sheet, inks)
    advice = _(
        "With these eight groups anybody can open the library. Keep this sheet in the office safe,"
        " away from the laptop. Without the passphrase and without this sheet the assessments are"
        " lost."
    )
    small = look.line_height("small")
    font = look.font("small")
    height = small * len(lines_of(advice, font, width))
    below = QRect(0, sheet_height() + 12, width, height)
    paint_block(painter, below, advice, font, small, black)
    painter.end()
