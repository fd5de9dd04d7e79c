"""The pages of one open assessment: made when they are first wanted, the next one ahead of time."""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.gui.editor import pages, places
from dpia_wizard.gui.editor.section_page import SectionPage
from dpia_wizard.gui.editor.stops import first_stop
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.review.cover import CoverPage
from dpia_wizard.gui.review.veil import covers

AHEAD_AFTER = 300
"""Milliseconds on a page until the next one is made ready, and again while somebody types."""

KEPT_PAGES = 2
"""How many pages of questions stay as they are when one goes on; the others are built anew."""


class PageStack(QStackedWidget):
    """Holds the pages. `made` gives a page that is new, `readied` one made ahead of time."""

    made = Signal(object)
    readied = Signal(object)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = open_
        self._section: Section | None = None
        self._pages: dict[str, Page] = {}  # the one wanted last stands last
        self._is_narrow = False
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_AFTER)
        self._ahead.timeout.connect(self._make_next_ready)

    def page(self, section: Section) -> Page:
        """The page of *section*, or what covers it while it would tell too much."""
        is_covered = covers(self.open, section.page)
        id = f"{section.id}, covered" if is_covered else section.id
        page = self._pages.pop(id, None)
        if page is None:
            kind = CoverPage if is_covered else pages.page_class(section.page)
            page = kind(self.open, section, self)
            self._pages[id] = page  # before it is shown: that may lay the window out anew
            self._tell_narrow(page)
            self.addWidget(page)
            self.made.emit(page)
        self._pages[id] = page
        self._let_pages_go()
        return page

    def is_made(self, section: Section) -> bool:
        """Whether the page of *section* is there already."""
        return section.id in self._pages

    def show_place(self, section: Section, place: str) -> Page:
        """Show *place* on the page of *section*, with the focus on that page."""
        page = self.page(section)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        if page is not self.currentWidget():
            if focus is not None and had_focus:
                focus.clearFocus()  # else Qt looks for another place through all that is open
            self.setCurrentWidget(page)
        self._section = section
        page.show_place(place)
        if had_focus and QApplication.focusWidget() is None:
            (page.focusWidget() or first_stop(page) or self).setFocus()
        self._ahead.start()
        return page

    def set_narrow(self, narrow: bool) -> None:
        """Tell every page how much room there is."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            for page in self._pages.values():
                self._tell_narrow(page)

    def _tell_narrow(self, page: Page) -> None:
        tell = getattr(page, "set_narrow", None)
        if callable(tell):
            tell(self._is_narrow)

    def _let_pages_go(self) -> None:
        """Forget the sections that nobody has been to for long: an open page takes memory."""
        old = [id for id, page in self._pages.items() if isinstance(page, SectionPage)]
        for id in old[:-KEPT_PAGES]:
            page = self._pages[id]
            if page is self.currentWidget() or self.open.has_unsaved:
                continue
            del self._pages[id]
            self.removeWidget(page)
            page.deleteLater()

    def _make_next_ready(self) -> None:
        """Make the next page while nothing else is to be done, so that going there is quick."""
        if not self.isVisible() or self._section is None:
            return
        if self.open.has_unsaved:
            self._ahead.start()
            return
        section = places.neighbour(self.open.editing, self._section, 1)
        if section is not None and not self.is_made(section):
            page = self.page(section)
            page.resize(self.size())
            self.readied.emit(page)  # who knows the room it will have gives it that
            page.grab()  # lays out and paints what will be seen
            gc.collect()  # now, else it would be while somebody goes there
