"""The bars of the editor: at the top where one is, at the bottom what is saved and what is next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from dpia_wizard.core.summary import TITLE
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import (
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
)
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.drawing import line_width, paint_line
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.parts.status import StatusLine
from dpia_wizard.gui.words import _, isolate, isolate_answer


class TopBar(QFrame):
    """Home, the title and stage of the assessment, find, report, undo and redo."""

    home_asked = Signal()
    sections_asked = Signal()
    find_asked = Signal()
    report_asked = Signal()
    catalogue_asked = Signal()
    history_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = open_
        self.setProperty("ground", "surface")
        self.setProperty("edge", "bottom")
        home = LinkButton(_("Home"), sign="home", small=False)
        home.setObjectName("home")
        home.clicked.connect(self.home_asked)
        self._sections = LinkButton(_("All sections"), sign="list", small=False)
        self._sections.setObjectName("turn_sections")
        self._sections.clicked.connect(self.sections_asked)
        self._sections.hide()
        self._title = ShortenedLabel()
        self._stage = Chip("", outlined=True)
        self._find = SecondaryButton(_("Find a question"), sign="search")
        self._find.setObjectName("find")
        self._find.clicked.connect(self.find_asked)
        self._key = PlainLabel("Ctrl+K", role="small_muted")
        report = SecondaryButton(_("Report"), sign="file")
        report.setObjectName("report")
        report.clicked.connect(self.report_asked)
        catalogue = IconButton("book", _("Catalogue"))
        catalogue.setObjectName("catalogue")
        catalogue.clicked.connect(self.catalogue_asked)
        history = IconButton("clock", _("History"))
        history.setObjectName("history")
        history.clicked.connect(self.history_asked)
        self._undo = IconButton("undo", _("Undo"))
        self._undo.setObjectName("undo")
        self._undo.clicked.connect(self.undo_asked)
        self._redo = IconButton("redo", _("Redo"))
        self._redo.setObjectName("redo")
        self._redo.clicked.connect(self.redo_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(9)
        row.addWidget(home)
        row.addSpacing(6)
        row.addWidget(self._sections)
        row.addWidget(rule(upright=True))
        row.addSpacing(2)
        row.addWidget(self._title)
        row.addWidget(self._stage)
        row.addStretch(1)
        for widget in (self._find, self._key, catalogue, history, report, self._undo, self._redo):
            row.addWidget(widget)
        self.refresh()

    def refresh(self) -> None:
        """Show the title, the stage, and what can be undone."""
        assessment = self.open.editing.assessment
        title = assessment.text(TITLE).strip() or _("No title yet")
        self._title.setText(title)
        self._stage.set_words(self.open.stage())
        self._undo.setEnabled(self.open.editing.undo_stack.done is not None)
        self._redo.setEnabled(self.open.editing.undo_stack.undone is not None)

    def show_sections_link(self, *, shown: bool, are_open: bool) -> None:
        """Offer the sections where a page has the whole width, and to hide them again."""
        self._sections.set_words(_("Hide sections") if are_open else _("All sections"))
        self._sections.setVisible(shown)

    def set_narrow(self, narrow: bool) -> None:
        """Let the hints of keys go where there is no room."""
        self._key.setVisible(not narrow)
        self.setFixedHeight(max(44 if narrow else 48, theme.look().control_height + 10))


class ShortenedLabel(PlainLabel):
    """Words that give way with "…" where there is no room; whole they are spoken, and its tip."""

    def __init__(
        self, *, size: str = "body", ink: str = "text", parent: QWidget | None = None
    ) -> None:
        self._size = size
        self._ink = ink
        super().__init__("", role="strong" if size == "body" else "small_muted", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()
        self._tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tip()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        words = line_width(self.text(), self._font())
        return QSize(words + 4, theme.look().line_height(self._size))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(60, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        font = self._font()
        end = Qt.TextElideMode.ElideRight
        words = QFontMetrics(font).elidedText(self.text(), end, self.width())
        # In their own direction: "…" stands where an English title was cut, in Arabic too.
        paint_line(painter, self.rect(), isolate_answer(words), font, theme.colour(self._ink))

    def _font(self) -> QFont:
        return theme.look().font(self._size, bold=self._size == "body")

    def _tip(self) -> None:
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")


class BottomBar(QFrame):
    """Back, what is saved, what is left, and the one filled button."""

    back_asked = Signal()
    next_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setProperty("edge", "top")
        self.back = SecondaryButton("", sign="chevron-back")
        self.back.setObjectName("back")
        self.back.clicked.connect(self.back_asked)
        self.next = PrimaryButton("", end_sign="chevron-next")
        self.next.setObjectName("next")
        self.next.clicked.connect(self.next_asked)
        self.status = StatusLine()
        self.status.way_out.connect(self.again_asked)
        self.left = ShortenedLabel(size="small", ink="text_muted")
        self.said = ShortenedLabel(size="small", ink="text_muted")
        self.back.set_shortened(whole_up_to=4)
        self.next.set_shortened(whole_up_to=9)  # what comes is what one must be able to read
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(20)
        row.addWidget(self.back)
        row.addStretch(1)
        for widget in (self.status, self.said, self.left):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.next)

    def show_ways(self, page: Page, before: str, after: str) -> None:
        """Say where back and the filled button lead from *page*, which may have ways of its own
        between the sections *before* and *after*, and what is left to do on it."""
        place, name = page.beside(-1)
        self.back.setVisible(bool(place or before))
        if place:
            self.back.set_words(isolate(place))
            self.back.setAccessibleName(name)  # whole where the words are short
        elif before:
            self.back.set_words(before)
            self.back.setAccessibleName(before)
        self.next.set_words(page.filled_button() or after or _("Report"))
        missing = page.missing()
        self.next.set_role("secondary" if missing else "primary")  # as quiet as the form's own
        self.next.setAccessibleDescription(missing)
        self.left.setText(page.left_to_do())

    def show_saved(self, time: str) -> None:
        """Say that everything is on the disk since *time*, or since before if that is ""."""
        self.status.show_saved(isolate(time))

    def show_failed(self, reason: str) -> None:
        """Say that the last words are not on the disk, and offer to try again."""
        self.status.show_failed(reason, _("Try again"))

    def say(self, words: str) -> None:
        """Say what was undone or brought back, until something else happens."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def set_narrow(self, narrow: bool) -> None:
        """Be a little lower on a small screen."""
        row = self.layout()
        if row is not None:
            side = 5 if narrow else 8
            row.setContentsMargins(16, side, 16, side)
