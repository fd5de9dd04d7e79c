"""How tables and lists are laid out: facts, grids, clauses, contents, cards and reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dpia_wizard.report import document as doc
from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import styles
from dpia_wizard.report.pdf.boxes import Beside, Drawing, Framed, Item, Stack
from dpia_wizard.report.pdf.breaking import longest_word
from dpia_wizard.report.pdf.cells import cell_box, least_width
from dpia_wizard.report.pdf.grid import Table, TableRow, column_widths
from dpia_wizard.report.pdf.lay import lay
from dpia_wizard.report.pdf.styles import BODY, CELL_GAP, LABEL, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.report.pdf.boxes import Box
    from dpia_wizard.report.pdf.context import Context
    from dpia_wizard.report.pdf.paragraph import Paragraph
    from dpia_wizard.report.pdf.pen import Pen

FACT_LABEL = 99.0
"""Three of twelve columns."""


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


@lay.register(doc.Grid)
def _grid(block: doc.Grid, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.TABLES[block.density])
    padding = context.setting.pad(styles.ROW_PADDING[block.density])
    if not block.rows:
        text = context.text((Span(block.when_empty, quiet=True),), kind, width, key=block.key)
        return [Item(text, 2, 8)] if block.when_empty else []
    columns = block.columns
    body = [
        replace(kind, align=column.align, colour=styles.QUIET if column.quiet else kind.colour)
        for column in columns
    ]
    widths, gap, heads, body = _widths(block, context, body, width)
    starts = [sum(widths[:number]) for number in range(len(widths))]

    def cells(contents: Sequence[doc.Cell], kinds: Sequence[Type]) -> list[tuple[float, Box]]:
        return [
            (start + gap, cell_box(content, context, one, wide - 2 * gap))
            for content, one, start, wide in zip(contents, kinds, starts, widths, strict=False)
        ]

    line = kind.size * kind.line
    rows: list[TableRow] = []
    for row in block.rows:
        if isinstance(row, doc.GroupRow):
            group = replace(kind, size=kind.size + 1, bold=True, colour=styles.LINK)
            text = context.text((Span(row.text),), group, width - 2 * gap)
            rows.append(TableRow(((gap, text),), padding + 2, line, row.key, group=True))
        else:
            made = TableRow(cells(row.cells, body), padding, line, row.key)
            rows.append(replace(made, strong=row.strong, marked=row.marked, centred=block.centred))
    head = None
    if any(column.title for column in columns):
        titles = [doc.cell(column.title) if column.title else () for column in columns]
        head = TableRow(cells(titles, heads), padding, line, head=True)
    table = Table(width, head, rows)
    if block.key:
        place = Drawing(0, lambda pen, x, y: None, (block.key,))
        return [Item(place, keep=True), Item(table, 4, 10)]
    return [Item(table, 4, 10)]


_TIGHTER = ((CELL_GAP, 20.0, 1.0), (2.6, 8.0, 1.0), (2.0, 7.5, 0.9), (2.0, 7.0, 0.82))
"""What gives way when columns are narrow: gaps, the most a title may have, the size of the text."""


class _Columns(NamedTuple):
    """The columns of a table: widths, the gap beside the text, and how titles and text are set."""

    widths: list[float]
    gap: float
    heads: list[Type]
    texts: list[Type]


def _widths(block: doc.Grid, context: Context, body: Sequence[Type], width: float) -> _Columns:
    """Find widths with which no chip is cut and no word broken.

    Gaps give way first, then titles, then the text.
    """
    columns = block.columns
    shares = [column.share for column in columns]
    asked = [column.width for column in columns]
    for gap, size, scale in (
        (CELL_GAP, 20.0, 1.0),
        (2.6, 8.0, 1.0),
        (2.0, 7.5, 0.9),
        (2.0, 7, 0.82),
    ):
        kinds = [replace(kind, size=kind.size * scale) for kind in body]
        heads = [
            replace(kind, size=min(kind.size, size), colour=styles.INK, bold=not column.quiet)
            for kind, column in zip(kinds, columns, strict=True)
        ]
        least = [
            2 * gap + longest_word((Span(column.title),), head, rtl=context.rtl)
            for column, head in zip(columns, heads, strict=True)
        ]
        for row in block.rows:
            if isinstance(row, doc.Row):
                for number, (cell, kind) in enumerate(zip(row.cells, kinds, strict=False)):
                    needed = 2 * gap + least_width(cell, context, kind)
                    least[number] = max(least[number], needed)
        if sum(least) <= width:
            break
    fixed = [
        wide if wide is None or sum(least) + wide - low <= width else low
        for wide, low in zip(asked, least, strict=True)
    ]
    return _Columns(column_widths(width, shares, fixed, least), gap, heads, kinds)


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
        boxes: list[tuple[float, Box]] = [
            (deep, title),
            (deep + 8, _leader(title, width - deep - 60)),
            (width - 40, page),
        ]
        items.append(Item(Beside(boxes), before=5 if heading.level <= 1 else 2, after=2))
    return items


def _leader(title: Paragraph, width: float) -> Box:
    """Give the dots that lead the eye from the end of a title to its page."""

    def paint(pen: Pen, x: float, y: float) -> None:
        foot = y + title.leading * 0.72
        if title.widest < width - 10:
            pen.line(x + title.widest, foot, x + width, foot, colour=styles.RULE, dash="0.8 3")

    return Drawing(title.leading, paint)


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
