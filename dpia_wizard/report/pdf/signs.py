"""The drawn signs: one for each level, chips around them, ticks, crosses and barriers."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf.paragraph import draw_line, natural_width, paragraph
from dpia_wizard.report.pdf.styles import INK, WHITE, Type

if TYPE_CHECKING:
    from dpia_wizard.report.document import BarrierState, ChipForm, LevelLook, Mark
    from dpia_wizard.report.pdf.pen import Pen

CHIP_LEAST = 50.0
CHIP_SUB = 7.5
_SIGN = 1.02
"""The size of a sign beside a word of size 1."""
_CHIP_PAD = 5.0


def level_sign(
    pen: Pen, look: LevelLook, x: float, y: float, size: float, ink: str, ground: str
) -> None:
    """Draw the sign of a level around (x, y), *size* wide, with *ink* on *ground*."""
    half = size / 2
    match look.sign:
        case "ring":
            pen.circle(x, y, half * 0.78, stroke=ink, line=size * 0.15)
        case "half-ring":
            pen.circle(x, y, half * 0.78, stroke=ink, line=size * 0.15)
            pen.rectangle(x - half * 0.7, y - size * 0.07, half * 1.4, size * 0.14, fill=ink)
        case "diamond":
            pen.shape(
                [(x, y - half), (x + half, y), (x, y + half), (x - half, y)],
                stroke=ink,
                line=size * 0.11,
            )
            pen.shape([(x + half, y), (x, y + half), (x - half, y)], fill=ink)
        case "triangle":
            pen.shape(
                [(x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)], fill=ink
            )
        case "square":
            pen.rectangle(x - half * 0.8, y - half * 0.8, size * 0.8, size * 0.8, fill=ink)
        case "octagon":
            corners = [pi / 8 + number * pi / 4 for number in range(8)]
            pen.shape(
                [(x + half * 1.06 * cos(a), y + half * 1.06 * sin(a)) for a in corners], fill=ink
            )
            width = size * 0.14
            pen.line(x, y - half * 0.58, x, y + half * 0.12, colour=ground, width=width)
            pen.circle(x, y + half * 0.52, width * 0.6, fill=ground)
        case "unrated":
            dash = f"{size * 0.14:.2f} {size * 0.12:.2f}"
            pen.circle(x, y, half * 0.86, stroke=ink, line=size * 0.1, dash=dash)
            centred_text(pen, "?", x, y, Type(size * 0.72, bold=True, colour=ink))


def centred_text(pen: Pen, text: str, x: float, y: float, kind: Type) -> None:
    """Draw a short text around (x, y)."""
    box = paragraph((Span(text),), kind, 1e6, rtl=pen.surface.rtl)
    draw_line(pen, box.lines[0], box, x - box.widest / 2, y - box.leading / 2)


def chip_width(looks: list[LevelLook], between: str, kind: Type, *, rtl: bool) -> float:
    """Give the width that a chip needs; its word is never cut."""
    bold = Type(kind.size, bold=True)
    width = 2 * _CHIP_PAD
    for look in looks:
        width += kind.size * (_SIGN + 0.4) + natural_width((Span(look.word),), bold, rtl=rtl)
    if len(looks) > 1:
        width += natural_width((Span(f" {between} "),), bold, rtl=rtl) + kind.size * 0.4
    return max(width, CHIP_LEAST)


def chip_height(kind: Type, *, rtl: bool) -> float:
    """Give the height of a chip around words of that size."""
    return kind.size * (2.0 if rtl else 1.8)


def draw_chip(
    pen: Pen,
    looks: list[LevelLook],
    form: ChipForm,
    between: str,
    x: float,
    y: float,
    width: float,
    kind: Type,
) -> None:
    """Draw a chip with its top start corner at (x, y)."""
    rtl = pen.surface.rtl
    height = chip_height(kind, rtl=rtl)
    look = looks[-1]
    filled = form == "filled"
    ink, ground = (look.ink, look.fill) if filled else (INK, WHITE)
    if filled:
        pen.rectangle(x, y, width, height, fill=ground, stroke=look.edge, line=0.8)
    else:
        dash = "2.4 1.6" if form == "dashed" else ""
        pen.rectangle(x, y, width, height, fill=WHITE, stroke=INK, line=0.8, dash=dash)
    at = x + _CHIP_PAD
    sign = kind.size * _SIGN
    words = Type(kind.size, bold=filled, colour=ink)
    for number, shown in enumerate(looks):
        if number:
            at += _word(pen, f" {between} ", at, y, height, words)
        level_sign(pen, shown, at + sign / 2, y + height / 2, sign, ink, ground)
        at += sign + kind.size * 0.4
        at += _word(pen, shown.word, at, y, height, words)


def _word(pen: Pen, text: str, x: float, y: float, height: float, kind: Type) -> float:
    spans = (Span(text.replace(" ", "\u00a0")),)
    box = paragraph(spans, kind, 1e6, rtl=pen.surface.rtl)
    draw_line(pen, box.lines[0], box, x, y + (height - box.leading) / 2)
    return box.widest


def tick_box(pen: Pen, x: float, y: float, *, ticked: bool) -> None:
    """Draw the square of a tick, 10 by 10."""
    pen.rectangle(x, y, 10, 10, fill=WHITE, stroke=INK, line=0.9)
    if ticked:
        check(pen, x + 5, y + 5, 7.5)


def check(pen: Pen, x: float, y: float, size: float) -> None:
    """Draw a check around (x, y); it is not turned in any language."""
    half = size / 2
    points = [(-half, 0.1 * half), (-half * 0.3, half * 0.75), (half, -half * 0.8)]
    side = -1 if pen.surface.rtl else 1
    pen.shape(
        [(x + side * dx, y + dy) for dx, dy in points],
        stroke=INK,
        line=max(size * 0.12, 1.1),
        closed=False,
    )


def cross(pen: Pen, x: float, y: float, size: float) -> None:
    """Draw a cross around (x, y)."""
    half = size * 0.42
    for rise in (half, -half):
        pen.line(x - half, y - rise, x + half, y + rise, width=max(size * 0.12, 1.1))


def mark(pen: Pen, sign: Mark, x: float, y: float, size: float) -> None:
    """Draw a check, a cross or a tally with its top start corner at (x, y)."""
    match sign.kind:
        case "check":
            check(pen, x + size / 2, y + size / 2, size)
        case "cross":
            cross(pen, x + size / 2, y + size / 2, size)
        case "tally":
            for number in range(sign.count):
                pen.rectangle(x + number * 8, y + size / 2 - 3, 6, 6, fill=INK)


def barrier(pen: Pen, state: BarrierState, x: float, y: float, height: float) -> None:
    """Draw a barrier whose top is at *y*, in the middle of *x*."""
    width = height * 0.42
    left = x - width / 2
    match state:
        case "verified":
            pen.rectangle(left, y, width, height, fill=INK, stroke=INK, line=0.9)
        case "in_place":
            pen.rectangle(left, y, width, height, fill=WHITE, stroke=INK, line=0.9)
        case "partly":
            pen.rectangle(left, y, width, height, fill=WHITE, stroke=INK, line=0.9)
            pen.rectangle(left, y + height / 2, width, height / 2, fill=INK)
        case "planned":
            pen.rectangle(left, y, width, height, fill=WHITE, stroke=INK, line=0.9, dash="2 1.4")
