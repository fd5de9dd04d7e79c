"""One open assessment: what one can do and where one can go, over its pages and bars."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Section
from dpia_wizard.gui import messages
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.editor.bars import BottomBar, TopBar
from dpia_wizard.gui.editor.find import Finder
from dpia_wizard.gui.editor.panes import Panes
from dpia_wizard.gui.editor.saving_words import SavingWords
from dpia_wizard.gui.editor.section_page import SectionPage
from dpia_wizard.gui.editor.stops import beside, holds
from dpia_wizard.gui.editor.void_banner import VoidBanner
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.settings import Settings
from dpia_wizard.gui.words import _, isolate


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
        self.top = TopBar(open_)
        self.panes = Panes(open_, guidance_shown=settings.guidance_shown)
        self.bottom = BottomBar()
        self.bottom.say("")
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
        self._void = VoidBanner(open_)
        self._is_newer_offered = False
        column.addWidget(self.top)
        column.addWidget(self._void)
        column.addWidget(self._newer_room)
        column.addWidget(self.panes, 1)
        column.addWidget(self.bottom)
        self.finder = Finder(open_, self)
        self._saving = SavingWords(open_, self.bottom)
        self._connect()
        self._add_keys()

    def show_place(self, place: str) -> None:
        """Show a section, question, risk, control or action, and give it the focus."""
        section = places.section_of(self.open.editing, place) or self._section
        if not self.open.flush():
            return
        if section is not self._section:
            self.bottom.say("")  # what was said last was about what is no longer seen
        self._section = section
        page = self.panes.show_place(section, place)
        self.panes.list.show_current(section.id)
        self._take_place(page.shown() or place or section.id)
        self._show_bottom()

    def field(self) -> str:
        """The name of the field of the page that has the focus, or ""."""
        focus = self.page().focusWidget() if self.panes.pages.count() else None
        is_field = isinstance(focus, PlainTextEdit | LineEdit)
        return focus.objectName() if focus is not None and is_field else ""

    def focus_field(self, name: str) -> None:
        """Give the focus back to the field of this *name* on the page that is shown."""
        if name:
            self.page().focus_field(name)

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
        self._is_newer_offered = True
        self._show_banners()

    def hide_edition(self) -> None:
        """Say nothing of other editions any more."""
        self._is_newer_offered = False
        self._show_banners()

    def can_close(self) -> bool:
        """Keep what was typed; False when it cannot be kept."""
        return self.open.flush()

    def page(self) -> Page:
        """The page that is shown."""
        return self.panes.pages.page(self._section)

    # Building

    def _connect(self) -> None:
        self.top.home_asked.connect(self._go_home)
        self.top.sections_asked.connect(self._turn_sections)
        self.panes.pages.made.connect(self._connect_page)
        self.panes.narrowed.connect(self.top.set_narrow)
        self.panes.narrowed.connect(self.bottom.set_narrow)
        self.panes.link_turned.connect(
            lambda shown, are_open: self.top.show_sections_link(shown=shown, are_open=are_open)
        )
        self.panes.guidance_turned.connect(self.guidance_turned)
        self.top.report_asked.connect(self._ask_for_report)
        self.top.find_asked.connect(self.focus_find)
        self.top.undo_asked.connect(self.undo)
        self.top.redo_asked.connect(self.redo)
        self.bottom.back_asked.connect(self.go_back)
        self.bottom.next_asked.connect(self.press_filled)
        self.panes.list.chosen.connect(self._choose_section)
        self.finder.chosen.connect(self.show_place)
        self.panes.guidance.go.connect(self.show_place)
        self._void.go.connect(self.show_place)
        self._void.turned.connect(self._show_banners)
        self.open.changed.connect(self._changed)
        self.open.repinned.connect(self._give_way)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.focus_find),
            ("Ctrl+PgDown", self.go_next),
            ("Ctrl+PgUp", self.go_back),
            ("Ctrl+J", lambda: self._to_missing(back=False)),
            ("Ctrl+Shift+J", lambda: self._to_missing(back=True)),
            ("Ctrl+Return", self.press_filled),
            ("Ctrl+Enter", self.press_filled),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+M", self._begin_remark),
            ("Ctrl+S", self._saving.save),
            ("F1", self.panes.turn_guidance),
            ("F6", lambda: self._to_pane(1)),
            ("Shift+F6", lambda: self._to_pane(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Where one is

    def _connect_page(self, page: Page) -> None:
        page.place_changed.connect(self._place_moved)
        page.go.connect(self.show_place)
        if isinstance(page, SectionPage):
            page.help_asked.connect(self.panes.turn_guidance)

    def _choose_section(self, place: str) -> None:
        if self.panes.are_sections_open:
            self.panes.hide_sections()
        self.show_place(place)

    def _turn_sections(self) -> None:
        self.panes.turn_sections()
        if not self.panes.are_sections_open:
            self.panes.focus_part(self.panes.pages, self.place)

    def _place_moved(self, place: str) -> None:
        if self.sender() in (None, self.panes.pages.currentWidget()):
            self._take_place(place)
            self._show_bottom()

    def _take_place(self, place: str) -> None:
        self.panes.guidance.show_place(place)
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
        return places.neighbour(self.open.editing, self._section, by)

    def _to_missing(self, *, back: bool) -> None:
        if not self.open.flush():
            return
        place = places.missing_from(self.open.editing, self._section, self.place, back=back)
        if place is None:
            self._say(_("Every question is answered."))
        else:
            self.show_place(place)

    def _go_home(self) -> None:
        if self.can_close():
            self.home_asked.emit()

    def _ask_for_report(self) -> None:
        if hidden(self.open):
            self._say(
                _("The report tells what the team rated. It opens once you have rated every risk.")
            )
        elif self.can_close():
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
        if place and not places.is_about(self.open.editing, step, self.place):
            self.show_place(place)
        self._say(words)

    # What is said

    def _changed(self, _step: Step) -> None:
        self.top.refresh()
        self.panes.list.refresh()
        self.panes.guidance.refresh()
        self._show_bottom()

    def _give_way(self, _step: Step) -> None:
        """Follow the assessment no more: its sections are others now, and another editor shows
        them, while this one may live on under a dialog that is still open."""
        self.open.changed.disconnect(self._changed)
        self.open.repinned.disconnect(self._give_way)

    def _show_banners(self) -> None:
        """One banner at a time, the gravest."""
        self._newer_room.setVisible(self._is_newer_offered and not self._void.is_shown())

    def _say(self, words: str) -> None:
        self.bottom.say(words)
        messages.announce(self, words)

    def _show_bottom(self) -> None:
        self.bottom.show_ways(self.page(), *(self._name_of(by) for by in (-1, 1)))

    def _name_of(self, by: int) -> str:
        section = self._neighbour(by)
        return "" if section is None else places.section_name(self.open.wording, section)

    # Keys and sizes

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        """Begin at the first section, where nobody asked for another place."""
        if not self.panes.pages.count():
            self.show_place(self._section.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.finder.isHidden():
            self._place_finder()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panes.drawer.is_open():
            self.panes.drawer.close_drawer()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 -- the name is Qt's
        """Go through the parts of the window as they stand: bar, side, page, help, bottom bar.

        Pages are made one by one, so the order in which things were made says nothing. A drawer
        that is open keeps the keyboard.
        """
        focus, drawer = QApplication.focusWidget(), self.panes.drawer
        in_drawer = drawer.is_open() and holds(drawer, focus)
        parts = [self.top, self._void, self._newer_room, *self.panes.parts(), self.bottom]
        stop = beside([drawer] if in_drawer else parts, focus, 1 if next else -1)
        if stop is None:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stop.setFocus(reason)
        return True

    def _place_finder(self) -> None:
        width = min(560, self.width() - 32)
        left = (self.width() - width) // 2
        top = self.top.height() + 8
        self.finder.setGeometry(left, top, width, min(440, self.height() - top - 70))

    def _begin_remark(self) -> None:
        begin = getattr(self.page(), "begin_remark", None)
        if callable(begin):
            begin()

    def _to_pane(self, by: int) -> None:
        parts = [*self.panes.parts(), self.bottom]
        focus = QApplication.focusWidget()
        at = next((i for i, part in enumerate(parts) if holds(part, focus)), -1)
        if at == 0 and self.panes.gives_way():
            self.panes.hide_sections()
        part = parts[(at + by) % len(parts)]
        if part is self.bottom:
            self.bottom.next.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.panes.focus_part(part, self.place)
