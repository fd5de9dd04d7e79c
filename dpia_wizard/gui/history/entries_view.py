"""What was done, the newest first: of everybody or one person, everywhere or in one place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.history.details_pane import DetailsPane
from dpia_wizard.gui.history.entry_list import EntryList
from dpia_wizard.gui.history.lines import Line, Wanted, lines, people
from dpia_wizard.gui.history.past import Past
from dpia_wizard.gui.history.words import HistoryWords
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.panes import Pane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _, count, isolate_answer
from dpia_wizard.wording.things import place as place_named

_ALL = ""
_OF = "of "
"""What stands before a name or a place that is kept as a choice: a name may be empty."""

_WIDE_LIST, _NARROW_LIST = 9, 10
"""How much of the width the list takes, of 16 and of 19 parts."""


class EntriesView(QWidget):
    """The list with its filters, and what was done beside it."""

    go = Signal(str)
    compare_asked = Signal(int, int)

    def __init__(
        self, past: Past, words: HistoryWords, *, here: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._past, self._words, self._here = past, words, here
        self._who = ComboBox(self._people(), name=_("Whose entries are shown"))
        self._who.setObjectName("history.who")
        self._where = ComboBox(self._places(), name=_("Of which place entries are shown"))
        self._where.setObjectName("history.where")
        self._count = PlainLabel("", role="small_muted")
        self._count.setObjectName("history.count")
        self.list = EntryList(words)
        self.details = DetailsPane(past, words)
        self._empty = EmptyState("", button=_("Show all entries"))
        self._lay_out()
        self._who.edited.connect(lambda _value: self._show())
        self._where.edited.connect(lambda _value: self._show())
        self._empty.chosen.connect(lambda: self.show_value(0, None, None))
        self.list.chosen.connect(self.details.show_line)
        self.list.opened.connect(self._open)
        self.details.go.connect(self.go)
        self.details.compare_asked.connect(self.compare_asked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.list.setFocus(event.reason())

    def show_value(self, entry: int, by: str | None, place: str | None) -> None:
        """Show the entries of *by* at *place* (None: all), with the number *entry* chosen."""
        self._who.show_value(_ALL if by is None else _OF + by)
        self._where.show_value(_ALL if place is None else _OF + place)
        self._show(entry)

    def looked(self) -> tuple[int, str | None, str | None]:
        """The entry that is chosen, whose entries are shown, and of which place."""
        line = self.list.line()
        wanted = self._wanted()
        return 0 if line is None else line.last, wanted.by, wanted.place

    def stop(self) -> None:
        """Look nothing up any more."""
        self.details.stop()

    def set_narrow(self, *, narrow: bool) -> None:
        """Give the list more of the width on a small screen."""
        self._row.setStretch(0, _NARROW_LIST if narrow else _WIDE_LIST)
        self._row.setStretch(1, 9 if narrow else 7)

    def focus_next_pane(self) -> None:
        """Go from the list to what was done, and back."""
        if self.details.isAncestorOf(self.focusWidget() or self):
            self.list.setFocus()
        else:
            self.details.focus_changes()

    def _show(self, entry: int = 0) -> None:
        line = self.list.line()
        wanted = self._wanted()
        shown = lines(self._past.entries, wanted)
        n = sum(wanted.takes(one) for one in self._past.entries)
        self._count.setText(count("{n} entry", "{n} entries", n))
        self.list.show_value(shown, entry or (line.last if line is not None else 0))
        if shown:
            self._switch.setCurrentWidget(self.list)
            self.details.show()
            return
        self._empty.show_value(_("Nothing was done here by this person."))
        self._switch.setCurrentWidget(self._empty)
        self.details.stop()
        self.details.hide()

    def _open(self, line: Line) -> None:
        """Go on to what was done, with the keyboard."""
        del line  # it is shown already
        self.details.focus_changes()

    def _wanted(self) -> Wanted:
        by, place = str(self._who.value() or ""), str(self._where.value() or "")
        return Wanted(
            by.removeprefix(_OF) if by else None, place.removeprefix(_OF) if place else None
        )

    def _people(self) -> list[tuple[object, str]]:
        found = people(self._past.entries)
        options: list[tuple[object, str]] = [(_ALL, _("Everybody"))]
        return [*options, *((_OF + name, self._words.who(name)) for name in found)]

    def _places(self) -> list[tuple[object, str]]:
        """All places, the one that one comes from, and the sections in which something was done."""
        known = frozenset().union(*(one.places for one in self._past.entries))
        options: list[tuple[object, str]] = [(_ALL, _("All places"))]
        wording = self._words.open.wording
        form = self._words.open.editing.pack.form
        if self._here and form.section(self._here) is None:
            named = isolate_answer(place_named(wording, self._here))
            options.append((_OF + self._here, _("Only {place}").format(place=named)))
        sections = [one for one in form.sections if one.id in known]
        return [*options, *((_OF + one.id, section_name(wording, one)) for one in sections)]

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        side = Pane(ground="surface")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(12, 8, 12, 8)
        choices = FlowLayout(gap=8)
        nest(inside, choices)
        for widget in (self._who, self._where, self._count):
            choices.addWidget(widget)
        column.addWidget(head)
        self._switch = QStackedLayout()
        nest(column, self._switch, 1)
        self._switch.addWidget(self.list)
        self._switch.addWidget(self._empty)
        self._row.addWidget(side)
        self._row.addWidget(self.details)
        self.set_narrow(narrow=False)
