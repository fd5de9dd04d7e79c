"""The moves of the review: send, return, approve, reject, open again, each with its refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core import workflow
from dpia_wizard.core.workflow import Move, Refusal
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.keeping import BegunForm
from dpia_wizard.gui.layouts import laid_out, nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.review import words
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace.drafts import Words

_MOST_REFUSALS = 3
_ASKS_REASON: frozenset[Move] = frozenset(
    {"returned", "rejected", "approved_with_conditions", "reopened"}
)


@dataclass(frozen=True, slots=True)
class MadeMove:
    """What somebody decides: the move, why, and until when."""

    move: Move
    reason: str = ""
    until: str = ""


class MovesCard(Card):
    """Every move that the stage allows. `taken` gives a `MadeMove`, `go` asks for a place."""

    taken = Signal(object)
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._shown: object = None
        self._buttons: dict[str, SignButton] = {}
        self.body.addWidget(PlainLabel(_("Decide"), role="heading"))
        self._history = QVBoxLayout()
        self._history.setSpacing(2)
        self._moves = QVBoxLayout()
        self._moves.setSpacing(10)
        nest(self.body, self._history)
        nest(self.body, self._moves)
        self._form = _MoveForm(open_)
        self._form.taken.connect(self._take)
        self._form.turned.connect(self._show_rows)
        self._form.closed.connect(self._focus_move)
        self.body.addWidget(self._form)

    def show_value(self, by: str, today: str) -> None:
        """Show what can be done by somebody in the post *by*."""
        editing = self._open.editing
        moves = editing.moves
        refused = {move: self._refused(move, by) for move in moves}
        state = (self._open.wording, by, tuple(refused.items()), workflow.moves(editing.assessment))
        self._form.set_today(today)
        if state == self._shown:
            return
        self._shown = state
        clear(self._history)
        for made in workflow.moves(editing.assessment):
            line = words.made_words(self._open.wording, made)
            self._history.addWidget(PlainLabel(line, role="small_muted", wrap=True))
        clear(self._moves)
        self._buttons.clear()
        if self._form.asked not in [m for m in moves if not refused[m][0] and not refused[m][1]]:
            self._form.close_form()
        for move in moves:
            self._moves.addWidget(rule())
            self._moves.addWidget(self._row(move, *refused[move]))
        self._show_rows()

    def begin(self, move: Move) -> None:
        """Ask for what *move* needs."""
        self._form.begin(move)

    def _take(self, made: MadeMove) -> None:
        before = workflow.moves(self._open.editing.assessment)
        self.taken.emit(made)
        if workflow.moves(self._open.editing.assessment) != before:
            self._form.end(made.move)

    def _focus_move(self, move: str) -> None:
        if move in self._buttons:
            self._buttons[move].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        """Show every move, or none while one of them is asked about once more."""
        for row in laid_out(self._moves):
            row.setVisible(not self._form.asked)

    def _refused(self, move: Move, by: str) -> tuple[str, tuple[Refusal, ...]]:
        """Why the post keeps somebody from a move, and what the assessment says against it."""
        found = self._open.editing.refusals(move, by=by)
        if not by:
            return _("Choose the post you work as, at the top of this page."), found
        return "", found

    def _row(self, move: Move, post: str, refused: Sequence[Refusal]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        role = "danger" if move == "rejected" else "secondary"
        sign = {"returned": "arrow-back", "rejected": "cross", "reopened": "undo"}.get(
            move, "check"
        )
        button = SignButton(words.move_words(move), sign=sign, role=role)
        button.setObjectName(f"move.{move}")
        self._buttons[move] = button
        button.setEnabled(not post and not refused)
        button.clicked.connect(lambda: self.begin(move))
        row = FlowLayout(gap=10)
        row.addWidget(button)
        nest(column, row)
        means = PlainLabel(words.move_means(move), role="small_muted", wrap=True)
        button.setAccessibleDescription(means.text())
        column.addWidget(means)
        if post:
            column.addWidget(SignLabel("info", post, role="small", wrap=True))
        for found in refused[:_MOST_REFUSALS]:
            column.addWidget(self._refusal(move, found))
        more = len(refused) - _MOST_REFUSALS
        if more > 0:
            told = count(
                "And {n} more thing; all are listed above.",
                "And {n} more things; all are listed above.",
                more,
            )
            column.addWidget(PlainLabel(told, role="small_muted", wrap=True))
        if refused:
            said = words.refusal(self._open.wording, refused[0])
            button.setAccessibleDescription(said)
        return holder

    def _refusal(self, move: Move, found: Refusal) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        wording, editing = self._open.wording, self._open.editing
        said = words.refusal(wording, found)
        column.addWidget(SignLabel("warning", said, ink="stop", role="stop", wrap=True))
        if found.place:
            link = LinkButton(words.open_words(wording, editing, found.place))
            link.setObjectName(f"move.{move}.{found.about}")
            link.setAccessibleDescription(said)
            link.clicked.connect(lambda _checked=False, to=found.place: self.go.emit(to))
            link.setContentsMargins(20, 0, 0, 0)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return holder


class _MoveForm(QWidget):
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
        self._today = ""
        self._head = PlainLabel("", role="strong", wrap=True)
        self._until = DateEdit(name=_("Until when?"))
        self._until.setObjectName("move.until")
        self._until_caption = PlainLabel(_("Until when?"), role="small_strong")
        self._until_caption.setBuddy(self._until)
        self._reason = PlainTextEdit(name=_("Why"), lines=2)
        self._reason.setObjectName("move.reason")
        self._reason_caption = PlainLabel("", role="small_strong", wrap=True)
        self._reason_caption.setBuddy(self._reason)
        self._keep = SecondaryButton("", sign="check")
        self._keep.setObjectName("move.keep")
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
        ):
            column.addWidget(widget)
        row = FlowLayout(gap=8)
        self._begun = BegunForm(open_, self, read=self._read, show=self._show)
        self._begun.left.connect(self._go_back)
        for button in (self._keep, back, self._begun.discard):
            row.addWidget(button)
        nest(column, row)
        column.addWidget(self._missing)
        self._reason.edited.connect(lambda _text: self._type())
        self._until.edited.connect(lambda _date: self._type())
        self._keep.clicked.connect(self._tell)
        self.hide()

    def set_today(self, today: str) -> None:
        """Dates up to *today* (ISO) are past."""
        self._today = today

    def begin(self, move: Move) -> None:
        """Ask for what *move* needs, with the focus on it."""
        self.asked = move
        self._head.setText(words.move_means(move))
        dated = move == "approved_with_conditions"
        self._until.setVisible(dated)
        self._until_caption.setVisible(dated)
        asks = move in _ASKS_REASON
        self._reason.setVisible(asks)
        self._reason_caption.setVisible(asks)
        if asks:
            caption = {
                "returned": _("Your remark: what is to be changed"),
                "rejected": _("Why"),
                "approved_with_conditions": _("Under which conditions"),
                "reopened": _("Why it is opened again"),
            }[move]
            self._reason_caption.setText(caption)
            self._reason.setAccessibleName(caption)
        self._keep.set_words(words.move_words(move).rstrip("…"))
        self.show()
        self._begun.stand_for(_key(move))
        self._judge()
        first = self._until if dated else self._reason if asks else self._keep
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)
        self.turned.emit()

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
        return {"until": self._until.value(), "reason": self._reason.text()}

    def _show(self, words: Words) -> None:
        self._until.show_value(words.get("until", ""))
        self._reason.show_value(words.get("reason", ""))

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _judge(self) -> None:
        missing = ""
        if self.asked == "approved_with_conditions":
            until = self._until.value()
            if not until:
                missing = _("Choose the day on which the approval ends.")
            elif until <= self._today:
                missing = _("The day must be in the future.")
        if not missing and self.asked in _ASKS_REASON and not self._reason.text().strip():
            missing = _("Write why: it is kept and printed with the decision.")
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._keep.setEnabled(not missing)

    def _tell(self) -> None:
        if self.asked is None:
            return
        self.taken.emit(MadeMove(self.asked, self._reason.text().strip(), self._until.value()))


def _key(move: Move) -> str:
    """Under what the reason waits while a move is being made."""
    return f"move {move}"
