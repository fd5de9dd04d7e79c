"""Everything that the pack says about one thing, and where it is used, as links to follow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dpia_wizard.core.uses import Item
from dpia_wizard.gui import theme
from dpia_wizard.gui.catalogue.standing_card import StandingCard
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.risk_picture import matrix_picture
from dpia_wizard.gui.words import _, isolate, start_rtl_line
from dpia_wizard.wording.catalogue import CatalogueWords
from dpia_wizard.wording.catalogue_details import Linked, Part, details

_WIDEST = 760
"""Longer lines are hard to read."""


class DetailsPane(ScrollPane):
    """`followed` gives the thing of a link, `go` a place of the open assessment."""

    followed = Signal(object)
    go = Signal(str)

    def __init__(
        self, say: CatalogueWords, open_: OpenAssessment | None, parent: QWidget | None = None
    ) -> None:
        self._ground = QWidget()
        super().__init__(self._ground, parent=parent)
        self._say = say
        self._open = open_
        self._inside: QWidget | None = None
        self._row = QHBoxLayout(self._ground)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(_("What the pack says"))

    def show_value(self, item: Item | None) -> None:
        """Show another thing, from its top; nothing for None."""
        if self._inside is not None:
            self._inside.hide()
            self._row.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = QWidget()
        self._inside.setMaximumWidth(round(_WIDEST * theme.look().scale) + 48)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(4)
        if item is None:
            column.addWidget(PlainLabel(_("Nothing is chosen."), role="muted", wrap=True))
        else:
            self._fill(column, item)
        column.addStretch(1)
        self._row.insertWidget(0, self._inside, 1)
        self.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Give the focus to the first thing that can have it."""
        if self._inside is None:
            return
        for part in self._inside.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible():
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _fill(self, column: QVBoxLayout, item: Item) -> None:
        told = details(self._say, item)
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        for mark in ((isolate(told.number),) if told.number else ()) + told.marks:
            flow.addWidget(Chip(mark))
        if told.number or told.marks:
            column.addWidget(chips)
        title = PlainLabel(told.title, role="title", wrap=True)
        title.setObjectName("catalogue.title")
        column.addWidget(title)
        column.addSpacing(4)
        card = StandingCard.of(self._open, item)
        if card is not None:
            card.go.connect(self.go)
            column.addWidget(card)
            column.addSpacing(4)
        if item.kind == "matrix":
            self._add_matrix(column, item)
        for part in told.parts:
            self._add(column, part)
        if told.used:
            column.addSpacing(10)
            column.addWidget(rule())
            column.addSpacing(6)
            column.addWidget(PlainLabel(_("Where used"), role="heading"))
            for part in told.used:
                self._add(column, part)

    def _add(self, column: QVBoxLayout, part: Part) -> None:
        column.addSpacing(5)
        column.addWidget(PlainLabel(part.label, role="small_strong", wrap=True))
        if part.text:
            role = "small_muted" if part.quiet else "body"
            column.addWidget(PlainLabel(part.text, role=role, wrap=True))
        for link in part.links:
            column.addWidget(self._link(link))

    def _link(self, link: Linked) -> LinkButton:
        words = link.words
        if link.note:
            words = _("{title} ({note})").format(title=words, note=link.note)
        button = LinkButton(start_rtl_line(words), small=False, wrap=True)
        button.setObjectName(f"catalogue.link.{link.item.kind}.{link.item.id}")
        button.clicked.connect(lambda _checked=False, item=link.item: self.followed.emit(item))
        return button

    def _add_matrix(self, column: QVBoxLayout, item: Item) -> None:
        wording = self._say.with_matrix(item.id)
        picture = RiskMatrixWidget(
            matrix_picture(wording), name=self._say.title(item), editable=False
        )
        column.addWidget(_Aside(picture))


class _Aside(QScrollArea):
    """A picture that scrolls sideways where the text is so large that it does not fit."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__()
        self._picture = picture
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(picture)
        self.setFixedHeight(self._needed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self._needed():
            self.setFixedHeight(self._needed())

    def _needed(self) -> int:
        least = self._picture.minimumSizeHint().width()
        high = self._picture.heightForWidth(max(least, self.width()))
        return high + (
            self.horizontalScrollBar().sizeHint().height() if least > self.width() else 0
        )
