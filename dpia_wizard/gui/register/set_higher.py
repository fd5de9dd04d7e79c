"""The form that sets a level higher than the evidence asks, with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui import messages
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording


@dataclass(frozen=True, slots=True)
class Draft:
    """A higher level that is not set yet; ``asked``: the form is open."""

    asked: bool = False
    level: str | None = None
    reason: str = ""


class SetHigher(QWidget):
    """Asks for a higher level and a reason; `taken` gives both. `turned`: the `act` is another."""

    taken = Signal(str, str)
    turned = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._act = ""
        self._levels: tuple[str, ...] = ()
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
        column.addLayout(self._place)
        column.addWidget(PlainLabel(_("Why higher"), role="small_strong"))
        column.addWidget(self._reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._take)
        row.addWidget(back)
        row.addWidget(self._missing, 1)
        column.addLayout(row)
        self._reason.edited.connect(lambda _text: self._judge())
        self._take.clicked.connect(self._tell)
        back.clicked.connect(self.close_form)
        self.hide()

    def show_value(self, rated: RatedRisk) -> bool:
        """Offer the levels above what the evidence supports; whether there are any."""
        matrix = self._wording.pack.matrix
        supported = matrix.level[rated.score.today.level].rank if rated.score else 0
        levels = tuple(level.id for level in matrix.levels if level.rank > supported)
        if levels != self._levels:
            self._levels = levels
            self._offer(levels)
        if not levels:
            self.close_form()
        return bool(levels)

    def open_form(self) -> None:
        """Ask."""
        self.show()
        self._judge()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> str:
        """The words of what is asked for just now ("Set Critical"), or ""."""
        return self._act

    def press(self) -> None:
        """Do the `act`; where something is missing, lead there and say what."""
        if self._take.isEnabled():
            self._tell()
            return
        field: QWidget = self._reason if self._choice.value() else self._choice
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        messages.announce(self, self._missing.text())

    def draft(self) -> Draft:
        """What was begun and not set yet."""
        return Draft(bool(self._act), self._choice.value(), self._reason.text())

    def resume(self, draft: Draft) -> None:
        """Go on with what was begun before."""
        self._reason.show_value(draft.reason)
        self._choice.show_value(draft.level)
        self.setVisible(draft.asked)
        self._judge()

    def close_form(self) -> None:
        """Ask no more; what was written stays for the next time."""
        self.hide()
        self._judge()

    def _offer(self, levels: tuple[str, ...]) -> None:
        marks = {level: level_mark(self._wording, level) for level in levels}
        choices = [Choice(level, mark.word, mark.sign) for level, mark in marks.items()]
        old, self._choice = self._choice, ChoiceRow(choices, name=_("Set the level to"))
        self._choice.setObjectName("risk.stated")
        self._place.replaceWidget(old, self._choice)
        old.hide()
        old.deleteLater()
        read_in_order(self)
        self._choice.edited.connect(lambda _value: self._judge())

    def _judge(self) -> None:
        level = self._choice.value()
        reason = self._reason.text().strip()
        name = self._wording.level(level) if level else ""
        words = _("Set {level}").format(level=name) if level else _("Set higher")
        self._take.set_words(words)
        self._take.setEnabled(bool(level and reason))
        if not level:
            self._missing.setText(_("Choose a level."))
        else:
            self._missing.setText("" if reason else _("Write why: it is printed with the level."))
        act = "" if self.isHidden() else words
        if act != self._act:
            self._act = act
            self.turned.emit()

    def _tell(self) -> None:
        level, reason = self._choice.value(), self._reason.text().strip()
        if level and reason:
            self.taken.emit(level, reason)
