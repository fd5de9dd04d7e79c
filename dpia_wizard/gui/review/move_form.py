"""What a move of the review asks for: a reason, a day, a key, and once more whether it is meant."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.blind import roles_of
from dpia_wizard.core.moving import CONDITIONS, UNTIL, Said, ends_on
from dpia_wizard.core.workflow import Move, Refusal
from dpia_wizard.core.workflow_rules import MoveRule
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.keeping import BegunForm
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.dates import DayEdit
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.words import _, count, isolate
from dpia_wizard.workspace.drafts import Words
from dpia_wizard.workspace.reviewing import proposed_review

_CAPTIONS_REASON = frozenset({"returned", "rejected", "reopened", "approved_in_emergency"})


@dataclass(frozen=True, slots=True)
class MadeMove:
    """What somebody decides: the move, why, and until when; with *role* it is signed in it."""

    move: Move
    reason: str = ""
    until: str = ""
    role: str = ""


class MoveForm(QWidget):
    """Asks for the reason and the date of a move, and once more whether it is meant.

    `turned`: it asks now, or asks no more. `closed` gives the move that the person went back from.
    """

    taken = Signal(object)
    turned = Signal()
    closed = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self.asked: Move | None = None
        self._today = self._role = ""
        self._dated = self._reasoned = False
        self._head = PlainLabel("", role="strong", wrap=True)
        self._until = DayEdit(name=_("Until when?"))
        self._until.setObjectName("move.until")
        self._until_caption = PlainLabel(_("Until when?"), role="small_strong")
        self._until_caption.setBuddy(self._until)
        self._reason = PlainTextEdit(name=_("Why"), lines=2)
        self._reason.setObjectName("move.reason")
        self._reason_caption = PlainLabel("", role="small_strong", wrap=True)
        self._reason_caption.setBuddy(self._reason)
        self._keep = SecondaryButton("", sign="check")
        self._keep.setObjectName("move.keep")
        self._paper = LinkButton("", small=False)
        self._paper.setObjectName("move.paper")
        self._ends = PlainLabel("", role="small", wrap=True)
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        back = LinkButton(_("Go back"), small=False)
        back.setObjectName("move.back")
        back.clicked.connect(self._go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        for widget in (
            self._head,
            self._until_caption,
            self._until,
            self._reason_caption,
            self._reason,
            self._ends,
        ):
            column.addWidget(widget)
        row = FlowLayout(gap=8)
        self._begun = BegunForm(open_, self, read=self._read, show=self._show)
        self._begun.left.connect(self._go_back)
        for button in (self._keep, self._paper, back, self._begun.discard):
            row.addWidget(button)
        nest(column, row)
        column.addWidget(self._missing)
        self._reason.edited.connect(lambda _text: self._type())
        self._until.edited.connect(lambda _date: self._type())
        self._keep.clicked.connect(lambda: self._tell(role=self._role))
        self._paper.clicked.connect(lambda: self._tell(role=""))
        self.hide()

    def set_today(self, today: str) -> None:
        """Dates up to *today* (ISO) are past."""
        self._today = today

    def begin(self, move: Move) -> None:
        """Ask for what *move* needs, with the focus on it."""
        self.asked = move
        rule_ = self._open.editing.pack.workflow.rule(move)
        asked = () if rule_ is None else rule_.asks
        self._head.setText(words.move_means(move))
        self._dated = "until" in asked
        self._until.setVisible(self._dated)
        self._until_caption.setVisible(self._dated)
        has_conditions = move == "approved_with_conditions"
        self._reasoned = "reason" in asked or has_conditions or move in _CAPTIONS_REASON
        self._reason.setVisible(self._reasoned)
        self._reason_caption.setVisible(self._reasoned)
        caption = {
            "returned": _("Your remark: what is to be changed"),
            "approved_with_conditions": _("Under which conditions"),
            "reopened": _("Why it is opened again"),
            "approved_in_emergency": _("What cannot wait, and what would happen to children"),
        }.get(move, _("Why"))
        self._reason_caption.setText(caption)
        self._reason.setAccessibleName(caption)
        self._show_end(rule_)
        self._role = self._signs_as(rule_)
        act = words.move_words(move).rstrip("…")
        self._keep.set_words(_("{act} and sign").format(act=act) if self._role else act)
        self._keep.set_sign("seal" if self._role else "check")
        without = _("Decide without a key: it is signed on paper")
        if move == "sent":
            without = _("Send without a key: it is signed on paper")
        self._paper.set_words(without)
        self._paper.setVisible(bool(self._role))
        self.show()
        self._begun.stand_for(_key(move))
        self._judge()
        first = self._until if self._dated else self._reason if self._reasoned else self._keep
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)
        self.turned.emit()

    def _signs_as(self, rule_: MoveRule | None) -> str:
        """The role in which somebody signs the move with a key, or "" where nobody can here."""
        if rule_ is None or not rule_.sign_off or self._open.library is None:
            return ""
        mine = roles_of(self._open.editing.assessment, working_as(self._open))
        return next((role for role in rule_.sign_off if role in mine), rule_.sign_off[0])

    def _show_end(self, rule_: MoveRule | None) -> None:
        """Say on which day it is over by itself, and begin with what the answers say."""
        self._ends.setVisible(rule_ is not None and bool(rule_.days))
        if rule_ is not None and rule_.days:
            day = ends_on(rule_, Said(), today=self._today)
            said = count(
                "It ends by itself after {n} day, on {date}.",
                "It ends by itself after {n} days, on {date}.",
                rule_.days,
            )
            self._ends.setText(said.format(n=rule_.days, date=isolate(day)))

    def close_form(self) -> None:
        """Ask no more; what was written stays for the next time."""
        self.asked = None
        self.hide()
        self.turned.emit()

    def end(self, move: Move) -> None:
        """*move* was made: ask no more."""
        self._open.begin(_key(move), {})
        self.close_form()

    def _go_back(self) -> None:
        move = self.asked or ""
        self.close_form()
        self.closed.emit(move)

    def _read(self) -> Words:
        return {"until": self._until.text(), "reason": self._reason.text()}

    def _show(self, words: Words) -> None:
        kept = self._open.editing.assessment
        conditions = self.asked == "approved_with_conditions"
        until, reason = (kept.text(UNTIL), kept.text(CONDITIONS)) if conditions else ("", "")
        self._until.show_value(words.get("until", until))
        self._reason.show_value(words.get("reason", reason))

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _judge(self) -> None:
        missing = ""
        if self._dated:
            until, latest = self._until.value(), proposed_review(self._open.editing)
            if not until:
                missing = _("Choose the day on which the approval ends.")
            elif until <= self._today:
                missing = _("The day must be in the future.")
            elif "" < latest < until:
                missing = words.refusal(self._open.wording, Refusal("end_too_late", latest))
        if not missing and self._reasoned and not self._reason.text().strip():
            missing = _("Write why: it is kept and printed with the decision.")
            if self.asked == "approved_with_conditions":
                missing = _("Write the conditions of the approval.")
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._keep.setEnabled(not missing)
        self._paper.setEnabled(not missing)

    def _tell(self, *, role: str) -> None:
        if self.asked is None:
            return
        until = self._until.value() if self._dated else ""
        self.taken.emit(MadeMove(self.asked, self._reason.text().strip(), until, role))


def _key(move: Move) -> str:
    """Under what the reason waits while a move is being made."""
    return f"move {move}"
