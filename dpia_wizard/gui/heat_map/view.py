"""All risks of the register on one map, with what the map cannot show beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.core.risk_map import RiskMap
from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.heat_map.picture import HeatMap, paint_number
from dpia_wizard.gui.heat_map.words import Wanted, beside_the_map, cell_name, cell_told
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.messages import announce
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.matrix_paint import mark_radius
from dpia_wizard.gui.words import _, count, start_rtl_line

_BESIDE_FROM = 900
_SIDE = 230


class MapView(QWidget):
    """The heat map with its key. `chosen` gives the risks that are to be listed, `list_asked`
    wants to go to that list, `back_asked` to the risk one came from."""

    chosen = Signal(object)
    list_asked = Signal()
    back_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._chosen: Wanted = None
        self._map: RiskMap | None = None
        self._back = SecondaryButton("", sign="chevron-back")
        self._back.setObjectName("map.back")
        self._back.clicked.connect(self.back_asked)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._back)
        head.addWidget(PlainLabel(_("Heat map of all risks"), role="title", wrap=True), 1)
        self.map = HeatMap(open_.wording)
        self.map.chosen.connect(self._take)
        card = Card()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(20)
        self._row.addWidget(self.map, 1)
        self._side = QWidget()
        self._beside(self._side)
        self._row.addWidget(self._side)
        nest(card.body, self._row)
        card.body.addWidget(rule())
        nest(card.body, self._below())
        column = QVBoxLayout(self)
        column.setSpacing(10)
        nest(column, head)
        column.addWidget(card)
        column.addStretch(1)

    def show_value(self, map_: RiskMap, chosen: Wanted, back: str) -> None:
        """Show another map; *back* names the risk one came from, "" for none."""
        self._map, self._chosen = map_, chosen
        wording = self._open.wording
        cell = chosen if isinstance(chosen, tuple) else None
        self.map.show_value(map_, wording, cell)
        self._back.setVisible(bool(back))
        self._back.set_words(_("Back to {risk}").format(risk=back))
        n = len(map_.not_rated)
        self._unrated.set_words(count("{n} risk not rated", "{n} risks not rated", n))
        for widget in (self._unrated, self._unrated_badge):
            widget.setVisible(bool(n))
        clear(self._notes)
        for sentence in beside_the_map(map_):
            self._notes.addWidget(PlainLabel(sentence, role="small_muted", wrap=True))
        self._show_told()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= round(_BESIDE_FROM * theme.look().scale)
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._side.setMaximumWidth(round(_SIDE * theme.look().scale) if beside else 16777215)

    def _beside(self, holder: QWidget) -> None:
        """The key of the marks, and the risks that stand in no cell."""
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for kind, words in (
            ("inherent", _("Outline: risks here before controls")),
            ("today", _("Filled: risks here today")),
            ("projected", _("Dashed: risks here if the plan is done")),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(_Sample(kind))
            row.addWidget(PlainLabel(words, role="small", wrap=True), 1)
            nest(column, row)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._unrated_badge = LevelBadge(None)
        self._unrated = LinkButton("")
        self._unrated.setObjectName("map.not_rated")
        self._unrated.clicked.connect(
            lambda: self._take(None if self._chosen == NOT_RATED else NOT_RATED)
        )
        row.addWidget(self._unrated_badge)
        row.addWidget(self._unrated)
        row.addStretch(1)
        nest(column, row)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        nest(column, self._notes)
        column.addStretch(1)

    def _below(self) -> QVBoxLayout:
        """What the chosen cell says, and the way to its risks."""
        column = QVBoxLayout()
        column.setSpacing(4)
        self._name = PlainLabel("", role="strong", wrap=True)
        self._told = PlainLabel("", role="small", wrap=True)
        self._list = SecondaryButton("")
        self._list.setObjectName("map.list")
        self._list.clicked.connect(self.list_asked)
        self._all = LinkButton(_("Show all risks"), sign="cross")
        self._all.setObjectName("map.all")
        self._all.clicked.connect(lambda: self._take(None))
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._told)
        nest(row, words, 1)
        row.addWidget(self._all)
        row.addWidget(self._list)
        nest(column, row)
        return column

    def _take(self, chosen: Wanted) -> None:
        had_focus = self._all.hasFocus()
        self.chosen.emit(chosen)
        announce(self, f"{self._name.text()} {self._told.text()}")
        if chosen is not None:
            bring_into_sight(self._told)
        if had_focus:
            self.map.focus_current()

    def _left_out(self, map_: RiskMap) -> list[str]:
        """Which ways are not drawn, because they would run over one another."""
        earned, planned = self.map.drawn_ways()
        if len(earned) < len(map_.earned):
            words = _("Many risks have moved, so only the ways of the cell you are on are drawn.")
        elif len(planned) < len(map_.planned):
            words = _(
                "Drawn are the ways that controls earned; a chosen cell shows also what is planned."
            )
        else:
            return []
        return [words]

    def _show_told(self) -> None:
        if self._map is None:
            return
        wording, chosen = self._open.wording, self._chosen
        risks: tuple[str, ...] = ()
        told: list[str] = []
        if isinstance(chosen, tuple):
            risks = self._map.today.get(chosen, ())
            told = cell_told(wording, self._map, chosen)
            words = _("{place}: {level}").format(
                place=cell_name(wording, chosen),
                level=wording.level(wording.pack.matrix.cell(*chosen).id),
            )
            here = (
                count("{n} risk stands here today.", "{n} risks stand here today.", len(risks))
                if risks
                else _("No risk stands here today.")
            )
            told.insert(0, here)
        elif chosen == NOT_RATED:
            risks = self._map.not_rated
            words = _("Not rated")
            told = [_("Nobody has said yet how likely these are, or how grave. That is not low.")]
        else:
            words = _("Choose a cell to list its risks.")
            told = self._left_out(self._map)
        self._name.setText(start_rtl_line(words))
        self._told.setText(start_rtl_line(" ".join(told)))
        self._told.setVisible(bool(told))
        self._all.setVisible(chosen is not None)
        self._list.setVisible(bool(risks))
        self._list.set_words(count("List {n} risk", "List {n} risks", len(risks)))


class _Sample(QWidget):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(2 * mark_radius()) + 2
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_number(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._kind, 2)
