"""Where the cells of the heat map lie, with their words and numbers."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRect, QRectF

from dpia_wizard.core.risk_map import Cell
from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.drawing import block_size, line_width, longest_word
from dpia_wizard.gui.parts.matrix_paint import mark_radius
from dpia_wizard.gui.parts.matrix_picture import MatrixPicture
from dpia_wizard.gui.words import start_rtl_line

KINDS = ("inherent", "today", "projected")
AROUND = 6
_GAP = 3
_WIDEST_CELL = 168
_BETWEEN_MARKS = 6
_EDGE = 6.0
_BESIDE = 8
"""Between the words of a likelihood and its cells."""


class MapLayout:
    """The places in a map of *width*; *most* is the largest number that stands in it."""

    def __init__(self, picture: MatrixPicture, most: int, width: int, *, mirrored: bool) -> None:
        self.picture = picture
        self.width = width
        self.mirrored = mirrored
        self.rows, self.columns = len(picture.likelihoods), len(picture.severities)
        self._most = most

    @cached_property
    def height(self) -> int:
        """How high the whole is."""
        font, line = theme.look().font("small"), theme.look().line_height("small")
        wide = self._cell_width - 4
        ranks = range(1, self.columns + 1)
        foot = 4 + max(block_size(self.severity(r), font, line, wide).height() for r in ranks)
        return self.rows * (self._cell_height + _GAP) + foot + 2 * AROUND

    def least_width(self, more: int = 0) -> int:
        """The width below which something would be cut; *more* for each cell."""
        return self._label_width + self.columns * (self._least_cell + more + _GAP) + 2 * AROUND

    def likelihood(self, rank: int) -> str:
        """The words beside a row."""
        return start_rtl_line(f"{rank} {self.picture.likelihoods[rank - 1]}")

    def severity(self, rank: int) -> str:
        """The words below a column."""
        return start_rtl_line(f"{rank} {self.picture.severities[rank - 1]}")

    def cell(self, cell: Cell) -> QRect:
        """A cell, likelihood growing upwards and severity from the leading edge."""
        likelihood, severity = cell
        x = AROUND + self._label_width + (severity - 1) * (self._cell_width + _GAP)
        y = AROUND + (self.rows - likelihood) * (self._cell_height + _GAP)
        if self.mirrored:
            x = self.width - x - self._cell_width
        return QRect(x, y, self._cell_width, self._cell_height)

    def ground(self) -> QRect:
        """All cells together."""
        return self.cell((1, 1)).united(self.cell((self.rows, self.columns)))

    def beside(self, rank: int) -> QRect:
        """The place for the words of a likelihood."""
        cell = self.cell((rank, 1))
        place = QRect(AROUND, cell.top(), self._label_width - _BESIDE, cell.height())
        if self.mirrored:
            place.moveRight(self.width - AROUND)
        return place

    def below(self, rank: int) -> QRect:
        """The place for the words of a severity."""
        cell = self.cell((1, rank))
        font, line = theme.look().font("small"), theme.look().line_height("small")
        high = block_size(self.severity(rank), font, line, cell.width() - 4).height()
        return QRect(cell.left() + 2, cell.bottom() + 4, cell.width() - 4, high)

    def word(self, cell: Cell) -> QRect:
        """The ground of the level's word, which no line runs over."""
        look, rect = theme.look(), self.cell(cell)
        word = self.picture.cell(*cell).word
        wide = line_width(word, look.font("small")) + look.sign_px + 11
        x = rect.right() - wide if self.mirrored else rect.left() + 1
        return QRect(x, rect.top() + 1, wide, look.line_height("small") + 2)

    def mark(self, kind: str, cell: Cell) -> QRectF:
        """A number: each kind has its own place in every cell, one beside the other."""
        rect = QRectF(self.cell(cell))
        wide, high = self._mark_width, 2 * mark_radius()
        spare = rect.width() - 3 * wide - 2 * _BETWEEN_MARKS - 2 * _EDGE
        gap = _BETWEEN_MARKS + max(0.0, min(spare / 3, 16.0))
        # At the trailing side: lines that come down from there pass beside the level's word.
        from_end = (2 - KINDS.index(kind)) * (wide + gap) + wide + _EDGE
        x = rect.left() + from_end - wide if self.mirrored else rect.right() - from_end
        return QRectF(x, rect.bottom() - high - 5, wide, high)

    @cached_property
    def _mark_width(self) -> float:
        font = theme.look().font("small", bold=True)
        return max(2 * mark_radius(), line_width(str(self._most), font) + 10.0)

    @cached_property
    def _label_width(self) -> int:
        look = theme.look()
        font = look.font("small")
        texts = [self.likelihood(rank) for rank in range(1, self.rows + 1)]
        widest = max(line_width(text, font) for text in texts)
        word = max(longest_word(text, font) for text in texts)
        return round(max(word, min(widest, 90 * look.scale))) + _BESIDE + 4

    @cached_property
    def _least_cell(self) -> int:
        look = theme.look()
        font = look.font("small")
        words = max(line_width(cell.word, font) for row in self.picture.cells for cell in row)
        ranks = range(1, self.columns + 1)
        heads = max(longest_word(self.severity(rank), font) for rank in ranks)
        marks = 3 * self._mark_width + 2 * _BETWEEN_MARKS + 2 * _EDGE
        return round(max(words + look.sign_px + 16, heads + 4, marks))

    @cached_property
    def _cell_width(self) -> int:
        room = (self.width - 2 * AROUND - self._label_width) // self.columns - _GAP
        return max(self._least_cell, min(room, round(_WIDEST_CELL * theme.look().scale)))

    @cached_property
    def _cell_height(self) -> int:
        font, line = theme.look().font("small"), theme.look().line_height("small")
        wide = self._label_width - _BESIDE
        ranks = range(1, self.rows + 1)
        label = max(block_size(self.likelihood(r), font, line, wide).height() for r in ranks)
        return round(max(line + 2 * mark_radius() + 26, label))
