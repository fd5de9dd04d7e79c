"""The form that sets a level higher than the evidence asks, with the reason for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui import messages
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.keeping import BegunForm, is_left_open
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.drafts import Words


class SetHigher(QWidget):
    """Asks for a higher level of the risk that is shown, and a reason; `taken` gives both.

    `turned`: the `act` is another. `closed`: the person went back.
    """

    taken = Signal(str, str)
    turned = Signal()
    closed = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._wording = open_.wording
        self._act = ""
        self._key = ""
        self._levels: tuple[str, ...] = ()
        self._offered: tuple[str, ...] = ()  # made once somebody asks
        self._choice = ChoiceRow((), name=_("Set the level to"))
        self._reason = PlainTextEdit(
            name=_("Why higher"), hint=_("What the evidence does not show"), lines=2
        )
        self._reason.setObjectName("risk.stated_reason")
        self._take = SecondaryButton("", sign="check")
        self._take.setObjectName("risk.set_higher")
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        back = LinkButton(_("Go back"), small=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(PlainLabel(_("Set the level to"), role="small_strong"))
        self._place = QVBoxLayout()
        self._place.addWidget(self._choice)
        nest(column, self._place)
        column.addWidget(PlainLabel(_("Why higher"), role="small_strong"))
        column.addWidget(self._reason)
        self._begun = BegunForm(open_, self, read=self._read, show=self._show)
        row = FlowLayout(gap=8)
        for widget in (self._take, back, self._begun.discard, self._missing):
            row.addWidget(widget)
        nest(column, row)
        self._reason.edited.connect(lambda _text: self._type())
        self._take.clicked.connect(self._tell)
        back.clicked.connect(self.close_form)
        self._begun.left.connect(self.close_form)
        self.hide()

    def show_value(self, rated: RatedRisk, *, may_ask: bool) -> bool:
        """Stand for *rated*, with what was begun there; whether a higher level can be set."""
        matrix = self._wording.pack.matrix
        supported = rated.score.today.level if rated.score is not None else matrix.levels[-1].id
        rank = matrix.level[supported].rank
        self._levels = levels = tuple(one.id for one in matrix.levels if one.rank > rank)
        if not self.isHidden() or self._choice.value():
            self._offer()
        key = f"higher {rated.id}"
        can = may_ask and bool(levels)
        if key != self._key:
            self._key = key
            self._begun.stand_for(key)
            is_left = can and is_left_open(self._open, key)
            if is_left:
                self._offer()
            self.setVisible(is_left)
        elif not can:
            self.hide()
        self._judge()
        return can

    def open_form(self) -> None:
        """Ask."""
        self._offer()
        self.show()
        self._begun.set_open(is_open=True)
        self._judge()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)

    def act(self) -> str:
        """The words of what is asked for just now ("Set Critical"), or ""."""
        return self._act

    def missing(self) -> str:
        """What the `act` still waits for, or ""."""
        return self._missing.text()

    def press(self) -> None:
        """Do the `act`; where something is missing, lead there and say what."""
        if self._take.isEnabled():
            self._tell()
            return
        field: QWidget = self._reason if self._choice.value() else self._choice
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        messages.announce(self, self._missing.text())

    def end(self) -> None:
        """The level was set: ask no more."""
        self.hide()
        self._begun.end()

    def close_form(self) -> None:
        """Ask no more; what was written stays for the next time."""
        self._begun.set_open(is_open=False)
        self.hide()
        self._judge()
        self.closed.emit()

    def _read(self) -> Words:
        return {"level": self._choice.value() or "", "reason": self._reason.text()}

    def _show(self, words: Words) -> None:
        level = words.get("level")
        if level:
            self._offer()
        self._choice.show_value(level if level in self._levels else None)
        self._reason.show_value(words.get("reason", ""))
        self._judge()

    def _offer(self) -> None:
        """Offer the levels that can be set now, where others were offered."""
        levels = self._levels
        if levels == self._offered:
            return
        self._offered = levels
        marks = {level: level_mark(self._wording, level) for level in levels}
        choices = [Choice(level, mark.word, mark.sign) for level, mark in marks.items()]
        old, self._choice = self._choice, ChoiceRow(choices, name=_("Set the level to"))
        self._choice.setObjectName("risk.stated")
        before = old.value()
        self._choice.show_value(before if before in levels else None)
        self._place.replaceWidget(old, self._choice)
        old.hide()
        old.deleteLater()
        read_in_order(self)
        self._choice.edited.connect(lambda _value: self._type())

    def _type(self) -> None:
        self._judge()
        self._begun.note()

    def _judge(self) -> None:
        level = self._choice.value()
        reason = self._reason.text().strip()
        name = self._wording.level(level) if level else ""
        words = _("Set {level}").format(level=name) if level else _("Set higher")
        self._take.set_words(words)
        self._take.setEnabled(bool(level and reason))
        before = self._missing.text()
        if not level:
            self._missing.setText(_("Choose a level."))
        else:
            self._missing.setText("" if reason else _("Write why: it is printed with the level."))
        act = "" if self.isHidden() else words
        if (act, self._missing.text()) != (self._act, before):
            self._act = act
            self.turned.emit()

    def _tell(self) -> None:
        level, reason = self._choice.value(), self._reason.text().strip()
        if level and reason:
            self.taken.emit(level, reason)
