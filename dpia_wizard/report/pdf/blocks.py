"""How each block of a document is laid out: one small function for each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dpia_wizard.report import document as doc
from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf import signatures, styles
from dpia_wizard.report.pdf.bow_tie import bow_tie
from dpia_wizard.report.pdf.boxes import Beside, Continued, Drawing, Framed, Item, Stack
from dpia_wizard.report.pdf.cells import chip_box, least_width, piece_box
from dpia_wizard.report.pdf.heat_map import heat_map
from dpia_wizard.report.pdf.lay import lay, stack
from dpia_wizard.report.pdf.paragraph import shortened
from dpia_wizard.report.pdf.styles import BODY, GROUND, Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from dpia_wizard.report.pdf.boxes import Box
    from dpia_wizard.report.pdf.context import Context
    from dpia_wizard.report.pdf.pen import Pen

QUESTION_INDENT = 34.0
CLAUSES_WIDTH = 66.0
QUESTION_SHARE = 0.48
MOST_CLAUSES_BESIDE = 3
"""How much higher than what they stand beside the clauses of a question may be."""
SHORT_ANSWER = 140
MOST_HEADING = 180.0
LEAST_OF_A_PAGE = 0.45
"""What is higher than a page begins where at least this much of one is left."""
CHIP_WIDTH = 97.0
CALLOUT_CHIP = Type(12)


def lowered(box: Box, points: float) -> Box:
    """Give *box* with empty height above it."""
    space = Drawing(points, lambda pen, x, y: None)
    return Stack([Item(space), Item(box)])


@lay.register(doc.Heading)
def _heading(block: doc.Heading, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.HEADINGS[min(block.level, len(styles.HEADINGS) - 1)])
    spans = (Span(f"{block.number}\u2002{block.text}" if block.number else block.text),)
    key = context.key_of(block)
    text = context.text(spans, kind, width)

    third = context.page_height / 3 if block.level == 1 else 0.0
    keys = (key,) if key else ()
    if text.height > MOST_HEADING:
        # A title typed by somebody may be as long as a page; it is split like any text.
        mark = Drawing(0, lambda pen, x, y: _bookmark(pen, block, key), keys)
        first = Item(mark, kind.before, keep=True, fresh=block.new_page, room=third)
        return [first, Item(text, after=kind.after)]

    def paint(pen: Pen, x: float, y: float) -> None:
        text.draw(pen, x, y)
        _bookmark(pen, block, key)

    box = Drawing(text.height, paint, keys)
    return [Item(box, kind.before, kind.after, keep=True, fresh=block.new_page, room=third)]


def _bookmark(pen: Pen, block: doc.Heading, key: str) -> None:
    if block.bookmark:
        title = f"{block.number} {block.text}" if block.number else block.text
        pen.surface.outline(title, key, block.bookmark - 1)


@lay.register(doc.Text)
def _text(block: doc.Text, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.ROLES[block.role])
    text = context.long_text(block.spans, kind, width, key=block.key)
    if block.role == "eyebrow":
        return [Item(lowered(text, kind.before), 0, kind.after, keep=True)]
    return [Item(text, kind.before, kind.after, keep=block.role == "lead")]


@lay.register(doc.Chip)
@lay.register(doc.Tick)
@lay.register(doc.Ticks)
@lay.register(doc.Mark)
@lay.register(doc.FillLine)
def _piece(block: doc.Piece, context: Context, width: float) -> list[Item]:
    return [Item(piece_box(block, context, BODY, width), before=4, after=6)]


@lay.register(doc.Callout)
def _callout(block: doc.Callout, context: Context, width: float) -> list[Item]:
    kind = context.setting.type(styles.CALLOUT)
    start = 10.0
    boxes: list[tuple[float, Box]] = []
    chip = None
    if block.level and block.level in context.levels:
        level = doc.Chip(block.level)
        chip = chip_box(level, context, CALLOUT_CHIP, width, at_least=CHIP_WIDTH)
        start = max(CHIP_WIDTH, least_width((level,), context, CALLOUT_CHIP)) + 24
    spans = (Span(block.lead + (" " if block.rest else ""), bold=True), *block.rest)
    text = context.text(spans, kind, width - start - 12)
    if chip:
        top = max(chip.height, text.height)
        boxes.append((10.0, lowered(chip, min(2.0, top - chip.height))))
        boxes.append((start, lowered(text, max((chip.height - text.height) / 2, 0.0))))
    else:
        boxes.append((start, text))
    framed = Framed(Beside(boxes), width, (0, context.setting.pad(7)), ground=GROUND, bar=True)
    return [Item(framed, before=5, after=context.setting.pad(12), whole=True)]


@lay.register(doc.HeatMap)
def _heat_map(block: doc.HeatMap, context: Context, width: float) -> list[Item]:
    return [Item(heat_map(block, context.levels, width, context.setting), 2, 8)]


@lay.register(doc.BowTie)
def _bow_tie(block: doc.BowTie, context: Context, width: float) -> list[Item]:
    return [Item(bow_tie(block, width, context.setting), 8, 8)]


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
    """Question and short answer side by side, a long answer below; clauses at the end side."""
    indent = QUESTION_INDENT
    quiet = context.setting.type(Type(8.5, colour=styles.QUIET))
    number = context.text((Span(block.number, bold=True),), quiet, indent - 4)
    links = Type(7.5, colour=styles.QUIET)
    aside = width - CLAUSES_WIDTH
    inner = aside - 10 - indent
    answer = _answer(block, context, width - indent)
    below, room = not _is_short(block), inner
    if answer and not below:
        room = QUESTION_SHARE * inner
        answer = _answer(block, context, inner - room - 12)
    top: list[tuple[float, Box]] = [(0, number)]
    top.append((indent, context.text((Span(block.text),), quiet, room)))
    if answer and not below:
        top.append((indent + room + 12, Stack(answer)))
    under: list[Item] = []
    if block.links:
        clauses = context.text(block.links, links, CLAUSES_WIDTH)
        if clauses.height > MOST_CLAUSES_BESIDE * max(box.height for _at, box in top):
            clauses = context.text(block.links, links, width - indent)
            under.append(Item(Framed(clauses, width, (indent, 0)), after=2, keep=True))
        else:
            top.append((aside, clauses))
    rule = Drawing(0, _thin_rule(width), (block.key,) if block.key else ())
    items = [Item(rule, 2, 3, keep=True), Item(Beside(top), after=2, keep=below and bool(answer))]
    if under:
        items[-1].keep = True
        items += under
    if below:
        items += [Item(Framed(item.box, width, (indent, 0)), after=item.after) for item in answer]
    items[-1].after = context.setting.pad(6)
    # Without an answer of its own, its answer is the table below.
    items[-1].keep = not block.answer and not block.state
    return items


def _answer(block: doc.Question, context: Context, width: float) -> list[Item]:
    """What stands under or beside the question: the answer, its state and its note."""
    items = []
    for piece in block.answer:
        if isinstance(piece, doc.Text):
            kind = BODY if piece.role == "body" else styles.ROLES[piece.role]
            box: Box = context.long_text(piece.spans, kind, width, key=piece.key)
        else:
            box = piece_box(piece, context, BODY, width)
        items.append(Item(box, after=2))
    if block.state:
        items.append(Item(context.text((Span(block.state, bold=True),), Type(8.5), width), after=2))
    if block.note:
        note = tuple(replace(span, quiet=True) for span in block.note)
        items.append(Item(context.long_text(note, Type(8.5), width), after=2))
    return items


def _is_short(block: doc.Question) -> bool:
    """Whether the answer fits beside its question without making it a narrow column."""
    if any(not isinstance(piece, doc.Text) for piece in block.answer):
        return False
    answers = (piece.spans for piece in block.answer if isinstance(piece, doc.Text))
    texts = [span.text for spans in (*answers, block.note) for span in spans]
    return sum(map(len, texts)) <= SHORT_ANSWER


def _thin_rule(width: float) -> Callable[[Pen, float, float], None]:
    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + width, y, colour=styles.RULE, width=0.5)

    return paint


@lay.register(doc.Signatures)
def _signatures(block: doc.Signatures, context: Context, width: float) -> list[Item]:
    return signatures.rows(block, context, width)


@lay.register(doc.Code)
def _code(block: doc.Code, context: Context, width: float) -> list[Item]:
    return [Item(signatures.code(block), 4, 6)]


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
    box = _continued(inner, block.again, context, width)
    is_higher = bool(block.again) and box.height > context.page_height
    return [
        Item(
            box,
            before,
            after,
            whole=True,
            keep=inner[-1].keep,
            fresh=inner[0].fresh,
            room=LEAST_OF_A_PAGE * context.page_height if is_higher else 0.0,
        )
    ]


def _continued(items: list[Item], again: str, context: Context, width: float) -> Box:
    """Give *items* as one box; *again* says on each further page what they are about."""
    if not again:
        return Stack(items)
    kind = context.setting.type(Type(9.5, bold=True, colour=styles.QUIET))
    return Continued(Stack(items), shortened(again, kind, width, 2, rtl=context.rtl))


@lay.register(doc.OnePage)
def _one_page(block: doc.OnePage, context: Context, width: float) -> list[Item]:
    items: list[Item] = []
    for pads, sizes in ((1.0, 1.0), (0.8, 1.0), (0.8, 0.95), (0.6, 0.92), (0.45, 0.88)):
        tighter = context.tighter(pads, sizes)
        items = [item for part in block.blocks for item in lay(part, tighter, width)]
        if Stack(items).height <= context.page_height:
            break
    else:
        items = [item for part in block.blocks for item in lay(part, context, width)]
        if block.again and items:
            items = [Item(_continued(items, block.again, context, width))]
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
