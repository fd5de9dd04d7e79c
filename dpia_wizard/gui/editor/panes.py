"""Side, page and help beside one another: each gets the width it needs, or gives way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dpia_wizard.core.form import Section
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.guidance import Guidance
from dpia_wizard.gui.editor.page_stack import PageStack
from dpia_wizard.gui.editor.section_list import SectionList
from dpia_wizard.gui.editor.stops import first_stop, holds
from dpia_wizard.gui.layouts import kept_as_it_is, nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.drawer import Drawer
from dpia_wizard.gui.parts.labels import rule
from dpia_wizard.gui.words import _

NARROW = 1200
"""Below this width help is a drawer and hints of keys go."""

WIDE = 1600
_WIDER = 1.25
"""How far the side grows with the size of the text; the page needs the rest."""

_UNBOUND = 16777215
"""Qt's own largest width."""


class Panes(QWidget):
    """The middle of the editor. `guidance_turned`: help is to be shown from now on, or not;
    `link_turned`: whether the sections are to be offered from above, and whether they are open."""

    guidance_turned = Signal(bool)
    link_turned = Signal(bool, bool)
    narrowed = Signal(bool)

    def __init__(
        self, open_: OpenAssessment, *, guidance_shown: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.open = open_
        self.is_narrow = False
        self._section: Section = open_.editing.pack.form.sections[0]
        self._own_sides: dict[str, QWidget] = {}
        self._wants_sections = False
        self._wants_guidance = guidance_shown
        self._wants_help_at_desk = False  # remarks stand in the place of help there
        self.list = SectionList(open_)
        self.side = QStackedWidget()
        self.side.addWidget(self.list)
        self.pages = PageStack(open_)
        self.guidance = Guidance(open_)
        self._middle = QWidget()
        self._middle_row = QHBoxLayout(self._middle)
        self._middle_row.setContentsMargins(0, 0, 0, 0)
        self._middle_row.setSpacing(0)
        self._middle_row.addWidget(self.pages, 1)
        self._rule = rule(upright=True)
        self._middle_row.addWidget(self._rule)
        self._middle_row.addWidget(self.guidance)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        across.addWidget(self._middle, 1)
        self.drawer = Drawer(self._middle, name=_("Help"), width=320)
        self.drawer.body.setContentsMargins(0, 0, 0, 0)
        self.drawer.closed.connect(self.fit)
        self.pages.readied.connect(self._give_room)
        self.guidance.hidden_by_person.connect(self._hide_guidance)

    def show_place(self, section: Section, place: str) -> Page:
        """Show *place* on the page of *section*, and what stands beside that page."""
        is_other = section is not self._section or not self.pages.count()
        if is_other:
            self._section, self._wants_sections = section, False
        page = self.pages.page(section)
        with kept_as_it_is(self.pages):  # what is left is not laid out once more
            self._show_side(page)
            if is_other:
                self.fit()
        return self.pages.show_place(section, place)

    # The list at the side

    def turn_sections(self) -> None:
        """Show the sections beside a page that has the whole of a narrow window, or hide them."""
        if self._wants_sections:
            self.hide_sections()
        else:
            self.show_sections()

    def show_sections(self) -> None:
        """Show the sections in place of the page's own list, and go there."""
        self._wants_sections = True
        self._show_side(self.pages.page(self._section))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_sections(self) -> None:
        """Give the side back to the page."""
        self._wants_sections = False
        self._show_side(self.pages.page(self._section))

    def gives_way(self) -> bool:
        """Whether the page needs the whole width, so that the side is shown only when asked for."""
        has_page = bool(self.pages.count())
        return self.is_narrow and has_page and self._has_own_side(self._section)

    @property
    def are_sections_open(self) -> bool:
        """Whether somebody asked for the sections, where the page stands in their place."""
        return self._wants_sections

    def _show_side(self, page: Page) -> None:
        own = self._own_side(page)
        with kept_as_it_is(self.side):  # not at the width of what is left
            self.side.setCurrentWidget(
                self.list if own is None or self.is_narrow or self._wants_sections else own
            )
            self._fit_side()

    def _own_side(self, page: Page) -> QWidget | None:
        """The list that *page* brings for the side, with a way back to the sections."""
        bring = getattr(page, "side_widget", None)
        if not callable(bring) or not self._has_own_side(page.section):
            return None
        widget = bring()  # each time: a narrow page takes back what it had lent
        if not isinstance(widget, QWidget):
            return None
        id = page.section.id
        if id not in self._own_sides:
            self._own_sides[id] = self._with_way_back(widget)
            self.side.addWidget(self._own_sides[id])
            widget.show()
        return self._own_sides[id]

    def _has_own_side(self, section: Section) -> bool:
        """Whether the page of *section* brings a list of its own."""
        if section.page == "risks" and not self.open.editing.risks:
            return False
        return hasattr(self.pages.page(section), "side_widget")

    def _with_way_back(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "surface_alt")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        back = LinkButton(_("All sections"), sign="chevron-back")
        back.setObjectName("all_sections")
        back.clicked.connect(self.show_sections)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(back)
        row.addStretch(1)
        nest(column, row)
        column.addWidget(widget, 1)
        return holder

    # Help

    def turn_guidance(self) -> None:
        """Show help, or let it go."""
        if self.is_narrow:
            if self.drawer.is_open():
                self.drawer.close_drawer()
            else:
                self._move_guidance()
                self.drawer.open()
            return
        if self._section.page == "review":
            self._wants_help_at_desk = not self._wants_help_at_desk
        else:
            self._wants_guidance = not self._wants_guidance
            self.guidance_turned.emit(self._wants_guidance)
        self.fit()
        if self._shows_guidance(self._section):
            self.guidance.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _hide_guidance(self) -> None:
        if self.is_narrow:
            self.drawer.close_drawer()
        else:
            self.turn_guidance()

    def _move_guidance(self) -> None:
        if self.is_narrow and self.guidance.parentWidget() is not self.drawer:
            self.drawer.body.addWidget(self.guidance)
            self.guidance.setMinimumWidth(0)
            self.guidance.setMaximumWidth(_UNBOUND)
            self.guidance.show()
        elif not self.is_narrow and self.guidance.parentWidget() is not self._middle:
            self.drawer.close_drawer()
            self._middle_row.addWidget(self.guidance)

    # The focus

    def parts(self) -> list[QWidget]:
        """What stands beside one another now."""
        return [self.side, self.pages, *([self.guidance] if self.guidance.isVisible() else [])]

    def focus_part(self, part: QWidget, place: str) -> None:
        """Give the focus to one of the `parts`: on the page to *place*."""
        target: QWidget | None = part
        if part is self.pages:
            page = self.pages.page(self._section)
            page.show_place(place)
            focus = QApplication.focusWidget()
            target = focus if holds(page, focus) else first_stop(page)
        elif part is self.side:
            if part.isHidden():
                self.show_sections()
            shown = self.side.currentWidget()
            target = self.list if shown is self.list else first_stop(shown) or self.list
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.is_narrow = self.width() < NARROW
        self.pages.set_narrow(self.is_narrow)
        self.list.set_progress_shown(not self.is_narrow)
        self.narrowed.emit(self.is_narrow)
        self.fit()
        if self.pages.count():
            self._show_side(self.pages.page(self._section))

    def fit(self) -> None:
        """Give every pane its place and width."""
        self._move_guidance()
        shown = self._shows_guidance(self._section)
        if not self.is_narrow:
            self.guidance.setFixedWidth(self._guidance_width())
            self.guidance.setVisible(shown)
        self._rule.setVisible(shown)
        self._fit_side()

    def _fit_side(self) -> None:
        gives_way = self.gives_way()
        self.side.setVisible(not gives_way or self._wants_sections)
        self.link_turned.emit(gives_way, self._wants_sections)
        self.side.setFixedWidth(self._side_width(self.side.currentWidget()))

    def _give_room(self, page: Page) -> None:
        """Give a page that is made ready the size it will have when it is shown."""
        own = self._own_side(page)
        gives_way = self.is_narrow and self._has_own_side(page.section)
        side = 0 if gives_way else self._side_width(own or self.list)
        if own is not None and not gives_way:
            own.resize(side, self.side.height())
            own.grab()
        width = self.width() - side
        if self._shows_guidance(page.section):
            width -= self._guidance_width() + self._rule.maximumWidth()
        page.resize(width, self.pages.height())

    def _shows_guidance(self, section: Section) -> bool:
        at_desk = section.page == "review"
        wants = self._wants_help_at_desk if at_desk else self._wants_guidance
        return wants and not self.is_narrow and bool(section.questions)

    def _guidance_width(self) -> int:
        return 360 if self.width() > WIDE else 296

    def _side_width(self, shown: QWidget | None) -> int:
        is_list = shown is self.list
        wide = 252 if self.is_narrow else 264 if is_list else 290
        least = 0 if is_list or shown is None else shown.minimumSizeHint().width()
        return max(least, round(wide * min(theme.look().scale, _WIDER)))
