"""Once an action is done: a quiet line that leads to the evidence of its control."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.action_plan import asks_for_evidence, done_for
from dpia_wizard.core.model import Action
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.risk_words import control_in
from dpia_wizard.gui.words import _, isolate, isolate_answer, start_rtl_line


class EvidencePrompt(QWidget):
    """Asks nothing while nothing is wanted. `go` gives the control to go to."""

    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._control = ""
        self._words = SignLabel("flag", "", ink="note_line", role="small", wrap=True)
        self._link = LinkButton("")
        self._link.setObjectName("action.to_evidence")
        self._link.clicked.connect(lambda: self.go.emit(self._control))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._words, 1)
        row.addWidget(self._link)
        self.hide()

    def show_value(self, action: Action) -> None:
        """Ask for the evidence of the control that *action* brought about, where it is done."""
        editing = self._open.editing
        asked = asks_for_evidence(editing.pack, editing.assessment, action, seen=editing.seen)
        self._control = asked
        self.setVisible(bool(asked))
        if not asked:
            return
        name = control_in(self._open.wording, editing.assessment, asked).lstrip("\u200f")
        words = _(
            "Done. Until somebody has seen that {control} works, it does not count in full: say"
            " what was looked at, and when."
        )
        if not editing.may_edit:
            words = _(
                "Done. {control} does not count in full yet: say what was looked at, and when, once"
                " the assessment is open again."
            )
        self._words.show_value("flag", start_rtl_line(words.format(control=name)))
        self._link.setVisible(editing.may_edit)
        self._link.set_words(_("Evidence of {control}").format(control=isolate(asked)))


class DoneActions(SignLabel):
    """At a control: which actions for it are done while its evidence is still wanted."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__("flag", "", ink="note_line", role="small", wrap=True, parent=parent)
        self.setObjectName("control.done_actions")
        self._open = open_
        self.hide()

    def show_control(self, control: str) -> None:
        """Show it for another control, or for this one as it stands now."""
        editing = self._open.editing
        waiting = [
            action
            for action in done_for(editing.assessment, control)
            if asks_for_evidence(editing.pack, editing.assessment, action, seen=editing.seen)
        ]
        self.setVisible(bool(waiting))
        if waiting:
            words = _("Done in the action plan: {action}. Say below what shows that it works.")
            done = isolate_answer(waiting[0].text.strip().rstrip("."))
            self.show_value("flag", start_rtl_line(words.format(action=done)))
