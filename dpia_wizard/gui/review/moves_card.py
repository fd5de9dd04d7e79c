"""The moves of the review: send, return, approve, reject, open again, each with its refusals."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core import workflow
from dpia_wizard.core.workflow import Move, Refusal
from dpia_wizard.gui.layouts import laid_out, nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.move_form import MadeMove, MoveForm
from dpia_wizard.gui.review.working_as import name_here
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace.deciding import refusals
from dpia_wizard.workspace.reviewing import tellable

_MOST_REFUSALS = 3


class MovesCard(Card):
    """Every move that the stage allows. `taken` gives a `MadeMove`, `followed` the refusal whose
    link was pressed."""

    taken = Signal(object)
    followed = Signal(object)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("moves")
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
        self._form = MoveForm(open_)
        self._form.taken.connect(self._take)
        self._form.turned.connect(self._show_rows)
        self._form.closed.connect(self._focus_move)
        self.body.addWidget(self._form)

    def show_value(self, by: str, today: str, *, unseen: Collection[str] = ()) -> None:
        """Show what can be done by somebody in the post *by*; no refusal tells what the team rated
        of the risks in *unseen*."""
        editing = self._open.editing
        moves = editing.moves
        refused = {move: self._refused(move, by, unseen) for move in moves}
        made, not_signed = workflow.moves(editing.assessment), editing.unsigned
        state = (self._open.wording, by, tuple(refused.items()), made, not_signed)
        self._form.set_today(today)
        if state == self._shown:
            return
        self._shown = state
        clear(self._history)
        for one in made:
            line = words.made_words(self._open.wording, one, not_signed)
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

    def _refused(
        self, move: Move, by: str, unseen: Collection[str]
    ) -> tuple[str, tuple[Refusal, ...]]:
        """Why the post keeps somebody from a move, and what the assessment says against it."""
        editing, name = self._open.editing, name_here(self._open)
        found = tellable(editing, refusals(editing, move, by=by, name=name), unseen)
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
            link.clicked.connect(lambda _checked=False, one=found: self.followed.emit(one))
            link.setContentsMargins(20, 0, 0, 0)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return holder
