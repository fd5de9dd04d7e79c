"""Why a level is what it is: each reason with its sign, then the sum in bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, and whether it earned something."""

    words: str
    counts: bool = True


class ReasonList(QWidget):
    """Reasons word for word as printed, and under them the sum."""

    def __init__(
        self, reasons: Sequence[Reason] = (), total: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._lines: list[SignLabel] = []
        self._total = PlainLabel(role="strong", wrap=True)
        self._column.addWidget(self._total)
        self.show_value(reasons, total)

    def show_value(self, reasons: Sequence[Reason], total: str = "") -> None:
        """Show other *reasons* and their *total*."""
        for _at in range(len(self._lines), len(reasons)):
            line = SignLabel("dash", "", role="small", wrap=True)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            if at < len(reasons):
                sign, ink = ("check", "ok") if reasons[at].counts else ("dash", "text_muted")
                line.show_value(sign, reasons[at].words, ink=ink)
            line.setVisible(at < len(reasons))
        self._total.setText(total)
        self._total.setVisible(bool(total))
        self.setAccessibleName(" ".join([*(reason.words for reason in reasons), total]).strip())
