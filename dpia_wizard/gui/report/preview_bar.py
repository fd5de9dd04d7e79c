"""The bar over the preview: which page, how large, and a search in the report."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.gui.parts.buttons import IconButton, LinkButton
from dpia_wizard.gui.parts.fields import SearchField
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.panes import Pane
from dpia_wizard.gui.parts.pickers import SpinBox
from dpia_wizard.gui.words import _


class PreviewBar(Pane):
    """Tells `page_asked` (from 1), `zoom_stepped` (by how many steps), `fit_asked`, `searched`."""

    page_asked = Signal(int)
    zoom_stepped = Signal(int)
    fit_asked = Signal()
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ground="window", edge="bottom", parent=parent)
        self._page = SpinBox(name=_("Page"), least=1, most=1)
        self._page.setObjectName("preview.page")
        self._page.setKeyboardTracking(False)
        self._page.edited.connect(self.page_asked)
        self._of = PlainLabel("", role="small_muted")
        before = IconButton("chevron-up", _("Page before"))
        before.setObjectName("preview.before")
        before.clicked.connect(lambda: self._step(-1))
        after = IconButton("chevron-down", _("Page after"))
        after.setObjectName("preview.after")
        after.clicked.connect(lambda: self._step(1))
        smaller = IconButton("dash", _("Smaller"))
        smaller.setObjectName("preview.smaller")
        smaller.clicked.connect(lambda: self.zoom_stepped.emit(-1))
        larger = IconButton("plus", _("Larger"))
        larger.setObjectName("preview.larger")
        larger.clicked.connect(lambda: self.zoom_stepped.emit(1))
        self._zoom = PlainLabel("", role="small_muted")
        fit = LinkButton(_("Fit the width"))
        fit.setObjectName("preview.fit")
        fit.clicked.connect(self.fit_asked)
        self._search = SearchField(name=_("Search in the report"))
        self._search.setObjectName("preview.search")
        self._search.searched.connect(self.searched)
        self._search.setMinimumWidth(120)
        self._found = PlainLabel("", role="small_muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(4)
        at_page: tuple[QWidget, ...] = (before, self._page, self._of, after)
        of_size: tuple[QWidget, ...] = (smaller, self._zoom, larger, fit)
        for widget in at_page:
            row.addWidget(widget)
        row.addSpacing(8)
        for widget in of_size:
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._found)
        row.addWidget(self._search)

    def show_value(self, page: int, pages: int, zoom: float) -> None:
        """Show where one is."""
        self._page.blockSignals(True)
        self._page.setMaximum(max(1, pages))
        self._page.blockSignals(False)
        self._page.show_value(max(1, page))
        self._of.setText(_("of {pages}").format(pages=pages))
        self._zoom.setText(_("{percent} %").format(percent=round(zoom * 100)))

    def show_found(self, *, found: bool) -> None:
        """Say when nothing was found."""
        self._found.setText("" if found else _("Not found"))

    def focus_search(self) -> None:
        """Give the focus to the search field."""
        self._search.setFocus()
        self._search.selectAll()

    def _step(self, by: int) -> None:
        self.page_asked.emit(max(1, min(self._page.value() + by, self._page.maximum())))
