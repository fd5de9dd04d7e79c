"""The bow-tie: what can cause the event, what stops it, what it does to the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf.boxes import Drawing
from dpia_wizard.report.pdf.paragraph import natural_width, paragraph, shortened
from dpia_wizard.report.pdf.signs import barrier, centred_text
from dpia_wizard.report.pdf.styles import INK, QUIET, WHITE, Setting, Type

if TYPE_CHECKING:
    from dpia_wizard.report.document import BowTie, Branch
    from dpia_wizard.report.pdf.paragraph import Paragraph
    from dpia_wizard.report.pdf.pen import Pen

MOST_LINES = 5
_BOX = 102.0
_EVENT = 104.0
_BEND = 15.0
_WORDS = Type(8.5)
_TITLE = Type(8, bold=True, colour=QUIET)
_MORE = Type(7.5, colour=QUIET)
_NONE = "#7A1F12"


def bow_tie(block: BowTie, width: float, setting: Setting) -> Drawing:
    """Lay out the bow-tie *width* wide."""
    rtl = setting.rtl
    words = setting.type(_WORDS)
    sides = [
        [
            (branch, shortened(branch.text, words, _BOX - 12, 4, rtl=rtl))
            for branch in branches[:MOST_LINES]
        ]
        for branches in (block.causes, block.harms)
    ]
    heights = [max((text.height + 12 for _, text in side), default=0.0) for side in sides]
    box_height = max(*heights, 34.0)
    step = box_height + setting.pad(14)
    event_kind = Type(words.size, bold=True, colour=WHITE, align="centre")
    event = shortened(block.event, event_kind, _EVENT - 16, 6, rtl=rtl)
    event_height = max(event.height + 16, 54.0)
    above = max(
        paragraph((Span(title),), _TITLE, _BOX + 8, rtl=rtl).height
        for title in (block.causes_title, block.harms_title)
    )
    title_height = above + 4
    body = max(step * max(len(side) for side in sides) - setting.pad(14), event_height)
    more = 14.0 if block.more_causes or block.more_harms else 0.0
    legend = 22.0 if block.legend else 0.0

    def paint(pen: Pen, x: float, y: float) -> None:
        titles = (block.causes_title, block.harms_title)
        middle = y + title_height + body / 2
        event_left = x + (width - _EVENT) / 2
        for number, (side, title) in enumerate(zip(sides, titles, strict=True)):
            left = x if number == 0 else x + width - _BOX
            top = middle - (step * len(side) - setting.pad(14)) / 2
            words_above = paragraph((Span(title),), _TITLE, _BOX + 8, rtl=rtl)
            words_above.draw(pen, left, top - words_above.height - 3)
            if left_out := (block.more_causes, block.more_harms)[number]:
                foot = top + step * len(side) - setting.pad(14) + 3
                paragraph((Span(left_out),), _MORE, _BOX + 8, rtl=rtl).draw(pen, left, foot)
            for index, (branch, text) in enumerate(side):
                centre = top + index * step + box_height / 2
                before = number == 0
                ends = (left + _BOX, event_left) if before else (left, event_left + _EVENT)
                _branch_line(pen, ends, centre, middle, event_height, len(side), index)
                pen.rectangle(
                    left,
                    centre - box_height / 2,
                    _BOX,
                    box_height,
                    fill=WHITE,
                    stroke=INK,
                    line=1.2,
                )
                text.draw(pen, left + 6, centre - text.height / 2)
                _barriers(pen, branch, ends, centre, block.no_barrier, rtl=rtl)
        pen.rectangle(event_left, middle - event_height / 2, _EVENT, event_height, fill=INK)
        event.draw(pen, event_left + 8, middle - event.height / 2)
        if block.legend:
            _legend(pen, block, x, y + title_height + body + more + 8, rtl=rtl)

    return Drawing(title_height + body + more + legend, paint)


def _branch_line(
    pen: Pen,
    ends: tuple[float, float],
    centre: float,
    middle: float,
    event_height: float,
    count: int,
    index: int,
) -> None:
    """Draw the line from a cause or harm to the event: level, then bent towards it."""
    outer, inner = ends
    bend = inner - _BEND if outer < inner else inner + _BEND
    spread = event_height * 0.6
    arrival = middle if count == 1 else middle - spread / 2 + spread * index / (count - 1)
    pen.shape(
        [(outer, centre), (bend, centre), (inner, arrival)], stroke=INK, line=0.9, closed=False
    )


def _barriers(
    pen: Pen,
    branch: Branch,
    ends: tuple[float, float],
    centre: float,
    no_barrier: str,
    *,
    rtl: bool,
) -> None:
    outer, inner = ends
    towards = 1 if outer < inner else -1
    room = abs(inner - outer) - _BEND
    if not branch.barriers:
        kind = Type(8, bold=True, colour=_NONE)
        width = natural_width((Span(no_barrier),), kind, rtl=rtl)
        start = outer + 6 if towards > 0 else outer - 6 - width
        box = paragraph((Span(no_barrier),), kind, width + 1, rtl=rtl)
        box.draw(pen, start, centre - box.leading - 1)
        return
    step = min(28.0, room / (len(branch.barriers) + 0.4))
    shown = branch.barriers if towards > 0 else branch.barriers[::-1]
    for number, one in enumerate(shown):
        x = outer + towards * step * (number + 0.75)
        barrier(pen, one.state, x, centre - 10, 20)
        size = 7.5 if step > 22 else 6.5
        centred_text(pen, one.number, x, centre - 16, Type(size, bold=True))


def _legend(pen: Pen, block: BowTie, x: float, y: float, *, rtl: bool) -> None:
    for state, word in block.legend:
        barrier(pen, state, x + 4, y, 11)
        text: Paragraph = paragraph((Span(word),), Type(7.8), 400, rtl=rtl)
        text.draw(pen, x + 12, y + 5.5 - text.leading / 2)
        x += 12 + text.widest + 18
