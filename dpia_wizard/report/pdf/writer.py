"""From a document to the bytes of a PDF: laid out once, then drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dpia_wizard.report.pdf import blocks, tables
from dpia_wizard.report.pdf.archive import Attachment, make_archivable
from dpia_wizard.report.pdf.context import context_for
from dpia_wizard.report.pdf.fields import VERSION, add_places
from dpia_wizard.report.pdf.lay import lay
from dpia_wizard.report.pdf.page import draw_running, fill, frame
from dpia_wizard.report.pdf.pen import FieldPlace
from dpia_wizard.report.pdf.styles import TEXT_WIDTH, TOP, Setting
from dpia_wizard.report.pdf.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.report.document import Document

__all__ = ["Attachment", "Written", "to_pdf"]

REGISTERED = (blocks, tables)
"""The modules whose functions lay out the blocks."""


class Written(NamedTuple):
    """A PDF, how many pages it has, and where its signatures belong."""

    pdf: bytes
    pages: int
    fields: tuple[FieldPlace, ...]


def to_pdf(
    document: Document,
    *,
    paper: Literal["A4", "Letter"] = "A4",
    grey: bool = False,
    attachments: Sequence[Attachment] = (),
) -> Written:
    """Write *document*; the same document always gives the same bytes."""
    place = frame(paper)
    setting = Setting(document.direction, grey=grey)
    context = context_for(document, setting, place.height)
    items = [item for block in document.blocks for item in lay(block, context, TEXT_WIDTH)]
    pages = fill(items, place.height)
    page_of: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for _, box in page.boxes:
            for key, _ in box.anchors():
                page_of.setdefault(key, number)
    surface = Surface(
        place.size, rtl=setting.rtl, grey=grey, language=document.language, pages=page_of
    )
    surface.describe(document.title, document.subject)
    for number, page in enumerate(pages, 1):
        pen = surface.pen()
        draw_running(pen, document.running, place, number, len(pages))
        for y, box in page.boxes:
            box.draw(pen, place.start, TOP + y)
        surface.end_page(pen)
    fields = tuple(surface.fields)
    pdf = _packed(surface.finish(document.made), fields, attachments, document)
    return Written(pdf, len(pages), fields)


def _packed(
    pdf: bytes,
    fields: Sequence[FieldPlace],
    attachments: Sequence[Attachment],
    document: Document,
) -> bytes:
    """*pdf* as one for archives, with its attachments and the places for signatures, its small
    objects packed together."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        make_archivable(opened, document.made, attachments)
        if fields:
            add_places(opened, fields)
        out = io.BytesIO()
        opened.save(
            out,
            deterministic_id=True,
            min_version=VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()
