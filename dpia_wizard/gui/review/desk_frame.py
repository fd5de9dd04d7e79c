"""The desk without its work: title, post and steps above, findings and remarks at the sides."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from dpia_wizard.core import workflow
from dpia_wizard.core.form import Section
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.changes_card import ChangesCard
from dpia_wizard.gui.review.finding_cards import FindingCards
from dpia_wizard.gui.review.remarks_pane import RemarksPane
from dpia_wizard.gui.review.steps import ReviewSteps
from dpia_wizard.gui.review.working_as import WorkingAs
from dpia_wizard.gui.words import _, is_right_to_left

_REMARKS_BESIDE_FROM = 1000
_REMARKS_WIDTH = 288
_WIDEST = 820


class DeskFrame(Page):
    """What stands around the steps of a review, and the first of them: findings and changes.

    `stepped` asks for a step, `sat_down`: somebody said which post they work as.
    """

    stepped = Signal(str)
    sat_down = Signal()

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._is_narrow = False
        self._side: ScrollPane | None = None
        self._parts: dict[str, QWidget] = {}
        self._findings = FindingCards()
        self._open_findings = PlainLabel("", role="small_muted")
        self._findings_card = _Part(_("Findings"))
        self._findings_card.body.addWidget(self._findings)
        self._changes = ChangesCard(open_)
        self._remarks = RemarksPane(open_)
        self._remarks_card = Card()

    def side_widget(self) -> QWidget | None:
        """The findings, to stand at the side in place of the list of sections."""
        if self._is_narrow:
            return None
        if self._side is None:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(14, 8, 14, 14)
            column.setSpacing(10)
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(PlainLabel(_("Findings"), role="heading"))
            head.addWidget(self._open_findings, 1)
            nest(column, head)
            self._side_place = QVBoxLayout()
            nest(column, self._side_place)
            column.addStretch(1)
            self._side = ScrollPane(holder, ground="surface_alt")
        if self._side_place.indexOf(self._findings) < 0:  # else they would be laid out once more
            self._side_place.addWidget(self._findings)
        self._findings_card.hide()
        return self._side

    def set_narrow(self, narrow: bool) -> None:
        """Show the findings on the page where there is no room for them at the side."""
        self._is_narrow = narrow
        if narrow:
            self._findings_card.body.addWidget(self._findings)
            self._findings_card.show()
        self._fit_remarks()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(6)
        top = FlowLayout(gap=16)
        top.addWidget(PlainLabel(section_name(self.open.wording, self.section), role="title"))
        self._working_as = WorkingAs(self.open)
        self._working_as.edited.connect(lambda _post: self.sat_down.emit())
        top.addWidget(self._working_as)
        nest(head, top)
        self._stage_line = SignLabel("seal", "", role="small", ink="accent", wrap=True)
        head.addWidget(self._stage_line)
        self._steps = ReviewSteps()
        self._steps.chosen.connect(self.stepped)
        self._to_remarks = self._steps.add_link("flag")
        self._to_remarks.setObjectName("review.to.remarks")
        self._to_remarks.clicked.connect(lambda: self._scroll_to(self._remarks_card, top=True))
        head.addWidget(self._steps)
        return head

    def _lay_out(self, parts: Mapping[str, QWidget]) -> None:
        """Put the *parts* of the further steps, by step, between what stands around them."""
        inside = QWidget()
        inside.setMaximumWidth(round(_WIDEST * theme.look().scale))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 8, 0, 16)
        self._column.setSpacing(12)
        self._parts = {"findings": self._first_step(), **parts}
        for part in self._parts.values():
            self._column.addWidget(part)
        self._column.addWidget(self._remarks_card)
        self._column.addStretch(1)
        self._inside = inside
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(*((14, 0, 20, 0) if is_right_to_left() else (20, 0, 14, 0)))
        row.addWidget(inside, 1)
        row.addStretch()  # what is wider than the page is free at its end, as in the sections
        self._holder = holder
        self._scroll = ScrollPane(holder)
        beside = QWidget()
        self._beside_place = QVBoxLayout(beside)
        self._beside_place.setContentsMargins(14, 12, 14, 14)
        self._beside = ScrollPane(beside, ground="surface")
        self._beside.setFixedWidth(round(_REMARKS_WIDTH * theme.look().scale))
        self._beside.hide()
        self._remarks_card.body.addWidget(self._remarks)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._scroll, 1)
        below.addWidget(self._beside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        outer.setSpacing(0)
        self._head_part = QWidget()
        self._head_part.setLayout(self._head())
        outer.addWidget(self._head_part)
        outer.addSpacing(6)
        outer.addWidget(rule())
        nest(outer, below, 1)

    def _first_step(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._findings_card)
        column.addWidget(self._changes)
        self._nothing = PlainLabel(
            _("The findings stand at the side. Settle what must be settled, or ask the team."),
            role="muted",
            wrap=True,
        )
        column.addWidget(self._nothing)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_remarks()

    def _fit_remarks(self) -> None:
        least = round(_REMARKS_BESIDE_FROM * theme.look().scale)
        beside = not self._is_narrow and self.width() >= least
        if beside == self._beside.isHidden():
            place = self._beside_place if beside else self._remarks_card.body
            place.addWidget(self._remarks)
            self._beside.setVisible(beside)
            self._remarks_card.setVisible(not beside)
        self._to_remarks.setVisible(not beside)
        # In review the line says what the chip at the top and the card of decisions say.
        self._stage_line.setVisible(beside or self._stage() != "in_review")
        self._nothing.setVisible(self._findings_card.isHidden())

    def _show_stage(self) -> None:
        editing = self.open.editing
        made = workflow.moves(editing.assessment)
        if made:
            said = words.made_words(self.open.wording, made[-1], editing.unsigned)
        else:
            said = _("Draft. It was not sent for review yet.")
        if self._stage() == "in_review":
            said = _("{what}. Answers are frozen while you review.").format(what=said)
        self._stage_line.show_value("seal", said)
        self._fit_remarks()

    def _stage(self) -> str:
        return workflow.stage(self.open.editing.assessment)

    def _scroll_to(self, widget: QWidget, *, top: bool = False) -> None:
        self._column.activate()
        QTimer.singleShot(0, self, lambda: self._reveal(widget, top=top))

    def _reveal(self, widget: QWidget, *, top: bool) -> None:
        if not isValid(widget):
            return
        bar = self._scroll.verticalScrollBar()
        y = widget.mapTo(self._holder, QPoint(0, 0)).y()
        height, shown = widget.height(), self._scroll.viewport().height()
        if top or y < bar.value() or height >= shown:
            bar.setValue(y - 8)
        elif y + height > bar.value() + shown:
            bar.setValue(y + height - shown + 8)


class _Part(Card):
    """A card with a heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.body.addWidget(PlainLabel(heading, role="heading"))
