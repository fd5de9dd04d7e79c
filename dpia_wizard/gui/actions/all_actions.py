"""The actions of all assessments in one list: by day, by post, what is late, what blocks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dpia_wizard.core.action_plan import is_overdue
from dpia_wizard.core.posts import compared, written
from dpia_wizard.gui.actions.action_table import ActionTable
from dpia_wizard.gui.actions.choose import (
    EVERYBODY,
    NOBODY,
    WHICH,
    Chosen,
    posts,
    shown,
)
from dpia_wizard.gui.actions.words import ActionWords
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.panes import Pane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _, count, current_words, isolate_answer
from dpia_wizard.storage.store import ListedAction
from dpia_wizard.workspace.library import Library

NARROW = 1200


class AllActions(QWidget):
    """The page. `opened` gives an assessment and the action to open it at; `closed`: back."""

    opened = Signal(str, str)
    closed = Signal()

    def __init__(
        self, library: Library, chosen: Chosen | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("all_actions")
        self._library = library
        self._today = library.world.today()
        self._open_ones = library.actions()
        self._done_ones: tuple[ListedAction, ...] | None = None
        self._words = ActionWords(current_words(), self._today)
        self._which = ComboBox(self._kinds(), name=_("Which actions are shown"))
        self._which.setObjectName("all_actions.which")
        self._whose = ComboBox(self._people(), name=_("Whose actions are shown"))
        self._whose.setObjectName("all_actions.whose")
        self._order = ComboBox(
            (
                ("due", _("By due date")),
                ("owner", _("By owner")),
                ("assessment", _("By assessment")),
            ),
            name=_("Order of the actions"),
        )
        self._order.setObjectName("all_actions.order")
        self.table = ActionTable(self._words)
        self._count = PlainLabel("", role="small_muted")
        self._empty = EmptyState("")
        self._go = SignButton(_("Open this action"), role="primary", end_sign="chevron-next")
        self._go.setObjectName("all_actions.open")
        self._lay_out()
        before = chosen or Chosen()
        for box, value in (
            (self._which, before.which),
            (self._whose, before.whose),
            (self._order, before.order),
        ):
            box.show_value(value)
            box.edited.connect(lambda _value: self._show())
        self.table.opened.connect(self.opened)
        self._go.clicked.connect(self.table.open_chosen)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.table.open_chosen)
        self._show()
        self.table.choose(*before.at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)  # no proxy: Tab that passes the window's end would begin at it
        (self.table if self._open_ones else self._which).setFocus(event.reason())

    def chosen(self) -> Chosen:
        """What is shown now."""
        return Chosen(
            str(self._which.value()),
            str(self._whose.value() or ""),
            str(self._order.value()),
            self.table.chosen(),
        )

    def _show(self) -> None:
        chosen = self.chosen()
        kept = shown(self._all(chosen.which), chosen, self._today)
        self.table.show_value(kept)
        late = sum(is_overdue(listed.action, self._today) for listed in kept)
        words = count("{n} action", "{n} actions", len(kept))
        if late:
            words = " · ".join((words, count("{n} overdue", "{n} overdue", late)))
        self._count.setText(words)
        self._go.setEnabled(bool(kept))
        if kept:
            self._switch.setCurrentWidget(self.table)
            return
        nothing = _("Nothing here. Choose other actions above.")
        if not self._open_ones and chosen.which == "open":
            nothing = _(
                "No action is open in any assessment. Actions are made in section 19 of each, and"
                " from its risks."
            )
        self._empty.show_value(nothing)
        self._switch.setCurrentWidget(self._empty)

    def _all(self, which: str) -> tuple[ListedAction, ...]:
        if which != "done":
            return self._open_ones
        if self._done_ones is None:
            self._done_ones = self._library.actions(done=True)
        return self._done_ones

    def _kinds(self) -> tuple[tuple[object, str], ...]:
        names = {
            "open": _("All that is open"),
            "overdue": _("Overdue"),
            "soon": _("Due within 30 days"),
            "blocks": _("Blocks the start"),
            "shared": _("Shared with the Working Group"),
            "bare": _("Without owner or date"),
            "done": _("Done"),
        }
        return tuple((which, names[which]) for which in WHICH)

    def _people(self) -> list[tuple[object, str]]:
        """Everybody, the post that works here, every post that owns an action, and nobody."""
        found = posts(self._open_ones)
        options: list[tuple[object, str]] = [(EVERYBODY, _("All posts"))]
        mine = self._library.store.setting("by") or ""
        key = compared(mine)
        if key:
            words = _("Mine: {post}").format(post=isolate_answer(written(mine)))
            options.append((key, words))
        options += [(other, post) for other, post in found.items() if other != key]
        return [*options, (NOBODY, _("Nobody yet"))]

    # Layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        side = 14 if narrow else 28
        self._body.setContentsMargins(side, 10 if narrow else 16, side, 8 if narrow else 12)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        inside = QWidget()
        inside.setProperty("ground", "window")
        column.addWidget(inside, 1)
        self._body = QVBoxLayout(inside)
        self._body.setSpacing(10)
        choices = FlowLayout(gap=8)
        head = QHBoxLayout()
        head.setSpacing(8)
        nest(head, choices, 1)
        nest(self._body, head)
        for widget in (self._which, self._whose, self._order, self._count):
            choices.addWidget(widget)
        head.addWidget(self._go, 0, Qt.AlignmentFlag.AlignTop)
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        self._body.addWidget(frame, 1)
        self._switch = QStackedLayout()
        nest(frame.body, self._switch)
        self._switch.addWidget(self.table)
        self._switch.addWidget(self._empty)

    def _bar(self) -> Pane:
        bar = Pane(ground="surface", edge="bottom")
        leave = LinkButton(_("Back"), sign="chevron-back", small=False)
        leave.setObjectName("all_actions.close")
        leave.clicked.connect(self.closed)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(9)
        row.addWidget(leave)
        row.addWidget(rule(upright=True))
        row.addWidget(PlainLabel(_("Actions of all assessments"), role="strong"))
        row.addStretch(1)
        return bar
