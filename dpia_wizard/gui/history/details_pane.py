"""What one entry of the history did, field by field, and what can be asked from there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dpia_wizard.core.compare import Moment, Place
from dpia_wizard.gui.history.change_lines import Line as Told
from dpia_wizard.gui.history.change_lines import lines
from dpia_wizard.gui.history.change_list import ChangeList
from dpia_wizard.gui.history.lines import Acts, Group, Line
from dpia_wizard.gui.history.past import Comparer, Past
from dpia_wizard.gui.history.section_names import goes, section_of
from dpia_wizard.gui.history.words import HistoryWords
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.panes import Pane
from dpia_wizard.gui.words import _, count, isolate, words_of
from dpia_wizard.wording import Wording

RESTS_AFTER = 120
"""Milliseconds on a line until it is looked up what was done: people walk on with the arrows."""


_MOST_PLACES = 60
"""How many places are shown beside the list; more of them have the whole page."""


class DetailsPane(Pane):
    """The pane. `go` gives a place to go to, `compare_asked` two entries to compare."""

    go = Signal(str)
    compare_asked = Signal(int, int)

    def __init__(self, past: Past, words: HistoryWords, parent: QWidget | None = None) -> None:
        super().__init__(ground="surface", edge="leading", parent=parent)
        self._past = past
        self._words = words
        self._range = (0, 0)
        self._takes_focus = False
        self._comparer = Comparer(past, rest=RESTS_AFTER, parent=self)
        self._comparer.done.connect(self._show)
        self._comparer.late.connect(lambda: self._say(_("Looking it up…")))
        self._title = PlainLabel("", role="heading", wrap=True)
        self._title.setObjectName("history.title")
        self._about = PlainLabel("", role="small_muted", wrap=True)
        self._told = PlainLabel("", wrap=True)
        self._others = SignLabel("info", "", role="small", wrap=True)
        self._since = LinkButton(_("What has changed since"), sign="clock")
        self._since.setObjectName("history.since")
        self._since.clicked.connect(lambda: self.compare_asked.emit(self._range[1], past.last))
        self._wide = LinkButton(_("Show on the whole page"), sign="list")
        self._wide.setObjectName("history.wide")
        self._wide.clicked.connect(lambda: self.compare_asked.emit(*self._range))
        self.changes = ChangeList(_("What it changed, field by field"))
        self.changes.setObjectName("history.changes")
        self.changes.go.connect(self.go)
        self._empty = EmptyState("")
        self._lay_out()

    @property
    def is_busy(self) -> bool:
        """Whether it is still looked up what was done."""
        return self._comparer.is_busy

    def show_line(self, line: Line) -> None:
        """Show what was done by the entries of *line*."""
        words = self._words
        self._takes_focus = False
        first, last = line.first, line.last
        self._range = (first - 1, last)
        self._title.setText(words.numbers(first, last))
        if isinstance(line, Group):
            self._about.setText(words.group(line))
            self._told.setText(_("What these entries changed together:"))
            others = last - first + 1 - line.entries
        else:
            self._about.setText(self._when(line))
            self._told.setText(words.told(line))
            others = 0
        self._others.setVisible(others > 0)
        self._others.setText(
            count(
                "{n} entry between them that is not listed here counts too.",
                "{n} entries between them that are not listed here count too.",
                others,
            )
        )
        self._since.setVisible(last < self._past.last)
        if isinstance(line, Acts) and not line.entry.changes:
            self._comparer.stop()
            self._say(_("Check the history: somebody may have changed it past this program."))
            return
        self._comparer.ask(*self._range)

    def focus_changes(self) -> None:
        """Give the keyboard to what was done, as soon as it is looked up."""
        self._takes_focus = self.is_busy
        if not self.is_busy:
            self.changes.setFocus()

    def stop(self) -> None:
        """Look nothing up any more."""
        self._comparer.stop()

    def _when(self, acts: Acts) -> str:
        one = self._past.entries[acts.last - 1]
        parts = (self._words.day(one.day), isolate(acts.time), self._words.who(acts.entry.by))
        return " · ".join(parts)

    def _show(self, before: Moment, after: Moment, found: tuple[Place, ...]) -> None:
        if not found:
            self._say(_("It stands as it did before."))
            return
        open_ = self._words.open
        wordings = [
            open_.wording
            if state.pack is open_.editing.pack
            else Wording(words_of(state.pack), state.pack)
            for state in (before, after)
        ]
        told = lines(
            found[:_MOST_PLACES],
            *wordings,
            section=section_of(open_, before),
            goes=goes(open_),
            hidden=self._past.hidden(),
        )
        left = len(found) - _MOST_PLACES
        if left > 0:
            words = count(
                "{n} more place: show all on the whole page.",
                "{n} more places: show all on the whole page.",
                left,
            )
            told = (*told, Told("section", words))
        self.changes.show_value(told)
        self._switch.setCurrentWidget(self.changes)
        if self._takes_focus:
            self._takes_focus = False
            self.changes.setFocus()

    def _say(self, words: str) -> None:
        self._empty.show_value(words)
        self._switch.setCurrentWidget(self._empty)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(14, 10, 14, 8)
        inside.setSpacing(4)
        for label in (self._title, self._about, self._told, self._others):
            inside.addWidget(label)
        links = FlowLayout(gap=12)
        nest(inside, links)
        links.addWidget(self._since)
        links.addWidget(self._wide)
        column.addWidget(head)
        self._switch = QStackedLayout()
        nest(column, self._switch, 1)
        self._switch.addWidget(self._empty)
        self._switch.addWidget(self.changes)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
