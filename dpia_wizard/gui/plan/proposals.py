"""The actions that the assessment itself asks for, to be taken into the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.findings import Proposal
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton, above_words_of_link
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _, count, isolate, start_rtl_line

_SHOWN = 8
_SIGNS = {
    "stop": "octagon",
    "unknown": "question",
    "critical_no": "warning",
    "above_tolerance": "triangle",
}


class ProposalsCard(Card):
    """One line for each proposal. `added` gives those a person takes up; `go` asks for a place."""

    added = Signal(object)  # a tuple of Proposal
    go = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(state="note", parent=parent)
        self._open = open_
        self._proposals: tuple[Proposal, ...] = ()
        self._may_edit = True
        self._shows_all = False
        self._lines: dict[Proposal, QWidget] = {}
        self._heading = PlainLabel("", role="heading", wrap=True)
        self._all = SecondaryButton("", sign="plus")
        self._all.setObjectName("proposals.all")
        self._all.clicked.connect(lambda: self.added.emit(self._proposals))
        self._more = LinkButton("")
        self._more.clicked.connect(self._show_all)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading, 1)
        head.addWidget(self._all)
        nest(self.body, head)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        nest(self.body, self._column)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_value(self, proposals: Sequence[Proposal], *, may_edit: bool) -> None:
        """Show other *proposals*; nothing at all when there are none."""
        if may_edit != self._may_edit:
            self._drop(list(self._lines))
        self._proposals, self._may_edit = tuple(proposals), may_edit
        shown = self._proposals if self._shows_all else self._proposals[:_SHOWN]
        self._drop([proposal for proposal in self._lines if proposal not in set(shown)])
        for at, proposal in enumerate(shown):
            if proposal not in self._lines:
                self._lines[proposal] = self._line(proposal)
                self._column.insertWidget(at, self._lines[proposal])
        n = len(self._proposals)
        words = count("{n} action is proposed", "{n} actions are proposed", n)
        self._heading.setText(words)
        self._all.set_words(count("Add it", "Add all {n}", n))
        self._all.setVisible(may_edit)
        more = n - len(shown)
        self._more.set_words(count("{n} more", "{n} more", more))
        self._more.setVisible(more > 0)
        self.setVisible(n > 0)

    def _line(self, proposal: Proposal) -> QWidget:
        words = start_rtl_line(self._open.wording.proposal(proposal, self._open.editing.assessment))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        sign = _SIGNS.get(proposal.why, "info")
        label = SignLabel(sign, words, role="small", ink="text", wrap=True)
        label.set_room(0, above_words_of_link(), 0, 0)
        row.addWidget(label, 1)
        question = self._open.editing.pack.form.by_id.get(proposal.source)
        number = isolate(question.number if question is not None else proposal.source)
        link = LinkButton(_("Open {place}").format(place=number))
        link.clicked.connect(lambda: self.go.emit(proposal.source))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        if self._may_edit:
            add = LinkButton(_("Add"), sign="plus", name=_("Add: {action}").format(action=words))
            add.setObjectName(f"add {proposal.source}")
            add.clicked.connect(lambda: self.added.emit((proposal,)))
            row.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _drop(self, gone: Sequence[Proposal]) -> None:
        for proposal in gone:
            line = self._lines.pop(proposal)
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_value(self._proposals, may_edit=self._may_edit)
