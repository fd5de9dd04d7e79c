"""The bow-tie: what can cause the event, what stops it, what it does to the child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf.boxes import Drawing
from dpia_wizard.report.pdf.paragraph import natural_width, paragraph, shortened
from dpia_wizard.report.pdf.signs import barrier, centred_text
from dpia_wizard.report.pdf.styles import INK, QUIET, WHITE, Setting, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.report.document import Barrier, BowTie
    from dpia_wizard.report.pdf.paragraph import Paragraph
    from dpia_wizard.report.pdf.pen import Pen

MOST_BARRIERS = 16
"""Barriers that are drawn on either side; the table below the picture has them all."""
_BOX = 104.0
_EVENT = 100.0
_REACH = 9.0
"""How far a line runs from a box before it bends."""
_WORDS = Type(8.5)
_TITLE = Type(8, bold=True, colour=QUIET)
_MORE = Type(7.5, colour=QUIET)
_NUMBER = Type(7.5, bold=True)
_GAP = Type(7.8, bold=True, colour="#7A1F12")
_BETWEEN = 10.0
_BAR = 18.0
_ROW = 34.0
_PAD = 4.0


@dataclass(frozen=True, slots=True)
class _Wall:
    """The barriers of one side: in rows, below the words that nothing stands there today."""

    rows: tuple[tuple[Barrier, ...], ...]
    left_out: int
    gap: Paragraph | None
    width: float

    @property
    def words_height(self) -> float:
        return 0.0 if self.gap is None else self.gap.height + 3

    @property
    def height(self) -> float:
        return self.words_height + len(self.rows) * _ROW + 2 * _PAD


def bow_tie(block: BowTie, width: float, setting: Setting) -> Drawing:
    """Lay out the bow-tie *width* wide."""
    rtl = setting.rtl
    words = setting.type(_WORDS)
    sides = [
        [shortened(text, words, _BOX - 12, 7, rtl=rtl) for text in texts]
        for texts in (block.causes, block.harms)
    ]
    room = (width - 2 * _BOX - _EVENT) / 2 - 2 * _REACH
    walls = (
        _wall(block.stops, block.gap_before, room, setting),
        _wall(block.softens, block.gap_after, room, setting),
    )
    event_kind = Type(words.size, bold=True, colour=WHITE, align="centre")
    event = shortened(block.event, event_kind, _EVENT - 12, 9, rtl=rtl)
    event_height = max(event.height + 14, 44.0)
    titles = [
        paragraph((Span(title),), _TITLE, _BOX + 8, rtl=rtl)
        for title in (block.causes_title, block.harms_title)
    ]
    head = max(title.height for title in titles) + 4
    stacks = [sum(_box_height(t) + _BETWEEN for t in side) - _BETWEEN for side in sides]
    body = max(*stacks, *(wall.height for wall in walls), event_height)
    more = 14.0 if block.more_causes or block.more_harms else 0.0
    legend = 22.0 if block.legend else 0.0

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + head + body / 2
        event_left = x + (width - _EVENT) / 2
        inner = (event_left, event_left + _EVENT)
        left_out = (block.more_causes, block.more_harms)
        for number, (side, title, wall) in enumerate(zip(sides, titles, walls, strict=True)):
            before = number == 0
            left = x if before else x + width - _BOX
            title.draw(pen, left, y)
            outer = left + _BOX if before else left
            at = outer + _REACH if before else outer - _REACH - wall.width
            bend = at if before else at + wall.width
            top = middle - stacks[number] / 2
            for text in side:
                high = _box_height(text)
                centre = top + high / 2
                line = [(outer, centre), (bend, centre), (bend, middle)]
                pen.shape(line, stroke=INK, line=0.9, closed=False)
                pen.rectangle(left, top, _BOX, high, fill=WHITE, stroke=INK, line=1.2)
                text.draw(pen, left + 6, centre - text.height / 2)
                top += high + _BETWEEN
            if left_out[number]:
                foot = paragraph((Span(left_out[number]),), _MORE, _BOX + 8, rtl=rtl)
                foot.draw(pen, left, top - _BETWEEN + 3)
            pen.line(bend, middle, inner[number], middle, colour=INK, width=0.9)
            _draw_wall(pen, wall, at, middle)
        pen.rectangle(event_left, middle - event_height / 2, _EVENT, event_height, fill=INK)
        event.draw(pen, event_left + 6, middle - event.height / 2)
        if block.legend:
            _legend(pen, block, x, y + head + body + more + 8, rtl=rtl)

    return Drawing(head + body + more + legend, paint)


def _box_height(text: Paragraph) -> float:
    return max(text.height + 12, 30.0)


def _wall(barriers: Sequence[Barrier], gap: str, width: float, setting: Setting) -> _Wall:
    """Barriers in rows as even as they can be, with room for every number."""
    rtl = setting.rtl
    shown = barriers[:MOST_BARRIERS]
    widest = max((natural_width((Span(b.number),), _NUMBER, rtl=rtl) for b in shown), default=0)
    most = max(1, int((width - 2 * _PAD) // max(18.0, widest + 3)))
    n = -(-len(shown) // most) if shown else 0
    each = -(-len(shown) // n) if n else 0
    rows = tuple(tuple(shown[at : at + each]) for at in range(0, len(shown), each or 1))
    kind = Type(setting.type(_GAP).size, bold=True, colour=_GAP.colour, align="centre")
    words = paragraph((Span(gap),), kind, width - 2, rtl=rtl) if gap else None
    return _Wall(rows, len(barriers) - len(shown), words, width)


def _draw_wall(pen: Pen, wall: _Wall, x: float, middle: float) -> None:
    """Draw the barriers on the line, or in a frame where they take several rows."""
    top = middle - wall.height / 2
    is_framed = len(wall.rows) != 1 or wall.gap is not None
    if is_framed:
        dash = "1.2 1.6" if wall.gap is not None else ""
        pen.rectangle(
            x, top, wall.width, wall.height, fill=WHITE, stroke=QUIET, line=0.8, dash=dash
        )
    y = top + _PAD
    if wall.gap is not None:
        words_top = y if wall.rows else middle - wall.gap.height / 2
        wall.gap.draw(pen, x + 1, words_top)
        y += wall.words_height
    for number, row in enumerate(wall.rows):
        # Alone, a row stands in the middle of the line with its numbers above it.
        bar = y + _ROW - _BAR if is_framed else middle - _BAR / 2
        step = (wall.width - 2 * _PAD) / max(len(row), 1)
        for at, one in enumerate(row):
            centre = x + _PAD + (at + 0.5) * step
            barrier(pen, one.state, centre, bar, _BAR)
            centred_text(pen, one.number, centre, bar - 6, _NUMBER)
        y += _ROW
        if wall.left_out and number == len(wall.rows) - 1:
            words = f"+{wall.left_out}"
            centred_text(pen, words, x + wall.width / 2, y + _PAD + 5, _NUMBER)


def _legend(pen: Pen, block: BowTie, x: float, y: float, *, rtl: bool) -> None:
    for state, word in block.legend:
        barrier(pen, state, x + 4, y, 11)
        text: Paragraph = paragraph((Span(word),), Type(7.8), 400, rtl=rtl)
        text.draw(pen, x + 12, y + 5.5 - text.leading / 2)
        x += 12 + text.widest + 18
