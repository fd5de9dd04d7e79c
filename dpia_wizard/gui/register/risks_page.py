"""The page of the risk register: the list, one risk, and the risks that the answers raise."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.facets import Facets, facets
from dpia_wizard.core.form import Section
from dpia_wizard.core.model import Risk
from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.core.risk_map import risk_map
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.editor.read_only import ReadOnlyBanner
from dpia_wizard.gui.heat_map.view import MapView
from dpia_wizard.gui.heat_map.words import Wanted, all_listed, listed
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.own_ids import own_id
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.rating_round.under_way import round_under_way
from dpia_wizard.gui.register.offers import OffersView
from dpia_wizard.gui.register.panel import RegisterDropDown, RegisterPanel
from dpia_wizard.gui.register.risk_list import KeptLines, RegisterLine, register_lines
from dpia_wizard.gui.risk.view import RiskView
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, count, is_right_to_left, isolate, shortened

_PANE_FROM = 1090
_PANE = 286
_TITLE_AHEAD = 56
"""Characters of the next risk's title on the button that leads there: what is left to do stands
beside it."""
_AT_RISK = 1
"""Where one risk stands among what the page shows; before it the offers, after it the map."""


class RisksPage(Page):
    """Section 17: rate every risk, confirm its level, and say what stands against it.

    The register stands beside the risk: as `side_widget` where the editor shows that instead of
    its sections, else inside the page, else dropped down from a button beside the title. All
    risks together stand on the map (Ctrl+H), from which the register lists those of one cell.
    """

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._current = ""
        self._is_stale = True
        self._kept_lines: KeptLines = {}
        self._wants_offers = False
        self._side_is_lent = False
        self._wanted: Wanted = None  # the risks that are listed alone, chosen on the map
        self._before_map = ""
        self._map: MapView | None = None  # once somebody wants to see it
        self._map_scroll: ScrollPane | None = None
        wording = open_.wording
        self.panel = RegisterPanel(wording)
        self._dropdown: RegisterDropDown | None = None
        self._drop = SecondaryButton("", sign="chevron-down")
        self._drop.setObjectName("register.drop")
        self.view = RiskView(open_)
        self.offers = OffersView(open_)
        self._stack = QStackedWidget()
        self._risk_scroll, self._offer_scroll = ScrollPane(self.view), ScrollPane(self.offers)
        self._stack.addWidget(self._offer_scroll)
        self._stack.addWidget(self._risk_page())
        self._above = QHBoxLayout()
        self._above.setSpacing(10)
        self._above.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignTop)
        self._above.addWidget(self.view.head, 1, Qt.AlignmentFlag.AlignVCenter)
        self._above.addStretch()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        nest(middle, self._above)
        self._banner = ReadOnlyBanner(open_)
        self._banner_place = QVBoxLayout()
        self._banner_place.addWidget(self._banner)
        self._round = Banner()
        self._round.setObjectName("risks.round")
        self._round.followed.connect(self._begin_round)
        self._banner_place.addWidget(self._round)
        nest(middle, self._banner_place)
        middle.addWidget(self._stack, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.panel)
        nest(self._row, middle, 1)
        self._connect_panel(self.panel)
        self.panel.visible_changed.connect(self._fit)
        self._drop.clicked.connect(self._drop_down)
        self.view.go.connect(self._follow)
        self.view.spread.talk_asked.connect(self._talk_through)
        self.view.turned.connect(lambda: self.place_changed.emit(self._current))
        self.offers.go.connect(self.go)
        self.offers.added.connect(self._added)
        self.offers.own_asked.connect(self._add_own)
        self.offers.matrix_asked.connect(self._ask_for_matrix)
        QShortcut(QKeySequence("Ctrl+H"), self).activated.connect(self.turn_map)
        open_.changed.connect(self._changed)
        self._refresh(now=True)

    def side_widget(self) -> QWidget | None:
        """The register, for the editor to show in place of its list of sections.

        Whoever asks for it shows and hides it; while it is hidden the page offers it as a
        drop-down list.
        """
        self._side_is_lent = True
        self._row.removeWidget(self.panel)
        return self.panel

    def show_place(self, place: str) -> None:
        """Show a risk of the register, or the risks that are offered."""
        if place in self.open.editing.assessment.risks:
            self._show_risk(place)
            self.view.focus_matrix()
        elif place in {offer.risk.id for offer in self.open.editing.offers}:
            self._show_offers(tell=True)
            self.offers.focus_offer(place)
        elif place == "offers":
            self._show_offers(tell=True)
        elif place == "map" and not self._is_at_map():
            self.turn_map()

    def focus_field(self, name: str) -> bool:
        self.view.unfold(name)
        return super().focus_field(name)

    def begin_remark(self) -> None:
        """Open the field for a remark on the risk that is shown."""
        field = self.view.begin_remark() if self._current else None
        if field is not None:
            QTimer.singleShot(0, field, lambda: self._risk_scroll.ensureWidgetVisible(field))

    def shown(self) -> str:
        """The risk that is shown, or "" while the offers are."""
        return self._current

    def turn_map(self) -> None:
        """Show all risks on the map, or go back to the risk one came from."""
        editing = self.open.editing
        if self._is_at_map():
            back = self._before_map or next((risk.id for risk in editing.risks), "")
            if back in editing.assessment.risks:
                self._choose(back)
                self.view.focus_matrix()
        elif editing.risks and self.open.flush():
            self._before_map = self._current
            self._show_map(tell=True).map.focus_current()

    def beside(self, by: int) -> tuple[str, str]:
        """The risk before or after the one that is shown, in the order of the register."""
        ids = [risk.id for risk in self.open.editing.risks]
        first = 0 if by > 0 else -1  # a risk set aside and the offers stand outside the order
        at = ids.index(self._current) + by if self._current in ids else first
        if not 0 <= at < len(ids):
            return "", ""
        return ids[at], risk_name(self.open.wording, self.open.editing.assessment.risks[ids[at]])

    def left_to_do(self) -> str:
        """What is not confirmed or rated yet: "R36 not confirmed · 3 risks still to rate"."""
        risks = [r for r in self.open.editing.risks if not r.risk.avoided]
        parts = []
        shown = self._rated()
        if shown is not None and self._can_confirm(shown):
            parts.append(_("{risk} not confirmed").format(risk=isolate(shown.id)))
        unrated = sum(risk.level == NOT_RATED for risk in risks)
        if unrated:
            parts.append(count("{n} risk still to rate", "{n} risks still to rate", unrated))
        elif not parts and (open_ := sum(not risk.is_confirmed for risk in risks)):
            parts.append(count("{n} risk not confirmed", "{n} risks not confirmed", open_))
        if not parts and (offered := len(self.open.editing.offers)):
            parts.append(count("{n} risk offered", "{n} risks offered", offered))
        return " · ".join(parts)

    def filled_button(self) -> str:
        """The words "Confirm High" on a risk not yet confirmed, else the next risk, else none."""
        shown = self._rated()
        form = self.view.open_form() if shown is not None else None
        if form is not None:
            return form.act()
        if shown is not None and shown.score is not None and self._can_confirm(shown):
            level = self.open.wording.level(shown.score.today.level)
            return _("Confirm {level}").format(level=level)
        following = self._next()
        if following is None:
            return ""
        title = self.open.wording.risk(following.risk)
        if len(title) <= _TITLE_AHEAD:
            return risk_name(self.open.wording, following.risk)
        return numbered(following.id, shortened(title, _TITLE_AHEAD))

    def missing(self) -> str:
        form = self.view.open_form() if self._rated() is not None else None
        return "" if form is None else form.missing()

    def press_filled_button(self) -> None:
        """Confirm the level, or go to the next risk."""
        shown = self._rated()
        form = self.view.open_form() if shown is not None else None
        if form is not None:
            form.press()
        elif shown is not None and self._can_confirm(shown):
            self.view.confirm()
        elif (following := self._next()) is not None:
            self._choose(following.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self, _step: Step) -> None:
        self._refresh()

    def _refresh(self, *, now: bool = False) -> None:
        if not now and not self.isVisible():
            self._is_stale = True
            return
        self._is_stale = False
        editing = self.open.editing
        self._banner.refresh()
        self._show_round()
        lines = self._lines()
        for panel in self._panels():
            self._fill(panel, lines)
        self._list_wanted()
        before = self._current
        if self._current and self._current not in editing.assessment.risks:
            self._current = ""
        is_at_offers = self.isVisible() and self._stack.currentWidget() is self._offer_scroll
        wants_offers = (self._wants_offers or is_at_offers) and bool(editing.offers)
        is_at_map = self._is_at_map() and bool(editing.risks)
        if not self._current and not wants_offers and not is_at_map and editing.risks:
            self._current = editing.risks[0].id
        if self._current:
            self._show_risk(self._current, tell=self._current != before and self.isVisible())
        elif is_at_map:
            self._show_map()
        else:
            self._show_offers()
        self._fit()

    def _all_risks(self) -> list[RatedRisk]:
        """The register, and after it what was dismissed."""
        editing = self.open.editing
        aside = [
            rated
            for risk in editing.assessment.risks.values()
            if risk.dismissed and (rated := editing.rated(risk.id)) is not None
        ]
        return [*editing.risks, *aside]

    def _lines(self) -> tuple[RegisterLine, ...]:
        return register_lines(self.open.wording, self._all_risks(), self._kept_lines)

    def _facets(self) -> dict[str, Facets]:
        editing = self.open.editing
        return facets(editing.pack, editing.assessment, self._all_risks())

    def _fill(self, panel: RegisterPanel, lines: tuple[RegisterLine, ...]) -> None:
        editing = self.open.editing
        panel.show_value(lines, len(editing.offers), may_edit=editing.may_edit, facts=self._facets)

    def _panels(self) -> list[RegisterPanel]:
        return [self.panel] if self._dropdown is None else [self.panel, self._dropdown.panel]

    def _connect_panel(self, panel: RegisterPanel) -> None:
        panel.chosen.connect(self._choose)
        panel.add_asked.connect(lambda: self._show_offers(tell=True))
        panel.offers_asked.connect(lambda: self._show_offers(tell=True))
        panel.matrix_asked.connect(self._ask_for_matrix)
        panel.map_asked.connect(lambda: self.show_place("map"))
        panel.only_lifted.connect(lambda: self._list(None))
        panel.round_asked.connect(self._begin_round)
        panel.several_asked.connect(lambda: self._change_several(panel.listed()))

    def _ask_for_matrix(self) -> None:
        from dpia_wizard.gui.register.matrix_dialog import MatrixDialog

        if self.open.flush():
            MatrixDialog.ask(self, self.open)

    def _change_several(self, listed: tuple[str, ...]) -> None:
        from dpia_wizard.gui.register.several_dialog import SeveralDialog

        if self.open.flush():
            SeveralDialog.ask(self, self.open, listed)

    def _begin_round(self) -> None:
        self._hold_round("", talk=False)

    def _talk_through(self, risk: str) -> None:
        self._hold_round(risk, talk=True)

    def _hold_round(self, risk: str, *, talk: bool) -> None:
        from dpia_wizard.gui.rating_round.dialog import RatingRoundDialog

        if self.open.flush():
            RatingRoundDialog.ask(self, self.open, risk=risk, talk=talk)
            self._refresh()

    def _show_round(self) -> None:
        """Say that a rating round waits to be gone on with; nothing of what was rated."""
        found = round_under_way(self.open) if self.open.editing.may_edit else None
        self._round.setVisible(found is not None)
        if found is not None:
            words = count(
                "A rating round is under way: {n} person is not done yet.",
                "A rating round is under way: {n} people are not done yet.",
                len(found.waiting),
            )
            self._round.show_value(words, link=_("Go on with it"))

    def _drop_down(self) -> None:
        if self._dropdown is None:
            panel = RegisterPanel(self.open.wording, walks=False)
            self._connect_panel(panel)
            self._fill(panel, self._lines())
            self._dropdown = RegisterDropDown(panel, self)
            self._list_wanted()
        self._dropdown.panel.show_current(self._current)
        self._dropdown.show_below(self._drop)

    def _show_risk(self, risk: str, *, tell: bool = True) -> None:
        rated = self.open.editing.rated(risk)
        if rated is None:
            return
        is_other = risk != self._current or self._stack.currentIndex() != _AT_RISK
        self._current = risk
        self._wants_offers = False
        self.view.show_value(rated)
        self._stack.setCurrentIndex(_AT_RISK)
        self.view.head.show()
        if is_other:
            self._risk_scroll.verticalScrollBar().setValue(0)
        for panel in self._panels():
            panel.show_current(risk)
        if tell and is_other:
            self.place_changed.emit(risk)

    def _risk_page(self) -> QWidget:
        """One risk, which scrolls, and under it what stays in sight of a trial."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._risk_scroll, 1)
        self._bar_place = QVBoxLayout()
        self._bar_place.addWidget(self.view.what_if.bar)
        nest(column, self._bar_place)
        return page

    def _is_at_map(self) -> bool:
        return self._map is not None and self._stack.currentWidget() is self._map_scroll

    def _show_map(self, *, tell: bool = False) -> MapView:
        view = self._map or self._make_map()
        self._current, self._wants_offers = "", False
        found = risk_map(self.open.editing.risks)
        view.show_value(found, self._wanted, isolate(self._before_map))
        if self._map_scroll is not None:
            self._stack.setCurrentWidget(self._map_scroll)
        self.view.head.hide()
        for panel in self._panels():
            panel.show_current("")
        if tell:
            self._fit()
            self.place_changed.emit(self.section.id)
        return view

    def _make_map(self) -> MapView:
        view = self._map = MapView(self.open)
        self._map_scroll = ScrollPane(view)
        self._stack.addWidget(self._map_scroll)
        view.chosen.connect(self._list)
        view.back_asked.connect(self.turn_map)
        view.list_asked.connect(self._go_to_list)
        return view

    def _list(self, wanted: Wanted) -> None:
        """List the risks of one cell, those that are not rated, or all again."""
        self._wanted = wanted
        self._list_wanted()
        if self._is_at_map():
            self._show_map()

    def _list_wanted(self) -> None:
        risks = self.open.editing.risks
        only, words = None, all_listed(sum(not risk.risk.avoided for risk in risks))
        if self._wanted is not None:
            only, words = listed(self.open.wording, risk_map(risks), self._wanted, len(risks))
        for panel in self._panels():
            panel.show_only(only, words)
        self._drop.set_words(words)

    def _go_to_list(self) -> None:
        if self.panel.isVisible():
            self.panel.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._drop_down()

    def _show_offers(self, *, tell: bool = False) -> None:
        editing = self.open.editing
        self._current = ""
        self.offers.show_value(editing.offers, may_edit=editing.may_edit)
        self._stack.setCurrentWidget(self._offer_scroll)
        self.view.head.hide()
        for panel in self._panels():
            panel.show_current("")
        self._wants_offers = self._wants_offers or tell
        if tell:
            self.place_changed.emit(self.section.id)

    def _choose(self, risk: str) -> None:
        if self.open.flush():
            self._show_risk(risk)
        else:
            self.panel.show_current(self._current)

    def _added(self, risk: str) -> None:
        if not self.open.editing.offers:
            first = risk or next((r.id for r in self.open.editing.risks), "")
            self._show_risk(first, tell=False)
            self.view.focus_matrix()
            self.place_changed.emit(first)  # also where it was shown already, as it was added

    def _add_own(self) -> None:
        editing = self.open.editing
        taken = {*editing.assessment.risks, *editing.assessment.controls}
        id = own_id(editing.new_id, taken)
        if self.open.keep(lambda: editing.put("add a risk", Risk(id))):
            self._show_risk(id)
            self.view.about.open_title()

    def _follow(self, place: str) -> None:
        if place in self.open.editing.assessment.risks:
            self._choose(place)
        else:
            self.go.emit(place)

    def _rated(self) -> RatedRisk | None:
        return self.open.editing.rated(self._current) if self._current else None

    def _can_confirm(self, rated: RatedRisk) -> bool:
        aside = rated.risk.avoided or rated.risk.dismissed
        can = rated.score is not None and not rated.is_confirmed and not aside
        return can and self.open.editing.may_edit

    def _next(self) -> RatedRisk | None:
        """The risk that follows in the register; the first one while the offers are shown."""
        return self.open.editing.rated(self.beside(1)[0])

    def _fit(self) -> None:
        has_risks = bool(self.open.editing.assessment.risks)
        if not self._side_is_lent:
            least = round(_PANE_FROM * theme.look().scale)
            wide = round(_PANE * min(theme.look().scale, 1.25))
            self.panel.setFixedWidth(max(wide, self.panel.least_width()))
            self.panel.setVisible(has_risks and self.width() >= least)
        self._drop.setVisible(has_risks and not self.panel.isVisible())
        margin = 20 if self.width() >= _PANE_FROM - _PANE else 14
        beside = self._drop.sizeHint().width() + self.view.head.minimumSizeHint().width() + 40
        is_tight = self._drop.isVisibleTo(self) and self.width() - 2 * margin < beside
        way = QBoxLayout.Direction
        self._above.setDirection(way.TopToBottom if is_tight else way.LeftToRight)
        has_head = self._drop.isVisibleTo(self) or self.view.head.isVisibleTo(self)
        end = margin + self._risk_scroll.verticalScrollBar().sizeHint().width()
        sides = (end, margin) if is_right_to_left() else (margin, end)  # in line with the cards
        self._above.setContentsMargins(sides[0], 12 if has_head else 0, sides[1], 0)
        has_banner = self._banner.isVisibleTo(self) or self._round.isVisibleTo(self)
        above = 8 if has_banner else 0
        self._banner_place.setContentsMargins(sides[0], above, sides[1], 0)
        self._bar_place.setContentsMargins(sides[0], 0, sides[1], 0)
        for inside in (self.view, self.offers, self._map):
            layout = None if inside is None else inside.layout()
            if layout is not None:
                layout.setContentsMargins(margin, 10, margin, 16)
