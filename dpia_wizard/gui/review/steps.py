"""The parts of the review in one row: how far each is, and a way to go there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.situation import Tally
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.words import _, count

PARTS = ("findings", "risks", "advice", "decide", "remarks")


class ReviewSteps(QWidget):
    """The row. `chosen` gives one of `PARTS`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, gap=12)
        self._links: dict[str, LinkButton] = {}
        for part in PARTS:
            link = LinkButton("")
            link.setObjectName(f"review.to.{part}")
            link.clicked.connect(lambda _checked=False, name=part: self.chosen.emit(name))
            row.addWidget(link)
            self._links[part] = link

    def show_value(
        self, *, stops: int, reviewed: int, risks: int, advice: Tally, remarks: int
    ) -> None:
        """Show how many findings must be settled, how far risks and advice are, open remarks."""
        findings = _("Findings: nothing to settle")
        if stops:
            findings = count("Findings: {n} to settle", "Findings: {n} to settle", stops)
        left = count("Remarks: {n} open", "Remarks: {n} open", remarks) if remarks else ""
        done = reviewed == risks and risks > 0
        self._show("findings", "warning" if stops else "check", findings)
        self._show(
            "risks",
            "check" if done else "half" if reviewed else "ring",
            _("Risks: {done} of {total} reviewed").format(done=reviewed, total=risks),
        )
        self._show(
            "advice",
            "check" if advice.is_done else "half" if advice.answered else "ring",
            _("Advice: {done} of {total} answered").format(
                done=advice.answered, total=advice.total
            ),
        )
        self._show("decide", "seal", _("Decide"))
        self._show("remarks", "flag", left or _("Remarks"))

    def _show(self, part: str, sign: str, words: str) -> None:
        self._links[part].set_sign(sign)
        self._links[part].set_words(words)
