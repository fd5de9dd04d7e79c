"""The report's page laid out: options and headings, preview, signers; one side where narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.summary import TITLE
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SignButton
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.parts.panes import Pane, ScrollPane
from dpia_wizard.gui.report.options import Outline, ReportOptions
from dpia_wizard.gui.report.page_view import PageView
from dpia_wizard.gui.report.preview_bar import PreviewBar
from dpia_wizard.gui.report.signers_pane import SignersPane
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, shortened

NARROW = 1200
"""Below this width the signers stand under the options."""


class ReportFrame(QWidget):
    """The parts of the report's page in their places; what they do is the page's."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self._open = open_
        self._is_narrow: bool | None = None
        self._build()
        self._fit()
        self.signers.shown.connect(self._order)

    def say(self, words: str) -> None:
        """Say what was done, under the buttons and aloud."""
        self._said.show_value("check", words)
        self._said.setVisible(bool(words))
        if words:
            messages.announce(self, words)

    def set_weighty(self, *, weighty: bool) -> None:
        """Ask that copies be counted, or not where a page may be handed to everybody."""
        self._is_weighty = weighty
        self._count_them.setVisible(weighty and not self._is_narrow)

    def show_stage(self, *, shown: bool) -> None:
        """Say the stage of the assessment above, or not beside a file that may be of another."""
        self._stage.setVisible(shown)

    def show_verdict(self) -> None:
        """Bring what is known of the file into sight."""
        pane = self._narrow_pane if self._is_narrow else self._right_pane
        below_top = self.signers.mapTo(pane.viewport(), QPoint(0, 0)).y()
        bar = pane.verticalScrollBar()
        bar.setValue(bar.value() + below_top)

    def show_busy(self, words: str) -> None:
        """Say what takes its time, with a way to stop it; "" when it is over."""
        self._busy.show_value("clock", words)
        self._busy_row.setVisible(bool(words))

    def _build(self) -> None:
        self.view = PageView()
        self.options = ReportOptions()
        self.outline = Outline()
        self.signers = SignersPane()
        self.bar = PreviewBar()
        self.banner = Banner(sign="file")
        self.banner.hide()
        self._busy = SignLabel("clock", "", role="small", wrap=True)
        self.stop_link = LinkButton(_("Stop"))
        self.stop_link.setObjectName("report.stop")
        self._busy_row = QWidget()
        busy = QHBoxLayout(self._busy_row)
        busy.setContentsMargins(16, 4, 16, 4)
        busy.addWidget(self._busy)
        busy.addWidget(self.stop_link)
        busy.addStretch(1)
        self._busy_row.hide()
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self.banner)
        middle.addWidget(self._busy_row)
        middle.addWidget(self.view, 1)
        self._narrow, self._narrow_pane = _side("surface_alt")
        self._right, self._right_pane = _side("surface")
        self._right.addWidget(self.signers, 1)
        self._end = QWidget()
        end = QVBoxLayout(self._end)
        end.setContentsMargins(14, 8, 14, 12)
        end.setSpacing(6)
        self._is_narrow, self._is_weighty = False, True
        self._count_them = PlainLabel(
            _(
                "Print one copy for each signer. Each copy shows where the office is weak: count"
                " them, collect them."
            ),
            role="small_muted",
            wrap=True,
        )
        end.addWidget(self._count_them)
        buttons = FlowLayout(gap=8)
        self.print_button = SignButton(_("Print…"), sign="print")
        self.print_button.setObjectName("report.print")
        self.save_button = SignButton(_("Save PDF…"), sign="file")
        self.save_button.setObjectName("report.save")
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        nest(end, buttons)
        self.tables_link = LinkButton(_("Data points and sharing tables…"), wrap=True)
        self.tables_link.setObjectName("report.tables")
        end.addWidget(self.tables_link)
        self._said = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        self._said.hide()
        end.addWidget(self._said)
        right = Pane(ground="surface", edge="leading")
        self._right_column = QVBoxLayout(right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.setSpacing(0)
        self._right_column.addWidget(self._right_pane, 1)
        self._right_holder = right
        left = Pane(ground="surface_alt")
        self._left_column = QVBoxLayout(left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._wide = QWidget()
        wide = QVBoxLayout(self._wide)
        wide.setContentsMargins(14, 12, 8, 12)
        wide.setSpacing(8)
        wide.addWidget(PlainLabel(_("Report"), role="heading"))
        self._wide_column = wide
        self._left_column.addWidget(self._wide, 1)
        self._left_column.addWidget(self._narrow_pane, 1)
        self._left_holder = left
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(left)
        nest(across, middle, 1)
        across.addWidget(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        nest(column, across, 1)

    def _top(self) -> QWidget:
        top = Pane(ground="surface", edge="bottom")
        row = QHBoxLayout(top)
        row.setContentsMargins(14, 6, 16, 6)
        row.setSpacing(10)
        self.back = LinkButton(_("Back to the assessment"), sign="chevron-back", small=False)
        self.back.setObjectName("report.back")
        row.addWidget(self.back)
        assessment = self._open.editing.assessment
        title = PlainLabel(shortened(assessment.text(TITLE), 90), role="strong", wrap=True)
        title.setMaximumHeight(2 * theme.look().line_height() + 2)
        row.addWidget(title, 1)
        stage = self._open.stage()
        self._stage = Chip(stage, outlined=True, name=_("Status: {stage}").format(stage=stage))
        row.addWidget(self._stage)
        return top

    def focusInEvent(self, event: QFocusEvent) -> None:
        # No focus proxy: Tab would jump to it wherever the chain comes round.
        self.view.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        scale = theme.look().scale
        self._narrow_pane.setVisible(narrow)
        self._wide.setVisible(not narrow)
        self.outline.set_whole(whole=narrow)
        self.options.set_foldable(foldable=narrow)
        self._is_narrow = narrow
        self.set_weighty(weighty=self._is_weighty)
        if narrow:
            for widget in (self.options, self.signers, self.outline):
                self._narrow.addWidget(widget)
            self._left_column.addWidget(self._end)
        else:
            self._wide_column.addWidget(self.outline, 1)
            self._wide_column.addWidget(self.options)
            self._right.addWidget(self.signers, 1)
            self._right_column.addWidget(self._end)
        self._right_holder.setVisible(not narrow)
        self._left_holder.setFixedWidth(round((306 if narrow else 240) * min(scale, 1.25)))
        self._right_holder.setFixedWidth(round(340 * min(scale, 1.25)))
        self._order()

    def _order(self) -> None:
        read_in_order(self)


def _side(ground: str) -> tuple[QVBoxLayout, ScrollPane]:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    return column, ScrollPane(inside, ground=ground)
