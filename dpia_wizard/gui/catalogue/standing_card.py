"""How one thing of the catalogue stands in the open assessment, and the way to it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.core.uses import Item
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.risk_words import because, listed, quoted
from dpia_wizard.gui.words import _, isolate
from dpia_wizard.wording.team import range_told
from dpia_wizard.workspace.catalogue import Standing, standing


class StandingCard(Card):
    """One card of the details. `go` asks for a place of the assessment."""

    go = Signal(str)

    def __init__(
        self, open_: OpenAssessment, found: Standing, item: Item, parent: QWidget | None = None
    ) -> None:
        super().__init__(state="note" if found.state == "holds" else "plain", parent=parent)
        self.setObjectName("catalogue.standing")
        self.found = found
        words = standing_words(open_, found)
        if found.range is not None:
            words = " ".join((words, range_told(open_.wording, found.range)))
        self.setAccessibleName(words)
        column = QVBoxLayout()
        column.setSpacing(4)
        head = FlowLayout(gap=8)
        head.addWidget(PlainLabel(_("In your assessment"), role="small_strong"))
        if found.level and found.level != NOT_RATED:
            head.addWidget(LevelBadge(level_mark(open_.wording, found.level)))
        if found.range is not None:
            lower = level_mark(open_.wording, found.range.lowest)
            upper = level_mark(open_.wording, found.range.highest)
            head.addWidget(LevelBadge(lower, upper=upper, projected=lower == upper))
        nest(column, head)
        column.addWidget(PlainLabel(words, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        nest(row, column, 1)
        if found.place:
            button = SecondaryButton(_go_words(item), end_sign="chevron-next")
            button.setObjectName("catalogue.go")
            button.clicked.connect(lambda: self.go.emit(found.place))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        nest(self.body, row)

    @classmethod
    def of(cls, open_: OpenAssessment | None, item: Item) -> StandingCard | None:
        """The card of *item*; None where no assessment is open or nothing is to be said."""
        found = None if open_ is None else standing(open_.editing, item)
        if open_ is None or found is None:
            return None
        unseen = hidden(open_)
        if item.kind == "risk" and item.id in unseen:
            found = replace(found, level="", range=None)
        elif item.kind == "stop" and unseen:
            return None  # whether it holds may follow from levels
        return cls(open_, found, item)


def standing_words(open_: OpenAssessment, found: Standing) -> str:
    """How a thing stands, in a sentence or two."""
    match found.state:
        case "in_register" if found.raised_no_longer:
            return _("In the register, though the answers raise it no longer.")
        case "not_applicable":
            return _("Set aside as not applicable: {reason}").format(reason=quoted(found.reason))
        case "avoided":
            return _("Avoided: {reason}").format(reason=quoted(found.reason))
        case "offered":
            offered = because(open_.editing.pack, found.because)
            return _("Offered, not taken up yet. {because}").format(because=offered)
        case "linked":
            return _("{status}. It lowers {risks}.").format(
                status=open_.wording.status(found.status),
                risks=listed(isolate(risk) for risk in found.risks),
            )
    return {
        "in_register": _("In the register."),
        "not_offered": _("The answers do not raise it."),
        "not_linked": _("No risk of the register is linked to it."),
        "answered": _("Answered."),
        "unknown": _("Answered with unknown."),
        "open": _("It waits for an answer."),
        "not_asked": _("Not asked in this assessment."),
        "kept": _("In the inventory."),
        "not_kept": _("Not in the inventory."),
        "holds": _("It holds: nothing can be approved until it is lifted."),
        "cannot_tell": _("The answers do not tell yet whether it holds."),
        "clear": _("It does not hold."),
        "used": _("The risks are judged with it."),
    }[found.state]


def _go_words(item: Item) -> str:
    return {
        "risk": _("Go to the risk"),
        "control": _("Go to the control"),
        "element": _("Go to the inventory"),
        "question": _("Go to the question"),
        "stop": _("Go where it is settled"),
    }.get(item.kind, "")
