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
        self.show_value(reasons, total)

    def show_value(self, reasons: Sequence[Reason], total: str = "") -> None:
        """Show other *reasons* and their *total*."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for reason in reasons:
            sign, ink = ("check", "ok") if reason.counts else ("dash", "text_muted")
            line = SignLabel(sign, reason.words, ink=ink, role="small", wrap=True)
            self._column.addWidget(line)
        if total:
            self._column.addWidget(PlainLabel(total, role="strong", wrap=True))
        self.setAccessibleName(" ".join([*(reason.words for reason in reasons), total]).strip())
