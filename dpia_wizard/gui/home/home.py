"""Home: carry on, what needs you, search, and the list of assessments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.home import facts as home_facts
from dpia_wizard.gui.home.assessment_table import AssessmentTable
from dpia_wizard.gui.home.backup_line import BackupLine
from dpia_wizard.gui.home.cards import CarryOn, NeedsYou, NextReview
from dpia_wizard.gui.home.top import HomeTop
from dpia_wizard.gui.home.words import HomeWords
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import Banner, EmptyState
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.preferences import Preferences
from dpia_wizard.gui.words import _, count, current_words, isolate, isolate_answer, words_of
from dpia_wizard.storage.store import Listed, Order
from dpia_wizard.workspace.at_work import awaited
from dpia_wizard.workspace.library import Library, pack_is_read

if TYPE_CHECKING:  # made when one first searches, so that home stands sooner
    from dpia_wizard.gui.home.found_list import FoundList

NARROW = 1200
_LEAST_LIST = 10
"""The lines of text that the list has room for at least; the page scrolls where it has less."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What home shows, to show it again after it was built anew."""

    chosen_filter: str
    order: str
    line: str
    searched: str


class Home(QWidget):
    """The page. `opened` gives an assessment and a place in it (or ""), `history_asked` one whose
    history is wanted."""

    opened = Signal(str, str)
    history_asked = Signal(str)
    lock_asked = Signal()
    settings_asked = Signal()
    catalogue_asked = Signal()
    people_asked = Signal()
    actions_asked = Signal()

    def __init__(
        self, library: Library, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self._library = library
        self._words = HomeWords(current_words(), library.levels, library.world.today())
        self._top = HomeTop()
        self._top.searched.connect(self._search)
        self._top.language_chosen.connect(lambda code: preferences.change(language=code))
        self._top.settings_asked.connect(self.settings_asked)
        self._top.catalogue_asked.connect(self.catalogue_asked)
        self._top.people_asked.connect(self.people_asked)
        self._top.lock_asked.connect(self.lock_asked)
        self._carry_on = CarryOn()
        self._carry_on.chosen.connect(self.opened)
        self._needs = NeedsYou()
        self._needs.chosen.connect(self.opened)
        self._next_review = NextReview()
        self._next_review.chosen.connect(self.opened)
        self._count = PlainLabel("", role="small_muted")
        self._filter = ComboBox(
            (
                ("present", _("All but archived")),
                ("waiting", _("Waiting for somebody")),
                ("drafts", _("Drafts")),
                ("in_review", _("In review")),
                ("approved", _("Approved")),
                ("expired", _("Expired")),
                ("archived", _("Archived")),
            ),
            name=_("Which assessments are shown"),
        )
        self._filter.setObjectName("filter")
        self._filter.edited.connect(lambda _value: self._show_lines())
        self._order = ComboBox(
            (
                ("worst", _("Worst level first")),
                ("changed", _("Last change first")),
                ("review", _("Next review first")),
                ("title", _("By title")),
            ),
            name=_("Order of the list"),
        )
        self._order.setObjectName("order")
        self._order.edited.connect(lambda _value: self._show_lines())
        self._new = SignButton(_("New assessment"), sign="plus")
        self._new.setObjectName("new_assessment")
        self._new.clicked.connect(self._start_new)
        self._actions = LinkButton("", sign="list", small=False)
        self._actions.setObjectName("actions")
        self._actions.setToolTip("Ctrl+T")
        self._actions.clicked.connect(self.actions_asked)
        self._protocols = LinkButton(_("Protocols (DPISP)"), sign="book", small=False)
        self._protocols.setObjectName("protocols")
        self._protocols.clicked.connect(self._show_protocols)
        self._table = AssessmentTable(self._words)
        self._table.opened.connect(lambda id: self.opened.emit(id, ""))
        self._table.menu_asked.connect(self._show_menu)
        self._found: FoundList | None = None
        self._empty = EmptyState("")
        self._nothing = EmptyState(
            _(
                "No assessments yet. The first one takes about two hours with the team; you can"
                " stop at any time."
            ),
            button=_("New assessment"),
            sign="plus",
            primary=True,
        )
        self._nothing.chosen.connect(self._start_new)
        self._backup = BackupLine(library)
        self._lay_out()
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self._focus_search)
        new = QShortcut(QKeySequence("Ctrl+N"), self)
        new.activated.connect(self._start_new)
        go = QShortcut(QKeySequence("Ctrl+Return"), self)
        go.activated.connect(self._press_filled)
        self._top.search.returnPressed.connect(self._open_found)
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """Read the library again."""
        self._lines: tuple[Listed, ...] = ()
        self._awaited: tuple[Listed, ...] = ()
        self._show_lines()

    def show_places(self) -> None:
        """Say where the team stopped, now that the pack is read."""
        draft = home_facts.last_draft(self._lines)
        if draft is not None and not self._awaited:
            self._carry_on.show_value(draft, self._words, with_place=True)

    def say_unusable(self, error: UserError) -> None:
        """Say above the list why no assessment can be opened: the pack cannot be used."""
        self._body.insertWidget(0, Banner(messages.sentence_of(error), kind="stop"))

    def shown(self) -> Shown:
        """What is shown now."""
        return Shown(
            str(self._filter.value()),
            str(self._order.value()),
            self._table.chosen(),
            self._top.search.text(),
        )

    def show_again(self, shown: Shown) -> None:
        """Show what was shown before."""
        self._filter.show_value(shown.chosen_filter)
        self._order.show_value(shown.order)
        self._show_lines()
        self._table.choose(shown.line)
        if shown.searched:
            self._top.search.show_value(shown.searched)
            self._search(shown.searched)

    def _show_lines(self) -> None:
        order: Order = self._order.value()  # type: ignore[assignment]  # one of those offered
        lines = self._library.list(archived=None, order=order)
        self._words.meet(lines)
        self._lines = lines
        chosen = str(self._filter.value())
        self._awaited = awaited(self._library, lines)
        kept = home_facts.shown(lines, chosen, self._words.today, self._awaited)
        self._table.show_value(kept)
        self._count.setText(str(len(kept)))
        draft = home_facts.last_draft(lines)
        if self._awaited:
            self._carry_on.show_review(self._awaited[0], self._words)
        elif draft is not None:
            self._carry_on.show_value(draft, self._words, with_place=pack_is_read())
        has_next = bool(self._awaited) or draft is not None
        self._carry_on.setVisible(has_next)
        self._new.set_role("secondary" if has_next else "primary")
        self._new.setVisible(bool(lines))
        self.setFocusProxy(self._top.search if lines else self._nothing)
        needs = home_facts.needs(lines, self._words.today, self._awaited[1:])
        self._needs.setVisible(bool(needs))
        self._needs.show_value(needs, self._words)
        upcoming = None if needs else home_facts.next_review(lines)
        self._next_review.setVisible(upcoming is not None)
        if upcoming is not None:
            self._next_review.show_value(upcoming, self._words)
        late = self._library.store.overdue(today=self._words.today)
        words = count("Actions, {n} overdue", "Actions, {n} overdue", late)
        self._actions.set_words(words if late else _("Actions"))
        self._actions.setVisible(bool(lines))
        if not self._top.search.text().strip():
            self._show_list_or_empty()

    def _show_list_or_empty(self) -> None:
        if self._table.model_of_lines().rowCount():
            self._switch.setCurrentWidget(self._table)
            return
        self._empty.show_value(_("Nothing here. Choose another list above."))
        self._switch.setCurrentWidget(self._empty if self._lines else self._nothing)

    def _search(self, text: str) -> None:
        if not text:
            self._show_list_or_empty()
            self._count.setText(str(self._table.model_of_lines().rowCount()))
            return
        found = home_facts.without_titles_twice(self._library.search(text))
        self._list_of_found().show_value(found)
        self._count.setText(str(len(found)))
        if found:
            self._switch.setCurrentWidget(self._list_of_found())
            return
        words = _('Nothing was found for "{words}". Try part of the word, or another language.')
        self._empty.show_value(words.format(words=isolate_answer(text)))
        self._switch.setCurrentWidget(self._empty)
        messages.announce(self, words.format(words=isolate_answer(text)))

    def _list_of_found(self) -> FoundList:
        """Where stands what the search found."""
        if self._found is None:
            from dpia_wizard.gui.home.found_list import FoundList

            self._found = FoundList(self._words)
            self._found.opened.connect(self.opened)
            self._switch.addWidget(self._found)
        return self._found

    def _open_found(self) -> None:
        if self._found is not None and self._switch.currentWidget() is self._found:
            self._found.open_chosen()

    # What a person does

    def _start_new(self) -> None:
        from dpia_wizard.gui.home import new_assessment  # here, so that home stands sooner

        store = self._library.store
        wanted = new_assessment.ask(
            self,
            post=store.setting("by") or "",
            agency=store.setting("by.agency") or "",
            forms=self._forms(),
        )
        if wanted is None:
            return

        def start() -> None:
            id = self._library.new(
                wanted.title,
                by=wanted.post,
                language=current_words().language,
                form=wanted.form,
            )
            if wanted.post or wanted.agency:
                store.put_setting("by", wanted.post)
                store.put_setting("by.agency", wanted.agency)
                editing = self._library.open_assessment(id, by=wanted.post)
                editing.set_person("record.author", post=wanted.post, agency=wanted.agency)
            self.opened.emit(id, "")

        self._try(start)

    def _forms(self) -> list[tuple[str, str]]:
        """The forms that an assessment may begin with, with their titles."""
        return [
            (
                f"{shelved.ref.id}@{shelved.ref.edition}",
                _("{title}, edition {edition}").format(
                    title=words_of(shelved.pack).pack("pack.title", shelved.title),
                    edition=isolate(shelved.ref.edition),
                ),
            )
            for shelved in self._library.shelf.to_begin_with()
            if shelved.pack is not None
        ]

    def _show_menu(self, id: str, place: QPoint) -> None:
        line = next((line for line in self._lines if line.id == id), None)
        if line is None:
            return
        self._table.choose(id)
        menu = self.menu_for(line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, line: Listed) -> QMenu:
        """What can be done with an assessment."""
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        archive = _("Take out of the archive") if line.archived else _("Archive")
        acts: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("open", _("Open"), lambda: self.opened.emit(line.id, "")),
            ("history", _("History"), lambda: self.history_asked.emit(line.id)),
            ("duplicate", _("Duplicate…"), lambda: self._duplicate(line)),
            ("archive", archive, lambda: self._archive(line)),
            ("delete", _("Delete…"), lambda: self._delete(line)),
        )
        for name, words, act in acts:
            action = QAction(words, menu)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked, act=act: act())
            if name == "delete":
                menu.addSeparator()
            menu.addAction(action)
        return menu

    def _duplicate(self, line: Listed) -> None:
        title = messages.ask_text(
            self,
            _(
                "Everything is copied but remarks, decisions and what each person rated. What is"
                " the copy called?"
            ),
            label=_("Title"),
            initial=_("{title}, copy").format(title=line.summary.title),
            yes=_("Duplicate"),
        )
        if title is not None and title.strip():
            by = self._library.store.setting("by") or ""

            def copy() -> None:
                new = self._library.duplicate(line.id, title.strip(), by=by)
                self.refresh()
                self._table.choose(new)

            self._try(copy)

    def _archive(self, line: Listed) -> None:
        def put() -> None:
            self._library.archive(line.id, archived=not line.archived)
            self.refresh()

        self._try(put)

    def _delete(self, line: Listed) -> None:
        question = _(
            "Delete “{title}”? It is removed from this laptop for good, with its history."
        ).format(title=isolate_answer(self._words.title(line)))
        if messages.ask(self, question, _("Delete"), _("Keep it"), destructive=True):

            def delete() -> None:
                self._library.delete(line.id)
                self.refresh()

            self._try(delete)

    def _show_protocols(self) -> None:
        from dpia_wizard.gui.protocols.protocols_dialog import ProtocolsDialog

        asked = ProtocolsDialog.show_for(self, self._library)
        self.refresh()
        if asked is not None:
            self.opened.emit(*asked)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            messages.tell_error(self, error)

    def _focus_search(self) -> None:
        self._top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._top.search.selectAll()

    def _press_filled(self) -> None:
        if self._carry_on.isHidden():
            self._start_new()
        else:
            self._carry_on.button.click()

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        # From the outside in: what moves with all that is on it is dressed anew.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        scroller = QScrollArea(self)
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("ground", "window")
        scroller.setWidget(inside)
        column.addWidget(self._top)
        column.addWidget(scroller, 1)
        self._body = QVBoxLayout(inside)
        self._body.addWidget(self._carry_on)
        self._body.addWidget(self._needs)
        self._body.addWidget(self._next_review)
        choices = FlowLayout(gap=8)
        head = QHBoxLayout()
        head.setSpacing(8)
        nest(head, choices, 1)
        nest(self._body, head)
        choices.addWidget(PlainLabel(_("Assessments"), role="title"))
        choices.addWidget(self._count)
        choices.addWidget(self._filter)
        choices.addWidget(self._order)
        choices.addWidget(self._actions)
        choices.addWidget(self._protocols)
        head.addWidget(self._new, 0, Qt.AlignmentFlag.AlignTop)
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.setMinimumHeight(round(_LEAST_LIST * theme.look().line_height()))
        self._body.addWidget(frame, 1)
        self._switch = QStackedLayout()
        nest(frame.body, self._switch)  # first, or the table would be a window for a moment
        for page in (self._table, self._empty, self._nothing):
            self._switch.addWidget(page)
        self._body.addWidget(self._backup)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self._top.set_narrow(narrow=narrow)
        side = 14 if narrow else 28
        self._body.setContentsMargins(side, 10 if narrow else 16, side, 8 if narrow else 12)
        self._body.setSpacing(8 if narrow else 12)
