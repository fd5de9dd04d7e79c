"""What must be settled and what to look at, as cards with one link each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review.words import Finding
from dpia_wizard.gui.words import _, count


class FindingCards(QWidget):
    """The findings, the gravest first. `followed` gives the finding whose link was pressed."""

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Finding, ...] | None = None
        self._calm = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_value(self, findings: Sequence[Finding], *, calm: int) -> None:
        """Show *findings*; *calm* is how many stop conditions were looked at and do not hold."""
        if tuple(findings) == self._shown and calm == self._calm:
            return
        self._shown, self._calm = tuple(findings), calm
        clear(self._column)
        for number, finding in enumerate(self._shown):
            self._column.addWidget(self._card(finding, number))
        if not any(finding.kind == "stop" for finding in self._shown):
            words = _("Nothing stands in the way of the next step.")
            self._column.insertWidget(0, SignLabel("check", words, ink="ok", role="ok", wrap=True))
        if calm:
            words = count(
                "{n} stop condition was looked at and does not hold.",
                "{n} stop conditions were looked at and do not hold.",
                calm,
            )
            self._column.addWidget(SignLabel("check", words, ink="ok", wrap=True))

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
        if finding.link and finding.place:
            link = LinkButton(finding.link, end_sign="chevron-next")
            link.setObjectName(f"finding.{number}")
            link.setAccessibleDescription(finding.sentence)
            link.clicked.connect(lambda _checked=False, found=finding: self.followed.emit(found))
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return card


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
