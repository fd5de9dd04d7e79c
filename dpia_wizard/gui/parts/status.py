"""What was saved and how far one is: the line in the bottom bar and the thin bar with words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _


class StatusLine(QWidget):
    """Says "Saved 10:42", "Saving…" or "Not saved" with the reason and a way out."""

    way_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_failed = False
        self._label = SignLabel("check", "", ink="ok", role="ok")
        self._link = LinkButton("")
        self._link.clicked.connect(self.way_out)
        self._link.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._link, 0, Qt.AlignmentFlag.AlignVCenter)
        self._label.hide()

    def text(self) -> str:
        """The words that are shown."""
        return self._label.text()

    def show_saved(self, time: str) -> None:
        """Say that everything is on the disk since *time*, or since before if that is ""."""
        words = _("Saved {time}").format(time=time) if time else _("Everything is saved")
        had_failed, self._has_failed = self._has_failed, False
        self._show("check", words, "ok")
        if had_failed:  # who heard that it was not saved hears that it is
            messages.announce(self, words)

    def show_saving(self) -> None:
        """Say that a write is taking its time."""
        self._show("clock", _("Saving…"), "text_muted", role="small_muted")

    def show_failed(self, reason: str, way_out: str = "") -> None:
        """Say that something is not saved, why, and what one can do."""
        self._show("warning", _("Not saved. {reason}").format(reason=reason), "stop")
        self._has_failed = True
        self._link.set_words(way_out)
        self._link.setVisible(bool(way_out))

    def _show(self, sign: str, words: str, ink: str, *, role: str | None = None) -> None:
        self._label.show_value(sign, words, ink=ink, role=role or ink)
        self._label.show()
        self._link.hide()
        self.setAccessibleName(words)


class Bar(QWidget):
    """A thin bar that fills from the leading edge; it says nothing without words beside it."""

    def __init__(self, done: int = 0, total: int = 0, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self._total = total
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, done: int, total: int) -> None:
        """Show *done* of *total*."""
        self._done, self._total = done, total
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 9)

    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_bar(QPainter(self), QRectF(self.rect()), self._done, self._total, mirrored=mirrored)


def paint_bar(painter: QPainter, rect: QRectF, done: int, total: int, *, mirrored: bool) -> None:
    """Paint a thin bar, for delegates too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("line_strong"), 1))
    painter.setBrush(theme.colour("surface_alt"))
    painter.drawRoundedRect(box, 2, 2)
    if total > 0 and done > 0:
        filled = QRectF(box)
        filled.setWidth(max(3.0, box.width() * min(1.0, done / total)))
        if mirrored:
            filled.moveRight(box.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(filled, 2, 2)
    painter.restore()


class ProgressLine(QWidget):
    """Words such as "12 of 23 sections done" over a thin bar."""

    def __init__(
        self, words: str = "", done: int = 0, total: int = 0, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = PlainLabel(words, role="small_muted", wrap=True)
        self._bar = Bar(done, total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self._bar)
        self.show_value(words, done, total)

    def show_value(self, words: str, done: int, total: int) -> None:
        """Show *words* and how much of the bar is filled."""
        self._label.setText(words)
        self._bar.show_value(done, total)
        self.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
