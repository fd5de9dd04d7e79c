"""The register beside a risk: how many, a filter, the list; as a pane or dropped down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.risk_list import RegisterLine, RegisterList, RegisterModel
from dpia_wizard.gui.words import _, count
from dpia_wizard.wording import Wording

Filter = Callable[[RegisterLine], bool]


class RegisterPanel(QWidget):
    """The list of risks with its filter; `chosen` gives a risk, `add_asked` wants another,
    `map_asked` the map of all, `only_lifted` all risks instead of those that the map chose."""

    chosen = Signal(str)
    add_asked = Signal()
    offers_asked = Signal()
    matrix_asked = Signal()
    map_asked = Signal()
    only_lifted = Signal()
    together_asked = Signal()
    visible_changed = Signal()

    def __init__(
        self, wording: Wording, *, walks: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines: tuple[RegisterLine, ...] = ()
        self._filters = _filters(wording)
        self._only: frozenset[str] | None = None
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
        self._filter.edited.connect(lambda _value: self._show())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Risks"), role="heading"), 1)
        head.addWidget(self._add)
        how_many = QWidget()
        flow = FlowLayout(how_many, gap=8)
        flow.addWidget(self._counts)
        flow.addWidget(self._offers)
        flow.addWidget(self._map)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 12, 8)
        above.setSpacing(6)
        nest(above, head)
        above.addWidget(how_many)
        above.addWidget(self._filter)
        above.addWidget(self._only_line())
        below = QVBoxLayout()
        below.setContentsMargins(12, 6, 12, 8)
        below.setSpacing(2)
        self._together = LinkButton(_("Rate together…"), sign="person")
        self._together.setObjectName("register.together")
        self._together.clicked.connect(self.together_asked)
        below.addWidget(self._together, 0, Qt.AlignmentFlag.AlignLeading)
        self._matrix = LinkButton(_("Use another matrix…"))
        self._matrix.setObjectName("register.matrix")
        self._matrix.clicked.connect(self.matrix_asked)
        below.addWidget(self._matrix, 0, Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        nest(column, above)
        column.addWidget(self.list, 1)
        nest(column, below)
        self.list.chosen.connect(self.chosen)
        self.setMinimumWidth(self.least_width())

    def show_value(self, lines: Sequence[RegisterLine], offered: int, *, may_edit: bool) -> None:
        """Show other *lines*, and how many risks are offered."""
        self._lines = tuple(lines)
        open_ = [line for line in lines if not line.is_set_aside]
        rated = sum(line.level != NOT_RATED for line in open_)
        self._counts.setText(_("{n} · {rated} rated").format(n=len(open_), rated=rated))
        self._add.setVisible(may_edit)
        self._together.setVisible(may_edit and bool(open_))
        self._offers.setVisible(bool(offered))
        self._offers.set_words(count("{n} risk offered", "{n} risks offered", offered))
        self._show()

    def show_only(self, risks: Iterable[str] | None, words: str = "") -> None:
        """List these risks alone, and say in *words* which they are; with None all again."""
        only = None if risks is None else frozenset(risks)
        if only is not None and only != self._only:
            self._filter.show_value("all")
        self._only = only
        self._only_words.setText(words)
        self._only_holder.setVisible(only is not None)
        self._show()

    def show_current(self, risk: str) -> None:
        """Mark the risk that is shown; a filter that hides it is lifted."""
        if self.model.row_of(risk) < 0 and any(line.id == risk for line in self._lines):
            self._filter.show_value("all")
            if self._only is not None and risk not in self._only:
                self._lift_only()
            self._show()
        self.list.show_current(risk)

    def least_width(self) -> int:
        """The width below which words would be cut."""
        return max(230, self._filter.sizeHint().width() + 24)

    def current(self) -> str:
        """The risk that is marked, or ""."""
        line = self.list.currentIndex().data(RegisterModel.LINE)
        return line.id if isinstance(line, RegisterLine) else ""

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
        _words, test = self._filters[str(self._filter.value() or "all")]
        only = self._only
        self.model.show_value(
            [line for line in self._lines if test(line) and (only is None or line.id in only)]
        )


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
        panel.together_asked.connect(self.hide)

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
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.hide()
            return
        super().keyPressEvent(event)


def _filters(wording: Wording) -> dict[str, tuple[str, Filter]]:
    """What can be listed, by key: the words, and whether a line belongs to it."""

    def at(level: str) -> Filter:
        return lambda line: line.level == level and not line.is_set_aside

    found: dict[str, tuple[str, Filter]] = {
        "all": (_("Worst first, all levels"), lambda _line: True),
        "open": (
            _("Not confirmed yet"),
            lambda line: not line.is_confirmed and not line.is_set_aside,
        ),
    }
    for level in reversed(wording.pack.matrix.levels):
        words = _("Only {level}").format(level=wording.level(level.id))
        found[level.id] = (words, at(level.id))
    found[NOT_RATED] = (_("Only not rated"), at(NOT_RATED))
    found["aside"] = (_("Set aside"), lambda line: line.is_set_aside)
    return found
