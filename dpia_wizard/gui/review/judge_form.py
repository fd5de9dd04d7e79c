"""The supervisor's word on one risk: confirm, raise, lower with a reason, accept for a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core import findings
from dpia_wizard.core.acceptance import needs_acceptance
from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.gui import messages
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.keeping import BegunForm, is_left_open
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.dates import DayEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.drafts import Words
from dpia_wizard.workspace.reviewing import proposed_review

Kind = Literal["confirmed", "raised", "lowered", "accepted"]
_Asked = Literal["raised", "lowered", "accepted"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a supervisor says of a risk; of an acceptance, ``until`` which ISO date, who bears the
    risk and what is watched meanwhile."""

    kind: Kind
    level: str
    reason: str = ""
    until: str = ""
    borne_by: str = ""
    watched: str = ""


class JudgeForm(QWidget):
    """Buttons for the four words, and what each of them asks for. `taken` gives a `Judgement`;
    `turned`: the `act`, or what it waits for, is another one now."""

    taken = Signal(object)
    turned = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._wording = open_.wording
        self._act = ""
        self._rated: RatedRisk | None = None
        self._kind: _Asked | None = None
        self._today = ""
        self._confirm = SecondaryButton("", sign="check")
        self._raise = SecondaryButton(_("Raise…"), sign="arrow-up")
        self._lower = SecondaryButton(_("Lower…"), sign="arrow-down")
        self._accept = SecondaryButton(_("Accept for a time…"), sign="clock")
        self._whynot = SignLabel("info", "", wrap=True)
        buttons = FlowLayout(gap=8)
        for name, button in (
            ("confirm", self._confirm),
            ("raise", self._raise),
            ("lower", self._lower),
            ("accept", self._accept),
        ):
            button.setObjectName(f"judge.{name}")
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        nest(column, buttons)
        column.addWidget(self._whynot)
        column.addWidget(self._form())
        self._confirm.clicked.connect(self.confirm)
        self._openers: dict[_Asked, SecondaryButton] = {
            "raised": self._raise,
            "lowered": self._lower,
            "accepted": self._accept,
        }
        for kind, button in self._openers.items():
            button.clicked.connect(lambda _checked=False, kind=kind: self._begin(kind))

    def show_value(self, rated: RatedRisk, *, refused: str, today: str) -> None:
        """Offer what can be said of *rated*; *refused* is why nothing can be said now, or ""."""
        self._rated, self._today = rated, today
        matrix = self._wording.pack.matrix
        score = rated.score
        for button in (self._confirm, self._raise, self._lower, self._accept):
            button.setEnabled(not refused)
        self._whynot.show_value("info", refused)
        self._whynot.setVisible(bool(refused))
        if score is None or rated.level == NOT_RATED:
            self.setEnabled(False)
            return
        stated = self._stated()
        self._confirm.set_words(_("Confirm {level}").format(level=self._wording.level(stated)))
        rank = matrix.level[stated].rank
        self._raise.setVisible(rank < matrix.levels[-1].rank)
        self._lower.setVisible(rank > matrix.levels[0].rank)
        self._accept.setVisible(needs_acceptance(self._wording.pack, rated))
        if refused:
            self._fold()
        elif self._kind is None:
            self._resume()

    def confirm(self) -> None:
        """Say that the level stands as the team has it."""
        if self._rated is not None and self._confirm.isEnabled():
            self.taken.emit(Judgement("confirmed", self._stated()))

    def act(self) -> str:
        """The words of what is asked for just now ("Raise to Critical"), or ""."""
        return self._act

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        return self._missing.text()

    def press(self) -> None:
        """Do the `act`; where something is missing, lead there and say what."""
        missing = self._missing_words()
        if not missing:
            self._tell()
            return
        self._first_missing().setFocus(Qt.FocusReason.OtherFocusReason)
        messages.announce(self, missing)

    def _first_missing(self) -> QWidget:
        if not self._chosen():
            return self._level
        is_accepted = self._kind == "accepted"
        if is_accepted and not self._bearer.text().strip():
            return self._bearer
        if is_accepted and not self._until.value() > self._today:
            return self._until
        if is_accepted and self._reason.text().strip():
            return self._watched
        return self._reason

    def close_form(self) -> None:
        """Ask no more; what was written stays for the next time."""
        kind = self._kind
        self._begun.set_open(is_open=False)
        self._fold()
        if kind is not None:
            self._openers[kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Ask no more: it was said."""
        asked = self._kind is not None
        self._fold()
        if asked:
            self._begun.end()

    def _fold(self) -> None:
        self._kind = None
        self._asked.hide()
        self._confirm.show()
        self._judge()

    def _resume(self) -> None:
        """Open the form that was left with words in it."""
        for kind, button in self._openers.items():
            if button.isVisibleTo(self) and is_left_open(self._open, self._key(kind)):
                self._ask(kind)
                return

    def _key(self, kind: _Asked) -> str:
        return "" if self._rated is None else f"{kind} {self._rated.id}"

    def _read(self) -> Words:
        # A level that is the only one there is was not chosen by anybody.
        chosen = str(self._level.value() or "") if len(self._levels) > 1 else ""
        return {
            "level": chosen,
            "borne_by": self._bearer.text(),
            "until": self._until.text(),
            "reason": self._reason.text(),
            "watched": self._watched.text(),
        }

    def _show(self, words: Words) -> None:
        level = words.get("level") if len(self._levels) > 1 else "".join(self._levels)
        self._level.show_value(level if level in self._levels else None)
        self._bearer.show_value(words.get("borne_by", ""))
        self._until.show_value(words.get("until", ""))
        self._reason.show_value(words.get("reason", ""))
        self._watched.show_value(words.get("watched", ""))
        self._judge()

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _form(self) -> QWidget:
        self._asked = QWidget()
        self._intro = PlainLabel("", role="small_muted", wrap=True)
        self._level_caption = PlainLabel(_("To which level?"), role="small_strong")
        self._level = ChoiceRow((), name=_("To which level?"))
        self._levels: tuple[str, ...] = ()
        self._bearer = LineEdit(name=_("Who bears it?"), hint=_("Post"))
        self._bearer.setObjectName("judge.bearer")
        self._until_caption = PlainLabel(_("Until when?"), role="small_strong")
        self._until = DayEdit(name=_("Until when?"))
        self._until.setObjectName("judge.until")
        self._watched = PlainTextEdit(name=_("What is watched until then?"), lines=1)
        self._watched.setObjectName("judge.watched")
        self._of_acceptance: list[QWidget] = [self._until_caption, self._until]
        for field in (self._bearer, self._watched):
            caption = PlainLabel(field.accessibleName(), role="small_strong", wrap=True)
            caption.setBuddy(field)
            self._of_acceptance += [caption, field]
        bearer, watched = self._of_acceptance[2:4], self._of_acceptance[4:6]
        self._until_caption.setBuddy(self._until)
        self._reason = PlainTextEdit(name=_("Why"), lines=2)
        self._reason.setObjectName("judge.reason")
        self._reason_caption = PlainLabel("", role="small_strong", wrap=True)
        self._reason_caption.setBuddy(self._reason)
        self._keep = SecondaryButton("", sign="check")
        self._keep.setObjectName("judge.keep")
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        back = LinkButton(_("Go back"), small=False)
        back.clicked.connect(self.close_form)
        self._level_place = QVBoxLayout()
        self._level_place.addWidget(self._level)
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._intro)
        column.addWidget(self._level_caption)
        nest(column, self._level_place)
        until, reason = (self._until_caption, self._until), (self._reason_caption, self._reason)
        for widget in (*bearer, *until, *reason, *watched):
            column.addWidget(widget)
        row = FlowLayout(gap=8)
        self._begun = BegunForm(self._open, self._asked, read=self._read, show=self._show)
        self._begun.left.connect(self.close_form)
        for button in (self._keep, back, self._begun.discard):
            row.addWidget(button)
        nest(column, row)
        column.addWidget(self._missing)
        self._until.edited.connect(lambda _date: self._type())
        for line in (self._bearer, self._reason, self._watched):
            line.edited.connect(lambda _text: self._type())
        self._keep.clicked.connect(self._tell)
        self._asked.hide()
        return self._asked

    def _stated(self) -> str:
        """The level the team stands for: stated by it, or supported by the evidence."""
        rated = self._rated
        if rated is None or rated.score is None:
            return ""
        matrix = self._wording.pack.matrix
        supported = rated.score.today.level
        stated = matrix.level.get(rated.risk.stated)
        if stated is None or not rated.is_confirmed:
            return supported
        return stated.id if stated.rank > matrix.level[supported].rank else supported

    def _begin(self, kind: _Asked) -> None:
        if self._rated is not None:
            self._ask(kind)
            first = self._level if self._levels else self._bearer
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self._asked)

    def _ask(self, kind: _Asked) -> None:
        self._kind = kind
        self._confirm.hide()  # beside a form it would say something else than what is written
        matrix = self._wording.pack.matrix
        rank = matrix.level[self._stated()].rank
        levels = {
            "raised": [level.id for level in matrix.levels if level.rank > rank],
            "lowered": [level.id for level in matrix.levels if level.rank < rank],
        }.get(kind, [])
        self._offer(tuple(levels))
        self._level_caption.setVisible(bool(levels))
        for widget in self._of_acceptance:
            widget.setVisible(kind == "accepted")
        intro, reason = {
            "raised": ("", _("Your remark: what the team's level does not show")),
            "lowered": (
                _(
                    "The evidence supports the higher level. Lowering it is marked everywhere,"
                    " also in print, with your post and your reason."
                ),
                _("Why lower, and on what evidence"),
            ),
            "accepted": (
                _(
                    "The children concerned are exposed to this risk until the date. Then the"
                    " acceptance is over and counts no longer."
                ),
                _("Why can it not be lowered before?"),
            ),
        }[kind]
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self._reason_caption.setText(reason)
        self._reason.setAccessibleName(reason)
        self._asked.show()
        self._begun.stand_for(self._key(kind))
        self._begun.set_open(is_open=True)
        self._judge()

    def _offer(self, levels: tuple[str, ...]) -> None:
        self._levels = levels
        choices = [
            Choice(level, mark.word, mark.sign)
            for level in levels
            for mark in (level_mark(self._wording, level),)
        ]
        old, self._level = self._level, ChoiceRow(choices, name=_("To which level?"))
        self._level.setObjectName("judge.level")
        self._level_place.replaceWidget(old, self._level)
        old.hide()
        old.deleteLater()
        self._level.setVisible(bool(levels))
        read_in_order(self)
        self._level.edited.connect(lambda _value: self._type())

    def _judge(self) -> None:
        level = self._chosen() if self._kind is not None else ""
        name = self._wording.level(level) if level else ""
        act = {
            "raised": _("Raise to {level}").format(level=name) if level else _("Raise"),
            "lowered": _("Lower to {level}").format(level=name) if level else _("Lower"),
            "accepted": _("Accept until then"),
        }.get(self._kind or "", "")
        before, missing = self._missing.text(), self._missing_words()
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._keep.set_words(act)
        self._keep.setEnabled(not missing)
        if (act, missing) != (self._act, before):
            self._act = act
            self.turned.emit()

    def _missing_words(self) -> str:
        if self._kind is None:
            return ""
        level = self._chosen()
        if not level:
            return _("Choose a level.")
        made, editing = self._made(level), self._open.editing
        refused = findings.judge_refusals(
            editing.pack,
            editing.assessment,
            made.kind,
            level,
            by=working_as(self._open),
            reason=made.reason,
            until=made.until,
            today=self._today,
            borne_by=made.borne_by,
            watched=made.watched,
            latest=proposed_review(editing),
        )
        return " ".join(self._wording.refusal(refusal) for refusal in refused)

    def _made(self, level: str) -> Judgement:
        made = Judgement(self._kind or "confirmed", level, self._reason.text().strip())
        if self._kind != "accepted":
            return made
        bearer, watched = self._bearer.text().strip(), self._watched.text().strip()
        return replace(made, until=self._until.value(), borne_by=bearer, watched=watched)

    def _chosen(self) -> str:
        if self._kind == "accepted":
            return self._rated.level if self._rated is not None else ""
        return str(self._level.value() or "")

    def _tell(self) -> None:
        if self._kind is not None:
            self.taken.emit(self._made(self._chosen()))
