"""What stands in cells: paragraphs, chips, ticks, marks and lines to write on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Chip, FillLine, Mark, Span, Text, Tick, Ticks
from dpia_wizard.report.pdf import signs
from dpia_wizard.report.pdf.boxes import Drawing, Item, Stack
from dpia_wizard.report.pdf.breaking import longest_word
from dpia_wizard.report.pdf.paragraph import natural_width, paragraph
from dpia_wizard.report.pdf.styles import INK, QUIET, ROLES, Type

if TYPE_CHECKING:
    from dpia_wizard.report.document import Cell, LevelLook, Piece
    from dpia_wizard.report.pdf.boxes import Box
    from dpia_wizard.report.pdf.context import Context
    from dpia_wizard.report.pdf.pen import Pen

USUAL_WORD = 84.0
"""Longer words, such as addresses, may be broken."""
TICK_GAP = 15.0
"""From the start of a square to the start of its words."""


def cell_box(cell: Cell, context: Context, kind: Type, width: float) -> Stack:
    """Lay out the pieces of a cell under each other."""
    gap = context.setting.pad(2.0)
    return Stack(
        [Item(piece_box(piece, context, kind, width), before=gap, after=gap) for piece in cell]
    )


def piece_box(piece: Piece, context: Context, kind: Type, width: float) -> Box:
    """Lay out one piece; *kind* is how plain text is set here."""
    match piece:
        case Text(spans, role, key):
            if role in ("quiet", "small"):
                kind = replace(kind, size=min(kind.size, max(kind.size - 0.8, 7.5)), colour=QUIET)
            elif role == "figure":
                kind = replace(ROLES["figure"], align=kind.align)
            elif role == "large":
                kind = replace(ROLES["large"], align=kind.align)
            return context.text(spans, kind, width, key=key)
        case Chip():
            return chip_box(piece, context, kind, width)
        case Tick():
            return ticks_box(Ticks((piece,)), context, kind, width)
        case Ticks():
            return ticks_box(piece, context, kind, width)
        case Mark():
            size = kind.size * 1.25
            return Drawing(
                kind.size * kind.line, lambda pen, x, y: signs.mark(pen, piece, x, y, size)
            )
        case FillLine():
            return fill_line_box(piece, context, kind, width)


def looks_of(chip: Chip, context: Context) -> list[LevelLook]:
    """Give the looks of a chip's levels."""
    found = [context.levels.get(level) for level in (chip.level, chip.to) if level]
    return [look for look in found if look is not None]


def chip_box(
    chip: Chip, context: Context, kind: Type, width: float, *, at_least: float = 0.0
) -> Box:
    """Lay out a chip with the quiet line below it."""
    kind = context.setting.type(kind)
    looks = looks_of(chip, context)
    if not looks:
        return Drawing(0, lambda pen, x, y: None)
    rtl = context.rtl
    needed = max(signs.chip_width(looks, chip.between, kind, rtl=rtl), at_least)
    height = signs.chip_height(kind, rtl=rtl)
    below = (
        paragraph(
            (Span(chip.below),), Type(min(signs.CHIP_SUB, kind.size), colour=QUIET), width, rtl=rtl
        )
        if chip.below
        else None
    )

    def paint(pen: Pen, x: float, y: float) -> None:
        signs.draw_chip(pen, looks, chip.form, chip.between, x, y, needed, kind)
        if below:
            below.draw(pen, x, y + height + 2)

    return Drawing(height + (below.height + 2 if below else 0), paint)


def least_width(cell: Cell, context: Context, kind: Type) -> float:
    """Give the width below which a chip of *cell* would be cut or a usual word broken."""
    kind = context.setting.type(kind)
    widths = [0.0]
    for piece in cell:
        if isinstance(piece, Chip):
            looks = looks_of(piece, context)
            if looks:
                widths.append(signs.chip_width(looks, piece.between, kind, rtl=context.rtl))
        elif isinstance(piece, Text):
            word = longest_word(piece.spans, kind, rtl=context.rtl, reachable=context.reachable)
            widths.append(min(word, USUAL_WORD))
        elif isinstance(piece, Tick):
            widths.append(_tick_width(piece, kind, rtl=context.rtl))
        elif isinstance(piece, Mark) and piece.kind == "tally":
            widths.append(piece.count * 8)
    return max(widths)


def _tick_width(tick: Tick, kind: Type, *, rtl: bool) -> float:
    words = (Span(tick.text, bold=tick.bold),)
    width = TICK_GAP + natural_width(words, kind, rtl=rtl)
    return width + (tick.line + 5 if tick.line else 0)


def ticks_box(block: Ticks, context: Context, kind: Type, width: float) -> Box:
    """Lay out squares beside each other, in as many lines as they need."""
    kind = context.setting.type(kind)
    rtl = context.rtl
    label = context.text((Span(block.label, quiet=True),), kind, width) if block.label else None
    line_height = max(kind.size * (1.9 if rtl else 1.7), 14.0)
    x, y = (label.widest + 13 if label else 0.0), 0.0
    placed: list[tuple[float, float, Tick]] = []
    texts = []
    for tick in block.ticks:
        needed = _tick_width(tick, kind, rtl=rtl)
        if x and x + needed > width + 0.01:
            x, y = 0.0, y + line_height
        words = context.text(
            (Span(tick.text, bold=tick.bold),), kind, max(min(needed, width) - TICK_GAP, 20)
        )
        placed.append((x, y, tick))
        texts.append(words)
        y += max(words.height - words.leading, 0.0)
        x += needed + 13
    height = y + line_height

    def paint(pen: Pen, left: float, top: float) -> None:
        if label:
            label.draw(pen, left, top + (line_height - label.leading) / 2)
        for (dx, dy, tick), words in zip(placed, texts, strict=True):
            at = top + dy
            signs.tick_box(pen, left + dx, at + line_height / 2 - 5.5, ticked=tick.ticked)
            words.draw(pen, left + dx + TICK_GAP, at + (line_height - words.leading) / 2)
            if tick.line:
                start = left + dx + TICK_GAP + words.widest + 5
                foot = at + line_height / 2 + kind.size * 0.45
                pen.line(start, foot, start + tick.line, foot, colour=INK, width=0.6)

    return Drawing(height, paint)


def fill_line_box(block: FillLine, context: Context, kind: Type, width: float) -> Box:
    """Lay out a label and a line to write on, drawn and never typed."""
    kind = context.setting.type(kind)
    label = context.text((Span(block.label),), kind, width * 0.7) if block.label else None
    start = label.widest + 6 if label else 0.0
    end = min(start + block.width, width) if block.width is not None else width
    step = max(kind.size * 2.0, 17.0) if label or block.lines > 1 else kind.size * 1.9
    first = max(label.height if label else 0.0, step)
    height = first + (block.lines - 1) * step

    def paint(pen: Pen, x: float, y: float) -> None:
        foot = y + first - 3
        if label:
            label.draw(pen, x, foot + 3 - label.height - (step - label.leading) / 4)
        for number in range(block.lines):
            at = foot + number * step
            pen.line(x + (start if number == 0 else 0), at, x + end, at, colour=INK, width=0.6)

    return Drawing(height, paint)
