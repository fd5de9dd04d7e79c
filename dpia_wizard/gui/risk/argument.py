"""Why a risk stands where it stands: matrix, three levels, reasons, and what would lower it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Reason as Line
from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import TwoColumns
from dpia_wizard.gui.parts.drawing import longest_word
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.reasons import Reason, ReasonList
from dpia_wizard.gui.risk.legend import RiskLegend
from dpia_wizard.gui.risk.lowering import RiskLowering
from dpia_wizard.gui.risk.set_higher import SetHigher
from dpia_wizard.gui.risk_picture import matrix_picture
from dpia_wizard.gui.risk_words import lasting_words, quoted
from dpia_wizard.gui.words import _, shortened, start_rtl_line

_SUMMED = ("inherent", "steps", "result")
_REASON_SHOWN = 180
"""Characters of a reason that are shown at first: the printed argument under it stays in sight."""


class RiskArgument(Card):
    """The argument for the level of one risk. It changes nothing itself: it tells.

    `cell_chosen` gives ranks, `unknown_chosen` that the likelihood is not known.
    """

    cell_chosen = Signal(int, int)
    unknown_chosen = Signal()
    confirm_asked = Signal()
    higher_set = Signal(str, str)  # level, reason
    actions_asked = Signal(object)  # a Way
    try_asked = Signal(object)  # a Way
    rating_asked = Signal()
    turned = Signal()  # the form for a higher level says something else now

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._rated: RatedRisk | None = None
        self._unfolded: set[str] = set()
        self.matrix = RiskMatrixWidget(matrix_picture(open_.wording), name=_("Risk matrix"))
        self.matrix.setObjectName("risk.matrix")
        self.matrix.chosen.connect(self.cell_chosen)
        self.matrix.likelihood_unknown.connect(self.unknown_chosen)
        columns = TwoColumns()
        self.body.addWidget(columns)
        columns.first.addWidget(self.matrix)
        self._lasting = SignLabel("info", "", ink="note_line", role="small", wrap=True)
        self._lasting.setObjectName("risk.lasting")
        columns.first.addWidget(self._lasting)
        self._legend = RiskLegend()
        columns.first.addWidget(self._legend)
        self._stated = SignLabel("info", "", role="small", ink="text", wrap=True)
        columns.first.addWidget(self._stated)
        nest(columns.first, self._buttons())
        self.higher = SetHigher(open_)
        self.higher.taken.connect(self.higher_set)
        self.higher.turned.connect(self._higher_turned)
        self.higher.closed.connect(
            lambda: self._higher_button.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self._can_confirm = False
        columns.first.addWidget(self.higher)
        columns.first.addStretch(1)
        self._why = PlainLabel("", role="heading", wrap=True)
        self._inherent = PlainLabel("", role="small", wrap=True)
        self._reasons = ReasonList()
        self._ahead_link = LinkButton("", end_sign="chevron-down")
        self._ahead_link.clicked.connect(self._turn_ahead)
        self._ahead = ReasonList()
        self._ahead.hide()
        self._lowering = RiskLowering(open_)
        self._lowering.actions_asked.connect(self.actions_asked)
        self._lowering.try_asked.connect(self.try_asked)
        nest(columns.second, self._judged())
        columns.second.addWidget(rule())
        for widget in (self._why, self._inherent):
            columns.second.addWidget(widget)
        self._round = QVBoxLayout()
        nest(columns.second, self._round)
        columns.second.addWidget(self._reasons)
        columns.second.addWidget(self._ahead_link, 0, Qt.AlignmentFlag.AlignLeading)
        columns.second.addWidget(self._ahead)
        columns.second.addWidget(self._lowering)
        columns.second.addStretch(1)

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show another risk, or this one as it stands now."""
        before, self._rated = self._rated, rated
        is_other = before is None or before.id != rated.id
        if is_other:
            self._ahead.hide()
            self._unfolded.clear()
        wording = self._open.wording
        self.matrix.show_value(matrix_picture(wording, rated))
        self.matrix.set_editable(may_edit and not rated.risk.avoided)
        self._show_lasting(rated)
        self._legend.show_value(self._open, rated)
        self._show_buttons(rated, may_edit=may_edit)
        self._show_stated(rated)
        self._show_judged(rated, may_edit=may_edit)
        self._show_reasons(rated)
        self._lowering.show_value(rated, may_edit=may_edit)

    def take_in(self, ratings: QWidget) -> None:
        """Show what people rated where the reasons of a level stand, as long as there is none."""
        self._round.addWidget(ratings)

    def _buttons(self) -> QHBoxLayout:
        self._confirm = SecondaryButton("", sign="check")
        self._confirm.setObjectName("risk.confirm")
        self._confirm.clicked.connect(self.confirm_asked)
        self._higher_button = SecondaryButton(_("Set higher…"))
        self._higher_button.setObjectName("risk.higher")
        self._higher_button.clicked.connect(lambda: self.higher.open_form())
        self._aside = PlainLabel("", role="small_muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._confirm)
        row.addWidget(self._higher_button)
        row.addWidget(self._aside, 1)
        return row

    def _show_buttons(self, rated: RatedRisk, *, may_edit: bool) -> None:
        score, wording = rated.score, self._open.wording
        aside = rated.risk.avoided or rated.risk.dismissed
        can = may_edit and score is not None and not aside
        self._can_confirm = can and not rated.is_confirmed
        self._higher_button.setVisible(self.higher.show_value(rated, may_ask=can))
        self._confirm.setVisible(self._can_confirm and self.higher.isHidden())
        self._aside.setVisible(score is not None)
        if score is None:
            return
        self._confirm.set_words(_("Confirm {level}").format(level=wording.level(score.today.level)))
        if rated.is_confirmed:
            words = _("{level} is confirmed.").format(level=wording.level(rated.level))
            self._aside.setText(words)
        else:
            self._aside.setText(_("Lower: supervisor only"))

    def _show_lasting(self, rated: RatedRisk) -> None:
        """Say it at the matrix where the marks stand in another column than the chosen one."""
        words = lasting_words(self._open.wording, rated.risk)
        self._lasting.setVisible(bool(words))
        self._lasting.show_value("info", words)

    def _higher_turned(self) -> None:
        # Beside the form it would say something else than what is being written.
        self._confirm.setVisible(self._can_confirm and self.higher.isHidden())
        self.turned.emit()

    def _show_stated(self, rated: RatedRisk) -> None:
        words, sign = "", "info"
        wording, risk = self._open.wording, rated.risk
        if rated.score is not None:
            supported = wording.level(rated.score.today.level)
            level = wording.level(rated.level)
            if rated.overridden and rated.decision is not None:
                sign = "warning"
                words = _(
                    "Lowered by the supervisor ({by}) from {supported} to {level}: {reason}"
                ).format(
                    by=rated.decision.by,
                    supported=supported,
                    level=level,
                    reason=quoted(rated.decision.reason),
                )
            elif rated.level != rated.score.today.level and rated.decision is not None:
                words = _("Raised by the supervisor to {level}: {reason}").format(
                    level=level, reason=quoted(rated.decision.reason)
                )
            elif rated.is_confirmed and rated.level != rated.score.today.level:
                words = _("Set higher than the evidence asks, {level}: {reason}").format(
                    level=level, reason=quoted(risk.stated_reason)
                )
            elif rated.level != rated.score.today.level:
                words = _(
                    "{level} was confirmed before. The evidence now supports {supported}; it"
                    " counts once you confirm it."
                ).format(level=level, supported=supported)
        self._stated.setVisible(bool(words))
        self._stated.show_value(sign, words)

    def _judged(self) -> QVBoxLayout:
        """What people judged, once for all risks: making it anew takes longer than filling it."""
        self._not_rated = SignLabel("dotted-ring", _("Not rated"), role="strong", ink="text")
        self._likelihood = _Judged("likelihood", self._unfolded)
        self._severity = _Judged("severity", self._unfolded)
        self._change = LinkButton(_("Change the rating"), sign="pencil")
        self._change.setObjectName("risk.change_rating")
        self._change.clicked.connect(self.rating_asked)
        column = QVBoxLayout()
        column.setSpacing(4)
        for widget in (self._not_rated, self._likelihood, self._severity):
            column.addWidget(widget)
        column.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeading)
        return column

    def _show_judged(self, rated: RatedRisk, *, may_edit: bool) -> None:
        wording, risk = self._open.wording, rated.risk
        self._not_rated.setVisible(rated.score is None)
        for widget in (self._likelihood, self._severity):
            widget.setVisible(rated.score is not None)
        self._change.setVisible(rated.score is not None and may_edit)
        if rated.score is None:
            return
        likelihood = wording.pack.matrix.likelihood.get(risk.likelihood)
        name = _("Likelihood unknown")
        if likelihood is not None:
            name = _("Likelihood {rank} {name}").format(
                rank=likelihood.rank, name=wording.likelihood(likelihood.rank)
            )
        evidence = wording.evidence(risk.evidence) if risk.evidence else ""
        self._likelihood.show_value(name, risk.likelihood_reason, evidence)
        rank = rated.score.inherent.severity
        name = _("Severity {rank} {name}").format(rank=rank, name=wording.severity(rank))
        self._severity.show_value(name, risk.severity_reason)

    def _show_reasons(self, rated: RatedRisk) -> None:
        wording = self._open.wording
        score = rated.score
        for widget in (self._inherent, self._reasons):
            widget.setVisible(score is not None)
        if score is None:
            self._ahead.hide()
            self._ahead_link.hide()
            self._inherent.setVisible(True)
            self._show_no_level(rated)
            return
        level = wording.level(score.today.level)
        self._why.setText(_("Why {level} today").format(level=level))
        self._inherent.setText(" ".join(self._sentences(score.reasons, "inherent")))
        self._reasons.show_value(self._lines(score.reasons), self._total(score.reasons))
        planned = wording.level(score.projected.level)
        self._ahead_link.set_words(_("Why {level} when the plan is done").format(level=planned))
        added = tuple(line for line in score.projected_reasons if line not in score.reasons)
        self._ahead.show_value(self._lines(added), self._total(score.projected_reasons))
        self._ahead_link.setVisible(bool(self._lines(added)))

    def _show_no_level(self, rated: RatedRisk) -> None:
        heading = _("No level without a judgement")
        words = _(
            "Say how likely this is in the next 12 months and how bad it would be for the most"
            " affected children: in the matrix, or in the rows below. Unknown is an answer too."
        )
        if rated.is_unsettled:
            heading = _("No level until you agree")
            words = _(
                "Each person rated on their own. Talk it through, and record what you agree on"
                " with its reason."
            )
        self._why.setText(heading)
        self._inherent.setText(words)

    def _turn_ahead(self) -> None:
        self._ahead.setVisible(self._ahead.isHidden())
        sign = "chevron-down" if self._ahead.isHidden() else "chevron-up"
        self._ahead_link.set_sign("", sign)

    def _sentences(self, reasons: tuple[Line, ...], *codes: str) -> list[str]:
        wording, assessment = self._open.wording, self._open.editing.assessment
        return [wording.reason(line, assessment) for line in reasons if line.code in codes]

    def _lines(self, reasons: tuple[Line, ...]) -> list[Reason]:
        wording, assessment = self._open.wording, self._open.editing.assessment
        lines = (
            Reason(
                start_rtl_line(wording.reason(line, assessment)),
                counts=line.code in ("earned", "as_planned"),
            )
            for line in reasons
            if line.code not in _SUMMED
        )
        return list(dict.fromkeys(lines))  # a control on both axes that earns nothing is told once

    def _total(self, reasons: tuple[Line, ...]) -> str:
        return start_rtl_line(" ".join(self._sentences(reasons, "steps", "result")))


class _Judged(QWidget):
    """What people judged: the point of a scale, and beside it why, whose beginning is enough to
    read on; *unfolded* holds the axes whose reasons somebody wants to see whole."""

    def __init__(self, axis: str, unfolded: set[str]) -> None:
        super().__init__()
        self._whole = ""
        self._axis = axis
        self._unfolded = unfolded
        self._evidence = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._name = PlainLabel("", role="small_strong", wrap=True)
        self._told = PlainLabel("", role="small", wrap=True)
        for label in (self._name, self._told):
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._more = LinkButton("")
        self._more.setObjectName(f"risk.{axis}_whole")
        self._more.clicked.connect(self._turn)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._told)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        row.addWidget(self._name, 2)
        nest(row, column, 5)

    def show_value(self, name: str, reason: str, evidence: str = "") -> None:
        """Show another point of the scale, the *reason* for it and how it is known."""
        self._whole = " ".join(reason.split())
        self._evidence = evidence
        self._name.setText(name)
        bold = theme.look().font("small", bold=True)
        self._name.setMinimumWidth(longest_word(name, bold) + 4)
        self._more.setVisible(len(self._whole) > _REASON_SHOWN)
        self._show()

    def _turn(self) -> None:
        self._unfolded.symmetric_difference_update({self._axis})
        self._show()

    def _show(self) -> None:
        is_whole = self._axis in self._unfolded
        told = quoted(self._whole if is_whole else shortened(self._whole, _REASON_SHOWN))
        if self._evidence:
            told = _("{reason} ({evidence})").format(reason=told, evidence=self._evidence)
        self._told.setText(told)
        self._more.set_words(_("Show less") if is_whole else _("Show the whole reason"))
