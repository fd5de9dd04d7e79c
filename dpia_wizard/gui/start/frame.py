"""The card that stands in the middle of a start page, or fills a small screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, rule

WIDE = 1200
_MARGIN = 28
_AROUND = 24
_NO_LIMIT = 16_777_215


class StartFrame(QWidget):
    """A title over a scrolling middle over a row of buttons: `head`, `middle` and `foot`."""

    def __init__(
        self, title: str, *, width: int = 1010, height: int = 620, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        scale = theme.look().scale
        self._size = (round(width * scale), round(height * scale))
        self._card = Card()
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.setSpacing(0)
        self.title = PlainLabel(title, role="title", wrap=True)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(_MARGIN, 18, _MARGIN, 14)
        self.head.addWidget(self.title, 1)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        self.middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self.middle.setContentsMargins(_MARGIN, 16, _MARGIN, 14)
        self.middle.setSpacing(28)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(inside)
        self._scroller = scroller
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(_MARGIN, 12, _MARGIN, 14)
        self.foot.setSpacing(10)
        nest(self._card.body, self.head)
        self._card.body.addWidget(rule())
        self._card.body.addWidget(scroller, 1)
        self._card.body.addWidget(rule())
        nest(self._card.body, self.foot)
        self._outer = QVBoxLayout(self)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self._card, 1000)
        self._row.addStretch(1)
        self._outer.addStretch(1)
        nest(self._outer, self._row, 1000)
        self._outer.addStretch(1)
        self._fit()

    def lead_to(self, widget: QWidget) -> None:
        """Scroll to *widget* once the page has its new shape."""
        QTimer.singleShot(0, self, lambda: self._scroller.ensureWidgetVisible(widget, 0, 12))

    @property
    def is_wide(self) -> bool:
        """Whether there is room for two columns."""
        return self.width() >= WIDE * theme.look().scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width, height = self._size
        fills = self.width() < width + _AROUND or self.height() < height + _AROUND
        around = 0 if fills else _AROUND // 2
        self._outer.setContentsMargins(around, around, around, around)
        if fills:
            self._card.setMinimumSize(0, 0)
            self._card.setMaximumSize(_NO_LIMIT, _NO_LIMIT)
        else:
            self._card.setFixedSize(width, height)
