"""One risk to talk through: what each person rated and why, and what the team agrees on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.team import Spread, around
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.columns import TwoColumns
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.rating_round.rating_matrix import RatingMatrix
from dpia_wizard.gui.rating_round.step import Footer, Step, lasting_harm
from dpia_wizard.gui.rating_round.voices import RangeLine, VoiceLines
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _
from dpia_wizard.wording.matrices import rating
from dpia_wizard.workspace.drafts import Words
from dpia_wizard.workspace.rating_round import agree


class TalkStep(Step):
    """Shows the spread and takes the consensus. `went_on`: it is recorded; `went_other`: the
    risk is left open."""

    def __init__(self, open_: OpenAssessment, rated: RatedRisk, at: int, most: int) -> None:
        super().__init__(open_)
        self._risk = rated.id
        self._is_last = at + 1 >= most
        where = _("Talk it through · risk {at} of {most}").format(at=at + 1, most=most)
        self.head(risk_name(open_.wording, rated.risk), where)
        self.range = RangeLine(open_, in_one_row=True)
        self.column.addWidget(self.range)  # first: else a window flashes
        self.range.show_value(rated)
        columns = TwoColumns()
        self.column.addWidget(columns)
        self.column.addStretch(1)
        columns.first.addWidget(PlainLabel(_("What each person rated"), role="heading"))
        columns.first.addWidget(
            PlainLabel(
                _(
                    "Not the middle: hear the highest and the lowest first. The dashed edge holds"
                    " what people rated."
                ),
                role="small_muted",
                wrap=True,
            )
        )
        self.voices = VoiceLines(open_)
        self.voices.show_value(rated.spread)
        lasting = lasting_harm(open_, rated.risk)
        if lasting is not None:  # else a low severity stands beside a high level without a why
            lasting.setObjectName("round.lasting")
            columns.first.addWidget(lasting)
        columns.first.addWidget(self.voices)
        columns.first.addWidget(
            PlainLabel(_("Levels with the controls as they stand."), role="small_muted", wrap=True)
        )
        columns.first.addWidget(PlainLabel(self._so_far(rated), role="small_muted", wrap=True))
        columns.first.addStretch(1)
        columns.second.setSpacing(5)  # so that the reason is in sight at 1024 by 600
        heading = _("What you agree on")
        columns.second.addWidget(PlainLabel(heading, role="heading"))
        self.rating = RatingMatrix(
            open_, name=heading, open_words=_("Nothing chosen yet"), low=True
        )
        columns.second.addWidget(self.rating)
        caption = PlainLabel(_("Why you agree on this"), role="small_strong")
        self.reason = PlainTextEdit(
            name=caption.text(), hint=_("It is printed in the report"), lines=2
        )
        self.reason.setObjectName("round.agreed_reason")
        caption.setBuddy(self.reason)
        columns.second.addWidget(caption)
        columns.second.addWidget(self.reason)
        columns.second.addWidget(self.rating.meaning)
        columns.second.addStretch(1)
        self.around = around(open_.wording.pack.matrix, rated.spread)
        begun = open_.begun(self._key())
        same = _in_common(rated.spread)
        self.rating.show_value(
            begun.get("likelihood", same[0]), begun.get("severity", same[1]), self.around
        )
        self.reason.show_value(begun.get("reason", ""))
        self.rating.edited.connect(self._edited)
        self.reason.edited.connect(lambda _text: self._edited())

    def footer(self) -> Footer:
        missing = ""
        if not all(self.rating.value()):
            missing = _("Choose the likelihood and severity that you agree on.")
        elif not self.reason.text().strip():
            missing = _("Write why you agree on this: it is printed in the report.")
        return Footer(_("Record what we agreed"), _("Leave it open"), missing)

    def first(self) -> QWidget:
        return self.rating

    def lead_to_missing(self) -> None:
        part: QWidget = self.reason if all(self.rating.value()) else self.rating
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        likelihood, severity = self.rating.value()
        reason, by = self.reason.text(), working_as(self.open)
        kept = self.open.keep(
            lambda: agree(self.open.editing, self._risk, likelihood, severity, reason=reason, by=by)
        )
        if kept:
            self.open.begin(self._key(), {})
            self.went_on.emit()

    def _key(self) -> str:
        return f"agree {self._risk}"

    def _edited(self) -> None:
        likelihood, severity = self.rating.value()
        words: Words = {
            "likelihood": likelihood,
            "severity": severity,
            "reason": self.reason.text(),
        }
        self.open.begin(self._key(), words)
        self.turned.emit()

    def _so_far(self, rated: RatedRisk) -> str:
        risk, wording = rated.risk, self.open.wording
        if not risk.likelihood and not risk.severity:
            return _("Before this round nobody had rated it for the team.")
        return _("In the register so far: {rating}, {level} today.").format(
            rating=rating(wording, risk.likelihood, risk.severity),
            level=wording.level(rated.level),
        )


def _in_common(told: Spread | None) -> tuple[str, str]:
    """What everybody chose, where all chose the same: never anything in between."""
    chosen = {(v.rating.likelihood, v.rating.severity) for v in told.rated} if told else set()
    return chosen.pop() if len(chosen) == 1 else ("", "")
