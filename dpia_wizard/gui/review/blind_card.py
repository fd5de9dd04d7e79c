"""One risk as a reviewer rates it before seeing what the team thinks, and then both views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.blind import ReviewState, level_of, says_why_not
from dpia_wizard.core.change import Step
from dpia_wizard.core.model import Rating
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui import messages
from dpia_wizard.gui.keeping import BegunForm
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import IconButton, LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import TwoColumns, clear
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.rating_round.rating_matrix import RatingMatrix
from dpia_wizard.gui.review.told_facts import Fact, facts_on
from dpia_wizard.gui.review.two_views import TwoViews, is_own
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.risk_words import lasting_words, risk_name
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, start_rtl_line
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.drafts import Words


class BlindCard(QWidget):
    """The risk with its name and place among all. `rated` gives the risk once a word of the
    reviewer is kept; `stepped` asks for the risk before (-1) or after (1), `go` for a place;
    `turned`: the `act` is another one now."""

    rated = Signal(str)
    stepped = Signal(int)
    talk_asked = Signal(str)
    turned = Signal()
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._risk: RatedRisk | None = None
        self._facts: tuple[Fact, ...] = ()
        self._act = ""
        self._is_hidden = False
        self._stands_for = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        nest(column, self._head())
        self._card = Card()
        column.addWidget(self._card)
        self._note = SignLabel("eye-off", "", wrap=True)
        self._card.body.addWidget(self._note)
        columns = TwoColumns(least=640)
        self._card.body.addWidget(columns)
        question = _(
            "How likely is it in the next 12 months, and how bad for the most affected children, as"
            " if no control helped?"
        )
        self._question = PlainLabel(question, role="small_strong", wrap=True)
        self.matrix = RatingMatrix(
            open_, name=question, open_words=_("Not rated by you yet"), low=True
        )
        self._views = TwoViews(open_)
        for widget in (self._question, self.matrix, self._form(), self._views):
            columns.first.addWidget(widget)
        columns.second.addWidget(PlainLabel(_("What the assessment says"), role="small_strong"))
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        nest(columns.second, self._said)
        columns.second.addStretch(1)
        self._after = FlowLayout(gap=8)
        self._talk = SecondaryButton(_("Talk it through"), sign="flag")
        self._talk.setObjectName("blind.talk")
        self._talk.clicked.connect(self._ask_talk)
        self._after.addWidget(self._talk)
        nest(columns.first, self._after)
        columns.first.addStretch(1)

    def _head(self) -> QHBoxLayout:
        self._name = PlainLabel("", role="heading", wrap=True)
        self._name.setObjectName("blind.name")
        self._at = PlainLabel("", role="small_muted")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._name, 1)
        row.addWidget(self._at)
        self._steps: list[IconButton] = []
        for name, sign, words, by in (
            ("blind.before", "chevron-back", _("Risk before"), -1),
            ("blind.next", "chevron-next", _("Next risk"), 1),
        ):
            button = IconButton(sign, words)
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, step=by: self.stepped.emit(step))
            row.addWidget(button)
            self._steps.append(button)
        return row

    def _form(self) -> QWidget:
        self._asked = QWidget()
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._yours = QWidget()
        line = FlowLayout(self._yours, gap=8)
        self._before, self._today = LevelBadge(), LevelBadge()
        for said, badge in (
            (_("Your rating, before controls"), self._before),
            (_("with the controls as they stand"), self._today),
        ):
            line.addWidget(_together(PlainLabel(said, role="small_muted"), badge))
        column.addWidget(self._yours)
        self._lasting = SignLabel("info", "", role="small", wrap=True)
        column.addWidget(self._lasting)
        caption = PlainLabel(_("Why you rate it so, or what you cannot tell"), role="small_strong")
        self._reason = PlainTextEdit(
            name=caption.text(), hint=_("What you know of offices like this one"), lines=2
        )
        self._reason.setObjectName("blind.reason")
        caption.setBuddy(self._reason)
        column.addWidget(caption)
        column.addWidget(self._reason)
        self._cannot = SecondaryButton(_("Cannot tell, ask the team"), sign="question")
        self._cannot.setObjectName("blind.cannot_tell")
        self._save = SecondaryButton(_("Save mine and show theirs"), sign="check")
        self._save.setObjectName("blind.save")
        self._begun = BegunForm(self._open, self._asked, read=self._read, show=self._show)
        row = FlowLayout(gap=8)
        for button in (self._save, self._cannot, self._begun.discard):
            row.addWidget(button)
        nest(column, row)
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        column.addWidget(self._missing)
        column.addWidget(self.matrix.meaning)  # last: so that the reason is in sight
        self.matrix.edited.connect(self._type)
        self._reason.edited.connect(lambda _text: self._type())
        self._save.clicked.connect(self._keep)
        self._cannot.clicked.connect(self._keep_cannot)
        return self._asked

    def show_value(
        self, risk: RatedRisk, state: ReviewState, at: tuple[int, int], *, refused: str
    ) -> None:
        """Show another risk, or this one as it stands: the one at place *at* of how many.

        *refused* is why this person rates nothing now, or "".
        """
        self._risk, self._is_hidden = risk, state.state == "hidden"
        self._name.setText(risk_name(self._open.wording, risk.risk))
        self._at.setText(_("risk {at} of {most}").format(at=at[0], most=at[1]))
        self._steps[0].setEnabled(at[0] > 1)
        self._steps[1].setEnabled(at[0] < at[1])
        self._show_facts(facts_on(self._open.wording, self._open.editing, risk))
        asks = self._is_hidden and not refused
        self._question.setVisible(self._is_hidden)
        self.matrix.setVisible(self._is_hidden)
        self.matrix.setEnabled(asks)
        self._asked.setVisible(asks)
        self._views.setVisible(not self._is_hidden)
        self._talk.setVisible(state.state == "apart" and not refused)
        if self._is_hidden:
            said = _("The team’s rating is hidden until you have saved yours.")
            self._note.show_value("eye-off", refused or said)
            self._views.clear_value()
        else:
            self._note.show_value("eye", self._shown_words(state))
            self._views.show_value(risk, state)
        if asks and self._key() != self._stands_for:
            self._stands_for = self._key()
            self._begun.stand_for(self._stands_for)
        self._judge()
        read_in_order(self)

    def risk(self) -> str:
        """The risk that is shown, or ""."""
        return "" if self._risk is None else self._risk.id

    def act(self) -> str:
        """The words of what can be kept just now, or ""."""
        return self._act

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        return self._missing.text() if self._act else ""

    def press(self) -> None:
        """Do the `act`; where something is missing, lead there and say what."""
        if not self._missing_words():
            self._keep()
            return
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)
        messages.announce(self, self._missing_words())

    def focus_first(self) -> None:
        """Give the focus to the matrix, or where nothing is asked to the way on."""
        if self.matrix.isVisibleTo(self):
            self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._steps[1].isEnabled():
            self._steps[1].setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _shown_words(self, state: ReviewState) -> str:
        rating = state.rating
        if rating is None:
            return _("Nobody who reviews has rated this risk on their own.")
        if says_why_not(rating):
            return _("It was not rated blind. Both are shown.")
        if is_own(self._open, state):
            return _("Your rating is saved. This is what the team thinks.")
        return _("It was rated before the reviewer saw what the team thinks.")

    def _show_facts(self, facts: tuple[Fact, ...]) -> None:
        if facts == self._facts:
            return
        self._facts = facts
        clear(self._said)
        for number, fact in enumerate(facts):
            if fact.place:
                link = LinkButton(fact.words, wrap=True)
                link.setObjectName(f"blind.fact.{number}")
                link.clicked.connect(lambda _checked=False, to=fact.place: self.go.emit(to))
                self._said.addWidget(link)
                if fact.detail:
                    self._said.addWidget(SignLabel("dash", fact.detail, role="small", wrap=True))
            else:
                said = "\n".join(start_rtl_line(part) for part in (fact.words, fact.detail) if part)
                line = SignLabel(fact.sign, said, role="small", ink=fact.ink, wrap=True)
                self._said.addWidget(line)

    def _judge(self) -> None:
        likelihood, severity = self.matrix.value()
        wording = self._open.wording
        is_rated = self._is_hidden and bool(likelihood and severity)
        self._yours.setVisible(is_rated)
        lasting = ""
        if is_rated and self._risk is not None:
            pack = self._open.editing.pack
            mine = Rating("", "", self._risk.id, "", "", likelihood, severity)
            rated = replace(self._risk.risk, likelihood=likelihood, severity=severity)
            lasting = lasting_words(wording, rated)
            bare = replace(self._risk, controls=())
            for badge, risk in ((self._before, bare), (self._today, self._risk)):
                mark = level_mark(wording, level_of(pack, risk, mine))
                badge.show_value(mark, about=self.matrix.words())
        self._lasting.show_value("info", lasting)
        self._lasting.setVisible(bool(lasting))
        before, missing = self._missing.text(), self._missing_words()
        self._save.setEnabled(not missing)
        self._cannot.setEnabled(bool(self._reason.text().strip()) and not is_rated)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        act = _("Save mine and show theirs") if self._asked.isVisibleTo(self) else ""
        if (act, missing) != (self._act, before):
            self._act = act
            self.turned.emit()

    def _missing_words(self) -> str:
        if not all(self.matrix.value()):
            if self._reason.text().strip():
                return _("Choose a cell of the matrix, or say that you cannot tell.")
            return _("Choose a cell of the matrix. If you cannot tell, write what is missing.")
        return ""

    # What is kept

    def _key(self) -> str:
        return "" if self._risk is None else f"blind {self._risk.id} {working_as(self._open)}"

    def _read(self) -> Words:
        likelihood, severity = self.matrix.value()
        return {"likelihood": likelihood, "severity": severity, "reason": self._reason.text()}

    def _show(self, words: Words) -> None:
        self.matrix.show_value(words.get("likelihood", ""), words.get("severity", ""))
        self._reason.show_value(words.get("reason", ""))
        self._judge()

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _keep(self) -> None:
        risk, (likelihood, severity) = self._risk, self.matrix.value()
        if risk is None or self._missing_words():
            return
        by, reason = working_as(self._open), self._reason.text().strip()
        editing = self._open.editing
        self._end_with(
            lambda: reviewing.rate_blind(
                editing, risk.id, likelihood, severity, by=by, reason=reason
            )
        )

    def _keep_cannot(self) -> None:
        """Say that one cannot tell, and ask the team in a remark on the risk."""
        risk, reason = self._risk, self._reason.text().strip()
        if risk is None or not reason:
            return
        by, editing = working_as(self._open), self._open.editing
        asked = start_rtl_line(_("The reviewer cannot rate this: {reason}").format(reason=reason))
        self._end_with(
            lambda: reviewing.say_why_not(editing, [risk.id], by=by, reason=reason),
            after=lambda: editing.remark(risk.id, asked, by=by),
        )

    def _end_with(
        self, act: Callable[[], Step | None], after: Callable[[], Step | None] | None = None
    ) -> None:
        """Keep what was said of the risk, and go on from there."""
        risk = self.risk()
        if not self._open.keep(act):
            return
        self._begun.end()
        if after is not None:
            self._open.keep(after)
        self.rated.emit(risk)

    def _ask_talk(self) -> None:
        if self._risk is not None:
            self.talk_asked.emit(self._risk.id)


def _together(*parts: QWidget) -> QWidget:
    """The parts in one row that is not torn apart where lines are short."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    return holder
