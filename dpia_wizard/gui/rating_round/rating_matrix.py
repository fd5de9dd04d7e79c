"""A rating as it is chosen: the matrix, "I do not know how likely", and what each point means."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.matrix_picture import MatrixPicture
from dpia_wizard.gui.risk_picture import matrix_picture
from dpia_wizard.gui.words import _, start_rtl_line


class RatingMatrix(QWidget):
    """Takes a likelihood and a severity by their ids; `edited` tells that a person chose.

    Without likelihood the whole column of the severity is marked. *around* marks the cells of
    what others rated, once that may be seen. *open_words* stand in the place of what is chosen
    while nothing is; *low* saves height. `meaning` says what the points mean where the keys
    stand: for the step to put where it stays in sight.
    """

    edited = Signal()

    def __init__(
        self,
        open_: OpenAssessment,
        *,
        name: str,
        open_words: str,
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wording = open_.wording
        self._open_words = open_words
        self._likelihood = ""
        self._severity = ""
        self._has_walked = False
        self._around: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._bare = matrix_picture(open_.wording)
        self.matrix = _WalkedMatrix(self._bare, name=name, low=low)
        self.matrix.setObjectName("round.matrix")
        self.unknown = SecondaryButton(_("I do not know how likely it is"), sign="question")
        self.unknown.setObjectName("round.unknown")
        self.unknown.setAutoDefault(False)
        self.chosen = SignLabel("ring", "", role="strong", ink="text", wrap=True)
        self._likelihood_means = PlainLabel("", role="small", wrap=True)
        self._severity_means = PlainLabel("", role="small", wrap=True)
        self.meaning = QWidget()
        means = QVBoxLayout(self.meaning)
        means.setContentsMargins(0, 0, 0, 0)
        means.setSpacing(4)
        means.addWidget(self._likelihood_means)
        means.addWidget(self._severity_means)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.matrix)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.chosen, 1, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.unknown)
        nest(column, below)
        self.setFocusProxy(self.matrix)
        self.matrix.chosen.connect(self._choose)
        self.matrix.likelihood_unknown.connect(self._choose_unknown)
        self.matrix.walked.connect(self._walk)
        self.unknown.clicked.connect(self._choose_unknown)
        self._show()

    def value(self) -> tuple[str, str]:
        """Likelihood and severity, each "" while it is open."""
        return self._likelihood, self._severity

    def show_value(
        self,
        likelihood: str,
        severity: str,
        around: tuple[tuple[int, int], tuple[int, int]] | None = None,
    ) -> None:
        """Show what is chosen; tells nobody."""
        matrix = self._wording.pack.matrix
        is_known = likelihood == UNKNOWN or likelihood in matrix.likelihood
        self._likelihood = likelihood if is_known else ""
        self._severity = severity if severity in matrix.severity else ""
        self._around = around
        self._show()

    def words(self) -> str:
        """What is chosen: "Likelihood 3 Likely, severity 4 Grave"."""
        matrix = self._wording.pack.matrix
        if not self._severity or not self._likelihood:
            return ""
        severity = matrix.severity[self._severity].rank
        severe = f"{severity} {self._wording.severity(severity)}"
        if self._likelihood == UNKNOWN:
            return _("Likelihood unknown, severity {severity}").format(severity=severe)
        likelihood = matrix.likelihood[self._likelihood].rank
        return _("Likelihood {likelihood}, severity {severity}").format(
            likelihood=f"{likelihood} {self._wording.likelihood(likelihood)}", severity=severe
        )

    def _choose(self, likelihood: int, severity: int) -> None:
        matrix = self._wording.pack.matrix
        if self._likelihood != UNKNOWN or self._severity:
            self._likelihood = matrix.likelihoods[likelihood - 1].id
        self._severity = matrix.severities[severity - 1].id
        self._show()
        self.edited.emit()

    def _choose_unknown(self) -> None:
        """The likelihood is not known. The severity is that of the cell the keys were led to;
        while they were led nowhere it is open, and the next choice gives it alone."""
        _likelihood, severity = self.matrix.current()
        self._likelihood = UNKNOWN
        if self._has_walked or self._severity:
            self._severity = self._wording.pack.matrix.severities[severity - 1].id
        self._show()
        self.edited.emit()

    def _walk(self) -> None:
        self._has_walked = True
        self._show_meaning()

    def _show(self) -> None:
        matrix = self._wording.pack.matrix
        picture: MatrixPicture = replace(self._bare, bracket=self._around)
        if self._likelihood == UNKNOWN and self._severity:
            rank = matrix.severity[self._severity].rank
            column = ((1, rank), (len(matrix.likelihoods), rank))
            picture = replace(picture, bracket=column)
        elif self._likelihood and self._severity:
            at = (matrix.likelihood[self._likelihood].rank, matrix.severity[self._severity].rank)
            picture = replace(picture, chosen=at)
        self.matrix.show_value(picture)
        if words := self.words():
            self.chosen.show_value("check", words, ink="ok")
        else:
            self.chosen.show_value("dotted-ring", self._open_words, ink="text_muted")
        self._show_meaning()

    def _show_meaning(self) -> None:
        """Say what the points mean where the keys stand, or what was chosen as unknown."""
        likelihood, severity = self.matrix.current()
        wording = self._wording
        if not self._severity and not self._has_walked:
            # What the lowest cell means would look like a rating that is there already.
            open_words = _("Walk in the matrix to read what each point means.")
            if self._likelihood == UNKNOWN:
                open_words = _(
                    "Likelihood unknown. Now choose how bad it would be: any cell of its column."
                )
            self._likelihood_means.setText(open_words)
            self._severity_means.setText("")
            return
        if self._likelihood == UNKNOWN and self._severity:
            counts = wording.pack.matrix.likelihood[wording.pack.matrix.unknown_counts_as].rank
            said = _("Likelihood unknown: counts as {name} until you know more.").format(
                name=wording.likelihood(counts)
            )
        else:
            said = self._meaning("likelihood", likelihood, wording.likelihood(likelihood))
        self._likelihood_means.setText(start_rtl_line(said))
        meant = self._meaning("severity", severity, wording.severity(severity))
        self._severity_means.setText(start_rtl_line(meant))

    def _meaning(self, axis: str, rank: int, name: str) -> str:
        sentence = (
            _("Likelihood {point}: {meaning}")
            if axis == "likelihood"
            else _("Severity {point}: {meaning}")
        )
        return sentence.format(point=f"{rank} {name}", meaning=self._wording.anchor(axis, rank))


class _WalkedMatrix(RiskMatrixWidget):
    """The matrix that also tells where the keys went."""

    walked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.current()
        super().keyPressEvent(event)
        if self.current() != before:
            self.walked.emit()
