"""A rating round on one laptop, passed from hand to hand: who is next, and what may be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.findings import disagreements
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import Pane, ScrollPane
from dpia_wizard.gui.rating_round.end import EndStep, KeepStep
from dpia_wizard.gui.rating_round.setup import SetupStep
from dpia_wizard.gui.rating_round.step import Footer, Step
from dpia_wizard.gui.rating_round.talk import TalkStep
from dpia_wizard.gui.rating_round.turn import CoverStep, DoneStep, RateStep
from dpia_wizard.gui.rating_round.under_way import round_under_way
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace.rating_round import DRAFT, Entry, RatingRound, keep_round


class RatingRoundDialog(QDialog):
    """The round, as large as the window so that nothing else is seen beside it.

    Everything a person does is kept at once: who leaves, or is locked out, goes on at the cover
    of whose turn it was. *talk*: go straight to what was rated before.
    """

    def __init__(
        self,
        open_: OpenAssessment,
        parent: QWidget | None = None,
        *,
        risk: str = "",
        talk: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rating_round")
        self.setWindowTitle(_("Rating round"))
        self._open = open_
        self._round: RatingRound | None = round_under_way(open_)
        self._talked: list[str] = []
        self.step: Step | None = None
        self._scroll: ScrollPane | None = None
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(0)
        self._place.addWidget(self._make_footer())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go)
        open_.failed.connect(self._tell_trouble)
        if parent is not None:
            window = parent.window()
            self.resize(window.size())
            self.move(window.mapToGlobal(window.rect().topLeft()))
        if self._round is None:
            open_.begin(DRAFT, {})  # what is left of a round that is kept, or whose risks are gone
        if self._round is not None:
            self._cover()
        elif talk and disagreements(open_.editing.risks):
            self._talk(first=risk)
        else:
            self._show(SetupStep(open_, risk=risk))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        open_: OpenAssessment,
        *,
        risk: str = "",
        talk: bool = False,
    ) -> None:
        """Hold a round, or go on with one, until somebody leaves it."""
        dialog = cls(open_, parent, risk=risk, talk=talk)
        dialog.exec()
        open_.flush()
        dialog.deleteLater()

    # The buttons

    def _make_footer(self) -> QWidget:
        pane = Pane(edge="top")
        row = QHBoxLayout(pane)
        row.setContentsMargins(24, 8, 24, 10)
        row.setSpacing(10)
        self._link = LinkButton("", small=False)
        self._link.setObjectName("round.link")
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        self._trouble = SignLabel("warning", "", ink="stop", role="small", wrap=True)
        self._trouble.hide()
        self._other = SecondaryButton("")
        self._other.setObjectName("round.other")
        self._primary = PrimaryButton("", end_sign="chevron-next")
        self._primary.setObjectName("round.go")
        for button in (self._link, self._other, self._primary):
            button.setAutoDefault(False)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._missing)
        said.addWidget(self._trouble)
        row.addWidget(self._link)
        nest(row, said, 1)
        row.addWidget(self._other)
        row.addWidget(self._primary)
        self._link.clicked.connect(self._follow_link)
        self._other.clicked.connect(self._do_other)
        self._primary.clicked.connect(self._go)
        return pane

    def _follow_link(self) -> None:
        if self.step is not None:
            self.step.linked.emit()

    def _do_other(self) -> None:
        if self.step is not None:
            self.step.went_other.emit()

    def _go(self) -> None:
        step = self.step
        if step is None:
            return
        missing = step.footer().missing
        if missing:
            messages.announce(self, missing)
            step.lead_to_missing()
            return
        step.go_on()

    def _show_footer(self) -> None:
        said = Footer("") if self.step is None else self.step.footer()
        self._primary.set_words(said.go)
        self._other.set_words(said.other)
        self._other.setVisible(bool(said.other))
        self._link.set_words(said.link)
        self._link.setVisible(bool(said.link))
        self._missing.setText(said.missing)

    def _tell_trouble(self, sentence: str) -> None:
        self._trouble.show_value("warning", sentence)
        self._trouble.show()

    # The steps

    def _show(self, step: Step) -> None:
        old, self.step = self._scroll, step
        self._trouble.hide()
        self._scroll = ScrollPane(step)
        self._place.insertWidget(0, self._scroll, 1)
        if old is not None:
            old.hide()
            self._place.removeWidget(old)
            old.deleteLater()
        step.turned.connect(self._show_footer)
        match step:
            case SetupStep():
                step.went_on.connect(self._begin)
                step.went_other.connect(self.reject)
                step.linked.connect(self._talk)
            case KeepStep():
                step.went_on.connect(self._end)
                step.went_other.connect(self.reject)
            case EndStep():
                step.went_on.connect(self.accept)
            case TalkStep():
                step.went_on.connect(self._talk)
                step.went_other.connect(self._talk)
        self._show_footer()
        messages.announce(self, step.accessibleName())
        read_in_order(self)
        first = step.first() or self._primary
        # Once it is shown: before that, nothing in it can have the focus.
        QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.OtherFocusReason))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        setup = self.step
        if isinstance(setup, SetupStep):
            editing = self._open.editing
            matrix = editing.assessment.matrix.fingerprint
            new = RatingRound(editing.new_id(), setup.people(), setup.chosen(), matrix)
            setup.forget()
            self._take(new)
            self._cover()

    def _cover(self, who: int | None = None) -> None:
        """Ask for the next person; with *who* done or late, for the one after."""
        now = self._round
        if now is None or now.is_over:
            self._end()
            return
        waiting = now.waiting
        later = [at for at in waiting if who is not None and at > who]
        next_ = later[0] if later else waiting[0]
        cover = CoverStep(self._open, now, next_)
        cover.went_on.connect(lambda: self._turn(next_))
        cover.went_other.connect(lambda: self._cover(next_))
        cover.linked.connect(self._ask_to_end)
        self._show(cover)

    def _turn(self, who: int) -> None:
        if self._round is not None:
            self._take(self._round.begin(who))
            self._rate(who, self._round.risks[0])

    def _rate(self, who: int, risk: str) -> None:
        now = self._round
        if now is None:
            return
        at = now.risks.index(risk)
        step = RateStep(self._open, now, who, risk)
        step.said.connect(lambda entry: self._keep_entry(who, risk, entry))
        step.went_on.connect(lambda: self._after(who, at))
        step.went_other.connect(lambda: self._rate(who, now.risks[max(0, at - 1)]))
        self._show(step)

    def _after(self, who: int, at: int) -> None:
        risks = self._round.risks if self._round is not None else ()
        if at + 1 < len(risks):
            self._rate(who, risks[at + 1])
        else:
            self._finish(who)

    def _finish(self, who: int) -> None:
        if self._round is None:
            return
        self._open.flush()
        done = DoneStep(self._open, self._round, who)
        done.back_to.connect(lambda risk: self._rate(who, risk))
        done.went_other.connect(lambda: self._turn(who))
        done.went_on.connect(lambda: self._pass_on(who))
        self._show(done)

    def _pass_on(self, who: int) -> None:
        if self._round is not None:
            self._take(self._round.finish(who))
            self._cover(who)

    def _ask_to_end(self) -> None:
        now = self._round
        if now is None:
            return
        if not now.begun:
            question = _("Nobody has rated yet. Leave this round?")
            if messages.ask(self, question, _("Leave the round"), _("Go back")):
                self._take(None)
                self.reject()
            return
        question = count(
            "{n} person is not done yet. End the round, and show what was rated?",
            "{n} people are not done yet. End the round, and show what was rated?",
            len(now.waiting),
        )
        if messages.ask(self, question, _("End the round"), _("Go back")):
            self._end()

    def _end(self) -> None:
        """The round becomes ratings that everybody sees; only then is the draft forgotten."""
        now, editing = self._round, self._open.editing
        if now is None:
            return
        if self.step is None:  # gone on with after it could not be kept: there is no step yet
            self._show(KeepStep(self._open))
        given = now.given(editing.assessment.risks)
        if self._open.keep(lambda: keep_round(editing, now.id, given)):
            self._take(None)
            self._talk()

    def _talk(self, *, first: str = "") -> None:
        """The next risk to talk through that was not looked at just now, then the end."""
        found = [one.risk.id for one in disagreements(self._open.editing.risks)]
        if first in found:
            found.insert(0, found.pop(found.index(first)))
        left = [risk for risk in found if risk not in self._talked]
        rated = self._open.editing.rated(left[0]) if left else None
        if rated is None:
            self._show(EndStep(self._open, self._talked))
            return
        self._show(TalkStep(self._open, rated, len(self._talked), len(self._talked) + len(left)))
        self._talked.append(rated.id)

    # What is kept

    def _take(self, changed: RatingRound | None) -> None:
        """Keep the round as it stands on the disk, now."""
        self._round = changed
        self._open.begin(DRAFT, {} if changed is None else changed.words())
        self._open.flush()

    def _keep_entry(self, who: int, risk: str, entry: Entry) -> None:
        if self._round is None:
            return
        before = self._round.entry(who, risk)
        self._round = self._round.say(who, risk, entry)
        self._open.begin(DRAFT, self._round.words())
        if (before.likelihood, before.severity) != (entry.likelihood, entry.severity):
            self._open.flush()  # what is typed follows within a moment
