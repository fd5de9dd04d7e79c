"""How each block of a document is laid out: one small function for each kind."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import TYPE_CHECKING

from dpia_wizard.report import document as doc
from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import signatures, styles
from dpia_wizard.report.pdf.bow_tie import bow_tie
from dpia_wizard.report.pdf.boxes import Beside, Drawing, Framed, Item, Stack
from dpia_wizard.report.pdf.cells import cell_box, chip_box, least_width, piece_box
from dpia_wizard.report.pdf.grid import Table, TableRow, column_widths
from dpia_wizard.report.pdf.heat_map import heat_map
from dpia_wizard.report.pdf.paragraph import longest_word
from dpia_wizard.report.pdf.styles import BODY, CELL_GAP, GROUND, LABEL, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dpia_wizard.report.pdf.boxes import Box
    from dpia_wizard.report.pdf.context import Context
    from dpia_wizard.report.pdf.pen import Pen

FACT_LABEL = 99.0
"""Three of twelve columns."""
QUESTION_INDENT = 34.0
HEADING_ROOM = 60.0


@singledispatch
def lay(block: object, context: Context, width: float) -> list[Item]:
    """Lay *block* out in *width*."""
    raise TypeError(type(block).__name__)


def stack(blocks: Sequence[doc.Block], context: Context, width: float) -> Stack:
    """Lay blocks out under each other."""
    return Stack([item for block in blocks for item in lay(block, context, width)])


@lay.register(doc.Heading)
def _heading(block: doc.Heading, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.HEADINGS[min(block.level, len(styles.HEADINGS) - 1)])
    spans = (Span(f"{block.number}\u2002{block.text}" if block.number else block.text),)
    key = context.key_of(block)
    text = context.text(spans, kind, width)

    def paint(pen: Pen, x: float, y: float) -> None:
        text.draw(pen, x, y)
        if block.bookmark:
            title = f"{block.number} {block.text}" if block.number else block.text
            pen.surface.outline(title, key, block.bookmark - 1)

    third = context.page_height / 3 if block.level == 1 else 0.0
    box = Drawing(text.height, paint, (key,) if key else ())
    return [Item(box, kind.before, kind.after, keep=True, fresh=block.new_page, room=third)]


@lay.register(doc.Text)
def _text(block: doc.Text, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.ROLES[block.role])
    text = context.long_text(block.spans, kind, width, key=block.key)
    return [Item(text, kind.before, kind.after, keep=block.role == "eyebrow")]


@lay.register(doc.Chip)
@lay.register(doc.Tick)
@lay.register(doc.Ticks)
@lay.register(doc.Mark)
@lay.register(doc.FillLine)
def _piece(block: doc.Piece, context: Context, width: float) -> list[Item]:
    return [Item(piece_box(block, context, BODY, width), before=4, after=6)]


@lay.register(doc.Facts)
def _facts(block: doc.Facts, context: Context, width: float) -> list[Item]:
    label_width = min(FACT_LABEL, width * 0.35)
    label = context.setting.type(replace(LABEL, size=9.2))
    value = context.setting.type(replace(BODY, size=9.2))
    rows = [
        TableRow(
            (
                (CELL_GAP, context.text((Span(fact.label),), label, label_width - 2 * CELL_GAP)),
                (label_width, cell_box(fact.value, context, value, width - label_width - CELL_GAP)),
            ),
            context.setting.pad(3.6),
            value.size * value.line,
            fact.key,
        )
        for fact in block.facts
    ]
    return [Item(Table(width, None, rows), before=6, after=10)]


@lay.register(doc.Verdict)
def _verdict(block: doc.Verdict, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.VERDICT)
    start = 10.0
    boxes: list[tuple[float, Box]] = []
    if block.level and block.level in context.levels:
        chip = chip_box(doc.Chip(block.level), context, Type(12.5), width)
        boxes.append((10.0, Stack([Item(Drawing(2, lambda pen, x, y: None)), Item(chip)])))
        start = max(118.0, 28 + least_width((doc.Chip(block.level),), context, Type(12.5)))
    spans = (Span(block.lead + (" " if block.rest else ""), bold=True), *block.rest)
    boxes.append((start, context.text(spans, kind, width - start - 12)))
    framed = Framed(Beside(boxes), width, (0, context.setting.pad(7)), ground=GROUND, bar=True)
    return [Item(framed, before=5, after=context.setting.pad(12), whole=True)]


@lay.register(doc.Grid)
def _grid(block: doc.Grid, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.TABLES[block.density])
    padding = context.setting.pad(styles.ROW_PADDING[block.density])
    if not block.rows:
        text = context.text((Span(block.when_empty, quiet=True),), kind, width, key=block.key)
        return [Item(text, 2, 8)] if block.when_empty else []
    columns = block.columns
    heads = [replace(kind, bold=not column.quiet, align=column.align) for column in columns]
    least = [
        2 * CELL_GAP + longest_word(column.title, head, rtl=context.rtl)
        for column, head in zip(columns, heads, strict=True)
    ]
    for row in block.rows:
        if isinstance(row, doc.Row):
            for number, cell in enumerate(row.cells[: len(columns)]):
                needed = least_width(cell, context, kind)
                if needed:
                    least[number] = max(least[number], needed + 2 * CELL_GAP)
    widths = column_widths(
        width, [column.share for column in columns], [column.width for column in columns], least
    )
    starts = [sum(widths[:number]) for number in range(len(widths))]

    def cells(contents: Sequence[doc.Cell], kinds: Sequence[Type]) -> list[tuple[float, Box]]:
        return [
            (start + CELL_GAP, cell_box(content, context, one, wide - 2 * CELL_GAP))
            for content, one, start, wide in zip(contents, kinds, starts, widths, strict=False)
        ]

    line = kind.size * kind.line
    body = [
        replace(kind, align=column.align, colour=styles.QUIET if column.quiet else kind.colour)
        for column in columns
    ]
    rows: list[TableRow] = []
    for row in block.rows:
        if isinstance(row, doc.GroupRow):
            group = replace(kind, size=kind.size + 1, bold=True, colour=styles.LINK)
            text = context.text((Span(row.text),), group, width - 2 * CELL_GAP)
            rows.append(TableRow(((CELL_GAP, text),), padding + 2, line, row.key, group=True))
        else:
            made = TableRow(cells(row.cells, body), padding, line, row.key)
            rows.append(replace(made, strong=row.strong, marked=row.marked))
    head = None
    if any(column.title for column in columns):
        titles = [doc.cell(column.title) if column.title else () for column in columns]
        head = TableRow(cells(titles, heads), padding, line, head=True)
    table = Table(width, head, rows)
    if block.key:
        place = Drawing(0, lambda pen, x, y: None, (block.key,))
        return [Item(place, keep=True), Item(table, 4, 10)]
    return [Item(table, 4, 10)]


@lay.register(doc.HeatMap)
def _heat_map(block: doc.HeatMap, context: Context, width: float) -> list[Item]:
    return [Item(heat_map(block, context.levels, width, context.setting), 2, 8)]


@lay.register(doc.BowTie)
def _bow_tie(block: doc.BowTie, context: Context, width: float) -> list[Item]:
    return [Item(bow_tie(block, width, context.setting), 8, 8)]


@lay.register(doc.Cards)
def _cards(block: doc.Cards, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(Type(9))
    share = width / max(len(block.cards), 1)
    boxes: list[tuple[float, Box]] = []
    for number, card in enumerate(block.cards):
        label = context.text((Span(card.label, bold=card.bold, quiet=True),), Type(8), share - 12)
        content = cell_box(card.content, context, kind, share - 12)
        boxes.append((number * share + CELL_GAP, Stack([Item(label, after=2), Item(content)])))
    framed = Framed(Beside(boxes), width, (0, context.setting.pad(5)), above=0.6, below=0.6)
    return [Item(framed, 3, 6, whole=True)]


@lay.register(doc.Reasons)
def _reasons(block: doc.Reasons, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(Type(8.7))
    name_width = 96.0
    items = []
    for number, step in enumerate(block.steps, 1):
        boxes: list[tuple[float, Box]] = [
            (CELL_GAP, context.text((Span(str(number), quiet=True),), kind, 14)),
            (20.0, context.text((Span(step.name, bold=True),), kind, name_width - 8)),
            (20 + name_width, context.text(step.spans, kind, width - 24 - name_width)),
        ]
        items.append(Item(Beside(boxes), before=context.setting.pad(2.5), after=2))
    if block.note:
        note = Type(7.8, colour=styles.QUIET)
        items.append(Item(context.text((Span(block.note),), note, width), before=5))
    return [Item(Stack(items), 3, 8, whole=True)]


@lay.register(doc.Notice)
def _notice(block: doc.Notice, context: Context, width: float) -> list[Item]:
    inner = width - 20
    items = [item for part in block.blocks for item in lay(part, context, inner)]
    if block.title:
        kind = context.setting.type(Type(10.5, bold=True))
        title = context.text((Span(block.title),), kind, inner)
        items.insert(0, Item(title, after=4, keep=True))
    frame = 1.6 if block.strong else 0.9
    framed = Framed(Stack(items), width, (10, context.setting.pad(7)), frame=frame)
    return [Item(framed, 6, 10, whole=True)]


@lay.register(doc.Question)
def _question(block: doc.Question, context: Context, width: float) -> list[Item]:
    indent = QUESTION_INDENT
    inner = width - indent
    quiet = context.setting.type(Type(8.5, colour=styles.QUIET))
    number = context.text((Span(block.number, bold=True),), quiet, indent - 4)
    words = context.text((Span(block.text),), quiet, min(inner, styles.NARROW_WIDTH + 50))
    top = Beside([(0, number), (indent, words)])
    items = [
        Item(Drawing(0, _thin_rule(width), (block.key,) if block.key else ()), 0, 3, keep=True)
    ]
    items.append(Item(top, after=2, keep=True))

    def add(box: Box, after: float = 2.0) -> None:
        items.append(Item(Framed(box, width, (indent, 0)), after=after))

    for piece in block.answer:
        if isinstance(piece, doc.Text):
            kind = BODY if piece.role == "body" else styles.ROLES[piece.role]
            add(context.long_text(piece.spans, kind, inner, key=piece.key))
        else:
            add(piece_box(piece, context, BODY, inner))
    if block.state:
        add(context.text((Span(block.state, bold=True),), Type(8.5), inner))
    if block.note:
        note = tuple(replace(span, quiet=True) for span in block.note)
        add(context.long_text(note, Type(8.5), inner))
    if block.links:
        add(context.text(block.links, Type(7.8, colour=styles.QUIET), inner))
    items[-1].after = context.setting.pad(9)
    items[0].before = 2
    return items


def _thin_rule(width: float) -> Callable[[Pen, float, float], None]:
    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + width, y, colour=styles.RULE, width=0.5)

    return paint


@lay.register(doc.Clauses)
def _clauses(block: doc.Clauses, context: Context, width: float) -> list[Item]:
    rows = []
    for entry in block.entries:
        title = Span(f"{entry.number}\u2002{entry.title}", bold=True)
        clause: list[doc.Piece] = [doc.Text((title,))]
        if entry.summary:
            summary = tuple(
                span if span.link else replace(span, quiet=True) for span in entry.summary
            )
            clause.append(doc.Text(summary, "quiet"))
        if entry.strain:
            clause.append(doc.Text(entry.strain))
        lists = (entry.answers, entry.risks, entry.controls)
        cells = [tuple(clause)]
        for lines in lists:
            pieces = tuple(doc.Text(line) for line in lines)
            cells.append(pieces or (doc.Text((Span(block.none, quiet=True),)),))
        rows.append(doc.Row(tuple(cells), key=entry.key, marked=bool(entry.strain)))
    shares = (2.5, 1.35, 1.1, 1.0)
    columns = tuple(
        doc.Column(title, share) for title, share in zip(block.titles, shares, strict=True)
    )
    return lay(doc.Grid(columns, tuple(rows)), context, width)


@lay.register(doc.Signatures)
def _signatures(block: doc.Signatures, context: Context, width: float) -> list[Item]:
    return signatures.rows(block, context, width)


@lay.register(doc.Code)
def _code(block: doc.Code, context: Context, width: float) -> list[Item]:
    return [Item(signatures.code(block), 4, 6)]


@lay.register(doc.Contents)
def _contents(block: doc.Contents, context: Context, width: float) -> list[Item]:
    items = []
    for heading in context.headings:
        if not heading.contents:
            continue
        key = context.key_of(heading)
        deep = 0.0 if heading.level <= 1 else 16.0
        kind = context.setting.type(Type(9.5, bold=heading.level <= 1))
        words = f"{heading.number}\u2002{heading.text}" if heading.number else heading.text
        title = context.text((Span(words, link=key),), kind, width - deep - 50)
        number = (Span("{page}", link=key, page=True),)
        page = context.text(number, replace(kind, bold=False, align="end"), 40)
        boxes: list[tuple[float, Box]] = [(deep, title), (width - 40, page)]
        items.append(Item(Beside(boxes), before=5 if heading.level <= 1 else 2, after=2))
    return items


@lay.register(doc.PageBreak)
def _page_break(block: doc.PageBreak, context: Context, width: float) -> list[Item]:
    return [Item(Drawing(0, lambda pen, x, y: None), fresh=True, keep=True)]


@lay.register(doc.Gap)
def _gap(block: doc.Gap, context: Context, width: float) -> list[Item]:
    height = context.setting.pad(block.height)
    return [Item(Drawing(0, lambda pen, x, y: None), before=height / 2, after=height)]


@lay.register(doc.KeepTogether)
def _together(block: doc.KeepTogether, context: Context, width: float) -> list[Item]:
    inner = [item for part in block.blocks for item in lay(part, context, width)]
    if not inner:
        return []
    before, after = inner[0].before, inner[-1].after
    return [
        Item(
            Stack(inner),
            before,
            after,
            whole=True,
            keep=inner[-1].keep,
            fresh=inner[0].fresh,
        )
    ]


@lay.register(doc.OnePage)
def _one_page(block: doc.OnePage, context: Context, width: float) -> list[Item]:
    items: list[Item] = []
    for pads, sizes in ((1.0, 1.0), (0.8, 1.0), (0.8, 0.95), (0.6, 0.92), (0.45, 0.88)):
        tighter = context.tighter(pads, sizes)
        items = [item for part in block.blocks for item in lay(part, tighter, width)]
        if Stack(items).height <= context.page_height:
            break
    if items:
        items[0].fresh = True
    for item in items:
        item.room = 0.0
    end = Item(Drawing(0, lambda pen, x, y: None), fresh=True, keep=True)
    return [*items, end]


@lay.register(doc.Columns)
def _columns(block: doc.Columns, context: Context, width: float) -> list[Item]:
    room = width - block.gap * (len(block.sides) - 1)
    fixed = sum(side.width or 0.0 for side in block.sides)
    shares = sum(side.share for side in block.sides if side.width is None) or 1.0
    x = 0.0
    boxes: list[tuple[float, Box]] = []
    for side in block.sides:
        wide = side.width if side.width is not None else (room - fixed) * side.share / shares
        boxes.append((x, stack(side.blocks, context, wide)))
        x += wide + block.gap
    return [Item(Beside(boxes), 6, 8, whole=True)]
