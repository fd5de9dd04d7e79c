"""The heat map: the matrix, the risks in it today, and how they came there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf.boxes import Drawing
from dpia_wizard.report.pdf.breaking import longest_word
from dpia_wizard.report.pdf.heat_arrows import paint_earned, paint_planned
from dpia_wizard.report.pdf.paragraph import draw_line, natural_width, paragraph, shortened
from dpia_wizard.report.pdf.signs import centred_text, level_sign
from dpia_wizard.report.pdf.styles import INK, WHITE, Setting, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dpia_wizard.report.document import HeatMap, LevelLook
    from dpia_wizard.report.pdf.pen import Pen

ROW_WORDS = 60.0
GAP = 1.2
_COUNT = Type(12, bold=True)
_AXIS = Type(7.5)
_WORD = 14.5
"""How high the level's word and the ground under it stand at the foot of a cell."""
_LEVEL = Type(7.0)
_SIGN = 7.2
_BESIDE_WORD = 12.5
"""Beside sign and word of a level: its edge, what is between them, and half a line."""
_LAST_LANE = 0.54
"""Where boxes begin, from the start of a cell: no lane is beyond it."""


def heat_map(
    block: HeatMap, levels: Mapping[str, LevelLook], width: float, setting: Setting
) -> Drawing:
    """Lay out the heat map *width* wide."""
    rtl = setting.rtl
    rows, columns = len(block.cells), len(block.cells[0])
    words = [longest_word((Span(word),), _AXIS, rtl=rtl) for word in block.row_words]
    side = min(max(ROW_WORDS, 8 + max(words, default=0.0)), width / 3)
    cell_width = (width - side) / columns
    cell_height = max(setting.pad(54 if rows <= 4 else 48), 44.0)
    axis = setting.type(_AXIS)
    row_words = [shortened(word, _ended(axis), side - 6, 3, rtl=rtl) for word in block.row_words]
    column_words = [
        shortened(word, _centre(axis), cell_width - 4, 3, rtl=rtl) for word in block.column_words
    ]
    titles = [text for text in (block.row_title, block.column_title) if text]
    foot = max((words.height for words in column_words), default=0.0) + 5
    title_height = axis.size * 1.6 if titles else 0.0
    top = title_height if block.row_title else 0.0
    height = top + rows * cell_height + foot + (title_height if block.column_title else 0.0)

    def paint(pen: Pen, x: float, y: float) -> None:
        if block.row_title:
            _small(pen, block.row_title, x, y, axis, rtl=rtl)
        _ground(pen, block, levels, (x + side, y + top), cell_width, cell_height)
        earned = tuple(move for move in block.moves if not move.is_planned)
        planned = tuple(move for move in block.moves if move.is_planned)
        free = _free_of_words(block, levels, cell_width, rtl=rtl)
        lanes = (free, free - 0.1 if planned else free)
        paint_earned(pen, earned, (x + side, y + top), cell_width, cell_height, last_lane=lanes[1])
        paint_planned(pen, planned, (x + side, y + top), cell_width, cell_height, lane=lanes[0])
        _words_and_boxes(pen, block, levels, (x + side, y + top), cell_width, cell_height)
        for number, words in enumerate(row_words):
            middle = y + top + (number + 0.5) * cell_height
            words.draw(pen, x, middle - words.height / 2)
        for number, words in enumerate(column_words):
            words.draw(pen, x + side + number * cell_width + 2, y + top + rows * cell_height + 3)
        if block.column_title:
            below = y + top + rows * cell_height + foot
            _small(pen, block.column_title, x + side, below, axis, rtl=rtl)

    return Drawing(height, paint)


def _ended(kind: Type) -> Type:
    return Type(kind.size, align="end")


def _centre(kind: Type) -> Type:
    return Type(kind.size, align="centre")


def _small(pen: Pen, text: str, x: float, y: float, kind: Type, *, rtl: bool) -> None:
    paragraph((Span(text),), Type(kind.size, bold=True), 400, rtl=rtl).draw(pen, x, y)


def _ground(
    pen: Pen,
    block: HeatMap,
    levels: Mapping[str, LevelLook],
    corner: tuple[float, float],
    width: float,
    height: float,
) -> None:
    """Draw fill and pattern of every cell, each level once as a form."""
    size = (width - GAP, height - GAP)
    for row, cells in enumerate(block.cells):
        for column, cell in enumerate(cells):
            look = levels.get(cell.level)
            x, y = corner[0] + column * width, corner[1] + row * height
            if look is None:
                pen.rectangle(x, y, *size, stroke=INK, dash="2 2")
                continue
            name = f"level-{look.id}-{size[0]:.1f}-{size[1]:.1f}"
            pen.surface.form(name, _pattern(look, size), size)
            pen.form(name, x, y, *size)


def _pattern(look: LevelLook, size: tuple[float, float]) -> Callable[[Pen], None]:
    width, height = size

    def draw(pen: Pen) -> None:
        pen.clip(width, height)
        pen.rectangle(0, 0, width, height, fill=look.fill)
        match look.pattern:
            case "dots":
                for row in range(int(height // 5) + 1):
                    for column in range(int(width // 7) + 2):
                        shift = 3.5 if row % 2 else 0
                        pen.rectangle(column * 7 - shift, row * 5 + 2, 0.8, 0.8, fill=look.edge)
            case "lines" | "crossed":
                step = 5 if look.pattern == "lines" else 6
                reach = int((width + height) // step) + 1
                tone = _between(look.fill, look.ink)
                for number in range(reach):
                    pen.line(
                        number * step, 0, number * step - height, height, colour=tone, width=0.45
                    )
                    if look.pattern == "crossed":
                        left = number * step - height
                        pen.line(left, 0, left + height, height, colour=tone, width=0.45)
        pen.rectangle(0, 0, width, height, stroke=look.edge, line=0.7)

    return draw


def _between(one: str, other: str) -> str:
    """Give a colour a third of the way from *one* to *other*."""
    parts = (
        round(int(one[i : i + 2], 16) * 0.65 + int(other[i : i + 2], 16) * 0.35) for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def _free_of_words(
    block: HeatMap, levels: Mapping[str, LevelLook], width: float, *, rtl: bool
) -> float:
    """The part of every cell, from its start, beside which the word of its level begins: lines
    run there, and pass behind no word."""
    found = {cell.level for cells in block.cells for cell in cells}
    words = [levels[id].word for id in found if id in levels]
    widest = max((natural_width((Span(word),), _LEVEL, rtl=rtl) for word in words), default=0.0)
    free = 1 - (widest + _SIGN + _BESIDE_WORD + GAP) / width
    return min(max(free, 0.12), _LAST_LANE)


def _words_and_boxes(
    pen: Pen,
    block: HeatMap,
    levels: Mapping[str, LevelLook],
    corner: tuple[float, float],
    width: float,
    height: float,
) -> None:
    has_before = any(cell.before for cells in block.cells for cell in cells)
    for row, cells in enumerate(block.cells):
        for column, cell in enumerate(cells):
            look = levels.get(cell.level)
            x, y = corner[0] + column * width, corner[1] + row * height
            if look is not None:
                size = (width - GAP, height - GAP)
                _level_word(pen, look, x, y, size, lines_cross=bool(block.moves))
            if cell.before:
                _count_before(pen, cell.before, x + width * 0.25, y + height * 0.42)
            if cell.today:
                box = 24 if cell.today < 100 else 30
                left = x + width * 0.77 - box / 2 - 1
                if not block.moves and not has_before:
                    left = x + (width - box) / 2
                top = y + height * (0.5 if block.moves else 0.42) - 9.5
                top = min(top, y + height - GAP - _WORD - 19)  # never over the level's word
                pen.rectangle(left, top, box, 19, fill=WHITE, stroke=INK, line=1.3)
                centred_text(pen, str(cell.today), left + box / 2, top + 9.5, _COUNT)


def _count_before(pen: Pen, count: int, x: float, y: float) -> None:
    pen.circle(x, y, 8.6, fill=WHITE, stroke=INK, line=1.1)
    centred_text(pen, str(count), x, y, Type(9.0 if count < 100 else 7.5))


def _level_word(
    pen: Pen,
    look: LevelLook,
    x: float,
    y: float,
    size: tuple[float, float],
    *,
    lines_cross: bool,
) -> None:
    """Draw sign and word of a level at the foot of its cell, on a plain ground."""
    width, height = size
    kind = Type(_LEVEL.size, colour=look.ink)
    sign = _SIGN
    word = natural_width((Span(look.word),), kind, rtl=pen.surface.rtl)
    whole = sign + 3 + word
    if whole > width - 6:
        kind = Type(max(_LEVEL.size * (width - 8 - sign) / (whole - sign), 5.5), colour=look.ink)
        word = natural_width((Span(look.word),), kind, rtl=pen.surface.rtl)
        whole = sign + 2 + word
    left = max(x + width - whole - 5, x + 2)
    middle = y + height - _WORD + 6
    if lines_cross or look.pattern not in ("plain", "solid"):
        pen.rectangle(left - 2, middle - 5.6, whole + 4, 11.2, fill=look.fill)
    level_sign(pen, look, left + sign / 2, middle, sign, look.ink, look.fill)
    box = paragraph((Span(look.word),), kind, 1e6, rtl=pen.surface.rtl)
    draw_line(pen, box.lines[0], box, left + sign + 3, middle - box.leading / 2)
