"""Pages: boxes are filled in from the top, with a header and a footer on each page."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dpia_wizard.report.pdf.paragraph import paragraph, shortened
from dpia_wizard.report.pdf.styles import (
    BLACK,
    BOTTOM,
    FOOT,
    HEAD,
    INK,
    PAPERS,
    RULE,
    TEXT_WIDTH,
    TOP,
    WHITE,
    Type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from dpia_wizard.report.document import Running
    from dpia_wizard.report.pdf.boxes import Box, Item
    from dpia_wizard.report.pdf.pen import Pen

    Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a page stands."""

    size: tuple[float, float]

    @property
    def start(self) -> float:
        """The side margin; the same on both sides."""
        return (self.size[0] - TEXT_WIDTH) / 2

    @property
    def height(self) -> float:
        """How high the text may be."""
        return self.size[1] - TOP - BOTTOM


def frame(paper: Paper) -> Frame:
    """Give the frame of *paper*; the text has the same width on both."""
    return Frame(PAPERS[paper])


@dataclass(slots=True)
class Page:
    """What stands on one page: boxes with their distance from the top of the text."""

    boxes: list[tuple[float, Box]] = field(default_factory=list)


def fill(items: Iterable[Item], height: float) -> list[Page]:
    """Share *items* among pages; no page is empty and no heading stands alone at the foot."""
    queue = deque(items)
    pages = [Page()]
    y = after = 0.0
    while queue:
        item = queue.popleft()
        empty = not pages[-1].boxes
        if empty and item.box.height == 0 and not list(item.box.anchors()):
            continue
        gap = 0.0 if empty else max(after, item.before)
        left = height - y - gap
        if not empty and (
            item.fresh or left < item.room or left + 0.01 < _wanted(item, queue, height)
        ):
            queue.appendleft(replace(item, fresh=False))
            pages.append(Page())
            y = after = 0.0
            continue
        if item.box.height <= left + 0.01:
            pages[-1].boxes.append((y + gap, item.box))
            y += gap + item.box.height
            after = item.after
            continue
        parts = item.box.split(left)
        if parts is None:
            # Nothing sensible fits: a page of its own, and there as much as can be drawn.
            pages.append(Page()) if not empty else None
            if not empty:
                queue.appendleft(item)
                y = after = 0.0
                continue
            pages[-1].boxes.append((y, item.box))
            y += item.box.height
            continue
        pages[-1].boxes.append((y + gap, parts[0]))
        pages.append(Page())
        y = after = 0.0
        queue.appendleft(replace(item, box=parts[1], fresh=False, room=0.0))
    if not pages[-1].boxes and len(pages) > 1:
        pages.pop()
    return pages


def _wanted(item: Item, following: deque[Item], height: float) -> float:
    """Give the room that *item* needs here, with what must stay with it."""
    wanted = item.box.height if item.keep or _stays_whole(item, height) else item.box.least
    if not item.keep:
        return min(wanted, height)
    after = item.after
    for other in following:
        if other.fresh:
            break
        wanted += max(after, other.before)
        if other.keep:
            wanted += other.box.height
            after = other.after
            continue
        wanted += other.box.height if _stays_whole(other, height) else other.box.least
        break
    return min(wanted, height)


def _stays_whole(item: Item, height: float) -> bool:
    return item.whole and item.box.height <= height


def draw_running(pen: Pen, running: Running, place: Frame, page: int, pages: int) -> None:
    """Draw header and footer."""
    rtl = pen.surface.rtl
    start, end = place.start, place.start + TEXT_WIDTH
    label_width = 0.0
    if running.label:
        label = shortened(running.label, Type(7.5, bold=True, colour=WHITE), 240, 1, rtl=rtl)
        label_width = label.widest + 10
        pen.rectangle(start, 28, label_width, 14, fill=BLACK)
        label.draw(pen, start + 5, 35 - label.leading / 2)
    if running.head:
        room = TEXT_WIDTH - label_width - 14
        head = paragraph(running.head, replace(HEAD, align="end"), room, rtl=rtl)
        head = replace(head, lines=head.lines[:1])
        head.draw(pen, end - room, 35 - head.leading / 2)
    foot = place.size[1] - 40
    pen.line(start, foot, end, foot, colour=RULE, width=0.6)
    for number, text in enumerate(running.foot[:2]):
        line = shortened(text, FOOT, TEXT_WIDTH * 0.72, 1, rtl=rtl)
        line.draw(pen, start, foot + 3.5 + number * 10.8)
    words = running.page.replace("{pages}", str(pages)).replace("{page}", str(page))
    count = shortened(words, Type(8, bold=True, align="end"), 130, 1, rtl=rtl)
    count.draw(pen, end - 130, foot + 3.5)
    if running.mark:
        mark = shortened(running.mark, Type(8.5, bold=True), 120, 1, rtl=rtl)
        left = start + TEXT_WIDTH * 0.62 - mark.widest / 2
        pen.rectangle(left - 5, foot + 4, mark.widest + 10, 15, stroke=INK, line=1.0)
        mark.draw(pen, left, foot + 11.5 - mark.leading / 2)
    if running.initials:
        word = shortened(running.initials, FOOT, 80, 1, rtl=rtl)
        left = end - 44 - word.widest
        word.draw(pen, left, foot + 14.3)
        pen.line(end - 40, foot + 23, end, foot + 23, colour=INK, width=0.5)
