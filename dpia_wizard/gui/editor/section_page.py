"""A section of questions: its title and a card for each question that is asked."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from dpia_wizard.core import wizard
from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Question, Section
from dpia_wizard.core.model import Answer, Attachment, Remark, Row
from dpia_wizard.core.situation import tally
from dpia_wizard.core.summary import TITLE
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.inactive_line import InactiveLine, has_kept_answer
from dpia_wizard.gui.editor.kept_answers import left_over_words
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.editor.question_card import QuestionCard
from dpia_wizard.gui.editor.read_only import ReadOnlyBanner
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import PAINTED_AFTER, Page
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.words import _, count, isolate

_WIDEST = 820
_FIRST_CARDS = 3
"""Cards that are built before the page is shown; the rest follow one by one."""

_AT_A_TIME = 0.012
"""Seconds in which cards are built before keys and paint have their turn again."""

_SETTLED_AFTER = 150
"""Milliseconds after the last card in which what was asked for is still kept in view."""


class SectionPage(Page):
    """The questions of one section. `help_asked`: somebody wants the guidance."""

    help_asked = Signal()

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self.current = ""
        self._wanted = ""
        self._cards: dict[str, QuestionCard] = {}
        self._lines: dict[str, InactiveLine] = {}
        self._left: dict[str, SignLabel] = {}
        self._is_stale = False
        self._is_narrow = False
        self._build()
        self._passed = _passed(open_, section)
        self._rest = QTimer(self)
        self._rest.setInterval(PAINTED_AFTER)
        self._rest.timeout.connect(self._build_next)
        for question in self._asked()[:_FIRST_CARDS]:
            self._card(question)
        self._rest.start()
        self._show_frame()
        open_.changed.connect(self._changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # What the editor asks

    def show_place(self, place: str) -> None:
        question = self.open.editing.pack.form.by_id.get(place)
        if question is None or question not in self.section.questions:
            asked = self._asked()
            if not asked:
                return
            missing = tally(self.section, self.open.editing.seen).missing
            wanted = self.current or (missing[0] if missing else asked[0].id)
            question = next((q for q in asked if q.id == wanted), asked[0])
        if question.id not in self.open.editing.seen.active:
            # It has no card: the next question that has one becomes the current one.
            line = self._lines.get(question.id)
            at = self.section.questions.index(question)
            asked = self._asked()
            after = [q for q in asked if self.section.questions.index(q) > at]
            if asked:
                self.show_place((after or asked[-1:])[0].id)
            if line is not None:
                self._scroll_to(line)
            return
        self._wanted = question.id
        is_new = question.id not in self._cards
        card = self._card(question)
        if is_new:
            self._lay_out()
        self._set_current(question.id)
        self._scroll_to(card)
        card.focus_answer()

    def shown(self) -> str:
        return self.current

    def left_to_do(self) -> str:
        left = len(tally(self.section, self.open.editing.seen).missing)
        if left:
            return count("{n} question left here", "{n} questions left here", left)
        if not self._asked():
            return ""
        unknown = tally(self.section, self.open.editing.seen).unknown
        if unknown:
            return count(
                "All answered. {n} is unknown and becomes an action.",
                "All answered. {n} are unknown and become actions.",
                unknown,
            )
        return _("All questions here are answered.")

    def set_narrow(self, narrow: bool) -> None:
        """Offer help in the header, where there is no room for the pane beside it."""
        self._is_narrow = narrow
        self._help.setVisible(narrow)
        side = 14 if narrow else 20
        self._outer.setContentsMargins(side, 12, 0, 0)
        self._column.setContentsMargins(0, 0, side, 16)
        self._header.setContentsMargins(0, 0, side, 8)

    def begin_remark(self) -> None:
        """Open the field for a remark on the current question."""
        card = self._cards.get(self.current)
        if card is not None:
            card.begin_remark()

    # Building

    def _build(self) -> None:
        wording = self.open.wording
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._header = QHBoxLayout()
        self._header.setSpacing(10)
        title = PlainLabel(section_name(wording, self.section), role="title", wrap=True)
        self._header.addWidget(title, 1)
        self._help = LinkButton(_("Help"), sign="book", small=False)
        self._help.setObjectName("help")
        self._help.clicked.connect(self.help_asked)
        self._header.addWidget(self._help)
        self._next = LinkButton(_("Next unanswered"), end_sign="chevron-next", small=False)
        self._next.setObjectName("next_unanswered")
        self._next.clicked.connect(self._go_to_next)
        self._header.addWidget(self._next)
        nest(self._outer, self._header)
        self._banner = ReadOnlyBanner(self.open)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("ground", "window")
        self._column = QVBoxLayout(self._inside)
        self._column.setSpacing(11)
        self._column.addWidget(self._banner)
        summary = wording.section_summary(self.section.id)
        self._summary = PlainLabel(summary, role="muted", wrap=True)
        self._column.addWidget(self._summary)
        self._summary.setVisible(bool(summary))
        self._empty = EmptyState(
            _("Nothing is asked here: the answers so far make this section unnecessary.")
        )
        self._empty.hide()
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self._inside.setMaximumWidth(round(_WIDEST * theme.look().scale))
        self._scroll.setWidget(self._inside)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._reveal_wanted)
        bar.actionTriggered.connect(self._forget_place)
        self._outer.addWidget(self._scroll, 1)
        self.set_narrow(False)

    def _asked(self) -> tuple[Question, ...]:
        return wizard.asked(self.section, self.open.editing.seen)

    def _card(self, question: Question) -> QuestionCard:
        card = self._cards.get(question.id)
        if card is None:
            card = QuestionCard(self.open, question, self._inside)
            card.go.connect(self.go)
            if question.id in self._passed:
                card.set_visited()
            self._cards[question.id] = card
            self._insert(question, card)
        return card

    def _insert(self, question: Question, widget: QWidget) -> None:
        """Put *widget* at the place of *question*, with what is in view staying where it is."""
        order = [q.id for q in self.section.questions]
        at = order.index(question.id)
        place = _BEFORE_CARDS
        for id in order[:at]:
            place += (id in self._cards and id != question.id) + (id in self._lines)
        self._column.insertWidget(place, widget)
        widget.show()

    def _lay_out(self) -> None:
        """Let the area ask for the height that its cards need, else they are squeezed."""
        if self.isVisible():
            QApplication.sendEvent(self._scroll, QEvent(QEvent.Type.LayoutRequest))

    def _build_next(self) -> None:
        if not self.isVisible():  # made ahead: the rest is built when somebody comes
            self._rest.stop()
            return
        self._rest.setInterval(0)
        order = [q.id for q in self.section.questions]
        start = order.index(self._wanted) if self._wanted in order else 0
        missing = [q for q in self._asked() if q.id not in self._cards]
        missing.sort(key=lambda question: order.index(question.id) <= start)
        began = time.monotonic()
        while missing and time.monotonic() - began < _AT_A_TIME:
            self._card(missing.pop(0))
        self._lay_out()
        if not missing:
            self._rest.stop()
            self._show_lines()
            QTimer.singleShot(_SETTLED_AFTER, self, self._forget_wanted)

    def _forget_place(self) -> None:
        """Somebody scrolled: what was asked for need not stay in view."""
        self._wanted = ""

    def _forget_wanted(self) -> None:
        if not self._rest.isActive():
            self._wanted = ""

    def _top_of(self, widget: QWidget) -> int:
        return widget.mapTo(self._inside, QPoint(0, 0)).y()

    def _scroll_to(self, widget: QWidget) -> None:
        QTimer.singleShot(0, self, lambda: self._reveal(widget))

    def _reveal_wanted(self) -> None:
        card = self._cards.get(self._wanted)
        if card is not None:
            self._reveal(card)

    def _reveal(self, widget: QWidget) -> None:
        if not isValid(widget):
            return
        bar = self._scroll.verticalScrollBar()
        top = self._top_of(widget)
        height, shown = widget.height(), self._scroll.viewport().height()
        if top < bar.value() or height >= shown:
            bar.setValue(top - 8)
        elif top + height > bar.value() + shown:
            bar.setValue(top + height - shown + 8)

    # What changed

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start(PAINTED_AFTER)
        if self._is_stale:
            self._is_stale = False
            self._refresh(None)

    def _changed(self, step: Step) -> None:
        if self.isVisible():
            self._refresh(_touched(step))
        else:
            self._is_stale = True

    def _refresh(self, touched: set[str] | None) -> None:
        """Show what changed in the answers to *touched* (all with None), and what follows."""
        active = {question.id for question in self._asked()}
        for id, card in self._cards.items():
            if card.isHidden() == (id in active):
                card.setVisible(id in active)
            if id not in active:
                continue
            if touched is None or id in touched or card.question.kind == "computed":
                card.refresh()
            else:
                card.refresh_state()
        if active - self._cards.keys():
            self._rest.start()
        else:
            self._show_lines()
        self._show_frame()

    def _show_lines(self) -> None:
        seen = self.open.editing.seen
        for question in self.section.questions:
            inactive = question.id not in seen.active and has_kept_answer(self.open, question)
            line = self._lines.get(question.id)
            if line is not None and not inactive:
                del self._lines[question.id]
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            elif line is None and inactive:
                line = InactiveLine(self.open, question)
                self._insert(question, line)
                self._lines[question.id] = line
                self._lay_out()
        self._show_left()

    def _show_left(self) -> None:
        """Say at the end what is kept of questions that left the form."""
        words = left_over_words(self.open, self.section)
        for gone in [said for said in self._left if said not in words]:
            line = self._left.pop(gone)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for said in words:
            if said not in self._left:
                self._left[said] = line = SignLabel("dash", said, wrap=True)
                line.setObjectName("left_over")
                line.setContentsMargins(16, 2, 16, 2)
                self._column.insertWidget(self._column.count() - 1, line)
                self._lay_out()

    def _show_frame(self) -> None:
        editing = self.open.editing
        self._empty.setVisible(bool(self.section.questions) and not self._asked())
        self._banner.refresh()
        missing = wizard.next_missing(editing.pack, editing.seen, self.current or self.section.id)
        self._next.setVisible(missing is not None)

    # The current question

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or not self._inside.isAncestorOf(new):
            return
        for id, card in self._cards.items():
            if card is new or card.isAncestorOf(new):
                if id != self._wanted:
                    self._wanted = ""
                    self._scroll.ensureWidgetVisible(new, 0, 24)
                self._set_current(id)
                return

    def _set_current(self, id: str) -> None:
        if id == self.current:
            return
        before = self._cards.get(self.current)
        if before is not None:
            before.set_current(False)
        self.current = id
        self._cards[id].set_current(True)
        number = self._cards[id].question.number
        self._help.set_words(_("Help with {number}").format(number=isolate(number)))
        self.place_changed.emit(id)

    def _go_to_next(self) -> None:
        editing = self.open.editing
        after = self.current or self.section.id
        place = wizard.next_missing(editing.pack, editing.seen, after)
        if place is not None:
            self.go.emit(place)


_BEFORE_CARDS = 3
"""Widgets of the column that stand above the cards: banner, summary, empty state."""


_FILLED_AT_THE_START = frozenset({TITLE, "record.started"})
"""What is answered already when an assessment is new."""


def _passed(open_: OpenAssessment, section: Section) -> set[str]:
    """The questions that somebody went past: those before the last one that people answered."""
    editing = open_.editing
    order = [question.id for question in section.questions]
    answered = [
        at
        for at, id in enumerate(order)
        if id not in _FILLED_AT_THE_START and editing.seen.chosen(id) is not None
    ]
    return set(order[: answered[-1]]) if answered else set()


def _touched(step: Step) -> set[str]:
    found = set()
    for change in step.changes:
        record = change.record
        if isinstance(record, Answer):
            found.add(record.id)
        elif isinstance(record, Row):
            found.add(record.question)
        elif isinstance(record, Remark):
            found.add(record.place)
        elif isinstance(record, Attachment):
            found.add(record.purpose)
    return found
