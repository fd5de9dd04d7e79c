"""The heat map: every cell of the matrix with its risks, and the ways that they took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dpia_wizard.core.risk_map import Cell, RiskMap, Way
from dpia_wizard.gui import theme
from dpia_wizard.gui.heat_map import ways as map_ways
from dpia_wizard.gui.heat_map.layout import KINDS, MapLayout
from dpia_wizard.gui.heat_map.words import cell_spoken, cell_told
from dpia_wizard.gui.parts.drawing import (
    paint_block,
    paint_line,
)
from dpia_wizard.gui.parts.matrix_paint import paint_cell
from dpia_wizard.gui.parts.matrix_picture import MatrixPicture
from dpia_wizard.gui.risk_picture import matrix_picture
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording


class HeatMap(QWidget):
    """Likelihood upwards, severity from the leading edge. `chosen` gives the cell that a person
    wants to know of, or None when they want to know of none any more.

    One stop of the Tab key; the arrow keys walk the cells as the picture lies, Enter or Space
    takes a cell, and once more, or Esc, lets it go. In each cell stand the numbers of the risks:
    outlined before controls, filled today, dashed if the plan is done.
    """

    chosen = Signal(object)

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("heat_map")
        self.setAccessibleName(_("Heat map of all risks"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._wording = wording
        self._map: RiskMap | None = None
        self._cells: dict[Cell, CellButton] = {}
        self._picture: MatrixPicture | None = None
        self._layout: MapLayout | None = None
        self._chosen: Cell | None = None
        self._at: Cell | None = None
        self._drawn: tuple[object, list[map_ways.Line]] | None = None

    def show_value(self, map_: RiskMap, wording: Wording, chosen: Cell | None) -> None:
        """Show another map, or other words; tells nobody."""
        self._wording, self._map, self._chosen = wording, map_, chosen
        self._picture, self._layout = matrix_picture(wording), None
        self._make_cells(len(self._picture.likelihoods), len(self._picture.severities))
        for cell, button in self._cells.items():
            told = " ".join(cell_told(wording, map_, cell))
            button.setAccessibleName(cell_spoken(wording, map_, cell))
            button.setAccessibleDescription(told)
            button.setToolTip(f"{button.accessibleName()}\n{told}".strip())
            button.setChecked(cell == chosen)
        spoken = [b.accessibleName() for cell, b in self._cells.items() if cell in map_.today]
        self.setAccessibleDescription(_("; ").join(spoken))
        self._set_current(chosen or self._at or self._worst())
        self._place()
        self.updateGeometry()
        self.update()

    def cells(self) -> dict[Cell, CellButton]:
        """The button of every cell."""
        return self._cells

    def current(self) -> Cell:
        """The cell that the keys stand on: at first the worst with a risk in it."""
        return self._at or self._worst()

    def focus_current(self) -> None:
        """Give the focus to the cell that the keys stand on."""
        self._cells[self.current()].setFocus(Qt.FocusReason.OtherFocusReason)

    def drawn_ways(self) -> tuple[tuple[Way, ...], tuple[Way, ...]]:
        """The ways that are drawn, earned and planned: those of the chosen cell; else all, or all
        that are earned already; or those of the cell that the keys stand on, where more could not
        be told apart."""
        if self._map is None:
            return (), ()
        if self._chosen is not None:
            return self._map.through(self._chosen)
        room = map_ways.MOST_WAYS - len(self._map.earned)
        if room < 0:
            return self._map.through(self.current())
        return self._map.earned, self._map.planned if room >= len(self._map.planned) else ()

    def marks(self) -> dict[tuple[str, Cell], QRectF]:
        """Where the number of each kind stands in each cell that has one."""
        if self._map is None:
            return {}
        counts = {kind: getattr(self._map, kind) for kind in KINDS}
        layout = self.laid_out()
        return {
            (kind, cell): layout.mark(kind, cell)
            for kind in KINDS
            for cell in self._cells
            if counts[kind].get(cell)
        }

    def lines(self) -> list[map_ways.Line]:
        """The ways as they are drawn."""
        marks = self.marks()
        earned, planned = self.drawn_ways()
        drawn_for = (earned, planned, *(place.getRect() for place in marks.values()))
        if self._drawn is None or self._drawn[0] != drawn_for:
            self._drawn = (drawn_for, self._drawn_lines(marks, earned, planned))
        return self._drawn[1]

    def _drawn_lines(
        self,
        marks: Mapping[tuple[str, Cell], QRectF],
        earned: Sequence[Way],
        planned: Sequence[Way],
    ) -> list[map_ways.Line]:
        wanted = [(marks["inherent", way.start], marks["today", way.end], False) for way in earned]
        wanted += [
            (marks["today", way.start], marks["projected", way.end], True) for way in planned
        ]
        layout = self.laid_out()
        words = [QRectF(layout.word(cell)) for cell in self._cells]
        return map_ways.lines(wanted, list(marks.values()), words, QRectF(layout.ground()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out_in(width).height if self._picture is not None else 0

    def sizeHint(self) -> QSize:
        return self._size_with(30)

    def minimumSizeHint(self) -> QSize:
        return self._size_with(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._place()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._map is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        layout = self.laid_out()
        for cell in self._cells:
            ground = layout.picture.cell(*cell)
            paint_cell(painter, QRectF(layout.cell(cell)), ground, mirrored=layout.mirrored)
        self._paint_scales(painter, layout)
        self._paint_chosen(painter)
        marks = self.marks()
        painter.save()
        painter.setClipRegion(self._free_ground(marks))
        map_ways.paint_lines(painter, self.lines())
        painter.restore()
        for (kind, cell), place in marks.items():
            n = len(getattr(self._map, kind)[cell])
            paint_number(painter, place, kind, n)

    # Building

    def _make_cells(self, rows: int, columns: int) -> None:
        if len(self._cells) == rows * columns and (rows, columns) in self._cells:
            return
        for old in self._cells.values():
            old.hide()
            old.deleteLater()
        self._cells = {}
        for likelihood in range(rows, 0, -1):
            for severity in range(1, columns + 1):
                cell = (likelihood, severity)
                button = self._cells[cell] = CellButton(cell, self)
                button.walked.connect(self._walk)
                button.clicked.connect(lambda _on=False, cell=cell: self._take(cell))
                button.show()

    def _worst(self) -> Cell:
        matrix = self._wording.pack.matrix
        found = self._map.today if self._map is not None else {}
        return max(found, key=lambda cell: (matrix.cell(*cell).rank, cell), default=(1, 1))

    # Where things lie

    def laid_out(self) -> MapLayout:
        """The places in the map as it stands now."""
        if self._layout is None or self._layout.width != self.width():
            self._layout = self._laid_out_in(self.width())
        return self._layout

    def _laid_out_in(self, width: int) -> MapLayout:
        picture = self._picture or matrix_picture(self._wording)
        most = 0
        if self._map is not None:
            kinds = (getattr(self._map, kind) for kind in KINDS)
            most = max((len(risks) for of in kinds for risks in of.values()), default=0)
        return MapLayout(picture, most, width, mirrored=self._is_mirrored())

    def _size_with(self, more: int) -> QSize:
        if self._picture is None:
            return QSize(0, 0)
        width = self._laid_out_in(0).least_width(more)
        return QSize(width, self.heightForWidth(width))

    def _place(self) -> None:
        self._layout = None
        layout = self.laid_out()
        for cell, button in self._cells.items():
            button.setGeometry(layout.cell(cell))
        self.update()

    def _free_ground(self, marks: dict[tuple[str, Cell], QRectF]) -> QRegion:
        layout = self.laid_out()
        free = QRegion(layout.ground())
        for cell in self._cells:
            free -= QRegion(layout.word(cell))
        for place in marks.values():
            free -= QRegion(place.toAlignedRect(), QRegion.RegionType.Ellipse)
        return free

    # Painting

    def _paint_scales(self, painter: QPainter, layout: MapLayout) -> None:
        look = theme.look()
        font, line, ink = look.font("small"), look.line_height("small"), theme.colour("text")
        # Beside the cells in both directions: Arabic begins at its own edge.
        leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        align = leading if layout.mirrored else trailing
        for rank in range(1, layout.rows + 1):
            words = layout.likelihood(rank)
            paint_block(painter, layout.beside(rank), words, font, line, ink, align)
        centre = Qt.AlignmentFlag.AlignHCenter
        for rank in range(1, layout.columns + 1):
            words = layout.severity(rank)
            paint_block(painter, layout.below(rank), words, font, line, ink, centre)

    def _paint_chosen(self, painter: QPainter) -> None:
        if self._chosen not in self._cells or self._chosen is None:
            return
        place = QRectF(self.laid_out().cell(self._chosen))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("surface"), 1.5))
        painter.drawRoundedRect(place.adjusted(3.5, 3.5, -3.5, -3.5), 2, 2)
        painter.setPen(QPen(theme.colour("text"), 3))
        painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)

    # Walking

    def _set_current(self, cell: Cell) -> None:
        self._at = cell if cell in self._cells else (1, 1)
        for other, button in self._cells.items():
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(strong if other == self._at else click)
        self.update()

    def _walk(self, key: int) -> None:
        button = self.sender()
        if not isinstance(button, CellButton):
            return
        onwards = -1 if self._is_mirrored() else 1
        up, along = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_Right: (0, onwards),
            Qt.Key.Key_Left: (0, -onwards),
        }[Qt.Key(key)]
        cell = (button.cell[0] + up, button.cell[1] + along)
        if cell in self._cells:
            self._set_current(cell)
            self._cells[cell].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, cell: Cell) -> None:
        self._set_current(cell)
        self.chosen.emit(None if cell == self._chosen else cell)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class CellButton(QAbstractButton):
    """A cell to walk to and to press; the map paints what is in it."""

    walked = Signal(int)

    def __init__(self, cell: Cell, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = cell
        self.setObjectName(f"cell.{cell[0]}.{cell[1]}")
        self.setCheckable(True)
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press right after the first does not take the choice back."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
        if Qt.Key(event.key()) in arrows:
            self.walked.emit(event.key())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: words and numbers of all cells lie over the lines between them."""


def paint_number(painter: QPainter, place: QRectF, kind: str, n: int) -> None:
    """Paint a number: outlined for before controls, filled for today, dashed for the plan."""
    ink, paper = theme.colour("text"), theme.colour("surface")
    round_ = place.height() / 2
    painter.setPen(QPen(paper, 2))
    painter.setBrush(paper)
    painter.drawRoundedRect(place, round_, round_)
    pen = QPen(ink, 2)
    if kind == "projected":
        pen.setDashPattern([2.6, 1.7])
    painter.setPen(pen)
    painter.setBrush(ink if kind == "today" else paper)
    painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), round_ - 1.5, round_ - 1.5)
    font = theme.look().font("small", bold=True)
    centre = Qt.AlignmentFlag.AlignHCenter
    paint_line(painter, place, str(n), font, paper if kind == "today" else ink, centre)
