"""Where the pieces of a bow-tie lie: in a row, or where it is narrow one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect

from dpia_wizard.gui import theme
from dpia_wizard.gui.bow_tie.pieces import GapPiece, Piece
from dpia_wizard.gui.parts.drawing import block_size

_LINE = 24
"""The room between two groups, in which their line runs."""

_AROUND = 8
_GAP = 8
_BETWEEN = 12
_WIDEST_BOX = 200
_WIDEST_BARRIER = 210
_EDGE = 5
"""Free all around, for the ring of what has the focus."""


@dataclass(slots=True)
class Plan:
    """The places of pieces, titles and frames, and the lines between them, from left to right."""

    places: dict[str, QRect] = field(default_factory=dict)
    titles: list[QRect] = field(default_factory=list)
    frames: list[QRect] = field(default_factory=list)
    lines: list[tuple[QPoint, ...]] = field(default_factory=list)
    height: int = 0
    is_upright: bool = False
    event: str = ""

    def event_in_sight(self, top: int, bottom: int) -> QRect:
        """The event in the middle of what is seen of a tall picture, as far as both walls reach."""
        place = QRect(self.places[self.event])
        if self.is_upright:
            return place
        half = place.height() // 2
        low = max(frame.top() for frame in self.frames) + half
        high = min(frame.bottom() for frame in self.frames) - half
        if low <= high:
            place.moveTop(max(low, min((top + bottom) // 2, high)) - half)
        return place


def plan(groups: Sequence[Sequence[Piece]], titles: Sequence[str], width: int) -> Plan:
    """Lay out causes, what stops, the event, what softens, harms in *width*."""
    across = _across(groups, titles, width)
    return across if across is not None else _upright(groups, titles, width)


def _least(pieces: Sequence[Piece]) -> int:
    return max((piece.least_width() for piece in pieces), default=0)


def _title_height(title: str, width: int) -> int:
    look = theme.look()
    return block_size(
        title, look.font("small", bold=True), look.line_height("small"), width
    ).height()


def _across(groups: Sequence[Sequence[Piece]], titles: Sequence[str], width: int) -> Plan | None:
    """All in a row; None where there is not the room for it."""
    scale = theme.look().scale
    boxes = [_least(groups[at]) for at in (0, 2, 4)]
    barriers = max(_least(groups[1]), _least(groups[3]))
    least = sum(boxes) + 2 * (barriers + 2 * _AROUND) + 4 * _LINE + 2 * _EDGE
    if width < least:
        return None
    spare = width - least
    each = min(spare // 8, max(0, round(_WIDEST_BOX * scale) - max(boxes)))
    boxes = [box + each for box in boxes]
    room = width - sum(boxes) - 4 * _LINE - 2 * _EDGE - 4 * _AROUND
    columns = _columns([_barriers(groups[at]) for at in (1, 3)], room, barriers)
    inner = room - sum(n - 1 for n in columns) * _GAP
    one = min(inner // sum(columns), round(_WIDEST_BARRIER * scale))
    walls = [n * one + (n - 1) * _GAP for n in columns]
    unused = room - sum(walls)  # the boxes take what the barriers do not need
    boxes = [box + unused // 3 for box in boxes]
    widths = [boxes[0], walls[0] + 2 * _AROUND, boxes[1], walls[1] + 2 * _AROUND, boxes[2]]
    found = Plan()
    head = max(_title_height(t, w) for t, w in zip(titles, widths, strict=True)) + 8
    heights = [
        _stack_height(group, wide)
        if at % 2 == 0
        else _wall_height(group, wide - 2 * _AROUND, columns[at // 2]) + 2 * _AROUND
        for at, (group, wide) in enumerate(zip(groups, widths, strict=True))
    ]
    body = max(heights)
    middle = _EDGE + head + body // 2
    x = _EDGE
    for at, (group, wide, high) in enumerate(zip(groups, widths, heights, strict=True)):
        found.titles.append(QRect(x, _EDGE, wide, head - 8))
        top = middle - high // 2
        if at % 2 == 0:
            _stack(found, group, QRect(x, top, wide, high))
        else:
            found.frames.append(QRect(x, top, wide, high))
            _wall(
                found,
                group,
                QRect(x + _AROUND, top + _AROUND, wide - 2 * _AROUND, 0),
                columns[at // 2],
            )
        x += wide + _LINE
    found.event = groups[2][0].key
    _lines_across(found, groups, middle)
    found.height = head + body + 2 * _EDGE
    return found


def _columns(counts: Sequence[int], room: int, least: int) -> list[int]:
    """How many barriers stand side by side before and after: the fuller side grows first."""
    columns = [1, 1]
    while (sum(columns) + 1) * (least + _GAP) <= room + 2 * _GAP:
        rows = [-(-n // of) for n, of in zip(counts, columns, strict=True)]
        fuller = 0 if rows[0] >= rows[1] else 1
        if rows[fuller] <= 2:
            break
        columns[fuller] += 1
    return columns


def _barriers(pieces: Sequence[Piece]) -> int:
    return sum(not isinstance(piece, GapPiece) for piece in pieces)


def _stack_height(pieces: Sequence[Piece], width: int) -> int:
    heights = [piece.height_for(width) for piece in pieces]
    return sum(heights) + _BETWEEN * max(0, len(heights) - 1)


def _stack(found: Plan, pieces: Sequence[Piece], room: QRect) -> None:
    y = room.top()
    for piece in pieces:
        high = piece.height_for(room.width())
        found.places[piece.key] = QRect(room.left(), y, room.width(), high)
        y += high + _BETWEEN


def _rows(pieces: Sequence[Piece], columns: int) -> list[list[Piece]]:
    """The gap has a row of its own."""
    gaps: list[Piece] = [piece for piece in pieces if isinstance(piece, GapPiece)]
    others = [piece for piece in pieces if not isinstance(piece, GapPiece)]
    rows = [others[at : at + columns] for at in range(0, len(others), columns)]
    return [[gap] for gap in gaps] + rows


def _wall_height(pieces: Sequence[Piece], width: int, columns: int) -> int:
    rows = _rows(pieces, columns)
    heights = [max(piece.height_for(_part(width, row, columns)) for piece in row) for row in rows]
    return sum(heights) + _GAP * max(0, len(rows) - 1)


def _wall(found: Plan, pieces: Sequence[Piece], room: QRect, columns: int) -> None:
    y = room.top()
    for row in _rows(pieces, columns):
        wide = _part(room.width(), row, columns)
        high = max(piece.height_for(wide) for piece in row)
        for at, piece in enumerate(row):
            found.places[piece.key] = QRect(room.left() + at * (wide + _GAP), y, wide, high)
        y += high + _GAP


def _part(width: int, row: Sequence[Piece], columns: int) -> int:
    if isinstance(row[0], GapPiece):
        return width
    return (width - (columns - 1) * _GAP) // columns


def _lines_across(found: Plan, groups: Sequence[Sequence[Piece]], middle: int) -> None:
    before, after = found.frames
    half = _LINE // 2
    for piece in groups[0]:
        place = found.places[piece.key]
        bend = before.left() - half
        y = _level(place.center().y(), middle)
        found.lines.append(
            (
                QPoint(place.right(), y),
                QPoint(bend, y),
                QPoint(bend, middle),
                QPoint(before.left(), middle),
            )
        )
    for piece in groups[4]:
        place = found.places[piece.key]
        bend = after.right() + half
        y = _level(place.center().y(), middle)
        found.lines.append(
            (
                QPoint(after.right(), middle),
                QPoint(bend, middle),
                QPoint(bend, y),
                QPoint(place.left(), y),
            )
        )


def _level(y: int, middle: int) -> int:
    """A line that is almost straight is straight."""
    return middle if abs(y - middle) <= 2 else y


def _upright(groups: Sequence[Sequence[Piece]], titles: Sequence[str], width: int) -> Plan:
    """One group under the other, each as wide as there is room."""
    found = Plan(is_upright=True, event=groups[2][0].key)
    y = _EDGE
    inside = width - 2 * _EDGE
    ends: list[QRect] = []
    for at, (group, title) in enumerate(zip(groups, titles, strict=True)):
        high = _title_height(title, inside // 2 - _GAP)
        found.titles.append(QRect(_EDGE, y, inside // 2 - _GAP, high))
        y += high + 4
        is_wall = at % 2 == 1
        around = _AROUND if is_wall else 0
        room = QRect(_EDGE + around, y + around, inside - 2 * around, 0)
        least = max(_least(group), 1)
        fit = max(1, min(len(group), (room.width() + _GAP) // (least + _GAP)))
        columns = min(fit, max(1, _barriers(group)))
        _wall(found, group, room, columns)
        high = _wall_height(group, room.width(), columns)
        end = QRect(_EDGE, y, inside, high + 2 * around)
        if is_wall:
            found.frames.append(end)
        ends.append(end)
        y = end.bottom() + 1 + _LINE // 2
    x = width // 2
    for upper, lower in pairwise(ends):
        found.lines.append((QPoint(x, upper.bottom()), QPoint(x, lower.top())))
    found.height = y - _LINE // 2 + _EDGE
    return found
