"""The risks under review: a line for each, and under the open one the supervisor's word."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.acceptance import waits_for_review
from dpia_wizard.core.register import RatedRisk, team_level
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.levels import LevelMark
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.judge_form import Judgement
from dpia_wizard.gui.review.line import ReviewLine
from dpia_wizard.gui.review.progress import why_nothing
from dpia_wizard.gui.review.risk_review import RiskReview
from dpia_wizard.gui.review.table import ReviewTable
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, count, isolate
from dpia_wizard.wording.team import range_short
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.deciding import judge


class ReviewRisks(Card):
    """The card. `go` asks for a place, `remark_asked` for a remark on a risk, `rate_asked` to rate
    one first; `turned`: another risk is open, or something was said of one."""

    go = Signal(str)
    remark_asked = Signal(str)
    rate_asked = Signal(str)
    turned = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._form: RiskReview | None = None
        self._unseen: frozenset[str] = frozenset()
        self.body.addWidget(PlainLabel(_("Your word on every risk"), role="heading"))
        self._whynot = Banner(sign="info")
        self.body.addWidget(self._whynot)
        self._same = SecondaryButton("", sign="check")
        self._same.setObjectName("review.confirm_same")
        self._same.clicked.connect(self._confirm_same)
        row = FlowLayout()
        row.addWidget(self._same)
        nest(self.body, row)
        self.table = ReviewTable(
            name=_("Risks under review"), heads=(_("Before controls"), _("Today"), _("Review"))
        )
        self.table.opened.connect(self.turn)
        self.body.addWidget(self.table)
        self._none = PlainLabel(
            _("No risks yet. They are suggested as you answer the questions before."),
            role="muted",
            wrap=True,
        )
        self.body.addWidget(self._none)

    def refresh(self) -> None:
        """Show the risks as they stand."""
        editing = self._open.editing
        self._unseen = hidden(self._open)
        order = list(editing.risks)
        if self._unseen:  # the order would tell
            order.sort(key=lambda rated: rated.id)
        if self.table.open_risk() in self._unseen:
            self._close()
        lines = [self._line(rated) for rated in order]
        self.table.show_value(lines)
        self._none.setVisible(not lines)
        refused = self.refused()
        self._whynot.show_value(refused, sign="info")
        self._whynot.setVisible(bool(refused and lines))
        same = self._same_view()
        self._same.setVisible(bool(same) and not refused)
        self._same.set_words(
            count(
                "Confirm {n} risk that you and the team see the same",
                "Confirm {n} risks that you and the team see the same",
                len(same),
            )
        )
        shown = self._rated(self.table.open_risk())
        if self._form is not None and shown is not None:
            self._form.show_value(shown, refused=refused, today=editing.today)

    def _line(self, rated: RatedRisk) -> ReviewLine:
        editing, wording = self._open.editing, self._open.wording
        name = risk_name(wording, rated.risk)
        if rated.id in self._unseen:
            mark = LevelMark(_("Hidden"), "eye-off", "none")
            state = _("Rate it first")
            said = _("{risk}. {state}").format(risk=name, state=state)
            return ReviewLine(rated.id, name, mark, mark, "half", "accent", state, said)
        sign, ink, state = words.review_state(wording, editing, rated)
        if rated.shown_range is not None:
            state = _("{state} · {range}").format(
                state=state, range=range_short(wording, rated.shown_range)
            )
        first = level_mark(wording, rated.score.inherent.level if rated.score else "")
        second = level_mark(wording, rated.level)
        said = _("{risk}. Before controls {inherent}, today {today}. {state}").format(
            risk=name, inherent=first.word, today=second.word, state=state
        )
        return ReviewLine(rated.id, name, first, second, sign, ink, state, said)

    def _same_view(self) -> list[RatedRisk]:
        """The risks that wait for a word, and that the reviewer sees as the team does."""
        editing, by = self._open.editing, working_as(self._open)
        found = []
        for rated in self.unreviewed():
            state = reviewing.as_rated(editing, rated, by=by)
            is_mine = state.rating is not None and state.state == "shown"
            if is_mine and state.level == team_level(editing.pack, rated):
                found.append(rated)
        return found

    def _confirm_same(self) -> None:
        editing, by = self._open.editing, working_as(self._open)
        same = self._same_view()
        if same and self._open.keep(lambda: reviewing.confirm_same(editing, same, by=by)):
            n = len(same)
            messages.announce(self, count("{n} risk confirmed", "{n} risks confirmed", n))
            self.turned.emit()

    def refused(self) -> str:
        """Why this person cannot say anything of a risk now, or ""."""
        return why_nothing(self._open)

    def unreviewed(self) -> list[RatedRisk]:
        """The rated risks of which no supervisor has said anything that still holds."""
        unseen = hidden(self._open)  # this page may not have looked since others were rated
        return [
            rated
            for rated in self._open.editing.risks
            if self._waits(rated) and rated.score and rated.id not in unseen
        ]

    def reviewed(self) -> tuple[int, int]:
        """How many risks are reviewed, of how many."""
        counted = [rated for rated in self._open.editing.risks if not rated.risk.avoided]
        return len(counted) - sum(self._waits(rated) for rated in counted), len(counted)

    def _waits(self, rated: RatedRisk) -> bool:
        return waits_for_review(rated, today=self._open.editing.today)

    def next_act(self) -> str:
        """The words of the next act: what is being said of the open risk, confirm it, or open
        the next."""
        if self.refused():
            return ""
        if self._form is not None and self._form.act():
            return self._form.act()
        rated = self._rated(self.table.open_risk())
        if rated is not None and self._waits(rated) and rated.score is not None:
            return _("Confirm {risk}").format(risk=isolate(rated.id))
        left = self.unreviewed()
        return _("Review {risk}").format(risk=isolate(left[0].id)) if left else ""

    def missing(self) -> str:
        """What the next act still waits for, or ""."""
        return "" if self._form is None or self.refused() else self._form.missing()

    def do_next(self) -> str:
        """Do what `next_act` says; gives the risk to show after it, or ""."""
        if self.refused():
            return ""
        rated = self._rated(self.table.open_risk())
        form = self._form
        if form is not None and form.act():
            form.press()
            if form.act():  # something is missing, or it could not be kept
                return ""
        elif form is not None and rated is not None and self._waits(rated):
            form.confirm()
        if not self.unreviewed():
            self._close()
        left = self.unreviewed()
        return left[0].id if left else ""

    def turn(self, risk: str) -> None:
        """Open the form of *risk*, or close it."""
        if risk in self._unseen:
            self.rate_asked.emit(risk)
            return
        if self.table.open_risk() == risk:
            self._close()
        else:
            self.open_form(risk)
        self.turned.emit()

    def open_form(self, risk: str) -> None:
        """Open the form of *risk* where it is not open."""
        rated = self._rated(risk)
        if rated is None or self.table.open_risk() == risk or risk in self._unseen:
            return
        form = RiskReview(self._open, risk)
        form.taken.connect(self._judge)
        form.turned.connect(self.turned)
        form.go.connect(self.go)
        form.remark_asked.connect(self.remark_asked)
        form.show_value(rated, refused=self.refused(), today=self._open.editing.today)
        self._form = form
        self.table.show_form(risk, form)

    def _close(self) -> None:
        self._form = None
        self.table.close_form()

    def _rated(self, risk: str) -> RatedRisk | None:
        return next((rated for rated in self._open.editing.risks if rated.id == risk), None)

    def _judge(self, made: Judgement) -> None:
        rated = self._rated(self.table.open_risk())
        if rated is None or self.refused():
            return
        by = working_as(self._open)
        kept = self._open.keep(
            lambda: judge(
                self._open.editing,
                rated,
                made.kind,
                made.level,
                by=by,
                reason=made.reason,
                until=made.until,
                borne_by=made.borne_by,
                watched=made.watched,
            )
        )
        newest = words.newest_on(self._open.editing, rated.id)
        if kept and newest is not None:
            if self._form is not None:
                self._form.end()
            said = words.judged(self._open.wording, newest)
            messages.announce(self, _("{risk}: {what}").format(risk=isolate(rated.id), what=said))
            self.turned.emit()
