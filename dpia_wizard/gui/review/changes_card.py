"""What changed since somebody last looked: by place, before and after, with a way to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.compare import Moment, Place, compare, lowered
from dpia_wizard.core.history import Entry, number_of_last_word
from dpia_wizard.core.model import Decision
from dpia_wizard.core.workflow import APPROVALS
from dpia_wizard.gui.history.change_lines import lines
from dpia_wizard.gui.history.change_list import ChangeList
from dpia_wizard.gui.history.section_names import goes, section_of
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, count, isolate, words_of
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.history import history_list, state_after

_LINES_SHOWN = 14
"""How many lines stand in sight; further ones are scrolled to."""


class ChangesCard(Card):
    """The card. `go` asks for a place; `compared` gives the risks that stand lower than then."""

    go = Signal(str)
    compared = Signal(object)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._entries: tuple[Entry, ...] = ()
        self._looked: tuple[object, ...] | None = None
        self._told: tuple[object, ...] | None = None
        self._found: tuple[Moment, Moment, tuple[Place, ...]] | None = None
        self._task: Task | None = None
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(_("What changed"), role="heading"))
        self._since = ComboBox((), name=_("Since when"))
        self._since.setObjectName("changes.since")
        self._since.edited.connect(lambda _value: self._compare())
        head.addWidget(self._since)
        head.addStretch(1)
        nest(self.body, head)
        self._short = PlainLabel("", role="small", wrap=True)
        self._short.setObjectName("changes.short")
        self.body.addWidget(self._short)
        self.changes = ChangeList(_("What differs, field by field"))
        self.changes.setObjectName("changes.list")
        self.changes.go.connect(self.go)
        self.body.addWidget(self.changes)
        self.changes.hide()
        self._since.hide()

    def show_value(self) -> None:
        """Look at the history, where it may tell something else than when it was last looked at."""
        library, editing = self._open.library, self._open.editing
        if library is None:
            self.hide()
            return
        by = working_as(self._open)
        state = (by, editing.stage, len(editing.assessment.decisions), self._open.wording)
        if state != self._looked:
            self._looked = state
            self._entries = history_list(library, editing.assessment.id)
            self._offer(moments(self._entries, by))
        elif self._found is not None:
            self._show()

    def end(self) -> None:
        """Compare no further."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _offer(self, found: Sequence[tuple[str, int]]) -> None:
        """Offer the moments *found* and compare with the first one."""
        names = {
            "word": _("Since your last word, {date}"),
            "returned": _("Since it was returned, {date}"),
            "decided": _("Since it was approved, {date}"),
        }
        before = self._since.value()
        options = [
            (str(number), names[kind].format(date=isolate(self._entries[number - 1].at[:10])))
            for kind, number in found
        ]
        self._since.set_options(options)
        self._since.setVisible(bool(options))
        if before in dict(options):
            self._since.show_value(before)
        elif options:
            self._since.show_value(options[0][0])
        self._compare()

    def _compare(self) -> None:
        self.end()
        self._found = None
        chosen, library = self._since.value(), self._open.library
        if not chosen or library is None:
            self.changes.hide()
            self._short.setText(
                _("All of it is new to you: nothing you said stands in its history.")
            )
            return
        editing = self._open.editing
        before = state_after(library, editing.assessment, self._entries, int(str(chosen)))
        now = Moment(editing.assessment, editing.pack, editing.on)
        self._short.setText(_("Comparing…"))
        self._task = Task(compare, before, now)
        self._task.done.connect(lambda found: self._take(before, now, found))
        self._task.start()

    def _take(self, before: Moment, now: Moment, found: tuple[Place, ...]) -> None:
        self._task = None
        # What reviewers say stands on this page already.
        team = tuple(place for place in found if place.kind != "review")
        self._found, self._told = (before, now, team), None
        self._show()
        self.compared.emit(lowered(team, before.pack, now.pack))

    def _show(self) -> None:
        if self._found is None:
            return
        before, _now, found = self._found
        unseen = hidden(self._open)
        if (unseen, found) == self._told:
            return
        self._told = (unseen, found)
        then = Wording(words_of(before.pack), before.pack)
        told = lines(
            found,
            then,
            self._open.wording,
            section=section_of(self._open, before),
            goes=goes(self._open),
            hidden=unseen,
        )
        if found:
            said = count("{n} place has changed.", "{n} places have changed.", len(found))
        else:
            said = _("Nothing differs since then.")
        self._short.setText(said)
        self.changes.show_value(told)
        self.changes.setVisible(bool(told))
        high = sum(self.changes.rowHeight(row) for row in range(min(len(told), _LINES_SHOWN)))
        self.changes.setFixedHeight(high + self.changes.horizontalHeader().height() + 6)


def moments(entries: Sequence[Entry], by: str) -> tuple[tuple[str, int], ...]:
    """The moments from which somebody in the post *by* wants to know what changed, each with its
    entry: their last word before it was sent to them, when it was returned, when approved."""
    sent = _last(entries, ("sent",))
    before = entries[: max(0, sent - 1)] if sent else entries
    found = {  # one moment is named once: a reviewer's last word often returned it
        number_of_last_word(before, by) if by else 0: "word",
        _last(before, ("returned",)): "returned",
        _last(before, APPROVALS): "decided",
    }
    return tuple((kind, number) for number, kind in found.items() if number)


def _last(entries: Sequence[Entry], kinds: Sequence[str]) -> int:
    """The last entry that decides one of *kinds*; 0 where none does."""
    for number in range(len(entries), 1, -1):
        for change in entries[number - 1].changes:
            made = change.after
            if isinstance(made, Decision) and made.kind in kinds and change.before is None:
                return number
    return 0
