"""The title of the protocol: typed by hand, or chosen among those that are in the library."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.core.model import NO_PACK
from dpia_wizard.core.protocol import is_of_another_country
from dpia_wizard.gui.answers.words import TextAnswer
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import SignLabel
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.wording.protocols import other_country


class ProtocolAnswer(TextAnswer):
    """One line of words; below it which protocol's numbers are shown, and ways to change that."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        below = QWidget(parent)  # its links would be windows for a moment without it
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        self._state = SignLabel("book", "", role="small", wrap=True)
        self._choose = LinkButton(_("Choose a protocol…"), sign="book")
        self._choose.setObjectName(f"{question.id}.choose")
        self._look = LinkButton("", sign="warning")
        self._look.setObjectName(f"{question.id}.look_again")
        self._let_go = LinkButton(_("Use no numbers of it"))
        self._let_go.setObjectName(f"{question.id}.let_go")
        column.addWidget(self._state)
        row = FlowLayout(gap=10)
        for button in (self._choose, self._look, self._let_go):
            row.addWidget(button)
        nest(column, row)
        super().__init__(open_, question, parent)
        self.column.addWidget(below)
        self._choose.clicked.connect(self._ask)
        self._look.clicked.connect(self._look_again)
        self._let_go.clicked.connect(self._give_up)

    def refresh(self) -> None:
        super().refresh()
        self._show_links()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._show_links()

    def _show_links(self) -> None:
        protocols, editing = self.open.protocols, self.open.editing
        ref = editing.assessment.protocol
        chosen = editing.pack.chosen
        may = protocols is not None and not self.read_only
        self._choose.setVisible(may)
        self._let_go.setVisible(may and ref != NO_PACK)
        self._state.setVisible(ref != NO_PACK)
        self._look.setVisible(False)
        if ref == NO_PACK:
            return
        if chosen is None:
            words = _(
                "Edition {edition} of the protocol {id} is not in this library, so its numbers are"
                " not shown. Import it under Protocols (DPISP) at home."
            ).format(edition=isolate_answer(ref.edition), id=isolate_answer(ref.id))
            self._state.show_value("warning", words)
            return
        words = _("The numbers of “{title}” stand beside ours.").format(
            title=isolate_answer(chosen.title)
        )
        self._state.show_value("book", words)
        if is_of_another_country(editing.assessment, chosen):
            self._state.show_value("warning", other_country(current_words()))
        if protocols is not None and protocols.moves(editing.pack, editing.assessment):
            from dpia_wizard.gui.protocols.look_again import left_sentence, left_to_look_at

            left = left_to_look_at(protocols, self.open)
            self._look.set_sign("warning" if left else "check")
            self._look.set_words(left_sentence(left) if left else _("What was looked at again"))
            self._look.setVisible(True)

    def _ask(self) -> None:
        protocols = self.open.protocols
        if protocols is None:
            return
        from dpia_wizard.gui.protocols.choose import ChooseDialog

        editing = self.open.editing
        found = ChooseDialog.ask(self, protocols, editing.assessment.protocol)
        if found is not None:
            self.open.keep(lambda: protocols.use(editing, found))

    def _give_up(self) -> None:
        protocols = self.open.protocols
        if protocols is not None:
            self.open.keep(lambda: protocols.let_go(self.open.editing))

    def _look_again(self) -> None:
        protocols = self.open.protocols
        if protocols is None:
            return
        from dpia_wizard.gui.protocols.look_again import look_again

        look_again(self.window(), self.open, protocols)
