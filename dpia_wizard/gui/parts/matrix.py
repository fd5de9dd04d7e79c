"""The risk matrix as one looks at it, clicks it and walks it by arrow keys."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.messages import announce
from dpia_wizard.gui.parts.drawing import block_size, line_width, longest_word, paint_block
from dpia_wizard.gui.parts.matrix_paint import mark_radius, paint_cell, paint_mark, paint_way
from dpia_wizard.gui.parts.matrix_picture import MatrixCell, MatrixMark, MatrixPicture
from dpia_wizard.gui.words import start_rtl_line

__all__ = ["MatrixCell", "MatrixMark", "MatrixPicture", "RiskMatrixWidget"]

_GAP = 2
_AROUND = 5
_WIDEST_CELL = 150


class RiskMatrixWidget(QWidget):
    """Likelihood upwards, severity from the leading edge; signals give ranks from 1.

    Keys: arrows walk as the picture lies, Enter or Space chooses, "?" says that the
    likelihood is unknown. `chosen` gives likelihood and severity; `opened` the cell of
    which a list of its risks is wanted (only when the picture counts risks). *low*: without
    room for marks in the cells, for a picture that has none.
    """

    chosen = Signal(int, int)
    opened = Signal(int, int)
    likelihood_unknown = Signal()

    def __init__(
        self,
        picture: MatrixPicture,
        *,
        name: str = "",
        editable: bool = True,
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = picture
        self._editable = editable
        self._low = low
        self._at: tuple[int, int] | None = None
        self._sizes: dict[str, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_value(picture)

    def picture(self) -> MatrixPicture:
        """What is shown."""
        return self._picture

    def show_value(self, picture: MatrixPicture) -> None:
        """Show another picture; tells nobody."""
        same_size = _words_of(picture) == _words_of(self._picture)
        self._picture = picture
        if self._at is not None and not self._has(*self._at):
            self._at = None
        self._describe()
        if not same_size:
            self._sizes.clear()
            self.updateGeometry()
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Whether a cell can be chosen."""
        self._editable = editable
        self.update()

    def current(self) -> tuple[int, int]:
        """The cell the keys stand on: likelihood and severity."""
        if self._at is not None:
            return self._at
        if self._picture.chosen is not None:
            return self._picture.chosen
        today = [mark for mark in self._picture.marks if mark.kind == "today"]
        marks = today or list(self._picture.marks)
        return (marks[0].likelihood, marks[0].severity) if marks else (1, 1)

    def cell_rect(self, likelihood: int, severity: int) -> QRect:
        """Where a cell lies in the widget."""
        return self._cell(likelihood, severity).toRect()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where the keys stand: scrolled into sight where the whole is larger than the page."""
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.cell_rect(*self.current())
        return super().inputMethodQuery(query)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = len(self._picture.likelihoods)
        heads = self._severity_height(self._cell_width(width))
        return round(rows * (self._cell_height() + _GAP) + heads + 2 * _AROUND)

    def sizeHint(self) -> QSize:
        columns = len(self._picture.severities)
        width = self._label_width() + columns * (self._least_cell() + 14 + _GAP) + 2 * _AROUND
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        columns = len(self._picture.severities)
        width = self._label_width() + columns * (self._least_cell() + _GAP) + 2 * _AROUND
        return QSize(width, self.heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        likelihood, severity = self.current()
        onwards = -1 if self._is_mirrored() else 1
        steps = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_Right: (0, onwards),
            Qt.Key.Key_Left: (0, -onwards),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(likelihood + step[0], severity + step[1])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._take(likelihood, severity)
        elif event.text() in {"?", "؟"} and self._editable:
            self.likelihood_unknown.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        for likelihood in range(1, len(self._picture.likelihoods) + 1):
            for severity in range(1, len(self._picture.severities) + 1):
                if self._cell(likelihood, severity).contains(event.position()):
                    self._at = (likelihood, severity)
                    self._describe()
                    self.update()
                    self._take(likelihood, severity)
                    return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._sizes.clear()
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        mirrored = self._is_mirrored()
        for likelihood, row in enumerate(self._picture.cells, start=1):
            for severity, cell in enumerate(row, start=1):
                place = self._cell(likelihood, severity)
                paint_cell(painter, place, cell, mirrored=mirrored)
        self._paint_labels(painter)
        self._paint_bracket(painter)
        self._paint_chosen(painter)
        self._paint_marks(painter)
        if self.hasFocus():
            ring = self._cell(*self.current()).adjusted(-3, -3, 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("surface"), 5))
            painter.drawRoundedRect(ring, 5, 5)
            painter.setPen(QPen(theme.colour("focus"), theme.shape("focus_ring") + 0.5))
            painter.drawRoundedRect(ring, 5, 5)

    def _paint_labels(self, painter: QPainter) -> None:
        look = theme.look()
        font, line, ink = look.font("small"), look.line_height("small"), theme.colour("text")
        trailing, centre = Qt.AlignmentFlag.AlignTrailing, Qt.AlignmentFlag.AlignHCenter
        width = self._label_width() - 8
        for likelihood in range(1, len(self._picture.likelihoods) + 1):
            cell = self._cell(likelihood, 1)
            place = QRectF(_AROUND, cell.top(), width, cell.height())
            if self._is_mirrored():
                place.moveRight(self.width() - _AROUND)
            words = self._likelihood_words(likelihood)
            # Beside the cells in both directions: Arabic begins at its own edge.
            align = Qt.AlignmentFlag.AlignLeading if self._is_mirrored() else trailing
            paint_block(painter, place, words, font, line, ink, align)
        bottom = self._cell(1, 1).bottom() + 3
        for severity in range(1, len(self._picture.severities) + 1):
            cell = self._cell(1, severity)
            words = self._severity_words(severity)
            height = block_size(words, font, line, int(cell.width()) - 2).height()
            place = QRectF(cell.left() + 1, bottom, cell.width() - 2, height)
            paint_block(painter, place, words, font, line, ink, centre)

    def _paint_bracket(self, painter: QPainter) -> None:
        if self._picture.bracket is None:
            return
        low, high = self._picture.bracket
        around = self._cell(*low).united(self._cell(*high)).adjusted(1, 1, -1, -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("surface"), 5))
        painter.drawRoundedRect(around, 4, 4)
        pen = QPen(theme.colour("text"), 2.5)
        pen.setDashPattern([5, 2.5])
        painter.setPen(pen)
        painter.drawRoundedRect(around, 4, 4)

    def _paint_chosen(self, painter: QPainter) -> None:
        if self._picture.chosen is None or not self._has(*self._picture.chosen):
            return
        place = self._cell(*self._picture.chosen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("surface"), 1.5))
        painter.drawRoundedRect(place.adjusted(3.5, 3.5, -3.5, -3.5), 2, 2)
        painter.setPen(QPen(theme.colour("text"), 3))
        painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)

    def _paint_marks(self, painter: QPainter) -> None:
        placed = [(mark, self._mark_centre(mark)) for mark in self._picture.marks]
        for (_from, start), (mark, end) in pairwise(placed):
            paint_way(painter, start, end, dashed=mark.kind == "projected")
        for mark, centre in placed:
            paint_mark(painter, centre, mark)

    def _mark_centre(self, mark: MatrixMark) -> QPointF:
        """The bottom trailing corner of the cell; marks in one cell stand side by side."""
        cell = self._cell(mark.likelihood, mark.severity)
        same = [
            other
            for other in self._picture.marks
            if (other.likelihood, other.severity) == (mark.likelihood, mark.severity)
        ]
        radius = mark_radius()
        from_edge = radius + 4 + (len(same) - 1 - same.index(mark)) * (2 * radius + 3)
        x = cell.left() + from_edge if self._is_mirrored() else cell.right() - from_edge
        return QPointF(x, cell.bottom() - radius - 3)

    def _go(self, likelihood: int, severity: int) -> None:
        if not self._has(likelihood, severity):
            return
        self._at = (likelihood, severity)
        self._describe()
        announce(self, self.accessibleDescription())
        bring_into_sight(self)
        self.update()

    def _take(self, likelihood: int, severity: int) -> None:
        if self._picture.cell(likelihood, severity).count:
            self.opened.emit(likelihood, severity)
        elif self._editable:
            self.chosen.emit(likelihood, severity)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._picture.spoken(*self.current()))

    def _has(self, likelihood: int, severity: int) -> bool:
        rows, columns = len(self._picture.likelihoods), len(self._picture.severities)
        return 1 <= likelihood <= rows and 1 <= severity <= columns

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _likelihood_words(self, rank: int) -> str:
        return start_rtl_line(f"{rank} {self._picture.likelihoods[rank - 1]}")

    def _severity_words(self, rank: int) -> str:
        return start_rtl_line(f"{rank} {self._picture.severities[rank - 1]}")

    def _label_width(self) -> int:
        """Room for the likelihoods, in two lines when they are long."""
        if "label" not in self._sizes:
            self._sizes["label"] = self._measured_label()
        return self._sizes["label"]

    def _measured_label(self) -> int:
        font = theme.look().font("small")
        ranks = range(1, len(self._picture.likelihoods) + 1)
        texts = [self._likelihood_words(rank) for rank in ranks]
        widest = max(line_width(text, font) for text in texts)
        word = max(longest_word(text, font) for text in texts)
        scale = theme.look().scale
        return round(max(word, min(widest, 86 * scale), min(widest * 0.6, 150 * scale))) + 12

    def _least_cell(self) -> int:
        if "cell" not in self._sizes:
            self._sizes["cell"] = self._measured_cell()
        return self._sizes["cell"]

    def _measured_cell(self) -> int:
        look = theme.look()
        font = look.font("small")
        words = {cell.word for row in self._picture.cells for cell in row}
        level = max(line_width(word, font) for word in words) + look.sign_px + 13
        ranks = range(1, len(self._picture.severities) + 1)
        head = max(longest_word(self._severity_words(rank), font) for rank in ranks) + 4
        return max(level, head, 60)

    def _cell_width(self, width: int) -> float:
        columns = len(self._picture.severities)
        room = (width - 2 * _AROUND - self._label_width()) / columns - _GAP
        return max(float(self._least_cell()), min(room, _WIDEST_CELL * theme.look().scale))

    def _cell_height(self) -> int:
        if "row" not in self._sizes:
            self._sizes["row"] = self._measured_row()
        return self._sizes["row"]

    def _measured_row(self) -> int:
        line = theme.look().line_height("small")
        below = 12 if self._low else 2 * mark_radius() + 7
        font = theme.look().font("small")
        label = max(
            block_size(self._likelihood_words(rank), font, line, self._label_width() - 8).height()
            for rank in range(1, len(self._picture.likelihoods) + 1)
        )
        return round(max(line + below, label))

    def _severity_height(self, cell_width: float) -> int:
        key = f"head {int(cell_width)}"
        if key not in self._sizes:
            self._sizes[key] = self._measured_head(cell_width)
        return self._sizes[key]

    def _measured_head(self, cell_width: float) -> int:
        look = theme.look()
        line = look.line_height("small")
        font = look.font("small")
        ranks = range(1, len(self._picture.severities) + 1)
        return 4 + max(
            block_size(self._severity_words(rank), font, line, int(cell_width) - 2).height()
            for rank in ranks
        )

    def _cell(self, likelihood: int, severity: int) -> QRectF:
        width = self._cell_width(self.width())
        height = self._cell_height()
        rows = len(self._picture.likelihoods)
        x = _AROUND + self._label_width() + (severity - 1) * (width + _GAP)
        y = _AROUND + (rows - likelihood) * (height + _GAP)
        if self._is_mirrored():
            x = self.width() - x - width
        return QRectF(x, y, width, height)


def _words_of(picture: MatrixPicture) -> tuple[object, ...]:
    """What the size of a picture hangs on."""
    return picture.likelihoods, picture.severities, picture.cells
