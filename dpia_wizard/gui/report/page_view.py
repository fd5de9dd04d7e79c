"""A PDF page under page: only the pages in sight are painted, sharp at every size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.report.page_images import Bookmark, PageImages
from dpia_wizard.gui.words import _

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_PIXELS_PER_POINT = 96 / 72
_GAP = 12
_MARGIN = 16
_WIDEST_FIT = 1.6
_KEPT_PIXELS = 24_000_000


class PageView(QAbstractScrollArea):
    """Shows the pages of a PDF. `page_changed` gives the page in sight, counted from 1.

    Keys: page up and down, home, end, arrows; Ctrl and the wheel change the size.
    """

    page_changed = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: PageImages | None = None
        self._kept: dict[tuple[int, float], QImage] = {}
        self._zoom: float | None = None
        self._page = 0
        self._tops: list[float] = []
        self._hits: dict[int, tuple[QRectF, ...]] = {}
        self._searched = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setAccessibleName(_("Preview"))
        self.setObjectName("preview")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self._work = QTimer(self)
        self._work.setInterval(0)
        self._work.timeout.connect(self._paint_next)

    # What is shown

    def show_pdf(self, pdf: bytes | None) -> None:
        """Show *pdf*, staying at the page in sight; raises `UserError` when it cannot be."""
        images = None if pdf is None else PageImages(pdf)
        stay = self._page
        self.close_document()
        self._images = images
        self._lay_out()
        if images is not None:
            self.go_to(min(stay, len(images.sizes) - 1) + 1)
            self._tell_page(force=True)

    def close_document(self) -> None:
        """Free the document."""
        self._work.stop()
        self._kept.clear()
        self._hits.clear()
        if self._images is not None:
            self._images.close()
            self._images = None
        self.viewport().update()

    def pages(self) -> int:
        """How many pages there are."""
        return 0 if self._images is None else len(self._images.sizes)

    def page(self) -> int:
        """The page in sight, counted from 1; 0 without a document."""
        return self._page + 1 if self._images is not None else 0

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The headings of the document."""
        return () if self._images is None else self._images.bookmarks()

    def go_to(self, page: int) -> None:
        """Show *page*, counted from 1, from its top."""
        if 0 < page <= self.pages():
            self.verticalScrollBar().setValue(round(self._tops[page - 1]) - _GAP // 2)
            self._page = page - 1
            self._tell_page(force=True)

    def zoom(self) -> float:
        """The size that is shown; 1.0 is the size of the paper."""
        return self._scale() / _PIXELS_PER_POINT

    def set_zoom(self, zoom: float | None) -> None:
        """Show another size; None fits the width."""
        if self._images is None or zoom == self._zoom:
            return
        part = self._part_seen()
        self._zoom = zoom
        self._lay_out()
        self.verticalScrollBar().setValue(round(self._top_at(part)))
        self.zoomed.emit()

    def step_zoom(self, steps: int) -> None:
        """Show the next larger or smaller size."""
        now = self.zoom()
        if steps > 0:
            self.set_zoom(next((z for z in ZOOMS if z > now + 0.01), ZOOMS[-1]))
        else:
            self.set_zoom(next((z for z in reversed(ZOOMS) if z < now - 0.01), ZOOMS[0]))

    def find_text(self, text: str) -> bool:
        """Go to the next page that has *text* and mark it there; False when no page has."""
        if self._images is None or not text.strip():
            self._hits.clear()
            self._searched = ""
            self.viewport().update()
            return False
        again = text == self._searched
        self._searched = text
        self._hits.clear()
        for step in range(self.pages()):
            page = (self._page + step + again) % self.pages()
            hits = self._images.hits(page, text)
            if hits:
                self._hits[page] = hits
                top = self._tops[page] + hits[0].top() * self._scale()
                self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
                self._page = page
                self._tell_page(force=True)
                self.viewport().update()
                return True
        self.viewport().update()
        return False

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        part = self._part_seen()
        self._lay_out()
        if self._zoom is None:
            self.verticalScrollBar().setValue(round(self._top_at(part)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key == Qt.Key.Key_PageDown:
            self.go_to(min(self.page() + 1, self.pages()))
        elif key == Qt.Key.Key_PageUp:
            self.go_to(max(self.page() - 1, 1))
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(self.pages())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + self.viewport().height() * 9 // 10)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("window"))
        if self._images is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        missing = False
        for page in self._in_sight():
            place = self._place(page)
            painter.fillRect(place, Qt.GlobalColor.white)
            image = self._kept.get((page, self._pixel_scale()))
            if image is not None:
                painter.drawImage(place, image)
            else:
                missing = True
                other = next((kept for (n, _s), kept in self._kept.items() if n == page), None)
                if other is not None:
                    painter.drawImage(place, other)
            self._paint_hits(painter, page, place)
            painter.setPen(QPen(theme.colour("line_strong"), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if missing:
            self._work.start()

    # Inside

    def _paint_hits(self, painter: QPainter, page: int, place: QRect) -> None:
        scale = self._scale()
        ink = theme.colour("focus")
        ink.setAlpha(70)
        for hit in self._hits.get(page, ()):
            corner = QPointF(place.left() + hit.left() * scale, place.top() + hit.top() * scale)
            mark = QRectF(corner, hit.size() * scale)
            painter.fillRect(mark.adjusted(-2, -2, 2, 2), ink)

    def _paint_next(self) -> None:
        """Paint one page that is in sight and not painted yet, then let the window breathe."""
        if self._images is None:
            self._work.stop()
            return
        scale = self._pixel_scale()
        page = next((n for n in self._in_sight() if (n, scale) not in self._kept), None)
        if page is None:
            self._work.stop()
            return
        image = self._images.image(page, scale)
        for key in [key for key in self._kept if key[0] == page or key[1] != scale]:
            if key[0] == page or key[0] not in self._in_sight():
                del self._kept[key]
        self._kept[page, scale] = image
        near = set(self._in_sight())
        while sum(i.width() * i.height() for i in self._kept.values()) > _KEPT_PIXELS:
            far = max(self._kept, key=lambda key: abs(key[0] - page))
            if far[0] in near:
                break
            del self._kept[far]
        self.viewport().update()

    def _scale(self) -> float:
        """Pixels of the window to a point of the paper."""
        if self._zoom is not None:
            return self._zoom * _PIXELS_PER_POINT
        widest = max((size.width() for size in self._sizes()), default=595.0)
        room = max(120, self.viewport().width() - 2 * _MARGIN)
        return min(room / widest, _WIDEST_FIT * _PIXELS_PER_POINT)

    def _pixel_scale(self) -> float:
        return round(self._scale() * self.devicePixelRatioF(), 4)

    def _sizes(self) -> list[QRectF]:
        images = self._images
        return [] if images is None else [QRectF(QPointF(0, 0), size) for size in images.sizes]

    def _lay_out(self) -> None:
        scale = self._scale()
        self._tops, y, widest = [], float(_GAP), 0.0
        for size in self._sizes():
            self._tops.append(y)
            y += size.height() * scale + _GAP
            widest = max(widest, size.width() * scale)
        shown = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(shown.height())
        down.setSingleStep(48)
        down.setRange(0, max(0, round(y) - shown.height()))
        across.setPageStep(shown.width())
        across.setSingleStep(48)
        across.setRange(0, max(0, round(widest) + 2 * _MARGIN - shown.width()))
        self.viewport().update()

    def _place(self, page: int) -> QRect:
        scale = self._scale()
        size = self._sizes()[page].size() * scale
        across = self.horizontalScrollBar()
        room = self.viewport().width()
        x = (room - size.width()) / 2
        if across.maximum() > 0:
            x = _MARGIN - across.value()
        top = self._tops[page] - self.verticalScrollBar().value()
        return QRect(QPoint(round(x), round(top)), size.toSize())

    def _in_sight(self) -> list[int]:
        shown = self.viewport().rect()
        return [n for n in range(self.pages()) if self._place(n).intersects(shown)]

    def _part_seen(self) -> float:
        """Which page is at the upper edge, and how much of it is above."""
        if not self._tops:
            return 0.0
        value = self.verticalScrollBar().value()
        page = max((n for n, top in enumerate(self._tops) if top <= value + _GAP), default=0)
        height = self._sizes()[page].height() * self._scale() if page < self.pages() else 1.0
        return page + max(0.0, min(0.999, (value - self._tops[page]) / max(height, 1.0)))

    def _top_at(self, part: float) -> float:
        page = int(part)
        if page >= self.pages():
            return 0.0
        return self._tops[page] + (part - page) * self._sizes()[page].height() * self._scale()

    def _scrolled(self) -> None:
        self._tell_page(force=False)
        self.viewport().update()

    def _tell_page(self, *, force: bool) -> None:
        if self._images is None:
            return
        page = self._page
        if not force:
            middle = self.verticalScrollBar().value() + self.viewport().height() / 2
            page = max((n for n, top in enumerate(self._tops) if top <= middle), default=0)
        if force or page != self._page:
            self._page = page
            name = _("Page {page} of {pages}").format(page=page + 1, pages=self.pages())
            self.setAccessibleName(name)
            self.page_changed.emit(page + 1)
