"""Two moments of an assessment side by side: what is another, and which risks stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dpia_wizard.core.compare import Moment, Place, lowered
from dpia_wizard.gui import messages
from dpia_wizard.gui.history.change_lines import lines, rated_anew
from dpia_wizard.gui.history.change_list import ChangeList
from dpia_wizard.gui.history.marks import last_decided, marks
from dpia_wizard.gui.history.past import Comparer, Past
from dpia_wizard.gui.history.section_names import goes, section_of
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.numbers import read_number
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _, count, isolate, words_of
from dpia_wizard.wording import Wording

_OTHER = "other"
"""The choice of a moment that is not offered: any entry by its number."""


class CompareView(QWidget):
    """The view. `go` gives a place to go to; `closed`: back to the history."""

    go = Signal(str)
    closed = Signal()

    def __init__(self, past: Past, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.compare")
        self._past, self._open = past, open_
        self._asked: set[int] = set()
        self._found: tuple[Place, ...] = ()
        self._states: tuple[Moment, Moment] | None = None
        self._comparer = Comparer(past, parent=self)
        self._comparer.done.connect(self._take)
        self._comparer.late.connect(self._say_late)
        self._from = ComboBox((), name=_("Moment before"))
        self._from.setObjectName("compare.from")
        self._to = ComboBox((), name=_("Moment after"))
        self._to.setObjectName("compare.to")
        self._which = ComboBox(
            (("all", _("Everything")), ("levels", _("Only risks at another level"))),
            name=_("What is shown"),
        )
        self._which.setObjectName("compare.which")
        self._short = PlainLabel("", role="small_strong", wrap=True)
        self._short.setObjectName("compare.short")
        self._copy = SecondaryButton(_("Copy as text"))
        self._copy.setObjectName("compare.copy")
        self.changes = ChangeList(_("What differs, field by field"))
        self.changes.setObjectName("compare.changes")
        self.changes.go.connect(self.go)
        self._empty = EmptyState("")
        self._lay_out()
        self._offer()
        self._at = (last_decided(open_.wording.words, past.entries), past.last)
        self._from.edited.connect(lambda value: self._chosen(value, self._at[1], at=0))
        self._to.edited.connect(lambda value: self._chosen(value, self._at[0], at=1))
        self._which.edited.connect(lambda _value: self._show())
        self._copy.clicked.connect(self._copy_all)
        self._stop.clicked.connect(self._stop_comparing)
        self.setFocusProxy(self._from)

    def compare(self, first: int | None = None, last: int | None = None) -> None:
        """Show what is another after the entry *last* than after *first*; as before, or since the
        last decision, where none is named."""
        if first is not None and last is not None:
            self._at = (min(first, last), max(first, last))
        self._asked.update(self._at)
        self._offer()
        self._from.show_value(self._at[0])
        self._to.show_value(self._at[1])
        self._comparer.ask(*self._at)

    @property
    def is_busy(self) -> bool:
        """Whether the moments are still being compared."""
        return self._comparer.is_busy

    def shown(self) -> tuple[int, int]:
        """The entries whose moments are compared."""
        return self._at

    def stop(self) -> None:
        """Compare no further."""
        self._comparer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    # What was chosen

    def _offer(self) -> None:
        words = self._open.wording.words
        found = marks(words, self._past.entries, self._asked)
        options: list[tuple[object, str]] = [*found, (_OTHER, _("Another entry…"))]
        for box in (self._from, self._to):
            box.set_options(options)

    def _chosen(self, value: object, other: int, *, at: int) -> None:
        number = self._ask_number() if value == _OTHER else value
        if not isinstance(number, int):
            self._from.show_value(self._at[0])
            self._to.show_value(self._at[1])
            return
        self.compare(number, other) if at == 0 else self.compare(other, number)

    def _ask_number(self) -> int | None:
        last = self._past.last
        typed = messages.ask_text(
            self,
            _("Which entry? Give its number, from {first} to {last}.").format(
                first=isolate("1"), last=isolate(str(last))
            ),
            label=_("Number"),
            yes=_("Compare"),
        )
        number = None if typed is None else read_number(typed)
        if typed is not None and (number is None or not 0 <= number <= last):
            words = _("There is no entry {number} in this history; the last one is {last}.")
            messages.tell(self, words.format(number=isolate(typed[:20]), last=isolate(str(last))))
            return None
        return number

    # What is shown

    def _take(self, before: Moment, after: Moment, found: tuple[Place, ...]) -> None:
        self._states, self._found = (before, after), found
        self._stop.hide()
        self._show()
        messages.announce(self, self._short.text())

    def _show(self) -> None:
        if self._states is None:
            return
        before, after = self._states
        found = self._found
        hidden = self._past.hidden()
        anew = rated_anew(found, hidden)
        self._short.setText(self._summed_up(len(found), anew))
        shown = anew if self._which.value() == "levels" else found
        self._copy.setEnabled(bool(shown))
        self._copy.set_words(_("Copy as text"))
        if not shown:
            self._empty.show_value(
                _("Nothing differs between these two moments.")
                if not found
                else _("No risk stands at another level between these two moments.")
            )
            self._switch.setCurrentWidget(self._empty)
            return
        wordings = [self._wording(state) for state in (before, after)]
        told = lines(
            shown,
            *wordings,
            section=section_of(self._open, before),
            goes=goes(self._open),
            hidden=hidden,
        )
        self.changes.show_value(told)
        self._switch.setCurrentWidget(self.changes)

    def _summed_up(self, found: int, anew: Sequence[Place]) -> str:
        if self._states is None or not found:
            return ""
        before, after = self._states
        parts = [count("{n} place differs", "{n} places differ", found)]
        if anew:
            parts.append(
                count("{n} risk at another level", "{n} risks at another level", len(anew))
            )
        fallen = len(lowered(anew, before.pack, after.pack))
        if fallen:
            parts.append(
                count(
                    "{n} stands lower or is not rated any more",
                    "{n} stand lower or are not rated any more",
                    fallen,
                )
            )
        return " · ".join(parts)

    def _wording(self, state: Moment) -> Wording:
        if state.pack is self._open.editing.pack:
            return self._open.wording
        return Wording(words_of(state.pack), state.pack)

    def _say_late(self) -> None:
        self._short.setText(_("Comparing takes a moment…"))
        self._stop.show()

    def _stop_comparing(self) -> None:
        self._comparer.stop()
        self._stop.hide()
        self._short.setText(_("Stopped. Choose other moments."))

    def _copy_all(self) -> None:
        self.changes.copy_all()
        messages.announce(self, _("Copied"))
        self._copy.set_words(_("Copied"))

    # Layout

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        choices = FlowLayout(gap=8)
        nest(head, choices, 1)
        nest(column, head)
        for label, box in ((_("Moment before"), self._from), (_("Moment after"), self._to)):
            caption = PlainLabel(label, role="small_strong")
            caption.setBuddy(box)
            pair = QWidget()
            together = FlowLayout(pair, gap=8)
            together.addWidget(caption)
            together.addWidget(box)
            choices.addWidget(pair)
        choices.addWidget(self._which)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        self._stop = LinkButton(_("Stop"), sign="cross")
        self._stop.setObjectName("compare.stop")
        line = QHBoxLayout()
        line.addWidget(self._short, 1)
        line.addWidget(self._stop)
        nest(column, line)
        self._stop.hide()
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        column.addWidget(frame, 1)
        self._switch = QStackedLayout()
        nest(frame.body, self._switch)
        self._switch.addWidget(self.changes)
        self._switch.addWidget(self._empty)
