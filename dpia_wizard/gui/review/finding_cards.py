"""What must be settled and what to look at, as cards; what is settled is folded below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStyle, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.page import PAINTED_AFTER
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review.finding import Finding
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, count

_FIRST_CARDS = 6
"""Cards that are built before the findings are shown: as many as one sees at first."""


class FindingCards(QWidget):
    """The findings, the gravest first. `followed` gives the finding whose link was pressed,
    `asked` the one about which the team is to be asked."""

    followed = Signal(object)
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Finding, ...] | None = None
        self._may_ask = False
        self._waiting: list[tuple[int, Finding]] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAINTED_AFTER)
        self._rest.timeout.connect(self._build_rest)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._fold = LinkButton("", end_sign="chevron-down")
        self._fold.setObjectName("findings.settled")
        self._fold.clicked.connect(self._turn)
        self._settled = QWidget()
        self._settled_column = QVBoxLayout(self._settled)
        self._settled_column.setContentsMargins(0, 0, 0, 0)
        self._settled_column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        nest(column, self._column)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._settled)
        self._settled.hide()
        self._fold.hide()

    def show_value(self, findings: Sequence[Finding], *, may_ask: bool) -> None:
        """Show *findings*; with *may_ask* the team can be asked about them."""
        if tuple(findings) == self._shown and may_ask == self._may_ask:
            return
        self._shown, self._may_ask = tuple(findings), may_ask
        clear(self._column)
        clear(self._settled_column)
        open_ = [finding for finding in self._shown if finding.kind != "settled"]
        settled = [finding for finding in self._shown if finding.kind == "settled"]
        if not any(finding.kind == "stop" for finding in open_):
            words = _("Nothing stands in the way of the next step.")
            self._column.addWidget(SignLabel("check", words, ink="ok", role="ok", wrap=True))
        self._waiting = list(enumerate(open_))
        self._build(len(open_) if self.isVisible() else _FIRST_CARDS)
        for finding in settled:
            self._settled_column.addWidget(self._line(finding))
        self._fold.setVisible(bool(settled))
        if not settled:
            self._settled.hide()
        self._say_fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._rest.start()

    def _build_rest(self) -> None:
        self._build(len(self._waiting))
        read_in_order(self)

    def _build(self, most: int) -> None:
        """Build so many of the cards that are waiting."""
        for number, finding in self._waiting[:most]:
            self._column.addWidget(self._card(finding, number))
        del self._waiting[:most]

    def _turn(self) -> None:
        self._settled.setVisible(self._settled.isHidden())
        self._say_fold()

    def _say_fold(self) -> None:
        n = sum(finding.kind == "settled" for finding in self._shown or ())
        is_open = not self._settled.isHidden()
        said = count("Show {n} settled", "Show {n} settled", n)
        self._fold.set_words(_("Hide what is settled") if is_open else said)
        self._fold.set_sign("", "chevron-up" if is_open else "chevron-down")

    def _card(self, finding: Finding, number: int) -> Card:
        is_stop = finding.kind == "stop"
        card = _FindingCard("stop" if is_stop else "note")
        head = _("Must be settled") if is_stop else _("Look at this")
        sign, ink = ("warning", "stop") if is_stop else ("clock", "note_line")
        role = "stop_strong" if is_stop else "small_strong"
        card.body.addWidget(SignLabel(sign, head, ink=ink, role=role))
        card.body.addWidget(PlainLabel(finding.sentence, role="small", wrap=True))
        if finding.detail:
            card.body.addWidget(PlainLabel(finding.detail, role="small_muted", wrap=True))
        card.setAccessibleName(_("{head}: {sentence}").format(head=head, sentence=finding.sentence))
        links = FlowLayout(gap=10)
        if finding.link and finding.place:
            link = LinkButton(finding.link, end_sign="chevron-next")
            link.setObjectName(f"finding.{number}")
            link.setAccessibleDescription(finding.sentence)
            link.clicked.connect(lambda _checked=False, found=finding: self.followed.emit(found))
            links.addWidget(link)
        if finding.ask and self._may_ask:
            ask = LinkButton(_("Ask the team"))
            ask.setObjectName(f"finding.{number}.ask")
            ask.setAccessibleDescription(finding.sentence)
            ask.clicked.connect(lambda _checked=False, found=finding: self.asked.emit(found))
            links.addWidget(ask)
        if links.count():
            nest(card.body, links)
        return card

    def _line(self, finding: Finding) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(2, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(SignLabel("check", finding.sentence, ink="ok", wrap=True))
        if finding.detail:
            column.addWidget(PlainLabel(finding.detail, role="small_muted", wrap=True))
        return holder


class _FindingCard(Card):
    """A white card with a bar at the leading edge in the colour of its kind."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.body.setSpacing(3)
        self.body.setContentsMargins(16, 8, 14, 8)
        self._kind = kind

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        bar = QRect(0, 0, theme.shape("leading_bar"), self.height())
        turned = QStyle.visualRect(self.layoutDirection(), self.rect(), bar)
        painter.fillRect(turned, theme.colour("stop" if self._kind == "stop" else "note_line"))
