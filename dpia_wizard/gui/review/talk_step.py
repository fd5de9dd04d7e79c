"""The risks that a reviewer and the team see far apart: both views, and what came of talking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.blind import ReviewState
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui import messages
from dpia_wizard.gui.keeping import BegunForm
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import TwoColumns
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.progress import Row
from dpia_wizard.gui.review.rated_so_far import heads, line_of
from dpia_wizard.gui.review.table import ReviewTable
from dpia_wizard.gui.review.two_views import TwoViews
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.words import _, isolate
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.drafts import Words


class TalkStep(Card):
    """The card with a line for each; the open one has the form below. `recorded` gives the risk
    that was talked through, `go` asks for a place, `turned`: the `act` is another one now."""

    recorded = Signal(str)
    go = Signal(str)
    turned = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._rows: tuple[Row, ...] = ()
        self._refused = ""
        self._form: TalkForm | None = None
        self.body.addWidget(PlainLabel(_("Talk through"), role="heading"))
        self._intro = PlainLabel("", role="small", wrap=True)
        self.body.addWidget(self._intro)
        self.table = ReviewTable(name=_("Risks to talk through"), heads=heads(is_me=False))
        self.table.opened.connect(self._turn)
        self.body.addWidget(self.table)

    def show_value(self, rows: Sequence[Row], *, refused: str) -> None:
        """Show the risks of *rows* that lie apart, or did; *refused* is why nothing can be
        recorded now, or ""."""
        self._rows = tuple(
            row for row in rows if row[1].state == "apart" or row[1].talked is not None
        )
        self._refused = refused
        left = self.left()
        if left:
            self._intro.setText(
                _(
                    "Speak about what each of you knows. Write down what came of it; the ratings"
                    " stay as they are. If the team's rating is wrong, return the assessment."
                )
            )
        elif self._rows:
            self._intro.setText(_("Every difference was talked through."))
        else:
            self._intro.setText(
                _("Nothing lies further apart than the rules of this form allow, so far.")
            )
        self.table.show_value([line_of(self._open, *row) for row in self._rows])
        self.table.setVisible(bool(self._rows))
        row = self._row(self.table.open_risk())
        if self._form is not None and row is not None:
            self._form.show_value(*row, refused=refused)

    def left(self) -> list[str]:
        """The risks that are still to be talked through."""
        return [risk.id for risk, state in self._rows if state.state == "apart"]

    def open_form(self, risk: str) -> None:
        """Open the form of *risk*."""
        row = self._row(risk)
        if row is None or self.table.open_risk() == risk:
            return
        form = TalkForm(self._open, risk)
        form.recorded.connect(self._recorded)
        form.turned.connect(self.turned)
        form.go.connect(self.go)
        form.show_value(*row, refused=self._refused)
        self._form = form
        self.table.show_form(risk, form)
        self.turned.emit()

    def act(self) -> str:
        """The words of the next act, or ""."""
        if self._refused:
            return ""
        left = self.left()
        if self._form is not None and self._form.risk in left:
            return _("Record what came of it")
        return _("Talk through {risk}").format(risk=isolate(left[0])) if left else ""

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        is_asked = self._form is not None and self._form.risk in self.left() and not self._refused
        return self._form.missing() if self._form is not None and is_asked else ""

    def press(self) -> None:
        """Do the `act`."""
        left = self.left()
        if self._form is not None and self._form.risk in left:
            self._form.press()
        elif left:
            self.open_form(left[0])
            self.table.focus_line(left[0])

    def focus_form(self) -> None:
        """Give the focus to what is open."""
        if self._form is not None:
            self._form.focus_first()

    def _turn(self, risk: str) -> None:
        if self.table.open_risk() == risk:
            self._form = None
            self.table.close_form()
            self.turned.emit()
        else:
            self.open_form(risk)

    def _recorded(self, risk: str) -> None:
        self._form = None
        self.table.close_form()
        self.recorded.emit(risk)

    def _row(self, risk: str) -> Row | None:
        return next((row for row in self._rows if row[0].id == risk), None)


class TalkForm(QWidget):
    """Stands under the line of a risk: both views, and what came of talking about them."""

    recorded = Signal(str)
    turned = Signal()
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, risk: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self.risk = risk
        self.setObjectName(f"talk.form.{risk}")
        columns = TwoColumns(least=640)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 14)
        outer.addWidget(columns)
        self._views = TwoViews(open_)
        columns.first.addWidget(self._views)
        columns.first.addStretch(1)
        self._asked = QWidget()
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        caption = PlainLabel(_("What came of it"), role="small_strong")
        self._reason = PlainTextEdit(
            name=caption.text(),
            hint=_("What you agree on, or why you still see it differently"),
            lines=3,
        )
        self._reason.setObjectName("talk.reason")
        caption.setBuddy(self._reason)
        column.addWidget(caption)
        column.addWidget(self._reason)
        self._keep = SecondaryButton(_("Record what came of it"), sign="check")
        self._keep.setObjectName("talk.keep")
        self._keep.clicked.connect(self._record)
        self._begun = BegunForm(open_, self._asked, read=self._read, show=self._show)
        row = FlowLayout(gap=8)
        row.addWidget(self._keep)
        row.addWidget(self._begun.discard)
        nest(column, row)
        self._missing = PlainLabel(
            _("Write what came of it: it is kept and printed with the decision."),
            role="small_muted",
            wrap=True,
        )
        column.addWidget(self._missing)
        columns.second.addWidget(self._asked)
        self._whynot = SignLabel("info", "", wrap=True)
        columns.second.addWidget(self._whynot)
        look = LinkButton(words.open_words(open_.wording, open_.editing, risk))
        look.setObjectName("talk.open_risk")
        look.clicked.connect(lambda: self.go.emit(self.risk))
        columns.second.addWidget(look, 0, Qt.AlignmentFlag.AlignLeading)
        columns.second.addStretch(1)
        self._reason.edited.connect(lambda _text: self._type())
        self._begun.stand_for(f"talk {risk}")
        self._judge()

    def show_value(self, rated: RatedRisk, state: ReviewState, *, refused: str) -> None:
        """Show what both think of the risk, and ask what came of it where that is open."""
        self._views.show_value(rated, state)
        self._asked.setVisible(state.state == "apart" and not refused)
        self._whynot.show_value("info", refused)
        self._whynot.setVisible(state.state == "apart" and bool(refused))

    def missing(self) -> str:
        """What recording still waits for, or ""."""
        return "" if self._keep.isEnabled() else self._missing.text()

    def press(self) -> None:
        """Record, or lead to what is missing and say it."""
        if self._reason.text().strip():
            self._record()
        else:
            self.focus_first()
            messages.announce(self, self._missing.text())

    def focus_first(self) -> None:
        """Give the focus to the field."""
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self) -> None:
        editing, reason = self._open.editing, self._reason.text().strip()
        by = working_as(self._open)
        if reason and self._open.keep(
            lambda: reviewing.talk_through(editing, self.risk, by=by, reason=reason)
        ):
            self._begun.end()
            self.recorded.emit(self.risk)

    def _read(self) -> Words:
        return {"reason": self._reason.text()}

    def _show(self, words: Words) -> None:
        self._reason.show_value(words.get("reason", ""))
        self._judge()

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _judge(self) -> None:
        has_reason = bool(self._reason.text().strip())
        had_reason = self._keep.isEnabled()
        self._keep.setEnabled(has_reason)
        self._missing.setVisible(not has_reason)
        if has_reason != had_reason:
            self.turned.emit()
