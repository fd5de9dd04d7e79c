"""One open assessment: the list of its sections, the page that is worked on, help, and the bars."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.core import wizard
from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Section
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor import pages as editor_pages
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.editor.bars import BottomBar, TopBar
from dpia_wizard.gui.editor.find import Finder
from dpia_wizard.gui.editor.guidance import Guidance
from dpia_wizard.gui.editor.section_list import SectionList
from dpia_wizard.gui.editor.section_page import SectionPage
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.drawer import Drawer
from dpia_wizard.gui.parts.labels import rule
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.settings import Settings
from dpia_wizard.gui.words import _, isolate

NARROW = 1200
"""Below this width help is a drawer and hints of keys go."""

WIDE = 1600
_WIDER = 1.25
"""How far the side grows with the size of the text; the page needs the rest."""

SAVING_AFTER = 1000
AHEAD_AFTER = 300
"""Milliseconds on a page until the next one is made ready, and again while somebody types."""

KEPT_PAGES = 6
"""How many section pages stay as they are when one goes on; the others are built anew."""


class Editor(QWidget):
    """The shell of one open assessment. `place_changed` gives the place to come back to."""

    home_asked = Signal()
    report_asked = Signal()
    place_changed = Signal(str)
    guidance_turned = Signal(bool)  # whether help is to be shown from now on
    edition_asked = Signal()  # what the newer edition of the form would change

    def __init__(
        self, open_: OpenAssessment, *, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.open = open_
        self.place = ""
        self._section: Section = open_.editing.pack.form.sections[0]
        self._pages: dict[str, Page] = {}
        self._sides: dict[str, QWidget] = {}
        self._is_narrow = False
        self._wants_sections = False
        self._wants_guidance = settings.guidance_shown
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVING_AFTER)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD_AFTER)
        self._ahead.timeout.connect(self._make_next_ready)
        self._build()
        self._connect()
        self._add_keys()
        self.bottom.show_saved(open_.saved_at)

    def show_place(self, place: str) -> None:
        """Show a section, question, risk, control or action, and give it the focus."""
        section = places.section_of(self.open.editing, place) or self._section
        if not self.open.flush():
            return
        page = self._page(section)
        if section is not self._section or self._stack.currentWidget() is not page:
            self._section = section
            self._wants_sections = False
            self._stack.setCurrentWidget(page)
            self._fit()
        self._show_side(section, page)
        self.list.show_current(section.id)
        page.show_place(place)
        self._take_place(page.shown() or place or section.id)
        self._show_bottom()
        self._ahead.start()

    def focus_find(self) -> None:
        """Open the field that finds questions."""
        self._place_finder()
        self.finder.open_finder()

    def offer_edition(self, edition: str) -> None:
        """Say that a newer edition of the form is here, until somebody has looked."""
        words = _("A newer edition of this form is here: {edition}.")
        self._newer.show_value(
            words.format(edition=isolate(edition)),
            kind="plain",
            sign="info",
            link=_("See what would change"),
        )
        self._newer_room.show()

    def hide_edition(self) -> None:
        """Say nothing of other editions any more."""
        self._newer_room.hide()

    def can_close(self) -> bool:
        """Keep what was typed; False when it cannot be kept."""
        return self.open.flush()

    def page(self) -> Page:
        """The page that is shown."""
        return self._page(self._section)

    # Building

    def _build(self) -> None:
        self.top = TopBar(self.open)
        self.bottom = BottomBar()
        self.bottom.say("")
        self.list = SectionList(self.open)
        self.guidance = Guidance(self.open)
        self._side = QStackedWidget()
        self._side.addWidget(self.list)
        self._stack = QStackedWidget()
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        self._rule = rule(upright=True)
        middle.addWidget(self._rule)
        middle.addWidget(self.guidance)
        self._middle_row = middle
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side)
        across.addWidget(self._middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._newer = Banner()
        self._newer.setObjectName("newer_edition")
        self._newer.followed.connect(self.edition_asked)
        self._newer_room = QWidget()
        room = QHBoxLayout(self._newer_room)
        room.setContentsMargins(12, 4, 12, 4)
        room.addWidget(self._newer)
        self._newer_room.hide()
        column.addWidget(self.top)
        column.addWidget(self._newer_room)
        column.addLayout(across, 1)
        column.addWidget(self.bottom)
        self.drawer = Drawer(self._middle, name=_("Help"), width=320)
        self.drawer.body.setContentsMargins(0, 0, 0, 0)
        self.finder = Finder(self.open, self)
        self._fit()

    def _connect(self) -> None:
        self.top.home_asked.connect(self._go_home)
        self.top.sections_asked.connect(self._turn_sections)
        self.top.report_asked.connect(self._ask_for_report)
        self.top.find_asked.connect(self.focus_find)
        self.top.undo_asked.connect(self.undo)
        self.top.redo_asked.connect(self.redo)
        self.bottom.back_asked.connect(self.go_back)
        self.bottom.next_asked.connect(self.press_filled)
        self.bottom.again_asked.connect(self.open.flush)
        self.list.chosen.connect(self._choose_section)
        self.finder.chosen.connect(self.show_place)
        self.guidance.go.connect(self.show_place)
        self.guidance.hidden_by_person.connect(self._hide_guidance)
        self.drawer.closed.connect(self._fit)
        self.open.changed.connect(self._changed)
        self.open.saved.connect(self._saved)
        self.open.failed.connect(self._failed)
        self.open.waiting.connect(self._saving.start)
        self._saving.timeout.connect(self._say_saving)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.focus_find),
            ("Ctrl+PgDown", self.go_next),
            ("Ctrl+PgUp", self.go_back),
            ("Ctrl+J", self._to_next_missing),
            ("Ctrl+Shift+J", self._to_previous_missing),
            ("Ctrl+Return", self.press_filled),
            ("Ctrl+Enter", self.press_filled),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+M", self._begin_remark),
            ("Ctrl+S", self._say_saved),
            ("F1", self.turn_guidance),
            ("F6", self._next_pane),
            ("Shift+F6", self._previous_pane),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Pages

    def _page(self, section: Section) -> Page:
        page = self._pages.get(section.id)
        if page is None:
            page = editor_pages.page_class(section.page)(self.open, section, self._stack)
            page.place_changed.connect(self._place_moved)
            page.go.connect(self.show_place)
            if isinstance(page, SectionPage):
                page.help_asked.connect(self.turn_guidance)
            self._tell_narrow(page)
            self._stack.addWidget(page)
        self._pages.pop(section.id, None)
        self._pages[section.id] = page  # the last one is the one wanted last
        self._let_pages_go()
        return page

    def _let_pages_go(self) -> None:
        """Forget the sections that nobody has been to for long: an open page takes memory."""
        old = [id for id, page in self._pages.items() if isinstance(page, SectionPage)]
        for id in old[:-KEPT_PAGES]:
            page = self._pages[id]
            if page is self._stack.currentWidget() or self.open.has_unsaved:
                continue
            del self._pages[id]
            self._stack.removeWidget(page)
            page.deleteLater()

    def _make_next_ready(self) -> None:
        """Make the next page while nothing else is to be done, so that going there is quick."""
        if not self.isVisible():
            return
        if self.open.has_unsaved:
            self._ahead.start()
            return
        section = self._neighbour(1)
        if section is not None and section.id not in self._pages:
            page = self._page(section)
            page.resize(self._stack.size())
            for part in page.findChildren(QWidget):
                part.ensurePolished()
            self._side_of(section, page)

    def _show_side(self, section: Section, page: Page) -> None:
        """Show the page's own list at the side where it brings one, else the sections."""
        own = self._side_of(section, page)
        if self._is_narrow or self._wants_sections:
            own = None
        self._side.setCurrentWidget(self.list if own is None else own)
        self._fit_side()

    def _side_of(self, section: Section, page: Page) -> QWidget | None:
        bring = getattr(page, "side_widget", None)
        if not callable(bring) or not self._has_own_side(section):
            return None
        widget = bring()  # each time: a narrow page takes back what it had lent
        if not isinstance(widget, QWidget):
            return None
        if section.id not in self._sides:
            self._sides[section.id] = self._with_way_back(widget)
            self._side.addWidget(self._sides[section.id])
            widget.show()
        return self._sides[section.id]

    def _has_own_side(self, section: Section) -> bool:
        """Whether the page of *section* brings a list of its own."""
        if section.page == "risks" and not self.open.editing.risks:
            return False
        return hasattr(self._page(section), "side_widget")

    def _choose_section(self, place: str) -> None:
        self._wants_sections = False
        self.show_place(place)

    def _turn_sections(self) -> None:
        """Show the sections beside a page that has the whole of a narrow window, or hide them."""
        if self._wants_sections:
            self._hide_sections()
            self._focus_pane(self._stack)
        else:
            self._show_sections()

    def _show_sections(self) -> None:
        self._wants_sections = True
        self._show_side(self._section, self.page())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_sections(self) -> None:
        self._wants_sections = False
        self._show_side(self._section, self.page())

    def _with_way_back(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "surface_alt")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        back = LinkButton(_("All sections"), sign="chevron-back")
        back.setObjectName("all_sections")
        back.clicked.connect(self._show_sections)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(back)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(widget, 1)
        return holder

    def _place_moved(self, place: str) -> None:
        if self.sender() in (None, self._stack.currentWidget()):
            self._take_place(place)
            self._show_bottom()

    def _take_place(self, place: str) -> None:
        self.guidance.show_place(place)
        if place and place != self.place:
            self.place = place
            self.place_changed.emit(place)

    # Going

    def go_next(self) -> None:
        """Go to the next risk on the page of risks, else to the next section that is needed."""
        self._go(1)

    def go_back(self) -> None:
        """Go to the risk before on the page of risks, else to the section before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        place, _name = self.page().beside(by)
        section = self._neighbour(by)
        if place:
            self.show_place(place)
        elif section is not None:
            self.show_place(section.id)

    def press_filled(self) -> None:
        """Do what the filled button says."""
        page = self.page()
        if page.filled_button():
            if self.open.flush():
                page.press_filled_button()
                self._show_bottom()
        elif self._neighbour(1) is not None:
            self.go_next()
        else:
            self._ask_for_report()

    def _neighbour(self, by: int) -> Section | None:
        states = self.open.editing.sections
        at = next(i for i, s in enumerate(states) if s.section is self._section) + by
        while 0 <= at < len(states):
            if states[at].state != "not_needed":
                return states[at].section
            at += by
        return None

    def _to_next_missing(self) -> None:
        self._to_missing(back=False)

    def _to_previous_missing(self) -> None:
        self._to_missing(back=True)

    def _to_missing(self, *, back: bool) -> None:
        if not self.open.flush():
            return
        editing = self.open.editing
        after = self.place if self.place in editing.pack.form.by_id else self._section.id
        if after == self._section.id and not self._section.questions:
            after = self._nearest_question(back=back)
        place = wizard.next_missing(editing.pack, editing.seen, after, back=back)
        if place is None:
            self._say(_("Every question is answered."))
        else:
            self.show_place(place)

    def _nearest_question(self, *, back: bool) -> str:
        sections = self.open.editing.pack.form.sections
        before = [s for s in sections if s.number < self._section.number and s.questions]
        return before[-1].questions[-1].id if before else ""

    def _go_home(self) -> None:
        if self.can_close():
            self.home_asked.emit()

    def _ask_for_report(self) -> None:
        if self.can_close():
            self.report_asked.emit()

    # Undo

    def undo(self) -> None:
        """Take the last step back, lead to its place and say what it was."""
        made_with = self.open.editing.pack
        step = self.open.undo()
        if self.open.editing.pack is not made_with:
            return  # another editor stands in this one's place
        if step is None:
            self._say(_("There is nothing to undo."))
        else:
            self._lead_to(step, places.undone(self.open.editing, step))

    def redo(self) -> None:
        """Bring the last undone step back, lead to its place and say what it was."""
        made_with = self.open.editing.pack
        step = self.open.redo()
        if self.open.editing.pack is not made_with:
            return
        if step is None:
            self._say(_("There is nothing to bring back."))
        else:
            self._lead_to(step, places.redone(self.open.editing, step))

    def _lead_to(self, step: Step, words: str) -> None:
        place = places.place_of(self.open.editing, step)
        if place and place != self.place:
            self.show_place(place)
        self._say(words)

    # What is said

    def _changed(self, _step: Step) -> None:
        self.top.refresh()
        self.list.refresh()
        self.guidance.refresh()
        self._show_bottom()

    def _saved(self, time: str) -> None:
        self._saving.stop()
        self.bottom.show_saved(time)
        self.bottom.say("")

    def _failed(self, reason: str) -> None:
        self._saving.stop()
        self.bottom.show_failed(reason)
        messages.announce(self, _("Not saved. {reason}").format(reason=reason))

    def _say_saving(self) -> None:
        if self.open.has_unsaved:
            self.bottom.status.show_saving()

    def _say_saved(self) -> None:
        if self.open.flush():
            self.bottom.show_saved(self.open.saved_at)
            messages.announce(self, self.bottom.status.text())

    def _say(self, words: str) -> None:
        self.bottom.say(words)
        messages.announce(self, words)

    def _show_bottom(self) -> None:
        page = self.page()
        before, after = self._neighbour(-1), self._neighbour(1)
        wording = self.open.wording
        place, name = page.beside(-1)
        self.bottom.back.setVisible(bool(place) or before is not None)
        if place:
            self.bottom.show_back(isolate(place), name)
        elif before is not None:
            self.bottom.show_back(places.section_name(wording, before))
        own = page.filled_button()
        if own:
            self.bottom.next.set_words(own)
        elif after is not None:
            self.bottom.next.set_words(places.section_name(wording, after))
        else:
            self.bottom.next.set_words(_("Report"))
        self.bottom.left.setText(page.left_to_do())

    # Help, panes and sizes

    def turn_guidance(self) -> None:
        """Show help, or let it go."""
        if self._is_narrow:
            if self.drawer.is_open():
                self.drawer.close_drawer()
            else:
                self._move_guidance()
                self.drawer.open()
            return
        self._wants_guidance = not self._wants_guidance
        self.guidance_turned.emit(self._wants_guidance)
        self._fit()
        if self._wants_guidance:
            self.guidance.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _hide_guidance(self) -> None:
        if self._is_narrow:
            self.drawer.close_drawer()
        else:
            self.turn_guidance()

    def _move_guidance(self) -> None:
        if self._is_narrow and self.guidance.parentWidget() is not self.drawer:
            self.drawer.body.addWidget(self.guidance)
            self.guidance.setMinimumWidth(0)
            self.guidance.setMaximumWidth(16777215)
            self.guidance.show()
        elif not self._is_narrow and self.guidance.parentWidget() is not self._middle:
            self.drawer.close_drawer()
            self._middle_row.addWidget(self.guidance)

    def _fit(self) -> None:
        """Give every pane its place and width."""
        self._move_guidance()
        shown = self._wants_guidance and not self._is_narrow and bool(self._section.questions)
        if not self._is_narrow:
            self.guidance.setFixedWidth(360 if self.width() > WIDE else 296)
            self.guidance.setVisible(shown)
        self._rule.setVisible(shown)
        self._fit_side()
        self.list.set_progress_shown(not self._is_narrow)
        self.top.set_narrow(self._is_narrow)
        self.bottom.set_narrow(self._is_narrow)
        for page in self._pages.values():
            self._tell_narrow(page)

    def _fit_side(self) -> None:
        is_list = self._side.currentWidget() is self.list
        gives_way = self._is_narrow and bool(self._pages) and self._has_own_side(self._section)
        self._side.setVisible(not gives_way or self._wants_sections)
        self.top.show_sections_link(shown=gives_way, are_open=self._wants_sections)
        wide = 252 if self._is_narrow else 264 if is_list else 290
        shown = self._side.currentWidget()
        least = 0 if is_list or shown is None else shown.minimumSizeHint().width()
        self._side.setFixedWidth(max(least, round(wide * min(theme.look().scale, _WIDER))))

    def _tell_narrow(self, page: Page) -> None:
        tell = getattr(page, "set_narrow", None)
        if callable(tell):
            tell(self._is_narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        """Begin at the first section, where nobody asked for another place."""
        if self._stack.count() == 0:
            self.show_place(self._section.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_narrow = self.width() < NARROW
        self._fit()
        if self._stack.count():
            self._show_side(self._section, self.page())
        if not self.finder.isHidden():
            self._place_finder()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.drawer.is_open():
            self.drawer.close_drawer()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 -- the name is Qt's
        """Go through the parts of the window as they stand: bar, side, page, help, bottom bar.

        Pages are made one by one, so the order in which things were made says nothing. A drawer
        that is open keeps the keyboard.
        """
        focus = QApplication.focusWidget()
        panes = [self.top, self._newer_room, self._side, self._stack, self.guidance, self.bottom]
        if self.drawer.is_open() and _holds(self.drawer, focus):
            panes = [self.drawer]
        stops = [stop for pane in panes for stop in self._stops(pane)]
        if focus not in stops:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(stops.index(focus) + (1 if next else -1)) % len(stops)].setFocus(reason)
        return True

    def _stops(self, pane: QWidget) -> list[QWidget]:
        """What Tab visits in *pane*."""
        found = []
        part = self.nextInFocusChain()
        while part is not None and part is not self:
            if _holds(pane, part) and _takes_tab(part):
                found.append(part)
            part = part.nextInFocusChain()
        return found

    def _place_finder(self) -> None:
        width = min(560, self.width() - 32)
        left = (self.width() - width) // 2
        top = self.top.height() + 8
        self.finder.setGeometry(left, top, width, min(440, self.height() - top - 70))

    def _begin_remark(self) -> None:
        begin = getattr(self.page(), "begin_remark", None)
        if callable(begin):
            begin()

    def _next_pane(self) -> None:
        self._to_pane(1)

    def _previous_pane(self) -> None:
        self._to_pane(-1)

    def _to_pane(self, by: int) -> None:
        panes: list[QWidget] = [self._side, self._stack]
        if self.guidance.isVisible():
            panes.append(self.guidance)
        panes.append(self.bottom)
        focus = QApplication.focusWidget()
        at = next((i for i, p in enumerate(panes) if focus and p.isAncestorOf(focus)), -1)
        if self._is_narrow and at == 0 and self._has_own_side(self._section):
            self._hide_sections()
        self._focus_pane(panes[(at + by) % len(panes)])

    def _focus_pane(self, pane: QWidget) -> None:
        reason = Qt.FocusReason.ShortcutFocusReason
        if pane is self._stack:
            page = self.page()
            page.show_place(self.place)
            focus = QApplication.focusWidget()
            first = _first_focus(page)
            if first is not None and (focus is None or not page.isAncestorOf(focus)):
                first.setFocus(reason)
        elif pane is self.bottom:
            self.bottom.next.setFocus(reason)
        elif pane is self._side:
            if pane.isHidden():
                self._show_sections()
            shown = self._side.currentWidget()
            target = shown if shown is self.list else _first_focus(shown)
            (target or self.list).setFocus(reason)
        else:
            pane.setFocus(reason)


def _holds(pane: QWidget, part: QWidget | None) -> bool:
    return part is not None and (pane is part or pane.isAncestorOf(part))


def _takes_tab(part: QWidget) -> bool:
    by_tab = Qt.FocusPolicy.TabFocus
    takes = part.focusPolicy() & by_tab == by_tab and part.focusProxy() is None
    return takes and part.isVisible() and part.isEnabled()


def _first_focus(widget: QWidget | None) -> QWidget | None:
    if widget is None:
        return None
    for child in widget.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            return child
    return None
