"""Boxes: things with a height that can be drawn, and sometimes split where a page ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from dpia_wizard.report.pdf.styles import INK, RULE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dpia_wizard.report.pdf.pen import Pen

_FITS_A_PAGE = 600.0
"""What is whole and not higher than this goes to the next page instead of being split."""

_AFTER_AGAIN = 10.0


class Box(Protocol):
    """Something laid out at a width."""

    @property
    def height(self) -> float:
        """How high it is."""
        ...

    @property
    def least(self) -> float:
        """How much room it asks for on the page where it begins."""
        ...

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Give what fits in *room* and the rest; None when nothing sensible fits."""
        ...

    def anchors(self) -> Iterable[tuple[str, float]]:
        """Give the places in it that links lead to, with their height below its top."""
        ...

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its top start corner at (x, y)."""
        ...


@dataclass(slots=True)
class Item:
    """A box among others, with what it asks of the page.

    ``keep``: not the last on a page. ``whole``: not split if it fits a page. ``fresh``: begins
    a page. ``room``: begins a new page when less is left.
    """

    box: Box
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    whole: bool = False
    fresh: bool = False
    room: float = 0.0


@dataclass(slots=True)
class Drawing:
    """A box that is drawn by a function and never split."""

    height: float
    paint: Callable[[Pen, float, float], None]
    keys: tuple[str, ...] = ()

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Never split."""
        return None

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give its places, all at its top."""
        for key in self.keys:
            yield key, 0.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it."""
        for key in self.keys:
            pen.bookmark(key, y)
        self.paint(pen, x, y)


@dataclass(slots=True)
class Stack:
    """Boxes below each other."""

    items: Sequence[Item]
    _tops: list[float] = field(default_factory=list)
    _height: float = -1.0

    @property
    def height(self) -> float:
        """How high they are with their gaps."""
        if self._height < 0:
            y = after = 0.0
            for number, item in enumerate(self.items):
                y += max(after, item.before) if number else 0.0
                self._tops.append(y)
                y += item.box.height
                after = item.after
            self._height = y
        return self._height

    @property
    def least(self) -> float:
        """The least that may stand at the end of a page."""
        height = 0.0
        for item, top in zip(self.items, self.tops, strict=True):
            height = top + item.box.least
            if not item.keep:
                break
        return height

    @property
    def tops(self) -> list[float]:
        """Where each begins."""
        _ = self.height
        return self._tops

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Split between boxes, or inside one."""
        items = list(self.items)
        for number, (item, top) in enumerate(zip(items, self.tops, strict=True)):
            if top + item.box.height <= room + 0.01:
                continue
            last = number
            if item.whole and item.box.height <= _FITS_A_PAGE:
                while last and items[last - 1].keep:
                    last -= 1
                if last:
                    return Stack(items[:last]), Stack(items[last:])
            parts = item.box.split(room - top)
            if parts:
                first, rest = parts
                return (
                    Stack([*items[:number], replace(item, box=first)]),
                    Stack([replace(item, box=rest), *items[number + 1 :]]),
                )
            while number and items[number - 1].keep:
                number -= 1
            if number == 0:
                return None
            return Stack(items[:number]), Stack(items[number:])
        return None

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give the places in all of them."""
        for item, top in zip(self.items, self.tops, strict=True):
            for key, below in item.box.anchors():
                yield key, top + below

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw them all."""
        for item, top in zip(self.items, self.tops, strict=True):
            item.box.draw(pen, x, y + top)


@dataclass(slots=True)
class Beside:
    """Boxes side by side, each with its distance from the start."""

    boxes: Sequence[tuple[float, Box]]

    @property
    def height(self) -> float:
        """The height of the highest."""
        return max((box.height for _, box in self.boxes), default=0.0)

    @property
    def least(self) -> float:
        """All of it, as long as that is not more than a hand's breadth."""
        return min(self.height, 300.0)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Split each where the page ends; what has ended stays empty on the next page."""
        first: list[tuple[float, Box]] = []
        rest: list[tuple[float, Box]] = []
        for x, box in self.boxes:
            if box.height <= room + 0.01:
                first.append((x, box))
                continue
            parts = box.split(room)
            if parts is None:
                return None
            first.append((x, parts[0]))
            rest.append((x, parts[1]))
        return (Beside(first), Beside(rest)) if rest else None

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give the places in all of them."""
        for _, box in self.boxes:
            yield from box.anchors()

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw them all."""
        for offset, box in self.boxes:
            box.draw(pen, x + offset, y)


@dataclass(slots=True)
class Continued:
    """A box with a line that is said again above each further part of it."""

    box: Box
    again: Box
    has_begun: bool = False

    @property
    def _top(self) -> float:
        return self.again.height + _AFTER_AGAIN if self.has_begun else 0.0

    @property
    def height(self) -> float:
        """Its box, below the line where there is one."""
        return self._top + self.box.height

    @property
    def least(self) -> float:
        """The least of its box, below the line where there is one."""
        return self._top + self.box.least

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Split its box; the rest stands below the line."""
        parts = self.box.split(room - self._top)
        if parts is None:
            return None
        return replace(self, box=parts[0]), replace(self, box=parts[1], has_begun=True)

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give the places in its box."""
        for key, below in self.box.anchors():
            yield key, below + self._top

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the line, then the box."""
        if self.has_begun:
            self.again.draw(pen, x, y)
        self.box.draw(pen, x, y + self._top)


@dataclass(slots=True)
class Framed:
    """A box on a ground, in a frame, with a bar at its start edge, or between rules."""

    box: Box
    width: float
    inside: tuple[float, float]
    """Room left inside: at the start and end, above and below."""
    ground: str = ""
    frame: float = 0.0
    bar: bool = False
    above: float = 0.0
    below: float = 0.0

    @property
    def height(self) -> float:
        """Its box with the room above and below."""
        return self.box.height + 2 * self.inside[1]

    @property
    def least(self) -> float:
        """The least of its box with the room above and below."""
        return self.box.least + 2 * self.inside[1]

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Split its box; both parts have the frame."""
        parts = self.box.split(room - 2 * self.inside[1])
        if parts is None:
            return None
        return replace(self, box=parts[0]), replace(self, box=parts[1])

    def anchors(self) -> Iterator[tuple[str, float]]:
        """Give the places in its box."""
        for key, below in self.box.anchors():
            yield key, below + self.inside[1]

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw ground, frame, bar and rules, then the box."""
        height = self.height
        if self.ground:
            pen.rectangle(x, y, self.width, height, fill=self.ground)
        if self.frame:
            pen.rectangle(x, y, self.width, height, stroke=INK, line=self.frame)
        if self.bar:
            pen.line(x, y, x, y + height, colour=INK, width=4, round_ends=True)
        if self.above:
            pen.line(x, y, x + self.width, y, colour=RULE, width=self.above)
        if self.below:
            pen.line(x, y + height, x + self.width, y + height, colour=RULE, width=self.below)
        self.box.draw(pen, x + self.inside[0], y + self.inside[1])
