"""Rating blind: the risks one by one, those that were rated, and not rating blind at all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.posts import is_same
from dpia_wizard.gui import messages
from dpia_wizard.gui.ask_reason import AskReason
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.review.blind_card import BlindCard
from dpia_wizard.gui.review.progress import Row
from dpia_wizard.gui.review.rated_so_far import RatedSoFar
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.words import _, count, isolate
from dpia_wizard.workspace import reviewing


class RateStep(QWidget):
    """The step. `turned`: another risk is shown, or other words are the next act; `begun`: what is
    shown is to be read from its top; `talk_asked` leads to a risk that lies apart, `go` to a place.
    """

    turned = Signal()
    begun = Signal()
    talk_asked = Signal(str)
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._rows: tuple[Row, ...] = ()
        self._refused = ""
        self._asking: AskReason | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._empty = PlainLabel("", role="muted", wrap=True)
        self.card = BlindCard(open_)
        self.card.rated.connect(self._rated)
        self.card.stepped.connect(self._step)
        self.card.turned.connect(self.turned)
        self.card.talk_asked.connect(self.talk_asked)
        self.card.go.connect(self.go)
        self.so_far = RatedSoFar(open_)
        self.so_far.chosen.connect(self.show_risk)
        self._skip = LinkButton(_("Rate nothing blind here…"))
        self._skip.setObjectName("blind.skip")
        self._skip.clicked.connect(self._ask)
        for widget in (self._empty, self.card, self.so_far):
            self._column.addWidget(widget)
        self._column.addWidget(self._skip, 0, Qt.AlignmentFlag.AlignLeading)

    def show_value(self, rows: Sequence[Row], *, refused: str, begins: str) -> None:
        """Show the risks of *rows*; *refused* is why nothing is rated now, *begins* when that may
        begin, or ""."""
        self._rows, self._refused = tuple(rows), refused
        is_empty = not rows or bool(begins)
        self._empty.setText(begins or _("No risk is rated by the team yet."))
        self._empty.setVisible(is_empty)
        self.card.setVisible(not is_empty)
        self._skip.setVisible(bool(self.left()) and not refused and self._may_skip())
        by = working_as(self._open)
        raters = [state.rating.by for _risk, state in rows if state.rating is not None]
        self.so_far.set_reviewer(is_me=all(is_same(rater, by) for rater in raters))
        self.so_far.show_value(() if is_empty else rows)
        if is_empty:
            self._end_asking()
            return
        ids = [risk.id for risk, _state in rows]
        shown = self.card.risk() if self.card.risk() in ids else (self.left() or ids)[0]
        self._show(shown)

    def left(self) -> list[str]:
        """The risks that are still to be rated."""
        return [risk.id for risk, state in self._rows if state.state == "hidden"]

    def show_risk(self, risk: str) -> None:
        """Show *risk*, where it is one of those."""
        if any(risk == rated.id for rated, _state in self._rows):
            self._show(risk)
            self.card.focus_first()
            self.begun.emit()
            self.turned.emit()

    def act(self) -> str:
        """The words of the next act, or ""."""
        if self._refused:
            return ""
        if self._asking is not None:
            return self._asking.act()
        if self.card.act():
            return self.card.act()
        following = self._following()
        return _("Next: {risk}").format(risk=isolate(following)) if following else ""

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        if self._refused:
            return ""
        return (self._asking or self.card).missing()

    def press(self) -> None:
        """Do the `act`."""
        if self._asking is not None:
            self._asking.press()
        elif self.card.act():
            self.card.press()
        elif following := self._following():
            self.show_risk(following)

    def _following(self) -> str:
        """The next risk to rate, from the one that is shown on, or ""."""
        left, ids = self.left(), [risk.id for risk, _state in self._rows]
        if not left:
            return ""
        at = ids.index(self.card.risk()) if self.card.risk() in ids else -1
        return next((id for id in ids[at + 1 :] if id in left), left[0])

    def _show(self, shown: str) -> None:
        at = next(n for n, (risk, _state) in enumerate(self._rows) if risk.id == shown)
        risk, state = self._rows[at]
        self.card.show_value(risk, state, (at + 1, len(self._rows)), refused=self._refused)

    def _step(self, by: int) -> None:
        ids = [risk.id for risk, _state in self._rows]
        at = ids.index(self.card.risk()) + by
        if 0 <= at < len(ids):
            self.show_risk(ids[at])

    def _rated(self, risk: str) -> None:
        row = next(row for row in self._rows if row[0].id == risk)
        said = _("Saved. {apart}").format(apart=self.so_far.told(*row))
        self.card.focus_first()
        messages.announce(self, said)
        self.begun.emit()
        self.turned.emit()

    # Not rating blind

    def _may_skip(self) -> bool:
        """Whether the rules of the form let an approval do without ratings given blind."""
        moves = self._open.editing.pack.workflow.moves
        return not any("rated_blind" in rule.checks for rule in moves)

    def _ask(self) -> None:
        asking = self._asking
        if asking is None:
            asking = self._asking = AskReason(
                self._open,
                "rate nothing blind",
                question=_("Why do you want to see the team's ratings first?"),
                button=_("Show the team's ratings"),
            )
            asking.given.connect(self._skip_all)
            asking.turned.connect(self.turned)
            asking.closed.connect(self._end_asking)
            self._column.addWidget(asking)
        asking.ask()
        self.turned.emit()

    def _skip_all(self, reason: str) -> None:
        left, by, editing = self.left(), working_as(self._open), self._open.editing
        asking = self._asking
        if asking is not None and self._open.keep(
            lambda: reviewing.say_why_not(editing, left, by=by, reason=reason)
        ):
            asking.end()
            self._end_asking()
            n = len(left)
            messages.announce(self, count("{n} risk is shown", "{n} risks are shown", n))

    def _end_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.hide()
            asking.deleteLater()
            self.turned.emit()
