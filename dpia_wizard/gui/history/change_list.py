"""The list of what is another: a model over the lines, and the view that shows and copies them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.history.change_lines import Line, as_text, spoken
from dpia_wizard.gui.history.change_paint import ChangeDelegate
from dpia_wizard.gui.parts.list_table import LINE_ROLE, ListModel, be_a_list


class ChangeModel(ListModel[Line]):
    """The lines as they are shown, in one column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(("",), parent)

    def said(self, line: Line, column: int) -> str:
        return spoken(line)


class ChangeHeads(QHeaderView):
    """What stands above the columns that the delegate paints in the one column of the view."""

    def __init__(self, delegate: ChangeDelegate, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._delegate = delegate

    def paintSection(self, painter: QPainter, rect: QRect, _section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("surface_alt"))
        self._delegate.paint_heads(painter, rect)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class ChangeList(QTableView):
    """The view; `go` gives the place that was pressed."""

    go = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = ChangeModel(self)
        self.setModel(self._model)
        self._delegate = ChangeDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(ChangeHeads(self._delegate, self))
        be_a_list(self)
        self.setSelectionMode(self.SelectionMode.ContiguousSelection)
        self.setMouseTracking(True)

    def model_of_lines(self) -> ChangeModel:
        """The model that is shown."""
        return self._model

    def show_value(self, lines: Sequence[Line]) -> None:
        """Show *lines* from the first one on."""
        self._model.show_value(lines)
        self._fit()
        self.scrollToTop()
        if lines:
            self.setCurrentIndex(self._model.index(0, 0))
            self.clearSelection()

    def copy_all(self) -> None:
        """Put all lines on the clipboard as text."""
        QGuiApplication.clipboard().setText(as_text(self._model.lines()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            place = self._place_above(self.currentIndex().row())
            if place:
                self.go.emit(place)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(index.row() for index in self.selectionModel().selectedRows())
            lines = self._model.lines()
            QGuiApplication.clipboard().setText(as_text([lines[row] for row in rows]))
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        line = self._link_at(event.position().toPoint())
        if line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go.emit(line.place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._link_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _link_at(self, point: QPoint) -> Line | None:
        index = self.indexAt(point)
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line) or line.kind != "place" or not line.place:
            return None
        rect = self._delegate.link_rect(line, self.visualRect(index))
        return line if rect.contains(point) else None

    def _place_above(self, row: int) -> str:
        """The place that the line in *row* belongs to."""
        lines = self._model.lines()
        while 0 <= row < len(lines):
            if lines[row].kind in ("place", "section"):
                return lines[row].place
            row -= 1
        return ""

    def _fit(self) -> None:
        width = self.viewport().width()
        header = self.horizontalHeader()
        header.setVisible(self._delegate.is_wide(width))
        header.setFixedHeight(theme.look().line_height("small") + 8)
        header.resizeSection(0, width)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(10)
        for row, line in enumerate(self._model.lines()):
            wanted = self._delegate.height(line, width)
            if rows.sectionSize(row) != wanted:
                rows.resizeSection(row, wanted)
