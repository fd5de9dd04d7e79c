"""The text on the pages of a report, as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def page_texts(pdf: bytes, pages: Sequence[int] | None = None) -> Iterator[str]:
    """The text of each of *pages* (from 0), or of every page."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        for number in range(len(opened)) if pages is None else pages:
            page = opened[number]
            text = page.get_textpage()
            yield str(text.get_text_range())
            text.close()
            page.close()
