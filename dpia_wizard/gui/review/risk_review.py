"""One risk under review: why it stands where it stands, what was said of it, and what one says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.acceptance import is_past
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.scoring import Reason as Line
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.columns import TwoColumns, clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.reasons import Reason, ReasonList
from dpia_wizard.gui.rating_round.voices import RangeLine
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.judge_form import JudgeForm
from dpia_wizard.gui.risk.acceptance_line import AcceptanceLine
from dpia_wizard.gui.risk_words import quoted
from dpia_wizard.gui.words import _, start_rtl_line
from dpia_wizard.wording.team import agreed_told

_SUMMED = ("inherent", "steps", "result")


class RiskReview(QWidget):
    """Stands under the line of a risk. `taken` gives a `Judgement`, `go` asks for the risk's page,
    `remark_asked` wants a remark on it; `turned`: the `act` is another one now."""

    taken = Signal(object)
    turned = Signal()
    go = Signal(str)
    remark_asked = Signal(str)

    def __init__(self, open_: OpenAssessment, risk: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self.risk = risk
        self.setObjectName(f"review.form.{risk}")
        self.setProperty("ground", "surface")
        columns = TwoColumns(least=640)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 14)
        outer.addWidget(columns)
        self._levels = FlowLayout(gap=8)
        self._why = PlainLabel("", role="strong", wrap=True)
        self._inherent = PlainLabel("", role="small", wrap=True)
        self._reasons = ReasonList()
        nest(columns.first, self._levels)
        for widget in (self._why, self._inherent, self._reasons):
            columns.first.addWidget(widget)
        columns.first.addStretch(1)
        self._range = RangeLine(open_)
        columns.second.addWidget(self._range)
        self._team = PlainLabel("", role="small", wrap=True)
        self._said = QVBoxLayout()
        self._said.setSpacing(3)
        self._judge = JudgeForm(open_)
        self._judge.taken.connect(self.taken)
        self._judge.turned.connect(self.turned)
        columns.second.addWidget(self._team)
        nest(columns.second, self._said)
        self._acceptance = AcceptanceLine(open_)
        columns.second.addWidget(self._acceptance)
        columns.second.addWidget(self._judge)
        links = FlowLayout(gap=14)
        look = LinkButton(words.open_words(open_.wording, open_.editing, risk))
        look.setObjectName("review.open_risk")
        look.clicked.connect(lambda: self.go.emit(self.risk))
        remark = LinkButton(_("Add a remark"), sign="plus")
        remark.setObjectName("review.remark")
        remark.clicked.connect(lambda: self.remark_asked.emit(self.risk))
        links.addWidget(look)
        links.addWidget(remark)
        nest(columns.second, links)
        columns.second.addStretch(1)

    def show_value(self, rated: RatedRisk, *, refused: str, today: str) -> None:
        """Show the risk as it stands; *refused* is why nothing can be said of it now, or ""."""
        wording, score = self._open.wording, rated.score
        self._range.show_value(rated)
        self._levels.clear()
        if score is None:
            self._why.setText(_("No level without a judgement"))
            self._inherent.setText(_("The team has not rated this risk yet."))
            self._reasons.show_value(())
            self._judge.hide()
            self._team.hide()
            self._acceptance.hide()
            return
        for caption, level, projected in (
            (_("Before controls"), score.inherent, None),
            (_("Today"), score.today, False),
            (_("When the plan is done"), score.projected, True),
        ):
            self._levels.addWidget(PlainLabel(caption, role="small_muted"))
            about = wording.place(level.likelihood, level.severity)
            shown = rated.level if projected is False else level.level
            mark = level_mark(wording, shown)
            if projected is None:
                self._levels.addWidget(SignLabel(mark.sign, mark.word, ink="text", role="small"))
            else:
                self._levels.addWidget(LevelBadge(mark, projected=projected, about=about))
        today_level = wording.level(score.today.level)
        self._why.setText(_("Why {level} today").format(level=today_level))
        self._inherent.setText(" ".join(self._sentences(score.reasons, "inherent")))
        self._reasons.show_value(
            [
                Reason(start_rtl_line(said), counts=line.code == "earned")
                for line in score.reasons
                if line.code not in _SUMMED
                for said in (wording.reason(line, self._open.editing.assessment),)
            ],
            start_rtl_line(" ".join(self._sentences(score.reasons, "steps", "result"))),
        )
        self._team.show()
        self._team.setText(" ".join((self._team_words(rated), *self._agreed_words(rated))))
        clear(self._said)
        for made in words.decisions_on(self._open.editing, rated.id):
            newest = rated.decision
            holds = newest is not None and made.id == newest.id and not is_past(made, today)
            sign, ink = ("check", "ok") if holds else ("dash", "text_muted")
            said = start_rtl_line(words.judged_by(wording, made))
            self._said.addWidget(SignLabel(sign, said, ink=ink, wrap=True))
        self._acceptance.show_value(rated)
        self._judge.setVisible(not rated.risk.avoided)
        self._judge.show_value(rated, refused=refused, today=today)

    def confirm(self) -> None:
        """Say that the level stands."""
        self._judge.confirm()

    def act(self) -> str:
        """The words of what is being said of the risk just now ("Raise to Critical"), or ""."""
        return self._judge.act()

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        return self._judge.missing()

    def press(self) -> None:
        """Do the `act`; where something is missing, lead there and say what."""
        self._judge.press()

    def end(self) -> None:
        """What was asked for was said and kept."""
        self._judge.end()

    def _team_words(self, rated: RatedRisk) -> str:
        wording, risk = self._open.wording, rated.risk
        if risk.avoided:
            return _("The team avoids this risk: {reason}").format(
                reason=quoted(risk.set_aside_reason)
            )
        stated = wording.pack.matrix.level.get(risk.stated)
        if stated is None or not rated.is_confirmed:
            return _("The team has not confirmed its level yet.")
        level = wording.level(stated.id)
        if rated.score is not None and stated.id != rated.score.today.level:
            return _("The team set it higher, {level}: {reason}").format(
                level=level, reason=quoted(risk.stated_reason)
            )
        return _("The team confirmed {level}.").format(level=level)

    def _agreed_words(self, rated: RatedRisk) -> tuple[str, ...]:
        """How far apart people rated it before they agreed, and why they did."""
        told = rated.spread
        if told is None or told.agreed is None:
            return ()
        return agreed_told(self._open.wording, told), quoted(told.agreed.reason)

    def _sentences(self, reasons: tuple[Line, ...], *codes: str) -> list[str]:
        wording, assessment = self._open.wording, self._open.editing.assessment
        return [wording.reason(line, assessment) for line in reasons if line.code in codes]
