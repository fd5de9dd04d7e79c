"""Who bears a risk above the tolerance, until when and what is watched, or that nobody does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.acceptance import Acceptance, needs_acceptance
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.ask_reason import AskReason
from dpia_wizard.gui.keeping import is_left_open
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, above_words_of_link
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, isolate_answer, start_rtl_line
from dpia_wizard.wording.acceptance import acceptance_told, watched_told
from dpia_wizard.workspace import reviewing


class AcceptanceLine(QWidget):
    """Stands under a risk; shows nothing of one that is within the tolerance. Where somebody
    bears it, that can be taken back with a reason, in every stage.

    `turned`: the form that asks for the reason came or went; `withdrawn`: it was taken back.
    """

    turned = Signal()
    withdrawn = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("risk.acceptance")
        self._open = open_
        self._risk = ""
        self._asking: AskReason | None = None
        self._told = SignLabel("clock", "", role="small", wrap=True)
        self._withdraw = LinkButton(_("Withdraw…"), name=_("Withdraw the acceptance of this risk"))
        self._withdraw.setObjectName("risk.withdraw")
        self._withdraw.clicked.connect(self._ask)
        self._why = PlainLabel("", role="small_muted", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._told, 1)
        line.addWidget(self._withdraw, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        nest(self._column, line)
        self._column.addWidget(self._why)

    def show_value(self, rated: RatedRisk) -> None:
        """Show how the acceptance of *rated* stands today."""
        editing = self._open.editing
        found = editing.acceptances.get(rated.id)
        counts = found is not None and found.counts
        is_other, self._risk = rated.id != self._risk, rated.id
        if is_other or not counts:
            self._end_asking()
        self.setVisible(needs_acceptance(editing.pack, rated))
        self._withdraw.setVisible(counts)
        self._told.set_room(0, above_words_of_link() if counts else 0, 0, 0)
        self._show_told(found)
        if counts and is_other and is_left_open(self._open, self._key()):
            self._make_form()

    def form(self) -> AskReason | None:
        """The form that asks for the reason just now."""
        return self._asking

    def _show_told(self, found: Acceptance | None) -> None:
        words = self._open.wording.words
        if found is None:
            self._told.show_value("ring", _("Nobody has accepted this risk."), ink="text_muted")
            self._why.hide()
            return
        told = start_rtl_line(acceptance_told(words, found, own=isolate_answer, date=day))
        if found.counts:
            self._told.show_value("clock", told, ink="note_line")
        else:
            self._told.show_value("flag", told, ink="stop")
        parts = []
        if found.word is not None:
            taken_back = _("Withdrawn by {who}: {reason}")
            who, why = isolate_answer(found.word.by), isolate_answer(found.word.reason.strip())
            parts.append(taken_back.format(who=who, reason=why))
        elif reason := found.decision.reason.strip():
            parts.append(_("Why: {reason}").format(reason=isolate_answer(reason)))
        watched = watched_told(words, found.decision, own=isolate_answer)
        parts += [watched] if watched and found.counts else []
        self._why.setText("\n".join(start_rtl_line(part) for part in parts))
        self._why.setVisible(bool(parts))

    def _key(self) -> str:
        return f"withdrawn {self._risk}"

    def _ask(self) -> None:
        (self._asking or self._make_form()).ask()

    def _make_form(self) -> AskReason:
        asking = self._asking = AskReason(
            self._open,
            self._key(),
            question=_("Why does nobody bear this risk any more?"),
            button=_("Withdraw the acceptance"),
            post=working_as(self._open),
        )
        asking.given.connect(self._take_back)
        asking.closed.connect(self._go_back)
        asking.turned.connect(self.turned)
        self._column.addWidget(asking)
        read_in_order(self)
        self.turned.emit()
        return asking

    def _take_back(self, reason: str) -> None:
        asking, risk, editing = self._asking, self._risk, self._open.editing
        if asking is None or not self._open.flush():
            return
        by = asking.post()
        if self._open.keep(lambda: reviewing.withdraw(editing, risk, by=by, reason=reason)):
            asking.end()
            self._end_asking()
            self.withdrawn.emit()

    def _go_back(self) -> None:
        self._end_asking()
        self._withdraw.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.hide()
            self._column.removeWidget(asking)
            asking.deleteLater()
            self.turned.emit()
