"""The register beside a risk: how many, a filter, the list; as a pane or dropped down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCollator, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.facets import STATES, Facets, Sought, ordered
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.filters import RegisterFilters, line_filters
from dpia_wizard.gui.register.risk_list import RegisterLine, RegisterList, RegisterModel
from dpia_wizard.gui.words import _, count
from dpia_wizard.wording import Wording

Facts = Callable[[], Mapping[str, Facets]]


class RegisterPanel(QWidget):
    """The list of risks with its filter; `chosen` gives a risk, `add_asked` wants another,
    `map_asked` the map of all, `only_lifted` all risks instead of those that the map chose."""

    chosen = Signal(str)
    add_asked = Signal()
    offers_asked = Signal()
    matrix_asked = Signal()
    map_asked = Signal()
    only_lifted = Signal()
    round_asked = Signal()
    several_asked = Signal()
    visible_changed = Signal()

    def __init__(
        self, wording: Wording, *, walks: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walks = walks
        self._lines: tuple[RegisterLine, ...] = ()
        self._filters = line_filters(wording)
        self._only: frozenset[str] | None = None
        self._kept = ""
        self._kept_for: tuple[Sought, frozenset[str] | None] | None = None
        self._facts: Facts = dict
        self._found: Mapping[str, Facets] | None = None  # once something is sought by them
        self.model = RegisterModel()
        self.list = RegisterList(self.model, walks=walks)
        self.setProperty("ground", "surface_alt")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Risk register"))
        self._counts = PlainLabel("", role="small_muted")
        self._add = LinkButton(_("Add"), sign="plus", name=_("Add a risk"))
        self._add.clicked.connect(self.add_asked)
        self._offers = LinkButton("", sign="warning")
        self._offers.clicked.connect(self.offers_asked)
        options = [(key, words) for key, (words, _test) in self._filters.items()]
        self._map = LinkButton(_("Heat map"), name=_("Heat map of all risks"))
        self._map.setObjectName("register.map")
        self._map.setToolTip("Ctrl+H")
        self._map.clicked.connect(self.map_asked)
        self._filter = ComboBox(options, name=_("Which risks to list"))
        self._filter.setObjectName("register.filter")
        self._filter.edited.connect(lambda _value: self._show())
        self._more = LinkButton("", end_sign="chevron-down")
        self._more.setObjectName("register.more")
        self._more.clicked.connect(self._turn_filters)
        self.filters = RegisterFilters(wording)
        self.filters.hide()
        self.filters.edited.connect(self._show)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Risks"), role="heading"), 1)
        head.addWidget(self._add)
        how_many = QWidget()
        flow = FlowLayout(how_many, gap=8)
        flow.addWidget(self._counts)
        flow.addWidget(self._offers)
        flow.addWidget(self._map)
        flow.addWidget(self._more)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 12, 8)
        above.setSpacing(6)
        nest(above, head)
        above.addWidget(how_many)
        above.addWidget(self._filter)
        above.addWidget(self.filters)
        above.addWidget(self._sought_line())
        above.addWidget(self._only_line())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        nest(column, above)
        column.addWidget(self.list, 1)
        self._acts_holder = self._acts()
        column.addWidget(self._acts_holder)
        self.list.chosen.connect(self.chosen)
        self.setMinimumWidth(self.least_width())

    def _acts(self) -> QWidget:
        """What can be done with all or several risks."""
        self._round = LinkButton(_("Rating round…"), sign="person")
        self._round.setObjectName("register.round")
        self._round.clicked.connect(self.round_asked)
        self._several = LinkButton(_("Change several…"))
        self._several.setObjectName("register.several")
        self._several.clicked.connect(self.several_asked)
        self._matrix = LinkButton(_("Use another matrix…"))
        self._matrix.setObjectName("register.matrix")
        self._matrix.clicked.connect(self.matrix_asked)
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        flow.setContentsMargins(12, 6, 12, 8)
        for link in (self._round, self._several, self._matrix):
            flow.addWidget(link)
        return holder

    def show_value(
        self,
        lines: Sequence[RegisterLine],
        offered: int,
        *,
        may_edit: bool,
        facts: Facts = dict,
    ) -> None:
        """Show other *lines*, and how many risks are offered; *facts* gives by the id of a risk
        what it can be sought by."""
        self._lines = tuple(lines)
        self._facts, self._found = facts, None
        if not self.filters.isHidden():
            self.filters.offer(self._facets().values())
        open_ = [line for line in lines if not line.is_set_aside]
        rated = sum(line.level != NOT_RATED for line in open_)
        self._counts.setText(_("{n} · {rated} rated").format(n=len(open_), rated=rated))
        self._add.setVisible(may_edit)
        self._round.setVisible(may_edit and bool(open_))
        self._several.setVisible(may_edit and len(lines) > 1)
        self._offers.setVisible(bool(offered))
        self._offers.set_words(count("{n} risk offered", "{n} risks offered", offered))
        self._show()

    def show_only(self, risks: Iterable[str] | None, words: str = "") -> None:
        """List these risks alone, and say in *words* which they are; with None all again."""
        only = None if risks is None else frozenset(risks)
        if only is not None and only != self._only:
            self._seek_all()
        self._only = only
        self._only_words.setText(words)
        self._only_holder.setVisible(only is not None)
        self._show()

    def show_current(self, risk: str) -> None:
        """Mark the risk that is shown; a filter that hides it is lifted, unless it was listed
        when one came to it."""
        if risk != self._kept:
            self._kept, self._kept_for = "", None
            self._show()
        if self.model.row_of(risk) < 0 and any(line.id == risk for line in self._lines):
            self._seek_all()
            if self._only is not None and risk not in self._only:
                self._lift_only()
            self._show()
        self._kept = risk
        self._show()
        self.list.show_current(risk)

    def least_width(self) -> int:
        """The width below which words would be cut."""
        return max(230, self._filter.sizeHint().width() + 24)

    def current(self) -> str:
        """The risk that is marked, or ""."""
        line = self.list.currentIndex().data(RegisterModel.LINE)
        return line.id if isinstance(line, RegisterLine) else ""

    def listed(self) -> tuple[str, ...]:
        """The risks that are listed, in their order."""
        return tuple(line.id for line in self.model.lines())

    def _sought_line(self) -> QWidget:
        self._sought_words = PlainLabel("", role="small_strong", wrap=True)
        lift = LinkButton(_("Clear"), sign="cross", name=_("Clear the filters"))
        lift.setObjectName("register.clear")
        lift.clicked.connect(self._clear)
        holder = self._sought_holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._sought_words, 1)
        row.addWidget(lift)
        holder.hide()
        return holder

    def _clear(self) -> None:
        self._seek_all()
        self._show()
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seek_all(self) -> None:
        self._filter.show_value("all")
        self.filters.seek_all()

    def _turn_filters(self) -> None:
        self.filters.setVisible(self.filters.isHidden())
        # A list that drops down is low: what it finds needs the room.
        self._acts_holder.setVisible(self._walks or self.filters.isHidden())
        if not self.filters.isHidden():
            self.filters.offer(self._facets().values())
        self._show()

    def _facets(self) -> Mapping[str, Facets]:
        if self._found is None:
            self._found = self._facts()
        return self._found

    def _only_line(self) -> QWidget:
        self._only_words = PlainLabel("", role="small_strong", wrap=True)
        lift = LinkButton(_("Show all"), sign="cross", name=_("Show all risks"))
        lift.setObjectName("register.show_all")
        lift.clicked.connect(self._lift_only)
        lift.clicked.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        holder = self._only_holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._only_words, 1)
        row.addWidget(lift)
        holder.hide()
        return holder

    def _lift_only(self) -> None:
        self.show_only(None)
        self.only_lifted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.visible_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.visible_changed.emit()

    def _show(self) -> None:
        key = str(self._filter.value() or "all")
        _words, test = self._filters[key]
        only, sought = self._only, self.filters.sought()
        if key in STATES:
            sought = replace(sought, state=key)
        shown = [line for line in self._lines if test(line) and (only is None or line.id in only)]
        if sought != Sought():
            found = self._facets()
            shown = [line for line in shown if line.id in found and sought.finds(found[line.id])]
        if any(line.id == self._kept for line in shown):
            self._kept_for = (sought, only)
        elif self._kept_for == (sought, only):
            # Changed just now, it is not what was sought any more, and stays until one leaves it.
            shown += [line for line in self._lines if line.id == self._kept]
        self.model.show_value(self._in_order(shown))
        words = _("{order}, all levels").format(order=self.filters.order_words())
        self._filter.setItemText(0, words)
        is_sought = key != "all" or sought != Sought()
        self._sought_holder.setVisible(is_sought)
        words = _("{n} of {all} listed").format(n=len(shown), all=len(self._lines))
        self._sought_words.setText(words if shown else _("No risk is like this."))
        is_open = not self.filters.isHidden()
        self._more.set_words(_("Fewer filters") if is_open else _("More filters and order"))
        self._more.set_sign("", "chevron-up" if is_open else "chevron-down")

    def _in_order(self, lines: Sequence[RegisterLine]) -> list[RegisterLine]:
        """*lines* in the order that is chosen; what is set aside stands last."""
        order = self.filters.chosen_order()
        if order == "worst":
            return list(lines)
        if order == "name":
            named = by_title(lines)
        else:
            of = {line.id: line for line in lines}
            found = self._facets()
            named = [of[id] for id in ordered(order, [id for id in of if id in found], found)]
        return sorted(named, key=lambda line: line.is_set_aside)


def by_title(lines: Iterable[RegisterLine]) -> list[RegisterLine]:
    """*lines* as the language of the window sorts titles; those without one stand last."""
    collator = QCollator(QLocale())
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    collator.setNumericMode(True)
    return sorted(lines, key=lambda line: (not line.title.strip(), collator.sortKey(line.title)))


class RegisterDropDown(QFrame):
    """A panel dropped down from a button, where there is no room for a pane."""

    def __init__(self, panel: RegisterPanel, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("ground", "surface_alt")
        self.panel = panel
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(panel)
        panel.chosen.connect(lambda _risk: self.hide())
        panel.add_asked.connect(self.hide)
        panel.offers_asked.connect(self.hide)
        panel.matrix_asked.connect(self.hide)
        panel.map_asked.connect(self.hide)
        panel.round_asked.connect(self.hide)
        panel.several_asked.connect(self.hide)

    def show_below(self, button: QWidget) -> None:
        """Open under *button*, at its leading edge, as high as the window allows."""
        window = button.window()
        top = button.mapTo(window, QPoint(0, button.height() + 2)).y()
        width = min(round(340 * theme.look().scale), window.width() - 24)
        self.resize(width, max(240, window.height() - top - 12))
        corner = QPoint(0, button.height() + 2)
        if button.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.setX(button.width() - width)
        self.move(button.mapToGlobal(corner))
        self.show()
        self.panel.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape or (is_enter and self.panel.list.hasFocus()):
            self.hide()  # Enter in a filter asks for nothing yet
            return
        super().keyPressEvent(event)
