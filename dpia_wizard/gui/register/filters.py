"""What the register is filtered and ordered by: level, state, group, clause, owner, order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from dpia_wizard.core.facets import Facets, Order, Sought
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui.parts.drawing import line_width
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.risk_list import RegisterLine
from dpia_wizard.gui.words import _, start_rtl_line
from dpia_wizard.wording import Wording

Filter = Callable[[RegisterLine], bool]

_GAP = 6
_AROUND_WORDS = 50
"""Pixels of a list beside its words: edges and the sign that it opens."""


class RegisterFilters(QWidget):
    """Four lists that offer what the risks of the register have; `edited`: one was chosen."""

    edited = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self.group = _list(_("Group of risks"), "register.group")
        self.clause = _list(_("Clause of the protocol"), "register.clause")
        self.owner = _list(_("Owner of a control or an action"), "register.owner")
        self.order = _list(_("Order"), "register.order")
        self.order.set_options(
            [
                ("worst", _("Worst first")),
                ("severity", _("Gravest harm first")),
                ("likelihood", _("Most likely first")),
                ("number", _("By number")),
                ("name", _("By name")),
            ]
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._lines: list[list[ComboBox]] = []
        for at, box in enumerate(self._boxes()):
            box.edited.connect(lambda _value: self._tell())
            self._grid.setColumnStretch(at % 2, 1)
        self.offer(())

    def offer(self, risks: Iterable[Facets]) -> None:
        """Offer what *risks* have, and what is chosen."""
        found = tuple(risks)
        wording, sought = self._wording, self.sought()
        groups = {risk.group for risk in found} | {sought.group}
        known = [group.id for group in wording.pack.groups if group.id in groups]
        clauses = {clause for risk in found for clause in risk.clauses} | {sought.clause} - {""}
        owners = {owner for risk in found for owner in risk.owners} | {sought.owner} - {""}
        in_order = [c.id for c in wording.pack.clauses if c.id in clauses]
        in_order += sorted(clauses - set(in_order))
        self.group.set_options(
            [("", _("All groups")), *((id, start_rtl_line(wording.group(id))) for id in known)]
        )
        self.clause.set_options(
            [
                ("", _("All clauses")),
                *(
                    (id, start_rtl_line(f"{wording.clause_id(id)} {wording.clause(id)}"))
                    for id in in_order
                ),
            ]
        )
        self.owner.set_options(
            [
                ("", _("All owners")),
                *((post, start_rtl_line(post)) for post in sorted(owners, key=str.casefold)),
            ]
        )
        self._show_whole()

    def _tell(self) -> None:
        self._show_whole()
        self.edited.emit()

    def _show_whole(self) -> None:
        """Let each list be read whole: its choices where it opens, its own in a tip."""
        for box in self._boxes():
            view = box.view()
            view.setMinimumWidth(min(view.sizeHintForColumn(0) + 24, 560))
            view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
            box.setToolTip(box.currentText())
        self._arrange()

    def _boxes(self) -> tuple[ComboBox, ...]:
        return self.group, self.clause, self.owner, self.order

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two lists in a line; one with long words, or that is left over, has its own."""
        half = (self.width() - _GAP) // 2
        lines: list[list[ComboBox]] = []
        has_room = False
        for box in self._boxes():
            is_long = line_width(box.currentText(), box.font()) + _AROUND_WORDS > half
            if has_room and not is_long:
                lines[-1].append(box)
            else:
                lines.append([box])
            has_room = not is_long and len(lines[-1]) == 1
        if lines == self._lines:
            return
        self._lines = lines
        for box in self._boxes():
            self._grid.removeWidget(box)
        for row, line in enumerate(lines):
            for column, box in enumerate(line):
                self._grid.addWidget(box, row, column, 1, 3 - len(line))

    def sought(self) -> Sought:
        """What is chosen."""
        group, clause, owner = self.group.value(), self.clause.value(), self.owner.value()
        return Sought("", str(group or ""), str(clause or ""), str(owner or ""))

    def order_words(self) -> str:
        """The order that is chosen, in words."""
        return self.order.currentText()

    def chosen_order(self) -> Order:
        """The order that is chosen."""
        found: Order = self.order.value() or "worst"  # type: ignore[assignment]  # one of those
        return found

    def seek_all(self) -> None:
        """Choose nothing; tells nobody."""
        for box in (self.group, self.clause, self.owner):
            box.show_value("")
        self._show_whole()


def line_filters(wording: Wording) -> dict[str, tuple[str, Filter]]:
    """What can be listed, by key: the words, and whether a line belongs to it."""

    def at(level: str) -> Filter:
        return lambda line: line.level == level and not line.is_set_aside

    found: dict[str, tuple[str, Filter]] = {
        "all": (_("{order}, all levels").format(order=_("Worst first")), lambda _line: True),
        "open": (
            _("Not confirmed yet"),
            lambda line: not line.is_confirmed and not line.is_set_aside,
        ),
    }
    for level in reversed(wording.pack.matrix.levels):
        words = _("Only {level}").format(level=wording.level(level.id))
        found[level.id] = (words, at(level.id))
    found[NOT_RATED] = (_("Only not rated"), at(NOT_RATED))
    for state, words in (
        ("unverified", _("Without a verified control")),
        ("precaution", _("With the precaution mark")),
        ("overridden", _("Lowered by the supervisor")),
        ("unsettled", _("Rated apart, not agreed")),
        ("unowned", _("Nobody owns its controls or actions")),
    ):
        found[state] = (words, lambda line: not line.is_set_aside)
    found["aside"] = (_("Set aside"), lambda line: line.is_set_aside)
    return found


def _list(words: str, name: str) -> ComboBox:
    box = ComboBox((), name=words)
    box.setObjectName(name)
    box.setMinimumContentsLength(7)
    box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
