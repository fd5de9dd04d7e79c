"""Why a trial comes out as it does: the lines of the argument that are new, the risks that move."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.trying import Trial
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.reasons import Reason, ReasonList
from dpia_wizard.gui.risk.legend import MarkView
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, start_rtl_line

_SUMMED = ("inherent", "result")


class TriedReasons(QWidget):
    """What the marks of the matrix mean, what would be different, and which other risks move."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        legend = QWidget()
        marks = QHBoxLayout(legend)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(6)
        for kind, words in (("today", _("As it stands")), ("tried", _("As tried"))):
            marks.addWidget(MarkView(kind))
            marks.addWidget(PlainLabel(words, role="small"))
            marks.addSpacing(10)
        marks.addStretch(1)
        column.addWidget(legend)
        self._why = PlainLabel(_("What would be different"), role="small_strong", wrap=True)
        column.addWidget(self._why)
        self._reasons = ReasonList()
        column.addWidget(self._reasons)
        self._others = SignLabel("info", "", role="small", wrap=True)
        self._others.setObjectName("what_if.others")
        column.addWidget(self._others)

    def show_value(self, found: Trial) -> None:
        """Show another trial."""
        self._show_reasons(found)
        self._show_others(found)

    def _show_reasons(self, found: Trial) -> None:
        wording = self._open.wording
        now, then = found.now.score, found.then.score
        new = []
        if now is not None and then is not None:
            new = [
                line
                for line in then.reasons
                if line not in now.reasons and line.code not in _SUMMED
            ]
        self._reasons.show_value(
            [
                Reason(
                    start_rtl_line(wording.reason(line, found.assessment)),
                    counts=line.code in ("earned", "as_planned"),
                )
                for line in new
                if line.code != "steps"
            ],
            start_rtl_line(
                " ".join(
                    wording.reason(line, found.assessment) for line in new if line.code == "steps"
                )
            ),
        )
        for part in (self._why, self._reasons):
            part.setVisible(bool(new))

    def _show_others(self, found: Trial) -> None:
        wording = self._open.wording
        lines = []
        for now, then in found.others:
            if now.score is None or then.score is None:
                continue
            lines.append(
                _("{risk}: {level} instead of {before}").format(
                    risk=risk_name(wording, now.risk),
                    level=wording.level(then.score.today.level),
                    before=wording.level(now.score.today.level),
                )
            )
        words = [_("Other risks would move with it, as they have the same controls:"), *lines]
        self._others.setVisible(bool(lines))
        self._others.show_value("info", "\n".join(words))
