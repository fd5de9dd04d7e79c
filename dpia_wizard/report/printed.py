"""The text on the pages of a report, as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dpia_wizard.report.pdfium import ALONE, alone


def page_texts(pdf: bytes, pages: Sequence[int] | None = None) -> Iterator[str]:
    """The text of each of *pages* (from 0), or of every page."""
    opened = _opened(pdf)
    try:
        for number in range(_pages(opened)) if pages is None else pages:
            yield _text(opened, number)
    finally:
        with ALONE:
            opened.close()


@alone
def _opened(pdf: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


@alone
def _pages(opened: Any) -> int:
    return len(opened)


@alone
def _text(opened: Any, number: int) -> str:
    page = opened[number]
    text = page.get_textpage()
    said = str(text.get_text_range())
    text.close()
    page.close()
    return said
