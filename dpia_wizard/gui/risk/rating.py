"""The rating of a risk: likelihood and severity by their anchors, with reasons and evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.keeping import KeptText
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.scale_row import ScaleRow
from dpia_wizard.gui.risk.two_questions import TwoQuestionsForm
from dpia_wizard.gui.words import _, start_rtl_line

EVIDENCE = ("documented", "judgement", "none")
FIELDS = frozenset({"risk.likelihood_reason", "risk.severity_reason"})
"""The names of the fields to write in."""

Axis = Literal["likelihood", "severity"]


class RiskRating(Card):
    """Both scales with their anchors, what the catalogue starts from, and why the team rates so.

    Everything a person does here is kept at once; folded it is one line.
    """

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._risk = ""
        self.setAccessibleName(_("Rating"))
        self._inside = QWidget()
        self._fold = LinkButton("", end_sign="chevron-up")
        self._fold.clicked.connect(lambda: self.set_folded(folded=not self.is_folded()))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Rating before controls"), role="heading"))
        head.addStretch(1)
        head.addWidget(self._fold)
        nest(self.body, head)
        self.body.addWidget(self._inside)
        self._rated: RatedRisk | None = None
        self._may_edit = False
        self._is_built = False
        self.questions: TwoQuestionsForm | None = None  # where the matrix brings them

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show another risk, or this one as it stands now."""
        risk = rated.risk
        self._rated, self._may_edit = rated, may_edit
        if risk.id != self._risk:
            self._risk = risk.id
            self.set_folded(folded=rated.score is not None)
        self._fill()

    def set_folded(self, *, folded: bool) -> None:
        """Show one line, or everything."""
        if not folded and not self._is_built:
            self._build()
            self._fill()
        self._inside.setVisible(not folded)
        self._fold.set_words(_("Show and change") if folded else _("Fold away"))
        self._fold.set_sign("", "chevron-down" if folded else "chevron-up")

    def is_folded(self) -> bool:
        """Whether only one line is shown."""
        return self._inside.isHidden()

    def unfold(self, field: str) -> None:
        """Show everything, where the *field* of this name is among it."""
        if field in FIELDS and self.is_folded():
            self.set_folded(folded=False)

    def open_scales(self) -> None:
        """Unfold, and give the focus to the first scale."""
        self.set_folded(folded=False)
        self.likelihood.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, likelihood: int, severity: int) -> None:
        """Take a cell of the matrix by its ranks."""
        matrix = self._open.wording.pack.matrix
        self._keep(
            likelihood=matrix.likelihoods[likelihood - 1].id,
            severity=matrix.severities[severity - 1].id,
        )

    def choose_unknown(self) -> None:
        """Say that the likelihood is not known."""
        self._keep(likelihood=UNKNOWN)

    def _build(self) -> None:
        """Make the scales, once somebody wants to see them."""
        self._is_built = True
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._start = SignLabel("info", "", role="small_muted", wrap=True)
        column.addWidget(self._start)
        self.likelihood, self._likelihood_reason = self._scale(
            column,
            "likelihood",
            _("How likely is this in the next 12 months, as if no control helped?"),
            _("What makes you think so"),
        )
        self._evidence = self._evidence_row(column)
        self.severity, self._severity_reason = self._scale(
            column,
            "severity",
            _("How bad would it be for the most affected group of children?"),
            _("For whom, and what would happen"),
        )
        self._irreversible = TickBox(_("The harm cannot be undone"))
        self._irreversible.setObjectName("risk.irreversible")
        self._irreversible.clicked.connect(lambda ticked: self._keep(irreversible=bool(ticked)))
        column.addWidget(self._irreversible)
        self._lasting = PlainLabel("", role="small_muted", wrap=True)
        column.addWidget(self._lasting)

    def _fill(self) -> None:
        rated, may_edit = self._rated, self._may_edit
        if rated is None or not self._is_built:
            return
        risk = rated.risk
        self._show_start(rated)
        self.likelihood.show_value(risk.likelihood)
        self.severity.show_value(risk.severity)
        self._likelihood_reason.show(risk.id, risk.likelihood_reason)
        self._severity_reason.show(risk.id, risk.severity_reason)
        self._evidence.show_value(risk.evidence)
        if self.questions is not None:
            self.questions.show_value(risk, may_edit=may_edit)
        fixed = rated.known is not None and rated.known.irreversible
        self._irreversible.setChecked(risk.irreversible or fixed)
        self._irreversible.setEnabled(may_edit and not fixed)
        self._show_lasting(fixed=fixed, lasting=risk.irreversible or fixed)
        for row in (self.likelihood, self.severity, self._evidence):
            row.set_read_only(not may_edit)
        for kept in (self._likelihood_reason, self._severity_reason):
            kept.field.set_read_only(not may_edit)

    def _scale(
        self, column: QVBoxLayout, axis: Axis, question: str, reason: str
    ) -> tuple[ScaleRow, KeptText]:
        wording = self._open.wording
        matrix = wording.pack.matrix
        points = matrix.likelihoods if axis == "likelihood" else matrix.severities
        name = wording.likelihood if axis == "likelihood" else wording.severity
        choices = [
            Choice(point.id, start_rtl_line(f"{point.rank} {name(point.rank)}")) for point in points
        ]
        anchors = [wording.anchor(axis, point.rank) for point in points]
        if axis == "likelihood":
            choices.append(Choice(UNKNOWN, _("Unknown"), "question"))
            counts = wording.likelihood(matrix.likelihood[matrix.unknown_counts_as].rank)
            anchors.append(_("Counts as {name} until you know more.").format(name=counts))
        row = ScaleRow(choices, anchors, name=question)
        row.setObjectName(f"risk.{axis}")
        row.edited.connect(lambda value: self._keep_rating(axis, value or ""))
        field = PlainTextEdit(name=reason, hint=reason, lines=1)
        field.setObjectName(f"risk.{axis}_reason")
        column.addWidget(PlainLabel(question, role="strong", wrap=True))
        column.addWidget(row)
        if axis == "likelihood" and matrix.questions is not None:
            self.questions = TwoQuestionsForm(self._open, matrix.questions)
            self.questions.taken.connect(self._take_answers)
            column.addWidget(self.questions)
        caption = PlainLabel(reason, role="small_strong")
        caption.setBuddy(field)
        column.addWidget(caption)
        column.addWidget(field)
        part = f"{axis}_reason"
        return row, KeptText(
            self._open, field, part, lambda id, text: self._put(id, **{part: text})
        )

    def _evidence_row(self, column: QVBoxLayout) -> ChoiceRow:
        words = {
            "documented": _("It is documented"),
            "judgement": _("Judgement of staff"),
            "none": _("No evidence"),
        }
        question = _("How do you know how likely it is?")
        row = ChoiceRow([Choice(id, words[id]) for id in EVIDENCE], name=question)
        row.setObjectName("risk.evidence")
        row.edited.connect(lambda value: self._keep(evidence=value or ""))
        column.addWidget(PlainLabel(question, role="small_strong", wrap=True))
        column.addWidget(row)
        return row

    def _show_start(self, rated: RatedRisk) -> None:
        known, wording = rated.known, self._open.wording
        matrix = wording.pack.matrix
        words = ""
        if known is not None:
            likelihood = matrix.likelihood.get(known.likelihood)
            severity = matrix.severity.get(known.severity)
            if likelihood is not None and severity is not None:
                words = _(
                    "The catalogue starts from {likelihood} and {severity}. Your place may differ."
                ).format(
                    likelihood=wording.likelihood(likelihood.rank),
                    severity=wording.severity(severity.rank),
                )
        self._start.setVisible(bool(words))
        self._start.show_value("info", words)

    def _show_lasting(self, *, fixed: bool, lasting: bool) -> None:
        wording = self._open.wording
        words = ""
        if lasting:
            top = wording.severity(wording.pack.matrix.top_severity)
            words = _("Severity counts as {name}, and no control lowers it.").format(name=top)
        if fixed:
            words = _("The catalogue says so. {words}").format(words=words)
        self._lasting.setText(words)
        self._lasting.setVisible(bool(words))

    def _take_answers(self, likelihood: str, reason: str) -> None:
        """Take what the two questions gave, the answers with the reason, in place of those that
        were taken before."""
        self._open.flush()  # the reason as it is written now
        risk = self._open.editing.assessment.risks.get(self._risk)
        if risk is None:
            return
        earlier = frozenset() if self.questions is None else self.questions.sentences() - {reason}
        lines = risk.likelihood_reason.strip().split("\n")
        written = "\n".join(line for line in lines if line.strip() not in earlier)
        if reason not in written:
            written = "\n".join(part for part in (written, reason) if part)
        if likelihood == risk.likelihood:  # what was stated of it still holds
            changed = replace(risk, likelihood_reason=written)
            self._open.keep(lambda: self._open.editing.put("rate a risk", changed))
        else:
            self._keep(likelihood=likelihood, likelihood_reason=written)

    def _keep_rating(self, axis: Axis, value: str) -> None:
        if axis == "likelihood":
            self._keep(likelihood=value)
        else:
            self._keep(severity=value)

    def _keep(self, **parts: str | bool) -> None:
        """Keep parts of the rating; a level stated before must be confirmed anew."""
        id = self._risk
        self._open.commit(
            f"{' '.join(parts)} of {id}",
            lambda: self._put(id, **parts, stated="", stated_reason=""),
        )

    def _put(self, id: str, **parts: str | bool) -> Step | None:
        risk = self._open.editing.assessment.risks.get(id)
        if risk is None:
            return None
        changed = replace(risk, **parts)  # type: ignore[arg-type]  # fields of Risk, by name
        return self._open.editing.put("rate a risk", changed)
