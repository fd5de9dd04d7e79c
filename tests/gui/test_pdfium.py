"""A report is looked at and checked at once, by two threads, and the program goes on."""

from __future__ import annotations

import threading

from dpia_wizard.gui.report.page_images import PageImages
from dpia_wizard.report import document as d
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.printed import page_texts


def test_pages_are_painted_while_others_are_read() -> None:
    blocks = tuple(
        part
        for n in range(30)
        for part in (
            d.Heading(f"Page {n}", 1, new_page=True),
            d.Text((d.Span("Children and their data. " * 60),)),
        )
    )
    pdf = to_pdf(d.Document("T", "en", "ltr", blocks)).pdf
    read: list[int] = []

    def look() -> None:
        read.extend(sum("Children" in text for text in page_texts(pdf)) for _again in range(40))

    reader = threading.Thread(target=look)
    reader.start()
    painted = 0
    while reader.is_alive() or painted < 30:
        images = PageImages(pdf)
        for page in range(len(images.sizes)):
            assert not images.image(page, 0.5).isNull()
            painted += 1
        images.close()
    reader.join()
    assert read == [read[0]] * 40
    assert read[0] >= 30
