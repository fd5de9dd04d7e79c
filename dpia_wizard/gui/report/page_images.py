"""The pages of a PDF as pictures, with the stamps of signatures, through pypdfium2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from dpia_wizard.errors import UserError
from dpia_wizard.report.pdfium import alone
from dpia_wizard.storage.search import fold

_MOST_PAGES = 2000
_MOST_HEADINGS = 400
_LARGEST_SIDE = 12_000
_CLOSED = "the document is closed"
_LETTERS_OR_NOT = re.compile(r"[^\W\d_]+|[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading of the document and its page, counted from 0; level 0 is the highest."""

    title: str
    page: int
    level: int


class PageImages:
    """A PDF opened to be looked at. Use it from one thread; `close` frees it."""

    @alone
    def __init__(self, pdf: bytes) -> None:
        """Raises `UserError` when *pdf* cannot be shown."""
        import pypdfium2

        try:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self._document.init_forms()  # without it the stamps of signatures are not painted
            count = min(len(self._document), _MOST_PAGES)
            self.sizes = tuple(QSizeF(*self._document.get_page_size(n)) for n in range(count))
        except pypdfium2.PdfiumError as error:
            raise UserError(
                "This file cannot be shown: it is damaged, locked or not a PDF. Ask for it again."
            ) from error
        if not self.sizes:
            self.close()
            raise UserError("This file has no pages.")

    @alone
    def close(self) -> None:
        """Free the document; it cannot be looked at any more."""
        if self._document is not None:
            self._document.close()
            self._document = None

    @alone
    def image(self, page: int, scale: float) -> QImage:
        """A page at *scale* pixels to a point."""
        size = self.sizes[page]
        scale = min(scale, _LARGEST_SIDE / max(size.width(), size.height(), 1))
        opened = self._opened()[page]
        try:
            bitmap = opened.render(scale=scale, may_draw_forms=True, prefer_bgrx=True)
            view = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            )
            image = view.copy()  # the bitmap is freed with its page
            bitmap.close()
            return image
        finally:
            opened.close()

    @alone
    def text(self, page: int) -> str:
        """The words of a page, for a screen reader."""
        opened = self._opened()[page]
        try:
            words = opened.get_textpage()
            found = str(words.get_text_bounded())
            words.close()
            return found
        finally:
            opened.close()

    @alone
    def hits(self, page: int, text: str) -> tuple[QRectF, ...]:
        """Where *text* stands on a page, in points from its upper left corner.

        Compared as in the search of the library: capitals, vowel signs and line ends aside.
        """
        height = self.sizes[page].height()
        opened = self._opened()[page]
        found = []
        try:
            words = opened.get_textpage()
            for hit in _found(words, text):
                for number in range(words.count_rects(*hit)):
                    left, bottom, right, top = words.get_rect(number)
                    found.append(QRectF(left, height - top, right - left, top - bottom))
            words.close()
        finally:
            opened.close()
        return tuple(found)

    @alone
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The headings of the document in their order."""
        return tuple(self._bookmarks())

    def _bookmarks(self) -> Iterator[Bookmark]:
        for number, mark in enumerate(self._opened().get_toc(max_depth=3)):
            if number >= _MOST_HEADINGS:
                return
            place = mark.get_dest()
            page = None if place is None else place.get_index()
            if page is not None and 0 <= page < len(self.sizes):
                yield Bookmark(mark.get_title(), page, mark.level)

    def _opened(self) -> Any:
        if self._document is None:
            raise ValueError(_CLOSED)
        return self._document


def _found(page: Any, text: str) -> Iterator[tuple[int, int]]:
    """The places of *text* among the characters of a page: the first, and how many."""
    import pypdfium2.raw as pdfium

    folded: list[str] = []
    places: list[int] = []
    for place in range(page.count_chars()):
        for letter in fold(chr(pdfium.FPDFText_GetUnicode(page, place))):
            if letter != " " or folded[-1:] != [" "]:
                folded.append(letter)
                places.append(place)
    whole = "".join(folded)
    for wanted in _readings(" ".join(fold(text).split()), whole):
        start = whole.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            yield places[start], places[end - 1] - places[start] + 1
            start = whole.find(wanted, end)


def _readings(wanted: str, whole: str) -> Iterator[str]:
    """How *wanted* may stand on a page: PDFium reads M60 between Arabic words as 60M."""
    if not wanted:
        return
    yield wanted
    if any(bidirectional(letter) == "AL" for letter in whole):
        turned = ("".join(reversed(_LETTERS_OR_NOT.findall(word))) for word in wanted.split(" "))
        if (other := " ".join(turned)) != wanted:
            yield other
