"""A report as values: a tuple of blocks in a small vocabulary; writers know nothing else.

All text is plain: a writer prints ``<b>`` as three characters. Left and right are never named:
a line begins where its language begins, and the writer turns the page. Columns are given in
reading order.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Direction: TypeAlias = Literal["ltr", "rtl"]
ChipForm: TypeAlias = Literal["filled", "outlined", "dashed"]
"""What a level speaks of: today, before controls, if the plan is done."""
Align: TypeAlias = Literal["start", "centre", "end"]
Role: TypeAlias = Literal["body", "lead", "eyebrow", "quiet", "small", "large", "figure"]
Density: TypeAlias = Literal["normal", "dense", "large"]
Pattern: TypeAlias = Literal["plain", "dots", "lines", "crossed", "solid"]
Sign: TypeAlias = Literal[
    "ring", "half-ring", "diamond", "triangle", "square", "octagon", "unrated"
]
BarrierState: TypeAlias = Literal["verified", "in_place", "partly", "planned"]


# Inside a line ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style.

    ``link`` is the key of a block of this document, or with ``outside`` an address. A key that
    this document leaves out prints as plain text. With ``page`` the place ``{page}`` in the
    text becomes the page number of the key; without the key such a span is left out.
    """

    text: str
    bold: bool = False
    quiet: bool = False
    link: str = ""
    outside: bool = False
    page: bool = False


Spans: TypeAlias = tuple[Span, ...]


def spans(*parts: str | Span) -> Spans:
    """Give the parts as spans; a plain string is an unadorned one."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


# Levels -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LevelLook:
    """How a level looks on paper: a sign and a word always, fill and pattern on top."""

    id: str
    word: str
    sign: Sign
    fill: str
    ink: str
    edge: str
    pattern: Pattern = "plain"


# Blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title of the cover, 1 begins a section.

    Level 1 begins a new page when less than a third of the page is left, or always with
    ``new_page``. ``bookmark`` 1 or 2 puts it among the bookmarks, ``contents`` into the table
    of contents. ``number`` stands before the text, in the same line.
    """

    text: str
    level: int = 1
    key: str = ""
    contents: bool = False
    bookmark: int = 0
    new_page: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks in the text are kept."""

    spans: Spans
    role: Role = "body"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A level in a small frame: its sign, its word, and a quiet line below it."""

    level: str
    form: ChipForm = "filled"
    below: str = ""
    to: str = ""
    """A second level for a range ("Medium to Critical")."""
    between: str = ""
    """The word between the two levels of a range."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A square to tick, with its words, and a line to write on when ``line`` is a width."""

    text: str
    ticked: bool = False
    line: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Squares side by side, after a quiet label."""

    ticks: tuple[Tick, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn sign: a check, a cross, or a tally of so many squares."""

    kind: Literal["check", "cross", "tally"]
    count: int = 1


@dataclass(frozen=True, slots=True)
class FillLine:
    """A line to write on, after its label; without ``width`` it goes to the end.

    ``lines`` above 1 draws empty lines below each other.
    """

    label: str = ""
    width: float | None = None
    lines: int = 1


Piece: TypeAlias = Text | Chip | Tick | Ticks | Mark | FillLine
Cell: TypeAlias = tuple[Piece, ...]
"""What stands in a cell, from top to bottom."""


def cell(*parts: str | Span | Piece) -> Cell:
    """Make a cell of the parts; neighbouring strings and spans become one paragraph."""
    pieces: list[Piece] = []
    line: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            line.append(Span(part))
        elif isinstance(part, Span):
            line.append(part)
        else:
            if line:
                pieces.append(Text(tuple(line)))
                line = []
            pieces.append(part)
    if line:
        pieces.append(Text(tuple(line)))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is so."""

    label: str
    value: Cell
    key: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, a rule between them."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """One sentence in bold and one or two after it; with the level, if there is one."""

    lead: str
    rest: Spans = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid: a width in points, or a share of what is left."""

    title: str
    share: float = 1.0
    width: float | None = None
    align: Align = "start"
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid, one cell for each column.

    ``strong`` draws the stronger rule below it; ``marked`` a bar at the start edge.
    """

    cells: tuple[Cell, ...]
    key: str = ""
    strong: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A line over the rows that follow it; it stays with the next one."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its head repeats on each page. Without any column title it has no head."""

    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]
    density: Density = "normal"
    key: str = ""
    when_empty: str = ""
    """The sentence in place of a table without rows."""
    centred: bool = False
    """Whether cells stand in the middle of their row's height."""


@dataclass(frozen=True, slots=True)
class MapCell:
    """A cell of the heat map: its level, and how many risks stand in it today.

    ``before`` is how many stood in it before controls, where no moves tell that.
    """

    level: str
    today: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """So many risks went from one cell to another; cells are (row, column), counted from 0.

    With ``is_planned`` they have not gone yet: from ``before``, where they stand today.
    """

    before: tuple[int, int]
    today: tuple[int, int]
    count: int = 1
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The matrix with the risks in it; rows from the top, columns in reading order."""

    cells: tuple[tuple[MapCell, ...], ...]
    row_words: tuple[str, ...]
    column_words: tuple[str, ...]
    moves: tuple[Move, ...] = ()
    row_title: str = ""
    column_title: str = ""


@dataclass(frozen=True, slots=True)
class Barrier:
    """A control between a cause and the event, or between the event and its harm."""

    number: str
    state: BarrierState


@dataclass(frozen=True, slots=True)
class BowTie:
    """Causes, event, harms; a table that says the same stands below it.

    ``stops`` stand between all causes and the event, ``softens`` between it and all harms;
    ``gap_*`` are the words where nothing stands today. ``legend`` gives the word of each barrier
    state, ``more_*`` what was left out.
    """

    event: str
    causes: tuple[str, ...]
    stops: tuple[Barrier, ...]
    harms: tuple[str, ...]
    softens: tuple[Barrier, ...]
    causes_title: str
    harms_title: str
    gap_before: str = ""
    gap_after: str = ""
    legend: tuple[tuple[BarrierState, str], ...] = ()
    more_causes: str = ""
    more_harms: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One of a few cards side by side: a label over its content."""

    label: str
    content: Cell
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """Up to four cards side by side, between two rules."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of how a level came about."""

    name: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Reasons:
    """The numbered steps from the matrix to the level; they stay together."""

    steps: tuple[Reason, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A frame around blocks, drawn heavier when ``strong``; no colour."""

    blocks: tuple[Block, ...]
    title: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer; ``state`` is printed when there is no answer, or beside it."""

    number: str
    text: str
    answer: Cell = ()
    note: Spans = ()
    links: Spans = ()
    state: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """A clause, what it says in short, and what rests on it."""

    number: str
    title: str
    summary: Spans
    answers: tuple[Spans, ...] = ()
    risks: tuple[Spans, ...] = ()
    controls: tuple[Spans, ...] = ()
    strain: Spans = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses in four columns: clause, answers, risks, controls; ``none`` fills an empty one."""

    titles: tuple[str, str, str, str]
    entries: tuple[ClauseEntry, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """The words of the signature rows."""

    name: str
    post: str
    date: str
    signature: str
    box: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Lines for ink beside one box that is a stamp or a digital signature, never both.

    ``field`` is the name of the signature field that will have the box's rectangle; empty: no
    field. ``note`` stands below what is confirmed, bold where it ``warns``. ``signed`` is what
    to print in the box of somebody who has signed already.
    """

    number: str
    role: str
    confirms: str
    name: str = ""
    post: str = ""
    date: str = ""
    field: str = ""
    note: str = ""
    warns: bool = False
    signed_title: str = ""
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """The rows for signing; five fit a page and no row is split."""

    rows: tuple[SignatureRow, ...]
    words: SignatureWords


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code of reference, edition and fingerprint; nothing else, no address."""

    reference: str
    edition: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: every heading that asks for it, with its page."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty height, in points."""

    height: float = 8.0


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stand on one page if they fit one."""

    blocks: tuple[Block, ...]
    again: str = ""
    """What stands above them on each further page, where they do not fit one."""


@dataclass(frozen=True, slots=True)
class OnePage:
    """Blocks on a page of their own, set closer and then smaller when they are too high."""

    blocks: tuple[Block, ...]
    again: str = ""
    """What stands above them on each further page, where nothing makes them fit one."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the blocks side by side: a share of the width."""

    blocks: tuple[Block, ...]
    share: float = 1.0
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side, in reading order; they stay on one page."""

    sides: tuple[Side, ...]
    gap: float = 16.0


Block: TypeAlias = (
    Heading
    | Text
    | Chip
    | Tick
    | Ticks
    | Mark
    | FillLine
    | Facts
    | Callout
    | Grid
    | HeatMap
    | BowTie
    | Cards
    | Reasons
    | Notice
    | Question
    | Clauses
    | Signatures
    | Code
    | Contents
    | PageBreak
    | Gap
    | KeepTogether
    | OnePage
    | Columns
)


# The whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page.

    ``page`` holds the places ``{page}`` and ``{pages}``; ``initials`` is the word before a
    line for initials, empty when there is none. ``foot`` are up to two quiet lines. ``mark`` is
    a short word in a frame at the foot: which copy this is.
    """

    label: str = ""
    head: Spans = ()
    foot: tuple[str, ...] = ()
    page: str = "{page} / {pages}"
    initials: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A report, ready for any writer; it names no author and holds no clock but ``made``."""

    title: str
    language: str
    direction: Direction
    blocks: tuple[Block, ...]
    running: Running = Running()
    levels: tuple[LevelLook, ...] = ()
    made: date = date(2000, 1, 1)
    subject: str = ""

    def level(self, level: str) -> LevelLook | None:
        """Give the look of the level *level*; None when the matrix has no such level."""
        return next((look for look in self.levels if look.id == level), None)


def walk(value: object) -> Iterator[object]:
    """Go through every record in *value* and *value* itself, from the outside in."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        kind: type = type(part)
        if isinstance(part, tuple):
            waiting.extend(reversed(part))
        elif (names := _parts(kind)) is not None:
            yield part
            waiting.extend([getattr(part, name) for name in names])


@cache
def _parts(kind: type) -> tuple[str, ...] | None:
    """The names of a record's fields, the last first; None for what is no record."""
    return tuple(field.name for field in fields(kind))[::-1] if is_dataclass(kind) else None


def places(parts: Iterable[object]) -> frozenset[str]:
    """Give the keys that links can lead to, in what `walk` found."""
    return frozenset(key for part in parts if (key := getattr(part, "key", "")) != "")
