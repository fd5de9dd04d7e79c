"""What there is to look up: the kinds, the search, the filters of a kind, and its lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.core.uses import KINDS, Item, Kind
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.catalogue.entry_list import EntryList, EntryModel
from dpia_wizard.gui.catalogue.looked_up import LookUp
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.fields import SearchField
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.panes import Pane, ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _, count, isolate, isolate_answer
from dpia_wizard.wording.catalogue import CatalogueWords

_LIST = 380
_KINDS = 230


class BrowsePane(QWidget):
    """`chosen` gives a thing, and whether it was only walked past; `kind_chosen` a kind;
    `filtered`: other lines are shown now, or none."""

    chosen = Signal(object, bool)
    kind_chosen = Signal(str)
    filtered = Signal()

    def __init__(self, say: CatalogueWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._look_up = LookUp(say)
        self.kind: Kind = "risk"
        self._words = ""
        self._current: Item | None = None
        self._found: dict[Kind, int] = {}
        self._filters: dict[str, ComboBox] = {}
        self._wanted: dict[Kind, dict[str, str]] = {}
        self._model = EntryModel(self)
        self.list = EntryList(self._model)
        self.list.chosen.connect(self.chosen)
        self._build()
        self.show_kind("risk")

    # What is shown

    def show_kind(self, kind: Kind) -> None:
        """Show the lines of another kind, with the filters that were set there before."""
        self.kind = kind
        self._kinds[kind].setChecked(True)
        self._pick.show_value(kind)
        self._show_filters()
        self.list.setAccessibleName(self._say.kind(kind))
        self._show()

    def show_item(self, item: Item) -> None:
        """Mark a thing in its list; the filters and words that hide it go."""
        self._current = item
        if item.kind != self.kind:
            self.show_kind(item.kind)
        if self._model.row_of(item) < 0:
            self._clear()
        self.list.show_current(item)

    def first(self) -> Item | None:
        """The first line that is shown."""
        return self._model.entries[0].item if self._model.entries else None

    def shown(self) -> tuple[Item, ...]:
        """The things whose lines are shown."""
        return tuple(entry.item for entry in self._model.entries)

    def words(self) -> str:
        """What is looked for."""
        return self.search.text()

    def look_for(self, words: str) -> None:
        """Look for *words*."""
        self.search.show_value(words)
        self._search(words.strip())

    def set_narrow(self, *, narrow: bool) -> None:
        """Choose the kind from a list where there is no room for all of them."""
        scale = theme.look().scale
        self._kinds_pane.setVisible(not narrow)
        self._pick.setVisible(narrow)
        self._kinds_pane.setFixedWidth(round(_KINDS * scale))
        room = round((_LIST - 40 if narrow else _LIST) * scale)
        self._lines_pane.setFixedWidth(room)

    def focus_search(self) -> None:
        """Give the focus to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # Building

    def _build(self) -> None:
        self._kinds: dict[Kind, _KindButton] = {}
        self._kinds_pane = Pane(ground="surface_alt", edge="trailing")
        self._kinds_pane.setAccessibleName(_("What to look up"))
        inside = QWidget()
        around = QVBoxLayout(self._kinds_pane)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(ScrollPane(inside, ground="surface_alt"))
        kinds = QVBoxLayout(inside)
        kinds.setContentsMargins(8, 10, 8, 10)
        kinds.setSpacing(2)
        group = QButtonGroup(self)
        for kind in KINDS:
            button = _KindButton(self._say.kind(kind), len(self._say.items(kind)))
            button.setObjectName(f"catalogue.kind.{kind}")
            button.clicked.connect(lambda _checked=False, kind=kind: self._choose_kind(kind))
            group.addButton(button)
            kinds.addWidget(button)
            self._kinds[kind] = button
        kinds.addStretch(1)
        self._pick = ComboBox(
            [(kind, self._kinds[kind].words()) for kind in KINDS], name=_("What to look up")
        )
        self._pick.setObjectName("catalogue.pick")
        self._pick.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._pick.edited.connect(lambda kind: self._choose_kind(kind))
        self.search = _CatalogueSearch(name=_("Search the catalogue"))
        self.search.setObjectName("catalogue.search")
        self.search.searched.connect(self._search)
        self.search.walked.connect(self._walk)
        self.search.returnPressed.connect(self._take_first)
        self._choices = QWidget()
        self._boxes = QVBoxLayout(self._choices)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(6)
        self._count = PlainLabel("", role="small_muted")
        above = QVBoxLayout()
        above.setContentsMargins(12, 10, 12, 6)
        above.setSpacing(6)
        for widget in (self._pick, self.search, self._choices, self._count):
            above.addWidget(widget)
        self._lines_pane = Pane(ground="surface_alt", edge="trailing")
        column = QVBoxLayout(self._lines_pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        nest(column, above)
        self._nothing = EmptyState("", button=_("Show everything again"))
        self._nothing.setObjectName("catalogue.nothing")
        self._nothing.chosen.connect(self._leave_nothing)
        self._nothing.turned.connect(self._clear_by_person)
        self._elsewhere: Kind | None = None
        self._stack = QStackedLayout()
        nest(column, self._stack, 1)
        # Only in its place: a stack without one shows its first widget as a window of its own.
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._kinds_pane)
        row.addWidget(self._lines_pane)

    def _show_filters(self) -> None:
        clear(self._boxes)
        self._filters = {}
        for offered in self._say.filters(self.kind):
            options = [("", offered.every), *offered.options]
            box = ComboBox(options, name=offered.every)
            box.setObjectName(f"catalogue.filter.{offered.id}")
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.show_value(self._wanted.get(self.kind, {}).get(offered.id, ""))
            box.edited.connect(lambda _value: self._filter())
            self._boxes.addWidget(box)
            self._filters[offered.id] = box
        self._choices.setVisible(bool(self._filters))

    # What a person does

    def _choose_kind(self, kind: object) -> None:
        chosen: Kind = next(known for known in KINDS if known == kind)
        if chosen != self.kind:
            self.show_kind(chosen)
            self.kind_chosen.emit(chosen)

    def _search(self, words: str) -> None:
        if words == self._words:
            return
        self._words = words
        self._found = {kind: len(self._look_up.found(kind, words)) for kind in KINDS}
        for kind, found in self._found.items():
            self._kinds[kind].show_found(found if words else None)
        self._show()
        self._pick.set_options([(kind, self._kinds[kind].words()) for kind in KINDS])
        self.filtered.emit()
        messages.announce(self, self._count.text() or self._nothing.accessibleName())

    def _walk(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row, 0))

    def _take_first(self) -> None:
        """Go to the first line, where none of those shown is looked at."""
        if not self.list.currentIndex().isValid():
            self._walk(1)

    def _filter(self) -> None:
        self._wanted[self.kind] = {id: str(box.value()) for id, box in self._filters.items()}
        self._show()
        self.filtered.emit()
        messages.announce(self, self._count.text() or self._nothing.accessibleName())

    def _clear(self) -> None:
        self._wanted.pop(self.kind, None)
        for box in self._filters.values():
            box.show_value("")
        self.search.show_value("")
        self._search("")
        self._show()

    def _clear_by_person(self) -> None:
        self._clear()
        self.focus_search()

    def _show(self) -> None:
        wanted = self._wanted.get(self.kind, {})
        found = self._look_up.found(self.kind, self._words, wanted)
        every = len(self._look_up.entries(self.kind))
        self._model.show_value(found)
        self.list.show_current(self._current)
        self._count.setText("")
        if found:
            words = count("{n} entry", "{n} entries", len(found))
            if len(found) < every:
                words = _("{n} of {all}").format(n=len(found), all=every)
            self._count.setText(words)
            self._stack.setCurrentWidget(self.list)
            return
        self._show_nothing()
        self._stack.setCurrentWidget(self._nothing)

    def _show_nothing(self) -> None:
        """Say that no line is shown, why, and where there is something instead."""
        every = _("Show everything again")
        text = isolate_answer(self._words)
        self._elsewhere = None
        if not self._words:
            self._nothing.show_value(_("Nothing here fits these filters."), button=every)
            return
        hits = {kind: n for kind, n in self._found.items() if n and kind != self.kind}
        if self._found.get(self.kind):
            words = _("What was found for {text} does not fit these filters.")
            self._nothing.show_value(words.format(text=text), button=every)
        elif hits:
            most = max(hits, key=lambda kind: hits[kind])
            self._elsewhere = most
            words = _("Nothing was found for {text} here, but there is under: {kinds}.")
            kinds = _(", ").join(self._kinds[kind].words() for kind in hits)
            go = _("Show {kind}").format(kind=self._kinds[most].name())
            self._nothing.show_value(words.format(text=text, kinds=kinds), button=go, link=every)
        else:
            words = _("Nothing was found for {text}. Try part of the word, or another language.")
            self._nothing.show_value(words.format(text=text), button=every)

    def _leave_nothing(self) -> None:
        if self._elsewhere is None:
            self._clear_by_person()
        else:
            self._choose_kind(self._elsewhere)
            self.focus_search()


class _KindButton(SignButton):
    """A kind with how many there are, or how many of them were found."""

    def __init__(self, name: str, every: int) -> None:
        super().__init__("", role="flat", wrap=True)
        self._name = name
        self._every = every
        self.setCheckable(True)
        self.set_leading()
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.show_found(None)

    def name(self) -> str:
        """The kind, without how many there are."""
        return self._name

    def show_found(self, found: int | None) -> None:
        """Say how many were found; None while nothing is looked for."""
        n = self._every if found is None else found
        said = _("{kind} ({n})")
        self.set_words(said.format(kind=self._name, n=isolate(str(n))))
        of = str(n) if found is None else _("{n} of {all}").format(n=n, all=self._every)
        self.setAccessibleName(said.format(kind=self._name, n=isolate(of)))


class _CatalogueSearch(SearchField):
    """A search that walks the list below it with the arrow keys."""

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and not event.modifiers():
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)
