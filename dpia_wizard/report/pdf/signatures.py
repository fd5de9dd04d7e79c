"""The rows for signing, and the code that names the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.report.document import Span
from dpia_wizard.report.pdf.boxes import Drawing, Item
from dpia_wizard.report.pdf.paragraph import paragraph, shortened
from dpia_wizard.report.pdf.styles import INK, QUIET, Type

if TYPE_CHECKING:
    from dpia_wizard.report.document import Code, SignatureRow, Signatures, SignatureWords
    from dpia_wizard.report.pdf.context import Context
    from dpia_wizard.report.pdf.paragraph import Paragraph
    from dpia_wizard.report.pdf.pen import Pen

BOX = (165.0, 84.0)
_INSIDE = 1.0
CODE_SIDE = 78.0
ROLE_WIDTH = 128.0
LINES_START = 138.0
LINES_END = 312.0
FEET = (16.0, 42.0, 59.0, 80.0)
"""Where the lines to write on stand below the rule: a post and agency may need three lines."""
MOST_LINES = (1, 3, 1, 1)
_LABEL = Type(7.5, colour=QUIET)


def rows(block: Signatures, context: Context, width: float) -> list[Item]:
    """Lay out one row below the other, each with the rule above it; the last with one below."""
    items = []
    last = len(block.rows) - 1
    for number, row in enumerate(block.rows):
        drawing = _row(row, block.words, context, width, last=number == last)
        items.append(
            Item(drawing, before=4 if number == 0 else 0, after=10 if number == last else 0)
        )
    return items


def _row(
    row: SignatureRow, words: SignatureWords, context: Context, width: float, *, last: bool
) -> Drawing:
    height = 97.0 if context.page_height > 700 else 90.0
    if context.setting.pads < 1:
        height = min(height, 91.0)
    box_width, box_height = BOX
    rtl = context.rtl
    title = paragraph(
        (Span(f"{row.number}\u2002{row.role}"),), Type(9.5, bold=True), ROLE_WIDTH, rtl=rtl
    )
    confirms = paragraph((Span(row.confirms),), Type(8, colour=QUIET), ROLE_WIDTH, rtl=rtl)
    labels = [words.name, words.post, words.date, words.signature]
    filled = [row.name, row.post, row.date, ""]
    note = paragraph((Span(row.note),), Type(8, bold=row.warns), ROLE_WIDTH, rtl=rtl)
    told = 5 + title.height + 2 + confirms.height
    note_top = told + 3
    if note_top + note.height + 5 > height:  # then wider, below the lines to write on
        note = paragraph((Span(row.note),), Type(8, bold=row.warns), LINES_END, rtl=rtl)
        note_top = max(FEET[-1] + 3, note_top)
    height = max(height, (note_top + note.height if row.note else told) + 5)
    label_boxes = [paragraph((Span(label),), _LABEL, 80, rtl=rtl) for label in labels]
    line_start = LINES_START + min(max(box.widest for box in label_boxes) + 8, 84)
    value_boxes = [
        _value(value, LINES_END - line_start - 2, most, rtl=rtl)
        for value, most in zip(filled, MOST_LINES, strict=True)
    ]
    heading = words.box if not row.signed_title else row.signed_title
    head_kind = Type(7.5, colour=QUIET) if not row.signed_title else Type(8.5, bold=True)
    box_title = paragraph((Span(heading),), head_kind, box_width - 14, rtl=rtl)
    stamped = [paragraph((Span(line),), Type(7.5), box_width - 14, rtl=rtl) for line in row.signed]

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + width, y, colour=INK, width=0.9)
        title.draw(pen, x, y + 5)
        confirms.draw(pen, x, y + 5 + title.height + 2)
        if row.note:
            note.draw(pen, x, y + note_top)
        for below, label, value in zip(FEET, label_boxes, value_boxes, strict=True):
            foot = y + below
            label.draw(pen, x + LINES_START, foot - label.leading + 1.5)
            value.draw(pen, x + line_start + 1, foot - value.height - 1)
            pen.line(x + line_start, foot, x + LINES_END, foot, width=0.6)
        left, top = x + width - box_width, y + (height - box_height) / 2
        dash = "" if row.signed_title else "3 2"
        # Drawn inside of the box, so that a digital signature hides every dash.
        wide, high = box_width - 2 * _INSIDE, box_height - 2 * _INSIDE
        pen.rectangle(left + _INSIDE, top + _INSIDE, wide, high, stroke=INK, line=0.8, dash=dash)
        box_title.draw(pen, left + 7, top + 4)
        below = top + 4 + box_title.height
        for line in stamped:
            if below + line.height > top + box_height:
                break
            line.draw(pen, left + 7, below)
            below += line.height
        if row.field and not row.signed_title:
            pen.field(row.field, left, top, box_width, box_height)
        if last:
            pen.line(x, y + height, x + width, y + height, colour=INK, width=0.9)

    return Drawing(height, paint)


def _value(text: str, width: float, most: int, *, rtl: bool) -> Paragraph:
    """Set what is known already on one line, or smaller and on a few close ones."""
    box = paragraph((Span(text),), Type(8), width, rtl=rtl)
    if len(box.lines) > 1:
        box = shortened(text, Type(6.8, line=1.22), width, most, rtl=rtl)
    return box


def code(block: Code) -> Drawing:
    """Lay out the QR code with its quiet zone; it holds three facts and no address."""
    import segno

    content = "\n".join((block.reference, block.edition, block.fingerprint))
    made = segno.make(content, error="m", boost_error=False, micro=False)
    modules = [list(row) for row in made.matrix_iter(border=4)]

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.modules(x, y, CODE_SIDE, modules)

    return Drawing(CODE_SIDE, paint)
