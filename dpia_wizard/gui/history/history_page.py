"""The history of the open assessment: what was done, whether it is whole, what is another since."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dpia_wizard.core.chain import Anchor
from dpia_wizard.core.summary import TITLE
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor.bars import ShortenedLabel
from dpia_wizard.gui.history.check_dialog import CheckDialog
from dpia_wizard.gui.history.compare_view import CompareView
from dpia_wizard.gui.history.entries_view import EntriesView
from dpia_wizard.gui.history.lines import Kept
from dpia_wizard.gui.history.past import LATE, Past, kept_of
from dpia_wizard.gui.history.reader import HistoryReader
from dpia_wizard.gui.history.words import HistoryWords
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.panes import Pane
from dpia_wizard.gui.parts.status import ProgressLine
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.wording.history import anchor_told
from dpia_wizard.workspace.library import Library

NARROW = 1200


class Looked(NamedTuple):
    """What was looked at: an entry, whose and where; and two moments while they are compared."""

    entry: int = 0
    by: str | None = None
    place: str | None = None
    compared: tuple[int, int] | None = None


class HistoryPage(QWidget):
    """The page. `closed`: back to the assessment; `go`: to a place in it.

    *here* is the place in the assessment that one comes from, which one may ask for alone.
    """

    closed = Signal()
    go = Signal(str)

    def __init__(
        self,
        open_: OpenAssessment,
        library: Library,
        *,
        here: str = "",
        looked: Looked | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.open, self._library, self._here = open_, library, here
        self._looked = looked or Looked()
        self.entries: EntriesView | None = None
        self.compare: CompareView | None = None
        self._past: Past | None = None
        self._id = open_.editing.assessment.id
        self._stack = QStackedWidget()
        self._reading = ProgressLine(_("Reading the history…"))
        self._lay_out()
        for keys, act in (("F6", self._next_pane), ("Shift+F6", self._next_pane)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        go = QShortcut(QKeySequence("Ctrl+Return"), self)
        go.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go.activated.connect(self._compare.click)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(lambda: self._wait.setVisible(True))
        self._late.start()
        self._reader = HistoryReader(
            library.store.written(self._id),
            lambda number, written: kept_of(open_, number, written),
            self,
        )
        self._reader.progressed.connect(self._tell_progress)
        self._reader.done.connect(self._take)
        self._reader.start()

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked is still looked up."""
        views = (None if self.entries is None else self.entries.details, self.compare)
        return self.entries is None or any(view is not None and view.is_busy for view in views)

    def looked(self) -> Looked:
        """What is looked at now, to look at it again after the window was built anew."""
        if self.entries is None:
            return self._looked
        entry, by, place = self.entries.looked()
        compared = self.compare.shown() if self.compare is not None and self._compares() else None
        return Looked(entry, by, place, compared)

    def can_close(self) -> bool:
        """Leave; nothing more is read or compared."""
        self._reader.stop()
        if self.entries is not None:
            self.entries.stop()
        if self.compare is not None:
            self.compare.stop()
        return True

    # Reading

    def _tell_progress(self, done: int, total: int) -> None:
        words = _("Reading the history: {done} of {total} entries")
        told = words.format(done=isolate(str(done)), total=isolate(str(total)))
        self._reading.show_value(told, done, total)

    def _take(self, found: tuple[Kept, ...]) -> None:
        self._late.stop()
        past = Past(self._library, self.open, found)
        self._past = past
        view = EntriesView(past, HistoryWords(self.open), here=self._here)
        self.entries = view
        view.go.connect(self._go)
        view.compare_asked.connect(self.show_compared)
        view.show_value(self._looked.entry, self._looked.by, self._looked.place)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self._compare.setEnabled(True)
        last = found[-1].entry
        self._head = Anchor(len(found), last.hash)
        self._said.setText(
            _("How far it goes, as reports print it: {anchor}").format(
                anchor=anchor_told(current_words(), self._head)
            )
        )
        self._foot.show()
        self._fit()
        if self.hasFocus():
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._looked.compared is not None:
            self.show_compared(*self._looked.compared)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not by a proxy: Tab that passes the end of the window would begin at it, not at the top.
        super().focusInEvent(event)
        view = self.compare if self._compares() else self.entries
        if view is not None:
            view.setFocus(event.reason())

    # What a person does

    def show_compared(self, first: int | None = None, last: int | None = None) -> None:
        """Compare two entries, or what is another since the last decision."""
        if self._past is None:
            return
        if self.compare is None:
            self.compare = CompareView(self._past, self.open)
            self.compare.go.connect(self._go)
            self.compare.closed.connect(self._show_entries)
            self._stack.addWidget(self.compare)
        self.compare.compare(first, last)
        self._stack.setCurrentWidget(self.compare)
        self._back.set_words(_("Back to the history"))
        self._compare.hide()
        self._title.setText(self._named(_("Versions compared")))
        self.compare.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Check the history, and look at the entry where it breaks if somebody wants to."""
        number = CheckDialog.ask(self._library, self._id, self)
        if number and self.entries is not None:
            self._show_entries()
            self.entries.show_value(number, None, None)

    def _show_entries(self) -> None:
        if self.entries is None:
            return
        self._stack.setCurrentWidget(self.entries)
        self._back.set_words(_("Back"))
        self._compare.show()
        self._title.setText(self._named(_("History")))
        self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        if self._compares():
            self._show_entries()
        elif self.can_close():
            self.closed.emit()

    def _go(self, place: str) -> None:
        if self.can_close():
            self.go.emit(place)

    def _compares(self) -> bool:
        return self.compare is not None and self._stack.currentWidget() is self.compare

    def _copy_head(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._head.entries} {self._head.printed}")
        self._copied.set_words(_("Copied"))
        messages.announce(self, _("Copied"))

    def _named(self, what: str) -> str:
        title = self.open.editing.assessment.text(TITLE).strip() or _("No title yet")
        return _("{what}: {title}").format(what=what, title=title)

    def _next_pane(self) -> None:
        if self.entries is not None and not self._compares():
            self.entries.focus_next_pane()

    # Layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.entries is not None:
            self.entries.set_narrow(narrow=self.width() < round(NARROW * theme.look().scale))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._stack, 1)
        page = QWidget()
        self._wait = QWidget(page)
        inside = QVBoxLayout(self._wait)
        inside.setContentsMargins(40, 40, 40, 40)
        inside.addWidget(self._reading)
        stop = LinkButton(_("Stop and go back"), sign="cross")
        stop.setObjectName("history.stop")
        stop.clicked.connect(self._go_back)
        inside.addWidget(stop, 0, Qt.AlignmentFlag.AlignLeading)
        outer = QVBoxLayout(page)
        outer.addWidget(self._wait)
        outer.addStretch(1)
        self._wait.hide()
        self._stack.addWidget(page)
        self._foot = Pane(ground="surface", edge="top")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(10)
        # Shortened, the digits would stand in another order between Arabic words.
        self._said = PlainLabel("", role="small_muted", wrap=True)
        self._said.setObjectName("history.head")
        self._copied = LinkButton(_("Copy"), name=_("Copy how far the history goes"))
        self._copied.setObjectName("history.copy")
        self._copied.clicked.connect(self._copy_head)
        row.addWidget(self._said, 1)
        row.addWidget(self._copied)
        self._foot.hide()
        column.addWidget(self._foot)

    def _bar(self) -> Pane:
        bar = Pane(ground="surface", edge="bottom")
        self._back = LinkButton(_("Back"), sign="chevron-back", small=False)
        self._back.setObjectName("history.back")
        self._back.clicked.connect(self._go_back)
        self._title = ShortenedLabel()
        self._title.setText(self._named(_("History")))
        check = SecondaryButton(_("Check the history…"), sign="shield")
        check.setObjectName("history.check")
        check.clicked.connect(self.check)
        self._compare = PrimaryButton(_("Compare versions"))
        self._compare.setObjectName("history.compare_versions")
        self._compare.setEnabled(False)
        self._compare.clicked.connect(lambda: self.show_compared())
        row = QHBoxLayout()
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(9)
        outer = QVBoxLayout(bar)
        outer.setContentsMargins(0, 0, 0, 0)
        nest(outer, row)
        row.addWidget(self._back)
        row.addWidget(rule(upright=True))
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(check)
        row.addWidget(self._compare)
        return bar
