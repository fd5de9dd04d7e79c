"""One person's turn: the cover, the risks one by one, and done; nothing of the others is here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.columns import TwoColumns
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.rating_round.rating_matrix import RatingMatrix
from dpia_wizard.gui.rating_round.step import Footer, Step, lasting_harm
from dpia_wizard.gui.rating_round.under_way import was_dropped
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, count, isolate_answer, shortened
from dpia_wizard.workspace.rating_round import Entry, RatingRound

_ON_A_BUTTON = 32
"""Characters of a role that a button shows: the title above it says it whole."""


class CoverStep(Step):
    """Asks that the laptop be passed on, and shows nothing else.

    `went_other`: somebody else goes first. `linked`: the facilitator ends the round.
    """

    def __init__(self, open_: OpenAssessment, round_: RatingRound, who: int) -> None:
        super().__init__(open_, narrow=True)
        self._round, self._who = round_, who
        self._name = isolate_answer(round_.people[who])
        self._short = isolate_answer(shortened(round_.people[who], _ON_A_BUTTON))
        self.column.addStretch(1)
        if dropped := was_dropped(round_):
            self.column.addWidget(SignLabel("warning", dropped, wrap=True))
        before = len(round_.done)
        if before:
            said = count("{n} person is done.", "{n} people are done.", before)
            self.column.addWidget(SignLabel("check", said, ink="ok", role="ok", wrap=True))
        self.title = self.say(_("Pass the laptop to {person}").format(person=self._name), "title")
        self.say(
            _(
                "Rate on your own, and let nobody look on. What the others rated is not shown, and"
                " what you rate is not shown to them before the round ends."
            )
        )
        risks = count("{n} risk waits for you.", "{n} risks wait for you.", len(round_.risks))
        self.say(risks, "muted")
        self.column.addStretch(2)

    def footer(self) -> Footer:
        return Footer(
            _("I am {person}: begin").format(person=self._short),
            other=_("Somebody else first") if len(self._round.waiting) > 1 else "",
            link=_("End the round…") if self._round.begun else _("Leave the round…"),
        )


class RateStep(Step):
    """One risk as one person rates it. `said` gives the entry whenever it changes."""

    said = Signal(object)

    def __init__(self, open_: OpenAssessment, round_: RatingRound, who: int, risk: str) -> None:
        super().__init__(open_)
        wording = open_.wording
        record = open_.editing.assessment.risks[risk]
        at, self._most = round_.risks.index(risk), len(round_.risks)
        self._is_last = at + 1 == self._most
        self._is_first = not at
        where = _("{person} · risk {at} of {most}").format(
            person=isolate_answer(round_.people[who]), at=at + 1, most=self._most
        )
        self.head(risk_name(wording, record), where)
        harm, affected = wording.risk(record, "harm"), wording.risk(risk, "affected")
        if harm and affected:
            words = _("{harm} Most affected: {children}.")
            harm = words.format(harm=harm, children=affected.rstrip("."))
        if harm:
            self.say(harm, "small_muted")
        columns = TwoColumns()
        self.column.addWidget(columns)
        self.column.addStretch(1)
        question = _(
            "How likely is it in the next 12 months, and how bad for the most affected children, as"
            " if no control helped?"
        )
        columns.first.addWidget(PlainLabel(question, role="strong", wrap=True))
        self.rating = RatingMatrix(open_, name=question, open_words=_("Not rated by you yet"))
        columns.first.addWidget(self.rating)
        columns.first.addStretch(1)
        columns.second.addWidget(self.rating.meaning)
        lasting = lasting_harm(open_, record)
        if lasting is not None:
            columns.second.addWidget(lasting)
        caption = PlainLabel(_("Why you rate it so"), role="small_strong")
        self.reason = PlainTextEdit(
            name=caption.text(), hint=_("What you have seen, for which children"), lines=4
        )
        self.reason.setObjectName("round.reason")
        caption.setBuddy(self.reason)
        columns.second.addWidget(caption)
        columns.second.addWidget(self.reason)
        columns.second.addWidget(
            PlainLabel(
                _(
                    "Arrow keys walk in the matrix, Enter chooses, “?” says that you do not know"
                    " how likely it is. Ctrl+Enter goes on."
                ),
                role="small_muted",
                wrap=True,
            )
        )
        columns.second.addStretch(1)
        entry = round_.entry(who, risk)
        self.rating.show_value(entry.likelihood, entry.severity)
        self.reason.show_value(entry.reason)
        self.rating.edited.connect(self._tell)
        self.reason.edited.connect(lambda _text: self._tell())

    def entry(self) -> Entry:
        """What stands here."""
        return Entry(*self.rating.value(), self.reason.text())

    def footer(self) -> Footer:
        go = _("Finish") if self._is_last else _("Next risk")
        if not self.entry().is_complete:
            go = _("Finish without rating it") if self._is_last else _("Go on without rating it")
        return Footer(go, other="" if self._is_first else _("Risk before"))

    def first(self) -> QWidget:
        return self.rating

    def _tell(self) -> None:
        self.said.emit(self.entry())
        self.turned.emit()


class DoneStep(Step):
    """Thanks a person, and says what they left open. `back_to` gives a risk to rate after all."""

    back_to = Signal(str)

    def __init__(self, open_: OpenAssessment, round_: RatingRound, who: int) -> None:
        super().__init__(open_, narrow=True)
        self._is_over = round_.finish(who).is_over
        self.column.addStretch(1)
        self.say(
            _("Thank you, {person}").format(person=isolate_answer(round_.people[who])), "title"
        )
        self.say(_("Your ratings are kept. Nobody sees them before the round ends."))
        left = round_.left_open(who)
        if left:
            n = len(left)
            self.say(
                count("You did not rate {n} risk:", "You did not rate {n} risks:", n), "strong"
            )
        for risk in left:
            name = risk_name(open_.wording, open_.editing.assessment.risks[risk])
            link = LinkButton(name, small=False)
            link.setObjectName(f"round.back.{risk}")
            link.clicked.connect(lambda _checked=False, id=risk: self.back_to.emit(id))
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(2)

    def footer(self) -> Footer:
        go = _("I am done: show what we rated") if self._is_over else _("I am done")
        return Footer(go, other=_("Look at mine again"))
